"""What was missed again on another day, or beside what was met, is not put right in a letter (R75).

As in the letters of rungs: the first instalment and the session were missed by the day of the rung.
"""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import JudgedAs, Outcome, Rung
from tests.casework.agreed import CASE, judge, known_through, newest, rung
from tests.casework.stores import session
from tests.casework.test_rung_letters import (
    ARRANGED,
    CHANCE,
    DAY,
    DEBT,
    GIVEN,
    GONE,
    INSTALMENT,
    LESSON,
    SESSION,
    WHY,
    Act,
    _cure,
    _give,
    _letter,
    _lose_and_pay,
    _nothing,
    _of,
    _pay,
    _speak,
    _still,
    _why_no_card,
    _withdraw,
    given,
    later,
)

__all__ = ["given", "later"]

MOVED_TO = date(2026, 12, 15)
WEEK = 7 * DAY


def _judged(kind: str, about: int, on: date, verdict: JudgedAs) -> Act:
    def act(here: Session) -> None:
        made = _of(here, kind)
        of = made.conditions[about]
        said = [one for one in made.judgements if (one.condition, one.original_on) == (of.id, on)]
        moved_to = MOVED_TO if verdict is JudgedAs.MOVED else None
        record(judge(of, on, verdict, *said[-1:], why=WHY, moved_to=moved_to), session=here)

    return act


_move_instalment = _judged(ARRANGED, 0, INSTALMENT, JudgedAs.MOVED)
_move_session = _judged(CHANCE, LESSON, SESSION, JudgedAs.MOVED)
_miss_session = _judged(CHANCE, LESSON, SESSION, JudgedAs.MISSED)
_make_up_session = _judged(CHANCE, LESSON, SESSION, JudgedAs.MET)
_waive_instalment = _judged(ARRANGED, 0, INSTALMENT, JudgedAs.WAIVED)
AGAIN: dict[str, tuple[int, date, Act, Act]] = {
    "instalment": (DEBT, INSTALMENT, _move_instalment, _nothing),
    "session": (LESSON, SESSION, _move_session, _miss_session),
}
MADE_GOOD: dict[str, tuple[int, date, Act, Act]] = {
    "instalment": (DEBT, INSTALMENT, _move_instalment, _pay),
    "session": (LESSON, SESSION, _move_session, _make_up_session),
}
CASES = [
    *((*one, False) for one in AGAIN.values()),
    *((*one, True) for one in MADE_GOOD.values()),
]
LOST: dict[str, tuple[tuple[Act, ...], bool]] = {
    "moved, lost": ((_move_instalment, _withdraw), False),
    "moved": ((_move_instalment,), True),
    "lost": ((_withdraw,), False),
    "stood still, lost": ((_still(ARRANGED), _withdraw), False),
    "moved, lost, all paid": ((_move_instalment, _lose_and_pay), True),
    "moved, let go, lost": ((_move_instalment, _waive_instalment, _withdraw), True),
}


def _come(store: Path, then: Act) -> None:
    """What comes of the day to which it was moved."""
    with closing(session(store, today=MOVED_TO + DAY)) as here:
        then(here)


@pytest.mark.parametrize(("about", "day", "move", "then", "mended"), CASES)
def test_what_was_moved_after_a_talk_is_told_as_put_right_until_it_is_missed_again(
    given: Session, later: Session, store: Path, about: int, day: date, move: Act, then: Act,
    *, mended: bool,
) -> None:  # fmt: skip
    record(rung(given, Rung.TALK, condition=newest(given).conditions[about].id), session=given)
    move(later)
    assert _letter(later) == ([day], True)
    _come(store, then)
    with closing(session(store, today=MOVED_TO + 3 * DAY)) as here:
        assert _letter(here) == ([day], mended)


@pytest.mark.parametrize(("about", "day", "move", "then"), AGAIN.values(), ids=AGAIN)
def test_a_red_card_that_weighs_again_tells_nothing_as_put_right(
    given: Session, later: Session, store: Path, about: int, day: date, move: Act, then: Act
) -> None:
    """The home can be lost by it."""
    _give(given, about)
    move(later)
    assert _why_no_card(later) == GONE
    _come(store, then)
    with closing(session(store, today=MOVED_TO + 3 * DAY)) as here:
        assert _letter(here, "red_card") == ([day], False)


def test_a_card_that_led_to_no_cure_tells_what_was_moved_meanwhile_as_missed(
    given: Session, later: Session, store: Path
) -> None:
    of = newest(given).conditions[DEBT].id
    record(rung(given, Rung.TALK, condition=of), session=given)
    record(rung(later, Rung.YELLOW_CARD, condition=of), session=later)
    with closing(session(store, today=GIVEN + 2 * DAY)) as here:
        _move_instalment(here)
    with closing(session(store, today=GIVEN + 16 * DAY)) as here:
        known_through(here, GIVEN + 15 * DAY)
        card = _of(here, CHANCE).ladder[-1]
        record(
            a.CloseRung(case=CASE, step=card.id, seen=card.version, outcome=Outcome.NOT_CURED),
            session=here,
        )
        assert _letter(here, "yellow_card") == ([INSTALMENT], False)


@pytest.mark.parametrize("first", [SESSION + WEEK, GIVEN + 3 * DAY])
def test_sessions_that_were_met_beside_a_missed_one_take_it_from_no_letter(
    given: Session, store: Path, first: date
) -> None:
    """P17: three newer ones end its breach, whenever they were; they put nothing of it right."""
    of = newest(given).conditions[LESSON]
    record(rung(given, Rung.TALK, condition=of.id), session=given)
    with closing(session(store, today=date(2026, 12, 28))) as here:
        for n in range(3):
            record(judge(of, first + n * WEEK, JudgedAs.MET), session=here)
        assert _letter(here) == ([SESSION], False)


@pytest.mark.parametrize(("since", "mended"), LOST.values(), ids=LOST)
def test_what_was_moved_past_the_end_of_what_was_lost_is_not_put_right(
    given: Session, later: Session, store: Path, since: tuple[Act, ...], *, mended: bool
) -> None:
    """Nobody pays an instalment of it on another day, neither before that day comes nor after."""
    record(rung(given, Rung.TALK, condition=newest(given).conditions[DEBT].id), session=given)
    for act in since:
        act(later)
    for on in (GIVEN + 3 * DAY, *([MOVED_TO + 3 * DAY] if len(since) > 1 else [])):
        with closing(session(store, today=on)) as here:
            assert _letter(here) == ([INSTALMENT], mended)


@pytest.mark.parametrize("lost", [True, False])
def test_a_yellow_card_tells_what_was_moved_past_the_end_of_what_was_lost_as_missed(
    given: Session, later: Session, store: Path, *, lost: bool
) -> None:
    of = newest(given).conditions[DEBT].id
    record(rung(given, Rung.TALK, condition=of), session=given)
    record(rung(later, Rung.YELLOW_CARD, condition=of), session=later)
    with closing(session(store, today=GIVEN + 2 * DAY)) as here:
        _move_instalment(here)
        if lost:
            _withdraw(here)
    with closing(session(store, today=GIVEN + 3 * DAY)) as here:
        assert _letter(here, "yellow_card") == ([INSTALMENT], not lost)


def test_what_was_moved_by_the_day_of_a_talk_stays_missed_on_its_new_day_where_it_was_lost(
    given: Session, later: Session, store: Path
) -> None:
    """A cure between the first day and the new one is no cure of it."""
    of = newest(given).conditions[DEBT].id
    record(rung(given, Rung.TALK, condition=of), session=given)
    _move_instalment(later)
    _cure(later)
    with closing(session(store, today=MOVED_TO + 2 * DAY)) as here:
        known_through(here, MOVED_TO + DAY)
        _speak(here)
        _withdraw(here)
    with closing(session(store, today=MOVED_TO + 3 * DAY)) as here:
        assert _letter(here) == ([MOVED_TO], False)
