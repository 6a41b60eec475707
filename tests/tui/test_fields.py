"""The fields of a form by themselves: choosing by letters, ticking by digits and the blank."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.drafting import Asked, Shape
from caseconsole.domain.message import Refused
from caseconsole.locale import speaker
from caseconsole.tui.plan_fields import PlanFields
from caseconsole.tui.screens.judge_forms import condition_field
from caseconsole.tui.widgets.form import ChoiceField, enter
from caseconsole.tui.widgets.more_fields import ManyField
from tests.outgoing import agreed
from tests.tui.play import playing
from tests.tui.stores import due_store

PEOPLE = [("anna", "Anna Bos"), ("mia", "Mia Top"), ("teun", "Teun Bos"), ("tess", "Tess de Wit")]
SIGNERS = [(code, code) for code in ("landlord", "tenant", "provider")]


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("t", "teun"),
        ("tt", "tess"),
        ("te", "teun"),
        ("Tes", "tess"),
        ("tess d", "tess"),
        ("tess x", ""),
        ("Tom", ""),
        ("Tom⌫⌫es", "tess"),
        ("Tom2", "mia"),
        ("Tom↓", "tess"),
        ("Tom⇥tes", "tess"),
        ("Tom⇥", ""),
        (" ", "mia"),
        ("⌫", "anna"),
    ],
)
def test_letters_typed_in_a_row_choose_what_begins_with_them_and_else_nothing_is_recorded(
    typed: str, chosen: str
) -> None:
    field = ChoiceField("owner", "form.owner", PEOPLE, "anna")
    named = {"⌫": "backspace", "↓": "down", " ": "space"}
    for key in typed:
        if key == "⇥":
            enter(field)
            continue
        field.key(named.get(key, key), key if key not in "⌫↓" else None)
    if chosen:
        field.check()
        assert field.state == chosen
    else:
        with pytest.raises(Refused) as refused:
            field.check()
        assert refused.value.why.id == "form.no_option"


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (("space",), "landlord"),
        (("2",), "tenant"),
        (("2", "space"), ""),
        (("1", "3", "1"), "provider"),
        (("9",), ""),
        (("down", "space", "3"), "tenant provider"),
    ],
)
def test_boxes_are_ticked_by_digit_and_by_the_blank(keys: tuple[str, ...], chosen: str) -> None:
    field = ManyField("parties", "form.parties", SIGNERS)
    for key in keys:
        assert field.key(key, key if key.isdigit() else None)
    assert field.state == chosen
    rows = field.lines(speaker("nl"), 40, active=True)
    assert ["".join(part for part, _ in row)[2] for row in rows] == ["1", "2", "3"]


def test_conditions_with_the_same_words_are_told_apart_by_their_days() -> None:
    made = agreed.made(1, "second_chance")
    (one,) = made.conditions
    twice = [replace(one, id=key, first_on=date(2026, 11, key)) for key in (7, 8)]
    other = replace(one, id=9, text="Iets anders.")
    conditions = replace(made, conditions=(*twice, other))
    field = condition_field(conditions, None, speaker("nl", date(2026, 11, 3)))
    words = [words for _, words in field.options[:3]]
    assert words == ["C05 za 7 nov Komt elke week.", "C05 zo 8 nov Komt elke week.",
                     "C05 Iets anders."]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which each case has an agreement of every kind."""
    return due_store(tmp_path / "store.db", 2, agreed=True)


async def test_the_footer_tells_how_to_tick_only_where_there_are_boxes(store: Path) -> None:
    async with playing(store) as play:
        play.do("UPDATE agreement SET withdrawn_at = 1 WHERE kind = 'second_chance'")
        await play.press("enter", "8", "enter", "enter")
        assert "aan/uit" not in play.lines()[-1]
        await play.press("f1")
        assert "␣" in play.text()
        await play.press("escape")
        for _ in range(30):
            if "[ ]" in play.text() or "[x]" in play.text():
                break
            await play.press("tab")
        assert "␣ aan/uit" in play.lines()[-1]
        assert "F1 toetsen" in play.lines()[-1]


async def test_what_is_missing_in_a_clause_is_where_the_cursor_goes(store: Path) -> None:
    """What is typed next goes there, not into another field."""
    async with playing(store) as play:
        play.do("UPDATE agreement SET withdrawn_at = 1 WHERE kind = 'second_chance'")
        await play.press("enter", "8", "enter", "enter", "f2", "home", "enter", "enter", "1")
        await play.press(*["tab"] * 5)
        await play.type("02-11-2027")
        await play.press("tab", "tab", "7", "f2")
        assert "is “Betaalwijze” nog niet ingevuld" in play.lines()[-2]
        (line,) = [row for row in play.lines() if row.startswith("▶")]
        assert line.startswith("▶ Betaalwijze")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("colon",), "Enter klaar  Tab vul aan  Esc niet doen"),
        (("f",), "Enter klaar  Tab vul aan  Esc niet doen  F1 toetsen"),
        (("colon", "escape"), "Enter open"),
        (("slash",), "Enter open"),
    ],
)
async def test_the_footer_tells_what_keys_do_while_something_is_typed(
    store: Path, keys: tuple[str, ...], said: str
) -> None:
    async with playing(store) as play:
        await play.press(*keys)
        assert said in play.lines()[-1]


def test_a_term_of_their_own_is_named_by_its_clause() -> None:
    """No message says what it is; an amount that is typed is one."""
    asked = [
        Asked("fee_cents", Shape.MONEY, clause="Eigen bijdrage"),
        Asked("session_on", Shape.DAY, clause="Les"),
    ]
    plan = PlanFields(asked, date(2026, 11, 3), speaker("nl"))
    assert [field.label for field in plan.fields] == ["Eigen bijdrage", "term.session_on"]
    plan.fields[0].restore("25,00")
    assert plan.terms() == {"fee_cents": 2_500}
