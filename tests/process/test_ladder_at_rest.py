"""The ladder of a lease that stands still: its terms move with its duties (R75).

A visit of 3 November was missed; the lease stands still from 4 November through 15 December, 42
days.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    DecisionKind,
    Judge,
    JudgedAs,
    LadderStep,
    Outcome,
    Paid,
    RentMonth,
    Rung,
    Suspension,
    Weight,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.moving import cure_of
from caseconsole.domain.obligations import obligations
from caseconsole.domain.review import items, proposed
from caseconsole.domain.verdict import Due
from caseconsole.process.gates import gate_not_cured, gate_red_card, gate_turn
from caseconsole.process.proof import proof
from tests.process.agreements import agreement, condition, decision, judged, rung, suspension
from tests.process.files import case, due, not_due, nov, paid_up, verdicts

TUESDAY = nov(3)
VISIT = condition("C10", TUESDAY, "FREQ=WEEKLY", weight=Weight.MAJOR)
MISSED = judged(TUESDAY, JudgedAs.MISSED)
STILL = suspension(nov(4), date(2026, 12, 15))
TALK = rung(Rung.TALK, TUESDAY, Outcome.NOT_CURED)
CARD = rung(Rung.YELLOW_CARD, TUESDAY, None, nov(17))
MOVED = date(2026, 12, 29)
DAY = timedelta(days=1)


def chance(*ladder: LadderStep, still: tuple[Suspension, ...] = (STILL,), **more: Any) -> Agreement:
    """The lease, with these rungs."""
    base = agreement("second_chance", VISIT, judgements=(MISSED,), suspensions=still)
    return replace(base, ladder=ladder, **more)


def file(made: Agreement, **changed: Any) -> CaseFile:
    """A file in which nothing but the lease asks for anything."""
    return case(agreements=(made,), **{"standing": paid_up(), "episode": None, **changed})


@pytest.mark.parametrize(
    ("still", "card", "until"),
    [
        ((), CARD, nov(17)),
        ((STILL,), CARD, MOVED),
        ((suspension(nov(17), nov(18)),), CARD, nov(19)),
        ((suspension(nov(18), nov(30)),), CARD, nov(17)),
        ((suspension(date(2026, 10, 1), nov(3)),), CARD, nov(17)),
        ((suspension(date(2026, 10, 1), nov(5)),), CARD, nov(19)),
        ((suspension(nov(4), nov(5)), replace(suspension(nov(18), nov(19)), id=2)), CARD, nov(21)),
        ((suspension(nov(4), nov(8)), replace(suspension(nov(6), nov(9)), id=2)), CARD, nov(23)),
        ((STILL,), replace(CARD, outcome=Outcome.NOT_CURED, outcome_on=nov(18)), nov(17)),
        ((STILL,), replace(CARD, outcome=Outcome.NOT_CURED, outcome_on=nov(10)), MOVED),
        ((STILL,), TALK, None),
    ],
)
def test_a_time_to_cure_moves_by_what_stands_still_since_its_card(
    still: tuple[Suspension, ...], card: LadderStep, until: date | None
) -> None:
    """A day counts once; one that had come when it was said how it ended stays."""
    assert cure_of(card, chance(still=still)) == until


def test_a_card_waits_for_its_cure_as_long_as_it_moved() -> None:
    """For its outcome, the meeting of three, the red card, and whatever else reads its day."""
    meeting = rung(Rung.THREE_PARTY, nov(18), Outcome.NOT_CURED)
    made = chance(TALK, CARD)
    one, red = file(made), chance(TALK, CARD, meeting)
    for day, over in ((nov(18), False), (MOVED, False), (MOVED + DAY, True)):
        assert (not gate_turn(one, made, Rung.THREE_PARTY, day)) is over
        assert all(check.held for check in gate_not_cured(one, made, CARD, day)) is over
        checks = {check.name.id: check for check in gate_red_card(file(red), red, day)}
        assert (checks["gate.cure_over"].held, checks["gate.cure_over"].on) == (over, MOVED)
        found = proof(made, obligations(made, day, day, paid=one.paid), one, day)
        (cure,) = (ask for ask in found[0].asks if ask.message.id == "proof.cure")
        assert (cure.held, cure.on) == (over, MOVED)
    assert due("breach_rung", one, MOVED + DAY).because.id == "breach_rung.outcome"
    assert not_due("breach_rung", one, MOVED).missing.id == "breach_rung.outcome_later"


def test_a_review_warns_of_no_breach_that_may_still_be_cured() -> None:
    """R75: not before the moved day is over, and it was said that it was not."""
    failed = replace(CARD, outcome=Outcome.NOT_CURED, outcome_on=MOVED + DAY)
    for day, card, kind in (
        (MOVED, CARD, DecisionKind.KEEP),
        (MOVED + DAY, CARD, DecisionKind.KEEP),
        (MOVED + DAY, failed, DecisionKind.WARN),
    ):
        made = chance(TALK, card)
        asked = verdicts(file(made), day)["breach_rung"]
        asks = {"breach_rung": asked.next.id} if isinstance(asked, Due) else {}
        assert proposed(made, items(file(made), "", day), asks) is kind


@pytest.mark.parametrize(
    "ladder",
    [
        (),
        (rung(Rung.TALK, TUESDAY),),
        (TALK,),
        (TALK, CARD),
        (TALK, replace(CARD, outcome=Outcome.NOT_CURED, outcome_on=TUESDAY)),
    ],
)
def test_while_it_stands_still_no_rung_is_asked_for(ladder: tuple[LadderStep, ...]) -> None:
    """From the first day through the last; after it as ever."""
    one = file(chance(*ladder))
    for day in (nov(4), nov(18), STILL.until):
        assert not_due("breach_rung", one, day).missing.id == "breach_rung.still"
    assert isinstance(due("breach_rung", one, MOVED + DAY), Due)


def test_the_term_of_a_talk_moves_too() -> None:
    """The talk itself by as many days, and the day on which it is asked how one ended."""
    assert due("breach_rung", file(chance(still=())), nov(4)).until == nov(10)
    assert due("breach_rung", file(chance()), date(2026, 12, 16)).until == date(2026, 12, 22)
    held = file(chance(rung(Rung.TALK, TUESDAY)))
    asked_on = date(2026, 12, 22)
    assert due("breach_rung", held, asked_on).since == asked_on
    assert not_due("breach_rung", held, asked_on - DAY).missing.id == "breach_rung.outcome_later"


def test_rent_that_is_missed_meanwhile_asks_for_a_talk() -> None:
    """It keeps its days: the home is lived in and paid for (R36, R60)."""
    december = date(2026, 12, 1)
    rent = condition(
        "C01", december, "FREQ=MONTHLY", id=2, judge=Judge.LEDGER, weight=Weight.MAJOR, fixed=True
    )
    made = chance(conditions=(VISIT, rent))
    unpaid = Paid(rents=(RentMonth(december, 612_40, 612_40, None),))
    verdict = due("breach_rung", file(made, paid=unpaid), date(2026, 12, 3))
    assert verdict.because.values["clause_word"] == "clause.C01"
    assert verdict.until == date(2026, 12, 9)


def test_where_nothing_went_wrong_nothing_waits() -> None:
    """Why no rung is asked for then is that there is no breach."""
    one = file(chance(judgements=()))
    assert not_due("breach_rung", one, nov(18)).missing.id == "breach_rung.no_breach"


HOME = replace(VISIT, id=2, clause="C08")
MEETING = rung(Rung.THREE_PARTY, TUESDAY, Outcome.NOT_CURED)
FELL = rung(Rung.RED_CARD, TUESDAY, Outcome.NOT_CURED, condition=2)
SPARED = judged(TUESDAY, JudgedAs.EXCUSED, of=2, key=2)
LATE = judged(nov(10), JudgedAs.MISSED, key=3)
RESTS = suspension(nov(11), date(2026, 12, 15))


@pytest.mark.parametrize(
    ("ladder", "next_"),
    [
        ((TALK, CARD, MEETING, FELL), "next.red_card"),
        ((TALK, CARD, MEETING, replace(FELL, outcome=Outcome.CURED)), "next.decide_breach"),
        ((TALK, CARD, MEETING), "next.red_card"),
    ],
    ids=["not cured", "cured", "no red card"],
)
def test_behind_a_red_card_that_ended_it_rests_too(
    ladder: tuple[LadderStep, ...], next_: str
) -> None:
    """A breach from before it stood still asks after it, and its term moves; the rent asks now."""
    steps = tuple(replace(step, outcome=step.outcome or Outcome.NOT_CURED) for step in ladder)
    made = chance(*steps, still=(), conditions=(VISIT, HOME), judgements=(SPARED, LATE))
    asked = due("breach_rung", file(made), nov(11))
    assert (asked.next.id, asked.until) == (next_, nov(17))
    still = replace(made, suspensions=(RESTS,))
    for day in (nov(11), RESTS.until):
        assert not_due("breach_rung", file(still), day).missing.id == "breach_rung.still"
    after = due("breach_rung", file(still), RESTS.until + DAY)
    assert (after.next.id, after.until) == (next_, date(2026, 12, 22))
    december = date(2026, 12, 1)
    rent = condition(
        "C01", december, "FREQ=MONTHLY", id=3, judge=Judge.LEDGER, weight=Weight.MAJOR, fixed=True
    )
    owed = replace(still, conditions=(*still.conditions, rent))
    unpaid = Paid(rents=(RentMonth(december, 612_40, 612_40, None),))
    told = due("breach_rung", file(owed, paid=unpaid), date(2026, 12, 3))
    assert (told.next.id, told.because.values["clause_word"]) == (next_, "clause.C01")


@pytest.mark.parametrize("decided_on", [nov(10), nov(11), RESTS.until, RESTS.until + DAY])
def test_what_is_decided_while_it_stands_still_leaves_what_rests_to_be_asked(
    decided_on: date,
) -> None:
    """The list says then that nothing is asked yet; what is decided beside it is about that."""
    card = replace(FELL, outcome=Outcome.CURED)
    made = chance(
        card, still=(RESTS,), conditions=(VISIT, HOME), judgements=(SPARED, LATE),
        decisions=(decision(DecisionKind.KEEP, decided_on),),
    )  # fmt: skip
    one, day = file(made), date(2026, 12, 17)
    if RESTS.since <= decided_on <= RESTS.until:
        assert due("breach_rung", one, day).next.id == "next.decide_breach"
    else:
        assert not_due("breach_rung", one, day).missing.id == "agreement.concluded"


DECEMBER = date(2026, 12, 1)
RENT = condition(
    "C01", DECEMBER, "FREQ=MONTHLY", id=2, judge=Judge.LEDGER, weight=Weight.MAJOR, fixed=True
)
FAILED = replace(CARD, outcome=Outcome.NOT_CURED, outcome_on=TUESDAY)


@pytest.mark.parametrize(
    ("day", "about", "changed", "told"),
    [
        (nov(20), 1, {}, "gate.rests"),
        (nov(20), None, {}, "gate.rests"),
        (nov(4), 1, {}, "gate.rests"),
        (STILL.until, 1, {}, "gate.rests"),
        (nov(3), 1, {}, ""),
        (STILL.until + DAY, 1, {}, ""),
        (nov(20), 1, {"suspensions": ()}, ""),
        (nov(20), 1, {"judgements": ()}, "gate.breached"),
        (date(2026, 12, 3), 2, {"conditions": (VISIT, RENT)}, ""),
        (date(2026, 12, 3), None, {"conditions": (VISIT, RENT)}, ""),
        (date(2026, 12, 3), 1, {"conditions": (VISIT, RENT)}, "gate.rests"),
    ],
)
def test_while_it_stands_still_no_red_card_is_given_about_what_rests(
    day: date, about: int | None, changed: dict[str, Any], told: str
) -> None:
    """As the worklist says; the rent that is missed meanwhile does not rest."""
    made = chance(TALK, FAILED, MEETING, **changed)
    one = file(made, paid=Paid(rents=(RentMonth(DECEMBER, 612_40, 612_40, None),)))
    checks = gate_red_card(one, made, day, about)
    shut = [check.name.id for check in checks if check.hard and not check.held]
    assert "".join(shut[:1]) == told


def test_a_red_card_that_was_given_is_approved_also_while_it_stands_still() -> None:
    """A second person is asked for, and what the worklist asks the gate lets through."""
    card = replace(rung(Rung.RED_CARD, TUESDAY, condition=1), id=999_999)
    made = chance(TALK, FAILED, MEETING, card)
    assert due("breach_rung", file(made), nov(20)).because.id == "breach_rung.second"
    checks = gate_red_card(file(made), made, nov(20), 1, replace(card, second="tess"))
    assert [check.name.id for check in checks if check.hard and not check.held] == []
