"""A file that is held does not come back unseen (R45, P11)."""

from datetime import date, timedelta

from caseconsole.domain.calendar import previous_working_day, working_days_before
from caseconsole.domain.contact import Pause, held_by
from caseconsole.domain.message import message
from caseconsole.domain.verdict import Verdict
from caseconsole.process.contacts import spoken_since
from caseconsole.process.situation import Situation, in_days

_NOTHING_HELD = message("pause_ending.none")
_END_OR_PROLONG = message("next.end_or_prolong_hold")
_DAY = timedelta(days=1)


def pause_ending(now: Situation) -> Verdict:
    """A file that is held goes on soon, unless somebody prolongs that or ends it (R45, P11).

    It is asked while it is held: only then is there a hold to end or to prolong.
    """
    action, value = "pause_ending", "suspension_warn_wd"
    pause = held_by(now.case.pauses, now.today)
    if pause is None:
        return now.not_due(action, _NOTHING_HELD, "P11", value)
    told = {"until_on": pause.until.isoformat(), "why": pause.why}
    since = _looked_at(pause, now.values.suspension_warn_wd)
    if since is None:
        return now.not_due(action, message("held.paused", **told), "P11", value)
    if now.today < since:
        later = in_days("pause_ending.later", now.today, since)
        return now.not_due(action, later, "P11", value)
    if spoken := spoken_since(now.case, since):
        return now.not_due(action, spoken, "P11", value)
    because = message("pause_ending.due", **told)
    return now.due(action, since, because, _END_OR_PROLONG, "P11", value, pause.until)


def _looked_at(pause: Pause, ahead_wd: int) -> date | None:
    """The day from which the end of a pause is looked at, after that on which it began.

    One that is too short for that is looked at on its last working day, or not at all: whoever
    made it has it in mind still.
    """
    ahead, last = (
        working_days_before(pause.until, ahead_wd),
        previous_working_day(pause.until + _DAY),
    )
    return next((day for day in (ahead, last) if day > pause.since), None)
