"""What a payment arrangement asks beside what every agreement does (R30 to R37)."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from caseconsole.casework.house import (
    asked,
    counted_from,
    coverable_debt,
    house,
    only_new,
    over_limits,
    too_long,
)
from caseconsole.casework.shown import promised
from caseconsole.casework.work import Work
from caseconsole.domain.agreement import Agreement, Judge
from caseconsole.domain.agreement_changes import ChangeState, MakeAgreement
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.frozen import left_alone
from caseconsole.domain.judging import instalment
from caseconsole.domain.kinds import COVERS_FROM, KINDS
from caseconsole.domain.kinds.payment_arrangement import ARRANGEMENT
from caseconsole.domain.message import Refused, message
from caseconsole.domain.recurrence import LAST_DAY, days
from caseconsole.domain.rights import Action, may
from caseconsole.process.agreements.arrangements import missed_of
from caseconsole.process.agreements.bound import Bound, bound, called_about
from caseconsole.process.gates import gate_lapse, require
from caseconsole.process.protection import moratorium_until
from caseconsole.store import read

if TYPE_CHECKING:
    from pydantic import JsonValue

REFUSED, LAPSED = "refused", "lapsed"


def may_make(change: MakeAgreement, work: Work) -> None:
    """Let an arrangement be made, or refused (R37).

    Raises:
        Refused: a limit of the house lacks its reason, it is so long that only a team
            leader makes it (R31), the ledger changed since the amount was looked at, nothing is to
            be paid, or it is about a debt that is frozen or was remitted (R60, R61, R63).
    """
    if change.ledger_seen is not None and change.ledger_seen != _ledger(change, work):
        raise Refused(message("refused.ledger_changed", number=work.file.number))
    if change.agreement != ARRANGEMENT:
        return
    if change.state == REFUSED:
        return
    if change.ledger_seen is None:
        raise Refused(message("refused.ledger_changed", number=work.file.number))
    sums = [
        one
        for one in change.conditions
        if one.judge is Judge.LEDGER and one.cents and days(one.rule, one.first_on, LAST_DAY)
    ]
    if not sums or not change.covers:
        raise Refused(message("refused.arrangement_empty"))
    today, values = work.now.today, work.policy.at(work.now.today)
    covered = _covered(change, work)
    _require_new(asked(sums), covered, work)
    leads = may(work.actor, Action.APPROVE)
    limits = house(work.file, values, covered)
    for over in over_limits(limits, sums, change.terms, today, values):
        if not (leads if over.leader else change.why):
            raise Refused(over.what)


def _require_new(cents: int, files: Sequence[CaseFile], work: Work) -> None:
    """Let no more be arranged than the new rent where a debt is frozen, and all of the others.

    What was remitted is owed no more.
    """
    today = work.now.today
    known = [told for file in files if (told := only_new(file, today))]
    if known and cents > sum(_debt(file, work) for file in files):
        raise Refused(known[0])


def _debt(file: CaseFile, work: Work) -> int:
    entries = read.ledger(work.conn, file.lease.id)
    return coverable_debt(work.conn, file, entries, work.now.today)


def _covered(change: MakeAgreement, work: Work) -> list[CaseFile]:
    """The files of the leases that are covered, its own first."""
    own = work.file.lease.id
    others = [lease for lease in change.covers if lease != own]
    files = read.lease_files(work.conn, others, work.now.today) if others else ()
    return [*([work.file] if own in change.covers else []), *files]


def covers_from(change: MakeAgreement, work: Work) -> dict[str, "JsonValue"]:
    """The term that names by lease the day from which fell due what is covered of its debt.

    Only where older debt is frozen or was remitted (R60, R61, R63).
    """
    if change.agreement != ARRANGEMENT or change.state == REFUSED:
        return {}
    held = {file.lease.id: left_alone(file, work.now.today) for file in _covered(change, work)}
    since: dict[str, JsonValue] = {
        str(lease): one.since.isoformat() for lease, one in held.items() if one
    }
    return {COVERS_FROM: since} if since else {}


def _ledger(change: MakeAgreement, work: Work) -> int:
    """The version of the ledgers of all that is covered."""
    return read.ledger_version(work.conn, {work.file.lease.id, *change.covers})


def may_become(agreement: Agreement, change: ChangeState, work: Work) -> None:
    """Let an arrangement lapse: not before a call (R35).

    Raises:
        Refused: nobody tried to call since the miss that makes it lapse, its day lies before that
            call or in a moratorium (R60), or the ledger is too old to show the misses (P06).
    """
    if agreement.kind == ARRANGEMENT and change.state == LAPSED:
        _require_lapse(agreement, change.on, work)


def require_why_beside_promise(agreement: Agreement, change: ChangeState, work: Work) -> None:
    """Name a promise that runs to who ends an arrangement without a reason (P01).

    Raises:
        Refused: it runs, and the reason is missing.
    """
    if (
        agreement.kind != ARRANGEMENT
        or change.why
        or change.state not in KINDS[ARRANGEMENT].reasoned
    ):
        return
    if held := promised(work.file, work.conn, work.policy, work.now.today):
        raise Refused(message("refused.ends_promised", **held.values))


def _require_lapse(agreement: Agreement, on: date, work: Work) -> None:
    file, held = work.shown()
    one = _bound(agreement, file, work)
    missed, most = missed_of(one.duties), one.term("misses_to_lapse")
    if held and len(missed) < most <= len(missed_of(_bound(agreement, work.file, work).duties)):
        raise Refused(held)
    require(gate_lapse(file, agreement, missed, most, work.now.today))
    called_on = called_about(agreement, file, missed, work.now.today)[0].on
    if on < called_on:
        days = {"day_on": on.isoformat(), "called_on": called_on.isoformat()}
        raise Refused(message("refused.lapse_day", **days))
    if until := moratorium_until(file, on):
        days = {"day_on": on.isoformat(), "until_on": until.isoformat()}
        raise Refused(message("refused.lapse_moratorium", **days))


def _bound(agreement: Agreement, file: CaseFile, work: Work) -> Bound:
    found = bound(file, work.policy, work.now.today)
    return next(one for one in found if one.agreement.id == agreement.id)


def may_move(agreement: Agreement, moved_to: date, why: str, work: Work) -> None:
    """Let an instalment be paid on another day: for a reason, and no later than the house allows.

    Raises:
        Refused: the reason is missing, or it makes the arrangement so long that only a team leader
            agrees to it (R31).
    """
    if not why:
        raise Refused(message("refused.why_empty"))
    limits = house(work.file, work.policy.at(work.now.today))
    first_on = min(one.first_on for one in agreement.conditions if instalment(one))
    since = counted_from(first_on, agreement.made_on)
    if limits.for_leader(since, moved_to) and not may(work.actor, Action.APPROVE):
        raise Refused(too_long(limits, moved_to))
