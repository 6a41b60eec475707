"""Forms while a colleague works in the same file: look, and choose again."""

from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.domain.changes import AddNote, Assign, CloseAppointment
from caseconsole.store import read
from tests.casework.stores import TODAY, pay, session
from tests.tui.console import reach
from tests.tui.play import playing
from tests.tui.play import recorded as asked
from tests.tui.stores import due_store

JUDGED = (
    "INSERT INTO judgement (condition, original_on, verdict, on_day, evidence, reference, why, by)"
    " SELECT id, '2026-10-07', 'missed', '2026-11-02', 'attendance', 'L', '', 'bram' FROM condition"
)
HELD = (
    "INSERT INTO pause (case_file, since, until, why, by)"
    " SELECT id, '2026-11-01', '2026-11-20', 'Wacht.', 'anna' FROM case_file"
)
CURED = "UPDATE ladder_step SET outcome = 'cured', outcome_on = '2026-11-01'"
BEFORE = {"PauseForm": HELD, "StateForm": CURED}
"""What stands in the file already."""
FORMS = {
    "AssignForm": (("2",), "case_file"),
    "PauseForm": (("2",), "pause"),
    "StateForm": (("1", "tab", "tab", *"Betaalt"), "agreement"),
    "SignForm": (("tab", *"JansenAnna"), "agreement"),
    "ConditionForm": ((*"Belt", "tab", *"vandaag"), "agreement"),
    "SuspendForm": (("1", "tab", "tab", "tab", *"Opname"), "agreement"),
    "RungForm": (("1", "tab", "tab", *"Komtniet"), "agreement"),
    "DecideForm": (("1", "tab", *"Loopt"), "agreement"),
    "JudgeForm": ((*["tab"] * 3, *"Lijst"), JUDGED),
    "EndConditionForm": (("tab", *"Klaar"), "condition"),
    "ResumeForm": (tuple("12-08-2026"), "suspension"),
    "CloseRungForm": (("1", "tab", *"Hersteld"), "ladder_step"),
    "AnswerForm": (tuple("Afgewezen"), "referral"),
    "KeptForm": (("tab", "2", "tab", *"Afgezegd"), "appointment"),
}
"""The forms that replace or judge: what is filled in, and what a colleague changes meanwhile."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which each case has an agreement of every kind."""
    return due_store(tmp_path / "store.db", 2, agreed=True)


@pytest.mark.parametrize("name", FORMS)
async def test_what_a_colleague_changed_is_looked_at_and_chosen_again(
    store: Path, name: str
) -> None:
    """F2 is refused once; all that was filled in stands there, and F2 again records it."""
    keys, changed = FORMS[name]
    async with playing(store) as play:
        if name in BEFORE:
            play.do(BEFORE[name])
        await reach(play.pilot, name)
        await play.press(*keys)
        filled, before = play.app.screen.state(), play.count("journal")  # type: ignore[attr-defined]
        more = f"UPDATE {changed} SET version = version + 1"
        play.do(changed if changed == JUDGED else more)
        await play.press("f2")
        said = " ".join(play.text().split())
        assert play.count("journal") == before
        assert "intussen" in said, said
        assert type(play.app.screen).__name__ == name
        assert play.app.screen.state() == filled  # type: ignore[attr-defined]
        await play.press("f2")
        assert play.count("journal") == before + 1, play.text()


@pytest.mark.parametrize("name", ["DecideForm", "StateForm", "RungForm"])
async def test_what_decides_by_all_of_a_file_first_shows_what_a_colleague_did(
    store: Path, name: str
) -> None:
    """Also where what it replaces is as it was: a judgement or a note may weigh."""
    async with playing(store) as play:
        if name in BEFORE:
            play.do(BEFORE[name])
        await reach(play.pilot, name)
        await play.press(*FORMS[name][0])
        case, before = play.app.screen.cases[0], play.count("journal")  # type: ignore[attr-defined]
        other = session(store, "bram")
        record(AddNote(case=case, text="Belde mij net."), session=other)
        other.close()
        await play.press("f2")
        assert "Er is nog niets vastgelegd" in play.text()
        assert "bram opmerking" in " ".join(play.text().split())
        assert play.count("journal") == before + 1
        await play.press("f2")
        assert play.count("journal") == before + 2, play.text()


@pytest.mark.parametrize("name", ["DecideForm", "StateForm", "RungForm"])
async def test_what_decides_by_all_of_a_file_first_shows_what_came_to_its_ledger(
    store: Path, name: str
) -> None:
    """What was filled in stays; the next key decides."""
    async with playing(store) as play:
        if name in BEFORE:
            play.do(BEFORE[name])
        await reach(play.pilot, name)
        await play.press(*FORMS[name][0])
        (view,) = play.app.screen.views  # type: ignore[attr-defined]
        filled, before = play.app.screen.state(), play.count("journal")  # type: ignore[attr-defined]
        other = session(store, "bram")
        pay(other, view.file.lease.id, 1_000)
        other.close()
        brought = play.count("journal") - before
        await play.press("f2")
        assert "Er is nog niets vastgelegd" in play.text()
        assert "huurboek bijgewerkt, er staat nu" in " ".join(play.text().split())
        assert play.count("journal") == before + brought
        assert play.app.screen.state() == filled  # type: ignore[attr-defined]
        await play.press("f2")
        assert play.count("journal") == before + brought + 1, play.text()


async def test_what_takes_a_home_is_looked_at_again_before_it_is_confirmed(store: Path) -> None:
    """The last digits are asked for what was seen now."""
    async with playing(store) as play:
        play.do(CURED)
        await reach(play.pilot, "StateForm")
        await play.press("4", "tab", "tab", *"Opgezegd", "tab", *"BRIEF")
        play.do("UPDATE agreement SET version = version + 1")
        await play.press("f2")
        assert "intussen" in play.text()
        assert "cijfers" not in play.text()
        await play.press("f2")
        assert "cijfers" in play.text()
        assert "Opgezegd" in play.text()


async def test_a_file_that_a_colleague_assigned_is_assigned_over_what_was_seen(
    store: Path,
) -> None:
    async with playing(store) as play:
        await play.press("t", "2")
        case = play.app.screen.cases[0]  # type: ignore[attr-defined]
        other = session(store, "bram")
        seen = read.case_file(other.conn, case, TODAY).version
        record(Assign(case=case, owner="", seen=seen), session=other)
        other.close()
        await play.press("f2")
        assert "bram heeft dossier" in play.text()
        await play.press("f2")
        assert asked(play, "assign")["owner"] == "bram"


async def test_several_files_that_a_colleague_assigned_are_assigned_again(store: Path) -> None:
    """Where nothing was recorded the form stays, with what was chosen."""
    async with playing(store) as play:
        await play.press("space", "space", "t", "2")
        play.do("UPDATE case_file SET version = version + 1")
        before = play.count("journal")
        await play.press("f2")
        assert play.count("journal") == before
        await play.press("f2")
        assert play.count("journal") == before + 2


async def test_an_appointment_that_a_colleague_closed_is_not_taken_for_the_next_one(
    store: Path,
) -> None:
    """Which one is meant is to be chosen anew; the words stay."""
    async with playing(store) as play:
        play.do(
            "INSERT INTO appointment (case_file, made_on, kind, on_day, text, by)"
            " SELECT id, '2026-10-20', 'evaluation', '2026-11-06', '', 'anna' FROM case_file"
        )
        await reach(play.pilot, "KeptForm")
        await play.press("tab", "2", "tab", *"Afgezegd")
        case = play.app.screen.cases[0]  # type: ignore[attr-defined]
        _close_first(store, case)
        await play.press("f2")
        assert "Afgezegd" in play.text()
        before = play.count("journal")
        await play.press("f2")
        assert play.count("journal") == before
        assert "Kies" in play.text()
        await play.press("1", "f2")
        assert asked(play, "close_appointment")["outcome"] == "Afgezegd"


def _close_first(store: Path, case: int) -> None:
    other = session(store, "bram")
    first = min(read.case_file(other.conn, case, TODAY).appointments, key=lambda one: one.on)
    closed = CloseAppointment(case=case, appointment=first.id, seen=first.version, kept=False)
    record(closed, session=other)
    other.close()


async def test_what_is_gone_is_said_with_who_took_it(store: Path) -> None:
    """Nothing is left to answer here, and the words stay."""
    async with playing(store) as play:
        await reach(play.pilot, "KeptForm")
        await play.press("tab", "2", "tab", *"Afgezegd")
        _close_first(store, play.app.screen.cases[0])  # type: ignore[attr-defined]
        await play.press("f2")
        said = " ".join(play.text().split())
        assert "bram" in said
        assert play.app.speaker.say("form.no_appointment") in said
        assert "Afgezegd" in said


async def test_an_arrangement_is_agreed_on_the_ledger_as_it_is_now(tmp_path: Path) -> None:
    """The schedule is looked at again; what was typed stays."""
    async with playing(due_store(tmp_path / "store.db", 2)) as play:
        await play.press("a", *"200,00")
        await play.paid(10_000, "2026-11-02")
        before = play.count("journal")
        await play.press("f2")
        assert "Kijk het schema na" in " ".join(play.text().split())
        assert "512,40" in play.text()
        assert "200,00" in play.text()
        assert play.count("journal") == before
        await play.press("f2")
        assert asked(play, "agree")["agreement"] == "payment_arrangement"


@pytest.mark.parametrize(
    ("keys", "instalments"),
    [
        ((), (90_00, "2026-12-01")),
        (("f4",), (20_00, "2026-12-01")),
        (tuple("200,00"), (200_00, "2026-12-01")),
        (("tab", *"15-12-2026"), (90_00, "2026-12-15")),
        ((*"200,00", "f5"), (171_00, "2026-12-01")),
    ],
)
async def test_what_nobody_typed_over_at_the_desk_is_proposed_anew(
    tmp_path: Path, keys: tuple[str, ...], instalments: tuple[int, str]
) -> None:
    """The proposal of the debt as it is now, in the cadence that was chosen."""
    async with playing(due_store(tmp_path / "store.db", 2)) as play:
        await play.press("a", *keys)
        await play.paid(10_000, "2026-11-02")
        await play.look_and_press("f2", "f2")
        terms = asked(play, "agree")["terms"]
        assert (terms["cents"], terms["first_on"]) == instalments  # type: ignore[index]
