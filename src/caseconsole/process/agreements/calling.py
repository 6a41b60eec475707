"""A call about something that was missed under an agreement."""

from datetime import date, timedelta

from caseconsole.domain.contact import AppointmentKind
from caseconsole.domain.message import Message, message
from caseconsole.domain.verdict import Verdict
from caseconsole.process.contacts import sought, spoke
from caseconsole.process.first_contact import coming_since, working_days_after
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
    """Due from a day until somebody spoke with the tenant after `missed_on`, or attempts ran out.

    After an attempt it is due again on the next working day (R04).

    Args:
        asked: what a promise from before must come to that holds the call, in cents.
    """
    attempts = sought(now.case, missed_on)
    if talk := next((contact for contact in attempts if spoke(contact)), None):
        told = message("contact.spoken", spoken_on=talk.on.isoformat())
        return now.not_due(action, told, rule, value)
    if len(attempts) >= now.values.max_call_attempts:
        most = message("retry_call.most", n=len(attempts))
        return now.not_due(action, most, "R04", "max_call_attempts")
    if attempts:
        since = working_days_after(attempts[-1].on, 1)
        if now.today < since:
            later = in_days("agreement.call_again", now.today, since)
            return now.not_due(action, later, rule, value)
    if promised := now.held_by_word_about(action, missed_on + _DAY, asked):
        return promised
    for agreed in coming_since(now, missed_on):
        if agreed.kind is AppointmentKind.CALL_BACK:
            return now.not_due(action, agreed_later(agreed, now.today), "P03")
    return now.due(action, since, because, next_, rule, value, since, values)
