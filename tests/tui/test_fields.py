"""The fields of a form by themselves: choosing by letters, ticking by digits and the blank."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import caseconsole
from caseconsole.casework.drafting import Asked, Shape
from caseconsole.domain.message import Refused
from caseconsole.locale import speaker
from caseconsole.locale.compile import entries
from caseconsole.tui.call_sheet import HELP
from caseconsole.tui.plan_fields import PlanFields
from caseconsole.tui.screens.call_card import CallCard
from caseconsole.tui.screens.form_screen import FormScreen
from caseconsole.tui.screens.forms import FORMS
from caseconsole.tui.screens.ladder_forms import condition_field
from caseconsole.tui.set_right import SET_RIGHT
from caseconsole.tui.widgets.form import ChoiceField, enter
from caseconsole.tui.widgets.more_fields import ManyField
from tests.outgoing import agreed
from tests.tui.console import reach
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


@pytest.mark.parametrize("keys", ["9", "lijst 9", "an9"])
def test_what_fits_no_option_is_shown_and_refused(keys: str) -> None:
    field = ChoiceField("owner", "form.owner", PEOPLE, "anna")
    for key in keys:
        assert field.key(key, key)
    shown = [
        "".join(part for part, _ in row) for row in field.lines(speaker("nl"), 40, active=True)
    ]
    assert shown[len(PEOPLE) :] == [f"  {keys}"]
    with pytest.raises(Refused, match=r"form\.no_option"):
        field.check()


def test_an_option_that_begins_with_a_bracket_is_found_by_its_first_letter() -> None:
    field = ChoiceField("result", "form.result", [("", "geen"), ("advice", "(Budget)advies")])
    field.key("b", "b")
    assert field.state == "advice"


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
        await play.look_and_press(
            "enter", "8", "enter", "enter", "f2", "home", "enter", "enter", "1"
        )
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


@pytest.mark.parametrize("odd", ["²", "½", "Ⅷ", "①", "৪"])
def test_a_character_that_is_no_figure_chooses_and_ticks_nothing(odd: str) -> None:
    field = ChoiceField("owner", "form.owner", PEOPLE, "anna")
    assert field.key(odd, odd)
    many = ManyField("parties", "form.parties", SIGNERS)
    many.key(odd, odd)
    if odd.isdecimal():
        assert (field.state, many.state) == ("tess", "")
        return
    with pytest.raises(Refused, match=r"form\.no_option"):
        field.check()
    assert many.state == ""


@pytest.mark.parametrize(
    "name", ["CallCard", "ArrangementDesk", *(f.__name__ for f in FORMS.values())]
)
async def test_odd_characters_stop_no_form(tmp_path: Path, name: str) -> None:
    """Each place of a form takes what looks like a figure and is none, or leaves it."""
    store = due_store(tmp_path / "s.db", 3, agreed=True)
    async with playing(store) as play:
        await reach(play.pilot, name)
        places = len(getattr(play.app.screen, "fields", range(8)))
        await play.press(*["²", "٣", "tab"] * places)
        assert type(play.app.screen).__name__ == name


async def test_the_help_row_of_the_call_card_takes_no_odd_character(tmp_path: Path) -> None:
    async with playing(due_store(tmp_path / "s.db", 1)) as play:
        await play.press("c", "t", "O", "²", "½", "1")
        card = play.app.screen
        assert isinstance(card, CallCard)
        assert card.sheet
        assert card.sheet.at == HELP


@pytest.mark.parametrize(
    ("way", "keys", "said", "field"),
    [
        (("O",), ("1", "tab", "4"), "Schrijf waarom deze hulp niet is aangeboden.", "why"),
        (
            ("enter", "8", "g", "enter", "enter"),
            ("4",),
            "schrijf waarom.",
            "why",
        ),
    ],
)
async def test_the_cursor_goes_to_the_field_that_sets_a_refusal_right(
    tmp_path: Path, way: tuple[str, ...], keys: tuple[str, ...], said: str, field: str
) -> None:
    async with playing(due_store(tmp_path / "s.db", 2, agreed=True)) as play:
        await play.press(*way, *keys, "f2")
        form = play.app.screen
        assert isinstance(form, FormScreen)
        assert said in play.text()
        assert form.fields[form.at].name == field


def test_every_refusal_with_a_field_is_a_sentence() -> None:
    assert set(SET_RIGHT) <= {entry.id for entry in entries()}


REFUSING = (
    "casework/alone.py", "casework/work.py", "casework/handlers/*.py", "process/gates.py",
    "process/protection.py", "process/signalling.py",
)  # fmt: skip
NOWHERE = frozenset({
    "gate.called", "gate.end_card", "gate.frozen", "gate.misses", "gate.moratorium",
    "gate.red_card_approved", "gate.second_person", "gate.shelter_children",
    "gate.signal_contact", "gate.signal_days", "gate.signal_help", "gate.signal_higher",
    "gate.signal_nothing", "gate.signal_objection", "gate.signal_offer", "gate.unshielded",
    "refused.agreement_exists", "refused.agreement_stands_still", "refused.agreement_unknown",
    "refused.appointment_closed", "refused.appointment_unknown", "refused.arrangement_empty",
    "refused.condition_instalments", "refused.condition_judge", "refused.condition_rests",
    "refused.condition_unknown", "refused.covers_other", "refused.covers_taken",
    "refused.graduate_breached", "refused.graduate_rung", "refused.judged_by_agreement",
    "refused.judged_by_state", "refused.ledger_changed", "refused.no_caller", "refused.no_case",
    "refused.no_ladder", "refused.no_obligation", "refused.not_reached", "refused.offer_unknown",
    "refused.pause_ended", "refused.promise_ledger", "refused.promise_past",
    "refused.referral_answered", "refused.referral_unknown", "refused.review_changed",
    "refused.review_closed", "refused.review_file", "refused.review_files", "refused.review_kind",
    "refused.review_unknown", "refused.rung_alone", "refused.rung_approved",
    "refused.rung_closed", "refused.rung_own", "refused.rung_unknown", "refused.scheme_months",
    "refused.settled_day",
    "refused.signal_amount", "refused.signed", "refused.suspension_unknown",
})  # fmt: skip
"""What no field of a form sets right, or a field that the refusal names itself."""


def test_every_refusal_of_the_store_has_its_field_or_none() -> None:
    """A new one is looked at; a field that is named stands in some form."""
    root = Path(caseconsole.__file__).parent
    refused = {
        id_
        for pattern in REFUSING
        for path in root.glob(pattern)
        for id_ in re.findall(r'"((?:refused|gate)\.\w+)"', path.read_text(encoding="utf-8"))
    }
    assert refused - set(SET_RIGHT) == NOWHERE
    drawn = [*root.glob("tui/**/*.py"), root / "casework" / "drafting.py"]
    names = {
        name
        for path in drawn
        for name in re.findall(
            r'(?:Field|Asked|__init__|self\.kind)\(\s*"(\w+)"', path.read_text(encoding="utf-8")
        )
    }
    assert {name for fields in SET_RIGHT.values() for name in fields} <= names


def test_a_term_of_their_own_is_named_by_its_clause() -> None:
    """No message says what it is; an amount that is typed is one."""
    asked = [
        Asked("fee_cents", Shape.MONEY, clause="Eigen bijdrage"),
        Asked("provider", Shape.TEXT, clause="Begeleiding"),
    ]
    plan = PlanFields(asked, date(2026, 11, 3), speaker("nl"))
    assert [field.label for field in plan.fields] == ["Eigen bijdrage", "term.provider"]
    plan.fields[0].restore("25,00")
    assert plan.terms() == {"fee_cents": 2_500}
