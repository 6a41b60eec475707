"""Searching: what is said of a lease without a case file, and how one is opened by hand."""

from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.store import derived
from caseconsole.tui.screens.search import SearchScreen
from caseconsole.tui.text import width
from tests.casework.stores import TODAY, build, session
from tests.tui.play import playing

KINDS = ("paid", "small", "missed")
"""The address of each lease is `Dijkpad` and its place from 1."""
OLD = date(2026, 10, 30)
"""How far payments are known in a store whose ledger is too old."""


def searchable(path: Path, through: date | None = None) -> Path:
    """A demo store in which leases can be found, its day run."""
    started = session(build(path, KINDS))
    derived.rebuild(started.store, TODAY)
    if through:
        with started.store.transaction() as conn:
            conn.execute("UPDATE ledger_file SET complete_through = ?", (through.isoformat(),))
    run_day(started)
    started.close()
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which leases can be found."""
    return searchable(tmp_path / "s.db")


def joined(text: str) -> str:
    """What a screen says, whole where it wraps."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("lang", "lease", "through", "said"),
    [
        ("nl", 1, None, "Huurovereenkomst L1 heeft geen dossier. Geen achterstand. Met F2"),
        ("en", 1, None, "Lease L1 has no case file. No arrears. F2 opens one, with a reason."),
        ("nl", 2, None, "dossier. Nog € 2,00 meer: er staat € 3,00 open, te weinig"),
        ("en", 2, None, "€ 3,00 is open, too little for a call. F2 opens one"),
        ("nl", 3, OLD, "Betalingen zijn bekend tot en met"),
        ("nl", 3, OLD, "Lees eerst het huurboek in. Met F2 open je er een, met een reden."),
        ("en", 3, OLD, "Import the ledger first. F2 opens one, with a reason."),
    ],
)
async def test_search_says_why_there_is_no_file_and_what_can_be_done(
    tmp_path: Path, lang: str, lease: int, through: date | None, said: str
) -> None:
    store = searchable(tmp_path / "s.db", through)
    async with playing(store, lang=lang) as play:
        await play.press("slash")
        await play.type(f"dijkpad {lease}")
        await play.press("enter")
        assert said in joined(play.text())


async def test_a_file_opened_by_hand_is_shown_with_its_reason_and_can_be_undone(
    store: Path,
) -> None:
    async with playing(store) as play:
        await play.press("slash")
        await play.type("dijkpad 1")
        assert "F2 nieuw dossier" in play.lines()[-1]
        await play.press("f2")
        assert "waarom een dossier voor L1:" in play.text()
        await play.press("enter")
        assert "Schrijf er een reden bij." in play.text()
        await play.type("baan kwijt, belde zelf")
        await play.press("enter")
        assert type(play.app.screen).__name__ == "CaseFileScreen"
        assert "dossier geopend" in joined(play.text())
        assert "baan kwijt, belde zelf" in joined(play.text())
        await play.press("c", "g", "f2")
        assert play.count("contact") == 1
        await play.press("u", "u")
        assert play.rows("SELECT closed_on FROM case_file WHERE lease = 1")[0][0] is not None


async def test_of_an_open_file_only_its_number_is_said(store: Path) -> None:
    async with playing(store) as play:
        await play.press("slash")
        await play.type("dijkpad 3")
        await play.press("f2")
        assert "is open; Enter toont het." in play.text()


async def test_a_closed_file_is_opened_again(store: Path) -> None:
    async with playing(store) as play:
        play.do("UPDATE case_file SET closed_on = '2026-11-02'")
        await play.press("slash")
        await play.type("dijkpad 3")
        await play.press("f2")
        await play.type("belt weer")
        await play.press("enter")
        assert play.rows("SELECT closed_on FROM case_file") == [(None,)]


async def test_esc_leaves_the_reason_and_searches_on(store: Path) -> None:
    async with playing(store) as play:
        await play.press("slash")
        await play.type("dijkpad 1")
        await play.look_and_press("f2", "x", "escape")
        assert "zoek: dijkpad 1" in play.lines()[-2]
        assert "F2 nieuw dossier" in play.lines()[-1]
        assert play.rows("SELECT 1 FROM case_file WHERE lease = 1") == []
        await play.press("escape")
        assert type(play.app.screen).__name__ == "WorklistScreen"


async def test_a_reason_that_was_left_is_there_again_for_that_lease_alone(store: Path) -> None:
    async with playing(store) as play:
        await play.press("slash")
        await play.type("dijkpad")
        await play.press("down", "f2")
        await play.type("baan kwijt")
        await play.press("escape", "f2")
        assert "baan kwijt" in play.lines()[-2]
        await play.press("escape", "up", "f2")
        assert "baan kwijt" not in play.text()


@pytest.mark.parametrize("columns", [80, 120])
async def test_a_lease_that_is_found_has_all_of_its_line(store: Path, columns: int) -> None:
    async with playing(store, size=(columns, 24)) as play:
        await play.press("slash")
        await play.type("dijkpad 3")
        screen = play.app.screen
        assert isinstance(screen, SearchScreen)
        ((_, found),) = screen.options()
        assert sum(width(part) for part, _ in found) == columns - len(" ▶ ") - 1


async def test_what_looks_like_a_bsn_in_the_reason_is_asked_about(store: Path) -> None:
    async with playing(store) as play:
        await play.press("slash")
        await play.type("dijkpad 1")
        await play.press("f2")
        await play.type("bsn 111222333")
        await play.press("enter")
        assert "lijkt een BSN" in joined(play.text())
        await play.press("enter")
        assert play.count("note") == 1


async def test_an_auditor_is_told_who_can_open_a_file(store: Path) -> None:
    async with playing(store, login="axel") as play:
        await play.press("slash")
        await play.type("dijkpad 1")
        assert "F2" not in play.lines()[-1]
        await play.press("enter")
        assert "Een medewerker of teamleider kan er een openen." in joined(play.text())
        await play.press("f2")
        assert "waarom een dossier" not in play.text()
        assert play.rows("SELECT 1 FROM case_file WHERE lease = 1") == []


async def test_the_help_of_searching_names_its_keys_and_no_letter(store: Path) -> None:
    async with playing(store, lang="en") as play:
        await play.press("slash", "x", "f1")
        text = play.text()
        assert "F2" in text
        assert "Open a case file for whoever has none" in text
        assert " j " not in text
        await play.press("escape")
        assert "search: x" in play.lines()[-2]
