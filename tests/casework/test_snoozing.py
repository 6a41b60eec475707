"""What is put off: what was due on that day, and nothing that comes up since."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.clock import part_of_day
from caseconsole.casework.day import run_day
from caseconsole.casework.dues import entries
from caseconsole.casework.putting_off import to_put_off
from caseconsole.casework.reassess import Grounds, grounds
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import changes as c
from caseconsole.domain.contact import Snooze
from caseconsole.domain.message import Refused, message
from caseconsole.domain.moment import Moment
from caseconsole.domain.numbers import case_number
from caseconsole.domain.verdict import Claim
from caseconsole.process.situation import DayFacts
from caseconsole.store import read
from tests.casework.agreed import CASE, coaching, condition, refusal, signed_chance
from tests.casework.stores import TODAY, session
from tests.process.files import case, nov, policy, standing

CLOSES = date(2027, 1, 1)
ALARM = date(2026, 12, 22)
DECEMBER, LATER = date(2026, 12, 1), date(2027, 1, 15)
START, END = date(2025, 3, 1), date(2027, 2, 1)


def snooze(claim: Claim, until: date) -> c.Snooze:
    """Put off for a while."""
    return c.Snooze(case=CASE, claim=claim, until=until, why="later")


def shown(store: Path, claim: Claim, today: date, login: str = "anna") -> dict[str, date | None]:
    """What a claim is about on a day, and until when it is put off."""
    here = session(store, login, today)
    run_day(here)
    rows = read.case_dues(here.conn, CASE)
    return {row.action: row.snoozed_until for row in rows if row.claim == claim}


@pytest.fixture
def window(anna: Session) -> Session:
    """The notice window of a lease is open until 1 January."""
    asked = (condition(clause="C10", rule="", first_on=CLOSES),)
    signed_chance(anna, conditions=asked, start_on=START, end_on=END)
    return anna


def test_the_alarm_comes_through_what_was_put_off_before_it(window: Session, store: Path) -> None:
    """R72: a window that opened may wait, its last days may not."""
    record(snooze(Claim.NOTIFY, CLOSES), session=window)
    before = ALARM - timedelta(days=1)
    assert shown(store, Claim.NOTIFY, before) == {"window_opens": CLOSES}
    assert shown(store, Claim.NOTIFY, ALARM) == {"window_closes": None}


def test_nothing_is_put_off_beyond_the_last_day_of_the_law(window: Session, store: Path) -> None:
    """R72: the sentence says which day that is; once it has passed there is none."""
    beyond = snooze(Claim.NOTIFY, CLOSES + timedelta(days=1))
    assert refusal(beyond, window) == "refused.snooze_beyond"
    passed = date(2027, 1, 5)
    assert shown(store, Claim.NOTIFY, passed) == {"window_closes": None}
    record(snooze(Claim.NOTIFY, date(2027, 1, 12)), session=session(store, "anna", passed))
    assert shown(store, Claim.NOTIFY, date(2027, 1, 6)) == {"window_closes": date(2027, 1, 12)}


def test_what_is_no_term_is_put_off_for_as_long_as_it_takes(anna: Session) -> None:
    """The day of a call is ours."""
    record(snooze(Claim.CALL, TODAY + timedelta(days=30)), session=anna)
    assert read.case_dues(anna.conn, CASE)[0].snoozed_until == TODAY + timedelta(days=30)


@pytest.mark.parametrize(
    ("made_on", "missed_on", "today", "put_off"),
    [
        (nov(3), nov(1), nov(4), True),
        (nov(3), nov(1), LATER, False),
        (nov(3), DECEMBER, date(2026, 12, 2), False),
        (date(2026, 12, 2), DECEMBER, date(2026, 12, 2), True),
        (None, DECEMBER, date(2026, 12, 2), True),
    ],
)
def test_rent_that_is_missed_later_comes_through(
    made_on: date | None, missed_on: date, today: date, put_off: bool
) -> None:
    """A call that was put off was about what was open then."""
    one = Snooze(1, Claim.CALL, LATER, "later", "anna", made_on)
    asked = case(standing=standing(missed_on=missed_on), snoozes=(one,))
    by = Grounds(policy(), (), DayFacts(today - timedelta(days=1)), today)
    (found,) = entries(asked, by, today)
    assert (found.action, found.snoozed_until) == ("first_call", LATER if put_off else None)


def test_what_becomes_the_team_leaders_comes_through(anna: Session, store: Path) -> None:
    """P08: only the team leader puts it off from then on."""
    record(coaching(state="offered", start_on=TODAY, conditions=()), session=anna)
    assert shown(store, Claim.CHASE, date(2026, 11, 17)) == {"partner_silent": None}
    late, until = session(store, "anna", date(2026, 11, 17)), date(2027, 3, 1)
    record(snooze(Claim.CHASE, until), session=late)
    assert shown(store, Claim.CHASE, date(2026, 11, 18)) == {"partner_silent": until}
    assert shown(store, Claim.CHASE, date(2026, 12, 2)) == {"partner_silent": None}
    on_that_day = session(store, "anna", date(2026, 12, 2))
    assert refusal(snooze(Claim.CHASE, until), on_that_day) == "refused.snooze_leader"
    assert shown(store, Claim.CHASE, date(2026, 12, 2)) == {"partner_silent": None}
    record(snooze(Claim.CHASE, until), session=session(store, "tess", date(2026, 12, 2)))
    assert shown(store, Claim.CHASE, date(2026, 12, 3)) == {"partner_silent": until}


@pytest.mark.parametrize(
    ("by", "leaders", "put_off"),
    [
        (["tess"], True, True),
        (["tess", "anna"], True, True),
        (["anna"], True, False),
        (["anna"], False, True),
    ],
)
def test_a_snooze_of_somebody_else_takes_nothing_from_the_team_leader(
    anna: Session, store: Path, by: list[str], leaders: bool, put_off: bool
) -> None:
    """P08: where nobody leads, whoever is there puts it off."""
    record(coaching(state="offered", start_on=TODAY, conditions=()), session=anna)
    today, until = date(2026, 12, 2), date(2027, 3, 1)
    made = tuple(Snooze(n, Claim.CHASE, until, "later", login, today) for n, login in enumerate(by))
    here = session(store, "anna", today)
    known = grounds(here.conn, here.policy, today)
    if not leaders:
        staff = tuple(one for one in known.staff if one.role != "team_leader")
        known = replace(known, staff=staff)
    file = replace(read.case_file(here.conn, CASE, today), snoozes=made)
    found = {row.action: row.snoozed_until for row in entries(file, known, today)}
    assert found["partner_silent"] == (until if put_off else None)


def test_where_nobody_leads_what_is_the_leaders_is_put_off_by_anybody(
    anna: Session, store: Path
) -> None:
    """No work waits for who is not there."""
    record(coaching(state="offered", start_on=TODAY, conditions=()), session=anna)
    anna.conn.execute("UPDATE caseworker SET until = '2026-11-20' WHERE login = 'tess'")
    until = date(2027, 3, 1)
    record(snooze(Claim.CHASE, until), session=session(store, "anna", date(2026, 12, 2)))
    assert shown(store, Claim.CHASE, date(2026, 12, 3)) == {"partner_silent": until}


@pytest.mark.parametrize("hour", [0, 9, 23])
def test_the_day_of_a_snooze_is_that_of_the_association(anna: Session, hour: int) -> None:
    """Half past twelve at night is the day before in Greenwich; what is due that day is put off."""
    local = datetime(2026, 11, 3, hour, 30, tzinfo=anna.clock.zone)
    now = Moment(int(local.timestamp() * 1000), TODAY, part_of_day(hour))
    until = TODAY + timedelta(days=17)
    record(snooze(Claim.CALL, until), session=anna, now=now)
    (made,) = read.case_file(anna.conn, CASE, TODAY).snoozes
    assert made.made_on == TODAY
    record(c.AddNote(case=CASE, text="Belt terug."), session=anna)
    assert [row.snoozed_until for row in read.case_dues(anna.conn, CASE)] == [until]


def test_beside_what_is_the_team_leaders_the_own_claims_can_be_put_off(
    anna: Session, store: Path
) -> None:
    """P08: each is offered what is that person's own, and nothing that is put off already."""
    before = anna.clock.now()._replace(today=TODAY - timedelta(days=28))
    silent = coaching(2, state="offered", start_on=before.today, conditions=())
    record(silent, session=anna, now=before)
    record(c.AddNote(case=2, text="Geen antwoord."), session=anna)
    tess = session(store, "tess")
    assert claims_to_put_off(tess) == {Claim.CALL, Claim.CHASE}
    assert claims_to_put_off(anna) == {Claim.CALL}
    record(c.Snooze(case=2, claim=Claim.CALL, until=LATER, why="later"), session=anna)
    assert claims_to_put_off(tess) == {Claim.CHASE}
    with pytest.raises(Refused) as refused:
        claims_to_put_off(anna)
    assert refused.value.why == message(
        "refused.snooze_leader", number=case_number(2), login="tess"
    )


def claims_to_put_off(here: Session, case: int = 2) -> set[str]:
    """What a person may put off today."""
    return {row.claim for row in to_put_off(here, read.case_view(here.conn, case, TODAY, "anna"))}
