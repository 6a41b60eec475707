"""Steps of a payment arrangement: the base case, and what one changed fact does (R35 to R38).

Instalments of € 50 fall due on the 25th since 25 September; those of September and October were
paid, that of 25 November (a Wednesday) was not.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, DecisionKind, Judge, Paid, RentMonth
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.verdict import Claim
from tests.process.agreements import agreement, condition, decision
from tests.process.files import (
    appointment,
    case,
    contact,
    due,
    dues,
    not_due,
    nov,
    paid_up,
    pause,
    promise,
    reason,
    spoken,
    standing,
)

INSTALMENT = condition(
    "instalment",
    date(2026, 9, 25),
    "FREQ=MONTHLY;COUNT=6",
    cents=50_00,
    judge=Judge.LEDGER,
)
RENT = condition("running_rent", date(2026, 10, 1), "FREQ=MONTHLY", id=2, judge=Judge.LEDGER)
ARRANGED = agreement("payment_arrangement", INSTALMENT, RENT)
PAID = Paid(
    rents=(
        RentMonth(date(2026, 10, 1), 612_40, 0, date(2026, 10, 1)),
        RentMonth(nov(1), 612_40, 0, nov(1)),
    ),
    covered={1: ((date(2026, 9, 25), 50_00), (date(2026, 10, 26), 50_00))},
)
OLD_DEBT = standing(missed_on=date(2026, 8, 1), since=date(2026, 8, 1), arrears=500_00)
NEW_RENT = standing(missed_on=nov(1), arrears=1_112_40)
ONE_SHORT = Paid(
    rents=(*PAID.rents[:1], RentMonth(nov(1), 612_40, 612_40, None)), covered=PAID.covered
)
THURSDAY = nov(26)


def file(**changed: Any) -> CaseFile:
    """The base case."""
    return case(**{"standing": OLD_DEBT, "agreements": (ARRANGED,), "paid": PAID, **changed})


def paying(*payments: tuple[date, int]) -> Paid:
    """What was paid of the old debt."""
    return replace(PAID, covered={1: payments})


def test_a_missed_instalment_is_a_call_on_the_next_working_day() -> None:
    """It is the only call: the debt itself is not called about (R35, R38)."""
    verdict = due("instalment_late", file(), THURSDAY)
    assert (verdict.claim, verdict.since, verdict.rule) == (Claim.CALL, THURSDAY, "R35")
    assert verdict.because.values["n"] == 1
    assert verdict.because.values["open_cents"] == 50_00
    assert dues(file(), THURSDAY) == ["instalment_late"]
    assert not_due("first_call", file(), THURSDAY).missing.id == "held.arrangement"


def terms(**changed: Any) -> Agreement:
    """The arrangement with one changed fact."""
    return replace(ARRANGED, **changed)


@pytest.mark.parametrize(
    ("changed", "today", "missing"),
    [
        ({"agreements": ()}, THURSDAY, "agreement.none"),
        ({"agreements": (terms(states=agreement("payment_arrangement", state="kept").states),)},
         THURSDAY, "arrangement.none"),
        ({"agreements": (terms(covers=(8,)),)}, THURSDAY, "arrangement.none"),
        ({"agreements": (terms(start_on=nov(27)),)}, THURSDAY, "arrangement.none"),
        ({}, nov(25), "instalment_late.later"),
        ({"paid": paying((nov(25), 150_00))}, THURSDAY, "instalment_late.later"),
        ({"contacts": (spoken(THURSDAY),)}, THURSDAY, "contact.spoken"),
        ({"contacts": (contact(THURSDAY),)}, THURSDAY, "agreement.call_again"),
        ({"contacts": (contact(nov(26)), contact(nov(27)), contact(nov(30)))}, nov(31),
         "retry_call.most"),
        ({"promises": (promise(nov(30), made_on=nov(26)),)}, THURSDAY, "held.promise"),
        ({"appointments": (appointment(nov(30)),)}, THURSDAY, "held.agreed_call_back"),
        ({"pauses": (pause(nov(20), nov(30)),)}, THURSDAY, "held.paused"),
    ],
)  # fmt: skip
def test_one_changed_fact_asks_for_no_call(
    changed: dict[str, Any], today: date, missing: str
) -> None:
    """And the nearest missing fact is told."""
    assert not_due("instalment_late", file(**changed), today).missing.id == missing


@pytest.mark.parametrize(
    ("changed", "today", "since"),
    [
        ({}, nov(31), THURSDAY),
        ({"paid": paying((nov(25), 149_99))}, THURSDAY, THURSDAY),
        ({"contacts": (spoken(nov(25)),)}, THURSDAY, THURSDAY),
        ({"contacts": (contact(THURSDAY),)}, nov(27), nov(27)),
        ({"agreements": (terms(covers=()),)}, THURSDAY, THURSDAY),
    ],
)
def test_other_facts_leave_it_due(changed: dict[str, Any], today: date, since: date) -> None:
    """A cent less, an earlier talk, an attempt on the day before."""
    assert due("instalment_late", file(**changed), today).since == since


def test_an_old_ledger_judges_no_instalment() -> None:
    """The money may be in the bank (P06)."""
    held = not_due("instalment_late", file(), THURSDAY, complete_through=nov(20))
    assert held.rule == "P06"


@pytest.mark.parametrize("kept", ["first_call", "retry_call", "follow_up", "home_visit", "way_out"])
def test_the_debt_it_covers_is_not_called_about(kept: str) -> None:
    """Whatever was tried before (R38); without the arrangement it would be."""
    every: dict[str, dict[str, Any]] = {
        "first_call": {},
        "retry_call": {"contacts": (contact(nov(10)),)},
        "follow_up": {"contacts": (spoken(nov(3)),)},
        "home_visit": {"contacts": (contact(nov(3)), contact(nov(4)), contact(nov(5)))},
        "way_out": {"reasons": (reason(nov(5)),)},
    }
    facts = every[kept]
    today = nov(11) if kept != "first_call" else nov(3)
    debt = standing(missed_on=date(2026, 8, 1), arrears=500_00)
    assert due(kept, file(standing=debt, agreements=(), **facts), today)
    held = not_due(kept, file(standing=debt, **facts), today)
    assert (held.missing.id, held.rule) == ("held.arrangement", "R38")


def test_help_that_covers_the_debt_holds_calls_too() -> None:
    """Debt counselling, when it names this lease (R63)."""
    helped = agreement("debt_counselling", state="mediation")
    assert not_due("first_call", file(agreements=(helped,)), nov(3)).rule == "R38"
    elsewhere = replace(helped, covers=())
    assert due("first_call", file(agreements=(elsewhere,), standing=standing()), nov(3))


RENT_MISSED = file(standing=NEW_RENT, paid=ONE_SHORT)


def test_rent_missed_since_the_start_is_called_about_on_day_1() -> None:
    """As R03 would, and as a breach of the arrangement (R36)."""
    verdict = due("running_rent_late", RENT_MISSED, nov(3))
    assert (verdict.since, verdict.rule) == (nov(3), "R36")
    assert dues(RENT_MISSED, nov(3)) == ["running_rent_late"]
    behind = not_due("first_call", RENT_MISSED, nov(3))
    assert behind.missing.values == {"action_word": "action.running_rent_late"}


@pytest.mark.parametrize(
    ("changed", "today", "missing"),
    [
        ({"standing": OLD_DEBT}, nov(3), "running_rent_late.later"),
        ({"standing": standing(missed_on=date(2026, 8, 1), next_due_on=None)}, nov(3),
         "running_rent_late.paid"),
        ({"standing": paid_up()}, nov(3), "running_rent_late.later"),
        ({}, nov(2), "first_call.later"),
        ({"contacts": (spoken(nov(3)),)}, nov(3), "contact.spoken"),
        ({"contacts": (contact(nov(3)),)}, nov(3), "agreement.call_again"),
        ({"agreements": (terms(start_on=nov(2)),)}, nov(3), "running_rent_late.later"),
    ],
)  # fmt: skip
def test_one_changed_fact_asks_for_no_call_about_rent(
    changed: dict[str, Any], today: date, missing: str
) -> None:
    """Rent that fell due before the arrangement is part of it."""
    one = replace(RENT_MISSED, **changed)
    assert not_due("running_rent_late", one, today).missing.id == missing


TWO_MISSED = file(
    paid=paying((date(2026, 9, 25), 50_00)), contacts=(contact(THURSDAY), spoken(nov(27)))
)


def test_after_two_misses_and_a_call_lapsing_is_decided_about() -> None:
    """From the first attempt after the second miss (R35)."""
    verdict = due("arrangement_lapse", TWO_MISSED, nov(30))
    assert (verdict.claim, verdict.since) == (Claim.DECIDE, THURSDAY)
    assert verdict.because.values["n"] == 2


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"paid": PAID}, "arrangement_lapse.fewer"),
        ({"contacts": ()}, "arrangement_lapse.call_first"),
        ({"contacts": (spoken(nov(20)),)}, "arrangement_lapse.call_first"),
        ({"agreements": (terms(terms={"misses_to_lapse": 3}),)}, "arrangement_lapse.fewer"),
        ({"agreements": (terms(decisions=(decision(DecisionKind.KEEP, nov(27)),)),)},
         "agreement.concluded"),
        ({"agreements": ()}, "agreement.none"),
    ],
)  # fmt: skip
def test_one_changed_fact_lets_it_stand(changed: dict[str, Any], missing: str) -> None:
    """What binds are the terms as signed."""
    verdict = not_due("arrangement_lapse", replace(TWO_MISSED, **changed), nov(30))
    assert verdict.missing.id == missing


def test_missed_rent_counts_as_a_miss() -> None:
    """One instalment and one rent are two (R36)."""
    one = file(standing=NEW_RENT, paid=ONE_SHORT, contacts=(spoken(nov(27)),))
    assert due("arrangement_lapse", one, nov(30)).because.values["n"] == 2


def test_a_decision_before_the_last_miss_does_not_count() -> None:
    """It was about another one."""
    kept = terms(decisions=(decision(DecisionKind.KEEP, nov(2)),))
    assert due("arrangement_lapse", replace(TWO_MISSED, agreements=(kept,)), nov(30))
