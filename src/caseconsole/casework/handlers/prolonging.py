"""Guidance and counselling that go on for longer than was agreed at first."""

from datetime import date, timedelta

from caseconsole.casework.work import Work, named
from caseconsole.domain.agreement import OVER, Agreement, DecisionKind
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Refused, message
from caseconsole.domain.moving import end_of

LONGEST = timedelta(days=3660)
"""How long an agreement may run; an end beyond is taken for a slip of the keys."""


def prolong(agreement: Agreement, decision: DecisionKind, last_on: date, work: Work) -> None:
    """Give an agreement a later last day; what was asked to its end is asked to that one.

    Raises:
        Refused: it ends by the decision, its kind is not prolonged, it has no last day, or the day
            is not later or too far ahead.
    """
    if decision in OVER:
        raise Refused(message("refused.prolong_over", decision_word=f"decision.{decision}"))
    if not KINDS[agreement.kind].prolongs:
        raise Refused(message("refused.prolong_kind", **named(agreement)))
    end_on = end_of(agreement)
    if end_on is None:
        raise Refused(message("refused.prolong_open", **named(agreement)))
    if last_on <= max(end_on, work.now.today):
        later = max(end_on, work.now.today)
        raise Refused(message("refused.prolong_later", end_on=later.isoformat()))
    if last_on > agreement.start_on + LONGEST:
        days = {"end_on": last_on.isoformat(), "start_on": agreement.start_on.isoformat()}
        raise Refused(message("refused.agreement_end", **days))
    work.writer.update("agreement", agreement.id, None, end_on=last_on)
    for condition in agreement.conditions:
        if condition.until == agreement.end_on:
            work.writer.update("condition", condition.id, None, until=last_on)
