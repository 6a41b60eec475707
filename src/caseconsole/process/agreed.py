"""What was agreed for a day, and the safety net under files in which nothing was."""

from datetime import date

from caseconsole.domain.calendar import add_working_days
from caseconsole.domain.contact import TALKS, Appointment, AppointmentKind, Whom
from caseconsole.domain.message import Message, message
from caseconsole.domain.verdict import Verdict
from caseconsole.process.contacts import visited
from caseconsole.process.first_contact import held_by_others, unsaid, window_end
from caseconsole.process.situation import Situation, agreed_later, in_days

_RETRY = message("next.retry")
_AGREE_A_DAY = message("next.agree_a_day")


def call_back(now: Situation) -> Verdict:
    """Call on the day that was agreed, whatever is open by then (P03)."""
    action = "call_back"
    for agreed in now.passed:
        if agreed.kind is AppointmentKind.CALL_BACK:
            because = _agreed(agreed)
            return now.due(action, agreed.on, because, _RETRY, "P03", until=agreed.on)
    for agreed in now.coming:
        if agreed.kind is AppointmentKind.CALL_BACK:
            return now.not_due(action, agreed_later(agreed, now.today), "P03")
    return now.not_due(action, _NOTHING_AGREED, "P03")


def _agreed(agreed: Appointment) -> Message:
    days = {"agreed_on": agreed.on.isoformat(), "made_on": agreed.made_on.isoformat()}
    if agreed.part_of_day is None:
        return message("call_back.due", **days)
    return message("call_back.due_part", **days, part_word=f"daypart.{agreed.part_of_day}")


_NOTHING_AGREED = message("call_back.none")


def follow_up(now: Situation) -> Verdict:
    """Call again when the last contact left no next date, so that no file lies still (P05)."""
    action, value = "follow_up", "follow_up_wd"
    for agreed in now.passed:
        since = add_working_days(agreed.on, 1)
        if agreed.kind in TALKS and since <= now.today:
            return now.due(action, since, unsaid(agreed), _AGREE_A_DAY, "P05", value)
    if held := held_by_others(now, action):
        return _unanswered(now, action) or held
    last = now.last
    if last is None:
        return now.not_due(action, message("contact.untried"), "P05", value)
    if now.attempts and not _given_up(now):
        return now.not_due(action, message("follow_up.attempts_run"), "R04", "max_call_attempts")
    if held := now.held_by_word_or_day(action):
        return held
    quiet_since = _quiet_since(now, last.on)
    since = add_working_days(quiet_since, now.values.follow_up_wd)
    if now.today < since:
        return now.not_due(action, in_days("follow_up.later", now.today, since), "P05", value)
    because = message(
        "follow_up.due",
        last_on=last.on.isoformat(),
        quiet_on=quiet_since.isoformat(),
        arrears_cents=now.asked,
    )
    since = now.thawed(since, last.on)
    return now.due(action, since, because, _AGREE_A_DAY, "P05", value)


def _unanswered(now: Situation, action: str) -> Verdict | None:
    """What follows an agreed call or visit that reached nobody, whatever is open, or None."""
    found = now.unanswered
    if found is None:
        return None
    agreed, tries = found
    if held := now.held_by_word_or_day(action):
        return held
    value, last_on = "follow_up_wd", tries[-1].on
    since = add_working_days(_quiet_since(now, last_on), now.values.follow_up_wd)
    if now.today < since:
        return now.not_due(action, in_days("follow_up.later", now.today, since), "P05", value)
    because = message(
        "follow_up.unanswered",
        kind_word=f"appointment.{agreed.kind}",
        agreed_on=agreed.on.isoformat(),
        last_on=last_on.isoformat(),
    )
    return now.due(action, since, because, _AGREE_A_DAY, "P05", value)


def _given_up(now: Situation) -> bool:
    """Whether attempts and visit are behind us; an administrator is not visited (R06)."""
    attempts, values = now.attempts, now.values
    if visited(attempts):
        return True
    if now.whom is not Whom.ADMINISTRATOR:
        return False
    most = values.max_call_attempts
    return len(attempts) >= most or now.today > window_end(attempts[0].on, values.call_window_wd)


def _quiet_since(now: Situation, last_on: date) -> date:
    """The day since which nothing was done and nothing was to come."""
    days = [last_on]
    days += (promise.due_on for promise in now.case.promises if promise.due_on <= now.today)
    days += (one.on for one in now.case.appointments if one.on <= now.today)
    return max(days)
