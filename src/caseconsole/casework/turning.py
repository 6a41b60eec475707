"""What becomes of agreements by themselves: kept when paid, over or indefinite after the term."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseconsole.casework.alone import covered_now, standing_beside
from caseconsole.domain.agreement import Agreement, StateChange
from caseconsole.domain.casefile import CaseFile, Lease
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.paid import came_back, kept
from caseconsole.process.agreements.notice import notice_window
from caseconsole.process.today import holds_now, plain
from caseconsole.store import read
from caseconsole.store.sqlite import Connection
from caseconsole.store.write import Writer

if TYPE_CHECKING:
    from caseconsole.process.policy import Policy

_DAY = timedelta(days=1)


def turn(
    writer: Writer,
    file: CaseFile,
    policy: "Policy",
    today: date,
    turned_before: Collection[int] = (),
) -> CaseFile:
    """Let agreements of a file take the state that they take by themselves; the file as it is then.

    What `turned` tells is written down.
    """
    now = turned(writer.conn, file, policy, today, turned_before)
    if now is file:
        return file
    found = tuple(
        one if one is before else _written(writer, one)
        for before, one in zip(file.agreements, now.agreements, strict=True)
    )
    lease = now.lease
    if lease is not file.lease:
        lease = replace(lease, version=writer.update("lease", lease.id, None, form=lease.form))
    return replace(now, agreements=found, lease=lease)


def turned(
    conn: Connection,
    file: CaseFile,
    policy: "Policy",
    today: date,
    turned_before: Collection[int] = (),
) -> CaseFile:
    """A file as it is once its agreements took the state that they take by themselves.

    One whose debt is paid is kept (R39), and runs again when what was paid comes back, unless
    another of its kind followed it. A fixed time is over after its last day where that was notified
    in its window; where it was not, it goes on for an indefinite time, and this says so (R72).

    Args:
        turned_before: the agreements that took such a state already, and keep it.
    """
    if any(one.waits for one in (file.paid, *(held.paid for held in file.covering))):
        holds_now(today)
    if not file.agreements:
        return file
    found = tuple(
        one if one.id in turned_before else _turned(conn, one, file, policy, today)
        for one in file.agreements
    )
    if found == file.agreements:
        return file
    lease = file.lease
    for before, one in zip(file.agreements, found, strict=True):
        if one is not before:
            lease = _formed(lease, one.kind, one.state, one.terms)
    return replace(file, agreements=found, lease=lease)


def _turned(
    conn: Connection, agreement: Agreement, file: CaseFile, policy: "Policy", today: date
) -> Agreement:
    state, on = _next_state(conn, agreement, file, policy, today)
    if not state:
        return agreement
    on = max(on, agreement.state_on)
    return replace(agreement, states=(*agreement.states, StateChange(0, state, on, "", "", "")))


def _written(writer: Writer, agreement: Agreement) -> Agreement:
    """An agreement of which the newest state was not written down yet."""
    *before, now = agreement.states
    key = writer.insert(
        "agreement_state", agreement=agreement.id, state=now.state, on_day=now.on, why="",
        paper="", by="",
    )  # fmt: skip
    version = writer.update("agreement", agreement.id, None)
    return replace(agreement, states=(*before, replace(now, id=key)), version=version)


def _next_state(
    conn: Connection, agreement: Agreement, file: CaseFile, policy: "Policy", today: date
) -> tuple[str, date]:
    """The state that an agreement takes by itself, and from which day; none is empty."""
    kind = KINDS[agreement.kind]
    follows = kind.follows.get(agreement.state, ())
    if (
        kind.paid_state in follows
        and kept(agreement, file.paid)
        and _read_through(conn, agreement, today)
    ):
        return kind.paid_state, plain(today)
    if came_back(agreement, file.paid) and not _succeeded(conn, agreement, file):
        return agreement.states[-2].state, plain(today)
    end_on = agreement.end_on
    expired = kind.expires.get(agreement.state, "")
    if not expired or end_on is None or today <= end_on:
        return "", date.min
    notified = agreement.state == kind.notice_state
    if notified or notice_window(agreement, policy):
        return expired, end_on + _DAY
    return "", date.min


def _read_through(conn: Connection, agreement: Agreement, today: date) -> bool:
    """Whether the ledger is known through what fell due before the start of an agreement.

    A newer ledger changes that, also today.
    """
    through = read.complete_through(conn)
    if through is not None and through + _DAY >= agreement.start_on:
        return True
    holds_now(today)
    return False


def _succeeded(conn: Connection, agreement: Agreement, file: CaseFile) -> bool:
    """Whether another of its kind followed, here or over one of its leases (R38)."""
    kind, own = KINDS[agreement.kind], agreement.id
    return bool(standing_beside(kind, file, own) or covered_now(conn, agreement.covers, kind, own))


def set_lease_form(
    writer: Writer, lease: Lease, kind: str, state: str, terms: Mapping[str, object]
) -> Lease:
    """Let a lease take the form that a state of an agreement gives it; the lease as it is then."""
    now = _formed(lease, kind, state, terms)
    if now is lease:
        return lease
    return replace(now, version=writer.update("lease", lease.id, None, form=now.form))


def _formed(lease: Lease, kind: str, state: str, terms: Mapping[str, object]) -> Lease:
    forms = KINDS[kind].lease_form
    form = forms.get(state, lease.form) or str(terms.get("form") or lease.form)
    return lease if form == lease.form else replace(lease, form=form)
