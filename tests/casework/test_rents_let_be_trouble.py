"""Trouble ends when all that is asked for is paid, also beside a rent that is let be (R07, R36)."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.contact import Whom
from tests.casework import test_day
from tests.casework.agreed import CASE, LEASE, file_of, refusal, rent, signed_chance, undo
from tests.casework.signals import led_up, signal
from tests.casework.stores import RENT, book, pay, session
from tests.casework.test_new_rent_arranged import called
from tests.casework.test_rents_let_be import DECEMBER, NOVEMBER, OCTOBER, here, say
from tests.casework.test_rents_let_be_alone import LONG

__all__ = ["here"]
OFF = ["waived", "excused"]
MARCH = date(2027, 3, 8)


def chance(here: Session, november: str | None, *charged: str) -> None:
    """Of the rents under a second chance that of November is paid, let be, or just open."""
    signed_chance(here, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    pay(here, LEASE, RENT)
    if november == "paid":
        pay(here, LEASE, RENT)
    elif november:
        say(here, LONG[november], NOVEMBER)
    for day in charged:
        book(here, LEASE, "charge", RENT, day)


def send(store: Path, on: date, *, led: bool = True) -> str | None:
    """Why an early signal is refused on a day; None where it is recorded."""
    called(store, on)
    told = signal(reminded_on=on, reminder="H", reply_by=on + timedelta(days=28))
    with closing(session(store, today=on)) as then:
        for change in led_up(CASE) if led else ():
            record(change, session=then)
        if not led:
            return refusal(told, then)
        record(told, session=then)
    return None


@pytest.mark.parametrize("november", ["paid", *LONG])
def test_calls_about_a_rent_that_was_paid_since_ask_for_no_visit_about_the_next(
    here: Session, store: Path, november: str
) -> None:
    chance(here, november, "2026-12-01", "2027-01-01")
    for day in (2, 3, 4):
        called(store, date(2026, 12, day))
        with closing(session(store, today=date(2026, 12, day))) as then:
            record(test_day.called(Whom.NO_ANSWER, case=CASE), session=then)
    assert "home_visit" in called(store, date(2026, 12, 7))
    pay(here, LEASE, RENT, "2026-12-07")
    called(store, date(2026, 12, 8))
    found = called(store, date(2027, 1, 5))
    due = {one: found[one].since for one in found if one in {"first_call", "home_visit"}}
    assert due == {"first_call": date(2027, 1, 5)}


@pytest.mark.parametrize("november", ["paid", *OFF])
def test_new_arrears_may_be_signalled_once_the_old_ones_were_paid(
    here: Session, store: Path, november: str
) -> None:
    chance(here, november, "2026-12-01", "2027-01-01", "2027-02-01")
    called(store, date(2026, 12, 3))
    assert send(store, date(2027, 1, 4)) is None
    pay(here, LEASE, 2 * RENT, "2027-01-04")
    called(store, date(2027, 1, 6))
    called(store, date(2027, 2, 3))
    assert send(store, MARCH) is None


@pytest.mark.parametrize("november", ["paid", *OFF])
def test_what_was_done_about_arrears_that_were_paid_leads_up_to_no_new_signal(
    here: Session, store: Path, november: str
) -> None:
    chance(here, november, "2026-12-01", "2027-01-01", "2027-02-01")
    called(store, date(2026, 12, 3))
    with closing(session(store, today=date(2026, 12, 3))) as then:
        for change in led_up(CASE):
            record(change, session=then)
    pay(here, LEASE, RENT, "2026-12-04")
    called(store, date(2026, 12, 7))
    pay(here, LEASE, RENT, "2027-01-01")
    called(store, date(2027, 1, 5))
    called(store, date(2027, 2, 3))
    assert send(store, MARCH, led=False) == "gate.signal_contact"


@pytest.mark.parametrize(
    ("november", "since"),
    [(None, NOVEMBER), ("moved", NOVEMBER), ("excused", None), ("waived", None)],
)
def test_an_episode_lasts_while_anything_is_open_that_was_not_let_go(
    here: Session, store: Path, november: str | None, since: date | None
) -> None:
    chance(here, november)
    called(store, date(2026, 11, 24))
    episode = file_of(here, today=date(2026, 11, 24)).episode
    assert (episode is not None) is (since is not None)


@pytest.mark.parametrize("november", OFF)
def test_the_next_episode_begins_with_the_oldest_rent_that_was_not_let_go(
    here: Session, store: Path, november: str
) -> None:
    chance(here, november, "2026-12-01")
    called(store, date(2026, 12, 3))
    episode = file_of(here, today=date(2026, 12, 3)).episode
    assert episode
    assert episode.since == DECEMBER


@pytest.mark.parametrize("november", OFF)
def test_a_rent_that_is_let_go_no_more_begins_an_episode_of_its_own(
    here: Session, store: Path, november: str
) -> None:
    chance(here, november)
    assert file_of(here).episode is None
    undo(here)
    episode = file_of(here).episode
    assert episode
    assert episode.since == NOVEMBER
