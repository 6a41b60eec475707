import re
import tomllib
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.domain import limit, limit_words
from caseconsole.domain.limit import (
    FIELDS,
    MARKED,
    ME,
    NOBODY,
    Offset,
    Op,
    Term,
    day_of,
    in_words,
    parse_limit,
    suggest,
)
from caseconsole.domain.message import LANGUAGES, Refused
from caseconsole.domain.verdict import Claim
from caseconsole.locale import speaker
from caseconsole.process.claims import CLAIMS

TODAY = date(2026, 11, 22)
REFUSALS = {
    "", "limit.empty_word", "limit.needs_value", "limit.unknown_field", "limit.not_compared",
    "limit.bad_value",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("lang:tr", Term("lang", Op.IS, "tr")),
        ("taal:TR", Term("lang", Op.IS, "tr")),
        ("arrears>500", Term("arrears", Op.MORE, 50000)),
        ("arrears>=1.204,50", Term("arrears", Op.AT_LEAST, 120450)),
        ("arrears>2m", Term("months", Op.MORE, 20)),
        ("achterstand<1,5m", Term("months", Op.LESS, 15)),
        ("children", Term("children", Op.MORE, 0)),
        ("kinderen>=3", Term("children", Op.AT_LEAST, 3)),
        ("children:0", Term("children", Op.IS, 0)),
        ("due<=today", Term("due", Op.AT_MOST, Offset(0))),
        ("due<=3d", Term("due", Op.AT_MOST, Offset(3))),
        ("owner:me", Term("owner", Op.IS, ME)),
        ("van:ik", Term("owner", Op.IS, ME)),
        ("owner:-", Term("owner", Op.IS, NOBODY)),
        ("owner=anna", Term("owner", Op.IS, "anna")),
        ("called<3d", Term("called", Op.MORE, Offset(-3))),
        ("called>=1d", Term("called", Op.AT_MOST, Offset(-1))),
        ("gebeld:gisteren", Term("called", Op.IS, Offset(-1))),
        ("since<2026-11-01", Term("since", Op.LESS, date(2026, 11, 1))),
        ("since<01-11-2026", Term("since", Op.LESS, date(2026, 11, 1))),
        ("action:first_call", Term("action", Op.IS, "first_call")),
        ("claim:CALL", Term("claim", Op.IS, "call")),
        ("team:noord", Term("team", Op.IS, "noord")),
        ("ploeg:ik", Term("team", Op.IS, "me")),
        ("name:yil", Term("name", Op.IS, "yil")),
        ("agreement:second_chance", Term("agreement", Op.IS, "second_chance")),
        ("traject:payment_arrangement", Term("agreement", Op.IS, "payment_arrangement")),
        ("agreed>=2026-10-01", Term("agreed", Op.AT_LEAST, date(2026, 10, 1))),
        ("review<=today", Term("review", Op.AT_MOST, Offset(0))),
        ("herzien<=7d", Term("review", Op.AT_MOST, Offset(7))),
        ("Yılmaz", Term("name", Op.IS, "Yılmaz")),
        ("marked", Term("marked", Op.IS, 1)),
        ("-lang:tr", Term("lang", Op.IS, "tr", negated=True)),
        ("!children", Term("children", Op.MORE, 0, negated=True)),
        ("-yil", Term("name", Op.IS, "yil", negated=True)),
    ],
)
def test_a_word_of_a_limit_is_understood(text: str, term: Term) -> None:
    assert parse_limit(text) == (term,)


def test_all_words_of_a_limit_hold_together() -> None:
    terms = parse_limit("  lang:tr arrears>2m   children -called<3d de Vries ")
    assert [(term.field, term.negated) for term in terms] == [
        ("lang", False), ("months", False), ("children", False), ("called", True),
        ("name", False), ("name", False),
    ]  # fmt: skip
    assert parse_limit("") == ()


@pytest.mark.parametrize(
    ("text", "why", "word"),
    [
        ("lang:tr foo:1", "limit.unknown_field", "foo"),
        (":", "limit.unknown_field", ":"),
        ("lang>tr", "limit.not_compared", "lang>tr"),
        ("marked:1", "limit.bad_value", "marked:1"),
        ("lang:", "limit.bad_value", "lang:"),
        ("arrears>veel", "limit.bad_value", "arrears>veel"),
        ("children>x", "limit.bad_value", "children>x"),
        ("due<=2026-02-30", "limit.bad_value", "due<=2026-02-30"),
        ("claim:dance", "limit.bad_value", "claim:dance"),
        ("action:fly", "limit.bad_value", "action:fly"),
        ("team:", "limit.bad_value", "team:"),
        ("owner", "limit.needs_value", "owner"),
        ("taal", "limit.needs_value", "taal"),
        ("kinderen Achterstand", "limit.needs_value", "Achterstand"),
        ("-", "limit.empty_word", "-"),
        ("--", "limit.empty_word", "--"),
        ("-!-", "limit.empty_word", "-!-"),
    ],
)
def test_a_wrong_word_is_named_with_what_is_possible(text: str, why: str, word: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_limit(text)
    assert refused.value.why.id == why
    assert refused.value.why.values["word"] == word
    assert refused.value.why.values["possible_word"]


def test_a_word_of_a_field_that_stands_in_names_is_searched() -> None:
    assert parse_limit("van dijk")[0] == Term("name", Op.IS, "van")


@pytest.mark.parametrize("text", ["marked", "gemerkt", "-marked", "children marked", "marked:1"])
def test_where_nothing_can_be_marked_a_limit_to_marks_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_limit(text, marks=False)
    assert refused.value.why.id == "limit.no_marks"
    assert parse_limit("children", marks=False) == parse_limit("children")


def possible(text: str, lang: str, *, marks: bool = True) -> str:
    """What the refusal of a limit says can be written."""
    with pytest.raises(Refused) as refused:
        parse_limit(text, marks=marks)
    return speaker(lang).say(str(refused.value.why.values["possible_word"]))


def test_a_refusal_names_the_fields_in_the_language_of_the_reader() -> None:
    assert possible("foo:1", "en") == ", ".join(FIELDS)
    assert possible("foo:1", "nl") == ", ".join(field.dutch for field in FIELDS.values())
    unmarked = [field for name, field in FIELDS.items() if name != MARKED]
    assert possible("foo:1", "en", marks=False) == ", ".join(field.name for field in unmarked)
    assert possible("foo:1", "nl", marks=False) == ", ".join(field.dutch for field in unmarked)


@pytest.mark.parametrize("name", FIELDS)
def test_a_refusal_shows_what_can_be_written_in_the_language_of_the_reader(name: str) -> None:
    """A few things, each of which is understood."""
    field = FIELDS[name]
    for lang, word in (("nl", field.dutch), ("en", field.name)):
        shown = re.sub(r" \([^)]*\)", "", possible(f"{name}:", lang)).split(", ")
        assert all(one.startswith(word) for one in shown)
        assert {term.field for one in shown for term in parse_limit(one)} <= {name, "months"}
        assert len(shown) <= 3 or not field.values


def test_a_lone_sign_is_shown_with_a_word_behind_it_in_both_languages() -> None:
    for lang in LANGUAGES:
        assert parse_limit(possible("-", lang)) == parse_limit("-lang:tr")


def outcome(text: str) -> str:
    """How a limit is taken: the id of the refusal, or nothing."""
    try:
        terms = parse_limit(text)
    except Refused as refused:
        return refused.why.id
    return "" if all(term.field in {*FIELDS, "months"} for term in terms) else "no field"


@given(st.text())
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    assert outcome(text) in REFUSALS


@given(
    st.sampled_from(sorted(FIELDS)), st.sampled_from([":", "=", "<", "<=", ">", ">="]), st.text()
)
def test_any_value_is_read_or_refused_with_a_sentence(field: str, op: str, value: str) -> None:
    assert outcome(f"{field}{op}{value}") in REFUSALS


def test_each_example_is_understood_and_each_field_explained_in_both_languages() -> None:
    texts = files("caseconsole") / "locale" / "texts" / "domain.toml"
    said = tomllib.loads(texts.read_text(encoding="utf-8"))
    for name, field in FIELDS.items():
        (term,) = parse_limit(field.example)
        assert name == field.name
        assert term.field in {name, "months"}
        assert set(said[field.help]) == {"nl", "en"}


def test_every_step_can_be_asked_for_by_name() -> None:
    assert set(limit_words.ACTIONS) == set(CLAIMS)
    assert set(limit_words.CLAIMS) == set(Claim)


def test_a_day_is_worked_out_from_today() -> None:
    assert day_of(Offset(-3), TODAY) == date(2026, 11, 19)
    assert day_of(TODAY, date(2026, 1, 1)) == TODAY
    with pytest.raises(TypeError):
        day_of("today", TODAY)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("la", ["lang:"]),
        ("c", ["children", "called<3d", "claim:"]),
        ("lang:t", ["lang:tr"]),
        ("-lang:t", ["-lang:tr"]),
        (
            "children claim:",
            [f"children claim:{claim}" for claim in Claim],
        ),
        ("owner:me action:f", ["owner:me action:first_call", "owner:me action:follow_up"]),
        ("agreement:s", ["agreement:second_chance"]),
        ("claim:call", []),
        ("foo:", []),
    ],
)
def test_completion_offers_whole_expressions(typed: str, found: list[str]) -> None:
    assert suggest(typed) == found


def test_completion_of_nothing_offers_every_field() -> None:
    assert len(suggest("")) == len(suggest("lang:tr ")) == len(FIELDS)


@given(st.text())
def test_completion_only_adds_to_what_was_typed(text: str) -> None:
    for found in suggest(text):
        assert found.lower().startswith(text.lower())


LIMITS = [
    ("owner:me lang:tr", "van:ik taal:tr"),
    ("snoozed children", "uitgesteld kinderen"),
    ("-called<3d !due<=today", "-gebeld<3d !uiterlijk<=vandaag"),
    ("owner:- team:noord yil", "van:- ploeg:noord yil"),
    ("team:me", "ploeg:ik"),
    ("name:me what:is", "naam:me what:is"),
    ("- !", "- !"),
]


@pytest.mark.parametrize(("english", "dutch"), LIMITS)
def test_a_limit_is_told_in_the_words_of_either_language(english: str, dutch: str) -> None:
    for text in (english, dutch):
        assert in_words(text, dutch=True) == dutch
        assert in_words(text, dutch=False) == english


@pytest.mark.parametrize("dutch", [False, True])
def test_every_completion_is_understood_and_stands_in_its_language(dutch: bool) -> None:
    """So are the values that complete it further."""
    for field in FIELDS.values():
        name = field.dutch if dutch else field.name
        assert any(one.startswith(name) for one in suggest(name[:-1], dutch=dutch))
        for whole in suggest(f"{name}:", dutch=dutch):
            assert parse_limit(whole)
            assert in_words(whole, dutch=dutch) == whole


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("actie:terugbellen", "action:call_back"),
        ("vraag:bellen", "claim:call"),
        ("traject:tweede-kans", "agreement:second_chance"),
    ],
)
def test_a_value_has_a_word_in_dutch_and_the_english_one_is_understood(
    dutch: str, english: str
) -> None:
    assert parse_limit(dutch) == parse_limit(english)
    assert limit.in_words(english, dutch=True) == dutch
    assert limit.in_words(dutch, dutch=False) == english
    assert dutch in limit.suggest(dutch[:-2], dutch=True)


def test_a_case_number_is_not_taken_for_a_name() -> None:
    with pytest.raises(Refused) as refused:
        parse_limit("33-5")
    assert refused.value.why.id == "limit.case_number"
