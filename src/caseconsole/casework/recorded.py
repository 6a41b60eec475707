"""What a recorded contact holds, for the sentences that say it was recorded or taken back."""

from collections.abc import Iterator, Mapping
from typing import Any

from caseconsole.domain.message import Message, message
from caseconsole.store.rows import JournalRow


def details(row: JournalRow) -> tuple[Message, ...]:
    """What was agreed in a contact: promise, reason, help, calling back; nothing of other kinds."""
    return tuple(_of_contact(row)) if row.kind == "contact" else ()


def _of_contact(row: JournalRow) -> Iterator[Message]:
    asked: Mapping[str, Any] = row.payload
    if promise := asked.get("promise"):
        cents, day = promise["cents"], promise["due_on"]
        yield message("recorded.promise", promise_cents=cents, due_on=day)
    if reason := asked.get("reason"):
        yield message("recorded.reason", reason_word=f"reason_short.{reason['code']}")
    for offer in asked.get("offers") or ():
        yield message("recorded.offer", offer_word=f"offer_short.{offer['kind']}")
    if agreed := asked.get("appointment"):
        yield message("recorded.appointment", agreed_on=agreed["on"])
