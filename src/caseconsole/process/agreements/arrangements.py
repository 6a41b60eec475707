"""A payment arrangement that runs: a miss is called about before anything else (R35-R39)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from caseconsole.domain.agreement import Judge, Obligation
from caseconsole.domain.calendar import add_working_days
from caseconsole.domain.frozen import Freeze, rested_by, touched_by
from caseconsole.domain.judging import LEAST, instalment, last_in_time
from caseconsole.domain.message import Message, message, type_of_value
from caseconsole.domain.verdict import Verdict
from caseconsole.process.agreements.bound import (
    Bound,
    asked_since,
    came_back_on,
    instalments,
    over_since,
    settled_on,
    short,
    to_come,
)
from caseconsole.process.agreements.calling import call_about
from caseconsole.process.contacts import sought
from caseconsole.process.misses import Miss, call_days, missed_rent
from caseconsole.process.protection import helped, lapse_shielded, moratorium_until
from caseconsole.process.situation import LET_BE, Situation, in_days

_DAY = timedelta(days=1)
_NO_ARRANGEMENT = message("arrangement.none")
_ASK_WHY = message("next.ask_why_missed")
_DECIDE_LAPSE = message("next.decide_lapse")
_DECIDE_OVER = message("next.decide_over")
_BOOK_OVER = message("next.book_over")
_ASK_RENT = message("next.ask_running_rent")
_ASK_RENT_ELSEWHERE = message("next.ask_running_rent_elsewhere")


def running_rent_late(now: Situation) -> Verdict:
    """Rent that fell due since the arrangement began is missed: call, as on day 1 (R36).

    Each file looks at the rent of its own lease, also where another file has the arrangement.
    """
    action, value = "running_rent_late", "first_call_offset_wd"
    one = now.arranged
    if one is None:
        return now.not_due(action, _NO_ARRANGEMENT, "R36")
    miss = _missed(now, one)
    if miss is None or not now.enough():
        return now.not_due(action, _rent_in(now), "R36")
    if now.today < miss.call_on:
        return now.not_due(
            action, in_days("first_call.later", now.today, miss.call_on), "R03", value
        )
    if now.ledger_held:
        return now.not_due(action, now.ledger_held, "P06", "ledger_age_wd")
    rested = now.frozen_until(now.due_on(miss))
    before = max(miss.bank_on if not miss.returned else miss.on, rested)
    rent = now.missed_rent(one)
    told: dict[str, type_of_value] = {
        "due_on": miss.on.isoformat(),
        "open_cents": now.standing.missed_cents if miss.returned or rent is None else rent.open,
        "start_on": one.agreement.start_on.isoformat(),
    }
    because = _late_elsewhere(one, miss, told) if one.number else _late(miss, told)
    next_ = _ASK_RENT_ELSEWHERE if one.number else _ASK_RENT
    since = max(miss.call_on, rested + _DAY)
    cents = 0 if miss.returned else _all_asked(now)
    return call_about(now, action, before, since, because, next_, "R36", asked=cents)


def _late(miss: Miss, told: Mapping[str, type_of_value]) -> Message:
    if miss.returned:
        return message("running_rent_late.returned", **told)
    return message("running_rent_late.due", **told)


def _late_elsewhere(one: Bound, miss: Miss, told: Mapping[str, type_of_value]) -> Message:
    if miss.returned:
        return message("running_rent_late.returned_elsewhere", number=one.number, **told)
    return message("running_rent_late.due_elsewhere", number=one.number, **told)


def _missed(now: Situation, one: Bound) -> Miss | None:
    """The newest rent missed since an arrangement began, or a debit that came back since.

    Not what waits while a settlement is attempted (R63), nor what is worth no call (R08).
    """
    miss, rent = now.miss, now.missed_rent(one)
    came_back = miss and miss.returned and miss.on >= one.agreement.start_on
    if miss and came_back and not now.waits(now.due_on(miss)):
        cents = now.standing.missed_cents if rent else now.asked_beside
        if cents >= max(1, one.term(LEAST)):
            return miss
    return missed_rent(rent.due_on, now.values, now.asked_from[rent.due_on]) if rent else None


def _rent_in(now: Situation) -> Message:
    due_on = now.standing.next_due_on
    if due_on is None:
        let_be = now.case.standing.arrears > now.standing.arrears
        return LET_BE if let_be else message("running_rent_late.paid")
    values = now.values
    call_on = call_days(due_on, values.lenient_first_banking_day, values.first_call_offset_wd)[1]
    return in_days("running_rent_late.later", now.today, call_on)


def instalment_late(now: Situation) -> Verdict:
    """An instalment is not in on the day after it could be: call first (R35)."""
    action, value = "instalment_late", "instalment_call_wd"
    one = now.arrangement
    if one is None:
        return now.not_due(action, _none_here(now), "R35", value)
    if resting := _rests(now, one):
        return now.not_due(action, resting, "R35", value)
    missed = missed_instalments(now, one)
    if not missed:
        return now.not_due(action, _next_instalment(now, one), "R35", value)
    since = asked_since(one.agreement, now.case, missed, now.today)
    call_on = add_working_days(since, one.values.instalment_call_wd)
    if now.today < call_on:
        return now.not_due(
            action, in_days("instalment_late.later", now.today, call_on), "R35", value
        )
    if now.ledger_held:
        return now.not_due(action, now.ledger_held, "P06", "ledger_age_wd")
    because = _late_instalments(now, one, missed)
    back = since == came_back_on(missed)
    return call_about(
        now, action, since, call_on, because, _ASK_WHY, "R35", value, one.values,
        asked=0 if back else _all_asked(now),
    )  # fmt: skip


def _all_asked(now: Situation) -> int:
    """What the tenant is asked for beside an arrangement and of its instalments, in cents."""
    one = now.arrangement
    late = late_cents(now, one, missed_instalments(now, one)) if one else 0
    return now.asked_beside + late


def missed_instalments(now: Situation, one: Bound) -> list[Obligation]:
    """The instalments that may be asked for and are not in; none while they rest (R35)."""
    if _rests(now, one):
        return []
    return [duty for duty in instalments(one) if short(duty)]


def late_cents(now: Situation, one: Bound, missed: Iterable[Obligation]) -> int:
    """What lacks of what was missed, in cents: of instalments no more than is open of their debt.

    That can be lowered by what is no instalment. A debt that the ledger does not show lowers none.
    """
    lacks = {True: 0, False: 0}
    for duty in missed:
        lacks[instalment(duty.condition)] += duty.cents - duty.paid
    paid, id_ = now.case.paid, one.agreement.id
    left = paid.open.get(id_, 0) - paid.in_hand.get(id_, 0)
    pays_off = min(lacks[True], left) if id_ in paid.shown else lacks[True]
    return pays_off + lacks[False]


def _late_instalments(now: Situation, one: Bound, missed: Sequence[Obligation]) -> Message:
    """What is asked; of several leases only the debt of this one can be frozen here."""
    told: dict[str, type_of_value] = {
        "n": len(missed),
        "due_on": missed[-1].on.isoformat(),
        "open_cents": late_cents(now, one, missed),
    }
    if held := touched_by(now.case, one.agreement, now.today):
        return message("instalment_late.partly", **told, **_since(held))
    return message("instalment_late.due", **told, most=one.term("misses_to_lapse"))


def _next_instalment(now: Situation, one: Bound) -> Message:
    coming = next((duty for duty in instalments(one) if to_come(duty)), None)
    if coming is None:
        return message("instalment_late.none")
    return in_days("instalment_late.later", now.today, _call_on(one, coming))


def _call_on(one: Bound, duty: Obligation) -> date:
    return add_working_days(last_in_time(duty), one.values.instalment_call_wd)


def arrangement_lapse(now: Situation) -> Verdict:
    """After so many misses it is decided whether the arrangement lapses, a call first (R35)."""
    action, value = "arrangement_lapse", "misses_to_lapse"
    one = now.arrangement
    if one is None:
        return now.not_due(action, _none_here(now), "R35", value)
    missed, most = missed_of(one.duties), one.term("misses_to_lapse")
    if shield := lapse_shielded(now.case, one.agreement, missed, now.today):
        return now.not_due(action, shield, "R35", value)
    if len(missed) < most:
        more = message("arrangement_lapse.fewer", n=most - len(missed), missed=len(missed))
        return now.not_due(action, more, "R35", value)
    asked_on = asked_since(one.agreement, now.case, missed, now.today)
    called = sought(now.case, asked_on)
    if not called and now.ledger_held is None:
        first = now.not_due(action, _call_first(missed, asked_on), "R35", value)
        return replace(first, waits=_DECIDE_LAPSE)
    since = _asks_from(now, called[0].on) if called else date.max
    decided_on = settled_on(one.agreement, since)
    if now.ledger_held:
        held = now.not_due(action, now.ledger_held, "P06", "ledger_age_wd")
        return held if decided_on else replace(held, waits=_DECIDE_LAPSE)
    if promised := now.held_by_word_about(action, asked_on + _DAY):
        return promised if decided_on else replace(promised, waits=_DECIDE_LAPSE)
    if decided_on:
        told = message("agreement.concluded", decided_on=decided_on.isoformat())
        return now.not_due(action, told, "R35", value)
    because = message(
        "arrangement_lapse.due",
        n=len(missed),
        due_on=missed[-1].on.isoformat(),
        open_cents=late_cents(now, one, missed),
        called_on=called[0].on.isoformat(),
    )
    return now.due(action, since, because, _DECIDE_LAPSE, "R35", value, values=one.values)


def _asks_from(now: Situation, called_on: date) -> date:
    """The day since which a lapse is decided about: the call, or the end of a moratorium."""
    held = moratorium_until(now.case, called_on)
    return held + _DAY if held else called_on


def _call_first(missed: Sequence[Obligation], since: date) -> Message:
    """That nobody sought contact yet about what was missed."""
    newest = missed[-1]
    if since == came_back_on(missed):
        return message("arrangement_lapse.call_returned", back_on=since.isoformat())
    if since > last_in_time(newest):
        return message("arrangement_lapse.call_again", until_on=since.isoformat())
    return message("arrangement_lapse.call_first", missed_on=newest.on.isoformat())


def arrangement_over(now: Situation) -> Verdict:
    """Nothing of an arrangement is to come and debt is left: what becomes of that is decided (P18).

    It is written off, or the arrangement is withdrawn, where need be for a new one.
    """
    action = "arrangement_over"
    one = now.arrangement
    if one is None:
        return now.not_due(action, _none_here(now), "P18")
    if resting := _rests(now, one):
        return now.not_due(action, resting, "P18")
    since = over_since(one, now.case, now.today)
    if since is None:
        return _not_over(now, one)
    left = now.case.paid.open.get(one.agreement.id, now.standing.arrears)
    if not left:
        return now.not_due(action, message("arrangement_over.paid"), "P18")
    decided_on = settled_on(one.agreement, since)
    if now.ledger_held:
        held = now.not_due(action, now.ledger_held, "P06", "ledger_age_wd")
        return held if decided_on else replace(held, waits=_DECIDE_OVER)
    if promised := now.held_by_word(action):
        return promised if decided_on else replace(promised, waits=_DECIDE_OVER)
    if decided_on:
        told = message("agreement.concluded", decided_on=decided_on.isoformat())
        return now.not_due(action, told, "P18")
    over_on, in_hand = since.isoformat(), now.case.paid.in_hand.get(one.agreement.id, 0)
    if one.all_in:
        because = message("arrangement_over.in_hand", over_on=over_on, in_hand_cents=in_hand)
        return now.due(action, since, because, _BOOK_OVER, "P18")
    because = message("arrangement_over.due", over_on=over_on, open_cents=left - in_hand)
    return now.due(action, since, because, _DECIDE_OVER, "P18")


def _rests(now: Situation, one: Bound) -> Message | None:
    """That the instalments rest: since they were agreed the debt was frozen, or remitted."""
    held = rested_by(now.case, one.agreement, now.today)
    if held is None:
        return helped(now.case, one.agreement, now.today)
    return message("arrangement.rests", **_since(held))


def _since(held: Freeze) -> dict[str, str]:
    return {"why_word": held.word, "since_on": (held.remitted_on or held.since).isoformat()}


def _not_over(now: Situation, one: Bound) -> Verdict:
    """Something is to come, or what was missed last is called about first (R35)."""
    missed = [duty for duty in instalments(one) if short(duty)]
    if missed and not any(map(to_come, instalments(one))):
        since = asked_since(one.agreement, now.case, missed, now.today)
        first = now.not_due("arrangement_over", _call_first(missed, since), "P18")
        return replace(first, waits=_DECIDE_OVER)
    return now.not_due("arrangement_over", message("arrangement_over.to_come"), "P18")


def _none_here(now: Situation) -> Message:
    """That this file has no arrangement: its instalments are watched in the file that has it."""
    one = now.arranged
    return _NO_ARRANGEMENT if one is None else message("arrangement.elsewhere", number=one.number)


def missed_of(duties: Iterable[Obligation]) -> list[Obligation]:
    """What was missed of an arrangement and not made good, running rent too (R35, R36)."""
    return [duty for duty in duties if duty.condition.judge is Judge.LEDGER and short(duty)]
