"""A whole case file as plain text or as JSON, for `caseconsole show`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from caseconsole.domain.agreement import Obligation
from caseconsole.domain.ledger import LedgerEntry, Standing
from caseconsole.domain.message import Message
from caseconsole.domain.verdict import NotDue
from caseconsole.domain.window import Window
from caseconsole.locale import Speaker
from caseconsole.outgoing.as_json import json_text
from caseconsole.outgoing.case.agreed import AGREED, elsewhere
from caseconsole.outgoing.case.agreements import agreements, duties_of
from caseconsole.outgoing.case.contact import contact
from caseconsole.outgoing.case.header import header_text, name, tenants
from caseconsole.outgoing.case.journal import journal as journal_lines
from caseconsole.outgoing.case.ledger import ledger as ledger_lines
from caseconsole.outgoing.case.overview import overview
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.rows import lines
from caseconsole.outgoing.lines import Line, plain_text
from caseconsole.store.rows import CaseView, JournalRow

WIDTH = 100
"""The cells of a line of text output."""


class Shown(NamedTuple):
    """All that a case file shows."""

    view: CaseView
    ledger: Sequence[LedgerEntry]
    journal: Sequence[JournalRow]
    follows: NotDue | None
    """The step that comes next when nothing is due."""
    windows: Sequence[Window] = ()
    """When payments are laid out by an arrangement."""


def case_text(shown: Shown, speaker: Speaker, *, zone: str) -> str:
    """The strip and every section under each other."""
    view = shown.view
    page = _page(view, speaker, zone)
    sections: tuple[tuple[str, list[Line]], ...] = (
        ("section.overview", overview(page, view, shown.follows)),
        ("section.ledger", ledger_lines(page, shown.ledger, shown.windows)),
        ("section.contact", contact(page, view)),
        *_agreed(page, view),
        ("section.journal", journal_lines(page, shown.journal, shown.view.file)),
    )
    rows = header_text(page, view)
    for title, content in sections:
        rows += ["", f"== {page.say(title)} ==", "", *map(plain_text, content)]
    return "\n".join(rows).rstrip() + "\n"


def _agreed(page: Page, view: CaseView) -> Iterator[tuple[str, list[Line]]]:
    """The sections of agreements that hold something."""
    for key, title in AGREED:
        held = agreements(page, view, key, whole=True)
        if elsewhere(view, key) or any(row.of for row in held):
            yield title, lines(held)


def case_json(shown: Shown, speaker: Speaker) -> str:
    """The same as an object: ISO dates, cents, and each message with its id, values and words."""
    view = shown.view
    page = _page(view, speaker, "UTC")
    renting = [name(party) for party in tenants(page, view)]
    found = {
        "case": view.file.number,
        "tenant": next(iter(renting), ""),
        "tenants": renting,
        "arrears": view.file.standing.arrears,
        **_facts(view, speaker),
        "obligations": [
            _obligation(duty)
            for made in view.file.agreements
            for duty in duties_of(view.file, made, page.today)
        ],
        "ledger": _fact(tuple(shown.ledger), speaker),
        "journal": _fact(tuple(shown.journal), speaker),
        "follows": _fact(shown.follows, speaker),
    }
    return json_text(found)


def _obligation(duty: Obligation) -> dict[str, object]:
    return {
        "agreement": duty.condition.agreement,
        "condition": duty.condition.id,
        "clause": duty.condition.clause,
        "original": duty.original_on.isoformat(),
        "on": duty.on.isoformat(),
        "state": duty.state,
        "cents": duty.cents,
        "paid": duty.paid,
        "met": duty.met_on.isoformat() if duty.met_on else None,
        "judgement": duty.judgement.id if duty.judgement else None,
    }


def _page(view: CaseView, speaker: Speaker, zone: str) -> Page:
    return Page(speaker, WIDTH, speaker.today or view.file.standing.as_of, zone)


def _facts(value: object, speaker: Speaker) -> dict[str, object]:
    """The fields by name; a source in words, and its id, as in every list of what is due."""
    found = {name: _fact(getattr(value, name), speaker) for name in _names(value)}
    if "source" in found:
        found |= {"source": speaker.say(str(found["source"])), "source_id": found["source"]}
    return found


def _names(value: object) -> tuple[str, ...]:
    """The fields of a row, whichever way it is made; none when it is something else."""
    if isinstance(value, tuple):
        return tuple(getattr(value, "_fields", ()))
    return tuple(field.name for field in fields(value)) if is_dataclass(value) else ()


def _fact(value: object, speaker: Speaker) -> object:
    if isinstance(value, Message):
        return {"id": value.id, "values": dict(value.values), "text": speaker.say(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _fact(one, speaker) for key, one in value.items()}
    if isinstance(value, Standing):
        return {**_facts(value, speaker), "rent": value.rent or None}
    if _names(value):
        return _facts(value, speaker)
    if isinstance(value, list | tuple):
        return [_fact(one, speaker) for one in value]
    return value.value if isinstance(value, StrEnum) else value
