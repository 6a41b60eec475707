"""Stepping through a review by keyboard: judging, putting off, deciding, going on."""

import shutil
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from caseconsole.casework import review
from caseconsole.casework.record import record
from caseconsole.domain.agreement import DecisionKind, JudgedAs, Rung
from caseconsole.domain.limit import parse_limit
from caseconsole.domain.numbers import case_number
from caseconsole.outgoing.case.review import item
from caseconsole.store import read
from caseconsole.store.sqlite import open_store
from caseconsole.tui.actions import VERBS
from caseconsole.tui.app import CaseConsole
from caseconsole.tui.screens.review import ReviewScreen
from tests.casework.agreed import file_of, judge, newest
from tests.casework.reviews import SESSIONS, judge_all, second_chances, waiting
from tests.casework.stores import TODAY, session

from .console import console, seen, text_of

FILES = 5
LAST_DIGITS = case_number(1).replace("-", "")[-3:]
TYPED = ("R", "end", "enter", *"agreement:second_chance", "enter")
"""Begins a review of all second chances."""
FEW = 10
"""How many keys a review may cost beside its judgements and its files."""


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five files with a second chance each."""
    return second_chances(tmp_path_factory.mktemp("review") / "t.db", FILES)


@pytest.fixture
def path(reviewed: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(reviewed, tmp_path / "s.db"))


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, each once the one before is done."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        await seen(pilot)


async def begin(pilot: Pilot[int]) -> None:
    """Begin a review of all second chances."""
    await press(pilot, *TYPED)


def shown(app: CaseConsole) -> ReviewScreen:
    """The review on screen."""
    assert isinstance(app.screen, ReviewScreen), text_of(app)
    return app.screen


def verdicts(path: Path, case: int) -> list[tuple[str, int | None]]:
    """What was judged in a file, and in which review."""
    here = session(path)
    try:
        return here.conn.execute(
            "SELECT t.verdict, t.review FROM judgement t JOIN condition c ON c.id = t.condition"
            " JOIN agreement a ON a.id = c.agreement"
            " WHERE a.case_file = ? AND t.withdrawn_at IS NULL ORDER BY t.id",
            (case,),
        ).fetchall()
    finally:
        here.close()


def done(path: Path) -> list[int]:
    """The files of the first review that are done."""
    here = session(path)
    try:
        return [file.case for file in read.review_files(here.conn, 1) if file.done_on]
    finally:
        here.close()


async def test_a_review_costs_a_key_an_item_a_key_a_file_and_a_few_more(path: Path) -> None:
    """All sessions were met but for one file's, in which a card follows; the ledger asks none."""
    keys = len(TYPED)
    async with console(path, lang="en") as (app, pilot):
        await begin(pilot)
        for file in range(1, FILES + 1):
            assert shown(app).standing.file.place == file
            verdict = "x" if file == 2 else "m"
            for _ in range(SESSIONS):
                await press(pilot, verdict)
                keys += 1
            assert shown(app).item is None
            if file == 2:
                await press(pilot, "2")
                keys += 1
            await press(pilot, "f2" if file == 2 else "enter")
            keys += 1
        assert "All files of this review are done." in " ".join(text_of(app).split())
    # The limit is typed: that is counted for what it stands for, one choice from the list.
    assert keys - len("agreement:second_chance") <= FILES * SESSIONS + FILES + FEW
    assert done(path) == [1, 2, 3, 4, 5]
    here = session(path)
    try:
        ladder = newest(here, 2).ladder
        assert [step.rung for step in ladder] == [Rung.TALK, Rung.YELLOW_CARD]
        assert ladder[1].cure_until == TODAY.replace(day=17)
        assert newest(here, 2).next_review_on == TODAY.replace(day=13), "a month signed"
        assert {newest(here, case).decisions[-1].kind for case in (1, 3, 4, 5)} <= {
            DecisionKind.KEEP, DecisionKind.WARN,
        }  # fmt: skip
    finally:
        here.close()


def test_no_key_judges_several_items() -> None:
    """Each key that judges stands in the table once, for the item that is shown."""
    judging = {verb.id: verb.keys for verb in VERBS if "review" in verb.places and verb.keys}
    assert [judging[name] for name in ("met", "missed", "excuse", "waive", "move")] == [
        ("m",), ("x",), ("e",), ("W",), ("M",),
    ]  # fmt: skip


async def test_a_judgement_belongs_to_the_review_and_the_next_item_is_shown(path: Path) -> None:
    async with console(path) as (app, pilot):
        await begin(pilot)
        first = shown(app).item
        await press(pilot, "m")
        assert shown(app).at == 1
        assert shown(app).item is not first
        await press(pilot, "backspace", "enter")
        assert shown(app).at == 1
    assert verdicts(path, 1) == [("met", 1)]


async def test_what_the_ledger_judges_takes_no_key(path: Path) -> None:
    async with console(path) as (app, pilot):
        await begin(pilot)
        await press(pilot, *["down"] * SESSIONS)
        item = shown(app).item
        assert item is not None
        assert item.condition is not None
        assert item.condition.clause == "C01"
        for key in ("m", "x", "e", "W", "z"):
            await press(pilot, key)
            assert shown(app).item is item
    assert verdicts(path, 1) == []


@pytest.mark.parametrize(("key", "verdict"), [("e", "excused"), ("W", "waived")])
async def test_a_usual_reason_is_one_key_away(path: Path, key: str, verdict: str) -> None:
    async with console(path, lang="en") as (app, pilot):
        await begin(pilot)
        await press(pilot, key, "2")
        assert shown(app).at == 1
    here = session(path)
    try:
        (judgement,) = newest(here, 1).judgements
        assert judgement.verdict == verdict
        assert judgement.why
    finally:
        here.close()


async def test_another_reason_is_typed(path: Path) -> None:
    async with console(path, lang="en") as (app, pilot):
        await begin(pilot)
        await press(pilot, "e", "6", *"Begrafenis", "f2")
        assert shown(app).at == 1
    assert verdicts(path, 1) == [("excused", 1)]


async def test_evidence_is_given_in_the_form_and_belongs_to_the_review(path: Path) -> None:
    async with console(path, lang="en") as (app, pilot):
        await begin(pilot)
        await press(pilot, "o", "f2")
        assert shown(app).at == 1
    assert verdicts(path, 1) == [("met", 1)]


async def test_an_item_put_off_comes_at_the_end_and_is_left_for_a_reason_only(path: Path) -> None:
    async with console(path, lang="en") as (app, pilot):
        await begin(pilot)
        await press(pilot, "z", "m", "m")
        assert shown(app).item is None
        await press(pilot, "enter")
        assert done(path) == []
        await press(pilot, "enter")
        assert done(path) == []
        await press(pilot, *"List is late", "enter")
    assert done(path) == [1]


async def test_an_item_passed_over_is_shown_again_before_the_file_ends(path: Path) -> None:
    async with console(path, lang="en") as (app, pilot):
        await begin(pilot)
        await press(pilot, "enter", "m", "m")
        assert shown(app).at == 0
        await press(pilot, "G", "enter")
        assert shown(app).at == 0
        assert "1 item still needs a judgement" in text_of(app)
    assert done(path) == []


async def test_a_review_goes_on_where_it_was_also_for_a_colleague(path: Path) -> None:
    async with console(path, lang="en") as (app, pilot):
        await begin(pilot)
        await press(pilot, "m", "escape")
    async with console(path, lang="en", login="bram") as (app, pilot):
        await press(pilot, "R")
        assert "0 of 5 done" in text_of(app)
        await press(pilot, "enter")
        assert shown(app).at == 1
        assert shown(app).standing.file.place == 1


async def test_what_was_decided_in_a_review_stands_when_it_goes_on_another_day(path: Path) -> None:
    async with console(path, lang="en") as (_, pilot):
        await begin(pilot)
        await press(pilot, *"m" * (SESSIONS - 1), "z", "3", *"Minder vaak", "f2", "escape")
    with closing(open_store(path)) as store, store.transaction() as conn:
        conn.execute("UPDATE association SET demo_day = ?", (TODAY + timedelta(days=1),))
    async with console(path, lang="en") as (app, pilot):
        await press(pilot, "R", "enter", "m")
        assert "adjust" in text_of(app)
        await press(pilot, "enter")
    here = session(path)
    try:
        assert [made.kind for made in newest(here, 1).decisions] == [DecisionKind.ADJUST]
    finally:
        here.close()
    assert 1 in done(path)


async def test_two_people_get_different_files_and_see_each_other(path: Path) -> None:
    other = session(path, "bram")
    try:
        async with console(path, lang="en") as (app, pilot):
            await begin(pilot)
            standing = review.go_on(other, 1)
            assert standing is not None
            assert standing.file.place == 2
            await press(pilot, "n")
            assert shown(app).standing.file.place == 3
            assert "bram" in text_of(app)
            await press(pilot, "p")
            assert shown(app).standing.file.place == 2
            assert "bram" in text_of(app)
    finally:
        other.close()


async def test_a_colleagues_judgement_is_said_and_not_overwritten(path: Path) -> None:
    other = session(path, "bram")
    try:
        async with console(path, lang="en") as (app, pilot):
            await begin(pilot)
            duty = waiting(other, 1)[0]
            asked = judge(duty.condition, duty.original_on, JudgedAs.MISSED)
            record(asked.model_copy(update={"case": 1}), session=other)
            await press(pilot, "m")
            assert "bram" in "".join(text_of(app).splitlines()[-4:])
            assert shown(app).at == 0
    finally:
        other.close()
    assert verdicts(path, 1) == [("missed", None)]


async def test_undo_takes_back_a_judgement_and_the_end_of_a_file(path: Path) -> None:
    async with console(path, lang="en") as (app, pilot):
        await begin(pilot)
        await press(pilot, "m", "u")
        assert verdicts(path, 1) == []
        await press(pilot, "m", "m", "m", "1", "f2")
        assert shown(app).standing.file.place == 2
        assert done(path) == [1]
        await press(pilot, "u", "u")
        assert done(path) == []
        assert shown(app).standing.file.place == 1


async def test_a_file_in_which_all_is_decided_is_done_when_it_is_left(path: Path) -> None:
    async with console(path, lang="en") as (_, pilot):
        await begin(pilot)
        await press(pilot, "n", "p", *"m" * (SESSIONS - 1), "z", "1", "f2")
        assert done(path) == []
        await press(pilot, "g", "m", "n")
    assert done(path) == [1]


async def test_a_decision_waits_for_the_end_of_the_file(path: Path) -> None:
    async with console(path, lang="en") as (app, pilot):
        await begin(pilot)
        await press(pilot, "2")
        assert shown(app).at == 0
        assert "after the last item" in text_of(app)


@pytest.mark.parametrize(
    ("verdict", "keys", "state"),
    [
        (JudgedAs.MET, ("4", *"Gehaald", "f2"), "graduated"),
        (JudgedAs.MET, ("4", *"Gehaald", "enter"), "signed"),
        (JudgedAs.MET, ("4", "f2"), "signed"),
        (JudgedAs.MISSED, ("4", *"Toch", "f2"), "signed"),
        (JudgedAs.MET, ("5", "f2"), "signed"),
        (JudgedAs.MET, ("5", *"Vertrokken", "f2", "enter"), "signed"),
        (JudgedAs.MET, ("5", *"Vertrokken", "f2", *LAST_DIGITS, "enter"), "signed"),
        (JudgedAs.MET, ("5", *"Vertrokken", "tab", *"OPZ", "f2", *LAST_DIGITS, "enter"), "ended"),
    ],
)
async def test_graduating_and_ending_need_what_they_need(
    path: Path, verdict: JudgedAs, keys: Sequence[str], state: str
) -> None:
    """Nobody graduates with a major breach, nor early without a reason, nor by an Enter too many.

    An end needs a reason, a paper and the case number.
    """
    here = session(path)
    judge_all(here, 1, verdict)
    async with console(path, lang="en") as (_, pilot):
        await begin(pilot)
        await press(pilot, *keys)
    try:
        assert file_of(here, 1).agreements[0].state == state
    finally:
        here.close()


async def test_breaking_off_for_good_leaves_nothing_to_go_on_with(path: Path) -> None:
    async with console(path, lang="en") as (app, pilot):
        await begin(pilot)
        await press(pilot, "colon", *"break-off", "enter")
        await press(pilot, "R")
        assert "Go on with" not in text_of(app)


async def test_a_set_without_files_is_said_and_the_list_stays(path: Path) -> None:
    async with console(path, lang="en") as (app, pilot):
        await press(pilot, "R", "down", "enter")
        assert "No file in this set" in text_of(app)
        await press(pilot, "R", "end", "enter", *"agreement:budget_coaching", "enter")
        assert "No file in this set" in text_of(app)
        await press(pilot, "escape", "R", "escape")


async def test_the_file_and_the_list_are_sets_too(path: Path) -> None:
    async with console(path, lang="en") as (app, pilot):
        await press(pilot, "enter", "R", "enter")
        assert len(shown(app).standing.files) == 1
        await press(pilot, "escape", "escape", "R", "down", "enter")
        assert len(shown(app).standing.files) > 1


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("lang", ["nl", "en"])
async def test_an_item_never_takes_more_than_one_screen(
    path: Path, size: tuple[int, int], lang: str
) -> None:
    here = session(path)
    here.conn.execute("UPDATE condition SET text = ?, consequence = ?", ("lang " * 900, "o" * 900))
    here.conn.commit()
    here.close()
    async with console(path, size, lang) as (app, pilot):
        await press(pilot, "R", "enter")
        screen = shown(app)
        for _ in screen.standing.items:
            assert screen.item is not None
            facts = item(screen.page(), screen.standing.view, screen.item, size[1])
            told = ["".join(part for part, _ in row.line).strip(" ▶") for row in facts]
            assert [line for line in told if line not in text_of(app)] == []
            if screen.item is not None and screen.item.duty is not None:
                assert "▶" in "\n".join(text_of(app).splitlines()[6:17])
            await press(pilot, "down")


def test_the_sets_are_limits_that_are_understood(path: Path) -> None:
    here = session(path)
    try:
        for choice in review.choices(here):
            parse_limit(choice.limit)
    finally:
        here.close()
