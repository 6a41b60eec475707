"""What was applied for and not offered: it is answered, so that nobody waits forgotten (P19)."""

from caseconsole.domain.calendar import add_working_days
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import message
from caseconsole.domain.verdict import Verdict
from caseconsole.process.situation import Situation, in_days

_NOTHING_WAITS = message("application_due.none")
_DECIDE = message("next.decide_application")


def application_due(now: Situation) -> Verdict:
    """An application waits for its answer, or a draft for its signatures (P19)."""
    action, value = "application_due", "application_wd"
    waiting = [one for one in now.bound if not one.runs and KINDS[one.agreement.kind].offer is None]
    if not waiting:
        return now.not_due(action, _NOTHING_WAITS, "P19", value)
    one = min(waiting, key=lambda found: found.agreement.state_on)
    made = one.agreement
    since = add_working_days(made.state_on, one.values.application_wd)
    if now.today < since:
        return now.not_due(action, in_days("application_due.later", now.today, since), "P19", value)
    because = message(
        "application_due.due",
        agreement_word=one.kind,
        state_word=f"state.{made.kind}.{made.state}",
        since_on=made.state_on.isoformat(),
    )
    return now.due(action, since, because, _DECIDE, "P19", value, values=one.values)
