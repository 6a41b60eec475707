"""A call about something that was missed under an agreement."""

from dataclasses import replace
from datetime import date, timedelta

from caseconsole.domain.calendar import add_working_days
from caseconsole.domain.contact import AppointmentKind, Contact, Whom
from caseconsole.domain.message import Message, message
from caseconsole.domain.verdict import NotDue, Verdict
from caseconsole.process.contacts import sought, spoke, visited
from caseconsole.process.first_contact import (
    AFTER_VISIT,
    coming_since,
    not_reached,
    unreached_from,
    window_end,
)
from caseconsole.process.policy import Values
from caseconsole.process.situation import Situation, agreed_later, in_days

_DAY = timedelta(days=1)


def call_about(
    now: Situation,
    action: str,
    missed_on: date,
    since: date,
    because: Message,
    next_: Message,
    rule: str,
    value: str = "",
    values: Values | None = None,
    asked: int = 0,
) -> Verdict:
    """Due from a day until somebody spoke with the tenant after `missed_on`.

    After an attempt it is due again on the next working day; when calling did not help it asks for
    a visit, and after that for a call now and then, so that nobody is left alone (R04, P05).

    Args:
        asked: what a promise from before must come to that holds the call, in cents.
    """
    attempts = sought(now.case, missed_on)
    if talk := next((contact for contact in attempts if spoke(contact)), None):
        told = message("contact.spoken", spoken_on=talk.on.isoformat())
        return now.not_due(action, told, rule, value)
    visit = False
    if attempts:
        since, visit = _again(now, attempts)
        if now.today < since:
            id_ = "home_visit.tomorrow" if visit else "agreement.call_again"
            return now.not_due(action, in_days(id_, now.today, since), rule, value)
    if promised := now.held_by_word_about(action, missed_on + _DAY, asked):
        return promised
    for agreed in coming_since(now, missed_on):
        if agreed.kind is AppointmentKind.CALL_BACK or visit:
            return now.not_due(action, agreed_later(agreed, now.today), "P03")
    if visit:
        return _visit_instead(now, action, since, attempts)
    return now.due(action, since, because, next_, rule, value, since, values)


def _visit_instead(now: Situation, action: str, since: date, attempts: list[Contact]) -> NotDue:
    """No further call, but the home visit that is due instead (R04)."""
    values, value, n = now.values, "max_call_attempts", len(attempts)
    visit = now.due("home_visit", since, not_reached(attempts, values), AFTER_VISIT, "R04", value)
    missing = message("retry_call.most", n=n)
    if n < values.max_call_attempts:
        until_on = window_end(attempts[0].on, values.call_window_wd)
        missing = message("retry_call.window", until_on=until_on.isoformat())
    return replace(now.not_due(action, missing, "R04", value), instead=visit)


def _again(now: Situation, attempts: list[Contact]) -> tuple[date, bool]:
    """The day from which somebody tries again after these attempts, and whether by a visit.

    An administrator is not visited (R06).
    """
    last_on, values = attempts[-1].on, now.values
    most = values.max_call_attempts
    visit_on = unreached_from(attempts, most, values.call_window_wd)
    helpless = len(attempts) >= most or now.today >= visit_on
    if visited(attempts) or (helpless and now.whom is Whom.ADMINISTRATOR):
        return add_working_days(last_on, values.follow_up_wd), False
    return (visit_on, True) if helpless else (add_working_days(last_on, 1), False)
