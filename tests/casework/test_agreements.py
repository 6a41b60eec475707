"""Agreements: what is recorded of them, what is refused, and what they become by themselves."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework import drafting
from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import (
    Judge,
    ObligationState,
)
from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.message import Refused
from caseconsole.store import read
from caseconsole.store.verify import verify
from tests.casework.agreed import (
    CASE,
    DEBT,
    FIRST,
    LEASE,
    START,
    arrangement,
    coaching,
    condition,
    duties,
    file_of,
    instalment,
    known_through,
    newest,
    refusal,
    step,
    undo,
)
from tests.casework.stores import RENT, TODAY, book, pay, session

TOMORROW = TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=30)


def test_an_arrangement_is_kept_with_its_terms_covers_and_instalments(anna: Session) -> None:
    record(arrangement(anna, terms={"cadence": "monthly"}), session=anna)
    one = newest(anna)
    assert (one.kind, one.state, one.covers, one.by) == (
        "payment_arrangement", "agreed", (LEASE,), "anna",
    )  # fmt: skip
    assert one.terms["cadence"] == "monthly"
    assert one.terms["misses_to_lapse"] == 2
    assert [(duty.on, duty.cents) for duty in duties(anna)] == [
        (TODAY, RENT), (date(2026, 12, 3), RENT),
    ]  # fmt: skip
    assert sum(duty.cents for duty in duties(anna)) == DEBT


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"state": "kept"}, "refused.agreement_first"),
        ({"state": "refused", "conditions": ()}, "refused.state_why"),
        ({"ledger_seen": None}, "refused.ledger_changed"),
        ({"ledger_seen": 1}, "refused.ledger_changed"),
        ({"conditions": ()}, "refused.arrangement_empty"),
        ({"covers": ()}, "refused.arrangement_empty"),
        ({"covers": (1,)}, "refused.covers_other"),
        ({"start_on": TODAY + timedelta(days=400)}, "refused.agreement_start"),
        ({"end_on": TODAY - timedelta(days=1)}, "refused.agreement_end"),
        ({"next_review_on": TODAY}, "refused.review_past"),
        (
            {"conditions": (instalment(rule="FREQ=MONTHLY;COUNT=14"),)},
            "limit.arrangement_leader",
        ),
        (
            {"conditions": (instalment(rule="FREQ=MONTHLY;COUNT=7", cents=6_000),)},
            "limit.arrangement_length",
        ),
        (
            {"conditions": (instalment(rule="", first_on=date(2031, 11, 1)),)},
            "limit.arrangement_leader",
        ),
        (
            {"conditions": (instalment(rule="", first_on=date(2027, 6, 3)),)},
            "limit.arrangement_length",
        ),
        ({"terms": {"net_income_cents": 250_000, "household": "single"}},
         "limit.arrangement_income"),
        (
            {"conditions": (instalment(rule="FREQ=MONTHLY;COUNT=4", cents=4_000),)},
            "limit.arrangement_size",
        ),
        (
            {"conditions": (instalment(), condition(until=FIRST - timedelta(days=1)))},
            "refused.condition_days",
        ),
        ({"conditions": (instalment(judge=Judge.AGREEMENT), instalment())},
         "refused.condition_judge"),
        (
            {"conditions": (instalment(), condition(judge=Judge.AGREEMENT, rests_on=1))},
            "refused.condition_rests",
        ),
    ],
)  # fmt: skip
def test_an_arrangement_that_does_not_hold_is_refused(
    anna: Session, more: dict[str, Any], why: str
) -> None:
    """The base case with one changed fact; the base case itself is recorded."""
    assert refusal(arrangement(anna, **more), anna) == why
    record(arrangement(anna), session=anna)


@pytest.mark.parametrize(
    "more",
    [
        {"conditions": (instalment(rule="FREQ=MONTHLY;COUNT=7", cents=6_000),)},
        {"conditions": (instalment(rule="FREQ=MONTHLY;COUNT=4", cents=4_000),)},
        {"terms": {"net_income_cents": 250_000, "household": "single"}},
    ],
)
def test_a_reason_goes_over_a_limit_of_the_house(anna: Session, more: dict[str, Any]) -> None:
    """Length, size and affordability ask why, and forbid nothing (R30, R31, R32)."""
    record(arrangement(anna, why="Nieuw werk per januari.", **more), session=anna)
    assert newest(anna).states[0].why == "Nieuw werk per januari."


def test_what_can_be_afforded_asks_for_no_reason(anna: Session) -> None:
    """By the income that was written down, a lump sum left out (R30)."""
    able: dict[str, Any] = {"net_income_cents": 268_364, "household": "single"}
    assert refusal(arrangement(anna, terms={**able, "net_income_cents": 268_363}), anna)
    first = instalment(clause="lump_sum", rule="", cents=500_000)
    record(arrangement(anna, terms=able, conditions=(first, instalment())), session=anna)


def test_longer_than_the_house_allows_only_a_team_leader_agrees(store: Path) -> None:
    """For a reason; that of a caseworker does not do (R31)."""
    long: dict[str, Any] = {"conditions": (instalment(rule="FREQ=MONTHLY;COUNT=13"),)}
    anna, tess = session(store, "anna"), session(store, "tess")
    why = "Meer kan niet."
    assert refusal(arrangement(anna, why=why, **long), anna) == "limit.arrangement_leader"
    assert refusal(arrangement(tess, **long), tess) == "limit.arrangement_length"
    record(arrangement(tess, why=why, **long), session=tess)
    assert newest(tess).by == "tess"
    for one in (anna, tess):
        one.close()


def test_another_arrangement_within_a_year_asks_for_a_reason(anna: Session) -> None:
    """R33; one at a time in any case."""
    record(arrangement(anna), session=anna)
    assert refusal(arrangement(anna), anna) == "refused.agreement_exists"
    one = newest(anna)
    record(
        a.ChangeState(
            case=CASE, agreement=one.id, seen=one.version, state="withdrawn", on=TODAY, why="Ruil."
        ),
        session=anna,
    )
    assert refusal(arrangement(anna), anna) == "limit.arrangement_repeat"
    record(arrangement(anna, why="Inkomen is terug."), session=anna)


def test_so_does_one_that_another_file_made_for_the_same_debt(anna: Session) -> None:
    """R33: the garage was arranged from the file of the home."""
    home, garage = (_case_of(anna, lease) for lease in (6, 7))
    record(arrangement(anna, home, covers=(6, 7)), session=anna)
    one = newest(anna, home)
    record(
        a.ChangeState(
            case=home, agreement=one.id, seen=one.version, state="withdrawn", on=TODAY, why="Ruil."
        ),
        session=anna,
    )
    assert refusal(arrangement(anna, garage), anna) == "limit.arrangement_repeat"


def test_a_refused_arrangement_is_kept_with_its_reason(anna: Session) -> None:
    """R37; it binds nobody, and another can be made."""
    record(arrangement(anna, state="refused", why="Drie keer gebroken.", conditions=()),
           session=anna)  # fmt: skip
    assert newest(anna).state == "refused"
    record(arrangement(anna), session=anna)


def test_a_payment_that_came_in_makes_the_amount_stale(anna: Session) -> None:
    """What rests on an amount checks the ledger that was seen (design 5)."""
    change = arrangement(anna)
    pay(anna, LEASE, 1_000)
    assert refusal(change, anna) == "refused.ledger_changed"


def test_a_payment_on_another_lease_that_is_covered_makes_the_amount_stale(anna: Session) -> None:
    home = _case_of(anna, 6)
    change = arrangement(anna, home, covers=(6, 7))
    pay(anna, 7, 1_000)
    assert refusal(change, anna) == "refused.ledger_changed"
    record(arrangement(anna, home, covers=(6, 7)), session=anna)


def test_two_arrangements_never_cover_one_lease(anna: Session) -> None:
    """The garage of the same tenant is covered from the file of the home only."""
    home, garage = (_case_of(anna, lease) for lease in (6, 7))
    assert read.coverable(anna.conn, 7) == (7, 6)
    record(arrangement(anna, home, covers=(6, 7)), session=anna)
    with pytest.raises(Refused) as refused:
        record(arrangement(anna, garage), session=anna)
    assert refused.value.why.id == "refused.covers_taken"
    assert refused.value.why.values["number"] == file_of(anna, home).number


def _case_of(here: Session, lease: int) -> int:
    found = here.conn.execute("SELECT id FROM case_file WHERE lease = ?", (lease,)).fetchone()
    return int(found[0])


def test_an_arrangement_orders_what_is_paid_in_all_that_it_covers(anna: Session) -> None:
    """New rent is met first (design 3); the standing of each covered lease follows at once."""
    assert file_of(anna).standing.missed_cents == RENT
    record(arrangement(anna, start_on=date(2026, 10, 25), conditions=(instalment(),)), session=anna)
    pay(anna, LEASE, RENT)
    file = file_of(anna)
    assert file.standing.missed_on == date(2026, 10, 1)
    assert [(rent.due_on, rent.open) for rent in file.paid.rents] == [(date(2026, 11, 1), 0)]
    undo(anna)
    assert file_of(anna).standing.missed_on == date(2026, 11, 1)


def test_a_state_follows_only_what_it_may_follow(anna: Session) -> None:
    record(coaching(state="offered", conditions=()), session=anna)
    assert refusal(step(anna, "completed"), anna) == "refused.state_follows"
    assert refusal(step(anna, "onzin"), anna) == "refused.state_follows"
    assert refusal(step(anna, "accepted", TOMORROW), anna) == "refused.state_day"
    accepted = step(anna, "accepted", conditions=(condition(),), end_on=LATER, terms={"x": 1})
    record(accepted, session=anna)
    one = newest(anna)
    assert [state.state for state in one.states] == ["offered", "accepted"]
    assert (len(one.conditions), one.end_on, one.terms["x"]) == (1, LATER, 1)
    assert refusal(accepted.model_copy(update={"change_id": "x" * 8}), anna) == "stale.meanwhile"
    assert refusal(step(anna, "completed", TODAY - timedelta(days=1)), anna) == "refused.state_day"
    record(step(anna, "completed"), session=anna)
    assert refusal(step(anna, "ended"), anna) == "refused.state_follows"
    undo(anna)
    assert newest(anna).state == "accepted"


def test_an_arrangement_lapses_after_two_misses_and_a_call(anna: Session) -> None:
    """R35: the gate asks for a call attempt after the second miss."""
    first = TODAY - timedelta(days=20)
    weekly = instalment(rule="FREQ=WEEKLY;COUNT=4", first_on=first, cents=30_620)
    record(arrangement(anna, start_on=first, conditions=(weekly,)), session=anna)
    assert refusal(step(anna, "lapsed"), anna) == "refused.state_why"
    assert refusal(step(anna, "lapsed", why="Twee keer gemist."), anna) == "gate.called"
    record(c.RecordContact(case=CASE, channel=Channel.PHONE, whom=Whom.NO_ANSWER), session=anna)
    record(step(anna, "lapsed", why="Twee keer gemist."), session=anna)
    assert newest(anna).state == "lapsed"


def test_an_arrangement_lapses_on_no_day_before_the_call(anna: Session, store: Path) -> None:
    """R35: what was missed and the call lie before the end, and are among what was asked."""
    weekly = instalment(rule="FREQ=WEEKLY;COUNT=2", first_on=TOMORROW)
    record(arrangement(anna, conditions=(weekly,), why="Kort."), session=anna)
    called_on = TODAY + timedelta(days=15)
    later = session(store, today=called_on)
    known_through(later, called_on - timedelta(days=1))
    record(c.RecordContact(case=CASE, channel=Channel.PHONE, whom=Whom.NO_ANSWER), session=later)
    for on in (TODAY, called_on - timedelta(days=1)):
        change = step(later, "lapsed", on, why="Twee keer gemist.")
        assert refusal(change, later) == "refused.lapse_day"
    record(step(later, "lapsed", called_on, why="Twee keer gemist."), session=later)


def test_an_arrangement_lapses_by_what_the_ledger_shows_only(anna: Session, store: Path) -> None:
    """P06: what may have been paid since an old one is no miss; import a newer one first."""
    weekly = instalment(rule="FREQ=WEEKLY;COUNT=2", first_on=TOMORROW)
    record(arrangement(anna, conditions=(weekly,), why="Kort."), session=anna)
    later = session(store, today=TODAY + timedelta(days=15))
    record(c.RecordContact(case=CASE, channel=Channel.PHONE, whom=Whom.NO_ANSWER), session=later)
    change = step(later, "lapsed", later.clock.now().today, why="Twee keer gemist.")
    for through in (TODAY, TODAY + timedelta(days=7)):
        known_through(later, through)
        assert refusal(change, later) == "held.ledger_too_old"
    known_through(later, TODAY + timedelta(days=10))
    record(change, session=later)
    later.close()


def test_an_arrangement_does_not_lapse_whose_debt_came_into_the_statutory_scheme(
    anna: Session,
) -> None:
    """R61: two misses and a call do not do."""
    counselling = a.MakeAgreement(
        case=CASE, agreement="debt_counselling", state="application", start_on=START
    )
    first = TODAY - timedelta(days=20)
    weekly = instalment(rule="FREQ=WEEKLY;COUNT=4", first_on=first, cents=30_620)
    record(arrangement(anna, start_on=first, conditions=(weekly,)), session=anna)
    arranged = newest(anna)
    record(counselling, session=anna)
    for state in ("intake", "plan", "stabilisation", "wsnp"):
        record(step(anna, state), session=anna)
    record(c.RecordContact(case=CASE, channel=Channel.PHONE, whom=Whom.NO_ANSWER), session=anna)
    lapse = a.ChangeState(
        case=CASE, agreement=arranged.id, seen=arranged.version, state="lapsed", on=TODAY,
        why="Twee keer gemist.",
    )  # fmt: skip
    assert refusal(lapse, anna) == "gate.scheme"


def test_an_arrangement_without_misses_does_not_lapse(anna: Session) -> None:
    record(arrangement(anna), session=anna)
    assert refusal(step(anna, "lapsed", why="Toch niet."), anna) == "gate.misses"
    assert refusal(step(anna, "kept"), anna) == "refused.state_by_itself"


def test_a_kept_arrangement_closes_as_kept_and_its_file_with_it(anna: Session) -> None:
    """R39, on the import that shows it; until then the file stays open."""
    record(arrangement(anna), session=anna)
    pay(anna, LEASE, RENT)
    assert (newest(anna).state, file_of(anna).closed_on) == ("agreed", None)
    pay(anna, LEASE, RENT)
    one = newest(anna)
    assert (one.state, one.state_on, one.states[-1].by) == ("kept", TODAY, "")
    assert file_of(anna).closed_on == TODAY
    assert verify(anna.conn) == []
    assert all(duty.state is ObligationState.MET for duty in duties(anna))


def test_a_file_stays_open_while_an_agreement_runs(anna: Session) -> None:
    record(coaching(), session=anna)
    pay(anna, LEASE, DEBT)
    file = file_of(anna)
    assert (file.episode, file.closed_on) == (None, None)
    record(step(anna, "completed"), session=anna)
    assert file_of(anna).closed_on == TODAY
    undo(anna)
    assert file_of(anna).closed_on is None


def test_a_kept_arrangement_runs_again_when_its_last_debit_comes_back(anna: Session) -> None:
    """A returned debit reopens what it paid, also the arrangement that it had made kept (R39)."""
    record(arrangement(anna), session=anna)
    pay(anna, LEASE, RENT)
    pay(anna, LEASE, RENT)
    book(anna, LEASE, "returned", RENT)
    one, file = newest(anna), file_of(anna)
    assert [state.state for state in one.states] == ["agreed", "kept", "agreed"]
    assert (one.states[-1].by, file.closed_on) == ("", None)
    assert file.paid.open == {one.id: RENT}
    assert verify(anna.conn) == []
    pay(anna, LEASE, RENT)
    assert (newest(anna).state, file_of(anna).closed_on) == ("kept", TODAY)


def test_an_arrangement_is_kept_once_the_ledger_is_known_through_what_fell_due_before_it(
    anna: Session,
) -> None:
    """R39: until then more may be open; a newer ledger tells, also on the same day."""
    known_through(anna, TODAY - timedelta(days=2))
    record(arrangement(anna), session=anna)
    pay(anna, LEASE, DEBT)
    assert newest(anna).state == "agreed"
    run_day(anna)
    assert newest(anna).state == "agreed"
    known_through(anna, TODAY - timedelta(days=1))
    run_day(anna)
    assert newest(anna).state == "kept"


def test_a_debt_that_comes_up_later_leaves_a_kept_arrangement_kept(anna: Session) -> None:
    record(arrangement(anna), session=anna)
    pay(anna, LEASE, DEBT)
    book(anna, LEASE, "charge", 5000, "2026-10-01")
    assert newest(anna).state == "kept"


def test_what_fell_due_before_help_was_accepted_is_asked_of_nobody(anna: Session) -> None:
    """The first session that was offered has gone by; the next one of its cadence is the first."""
    begin = TODAY - timedelta(days=9)
    offered = {"session_on": begin.isoformat(), "session_cadence": "weekly"}
    record(coaching(state="offered", conditions=(), terms=offered), session=anna)
    view = read.case_view(anna.conn, CASE, TODAY, "anna")
    drawn = drafting.brought(anna, view, newest(anna), "accepted", {}, TODAY)
    first_on = {one.clause: one.first_on for one in drawn}
    assert first_on["session"] == begin + timedelta(days=14)
    assert min(first_on.values()) >= TODAY
