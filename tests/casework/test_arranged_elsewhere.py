"""An arrangement in one file for the debt of another: what is due there follows it at once.

The home (lease 6) and the garage (lease 7) are of one tenant; the rent of November is open in both.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.arranging import Wanted, desk
from caseconsole.casework.calling import guide
from caseconsole.casework.day import run_day
from caseconsole.casework.proposing import Fit, agreed, propose
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.casework.why import verdicts
from caseconsole.domain import agreement_changes as a
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import Agreement, SuspensionKind
from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.message import Message, Refused
from caseconsole.domain.schedule import Cadence
from caseconsole.domain.verdict import NotDue
from caseconsole.store import derived, read
from caseconsole.store.write import Writer
from tests.casework.agreed import (
    arrangement,
    file_of,
    instalment,
    newest,
    refusal,
    signed_chance,
    undo,
)
from tests.casework.stores import RENT, TODAY, add_line, book, pay, session

HOME, GARAGE = 6, 7


def case_of(here: Session, lease: int) -> int:
    """The file of a lease."""
    row = here.conn.execute("SELECT id FROM case_file WHERE lease = ?", (lease,)).fetchone()
    return int(row[0])


def dues(here: Session, lease: int) -> list[tuple[str, str]]:
    """What is due in the file of a lease, and why."""
    return here.conn.execute(
        "SELECT action, because FROM due WHERE lease = ? ORDER BY claim", (lease,)
    ).fetchall()


FIRST_CALL = [("first_call", "first_call.due")]
CALL_AFTER = [("first_call", "first_call.over_elsewhere")]


@pytest.fixture
def both(anna: Session) -> Session:
    """The home has an arrangement that covers the garage too."""
    assert (dues(anna, HOME), dues(anna, GARAGE)) == (FIRST_CALL, FIRST_CALL)
    four = instalment(rule="FREQ=MONTHLY;COUNT=4", cents=RENT // 2)
    asked = {"covers": (HOME, GARAGE), "conditions": (four,)}
    record(arrangement(anna, case_of(anna, HOME), **asked), session=anna)
    return anna


def made(here: Session) -> Agreement:
    """The arrangement as it is."""
    (one,) = file_of(here, case_of(here, HOME)).agreements
    return one


def test_the_covered_file_knows_the_arrangement_and_asks_for_nothing(both: Session) -> None:
    (held,) = file_of(both, case_of(both, GARAGE)).covering
    assert held.number == file_of(both, case_of(both, HOME)).number
    assert (held.agreement.id, held.agreement.state) == (made(both).id, "agreed")
    assert held.paid == file_of(both, case_of(both, HOME)).paid
    assert file_of(both, case_of(both, HOME)).covering == ()
    assert dues(both, GARAGE) == []
    call = next(v for v in verdicts(both, case_of(both, GARAGE)) if v.action == "first_call")
    assert isinstance(call, NotDue)
    assert (call.missing.id, call.rule) == ("held.arrangement_elsewhere", "R38")


def _suspended(here: Session) -> a.Suspend:
    one = made(here)
    return a.Suspend(
        case=one.case, agreement=one.id, seen=one.version, since=TODAY, until=date(2026, 11, 20),
        reason_kind=SuspensionKind.HOSPITAL, why="opname",
    )  # fmt: skip


def _withdrawn(here: Session) -> a.ChangeState:
    one = made(here)
    return a.ChangeState(
        case=one.case, agreement=one.id, seen=one.version, state="withdrawn", on=TODAY,
        why="anders opgelost",
    )  # fmt: skip


@pytest.mark.parametrize(("change", "after"), [(_suspended, []), (_withdrawn, CALL_AFTER)])
def test_what_changes_in_the_one_file_counts_in_the_other_and_so_does_taking_it_back(
    both: Session, change: Callable[[Session], c.Change], after: list[tuple[str, str]]
) -> None:
    record(change(both), session=both)
    (held,) = file_of(both, case_of(both, GARAGE)).covering
    assert held.agreement == made(both)
    assert dues(both, GARAGE) == after
    undo(both)
    assert dues(both, GARAGE) == []
    undo(both)
    assert file_of(both, case_of(both, GARAGE)).covering == ()
    assert (dues(both, HOME), dues(both, GARAGE)) == (FIRST_CALL, FIRST_CALL)


def told(here: Session, action: str) -> str:
    """What a step says in the file of the garage."""
    found = next(v for v in verdicts(here, case_of(here, GARAGE)) if v.action == action)
    return found.missing.id if isinstance(found, NotDue) else found.because.id


@pytest.mark.parametrize("chance", [False, True])
def test_each_rent_since_the_arrangement_is_looked_at_in_the_file_that_it_covers(
    both: Session, store: Path, chance: bool
) -> None:
    """Of January a trifle lacks, December is wholly open (R08, R36), as the home's file has it."""
    with closing(session(store, "anna", date(2027, 1, 6))) as later:
        if chance:
            signed_chance(later, case_of(later, GARAGE), start_on=date(2026, 12, 20))
        with later.store.transaction() as conn:
            conn.execute("UPDATE ledger_file SET complete_through = '2027-01-05'")
            for on in ("2026-12-01", "2027-01-01"):
                add_line(Writer(later.store), GARAGE, "charge", RENT, on)
            add_line(Writer(later.store), GARAGE, "payment", 3_00 - RENT, "2027-01-02", "2027-01")
            derived.mark_stale(conn, [GARAGE])
        run_day(later)
        rents = file_of(later, case_of(later, GARAGE), date(2027, 1, 6)).paid.rents
        assert [rent.open for rent in rents if rent.due_on > TODAY] == [RENT, 3_00]
        assert ("running_rent_late", "running_rent_late.due_elsewhere") in dues(later, GARAGE)
        told = {
            found.lease: paid
            for found, _, paid in read.agreed_of(
                later.conn,
                read.agreed_cases(later.conn, (), me="anna", today=date(2027, 1, 6)),
                date(2027, 1, 6),
            )
        }
        assert not chance or told[GARAGE].rents == rents


def test_a_moratorium_in_the_file_of_the_home_shields_the_garage(both: Session) -> None:
    """R60: its second-chance lease is renewed, whatever went wrong."""
    chance = signed_chance(both, case_of(both, GARAGE), end_on=date(2027, 2, 1))
    record(
        a.MakeAgreement(
            case=case_of(both, HOME), agreement="debt_counselling", state="application",
            start_on=TODAY, partner="Stadsbank", covers=(HOME, GARAGE),
        ),
        session=both,
    )  # fmt: skip
    one = newest(both, case_of(both, HOME))
    still = a.Suspend(
        case=one.case, agreement=one.id, seen=one.version, since=TODAY, until=date(2027, 4, 1),
        reason_kind=SuspensionKind.MORATORIUM, why="voorziening",
    )  # fmt: skip
    record(still, session=both)
    ends = a.ChangeState(
        case=chance.case, agreement=chance.id, seen=chance.version, state="not_renewed", on=TODAY,
        why="schuld", paper="B-1",
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        record(ends, session=both)
    assert refused.value.why.id == "gate.moratorium"


def test_a_lapse_lets_go_of_the_debt_of_the_other_file(both: Session, store: Path) -> None:
    """Two instalments were missed and called about (R35): the talk counts in both files."""
    with closing(session(store, "anna", date(2026, 12, 8))) as later:
        later.conn.execute("UPDATE ledger_file SET complete_through = '2026-12-07'")
        run_day(later)
        home = case_of(later, HOME)
        assert dues(later, HOME) == [("instalment_late", "instalment_late.due")]
        assert dues(later, GARAGE) == []
        assert told(later, "instalment_late") == "arrangement.elsewhere"
        called = c.RecordContact(
            case=home, channel=Channel.PHONE, whom=Whom.TENANT, identity_checked=True
        )
        record(called, session=later)
        assert told(later, "follow_up") == "held.arrangement_elsewhere"
        one = made(later)
        lapsed = a.ChangeState(
            case=home, agreement=one.id, seen=one.version, state="lapsed", on=date(2026, 12, 8),
            why="twee termijnen gemist",
        )  # fmt: skip
        record(lapsed, session=later)
        assert told(later, "follow_up") == "follow_up.later"
        undo(later)
        assert told(later, "follow_up") == "held.arrangement_elsewhere"


def test_an_arrangement_that_is_paid_lets_go_of_the_other_file_on_the_day_it_is_seen(
    both: Session, store: Path
) -> None:
    """The rent of December is a first call there, in whatever order the files are looked at."""
    with closing(session(store, "anna", date(2026, 12, 3))) as later:
        with later.store.transaction() as conn:
            conn.execute("UPDATE ledger_file SET complete_through = '2026-12-02'")
            add_line(Writer(later.store), GARAGE, "charge", RENT, "2026-12-01")
            derived.mark_stale(conn, [GARAGE])
        run_day(later)
        assert dues(later, GARAGE) == [("running_rent_late", "running_rent_late.due_elsewhere")]
        with later.store.transaction() as conn:
            for lease in (HOME, GARAGE):
                add_line(Writer(later.store), lease, "payment", -RENT, "2026-11-20")
            derived.mark_stale(conn, [HOME, GARAGE])
        run_day(later)
        assert made(later).state == "kept"
        assert dues(later, GARAGE) == FIRST_CALL


def refusal_at_the_desk(here: Session, lease: int) -> Message:
    """What is said instead of a desk."""
    view = read.case_view(here.conn, case_of(here, lease), TODAY, "anna")
    with pytest.raises(Refused) as refused:
        desk(here, view)
    return refused.value.why


def test_the_desk_says_at_once_in_which_file_the_arrangement_is(both: Session) -> None:
    number = file_of(both, case_of(both, HOME)).number
    said = refusal_at_the_desk(both, GARAGE)
    assert (said.id, said.values) == (
        "desk.runs_elsewhere", {"number": number, "since_on": TODAY.isoformat()},
    )  # fmt: skip
    assert refusal_at_the_desk(both, HOME).id == "desk.runs_already"


def test_the_desk_takes_no_debt_along_that_is_arranged_already(anna: Session) -> None:
    """Nor could it: a debt is in one arrangement."""
    record(arrangement(anna, case_of(anna, GARAGE), covers=(GARAGE,)), session=anna)
    view = read.case_view(anna.conn, case_of(anna, HOME), TODAY, "anna")
    found = desk(anna, view)
    assert [claim.lease for claim in found.debts] == [HOME]
    wanted = Wanted(Cadence.MONTHLY, date(2026, 12, 1), RENT, None, None, 0, "single", others=True)
    record(agreed(anna, view, found, wanted, "", "desk-0001"), session=anna)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("arranged", ("desk.over_repeat", "limit.arrangement_repeat")),
        ("helped", ("desk.over_helped", "limit.arrangement_helped")),
    ],
)
def test_what_is_taken_along_has_its_own_last_arrangement_and_its_own_help(
    anna: Session, before: str, said: tuple[str, str]
) -> None:
    """A reason is asked as it is in the file of the garage itself (R33, R63)."""
    garage = case_of(anna, GARAGE)
    if before == "arranged":
        record(arrangement(anna, garage, covers=(GARAGE,)), session=anna)
        one = newest(anna, garage)
        withdrawn = a.ChangeState(
            case=garage, agreement=one.id, seen=one.version, state="withdrawn", on=TODAY,
            why="anders",
        )  # fmt: skip
        record(withdrawn, session=anna)
    else:
        counselling = a.MakeAgreement(
            case=garage, agreement="debt_counselling", state="application", start_on=TODAY,
            partner="Stadsbank", covers=(GARAGE,),
        )  # fmt: skip
        record(counselling, session=anna)
    view = read.case_view(anna.conn, case_of(anna, HOME), TODAY, "anna")
    found = desk(anna, view)
    alone = Wanted(Cadence.MONTHLY, date(2026, 12, 1), RENT, None, None, 0, "single")
    more = replace(alone, others=True)
    asked = [check.what.id for check in propose(found, more).checks if check.fit is Fit.OVER]
    assert (asked, propose(found, alone).over) == ([said[0]], False)
    assert refusal(agreed(anna, view, found, more, "", "desk-0002"), anna) == said[1]
    record(agreed(anna, view, found, more, "nieuw werk", "desk-0003"), session=anna)


@pytest.mark.parametrize(("role", "owed"), [("tenant", [HOME, GARAGE]), ("guarantor", [HOME])])
def test_the_desk_takes_along_what_the_tenants_owe_themselves(
    anna: Session, role: str, owed: list[int]
) -> None:
    """Who stands surety on another lease is not its tenant."""
    anna.conn.execute("UPDATE lease_party SET role = ? WHERE lease = ?", (role, GARAGE))
    found = desk(anna, read.case_view(anna.conn, case_of(anna, HOME), TODAY, "anna"))
    assert [claim.lease for claim in found.debts] == owed


def test_what_was_offered_begins_only_where_no_other_covers_the_debt(anna: Session) -> None:
    """As what begins at once: two of a kind never cover one lease."""
    more = {"agreement": "debt_counselling", "partner": "Stadsbank", "start_on": TODAY}
    first = {"case": case_of(anna, HOME), "state": "application", "covers": (HOME, GARAGE)}
    record(a.MakeAgreement(**more, **first), session=anna)
    garage = case_of(anna, GARAGE)
    offered = a.MakeAgreement(case=garage, state="offered", covers=(GARAGE,), **more)
    record(offered, session=anna)
    (one,) = file_of(anna, garage).agreements
    begins = a.ChangeState(
        case=garage, agreement=one.id, seen=one.version, state="application", on=TODAY
    )
    assert refusal(begins, anna) == "refused.covers_taken"


def test_what_was_kept_does_not_run_again_beside_what_followed_in_another_file(
    both: Session,
) -> None:
    """Its payment came back, and the covered debt is arranged in its own file by then."""
    for lease in (HOME, GARAGE):
        pay(both, lease, RENT)
    assert made(both).state == "kept"
    book(both, GARAGE, "charge", 10_000)
    record(arrangement(both, case_of(both, GARAGE), covers=(GARAGE,), why="nieuw"), session=both)
    book(both, HOME, "returned", RENT)
    assert made(both).state == "kept"


@pytest.mark.parametrize(
    ("garage", "home", "cents"),
    [(False, False, 2 * RENT), (True, False, RENT), (False, True, RENT)],
)
def test_once_it_is_over_the_card_asks_the_late_instalment_of_the_other_lease_and_its_own_rent(
    anna: Session, store: Path, *, garage: bool, home: bool, cents: int
) -> None:
    """The last instalment is called about without result; the rent of December is due, too."""
    case, on = case_of(anna, HOME), date(2026, 12, 23)
    two = instalment(first_on=date(2026, 11, 20))
    record(arrangement(anna, case, covers=(HOME, GARAGE), conditions=(two,)), session=anna)
    pay(anna, HOME, RENT, "2026-11-20")
    book(anna, HOME, "charge", RENT, "2026-12-01")
    for lease, paid, day in ((HOME, home, "2026-12-01"), (GARAGE, garage, "2026-12-20")):
        if paid:
            pay(anna, lease, RENT, day)
    with closing(session(store, today=on)) as here:
        here.conn.execute("UPDATE ledger_file SET complete_through = ?", (on.isoformat(),))
        tried = c.RecordContact(
            case=case, channel=Channel.PHONE, whom=Whom.NO_ANSWER, identity_checked=False
        )
        record(tried, session=here)
    with closing(session(store, today=on + timedelta(days=1))) as here:
        assert guide(here, open_case(here, case)).cents == cents
