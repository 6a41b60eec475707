"""While a red card stands nothing but a talk goes beside it (R75); a talk that was answered is."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from caseconsole.casework.climbing import rung_about, rung_asked
from caseconsole.casework.papers import sheet, sheets
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import Condition, JudgedAs, Outcome, Rung, Weight
from caseconsole.domain.message import Refused
from tests.casework.agreed import (
    CASE,
    condition,
    file_of,
    judge,
    newest,
    refusal,
    rung,
    signed_chance,
    step,
    suspend,
)
from tests.casework.stores import TODAY, session
from tests.casework.test_counselling import helped

BOTH = (condition(clause="C10", weight=Weight.MAJOR), condition(clause="C08", weight=Weight.MAJOR))
WHY = "Gaat naar familie."


@pytest.fixture
def about(anna: Session) -> Condition:
    """The condition of which a red card stands; another is breached beside it."""
    one, other = signed_chance(anna, conditions=BOTH).conditions
    for of in (one, other):
        record(judge(of, of.first_on, JudgedAs.MISSED), session=anna)
    for which in (Rung.TALK, Rung.YELLOW_CARD):
        record(rung(anna, which, condition=one.id), session=anna)
    days = (TODAY - timedelta(days=15)).isoformat(), (TODAY - timedelta(days=1)).isoformat()
    anna.conn.execute(
        "UPDATE ladder_step SET on_day = ?, cure_until = ? WHERE rung = 'yellow_card'", days
    )
    _close(anna, Rung.YELLOW_CARD)
    record(rung(anna, Rung.THREE_PARTY, condition=one.id), session=anna)
    _close(anna, Rung.THREE_PARTY)
    record(rung(anna, Rung.RED_CARD, condition=one.id, why=WHY), session=anna)
    return one


def _close(here: Session, which: Rung, outcome: Outcome = Outcome.NOT_CURED) -> None:
    taken = next(one for one in reversed(newest(here).ladder) if one.rung is which)
    ends = a.CloseRung(case=CASE, step=taken.id, seen=taken.version, outcome=outcome)
    record(ends, session=here)


def _other(here: Session) -> int:
    return newest(here).conditions[1].id


@pytest.mark.parametrize("which", [Rung.YELLOW_CARD, Rung.THREE_PARTY, Rung.RED_CARD])
@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.usefixtures("about")
def test_no_rung_above_a_talk_is_taken_while_a_red_card_stands(
    anna: Session, which: Rung, *, closed: bool
) -> None:
    """Also where it is said that it led to no cure; a talk can be held at any time."""
    if closed:
        _close(anna, Rung.RED_CARD)
    change = rung(anna, which, condition=_other(anna), why=WHY)
    assert refusal(change, anna) == "refused.red_card_stands"
    record(rung(anna, Rung.TALK, condition=_other(anna)), session=anna)


def test_once_it_is_cured_or_falls_another_rung_can_be_taken(
    anna: Session, about: Condition
) -> None:
    said = newest(anna).judgements[0]
    record(judge(about, about.first_on, JudgedAs.EXCUSED, said, why="Ziek."), session=anna)
    record(rung(anna, Rung.THREE_PARTY, condition=_other(anna)), session=anna)
    _close(anna, Rung.RED_CARD, Outcome.CURED)
    record(rung(anna, Rung.YELLOW_CARD, condition=_other(anna)), session=anna)


@pytest.mark.usefixtures("about")
def test_a_lease_ends_by_the_card_that_stands_whatever_card_was_given_after_it(
    anna: Session, store: Path
) -> None:
    """Stores of an earlier version have two; one that was cured ends nothing."""
    card = newest(anna).ladder[-1]
    tess = session(store, "tess")
    record(a.ApproveRung(case=CASE, step=card.id, seen=card.version), session=tess)
    tess.close()
    columns = "agreement, rung, on_day, text, by, second"
    anna.conn.execute(
        f"INSERT INTO ladder_step ({columns}, condition, outcome, outcome_on, version)"
        f" SELECT {columns}, ?, 'cured', on_day, 1 FROM ladder_step WHERE id = ?",
        (_other(anna), card.id),
    )
    record(step(anna, "red_card", why=WHY), session=anna)
    assert newest(anna).state == "red_card"


def test_a_talk_that_a_card_answered_can_be_held_again(anna: Session) -> None:
    """It is open no more, though nobody said how it ended."""
    one = signed_chance(anna).conditions[0]
    record(judge(one, one.first_on, JudgedAs.MISSED), session=anna)
    for which in (Rung.TALK, Rung.YELLOW_CARD):
        record(rung(anna, which, condition=one.id), session=anna)
    record(rung(anna, Rung.TALK, condition=one.id), session=anna)
    assert refusal(rung(anna, Rung.TALK, condition=one.id), anna) == "refused.rung_open"


@pytest.mark.usefixtures("about")
def test_the_form_offers_first_what_the_list_asks_for(anna: Session) -> None:
    assert _first(anna) is Rung.RED_CARD
    _close(anna, Rung.RED_CARD, Outcome.CURED)
    assert _first(anna) is Rung.TALK
    record(rung(anna, Rung.TALK, condition=_other(anna)), session=anna)
    assert _first(anna) is Rung.YELLOW_CARD


@pytest.mark.usefixtures("about")
def test_while_a_home_is_shielded_the_form_offers_first_the_talk_that_is_asked(
    anna: Session,
) -> None:
    """R60: about what was breached beside the card, and nobody spoke about."""
    lease = newest(anna)
    helped(anna, "intake")
    shield = suspend(newest(anna), TODAY, TODAY + timedelta(days=99), reason_kind="moratorium")
    record(shield, session=anna)
    assert rung_asked(anna, file_of(anna), lease) is Rung.TALK
    assert rung_about(anna, file_of(anna), lease) == lease.conditions[1].id


def test_after_a_red_card_was_cured_one_miss_costs_nobody_the_home(
    anna: Session, about: Condition
) -> None:
    """The ladder begins anew: each rung is taken again, with its time to cure (R75)."""
    _close(anna, Rung.RED_CARD, Outcome.CURED)
    _let_pass(anna, 12)
    record(judge(about, about.first_on + timedelta(days=14), JudgedAs.MISSED), session=anna)
    assert refusal(rung(anna, Rung.YELLOW_CARD, condition=about.id), anna) == "refused.rung_below"
    for which in (Rung.TALK, Rung.YELLOW_CARD):
        for above in (Rung.THREE_PARTY, Rung.RED_CARD):
            change = rung(anna, above, condition=about.id, why=WHY)
            assert refusal(change, anna) == "refused.rung_below"
        record(rung(anna, which, condition=about.id), session=anna)
    meeting = rung(anna, Rung.THREE_PARTY, condition=about.id)
    assert refusal(meeting, anna) == "gate.cure_over"


def test_a_card_that_skipped_the_rungs_of_its_round_is_approved_by_nobody(
    anna: Session, about: Condition, store: Path
) -> None:
    """Stores of an earlier version have one."""
    _close(anna, Rung.RED_CARD, Outcome.CURED)
    _let_pass(anna, 12)
    record(judge(about, about.first_on + timedelta(days=14), JudgedAs.MISSED), session=anna)
    columns = "agreement, rung, condition, text, by, second"
    anna.conn.execute(
        f"INSERT INTO ladder_step ({columns}, on_day, version)"
        f" SELECT {columns}, ?, 1 FROM ladder_step WHERE rung = 'red_card'",
        (TODAY.isoformat(),),
    )
    card = newest(anna).ladder[-1]
    tess = session(store, "tess")
    approves = a.ApproveRung(case=CASE, step=card.id, seen=card.version)
    assert refusal(approves, tess) == "gate.yellow_card"
    tess.close()


def _first(here: Session) -> Rung:
    return rung_asked(here, file_of(here), newest(here))


def _let_pass(here: Session, days: int) -> None:
    """Let all that was taken and said be so many days older."""
    ago = f"-{days} day"
    here.conn.execute(
        "UPDATE ladder_step SET on_day = date(on_day, ?), outcome_on = date(outcome_on, ?)",
        (ago, ago),
    )


@pytest.mark.parametrize(
    ("approved", "excused", "cured", "why"),
    [
        (True, False, False, ""),
        (True, True, False, "paper.gone_red_card"),
        (True, True, True, "paper.gone_red_card"),
        (True, False, True, "paper.gone_red_card"),
        (False, True, False, "paper.none_red_card"),
    ],
)
def test_a_red_card_whose_breach_is_gone_is_written_to_nobody(
    anna: Session, store: Path, about: Condition, why: str,
    *, approved: bool, excused: bool, cured: bool,
) -> None:  # fmt: skip
    """Its letter says that the home is lost."""
    card = newest(anna).ladder[-1]
    with closing(session(store, "tess")) as tess:
        if approved:
            record(a.ApproveRung(case=CASE, step=card.id, seen=card.version), session=tess)
    with closing(session(store, today=TODAY + timedelta(days=1))) as later:
        said = next(one for one in newest(later).judgements if one.condition == about.id)
        if excused:
            record(judge(about, about.first_on, JudgedAs.EXCUSED, said, why="Ziek."), session=later)
        if cured:
            _close(later, Rung.RED_CARD, Outcome.CURED)
        file = file_of(later)
        assert ("red_card" in sheets(later, file)) is (not why)
        if why:
            with pytest.raises(Refused) as refused:
                sheet(later, file, "red_card", "nl")
            assert refused.value.why.id == why
