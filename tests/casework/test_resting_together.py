"""An arrangement for home and garage rests while the debt of both is frozen (R60).

The arrangement stands in the file of the home (lease 6) and asks one instalment, on 20 November,
that does not come; each moratorium stands in the file of its own lease (7 is the garage).
"""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.calling import guide
from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.casework.why import verdicts
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import Judge, Rung, SuspensionKind, Weight
from caseconsole.domain.changes import RecordContact
from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.obligations import obligations
from caseconsole.domain.verdict import Due
from caseconsole.process.agreements.arrangements import missed_of
from caseconsole.process.agreements.bound import called_about
from caseconsole.process.protection import lapse_shielded
from tests.casework.agreed import (
    LEASE,
    arrangement,
    condition,
    file_of,
    instalment,
    newest,
    second_chance,
    sign,
    undo,
)
from tests.casework.stores import RENT, TODAY, pay, session
from tests.casework.test_arranged_elsewhere import GARAGE, HOME, case_of

MISSED_ON = date(2026, 11, 20)
"""A Friday."""
LONG = date(2026, 12, 23)
"""A Wednesday."""
SHORT = date(2026, 12, 4)
"""A Friday."""
Times = dict[int, tuple[date, date]]


def agree(here: Session) -> None:
    case = case_of(here, HOME)
    once = instalment(first_on=MISSED_ON, cents=2 * RENT, rule="")
    record(arrangement(here, case, covers=(HOME, GARAGE), conditions=(once,)), session=here)


def help_with(here: Session, *covers: int) -> int:
    """Counselling about leases in the file of the first; the key of that."""
    case = case_of(here, covers[0])
    made = a.MakeAgreement(
        case=case, agreement="debt_counselling", state="application", start_on=TODAY,
        partner="Stadsbank", covers=covers,
    )  # fmt: skip
    record(made, session=here)
    one = newest(here, case)
    record(
        a.ChangeState(case=case, agreement=one.id, seen=one.version, state="intake", on=TODAY),
        session=here,
    )
    return case


def still(here: Session, case: int, since: date, until: date) -> None:
    """A moratorium under the newest agreement of a file."""
    one = newest(here, case)
    change = a.Suspend(
        case=case, agreement=one.id, seen=one.version, since=since, until=until,
        reason_kind=SuspensionKind.MORATORIUM, why="Schulden.",
    )  # fmt: skip
    record(change, session=here)


def freeze(here: Session, times: Times) -> None:
    """Counselling about a lease in its own file, under a moratorium."""
    for lease, (since, until) in times.items():
        still(here, help_with(here, lease), since, until)


def listed(here: Session) -> tuple[set[str], set[str]]:
    """What the worklist has of the file of the home, and what the steps say of it."""
    case = case_of(here, HOME)
    rows = here.conn.execute("SELECT action FROM due WHERE case_file = ?", (case,)).fetchall()
    return {row[0] for row in rows}, {
        one.action for one in verdicts(here, case) if isinstance(one, Due)
    }


def at(store: Path, day: date) -> Session:
    """Anna on a day, with the payments of the day before."""
    here = session(store, today=day)
    here.conn.execute("UPDATE ledger_file SET complete_through = ?", (day.isoformat(),))
    run_day(here)
    return here


def since(here: Session, action: str) -> date | None:
    found = verdicts(here, case_of(here, HOME))
    return next((one.since for one in found if isinstance(one, Due) and one.action == action), None)


@pytest.mark.parametrize(
    ("times", "asked"),
    [
        ({}, (date(2026, 11, 23), LONG)),
        ({HOME: (TODAY, LONG)}, (date(2026, 11, 23), LONG)),
        ({GARAGE: (TODAY, LONG)}, (date(2026, 11, 23), LONG)),
        ({HOME: (TODAY, LONG), GARAGE: (TODAY, SHORT)}, (date(2026, 12, 7), LONG)),
        ({HOME: (TODAY, SHORT), GARAGE: (TODAY, LONG)}, (date(2026, 12, 7), LONG)),
        ({HOME: (TODAY, LONG), GARAGE: (SHORT, LONG)}, (date(2026, 11, 23), SHORT)),
        ({HOME: (SHORT, LONG), GARAGE: (TODAY, LONG)}, (date(2026, 11, 23), SHORT)),
    ],
)
def test_the_worklist_says_each_day_what_the_steps_say(
    anna: Session, store: Path, times: Times, asked: tuple[date, date]
) -> None:
    """From the working day on which the debt of one may be asked for, until that of both rests."""
    agree(anna)
    freeze(anna, times)
    first, last = asked
    day = MISSED_ON
    while day < LONG:
        with closing(at(store, day)) as here:
            on_list, found = listed(here)
        assert on_list == found, day
        due = first <= day and (day < last or last == LONG)
        assert ("instalment_late" in found) is due, day
        day += timedelta(days=1)


def test_it_is_asked_for_from_the_working_day_after_the_first_debt_that_is_frozen_no_more(
    anna: Session, store: Path
) -> None:
    """What was asked for all along is so since it was missed."""
    agree(anna)
    freeze(anna, {HOME: (TODAY, LONG), GARAGE: (TODAY, SHORT)})
    for day in (date(2026, 12, 8), LONG + timedelta(days=5)):
        with closing(at(store, day)) as here:
            assert since(here, "instalment_late") == date(2026, 12, 7)


def test_what_one_lease_was_frozen_for_makes_no_new_breach(anna: Session, store: Path) -> None:
    """After the talk about it no card follows without a further miss (R75)."""
    agree(anna)
    case = case_of(anna, HOME)
    rests = condition(
        clause="C02", judge=Judge.AGREEMENT, rests_on=newest(anna, case).id, rule="FREQ=MONTHLY",
        first_on=TODAY, weight=Weight.MAJOR,
    )  # fmt: skip
    record(second_chance(case, start_on=TODAY, conditions=(rests,)), session=anna)
    sign(anna, case)
    freeze(anna, {HOME: (TODAY, LONG)})
    with closing(at(store, date(2026, 11, 25))) as here:
        assert "breach_rung" in listed(here)[1]
        made = file_of(here, case).agreements
        chance = next(one for one in made if one.kind == "second_chance")
        talk = a.TakeRung(
            case=case, agreement=chance.id, seen=chance.version, rung=Rung.TALK, text="Kom praten."
        )
        record(talk, session=here)
    with closing(at(store, LONG + timedelta(days=5))) as here:
        (rung,) = (one for one in verdicts(here, case) if one.action == "breach_rung")
        assert isinstance(rung, Due)
        assert rung.because.id == "breach_rung.outcome"


def test_what_is_written_down_in_a_third_file_reaches_the_arrangement_at_once(
    anna: Session, store: Path
) -> None:
    """A moratorium about the garage in the file of a tenant who shares that; also taken back."""
    co_tenant = """
        INSERT INTO lease_party (lease, person, role, since)
        SELECT ?, person, 'co_tenant', since FROM lease_party WHERE lease = ? AND role = 'tenant'
    """
    anna.conn.execute(co_tenant, (GARAGE, LEASE))
    agree(anna)
    freeze(anna, {HOME: (TODAY, LONG)})
    third = help_with(anna, LEASE, GARAGE)
    with closing(at(store, date(2026, 11, 24))) as here:
        assert listed(here) == ({"instalment_late"}, {"instalment_late"})
        still(here, third, TODAY, LONG)
        assert listed(here) == (set(), set())
        one = newest(here, third)
        (held,) = one.suspensions
        ends = date(2026, 11, 23)
        lifted = a.Resume(case=third, suspension=held.id, seen=held.version, until=ends)
        record(lifted, session=here)
        assert listed(here) == ({"instalment_late"}, {"instalment_late"})
        undo(here)
        assert listed(here) == (set(), set())


PAID_ON = "2026-11-05"


@pytest.mark.parametrize("paid", [False, True])
@pytest.mark.parametrize("lease", [HOME, GARAGE])
def test_a_lease_of_which_nothing_is_open_stands_in_nobodys_way(
    anna: Session, store: Path, lease: int, *, paid: bool
) -> None:
    """The debt of the other is frozen: nobody calls about that, nor may the arrangement lapse."""
    agree(anna)
    freeze(anna, {HOME + GARAGE - lease: (TODAY, LONG)})
    if paid:
        pay(anna, lease, RENT, PAID_ON)
    day = date(2026, 11, 25)
    with closing(at(store, day)) as here:
        on_list, found = listed(here)
        assert on_list == found
        assert ("instalment_late" in found) is not paid
        file = file_of(here, case_of(here, HOME), day)
        (made,) = (one for one in file.agreements if one.covers == (HOME, GARAGE))
        assert bool(lapse_shielded(file, made, (), day)) is (paid or lease == GARAGE)


@pytest.mark.parametrize("paid", [False, True])
def test_the_freeze_of_a_lease_of_which_nothing_is_open_shields_nothing(
    anna: Session, store: Path, *, paid: bool
) -> None:
    """The debt of the garage is asked for as ever (R61)."""
    agree(anna)
    case = help_with(anna, HOME)
    for state in ("plan", "settlement", "mediation"):
        one = newest(anna, case)
        change = a.ChangeState(case=case, agreement=one.id, seen=one.version, state=state, on=TODAY)
        record(change, session=anna)
    if paid:
        pay(anna, HOME, RENT, PAID_ON)
    day = date(2026, 11, 25)
    with closing(at(store, day)) as here:
        file = file_of(here, case, day)
        (made,) = (one for one in file.agreements if one.covers == (HOME, GARAGE))
        assert bool(lapse_shielded(file, made, (), day)) is not paid


def test_the_time_in_which_the_rest_was_frozen_counts_also_once_that_is_over(
    anna: Session, store: Path
) -> None:
    """What was tried before that is no call about the instalment (R35)."""
    agree(anna)
    freeze(anna, {GARAGE: (TODAY, SHORT)})
    pay(anna, HOME, RENT, PAID_ON)
    case = case_of(anna, HOME)
    with closing(at(store, date(2026, 11, 30))) as here:
        tried = RecordContact(case=case, channel=Channel.PHONE, whom=Whom.NO_ANSWER)
        record(tried, session=here)
    with closing(at(store, date(2026, 12, 8))) as here:
        assert since(here, "instalment_late") == date(2026, 12, 7)
        file = file_of(here, case, date(2026, 12, 8))
        (made,) = (one for one in file.agreements if one.covers == (HOME, GARAGE))
        missed = missed_of(obligations(made, date(2026, 12, 8), LONG, paid=file.paid))
        assert called_about(made, file, missed, date(2026, 12, 8)) == []


def test_the_card_asks_for_a_late_instalment_of_the_other_debt_when_nothing_is_to_come(
    anna: Session, store: Path
) -> None:
    """The list calls about it in the file of the home, of which all is paid (R35)."""
    agree(anna)
    pay(anna, HOME, RENT, PAID_ON)
    case = case_of(anna, HOME)
    with closing(at(store, date(2026, 11, 24))) as here:
        tried = RecordContact(case=case, channel=Channel.PHONE, whom=Whom.NO_ANSWER)
        record(tried, session=here)
    with closing(at(store, date(2026, 11, 25))) as here:
        assert "instalment_late" in listed(here)[1]
        card = guide(here, open_case(here, case))
        assert (card.cents, card.arranged) == (RENT, True)
