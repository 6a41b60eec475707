"""A refusal of what follows a screen is said where the person is then, and ends nothing."""

from pathlib import Path

import pytest

import caseconsole.tui
from caseconsole.casework import review
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import JudgedAs
from caseconsole.domain.agreement_changes import CloseReview
from tests.casework.agreed import newest
from tests.casework.reviews import judge_all, second_chances
from tests.tui.play import playing

REVIEWED = ("R", "end", "enter", *"agreement:second_chance", "enter")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two files with a second chance each."""
    return second_chances(tmp_path / "s.db", 2)


@pytest.mark.parametrize("form", [("c", "g", "f2"), ("o", "f2", "escape"), ("5", "escape")])
async def test_a_review_that_was_broken_off_meanwhile_is_left_with_a_word(
    form: tuple[str, ...], store: Path, bram: Session
) -> None:
    """After a call, a judgement that was refused, and a decision that was not made."""
    if form[0] == "5":
        judge_all(bram, 1, JudgedAs.MET)
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, form[0])
        record(CloseReview(review=1, seen=1), session=bram)
        await play.look_and_press(*form[1:])
        assert "Werklijst" in play.lines()[0]
        assert "Deze doorloop is afgebroken op" in play.text()


async def test_a_colleague_in_each_file_that_is_left_is_named(
    store: Path, here: Session, bram: Session
) -> None:
    """What was decided stands, and the file stays in sight."""
    judge_all(here, 1, JudgedAs.MET)
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "1")
        review.show(bram, 1, 2)
        await play.look_and_press("f2")
        assert len(newest(here, 1).decisions) == 1
        assert "bram" in play.text()
        assert "Doorloop" in play.lines()[0]


def test_every_screen_is_shown_by_the_one_way() -> None:
    """Which lets no refusal end the console."""
    folder = Path(caseconsole.tui.__file__).parent
    using = {path.name for path in folder.rglob("*.py") if "push_screen" in path.read_text("utf-8")}
    assert using == {"showing.py"}
