"""Booked ledger lines that come back otherwise: what is booked beside them, for none is changed."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from caseconsole.store.images import Value
from caseconsole.store.sqlite import Connection

_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
CORRECTED = "#c"
"""How the identity of a booked difference starts; a reference in a file never starts so."""
_PLACED = ("value_on", "due_on", "period", "designation")
"""What decides when a line counts and what it goes to."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A booked line, or the line of a file that should stand."""

    id: int
    lease: int
    identity: str
    kind: str
    cents: int
    value_on: str
    due_on: str | None
    period: str
    text: str
    designation: str
    source_ref: str
    reverses: int | None

    @property
    def reference(self) -> str:
        """By what its corrections know it."""
        return self.source_ref or self.identity

    @property
    def placed(self) -> tuple[Value, ...]:
        """When it counts and what it goes to."""
        return tuple(getattr(self, name) for name in _PLACED)


class Changes:
    """What brings the booked lines of a span of leases to what the files say.

    Another amount is a correction of the difference. Another day, month or designation, or
    another payment that came back, takes the line back and books it anew, because those decide
    which rent was paid, and when. A returned debit that names its payment only now gets a line of
    nil cents that names it. What else differs stays as it was booked first.
    """

    def __init__(
        self,
        conn: Connection,
        span: tuple[int, int],
        today: date,
        absent: Mapping[int, frozenset[str]],
    ) -> None:
        """Compares the lines put aside with those that are booked.

        Args:
            absent: by number of a file the columns that it does not have.
        """
        self._today = today.isoformat()
        self.rows: list[Sequence[Value]] = []
        self.count = 0
        """How many booked lines came back otherwise."""
        self.stays: list[tuple[int, int]] = []
        """File and line of what differs and stays as it was booked."""
        wanted = conn.execute(_OTHERWISE, span).fetchall()
        if not wanted:
            return
        booked: dict[tuple[int, str], list[_Line]] = defaultdict(list)
        self._reversed: set[int] = set()
        self._references: dict[int, str] = {}
        for row in conn.execute(_BOOKED, span):
            line = _Line(*row)
            booked[line.lease, line.reference].append(line)
            self._references[line.id] = line.reference
            if line.reverses is not None and line.kind == "returned":
                self._reversed.add(line.reverses)
        for file, at, payment, *values in wanted:
            line = _Line(*values)
            made, stays = self._made(
                line, payment, booked[line.lease, line.reference], absent.get(file, frozenset())
            )
            self.rows += made
            self.count += bool(made)
            if stays:
                self.stays.append((file, at))

    def _made(
        self,
        line: _Line,
        payment: int | None,
        booked: Sequence[_Line],
        absent: frozenset[str],
    ) -> tuple[list[Sequence[Value]], bool]:
        """The lines to book, and whether something stays otherwise than the file has it."""
        own = {one.id for one in booked}
        undone = {one.reverses for one in booked if one.reverses in own}
        live = [one for one in booked if one.id not in undone and one.reverses not in own]
        newest = [one for one in live if one.kind == line.kind][-1]
        line = _as_booked(line, newest, absent)
        number = sum(one.identity.startswith(CORRECTED) for one in booked) + 1
        difference = line.cents - sum(one.cents for one in booked)
        moved = line.placed != newest.placed or self._of_another(payment, live)
        if moved and line.source_ref and not self._reversed.intersection(one.id for one in live):
            made = [
                self._row(one, number + place, "correction", -one.cents, one.id)
                for place, one in enumerate(live)
                if one.cents
            ]
            reverses = payment or newest.reverses
            made.append(self._row(line, number + len(live), line.kind, line.cents, reverses))
            return made, False
        stays = moved or line.text != newest.text
        if difference:
            return [self._row(line, number, "correction", difference, None)], stays
        if payment is not None and all(one.reverses is None for one in booked):
            return [self._row(line, number, "correction", 0, payment)], stays
        return [], stays

    def _of_another(self, payment: int | None, live: Sequence[_Line]) -> bool:
        """Whether another payment came back than what was booked last says."""
        named = next((one.reverses for one in reversed(live) if one.reverses is not None), None)
        return (
            payment is not None
            and named is not None
            and self._references[payment] != self._references[named]
        )

    def _row(
        self, line: _Line, number: int, kind: str, cents: int, reverses: int | None
    ) -> Sequence[Value]:
        return (
            line.lease, f"{CORRECTED}{number}:{line.reference}", kind, cents, self._today,
            line.value_on, line.due_on, line.period, line.text, line.designation, line.reference,
            reverses,
        )  # fmt: skip


def _as_booked(line: _Line, newest: _Line, absent: frozenset[str]) -> _Line:
    """A line with what is booked where its file has no column.

    The month of a rent hangs on its due day where none was named. The designation of a payment is
    a month where its period was named.
    """
    kept: dict[str, Any] = {}
    if "valutadatum" in absent:
        kept["value_on"] = newest.value_on
    if "vervaldatum" in absent:
        kept["due_on"] = newest.due_on
    if "omschrijving" in absent:
        kept["text"] = newest.text
    if line.kind != "payment" and "periode" in absent and newest.period != _month_due(newest):
        kept["period"] = newest.period
    of_month = line.kind == "payment" and _MONTH.fullmatch(newest.designation) is not None
    by = "periode" if of_month else "bestemming"
    if by in absent and (of_month or not line.designation):
        kept["designation"] = newest.designation
    return replace(line, **kept)


def _month_due(line: _Line) -> str:
    """The month that a line is of where none is named."""
    return (line.due_on or "")[:7] if line.kind == "charge" else ""


_OTHERWISE = f"""
SELECT s.file, s.line,
       CASE WHEN s.reversed <> '' THEN
           (SELECT p.id FROM main.ledger_entry p WHERE p.lease = s.lease AND p.kind = 'payment'
            AND (p.identity = s.reversed OR p.source_ref = s.reversed) ORDER BY p.id DESC LIMIT 1)
       END,
       0, s.lease, s.identity, s.kind, s.cents, s.value_on, s.due_on, s.period, s.text,
       s.designation, s.source_ref, NULL
FROM temp.stage_ledger s
CROSS JOIN main.ledger_entry e ON e.lease = s.lease AND e.identity = s.identity
WHERE s.lease BETWEEN ? AND ? AND (
    {" OR ".join(f"s.{name} IS NOT e.{name}" for name in ("cents", "text", *_PLACED))}
    OR s.reversed <> '' AND NOT EXISTS (SELECT 1 FROM main.ledger_entry p WHERE p.id = e.reverses
                                        AND s.reversed IN (p.identity, p.source_ref))
    OR EXISTS (SELECT 1 FROM main.ledger_entry c WHERE c.lease = s.lease
               AND c.identity >= '{CORRECTED}' AND c.identity < '#d' AND c.source_ref <> ''))
ORDER BY s.lease, s.rowid
"""
_BOOKED = """
SELECT id, lease, identity, kind, cents, value_on, due_on, period, text, designation, source_ref,
       reverses
FROM main.ledger_entry WHERE lease BETWEEN ? AND ? ORDER BY id
"""
