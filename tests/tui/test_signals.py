"""Early signals at the keyboard: what is asked first, what is recorded, what came back."""

from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.store import derived
from caseconsole.tui.widgets.form import LABEL_WIDTH
from tests.casework.signals import led_up
from tests.casework.stores import TODAY, build, pay, session
from tests.tui.play import Play, playing, recorded

FIRST = "Zoek eerst persoonlijk contact"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which one lease misses rent for a long time."""
    started = session(build(tmp_path / "store.db", ("paid", "twice")))
    derived.rebuild(started.store, TODAY)
    run_day(started)
    started.close()
    return tmp_path / "store.db"


def lead_up(play: Play) -> None:
    """Do what goes before a signal."""

    def do(session: Session) -> None:
        for change in led_up(1):
            record(change, session=session)

    play.app.store_thread.wait(do)


async def test_the_form_says_what_is_to_be_done_first_and_nothing_more_once_it_is(
    store: Path,
) -> None:
    async with playing(store) as play:
        await play.press("enter", "s")
        assert FIRST in play.text()
        await play.press("escape")
        lead_up(play)
        await play.press("s")
        assert "na een herinnering met aanbod" in play.text()
        assert FIRST not in play.text()


@pytest.mark.parametrize("lang", ["nl", "en"])
async def test_no_label_of_the_two_forms_is_cut_and_each_result_stands_on_a_line(
    store: Path, lang: str
) -> None:
    async with playing(store, lang=lang) as play:
        lead_up(play)
        await play.press("enter", "5", "s", *"Brinkerveen", "tab", *"3-11", "tab", *"H-1")
        assert not [row for row in play.lines()[4:] if "…" in row[:LABEL_WIDTH]]
        await play.press("f2")
        assert "Brinkerveen" in play.lines()[-2]
        await play.press("G", "enter", "enter")
        rows = play.lines()[4:]
        assert not [row for row in rows if "…" in row]
        assert {"nl": "Vroegsignaal van di 3 nov", "en": "Early signal of Tue 3 Nov"}[lang] in (
            play.text()
        )
        await play.press("end", "f2")
        assert play.rows("SELECT answer FROM referral") == [("other_help\n",)]


async def test_the_key_of_a_signal_is_shown_in_its_section_alone(store: Path) -> None:
    async with playing(store) as play:
        await play.press("enter", "5")
        assert "s signaal" in play.lines()[-1]
        assert "? toetsen" in play.lines()[-1]
        await play.press("6")
        assert "s signaal" not in play.lines()[-1]


async def test_a_signal_tells_of_what_is_open_now(store: Path) -> None:
    """F2 is refused once where money came in meanwhile; the form then shows what is told."""
    async with playing(store) as play:
        lead_up(play)
        await play.press("enter", "5", "s", *"Brinkerveen", "tab", *"3-11", "tab", *"H-1")
        play.app.store_thread.wait(lambda here: pay(here, 2, 10_000))
        before = play.count("journal")
        await play.press("f2")
        assert "Vroegsignaal van € 1.124,80" in play.text()
        assert "Brinkerveen" in play.text()
        assert play.count("journal") == before
        await play.press("f2")
        assert recorded(play, "signal")["cents_seen"] == 112_480
