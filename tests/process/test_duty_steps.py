"""Steps about duties of tenant and association: each base case and one changed fact."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Duty,
    Evidence,
    Judge,
    JudgedAs,
    Rung,
    Weight,
)
from caseconsole.domain.contact import Whom
from caseconsole.domain.verdict import Claim
from tests.process.agreements import agreement, condition, judged, rung, suspension
from tests.process.files import (
    administrator,
    contact,
    due,
    dues,
    file,
    not_due,
    nov,
    pause,
    spoken,
)

FRIDAY = nov(6)
TUESDAY = nov(10)
WEDNESDAY = nov(11)
PAPER = condition("paper", TUESDAY, evidence=Evidence.PAPER)
SESSION = condition("session", nov(3), "FREQ=WEEKLY")
CONFIRM = condition("confirm", nov(27), duty=Duty.ASSOCIATION, evidence=Evidence.PAPER)
REPORT = condition("report", TUESDAY, duty=Duty.PARTNER, evidence=Evidence.REPORT)
TALK = replace(REPORT, clause="first_talk")


def coached(*duties: Condition, kind: str = "budget_coaching", **changed: Any) -> Agreement:
    """A running agreement with these duties."""
    return agreement(kind, *duties, **changed)


def test_a_paper_that_is_not_there_is_a_call() -> None:
    """On the working day after its day (P14)."""
    verdict = due("obligation_late", file(coached(PAPER, kind="debt_counselling")), WEDNESDAY)
    assert (verdict.claim, verdict.since) == (Claim.CALL, WEDNESDAY)
    assert verdict.because.id == "obligation_late.paper"
    assert verdict.because.values["clause_word"] == "clause.debt_counselling.paper"


@pytest.mark.parametrize(
    ("made", "changed", "today", "missing"),
    [
        (coached(PAPER), {}, TUESDAY, "obligation_late.none"),
        (coached(replace(PAPER, grace_days=3)), {}, WEDNESDAY, "obligation_late.none"),
        (coached(replace(PAPER, grace_days=3)), {}, nov(14), "obligation_late.later"),
        (coached(PAPER, judgements=(judged(TUESDAY, JudgedAs.MET),)), {}, WEDNESDAY,
         "obligation_late.none"),
        (coached(PAPER, judgements=(judged(TUESDAY, JudgedAs.EXCUSED),)), {}, WEDNESDAY,
         "obligation_late.none"),
        (coached(PAPER, judgements=(judged(TUESDAY, JudgedAs.MOVED, moved_to=nov(20)),)), {},
         WEDNESDAY, "obligation_late.none"),
        (coached(PAPER, suspensions=(suspension(nov(5), nov(6)),)), {}, WEDNESDAY,
         "obligation_late.none"),
        (coached(PAPER, state="ended"), {}, WEDNESDAY, "obligation_late.none"),
        (coached(replace(PAPER, duty=Duty.PARTNER)), {}, WEDNESDAY, "obligation_late.none"),
        (coached(PAPER), {"contacts": (spoken(WEDNESDAY),)}, nov(12), "contact.spoken"),
        (coached(PAPER), {"contacts": (contact(WEDNESDAY),)}, WEDNESDAY, "agreement.call_again"),
        (coached(PAPER), {"pauses": (pause(nov(9), nov(13)),)}, WEDNESDAY, "held.paused"),
    ],
)  # fmt: skip
def test_one_changed_fact_asks_for_no_call(
    made: Agreement, changed: dict[str, Any], today: date, missing: str
) -> None:
    """Handed in, excused, moved, suspended, ended, not the tenant's, or spoken about."""
    assert not_due("obligation_late", file(made, **changed), today).missing.id == missing


MISSED = (judged(nov(3), JudgedAs.MISSED),)


def test_a_missed_session_is_spoken_about() -> None:
    """From the day on which it was judged; the next one that is met makes it good."""
    made = coached(SESSION, judgements=MISSED)
    assert due("obligation_late", file(made), nov(4)).since == nov(3)
    met = coached(SESSION, judgements=(*MISSED, judged(TUESDAY, JudgedAs.MET, key=2)))
    missing = not_due("obligation_late", file(met), WEDNESDAY).missing
    assert missing.id == "obligation_late.dealt_with"


def test_a_major_breach_of_a_lease_is_the_ladders() -> None:
    """A minor one is a call."""
    minor = coached(SESSION, kind="second_chance", judgements=MISSED)
    assert due("obligation_late", file(minor), nov(4))
    major = coached(replace(SESSION, weight=Weight.MAJOR), kind="second_chance", judgements=MISSED)
    missing = not_due("obligation_late", file(major), nov(4)).missing
    assert missing.id == "obligation_late.dealt_with"


def test_what_has_passed_is_judged() -> None:
    """From the working day after; the oldest is named (P13)."""
    verdict = due("judge_due", file(coached(SESSION)), WEDNESDAY)
    assert (verdict.claim, verdict.since) == (Claim.JUDGE, nov(4))
    assert (verdict.because.values["n"], verdict.because.values["due_on"]) == (2, "2026-11-03")


@pytest.mark.parametrize(
    ("made", "today"),
    [
        (coached(SESSION), nov(3)),
        (coached(SESSION, judgements=(judged(nov(3), JudgedAs.PARTLY),)), nov(4)),
        (coached(replace(SESSION, evidence=Evidence.PAPER)), nov(4)),
        (coached(replace(SESSION, duty=Duty.ASSOCIATION)), nov(4)),
        (coached(SESSION, state="offered"), nov(4)),
    ],
)
def test_one_changed_fact_asks_for_no_judgement(made: Agreement, today: date) -> None:
    """Papers are called about, the association's duties are done."""
    assert not_due("judge_due", file(made), today).missing.id == "judge_due.none"


@pytest.mark.parametrize("evidence", list(Evidence))
def test_only_a_paper_is_late_that_nobody_judged(evidence: Evidence) -> None:
    """Nobody failed to bring what own words show, as that no new debts are made: it is judged."""
    coming = replace(SESSION, id=9, first_on=date(2027, 1, 4))
    made = coached(replace(SESSION, evidence=evidence), coming, partner="")
    found = dues(file(made), nov(4))
    called = evidence in {Evidence.PAPER, Evidence.DECLARATION}
    assert found == ["obligation_late" if called else "judge_due"]


@pytest.mark.parametrize(
    ("on", "id_", "n"),
    [(nov(3), "obligation_late.missed", 1), (TUESDAY, "obligation_late.paper", 2)],
)
def test_papers_that_lack_and_sessions_that_were_missed_are_counted_apart(
    on: date, id_: str, n: int
) -> None:
    papers = [replace(PAPER, id=key, first_on=on) for key in (2, 3)]
    session = replace(SESSION, rule="", first_on=nov(9) if on < TUESDAY else nov(3))
    missed = judged(session.first_on, JudgedAs.MISSED, on=session.first_on)
    because = due("obligation_late", file(coached(session, *papers, judgements=(missed,))),
                  WEDNESDAY).because  # fmt: skip
    assert (because.id, because.values["n"]) == (id_, n)


OWN = "Houdt de hond\naan de lijn en meldt zich elke maand bij de huismeester van het blok"


@pytest.mark.parametrize(
    ("changed", "values"),
    [
        ({"clause": "own", "text": "Houdt de hond\naan de lijn."},
         {"clause_word": "clause.own_words", "own": "Houdt de hond aan de lijn."}),
        ({"clause": "own", "text": OWN},
         {"clause_word": "clause.own_words", "own": f"{' '.join(OWN.split())[:57]}[…]"}),
        ({"clause": "own", "text": ""}, {"clause_word": "clause.own"}),
        ({"clause": "C05", "text": "Komt."}, {"clause_word": "clause.C05"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("weight", list(Weight))
def test_a_condition_in_own_words_is_named_by_them(
    weight: Weight, changed: dict[str, Any], values: dict[str, str]
) -> None:
    """On one line, whether it leads to a call or to the ladder."""
    asked = replace(SESSION, weight=weight, **changed)
    made = coached(asked, kind="second_chance", judgements=MISSED)
    action = "breach_rung" if weight is Weight.MAJOR else "obligation_late"
    because = due(action, file(made), nov(4)).because
    named = {name: because.values[name] for name in ("clause_word", "own")
             if name in because.values}  # fmt: skip
    assert named == values


def test_what_the_association_owes_is_due_before_its_day() -> None:
    """Five working days ahead, by the rule of its clause (R34, P10)."""
    one = file(coached(CONFIRM, kind="payment_arrangement"))
    verdict = due("association_duty", one, nov(20))
    assert (verdict.since, verdict.until, verdict.rule) == (nov(20), nov(27), "R34")
    assert not_due("association_duty", one, nov(19)).missing.id == "association_duty.later"
    assert due("association_duty", one, nov(28)).because.id == "association_duty.late"
    paused = replace(one, pauses=(pause(nov(1), nov(29)),))
    assert due("association_duty", paused, nov(20)), "a pause of calls does not stop our own terms"


@pytest.mark.parametrize(
    ("clause", "rule"), [("answer", "R62"), ("discharge", "R63"), ("statutory_end", "R61"),
                         ("pause", "P10")]
)  # fmt: skip
def test_each_duty_of_the_association_has_its_rule(clause: str, rule: str) -> None:
    """The answer to a proposal, the discharge (R61 to R63)."""
    one = file(coached(replace(CONFIRM, clause=clause), kind="debt_counselling"))
    assert due("association_duty", one, nov(20)).rule == rule


@pytest.mark.parametrize(
    ("step", "called"),
    [
        ({"on": WEDNESDAY, "condition": 9}, False),
        ({"on": WEDNESDAY, "condition": None}, False),
        ({"on": WEDNESDAY, "condition": 8}, True),
        ({"on": nov(1), "condition": 9}, True),
    ],
)
def test_what_was_spoken_about_on_the_ladder_asks_for_no_call(
    step: dict[str, Any], called: bool
) -> None:
    """A talk about the condition that rests on it, held since (R75)."""
    missed = judged(nov(3), JudgedAs.MISSED, on=TUESDAY)
    trained = coached(SESSION, judgements=(missed,))
    rests = replace(condition("C05", nov(1)), id=9, judge=Judge.AGREEMENT, rests_on=trained.id)
    taken = replace(rung(Rung.TALK, step["on"]), condition=step["condition"])
    lease = replace(agreement("second_chance", rests, ladder=(taken,)), id=2)
    found = [
        action for action in dues(file(trained, lease), nov(12)) if action == "obligation_late"
    ]
    assert bool(found) is called


@pytest.mark.parametrize(("rests_on", "called"), [(1, False), (3, True), (None, True)])
def test_a_talk_about_a_whole_agreement_is_about_what_rests_under_it(
    rests_on: int | None, called: bool
) -> None:
    """Not about the missing papers of an agreement it has nothing to do with (P14, R75)."""
    paper = coached(replace(SESSION, evidence=Evidence.PAPER))
    rests = replace(condition("C05", nov(1)), id=9, judge=Judge.AGREEMENT, rests_on=rests_on)
    lease = replace(agreement("second_chance", rests, ladder=(rung(Rung.TALK, nov(11)),)), id=2)
    assert ("obligation_late" in dues(file(paper, lease), nov(12))) is called
    own = replace(lease, conditions=(replace(paper.conditions[0], id=9, agreement=2),))
    assert "obligation_late" not in dues(file(own), nov(12)), "it is about itself"


@pytest.mark.parametrize(
    ("clause", "asks"),
    [
        ("discharge", "next.discharge"),
        ("statutory_end", "next.discharge"),
        ("answer", "next.do_and_judge"),
        ("pause", "next.do_and_judge"),
    ],
)
def test_what_is_remitted_is_recorded_as_the_state_of_the_counselling(
    clause: str, asks: str
) -> None:
    """A judgement alone would leave the debt frozen for good (R61, R63)."""
    one = file(coached(replace(CONFIRM, clause=clause), kind="debt_counselling"))
    assert due("association_duty", one, nov(20)).next.id == asks


@pytest.mark.parametrize("verdict", [JudgedAs.MET, JudgedAs.PARTLY, JudgedAs.MISSED])
@pytest.mark.parametrize("clause", ["discharge", "statutory_end"])
def test_a_judgement_makes_no_discharge(clause: str, verdict: JudgedAs) -> None:
    """What was judged so once, or came in so, is asked for as before (R61, R63)."""
    said = (judged(nov(27), verdict, on=nov(18)),)
    made = coached(replace(CONFIRM, clause=clause), kind="debt_counselling")
    for today in (nov(20), nov(30)):
        told = due("association_duty", file(replace(made, judgements=said)), today)
        assert told == due("association_duty", file(made), today)
    let_go = (replace(said[0], verdict=JudgedAs.WAIVED),)
    assert not_due("association_duty", file(replace(made, judgements=let_go)), nov(20))


def test_what_was_done_is_due_no_more() -> None:
    """Met, or waived."""
    for verdict in (JudgedAs.MET, JudgedAs.WAIVED):
        done = coached(CONFIRM, judgements=(judged(nov(27), verdict, on=nov(18)),))
        assert not_due("association_duty", file(done), nov(20)).missing.id.endswith("none")


def test_without_agreements_nothing_of_them_is_due() -> None:
    """All their steps say so alike."""
    plain = file()
    for action in ("judge_due", "review_due", "referral_reply_due", "window_closes"):
        assert not_due(action, plain, nov(16)).missing.id == "agreement.none"


def test_a_miss_that_is_judged_today_leaves_the_call_about_an_older_one_due() -> None:
    older = judged(nov(3), JudgedAs.MISSED, on=nov(4))
    made = agreement("budget_coaching", SESSION, judgements=(older,))
    assert due("obligation_late", file(made), nov(14)).since == nov(4)
    newer = judged(nov(10), JudgedAs.MISSED, on=nov(14))
    both = replace(made, judgements=(older, newer))
    assert due("obligation_late", file(both), nov(14)).since == nov(4), "a Saturday"
    assert due("obligation_late", file(both), nov(16)).since == nov(16)


@pytest.mark.parametrize(
    ("duty", "action", "whom"),
    [
        (PAPER, "obligation_late", Whom.ADMINISTRATOR),
        (SESSION, "judge_due", Whom.TENANT),
        (REPORT, "partner_silent", Whom.TENANT),
        (CONFIRM, "association_duty", Whom.TENANT),
    ],
)
def test_the_administrator_is_called_about_what_is_talked_about(
    duty: Condition, action: str, whom: Whom
) -> None:
    """R06: nobody is called about what the association does itself or asks of a partner."""
    one = file(coached(duty, kind="debt_counselling"), representatives=(administrator(),))
    assert due(action, one, nov(28)).whom is whom
