"""What stands still does not go on unseen (R60, P11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from caseconsole.domain.agreement import Agreement, Suspension
from caseconsole.domain.calendar import working_days_before
from caseconsole.domain.frozen import HELPED, by_court, helped_since, left_alone
from caseconsole.domain.kinds import over
from caseconsole.domain.message import Message, message
from caseconsole.domain.standing_still import standstill
from caseconsole.domain.verdict import Verdict, of_all
from caseconsole.process.contacts import spoken_since
from caseconsole.process.policy_values import Values
from caseconsole.process.situation import Situation, in_days

_NO_SUSPENSION = message("suspension_ending.none")
_RESUME = message("next.prolong_or_resume")
_TALK = message("next.talk_about_debt")
_TALK_OF_HOME = message("next.talk_about_home")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Ending:
    """A time of an agreement that ends."""

    agreement: Agreement
    values: Values
    begun_on: date
    last: Suspension
    """What it ends with."""
    goes_on: bool
    """Whether the agreement goes on then; else only the protection of the court ends."""


def suspension_ending(now: Situation) -> Verdict:
    """An agreement that stands still goes on soon, unless somebody prolongs that (R60, P11).

    The court's moratorium protects to its own end, whether the agreement is over by then or stands
    still beyond it; before that the tenant is spoken with about the debt.
    """
    ending = sorted(_ending(now), key=lambda one: (one.last.until, one.agreement.id))
    none = now.not_due("suspension_ending", _NO_SUSPENSION, "P11", "suspension_warn_wd")
    return of_all(_ends(now, one) for one in ending) or none


def _ending(now: Situation) -> Iterator[_Ending]:
    for bound in now.bound:
        one, values = bound.agreement, bound.values
        still = standstill(one.suspensions, now.today) if bound.runs else None
        if still is None:
            continue
        yield _Ending(one, values, *still, goes_on=True)
        court = standstill(by_court(one), now.today)
        if court and court[1].until < still[1].until:
            yield _Ending(one, values, *court, goes_on=False)
    for one in now.case.agreements:
        if over(one) and (court := standstill(by_court(one), now.today)):
            yield _Ending(one, now.values, *court, goes_on=False)


def _ends(now: Situation, one: _Ending) -> Verdict:
    action, value, until = "suspension_ending", "suspension_warn_wd", one.last.until
    since = max(working_days_before(until, one.values.suspension_warn_wd), one.begun_on)
    if now.today < since:
        later = in_days("suspension_ending.later", now.today, since)
        return now.not_due(action, later, "P11", value)
    if one.goes_on:
        because = _told("suspension_ending.due", one, reason_word=f"suspension.{one.last.kind}")
        return now.due(action, since, because, _RESUME, "P11", value, until, one.values)
    if spoken := spoken_since(now.case, since):
        return now.not_due(action, spoken, "P11", value)
    because, next_ = _unprotected(now, one)
    return now.due(action, since, because, next_, "P11", value, until, one.values)


def _unprotected(now: Situation, one: _Ending) -> tuple[Message, Message]:
    """What the end of the court's protection means, and what is to be talked about."""
    if not over(one.agreement):
        return _told("suspension_ending.court", one), _TALK
    after = one.last.until + _DAY
    held, helped = left_alone(now.case, after), helped_since(now.case)
    if held:
        frozen = {"why_word": held.word, "since_on": held.since.isoformat()}
    elif helped and helped <= after:
        frozen = {"why_word": HELPED, "since_on": helped.isoformat()}
    else:
        return _told("suspension_ending.over", one), _TALK
    return _told("suspension_ending.frozen", one, **frozen), _TALK_OF_HOME


def _told(id_: str, one: _Ending, **more: str) -> Message:
    named = {"agreement_word": f"kind.{one.agreement.kind}", **more}
    return message(id_, until_on=one.last.until.isoformat(), **named)
