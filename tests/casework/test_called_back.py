"""A call that was agreed keeps its file until it reached somebody or was followed up (P03, P05)."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.calling import guide
from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.domain import changes as c
from caseconsole.domain.contact import AppointmentKind, Channel, Whom
from caseconsole.store import read
from tests.casework.stores import TODAY, build, pay, session
from tests.casework.test_day import called

DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """One file, in which a call back for today was agreed."""
    path = build(tmp_path / "s.db", ["missed"])
    agreed = c.NewAppointment(kind=AppointmentKind.CALL_BACK, on=TODAY)
    with closing(session(path)) as here:
        run_day(here)
        record(c.MakeAppointment(case=1, appointment=agreed), session=here)
    return path


def on(path: Path, day: date, *whom: Whom) -> tuple[bool, list[str]]:
    """Whether the file is open after these calls of a day, and what is due in it."""
    with closing(session(path, today=day)) as here:
        run_day(here)
        for one in whom:
            record(called(one), session=here)
        return state(here)


def state(here: Session) -> tuple[bool, list[str]]:
    """Whether the file is open, and what is due in it."""
    file = read.case_file(here.conn, 1, here.clock.now().today)
    return file.closed_on is None, [row.action for row in read.case_dues(here.conn, 1)]


def paid(path: Path) -> None:
    """All is paid."""
    with closing(session(path)) as here:
        pay(here, 1)


@pytest.mark.parametrize("whom", [Whom.TENANT, Whom.VOICEMAIL])
def test_a_file_without_debt_stays_open_for_the_next_attempt(store: Path, whom: Whom) -> None:
    """Until somebody answers, which closes it."""
    paid(store)
    assert on(store, TODAY) == (True, ["call_back"])
    assert on(store, TODAY, Whom.NO_ANSWER) == (True, [])
    assert on(store, TODAY + DAY) == (True, ["retry_call"])
    assert on(store, TODAY + DAY, whom) == (whom is Whom.VOICEMAIL, [])


def test_a_file_without_debt_closes_once_the_call_was_followed_up(store: Path) -> None:
    """Nobody is called for ever who owes nothing."""
    paid(store)
    on(store, TODAY, Whom.NO_ANSWER)
    later = TODAY + 14 * DAY
    assert on(store, later) == (True, ["follow_up"])
    assert on(store, later, Whom.VOICEMAIL) == (False, [])
    assert on(store, later + 60 * DAY)[0] is False


def test_a_debt_that_is_paid_after_the_attempt_closes_the_file(store: Path) -> None:
    """R07: of what the call was about nothing is left."""
    assert on(store, TODAY, Whom.NO_ANSWER)[0]
    paid(store)
    assert on(store, TODAY + DAY) == (False, [])


@pytest.mark.parametrize("before", [(), (Whom.TENANT,)], ids=["", "phoned before"])
def test_a_file_without_debt_stays_open_where_an_agreed_visit_found_nobody(
    tmp_path: Path, before: tuple[Whom, ...]
) -> None:
    """Also where the tenant was spoken with on the phone that day: that was no visit."""
    path, day = build(tmp_path / "s.db", ["missed"]), TODAY + 3 * DAY
    agreed = c.NewAppointment(kind=AppointmentKind.HOME_VISIT, on=day)
    with closing(session(path)) as here:
        run_day(here)
        pay(here, 1)
        record(c.MakeAppointment(case=1, appointment=agreed), session=here)
    assert on(path, day, *before) == (True, ["home_visit"])
    with closing(session(path, today=day)) as here:
        visited = called(Whom.NO_ANSWER).model_copy(update={"channel": Channel.VISIT})
        record(visited, session=here)
        assert state(here) == (True, [])
    assert on(path, TODAY + 11 * DAY) == (True, ["follow_up"])


@pytest.mark.parametrize("case", [1, 2], ids=["the other file", "its own"])
def test_an_attempt_from_either_file_of_a_tenant_is_followed_up_in_the_one_that_agreed(
    tmp_path: Path, case: int
) -> None:
    """The tenant waits for the call; from which file nobody was reached is the same."""
    path, day = build(tmp_path / "s.db", ["missed", "shared"]), TODAY + 3 * DAY
    agreed = c.NewAppointment(kind=AppointmentKind.CALL_BACK, on=day)
    with closing(session(path)) as here:
        run_day(here)
        pay(here, 2)
        record(c.MakeAppointment(case=2, appointment=agreed), session=here)
    with closing(session(path, today=day)) as here:
        run_day(here)
        record(called(Whom.NO_ANSWER).model_copy(update={"case": case}), session=here)
    for later, asked in ((6, "retry_call"), (14, "follow_up")):
        with closing(session(path, today=TODAY + later * DAY)) as here:
            run_day(here)
            assert [row.action for row in read.case_dues(here.conn, 2)] == [asked]


@pytest.mark.parametrize("whom", [Whom.TENANT, Whom.NO_ANSWER])
@pytest.mark.parametrize("later", [1, 9], ids=["retry", "follow-up"])
def test_the_card_of_what_follows_speaks_of_what_was_agreed(
    store: Path, whom: Whom, later: int
) -> None:
    """As on the agreed day: it is about that word that they are sought; not once it was kept."""
    paid(store)
    assert speaks_of_it(store, TODAY)
    on(store, TODAY, whom)
    assert speaks_of_it(store, TODAY + later * DAY) == (whom is Whom.NO_ANSWER)


def speaks_of_it(path: Path, day: date) -> bool:
    """Whether the words of a call on a day are of what was agreed."""
    with closing(session(path, today=day)) as here:
        return guide(here, open_case(here, 1)).agreed
