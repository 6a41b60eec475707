"""The day: every lease, once, and again without harm."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework import reassess
from caseconsole.casework.day import assess_on, catch_up, needs_day, run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import changes as c
from caseconsole.domain.contact import AppointmentKind, Channel, Whom
from caseconsole.domain.message import Refused
from caseconsole.store import days, derived, read
from caseconsole.store.verify import verify
from caseconsole.store.write import Writer
from tests.casework.agreed import coaching
from tests.casework.stores import (
    RENT,
    SHAPES,
    TODAY,
    book,
    build,
    newest,
    pay,
    record_tables,
    session,
    start,
)


@pytest.fixture
def fresh(tmp_path: Path) -> Session:
    """A store whose day nobody has run."""
    return session(build(tmp_path / "s.db", SHAPES * 2))


def dues(here: Session) -> list[tuple[object, ...]]:
    """The due rows."""
    return here.conn.execute("SELECT * FROM due ORDER BY id").fetchall()


def test_the_first_session_runs_the_day(fresh: Session) -> None:
    """Files and episodes are opened where rent is missing; paid and tiny sums are left alone."""
    assert needs_day(fresh)
    head = newest(fresh)
    report = run_day(fresh)
    assert not needs_day(fresh)
    assert (report.leases, report.due, report.opened, report.already) == (14, 10, 10, False)
    assert newest(fresh) == head + 1
    assert read.day_run(fresh.conn, TODAY).finished  # type: ignore[union-attr]
    assert verify(fresh.conn) == []


def test_a_second_run_writes_no_row(fresh: Session) -> None:
    """Nothing new, nothing written: neither record, derived rows nor journal."""
    run_day(fresh)
    before, rows, head = fresh.conn.total_changes, dues(fresh), newest(fresh)
    report = run_day(fresh)
    assert report.already
    assert (report.opened, report.settled) == (0, 0)
    assert (fresh.conn.total_changes, dues(fresh), newest(fresh)) == (before, rows, head)


@pytest.mark.parametrize("day", range(1, 11))
def test_leases_that_are_left_out_have_nothing_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: int
) -> None:
    """To look at every lease gives the same files and rows, by a new ledger or an old one."""
    on = date(2026, 11, day)
    found = []
    for name in ("left_out.db", "all.db"):
        here = session(build(tmp_path / name, SHAPES * 2), today=on)
        if day % 2:
            here.conn.execute("UPDATE ledger_file SET complete_through = ?", (on.isoformat(),))
        run_day(here)
        found.append((dues(here), record_tables(here)))
        monkeypatch.setattr(derived, "leases_to_assess", lambda conn, *_: days.all_leases(conn))
    assert found[0] == found[1]


def test_a_ledger_read_later_in_the_day_is_news_for_every_lease(fresh: Session) -> None:
    """Calls held back by an old ledger become due for leases that the new file does not name."""
    fresh.conn.execute("UPDATE ledger_file SET complete_through = '2026-10-01'")
    held = run_day(fresh)
    assert held.opened == 0
    assert held.held is not None
    assert held.held.id == "held.ledger_too_old"
    assert read.day_run(fresh.conn, TODAY).held == held.held  # type: ignore[union-attr]
    assert not needs_day(fresh)
    fresh.conn.execute("UPDATE ledger_file SET complete_through = '2026-11-02'")
    assert needs_day(fresh)
    assert catch_up(fresh) == 10
    assert not needs_day(fresh)
    assert read.day_run(fresh.conn, TODAY).held is None  # type: ignore[union-attr]


def test_a_run_that_was_broken_off_is_finished_by_the_next(fresh: Session) -> None:
    """Killed after some chunks, the day is run again and ends as if nothing had happened."""
    whole = session(build(fresh.store.path.with_name("whole.db"), SHAPES * 2))
    run_day(whole)

    def killed(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_day(fresh, progress=killed)
    assert not read.day_run(fresh.conn, TODAY).finished  # type: ignore[union-attr]
    run_day(fresh)
    assert dues(fresh) == dues(whole)


def test_two_sessions_that_run_the_day_at_once_open_each_file_once(
    fresh: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second runs whole while the first stands between two chunks."""
    monkeypatch.setattr(reassess, "CHUNK", 3)
    other = session(fresh.store.path, "bram")
    ran: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        if not ran:
            ran.append(run_day(other).opened)

    mine = run_day(fresh, progress=meanwhile)
    assert (mine.opened, ran) == (2, [8])
    assert mine.due == 10
    leases = fresh.conn.execute("SELECT lease FROM case_file").fetchall()
    assert len(leases) == len(set(leases)) == 10
    assert verify(fresh.conn) == []


def test_another_day_is_only_looked_at(fresh: Session) -> None:
    """It gives what would be due and writes nothing."""
    before, rows = fresh.conn.total_changes, record_tables(fresh)
    assert assess_on(fresh, date(2026, 11, 2)) == []
    ahead = assess_on(fresh, date(2026, 11, 4))
    assert len(ahead) == 10
    assert {row.action for row in ahead} == {"first_call"}
    assert (fresh.conn.total_changes, record_tables(fresh)) == (before, rows)


def test_an_auditor_does_not_run_the_day(fresh: Session) -> None:
    """The right is asked for, and the start does not try."""
    auditor = session(fresh.store.path, "axel")
    assert not needs_day(auditor)
    with pytest.raises(Refused):
        run_day(auditor)


def test_a_clock_set_back_leaves_the_newest_day(fresh: Session) -> None:
    """What is due today is not put away for yesterday, and no session begins to do so."""
    run_day(fresh)
    rows = dues(fresh)
    behind = session(fresh.store.path, "bram", TODAY - timedelta(days=1))
    assert not needs_day(behind)
    with pytest.raises(Refused) as refusal:
        run_day(behind)
    assert refusal.value.why.id == "refused.day_behind"
    assert dues(fresh) == rows
    assert needs_day(session(fresh.store.path, "bram", TODAY + timedelta(days=1)))


def test_who_may_see_the_list_may_see_that_of_another_day(fresh: Session) -> None:
    """An auditor may look ahead; an administrator sees no tenants."""
    assert assess_on(session(fresh.store.path, "axel"), date(2026, 11, 4))
    with pytest.raises(Refused):
        assess_on(session(fresh.store.path, "beheer"), date(2026, 11, 4))


def test_what_is_paid_is_settled_and_closed_the_same_day(anna: Session) -> None:
    """R07: the episode ends and the file with it, when nothing else runs in it."""
    case = read.case_files(anna.conn, [1], TODAY).__next__()
    assert case.episode is not None
    pay(anna, case.lease.id)
    file = read.case_file(anna.conn, 1, TODAY)
    assert (file.episode, file.closed_on) == (None, TODAY)
    assert read.case_dues(anna.conn, 1) == []


def test_a_file_with_an_appointment_stays_open_until_that_is_closed(anna: Session) -> None:
    """Paying settles the episode; the talk that was agreed keeps the file."""
    talk = c.NewAppointment(kind=AppointmentKind.TALK, on=TODAY)
    record(c.MakeAppointment(case=1, appointment=talk), session=anna)
    pay(anna, read.case_file(anna.conn, 1, TODAY).lease.id)
    file = read.case_file(anna.conn, 1, TODAY)
    assert (file.episode, file.closed_on) == (None, None)
    kept = c.CloseAppointment(case=1, appointment=file.appointments[0].id, seen=1, kept=True)
    record(kept, session=anna)
    assert read.case_file(anna.conn, 1, TODAY).closed_on == TODAY


def test_the_file_of_a_former_tenant_stays_open_while_debt_remains(anna: Session) -> None:
    """The lease has ended; part of the debt keeps the file open and the rest closes it."""
    with anna.store.transaction():
        Writer(anna.store).update("lease", 2, None, end_on=TODAY - timedelta(days=2))
        derived.mark_stale(anna.conn, [2])
    catch_up(anna)
    pay(anna, 2, RENT - 100_00)
    for later in (0, 30, 400):
        with closing(session(anna.store.path, today=TODAY + timedelta(days=later))) as here:
            run_day(here)
            file = read.case_file(here.conn, 1, here.clock.now().today)
            assert (file.closed_on, file.standing.arrears) == (None, 100_00)
            assert file.episode is not None
    with closing(session(anna.store.path, today=TODAY + timedelta(days=400))) as here:
        pay(here, 2, 100_00, on="2027-12-08")
        assert read.case_file(here.conn, 1, TODAY).closed_on == TODAY + timedelta(days=400)


def test_a_closed_file_opens_again_for_a_day_that_is_agreed(anna: Session) -> None:
    """A call back promised in a file of which all is paid is not forgotten; undo closes it."""
    pay(anna, 2)
    assert read.case_file(anna.conn, 1, TODAY).closed_on == TODAY
    agreed = c.NewAppointment(kind=AppointmentKind.CALL_BACK, on=TODAY)
    done = record(c.MakeAppointment(case=1, appointment=agreed), session=anna)
    assert read.case_file(anna.conn, 1, TODAY).closed_on is None
    assert [row.action for row in read.case_dues(anna.conn, 1)] == ["call_back"]
    record(c.Undo(case=1, seq=done.seq), session=anna)
    assert read.case_file(anna.conn, 1, TODAY).closed_on == TODAY
    assert read.case_dues(anna.conn, 1) == []


@pytest.mark.parametrize("whom", [Whom.TENANT, Whom.VOICEMAIL])
def test_a_call_back_agreed_for_today_is_due_until_the_next_call(anna: Session, whom: Whom) -> None:
    """The call in which it is agreed does not answer it."""
    agreed = c.NewAppointment(kind=AppointmentKind.CALL_BACK, on=TODAY)
    record(called(Whom.TENANT, appointment=agreed), session=anna)
    assert [row.action for row in read.case_dues(anna.conn, 1)] == ["call_back"]
    record(called(whom), session=anna)
    (made,) = read.case_file(anna.conn, 1, TODAY).appointments
    assert made.kept is (whom is Whom.TENANT)
    assert read.case_dues(anna.conn, 1) == []


@pytest.mark.parametrize(
    ("whom", "channel", "kept"),
    [
        (Whom.VOICEMAIL, Channel.PHONE, None),
        (Whom.TENANT, Channel.PHONE, None),
        (Whom.NO_ANSWER, Channel.VISIT, None),
        (Whom.TENANT, Channel.LETTER, None),
        (Whom.TENANT, Channel.COUNTER, True),
        (Whom.TENANT, Channel.VISIT, True),
    ],
)
def test_an_agreed_talk_is_kept_only_when_somebody_came(
    anna: Session, whom: Whom, channel: Channel, kept: bool | None
) -> None:
    """A reminder says nothing of it: the next working day asks."""
    talk = c.NewAppointment(kind=AppointmentKind.TALK, on=TODAY)
    record(c.MakeAppointment(case=1, appointment=talk), session=anna)
    record(called(whom, channel=channel), session=anna)
    assert read.case_file(anna.conn, 1, TODAY).appointments[0].kept is kept
    with closing(session(anna.store.path, today=TODAY + timedelta(days=1))) as here:
        run_day(here)
        asked = [row.action for row in read.case_dues(here.conn, 1)]
    assert asked == ([] if kept else ["follow_up"])


def called(whom: Whom, channel: Channel = Channel.PHONE, **more: object) -> c.RecordContact:
    """A contact in the first file."""
    return c.RecordContact.model_validate(
        {"case": 1, "channel": channel, "whom": whom, "identity_checked": True, **more}
    )


def test_a_closed_file_opens_again_with_the_next_missed_rent(anna: Session) -> None:
    """The same number and a new episode."""
    file = read.case_file(anna.conn, 1, TODAY)
    pay(anna, file.lease.id)
    december = date(2026, 12, 2)
    anna.conn.execute("UPDATE ledger_file SET complete_through = '2026-12-01'")
    with anna.store.transaction():
        from caseconsole.store.derived import mark_stale
        from caseconsole.store.write import Writer
        from tests.casework.stores import RENT, add_line

        add_line(Writer(anna.store), file.lease.id, "charge", RENT, "2026-12-01")
        mark_stale(anna.conn, [file.lease.id])
    later = session(anna.store.path, "anna", december)
    run_day(later)
    again = read.case_file(later.conn, 1, december)
    assert again.closed_on is None
    assert again.number == file.number
    assert again.episode is not None
    assert again.episode.since == date(2026, 12, 1)


def test_a_snooze_hides_a_claim_until_its_day(anna: Session) -> None:
    """It is kept beside the row, and the day brings it back."""
    until = TODAY + timedelta(days=1)
    record(c.Snooze(case=1, claim="call", until=until, why="morgen"), session=anna)
    row = read.case_dues(anna.conn, 1)[0]
    assert (row.lead, row.snoozed_until) == (False, until)
    anna.conn.execute("UPDATE ledger_file SET complete_through = '2026-11-03'")
    later = session(anna.store.path, "anna", until)
    run_day(later)
    row = read.case_dues(later.conn, 1)[0]
    assert (row.lead, row.snoozed_until) == (True, None)


def test_tasks_go_to_who_speaks_the_language(anna: Session) -> None:
    """R05: Polish goes to Bram, Turkish to Anna, Arabic to nobody: an interpreter is the way."""
    found = {
        row[0]: (row[1], bool(row[2]))
        for row in anna.conn.execute("SELECT language, for_login, interpreter FROM due").fetchall()
    }
    assert found["pl"] == ("bram", False)
    assert found["tr"] == ("anna", False)
    assert found["ar"] == ("", True)
    assert found["nl"] == ("", False)


def test_what_is_not_spoken_with_the_tenant_asks_for_no_interpreter(anna: Session) -> None:
    """A file in Arabic: the call does, the review of what was agreed does not (R05)."""
    case = anna.conn.execute("SELECT case_file FROM due WHERE language = 'ar'").fetchone()[0]
    record(coaching(case, next_review_on=TODAY + timedelta(days=1)), session=anna)
    anna.conn.execute("UPDATE ledger_file SET complete_through = '2026-11-03'")
    later = session(anna.store.path, "anna", TODAY + timedelta(days=1))
    run_day(later)
    found = {row.claim: row.interpreter for row in read.case_dues(later.conn, case)}
    assert (found["call"], found["review"]) == (True, False)


def test_the_file_of_who_left_falls_to_the_team_or_to_all(anna: Session, store: Path) -> None:
    """A team in which nobody makes calls any more keeps no work to itself."""
    ours, theirs, turkish = 4, 6, 7
    for case, owner in ((ours, "tess"), (theirs, "bram"), (turkish, "bram")):
        version = read.case_file(anna.conn, case, TODAY).version
        record(c.Assign(case=case, owner=owner, seen=version), session=anna)
    anna.conn.execute("UPDATE caseworker SET until = '2026-11-02' WHERE login IN ('tess', 'bram')")
    run_day(anna)
    found = {case: read.case_dues(anna.conn, case)[0] for case in (ours, theirs, turkish)}
    assert [(row.owner, row.for_login, row.team) for row in found.values()] == [
        ("tess", "", "noord"), ("bram", "", ""), ("bram", "anna", "noord"),
    ]  # fmt: skip


def test_a_call_in_one_file_counts_in_the_others_of_the_tenant(tmp_path: Path) -> None:
    """Nobody is called twice for two leases."""
    here = session(build(tmp_path / "s.db", ["missed", "shared"]))
    run_day(here)
    assert len(read.due_cases(here.conn, [1, 2])) == 2
    talk = c.RecordContact(
        case=1, channel=Channel.PHONE, whom=Whom.TENANT, identity_checked=True,
        promise=c.NewPromise(due_on=TODAY + timedelta(days=2), cents=100),
    )  # fmt: skip
    record(talk, session=here)
    rows = read.case_dues(here.conn, 2)
    assert all(row.action != "first_call" for row in rows)


def test_a_promise_that_was_kept_stays_kept_where_arrears_begin_anew_from_before_it(
    tmp_path: Path,
) -> None:
    """R07: a line of an old due day comes late; what was paid of the promise is not forgotten."""
    here = session(build(tmp_path / "s.db", ["missed"]))
    run_day(here)
    promised = c.RecordContact(
        case=1, channel=Channel.PHONE, whom=Whom.TENANT, identity_checked=True,
        promise=c.NewPromise(due_on=TODAY + timedelta(days=2), cents=300_00),
    )  # fmt: skip
    record(promised, session=here)
    paid = start(here.store, "anna", TODAY + timedelta(days=2))
    pay(paid, 1, on="2026-11-05")
    assert read.case_file(here.conn, 1, TODAY).episode is None
    late = start(here.store, "anna", TODAY + timedelta(days=9))
    here.conn.execute("UPDATE ledger_file SET complete_through = '2026-11-11'")
    run_day(late)
    book(late, 1, "charge", 150_00, on="2026-11-01")
    again = read.case_file(here.conn, 1, late.clock.now().today)
    assert again.episode is not None
    assert again.promise_payments == ((date(2026, 11, 5), RENT),)
    assert [row.action for row in read.case_dues(here.conn, 1)] == ["follow_up"]
