"""Agreements that stand still for a while."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from caseconsole.casework.handlers.finding import RUNNING, take
from caseconsole.casework.work import FARTHEST, Work
from caseconsole.domain.agreement import Agreement, Phase, Suspension, SuspensionKind
from caseconsole.domain.agreement_changes import Resume, Suspend
from caseconsole.domain.kinds import runs
from caseconsole.domain.message import Refused, message


def suspend(change: Suspend, work: Work) -> None:
    """Let an agreement stand still from a day through a day; all it asks from then on moves.

    Raises:
        Refused: the agreement does not run or was changed meanwhile, its days do not hold, it
            stands still then already, or its moratoria together are longer than the law has it
            (R60).
    """
    agreement = take(change.agreement, change.seen, work, RUNNING)
    _require_days(change, agreement, work)
    for other in agreement.suspensions:
        if change.since <= other.until and other.since <= change.until:
            raise Refused(message("refused.suspended", **_days(other)))
    said = {"kind": change.reason_kind, "why": change.why, "by": work.actor.login}
    since = _anew(change, agreement, said, work)
    if since <= change.until:
        days = {"since": since, "until": change.until}
        work.writer.insert("suspension", agreement=agreement.id, **days, **said)


def _anew(change: Suspend, agreement: Agreement, said: dict[str, str], work: Work) -> date:
    """Write the one that was withdrawn anew, where a new one corrects it and days were set by it.

    Those stay that way. Only the newest that was known is taken for it, if it was of the same kind:
    whatever knew of that knew that it stood.

    Returns:
        The first day of which nobody knew then.
    """
    known = max([
        0,
        *(one.last_suspension or 0 for one in agreement.conditions),
        *(one.ended_suspension or 0 for one in agreement.conditions),
        *(one.last_suspension or 0 for one in agreement.judgements),
        *(one.last_suspension or 0 for one in agreement.decisions),
    ])  # fmt: skip
    if not known or any(one.id == known for one in agreement.suspensions):
        return change.since
    was = work.writer.row("suspension", known)
    first, last = (date.fromisoformat(str(was[name])) for name in ("since", "until"))
    if was["kind"] != change.reason_kind or change.until < first or last < change.since:
        return change.since
    days = {"since": change.since, "until": min(change.until, last)}
    work.writer.update("suspension", known, None, withdrawn_at=None, **days, **said)
    return days["until"] + timedelta(days=1)


def _days(suspension: Suspension) -> dict[str, str]:
    return {
        "since_on": suspension.since.isoformat(),
        "until_on": suspension.until.isoformat(),
    }


def _require_days(change: Suspend, agreement: Agreement, work: Work) -> None:
    since, until = change.since, change.until
    latest = max(work.now.today, since) + FARTHEST
    if until < since or not agreement.start_on <= since <= work.now.today + FARTHEST:
        start = agreement.start_on.isoformat()
        raise Refused(message("refused.suspension_days", start_on=start))
    if change.reason_kind is SuspensionKind.MORATORIUM:
        _require_short(change, work)
    if until > latest:
        raise Refused(message("refused.suspension_long", latest_on=latest.isoformat()))


def _require_short(change: Suspend, work: Work) -> None:
    """The moratoria of all that runs in a file last no more days than their months count (R60).

    They count from the first day, and a day on which two agreements stand still counts once. Those
    of what is over were about another request.
    """
    before = {
        one.since + timedelta(days=n)
        for agreement in filter(runs, work.file.agreements)
        for one in agreement.suspensions
        if one.kind is SuspensionKind.MORATORIUM
        for n in range((one.until - one.since).days + 1)
    }
    first = min([change.since, *before])
    months = work.policy.at(first).moratorium_months
    left = (first + relativedelta(months=months) - first).days - len(before)
    shared = sum(1 for day in before if change.since <= day <= change.until)
    if (change.until - change.since).days + 1 - shared > left:
        raise Refused(message("refused.moratorium_long", months=months, n=max(left, 0)))


def resume(change: Resume, work: Work) -> None:
    """End a suspension earlier; one that would end before it began never was.

    A moratorium is lifted by the court, also once its agreement is over (R60).

    Raises:
        Refused: it is not in this file, was changed meanwhile, or ends by then already, or its
            agreement is over and it is no moratorium.
    """
    agreement, suspension = _suspension(change.suspension, work)
    if suspension.version == change.seen and suspension.until <= change.until:
        until = suspension.until.isoformat()
        raise Refused(message("refused.suspension_ended", until_on=until))
    if change.until < suspension.since:
        work.writer.update("suspension", suspension.id, change.seen, withdrawn_at=work.now.at)
    else:
        work.writer.update("suspension", suspension.id, change.seen, until=change.until)
    court = suspension.kind is SuspensionKind.MORATORIUM
    take(agreement.id, agreement.version, work, frozenset(Phase) if court else RUNNING)


def _suspension(id_: int, work: Work) -> tuple[Agreement, Suspension]:
    for agreement in work.file.agreements:
        for suspension in agreement.suspensions:
            if suspension.id == id_:
                return agreement, suspension
    raise Refused(message("refused.suspension_unknown"))
