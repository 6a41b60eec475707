"""A pause of a file: its end comes up on the list, and is dealt with there."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.stale import Changed
from caseconsole.casework.why import verdicts
from caseconsole.domain import changes as c
from caseconsole.domain.calendar import working_days_before
from caseconsole.domain.contact import Pause, held_by
from caseconsole.domain.message import Refused
from caseconsole.domain.verdict import Claim, Due
from caseconsole.store import read
from tests.casework.agreed import known_through
from tests.casework.stores import TODAY, build, session
from tests.casework.test_undo import undo

UNTIL = TODAY + timedelta(days=14)
AHEAD = working_days_before(UNTIL, 5)
OWES, PAID = 1, 2
"""A file in which a rent is open, and one without arrears that somebody opened."""


@pytest.fixture
def paused(tmp_path: Path) -> Path:
    """A store in which both were paused for two weeks."""
    path = build(tmp_path / "s.db", ["missed", "paid"])
    here = session(path)
    run_day(here)
    record(c.OpenFile(lease=PAID, why="Hulp"), session=here)
    for case in (OWES, PAID):
        record(c.PauseCase(case=case, until=UNTIL, why="Hulp aanvaard"), session=here)
    here.close()
    return path


def asked(path: Path, case: int, today: date) -> list[str]:
    """What is due in a file on a day: in the list and behind `w` alike."""
    here = session(path, today=today)
    run_day(here)
    found = sorted(row.action for row in read.case_dues(here.conn, case))
    said = sorted(one.action for one in verdicts(here, case) if isinstance(one, Due))
    here.close()
    assert found == said
    return found


@pytest.mark.parametrize("case", [OWES, PAID])
def test_the_end_of_a_pause_comes_up_and_goes_by_itself_after_its_last_day(
    paused: Path, case: int
) -> None:
    """R45: help was accepted, and collection rests; then it is looked at."""
    assert asked(paused, case, TODAY) == []
    assert asked(paused, case, AHEAD - timedelta(days=1)) == []
    assert asked(paused, case, AHEAD) == ["pause_ending"]
    assert asked(paused, case, UNTIL) == ["pause_ending"]
    assert "pause_ending" not in asked(paused, case, UNTIL + timedelta(days=1))


@pytest.mark.parametrize("until", [None, UNTIL + timedelta(days=30)])
def test_to_end_or_prolong_a_pause_answers_the_question_about_its_end(
    paused: Path, until: date | None
) -> None:
    """What the key of the pause offers where a file is held."""
    assert asked(paused, PAID, AHEAD) == ["pause_ending"]
    here = session(paused, today=AHEAD)
    (pause,) = read.case_file(here.conn, PAID, AHEAD).pauses
    record(c.EndPause(case=PAID, pause=pause.id, seen=pause.version, until=until), session=here)
    here.close()
    assert asked(paused, PAID, AHEAD) == []
    again = working_days_before(until, 5) if until else UNTIL
    assert asked(paused, PAID, again) == (["pause_ending"] if until else [])


SOON, SOONER = UNTIL - timedelta(days=2), TODAY + timedelta(days=5)
NOW = TODAY + timedelta(days=2)
"""The day on which a hold is ended, or its last day chosen anew."""


@pytest.mark.parametrize("until", [None, SOONER])
@pytest.mark.parametrize("begun", [TODAY, NOW])
@pytest.mark.parametrize("beside", [SOON, UNTIL])
def test_to_end_a_hold_or_to_shorten_it_ends_every_pause_that_would_outlast_that(
    paused: Path, beside: date, begun: date, until: date | None
) -> None:
    """A second pause runs beside the first, as after the answer to a signal (R45)."""
    here = session(paused, today=begun)
    record(c.PauseCase(case=OWES, until=beside, why="Traject"), session=here)
    here.close()
    here = session(paused, today=NOW)
    held = _held(here)
    done = record(
        c.EndPause(case=OWES, pause=held.id, seen=held.version, until=until), session=here
    )
    assert done.details[0].id == ("recorded.pause" if until else "recorded.end_pause")
    free = until + timedelta(days=1) if until else NOW
    assert held_by(read.case_file(here.conn, OWES, NOW).pauses, free) is None
    known_through(here, free - timedelta(days=1))
    assert asked(paused, OWES, free) != []
    undo(here)
    assert _held(here).until == UNTIL
    assert asked(paused, OWES, free) == []
    here.close()


def test_a_pause_that_ends_before_the_chosen_day_stays_as_it_is(paused: Path) -> None:
    here = session(paused)
    record(c.PauseCase(case=OWES, until=SOONER, why="Traject"), session=here)
    held = _held(here)
    record(c.EndPause(case=OWES, pause=held.id, seen=held.version, until=SOON), session=here)
    pauses = read.case_file(here.conn, OWES, TODAY).pauses
    assert [(one.until, one.version) for one in pauses] == [(SOON, 2), (SOONER, 1)]
    here.close()


def test_a_hold_that_a_colleague_made_longer_meanwhile_is_looked_at_first(paused: Path) -> None:
    """What is told of its end would not be so."""
    here, other = session(paused), session(paused, "bram")
    held = _held(here)
    longer = UNTIL + timedelta(days=1)
    record(c.PauseCase(case=OWES, until=longer, why="Traject"), session=other)
    with pytest.raises(Changed) as refused:
        record(c.EndPause(case=OWES, pause=held.id, seen=held.version), session=here)
    assert refused.value.why.id == "stale.meanwhile"
    assert refused.value.why.values["actor"] == "bram"
    assert _held(here).until == longer
    here.close()
    other.close()


def _held(here: Session) -> Pause:
    today = here.clock.now().today
    found = held_by(read.case_file(here.conn, OWES, today).pauses, today)
    assert found is not None
    return found


def test_it_is_put_off_to_the_last_day_of_the_pause_and_no_further(paused: Path) -> None:
    """After that there is nothing to end or to prolong."""
    assert asked(paused, PAID, AHEAD) == ["pause_ending"]
    here = session(paused, today=AHEAD)
    late = c.Snooze(case=PAID, claim=Claim.REVIEW, until=UNTIL + timedelta(days=1), why="later")
    with pytest.raises(Refused) as refused:
        record(late, session=here)
    assert refused.value.why.id == "refused.snooze_beyond"
    record(late.model_copy(update={"until": UNTIL}), session=here)
    assert [row.snoozed_until for row in read.case_dues(here.conn, PAID)] == [UNTIL]
    here.close()
