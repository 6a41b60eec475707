"""The first contact after a missed rent: the call of day 1, the retries, the visit (R03, R04)."""

from collections.abc import Sequence
from datetime import date, timedelta

from caseconsole.domain.agreement import Agreement, StateChange
from caseconsole.domain.calendar import add_working_days, next_working_day
from caseconsole.domain.contact import TALKS, Appointment, AppointmentKind, Contact, Whom
from caseconsole.domain.kinds import KINDS, covers_before, covers_from, over
from caseconsole.domain.message import Message, message, type_of_value
from caseconsole.domain.moment import PartOfDay
from caseconsole.domain.verdict import NotDue, Verdict
from caseconsole.process.contacts import visited
from caseconsole.process.misses import Miss, first_day
from caseconsole.process.policy import Values
from caseconsole.process.situation import Situation, agreed_later, in_days

_DAY = timedelta(days=1)
NOTHING_MISSED = message("first_call.nothing_missed")
_RETRY = message("next.retry")
_RETRY_OR_VISIT = message("next.visit")
_RETRY_OR_FOLLOW_UP = message("next.follow_up")
AFTER_VISIT = message("next.after_visit")


def first_call(now: Situation) -> Verdict:
    """A call on the first working day after the missed banking day, or the returned debit (R03)."""
    action, value = "first_call", "first_call_offset_wd"
    miss = now.miss
    if not now.enough():
        return now.too_little(action)
    if miss is None:
        return now.not_due(action, NOTHING_MISSED, "R03", value)
    if (now.bound or now.elsewhere or now.held) and (held := _arranged(now, action)):
        return held
    if now.last is not None:
        return now.not_due(action, _made(miss, now.last), "R03", value)
    if now.today < miss.call_on:
        return now.not_due(
            action, in_days("first_call.later", now.today, miss.call_on), "R03", value
        )
    if now.ledger_held:
        return now.not_due(action, now.ledger_held, "P06", "ledger_age_wd")
    if held := _held_by_word(now, action):
        return held
    if back := next((a for a in _coming(now) if a.kind is AppointmentKind.CALL_BACK), None):
        return now.not_due(action, agreed_later(back, now.today), "P03")
    if arranged := _over(now, miss):
        return _after(now, *arranged)
    because = _why(now, miss)
    since = now.thawed(miss.call_on)
    return now.due(action, since, because, _RETRY, "R03", value, until=since)


def _over(now: Situation, miss: Miss) -> tuple[Agreement, StateChange, str] | None:
    """What the debt was arranged by since it was missed, until that ended after day 1, or None.

    With it the state with which it was over, and the number of its file, where that is another.
    """
    case, lease = now.case, now.case.lease.id
    made = [(one, "") for one in case.agreements]
    found = [
        (one, ended, number)
        for one, number in (*made, *((held.agreement, held.number) for held in case.covering))
        if KINDS[one.kind].of_debt
        and (ended := over(one))
        and lease in (one.covers or (lease,))
        and covers_from(one, lease) <= miss.on < covers_before(one)
        and ended.on >= miss.call_on
    ]
    return max(found, key=lambda one: one[1].on, default=None)


def _after(now: Situation, one: Agreement, ended: StateChange, number: str) -> Verdict:
    """The call from the first working day on which an arrangement is over and its debt open.

    Only while it ran the debt was not called about (R38).
    """
    on = now.thawed(next_working_day(ended.on))
    if now.today < on:
        later = in_days("first_call.later", now.today, on)
        return now.not_due("first_call", later, "R38", "pause_collection")
    told: dict[str, type_of_value] = {
        "agreement_word": f"kind.{one.kind}",
        "state_word": f"state.{one.kind}.{ended.state}",
        "ended_on": ended.on.isoformat(),
        "open_cents": now.asked,
    }
    because = (
        message("first_call.over_elsewhere", number=number, **told)
        if number
        else message("first_call.over", **told)
    )
    return now.due("first_call", on, because, _RETRY, "R38", "pause_collection", until=on)


def _arranged(now: Situation, action: str) -> NotDue | None:
    """Not due because the debt is arranged; rent missed since is another step's call (R36, R38)."""
    if held := now.held_by_arrangement(action):
        return held
    one = now.arranged
    if one is None or (now.miss and now.miss.on < one.agreement.start_on):
        return None
    missing = message("held.behind", action_word="action.running_rent_late")
    return now.not_due(action, missing, "R36")


def _held_by_word(now: Situation, action: str) -> NotDue | None:
    """Not due because a promise runs that was made since the miss, or for all that is asked.

    What comes back was promised before, and paid: about that only a word given since then is.
    """
    miss = now.miss
    if miss is None:
        return now.held_by_word(action)
    cents = 0 if miss.returned else now.asked
    return now.held_by_word_about(action, first_day(now.case, miss), cents)


def _coming(now: Situation) -> list[Appointment]:
    return coming_since(now, now.miss.asked_on if now.miss else date.min)


def coming_since(now: Situation, missed_on: date) -> list[Appointment]:
    """Agreed days to come, but for a call-back that was agreed before something was missed.

    As with a promise for a part, nobody then spoke of what was missed since.
    """
    return [
        one
        for one in now.coming
        if one.kind is not AppointmentKind.CALL_BACK or one.made_on >= missed_on
    ]


def _held(now: Situation, action: str) -> NotDue | None:
    """Not due because a promise about what was missed runs or a day was agreed, or None.

    Of a talk of which nobody said whether it took place that is asked first.
    """
    if held := _held_by_word(now, action) or now.held_by_day(action, _coming(now)):
        return held
    for agreed in now.passed:
        if agreed.kind in TALKS:
            return now.not_due(action, unsaid(agreed), "P05", "follow_up_wd")
    return None


def unsaid(talk: Appointment) -> Message:
    """That nobody said yet whether an agreed talk took place."""
    return message("follow_up.talk", agreed_on=talk.on.isoformat())


def _made(miss: Miss, last: Contact) -> Message:
    days = {"miss_on": miss.on.isoformat(), "last_on": last.on.isoformat()}
    if miss.returned:
        return message("first_call.made_returned", **days)
    return message("first_call.made", **days)


def _why(now: Situation, miss: Miss) -> Message:
    standing = now.standing
    if miss.returned:
        return message(
            "first_call.returned",
            returned_on=miss.on.isoformat(),
            open_cents=standing.missed_cents,
            day_on=miss.call_on.isoformat(),
        )
    return message(
        "first_call.due",
        due_on=miss.on.isoformat(),
        open_cents=standing.missed_cents,
        bank_on=miss.bank_on.isoformat(),
        day_on=miss.call_on.isoformat(),
    )


def held_by_others(now: Situation, action: str) -> NotDue | None:
    """Not due because too little is open, or other steps speak of it, or None."""
    return now.held_by_arrangement(action) if now.enough() else now.too_little(action)


def _called_back(now: Situation) -> list[Contact]:
    """The attempts at a call that was agreed, whatever is open."""
    found = now.unanswered
    return found[1] if found and found[0].kind is AppointmentKind.CALL_BACK else []


def retry_call(now: Situation) -> Verdict:
    """Not reached: again on the next working day, at a part of the day not tried yet (R04)."""
    action, value = "retry_call", "max_call_attempts"
    attempts, values = now.attempts, now.values
    if held := held_by_others(now, action):
        attempts = _called_back(now)
        if not attempts:
            return held
    if not attempts:
        return now.not_due(action, _reached_or_untried(now), "R04", value)
    last, agreed = attempts[-1], held is not None
    if visit := visited(attempts):
        missing = message("retry_call.visited", visit_on=visit.on.isoformat())
        return now.not_due(action, missing, "R04", value)
    if len(attempts) >= values.max_call_attempts:
        return now.not_due(action, message("retry_call.most", n=len(attempts)), "R04", value)
    until = window_end(attempts[0].on, values.call_window_wd)
    if now.today > until:
        missing = message("retry_call.window", until_on=until.isoformat())
        return now.not_due(action, missing, "R04", "call_window_wd")
    since = add_working_days(last.on, 1)
    if now.today < since:
        later = in_days("retry_call.later", now.today, since)
        part = f"daypart.{other_part(attempts, values.parts_of_day)}"
        return now.not_due(action, message(later.id, **later.values, part_word=part), "R04", value)
    if held := _held(now, action):
        return held
    last_one = len(attempts) + 1 >= values.max_call_attempts
    because = _again(attempts, values.parts_of_day, values.max_call_attempts)
    next_ = _RETRY
    if last_one and (agreed or now.whom is Whom.TENANT):
        next_ = _RETRY_OR_FOLLOW_UP if agreed else _RETRY_OR_VISIT
    since = since if agreed else now.thawed(since, last.on)
    return now.due(action, since, because, next_, "R04", value, until=until)


def _again(attempts: list[Contact], parts: tuple[PartOfDay, ...], most: int) -> Message:
    last = attempts[-1]
    id_ = "retry_call.wrong_number" if last.whom is Whom.WRONG_NUMBER else "retry_call.due"
    return message(
        id_,
        attempt=len(attempts),
        most=most,
        last_on=last.on.isoformat(),
        tried_word=f"daypart.{last.part_of_day}",
        part_word=f"daypart.{other_part(attempts, parts)}",
    )


def other_part(attempts: list[Contact], parts: tuple[PartOfDay, ...]) -> PartOfDay:
    """The next part of the day not tried yet; else the one tried longest ago (R04)."""
    tried_at = {contact.part_of_day: n for n, contact in enumerate(attempts)}
    last = attempts[-1].part_of_day
    at = parts.index(last) + 1 if last in parts else 0
    return min(parts[at:] + parts[:at], key=lambda part: tried_at.get(part, -1))


def home_visit(now: Situation) -> Verdict:
    """A visit when calling did not help: after the last attempt, or their days passed (R04).

    It stays due when the next rent is missed and calling begins anew.
    """
    action, value = "home_visit", "max_call_attempts"
    for agreed in now.passed:
        if agreed.kind is AppointmentKind.HOME_VISIT:
            because = message("home_visit.agreed", agreed_on=agreed.on.isoformat())
            return now.due(action, agreed.on, because, AFTER_VISIT, "P03", until=agreed.on)
    attempts, values = now.unvisited, now.values
    if held := held_by_others(now, action):
        return held
    if now.whom is Whom.ADMINISTRATOR:
        return now.not_due(action, message("home_visit.administrator"), "R06")
    if visit := visited(now.attempts):
        missing = message("home_visit.done", visit_on=visit.on.isoformat())
        return now.not_due(action, missing, "R04", value)
    if not attempts:
        return now.not_due(action, _reached_or_untried(now), "R04", value)
    most = values.max_call_attempts
    since = unreached_from(attempts, most, values.call_window_wd)
    if now.today < since:
        more = message("home_visit.later", n=most - len(attempts), day_on=since.isoformat())
        waits = in_days("home_visit.tomorrow", now.today, since)
        return now.not_due(action, more if len(attempts) < most else waits, "R04", value)
    if held := _held(now, action):
        return held
    since = now.thawed(since, attempts[-1].on)
    return now.due(action, since, not_reached(attempts, values), AFTER_VISIT, "R04", value)


def not_reached(attempts: Sequence[Contact], values: Values) -> Message:
    """That calling did not help: all attempts were made, or their days passed."""
    n, first_on = len(attempts), attempts[0].on.isoformat()
    if n < values.max_call_attempts:
        return message("home_visit.window", n=n, first_on=first_on, days=values.call_window_wd)
    last_on = attempts[-1].on.isoformat()
    return message("home_visit.due", n=n, first_on=first_on, last_on=last_on)


def unreached_from(attempts: list[Contact], most: int, window_wd: int) -> date:
    """The day from which calling has not helped: all attempts made, or their days passed."""
    passed = add_working_days(window_end(attempts[0].on, window_wd), 1)
    if len(attempts) < most:
        return passed
    return min(passed, add_working_days(attempts[most - 1].on, 1))


def _reached_or_untried(now: Situation) -> Message:
    if now.spoken is not None:
        return message("contact.spoken", spoken_on=now.spoken.on.isoformat())
    return _UNTRIED if now.last is None else _PROMISED_SINCE


_UNTRIED = message("contact.untried")
_PROMISED_SINCE = message("contact.promised_since")


def window_end(first: date, window_wd: int) -> date:
    """The last day of the window; the first attempt's day is its first, if it is a working day."""
    return add_working_days(first - _DAY, window_wd)
