"""The worklist as a caseworker uses it."""

import re
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.domain.changes import AddNote
from caseconsole.tui.app import CaseConsole
from caseconsole.tui.paint import Painted, PaintUpdate
from caseconsole.tui.screens.worklist import WorklistScreen
from caseconsole.tui.start import open_here

from .console import console, text_of
from .stores import due_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with three hundred cases due."""
    return due_store(tmp_path / "case.db", 300)


def worklist(app: CaseConsole) -> WorklistScreen:
    """The worklist below whatever is on top."""
    screen = app.screen_stack[0]
    assert isinstance(screen, WorklistScreen)
    return screen


def sent(app: CaseConsole, shown: Painted) -> int:
    """The bytes that turn what a terminal shows into the screen of now."""
    update = app.screen._compositor.render_full_update()
    assert isinstance(update, PaintUpdate)
    update._painted = shown
    return len(update.render_segments(app.console).encode())


async def test_the_list_is_usable_with_the_rows_that_were_read_before_it(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("down")
        assert "2 van 300" in text_of(app)
        assert "waarom" in text_of(app)


async def test_a_key_costs_few_bytes(store: Path) -> None:
    async with console(store, (120, 40)) as (app, pilot):
        shown = Painted()
        sent(app, shown)
        for _ in range(20):
            await pilot.press("down")
            assert sent(app, shown) <= 700
        await pilot.press("pagedown")
        assert sent(app, shown) <= 6_000
        assert sent(app, shown) == 0


async def test_the_list_alone_costs_two_lines(store: Path) -> None:
    async with console(store, (120, 40)) as (app, pilot):
        screen, shown = worklist(app), Painted()
        sent(app, shown)
        screen.draw_preview = lambda: None  # type: ignore[method-assign]
        for _ in range(10):
            await pilot.press("down")
            assert sent(app, shown) <= 350


async def test_moving_reaches_every_row_once(store: Path) -> None:
    async with console(store) as (app, pilot):
        seen = []
        for _ in range(300):
            row = worklist(app).list.current
            assert row is not None
            seen.append(row.id)
            await pilot.press("j")
        assert len(set(seen)) == 300
        await pilot.press("g", "G", "k")
        assert "299 van 300" in text_of(app)


async def test_only_a_window_of_rows_is_in_memory(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("end", "home", *["pagedown"] * 12)
        assert len(worklist(app).list.held()) <= 900


async def test_the_limit_works_while_it_is_typed_and_escape_takes_it_back(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("f", *"taal:tr")
        assert "tr" in text_of(app)
        assert " nl " not in text_of(app)
        await pilot.press("escape")
        assert "1 van 300" in text_of(app)
        await pilot.press("f", *"taal:tr", "enter")
        assert "1 van 74" in text_of(app)
        await pilot.press("escape")
        assert "1 van 300" in text_of(app)


async def test_a_limit_stands_in_the_words_of_the_screen(store: Path) -> None:
    """Typed in either language; the views name theirs so too."""
    async with console(store) as (app, pilot):
        await pilot.press("f", *"lang:tr snoozed", "enter")
        assert "van:ik taal:tr uitges" in text_of(app).splitlines()[0]
        await pilot.press("escape", "v")
        text = text_of(app)
        assert "van:ik" in text
        assert "vraag:bellen" in text
        assert not any(word in text for word in ("owner:", "snoozed", "children", "lang:"))
        await pilot.press("escape", "v", "enter", "f")
        assert "van:ik" in text_of(app).splitlines()[-2]
        await pilot.press("space", *"taal:t")
        assert "taal:tr" in text_of(app).splitlines()[-2]


async def test_a_wrong_limit_is_refused_in_one_sentence(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("f", *"arreers>2m", "enter")
        assert "1 van 300" in text_of(app)
        assert "arreers>2m" in text_of(app).splitlines()[-2]
        said = " ".join(row.strip() for row in text_of(app).splitlines()[-5:-2])
        assert "“arreers” is geen veld" in said
        assert "uitgesteld." in said
        await pilot.press("escape")
        assert "1 van 300" in text_of(app)


async def test_a_limit_of_an_unknown_colleague_says_who_is_known(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("f", *"van:bla", "enter")
        assert "1 van 300" in text_of(app)
        assert "“bla” is hier geen collega" in text_of(app)


async def test_marks_take_one_action_and_are_gone_afterwards(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("space", "space", "space")
        assert "3 gemerkt" in text_of(app)
        await pilot.press("o", *"Belt", "f2")
        await pilot.pause()
        assert "3 dossiers bijgewerkt: " in text_of(app)
        assert worklist(app).marked == {}


async def test_a_form_that_is_left_leaves_the_marks(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("space", "space", "z", "escape")
        await pilot.pause()
        assert "2 gemerkt" in text_of(app)


async def test_stepping_shows_each_file_once_and_comes_back_to_its_row(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("down", "n")
        await pilot.pause()
        assert "2 van 300" in text_of(app)
        await pilot.press("n", "n", "escape")
        await pilot.pause()
        assert "4 van 300" in text_of(app)
        assert worklist(app).list.cursor == 3


async def test_undo_in_the_list_names_the_change_and_stays_in_the_list(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("o", *"Belt", "f2")
        await pilot.pause()
        await pilot.press("down", "down", "u")
        await pilot.pause()
        assert "nog eens op u" in text_of(app)
        assert type(app.screen).__name__ == "WorklistScreen"
        await pilot.press("u")
        await pilot.pause()
        assert type(app.screen).__name__ == "WorklistScreen"
        assert "Ongedaan gemaakt in dossier" in text_of(app)


async def test_repeat_makes_the_same_note_in_another_file(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("full_stop")
        assert "herhalen" in text_of(app)
        await pilot.press("o", *"Belt", "f2")
        await pilot.pause()
        await pilot.press("down", "full_stop")
        await pilot.pause()
        assert "Vastgelegd" in text_of(app)


async def test_news_of_others_is_told_at_a_key_and_moves_nothing(store: Path) -> None:
    async with console(store) as (app, pilot):
        first = worklist(app).list.current
        other = open_here(store, "bram")
        with other.store.transaction():
            other.conn.execute("UPDATE due SET for_login = 'anna', id = id + 1000 WHERE id <= 4")
        record(AddNote(case=9, text="Belt"), session=other)
        other.close()
        app.key_time = worklist(app)._looked = -10.0
        await pilot.press("down", "up")
        await pilot.pause()
        await pilot.pause()
        assert "+4 nieuw" in text_of(app)
        assert worklist(app).list.current == first
        await pilot.press("r")
        assert "nieuw" not in text_of(app)


async def test_the_language_changes_without_losing_the_row(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("down", "down", "colon", "e", "n", "enter")
        assert "3 of 300" in text_of(app)
        assert "why" in text_of(app)
        await pilot.press("colon", "n", "l", "enter")
        assert "3 van 300" in text_of(app)


async def test_an_unknown_command_says_what_to_do(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("colon", *"dans", "enter")
        assert "Tab" in text_of(app)
        await pilot.press("escape", "colon", *"af", "tab")
        assert "afsluiten" in text_of(app)
        await pilot.press("enter")
        assert app.return_code == 0


async def test_search_opens_the_file_that_was_chosen(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("slash", *"yildiz")
        assert "Niets gevonden" in text_of(app)
        await pilot.press(*["backspace"] * 3, "m", "a", "enter")
        await pilot.pause()
        assert type(app.screen).__name__ == "CaseFileScreen"
        assert "Yılmaz" in text_of(app)


async def test_drawing_again_lays_nothing_out(store: Path) -> None:
    async with console(store) as (app, pilot):
        layouts = app.screen._layout_updates
        for _ in range(5):
            worklist(app).draw()
            await pilot.pause()
        assert app.screen._layout_updates == layouts


async def test_the_cursor_goes_on_after_an_outcome_and_the_settled_row_keeps_its_name(
    store: Path,
) -> None:
    async with console(store, (120, 40)) as (app, pilot):
        listed = worklist(app).list
        first = listed.current
        assert first is not None
        for place in range(1, 4):
            await pilot.press("c", "g")
            await pilot.pause()
            await pilot.press("f2")
            await pilot.pause()
            assert listed.cursor == place
        settled = next(row for row in text_of(app).splitlines() if first.number in row)
        assert "✓" in settled
        assert "uitgesteld" in settled or "geen gehoor" in settled
        assert first.tenant in settled
        await pilot.press("g", "enter")
        await pilot.pause()
        assert type(app.screen).__name__ == "CaseFileScreen"
        assert first.number in text_of(app).splitlines()[0]


async def test_three_calls_from_the_list_are_of_three_cases(store: Path) -> None:
    async with console(store) as (app, pilot):
        ids = worklist(app).list.ids[:3]
        for _ in range(3):
            await pilot.press("c", "g", "f2")
            await pilot.pause()
        called = await app.store_thread.call(
            lambda session: session.conn.execute(
                "SELECT case_file FROM contact WHERE on_day = ? ORDER BY id", ("2026-11-03",)
            ).fetchall()
        )
        assert [case for (case,) in called] == list(ids)


async def test_undo_takes_back_all_that_one_action_did(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("space", "space", "space", "o", *"Belt", "f2")
        await pilot.pause()
        await pilot.press("u")
        assert "3 dossiers" in text_of(app)
        await pilot.press("u")
        await pilot.pause()
        assert "3 van 3 ongedaan gemaakt" in text_of(app)
        assert "nieuw" not in text_of(app)
        undone = await app.store_thread.call(
            lambda session: session.conn.execute(
                "SELECT count(*) FROM journal WHERE kind = 'undo'"
            ).fetchone()
        )
        assert undone == (3,)


async def test_another_key_between_two_undos_asks_anew(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("o", *"Belt", "f2")
        for key in ("G", "u", "k", "u"):
            await pilot.pause()
            await pilot.press(key)
        await pilot.pause()
        assert "nog eens op u" in text_of(app)
        assert type(app.screen).__name__ == "WorklistScreen"


async def test_undo_while_stepping_keeps_the_queue(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("G", "k", "k", "n")
        await pilot.pause()
        await pilot.press("n", "o", *"Belt", "f2")
        await pilot.pause()
        await pilot.press("p", "u", "u")
        await pilot.pause()
        assert type(app.screen).__name__ == "CaseFileScreen"
        assert " van 300" in text_of(app).splitlines()[0]
        await pilot.press("n")
        await pilot.pause()
        assert " van 300" in text_of(app).splitlines()[0]


async def test_escape_stays_in_the_view_it_stands_on(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("escape")
        assert "mijn en vrij" in text_of(app).splitlines()[0]
        await pilot.press("f", *"taal:tr", "enter", "escape")
        assert "mijn en vrij" in text_of(app).splitlines()[0]


async def test_the_footer_always_names_commands_and_keys(store: Path) -> None:
    for lang, end in (("nl", ": opdracht  ? toetsen"), ("en", ": command  ? keys")):
        async with console(store, lang=lang) as (app, _pilot):
            assert text_of(app).splitlines()[-1].endswith(end)


async def test_a_screen_taller_than_one_read_shows_its_rows(store: Path) -> None:
    async with console(store, (120, 150)) as (app, pilot):
        await pilot.press("r")
        await pilot.pause()
        assert "niet meer aan de beurt" not in text_of(app)
        assert len(re.findall(r"€ 61\d,\d\d", text_of(app))) > 100


async def test_repeat_never_copies_a_call_to_another_tenant(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("c", "g", "f2")
        await pilot.pause()
        await pilot.press("full_stop")
        await pilot.pause()
        assert "wordt niet herhaald" in text_of(app)


@pytest.mark.parametrize(
    ("keys", "table"),
    [
        (("h", "tab", *"ziek", "f2"), "pause"),
        (("O", "1", "f2"), "offer"),
    ],
)
async def test_hold_and_offer_act_on_all_marked_files(
    store: Path, keys: tuple[str, ...], table: str
) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("space", "space", "space", *keys)
        await pilot.pause()
        assert "3 dossiers bijgewerkt: " in text_of(app)
        found = app.store_thread.wait(
            lambda session: session.conn.execute(
                f"SELECT count(DISTINCT case_file) FROM {table}"
            ).fetchone()[0]
        )
        assert found >= 3
        assert not worklist(app).marked


async def test_repeat_acts_on_all_marked_files_and_names_what_it_repeats(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("o", *"Belt", "f2")
        await pilot.pause()
        await pilot.press("down", "space", "space", "full_stop")
        await pilot.pause()
        said = " ".join(text_of(app).split())
        assert "2 dossiers bijgewerkt: opmerking “Belt”." in said
        numbers = app.store_thread.wait(
            lambda session: session.conn.execute(
                "SELECT f.number FROM note n JOIN case_file f ON f.id = n.case_file"
                " WHERE n.text = 'Belt' ORDER BY n.id"
            ).fetchall()
        )
        _, *repeated = [number for (number,) in numbers]
        assert len(repeated) == 2
        assert all(f"{number} M. " in said for number in repeated)
        assert not worklist(app).marked
