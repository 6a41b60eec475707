"""Policy files put together, and what is wrong with them in one sentence."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources.abc import Traversable
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseconsole import __version__
from caseconsole.domain.message import Message, Refused, message
from caseconsole.process.policy_dated import PolicyError

if TYPE_CHECKING:
    from pydantic import ValidationError

Tree = dict[str, Any]
"""What a policy file holds: names to lists of dated values, scripts one level deeper."""

KINDS_FOLDER = "kinds"
"""Holds a table for each kind of agreement, named as the kind is."""
_LARGEST_FILE = 1_000_000
_PLACE_IN_TOML = re.compile(r"\(at line (\d+), column (\d+)\)$")
"""How tomllib ends what it says, unless the file ends too soon."""
_OWN_PROBLEMS = frozenset({
    "no_value",
    "same_day",
    "named_twice",
    "part_alone",
    "language_tag",
    "action_left",
    "broken_before_check",
    "script_missing",
    "script_braces",
    "script_placeholder",
    "script_tells_debt",
    "paper_missing",
    "paper_braces",
    "paper_placeholder",
    "paper_language",
    "paper_blank",
    "paper_paragraph",
    "words_braces",
    "household_left",
    "window_closed",
    "leader_first",
    "code_left",
    "clause_fields",
    "clause_field",
    "clause_braces",
    "clause_kind",
    "clause_rule",
    "clause_cadence",
    "clause_after",
    "clause_term",
    "clause_form",
    "clause_blank",
    "term_kind",
    "term_unused",
    "term_cadence",
    "term_clause",
    "cadence_once",
    "kind_missing",
    "kind_unknown",
    "kind_states",
    "kind_value",
})  # fmt: skip
_WANTED = {
    "int": "policy.wants_whole_number",
    "bool": "policy.wants_true_or_false",
    "date": "policy.wants_day",
    "string": "policy.wants_text",
    "tuple": "policy.wants_list",
    "mapping": "policy.wants_table",
    "dict": "policy.wants_table",
    "dataclass": "policy.wants_table",
}
"""What a value should be, by the first word of pydantic's error type."""


_PLACE = {"situation": ("script",), "kind": ("kind",), "paper": ("paper",)}


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A file as it was read."""

    shown: str
    """Its name where it is told."""
    own: bool
    """Whether it is an association's own."""
    kind: str
    """The kind of agreement that it is of; empty for one that is of none."""
    text: str


def read_files(shipped: Traversable, overrides: Path | None) -> tuple[PolicyFile, ...]:
    """The shipped files and an association's own, in the order in which they count.

    Raises:
        Refused: a file cannot be read as text or is too large, or what has the name of the folder
            of own files is none.
    """
    found = list(_files(shipped, "", own=False))
    if overrides is not None and lexists(overrides):
        if not overrides.is_dir():
            raise Refused(message("policy.no_folder", file=overrides.name))
        found += _files(overrides, f"{overrides.name}/", own=True)
    return tuple(found)


def _files(folder: Traversable, within: str, *, own: bool) -> Iterator[PolicyFile]:
    """What lies in a folder, then in that of the kinds; `within` begins their names."""
    for file in _toml_files(folder, within):
        yield PolicyFile(f"{within}{file.name}", own, "", _read(file, f"{within}{file.name}"))
    kinds = folder / KINDS_FOLDER
    if kinds.is_dir():
        within = f"{within}{KINDS_FOLDER}/"
        for file in _toml_files(kinds, within):
            shown, kind = f"{within}{file.name}", file.name.removesuffix(".toml")
            yield PolicyFile(shown, own, kind, _read(file, shown))


def as_read(files: tuple[PolicyFile, ...]) -> str:
    """The files word for word, with the program that checks them: what tells them from others."""
    return json.dumps({"program": __version__, "files": {one.shown: one.text for one in files}})


@dataclass(slots=True)
class Content:
    """Everything that was read, and from which file each name came last."""

    values: Tree = field(default_factory=dict)
    file_of: dict[str, str] = field(default_factory=dict)


def merged(files: tuple[PolicyFile, ...]) -> Content:
    """The shipped files with an association's own over them.

    From the day of an association's first own value on, only its own values of that name count.

    Raises:
        Refused: a file is no TOML, or a name stands in two shipped files.
    """
    content = Content()
    for file in files:
        for name, tree in _trees(file):
            if not file.own and name in content.file_of:
                first = content.file_of[name]
                told = message("policy.in_two_files", key=name, file=first, other=file.shown)
                raise Refused(told)
            _put(content, name, tree, file.shown)
    return content


def _trees(file: PolicyFile) -> Iterator[tuple[str, object]]:
    """Each name with what it holds; what stands in a file of kinds is of that kind."""
    values = _parsed(file)
    if file.kind:
        yield f"kind.{file.kind}", values
        return
    for name, tree in values.items():
        if name == "kind" and isinstance(tree, dict):
            yield from ((f"kind.{kind}", table) for kind, table in tree.items())
        else:
            yield name, tree


def _put(content: Content, name: str, tree: object, file: str) -> None:
    kind = name.removeprefix("kind.")
    at = content.values if kind == name else content.values.setdefault("kind", {})
    at[kind] = _over(at.get(kind), tree)
    content.file_of[name] = file


def _toml_files(folder: Traversable, shown: str) -> list[Traversable]:
    try:
        files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    except OSError:
        raise Refused(message("policy.folder_unreadable", file=shown or folder.name)) from None
    return sorted(files, key=lambda file: file.name)


def _read(file: Traversable, shown: str) -> str:
    try:
        raw = file.read_bytes()
    except OSError:
        raise Refused(message("policy.unreadable", file=shown)) from None
    if len(raw) > _LARGEST_FILE:
        raise Refused(message("policy.too_large", file=shown))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(message("policy.not_utf8", file=shown)) from None


def _parsed(file: PolicyFile) -> Tree:
    import tomllib

    try:
        return tomllib.loads(file.text)
    except RecursionError:
        raise Refused(message("policy.too_deep", file=file.shown)) from None
    except tomllib.TOMLDecodeError as fault:
        line, column = _place_in(file.text, str(fault))
        told = message("policy.not_toml", file=file.shown, line=line, column=column)
        raise Refused(told) from None


def _place_in(text: str, fault: str) -> tuple[int, int]:
    """The line and the column, from 1, of what is wrong in a text: its end when none is named."""
    if at := _PLACE_IN_TOML.search(fault):
        return int(at[1]), int(at[2])
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _over(shipped: object, own: object) -> object:
    """Own values over shipped ones: tables join, dated lists end where the own ones begin."""
    if isinstance(shipped, dict) and isinstance(own, dict):
        return shipped | {key: _over(shipped.get(key), value) for key, value in own.items()}
    if isinstance(shipped, list) and isinstance(own, list):
        days = [day for item in own if isinstance(day := _valid_from(item), date)]
        first = min(days, default=date.min)
        return [item for item in shipped if _valid_from(item) < first] + own
    return own


def _valid_from(item: object) -> date:
    """The day of a dated value; the last day there is when it has none."""
    day = item.get("valid_from") if isinstance(item, Mapping) else None
    return day if type(day) is date else date.max


def problem(wrong: "ValidationError | PolicyError", content: Content) -> Refused:
    """The first thing that is wrong, as a sentence that names the file, the key and what to do."""
    if isinstance(wrong, PolicyError):
        path, kind, told = [], wrong.kind, wrong.told
    else:
        first = wrong.errors(include_url=False, include_input=False)[0]
        path, kind, told = [str(part) for part in first["loc"]], first["type"], first.get("ctx", {})
        if isinstance(fault := told.get("error"), PolicyError):
            kind, told = fault.kind, fault.told
    if not path:
        within = next((name for name in ("table", *_PLACE) if name in told), "")
        path = [*_PLACE.get(within, ()), *str(told[within]).split(".")] if within else []
    key = ".".join(path)
    names = (".".join(path[:2]), *path[:1])
    file = next((content.file_of[name] for name in names if name in content.file_of), "*.toml")
    return Refused(_sentence(kind, told, file, key))


def _sentence(kind: str, told: Mapping[str, Any], file: str, key: str) -> Message:
    if kind in _OWN_PROBLEMS:
        return message(f"policy.{kind}", **{"file": file, "key": key} | _plain(told))
    if kind == "missing":
        return message("policy.missing", file=file, key=key)
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        return message("policy.unknown_key", file=file, key=key)
    if kind in {"enum", "literal_error"}:
        return message(
            "policy.not_possible", file=file, key=key, possible=_listed(told["expected"])
        )
    if kind in {"greater_than_equal", "less_than_equal"}:
        least, most = told.get("ge"), told.get("le")
        id_ = "policy.too_small" if most is None else "policy.too_big"
        return message(id_, file=file, key=key, limit=least if most is None else most)
    wanted = _WANTED.get(kind.partition("_")[0], "policy.wants_other")
    return message("policy.wrong_value", file=file, key=key, wanted_word=wanted)


def _listed(expected: str) -> str:
    """The possible words, of pydantic's `'law', 'case_law' or 'ddas'`."""
    return expected.replace(" or ", ", ").replace("'", "")


def _plain(told: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in told.items()}
