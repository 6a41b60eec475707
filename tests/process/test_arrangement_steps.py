"""Steps of a payment arrangement: the base case, and what one changed fact does (R35 to R38).

Instalments of € 50 fall due on the 25th since 25 September; those of September and October were
paid, that of 25 November (a Wednesday) was not.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    DecisionKind,
    Judge,
    JudgedAs,
    Paid,
    RentMonth,
    StateChange,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.verdict import Claim
from tests.process.agreements import agreement, condition, decision, judged, suspension
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


TEN = terms(terms={"min_case_cents": 10_00})


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
        ({"paid": paying((nov(25), 145_01))}, THURSDAY, "instalment_late.later"),
        ({"agreements": (TEN,), "paid": paying((nov(25), 140_01))}, THURSDAY,
         "instalment_late.later"),
        ({"contacts": (spoken(THURSDAY),)}, THURSDAY, "contact.spoken"),
        ({"contacts": (contact(THURSDAY),)}, THURSDAY, "agreement.call_again"),
        ({"contacts": (contact(nov(26)), contact(nov(27)), contact(nov(30)))}, nov(31),
         "retry_call.most"),
        ({"promises": (promise(nov(30), made_on=nov(26)),)}, THURSDAY, "held.promise"),
        ({"appointments": (appointment(nov(30), made_on=nov(25)),)}, THURSDAY,
         "held.agreed_call_back"),
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
        ({"paid": paying((nov(25), 145_00))}, THURSDAY, THURSDAY),
        ({"agreements": (TEN,), "paid": paying((nov(25), 140_00))}, THURSDAY, THURSDAY),
        ({"contacts": (spoken(nov(25)),)}, THURSDAY, THURSDAY),
        ({"contacts": (contact(THURSDAY),)}, nov(27), nov(27)),
        ({"agreements": (terms(covers=()),)}, THURSDAY, THURSDAY),
        ({"appointments": (appointment(nov(30), made_on=nov(24)),)}, THURSDAY, THURSDAY),
    ],
)
def test_other_facts_leave_it_due(changed: dict[str, Any], today: date, since: date) -> None:
    """As little as is worth a call (R08), an earlier talk or call-back, a try the day before."""
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


def test_an_old_debt_is_called_about_from_the_working_day_after_its_arrangement() -> None:
    """And not as a rent that was missed long ago and never called about."""
    lapsed = StateChange(2, "lapsed", nov(21), "", "", "anna")
    over = replace(ARRANGED, states=(*ARRANGED.states, lapsed))
    verdict = due("first_call", file(agreements=(over,)), THURSDAY)
    assert (verdict.since, verdict.until, verdict.because.id) == (
        nov(23),
        nov(23),
        "first_call.over",
    )
    assert not_due("first_call", file(agreements=(over,)), nov(22)).missing.id == "first_call.later"
    since_day_1 = (
        file(agreements=(replace(over, covers=(8,)),)),
        file(agreements=(over,), standing=NEW_RENT),
        file(agreements=(replace(over, start_on=date(2026, 7, 1)),)),
    )
    for one in since_day_1:
        assert due("first_call", one, THURSDAY).because.id == "first_call.due"


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


def rent_lacks(cents: int) -> Paid:
    """Of the rent of November so much lacks."""
    return replace(ONE_SHORT, rents=(*PAID.rents[:1], RentMonth(nov(1), 612_40, cents, None)))


def test_rent_that_lacks_as_much_as_is_worth_a_call_is_called_about() -> None:
    """R08: no less, for which the debt stays held, too (R38)."""
    asked = replace(RENT_MISSED, paid=rent_lacks(5_00))
    assert due("running_rent_late", asked, nov(3)).because.values["open_cents"] == 5_00
    less = replace(RENT_MISSED, paid=rent_lacks(4_99), contacts=(contact(nov(3)),))
    assert not_due("retry_call", less, nov(4)).rule == "R38"


@pytest.mark.parametrize(
    ("changed", "today", "missing"),
    [
        ({"standing": OLD_DEBT}, nov(3), "running_rent_late.later"),
        ({"paid": rent_lacks(4_99)}, nov(3), "running_rent_late.later"),
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
        ({"promises": (promise(nov(30), made_on=nov(27)),)}, "held.promise"),
        ({"promises": (promise(nov(30), made_on=THURSDAY),)}, "held.promise"),
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


@pytest.mark.parametrize(("lacks", "missed"), [(4_99, 0), (5_00, 2)])
def test_what_lacks_but_a_trifle_is_no_miss(lacks: int, missed: int) -> None:
    """R08: two duties of which as much lacks as is worth a call are two misses."""
    paid = replace(rent_lacks(lacks), covered={1: ((nov(25), 150_00 - lacks),)})
    one = file(standing=NEW_RENT, paid=paid, contacts=(spoken(nov(27)),))
    found = [*dues(one, nov(30))]
    assert ("arrangement_lapse" in found) is bool(missed)
    if missed:
        assert due("arrangement_lapse", one, nov(30)).because.values["n"] == missed


def test_a_decision_before_the_last_miss_does_not_count() -> None:
    """It was about another one."""
    kept = terms(decisions=(decision(DecisionKind.KEEP, nov(2)),))
    assert due("arrangement_lapse", replace(TWO_MISSED, agreements=(kept,)), nov(30))


FIRST, LAST = date(2026, 9, 25), date(2027, 2, 25)
REST = ((date(2026, 10, 26), 50_00), (nov(25), 50_00), (date(2026, 12, 28), 50_00),
        (date(2027, 1, 25), 50_00), (LAST, 50_00))  # fmt: skip
LET_GO = terms(judgements=(judged(FIRST, JudgedAs.WAIVED),))
LEFT = standing(missed_on=date(2026, 8, 1), since=date(2026, 8, 1), arrears=50_00)
AFTER = date(2027, 2, 26)
LATER = date(2027, 3, 31)


def over(made: Agreement = LET_GO, **changed: Any) -> CaseFile:
    """The first instalment was waived, the others are paid: € 50 of the debt is left."""
    paid = Paid(covered={1: REST}, open={1: 50_00})
    return case(**{"standing": LEFT, "agreements": (made,), "paid": paid, **changed})


def test_what_is_left_when_nothing_is_to_come_is_decided_about() -> None:
    """From the day of the last payment, once the ledger shows it (P18)."""
    verdict = due("arrangement_over", over(), AFTER)
    assert (verdict.claim, verdict.since, verdict.rule) == (Claim.DECIDE, LAST, "P18")
    assert verdict.because.values == {"over_on": "2027-02-25", "open_cents": 50_00}
    assert due("arrangement_over", over(), date(2027, 10, 25)).since == LAST


SHORT_LAST = Paid(covered={1: REST[:-1]}, open={1: 100_00})


@pytest.mark.parametrize(
    ("changed", "today", "missing"),
    [
        ({"paid": Paid(covered={1: REST[:-1]}, open={1: 100_00})}, date(2027, 2, 24),
         "arrangement_over.to_come"),
        ({"paid": Paid(covered={1: REST}, open={1: 0})}, AFTER, "arrangement_over.paid"),
        ({"made": replace(LET_GO, suspensions=(suspension(nov(2), date(2027, 9, 1)),)),
          "paid": SHORT_LAST}, date(2027, 7, 1), "arrangement_over.to_come"),
        ({"made": replace(LET_GO, judgements=(*LET_GO.judgements,
          judged(LAST, JudgedAs.MOVED, key=2, moved_to=date(2027, 6, 25)))),
          "paid": SHORT_LAST}, AFTER, "arrangement_over.to_come"),
        ({"paid": SHORT_LAST}, AFTER, "arrangement_lapse.call_first"),
        ({"paid": SHORT_LAST, "contacts": (contact(LAST),)}, AFTER,
         "arrangement_lapse.call_first"),
        ({"promises": (promise(date(2027, 3, 3), made_on=AFTER),)}, AFTER, "held.promise"),
        ({"made": replace(LET_GO, decisions=(decision(DecisionKind.KEEP, AFTER),))}, AFTER,
         "agreement.concluded"),
        ({"made": agreement("payment_arrangement", INSTALMENT, state="withdrawn")}, AFTER,
         "arrangement.none"),
        ({"made": replace(LET_GO, conditions=(RENT,))}, AFTER, "arrangement_over.to_come"),
        ({"made": replace(LET_GO, conditions=(RENT,), end_on=AFTER)}, AFTER,
         "arrangement_over.to_come"),
        ({"agreements": ()}, AFTER, "agreement.none"),
    ],
)  # fmt: skip
def test_one_changed_fact_asks_for_no_decision_about_the_rest(
    changed: dict[str, Any], today: date, missing: str
) -> None:
    """Something is to come, all is paid, it was not called about, or it was decided."""
    assert not_due("arrangement_over", over(**changed), today).missing.id == missing


@pytest.mark.parametrize(
    ("changed", "since"),
    [
        ({"made": ARRANGED,
          "paid": Paid(covered={1: ((FIRST, 300_00),)}, open={1: 50_00})}, FIRST),
        ({"paid": SHORT_LAST, "contacts": (contact(AFTER),)}, AFTER),
        ({"made": replace(LET_GO, judgements=(*LET_GO.judgements,
          judged(LAST, JudgedAs.WAIVED, key=2, on=nov(30)))), "paid": SHORT_LAST},
         date(2027, 1, 25)),
        ({"made": replace(LET_GO, covers=()), "paid": Paid(covered={1: REST})}, LAST),
        ({"made": replace(LET_GO, conditions=(RENT,), end_on=LAST)}, AFTER),
        ({"made": replace(LET_GO, decisions=(decision(DecisionKind.KEEP, nov(30)),))}, LAST),
    ],
)  # fmt: skip
def test_other_facts_leave_the_rest_to_be_decided_about(
    changed: dict[str, Any], since: date
) -> None:
    """Paid at once and charged later, called about the last miss, waived, or of old records."""
    assert due("arrangement_over", over(**changed), LATER).since == since


def test_an_old_ledger_decides_nothing_about_the_rest() -> None:
    """The money may be in the bank (P06)."""
    held = not_due("arrangement_over", over(), AFTER, complete_through=date(2027, 2, 20))
    assert held.rule == "P06"


def test_two_misses_are_first_a_question_of_lapsing() -> None:
    """One decision about one arrangement."""
    short_two = over(paid=Paid(covered={1: REST[:-2]}, open={1: 150_00}), contacts=(spoken(AFTER),))
    assert due("arrangement_lapse", short_two, LATER)
    assert not_due("arrangement_over", short_two, LATER).missing.id == "held.behind"


def test_an_arrangement_that_is_over_holds_no_calls() -> None:
    """Until its last day it does, and until the last miss was called about (R35, R38)."""
    facts: dict[str, Any] = {"contacts": (spoken(nov(3)),)}
    assert due("follow_up", over(**facts), LATER)
    assert due("first_call", over(), LATER)
    to_come = over(paid=SHORT_LAST, **facts)
    assert not_due("follow_up", to_come, date(2027, 2, 24)).rule == "R38"
    assert not_due("follow_up", to_come, LATER).rule == "R38"
    assert due("instalment_late", to_come, LATER)
    assert due("follow_up", over(paid=SHORT_LAST, contacts=(spoken(AFTER),)), date(2027, 4, 30))
