"""The forms: what they record, how they refuse, and that nothing typed is lost."""

import asyncio
import json
import re
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.casework.drafts import keep
from caseconsole.domain.message import Refused, message
from caseconsole.locale import Speaker
from caseconsole.locale.compile import entries
from caseconsole.tui import screens
from caseconsole.tui.screens.forms import NoteForm
from caseconsole.tui.text import width
from caseconsole.tui.widgets.form import LABEL_WIDTH
from caseconsole.tui.widgets.note_field import rows_of
from tests.tui.play import Play, playing
from tests.tui.stores import due_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few due cases."""
    return due_store(tmp_path / "store.db", 6)


def newest(play: Play) -> tuple[str, dict[str, object]]:
    """Kind and request of the newest change."""
    sql = "SELECT kind, payload FROM journal JOIN journal_content USING (seq) ORDER BY seq DESC"
    kind, payload = play.rows(f"{sql} LIMIT 1")[0]
    return kind, json.loads(payload)


async def test_a_note_of_two_lines_is_one_change(store: Path) -> None:
    """Letters that are verbs elsewhere belong to the form."""
    async with playing(store) as play:
        before = play.count("journal")
        await play.press("o")
        await play.type("quick? no: wait\nzo hoort het")
        await play.press("f2")
        kind, asked = newest(play)
        assert kind == "note"
        assert asked["text"] == "quick? no: wait\nzo hoort het"
        assert play.count("journal") == before + 1
        assert "Werklijst" in play.text()


async def test_an_offer_keeps_how_it_was_answered(store: Path) -> None:
    """Two digits and a remark."""
    async with playing(store) as play:
        await play.press("O", "2", "enter", "2", "enter")
        await play.type("wil niet")
        await play.press("enter")
        kind, asked = newest(play)
        assert kind == "offer"
        offer = asked["offer"]
        assert isinstance(offer, dict)
        assert (offer["kind"], offer["answer"]) == ("credit_bank", "refused")
        assert offer["why"] == "wil niet"


async def test_later_takes_short_days(store: Path) -> None:
    """`+3` is three days on; the leading claim is put off."""
    async with playing(store) as play:
        await play.press("z", *["backspace"] * 10)
        await play.type("+3")
        await play.press("enter")
        await play.type("op vakantie")
        await play.press("enter")
        kind, asked = newest(play)
        assert kind == "snooze"
        assert (asked["until"], asked["why"]) == ("2026-11-06", "op vakantie")


async def test_a_proposed_day_is_typed_over(store: Path) -> None:
    """Backspace takes it away whole; after an arrow it is edited."""
    async with playing(store) as play:
        await play.press("z")
        await play.type("gisteren")
        await play.press("f2")
        assert "“gisteren” is geen dag" in play.text()
        await play.press(*["backspace"] * 8, *"+3", "tab", *"x", "f2")
        assert newest(play)[1]["until"] == "2026-11-06"
        await play.press("h", "backspace", "+", "5", "tab", "x", "f2")
        assert newest(play)[1]["until"] == "2026-11-08"
        await play.press("n", "h", "home", "delete", "2", "end", "tab", "x", "f2")
        assert newest(play)[1]["until"] == "2026-11-27"


@pytest.mark.parametrize("back", [(), ("shift+tab",)])
@pytest.mark.parametrize(("wrong", "told"), [("x", "“x” is geen dag"), ("1-1-2025", "voorbij")])
async def test_a_wrong_day_is_typed_over_where_the_refusal_leads(
    store: Path, wrong: str, told: str, back: tuple[str, ...]
) -> None:
    """Saved from another field or from itself."""
    async with playing(store) as play:
        await play.press("z", *wrong, "tab", "y", *back, "f2")
        assert told in play.text()
        await play.press("v", "r", "f2")
        assert newest(play)[1]["until"] == "2026-11-06"


async def test_a_file_in_which_nothing_is_left_makes_place_for_the_next(store: Path) -> None:
    """Put off: the next file opens; a note: this one stays."""
    async with playing(store) as play:
        play.do("INSERT INTO ledger_file VALUES (1, 'h', 'f', 1, '2026-11-03', 0, 0, 1)")
        await play.press("enter", "o", "x", "f2")
        assert "1 van 6" in play.text()
        await play.press("z", "tab", "x", "f2")
        assert "2 van 6" in play.text()


async def test_a_file_can_be_given_to_a_colleague(store: Path) -> None:
    """The list of colleagues, chosen by first letter."""
    async with playing(store) as play:
        await play.press("t", "B", "f2")
        kind, asked = newest(play)
        assert kind == "assign"
        assert asked["owner"] == "bram"


async def test_a_hold_ends_on_a_day(store: Path) -> None:
    """The day that the policy proposes, and a reason."""
    async with playing(store) as play:
        await play.press("h", "tab")
        await play.type("wacht op stadsbank")
        await play.press("f2")
        kind, asked = newest(play)
        assert kind == "pause"
        assert asked["until"] == "2026-11-17"


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("z", "morgenochtend", "is geen dag"),
        ("z", "31-02-2027", "is geen dag"),
        ("z", "01-01-2100", "ligt te ver weg: kies een dag in 1900 tot en met 2099."),
        ("h", "", "Vul een dag in bij “tot en met”"),
        ("z", "2-11-2026", "is voorbij"),
        ("z", "2-11-2026", "kies een dag na vandaag"),
        ("z", "3-11-2026", "kies een dag na vandaag"),
    ],
)
async def test_a_wrong_day_gets_a_sentence_and_stays(
    store: Path, key: str, typed: str, sentence: str
) -> None:
    """Nothing is recorded and what was typed stands there."""
    async with playing(store) as play:
        before = play.count("journal")
        await play.press(key, *["backspace"] * 10)
        await play.type(typed)
        await play.press("f2")
        assert sentence in play.lines()[-2]
        assert typed in play.text()
        assert play.count("journal") == before


async def test_an_empty_note_is_not_recorded(store: Path) -> None:
    """The field is named."""
    async with playing(store) as play:
        before = play.count("journal")
        await play.press("o", "f2")
        assert "Vul" in play.lines()[-2]
        assert play.count("journal") == before


async def test_saving_twice_records_once(store: Path) -> None:
    """A doubled F2 is one change."""
    async with playing(store) as play:
        before = play.count("journal")
        await play.press("o", "x", "f2", "f2")
        assert play.count("journal") == before + 1


async def test_a_note_goes_into_all_marked_files(store: Path) -> None:
    """Two marks, two notes, two journal rows."""
    async with playing(store) as play:
        before = play.count("note"), play.count("journal")
        await play.press("space", "space", "o", "x", "f2")
        assert (play.count("note"), play.count("journal")) == (before[0] + 2, before[1] + 2)


async def test_what_is_typed_is_kept_a_second_later_without_painting(store: Path) -> None:
    """The draft is in the store while the form stands open."""
    async with playing(store) as play:
        await play.press("o")
        await play.type("half")
        assert play.count("draft") == 0
        async with asyncio.timeout(5):
            while not play.count("draft"):  # noqa: ASYNC110 - the timer is what is tested
                await asyncio.sleep(0.05)
        body = json.loads(play.rows("SELECT body FROM draft")[0][0])
        assert body["text"] == "half"


async def test_a_draft_comes_back_at_the_next_start(store: Path) -> None:
    """Closed with half a note: offered, opened, gone on with, recorded, erased."""
    async with playing(store) as play:
        await play.press("o")
        await play.type("half")
        play.app.rescue()
        assert play.count("draft") == 1
    async with playing(store) as play:
        assert "half" in play.text()
        await play.press("enter")
        await play.type(" en heel")
        await play.press("f2")
        assert newest(play)[1]["text"] == "half en heel"
        assert play.count("draft") == 0


async def test_what_was_typed_for_some_files_never_comes_back_over_others(store: Path) -> None:
    """A note over two files stays theirs; two other files begin with an empty one."""
    async with playing(store) as play:
        await play.press("space", "space", "o")
        await play.type("voor deze twee")
        await play.press("escape", "space", "space", "space", "o")
        assert "voor deze twee" not in play.text()
        await play.type("voor andere")
        await play.press("escape")
        assert play.count("draft") == 2


async def test_a_draft_that_is_being_written_when_the_form_closes_is_erased_too(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was recorded is not offered again as if it had not been."""
    writing, closing = threading.Event(), threading.Event()

    def slow(*given: Any) -> None:
        writing.set()
        closing.wait(10)
        keep(*given)

    monkeypatch.setattr("caseconsole.casework.drafts.keep", slow)
    async with playing(store) as play:
        await play.press("o", "x")
        form = play.app.screen
        assert isinstance(form, NoteForm)
        keeping = asyncio.create_task(form._keep())
        await asyncio.to_thread(writing.wait, 10)
        finishing = asyncio.create_task(form.finish(True))
        await asyncio.sleep(0)
        closing.set()
        await asyncio.gather(keeping, finishing)
        assert play.count("draft") == 0


async def test_discarding_erases_the_draft(store: Path) -> None:
    """F9 throws away what was typed."""
    async with playing(store) as play:
        await play.press("o")
        await play.type("weg")
        await play.press("escape")
        assert play.count("draft") == 1
        await play.press("o")
        assert "weg" in play.text()
        await play.press("f9")
        assert play.count("draft") == 0


async def test_a_paste_is_text_and_never_a_key(store: Path) -> None:
    """A pasted Enter does not record; a flood is cut with notice."""
    async with playing(store) as play:
        from textual.events import Paste

        before = play.count("journal")
        await play.press("o")
        play.app.post_message(Paste("regel een\nregel twee\x1b]52;c;eA==\x07"))
        await play.rest()
        assert "regel twee" in play.text()
        assert play.count("journal") == before
        play.app.post_message(Paste("x" * 1_000_000))
        await play.rest()
        await play.press("f2")
        text = newest(play)[1]["text"]
        assert isinstance(text, str)
        assert len(text) <= 20_000
        assert "\x1b" not in text


@pytest.mark.parametrize("key", ["c", "o", "O", "z", "t", "h"])
async def test_an_auditor_gets_no_form(store: Path, key: str) -> None:
    """The refusal names the right that is missing, before anything is typed."""
    async with playing(store) as play:
        play.do("UPDATE caseworker SET role = 'auditor' WHERE login = 'bram'")
    async with playing(store, login="bram") as play:
        await play.press("f", "backspace", *["backspace"] * 20, "enter")
        assert "1 van 6" in play.text()
        before = play.count("view_log")
        await play.press(key)
        assert type(play.app.screen).__name__ == "WorklistScreen"
        assert play.app.speaker.say("role.auditor") in " ".join(play.lines()[-3:-1])
        assert play.count("view_log") == before


async def test_what_cannot_be_kept_is_not_closed(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store cannot be written: Esc leaves the form open, with the sentence."""

    def full(*_: object) -> None:
        raise Refused(message("refused.note_empty"))

    async with playing(store) as play:
        await play.press("o", "x")
        monkeypatch.setattr("caseconsole.store.session.keep_draft", full)
        await play.press("escape")
        assert type(play.app.screen).__name__ == "NoteForm"
        assert play.app.speaker.say("refused.note_empty") in play.text()


async def test_an_offer_begins_without_a_choice(store: Path) -> None:
    """F2 asks for one, and nothing is recorded."""
    async with playing(store) as play:
        before = play.count("journal")
        await play.press("O", "f2")
        assert "Kies eerst bij “Hulp”" in play.lines()[-2]
        assert play.count("journal") == before
        await play.press("down", "f2")
        assert play.count("journal") == before + 1


async def test_the_hint_of_a_day_stands_still_while_it_is_typed(store: Path) -> None:
    """The words behind `1` and behind `12-11` begin in the same column."""
    async with playing(store) as play:
        await play.press("z", *["backspace"] * 10)
        for typed in "12-11":
            await play.type(typed)
            row = next(row for row in play.lines() if row.startswith("▶"))
            assert row[18:30].strip()
            assert row[30:33] == "   "
            assert row[33] != " "


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("een lange zin", ["een ", "lange ", "zin"]),
        ("onbreekbaar", ["onbreek", "baar"]),
        ("a\n\nb", ["a", "", "b"]),
        ("zes zes zes", ["zes zes ", "zes"]),
    ],
)
def test_a_note_breaks_between_words(text: str, rows: list[str]) -> None:
    """And within a word only when it is wider than the row."""
    drawn = rows_of(text, 7)
    assert [row for _, row in drawn] == rows
    assert all(text[start : start + len(row)] == row for start, row in drawn)


@given(st.text(alphabet="ab \n山", max_size=60), st.integers(2, 9))
def test_no_row_of_a_note_is_wider_than_its_room(text: str, cells: int) -> None:
    """But for one blank at its end; and nothing of the text is lost."""
    rows = rows_of(text, cells)
    assert all(width(row.removesuffix(" ")) <= cells for _, row in rows)
    assert "".join(row for _, row in rows) == text.replace("\n", "")


LABELS = re.compile(r'Field\(\s*"\w+",\s*"(form\.\w+)"')


def test_every_label_of_a_form_fits_beside_its_field(speaker: Speaker) -> None:
    """Labels of the terms of agreements too."""
    written = "".join(one.read_text() for one in Path(screens.__file__).parent.glob("*.py"))
    labels = {
        *LABELS.findall(written),
        *(one.id for one in entries() if one.id.startswith("term.")),
    }
    assert len(labels) > 50
    room = LABEL_WIDTH - len("▶ ") - 1
    assert [one for one in sorted(labels) if width(speaker.say(one)) > room] == []


async def test_a_hold_is_ended_and_given_another_end_with_the_same_key(store: Path) -> None:
    """`h` on a held file says so first; the header follows."""
    async with playing(store, size=(120, 40)) as play:
        await play.press("enter", "h", "tab")
        await play.type("ziek")
        await play.press("f2")
        assert "aangehouden tot en met" in play.lines()[-2]
        await play.press("p", "h")
        assert "Dit dossier is aangehouden tot en met" in play.text()
        await play.press("2", "tab", *["backspace"] * 12)
        await play.type("30-11")
        await play.press("f2")
        assert "tot en met ma 30 nov" in play.text()
        await play.press("p", "h", "f2")
        assert "niet meer aangehouden" in play.lines()[-2]
        assert play.count("pause WHERE withdrawn_at IS NULL") == 0
