"""Debt that is frozen or was remitted leads up no ladder, and what thawed does from then on.

An arrangement of today asks two instalments, on 20 November and 20 December; a second chance rests
on it (C02), and the running rent is paid (R60, R61, R63, R75).
"""

from contextlib import closing
from datetime import date, timedelta
from operator import itemgetter
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.why import verdicts
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import Agreement, Judge, Outcome, Rung, SuspensionKind, Weight
from caseconsole.domain.message import Message, Refused
from caseconsole.domain.verdict import Due, Verdict
from caseconsole.store import read
from tests.casework.agreed import (
    CASE,
    LEASE,
    arrangement,
    coaching,
    condition,
    file_of,
    instalment,
    newest,
    rent,
    second_chance,
    sign,
    signed_chance,
    suspend,
)
from tests.casework.stores import RENT, TODAY, book, build, session
from tests.casework.test_frozen_debts import WAYS
from tests.casework.test_resting_instalments import MORATORIUM_ENDS, agree

DAY = timedelta(days=1)
AFTER_ONE = date(2026, 11, 25)
MISSED_BOTH = date(2026, 12, 23)
DISCHARGED = date(2026, 12, 28)
REMITS = ("wsnp", "mediation", "credit", "zero_offer", "forced")
OLD_DEBT = {"breach_rung", "instalment_late", "arrangement_lapse", "arrangement_over"}


def opened(store: Path, on: date) -> Session:
    """A day on which the ledger is complete."""
    here = session(store, today=on)
    through = (on - DAY).isoformat()
    here.conn.execute("UPDATE ledger_file SET complete_through = ?", (through,))
    run_day(here)
    return here


def of(here: Session, kind: str, on: date, case: int = CASE) -> Agreement:
    """The newest agreement of a kind."""
    found = read.case_file(here.conn, case, on).agreements
    return max((one for one in found if one.kind == kind), key=lambda one: one.id)


def to_state(here: Session, kind: str, state: str, on: date, case: int = CASE) -> None:
    """The newest agreement of a kind came to a state."""
    one = of(here, kind, on, case)
    record(
        a.ChangeState(
            case=case, agreement=one.id, seen=one.version, state=state, on=on, why="Zo besloten.",
            paper="B-1",
        ),
        session=here,
    )  # fmt: skip


def freeze(
    here: Session, how: str, on: date, case: int = CASE, covers: tuple[int, ...] = (LEASE,)
) -> None:
    """Counselling that came to freeze debt on a day."""
    made = a.MakeAgreement(
        case=case, agreement="debt_counselling", state="application", start_on=on,
        partner="Stadsbank", covers=covers,
    )  # fmt: skip
    record(made, session=here)
    for state in WAYS[how]:
        to_state(here, "debt_counselling", state, on, case)
    if how == "moratorium":
        still = suspend(
            of(here, "debt_counselling", on, case), on, MORATORIUM_ENDS,
            reason_kind=SuspensionKind.MORATORIUM,
        )  # fmt: skip
        record(still, session=here)


def said(here: Session, case: int = CASE) -> dict[str, Verdict]:
    """What every step says today."""
    return {one.action: one for one in verdicts(here, case)}


def due(here: Session, case: int = CASE) -> set[str]:
    """What is due today."""
    return {action for action, one in said(here, case).items() if isinstance(one, Due)}


def taken(store: Path, on: date, which: Rung) -> str:
    """A rung about the old debt, or why it was refused."""
    with closing(opened(store, on)) as here:
        one = of(here, "second_chance", on)
        change = a.TakeRung(
            case=CASE, agreement=one.id, seen=one.version, rung=which, text="Kom praten.",
            condition=one.conditions[0].id, why="Zo besloten.",
        )  # fmt: skip
        return _done(here, change)


def failed(store: Path, on: date) -> None:
    """The newest rung led to no cure."""
    with closing(opened(store, on)) as here:
        last = of(here, "second_chance", on).ladder[-1]
        change = a.CloseRung(
            case=CASE, step=last.id, seen=last.version, outcome=Outcome.NOT_CURED, why="Nee."
        )
        record(change, session=here)


def _done(here: Session, change: a.TakeRung | a.ChangeState) -> str:
    try:
        record(change, session=here)
    except Refused as refused:
        return refused.why.id
    return ""


def missing(here: Session, action: str) -> Message:
    """Why a step is not due."""
    verdict = said(here)[action]
    assert not isinstance(verdict, Due)
    return verdict.missing


@pytest.mark.parametrize("how", REMITS)
def test_what_was_remitted_is_asked_by_nobody_any_more(
    anna: Session, store: Path, how: str
) -> None:
    """Only the rest is written off (R63)."""
    agree(anna)
    freeze(anna, how, TODAY)
    with closing(opened(store, DISCHARGED)) as here:
        to_state(here, "debt_counselling", "discharged", DISCHARGED)
    after = DISCHARGED + DAY
    with closing(opened(store, after)) as here:
        assert due(here) & OLD_DEBT == set()
        assert "association_duty" in due(here)
        assert missing(here, "instalment_late").id == "arrangement.rests"
        assert missing(here, "instalment_late").values["since_on"] == DISCHARGED.isoformat()
        assert missing(here, "arrangement_lapse").id == "gate.remitted"
        assert missing(here, "breach_rung").id == "breach_rung.rests"
        one = of(here, "payment_arrangement", after)
        lapses = a.ChangeState(
            case=CASE, agreement=one.id, seen=one.version, state="lapsed", on=after, why="Gemist."
        )
        assert _done(here, lapses) == "gate.remitted"
    assert taken(store, after, Rung.TALK) == ""
    failed(store, after)
    assert taken(store, after, Rung.YELLOW_CARD) == "refused.rung_no_breach"


def test_what_was_paid_in_full_is_remitted_by_nobody(anna: Session, store: Path) -> None:
    """What is open once that is over is owed (R63)."""
    agree(anna)
    freeze(anna, "repayment", TODAY)
    with closing(opened(store, DISCHARGED)) as here:
        to_state(here, "debt_counselling", "completed", DISCHARGED)
    with closing(opened(store, DISCHARGED + DAY)) as here:
        assert "breach_rung" in due(here)


@pytest.mark.parametrize("how", WAYS)
def test_an_arrangement_withdrawn_for_a_freeze_leads_to_no_card(
    anna: Session, store: Path, how: str
) -> None:
    """C02 rests on what is gone: that is talked about, and nothing else follows (R75, P15)."""
    agree(anna)
    freeze(anna, how, TODAY)
    with closing(opened(store, AFTER_ONE)) as here:
        to_state(here, "payment_arrangement", "withdrawn", AFTER_ONE)
        assert "resting_at_risk" in due(here)
    assert taken(store, AFTER_ONE, Rung.TALK) == ""
    failed(store, AFTER_ONE)
    assert taken(store, AFTER_ONE, Rung.YELLOW_CARD) == "refused.rung_no_breach"
    with closing(opened(store, MISSED_BOTH)) as here:
        assert due(here) & OLD_DEBT == set()
        if how in REMITS:
            to_state(here, "debt_counselling", "discharged", MISSED_BOTH)
    if how in REMITS:
        with closing(opened(store, DISCHARGED)) as here:
            assert due(here) & OLD_DEBT == set()


@pytest.mark.parametrize("how", [None, *WAYS])
def test_what_was_missed_before_a_freeze_climbs_no_further(
    anna: Session, store: Path, how: str | None
) -> None:
    """A card that was given stands, and the step says why no rung follows it."""
    agree(anna)
    given = AFTER_ONE - DAY
    assert taken(store, given, Rung.TALK) == ""
    failed(store, given)
    assert taken(store, given, Rung.YELLOW_CARD) == ""
    with closing(opened(store, AFTER_ONE)) as here:
        if how:
            freeze(here, how, AFTER_ONE)
    over = date(2026, 12, 9)
    failed(store, over)
    with closing(opened(store, over)) as here:
        assert ("breach_rung" in due(here)) is not bool(how)
        if how:
            assert missing(here, "breach_rung").id == "breach_rung.rests"
    assert (taken(store, over, Rung.THREE_PARTY) == "") is not bool(how)


@pytest.mark.parametrize("how", [None, *WAYS])
@pytest.mark.parametrize("state", ["ended", "refused"])
def test_a_coach_who_is_lost_leads_up_the_ladder_whatever_freezes_the_debt(
    anna: Session, store: Path, state: str, how: str | None
) -> None:
    """Guidance has no debt that rests: C05 goes as it would without a settlement (R73, P15)."""
    record(coaching(state="accepted" if state == "ended" else "offered"), session=anna)
    (coached,) = file_of(anna).agreements
    trained = condition(
        clause="C05", judge=Judge.AGREEMENT, rests_on=coached.id, rule="", weight=Weight.MAJOR
    )
    signed_chance(anna, conditions=(trained,))
    if how:
        freeze(anna, how, TODAY)
    to_state(anna, "budget_coaching", state, TODAY)
    with closing(opened(store, AFTER_ONE)) as here:
        assert "resting_at_risk" in due(here)
    assert taken(store, AFTER_ONE, Rung.TALK) == ""
    failed(store, AFTER_ONE)
    with closing(opened(store, AFTER_ONE)) as here:
        assert "breach_rung" in due(here)
    assert taken(store, AFTER_ONE, Rung.YELLOW_CARD) == ""


@pytest.mark.parametrize("over", [False, True], ids=["runs", "withdrawn"])
@pytest.mark.parametrize("since", [TODAY, AFTER_ONE])
def test_a_step_about_what_thawed_is_due_since_then(
    anna: Session, store: Path, since: date, *, over: bool
) -> None:
    """By the day that it was missed on, also where that was before the freeze or it is over."""
    agree(anna)
    with closing(opened(store, since)) as here:
        freeze(here, "moratorium", since)
    again = MORATORIUM_ENDS + DAY
    with closing(opened(store, again)) as here:
        if over:
            to_state(here, "payment_arrangement", "withdrawn", again)
        asked = said(here)["breach_rung"]
        assert isinstance(asked, Due)
        assert (asked.since, asked.until) == (again, date(2027, 2, 8))
        assert asked.because.values["missed_on"] == "2026-12-21"


@pytest.mark.parametrize("how", ["moratorium", "mediation"])
@pytest.mark.parametrize(
    ("due_on", "lost", "rests", "since"),
    [
        (date(2026, 12, 1), 0, True, "2027-02-01"),
        (date(2026, 12, 1), 7, True, "2027-02-01"),
        (date(2026, 12, 1), -3, True, "2027-02-01"),
        (date(2026, 12, 1), 57, False, "2026-12-02"),
        (date(2026, 12, 1), None, False, "2026-12-02"),
        (date(2027, 1, 1), 30, False, "2027-01-05"),
    ],
    ids=["with the freeze", "in it", "before it", "after it", "never", "rent since"],
)
def test_rent_that_rests_with_what_it_is_of_is_asked_again_from_the_day_after_the_freeze(
    anna: Session, store: Path, due_on: date, lost: int | None, since: str, how: str, *,
    rests: bool,
) -> None:  # fmt: skip
    """Only from before it, and once its arrangement is lost; it is asked all along otherwise."""
    froze, again = date(2026, 12, 7), MORATORIUM_ENDS + DAY
    _rent_arranged(anna, due_on)
    steps = [(due_on, "rent"), (froze, "freeze"), (again - DAY, "look"), (again, "thaw")]
    if lost is not None:
        steps.append((froze + timedelta(days=lost), "lose"))
    for day, step in sorted(steps, key=itemgetter(0)):
        with closing(opened(store, day)) as here:
            if step == "rent":
                book(here, LEASE, "charge", RENT, day.isoformat())
            elif step == "freeze":
                freeze(here, how, day)
            elif step == "lose":
                to_state(here, "payment_arrangement", "withdrawn", day)
            elif step == "look":
                assert isinstance(said(here)["breach_rung"], Due) is not rests
            elif how == "mediation":
                to_state(here, "debt_counselling", "withdrawn", day)
    with closing(opened(store, max(steps)[0])) as here:
        asked = said(here)["breach_rung"]
        assert isinstance(asked, Due)
        assert asked.since.isoformat() == since


def _rent_arranged(here: Session, due_on: date) -> None:
    """An arrangement asks rent from a day on, and a lease under conditions rests on it."""
    later = instalment(first_on=date(2027, 6, 1), cents=RENT)
    record(arrangement(here, conditions=(later, rent(due_on))), session=here)
    rests = condition(
        clause="C02", judge=Judge.AGREEMENT, rests_on=newest(here).id, rule="FREQ=MONTHLY",
        first_on=TODAY, weight=Weight.MAJOR,
    )  # fmt: skip
    record(second_chance(start_on=TODAY, conditions=(rests,)), session=here)
    sign(here)


@pytest.mark.parametrize("over", [False, True], ids=["runs", "withdrawn"])
def test_a_card_from_before_a_freeze_is_followed_from_the_day_after_it(
    anna: Session, store: Path, *, over: bool
) -> None:
    """The meeting of three is due since then, not since a day on which nothing could be asked."""
    agree(anna)
    given = AFTER_ONE - DAY
    taken(store, given, Rung.TALK)
    failed(store, given)
    taken(store, given, Rung.YELLOW_CARD)
    with closing(opened(store, AFTER_ONE)) as here:
        freeze(here, "moratorium", AFTER_ONE)
    failed(store, date(2026, 12, 9))
    again = MORATORIUM_ENDS + DAY
    with closing(opened(store, again)) as here:
        if over:
            to_state(here, "payment_arrangement", "withdrawn", again)
        asked = said(here)["breach_rung"]
        assert isinstance(asked, Due)
        assert (asked.since, asked.next.id) == (again, "next.three_party")


@pytest.mark.parametrize("over", [False, True], ids=["runs", "withdrawn"])
def test_what_a_card_was_about_is_asked_again_once_its_settlement_failed(
    anna: Session, store: Path, *, over: bool
) -> None:
    """Nothing was missed since, so that the card itself is what is followed."""
    agree(anna)
    given, failed_on = AFTER_ONE - DAY, date(2026, 12, 14)
    taken(store, given, Rung.TALK)
    failed(store, given)
    taken(store, given, Rung.YELLOW_CARD)
    with closing(opened(store, AFTER_ONE)) as here:
        freeze(here, "mediation", AFTER_ONE)
    failed(store, date(2026, 12, 9))
    with closing(opened(store, failed_on)) as here:
        to_state(here, "debt_counselling", "withdrawn", failed_on)
        if over:
            to_state(here, "payment_arrangement", "withdrawn", failed_on)
        asked = said(here)["breach_rung"]
        assert isinstance(asked, Due)
        assert asked.because.id == "breach_rung.not_cured"
        assert (asked.since, asked.next.id) == (failed_on, "next.three_party")


@pytest.mark.parametrize(
    ("frozen", "rest"),
    [
        ((), False),
        (((1, (1,)),), False),
        (((2, (2,)),), False),
        (((1, (1,)), (2, (2,))), True),
        (((2, (1, 2)),), True),
        (((1, (1, 2)),), True),
    ],
)
def test_an_arrangement_for_two_leases_rests_where_the_debt_of_both_is_frozen(
    tmp_path: Path, frozen: tuple[tuple[int, tuple[int, ...]], ...], rest: bool
) -> None:
    """By settlements in files of one tenant: the file of each, and the leases that it names."""
    store = build(tmp_path / "two.db", ("missed", "shared"))
    with closing(session(store)) as here:
        run_day(here)
        halves = (instalment(first_on=date(2026, 11, 15), cents=RENT),)
        record(arrangement(here, 1, covers=(1, 2), conditions=halves), session=here)
        for case, leases in frozen:
            freeze(here, "mediation", TODAY, case, leases)
    with closing(opened(store, date(2026, 11, 24))) as here:
        file = file_of(here, 1, date(2026, 11, 24))
        one = of(here, "payment_arrangement", date(2026, 11, 24), 1)
        assert (one.id in file.paid.rests) is rest
        assert ("instalment_late" in due(here, 1)) is not rest
        if frozen == ((1, (1,)),):
            late = said(here, 1)["instalment_late"]
            assert isinstance(late, Due)
            assert late.because.id == "instalment_late.partly"
        kept = here.conn.execute("SELECT action FROM due WHERE case_file = 1").fetchall()
        assert (("instalment_late",) in map(tuple, kept)) is not rest
