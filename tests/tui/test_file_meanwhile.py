"""The case file while others work: what they did is read at a key, and said once."""

from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.changes import AddNote, RecordContact
from caseconsole.domain.contact import Channel, Whom
from caseconsole.tui.paint import Painted, PaintUpdate
from tests.casework.agreed import coaching
from tests.casework.reviews import second_chances
from tests.tui.calls import call_store, recorded
from tests.tui.play import Play, playing
from tests.tui.stores import due_store

SINCE = "Sinds je dit dossier zag: bram"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few cases that are due for a call."""
    return call_store(tmp_path / "store.db")


def on_screen(play: Play) -> int:
    """The case that is shown."""
    return int(play.app.screen.number)  # type: ignore[attr-defined]


def calls(store: Path, case: int) -> None:
    """Bram calls, from another session, and is promised something."""
    other = open_session(store, "bram")
    told = RecordContact.model_validate(
        {
            "case": case, "channel": Channel.PHONE, "whom": Whom.TENANT, "language": "nl",
            "identity_checked": True, "said": "Belt terug.",
            "promise": {"due_on": "2026-11-10", "cents": 61_240},
        }
    )  # fmt: skip
    record(told, session=other)
    other.close()


@pytest.mark.parametrize("key", ["3", "1", "down", "tab"])
async def test_a_call_of_a_colleague_is_shown_at_the_next_key_and_said_once(
    store: Path, key: str
) -> None:
    async with playing(store, size=(120, 40)) as play:
        await play.press("enter")
        calls(store, on_screen(play))
        await play.press(key)
        assert f"{SINCE} huurder gesproken" in play.text()
        await play.press("3")
        assert SINCE not in play.text()
        assert "Belt terug." in play.text()
        assert play.count("view_log") == 1


async def test_money_that_came_in_is_shown_in_the_header_at_the_next_key(store: Path) -> None:
    async with playing(store, size=(120, 40)) as play:
        await play.press("enter", "2")
        await play.paid(61_000)
        await play.press("down")
        assert "huurboek bijgewerkt, er staat nu € 2,40 open" in play.text()
        assert "€ 2,40" in "\n".join(play.lines()[1:6])
        await play.press("down")
        assert "bijgewerkt" not in play.text()


async def test_the_call_card_is_of_the_file_as_it_is_when_it_opens(store: Path) -> None:
    """The amount, the last contact and the news; no view is logged twice."""
    async with playing(store, size=(120, 40)) as play:
        await play.press("enter")
        calls(store, on_screen(play))
        await play.paid(61_000)
        await play.press("c")
        text = play.text()
        assert f"{SINCE} huurder gesproken" in text
        assert "er staat nu € 2,40 open" in " ".join(text.split())
        assert "Belt terug." in text
        await play.press("t", "enter", "p")
        assert "2,40" in "\n".join(row for row in play.lines() if "toezegging" in row)
        assert play.count("view_log") == 1
        await play.press("f2")
        assert recorded(play)["promise"] == {"cents": 240, "due_on": "2026-11-10"}


async def test_what_came_while_a_form_was_open_is_said_when_it_is_left(store: Path) -> None:
    async with playing(store, size=(120, 40)) as play:
        await play.press("enter", "t")
        other = open_session(store, "bram")
        record(AddNote(case=play.app.screen.cases[0], text="Belt."), session=other)  # type: ignore[attr-defined]
        other.close()
        await play.press("escape")
        assert f"{SINCE} opmerking" in play.text()
        assert "Belt." in play.text()


async def test_a_key_acts_on_the_duty_as_it_was_on_screen(tmp_path: Path) -> None:
    """What a colleague judged meanwhile is shown after the refusal, and not judged over."""
    store = due_store(tmp_path / "store.db", 2, agreed=True)
    async with playing(store) as play:
        await play.press("enter", "8")
        play.do(
            "INSERT INTO judgement (condition, original_on, verdict, on_day, evidence, reference,"
            " why, by) SELECT id, '2026-10-07', 'missed', '2026-11-02', 'attendance', 'L', '',"
            " 'bram' FROM condition"
        )
        before = play.count("judgement")
        await play.press("m")
        assert "bram heeft dit" in play.text()
        assert play.count("judgement") == before


async def test_own_changes_are_no_news(store: Path) -> None:
    async with playing(store, size=(120, 40)) as play:
        await play.press("enter", "o", *"Belt", "f2")
        await play.press("1", "3")
        assert "Sinds je" not in play.text()


async def test_a_key_without_news_writes_nothing_more(store: Path) -> None:
    """A key that changes nothing on screen sends nothing."""
    async with playing(store, size=(120, 40)) as play:
        await play.press("enter", "1")
        update = play.app.screen._compositor.render_full_update()
        assert isinstance(update, PaintUpdate)
        painted = update._painted = Painted()
        update.render_segments(play.app.console)
        await play.press("1")
        again = play.app.screen._compositor.render_full_update()
        assert isinstance(again, PaintUpdate)
        again._painted = painted
        assert again.render_segments(play.app.console) == ""


@pytest.mark.parametrize("agreed", [False, True])
@pytest.mark.parametrize(("keys", "days"), [("jm", [29]), ("mjm", [22, 29]), ("m", [22])])
async def test_what_a_colleague_agrees_meanwhile_moves_the_cursor_to_no_other_duty(
    tmp_path: Path, *, keys: str, days: list[int], agreed: bool
) -> None:
    """It stands in another section: a key that was typed ahead judges what stood there."""
    path = second_chances(tmp_path / "chances.db", 1, talked=False)
    async with playing(path) as play:
        await play.look_and_press("v", "down", "down", "enter", "enter", "8", "j")
        if agreed:
            other = open_session(path, "bram")
            record(coaching(1, agreement="housing_support"), session=other)
            other.close()
        await play.press(*keys)
        judged = play.rows("SELECT original_on FROM judgement ORDER BY original_on")
        assert judged == [(f"2026-10-{day}",) for day in days]
