"""Words of a lease, of which none may stand in what is no lease (R77)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Protocol

from caseconsole.process.drafting import in_words_of
from caseconsole.process.policy import LeaseForm, Values

_TYPED = "text"
"""The field of a clause that holds somebody's own words."""


class Worded(Protocol):
    """What a condition says, drafted or agreed, or a letter."""

    @property
    def clause(self) -> str:
        """Its code."""

    @property
    def text(self) -> str:
        """Its sentence."""

    @property
    def consequence(self) -> str:
        """What follows when it is not kept."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wrote in words of their own, under no clause."""

    text: str
    clause: str = ""
    consequence: str = ""


def speaks_of_lease(one: Worded, form: LeaseForm, values: Values, lang: str) -> bool:
    """Whether a condition has a word of a lease, in the language in which it is written."""
    words = values.lease_words["nl" if lang == "nl" else "en"]
    allowed = _any_of(word for word, of_lease in words.items() if not of_lease)
    barred = _any_of(word for word, of_lease in words.items() if of_lease)
    return any(barred.search(allowed.sub("…", said)) for said in _said(one, form, values, lang))


def _any_of(words: Iterator[str]) -> re.Pattern[str]:
    """Any of these as a whole word; of none, nothing."""
    either = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{either or '(?!)'})\b", re.IGNORECASE)


def _said(one: Worded, form: LeaseForm, values: Values, lang: str) -> Iterator[str]:
    """The sentences of a condition without the names that are filled in there.

    What is not written as its clause has it was written by somebody.
    """
    clause = values.clauses.get(one.clause)
    for written, words in (
        (one.text, clause and clause.text),
        (one.consequence, clause and clause.consequence),
    ):
        yield _without_names(written, in_words_of(form, words.of(lang), lang) if words else "")


def _without_names(written: str, sentence: str) -> str:
    """What is left of a sentence without what fills its fields, but for what somebody typed."""
    parts = [(literal, field) for literal, field, _, _ in Formatter().parse(sentence)]
    filled = {None: "", _TYPED: "(.+)"}
    pattern = "".join(re.escape(literal) + filled.get(field, ".+") for literal, field in parts)
    found = re.fullmatch(pattern, written, re.DOTALL)
    return "\n".join([*(literal for literal, _ in parts), *found.groups()]) if found else written
