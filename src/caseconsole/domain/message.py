"""A sentence before it has a language: an id and the values in it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

LANGUAGES = ("nl", "en")
"""The languages in which anything is said."""
type_of_value = str | int | bool | None
"""What a value may be: it is stored as JSON beside a due row and in the journal."""


class Message(NamedTuple):
    """What is to be said; `locale.say` makes the words.

    The end of a value's name tells how it is written: `_cents` is money, `_on` an ISO date,
    `_tenths` a number with one decimal, `_word` the id of another message, which can hold the other
    values; all else is shown as is.
    """

    id: str
    values: Mapping[str, type_of_value] = MappingProxyType({})


def message(id: str, /, **values: type_of_value) -> Message:  # noqa: A002 - the field's own name
    """A message with its values."""
    return Message(id, values)


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """Something asked for is not done; the message tells the person why and what to do."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.id)
        self.why = why
