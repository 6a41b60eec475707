"""The list as text."""

import json
from datetime import date

import pytest

from caseconsole.domain.verdict import Claim, Due
from caseconsole.locale import speaker
from caseconsole.outgoing import verdicts, worklist
from caseconsole.outgoing.due import because
from tests.outgoing.views import due


@pytest.mark.parametrize(("lang", "said"), [("nl", "geen huurder"), ("en", "no tenant")])
def test_a_lease_whose_tenant_is_not_known_says_so(lang: str, said: str) -> None:
    text = "\n".join(worklist.as_text([due()._replace(tenant="")], speaker(lang)))
    assert said in text


def test_the_list_as_text_says_what_the_console_says_of_a_row() -> None:
    """Interpreter and administrator, household, by whom, and what comes next."""
    row = due()._replace(interpreter=True, whom="administrator")
    voice = speaker("nl")
    head, first, why, follows, _ = worklist.as_text([row], voice)
    assert because(row, voice) in why
    assert "Bel de bewindvoerder. Bel met een tolk: niemand hier spreekt Turks." in why
    assert head.split()[-2:] == ["huis", "door"]
    assert first.split()[-2:] == ["1+1", "anna"]
    assert voice.say(row.next) in follows


def test_a_household_and_months_that_are_not_known_are_a_dash_and_null() -> None:
    row = due()._replace(adults=None, children=None, months_tenths=None)
    _, first, *_ = worklist.as_text([row], speaker("nl"))
    assert first.split()[-5:] == ["612,40", "–", "tr", "–", "anna"]
    (fact,) = json.loads(worklist.as_json([row], speaker("nl")))
    assert (fact["months_tenths"], fact["adults"], fact["children"]) == (None, None, None)


def test_the_largest_arrears_of_the_list_stand_whole_in_their_column() -> None:
    rows = [due(), due()._replace(arrears=299_999_997)]
    head, *lines = worklist.as_text(rows, speaker("nl"))
    ends = {line.index(said) + len(said) for line, said in (
        (head, "achterstand"), (lines[0], "€ 612,40"), (lines[3], "€ 2.999.999,97"),
    )}  # fmt: skip
    assert len(ends) == 1


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_day_of_another_year_stands_whole_in_its_column(lang: str) -> None:
    voice = speaker(lang, date(2027, 1, 8))
    rows = [due()._replace(since=on) for on in (date(2026, 12, 21), date(2027, 1, 7))]
    _, first, _, _, second, *_ = worklist.as_text(rows, voice)
    action = voice.say(f"action.{due().action}")
    assert f" {voice.day(rows[0].since)} {action}" in first
    assert first.index(action) == second.index(action)


def test_why_as_text_says_whom_to_call_and_with_an_interpreter() -> None:
    row = due()._replace(interpreter=True, whom="administrator")
    step = Due(
        Claim.CALL, row.action, row.since, row.until, row.because, row.rule, row.source, row.next, 1
    )
    text = "\n".join(verdicts.as_text([step], speaker("nl"), [row]))
    assert "Bel de bewindvoerder. Bel met een tolk: niemand hier spreekt Turks." in text
