"""The end of a file in a review: what is proposed is on the screen before a key decides it."""

import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from caseconsole.casework import review_ending
from caseconsole.domain.agreement import Condition, DecisionKind, Rung
from caseconsole.outgoing.case.review_end import closing
from caseconsole.tui.app import BURST, CaseConsole
from caseconsole.tui.screens.review_forms import ReviewDecideForm
from tests.casework.agreed import file_of
from tests.casework.reviews import full_chances
from tests.casework.stores import TODAY, session

from .console import console, text_of
from .test_review import done, press, shown

SIZES = [(80, 24), (120, 40)]
FILES = 2
UNPAID = 12
"""So many files that two keys for each of them are more than a review may cost."""
BESIDE = ("housing_support", "budget_coaching")
ALL = ("second_chance", *BESIDE)
KEPT = {kind: [DecisionKind.KEEP] for kind in ALL}
LIMIT = "review<=today"
TYPED = ("R", "end", "enter", *LIMIT, "enter")
"""Begins a review; the limit is counted for what it stands for, one choice from the list."""
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


async def decide(pilot: Pilot[int], key: str) -> None:
    """Decide by a key, and take the time to see what it did."""
    await press(pilot, key)
    await pilot.pause(BURST)


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
    """Thirteen conditions, and others beside them, of which none asks a judgement."""
    keys = len(TYPED) - len(LIMIT)
    async with console(path, size, lang) as (app, pilot):
        await press(pilot, *TYPED)
        for file in range(1, FILES + 1):
            assert shown(app).standing.file.place == file
            assert on_screen(app) == set(decided)
            await decide(pilot, "2" if which_warns(app) else "enter")
            keys += 1
    assert done(path) == list(range(1, FILES + 1))
    assert all(decisions(path, case) == decided for case in range(1, FILES + 1))
    assert keys <= FILES + FEW


@pytest.mark.parametrize(("size", "lang"), [(SIZES[0], "nl"), (SIZES[1], "en")])
async def test_a_warning_for_what_the_ledger_judged_costs_the_one_key_of_its_file(
    tmp_path: Path, size: tuple[int, int], lang: str
) -> None:
    """No item of any file needs a judgement; what is recorded stands on the screen before."""
    path, keys = full_chances(tmp_path / "s.db", UNPAID, rent="twice"), len(TYPED) - len(LIMIT)
    async with console(path, size, lang) as (app, pilot):
        await press(pilot, *TYPED)
        for file in range(1, UNPAID + 1):
            assert shown(app).standing.file.place == file
            assert not any(one.waits for one in shown(app).standing.items)
            broken, said = unpaid(path, file), " ".join(text_of(app).split())
            assert f"{app.speaker.say('rung.talk')} (C01)" in said
            assert f"Niet nagekomen: {broken.text}" in said
            assert app.speaker.say("review.digit_warns", digit=2)[:40] in said
            await decide(pilot, "2")
            keys += 1
    assert keys <= 0 + UNPAID + FEW
    assert done(path) == list(range(1, UNPAID + 1))
    here = session(path)
    for case in range(1, UNPAID + 1):
        (made,), broken = file_of(here, case).agreements, unpaid(path, case)
        assert [(one.rung, one.condition, one.text) for one in made.ladder] == [
            (Rung.TALK, broken.id, f"Niet nagekomen: {broken.text}")
        ]
        assert [one.kind for one in made.decisions] == [DecisionKind.WARN]
    here.close()


def unpaid(path: Path, case: int) -> Condition:
    """The condition to pay the rent in a file."""
    here = session(path)
    try:
        (made,) = file_of(here, case).agreements
        return next(one for one in made.conditions if one.clause == "C01")
    finally:
        here.close()


LONG = "UPDATE condition SET text = replace(hex(zeroblob(30)), '0', '0' || char(10))"
CARD = (
    "INSERT INTO ladder_step (agreement, rung, condition, on_day, text, by, second, outcome,"
    " outcome_on) SELECT agreement, value, condition.id, '2026-10-05', '.', 'anna', '',"
    " 'not_cured', '2026-10-20' FROM condition, json_each('[\"talk\", \"yellow_card\"]')"
    " WHERE clause = 'C01'"
)
TAKEN: dict[str, tuple[str, Rung | None]] = {
    "as it is": ("", Rung.TALK),
    "a text that does not fit": (LONG, None),
    "cards before it": (CARD, Rung.THREE_PARTY),
    "three parties before it": (CARD.replace('"]', '", "three_party"]'), None),
}


@pytest.mark.parametrize("change", TAKEN)
async def test_the_digit_takes_a_rung_where_nothing_more_is_asked_and_opens_the_form_elsewhere(
    tmp_path: Path, change: str
) -> None:
    path = full_chances(tmp_path / "s.db", 1, rent="twice")
    sql, taken = TAKEN[change]
    if sql:
        here = session(path)
        with here.store.transaction():
            here.conn.execute(sql)
        here.close()
    async with console(path, (80, 24)) as (app, pilot):
        await press(pilot, *TYPED)
        way = "review.digit_warns" if taken else "review.enter_form"
        assert app.speaker.say(way, digit=2) in " ".join(text_of(app).split())
        await press(pilot, "2")
        assert isinstance(app.screen, ReviewDecideForm) is (taken is None)
    here = session(path)
    (made,) = file_of(here, 1).agreements
    assert [one.rung for one in made.ladder if one.on == TODAY] == ([taken] if taken else [])
    here.close()


@pytest.mark.parametrize(("size", "lang"), [(SIZES[0], "nl"), (SIZES[1], "en")])
@pytest.mark.parametrize(
    ("keys", "at"), [((), "second_chance"), (("up",), "budget_coaching")], ids=["as it is", "up"]
)
async def test_the_mark_begins_at_the_agreement_that_asks_more_and_the_digit_warns_about_it_there(
    tmp_path: Path, keys: tuple[str, ...], at: str, size: tuple[int, int], lang: str
) -> None:
    """Also where another was agreed before; at that one the digit promises no rung."""
    path = full_chances(tmp_path / "s.db", 1, rent="twice", before=("budget_coaching",))
    async with console(path, size, lang) as (app, pilot):
        await press(pilot, *TYPED, *keys)
        (marked,) = [line for line in text_of(app).splitlines() if line.startswith(" ▶ ")]
        assert app.speaker.say(f"kind.{at}") in marked
        warns = app.speaker.say("review.digit_warns", digit=2)[:40] in " ".join(
            text_of(app).split()
        )
        assert warns is (at == "second_chance")
        await press(pilot, "2")
        assert isinstance(app.screen, ReviewDecideForm) is not warns
    taken = [DecisionKind.WARN] if warns else []
    kept = [DecisionKind.KEEP] if warns else []
    assert decisions(path, 1) == {"budget_coaching": kept, "second_chance": taken}


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
