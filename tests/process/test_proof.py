"""The burden of proof: what a judge would ask, lit by day and paper."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Duty,
    Judge,
    JudgedAs,
    Judgement,
    LadderStep,
    Outcome,
    Paid,
    RentMonth,
    Rung,
    StateChange,
    Weight,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import OfferAnswer, OfferKind
from caseconsole.domain.obligations import obligations
from caseconsole.domain.people import HouseholdMember, MemberKind
from caseconsole.domain.referred import Referral
from caseconsole.process.proof import Ask, proof
from tests.process.agreements import agreement, condition, judged, referral, rung
from tests.process.files import case, nov, offer

TODAY = nov(20)
VISIT = condition(
    "C10", nov(3), "FREQ=WEEKLY;COUNT=2", weight=Weight.MAJOR, consequence="gesprek, gele kaart"
)
MISSED = replace(judged(nov(3), JudgedAs.MISSED), reference="verslag 3 nov")
MET = replace(judged(nov(10), JudgedAs.MET, key=2), reference="verslag 10 nov")
CHANCE = agreement(
    "second_chance",
    VISIT,
    judgements=(MISSED, MET),
    states=(StateChange(1, "signed", date(2026, 9, 1), "", "DOC-1", "anna"),),
    ladder=(
        rung(Rung.TALK, nov(4), Outcome.NOT_CURED),
        rung(Rung.YELLOW_CARD, nov(5), None, nov(19)),
    ),
)
CHILD = HouseholdMember(MemberKind.CHILD, 2016, date(2020, 1, 1), None)


def asks(made: Agreement = CHANCE, **changed: Any) -> dict[str, Ask]:
    """What is asked of the first condition, by the id of its message."""
    facts: dict[str, Any] = {"offers": (offer(nov(4), OfferKind.HOUSING_SUPPORT),), **changed}
    others = facts.pop("others", ())
    file: CaseFile = case(agreements=(made, *others), **facts)
    duties = obligations(made, TODAY, TODAY, paid=file.paid, agreements=file.agreements)
    return {ask.message.id: ask for ask in proof(made, duties, file, TODAY)[0].asks}


def lacking(found: dict[str, Ask]) -> list[str]:
    """What the file does not show."""
    return [id_ for id_, ask in found.items() if not ask.held]


def test_a_full_file_answers_every_question_with_day_and_paper() -> None:
    """Signed, shown, spoken about, warned, time to cure."""
    found = asks()
    assert lacking(found) == []
    assert (found["proof.signed"].on, found["proof.signed"].paper) == (date(2026, 9, 1), "DOC-1")
    assert found["proof.missed"].paper == "verslag 3 nov"
    assert found["proof.warned"].on == nov(5)
    assert found["proof.cure"].on == nov(19)
    assert "proof.shelter" not in found


def test_each_gap_is_named() -> None:
    """One changed fact, one gap."""
    gaps: list[tuple[dict[str, Any], dict[str, Any], str]] = [
        ({"signed_on": None}, {}, "proof.signed"),
        ({"conditions": (replace(VISIT, consequence=""),)}, {}, "proof.consequence"),
        ({"judgements": (MISSED,)}, {}, "proof.judged"),
        ({"judgements": (replace(MISSED, reference=""), MET)}, {}, "proof.missed"),
        ({"judgements": (MISSED, replace(MET, reference=""))}, {}, "proof.kept"),
        ({}, {"offers": ()}, "proof.help"),
        ({"ladder": CHANCE.ladder[1:]}, {}, "proof.talk"),
        ({"ladder": (CHANCE.ladder[1], rung(Rung.TALK, nov(6)))}, {}, "proof.talk"),
        ({"ladder": (CHANCE.ladder[0], replace(CHANCE.ladder[1], cure_until=nov(20)))}, {},
         "proof.cure"),
        ({}, {"members": (CHILD,)}, "proof.shelter"),
    ]  # fmt: skip
    for changed, facts, gap in gaps:
        assert lacking(asks(replace(CHANCE, **changed), **facts)) == [gap], gap


@pytest.mark.parametrize(
    ("talked", "ladder", "held"),
    [
        (None, CHANCE.ladder[1:], True),
        (None, (), False),
        (Outcome.NOT_CURED, (), True),
        (None, (replace(CHANCE.ladder[1], on=nov(3)),), False),
        (None, (replace(CHANCE.ladder[1], condition=1),), True),
        (None, (replace(CHANCE.ladder[1], condition=2),), False),
        (None, (rung(Rung.TALK, nov(5)),), False),
    ],
    ids=["card", "none", "outcome", "card before it", "about it", "about another", "talk"],
)
def test_a_talk_was_held_once_a_higher_rung_about_it_followed(
    talked: Outcome | None, ladder: tuple[LadderStep, ...], *, held: bool
) -> None:
    """Nobody is asked any more how it ended (R75)."""
    talk = rung(Rung.TALK, nov(4), talked)
    found = asks(replace(CHANCE, ladder=(talk, *ladder)))["proof.talk"]
    assert found.held is held


def test_help_that_runs_beside_it_is_help_that_was_offered() -> None:
    """An accepted agreement alone shows it, also one that began before; one that ended does not."""
    for begun in (date(2026, 6, 1), nov(4)):
        support = agreement("housing_support", id=2, made_on=begun, start_on=begun)
        found = asks(offers=(), others=(support,))["proof.help"]
        assert (found.held, found.on) == (True, begun)
    gone = agreement("housing_support", id=2, made_on=date(2026, 6, 1), state="ended")
    assert not asks(offers=(), others=(gone,))["proof.help"].held


def test_what_the_association_did_not_offer_is_no_help() -> None:
    """It wrote down why not (R37)."""
    withheld = offer(nov(4), OfferKind.HOUSING_SUPPORT, OfferAnswer.NOT_OFFERED)
    assert not asks(offers=(withheld,))["proof.help"].held


@pytest.mark.parametrize(
    ("kind", "held"),
    [("credit_bank", True), ("support_provider", True), ("shelter_desk", False),
     ("early_signal", False)],
)  # fmt: skip
def test_who_was_sent_on_to_help_was_offered_it_and_whose_home_was_reported_was_not(
    kind: str, *, held: bool
) -> None:
    sent = replace(referral(nov(4), nov(18)), kind=kind, partner="Sociaal wijkteam")
    found = asks(offers=(), referrals=(sent,))["proof.help"]
    assert (found.held, found.on) == (held, nov(4) if held else None)
    assert found.paper == ("Sociaal wijkteam" if held else "")


def test_only_an_agreement_with_a_ladder_is_asked_for_its_rungs() -> None:
    """Guidance is missed too, but no card is given for it."""
    coached = agreement("budget_coaching", VISIT, judgements=(MISSED, MET))
    assert list(asks(coached)) == [
        "proof.signed", "proof.consequence", "proof.judged", "proof.kept", "proof.missed",
        "proof.help",
    ]  # fmt: skip


def test_the_shelter_desk_answered_for_the_children() -> None:
    """With its day and answer (R57)."""
    answered = Referral(
        1, nov(5), "shelter_desk", "CIMOT", "", True, nov(9), nov(8), "plek", "anna", 1
    )
    found = asks(members=(CHILD,), referrals=(answered,))["proof.shelter"]
    assert (found.held, found.on, found.paper) == (True, nov(8), "plek")


def test_a_rung_for_another_condition_proves_nothing_here() -> None:
    """And neither does a card that was cured."""
    other = replace(CHANCE, ladder=tuple(replace(step, condition=9) for step in CHANCE.ladder))
    assert lacking(asks(other)) == ["proof.talk", "proof.warned", "proof.cure"]
    failed = replace(CHANCE.ladder[1], cure_until=None, outcome=Outcome.NOT_CURED)
    assert lacking(asks(replace(CHANCE, ladder=(CHANCE.ladder[0], failed)))) == []


def test_what_was_kept_asks_for_no_warning() -> None:
    """Only for what was agreed and judged."""
    kept = replace(CHANCE, judgements=(replace(MISSED, verdict=JudgedAs.MET), MET))
    assert list(asks(kept)) == [
        "proof.signed", "proof.consequence", "proof.judged", "proof.kept",
    ]  # fmt: skip


KEPT = replace(MISSED, verdict=JudgedAs.MET)


@pytest.mark.parametrize(
    ("judgements", "bare"),
    [
        ((KEPT, MET), ()),
        ((replace(KEPT, reference=""), MET), (nov(3),)),
        ((replace(KEPT, reference=""), replace(MET, reference="")), (nov(3), nov(10))),
        ((replace(MISSED, reference=""), MET), ()),
        ((replace(KEPT, verdict=JudgedAs.EXCUSED, reference=""), MET), ()),
    ],
    ids=["papers", "one without", "both without", "missed without", "excused without"],
)
def test_what_was_met_and_names_no_paper_is_told_with_its_days(
    judgements: tuple[Judgement, ...], bare: tuple[date, ...]
) -> None:
    """So that it is filed before a judge asks for it."""
    found = asks(replace(CHANCE, judgements=judgements))["proof.kept"]
    assert (found.message.values["bare"], found.bare, found.held) == (len(bare), bare, not bare)
    assert found.paper == ("" if bare else "verslag 10 nov")


def test_what_was_missed_and_names_no_paper_is_told_with_its_days() -> None:
    found = asks(replace(CHANCE, judgements=(replace(MISSED, reference=""), MET)))["proof.missed"]
    assert (found.bare, found.paper) == ((nov(3),), "")


def test_what_the_ledger_judged_has_its_entry() -> None:
    """No paper is to be named of a rent that came in."""
    made = replace(CHANCE, conditions=(RENT,), judgements=(), ladder=())
    found = asks(made, paid=Paid(rents=(SEPTEMBER, OCTOBER, NOVEMBER)))["proof.kept"]
    assert (found.message.values, found.held) == ({"n": 3, "bare": 0}, True)


def test_what_a_state_of_the_agreement_shows_asks_for_no_paper_of_its_own() -> None:
    """The discharge stands in the file with its day and paper."""
    discharge = condition("discharge", nov(10), duty=Duty.ASSOCIATION)
    given = StateChange(1, "discharged", nov(12), "", "SK-1", "anna")
    helped = agreement("debt_counselling", discharge, states=(given,))
    assert asks(helped)["proof.kept"].held


def test_what_was_met_of_an_agreement_asks_the_same_of_the_condition_that_rests_on_it() -> None:
    rests = replace(VISIT, judge=Judge.AGREEMENT, rests_on=2)
    coached = replace(condition("session", nov(3)), id=2, agreement=2)
    made = replace(CHANCE, conditions=(rests,), judgements=())
    of = judged(nov(3), JudgedAs.MET, of=2)
    coaching = agreement("budget_coaching", coached, id=2, judgements=(of,))
    assert asks(made, others=(coaching,))["proof.kept"].bare == (nov(3),)
    filed = replace(coaching, judgements=(replace(of, reference="lijst"),))
    assert asks(made, others=(filed,))["proof.kept"].held


def test_a_condition_that_rests_shows_the_other_agreement() -> None:
    """Its newest state, or that with which it was over, with the paper."""
    trained = condition("C05", nov(3), judge=Judge.AGREEMENT, rests_on=2, consequence="gesprek")
    made = replace(CHANCE, conditions=(trained,), judgements=())
    over = agreement(
        "budget_coaching",
        id=2,
        states=(StateChange(2, "completed", nov(2), "", "certificaat", "anna"),),
    )
    found = asks(made, others=(over,))["proof.rests"]
    assert (found.held, found.on, found.paper) == (True, nov(2), "certificaat")
    discharged = StateChange(2, "discharged", nov(2), "", "SK-1", "anna")
    aftercare = StateChange(3, "aftercare", nov(9), "", "", "anna")
    helped = agreement("debt_counselling", id=2, states=(discharged, aftercare))
    found = asks(made, others=(helped,))["proof.rests"]
    assert (found.on, found.paper) == (nov(2), "SK-1"), "with what it was over"
    assert not asks(made)["proof.rests"].held


@pytest.mark.parametrize(
    ("until", "answered", "shown"),
    [(nov(10), nov(12), "einde"), (nov(10), nov(9), "ja"), (None, nov(12), "ja")],
    ids=["answered since", "answered before", "goes on"],
)
def test_a_condition_that_is_over_shows_the_agreement_by_which_it_goes(
    until: date | None, answered: date, shown: str
) -> None:
    """One that came about after its last day is no paper of it."""
    trained = condition("C05", nov(3), until=until, judge=Judge.AGREEMENT, rests_on=3)
    begun = StateChange(1, "accepted", date(2026, 9, 1), "", "", "anna")
    ended = StateChange(2, "ended", nov(5), "", "einde", "anna")
    before = agreement("budget_coaching", id=2, states=(begun, ended))
    offered = StateChange(3, "offered", nov(6), "", "", "anna")
    answer = StateChange(4, "accepted", answered, "", "ja", "anna")
    new = agreement("budget_coaching", id=3, start_on=nov(6), states=(offered, answer))
    made = replace(CHANCE, conditions=(trained,), judgements=())
    assert asks(made, others=(before, new))["proof.rests"].paper == shown


def test_what_was_missed_of_an_agreement_asks_the_same_of_the_condition_that_rests_on_it() -> None:
    """Its misses with their evidence, and whether help was offered and the tenant was warned."""
    trained = condition("C05", nov(3), judge=Judge.AGREEMENT, rests_on=2, consequence="gesprek")
    made = replace(CHANCE, conditions=(trained,), judgements=(), ladder=())
    lessons = replace(VISIT, id=2, agreement=2, clause="session")
    missed = replace(MISSED, condition=2, reference="")
    both = (missed, replace(MET, condition=2))
    coached = agreement("budget_coaching", lessons, id=2, judgements=both)
    assert lacking(asks(made, others=(coached,))) == [
        "proof.missed", "proof.talk", "proof.warned", "proof.cure",
    ]  # fmt: skip
    kept = replace(coached, judgements=(replace(missed, verdict=JudgedAs.MET),))
    assert "proof.talk" not in asks(made, others=(kept,))


RENT = condition(
    "C01", date(2026, 9, 1), "FREQ=MONTHLY", judge=Judge.LEDGER, consequence="gesprek, gele kaart"
)
SEPTEMBER, OCTOBER, NOVEMBER = (
    RentMonth(date(2026, month, 1), 612_40, 0, date(2026, month, 1)) for month in (9, 10, 11)
)
WAIVED = judged(date(2026, 9, 1), JudgedAs.WAIVED)


@pytest.mark.parametrize(
    ("changed", "rents", "judged", "gaps"),
    [
        ({}, (SEPTEMBER, OCTOBER, NOVEMBER), 3, 0),
        ({}, (OCTOBER, NOVEMBER), 2, 1),
        ({}, (NOVEMBER,), 1, 2),
        ({"judgements": (WAIVED,)}, (OCTOBER, NOVEMBER), 3, 0),
    ],
)
def test_a_rent_month_of_which_the_ledger_holds_nothing_was_not_judged_and_is_asked_by_itself(
    changed: dict[str, Any], rents: tuple[RentMonth, ...], judged: int, gaps: int
) -> None:
    """It is let go, but nobody waived it and nothing shows that it was paid."""
    made = replace(CHANCE, **{"conditions": (RENT,), "judgements": (), "ladder": (), **changed})
    found = asks(made, paid=Paid(rents=rents))
    assert (found["proof.judged"].message.values, found["proof.judged"].held) == (
        {"n": judged, "open": 0}, True,
    )  # fmt: skip
    shown = found.get("proof.unbooked")
    assert (shown.message.values["n"] if shown else 0) == gaps
    if shown:
        assert (shown.held, shown.on) == (False, date(2026, 8 + gaps, 1))


def test_what_a_later_phase_let_go_needs_no_judgement() -> None:
    """The statutory scheme takes the place of the answer to a proposal (R61)."""
    answer = condition("answer", TODAY, duty=Duty.ASSOCIATION)
    phases = tuple(StateChange(n, state, nov(6), "", "", "anna")
                   for n, state in enumerate(("settlement", "wsnp")))  # fmt: skip
    counselled = agreement("debt_counselling", answer, states=phases)
    assert asks(counselled)["proof.judged"].held


def test_what_was_added_after_the_signing_did_not_stand_in_it() -> None:
    made = replace(CHANCE, conditions=(replace(VISIT, added_on=nov(2)),))
    found = asks(made)
    assert lacking(found) == ["proof.signed", "proof.consequence"]
    assert (found["proof.signed"].on, found["proof.signed"].paper) == (None, "")


def test_what_nobody_judged_of_the_agreement_it_rests_on_is_not_judged() -> None:
    rests = replace(VISIT, judge=Judge.AGREEMENT, rests_on=2)
    coached = replace(condition("session", nov(3)), id=2, agreement=2)
    coaching = agreement("budget_coaching", coached, id=2)
    made = replace(CHANCE, conditions=(rests,), judgements=())
    assert "proof.judged_there" in lacking(asks(made, others=(coaching,)))
    judged_ = replace(coaching, judgements=(judged(nov(3), JudgedAs.MET, of=2),))
    assert "proof.judged_there" not in lacking(asks(made, others=(judged_,)))
