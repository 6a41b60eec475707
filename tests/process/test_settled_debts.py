"""Which debt the statutory scheme or a settlement is about: all of before it (R61, R63).

Applied for in January 2025, come about on 15 April; the rents of December, February and March were
never paid, all others were.
"""

from datetime import date

import pytest

from caseconsole.domain.agreement import Agreement, StateChange
from caseconsole.domain.allocation import standing
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.ledger import EntryKind, LedgerEntry
from caseconsole.domain.paid import paid, windows
from tests.domain.ledgers import RENT, line
from tests.process.agreements import agreement
from tests.process.files import case, due, dues, not_due

APPLIED, SETTLED = date(2025, 1, 6), date(2025, 4, 15)
DISCHARGED = date(2026, 10, 15)
UNPAID = {date(2024, 12, 1), date(2025, 2, 1), date(2025, 3, 1)}
DURING, AFTER = date(2025, 6, 10), date(2026, 11, 10)
MONTHS = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(10, 35)]


def helped(state: str, *, discharged: bool = False) -> Agreement:
    """Debt counselling that came to a state on 15 April."""
    past = [("application", APPLIED), (state, SETTLED)]
    past += [("discharged", DISCHARGED)] if discharged else []
    states = tuple(StateChange(n, to, on, "", "", "anna") for n, (to, on) in enumerate(past))
    return agreement("debt_counselling", start_on=APPLIED, made_on=APPLIED, states=states)


def ledger(*missed: date) -> list[LedgerEntry]:
    """A rent a month, paid on its day under its name; these and the old ones were not."""
    found: list[LedgerEntry] = []
    for day in MONTHS:
        month = day.isoformat()[:7]
        found.append(line(len(found), EntryKind.CHARGE, RENT, day, due_on=day, period=month))
        if day not in {*UNPAID, *missed}:
            found.append(line(len(found), EntryKind.PAYMENT, -RENT, day, designation=month))
    return found


def file(made: Agreement, today: date, *missed: date) -> CaseFile:
    """What the ledger says on a day."""
    lines = ledger(*missed)
    held = windows([made], 7)
    return case(
        agreements=(made,),
        episode=None,
        standing=standing(7, lines, RENT, today, held),
        paid=paid({7: lines}, [made], 7, today, {7: held}),
    )


@pytest.mark.parametrize("state", ["wsnp", "mediation", "credit", "zero_offer", "forced"])
def test_what_fell_due_before_it_is_not_called_about(state: str) -> None:
    """Also where that was after the application (R38)."""
    one = file(helped(state), DURING)
    assert dues(one, DURING) == []
    assert not_due("first_call", one, DURING).rule == "R38"


@pytest.mark.parametrize("state", ["wsnp", "mediation", "credit", "zero_offer", "forced"])
def test_rent_that_falls_due_after_it_is(state: str) -> None:
    """As every rent (R03), and only this is new."""
    one = file(helped(state), DURING, date(2025, 6, 1))
    assert due("first_call", one, DURING).because.values["due_on"] == "2025-06-01"


def test_before_it_rent_since_the_application_is_new() -> None:
    """Nothing is settled yet."""
    applied = agreement("debt_counselling", start_on=APPLIED, made_on=APPLIED)
    one = file(applied, date(2025, 3, 11))
    assert due("first_call", one, date(2025, 3, 11)).because.values["due_on"] == "2025-03-01"


@pytest.mark.parametrize("state", ["wsnp", "mediation", "credit", "zero_offer", "forced"])
def test_after_the_discharge_all_of_it_is_written_off(state: str) -> None:
    """No cent of it is arrears any more (R63)."""
    one = file(helped(state, discharged=True), AFTER)
    assert one.standing.arrears == 0
    assert dues(one, AFTER) == ["association_duty"]
    told = due("association_duty", one, AFTER).because.values
    assert (told["open_cents"], told["start_on"]) == (3 * RENT, SETTLED.isoformat())


def test_after_care_ends_no_counselling_anew() -> None:
    """What is open then is called about since the completion."""
    past = [("application", APPLIED), ("completed", AFTER), ("aftercare", date(2026, 11, 24))]
    states = tuple(StateChange(n, to, on, "", "", "anna") for n, (to, on) in enumerate(past))
    made = agreement("debt_counselling", start_on=date(2025, 5, 1), made_on=APPLIED, states=states)
    verdict = due("first_call", file(made, date(2026, 11, 26)), date(2026, 11, 26))
    assert (verdict.since, verdict.because.values["state_word"]) == (
        AFTER, "state.debt_counselling.completed",
    )  # fmt: skip
