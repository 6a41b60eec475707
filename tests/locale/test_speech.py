"""Sentences, amounts and dates in two languages."""

import tomllib
from datetime import UTC, date, datetime

import pytest

from caseconsole.domain.limit import NAMED
from caseconsole.domain.message import LANGUAGES, message
from caseconsole.locale import speaker
from caseconsole.locale.compile import TEXTS

TODAY = date(2026, 11, 3)


def test_money_in_a_sentence_is_written_the_dutch_way_in_both_languages() -> None:
    for lang in LANGUAGES:
        assert "€ 1.204,00" in speaker(lang).say("case.arrears", arrears_cents=120400)


def test_a_date_in_a_sentence_has_its_weekday_and_no_year_when_it_is_this_one() -> None:
    assert "di 3 nov" in speaker("nl", TODAY).say("case.since", since_on="2026-11-03")
    assert "Tue 3 Nov" in speaker("en", TODAY).say("case.since", since_on="2026-11-03")
    assert "2026" not in speaker("nl", TODAY).say("case.since", since_on="2026-11-03")


def test_a_date_of_another_year_has_its_year() -> None:
    assert speaker("nl", TODAY).day(date(2025, 12, 31)) == "wo 31 dec 2025"
    assert speaker("nl").day(TODAY) == "di 3 nov 2026"


def test_tenths_have_one_decimal() -> None:
    voice = speaker("en")
    assert [voice.tenths(n) for n in (0, 4, 19, 120, -5)] == ["0,0", "0,4", "1,9", "12,0", "-0,5"]


def test_an_instant_is_told_in_the_zone_of_the_association() -> None:
    at = int(datetime(2026, 11, 3, 13, 2, tzinfo=UTC).timestamp() * 1000)
    voice = speaker("nl", TODAY)
    assert voice.instant(at, "Europe/Amsterdam") == "14:02"
    assert voice.instant(at, "Europe/Amsterdam", date(2026, 11, 4)) == "3 nov 14:02"
    assert voice.instant(at, "Europe/Amsterdam", date(2027, 1, 4)) == "3 nov 2026 14:02"


@pytest.mark.parametrize(("tag", "name"), [("tr", "Turks"), ("ary", "Marokkaans-Arabisch")])
def test_languages_have_names(tag: str, name: str) -> None:
    assert speaker("nl").language(tag) == name


def test_a_language_without_a_name_is_shown_by_its_tag() -> None:
    assert speaker("nl").language("xx") == "xx"


def test_one_and_many_have_their_own_words() -> None:
    voice = speaker("nl")
    assert voice.say("cli.due.total", n=1) == "1 dossier"
    assert voice.say("cli.due.total", n=2) == "2 dossiers"


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert "{x}" in speaker("nl").say("cli.wrong_day", text="{x}{0}")


@pytest.mark.parametrize("own", ["Komt.", "{own}{0}[/x]", "{clause_word}", "clause.own"])
def test_a_word_in_a_sentence_can_hold_what_somebody_typed(own: str) -> None:
    """It is shown as it is."""
    words = {"clause_word": "clause.own_words", "agreement_word": "kind.second_chance"}
    told = message("obligation_late.missed", n=1, due_on="2026-11-03", own=own, **words)
    said = speaker("nl", TODAY).say(told)
    assert said == f"Tweede kans: “{own}” van di 3 nov gemist. 1 verplichting gemist."


def test_what_is_missing_is_shown_and_stops_nothing() -> None:
    voice = speaker("nl")
    assert voice.say(message("no.such_sentence")) == "no.such_sentence"
    assert "{text}" in voice.say("cli.wrong_day")


def test_the_languages_that_can_be_asked_for_are_those_with_a_name() -> None:
    texts = tomllib.loads((TEXTS / "locale.toml").read_text(encoding="utf-8"))
    named = {id_.removeprefix("language.") for id_ in texts if id_.startswith("language.")}
    assert named == NAMED
