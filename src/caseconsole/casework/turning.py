"""What becomes of agreements by themselves: kept when paid, over or indefinite after the term."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseconsole.casework.alone import covered_now, standing_beside
from caseconsole.domain.agreement import Agreement, StateChange
from caseconsole.domain.casefile import CaseFile, Lease
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.paid import came_back, kept
from caseconsole.process.agreements.notice import notice_window
from caseconsole.process.today import plain
from caseconsole.store.sqlite import Connection
from caseconsole.store.write import Writer

if TYPE_CHECKING:
    from caseconsole.process.policy import Policy

_DAY = timedelta(days=1)


def turn(writer: Writer, file: CaseFile, policy: "Policy", today: date) -> CaseFile:
    """Let agreements of a file take the state that they take by themselves; the file as it is then.

    One whose debt is paid is kept (R39), and runs again when what was paid comes back, unless
    another of its kind followed it. A fixed time is over after its last day where that was notified
    in its window; where it was not, it goes on for an indefinite time, and this says so (R72).
    """
    if not file.agreements:
        return file
    found = tuple(_turned(writer, one, file, policy, today) for one in file.agreements)
    if found == file.agreements:
        return file
    lease = file.lease
    for before, one in zip(file.agreements, found, strict=True):
        if one is not before:
            lease = set_lease_form(writer, lease, one.kind, one.state, one.terms)
    return replace(file, agreements=found, lease=lease)


def _turned(
    writer: Writer, agreement: Agreement, file: CaseFile, policy: "Policy", today: date
) -> Agreement:
    state, on = _next_state(writer.conn, agreement, file, policy, today)
    if not state:
        return agreement
    on = max(on, agreement.state_on)
    key = writer.insert(
        "agreement_state", agreement=agreement.id, state=state, on_day=on, why="", paper="", by=""
    )
    version = writer.update("agreement", agreement.id, None)
    states = (*agreement.states, StateChange(key, state, on, "", "", ""))
    return replace(agreement, states=states, version=version)


def _next_state(
    conn: Connection, agreement: Agreement, file: CaseFile, policy: "Policy", today: date
) -> tuple[str, date]:
    """The state that an agreement takes by itself, and from which day; none is empty."""
    kind = KINDS[agreement.kind]
    follows = kind.follows.get(agreement.state, ())
    if kind.paid_state in follows and kept(agreement, file.paid):
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


def _succeeded(conn: Connection, agreement: Agreement, file: CaseFile) -> bool:
    """Whether another of its kind followed, here or over one of its leases (R38)."""
    kind, own = KINDS[agreement.kind], agreement.id
    return bool(standing_beside(kind, file, own) or covered_now(conn, agreement.covers, kind, own))


def set_lease_form(
    writer: Writer, lease: Lease, kind: str, state: str, terms: Mapping[str, object]
) -> Lease:
    """Let a lease take the form that a state of an agreement gives it; the lease as it is then."""
    forms = KINDS[kind].lease_form
    form = forms.get(state, lease.form) or str(terms.get("form") or lease.form)
    if form == lease.form:
        return lease
    return replace(lease, form=form, version=writer.update("lease", lease.id, None, form=form))
