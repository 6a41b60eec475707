"""Putting off: what was chosen, and nothing else."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session, open_session
from caseconsole.domain.changes import AddNote, RecordContact, Snooze
from caseconsole.domain.contact import Channel, Whom
from caseconsole.store import read
from caseconsole.store.write import Writer
from caseconsole.tui.screens.worklist import WorklistScreen
from tests.casework.agreed import coaching
from tests.casework.stores import build, session
from tests.tui.play import playing, recorded
from tests.tui.stores import TODAY, due_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two files with a call to make; in the first coaching was offered 14 days ago."""
    path = due_store(tmp_path / "store.db", 2)
    with closing(open_session(path, "anna")) as here:
        with here.store.transaction():
            Writer(here.store).insert(
                "ledger_file", sha256="0", name="huur.csv", lines=1, complete_through="2026-11-02",
                read_at=0,
            )  # fmt: skip
        offer(here, days=14)
        record(AddNote(case=2, text="Vraag het na."), session=here)
    return path


def offer(here: Session, days: int) -> None:
    """Coaching is offered in the first file some days ago, and not answered."""
    before = here.clock.now()._replace(today=TODAY - timedelta(days=days))
    silent = coaching(1, state="offered", start_on=before.today, conditions=())
    record(silent, session=here, now=before)
    record(AddNote(case=1, text="Vraag het na."), session=here)


async def test_each_thing_due_in_a_file_can_be_put_off(store: Path) -> None:
    """A step back chooses another claim; the receipt names it."""
    async with playing(store) as play:
        await play.press("f", *"L1", "enter", "enter", "z")
        assert "  Wat uitstellen  Bellen, dag 1: Huur van zo 1 nov" in play.text()
        await play.press("shift+tab", "2", "enter", "enter", "x", "enter")
        assert recorded(play, "snooze")["claim"] == "chase"
        assert "navragen uitgesteld tot" in play.text()
        await play.press("z")
        assert "  Wat uitstellen  Bellen, dag 1: Huur van zo 1 nov" in play.text()
        await play.press("enter", "x", "enter")
        assert recorded(play, "snooze")["claim"] == "call"


async def test_a_draft_puts_off_what_was_chosen_or_asks_anew(store: Path) -> None:
    """A colleague put it off meanwhile."""
    async with playing(store) as play:
        await play.press(
            "f", *"L1", "enter", "enter", "z", "shift+tab", "2", "tab", "tab", *"reden"
        )
        await play.press("escape")
        with closing(open_session(store, "bram")) as bram:
            gone = Snooze(case=1, claim="chase", until=TODAY + timedelta(days=3), why="later")
            record(gone, session=bram)
        await play.press("z", "f2")
        assert "Kies eerst bij “Wat uitstellen”" in play.text()
        assert "reden" in play.text()
        await play.press("1", "f2")
        assert recorded(play, "snooze")["claim"] == "call"


async def test_of_several_files_what_is_the_team_leaders_stands_in_the_way_of_no_other(
    store: Path,
) -> None:
    """It is said which file it was."""
    with closing(open_session(store, "anna")) as here:
        record(Snooze(case=1, claim="call", until=TODAY + timedelta(days=3), why="x"), session=here)
        here.store.conn.execute("UPDATE agreement_state SET on_day = '2026-09-01'")
        record(AddNote(case=1, text="Nog niets."), session=here)
    async with playing(store) as play:
        await play.press("v", "down", "down", "enter", "space", "space")
        await play.press("z", "enter", "x", "enter")
        asked = recorded(play, "snooze")
        assert (asked["case"], asked["claim"]) == (2, "call")
        assert "Dossier 10001-4: dit is voor de teamleider. Alleen bram" in " ".join(
            play.text().split()
        )


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("key", ["z", "h"])
async def test_a_day_too_far_ahead_is_typed_over(tmp_path: Path, key: str, *, held: bool) -> None:
    """It is refused in its own field, wherever it is recorded from."""
    store = due_store(tmp_path / "store.db", 2)
    async with playing(store, size=(120, 40)) as play:
        if held:
            await play.look_and_press("h", "tab", "x", "f2", *([] if key == "z" else ["p"]))
        before = play.count("journal")
        again = held and key == "h"
        await play.look_and_press(key, *(("2", "tab") if again else ()))
        await play.look_and_press(*"01-01-2090", *(() if again else ("tab", "x")), "f2")
        assert "ligt te ver weg" in play.lines()[-2]
        assert "4 nov 2027" in play.lines()[-2]
        assert play.count("journal") == before
        await play.look_and_press(*"30-11", "f2")
        kind = {"z": "snooze", "h": "end_pause" if held else "pause"}[key]
        assert recorded(play, kind)["until"] == "2026-11-30"


@pytest.mark.parametrize("settled", [0, 1, 2, 3])
async def test_of_several_files_those_in_which_nothing_is_due_any_more_are_left_out(
    tmp_path: Path, settled: int
) -> None:
    """It is said which; where nothing is due in any, there is nothing to put off."""
    store = build(tmp_path / "store.db", ["missed"] * 4)
    bram = session(store, "bram")
    run_day(bram)
    async with playing(store) as play:
        await play.look_and_press("v", "down", "down", "enter", "space", "space", "space")
        assert isinstance(play.app.screen, WorklistScreen)
        marked = list(play.app.screen.marked)
        gone = marked[:settled]
        for case in gone:
            called = RecordContact(case=case, channel=Channel.PHONE, whom=Whom.NO_ANSWER)
            record(called, session=bram)
        await play.look_and_press("z")
        said = " ".join(play.text().split())
        assert ("is vandaag niets aan de beurt om uit te stellen" in said) is bool(gone)
        assert all(read.number_of(bram.conn, case) in said for case in gone)
        assert ("Werklijst" in play.lines()[0]) is (gone == marked)
        if gone != marked:
            await play.look_and_press("tab", *"later", "f2")
        put_off = play.rows("SELECT case_file FROM snooze ORDER BY case_file")
        assert put_off == [(case,) for case in sorted(marked[settled:])]
    bram.close()


@pytest.mark.parametrize("meanwhile", [True, False])
async def test_over_several_files_it_is_said_in_which_a_colleague_came_between(
    store: Path, meanwhile: bool
) -> None:
    """As in one file; `u` takes all back."""
    async with playing(store) as play:
        await play.press("space", "space", "z", "tab", *"later")
        if meanwhile:
            with closing(open_session(store, "bram")) as bram:
                gone = Snooze(case=2, claim="call", until=TODAY + timedelta(days=9), why="langer")
                record(gone, session=bram)
        await play.press("f2")
        said = " ".join(play.text().split())
        assert "2 dossiers bijgewerkt" in said
        assert ("Sinds je deze dossiers zag: 10002-3: bram bellen" in said) is meanwhile, said
