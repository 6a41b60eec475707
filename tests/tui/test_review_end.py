"""The end of a file in a review: what is proposed is on the screen before a key decides it."""

import shutil
from pathlib import Path

import pytest

from caseconsole.casework import review_ending
from caseconsole.domain.agreement import DecisionKind
from caseconsole.outgoing.case.review import closing
from caseconsole.tui.app import CaseConsole
from tests.casework.agreed import file_of
from tests.casework.reviews import full_chances
from tests.casework.stores import session

from .console import console, text_of
from .test_review import done, press, shown

SIZES = [(80, 24), (120, 40)]
FILES = 2
BESIDE = ("housing_support", "budget_coaching")
ALL = ("second_chance", *BESIDE)
KEPT = {kind: [DecisionKind.KEEP] for kind in ALL}
TYPED = ("R", "end", "enter", *"review<=today", "enter")
MANY = ("C02", "C06", "C08", "C09", "C13")
"""The clauses of which the duties are missed where most conditions go wrong."""
FEW = 10


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files with a second chance of thirteen conditions: alone, beside others, gone wrong."""
    at = tmp_path_factory.mktemp("ends")
    return {
        "alone": full_chances(at / "alone.db", FILES),
        "breached": full_chances(at / "breached.db", FILES, missed=("C05",)),
        "three": full_chances(at / "three.db", FILES, BESIDE),
        "wrong": full_chances(at / "wrong.db", FILES, BESIDE, MANY),
    }


@pytest.fixture
def path(made: dict[str, Path], which: str, tmp_path: Path) -> Path:
    """A copy of one of them."""
    return Path(shutil.copy(made[which], tmp_path / "s.db"))


def on_screen(app: CaseConsole) -> set[str]:
    """The kinds of agreement of which what is proposed stands on the screen below their name."""
    screen, rows = shown(app), [line.strip() for line in text_of(app).splitlines()]
    page, found = screen.page(), set()
    for one in screen.made:
        proposal = review_ending.proposal(screen.standing, one)
        said = page.say(
            "review.proposed", decision_word=f"decision.{proposal}",
            next_on=screen.standing.next_on.isoformat(),
        )  # fmt: skip
        named = [n for n, row in enumerate(rows) if page.say(f"kind.{one.kind}") in row]
        found |= {one.kind for n in named if rows[n + 1 : n + 2] == [said]}
    return found


def decisions(path: Path, case: int) -> dict[str, list[DecisionKind]]:
    """What was decided in a file, by the kind of agreement."""
    here = session(path)
    try:
        found = file_of(here, case).agreements
        return {one.kind: [made.kind for made in one.decisions] for one in found}
    finally:
        here.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    ("which", "decided"),
    [
        ("alone", {"second_chance": [DecisionKind.KEEP]}),
        ("breached", {"second_chance": [DecisionKind.WARN]}),
        ("three", KEPT),
        ("wrong", KEPT | {"second_chance": [DecisionKind.WARN]}),
    ],
)
async def test_each_proposal_was_on_the_screen_before_it_is_decided(
    path: Path, decided: dict[str, list[DecisionKind]], size: tuple[int, int], lang: str
) -> None:
    """Thirteen conditions, and others beside them; it costs no more keys than it may."""
    keys = len(TYPED) - len("review<=today")
    async with console(path, size, lang) as (app, pilot):
        await press(pilot, *TYPED)
        for file in range(1, FILES + 1):
            assert shown(app).standing.file.place == file
            assert on_screen(app) == set(decided)
            warns = [DecisionKind.WARN] in decided.values()
            await press(pilot, *(("enter", "f2") if warns else ("enter",)))
            keys += 2 if warns else 1
    assert done(path) == list(range(1, FILES + 1))
    assert all(decisions(path, case) == decided for case in range(1, FILES + 1))
    warned = sum([DecisionKind.WARN] in decisions(path, case).values() for case in (1, 2))
    assert keys <= warned + FILES + FEW


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("which", ["three", "wrong"])
async def test_a_digit_decides_about_the_agreement_that_stands_first(
    path: Path, size: tuple[int, int], lang: str
) -> None:
    """The form names it."""
    async with console(path, size, lang) as (app, pilot):
        await press(pilot, *TYPED)
        for number, one in enumerate(shown(app).made):
            (marked,) = [line for line in text_of(app).splitlines() if line.startswith(" ▶ ")]
            assert app.speaker.say(f"kind.{one.kind}") in marked
            await press(pilot, "5")
            title = text_of(app).splitlines()[0]
            assert app.speaker.say("decision.end") in title
            assert app.speaker.say(f"kind.{one.kind}") in title
            await press(pilot, "escape", "down")
            assert shown(app).made_at == min(number + 1, len(shown(app).made) - 1)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("which", ["alone", "three", "wrong"])
async def test_what_is_left_out_is_said_and_shown_by_page_down(path: Path, lang: str) -> None:
    """Each condition stands on the screen once; page up goes back."""
    async with console(path, (80, 24), lang) as (app, pilot):
        await press(pilot, *TYPED)
        first, parts = text_of(app), []
        assert "PgDn" in first
        for _ in range(4):
            await press(pilot, "pagedown")
            parts.append(text_of(app))
        last = shown(app).leaf
        lines = [line for part in parts[:last] for line in part.splitlines()]
        for status in ("on_track", "met", "at_risk", "breached"):
            word = app.speaker.say(f"condition.{status}")
            told = [line for line in lines if line.startswith(f"     {word} ")]
            statuses = {
                (one.condition.id, one.status) for one in shown(app).standing.items if one.condition
            }
            assert len(told) == sum(how == status for _, how in statuses)
        await press(pilot, *["pageup"] * last)
        assert text_of(app) == first


@pytest.mark.parametrize("which", ["three", "wrong"])
async def test_while_leafing_the_digits_name_the_agreement_that_they_decide_about(
    path: Path,
) -> None:
    """Its title may be on another part; what changed is shown from the beginning."""
    async with console(path, (80, 24)) as (app, pilot):
        await press(pilot, *TYPED, "down")
        named = f"   {app.speaker.say(f'kind.{shown(app).made[1].kind}')}:"
        assert named not in text_of(app)
        await press(pilot, "pagedown")
        assert shown(app).leaf == 1
        assert named in text_of(app).splitlines()
        await shown(app).changed([shown(app).needed()])
        await pilot.pause()
        assert (shown(app).leaf, named in text_of(app)) == (0, False)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("which", ["three", "wrong"])
async def test_enter_shows_what_was_not_on_the_screen_before_it_decides(
    path: Path, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the screen is too low for all proposals at once."""
    low = lambda page, ends, items, at, next_on, _, leaf: closing(  # noqa: E731
        page, ends, items, at, next_on, 3, leaf
    )
    monkeypatch.setattr("caseconsole.tui.screens.review_end.closing", low)
    seen: set[str] = set()
    async with console(path, (80, 24), lang) as (app, pilot):
        await press(pilot, *TYPED)
        for _ in range(len(ALL)):
            seen |= on_screen(app)
            assert shown(app).standing.file.place == 1
            if seen == set(ALL):
                break
            await press(pilot, "enter")
            assert not any(decisions(path, 1).values())
        assert seen == set(ALL)
        await press(pilot, *(("enter", "f2") if which_warns(app) else ("enter",)))
    assert done(path) == [1]


def which_warns(app: CaseConsole) -> bool:
    """Whether a rung is proposed in the file."""
    found = shown(app)
    how = [review_ending.proposal(found.standing, one) for one in found.made]
    return DecisionKind.WARN in how
