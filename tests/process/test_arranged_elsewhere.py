"""A debt that an arrangement of another file covers: the base case, and what one fact does.

File 58-9 has the arrangement of `test_arrangement_steps`; the lease of this file is covered by it.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, Paid, RentMonth, StateChange
from caseconsole.domain.casefile import CaseFile, Covering
from tests.process.agreements import agreement, suspension
from tests.process.files import (
    case,
    contact,
    due,
    dues,
    not_due,
    nov,
    pause,
    reason,
    spoken,
    standing,
)
from tests.process.test_arrangement_steps import (
    AFTER,
    ARRANGED,
    LET_GO,
    NEW_RENT,
    OLD_DEBT,
    PAID,
    REST,
    THURSDAY,
)

NUMBER = "58-9"
CALLS = ("first_call", "retry_call", "follow_up", "home_visit", "way_out")


def elsewhere(made: Agreement = ARRANGED, paid: Paid = PAID) -> tuple[Covering, ...]:
    """What another file agreed for the lease of this one."""
    return (Covering(NUMBER, made, paid),)


def file(**changed: Any) -> CaseFile:
    """The base case: an old debt, and nothing of its own."""
    return case(**{"standing": OLD_DEBT, "covering": elsewhere(), **changed})


FACTS: dict[str, dict[str, Any]] = {
    "first_call": {},
    "retry_call": {"contacts": (contact(nov(10)),)},
    "follow_up": {"contacts": (spoken(nov(3)),)},
    "home_visit": {"contacts": (contact(nov(3)), contact(nov(4)), contact(nov(5)))},
    "way_out": {"reasons": (reason(nov(5)),)},
}


@pytest.mark.parametrize("kept", CALLS)
def test_the_debt_is_not_called_about_and_the_file_of_the_arrangement_is_named(kept: str) -> None:
    """As in that file (R38); without the arrangement it would be."""
    today = nov(11) if kept != "first_call" else nov(3)
    assert due(kept, file(covering=(), **FACTS[kept]), today)
    held = not_due(kept, file(**FACTS[kept]), today)
    assert (held.missing.id, held.rule) == ("held.arrangement_elsewhere", "R38")
    assert held.missing.values == {
        "agreement_word": "kind.payment_arrangement", "number": NUMBER, "start_on": "2026-09-01",
    }  # fmt: skip
    assert dues(file(**FACTS[kept]), today) == []


@pytest.mark.parametrize("action", ["instalment_late", "arrangement_lapse", "arrangement_over"])
def test_its_instalments_are_watched_in_the_file_that_has_it(action: str) -> None:
    """That of 25 November was missed: the call is due there, not here (R35)."""
    assert due("instalment_late", case(standing=OLD_DEBT, agreements=(ARRANGED,), paid=PAID),
               THURSDAY)  # fmt: skip
    missing = not_due(action, file(), THURSDAY).missing
    assert (missing.id, missing.values) == ("arrangement.elsewhere", {"number": NUMBER})
    assert not_due(action, file(covering=()), THURSDAY).missing.id == "agreement.none"


def made(**changed: Any) -> Agreement:
    """The arrangement with one changed fact."""
    return replace(ARRANGED, **changed)


def ended(state: str, on: date) -> Agreement:
    """The arrangement, over since a day."""
    return made(states=(*ARRANGED.states, StateChange(2, state, on, "", "", "")))


@pytest.mark.parametrize(
    "covering",
    [
        elsewhere(made(covers=(8,))),
        elsewhere(made(start_on=nov(4))),
        elsewhere(made(states=agreement("payment_arrangement", state="refused").states)),
        elsewhere(made(made_on=nov(4))),
        elsewhere(agreement("budget_coaching")),
    ],
)
def test_one_changed_fact_lets_the_first_call_be_made(covering: tuple[Covering, ...]) -> None:
    """Another lease, not begun, refused, made later, or no agreement about the debt."""
    found = file(covering=covering)
    if covering[0].agreement.kind == "budget_coaching":
        found = file(covering=covering, standing=standing())
    assert due("first_call", found, nov(3)).because.id == "first_call.due"


def test_what_was_ended_after_a_day_held_on_that_day() -> None:
    """So that a day gone by can be looked at."""
    over = file(covering=elsewhere(ended("lapsed", nov(21))))
    assert not_due("first_call", over, nov(20)).missing.id == "held.arrangement_elsewhere"


def test_it_holds_calls_while_it_stands_still() -> None:
    """Its instalments wait, the debt stays arranged."""
    still = elsewhere(made(suspensions=(suspension(nov(2), nov(20)),)))
    assert not_due("first_call", file(covering=still), nov(3)).rule == "R38"


def test_counselling_in_another_file_holds_calls_too() -> None:
    """When it names this lease (R63)."""
    helped = elsewhere(agreement("debt_counselling", state="mediation"), Paid())
    held = not_due("first_call", file(covering=helped), nov(3))
    assert held.missing.values["agreement_word"] == "kind.debt_counselling"


@pytest.mark.parametrize("state", ["lapsed", "withdrawn"])
def test_the_debt_is_called_about_from_the_working_day_after_its_end(state: str) -> None:
    """And not as a rent that was missed long ago and never called about (R38)."""
    over = file(covering=elsewhere(ended(state, nov(21))))
    verdict = due("first_call", over, THURSDAY)
    assert (verdict.since, verdict.until) == (nov(23), nov(23))
    assert verdict.because.id == "first_call.over_elsewhere"
    assert verdict.because.values["number"] == NUMBER
    assert not_due("first_call", over, nov(22)).missing.id == "first_call.later"


def test_rent_missed_since_its_start_is_called_about_once_in_the_file_of_its_lease() -> None:
    """Beside the arrangement, as in the file that has it (R36)."""
    rent = file(standing=NEW_RENT)
    verdict = due("running_rent_late", rent, nov(3))
    assert (verdict.since, verdict.rule) == (nov(3), "R36")
    assert verdict.because.id == "running_rent_late.due_elsewhere"
    assert verdict.because.values["number"] == NUMBER
    assert verdict.next.id == "next.ask_running_rent_elsewhere"
    assert dues(rent, nov(3)) == ["running_rent_late"]
    behind = not_due("first_call", rent, nov(3)).missing
    assert behind.values == {"action_word": "action.running_rent_late"}
    there = case(standing=OLD_DEBT, agreements=(ARRANGED,), paid=PAID)
    assert dues(there, nov(3)) == []


def test_a_trifle_that_lacks_of_the_newest_rent_hides_no_rent_before_it() -> None:
    """R08: each rent since its start is looked at for itself."""
    rents = (
        RentMonth(date(2026, 10, 1), 612_40, 612_40, None), RentMonth(nov(1), 612_40, 3_00, None)
    )  # fmt: skip
    lacks = replace(NEW_RENT, arrears=615_40, missed_cents=3_00)
    verdict = due("running_rent_late", file(standing=lacks, paid=Paid(rents=rents)), nov(3))
    assert verdict.because.values["due_on"] == "2026-10-01"
    assert verdict.because.values["open_cents"] == 612_40


def test_an_arrangement_of_its_own_goes_before_one_elsewhere() -> None:
    """Its instalments are looked at here."""
    both = file(agreements=(ARRANGED,), paid=PAID)
    assert dues(both, THURSDAY) == ["instalment_late"]
    assert not_due("first_call", both, THURSDAY).missing.id == "held.arrangement"


def test_when_nothing_of_it_is_to_come_the_debt_is_called_about_again() -> None:
    """As in the file that has it, where what is left is decided about (P18)."""
    left = standing(missed_on=date(2026, 8, 1), since=date(2026, 8, 1), arrears=50_00)
    paid = Paid(covered={1: REST}, open={1: 50_00})
    facts: dict[str, Any] = {"standing": left, "contacts": (spoken(date(2027, 2, 1)),)}
    here = file(covering=elsewhere(LET_GO, paid), **facts)
    there = case(agreements=(LET_GO,), paid=paid, **facts)
    assert not_due("follow_up", here, date(2027, 2, 24)).rule == "R38"
    assert dues(here, AFTER) == ["follow_up"]
    assert dues(there, AFTER) == ["arrangement_over", "follow_up"]


def test_a_pause_holds_all() -> None:
    """What another file agreed lets nothing go on here (P07)."""
    assert dues(file(standing=NEW_RENT, pauses=(pause(nov(1), nov(30)),)), nov(5)) == []
