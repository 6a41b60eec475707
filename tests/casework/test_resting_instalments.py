"""Instalments that rest with their frozen debt lead up no ladder (R60, R61, R63).

An arrangement of today asks two instalments, on 20 November and 20 December; a second chance rests
on it (C02). The debt is frozen today, and the running rent is paid.
"""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.proof import proofs
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.why import verdicts
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import (
    Judge,
    ObligationState,
    Rung,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.obligations import ConditionStatus, obligations, statuses
from caseconsole.domain.verdict import Due
from caseconsole.outgoing.agreements import agreed_row
from caseconsole.store import read
from tests.casework.agreed import (
    CASE,
    LEASE,
    arrangement,
    condition,
    file_of,
    instalment,
    newest,
    refusal,
    second_chance,
    sign,
    step,
    suspend,
)
from tests.casework.stores import RENT, TODAY, pay, session
from tests.casework.test_frozen_debts import WAYS

FIRST, LAST = date(2026, 11, 20), date(2026, 12, 20)
MISSED_ONE, MISSED_BOTH = date(2026, 11, 24), date(2026, 12, 23)
MORATORIUM_ENDS = date(2027, 1, 31)


def agree(here: Session) -> None:
    """The arrangement, and the lease under conditions that rests on it."""
    halves = instalment(first_on=FIRST, cents=RENT)
    record(arrangement(here, conditions=(halves,)), session=here)
    rests = condition(
        clause="C02", judge=Judge.AGREEMENT, rests_on=newest(here).id, rule="FREQ=MONTHLY",
        first_on=TODAY, weight=Weight.MAJOR,
    )  # fmt: skip
    record(second_chance(start_on=TODAY, conditions=(rests,)), session=here)
    sign(here)


def freeze(here: Session, how: str) -> None:
    """Counselling that came to freeze the debt today."""
    made = a.MakeAgreement(
        case=CASE, agreement="debt_counselling", state="application", start_on=TODAY,
        partner="Stadsbank", covers=(LEASE,),
    )  # fmt: skip
    record(made, session=here)
    for state in WAYS[how]:
        record(step(here, state), session=here)
    if how == "moratorium":
        still = suspend(newest(here), TODAY, MORATORIUM_ENDS, reason_kind=SuspensionKind.MORATORIUM)
        record(still, session=here)


def asked(store: Path, on: date) -> set[str]:
    """What is due in the file on a day."""
    with closing(session(store, today=on)) as here:
        here.conn.execute("UPDATE ledger_file SET complete_through = ?", (on.isoformat(),))
        run_day(here)
        return {one.action for one in verdicts(here, CASE) if isinstance(one, Due)}


@pytest.mark.parametrize("on", [MISSED_ONE, MISSED_BOTH])
@pytest.mark.parametrize("how", [None, *WAYS])
def test_what_rests_is_no_breach_while_its_debt_is_frozen(
    anna: Session, store: Path, how: str | None, on: date
) -> None:
    """And without a freeze it is called about and climbs the ladder."""
    agree(anna)
    if how:
        freeze(anna, how)
    assert ({"breach_rung", "instalment_late"} & asked(store, on) == set()) is bool(how)


@pytest.mark.parametrize("how", [None, *WAYS])
def test_what_rests_is_counted_nowhere_as_missed(anna: Session, how: str | None) -> None:
    """Neither of the arrangement nor of the lease that rests on it, in a list or a file."""
    agree(anna)
    if how:
        freeze(anna, how)
    file = file_of(anna, today=MISSED_BOTH)
    arranged, chance = sorted(file.agreements, key=lambda one: one.id)[:2]
    duties = obligations(arranged, MISSED_BOTH, MISSED_BOTH, paid=file.paid)
    state = ObligationState.RESTS if how else ObligationState.MISSED
    assert [one.state for one in duties] == [state] * 2
    listed = read.agreed_of(
        anna.conn, read.agreed_cases(anna.conn, (), me="anna", today=MISSED_BOTH), MISSED_BOTH
    )
    rows = {
        one.kind: agreed_row("1", "", one, MISSED_BOTH, paid, made).tally
        for held, made, paid in listed
        if held.case == CASE
        for one in made
    }
    for kind in ("payment_arrangement", "second_chance"):
        assert (rows[kind].missed, rows[kind].rests) == ((0, 2) if how else (2, 0))
    assert rows["payment_arrangement"].cents == (0 if how else 2 * RENT)
    for one in (arranged, chance):
        found = statuses(one, MISSED_BOTH, paid=file.paid, agreements=file.agreements)
        going = ConditionStatus.ON_TRACK if how else ConditionStatus.BREACHED
        assert set(found.values()) == {going}


@pytest.mark.parametrize("how", [None, *WAYS])
def test_the_proof_names_what_rests(anna: Session, store: Path, how: str | None) -> None:
    """With since when; what was missed is asked of nothing."""
    agree(anna)
    chance = newest(anna)
    if how:
        freeze(anna, how)
    with closing(session(store, today=MISSED_BOTH)) as here:
        (proof,) = proofs(here, file_of(here, today=MISSED_BOTH), chance)
    found = {ask.message.id: ask for ask in proof.asks}
    assert ("proof.missed" in found) is not bool(how)
    assert ("proof.frozen" in found) is bool(how)
    if how:
        frozen = found["proof.frozen"]
        assert (frozen.held, frozen.on, frozen.message.values["n"]) == (True, TODAY, 2)


def test_once_the_freeze_is_over_they_are_owed_again(anna: Session) -> None:
    """The record itself was not rewritten."""
    agree(anna)
    freeze(anna, "moratorium")
    after = date(2027, 2, 1)
    file = file_of(anna, today=after)
    arranged = min(file.agreements, key=lambda one: one.id)
    duties = obligations(arranged, after, after, paid=file.paid)
    assert {one.state for one in duties} == {ObligationState.MISSED}


def test_what_was_paid_of_them_counts_all_the_same(anna: Session) -> None:
    """One in full is met, and a part of the next is kept."""
    agree(anna)
    freeze(anna, "mediation")
    pay(anna, LEASE, RENT + 100_00, FIRST.isoformat())
    file = file_of(anna, today=MISSED_BOTH)
    arranged = min(file.agreements, key=lambda one: one.id)
    duties = obligations(arranged, MISSED_BOTH, MISSED_BOTH, paid=file.paid)
    assert [(one.state, one.paid) for one in duties] == [
        (ObligationState.MET, RENT),
        (ObligationState.RESTS, 100_00),
    ]


@pytest.mark.parametrize("how", WAYS)
def test_no_card_is_given_for_what_rests(anna: Session, store: Path, how: str) -> None:
    """R75: a card follows a breach; a talk can be held at any time."""
    agree(anna)
    chance = newest(anna)
    freeze(anna, how)
    with closing(session(store, today=MISSED_BOTH)) as here:
        record(_taking(here, chance.id, Rung.TALK), session=here)
        card = _taking(here, chance.id, Rung.YELLOW_CARD)
        assert refusal(card, here) == "refused.rung_no_breach"


def _taking(here: Session, id_: int, which: Rung) -> a.TakeRung:
    """A rung of an agreement that others were made after."""
    seen = next(one.version for one in file_of(here).agreements if one.id == id_)
    return a.TakeRung(case=CASE, agreement=id_, seen=seen, rung=which, text="Kom praten.")
