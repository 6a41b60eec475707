"""Agreements across files as a table and as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from caseconsole.domain.agreement import Agreement, Judge, Paid
from caseconsole.domain.kinds import KINDS, STANDS, phase
from caseconsole.domain.moving import end_of
from caseconsole.domain.obligations import Tally, obligations, resting, tally
from caseconsole.locale import Speaker
from caseconsole.outgoing.as_json import iso, json_text
from caseconsole.outgoing.case.terms import known_through
from caseconsole.outgoing.lines import cells, pad

AHEAD = timedelta(days=92)
"""How far ahead the next day is looked for: a quarter, the longest usual cadence."""
_LEAST = {"tenant": 14, "kind": 17, "state": 11}
"""What gives way where there is no room for all, in this order, and how far."""
_RIGHT = frozenset({"open", "missed"})
"""The columns of numbers."""
COLUMNS = ("case", "tenant", "kind", "state", "next", "open", "missed")


class AgreedRow(NamedTuple):
    """One agreement of a file, and how its duties stand."""

    case: str
    tenant: str
    agreement: Agreement
    tally: Tally


def agreed_row(
    case: str, tenant: str, one: Agreement, today: date, paid: Paid, beside: Sequence[Agreement]
) -> AgreedRow:
    """How an agreement of a file stands today.

    Args:
        beside: the agreements of the same file.
    """
    duties = obligations(one, today, today + AHEAD, paid=paid, agreements=beside)
    others = resting(one, one.conditions, today, paid=paid, agreements=beside)
    known = tally(duties, others)
    if phase(one) not in STANDS:
        # Of what is over nothing is to be done any more.
        known = replace(known, open=0, to_judge=0, next_on=None)
    return AgreedRow(case, tenant, one, known)


def in_order(rows: Iterable[AgreedRow]) -> list[AgreedRow]:
    """Those that are not over first; by file as they came, the oldest start first."""
    return sorted(rows, key=lambda row: phase(row.agreement) not in STANDS)


def as_text(
    rows: Sequence[AgreedRow],
    voice: Speaker,
    *,
    limited: bool = False,
    room: int | None = None,
    through: date | None = None,
) -> Iterator[str]:
    """A line for each agreement under a heading, with the count at the end.

    Args:
        room: the cells of the terminal; None where a line can be as long as it needs.
        through: how far an old ledger goes; None where it is not old (P06).
    """
    if not rows:
        yield voice.say("cli.agreements.none_within" if limited else "cli.agreements.none")
        return
    head = [voice.say(f"cli.agreements.{name}") for name in COLUMNS]
    table = [head, *(_texts(row, voice) for row in rows)]
    widths = _widths(table, room)
    for texts in table:
        yield _placed(texts, widths)
    yield voice.say("cli.agreements.total", n=len(rows))
    if told := known_through(voice, through):
        yield told


def _texts(row: AgreedRow, voice: Speaker) -> list[str]:
    case, tenant, one, known = row
    return [
        case,
        tenant,
        voice.say(f"kind.{one.kind}"),
        voice.say(f"state.{one.kind}.{one.state}"),
        voice.day(known.next_on) if known.next_on else "",
        str(known.open or ""),
        str(known.missed or ""),
    ]


def _widths(table: Sequence[Sequence[str]], room: int | None) -> list[int]:
    """The width of each column: what it holds, or less where the room asks it."""
    widths = [max(map(cells, column)) for column in zip(*table, strict=True)]
    over = 0 if room is None else sum(widths) + len(widths) - 1 - room
    for name, least in _LEAST.items():
        at = COLUMNS.index(name)
        less = max(min(over, widths[at] - least), 0)
        widths[at] -= less
        over -= less
    return widths


def _placed(texts: Sequence[str], widths: Sequence[int]) -> str:
    columns = zip(COLUMNS, texts, widths, strict=True)
    return " ".join(
        pad(text, width, right=name in _RIGHT) for name, text, width in columns
    ).rstrip()


def as_json(rows: Sequence[AgreedRow]) -> str:
    """An array with an object for each agreement: ISO dates, cents, the numbers of its duties."""
    return json_text([_fact(row) for row in rows])


def _fact(row: AgreedRow) -> dict[str, object]:
    one, known = row.agreement, row.tally
    return {
        "case": row.case,
        "tenant": row.tenant,
        "id": one.id,
        "reference": one.reference,
        "kind": one.kind,
        "state": one.state,
        "state_since": one.state_on.isoformat(),
        "phase": KINDS[one.kind].phase(one.state),
        "start": one.start_on.isoformat(),
        "end": iso(end_of(one)),
        "end_original": iso(one.end_on),
        "partner": one.partner,
        "signed": iso(one.signed_on),
        "review": iso(one.next_review_on),
        "conditions": len(one.conditions),
        "open": known.open,
        "missed": known.missed,
        "met": known.met,
        "late": known.late,
        "to_judge": known.to_judge,
        "next": iso(known.next_on),
        "cents": known.cents if _by_ledger(one) else None,
        "paid": known.paid if _by_ledger(one) else None,
    }


def _by_ledger(one: Agreement) -> bool:
    return any(condition.judge is Judge.LEDGER for condition in one.conditions)
