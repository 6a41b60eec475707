"""A review that goes on weeks later: what came to be asked since is decided about anew."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.domain.agreement import DecisionKind, JudgedAs
from caseconsole.store.sqlite import open_store
from tests.casework.agreed import decision, duties, judge, newest
from tests.casework.reviews import ended, second_chances
from tests.casework.stores import TODAY, session
from tests.tui.play import playing

REVIEWED = ("R", "end", "enter", *"agreement:second_chance", "enter")
NEXT = TODAY + timedelta(days=60)
LATER = TODAY + timedelta(days=21)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two files with a second chance each, the first kept apart from the review that began."""
    return second_chances(tmp_path / "s.db", 2, talked=False)


def _kept_apart(path: Path) -> None:
    here = session(path, "bram")
    seen = newest(here, 1)
    kept = decision(here, DecisionKind.KEEP, next_review_on=NEXT)
    about = {"case": 1, "agreement": seen.id, "seen": seen.version}
    record(kept.model_copy(update=about), session=here)
    here.close()


def _weeks_pass(path: Path, verdict: JudgedAs) -> None:
    """Until then each session of the first file is judged so."""
    with closing(open_store(path)) as store, store.transaction() as conn:
        conn.execute("UPDATE association SET demo_day = ?", (LATER,))
        through: date = LATER - timedelta(days=1)
        conn.execute("UPDATE ledger_file SET complete_through = ?", (through.isoformat(),))
    here = session(path, "bram", LATER)
    run_day(here)
    for duty in (one for one in duties(here, 1, LATER) if one.condition.clause == "C05"):
        asked = judge(duty.condition, duty.original_on, verdict)
        record(asked.model_copy(update={"case": 1}), session=here)
    here.close()


@pytest.mark.parametrize("verdict", [JudgedAs.MET, JudgedAs.MISSED])
async def test_a_decision_from_before_a_breach_does_not_end_its_file(
    path: Path, verdict: JudgedAs
) -> None:
    """The first file was kept apart from the review; where all goes well that stands."""
    async with playing(path) as play:
        await play.look_and_press(*REVIEWED, "escape")
    _kept_apart(path)
    _weeks_pass(path, verdict)
    async with playing(path) as play:
        await play.look_and_press("R", "enter", "end")
        said = " ".join(play.text().split())
        asks = verdict is JudgedAs.MISSED
        assert ("Voorstel: waarschuwen" in said) is asks
        assert ("Besloten op di 3 nov" in said) is not asks
        await play.press("2" if asks else "enter")
    here = session(path, "bram", LATER)
    warned = [DecisionKind.WARN] if asks else []
    assert [one.kind for one in newest(here, 1).decisions] == [DecisionKind.KEEP, *warned]
    assert ended(here) == [1]
    here.close()


@pytest.mark.parametrize("applied", [False, True])
async def test_a_review_begins_by_saying_which_file_of_its_set_it_leaves_out(
    path: Path, *, applied: bool
) -> None:
    if applied:
        with closing(open_store(path)) as store, store.transaction() as conn:
            conn.execute(
                "UPDATE agreement_state SET state = 'applied' WHERE agreement ="
                " (SELECT id FROM agreement WHERE case_file = 2)"
            )
    said = "Niet in deze doorloop (Tweede kans loopt daar niet of nog niet): 2-1."
    async with playing(path) as play:
        await play.look_and_press(*REVIEWED)
        assert (said in play.text()) == applied
        await play.look_and_press("down")
        assert said not in play.text()
