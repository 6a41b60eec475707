"""Whose store this is, who works there, and how far its journal and its day are."""

from datetime import date

from caseconsole.domain.message import Refused, message
from caseconsole.domain.staff import Caseworker
from caseconsole.store.read.values import day, document, maybe_day, message_of, tags, texts
from caseconsole.store.rows import Association, DayRun, Draft
from caseconsole.store.sqlite import Connection, Row

NO_LONGER = "no longer"
"""Stands for the grounds of a day since colleagues came or left."""
_STAFF = "SELECT login, name, languages, team, role, until FROM caseworker"


def association(conn: Connection) -> Association:
    """The association whose store this is.

    Raises:
        Refused: the store does not say; it is damaged.
    """
    for name, zone, demo_day in texts(conn, "SELECT name, zone, demo_day FROM association"):
        return Association(name, zone, maybe_day(demo_day))
    raise Refused(message("store.no_association"))


def staff(conn: Connection) -> tuple[Caseworker, ...]:
    """Everybody who works or worked here, by login."""
    return tuple(map(_caseworker, texts(conn, f"{_STAFF} ORDER BY login")))


def caseworker(conn: Connection, login: str) -> Caseworker | None:
    """A colleague by login; None when there is nobody of that login."""
    rows = texts(conn, f"{_STAFF} WHERE login = ?", (login,))
    return _caseworker(rows[0]) if rows else None


def preferences(conn: Connection, login: str) -> dict[str, str]:
    """What a person chose: language, views and the like."""
    rows = conn.execute("SELECT key, value FROM preference WHERE login = ?", (login,)).fetchall()
    return dict(rows)


def drafts(conn: Connection, login: str) -> list[Draft]:
    """What a person was typing when a session ended, the newest first."""
    rows = conn.execute(
        "SELECT d.id, d.place, d.case_file, coalesce(c.number, ''), d.body, d.at"
        " FROM draft d LEFT JOIN case_file c ON c.id = d.case_file"
        " WHERE d.login = ? ORDER BY d.at DESC, d.id DESC",
        (login,),
    ).fetchall()
    return [
        Draft(key, place, case, number, document(body), at)
        for key, place, case, number, body, at in rows
    ]


def present(conn: Connection, case: int) -> list[tuple[str, int]]:
    """Who has a case file open, and since when (UTC milliseconds)."""
    return texts(
        conn,
        "SELECT login, min(at) FROM presence WHERE case_file = ? GROUP BY login ORDER BY login",
        (case,),
    )


def complete_through(conn: Connection) -> date | None:
    """The day up to which the ledger is known; None before the first import."""
    return maybe_day(conn.execute("SELECT max(complete_through) FROM ledger_file").fetchone()[0])


def newest_seq(conn: Connection) -> int:
    """The newest journal number of the store; 0 before the first change."""
    return int(conn.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])


def policy(conn: Connection, files: str) -> str | None:
    """The content of a policy that was kept; None when it never was.

    Args:
        files: those that say so, word for word.
    """
    row = conn.execute(
        "SELECT content FROM policy WHERE content ->> '$.files' = ?", (files,)
    ).fetchone()
    return row and str(row[0])


def day_run(conn: Connection, on: date) -> DayRun | None:
    """The run of a day; None when nobody has begun it."""
    row = conn.execute(
        "SELECT day, by, finished_at, leases, due, ledger_through, held FROM day_run WHERE day = ?",
        (on.isoformat(),),
    ).fetchone()
    if row is None:
        return None
    on_day, by, finished_at, leases, due, through, held = row
    return DayRun(
        day(on_day),
        by,
        finished_at is not None,
        leases,
        due,
        maybe_day(through),
        message_of(held) if held else None,
    )


def last_day_at(conn: Connection) -> int | None:
    """When the newest day was run to its end (UTC milliseconds); None until it was."""
    row = conn.execute("SELECT finished_at FROM day_run ORDER BY day DESC LIMIT 1").fetchone()
    return None if row is None else row[0]


def judged_by(conn: Connection) -> str:
    """By what the files were judged whose due rows hold; empty before the first day."""
    row = conn.execute("SELECT grounds FROM day_run ORDER BY day DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def day_holds(conn: Connection, run: DayRun) -> bool:
    """Whether a day was run to its end, by the ledger and the colleagues that are known now."""
    through = complete_through(conn)
    return run.finished and run.ledger_through == through and judged_by(conn) != NO_LONGER


def later_day(conn: Connection, on: date) -> date | None:
    """The newest day after `on` that was begun: the clock was set back since."""
    row = conn.execute("SELECT max(day) FROM day_run WHERE day > ?", (on.isoformat(),)).fetchone()
    return maybe_day(row[0])


def _caseworker(row: Row) -> Caseworker:
    login, name, languages, team, role, until = row
    return Caseworker(login, name, tags(languages), team, role, maybe_day(until))
