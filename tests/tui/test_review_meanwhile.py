"""The end of a file in a review while a colleague is in it too: nothing is decided unseen."""

from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import DecisionKind, JudgedAs
from caseconsole.domain.changes import AddNote
from caseconsole.domain.numbers import case_number
from caseconsole.store import read
from tests.casework.agreed import judge, newest
from tests.casework.reviews import ended, full_chances, judge_all, second_chances, talk, waiting
from tests.casework.stores import RENT, book, pay, session
from tests.tui.play import Play, playing

REVIEWED = ("R", "end", "enter", *"agreement:second_chance", "enter")
LAST_DIGITS = case_number(1).replace("-", "")[-3:]
NOTHING = "Er is nog niets vastgelegd. Sinds je dit dossier zag: bram "


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two files with a second chance each."""
    return second_chances(tmp_path / "s.db", 2)


def missed(by: Session, which: int = 0) -> None:
    """A session of the first file was missed."""
    duty = waiting(by, 1)[which]
    asked = judge(duty.condition, duty.original_on, JudgedAs.MISSED, duty.judgement)
    record(asked.model_copy(update={"case": 1}), session=by)


def noted(by: Session) -> None:
    """A remark in the first file."""
    record(AddNote(case=1, text="Belde net."), session=by)


def said(play: Play) -> str:
    """The screen in one line."""
    return " ".join(play.text().split())


async def test_a_judgement_that_came_after_the_end_was_shown_is_looked_at_first(
    store: Path, here: Session, bram: Session
) -> None:
    """What is proposed can be another decision now; the next key is about that."""
    judge_all(here, 1, JudgedAs.MET)
    async with playing(store) as play:
        await play.press(*REVIEWED)
        assert "Voorstel: doorgaan" in said(play)
        missed(bram, 0)
        missed(bram, 1)
        await play.press("enter")
        assert NOTHING in said(play)
        assert said(play).count(": gemist ") == 2
        assert "Voorstel: waarschuwen" in said(play)
        assert (newest(here, 1).decisions, ended(here)) == ((), [])
        await play.press("2")
        assert [one.kind for one in newest(here, 1).decisions] == [DecisionKind.WARN]
        assert ended(here) == [1]


async def test_the_next_enter_decides(store: Path, here: Session, bram: Session) -> None:
    """Whatever it was that a colleague did."""
    judge_all(here, 1, JudgedAs.MET)
    async with playing(store) as play:
        await play.press(*REVIEWED)
        noted(bram)
        await play.press("enter")
        assert NOTHING in said(play)
        assert (newest(here, 1).decisions, ended(here)) == ((), [])
        await play.press("enter")
        assert [one.kind for one in newest(here, 1).decisions] == [DecisionKind.KEEP]
        assert ended(here) == [1]


DUE = ("R", "end", "enter", *"review<=today", "enter")


@pytest.mark.parametrize("keys", [("2",), ("enter", "f2")])
async def test_rent_that_came_in_since_the_end_was_shown_is_held_against_nobody(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    """By its digit or in the form: what is proposed by now is shown, and the next key decides."""
    path = full_chances(tmp_path / "rent.db", 2, rent="twice")
    bram, here = session(path, "bram"), session(path)
    async with playing(path) as play:
        await play.look_and_press(*DUE)
        assert "Voorstel: waarschuwen" in said(play)
        await play.look_and_press(*keys[:-1])
        for on in ("2026-10-02", "2026-11-02"):
            pay(bram, 1, RENT, on)
        await play.look_and_press(keys[-1])
        assert "Er is nog niets vastgelegd. Sinds je dit dossier zag: huurboek" in said(play)
        assert "er staat nu € 0,00 open" in said(play)
        assert (newest(here, 1).ladder, newest(here, 1).decisions, ended(here)) == ((), (), [])
    bram.close()
    here.close()


async def test_a_debit_that_came_back_since_the_end_was_shown_is_looked_at_first(
    tmp_path: Path,
) -> None:
    """Enter would go on without it; the one after it is about what is shown then."""
    path = full_chances(tmp_path / "rent.db", 2)
    bram, here = session(path, "bram"), session(path)
    async with playing(path) as play:
        await play.look_and_press(*DUE)
        assert "Voorstel: doorgaan" in said(play)
        book(bram, 1, "returned", RENT, "2026-11-02")
        await play.look_and_press("enter")
        assert "Er is nog niets vastgelegd. Sinds je dit dossier zag: huurboek" in said(play)
        assert (newest(here, 1).decisions, ended(here)) == ((), [])
        assert "Voorstel: waarschuwen" in said(play)
    bram.close()
    here.close()


async def test_what_one_did_in_another_session_holds_nothing_up(store: Path, here: Session) -> None:
    judge_all(here, 1, JudgedAs.MET)
    async with playing(store) as play:
        await play.press(*REVIEWED)
        noted(here)
        await play.press("enter")
        assert ended(here) == [1]


async def test_a_file_in_which_all_is_decided_does_not_end_unseen_either(
    store: Path, here: Session, bram: Session
) -> None:
    """Its end says that all of it was looked at."""
    judge_all(here, 1, JudgedAs.MET)
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "3", "f2")
        assert [one.kind for one in newest(here, 1).decisions] == [DecisionKind.ADJUST]
        missed(bram)
        await play.press("enter")
        assert NOTHING in said(play)
        assert ended(here) == []
        await play.press("2")
        assert ended(here) == [1]


@pytest.mark.parametrize(
    ("verdict", "keys", "confirmed", "kind"),
    [
        (JudgedAs.MET, ("1", *"Goed"), (), DecisionKind.KEEP),
        (JudgedAs.MISSED, ("enter", "tab", "tab", *"Kom"), (), DecisionKind.WARN),
        (JudgedAs.MET, ("3", *"Vaker"), (), DecisionKind.ADJUST),
        (JudgedAs.MET, ("4", *"Gehaald"), (), DecisionKind.GRADUATE),
        (JudgedAs.MET, ("5", *"Weg", "tab", *"OPZ"), (*LAST_DIGITS, "enter"), DecisionKind.END),
    ],
)
async def test_a_decision_in_the_form_is_looked_at_again_and_keeps_what_was_typed(
    store: Path,
    here: Session,
    bram: Session,
    verdict: JudgedAs,
    keys: tuple[str, ...],
    confirmed: tuple[str, ...],
    kind: DecisionKind,
) -> None:
    """Also what a colleague did before the form opened was not shown."""
    judge_all(here, 1, verdict)
    async with playing(store) as play:
        await play.press(*REVIEWED)
        noted(bram)
        await play.press(*keys)
        typed = {one.name: one.state for one in play.app.screen.fields}  # type: ignore[attr-defined]
        await play.look_and_press("f2", *confirmed)
        assert NOTHING in said(play)
        assert (newest(here, 1).decisions, newest(here, 1).ladder, ended(here)) == ((), (), [])
        now = {one.name: one.state for one in play.app.screen.fields}  # type: ignore[attr-defined]
        assert now == typed
        await play.look_and_press("f2", *confirmed)
        assert [one.kind for one in newest(here, 1).decisions] == [kind]


async def test_a_rung_that_a_colleague_took_meanwhile_is_not_taken_twice(
    store: Path, here: Session, bram: Session
) -> None:
    """The form goes on with the rung above it, and with what was typed."""
    judge_all(here, 1, JudgedAs.MISSED)
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "enter", "tab", "tab", "end", *" Kom.")
        talk(bram, 1)
        await play.press("f2")
        assert NOTHING in said(play)
        state = {one.name: one.state for one in play.app.screen.fields}  # type: ignore[attr-defined]
        assert state["rung"] == "yellow_card"
        assert state["text"].endswith("Kom.")
        await play.press("f2")
        assert [step.rung for step in newest(here, 1).ladder] == ["talk", "yellow_card"]
        assert ended(here) == [1]


async def test_the_reason_why_items_are_left_comes_back(
    store: Path, here: Session, bram: Session
) -> None:
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "z", "m", "m", "enter", "enter", *"Lijst is te laat")
        noted(bram)
        await play.press("enter")
        assert NOTHING in said(play)
        assert ended(here) == []
        await play.look_and_press("enter", "enter")
        assert ended(here) == [1]
        (file,) = (one for one in read.review_files(here.conn, 1) if one.case == 1)
        assert file.why == "Lijst is te laat"


@pytest.mark.parametrize(
    ("before", "keys"), [("", ("m",)), ("o", ("f2", "escape")), ("e", ("enter",))]
)
async def test_what_a_colleague_judged_meanwhile_stays_in_sight(
    store: Path, here: Session, bram: Session, before: str, keys: tuple[str, ...]
) -> None:
    """What was refused is looked at; the next key is about that day too, and then goes ahead."""
    async with playing(store) as play:
        await play.press(*REVIEWED)
        first = play.app.screen.item.key  # type: ignore[attr-defined]
        await play.press(*before)
        missed(bram)
        await play.press(*keys)
        assert "intussen beoordeeld" in said(play) or before == "o"
        assert play.app.screen.item.key == first  # type: ignore[attr-defined]
        await play.press("m")
        judged = play.rows("SELECT original_on, verdict, by FROM judgement ORDER BY id")
        assert [(verdict, by) for _, verdict, by in judged] == [("missed", "bram"), ("met", "anna")]
        assert len({day for day, _, _ in judged}) == 1
