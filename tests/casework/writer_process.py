"""A process that records changes until it is killed."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random
from typing import Any

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain import changes as c
from caseconsole.domain.contact import AppointmentKind, Channel, OfferAnswer, OfferKind, Whom
from caseconsole.domain.message import Refused
from caseconsole.process.policy_check import load_policy
from caseconsole.store import read
from caseconsole.store.sqlite import Connection, open_store
from caseconsole.store.verify import verify
from caseconsole.store.write import Writer

THINKING = 0.02
"""Seconds between changes: SQLite does not queue writers, so one without a pause starves others."""
POLICY = load_policy()

_NOTE = "SELECT text FROM note WHERE text LIKE 'acknowledged%'"
_CALL = ("SELECT said FROM contact", "SELECT why FROM offer", "SELECT text FROM appointment")
"""Where the id of a change stands in what it wrote."""
_WITHOUT_POLICY = """SELECT count(*) FROM journal WHERE kind IN ('note', 'contact')
    AND policy NOT IN (SELECT sha256 FROM policy)"""


def start(target: Callable[..., None], *given: Any) -> ForkServerProcess:
    """A process that ends with this one."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["sqlite_utils", __name__])
    process = context.Process(target=target, args=given, daemon=True)
    process.start()
    return process


def end(process: ForkServerProcess) -> int | None:
    """Kill a process, whatever it is doing; how it ended."""
    process.kill()
    process.join()
    code = process.exitcode
    process.close()
    return code


def record_until_killed(path: Path, acknowledged: Path, login: str) -> None:
    """Record calls and notes in whatever files there are, and say so after each in a file."""
    here = open_session(path, login)
    here.__dict__["policy"] = POLICY
    files = [row[0] for row in here.conn.execute("SELECT id FROM case_file").fetchall()]
    pick, number = Random(os.getpid()), 0
    with acknowledged.open("a", buffering=1) as out:
        while True:
            number += 1
            id_ = f"{acknowledged.name}-{os.getpid()}-{number}"
            record(_change(id_, pick.choice(files), here.clock.now().today), session=here)
            out.write(f"{id_}\n")
            time.sleep(THINKING)


def _change(id_: str, case: int, today: date) -> c.Change:
    """A note, or a call with what came of it; each of its rows names the change."""
    if id_.endswith(("1", "5")):
        return c.AddNote(change_id=id_, case=case, text=id_)
    return c.RecordContact(
        change_id=id_, case=case, channel=Channel.PHONE, whom=Whom.TENANT, said=id_,
        promise=c.NewPromise(due_on=today, cents=100),
        offers=(c.NewOffer(kind=OfferKind.BUDGET_TALK, answer=OfferAnswer.NO_ANSWER, why=id_),),
        appointment=c.NewAppointment(kind=AppointmentKind.TALK, on=today, text=id_),
    )  # fmt: skip


def edit(path: Path, times: int, told: Path, together: Barrier) -> None:
    """Add one to a number that others count on too, each time as it was seen; tell how it went."""
    store, done = open_store(path), 0
    together.wait()
    for _ in range(times):
        version, name = store.conn.execute("SELECT version, name FROM association").fetchone()
        with suppress(Refused):
            with store.transaction():
                Writer(store).update("association", 1, version, name=str(int(name) + 1))
            done += 1
        time.sleep(THINKING / 20)
    told.write_text(str(done))


def assign_one_file(path: Path, times: int, told: Path, together: Barrier, login: str) -> None:
    """Give one file from hand to hand, each time as it was seen; tell how often it went well."""
    here, done = open_session(path, login), 0
    here.__dict__["policy"] = POLICY
    together.wait()
    for _ in range(times):
        file = read.case_file(here.conn, 1, here.clock.now().today)
        owner = "bram" if file.owner != "bram" else "tess"
        with suppress(Refused):
            record(c.Assign(case=1, owner=owner, seen=file.version), session=here)
            done += 1
    told.write_text(str(done))


def require_whole(conn: Connection, acknowledged: Iterable[Path]) -> set[str]:
    """See that what was acknowledged is there, once and whole, and nothing of what was not.

    Returns:
        The ids that were acknowledged.
    """
    said = {line for file in acknowledged for line in file.read_text().split("\n")[:-1]}
    rows = conn.execute(
        "SELECT change_id, kind FROM journal WHERE kind IN ('note', 'contact')"
    ).fetchall()
    assert said <= {id_ for id_, _ in rows}
    calls = Counter(id_ for id_, kind in rows if kind == "contact")
    notes = Counter(id_ for id_, kind in rows if kind == "note")
    for wrote, query in ((notes, _NOTE), *((calls, query) for query in _CALL)):
        assert Counter(row[0] for row in conn.execute(query).fetchall()) == wrote
    assert conn.execute("SELECT count(*) FROM promise").fetchone() == (len(calls),)
    assert conn.execute(_WITHOUT_POLICY).fetchone() == (0,)
    assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert verify(conn) == []
    return said
