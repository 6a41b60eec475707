"""Which rents of a file people let be on a day: who counts what is asked for asks here (R36)."""

from collections.abc import Iterable, Mapping
from datetime import date

from caseconsole.domain.agreement import RentMonth
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.frozen import remitted, waits_since
from caseconsole.domain.kinds import runs
from caseconsole.domain.let_be import LetBe, let_be
from caseconsole.domain.said_of_rent import words


class AskedFrom(dict[date, date]):
    """From which day a rent is asked, by its due day: that day itself where nobody moved it."""

    def __missing__(self, due_on: date) -> date:
        return due_on

    def newest(self, rents: Iterable[RentMonth]) -> RentMonth | None:
        """The rent that was asked last of those that are open."""
        left = (rent for rent in rents if rent.open)
        return max(left, key=lambda rent: (self[rent.due_on], rent.due_on), default=None)


def rents_let_be(case: CaseFile, on: date) -> Mapping[date, LetBe]:
    """The rents that agreements of a file that run let be, or did, by due day.

    What is remitted is no part of it: that is no arrears any more (R63).
    """
    said = [word for one in case.agreements if runs(one) for word in words(one)]
    if not said:
        return {}
    found, gone = let_be(said, [rent.due_on for rent in case.paid.rents], on), remitted(case, on)
    return {due_on: one for due_on, one in found.items() if not gone or due_on >= gone.since}


def asked_from(case: CaseFile, on: date) -> AskedFrom:
    """From which day each rent of a file is asked: a rent that was moved, from its new day (R36).

    On that nobody asks for what waits (R60, R61, R63), or for what was arranged by then (R38); and
    on no day before it is due by the lease.
    """
    moved, asked = rents_let_be(case, on), AskedFrom()
    if not moved:
        return asked
    since = waits_since(case, on) or date.min
    for rent in case.paid.rents:
        word = moved.get(rent.due_on)
        if word and since <= rent.due_on and word.until < rent.arranged_on:
            asked[rent.due_on] = max(rent.due_on, word.asked_on)
    return asked


def still(rents: Mapping[date, LetBe], on: date) -> frozenset[date]:
    """The due days of those that nobody asks for on a day: not yet, or not any more."""
    return frozenset(due_on for due_on, one in rents.items() if on <= one.until)


def let_go_by(case: CaseFile, on: date) -> frozenset[date]:
    """The due days of the rents that people let go by a day: no instalment pays them."""
    return still(rents_let_be(case, on), date.max)


def left_of(case: CaseFile, on: date) -> int:
    """What is owed without the rents that people let go by a day, in cents."""
    gone = let_go_by(case, on)
    return case.standing.arrears - sum(rent.open for rent in case.paid.rents if rent.due_on in gone)


def left_since(case: CaseFile, on: date) -> date | None:
    """The due day of the oldest of that; None where nothing is."""
    since, gone = case.standing.since, let_go_by(case, on)
    if since not in gone:
        return since
    days = (rent.due_on for rent in case.paid.rents if rent.open and rent.due_on <= on)
    return min((due_on for due_on in days if due_on not in gone), default=None)


def let_be_on(case: CaseFile, on: date) -> frozenset[date]:
    """The due days of the rents that people let be and nobody asks for on a day."""
    return still(rents_let_be(case, on), on)
