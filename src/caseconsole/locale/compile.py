"""Makes the catalogues from `texts/*.toml` and the names in the policy; `--check` only compares."""

import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from caseconsole.domain.message import LANGUAGES
from caseconsole.files import db_files
from caseconsole.locale.names import names
from caseconsole.locale.speech import ARGPARSE, CATALOGUES, DOMAIN

TEXTS = CATALOGUES / "texts"


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence in every language; a pair is singular and plural, chosen by the value `n`."""

    id: str
    room: str
    words: Mapping[str, str | tuple[str, str]]


class _Catalog(Catalog):
    """A catalogue whose header is the same on every machine."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", DOMAIN),
            ("Language", self.locale_identifier or ""),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ]

    @mime_headers.setter
    def mime_headers(self, value: Iterable[tuple[str, str]]) -> None:
        """Refuse nothing and keep nothing: what a machine would add is left out."""


def entries() -> list[Entry]:
    """Every sentence of the fragments, by id.

    Raises:
        ValueError: an id stands in two fragments, or lacks a language.
    """
    found: dict[str, Entry] = {}
    for fragment in sorted(TEXTS.glob("*.toml")):
        for id_, words in tomllib.loads(fragment.read_text(encoding="utf-8")).items():
            if id_ in found:
                raise ValueError(f"{id_} stands in {found[id_].room} and in {fragment.stem}")
            if set(words) != set(LANGUAGES):
                raise ValueError(f"{id_} in {fragment.stem} must have exactly {LANGUAGES}")
            pairs = {
                lang: text if isinstance(text, str) else (text[0], text[1])
                for lang, text in words.items()
            }
            found[id_] = Entry(id_, fragment.stem, pairs)
    for id_, name in names(db_files() / "policy"):
        found[id_] = Entry(id_, "policy", name)
    return [found[id_] for id_ in sorted(found)]


def files() -> dict[Path, bytes]:
    """What the catalogue files should hold."""
    made: dict[Path, bytes] = {}
    sentences = entries()
    for lang in LANGUAGES:
        catalog, of_argparse = _catalog(lang), _catalog(lang)
        for entry in sentences:
            text = entry.words[lang]
            id_ = entry.id if isinstance(text, str) else (entry.id, entry.id)
            catalog.add(id_, text, auto_comments=[entry.room])
            if entry.room == ARGPARSE:
                of_argparse.add(id_, text)
        readable = BytesIO()
        write_po(readable, catalog, width=0)
        made[CATALOGUES / f"{lang}.po"] = readable.getvalue()
        for domain, sayings in ((DOMAIN, catalog), (ARGPARSE, of_argparse)):
            loadable = BytesIO()
            write_mo(loadable, sayings)
            made[CATALOGUES / lang / "LC_MESSAGES" / f"{domain}.mo"] = loadable.getvalue()
    return made


def _catalog(lang: str) -> Catalog:
    return _Catalog(locale=lang, fuzzy=False, header_comment=f"# {DOMAIN}, made from texts/.")


def stale() -> list[Path]:
    """The catalogue files that do not hold what the fragments say."""
    return [
        path
        for path, content in files().items()
        if not path.exists() or path.read_bytes() != content
    ]


def main() -> int:
    """Write the catalogues, or with `--check` fail when they are stale."""
    if "--check" in sys.argv[1:]:
        for path in stale():
            sys.stderr.write(f"stale: {path}; run python -m caseconsole.locale.compile\n")
        return 1 if stale() else 0
    for path, content in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
