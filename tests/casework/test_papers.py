"""The texts of agreements as a file gives them: in whose words, about what, signed by whom."""

from datetime import timedelta
from typing import Any

import pytest

from caseconsole.casework import drafting
from caseconsole.casework.papers import sheet
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import DecisionKind, Duty, Evidence, Verdict, Weight
from caseconsole.locale import speaker
from caseconsole.outgoing.papers import paper
from caseconsole.store import read
from tests.casework.agreed import (
    CASE,
    DEBT,
    FIRST,
    arrangement,
    condition,
    file_of,
    judge,
    newest,
    signed_chance,
    step,
)
from tests.casework.stores import TODAY

SHOWN: dict[str, Any] = {"evidence": Evidence.STATEMENT, "reference": "verslag", "why": "gezien"}
END = TODAY + timedelta(days=364)


def text(here: Session, which: str, lang: str = "nl") -> str:
    """A paper of the file, as it goes out today."""
    found, file = sheet(here, file_of(here), which, lang), file_of(here)
    return paper(found, file, speaker(found.lang, TODAY), TODAY)


def draft(here: Session, form: str, *clauses: str, **terms: Any) -> None:
    """A second chance in a form, with these clauses, waits for its signatures."""
    given: dict[str, Any] = {
        "form": form, "clauses": list(clauses), "signatories": ["landlord", "tenant", "provider"],
        "old_debt_why": "betaald", "language": "nl", "debt_cents": DEBT, **terms,
    }  # fmt: skip
    view = read.case_view(here.conn, CASE, TODAY, "anna")
    drawn = drafting.conditions(here, view, "second_chance", given, TODAY, END)
    record(
        a.MakeAgreement(
            case=CASE, agreement="second_chance", state="drafted", start_on=TODAY, end_on=END,
            terms=given, conditions=tuple(drawn),
        ),
        session=here,
    )  # fmt: skip


def graduate(here: Session) -> None:
    """The newest agreement has succeeded, before its end."""
    one = newest(here)
    decided = a.Decide(
        case=CASE, agreement=one.id, seen=one.version, decision=DecisionKind.GRADUATE,
        why="eerder klaar",
    )  # fmt: skip
    record(decided, session=here)


@pytest.mark.parametrize(
    ("form", "lang", "shown"),
    [("F1", "nl", "huurboek"), ("F1", "en", "ledger"), ("F2", "nl", "grootboek"),
     ("F2", "en", "ledger")],
)  # fmt: skip
@pytest.mark.parametrize("clause", ["C01", "C02"])
def test_what_is_paid_is_shown_by_the_ledger_in_the_words_of_the_form(
    anna: Session, form: str, lang: str, shown: str, clause: str
) -> None:
    """R77; whoever pays off a debt by an arrangement shows it by no words of their own."""
    draft(anna, form, clause, language=lang)
    told = "Dit blijkt uit: " if lang == "nl" else "Shown by: "
    assert f"{told}{shown}.\n" in text(anna, "annex")


@pytest.mark.parametrize(
    ("form", "lang", "pays"),
    [
        (None, "nl", "op tijd uw gewone huur."), (None, "en", "your usual rent in time"),
        ("F1", "nl", "op tijd uw gewone huur."), ("F1", "en", "your usual rent in time"),
        ("F2", "nl", "op tijd uw gewone gebruiksvergoeding."),
        ("F2", "en", "your usual use fee in time"),
    ],
)  # fmt: skip
def test_an_arrangement_is_confirmed_in_the_words_of_the_second_chance_beside_it(
    anna: Session, form: str | None, lang: str, pays: str
) -> None:
    """R77: to whom a home is left under a judgment, no paper speaks of rent."""
    record(arrangement(anna, terms={"debt_cents": DEBT}), session=anna)
    if form:
        draft(anna, form, "C01")
    told = text(anna, "confirmation", lang)
    assert pays in told
    assert ("huur" in told or "rent " in told) is (form != "F2")


@pytest.mark.parametrize(("state", "spoken"), [("withdrawn", "huur"), ("", "gebruiksvergoeding")])
def test_a_second_chance_that_did_not_come_about_lends_its_words_to_no_paper(
    anna: Session, state: str, spoken: str
) -> None:
    record(arrangement(anna, terms={"debt_cents": DEBT}), session=anna)
    draft(anna, "F2", "C01")
    if state:
        record(step(anna, state, why="ziet ervan af"), session=anna)
    assert f"uw gewone {spoken}." in text(anna, "confirmation")


@pytest.mark.parametrize(
    ("changed", "verdict", "told"),
    [
        ({}, Verdict.MET, True),
        ({"rule": "FREQ=WEEKLY"}, Verdict.MET, True),
        ({}, Verdict.WAIVED, False),
        ({"weight": Weight.MINOR, "rule": "FREQ=WEEKLY"}, Verdict.MISSED, False),
        ({"duty": Duty.ASSOCIATION}, Verdict.MET, False),
    ],
    ids=["met", "goes on", "waived", "missed", "ours"],
)
def test_who_graduates_is_told_what_was_kept_and_that_alone(
    anna: Session, changed: dict[str, Any], verdict: Verdict, *, told: bool
) -> None:
    """R76: a congratulation with what was let go, or with our own duty, is none."""
    kept = condition(clause="C10", rule="", text="Laat ons binnen.")
    usual = {
        "clause": "own",
        "rule": "",
        "text": "Iets anders.",
        "consequence": "Anders een kaart.",
    }
    made = signed_chance(anna, conditions=(kept, condition(**usual | changed)))
    first, second = made.conditions
    record(judge(first, FIRST, Verdict.MET, **SHOWN), session=anna)
    for week in range(3 if second.rule else 1):
        record(judge(second, FIRST + timedelta(weeks=week), verdict, **SHOWN), session=anna)
    graduate(anna)
    letter = text(anna, "graduation")
    assert "- Laat ons binnen.\n" in letter
    assert ("- Iets anders.\n" in letter) is told
    assert "Anders een kaart" not in letter


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_who_graduates_with_all_let_go_is_told_of_nothing_that_was_kept(
    anna: Session, lang: str
) -> None:
    made = signed_chance(anna, conditions=(condition(clause="C10", rule=""),))
    record(judge(made.conditions[0], FIRST, Verdict.WAIVED, **SHOWN), session=anna)
    graduate(anna)
    assert ":\n\n" not in text(anna, "graduation", lang)
