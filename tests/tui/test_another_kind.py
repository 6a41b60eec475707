"""A sixth kind of agreement, made of one module and one policy table, is begun like any."""

import shutil
from pathlib import Path

import pytest

from caseconsole.tui.possible import begun
from tests.process import test_another_kind
from tests.tui.play import Play, playing, recorded
from tests.tui.stores import due_store

policy_folder = test_another_kind.policy_folder


@pytest.fixture
def store(tmp_path: Path, policy_folder: Path) -> Path:
    """A store without agreements, the table of the sixth kind beside it."""
    path = due_store(tmp_path / "store.db", 6)
    shutil.copytree(policy_folder, path.with_suffix(".policy"))
    return path


async def begin(play: Play, *keys: str) -> None:
    """Begin what a section shows, by the command."""
    await play.press(*keys, "colon")
    await play.type("begin\n")


async def test_of_several_kinds_in_a_section_one_is_chosen_and_begun(store: Path) -> None:
    """Its form asks what its clauses need, and names the partner in them."""
    async with playing(store) as play:
        await begin(play, "enter", "6")
        assert "Wat begint er?" in play.lines()[0]
        assert [line for line in play.lines() if "Woonbegeleiding" in line]
        await play.press("down", "enter")
        fields = {field.name: field for field in play.app.screen.fields}  # type: ignore[attr-defined]
        assert {"shift_on", "shift_cadence"} <= set(fields)
        assert fields["state"].state == "agreed"
        fields["partner"].restore("de Voedselbank")
        fields["place"].restore("de loods")
        fields["shift_on"].restore("10-11-2026")
        await play.press("f2")
        asked = recorded(play, "agree")
        assert (asked["agreement"], asked["state"]) == ("voluntary_work", "agreed")
        texts = [one["text"] for one in asked["conditions"]]  # type: ignore[attr-defined]
        assert texts == ["De huurder komt elke twee weken bij de Voedselbank, in de loods."]


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("nl", ("Vrijwilligerswerk", "Eerste dienst", "Diensten", "Werkplek", "Plek sinds")),
        ("en", ("Voluntary work", "First shift", "Shifts", "Workplace", "Place since")),
    ],
)
async def test_all_of_its_form_is_named_by_its_table(
    store: Path, lang: str, names: tuple[str, ...]
) -> None:
    """Each field apart, and the one that was left empty."""
    async with playing(store, lang=lang, size=(120, 50)) as play:
        await begin(play, "enter", "6")
        await play.press("down", "enter")
        assert [name for name in names if name not in play.text()] == []
        fields = {field.name: field for field in play.app.screen.fields}  # type: ignore[attr-defined]
        fields["partner"].restore("de Voedselbank")
        fields["shift_on"].restore("10-11-2026")
        await play.press("f2")
        assert f"“{names[3]}”" in play.text()
        assert "voluntary_work" not in play.text()


@pytest.mark.parametrize(("lang", "name"), [("nl", "Plek sinds"), ("en", "Place since")])
async def test_a_later_state_asks_what_it_brings(store: Path, lang: str, name: str) -> None:
    async with playing(store, lang=lang, size=(120, 50)) as play:
        await begin(play, "enter", "6")
        await play.press("down", "enter")
        fields = {field.name: field for field in play.app.screen.fields}  # type: ignore[attr-defined]
        fields["partner"].restore("de Voedselbank")
        await play.look_and_press("f2", "g", "enter", "enter")
        assert type(play.app.screen).__name__ == "StateForm"
        assert name in play.text()
        assert "voluntary_work" not in play.text()


async def test_who_chooses_no_kind_begins_nothing(store: Path) -> None:
    async with playing(store) as play:
        await begin(play, "enter", "6")
        await play.press("escape")
        assert type(play.app.screen).__name__ == "CaseFileScreen"
        assert play.count("agreement") == 0


async def test_the_only_kind_of_a_section_is_begun_at_once(store: Path) -> None:
    async with playing(store) as play:
        await begin(play, "enter", "7")
        assert type(play.app.screen).__name__ == "StartForm"


@pytest.mark.parametrize(
    ("section", "kinds"),
    [
        ("4", ()),
        ("5", ("debt_counselling",)),
        ("6", ("housing_support", "voluntary_work")),
        ("9", ()),
    ],
)
def test_a_section_begins_its_kinds_but_for_what_is_made_at_the_desk(
    policy_folder: Path, section: str, kinds: tuple[str, ...]
) -> None:
    del policy_folder
    assert begun(section) == kinds
