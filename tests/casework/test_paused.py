"""A pause of a file: its end comes up on the list, and is dealt with there."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.why import verdicts
from caseconsole.domain import changes as c
from caseconsole.domain.calendar import working_days_before
from caseconsole.domain.message import Refused
from caseconsole.domain.verdict import Claim, Due
from caseconsole.store import read
from tests.casework.stores import TODAY, build, session

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
