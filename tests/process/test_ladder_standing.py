"""Where the ladder stands, and what counts to a breach that leads up it (R75, P17)."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import (
    Judge,
    JudgedAs,
    Judgement,
    LadderStep,
    Outcome,
    Rung,
    StateChange,
    Weight,
)
from caseconsole.process.agreements.breached import standing
from caseconsole.process.agreements.weighing import breached_after, goes_wrong, red_card, weighs
from caseconsole.process.gates import gate_red_card
from tests.process.agreements import agreement, condition, judged, rung
from tests.process.files import due, file, not_due, nov
from tests.process.test_round import CARD, CLIMBED, MEETING, MISSED, RED, TALK, chance

OF_HOME = judged(nov(17), JudgedAs.MISSED, of=2, key=2)
CURED = replace(RED, outcome=Outcome.CURED, outcome_on=nov(16))


def of_home(which: Rung, outcome: Outcome | None = None, day: int = 17) -> LadderStep:
    """A rung about the other condition."""
    return rung(which, nov(day), outcome, condition=2)


@pytest.mark.parametrize(
    ("ladder", "at"),
    [
        ((), None),
        ((TALK,), TALK),
        ((*CLIMBED, of_home(Rung.TALK)), MEETING),
        ((*CLIMBED, of_home(Rung.TALK, Outcome.NOT_CURED)), MEETING),
        ((*CLIMBED, of_home(Rung.TALK, Outcome.CURED)), MEETING),
        ((*CLIMBED, replace(of_home(Rung.TALK, Outcome.CURED), condition=1)), None),
        ((*CLIMBED, replace(of_home(Rung.TALK, Outcome.CURED), condition=None)), None),
        ((TALK, CARD, replace(MEETING, outcome=Outcome.CURED), of_home(Rung.TALK)), None),
        ((TALK, CARD, replace(MEETING, outcome=Outcome.CURED, condition=2), of_home(Rung.TALK)),
         CARD),
        ((*CLIMBED, RED, of_home(Rung.YELLOW_CARD)), RED),
        ((*CLIMBED, CURED), CURED),
        ((*CLIMBED, CURED, of_home(Rung.TALK)), None),
        ((*CLIMBED, CURED, of_home(Rung.TALK, Outcome.NOT_CURED)), None),
    ],
)  # fmt: skip
def test_the_ladder_stands_at_the_highest_rung_that_was_not_cured_since(
    ladder: tuple[LadderStep, ...], at: LadderStep | None
) -> None:
    """Else at the newest; after a red card that was cured it begins anew."""
    assert standing(chance(*ladder)) == (at or (ladder[-1] if ladder else None))


@pytest.mark.parametrize("outcome", [None, Outcome.NOT_CURED, Outcome.CURED])
def test_a_talk_about_something_else_silences_no_meeting_that_led_to_no_cure(
    outcome: Outcome | None,
) -> None:
    """The red card about its own condition is asked for, and no card lower down."""
    one = file(chance(*CLIMBED, of_home(Rung.TALK, outcome)))
    assert due("breach_rung", one, nov(17)).next.id == "next.red_card"


@pytest.mark.parametrize(
    ("later", "persons"),
    [
        (rung(Rung.YELLOW_CARD, nov(18), None, date(2026, 12, 2), 2), "tess"),
        (of_home(Rung.THREE_PARTY, day=18), "tess"),
    ],
)
def test_a_red_card_is_judged_by_the_rungs_before_it(later: LadderStep, persons: str) -> None:
    """A rung about something else that was given after it shuts it no more than the list says."""
    card = replace(RED, second=persons)
    made = chance(*CLIMBED, card, later, judgements=(MISSED, OF_HOME))
    checks = gate_red_card(file(made), made, nov(20), 1, card)
    lacking = [check.name.id for check in checks if check.hard and not check.held]
    assert lacking == []


SPARED = replace(OF_HOME, verdict=JudgedAs.EXCUSED)
APPROVED = replace(RED, second="tess")


@pytest.mark.parametrize(
    ("later", "judgements", "stands"),
    [
        (of_home(Rung.RED_CARD, Outcome.CURED), (MISSED, SPARED), APPROVED),
        (of_home(Rung.RED_CARD, Outcome.NOT_CURED), (MISSED, SPARED), APPROVED),
        (of_home(Rung.RED_CARD), (MISSED, OF_HOME), APPROVED),
        (of_home(Rung.RED_CARD), (replace(MISSED, verdict=JudgedAs.EXCUSED), OF_HOME), None),
    ],
)
def test_of_two_red_cards_that_stands_of_which_the_breach_weighs(
    later: LadderStep, judgements: tuple[Judgement, ...], stands: LadderStep | None
) -> None:
    """And of two of these the one that was approved."""
    made = chance(*CLIMBED, APPROVED, later, judgements=judgements)
    assert red_card(file(made), made, nov(18)) == (stands or later)
    asked = due("breach_rung", file(made), nov(18)).because
    assert asked.id == ("breach_rung.decide_end" if stands else "breach_rung.second")


@pytest.mark.parametrize(
    ("verdict", "counts"),
    [(JudgedAs.MISSED, True), (JudgedAs.PARTLY, False), (JudgedAs.MET, False)],
)
def test_what_was_met_in_part_is_no_new_breach(verdict: JudgedAs, counts: bool) -> None:
    """P17: it neither leads one up nor cuts off the time to cure."""
    card = rung(Rung.YELLOW_CARD, nov(5), None, nov(19), 1)
    made = chance(TALK, card, judgements=(MISSED, judged(nov(10), verdict, key=2)))
    assert breached_after(file(made), made, card, nov(11)) is counts
    if counts:
        assert due("breach_rung", file(made), nov(11)).next.id == "next.three_party"
    else:
        assert not_due("breach_rung", file(made), nov(11)).missing.id == "breach_rung.outcome_later"


MONTHLY = condition("C10", date(2026, 5, 15), "FREQ=MONTHLY")
MONTHS = {5: JudgedAs.MISSED, 6: JudgedAs.MET, 7: JudgedAs.MET, 8: JudgedAs.MET, 9: JudgedAs.MET,
          10: JudgedAs.MISSED, 11: JudgedAs.MISSED}  # fmt: skip


def test_a_breach_is_due_since_the_misses_that_still_count() -> None:
    """P17: what fell out of the newest makes it no older."""
    said = tuple(
        judged(
            date(2026, month, 15), verdict, key=month,
            on=nov(3) if month < 11 else nov(16),
        )
        for month, verdict in MONTHS.items()
    )  # fmt: skip
    made = agreement(
        "second_chance", MONTHLY, judgements=said, start_on=date(2026, 4, 1),
        signed_on=date(2026, 4, 1),
    )  # fmt: skip
    asked = due("breach_rung", file(made), nov(16))
    assert (asked.since, asked.until) == (nov(16), nov(23))


TRAINED = condition(
    "C05", date(2026, 10, 1), "FREQ=MONTHLY", id=5, judge=Judge.AGREEMENT, rests_on=2,
    weight=Weight.MAJOR,
)  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "cured_on", "weighing"),
    [
        (Outcome.NOT_CURED, nov(6), True),
        (None, None, True),
        (Outcome.CURED, nov(4), True),
        (Outcome.CURED, nov(5), False),
        (Outcome.CURED, nov(6), False),
    ],
)
def test_what_a_condition_rested_on_weighs_nothing_once_its_loss_was_cured(
    outcome: Outcome | None, cured_on: date | None, *, weighing: bool
) -> None:
    """R75: as what was missed on or before that day."""
    begun = StateChange(1, "accepted", date(2026, 9, 1), "", "", "anna")
    over = StateChange(2, "ended", nov(5), "", "", "anna")
    lost = agreement("budget_coaching", id=2, states=(begun, over))
    talk = replace(rung(Rung.TALK, nov(5), outcome, condition=5), outcome_on=cured_on)
    made = agreement("second_chance", TRAINED, ladder=(talk,))
    assert weighs(file(made, lost), made, 5, nov(10)) is weighing
    assert bool(goes_wrong(file(made, lost), made, 5, nov(10))) is weighing
