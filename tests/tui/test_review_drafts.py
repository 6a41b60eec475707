"""What was typed in a review and left goes on within it, from the drafts of another session."""

from datetime import timedelta
from pathlib import Path

import pytest

from caseconsole.casework import review
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import DecisionKind, JudgedAs
from caseconsole.domain.agreement_changes import CloseReview, FinishFile
from caseconsole.domain.changes import AddNote
from caseconsole.domain.limit import parse_limit
from caseconsole.tui.screens.drafts import DraftsScreen
from tests.casework.agreed import coaching, condition, newest
from tests.casework.reviews import ended, judge_all, second_chances
from tests.casework.stores import TODAY
from tests.tui.play import Play, playing, recorded

REVIEWED = ("R", "end", "enter", *"agreement:second_chance", "enter")
GRADUATED = (*REVIEWED, "4", *"Goed", "escape", "q")
JUDGED = (*REVIEWED, "o", *["tab"] * 3, *"Lijst", "escape", "q")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two files with a second chance each."""
    return second_chances(tmp_path / "s.db", 2)


def said(play: Play) -> str:
    """The screen in one line."""
    return " ".join(play.text().split())


async def go_on(play: Play) -> None:
    """Take the one draft."""
    assert isinstance(play.app.screen, DraftsScreen)
    assert "True" not in play.text()
    await play.press("enter")


async def test_a_decision_ends_the_file_in_its_review(store: Path, here: Session) -> None:
    judge_all(here, 1, JudgedAs.MET)
    async with playing(store) as play:
        await play.look_and_press(*GRADUATED)
    async with playing(store) as play:
        await go_on(play)
        await play.press("f2")
        decided = play.rows("SELECT kind, why, review FROM decision")
        assert decided == [(DecisionKind.GRADUATE, "Goed", 1)]
        assert ended(here) == [1]
        assert play.count("draft") == 0


@pytest.mark.parametrize(("key", "done"), [("enter", [1]), ("2", [])])
async def test_others_are_kept_with_it_only_where_that_was_asked(
    store: Path, here: Session, key: str, done: list[int]
) -> None:
    """Enter decides what is proposed of all, a digit about one; the form opens for a long text."""
    with here.store.transaction():
        here.conn.execute(
            "UPDATE condition SET text = replace(hex(zeroblob(30)), '0', ?)", ("0\n",)
        )
    judge_all(here, 1, JudgedAs.MISSED)
    later = (condition(first_on=TODAY + timedelta(days=7)),)
    record(coaching(1, start_on=TODAY, conditions=later), session=here)
    review.start(here, "Alle", parse_limit(""), [1, 2])
    async with playing(store) as play:
        await play.look_and_press(
            "R", "enter", "G", key, "tab", "tab", "end", *" Kom.", "escape", "q"
        )
    async with playing(store) as play:
        assert isinstance(play.app.screen, DraftsScreen)
        await play.look_and_press("enter", "f2")
        assert play.count("ladder_step WHERE text LIKE '% Kom.'") == 1
        assert ended(here) == done


async def test_what_a_colleague_did_since_it_was_taken_up_is_looked_at_first(
    store: Path, here: Session, bram: Session
) -> None:
    judge_all(here, 1, JudgedAs.MET)
    async with playing(store) as play:
        await play.look_and_press(*GRADUATED)
    async with playing(store) as play:
        await go_on(play)
        record(AddNote(case=1, text="Belde net."), session=bram)
        await play.press("f2")
        assert "Er is nog niets vastgelegd. Sinds je dit dossier zag: bram " in said(play)
        assert (newest(here, 1).decisions, ended(here)) == ((), [])
        await play.press("f2")
        assert ended(here) == [1]


@pytest.mark.parametrize("since", ["before", "meanwhile"])
async def test_a_file_that_is_done_in_its_review_says_so_and_keeps_what_was_typed(
    store: Path, here: Session, bram: Session, since: str
) -> None:
    """Whether it was done before the draft was taken up, or while it stood on screen."""
    judge_all(here, 1, JudgedAs.MET)
    async with playing(store) as play:
        await play.look_and_press(*GRADUATED)
    done = FinishFile(case=1, review=1, why="Klaar.")
    if since == "before":
        record(done, session=bram)
    async with playing(store) as play:
        await go_on(play)
        if since == "meanwhile":
            record(done, session=bram)
        await play.press("f2")
        if since == "meanwhile":
            assert "Er is nog niets vastgelegd. Sinds je dit dossier zag: bram " in said(play)
            await play.press("f2")
        assert "bram heeft dossier" in said(play)
        assert "in deze doorloop al afgerond" in said(play)
        assert "Goed" in said(play)
        assert newest(here, 1).decisions == ()
        await play.press("escape")
        assert play.count("draft") == 1


@pytest.mark.parametrize("typed", [GRADUATED, JUDGED])
@pytest.mark.parametrize("since", ["before", "meanwhile"])
async def test_a_review_that_was_broken_off_says_so_and_keeps_what_was_typed(
    store: Path, here: Session, bram: Session, typed: tuple[str, ...], since: str
) -> None:
    if typed is GRADUATED:
        judge_all(here, 1, JudgedAs.MET)
    async with playing(store) as play:
        await play.look_and_press(*typed)
    if since == "before":
        record(CloseReview(review=1, seen=1), session=bram)
    async with playing(store) as play:
        await go_on(play)
        if since == "meanwhile":
            record(CloseReview(review=1, seen=1), session=bram)
        before = play.count("journal")
        await play.press("f2")
        assert "Deze doorloop is afgebroken op" in said(play)
        assert ("Goed" if typed is GRADUATED else "Lijst") in said(play)
        assert play.count("journal") == before
        await play.press("escape")
        assert play.count("draft") == 1


async def test_a_judgement_is_one_of_its_review(store: Path) -> None:
    async with playing(store) as play:
        await play.look_and_press(*JUDGED)
    async with playing(store) as play:
        await go_on(play)
        await play.press("f2")
        asked = recorded(play, "judge")
        assert (asked["review"], asked["reference"]) == (1, "Lijst")


async def test_what_is_left_within_a_review_comes_back_in_it(store: Path, here: Session) -> None:
    """In the same file, whether a digit or Enter opens the form."""
    judge_all(here, 1, JudgedAs.MET)
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "4", *"Goed", "escape", "4")
        assert "Goed" in play.text()
        await play.press("f2")
        assert ended(here) == [1]
