"""Agreements for tests of their words: one of every kind, with something of everything in it."""

from dataclasses import replace
from datetime import date, timedelta

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Decision,
    DecisionKind,
    Duty,
    Evidence,
    Judge,
    JudgedAs,
    Judgement,
    LadderStep,
    Outcome,
    Paid,
    Rung,
    StateChange,
    Suspension,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.referred import Referral
from caseconsole.store.rows import CaseView
from tests.outgoing import views
from tests.outgoing.views import TODAY

START = TODAY - timedelta(days=60)
FIRST = START + timedelta(days=1)
SHORT = "Komt elke week."
HOSTILE = "[red]{name} %s 山田 " + "lang" * 60 + "\nnieuwe regel"


def condition(
    key: int, agreement: int, *, text: str = SHORT, judge: Judge = Judge.PERSON, cents: int = 0
) -> Condition:
    """A weekly duty, or a monthly one that is paid."""
    paid = judge is Judge.LEDGER
    return Condition(
        key, agreement, "instalment" if paid else "C05", Duty.TENANT, text,
        "FREQ=MONTHLY;COUNT=6" if paid else "FREQ=WEEKLY;COUNT=20", FIRST, None, cents, 0,
        Evidence.LEDGER if paid else Evidence.ATTENDANCE, 0, Weight.MAJOR, text, judge, None,
        False, 1,
    )  # fmt: skip


def made(key: int, kind: str, text: str = SHORT, cents: int = 5_000) -> Agreement:
    """An agreement of a kind that runs, with every part that one can have."""
    running = next(
        state for state in KINDS[kind].states if KINDS[kind].phase(state).value == "running"
    )
    first = KINDS[kind].first[0]
    ledger = kind == "payment_arrangement"
    one = condition(
        key, key, text=text, judge=Judge.LEDGER if ledger else Judge.PERSON, cents=cents * ledger
    )
    sessions = [FIRST + timedelta(weeks=n) for n in (6, 7, 8)]
    judgements = [
        Judgement(1, key, sessions[0], JudgedAs.MET, None, sessions[0], Evidence.REPORT, text, "",
                  "anna", 1),
        Judgement(2, key, sessions[1], JudgedAs.EXCUSED, None, sessions[1], None, "", text, "bram",
                  1),
        Judgement(3, key, sessions[2], JudgedAs.MOVED, sessions[2] + timedelta(days=2),
                  sessions[2], None, "", text, "anna", 1),
    ]  # fmt: skip
    return Agreement(
        id=key, case=1, kind=kind, reference="", made_on=START, start_on=START,
        end_on=START + timedelta(days=365), partner=text, partner_person=text,
        terms={"form": "F1", "over": text, "debt_cents": 6 * cents, "old_debt_why": text},
        covers=(1,) if ledger else (), signed_on=START, signed_by=text,
        next_review_on=TODAY, states=(
            StateChange(1, first, START, text, text, "anna"),
            StateChange(2, running, START, text, text, "anna"),
        ),
        conditions=(one,), judgements=() if ledger else tuple(judgements),
        suspensions=(Suspension(1, TODAY + timedelta(days=10), TODAY + timedelta(days=20),
                                SuspensionKind.HOSPITAL, text, "anna", 1),),
        ladder=(LadderStep(1, Rung.YELLOW_CARD, key, TODAY, TODAY + timedelta(days=14), text,
                           Outcome.CURED, TODAY, "anna", "", 1, text),),
        decisions=(Decision(1, DecisionKind.WARN, TODAY, text, TODAY, "anna", ""),),
        by="anna", signed_paper=text,
    )  # fmt: skip


def view(text: str = SHORT, cents: int = 5_000) -> CaseView:
    """A file with an agreement of every kind, and a referral to each kind of partner."""
    base = views.view()
    agreements = tuple(made(key, kind, text, cents) for key, kind in enumerate(KINDS, 1))
    partners = ("credit_bank", "coach", "support_provider", "shelter_desk")
    referrals = tuple(
        Referral(key, TODAY, kind, text, text, key % 2 == 0, TODAY - timedelta(days=1),
                 TODAY if key % 2 else None, text, "anna", 1)
        for key, kind in enumerate(partners, 1)
    )  # fmt: skip
    paid = Paid(covered={one.id: ((date(2026, 9, 10), cents),) for one in agreements if one.covers})
    file = replace(base.file, agreements=agreements, referrals=referrals, paid=paid)
    return base._replace(file=file)
