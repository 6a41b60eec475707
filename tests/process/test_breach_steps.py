"""The ladder at a breach (R75), and conditions whose agreement ended (P15)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    DecisionKind,
    Judge,
    JudgedAs,
    Judgement,
    Outcome,
    Paid,
    RentMonth,
    Rung,
    StateChange,
    Suspension,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import AppointmentKind
from caseconsole.domain.verdict import Claim, Due
from caseconsole.process.agreements.breached import rung_above
from caseconsole.process.agreements.written import written_by
from tests.process.agreements import agreement, condition, decision, judged, rung
from tests.process.files import appointment, due, file, not_due, nov, verdicts

TUESDAY = nov(3)
VISIT = condition("C10", TUESDAY, "FREQ=WEEKLY", weight=Weight.MAJOR)
MISSED = judged(TUESDAY, JudgedAs.MISSED, on=nov(4))
CHANCE = agreement("second_chance", VISIT, judgements=(MISSED,))
WEDNESDAY = nov(4)
RENT = condition("C01", date(2026, 10, 1), "FREQ=MONTHLY", judge=Judge.LEDGER, weight=Weight.MAJOR)


def chance(**changed: Any) -> CaseFile:
    """A lease with one breach, and one changed fact."""
    return file(replace(CHANCE, **changed))


def test_a_breach_of_a_major_condition_asks_for_a_talk() -> None:
    """Within five working days (R75)."""
    verdict = due("breach_rung", chance(), WEDNESDAY)
    assert (verdict.claim, verdict.since, verdict.until) == (Claim.WARN, WEDNESDAY, nov(11))
    assert verdict.because.values["rung_word"] == "rung.talk"
    assert verdict.because.values["clause_word"] == "clause.C10"


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"judgements": ()}, "breach_rung.no_breach"),
        ({"judgements": (replace(MISSED, verdict=JudgedAs.EXCUSED),)}, "breach_rung.no_breach"),
        ({"judgements": (replace(MISSED, verdict=JudgedAs.PARTLY),)}, "breach_rung.no_breach"),
        ({"conditions": (replace(VISIT, weight=Weight.MINOR),)}, "breach_rung.no_breach"),
        ({"ladder": (rung(Rung.TALK, WEDNESDAY),)}, "breach_rung.outcome_later"),
        ({"ladder": (rung(Rung.TALK, nov(5), Outcome.CURED),)}, "breach_rung.cured"),
        ({"ladder": (rung(Rung.YELLOW_CARD, nov(5), None, nov(19)),)}, "breach_rung.outcome_later"),
        ({"ladder": (rung(Rung.RED_CARD, nov(5), Outcome.CURED),)}, "breach_rung.climbed"),
        ({"kind": "housing_support",
          "states": agreement("housing_support").states}, "breach_rung.none"),
        ({"states": agreement("second_chance", state="graduated").states}, "breach_rung.none"),
    ],
)  # fmt: skip
def test_one_changed_fact_asks_for_no_rung(changed: dict[str, Any], missing: str) -> None:
    """Nothing missed, made good, already on the ladder, or no lease under conditions."""
    assert not_due("breach_rung", chance(**changed), nov(6)).missing.id == missing


@pytest.mark.parametrize(
    ("changed", "because", "leader"),
    [
        ({}, "breach_rung.second", True),
        ({"second": "tess"}, "breach_rung.decide_end", False),
        ({"outcome": Outcome.NOT_CURED, "outcome_on": nov(5)}, "breach_rung.second", True),
        (
            {"outcome": Outcome.NOT_CURED, "outcome_on": nov(5), "second": "tess"},
            "breach_rung.decide_end",
            False,
        ),
    ],
)
def test_a_red_card_waits_for_a_second_person_and_then_for_a_decision(
    changed: dict[str, Any], because: str, leader: bool
) -> None:
    """By another than who gave it, whatever that one says of its cure (R75, R78)."""
    card = replace(rung(Rung.RED_CARD, nov(5)), **changed)
    verdict = due("breach_rung", chance(ladder=(card,)), nov(6))
    assert (verdict.because.id, verdict.since, verdict.leader) == (because, nov(5), leader)
    assert verdict.but == ("anna" if leader else "")


@pytest.mark.parametrize("about", [None, VISIT.id])
@pytest.mark.parametrize(
    ("second", "because"), [("", "breach_rung.gone"), ("tess", "breach_rung.gone_approved")]
)
def test_a_red_card_whose_breach_is_gone_is_only_to_be_closed(
    second: str, because: str, about: int | None
) -> None:
    """The gates refuse to approve it and to end the lease by it: whoever has the file closes it."""
    card = replace(rung(Rung.RED_CARD, nov(5)), condition=about, second=second)
    spared = replace(MISSED, verdict=JudgedAs.EXCUSED)
    verdict = due("breach_rung", chance(ladder=(card,), judgements=(spared,)), nov(6))
    assert (verdict.because.id, verdict.next.id) == (because, "next.close_card")
    assert (verdict.leader, verdict.but) == (False, "")


@pytest.mark.parametrize(
    ("through", "because"),
    [(nov(1), "held.ledger_too_old"), (nov(5), "breach_rung.second")],
)
def test_a_red_card_for_rent_that_an_old_ledger_does_not_show_waits_for_that(
    through: date, because: str
) -> None:
    """P06: neither approved nor gone, until the payments are known."""
    card = rung(Rung.RED_CARD, nov(5))
    one = file(
        replace(agreement("second_chance", RENT), ladder=(card,)),
        paid=Paid(rents=(RentMonth(nov(1), 612_40, 612_40, None),)),
    )
    found = verdicts(one, nov(6), complete_through=through)["breach_rung"]
    told = found.because if isinstance(found, Due) else found.missing
    assert told.id == because


def test_a_minor_condition_is_breached_by_two_misses() -> None:
    """One of them is a call (P12)."""
    minor = replace(VISIT, weight=Weight.MINOR)
    twice = (MISSED, judged(nov(10), JudgedAs.MISSED, key=2))
    verdict = due("breach_rung", chance(conditions=(minor,), judgements=twice), nov(10))
    assert (verdict.since, verdict.because.values["rung_word"]) == (nov(10), "rung.talk")


SECOND = judged(nov(10), JudgedAs.MISSED, key=2)


@pytest.mark.parametrize(
    ("ladder", "judgements", "today", "rung_word", "since"),
    [
        ((rung(Rung.TALK, nov(5), Outcome.NOT_CURED),), (MISSED,), nov(6), "rung.yellow_card",
         nov(5)),
        ((rung(Rung.TALK, nov(5)),), (MISSED, SECOND), nov(10), "rung.yellow_card", nov(10)),
        ((rung(Rung.TALK, nov(5), Outcome.CURED),), (MISSED, SECOND), nov(10), "rung.yellow_card",
         nov(10)),
        ((rung(Rung.YELLOW_CARD, nov(5), None, nov(19)),), (MISSED, SECOND), nov(10),
         "rung.three_party", nov(10)),
        ((rung(Rung.YELLOW_CARD, nov(5), Outcome.NOT_CURED, nov(19)),), (MISSED,), nov(20),
         "rung.three_party", nov(5)),
        ((rung(Rung.THREE_PARTY, nov(5), Outcome.NOT_CURED),), (MISSED,), nov(6), "rung.red_card",
         nov(5)),
    ],
)  # fmt: skip
def test_what_is_not_cured_or_comes_again_leads_one_up(
    ladder: Any, judgements: Any, today: date, rung_word: str, since: date
) -> None:
    """Never down: the second breach after a cure does not begin anew (R75)."""
    verdict = due("breach_rung", chance(ladder=ladder, judgements=judgements), today)
    assert (verdict.because.values["rung_word"], verdict.since) == (rung_word, since)
    assert verdict.next.id == f"next.{rung_word.removeprefix('rung.')}"


def test_a_rung_is_said_to_be_cured_or_not() -> None:
    """After the days to cure of a yellow card, five working days after a talk."""
    card = chance(ladder=(rung(Rung.YELLOW_CARD, nov(5), None, nov(19)),))
    assert due("breach_rung", card, nov(20)).because.id == "breach_rung.outcome"
    assert not_due("breach_rung", card, nov(19)).missing.id == "breach_rung.outcome_later"
    talk = chance(ladder=(rung(Rung.TALK, nov(5)),))
    assert due("breach_rung", talk, nov(12)).since == nov(12)
    assert not_due("breach_rung", talk, nov(11)).missing.id == "breach_rung.outcome_later"


def test_the_ledger_breaches_too() -> None:
    """Rent of November not paid, under C01."""
    paid = Paid(rents=(RentMonth(nov(1), 612_40, 612_40, None),))
    one = file(agreement("second_chance", RENT), paid=paid)
    verdict = due("breach_rung", one, TUESDAY)
    assert (verdict.since, verdict.because.values["clause_word"]) == (TUESDAY, "clause.C01")
    assert not_due("breach_rung", one, nov(2)).missing.id == "breach_rung.no_breach"


HOME = condition("C08", TUESDAY, "FREQ=WEEKLY", id=2, weight=Weight.MAJOR)
BOTH = agreement(
    "second_chance", VISIT, HOME, judgements=(MISSED, judged(nov(10), JudgedAs.MISSED, of=2, key=2))
)
TALK_1 = rung(Rung.TALK, nov(5), condition=1)


@pytest.mark.parametrize(
    ("ladder", "rung_word", "clause"),
    [
        ((), "rung.talk", "C08"),
        ((rung(Rung.TALK, nov(11), Outcome.CURED, condition=2),), "rung.yellow_card", "C10"),
        ((rung(Rung.TALK, nov(11), condition=2),), "rung.yellow_card", "C10"),
        ((TALK_1,), "rung.yellow_card", "C08"),
        ((rung(Rung.TALK, nov(5)),), "rung.yellow_card", "C08"),
        ((rung(Rung.TALK, nov(11), Outcome.CURED, condition=9),), "rung.yellow_card", "C08"),
    ],
)
def test_a_breach_is_dealt_with_by_a_rung_about_its_own_condition(
    ladder: Any, rung_word: str, clause: str
) -> None:
    """C10 was missed on the 3rd, C08 on the 10th; a rung about the one silences not the other."""
    verdict = due("breach_rung", file(replace(BOTH, ladder=ladder)), nov(12))
    assert verdict.because.values["rung_word"] == rung_word
    assert verdict.because.values["clause_word"] == f"clause.{clause}"


@pytest.mark.parametrize(
    ("ladder", "missing"),
    [
        ((rung(Rung.TALK, nov(11)),), "breach_rung.outcome_later"),
        ((rung(Rung.TALK, nov(11), Outcome.CURED),), "breach_rung.cured"),
        ((TALK_1, rung(Rung.YELLOW_CARD, nov(11), None, nov(25), 2)), "breach_rung.outcome_later"),
        ((rung(Rung.TALK, nov(5), Outcome.CURED, condition=1),
          rung(Rung.YELLOW_CARD, nov(11), Outcome.CURED, nov(25), 2)), "breach_rung.cured"),
    ],
)  # fmt: skip
def test_two_breaches_that_were_both_dealt_with_ask_for_no_rung(ladder: Any, missing: str) -> None:
    """By a rung about the lease as a whole, or by one about each."""
    one = file(replace(BOTH, ladder=ladder))
    assert not_due("breach_rung", one, nov(12)).missing.id == missing


@pytest.mark.parametrize(
    ("later", "rung_word"),
    [
        (rung(Rung.YELLOW_CARD, nov(11), Outcome.CURED, nov(25), 2), "rung.three_party"),
        (rung(Rung.YELLOW_CARD, nov(11), Outcome.CURED, nov(25), 1), ""),
        (rung(Rung.YELLOW_CARD, nov(11), Outcome.CURED, nov(25)), ""),
    ],
)
def test_what_was_not_cured_is_not_silenced_by_the_cure_of_something_else(
    later: Any, rung_word: str
) -> None:
    """The talk about C10 led to no cure; the yellow card was about C08, C10 or all."""
    failed = rung(Rung.TALK, nov(5), Outcome.NOT_CURED, condition=1)
    mended = replace(BOTH, ladder=(failed, later), judgements=(MISSED,))
    if not rung_word:
        assert not_due("breach_rung", file(mended), nov(12)).missing.id == "breach_rung.cured"
        return
    verdict = due("breach_rung", file(mended), nov(12))
    assert (verdict.because.id, verdict.since) == ("breach_rung.not_cured", nov(5))
    assert verdict.because.values["rung_word"] == rung_word


def test_no_red_card_is_asked_for_while_a_moratorium_runs() -> None:
    """R60; how the meeting of three ended is asked all the same."""
    still = Suspension(1, nov(1), nov(25), SuspensionKind.MORATORIUM, "voorziening", "anna", 1)
    helped = agreement("debt_counselling", id=2, suspensions=(still,))
    failed = replace(CHANCE, ladder=(rung(Rung.THREE_PARTY, nov(5), Outcome.NOT_CURED),))
    assert not_due("breach_rung", file(failed, helped), nov(25)).missing.id == "gate.moratorium"
    assert due("breach_rung", file(failed, helped), nov(26)).next.id == "next.red_card"
    met = replace(failed, ladder=(rung(Rung.THREE_PARTY, nov(5)),))
    assert due("breach_rung", file(met, helped), nov(25)).because.id == "breach_rung.outcome"


def test_under_the_statutory_scheme_a_red_card_is_asked_for_what_is_no_money() -> None:
    """R61: the newer breach is of the old debt, the older one is not."""
    helped = agreement("debt_counselling", id=2, state="wsnp")
    failed = (rung(Rung.THREE_PARTY, TUESDAY, Outcome.NOT_CURED, condition=9),)
    owed = replace(BOTH, conditions=(VISIT, replace(HOME, clause="C02")), ladder=failed)
    verdict = due("breach_rung", file(owed, helped), nov(12))
    assert verdict.because.values["clause_word"] == "clause.C10"
    only = replace(owed, judgements=owed.judgements[1:])
    assert due("breach_rung", file(only, helped), nov(12)).next.id == "next.talk"
    talk = rung(Rung.TALK, nov(12), condition=2)
    spoken = replace(
        only, ladder=(*failed, replace(talk, outcome=Outcome.NOT_CURED, outcome_on=nov(12)))
    )
    assert not_due("breach_rung", file(spoken, helped), nov(12)).missing.id == "gate.scheme"


TRAINED = condition(
    "C05", date(2026, 10, 1), "FREQ=MONTHLY", id=5, judge=Judge.AGREEMENT, rests_on=2
)
SESSION = condition("session", TUESDAY, "FREQ=WEEKLY", id=6, agreement=2)
TWICE = (
    judged(TUESDAY, JudgedAs.MISSED, of=6),
    judged(nov(10), JudgedAs.MISSED, of=6, key=2),
)
COACHED = agreement("budget_coaching", SESSION, id=2, judgements=TWICE)
RESTING = agreement("second_chance", TRAINED)


def test_what_is_missed_of_an_agreement_breaches_the_condition_that_rests_on_it() -> None:
    """Two sessions of the budget coach are a breach of C05."""
    verdict = due("breach_rung", file(RESTING, COACHED), nov(10))
    assert verdict.because.values["clause_word"] == "clause.C05"
    assert verdict.since == nov(10)
    once = replace(COACHED, judgements=TWICE[:1])
    assert not_due("breach_rung", file(RESTING, once), nov(10)).missing.id.endswith("no_breach")


def ended(state: str = "ended", on: date = TUESDAY) -> Agreement:
    """The coaching, over."""
    begun = StateChange(1, "accepted", date(2026, 9, 1), "", "", "anna")
    return agreement(
        "budget_coaching", SESSION, id=2, states=(begun, StateChange(2, state, on, "", "", "anna"))
    )


def test_an_agreement_that_ended_puts_its_condition_at_risk() -> None:
    """A talk is due within five working days (P15)."""
    verdict = due("resting_at_risk", file(RESTING, ended()), WEDNESDAY)
    assert (verdict.claim, verdict.since, verdict.until) == (Claim.TALK, TUESDAY, nov(10))
    assert verdict.because.values["agreement_word"] == "kind.budget_coaching"


@pytest.mark.parametrize(
    ("agreements", "changed", "missing"),
    [
        ((RESTING, replace(COACHED, judgements=())), {}, "resting_at_risk.none"),
        ((RESTING, ended("completed")), {}, "resting_at_risk.none"),
        ((RESTING, ended(on=nov(7))), {}, "resting_at_risk.none"),
        ((replace(RESTING, ladder=(rung(Rung.TALK, TUESDAY),)), ended()), {},
         "resting_at_risk.none"),
        ((replace(RESTING, ladder=(rung(Rung.TALK, TUESDAY, condition=5),)), ended()), {},
         "resting_at_risk.none"),
        ((replace(RESTING, decisions=(decision(DecisionKind.KEEP, WEDNESDAY),)), ended()), {},
         "resting_at_risk.none"),
        ((RESTING, ended()), {"appointments": (appointment(nov(9), AppointmentKind.TALK),)},
         "held.agreed_talk"),
        ((ended(),), {}, "resting_at_risk.none"),
    ],
)  # fmt: skip
def test_one_changed_fact_asks_for_no_talk(
    agreements: tuple[Agreement, ...], changed: dict[str, Any], missing: str
) -> None:
    """It runs, it was completed, it was talked about, or a talk was agreed."""
    one = file(*agreements, **changed)
    assert not_due("resting_at_risk", one, WEDNESDAY).missing.id == missing


def test_what_ended_on_a_saturday_is_talked_about_from_monday() -> None:
    one = file(RESTING, ended(on=nov(7)))
    assert not_due("resting_at_risk", one, nov(7)).missing.id == "resting_at_risk.later"
    assert due("resting_at_risk", one, nov(9)).since == nov(9)


def test_a_day_gone_by_is_looked_at_without_what_was_written_later() -> None:
    """Neither judgements nor rungs, nor how a rung ended."""
    today = WEDNESDAY
    missed = judged(nov(2), JudgedAs.MISSED)
    talk = replace(rung(Rung.TALK, TUESDAY, Outcome.NOT_CURED), outcome_on=nov(20))
    later = replace(
        CHANCE,
        judgements=(missed, replace(missed, id=9, on=nov(20), verdict=JudgedAs.MET)),
        ladder=(talk, rung(Rung.RED_CARD, nov(23))),
        decisions=(decision(DecisionKind.END, nov(24)),),
    )
    known = written_by(later, today)
    assert known.judgements == (missed,)
    assert [(step.rung, step.outcome, step.outcome_on) for step in known.ladder] == [
        (Rung.TALK, None, None)
    ]
    assert known.decisions == ()
    assert written_by(known, today) is known


def test_a_rung_for_another_condition_does_not_count() -> None:
    """The talk was about something else."""
    other = replace(RESTING, ladder=(rung(Rung.TALK, TUESDAY, condition=9),))
    assert due("resting_at_risk", file(other, ended()), WEDNESDAY)


def test_nothing_is_above_a_red_card() -> None:
    """The rungs in order."""
    taken = tuple(rung(which, TUESDAY) for which in Rung)
    above = [rung_above(replace(CHANCE, ladder=taken[:n])) for n in range(len(Rung) + 1)]
    assert above == [*Rung, Rung.RED_CARD]


@pytest.mark.parametrize(
    "further",
    [
        judged(nov(10), JudgedAs.MISSED, on=nov(16)),
        judged(TUESDAY, JudgedAs.MISSED, on=nov(16)),
    ],
    ids=["one more", "again"],
)
def test_a_further_judgement_makes_an_overdue_breach_no_younger(further: Judgement) -> None:
    """Who judges late does not give the house a new term for its talk."""
    verdict = due("breach_rung", chance(judgements=(MISSED, further)), nov(16))
    assert (verdict.since, verdict.until) == (WEDNESDAY, nov(11))
    talk = rung(Rung.TALK, nov(9))
    again = replace(CHANCE, judgements=(MISSED, further), ladder=(talk,))
    if further.original_on == TUESDAY:
        assert not_due("breach_rung", file(again), nov(12)).missing.id != "breach_rung.later"
    else:
        assert due("breach_rung", file(again), nov(17)).since == nov(16), "after the talk"
