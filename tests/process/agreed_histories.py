"""Agreements of every kind in every running state, for the laws that hold of all of them."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    DecisionKind,
    Duty,
    Evidence,
    Judge,
    JudgedAs,
    Judgement,
    Outcome,
    Paid,
    RentMonth,
    Rung,
    Weight,
)
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.referred import Referral
from tests.process.agreements import agreement, condition, decision, judged, referral, rung
from tests.process.agreements import suspension as still
from tests.process.files import nov

DAYS = st.integers(-60, 60).map(nov)
NEAR = st.integers(-20, 40).map(nov)
CLAUSES = (
    "instalment", "running_rent", "paper", "session", "report", "confirm", "answer", "C01", "C05",
    "C13", "goal", "first_talk", "own",
)  # fmt: skip
RULES = ("", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=MONTHLY;COUNT=3")


@st.composite
def conditions(draw: st.DrawFn, key: int, others: tuple[int, ...]) -> Condition:
    """A duty of somebody."""
    clause = draw(st.sampled_from(CLAUSES))
    paid = clause in {"instalment", "running_rent", "C01"}
    rests = draw(st.sampled_from(others)) if others and clause in {"C05", "C13"} else None
    return condition(
        clause,
        draw(DAYS),
        draw(st.sampled_from(RULES)),
        id=key,
        until=draw(st.none() | DAYS),
        cents=50_00 if clause == "instalment" else 0,
        duty=Duty.TENANT if paid or rests else draw(st.sampled_from(Duty)),
        evidence=draw(st.sampled_from(Evidence)),
        weight=draw(st.sampled_from(Weight)),
        grace_days=draw(st.sampled_from([0, 0, 3])),
        judge=Judge.LEDGER if paid else Judge.AGREEMENT if rests else Judge.PERSON,
        rests_on=rests,
    )


@st.composite
def judgements(draw: st.DrawFn, duty: Condition) -> Judgement:
    """What somebody found of one day of a condition."""
    return judged(
        draw(st.sampled_from([duty.first_on, nov(5), nov(12)])),
        draw(st.sampled_from([JudgedAs.MET, JudgedAs.MISSED, JudgedAs.EXCUSED])),
        of=duty.id,
        on=nov(draw(st.integers(-40, 0))),
        key=duty.id,
    )


@st.composite
def agreements(draw: st.DrawFn, key: int, others: tuple[int, ...]) -> Agreement:
    """One of any kind; a second chance may rest on those before it."""
    kind = draw(st.sampled_from(["second_chance"] if len(others) > 1 else list(KINDS)))
    resting: tuple[int, ...] = others if kind == "second_chance" else ()
    state = draw(st.sampled_from(list(KINDS[kind].states)))
    keys = [key * 10 + n for n in range(draw(st.integers(0, 3)))]
    duties = tuple(draw(conditions(one, resting)) for one in keys)
    found: dict[str, Any] = {
        "judgements": tuple(draw(judgements(duty)) for duty in duties if draw(st.booleans())),
        "suspensions": tuple(
            still(min(days), max(days))
            for days in draw(st.lists(st.tuples(NEAR, NEAR), max_size=1))
        ),
        "decisions": tuple(
            decision(kind_, on)
            for kind_, on in draw(
                st.lists(st.tuples(st.sampled_from(DecisionKind), DAYS), max_size=1)
            )
        ),
        "ladder": tuple(
            rung(which, on, outcome, max(on, nov(10)))
            for which, on, outcome in draw(
                st.lists(
                    st.tuples(st.sampled_from(Rung), DAYS, st.none() | st.sampled_from(Outcome)),
                    max_size=2,
                )
            )
        ),
    }
    start = nov(draw(st.integers(-60, 5)))
    return agreement(
        kind,
        *duties,
        id=key,
        state=state,
        made_on=min(start, nov(-30)),
        start_on=start,
        end_on=draw(st.none() | st.integers(0, 200).map(nov)),
        next_review_on=draw(st.none() | NEAR),
        covers=draw(st.sampled_from([(), (7,), (8,)])),
        terms={"form": "F1"} if kind == "second_chance" else {},
        **found,
    )


REFERRALS: st.SearchStrategy[tuple[Referral, ...]] = st.lists(
    st.builds(referral, st.just(nov(-10)), NEAR, st.none() | st.just(nov(-5))), max_size=1
).map(tuple)


@st.composite
def agreed(draw: st.DrawFn) -> dict[str, Any]:
    """The agreements of a file, what the ledger says of them, and what was referred."""
    made: list[Agreement] = []
    for key in range(1, draw(st.integers(0, 3)) + 1):
        made.append(draw(agreements(key, tuple(one.id for one in made))))
    months = [date(2026, 10, 1), nov(1), date(2026, 12, 1)]
    rents = tuple(
        RentMonth(on, 612_40, left, None if left else on)
        for on in months
        if (left := draw(st.sampled_from([0, 612_40]))) is not None
    )
    covered = {
        one.id: tuple((nov(-20 + 20 * n), 50_00) for n in range(draw(st.integers(0, 3))))
        for one in made
    }
    return {
        "agreements": tuple(made),
        "paid": Paid(rents=rents, covered=covered),
        "referrals": draw(REFERRALS),
    }
