"""What stands still does not go on unseen (R60, P11)."""

from datetime import date

from caseconsole.domain.agreement import Agreement, Suspension
from caseconsole.domain.frozen import by_court
from caseconsole.domain.kinds import over
from caseconsole.domain.message import message
from caseconsole.domain.moving import standstill
from caseconsole.domain.verdict import Verdict
from caseconsole.process.agreements.bound import working_days_before
from caseconsole.process.contacts import spoke
from caseconsole.process.policy_values import Values
from caseconsole.process.situation import Situation, in_days

_NO_SUSPENSION = message("suspension_ending.none")
_RESUME = message("next.prolong_or_resume")
_TALK = message("next.talk_about_debt")


def suspension_ending(now: Situation) -> Verdict:
    """An agreement that stands still goes on soon, unless somebody prolongs that (R60, P11).

    The court's moratorium of one that is over lasts to its end; before that the tenant is spoken
    with about the debt, which may be asked for again then.
    """
    action, value = "suspension_ending", "suspension_warn_wd"
    resting = [
        (one.agreement, one.values, *still)
        for one in now.bound
        if one.runs and (still := standstill(one.agreement.suspensions, now.today))
    ]
    resting += [
        (one, now.values, *still)
        for one in now.case.agreements
        if over(one) and (still := standstill(by_court(one), now.today))
    ]
    if not resting:
        return now.not_due(action, _NO_SUSPENSION, "P11", value)
    one, values, begun_on, last = min(resting, key=lambda found: found[3].until)
    since = max(working_days_before(last.until, values.suspension_warn_wd), begun_on)
    if now.today < since:
        later = in_days("suspension_ending.later", now.today, since)
        return now.not_due(action, later, "P11", value)
    if over(one):
        return _protection_ends(now, one, values, since, last)
    because = message(
        "suspension_ending.due",
        agreement_word=f"kind.{one.kind}",
        reason_word=f"suspension.{last.kind}",
        until_on=last.until.isoformat(),
    )
    return now.due(action, since, because, _RESUME, "P11", value, last.until, values)


def _protection_ends(
    now: Situation, one: Agreement, values: Values, since: date, last: Suspension
) -> Verdict:
    action, value = "suspension_ending", "suspension_warn_wd"
    talks = (contact.on for contact in now.case.contacts if spoke(contact) and contact.on >= since)
    if spoken_on := max(talks, default=None):
        told = message("contact.spoken", spoken_on=spoken_on.isoformat())
        return now.not_due(action, told, "P11", value)
    because = message(
        "suspension_ending.over",
        agreement_word=f"kind.{one.kind}",
        until_on=last.until.isoformat(),
    )
    return now.due(action, since, because, _TALK, "P11", value, last.until, values)
