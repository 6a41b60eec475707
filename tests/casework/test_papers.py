"""The texts of agreements as a file gives them: in whose words, about what, signed by whom."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.casework import drafting
from caseconsole.casework.papers import sheet
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import (
    DecisionKind,
    Duty,
    Evidence,
    JudgedAs,
    Rung,
    Weight,
)
from caseconsole.domain.signing import Signatory, signatories
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
    instalment,
    judge,
    newest,
    refusal,
    rent,
    second_chance,
    sign,
    signed_chance,
    step,
)
from tests.casework.stores import TODAY
from tests.process.agreements import rung

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
            terms=given, conditions=tuple(drawn), why="De begeleider evalueert.",
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
    conditions = (instalment(), rent())
    record(arrangement(anna, terms={"debt_cents": DEBT}, conditions=conditions), session=anna)
    if form:
        draft(anna, form, "C01")
    told = text(anna, "confirmation", lang)
    assert pays in told
    assert ("huur" in told or "rent " in told) is (form != "F2")


@pytest.mark.parametrize(("state", "spoken"), [("withdrawn", "huur"), ("", "gebruiksvergoeding")])
def test_a_second_chance_that_did_not_come_about_lends_its_words_to_no_paper(
    anna: Session, state: str, spoken: str
) -> None:
    conditions = (instalment(), rent())
    record(arrangement(anna, terms={"debt_cents": DEBT}, conditions=conditions), session=anna)
    draft(anna, "F2", "C01")
    if state:
        record(step(anna, state, why="ziet ervan af"), session=anna)
    assert f"uw gewone {spoken}." in text(anna, "confirmation")


@pytest.mark.parametrize(
    ("form", "signed", "spoken"),
    [
        ("F5", False, "huur"),
        ("F5", True, "gebruiksvergoeding"),
        ("F2", False, "gebruiksvergoeding"),
        ("F2", True, "gebruiksvergoeding"),
    ],
)
def test_a_tenant_is_written_to_as_one_until_another_form_is_signed(
    anna: Session, form: str, spoken: str, *, signed: bool
) -> None:
    """A draft binds nobody; who is left in a home under a judgment rents no more (R77)."""
    conditions = (instalment(), rent())
    record(arrangement(anna, terms={"debt_cents": DEBT}, conditions=conditions), session=anna)
    draft(anna, form, "C01")
    if signed:
        sign(anna)
    assert f"uw gewone {spoken}." in text(anna, "confirmation")


@pytest.mark.parametrize(
    ("changed", "verdict", "told"),
    [
        ({}, JudgedAs.MET, True),
        ({"rule": "FREQ=WEEKLY"}, JudgedAs.MET, True),
        ({}, JudgedAs.WAIVED, False),
        ({"weight": Weight.MINOR, "rule": "FREQ=WEEKLY"}, JudgedAs.MISSED, False),
        ({"duty": Duty.ASSOCIATION}, JudgedAs.MET, False),
    ],
    ids=["met", "goes on", "waived", "missed", "ours"],
)
def test_who_graduates_is_told_what_was_kept_and_that_alone(
    anna: Session, changed: dict[str, Any], verdict: JudgedAs, *, told: bool
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
    record(judge(first, FIRST, JudgedAs.MET, **SHOWN), session=anna)
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
    terms = {**second_chance().terms, "language": lang}
    made = signed_chance(anna, conditions=(condition(clause="C10", rule=""),), terms=terms)
    record(judge(made.conditions[0], FIRST, JudgedAs.WAIVED, **SHOWN), session=anna)
    graduate(anna)
    assert ":\n\n" not in text(anna, "graduation", lang)


NAMES = "J. Bos, A. Bos en K. Bos"


@pytest.mark.parametrize(
    ("clauses", "terms", "lines"),
    [
        (("C01",), {"housemates": NAMES}, []),
        (("C01", "C14"), {"housemates": "J. Bos"}, ["J. Bos"]),
        (("C01", "C14"), {"housemates": NAMES}, ["J. Bos", "A. Bos", "K. Bos"]),
        (("C01", "C14"), {"clauses": {"C01": {}, "C14": {"housemates": NAMES}}},
         ["J. Bos", "A. Bos", "K. Bos"]),
    ],
    ids=["not bound", "one", "three", "named in the clause"],
)  # fmt: skip
def test_housemates_whom_a_condition_binds_sign_too(
    anna: Session, clauses: tuple[str, ...], terms: dict[str, Any], lines: list[str]
) -> None:
    """C14 says so; nothing is signed without them (R70)."""
    draft(anna, "F1", *clauses, **terms)
    signed = text(anna, "annex").partition("Ondertekening")[2]
    assert [name for name in ("J. Bos", "A. Bos", "K. Bos") if f"\n{name}: __" in signed] == lines
    one = newest(anna)
    without = a.SignAgreement(
        case=CASE, agreement=one.id, seen=one.version, on=TODAY, signed_by="Huurder",
        parties=("landlord", "tenant", "provider"),
    )  # fmt: skip
    if lines:
        assert refusal(without, anna) == "refused.not_signed"
        without = without.model_copy(update={"parties": tuple(Signatory)})
    record(without, session=anna)
    assert newest(anna).signed_on == TODAY


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("De heer en mevrouw Jansen", ["De heer en mevrouw Jansen"]),
        ("dhr. & mw. Jansen", ["dhr. & mw. Jansen"]),
        ("Mr and Mrs Jansen, A. Bos", ["Mr and Mrs Jansen", "A. Bos"]),
        ("A. Bos; de heer  en mevrouw Jansen", ["A. Bos", "de heer  en mevrouw Jansen"]),
        ("J. de Heer en A. Bos", ["J. de Heer", "A. Bos"]),
        ("mevrouw Jansen en de heer Bos", ["mevrouw Jansen", "de heer Bos"]),
        ("M. En-Nassiri en S. En-Nassiri", ["M. En-Nassiri", "S. En-Nassiri"]),
        ("M. En-Nassiri", ["M. En-Nassiri"]),
        ("J. de Vries en/of K. Bos", ["J. de Vries", "K. Bos"]),
        ("J. de Vries and/or K. Bos", ["J. de Vries", "K. Bos"]),
        ("J. de Vries,en K. Bos", ["J. de Vries", "K. Bos"]),
        ("A. & B. Bos, K. Smit", ["A. & B. Bos", "K. Smit"]),
        ("A., B. en C.D. Bos", ["A., B. en C.D. Bos"]),
    ],
)
def test_housemates_who_share_a_name_sign_by_it(
    anna: Session, given: str, names: list[str]
) -> None:
    """A form of address or initials alone are nobody's name; as a surname an address is."""
    draft(anna, "F1", "C14", signatories=["landlord", "tenant"], housemates=given)
    signed = text(anna, "annex").partition("Ondertekening")[2]
    assert re.findall(r"^(.+): __", signed, re.MULTILINE)[2:] == names


def test_housemates_who_are_bound_after_the_signing_did_not_sign(anna: Session) -> None:
    draft(anna, "F1", "C01")
    sign(anna)
    one, later = newest(anna), condition(clause="C14", rule="", first_on=TODAY)
    record(a.AddCondition(case=CASE, agreement=one.id, seen=one.version, condition=later),
           session=anna)  # fmt: skip
    assert signatories(newest(anna)) == ("landlord", "tenant", "provider")


@pytest.mark.parametrize(
    ("form", "signing", "between"),
    [
        ("F1", ["landlord", "tenant"], "M. Kowalska"),
        ("F1", ["landlord", "tenant", "provider"], "M. Kowalska; De Woonbrug"),
        ("F4", ["landlord", "tenant", "provider"], "M. Kowalska; De Woonbrug"),
        ("F5", ["landlord", "tenant", "provider"], "M. Kowalska; De Woonbrug"),
        ("F6", ["landlord", "tenant", "provider"], "M. Kowalska; De Woonbrug"),
    ],
)
@pytest.mark.parametrize(("lang", "all_sign"), [("nl", "alle partijen"), ("en", "all parties")])
def test_an_annex_is_between_all_who_sign_it(
    anna: Session, form: str, signing: list[str], between: str, lang: str, all_sign: str
) -> None:
    draft(anna, form, "C01", signatories=signing, provider="De Woonbrug", language=lang)
    told = text(anna, "annex")
    line = next(one for one in told.splitlines() if one.startswith(("Tussen: ", "Between: ")))
    assert line.endswith(f"Woonstichting Waterrijk {'en' if lang == 'nl' else 'and'} {between}")
    assert all_sign in told
    assert ("De Woonbrug: ____" in told) is ("provider" in signing)


@pytest.mark.parametrize(
    ("form", "lang", "pays"),
    [
        ("F5", "nl", "De bewoner betaalt de gebruiksvergoeding"),
        ("F5", "en", "The occupant pays the use fee"),
        ("F6", "nl", "De huurder betaalt de huur"),
    ],
)
def test_the_occupant_of_a_flip_contract_is_called_no_tenant(
    anna: Session, form: str, lang: str, pays: str
) -> None:
    """The provider rents; a tenant is what the occupant becomes."""
    draft(anna, form, "C01", "C08", "C09", language=lang)
    told = text(anna, "annex")
    assert pays in told
    asked = told.partition("\n1. ")[2].partition("\n\n")[0]
    assert bool(re.search(r"huur|tenant|rent", asked)) is (form != "F5")


@pytest.mark.parametrize("form", ["F1", "F2", "F3", "F4", "F5", "F6"])
def test_what_a_form_is_reads_as_a_sentence(anna: Session, form: str) -> None:
    draft(anna, form, "C01")
    (said,) = re.findall(r"Dit is (\w+) ", text(anna, "annex"))
    assert said in {"een", "huur", "gewone", "gedoogd"}


@pytest.mark.parametrize(
    ("by", "second", "lang", "told"),
    [
        ("anna", "tess", "nl", "Anna de Boer en Tess Smit."),
        ("anna", "tess", "en", "Anna de Boer and Tess Smit."),
        ("anna", "gone", "nl", "Anna de Boer en gone."),
    ],
)
def test_a_red_card_names_who_decided_as_the_tenant_knows_them(
    anna: Session, by: str, second: str, lang: str, told: str
) -> None:
    """No account means anything to a tenant."""
    card = replace(rung(Rung.RED_CARD, TODAY), by=by, second=second)
    terms = {**second_chance().terms, "language": lang}
    made = replace(signed_chance(anna, terms=terms), ladder=(card,))
    file = replace(file_of(anna), agreements=(made,))
    found = sheet(anna, file, "red_card", lang)
    assert told in paper(found, file, speaker(lang, TODAY), TODAY)


LATER = "Komt ook op het spreekuur."


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    ("lang", "signs", "later"),
    [("nl", "\nOndertekening\n", "Later toegevoegd"), ("en", "\nSignatures\n", "Added later")],
)
def test_what_was_added_after_the_signing_stands_in_an_annex_apart(
    anna: Session, lang: str, signs: str, later: str, *, signed: bool
) -> None:
    """Nobody signed it; what is added to a draft is signed with the rest."""
    draft(anna, "F1", "C10", "C13", language=lang)
    if signed:
        sign(anna)
    one, more = newest(anna), condition(clause="C13", rule="", text=LATER, first_on=TODAY)
    record(a.AddCondition(case=CASE, agreement=one.id, seen=one.version, condition=more),
           session=anna)  # fmt: skip
    told = text(anna, "annex")
    above, _, below = told.partition(signs)
    assert (LATER in above, LATER in below) == (not signed, signed)
    assert (later in below) is signed
    assert told.count("M. Kowalska: ____") == (2 if signed else 1)
    day = speaker(lang).day(TODAY, date.min)
    assert (f"- {day}\n" in above) is not signed
