"""What changes in files when the day, the ledger or the file itself does: episodes and due rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import uuid4

from caseconsole import __version__
from caseconsole.casework.dues import entries
from caseconsole.casework.outcome import Outcome
from caseconsole.casework.turning import turn
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Episode
from caseconsole.domain.kinds import STANDS, phase
from caseconsole.domain.moment import Moment
from caseconsole.domain.numbers import case_number
from caseconsole.domain.paid import remitted
from caseconsole.domain.staff import Caseworker
from caseconsole.process.assess import STEPS
from caseconsole.process.contacts import unanswered
from caseconsole.process.episodes import opens, settled
from caseconsole.process.ledger_age import ledger_held
from caseconsole.process.misses import trouble_since
from caseconsole.process.policy import Policy
from caseconsole.process.situation import DayFacts
from caseconsole.process.today import Today
from caseconsole.store import cases, derived, journal, read
from caseconsole.store.rows import DueEntry
from caseconsole.store.sqlite import Connection, Store
from caseconsole.store.write import Writer

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.casework.work import Work

CHUNK = 500
"""How many leases one transaction assesses."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What every file of one run is judged by."""

    policy: Policy
    staff: tuple[Caseworker, ...]
    facts: DayFacts
    today: date

    @property
    def key(self) -> str:
        """What tells these grounds from others, but for the day: where it differs, nothing holds.

        Of the ledger counts whether it is too old; what else is judged by its end holds for a
        moment only.
        """
        held = ledger_held(
            self.facts.complete_through, self.today, self.policy.at(self.today).ledger_age_wd
        )
        steps = [step.__name__ for step in STEPS]
        named = (__version__, steps, self.policy.sha256, self.staff, held is not None)
        return sha256(repr(named).encode()).hexdigest()


def grounds(conn: Connection, policy: Policy, today: date) -> Grounds:
    """The grounds of a day, read once."""
    return Grounds(policy, read.staff(conn), DayFacts(read.complete_through(conn)), today)


def reassess(
    writer: Writer,
    leases: Sequence[int],
    by: Grounds,
    outcome: Outcome,
    *,
    closing: bool = False,
    turned_before: Collection[int] = (),
) -> None:
    """Open and settle episodes and write due rows of leases whose standings are up to date.

    Where an agreement took another state by itself, its file is looked at again with all else that
    it covers. Each takes one such state only, so that this ends whatever the ledger says with it.

    Args:
        closing: whether something in these files has just ended, so that nothing may be left.
        turned_before: the agreements that took such a state already.
    """
    files = list(read.lease_files(writer.conn, leases, by.today))
    today = Today.of(by.today)
    holding: dict[int, date] = {}
    begun, ended = _episodes(writer, files, by, outcome, today, holding)
    by_case: dict[int, list[DueEntry]] = {}
    turned: list[int] = []
    done = {*turned_before}
    for before in files:
        file = begun.get(before.lease.id, before)
        if file.lease.id in ended:
            file = replace(file, episode=None)
        if file.id is None:
            continue
        today.ask_anew()
        now = turn(writer, file, by.policy, today, turned_before)
        if now is not file:
            turned.append(file.lease.id)
            both = zip(file.agreements, now.agreements, strict=True)
            done |= {one.id for was, one in both if one is not was}
        over = file.lease.id in ended or ((closing or now is not file) and not _asks(now, by))
        file = _kept_open(writer, now, by.today, closing=over)
        by_case[file.id or 0] = entries(file, by, today)
        holding[file.lease.id] = min(holding[file.lease.id], today.holds_before())
    derived.replace_dues(writer.store, by_case)
    derived.keep_holding(writer.store, holding, by.key)
    outcome.cases += len(by_case)
    if turned:
        _again(writer, turned, by, outcome, done)


def _again(
    writer: Writer, turned: Sequence[int], by: Grounds, outcome: Outcome, done: Collection[int]
) -> None:
    """Look again at files in which agreements took another state, and at what those cover."""
    # A state says how payments are allocated, so that standings differ with it.
    others = [one for one in derived.related(writer.conn, turned) if one not in turned]
    derived.refresh_standings(writer.store, by.today, [*turned, *others])
    reassess(writer, turned, by, outcome, closing=True, turned_before=done)
    reassess(writer, others, by, outcome, turned_before=done)


def _episodes(
    writer: Writer,
    files: Sequence[CaseFile],
    by: Grounds,
    outcome: Outcome,
    today: Today,
    holding: dict[int, date],
) -> tuple[dict[int, CaseFile], set[int]]:
    """Begin and settle episodes; the files that one began in, and the leases that one ended of.

    Args:
        holding: takes, by lease, the day before which this stays as it is.
    """
    starting, ending = [], []
    for file in files:
        today.ask_anew()
        if opens(file, by.policy, today, by.facts):
            starting.append(file)
        elif settled(file, today):
            ending.append(file)
        holding[file.lease.id] = today.holds_before()
    begun = _begin(writer, starting, by.today)
    for file in ending:
        cases.settle_episode(writer, _episode(file).id, by.today)
    outcome.opened += len(starting)
    outcome.settled += len(ending)
    return begun, {file.lease.id for file in ending}


def _begin(writer: Writer, starting: list[CaseFile], today: date) -> dict[int, CaseFile]:
    """Begin episodes, in new files where there are none; the files by lease as they are then."""
    new = [file.lease.id for file in starting if file.id is None]
    keys = dict(zip(new, cases.open_cases(writer, new, today), strict=True)) if new else {}
    since = [(file.id or keys[file.lease.id], trouble_since(file, today)) for file in starting]
    episodes = cases.open_episodes(writer, since)
    return {
        file.lease.id: replace(
            file,
            id=case,
            number=file.number or case_number(case),
            opened_on=file.opened_on or today,
            version=file.version or 1,
            episode=Episode(key, begun),
        )
        for file, key, (case, begun) in zip(starting, episodes, since, strict=True)
    }


def _asks(file: CaseFile, by: Grounds) -> bool:
    """Whether a call or a visit that was agreed and reached nobody is still to be followed up.

    A debt that was paid closes the file all the same (R07).
    """
    return unanswered(file, by.policy.at(by.today).follow_up_wd) is not None


def _kept_open(writer: Writer, file: CaseFile, today: date, *, closing: bool) -> CaseFile:
    """Close a file in which nothing runs any more; open one in which something runs again."""
    runs = (
        file.episode is not None
        or any(one.kept is None for one in file.appointments)
        or any(phase(one) in STANDS or remitted(one, file.paid) for one in file.agreements)
        or any(one.answered_on is None for one in file.referrals)
    )
    if file.closed_on is not None and runs:
        cases.open_case(writer, file.lease.id, today)
        return replace(file, closed_on=None)
    if closing and not runs and file.closed_on is None and file.standing.arrears <= 0:
        cases.close_case(writer, file.id or 0, today)
        return replace(file, closed_on=today)
    return file


def _episode(file: CaseFile) -> Episode:
    if file.episode is None:
        raise LookupError(f"no episode in {file.number}")
    return file.episode


def reassess_case(work: "Work") -> None:
    """Bring the changed case up to date, in the transaction of its change.

    A contact counts in the other files of the same tenant too, an agreement for all it covers.
    """
    if work.case is None:
        return
    file = work.before or read.case_file(work.conn, work.case, work.now.today)
    lease = file.lease.id
    by = grounds(work.conn, work.policy, work.now.today)
    derived.refresh_standings(work.store, work.now.today, [lease])
    reassess(work.writer, [lease], by, Outcome(), closing=work.ended)
    covered = _covered(work.writer, lease)
    others = sorted({*covered, *derived.related(work.conn, [lease, *covered])})
    if any(image.table == "contact" for image in work.writer.images):
        others = sorted({*others, *read.other_leases(work.conn, lease)})
    if others:
        derived.refresh_standings(work.store, work.now.today, others)
        reassess(work.writer, others, by, Outcome())


def _covered(writer: Writer, lease: int) -> set[int]:
    """The other leases whose cover by an agreement was written or taken back."""
    claims = (image.after for image in writer.images if image.table == "agreement_claim")
    return {int(str(after["lease"])) for after in claims if after} - {lease}


def reassess_stale(session: "Session") -> int:
    """Bring files up to date whose ledger, lease or people changed.

    Returns:
        How many case files were looked at.
    """
    now = session.clock.now()
    outcome = Outcome()
    by = grounds(session.conn, session.policy, now.today)
    stale = derived.stale_leases(session.conn, now.today)
    bound = derived.related(session.conn, stale)
    with session.store.transaction():
        derived.look_again(session.store, bound)
    stale = sorted({*stale, *bound})
    for start in range(0, len(stale), CHUNK):
        chunk = stale[start : start + CHUNK]
        with session.store.transaction():
            derived.refresh_standings(session.store, now.today, chunk)
            assess_chunk(session.store, chunk, by, outcome, now, session.actor.login)
    return outcome.cases


def assess_chunk(
    store: Store, leases: Sequence[int], by: Grounds, outcome: Outcome, now: Moment, login: str
) -> None:
    """Assess leases in the open transaction, with a journal row when the record changes."""
    writer = Writer(store)
    opened, settled_before = outcome.opened, outcome.settled
    reassess(writer, leases, by, outcome)
    if not (writer.images or writer.batches):
        return
    writer.keep_policy(by.policy.sha256, by.policy.content)
    journal.append(
        store,
        at=now.at,
        actor=login,
        kind="day",
        case=None,
        change_id=uuid4().hex,
        policy=by.policy.sha256,
        payload={
            "day": by.today.isoformat(),
            "opened": outcome.opened - opened,
            "settled": outcome.settled - settled_before,
        },
        images=writer.images,
        batches=writer.batches,
    )
