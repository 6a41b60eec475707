"""What a form asks of a second chance, and what its draft comes to (R70, R71)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework import drafting
from caseconsole.casework.drafting import Asked
from caseconsole.casework.papers import sheet
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import JudgedAs
from caseconsole.domain.agreement_changes import NewCondition
from caseconsole.domain.message import Refused
from caseconsole.locale import speaker
from caseconsole.outgoing.papers import paper
from caseconsole.store import read
from caseconsole.store.rows import CaseView
from tests.casework.agreed import (
    CASE,
    LEASE,
    START,
    arrangement,
    duties,
    file_of,
    judge,
    newest,
    refusal,
    second_chance,
    sign,
    step,
)
from tests.casework.stores import RENT, TODAY, book, pay, session
from tests.casework.test_counselling import discharged

KIND = "second_chance"
FIRST_DAY = date(2026, 12, 1)
SIGNATORIES = "landlord tenant provider"


def view(here: Session, case: int = CASE) -> CaseView:
    return read.case_view(here.conn, case, TODAY, "anna")


def asked(here: Session, case: int = CASE) -> dict[str, Asked]:
    return {one.name: one for one in drafting.asked(here, view(here, case), KIND, "nl")}


def drafted(here: Session, terms: Mapping[str, object], start: date) -> tuple[NewCondition, ...]:
    """The conditions of an application that is drafted today, to begin on a day."""
    made = replace(newest(here), start_on=start, end_on=start + timedelta(days=365))
    return drafting.brought(here, view(here), made, "drafted", terms, TODAY)


def test_a_draft_counts_from_the_first_day_of_the_lease(anna: Session) -> None:
    """Not from the day on which it is drafted, nor from the application."""
    record(second_chance(state="applied", terms={}, end_on=None, conditions=()), session=anna)
    terms = {"form": "F1", "clauses": ["C01", "C06", "C12"], "provider": "De Woonbrug"}
    days = {one.clause: one.first_on for one in drafted(anna, terms, FIRST_DAY)}
    assert days == {"C01": FIRST_DAY, "C06": FIRST_DAY, "C12": date(2027, 1, 1)}


def test_the_longest_term_counts_from_the_first_day_that_a_draft_gives(anna: Session) -> None:
    """R71: not from the application."""
    record(second_chance(state="applied", terms={}, end_on=None, conditions=()), session=anna)
    draft, end = second_chance(), date(2028, 11, 30)
    given: dict[str, Any] = {
        "terms": draft.terms, "conditions": draft.conditions, "end_on": end, "why": draft.why,
    }  # fmt: skip
    assert refusal(step(anna, "drafted", **given), anna) == "gate.longest"
    record(step(anna, "drafted", start_on=FIRST_DAY, **given), session=anna)
    assert (newest(anna).start_on, newest(anna).end_on) == (FIRST_DAY, end)


def test_nothing_that_fell_due_before_the_signature_is_asked_or_judged(anna: Session) -> None:
    record(second_chance(), session=anna)
    sign(anna)
    asked_on = [duty.on for duty in duties(anna)]
    assert min(asked_on) >= TODAY > START
    (one,) = newest(anna).conditions
    assert refusal(judge(one, one.first_on, JudgedAs.MISSED), anna) == "refused.no_obligation"


def test_the_old_debt_is_what_is_open_of_the_debt_that_an_arrangement_covers(
    anna: Session,
) -> None:
    """The running rent is another duty; the amount can be typed over."""
    record(arrangement(anna), session=anna)
    pay(anna, LEASE, RENT + 10_000)
    book(anna, LEASE, "charge", RENT, "2026-11-03")
    assert asked(anna)["debt_cents"].given == str(2 * RENT - 10_000)


def test_without_an_arrangement_it_is_what_was_open_before_this_month_on_all_leases(
    anna: Session,
) -> None:
    """A former lease of the same tenant among them."""
    assert asked(anna)["debt_cents"].given == str(RENT)
    (case,) = anna.conn.execute("SELECT id FROM case_file WHERE lease = 6").fetchone()
    assert asked(anna, case)["debt_cents"].given == ""
    book(anna, 7, "charge", 20_000, "2026-08-01")
    assert asked(anna, case)["debt_cents"].given == "20000"


def test_what_was_remitted_is_no_old_debt(anna: Session) -> None:
    """R63: nobody signs again for what a final discharge took away."""
    discharged(anna)
    assert asked(anna)["debt_cents"].given == ""


@pytest.mark.parametrize("cents", [82_354, None])
def test_the_old_debt_stands_in_the_draft_as_it_was_filled_in(
    anna: Session, cents: int | None
) -> None:
    """Where nobody says how much, the draft asks."""
    record(second_chance(state="applied", terms={}, end_on=None, conditions=()), session=anna)
    terms: dict[str, object] = {"form": "F1", "clauses": ["C02"]}
    if cents is None:
        with pytest.raises(Refused) as refused:
            drafted(anna, terms, TODAY)
        assert refused.value.why.id == "draft.field_missing"
    else:
        (one,) = drafted(anna, {**terms, "debt_cents": cents}, TODAY)
        assert "€ 823,54" in one.text


def test_what_is_left_to_ask_stands_as_the_form_that_was_chosen_has_it(anna: Session) -> None:
    """Who signs F6 is not who signs F1, unless somebody said so."""
    terms: dict[str, object] = {"form": "F6"}
    left = {one.name: one.given for one in drafting.left(tuple(asked(anna).values()), terms)}
    assert (left["form"], left["signatories"]) == ("F6", SIGNATORIES)
    terms["signatories"] = ["landlord"]
    left = {one.name: one.given for one in drafting.left(tuple(asked(anna).values()), terms)}
    assert left["signatories"] == "landlord"


def test_an_amount_from_the_application_gives_way_to_what_is_known_today(anna: Session) -> None:
    """Where nothing is known it stands, and the old debt is chosen only where there is one."""
    terms: dict[str, object] = {"debt_cents": 82_354}
    known = asked(anna)
    (money,) = drafting.left([known["debt_cents"]], terms)
    assert (money.given, "C02" in known["clauses"].given) == (str(RENT), True)
    pay(anna, LEASE, 2 * RENT)
    known = asked(anna)
    (money,) = drafting.left([known["debt_cents"]], terms)
    assert (money.given, "C02" in known["clauses"].given) == ("82354", False)


def test_a_lease_binds_by_what_its_draft_says_though_the_policy_changes(store: Path) -> None:
    """R75: each condition, what stands below them and what binds name the same days to cure."""
    own = store.with_suffix(".policy")
    own.mkdir()
    (own / "own.toml").write_text(
        "".join(
            f'[[cure_cd]]\nvalid_from = {since}\nvalue = {days}\nsource = "own_practice"\n'
            for since, days in (("2000-01-01", 14), ("2026-11-10", 21), ("2026-11-20", 28))
        )
    )
    applied = session(store)
    record(second_chance(state="applied", terms={}, end_on=None, conditions=()), session=applied)
    applied.close()
    here, start = session(store, today=date(2026, 11, 12)), date(2026, 12, 1)
    terms: dict[str, Any] = {**second_chance().terms, "clauses": ["C01"]}
    drawn = drafted(here, terms, start)
    given: dict[str, Any] = {
        "terms": terms, "conditions": drawn, "start_on": start, "end_on": date(2027, 11, 30),
        "why": "De begeleider evalueert.",
    }  # fmt: skip
    record(step(here, "drafted", date(2026, 11, 12), **given), session=here)
    here.close()
    here = session(store, today=date(2026, 11, 25))
    sign(here, on=date(2026, 11, 25))
    one = newest(here)
    assert one.terms["cure_cd"] == sheet(here, file_of(here), "annex", "nl").cure_cd == 21
    assert "binnen 5 werkdagen" in one.conditions[0].consequence
    assert "een gele kaart met 21 dagen" in one.conditions[0].consequence
    here.close()


@pytest.mark.parametrize(
    ("chosen", "sentence", "frame"),
    [
        ("nl", "De huurder betaalt de huur", "Dit blijkt uit"),
        ("en", "The tenant pays the rent", "Annex with conditions"),
    ],
)
@pytest.mark.parametrize("asked_in", ["nl", "en"])
def test_a_draft_and_its_annex_are_in_the_language_that_was_chosen(
    anna: Session, chosen: str, sentence: str, frame: str, asked_in: str
) -> None:
    """R70: conditions and what stands around them, in whichever language somebody reads it."""
    record(second_chance(state="applied", terms={}, end_on=None, conditions=()), session=anna)
    choice = asked(anna)["language"]
    assert ([code for code, _ in choice.options], choice.given) == (["nl", "en"], "nl")
    terms = {**second_chance().terms, "clauses": ["C01"], "language": chosen}
    drawn = drafted(anna, terms, START)
    (first,) = drawn
    assert first.text.startswith(sentence)
    given: dict[str, Any] = {
        "terms": terms, "conditions": drawn, "start_on": START,
        "end_on": START + timedelta(days=365), "why": "De begeleider evalueert.",
    }  # fmt: skip
    record(step(anna, "drafted", **given), session=anna)
    found = sheet(anna, file_of(anna), "annex", asked_in)
    assert found.lang == chosen
    text = paper(found, file_of(anna), speaker(found.lang, TODAY), TODAY)
    assert sentence in text
    assert frame in text


def test_what_names_the_partner_is_drafted_with_their_name(anna: Session) -> None:
    """Also where an offer is accepted later."""
    kind, start = "housing_support", TODAY
    made = a.MakeAgreement(
        case=CASE, agreement=kind, state="offered", start_on=start, partner="De Woonbrug"
    )
    record(made, session=anna)
    terms = {"hand_over_on": start.isoformat()}
    drawn = drafting.brought(anna, view(anna), newest(anna), "accepted", terms, TODAY)
    assert "De Woonbrug" in next(one.text for one in drawn if one.clause == "hand_over")


FEE = """
[[terms]]
valid_from = 2026-01-01
source = "own_practice"
[terms.value]
insured = false
steps = []
fee_cadence = "monthly"
[[clause.fee]]
valid_from = 2026-01-01
source = "own_practice"
[clause.fee.value]
name = { nl = "Eigen bijdrage", en = "Own contribution" }
text = { nl = "{payer} betaalt {cents}.", en = "{payer} pays {cents}." }
evidence = "paper"
needs = ["partner", "fee_cents", "steps"]
unless = ["insured"]
rule = "fee_cadence"
cents = "fee_cents"
each = "steps"
"""
AS_SHIPPED = {
    "hand_over_on", "session_on", "session_cadence", "goals", "goal_cadence", "report_cadence",
}  # fmt: skip


def test_terms_of_a_clause_of_their_own_are_asked_by_what_they_are(store: Path) -> None:
    """Given what it pays, when it is typed as an amount, then that is what is owed."""
    own = store.with_suffix(".policy") / "kinds"
    own.mkdir(parents=True)
    (own / "budget_coaching.toml").write_text(FEE, encoding="utf-8")
    here = session(store)
    found = {one.name: one for one in drafting.asked(here, view(here), "budget_coaching", "nl")}
    shapes = {name: found[name].shape.value for name in found if name not in AS_SHIPPED}
    assert shapes == {
        "fee_cents": "money", "steps": "lines", "insured": "yes", "fee_cadence": "choice",
        "payer": "text",
    }  # fmt: skip
    assert {found[name].clause for name in shapes} == {"Eigen bijdrage"}
    terms = {"fee_cents": 2_500, "steps": ["x"], "payer": "Hij", "partner": "de Budgetwinkel"}
    drawn = drafting.conditions(here, view(here), "budget_coaching", terms, START, only=["fee"])
    assert [(one.text, one.cents) for one in drawn] == [("Hij betaalt \u20ac 25,00.", 2_500)]
    here.close()


OWN_CLAUSE = """
[[clause.C05]]
valid_from = 2026-01-01
source = "own_practice"
[clause.C05.value]
name = { nl = "Eigen", en = "Own" }
text = { nl = "Belt {agency_on} over {feecents}.", en = "Calls {agency_on} over {feecents}." }
consequence = { nl = "Dan {penalty}.", en = "Then {penalty}." }
evidence = "paper"
needs = ["insured", "start_ins_on", "partner", "signatories"]
unless = ["waived_cents"]
first = "start_ins_on"
each = "steps"
rule = "call_cadence"
[[kind.second_chance.terms]]
valid_from = 2026-01-01
source = "own_practice"
[kind.second_chance.terms.value]
insured = false
start_ins_on = ""
waived_cents = 0
steps = []
call_cadence = "monthly"
"""


def test_all_that_a_clause_of_the_library_asks_is_asked_by_what_it_is(store: Path) -> None:
    """Its fields, also those of its consequence, and what it needs or is left out with."""
    here = session(store)
    shipped = set(asked(here))
    here.close()
    own = store.with_suffix(".policy")
    own.mkdir()
    (own / "own.toml").write_text(OWN_CLAUSE, encoding="utf-8")
    here = session(store)
    found = {name: one for name, one in asked(here).items() if name not in shipped}
    assert {name: one.shape.value for name, one in found.items()} == {
        "insured": "yes", "start_ins_on": "day", "waived_cents": "money", "steps": "lines",
        "call_cadence": "choice", "agency_on": "day", "feecents": "money", "penalty": "text",
    }  # fmt: skip
    assert {one.clause for one in found.values()} == {"Eigen"}
    terms = {
        "form": "F2", "clauses": ["C05"], "insured": True, "start_ins_on": "2026-12-05",
        "steps": ["x"], "agency_on": "2027-01-05", "feecents": 2_500, "penalty": "praten",
        "partner": "De Woonbrug", "signatories": ["landlord"],
    }  # fmt: skip
    (one,) = drafting.conditions(here, view(here), KIND, terms, FIRST_DAY)
    assert (one.text, one.consequence) == ("Belt 5-1-2027 over € 25,00.", "Dan praten.")
    assert (one.first_on, one.rule) == (date(2026, 12, 5), "FREQ=MONTHLY")
    here.close()
