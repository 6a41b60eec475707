"""Terms become conditions: whose duty, on which days, in which words."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseconsole.domain.agreement import Duty, Evidence, Judge, Weight
from caseconsole.domain.agreement_changes import NewCondition
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Refused
from caseconsole.domain.recurrence import days, recurrence
from caseconsole.process.drafting import (
    ConditionDraft,
    default_terms,
    draft,
    in_words_of,
)
from caseconsole.process.policy import Policy
from caseconsole.process.policy_tables import CODES
from caseconsole.process.policy_terms import asked_of
from tests.process.files import nov, policy
from tests.process.test_policy import entry, with_own

START = nov(2)
YEAR = date(2027, 11, 1)
EVERY_FIELD: dict[str, dict[str, object]] = {
    "C01": {},
    "C02": {"debt_cents": 1_200_00},
    "C03": {"counsellor": "Stadsbank"},
    "C04": {"provider": "Humanitas"},
    "C05": {"coach": "Budgetbuurt"},
    "C06": {"provider": "Humanitas"},
    "C07": {"way_of_paying": "automatische incasso"},
    "C14": {"housemates": "S. de Vries"},
    **{code: {} for code in ("C08", "C09", "C10", "C11", "C12", "C13")},
}


def drafted(kind: str, terms: dict[str, Any], **more: Any) -> list[ConditionDraft]:
    """The conditions that these terms come to from 2 November 2026."""
    return list(draft(kind, terms, policy(), START, **more))


def by_clause(found: list[ConditionDraft]) -> dict[str, ConditionDraft]:
    """The first of each clause."""
    return {one.clause: one for one in reversed(found)}


def test_an_arrangement_is_instalments_running_rent_and_a_confirmation() -> None:
    """The lump sum first; the amounts are judged by the ledger (R34, R36)."""
    terms = {
        "cents": 50_00, "last_cents": 40_00, "first_on": "2026-11-25",
        "rule": "FREQ=MONTHLY;COUNT=6", "lump_cents": 100_00, "lump_on": "2026-11-20",
    }  # fmt: skip
    found = by_clause(drafted("payment_arrangement", terms, end=date(2027, 4, 25)))
    assert set(found) == {"lump_sum", "instalment", "running_rent", "confirm"}
    instalment = found["instalment"]
    assert (instalment.cents, instalment.last_cents, instalment.first_on) == (50_00, 40_00, nov(25))
    assert instalment.rule == "FREQ=MONTHLY;COUNT=6"
    assert instalment.judge is Judge.LEDGER
    assert instalment.until == date(2027, 4, 25)
    assert "elke maand een termijn van € 50,00" in instalment.text
    assert "2 gemiste termijnen" in instalment.consequence
    assert (found["lump_sum"].cents, found["lump_sum"].first_on) == (100_00, nov(20))
    assert found["running_rent"].first_on == date(2026, 12, 1)
    assert found["running_rent"].fixed
    assert (found["confirm"].duty, found["confirm"].first_on) == (Duty.ASSOCIATION, nov(9))


@pytest.mark.parametrize(
    ("kind", "end", "asked"),
    [
        ("payment_arrangement", date(2026, 11, 22), True),
        ("payment_arrangement", None, True),
        ("debt_counselling", date(2026, 11, 21), False),
        ("debt_counselling", date(2026, 11, 22), True),
    ],
)
def test_what_ends_before_the_next_rent_day_asks_no_running_rent(
    kind: str, end: date | None, asked: bool
) -> None:
    """So that a debt can be paid in two weeks; on the rent day itself the rent is asked."""
    assert ("running_rent" in by_clause(drafted(kind, {"due_day": 22}, end=end))) is asked


@pytest.mark.parametrize(
    ("end", "until"),
    [
        (date(2026, 11, 21), None),
        (date(2026, 11, 22), date(2026, 11, 22)),
        (None, None),
    ],
)
def test_running_rent_lasts_as_long_as_an_arrangement_that_ends_before_the_next_rent_day(
    end: date | None, until: date | None
) -> None:
    """R36: it asks nothing unless a payment is moved past that day."""
    rent = by_clause(drafted("payment_arrangement", {"due_day": 22}, end=end))["running_rent"]
    assert (rent.first_on, rent.until, rent.fixed) == (date(2026, 11, 22), until, True)


@pytest.mark.parametrize(
    ("without", "gone"),
    [("lump_cents", "lump_sum"), ("lump_on", "lump_sum"), ("first_on", "instalment")],
)
def test_what_is_not_agreed_is_left_out(without: str, gone: str) -> None:
    """A lump sum needs its amount and its day."""
    terms = {"cents": 1, "first_on": "2026-11-25", "lump_cents": 1, "lump_on": "2026-11-20"}
    assert gone in by_clause(drafted("payment_arrangement", terms))
    del terms[without]
    assert gone not in by_clause(drafted("payment_arrangement", terms))


def test_the_order_of_allocation_and_what_binds_stand_in_the_terms() -> None:
    """They are copied at signing, so that a later policy changes nothing."""
    terms = default_terms("payment_arrangement", policy(), START)
    assert terms["allocation"] == ("rent_since_start", "instalment_due", "due_soon", "oldest")
    assert terms["misses_to_lapse"] == 2
    first = drafted("payment_arrangement", {"confirm_wd": 1}, only=("confirm",))
    assert [one.first_on for one in first] == [nov(3)]


def test_counselling_begins_with_its_terms_of_the_law() -> None:
    """Four weeks, eight weeks; three working days when eviction threatens (R47, R48)."""
    found = by_clause(drafted("debt_counselling", {}))
    assert (found["first_talk"].first_on, found["first_talk"].duty) == (nov(30), Duty.PARTNER)
    assert found["decision"].first_on == date(2026, 12, 28)
    assert found["pause"].duty is Duty.ASSOCIATION
    threatened = by_clause(drafted("debt_counselling", {"threatened": True}))
    assert threatened["crisis_talk"].first_on == nov(5)
    assert "first_talk" not in threatened


def test_what_comes_up_later_is_drafted_by_itself() -> None:
    """A proposal is answered in 21 days, discharge comes after 18 months (R62, R63)."""
    (answer,) = drafted("debt_counselling", {"proposal_on": "2026-11-10"}, only=("answer",))
    assert (answer.first_on, answer.duty) == (date(2026, 12, 1), Duty.ASSOCIATION)
    (discharge,) = drafted("debt_counselling", {"settled_on": "2026-11-10"}, only=("discharge",))
    assert discharge.first_on == date(2028, 5, 10)
    (clean,) = drafted("debt_counselling", {"admitted_on": nov(10)}, only=("statutory_end",))
    assert clean.first_on == date(2028, 5, 10)


def test_only_what_counts_from_the_start_is_due_by_the_end_of_an_agreement() -> None:
    found = by_clause(drafted("debt_counselling", {"settled_on": nov(10)}, end=nov(12)))
    assert (found["decision"].first_on, found["discharge"].first_on) == (nov(12), date(2028, 5, 10))


def test_the_terms_of_the_law_and_of_a_proposal_do_not_stand_still() -> None:
    """What the tenant does and what follows from that does (R47, R48, R60 to R63)."""
    every: dict[str, object] = {
        "papers": [{"text": "polis", "on": "2026-11-27"}], "turn_up_on": "2026-11-12",
        "proposal_on": "2026-11-10", "settled_on": "2026-11-10", "admitted_on": "2026-11-10",
    }  # fmt: skip
    found = drafted("debt_counselling", every) + drafted("debt_counselling", {"threatened": True})
    fixed = {one.clause for one in found if one.fixed}
    assert fixed == {
        "first_talk", "crisis_talk", "decision", "answer", "discharge", "statutory_end",
        "running_rent",
    }  # fmt: skip


def test_what_is_asked_each_month_from_the_last_day_of_a_month_is_asked_in_every_month() -> None:
    """By each condition's own first day, in the words of its cadence."""
    terms = {
        "session_on": "2026-10-31", "session_cadence": "monthly", "coach": "Op Orde",
        "goals": ["post openen"],
    }  # fmt: skip
    found = draft("budget_coaching", terms, policy(), date(2026, 8, 31))
    asked = {one.clause: one for one in found if one.rule.startswith("FREQ=MONTHLY")}
    session, goal = asked["session"], asked["goal"]
    on = days(session.rule, session.first_on, date(2027, 3, 31))
    assert [(day.month, day.day) for day in on] == [
        (10, 31), (11, 30), (12, 31), (1, 31), (2, 28), (3, 31),
    ]  # fmt: skip
    assert "elke maand" in session.text
    assert goal.first_on.day == 30
    apart = days(goal.rule, goal.first_on, goal.first_on + timedelta(days=366))
    assert [day.month for day in apart[:3]] == [11, 2, 5]


def test_each_paper_has_its_own_day() -> None:
    """And each goal its own condition."""
    papers = [{"text": "loonstrook", "on": "2026-11-20"}, {"text": "polis", "on": "2026-11-27"}]
    found = [
        one for one in drafted("debt_counselling", {"papers": papers}) if one.clause == "paper"
    ]
    assert [one.first_on for one in found] == [nov(20), nov(27)]
    assert "loonstrook" in found[0].text
    goals = drafted("housing_support", {"goals": ["post openen", "geld apart"]}, only=("goal",))
    assert [one.text for one in goals] == ["Doel: post openen.", "Doel: geld apart."]
    assert {one.rule for one in goals} == {"FREQ=MONTHLY;INTERVAL=3"}


@pytest.mark.parametrize(
    ("cadence", "rule"),
    [
        ("weekly", "FREQ=WEEKLY"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
        ("once", ""),
        ("FREQ=WEEKLY;COUNT=8", "FREQ=WEEKLY;COUNT=8"),
    ],
)
def test_a_cadence_is_a_word_or_a_rule(cadence: str, rule: str) -> None:
    """Sessions weekly unless said otherwise."""
    terms = {"session_on": "2026-11-10", "session_cadence": cadence}
    assert by_clause(drafted("budget_coaching", terms))["session"].rule == rule
    weekly = by_clause(drafted("budget_coaching", {"session_on": "2026-11-10"}))["session"]
    assert weekly.rule == "FREQ=WEEKLY"
    assert "elke week" in weekly.text


def test_a_second_chance_has_the_clauses_that_were_chosen() -> None:
    """From the library, and in own words."""
    own = {"text": "De huurder meldt zich in de eerste week.", "first_on": "2026-11-09"}
    terms = {"form": "F1", "clauses": {"C04": EVERY_FIELD["C04"], "C08": {}}, "own": [own]}
    found = by_clause(drafted("second_chance", terms, end=YEAR))
    assert set(found) == {"C04", "C08", "own"}
    assert (found["C04"].weight, found["C04"].judge) == (Weight.MAJOR, Judge.PERSON)
    assert "Humanitas" in found["C04"].text
    assert (found["own"].first_on, found["own"].text) == (nov(9), own["text"])
    assert found["own"].evidence is Evidence.STATEMENT


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("C02", "payment_arrangement"),
        ("C03", "debt_counselling"),
        ("C04", "housing_support"),
        ("C05", "budget_coaching"),
    ],
)
def test_a_condition_rests_on_the_agreement_that_runs(code: str, kind: str) -> None:
    """Without one a person judges it."""
    terms = {"clauses": {code: EVERY_FIELD[code]}}
    (resting,) = drafted("second_chance", terms, rests_on={kind: 12})
    assert (resting.judge, resting.rests_on) == (Judge.AGREEMENT, 12)
    (alone,) = drafted("second_chance", terms, rests_on={})
    assert (alone.judge, alone.rests_on) == (Judge.PERSON, None)


def test_evaluations_have_their_months_and_none_after_the_end() -> None:
    """Month 3, 6, 12, 18, 24 (R74); the last on the last day."""
    terms: dict[str, Any] = {"clauses": ["C13"]}
    every = drafted("second_chance", terms)
    assert [one.first_on for one in every] == [
        date(2027, 2, 2), date(2027, 5, 2), date(2027, 11, 2), date(2028, 5, 2), date(2028, 11, 2),
    ]  # fmt: skip
    year = drafted("second_chance", terms, end=YEAR)
    assert [one.first_on for one in year] == [date(2027, 2, 2), date(2027, 5, 2), YEAR]
    assert "na 3, 6, 12 maanden" in year[0].text


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("form", ["F1", "F2", "F3", "F4", "F5", "F6"])
def test_every_clause_can_be_written_in_every_form(form: str, lang: str) -> None:
    """In both languages, and a tolerated use never speaks of rent (R77)."""
    terms = {"form": form, "clauses": EVERY_FIELD, "language": lang}
    found = drafted("second_chance", terms, end=YEAR)
    assert {one.clause for one in found} == set(CODES)
    for one in found:
        assert "{" not in one.text
        assert one.consequence
        NewCondition(**{name: getattr(one, name) for name in ConditionDraft.__slots__})
        if one.rule:
            assert recurrence(one.rule)
    if form == "F2":
        rent = next(one.text for one in found if one.clause == "C01")
        assert ("gebruiksvergoeding" if lang == "nl" else "use fee") in rent


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_follows_a_breach_is_told_in_the_days_of_the_policy(lang: str) -> None:
    """R75: as the annex tells them further down; no clause has days of its own."""
    days = {"breach_talk_wd": 3, "cure_cd": 21}
    terms = {"form": "F1", "clauses": EVERY_FIELD, "language": lang, **days}
    found = drafted("second_chance", terms, end=YEAR)
    for one in found:
        told = set(re.findall(r"[0-9]+|vijf|five", one.consequence))
        assert told == ({"3", "21"} if one.weight is Weight.MAJOR else {"21"}), one.clause


@pytest.mark.parametrize(
    ("language", "begins"),
    [("nl", "De huurder"), ("en", "The tenant"), ("", "De huurder"), ("tr", "De huurder")],
)
def test_a_clause_is_written_in_the_language_that_was_chosen(language: str, begins: str) -> None:
    """Dutch, unless another that the library has."""
    terms = {"form": "F1", "clauses": ["C10"], "language": language}
    (found,) = drafted("second_chance", terms, end=YEAR)
    assert found.text.startswith(begins)


def test_words_of_a_form_keep_their_capital() -> None:
    """The longest goes first."""
    form = policy().at(START).forms["F2"]
    assert in_words_of(form, "Huurder en verhuurder", "nl") == "Gebruiker en corporatie"
    other = policy().at(START).forms["F1"]
    assert in_words_of(other, "Huurder en verhuurder", "nl") == "Huurder en verhuurder"


@pytest.mark.parametrize(
    ("kind", "terms", "id_"),
    [
        ("second_chance", {"clauses": {"C04": {}}}, "draft.field_missing"),
        ("second_chance", {"clauses": ["C99"]}, "draft.no_clause"),
        ("second_chance", {"clauses": ["payment_arrangement.confirm"]}, "draft.no_clause"),
        ("payment_arrangement", {"cents": 1, "first_on": "morgen"}, "draft.no_day"),
        ("budget_coaching", {"session_on": "2026-11-10", "session_cadence": "vaak"},
         "draft.no_cadence"),
        ("housing_support", {"hand_over_on": "2026-11-10"}, "draft.field_missing"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told(kind: str, terms: dict[str, Any], id_: str) -> None:
    """By the name of the clause and of the field."""
    with pytest.raises(Refused) as refused:
        drafted(kind, terms)
    assert refused.value.why.id == id_


def test_the_fields_that_somebody_fills_in_are_known() -> None:
    """The others come from the agreement."""
    clauses = policy().at(START).clauses
    assert asked_of(clauses["C04"]) == {"provider"}
    assert asked_of(clauses["C01"]) == set()
    for code in CODES:
        assert asked_of(clauses[code]) == set(EVERY_FIELD[code])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_drafted_from_nothing(kind: str) -> None:
    """What is not agreed yet is left out."""
    terms: dict[str, Any] = {"clauses": ["C01"]} if kind == "second_chance" else {}
    assert drafted(kind, terms)


def own_clause(folder: Path, kind: str, text: str, more: str = "") -> Policy:
    """The policy with a clause in own words: of the library, or of a kind."""
    words = f'{{ nl = "{text}", en = "{text}" }}'
    value = f'{{ name = {words}, text = {words}, evidence = "paper"{more} }}'
    name = "clause.C05" if kind == "second_chance" else f"kind.{kind}.clause.own"
    return with_own(folder, entry(name, value, "2026-01-01"))


def text_of(made: Policy, kind: str, **terms: object) -> str:
    """The sentence of that clause."""
    given = {"clauses": ["C05"], **terms}
    (one,) = draft(kind, given, made, START, only=("C05", "own"))
    return one.text


@pytest.mark.parametrize(
    ("field", "value", "id_"),
    [("agency_on", "gauw", "draft.no_day"), ("fee_cents", "25,00", "draft.no_amount")],
)
def test_a_field_that_is_no_day_or_no_amount_is_told(
    tmp_path: Path, field: str, value: str, id_: str
) -> None:
    made = own_clause(tmp_path, "second_chance", f"Tot {{{field}}}.")
    with pytest.raises(Refused) as refused:
        text_of(made, "second_chance", **{field: value})
    assert (refused.value.why.id, refused.value.why.values["field"]) == (id_, field)


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_policy_says_can_be_named_in_any_clause(tmp_path: Path, kind: str) -> None:
    """As the README of the policy has it, whether or not it binds the kind."""
    text = "{misses_to_lapse} {breach_talk_wd} {cure_cd} {eval_months} {due_day} {start_on}"
    made = own_clause(tmp_path, kind, text)
    assert text_of(made, kind) == "2 5 14 3, 6, 12, 18, 24 1 2-11-2026"
    assert text_of(made, kind, cure_cd=21).split()[2] == "21"


@pytest.mark.parametrize(
    ("terms", "said"),
    [({"cents": 5_00, "last_cents": 4_00}, "4,00"), ({"cents": 5_00}, "5,00")],
)
def test_the_last_instalment_is_as_the_others_unless_told(
    tmp_path: Path, terms: dict[str, Any], said: str
) -> None:
    made = own_clause(tmp_path, "payment_arrangement", "{cents}, {last_cents}.")
    assert text_of(made, "payment_arrangement", **terms) == f"€ 5,00, € {said}."


def test_words_of_a_form_leave_fields_as_they_are() -> None:
    """And find a word however its capitals are."""
    form = policy().at(START).forms["F2"]
    form = replace(form, instead={"nl": {"partner": "agency", "Huur": "vergoeding"}})
    said = in_words_of(form, "De partner {partner} int de huur {huur}.", "nl")
    assert said == "De agency {partner} int de vergoeding {huur}."
