"""How the conditions of an agreement go on a day, and which of them are breached (R75, P06)."""

from dataclasses import replace
from datetime import date

from caseconsole.domain.agreement import Agreement, Condition
from caseconsole.domain.casefile import CaseFile, as_shown
from caseconsole.domain.judging import deadline
from caseconsole.domain.moving import until_of
from caseconsole.domain.obligations import ConditionStatus, obligations, status
from caseconsole.process.agreements.bound import AHEAD, Bound, with_least
from caseconsole.process.agreements.breached import Breach, breach_of
from caseconsole.process.agreements.weighing import of_tenant
from caseconsole.process.situation import Situation
from caseconsole.process.today import holds_now, plain


def statuses(now: Situation, one: Bound) -> dict[int, ConditionStatus]:
    """How every condition of an agreement goes today, by its key."""
    case, today = now.case, plain(now.today)
    for condition in one.agreement.conditions:
        _noted(now.today, condition, one.agreement)
    return {
        condition.id: status(
            condition, one.duties, today,
            agreement=one.agreement, paid=case.paid, agreements=case.agreements,
        )
        for condition in one.agreement.conditions
    }  # fmt: skip


def _noted(today: date, condition: Condition, agreement: Agreement) -> bool:
    """Ask of the day what a status turns on beside the obligations' own days."""
    until = until_of(condition, agreement) or date.min
    return today >= until and today > until and today > deadline(condition, condition.first_on)


def breaches(now: Situation, one: Bound) -> list[Breach]:
    """The breached conditions of an agreement, the newest last.

    What an old ledger does not show to be missed breaches none (P06).
    """
    found = any_breaches(now, one)
    if not (found and now.ledger_held):
        return found
    left = _unseen_left_out(now)
    same = next(other for other in left.bound if other.agreement is one.agreement)
    return any_breaches(left, same)


def _unseen_left_out(now: Situation) -> Situation:
    case, today = shown(now), plain(now.today)
    through = today + AHEAD
    return replace(
        now,
        case=case,
        bound=tuple(
            replace(
                one,
                duties=obligations(
                    with_least(one.agreement, one.values),
                    today,
                    through,
                    paid=case.paid,
                    agreements=case.agreements,
                ),
            )
            for one in now.bound
        ),
    )


def any_breaches(now: Situation, one: Bound) -> list[Breach]:
    """The breached conditions, also by what only an old ledger does not show, the newest last."""
    found = statuses(now, one)
    broken = [
        breach
        for condition in of_tenant(one.agreement)
        if found[condition.id] is ConditionStatus.BREACHED
        and (breach := breach_of(condition, one, now))
    ]
    return sorted(broken, key=lambda breach: (breach.on, breach.condition.id))


def shown(now: Situation) -> CaseFile:
    """The file by what an old ledger shows (P06); a newer one changes that, also today."""
    if now.ledger_held is None:
        return now.case
    holds_now(now.today)
    return as_shown(now.case, now.complete_through)
