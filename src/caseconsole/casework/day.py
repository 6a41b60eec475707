"""The day: every lease is looked at, once by whoever comes first, again without harm."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseconsole.casework.outcome import Outcome
from caseconsole.casework.session import Session
from caseconsole.domain.message import Message, Refused, message
from caseconsole.domain.rights import RIGHTS, Action
from caseconsole.store import read
from caseconsole.store.rows import DueRow

if TYPE_CHECKING:
    from caseconsole.casework.reassess import Grounds
    from caseconsole.domain.casefile import CaseFile
    from caseconsole.domain.moment import Moment
    from caseconsole.process.policy import Policy
    from caseconsole.process.policy_files import PolicyFile
    from caseconsole.store.rows import DueEntry

GIVEN_UP_MS = 60_000
"""A run that began longer ago than this and did not finish was broken off."""
PREVIEW_CHUNK = 1_000
PASSES = 5
"""How often a run begins anew because what it judged by became something else meanwhile."""

_SHARED = (
    "case", "claim", "action", "rank", "since", "until", "because", "rule", "source", "next",
    "snoozed_until", "for_login", "team", "interpreter", "whom", "tenant", "language",
    "call_do_not_write", "arrears", "months_tenths", "adults", "children", "called_on",
)  # fmt: skip
"""What a row of the list has as its due entry has it."""
Progress = Callable[[int, int], None]
"""Told how many leases were assessed, of how many."""


@dataclass(frozen=True, slots=True)
class DayReport:
    """What a run of the day found and did."""

    day: date
    already: bool
    """Whether the day had been run to its end before."""
    leases: int
    due: int
    """In how many files something is due and not put off."""
    opened: int
    settled: int
    cases: int
    """How many files had to be looked at."""
    held: Message | None
    """Why first calls wait: the ledger is too old."""


def needs_day(session: Session) -> bool:
    """Whether this session should run the day: it may, and nobody has or is about to."""
    from caseconsole.store.days import started_at

    if Action.RUN_DAY not in RIGHTS[session.actor.role]:
        return False
    now = session.clock.now()
    run = read.day_run(session.conn, now.today)
    if run is None:
        return read.later_day(session.conn, now.today) is None
    if run.finished:
        return not read.day_holds(session.conn, run)
    begun = started_at(session.conn, now.today)
    return begun is None or not 0 <= now.at - begun < GIVEN_UP_MS


def run_day(session: Session, *, progress: Progress | None = None) -> DayReport:
    """Assess for the store's day every lease in which something may have come to differ.

    What was known already is not written again.

    Raises:
        Refused: the actor may not, a later day was assessed already, the ledger keeps changing, or
            the store cannot be written.
    """
    session.require(Action.RUN_DAY)
    return _run(session, progress)


def _run(session: Session, progress: Progress | None = None) -> DayReport:
    now, conn = session.clock.now(), session.conn
    if later := read.later_day(conn, now.today):
        days_on = {"day_on": now.today.isoformat(), "later_on": later.isoformat()}
        raise Refused(message("refused.day_behind", **days_on))
    run, outcome = read.day_run(conn, now.today), Outcome()
    for n in range(PASSES):
        by = _begin(session, now, new=run is None and not n)
        _assess(session, now, by, outcome, progress)
        already = run is not None and run.finished
        if report := _finish(session, now, by, outcome, already=already):
            return report
    raise Refused(message("refused.day_changing"))


def _begin(session: Session, now: "Moment", *, new: bool) -> "Grounds":
    """Claim a new day, bring what the ledger says up to it, and keep what it is assessed by.

    Raises:
        Refused: the policy cannot be used; the day stays unclaimed.
    """
    from concurrent.futures import ThreadPoolExecutor

    from caseconsole.store import days, derived

    store, said = session.store, session.policy_said()
    if new:
        with store.transaction():
            days.claim_day(store, now.today, session.actor.login, now.at)
    with ThreadPoolExecutor(1) as beside:
        # SQLite lets go of the interpreter while it counts: the rules are read meanwhile.
        rules = beside.submit(_read_rules, *said)
        derived.refresh_standings(store, now.today, None)
    if wrong := rules.exception():
        if new:
            with store.transaction():
                days.release_day(store, now.today)
        raise wrong
    session.policy = rules.result()
    from caseconsole.casework.reassess import grounds

    with store.transaction():
        # Whoever could not begin took the claim away, also that of another.
        days.claim_day(store, now.today, session.actor.login, now.at)
        by = grounds(store.conn, session.policy, now.today)
        derived.keep_grounds(store, now.today, by.key, by.policy.sha256)
    return by


def _read_rules(files: "tuple[PolicyFile, ...]", kept: str | None) -> "Policy":
    """The policy, with the code at hand that judges by it.

    Of the store nothing is asked: two threads over one connection can wait for each other for ever.
    """
    import caseconsole.casework.reassess  # noqa: F401
    from caseconsole.casework.session import policy_of

    return policy_of(files, kept)


def _assess(
    session: Session,
    now: "Moment",
    by: "Grounds",
    outcome: Outcome,
    progress: Progress | None,
) -> None:
    """Assess the leases in which something may have come to differ, chunk by chunk."""
    from caseconsole.casework.reassess import CHUNK, assess_chunk
    from caseconsole.process.episodes import latest_miss
    from caseconsole.store import derived

    store = session.store
    latest = latest_miss(by.policy, now.today, by.facts)
    leases = derived.leases_to_assess(store.conn, now.today, latest)
    for start in range(0, len(leases), CHUNK):
        with _uncollected(), store.transaction():
            chunk = leases[start : start + CHUNK]
            assess_chunk(store, chunk, by, outcome, now, session.actor.login)
        if progress is not None:
            progress(min(start + CHUNK, len(leases)), len(leases))


def _finish(
    session: Session, now: "Moment", by: "Grounds", outcome: Outcome, *, already: bool
) -> DayReport | None:
    """Write down that the day was run to its end, and tell what was found.

    None where the ledger, the colleagues or the policy became others meanwhile, or the claim went.
    """
    from caseconsole.store import days

    store, through = session.store, by.facts.complete_through
    with store.transaction() as conn:
        claimed = read.day_run(conn, now.today) is not None
        if not claimed or (read.complete_through(conn), read.judged_by(conn)) != (through, by.key):
            return None
        leases, due, held = days.count_leases(conn), days.count_due(conn), held_calls(session)
        days.finish_day(
            store, now.today, now.at, leases=leases, due=due, ledger_through=through, held=held
        )
    return DayReport(
        now.today, already, leases, due, outcome.opened, outcome.settled, outcome.cases, held
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage: many objects are made and no cycles, the search takes a quarter."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def held_calls(session: Session) -> Message | None:
    """Why first calls wait by what is known now: the ledger is too old (P06)."""
    from caseconsole.process.ledger_age import ledger_held

    today = session.clock.now().today
    age_wd = session.policy.at(today).ledger_age_wd
    return ledger_held(read.complete_through(session.conn), today, age_wd)


def catch_up(session: Session) -> int:
    """Bring files up to date after ledger, leases or people changed, once the day has been run.

    A ledger that is known further than before is news for every lease, also for those that it
    does not name: their rent is not in. So are other colleagues: who speaks what, and who left.
    With the clock set back nothing is looked at: the later day is run again when it comes.

    Returns:
        How many case files were looked at.
    """
    from caseconsole.casework.reassess import grounds, reassess_stale
    from caseconsole.store.holding import judge_anew

    conn, today = session.conn, session.clock.now().today
    if read.later_day(conn, today):
        with session.store.transaction():
            judge_anew(conn)
        return 0
    run = read.day_run(conn, today)
    if run is None:
        return 0
    by = grounds(conn, session.policy, today)
    if run.ledger_through != by.facts.complete_through or read.judged_by(conn) != by.key:
        return _run(session).cases
    return reassess_stale(session)


def assumed_after(session: Session, day: date) -> date | None:
    """Through when payments are known, where looking ahead takes it that no more come in.

    Without that, whatever needs a ledger that is read until the day before would wait.
    """
    through = read.complete_through(session.conn)
    if through is None or day <= session.clock.now().today or through >= day - timedelta(days=1):
        return None
    return through


def assess_on(session: Session, day: date) -> list[DueRow]:
    """What would be due on another day by what is known now, in due order; nothing is written.

    For a day to come the ledger is taken to be read until the day before; see `assumed_after`.

    Raises:
        Refused: the actor may not see the worklist.
    """
    from caseconsole.casework.dues import entries
    from caseconsole.casework.reassess import grounds
    from caseconsole.casework.turning import turned
    from caseconsole.process.episodes import opens
    from caseconsole.process.situation import DayFacts
    from caseconsole.store import days, derived

    session.require(Action.VIEW_WORKLIST)
    by = grounds(session.conn, session.policy, day)
    if assumed_after(session, day):
        by = replace(by, facts=DayFacts(day - timedelta(days=1)))
    rows: list[DueRow] = []
    leases = days.all_leases(session.conn)
    for start in range(0, len(leases), PREVIEW_CHUNK):
        chunk = leases[start : start + PREVIEW_CHUNK]
        standings = derived.standings_on(session.conn, chunk, day)
        for known in read.lease_files(session.conn, chunk, day, standings):
            file = known
            if opens(file, by.policy, day, by.facts):
                file = _begun(file, day)
            if file.id is not None or file.episode is not None:
                file = turned(session.conn, file, by.policy, day)
                rows += _lead(entries(file, by, day), file)
    return sorted(rows, key=lambda row: (row.rank, row.since, row.number))


def _begun(file: "CaseFile", day: date) -> "CaseFile":
    from caseconsole.domain.contact import Episode
    from caseconsole.process.misses import trouble_since

    return replace(file, closed_on=None, episode=Episode(0, trouble_since(file, day)))


def _lead(found: "list[DueEntry]", file: "CaseFile") -> list[DueRow]:
    """The first claim that is not put off, as the list would show it."""
    from caseconsole.store import derived

    entry = derived.lead(found)
    if entry is None:
        return []
    values = {name: getattr(entry, name) for name in _SHARED}
    return [DueRow(id=0, number=file.number, lead=True, owner=file.owner, **values)]
