"""One arrangement of home and garage: who pays on either account hears nothing more (R35, R36).

Home (lease 6) and garage (lease 7) are of one tenant. The rent of November is open in both; it is
arranged on 3 November in four instalments from 24 November. The rents fall due on the first.
"""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.calling import guide
from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.obligations import obligations
from caseconsole.store import derived, read
from caseconsole.store.standings import standings_on
from caseconsole.store.write import Writer
from tests.casework.agreed import arrangement, file_of, instalment
from tests.casework.stores import RENT, add_line, session

HOME, GARAGE, EACH = 6, 7, RENT // 2
LATER = date(2026, 12, 4)
Line = tuple[int, str, int, str]
RENTS: tuple[Line, ...] = (
    (HOME, "charge", RENT, "2026-12-01"), (GARAGE, "charge", RENT, "2026-12-01"),
)  # fmt: skip


def paid(lease: int, cents: int, on: str) -> Line:
    return lease, "payment", -cents, on


def come(here: Session, lines: Sequence[Line], through: str = "2026-12-03") -> None:
    """Let lines come in, by a ledger through a day, and the day be run."""
    with here.store.transaction() as conn:
        conn.execute("UPDATE ledger_file SET complete_through = ?", (through,))
        for line in lines:
            add_line(Writer(here.store), *line)
        derived.mark_stale(conn, sorted({lease for lease, *_ in lines}))
    run_day(here)


def case_of(here: Session, lease: int) -> int:
    row = here.conn.execute("SELECT id FROM case_file WHERE lease = ?", (lease,)).fetchone()
    return int(row[0])


def due(here: Session, lease: int) -> str:
    """What is due in the file of a lease."""
    rows = here.conn.execute("SELECT action FROM due WHERE lease = ?", (lease,)).fetchall()
    return " ".join(sorted(row[0] for row in rows))


def missed(here: Session, lease: int) -> int:
    """What the kept standing of a lease has as open of the newest rent that is."""
    row = here.conn.execute(
        "SELECT missed_cents FROM standing WHERE lease = ?", (lease,)
    ).fetchone()
    return int(row[0])


def arrange(here: Session) -> None:
    four = instalment(rule="FREQ=MONTHLY;COUNT=4", first_on=date(2026, 11, 24), cents=EACH)
    more = {"covers": (HOME, GARAGE), "conditions": (four,)}
    record(arrangement(here, case_of(here, HOME), **more), session=here)


RENTS_PAID = (paid(HOME, RENT, "2026-11-30"), paid(GARAGE, RENT, "2026-11-30"))
ON_THE_DAY = (paid(HOME, RENT, "2026-12-01"), paid(GARAGE, RENT, "2026-12-01"))
CASES = {
    "on the account of the home": ((paid(HOME, EACH, "2026-11-23"), *RENTS_PAID), "", "", 0, 0),
    "on the account of the garage": (
        (paid(GARAGE, EACH, "2026-11-23"), *RENTS_PAID), "", "", 0, 0,
    ),
    "a part on each": (
        (paid(HOME, 10_000, "2026-11-23"), paid(GARAGE, EACH - 10_000, "2026-11-24"), *RENTS_PAID),
        "", "", 0, 0,
    ),
    "the rent of the home before that": (
        (paid(HOME, RENT, "2026-11-22"), paid(GARAGE, EACH, "2026-11-23"),
         paid(GARAGE, RENT, "2026-11-30")),
        "running_rent_late", "", 0, EACH,
    ),
    "nowhere": (ON_THE_DAY, "instalment_late", "", EACH, 0),
    "nowhere, the rents before their day": (RENTS_PAID, "running_rent_late", "", 0, EACH),
    "not the rent of the garage": (
        (paid(GARAGE, EACH, "2026-11-23"), RENTS_PAID[0]), "", "running_rent_late", 0, 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "home", "garage", "late", "rent"), CASES.values(), ids=CASES)
def test_an_instalment_is_paid_on_whatever_account_it_came_in(
    anna: Session, store: Path, lines: Sequence[Line], home: str, garage: str, late: int, rent: int
) -> None:
    """The list, the card and the duties of the file say the same.

    What came in first pays the instalment, then the rent of its own account, as for one lease.
    """
    arrange(anna)
    with closing(session(store, "anna", LATER)) as later:
        come(later, [*RENTS, *lines])
        assert (due(later, HOME), due(later, GARAGE)) == (home, garage)
        view = read.case_view(later.conn, case_of(later, HOME), LATER, "anna")
        assert guide(later, view).cents == late + rent
        file = file_of(later, case_of(later, HOME), LATER)
        (made,) = file.agreements
        duties = obligations(made, LATER, LATER, paid=file.paid, agreements=file.agreements)
        assert sum(d.cents - d.paid for d in duties) == late
        assert sum(month.open for month in file.paid.rents) == rent


def test_what_comes_in_on_one_account_counts_at_once_in_the_file_of_the_other(
    anna: Session, store: Path
) -> None:
    arrange(anna)
    with closing(session(store, "anna", LATER)) as later:
        come(later, [*RENTS, *ON_THE_DAY])
        assert (due(later, HOME), missed(later, HOME)) == ("instalment_late", RENT)
        come(later, [paid(GARAGE, EACH, "2026-12-02")])
        assert (due(later, HOME), due(later, GARAGE)) == ("", "")
        # The rent of November is what is arranged, and half of it was paid on the garage's account.
        assert (missed(later, HOME), missed(later, GARAGE)) == (RENT, EACH)


@pytest.mark.parametrize("later_rent", [(), ((HOME, "charge", RENT, "2026-12-20"),)])
def test_what_is_kept_of_a_lease_with_nothing_open_by_its_sums_is_as_it_is_played(
    anna: Session, store: Path, later_rent: Sequence[Line]
) -> None:
    """What came in on the account of the home is in hand for the garage, so its rent lacks."""
    arrange(anna)
    lines = (paid(HOME, RENT, "2026-11-10"), paid(HOME, RENT, "2026-11-20"), RENTS_PAID[1])
    with closing(session(store, "anna", LATER)) as later:
        come(later, [*RENTS, *lines, *later_rent])
        played = standings_on(later.conn, [HOME, GARAGE], LATER)
        for lease in (HOME, GARAGE):
            assert missed(later, lease) == played[lease].missed_cents
        assert missed(later, HOME) > 0
        assert "running_rent_late" in due(later, HOME)


@pytest.mark.parametrize("kind", ["correction", "payment"])
@pytest.mark.parametrize("rent_late", ["", "running_rent_late"])
@pytest.mark.parametrize(
    ("lacks", "due_on_home", "state"), [(0, "arrangement_over", "kept"), (EACH, "", "agreed")]
)
def test_what_is_all_in_on_one_account_is_to_be_booked_over_to_the_other(
    anna: Session, store: Path, lacks: int, due_on_home: str, state: str, kind: str, rent_late: str
) -> None:
    """Nobody decides about a rest or calls about it; once it is booked over, all is kept.

    Rent of the garage that lacks since is asked for, before and after.
    """
    arrange(anna)
    with closing(session(store, "anna", LATER)) as later:
        rents = RENTS_PAID[:1] if rent_late else RENTS_PAID
        come(later, [*RENTS, paid(HOME, 2 * RENT - lacks, "2026-11-23"), *rents])
        assert (due(later, HOME), due(later, GARAGE)) == (due_on_home, rent_late)
        why = later.conn.execute("SELECT because FROM due WHERE lease = ?", (HOME,)).fetchall()
        assert why == ([("arrangement_over.in_hand",)] if due_on_home else [])
        view = read.case_view(later.conn, case_of(later, GARAGE), LATER, "anna")
        assert guide(later, view).cents == (RENT if rent_late else 0)
        over = RENT - lacks
        come(later, [
            (HOME, "correction", over, "2026-12-02"), (GARAGE, kind, -over, "2026-12-02"),
        ])  # fmt: skip
        (made,) = file_of(later, case_of(later, HOME), LATER).agreements
        assert made.state == state
        first = rent_late and state == "kept"
        assert due(later, GARAGE) == ("first_call" if first else rent_late)


def test_what_is_paid_on_both_accounts_keeps_the_arrangement_and_may_be_paid_back(
    anna: Session, store: Path
) -> None:
    arrange(anna)
    with closing(session(store, "anna", LATER)) as later:
        come(later, [*RENTS, paid(HOME, 2 * RENT, "2026-11-23"), *RENTS_PAID])
        come(later, [paid(GARAGE, RENT, "2026-12-02")])
        (made,) = file_of(later, case_of(later, HOME), LATER).agreements
        assert made.state == "kept"
        come(later, [(HOME, "correction", RENT, "2026-12-03")])
        for lease in (HOME, GARAGE):
            view = read.case_view(later.conn, case_of(later, lease), LATER, "anna")
            assert (due(later, lease), guide(later, view).cents) == ("", 0)
            assert view.file.standing.arrears == 0


@pytest.mark.parametrize(
    ("over", "due_on_home", "home", "garage"),
    [(False, "running_rent_late", EACH, 0), (True, "", 0, RENT)],
)
def test_what_was_in_hand_is_asked_for_nowhere_once_the_arrangement_is_over(
    anna: Session, store: Path, over: bool, due_on_home: str, home: int, garage: int
) -> None:
    """The home is paid then, by its own money; the garage owes what was never booked over."""
    arrange(anna)
    lines = (paid(HOME, RENT, "2026-11-10"), paid(HOME, EACH, "2026-11-20"),
             paid(HOME, EACH, "2026-12-01"), RENTS_PAID[1])  # fmt: skip
    with closing(session(store, "anna", LATER)) as later:
        come(later, [*RENTS, *lines])
        (made,) = file_of(later, case_of(later, HOME), LATER).agreements
        if over:
            change = {"state": "withdrawn", "on": LATER, "why": "Opgezegd"}
            record(
                a.ChangeState(case=made.case, agreement=made.id, seen=made.version, **change),
                session=later,
            )
        assert due(later, HOME) == due_on_home
        played = standings_on(later.conn, [HOME, GARAGE], LATER)
        for lease, cents in ((HOME, home), (GARAGE, garage)):
            view = read.case_view(later.conn, case_of(later, lease), LATER, "anna")
            assert guide(later, view).cents == cents
            assert missed(later, lease) == played[lease].missed_cents


@pytest.mark.parametrize("first", ["kept", "never"])
@pytest.mark.parametrize("kind", ["correction", "payment"])
@pytest.mark.parametrize(("over", "called", "cents"), [(EACH, "", 0), (0, "instalment_late", EACH)])
def test_an_instalment_of_the_garage_alone_is_paid_by_what_is_booked_over_from_the_home(
    anna: Session, store: Path, first: str, kind: str, over: int, called: str, cents: int
) -> None:
    """Whether an arrangement over both was kept before makes no difference."""
    if first == "kept":
        arrange(anna)
    made_on, on = date(2026, 12, 8), "2026-12-09"
    with closing(session(store, "anna", made_on)) as later:
        both_paid = paid(HOME, RENT, "2026-11-10"), paid(GARAGE, RENT, "2026-11-10")
        come(later, [*RENTS, *both_paid, RENTS_PAID[0]])
        two = instalment(rule="FREQ=WEEKLY;COUNT=2", first_on=date(2026, 12, 10), cents=EACH)
        plan = {"covers": (GARAGE,), "conditions": (two,), "why": "Graag.", "start_on": made_on}
        record(arrangement(later, case_of(later, GARAGE), **plan), session=later)
    with closing(session(store, "anna", date(2026, 12, 14))) as later:
        moved = (HOME, "correction", over, on), (GARAGE, kind, -over, on)
        come(later, [paid(HOME, EACH, on), *(moved if over else ())], "2026-12-13")
        view = read.case_view(later.conn, case_of(later, GARAGE), date(2026, 12, 14), "anna")
        assert (due(later, GARAGE), guide(later, view).cents) == (called, cents)
