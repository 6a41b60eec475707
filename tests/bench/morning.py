"""A working morning: the day before was assessed and worked, and the bank was read this morning."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session, open_session
from caseconsole.domain.changes import NewAppointment, NewPromise, RecordContact
from caseconsole.domain.contact import AppointmentKind, Channel, Whom
from caseconsole.intake.run import import_files
from caseconsole.store import read

PAID_SHARE, OWING_SHARE = 20, 10
"""One lease in so many pays on a working day, one in so many of those pays what it owes."""
WORKED = 1_000
"""In how many files a call was made the day before: half of them without answer."""
_HEAD = "kenmerk;contractnummer;soort;bedrag;boekdatum;valutadatum;omschrijving\r\n"


def work_and_pay(path: Path, login: str, importer: str) -> None:
    """Let a day pass in a store: calls are made, the next day begins and the bank is read."""
    with closing(open_session(path, login)) as session:
        day = session.clock.now().today
        run_day(session)
        _call(session, day)
        session.conn.execute(
            "UPDATE association SET demo_day = ?", ((day + timedelta(days=1)).isoformat(),)
        )
        lines = _bank_lines(session, day)
    bank = path.with_suffix(".csv")
    bank.write_text(_HEAD + "".join(lines), encoding="utf-8")
    with closing(open_session(path, importer)) as session:
        report = import_files([bank], session)
        assert not report.problems, report.problems[:3]
    bank.unlink()


def _call(session: Session, day: date) -> None:
    """No answer, a promise for today, or a day to call back: each is to be looked at tomorrow."""
    cases = session.conn.execute(
        "SELECT DISTINCT case_file FROM due WHERE arrears > 0 LIMIT ?", (WORKED,)
    ).fetchall()
    today = day + timedelta(days=1)
    for at, (case,) in enumerate(cases):
        answered = at % 2 == 0
        arrears = read.case_file(session.conn, case, day).standing.arrears
        back = NewAppointment(kind=AppointmentKind.CALL_BACK, on=today)
        contact = RecordContact(
            case=case,
            channel=Channel.PHONE,
            whom=Whom.TENANT if answered else Whom.NO_ANSWER,
            identity_checked=answered,
            promise=NewPromise(due_on=today, cents=arrears) if at % 4 == 0 else None,
            appointment=back if at % 4 == 2 else None,
        )
        record(contact, session=session)


def _bank_lines(session: Session, day: date) -> list[str]:
    """The payments of a day: most of leases in order, some of what others owe."""
    rows = session.conn.execute(
        "SELECT l.reference, coalesce(nullif(s.arrears, 0), s.rent) FROM lease l"
        " JOIN standing s ON s.lease = l.id"
        " WHERE CASE WHEN s.arrears = 0 THEN l.id % ? ELSE l.id % ? END = 0 ORDER BY l.id",
        (PAID_SHARE, OWING_SHARE * PAID_SHARE // 2),
    ).fetchall()
    on = f"{day:%d-%m-%Y}"
    return [
        f"OCHTEND{at};{reference};betaling;{cents // 100},{cents % 100:02};{on};{on};Huur\r\n"
        for at, (reference, cents) in enumerate(rows)
    ]
