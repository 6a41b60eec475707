"""Columns turned into the values of the domain."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from caseconsole.domain.message import Message, type_of_value

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_decode = json.JSONDecoder().decode

day = lru_cache(maxsize=8192)(date.fromisoformat)
"""The date in a column that always has one."""

REVERSES = """coalesce(e.reverses, CASE WHEN e.kind = 'returned' THEN
    (SELECT max(c.reverses) FROM ledger_entry c WHERE c.lease = e.lease AND c.identity >= '#c'
     AND c.identity < '#d' AND c.source_ref = e.source_ref AND c.cents = 0) END)"""
"""The line that a ledger line `e` takes back; a line of nil cents may have named it later."""
STANDS = """NOT EXISTS (SELECT 1 FROM ledger_entry c WHERE c.lease = e.lease AND c.identity >= '#c'
    AND c.identity < '#d' AND c.kind = 'correction' AND c.reverses = e.id AND c.cents <> 0)"""
"""Whether a ledger line `e` was not taken back by a correction."""


def maybe_day(text: str | None) -> date | None:
    """The date in a column that may be empty."""
    return day(text) if text else None


@lru_cache(maxsize=1024)
def tags(text: str) -> tuple[str, ...]:
    """Language tags, the preferred one first."""
    return tuple(text.split())


def message_text(said: Message) -> str:
    """A message as one column keeps it."""
    return _encode([said.id, dict(said.values)])


@lru_cache(maxsize=1024)
def message_of(text: str) -> Message:
    """The message in a column."""
    id_, values = _decode(text)
    return Message(id_, values)


@lru_cache(maxsize=8192)
def because_of(id_: str, values: str) -> Message:
    """A message whose id and values stand in columns of their own."""
    return Message(id_, _decode(values))


def values_text(values: Mapping[str, type_of_value]) -> str:
    """The values of a message as a column keeps them."""
    return _encode(dict(values))


def keys(numbers: object) -> str:
    """Keys as one bound value, for `json_each`."""
    return _encode(numbers)
