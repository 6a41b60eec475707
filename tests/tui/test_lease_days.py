"""The last day in the forms of a second chance, as the form of its lease has it."""

from pathlib import Path

import pytest

from tests.tui.console import reach
from tests.tui.play import Play, playing, recorded
from tests.tui.stores import due_store

FREE = {"nl": "mag leeg blijven", "en": "may be left empty"}
FORMS = {"1": True, "4": False, "6": True}
"""Some forms of a lease by their number, and whether they name a last day."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which each case has a second chance that was applied for, and its debt is told."""
    return due_store(tmp_path / "store.db", 2, agreed=True)


async def _drafting(play: Play, name: str, lang: str = "nl") -> None:
    """A form in which a second chance is drafted, on its first field."""
    if name == "StateForm":
        play.do("UPDATE agreement_state SET state = 'applied' WHERE agreement IN"
                " (SELECT id FROM agreement WHERE kind = 'second_chance')")  # fmt: skip
    await reach(play.pilot, name, lang)
    await play.press("2" if name == "StartForm" else "1")


def _at(play: Play) -> str:
    screen = play.app.screen
    return str(screen.fields[screen.at].name)  # type: ignore[attr-defined]


async def _to(play: Play, field: str) -> None:
    while _at(play) != field:
        await play.press("tab")


def _end(play: Play) -> str:
    """The line of the last day."""
    words = play.app.speaker.say("form.end_on")
    return next(line for line in play.lines() if words in line)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", ["StartForm", "StateForm"])
async def test_the_last_day_says_whether_the_chosen_form_names_one(
    store: Path, name: str, lang: str
) -> None:
    """Only of a lease that is drafted; what is applied for or refused names none."""
    async with playing(store, lang=lang) as play:
        await _drafting(play, name, lang)
        for number, ends in FORMS.items():
            await _to(play, "form")
            await play.press(number)
            assert play.app.screen.state()["form"] == f"F{number}"  # type: ignore[attr-defined]
            await _to(play, "end")
            assert (FREE[lang] in _end(play)) is not ends, number
        await _to(play, "state")
        await play.press("1" if name == "StartForm" else "2")
        await _to(play, "end")
        assert FREE[lang] in _end(play)


@pytest.mark.parametrize("typed", ["", "01-01-2020"])
@pytest.mark.parametrize("name", ["StartForm", "StateForm"])
async def test_a_last_day_that_the_form_refuses_is_asked_in_its_field(
    store: Path, name: str, typed: str
) -> None:
    """All that was typed stays; nothing is recorded."""
    async with playing(store) as play:
        await _drafting(play, name)
        await _to(play, "end")
        await play.type(typed)
        await _to(play, "form")
        await play.press("6")
        await _to(play, "old_debt_why")
        await play.type("Afbetaald.")
        filled, before = play.app.screen.state(), play.count("journal")  # type: ignore[attr-defined]
        await play.press("f2")
        assert "noem een einddatum die na de begindatum ligt" in " ".join(play.text().split())
        assert _at(play) == "end"
        assert play.app.screen.state() == filled  # type: ignore[attr-defined]
        assert play.count("journal") == before


async def test_a_form_without_a_last_day_is_drafted_without_one(store: Path) -> None:
    async with playing(store) as play:
        await _drafting(play, "StateForm")
        await _to(play, "form")
        await play.press("4")
        await _to(play, "why")
        await play.type("Afbetaald.")
        await play.press("f2")
        assert recorded(play, "change_state")["end_on"] is None


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", ["StartForm", "StateForm"])
async def test_the_form_of_a_lease_says_what_is_to_be_minded_in_it(
    store: Path, name: str, lang: str
) -> None:
    """R77: use under the judgment is no lease, and none is made beside it."""
    warned = {"nl": "maak geen nieuwe huurovereenkomst", "en": "make no new lease"}[lang]
    async with playing(store, lang=lang) as play:
        await _drafting(play, name, lang)
        for number in FORMS:
            await _to(play, "form")
            await play.press(number)
            assert (warned in " ".join("\n".join(play.lines()).split())) is (number == "2"), number
        await _to(play, "state")
        await play.press("1" if name == "StartForm" else "2")
        assert warned not in " ".join("\n".join(play.lines()).split())
