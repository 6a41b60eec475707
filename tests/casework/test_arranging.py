"""The arrangement desk: what is proposed, how it stands to the limits, and the change it makes."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.casework.arranging import Desk, LeaseDebt, Wanted, desk
from caseconsole.casework.house import House
from caseconsole.casework.proposing import Fit, Proposal, agreed, propose
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import JudgedAs
from caseconsole.domain.message import Refused
from caseconsole.domain.schedule import Cadence
from caseconsole.store import read
from caseconsole.store.write import Writer
from tests.casework.agreed import CASE, LEASE, duties, judge, newest
from tests.casework.stores import add_line, session

TODAY = date(2026, 11, 3)
HOUSE = House(6, 12, 50_00, 12, 600_00, None)
DESK = Desk(
    today=TODAY,
    debts=(LeaseDebt(1, "10001-1", 1_200_00), LeaseDebt(2, "10002-9", 300_00)),
    due_day=1,
    rent=600_00,
    rents=((date(2020, 1, 1), 600_00),),
    payments=tuple((date(2026, month, 25), 600_00) for month in range(1, 11)),
    known_since=date(2026, 1, 1),
    pay_day=25,
    first_on=date(2026, 11, 25),
    lump_on=date(2026, 11, 25),
    household="single",
    house=HOUSE,
    together=HOUSE,
    protected={"single": 2_000_00},
    capacity_pct=5,
    leads=True,
)
WANTED = Wanted(
    cadence=Cadence.MONTHLY,
    first_on=date(2026, 11, 25),
    instalment=100_00,
    end_on=None,
    lump=None,
    income=0,
    household="single",
)


def fits(proposal: Proposal) -> dict[str, Fit]:
    """How each limit stands, by the last word of its message."""
    return {check.what.id.rpartition("_")[2]: check.fit for check in proposal.checks}


def test_the_commonest_arrangement_is_within_every_limit() -> None:
    proposal = propose(DESK, WANTED)
    assert proposal.schedule.count == 12
    assert fits(proposal) == {
        "length": Fit.WITHIN,
        "least": Fit.WITHIN,
        "repeat": Fit.WITHIN,
        "income": Fit.UNKNOWN,
    }
    assert not proposal.over


@pytest.mark.parametrize(
    ("desk", "wanted", "over"),
    [
        (DESK, replace(WANTED, instalment=99_00), "length"),
        (DESK, replace(WANTED, instalment=49_00), "least"),
        (replace(DESK, house=replace(HOUSE, last_made_on=date(2025, 11, 4))), WANTED, "repeat"),
        (DESK, replace(WANTED, income=1_999_00), "income"),
    ],
)
def test_one_changed_fact_exceeds_one_limit(desk: Desk, wanted: Wanted, over: str) -> None:
    """R31, R32, R33 and R30."""
    proposal = propose(desk, wanted)
    assert fits(proposal)[over] is Fit.OVER
    assert proposal.over


@pytest.mark.parametrize(
    ("desk", "wanted", "within"),
    [
        (replace(DESK, house=replace(HOUSE, last_made_on=date(2025, 11, 3))), WANTED, "repeat"),
        (DESK, replace(WANTED, income=2_100_00), "income"),
        (DESK, replace(WANTED, income=2_000_00), "income"),
        (DESK, replace(WANTED, instalment=1_200_00), "least"),
    ],
)
def test_on_its_edge_a_limit_holds(desk: Desk, wanted: Wanted, within: str) -> None:
    """A year after the last, an instalment that just leaves the protected earnings, all at once;
    and five percent of an income can always be missed."""
    assert fits(propose(desk, wanted))[within] is Fit.WITHIN


@pytest.mark.parametrize(
    ("first_on", "fit"),
    [
        (date(2026, 12, 3), Fit.WITHIN),
        (date(2027, 12, 2), Fit.WITHIN),
        (date(2027, 12, 3), Fit.BEYOND),
        (date(2031, 11, 1), Fit.BEYOND),
    ],
)
def test_a_first_payment_far_ahead_makes_no_arrangement_shorter(first_on: date, fit: Fit) -> None:
    """R31: all at once, the months count from one after the day of agreement at the latest."""
    desk = replace(DESK, leads=False)
    proposal = propose(desk, replace(WANTED, instalment=1_200_00, first_on=first_on))
    assert fits(proposal)["length"] is fit
    assert fits(propose(DESK, replace(WANTED, first_on=date(2027, 1, 4))))["length"] is Fit.OVER


@pytest.mark.parametrize("cents", [1_200_00, 600_00])
def test_beyond_a_year_only_a_team_leader_makes_it(cents: int) -> None:
    """R31; within it, and above the half year of a small debt, a reason does."""
    small = replace(DESK, debts=(LeaseDebt(1, "10001-1", cents),), leads=False)
    most = replace(WANTED, instalment=cents // 12)
    assert not propose(small, most).beyond
    proposal = propose(small, replace(most, instalment=cents // 12 - 1_00))
    assert fits(proposal)["length"] is Fit.BEYOND
    assert proposal.beyond


def test_a_debt_of_a_month_is_paid_within_half_a_year() -> None:
    small = replace(DESK, debts=(LeaseDebt(1, "10001-1", 600_00),))
    assert fits(propose(small, WANTED))["length"] is Fit.WITHIN
    assert fits(propose(small, replace(WANTED, instalment=85_00)))["length"] is Fit.OVER


def test_other_debts_are_taken_along_when_asked() -> None:
    proposal = propose(DESK, replace(WANTED, others=True))
    assert sum(cents for _, cents in proposal.schedule.rows) == 1_500_00
    assert DESK.covers(others=True) == (1, 2)
    assert DESK.covers(others=False) == (1,)


@pytest.mark.parametrize(
    ("moved_to", "rents"),
    [
        (None, []),
        (date(2026, 11, 30), []),
        (date(2027, 1, 20), [date(2026, 12, 1), date(2027, 1, 1)]),
    ],
)
def test_a_debt_paid_at_once_asks_the_rents_until_the_day_to_which_that_is_moved(
    anna: Session, moved_to: date | None, rents: list[date]
) -> None:
    """R36: it can be made though no rent falls due before its end."""
    view = read.case_view(anna.conn, CASE, TODAY, "anna")
    found = desk(anna, view)
    once = replace(WANTED, instalment=found.debt(others=False))
    record(agreed(anna, view, found, once, "", "desk-once"), session=anna)
    paying = next(one for one in newest(anna).conditions if one.clause == "instalment")
    if moved_to is not None:
        day = paying.first_on
        moved = judge(paying, day, JudgedAs.MOVED, moved_to=moved_to, why="loon komt later")
        record(moved, session=anna)
    asked = [duty.on for duty in duties(anna) if duty.condition.clause == "running_rent"]
    assert asked == rents


def test_a_lump_sum_above_the_debt_is_refused() -> None:
    with pytest.raises(Refused):
        propose(DESK, replace(WANTED, lump=(date(2026, 11, 25), 1_201_00)))


@given(st.sampled_from(Cadence), st.integers(min_value=1, max_value=20_000_00))
def test_what_is_proposed_is_within_length_and_size(cadence: Cadence, cents: int) -> None:
    """As far as a debt that is smaller than the least instalment can be."""
    desk = replace(DESK, debts=(LeaseDebt(1, "10001-1", cents),))
    wanted = replace(WANTED, cadence=cadence, instalment=desk.usual(cadence, cents))
    proposal = propose(desk, wanted)
    found = fits(proposal)
    assert (found["length"], found["least"]) == (Fit.WITHIN, Fit.WITHIN)
    assert sum(cents for _, cents in proposal.schedule.rows) == cents


FULL = 900_00


def lately(here: Session, *more: tuple[str, int, str]) -> Desk:
    """The desk of a tenant who pays more than rent and instalment on the 2nd, with an old debt."""
    months = [date(2025, 9, 1) + relativedelta(months=n) for n in range(14)]
    lines = [("payment", -FULL, str(day.replace(day=2))) for day in months]
    lines += [("charge", 2_000_000, "2025-08-01"), *more]
    with here.store.transaction():
        writer = Writer(here.store)
        for line in lines:
            add_line(writer, LEASE, *line)
    return desk(here, read.case_view(here.conn, CASE, TODAY, "anna"))


def broken_on(known: Desk) -> date | None:
    """What the tenant's own payments say of € 250 a month."""
    return propose(known, replace(WANTED, instalment=250_00)).forecast.broken_on


def test_who_always_paid_on_the_second_is_not_told_to_have_broken(anna: Session) -> None:
    """All of the first month that counts is read, whatever the day of today (R30)."""
    known = lately(anna)
    assert known.payments[0] == (date(2025, 11, 2), FULL)
    assert (broken_on(known), known.pay_day) == (None, 2)


def test_a_debit_that_came_back_was_no_payment(anna: Session) -> None:
    """It is gone from the month in which it seemed to be paid, whenever it came back."""
    known = lately(
        anna,
        ("returned", FULL, "2026-04-07"),
        ("payment", -450_00, "2026-06-20"),
        ("returned", 450_00, "2026-08-25"),
    )
    assert date(2026, 4, 2) not in dict(known.payments)
    assert date(2026, 6, 20) not in dict(known.payments)
    assert broken_on(known) == date(2026, 4, 1)


def test_a_month_of_which_the_ledger_knows_a_part_does_not_count(anna: Session) -> None:
    """It begins with the first whole one."""
    known = replace(DESK, known_since=date(2026, 1, 26), payments=DESK.payments[1:])
    assert broken_on(known) == date(2026, 2, 1)
    paid = tuple((day, FULL) for day, _ in known.payments)
    assert broken_on(replace(known, payments=paid)) is None


@pytest.mark.parametrize(
    ("today", "lump_on"),
    [
        (date(2026, 11, 3), None),
        (date(2027, 2, 28), None),
        (date(2027, 3, 1), date(2027, 5, 31)),
        (date(2027, 5, 30), date(2027, 5, 31)),
        (date(2027, 5, 31), None),
    ],
)
def test_a_lump_sum_comes_from_the_holiday_pay_when_that_is_near(
    store: Path, today: date, lump_on: date | None
) -> None:
    """By 31 May where that is within three months; else with the first instalment."""
    here = session(store, today=today)
    known = desk(here, read.case_view(here.conn, CASE, today, "anna"))
    assert known.lump_on == (lump_on or known.first_on)
    assert known.first_on != date(today.year, 5, 31)
    here.close()


@pytest.mark.parametrize(
    ("end_on", "rents", "until"),
    [
        (None, {600_00}, None),
        (date(2026, 11, 2), {0}, None),
        (date(2026, 12, 15), {0, 600_00}, date(2026, 12, 15)),
    ],
)
def test_no_rent_is_asked_after_the_lease_has_ended(
    anna: Session, end_on: date | None, rents: set[int], until: date | None
) -> None:
    """Beside the instalments a former tenant pays nothing."""
    anna.conn.execute("UPDATE lease SET end_on = ? WHERE id = ?", (end_on, LEASE))
    if end_on:
        raised = (LEASE, (end_on + timedelta(days=1)).isoformat(), 700_00)
        anna.conn.execute("INSERT INTO rent (lease, from_on, cents) VALUES (?, ?, ?)", raised)
    view = read.case_view(anna.conn, CASE, TODAY, "anna")
    known = desk(anna, view)
    wanted = replace(WANTED, instalment=400_00, first_on=date(2026, 12, 20))
    rent = anna.conn.execute("SELECT min(cents) FROM rent WHERE lease = ?", (LEASE,)).fetchone()[0]
    assert {month.rent for month in propose(known, wanted).months} == {
        rent if cents else 0 for cents in rents
    }
    drafted = agreed(anna, view, known, wanted, "", "x1234567890").conditions
    running = [one for one in drafted if one.clause == "running_rent"]
    assert [one.until for one in running] == ([] if rents == {0} else [until or running[0].until])
