"""Columns turned into the values of the domain."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from caseconsole.domain.message import Message, type_of_value
from caseconsole.domain.text import NOTE_LIMIT, cut
from caseconsole.store.sqlite import Connection, Row

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


def texts(conn: Connection, sql: str, bound: Sequence[object] = ()) -> list[Row]:
    """Rows with text from outside, each as `within` lets it in."""
    rows = conn.execute(sql, bound).fetchall()
    # A day reads millions of texts: a column at a time is looked through without a loop in Python.
    return [*map(within, rows)] if any(map(_has_longer, zip(*rows, strict=True))) else rows


def _has_longer(column: Iterable[Any]) -> bool:
    try:
        return max(map(len, filter(None, column)), default=0) > NOTE_LIMIT
    except TypeError:
        return False  # a column of numbers


def within(row: Row) -> Row:
    """A row whose texts are no longer than the store takes in, however they got there."""
    for value in row:
        if value.__class__ is str and len(value) > NOTE_LIMIT:
            return tuple(cut(one) if isinstance(one, str) else one for one in row)
    return row


def document(text: str) -> Any:
    """What a column holds as JSON, its texts no longer than the store takes in."""
    found = _decode(text)
    return _shortened(found) if len(text) > NOTE_LIMIT else found


def _shortened(found: object) -> object:
    if isinstance(found, str):
        return cut(found)
    if isinstance(found, list):
        return [_shortened(one) for one in found]
    if isinstance(found, dict):
        return {key: _shortened(one) for key, one in found.items()}
    return found


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
    id_, values = document(text)
    return Message(id_, values)


def because_of(id_: str, values: str) -> Message:
    """A message whose id and values stand in columns of their own."""
    return Message(id_, document(values))


def values_text(values: Mapping[str, type_of_value]) -> str:
    """The values of a message as a column keeps them."""
    return _encode(dict(values))


UNKNOWN = -1
"""Stands in a due row for a number that is not known."""


def known(number: int) -> int | None:
    """A number of a due row; None when it is not known."""
    return None if number == UNKNOWN else number


def keys(numbers: object) -> str:
    """Keys as one bound value, for `json_each`."""
    return _encode(numbers)


def keys_of(
    conn: Connection, sql: str, bound: Mapping[str, object] | Sequence[object]
) -> list[int]:
    """The keys that a query finds, in order.

    They come in one row: at each, SQLite waits for an interpreter that is loading code meanwhile.
    """
    found = conn.execute(
        f"WITH found (key) AS ({sql}) SELECT json_group_array(key) FROM found", bound
    )
    return sorted(_decode(found.fetchone()[0]))
