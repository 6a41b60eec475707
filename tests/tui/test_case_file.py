"""The case file: the view log, sections, stepping, and what is drawn."""

from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.domain.changes import AddNote
from caseconsole.domain.message import Refused, message
from caseconsole.tui.paint import Painted, PaintUpdate
from caseconsole.tui.screens.case_file import CaseFileScreen
from tests.casework.stores import session
from tests.tui.play import Play, playing
from tests.tui.stores import due_store

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few due cases."""
    return due_store(tmp_path / "store.db", 6)


async def test_a_view_is_on_record_for_every_file_that_is_shown(store: Path) -> None:
    """One committed row a file, in the order in which they were shown."""
    async with playing(store) as play:
        await play.press("enter", "n", "n", "p")
        shown = play.rows("SELECT case_file, login, what FROM view_log ORDER BY id")
        assert len(shown) == 4
        assert {row[1:] for row in shown} == {("anna", "case")}
        assert shown[1][0] == shown[3][0]


async def test_a_file_that_opens_is_drawn_when_it_is_read_and_when_its_lines_have_room(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not once more; what comes back from below another screen is drawn anew."""
    drawn, draw = [], CaseFileScreen.draw

    def counted(screen: CaseFileScreen) -> None:
        drawn.append(screen.number)
        draw(screen)

    monkeypatch.setattr(CaseFileScreen, "draw", counted)
    async with playing(store) as play:
        await play.press("enter")
        assert len(drawn) == 2
        await play.press("w")
        await play.press("escape")
        assert len(drawn) == 3


async def test_why_from_the_list_is_on_record(store: Path) -> None:
    async with playing(store) as play:
        await play.press("w")
        assert len(play.rows("SELECT 1 FROM view_log WHERE what = 'case'")) == 1
        assert play.count("presence") == 0


@pytest.mark.parametrize("keys", [("enter",), ("c",), ("w",)])
async def test_nothing_is_shown_when_the_view_cannot_be_logged(
    store: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    """The list stays, and the refusal is said; the same for a call card and for why."""

    def full(*_: object) -> None:
        raise Refused(message("refused.case_unknown"))

    monkeypatch.setattr("caseconsole.store.session.log_view", full)
    async with playing(store) as play:
        await play.press(*keys)
        assert "Werklijst" in play.text()
        assert play.app.speaker.say("refused.case_unknown") in play.text()
        assert play.count("view_log") == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("lang", "word"), [("nl", "Overzicht"), ("en", "Overview")])
async def test_the_file_says_who_and_what_in_both_languages(
    store: Path, size: tuple[int, int], lang: str, word: str
) -> None:
    """The strip and the overview at both sizes; no line is wider than the screen."""
    async with playing(store, lang=lang, size=size) as play:
        await play.press("enter")
        text = play.text()
        assert word in text
        assert "€ 612,40" in text
        assert "Belt liever na vijven." in text
        assert max(map(len, play.lines())) <= size[0]


async def test_sections_open_by_key_and_by_tab(store: Path) -> None:
    """1, 2, 3, J and Tab; the one that is open stands in brackets."""
    async with playing(store) as play:
        await play.press("enter", "2")
        assert "[2 Huurboek]" in play.text()
        assert "zo 1 nov" in play.text()
        await play.press("3")
        assert "+31" in play.text()
        await play.press("J")
        assert "[J Journaal]" in play.text()
        await play.press("tab")
        assert "[1 Overzicht]" in play.text()
        await play.press("shift+tab")
        assert "[J Journaal]" in play.text()


async def test_stepping_keeps_the_section_and_says_where_it_is(store: Path) -> None:
    """`2 van 6` stands in the header, the ledger stays open."""
    async with playing(store) as play:
        await play.press("enter", "2", "n")
        assert "2 van 6" in play.text()
        assert "[2 Huurboek]" in play.text()
        await play.press("p")
        assert "1 van 6" in play.text()
        await play.press("p")
        assert "eerste dossier" in play.text()


async def test_every_file_is_seen_once_and_the_end_is_said(store: Path) -> None:
    """Six files, five steps, then the end; back is the same row of the list."""
    async with playing(store) as play:
        await play.press("enter", "n", "n", "n", "n", "n")
        assert "6 van 6" in play.text()
        await play.press("n")
        assert "laatste dossier" in play.text()
        seen = play.rows("SELECT case_file FROM view_log")
        assert len(seen) == len(set(seen)) == 6
        number = play.lines()[1].split()[0]
        await play.press("escape")
        assert "6 van 6" in play.text()
        await play.press("enter")
        assert number in play.text()


async def test_a_file_that_solved_itself_is_passed_over_and_named(store: Path) -> None:
    """A colleague's call takes the second file off; the step says so and shows the third."""
    async with playing(store) as play:
        await play.press("enter")
        second = _second(play)
        play.do(f"DELETE FROM due WHERE case_file = {second}")
        await play.press("n")
        assert "3 van 6" in play.text()
        assert "overgeslagen" in play.text()


def _second(play: Play) -> int:
    queue = play.app.screen.queue  # type: ignore[attr-defined]
    return int(queue.cases[1])


@pytest.mark.parametrize("key", ["enter", "escape", "q"])
async def test_three_keys_lead_back_to_the_list(store: Path, key: str) -> None:
    """Enter, Esc and q go back, and nobody is in the file any more."""
    async with playing(store) as play:
        await play.press("enter")
        assert play.count("presence") == 1
        await play.press(key)
        assert "Werklijst" in play.text()
        assert play.count("presence") == 0


async def test_a_colleague_in_the_file_is_named(store: Path) -> None:
    """Who has the file open, and since when."""
    async with playing(store) as play:
        case = play.rows("SELECT id FROM case_file")
        for (key,) in case:
            play.do(f"INSERT INTO presence VALUES ('bram', 's{key}', {key}, {_noon_ms()})")
        await play.press("enter")
        assert "bram sinds" in play.text()


def _noon_ms() -> int:
    from time import time

    return int(time() * 1000)


async def test_why_shows_every_verdict(store: Path) -> None:
    """`w` lists what is due and what is missing for the rest."""
    async with playing(store) as play:
        await play.press("enter", "w")
        assert "○" in play.text() or "●" in play.text()
        await play.press("escape")
        assert "[1 Overzicht]" in play.text()


@pytest.mark.parametrize("section", ["1", "2", "3", "J"])
async def test_the_next_file_costs_at_most_2500_bytes(store: Path, section: str) -> None:
    """Only the spans that differ go to the terminal."""
    async with playing(store, size=(120, 40)) as play:
        await play.press("enter", section)
        painted = Painted()
        assert _sent(play, painted) > 0
        for key in ("n", "n", "p", "n"):
            await play.press(key)
            assert _sent(play, painted) <= 2_500


def _sent(play: Play, painted: Painted) -> int:
    """What turns the terminal as painted into what the screen shows now, in bytes."""
    update = play.app.screen._compositor.render_full_update()
    assert isinstance(update, PaintUpdate)
    update._painted = painted
    return len(update.render_segments(play.app.console).encode())


async def test_the_journal_goes_back_to_the_first_change_by_the_keys_that_page(
    store: Path,
) -> None:
    """However many changes there are."""
    async with playing(store) as play:
        case = play.app.screen.case()  # type: ignore[attr-defined]
        here = session(store, "anna")
        for n in range(105):
            record(AddNote(case=case, text=f"Opmerking {n}."), session=here)
        here.close()
        await play.press("enter", "J")
        assert "Opmerking 104." in play.text()
        for _ in range(30):
            await play.press("pagedown")
        assert "“Opmerking 0.”" in play.text()
