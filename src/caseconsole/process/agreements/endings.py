"""How agreements end: reviews, evaluations, suspensions, windows, and the happy end (R72-R76)."""

from collections.abc import Iterator
from datetime import date, timedelta

from caseconsole.domain.agreement import OVER, Agreement, DecisionKind, Obligation
from caseconsole.domain.calendar import next_working_day, working_days_before
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import AppointmentKind
from caseconsole.domain.judging import last_in_time, open_rungs
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.kinds.second_chance import CHANCE
from caseconsole.domain.message import Message, message, type_of_value
from caseconsole.domain.moving import end_of, last_day, prolonging, until_of
from caseconsole.domain.obligations import ConditionStatus
from caseconsole.domain.verdict import Verdict, of_all
from caseconsole.process.agreements.bound import (
    Bound,
    climbed,
    settled_on,
    to_come,
)
from caseconsole.process.agreements.broken import statuses
from caseconsole.process.agreements.notice import Notice
from caseconsole.process.protection import new_arrears, shielding
from caseconsole.process.situation import Situation, agreed_later, in_days

EVALUATIONS = frozenset({"C13", "evaluation"})
"""The clauses under which evaluation meetings are held."""
_GOOD = frozenset({ConditionStatus.MET, ConditionStatus.WAIVED})
_DAY = timedelta(days=1)
_NO_WINDOW = message("window.none")
_NO_END = message("conditions_end.none")
_RUNG_OPEN = message("graduation_due.rung_open")
_NOBODY_GRADUATES = message("graduation_due.none")
_NO_REVIEW = message("review_due.none")
_PLAN = message("next.plan_evaluation")
_JUDGE = message("next.judge_evaluation")
_NOTIFY = message("next.notify_or_graduate")
_PROLONG_OR_END = message("next.decide_end")
_CONCLUDE_OR_END = message("next.conclude_or_end")
_DECIDE_CONDITION = message("next.decide_condition")
_GRADUATE = message("next.graduate")
_REVIEW = message("next.review")


def evaluation_due(now: Situation) -> Verdict:
    """An evaluation meeting comes near and is to be planned (R74)."""
    ahead = [
        (one, duty)
        for one in now.bound
        for duty in one.duties
        if duty.condition.clause in EVALUATIONS and to_come(duty)
    ]
    ahead.sort(key=lambda found: (found[1].on, found[1].condition.id))
    none = now.not_due("evaluation_due", _none_ahead(now), "R74", "eval_lead_wd")
    return of_all(_evaluated(now, one, duty) for one, duty in ahead) or none


def _none_ahead(now: Situation) -> Message:
    """Why no evaluation comes: a second chance that runs has none in its conditions, or all were.

    One that is no second chance asks for none of itself.
    """
    for one in now.bound:
        clauses = {condition.clause for condition in one.agreement.conditions}
        if one.runs and one.agreement.kind == CHANCE and not clauses & EVALUATIONS:
            return message("evaluation_due.not_agreed", agreement_word=one.kind)
    return message("evaluation_due.none")


def _evaluated(now: Situation, one: Bound, duty: Obligation) -> Verdict:
    """Whether one evaluation is to be planned; a meeting agreed for after its time is another."""
    action, value = "evaluation_due", "eval_lead_wd"
    since = working_days_before(duty.on, one.values.eval_lead_wd)
    if now.today < since:
        return now.not_due(action, in_days("evaluation_due.later", now.today, since), "R74", value)
    for agreed in now.coming:
        if agreed.kind is AppointmentKind.EVALUATION and agreed.on <= last_in_time(duty):
            return now.not_due(action, agreed_later(agreed, now.today), "P03")
    if (met_on := _meeting(now, since)) is not None:
        told = {"agreement_word": one.kind, "agreed_on": met_on.isoformat()}
        because = message("evaluation_due.agreed", **told)
        return now.due(action, met_on, because, _JUDGE, "R74", value, duty.on, one.values)
    because = message("evaluation_due.due", agreement_word=one.kind, due_on=duty.on.isoformat())
    return now.due(action, since, because, _PLAN, "R74", value, duty.on, one.values)


def _meeting(now: Situation, since: date) -> date | None:
    """The newest day until today for which an evaluation was agreed, and not called off."""
    return max(
        (
            agreed.on
            for agreed in now.case.appointments
            if agreed.kind is AppointmentKind.EVALUATION
            and agreed.kept is not False
            and since <= agreed.on <= now.today
        ),
        default=None,
    )


def window_opens(now: Situation) -> Verdict:
    """The end of a temporary lease can be notified: decide to end it or to let it go on (R72)."""
    action, value = "window_opens", "window_open_months"
    for one, notice, alarm in _windows(now):
        opens, closes, values = notice
        if held := _settled(now, action, one, opens, "R72", value):
            return held
        if now.today < opens:
            later = in_days("window_opens.later", now.today, opens)
            return now.not_due(action, later, "R72", value)
        if now.today >= alarm:
            behind = message("held.behind", action_word="action.window_closes")
            return now.not_due(action, behind, "R72", value)
        because = _told("window_opens.due", one, closes)
        return now.due(action, opens, because, _NOTIFY, "R72", value, closes, values)
    return now.not_due(action, _NO_WINDOW, "R72", value)


def window_closes(now: Situation) -> Verdict:
    """The window is nearly over, or has passed and the lease becomes indefinite (R72)."""
    action, value = "window_closes", "window_alarm_wd"
    for one, notice, alarm in _windows(now):
        opens, closes, values = notice
        if held := _settled(now, action, one, opens, "R72", value):
            return held
        if now.today < alarm:
            later = in_days("window_closes.later", now.today, alarm)
            return now.not_due(action, later, "R72", value)
        if now.today > closes:
            missed = _told("window_closes.missed", one, closes)
            since = closes + _DAY
            return now.due(action, since, missed, _becomes(one), "R72", value, values=values)
        because = _told("window_closes.due", one, closes)
        return now.due(action, alarm, because, _NOTIFY, "R72", value, closes, values)
    return now.not_due(action, _NO_WINDOW, "R72", value)


def _windows(now: Situation) -> Iterator[tuple[Bound, Notice, date]]:
    """What runs and can be notified, with the day from which its window is nearly over."""
    for one in now.bound:
        if one.runs and (notice := one.notice):
            alarm = working_days_before(notice.closes, notice.values.window_alarm_wd)
            yield one, notice, max(notice.opens, alarm)


def _becomes(one: Bound) -> Message:
    """What is left to do once the window has closed: decide that it goes on (R72)."""
    return message("next.becomes_indefinite", end_on=str(one.agreement.end_on))


def _told(id_: str, one: Bound, closes: date) -> Message:
    end_on = one.agreement.end_on or closes
    return message(id_, end_on=end_on.isoformat(), closes_on=closes.isoformat())


def _concluded(
    now: Situation, action: str, one: Bound, since: date, rule: str, value: str
) -> Verdict | None:
    """Not due because its end was decided about since a day, or None."""
    made = concluded(one.agreement, since)
    return None if made is None else _decided(now, action, made, rule, value)


def _settled(
    now: Situation, action: str, one: Bound, since: date, rule: str, value: str
) -> Verdict | None:
    """Not due because its end was decided about, or left to the law; None where it was not."""
    made = concluded(one.agreement, since) or _left_to_the_law(one)
    return None if made is None else _decided(now, action, made, rule, value)


def _decided(now: Situation, action: str, made_on: date, rule: str, value: str) -> Verdict:
    told = message("agreement.concluded", decided_on=made_on.isoformat())
    return now.not_due(action, told, rule, value)


def _left_to_the_law(one: Bound) -> date | None:
    """The day on which it was decided to go on, once nothing but that was left (R72).

    While the window is open to keep decides nothing: the end can still be notified.
    """
    if one.notice is None:
        return None
    closes = one.notice.closes
    kept = (made.on for made in one.agreement.decisions if made.kind is DecisionKind.KEEP)
    return max((on for on in kept if on > closes), default=None)


def concluded(agreement: Agreement, since: date) -> date | None:
    """The day since another on which it was decided that an agreement ends or graduates.

    A notice that a fixed time is not renewed decides it, whenever it was given (R72).
    """
    if agreement.state == KINDS[agreement.kind].notice_state:
        return agreement.state_on
    days = (made.on for made in agreement.decisions if made.kind in OVER)
    return max((on for on in days if on >= since), default=None)


def conditions_end(now: Situation) -> Verdict:
    """The end of an agreement comes near and is still open, or of one of its conditions (R76)."""
    action, value = "conditions_end", "conditions_end_cd"
    if own := _condition_ends(now):
        return own
    ending = sorted(
        (end_on, one.agreement.id, one)
        for one in now.bound
        if one.runs and not one.by_instalments and (end_on := end_of(one.agreement))
    )
    found = of_all(_ends(now, one, end_on) for end_on, _, one in ending)
    return found or now.not_due(action, _NO_END, "R76", value)


def _ends(now: Situation, one: Bound, end_on: date) -> Verdict:
    """Whether the end of one agreement comes near.

    Who prolongs it for a short time has looked at that end: it is asked about on the last day.
    """
    action, value, since = "conditions_end", "conditions_end_cd", _from(one, end_on)
    if held := _settled(now, action, one, since, "R76", value):
        return held
    if (decided := prolonging(one.agreement)) and decided.on >= since:
        since = end_on
    if now.today < since:
        return now.not_due(action, in_days("conditions_end.later", now.today, since), "R76", value)
    passed = now.today > end_on
    because = message(
        "conditions_end.passed" if passed else "conditions_end.due",
        agreement_word=one.kind,
        end_on=end_on.isoformat(),
    )
    return now.due(action, since, because, _left(now, one), "R76", value, end_on, one.values)


def _left(now: Situation, one: Bound) -> Message:
    """What can be decided about the end of an agreement."""
    if one.notice:
        return _becomes(one) if now.today > one.notice.closes else _NOTIFY
    return _PROLONG_OR_END if KINDS[one.agreement.kind].prolongs else _CONCLUDE_OR_END


def _condition_ends(now: Situation) -> Verdict | None:
    """Due as a condition that ends before its lease and is not met yet, or None.

    Where a person ended it, that was decided already.
    """
    for one in now.bound:
        if not (one.runs and KINDS[one.agreement.kind].ladder):
            continue
        end_on = end_of(one.agreement) or date.max
        ending = [
            (of, until)
            for of in one.agreement.conditions
            if of.ended_on is None and (until := until_of(of, one.agreement)) and until < end_on
        ]
        found = statuses(now, one) if ending else {}
        for of, until in ending:
            since = _from(one, until)
            open_ = found[of.id] not in _GOOD
            if not open_ or now.today < since or now.today > until or _spoken(one, of.id, since):
                continue
            because = message(
                "conditions_end.condition",
                **one.about(of),
                end_on=until.isoformat(),
            )
            return now.due(
                "conditions_end", since, because, _DECIDE_CONDITION, "R76", "conditions_end_cd",
                until, one.values,
            )  # fmt: skip
    return None


def _spoken(one: Bound, condition: int, since: date) -> bool:
    """Whether something was decided, or a rung taken about a condition, since a day."""
    made = one.agreement
    return climbed(made, condition, since) or settled_on(made, since) is not None


def _from(one: Bound, end_on: date) -> date:
    """The day from which the end is looked at, not before the agreement began."""
    ahead = end_on - timedelta(days=one.values.conditions_end_cd)
    return min(max(ahead, one.agreement.start_on), end_on)


def graduation_due(now: Situation) -> Verdict:
    """All conditions were met: the happy end is decided, not forgotten (R76).

    One without an end graduates once nothing of it can fall due any more.
    """
    graduate = [
        one
        for one in now.bound
        if one.runs
        and one.agreement.conditions
        and DecisionKind.GRADUATE in KINDS[one.agreement.kind].decided
    ]
    found = of_all(verdict for one in graduate if (verdict := _graduates(now, one)))
    return found or now.not_due("graduation_due", _NOBODY_GRADUATES, "R76", "conditions_end_cd")


def _graduates(now: Situation, one: Bound) -> Verdict | None:
    """Whether one agreement can graduate; None where it has no end and something is open."""
    action, value, end_on = "graduation_due", "conditions_end_cd", end_of(one.agreement)
    if end_on is None:
        return _all_met(now, one)
    since = _from(one, end_on)
    if now.today < since:
        later = in_days("graduation_due.later", now.today, since)
        return now.not_due(action, later, "R76", value)
    if held := _concluded(now, action, one, since, "R76", value):
        return held
    over = now.today >= end_on
    good = _GOOD | {ConditionStatus.ON_TRACK} if over else _GOOD
    if left := sum(1 for how in statuses(now, one).values() if how not in good):
        return now.not_due(action, message("graduation_due.open", n=left), "R76", value)
    if open_rungs(one.agreement):
        return now.not_due(action, _RUNG_OPEN, "R76", value)
    because = message("graduation_due.due", agreement_word=one.kind, end_on=end_on.isoformat())
    return now.due(
        action, end_on if over else since, because, _GRADUATE, "R76", value, values=one.values
    )


def _all_met(now: Situation, one: Bound) -> Verdict | None:
    """As an agreement without an end in which all was met and nothing is open, else None."""
    met = all(found in _GOOD for found in statuses(now, one).values())
    if not met or open_rungs(one.agreement):
        return None
    start = one.agreement.start_on
    made = one.agreement
    since = max(until_of(of, made) or last_day(of, made) or start for of in made.conditions)
    if concluded(one.agreement, since):
        return None
    value = "conditions_end_cd"
    if now.today < since:
        later = in_days("graduation_due.later", now.today, since)
        return now.not_due("graduation_due", later, "R76", value)
    because = message("graduation_due.all_met", agreement_word=one.kind, met_on=since.isoformat())
    return now.due("graduation_due", since, because, _GRADUATE, "R76", value, values=one.values)


def review_due(now: Situation) -> Verdict:
    """The day on which an agreement was to be reviewed has come (R73), or rent was missed (R61)."""
    action, value = "review_due", "review_months"
    if missed := _missed_under_scheme(now):
        return missed
    planned = [
        (day, one)
        for one in now.bound
        if one.runs and (day := one.agreement.next_review_on) is not None
    ]
    if not planned:
        return now.not_due(action, _NO_REVIEW, "R73", value)
    day, one = min(planned, key=lambda found: found[0])
    if now.today < day:
        return now.not_due(action, in_days("review_due.later", now.today, day), "R73", value)
    because = message("review_due.due", agreement_word=one.kind, review_on=day.isoformat())
    return now.due(action, day, because, _REVIEW, "R73", value, values=one.values)


def _missed_under_scheme(now: Situation) -> Verdict | None:
    """New arrears under the statutory debt scheme are looked at, until that was done (R61).

    Each file looks at the rent of its own lease; that is decided in the file that has the scheme.
    """
    known = _scheme(now.case)
    if known is None or now.ledger_held:
        return None
    one, admitted_on, number = known
    looked_at = max((made.on for made in one.decisions), default=date.min)
    for last_on, due_on, cents in new_arrears(now.case, one, admitted_on, now.today):
        since = next_working_day(last_on + _DAY)
        if since <= looked_at or now.today < since:
            continue
        told: dict[str, type_of_value] = {
            "admitted_on": admitted_on.isoformat(),
            "due_on": due_on.isoformat(),
            "open_cents": cents,
        }
        because, next_ = message("review_due.new_arrears", **told), _REVIEW
        if number:
            because = message("review_due.new_arrears_elsewhere", number=number, **told)
            next_ = message("next.review_elsewhere", number=number)
        return now.due("review_due", since, because, next_, "R61", "wsnp_months")
    return None


def _scheme(case: CaseFile) -> tuple[Agreement, date, str] | None:
    """The scheme that covers a lease, since when, and the number of its file where another."""
    made = [(case.agreements, "")]
    made += [((held.agreement,), held.number) for held in case.covering]
    for agreements, number in made:
        if scheme := shielding(agreements):
            return *scheme, number
    return None
