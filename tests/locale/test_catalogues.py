"""The catalogues hold every sentence that the program says, in both languages."""

import gettext
import re
from string import Formatter

from babel.messages.pofile import read_po

from caseconsole.domain.message import LANGUAGES
from caseconsole.locale.compile import Entry, entries, files
from caseconsole.locale.speech import CATALOGUES, DOMAIN
from tests.locale import usage

ALL = {entry.id: entry for entry in entries()}


def forms(entry: Entry, lang: str) -> tuple[str, ...]:
    text = entry.words[lang]
    return (text,) if isinstance(text, str) else text


def placeholders(text: str, room: str) -> set[str]:
    if room == "argparse":
        return set(re.findall(r"%(?:\(\w+\))?[rsd]", text))
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def needed(entry: Entry, lang: str) -> set[str]:
    return set().union(*(placeholders(text, entry.room) for text in forms(entry, lang)))


def test_what_is_committed_is_what_the_fragments_say() -> None:
    """Run `python -m caseconsole.locale.compile` when this fails."""
    assert [path.name for path, content in files().items() if path.read_bytes() != content] == []


def test_the_readable_and_the_loaded_catalogue_say_the_same() -> None:
    for lang in LANGUAGES:
        with (CATALOGUES / f"{lang}.po").open("rb") as file:
            readable = {
                str(m.id): m.string for m in read_po(file) if isinstance(m.id, str) and m.id
            }
        loaded = gettext.translation(DOMAIN, CATALOGUES, languages=[lang])
        assert {id_: loaded.gettext(id_) for id_ in readable} == readable


def test_both_languages_ask_for_the_same_values() -> None:
    different = [entry.id for entry in ALL.values() if needed(entry, "nl") != needed(entry, "en")]
    assert different == []


def test_no_sentence_is_empty() -> None:
    blank = [
        entry.id
        for entry in ALL.values()
        if not all(text.strip() for lang in LANGUAGES for text in forms(entry, lang))
    ]
    assert blank == []


def test_every_sentence_that_is_said_is_in_the_catalogues() -> None:
    missing = {said.id: said.where for said in usage.said() if said.id not in ALL}
    assert missing == {}


def test_every_word_that_is_made_of_a_value_is_in_the_catalogues() -> None:
    missing = [id_ for id_ in usage.made_ids() if id_ not in ALL]
    assert missing == []


def test_every_family_of_words_is_listed() -> None:
    """A new f"family.{value}" in the source needs its values in `usage.FAMILIES`."""
    assert usage.made_prefixes() - set(usage.FAMILIES) == set()


def test_every_value_that_a_sentence_needs_is_given_where_it_is_said() -> None:
    lacking = {
        f"{said.id} at {said.where}": without
        for said in usage.said()
        if said.values is not None and said.id in ALL
        if (without := needed(ALL[said.id], "nl") - said.values)
    }
    assert lacking == {}


def test_no_sentence_is_left_over() -> None:
    left = [
        entry.id
        for entry in ALL.values()
        if entry.room != "argparse" and not usage.is_used(entry.id)
    ]
    assert left == []


def test_a_state_is_named_and_not_made_the_predicate_of_a_sentence() -> None:
    """A state can be a noun, such as “no answer”: nothing “is” that."""
    wrong = [
        entry.id
        for entry in ALL.values()
        for lang in ("nl", "en")
        for text in forms(entry, lang)
        if re.search(r"\b(is|was) \{state_word\}", text)
    ]
    assert wrong == []
