"""Breaches of a lease under conditions, and the ladder that they lead up (R75)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from caseconsole.domain.agreement import (
    LadderStep,
    Outcome,
    Rung,
)
from caseconsole.domain.calendar import add_working_days, next_working_day
from caseconsole.domain.judging import ends_round, height, open_rungs, round_of
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Message, message
from caseconsole.domain.moving import cure_of, moved_since
from caseconsole.domain.standing_still import standstill
from caseconsole.domain.verdict import Due, NotDue, Verdict, of_all
from caseconsole.process.agreements.bound import Bound, settled_on
from caseconsole.process.agreements.breached import (
    Breach,
    asked_again,
    at_rest,
    nothing_breached,
    rung_above,
    standing,
)
from caseconsole.process.agreements.broken import any_breaches, breaches, shown
from caseconsole.process.agreements.weighing import (
    HIGH,
    goes_wrong,
    red_card,
    weighs,
)
from caseconsole.process.gates import gate_turn
from caseconsole.process.protection import home_shielded
from caseconsole.process.situation import Situation, in_days
from caseconsole.process.today import plain

_DAY = timedelta(days=1)
_NO_LADDER = message("breach_rung.none")
_CLIMBED = message("breach_rung.climbed")
_SAY_OUTCOME = message("next.say_outcome")
_SECOND = message("next.second_person")
_CLOSE_CARD = message("next.close_card")
_END_OR_CURED = message("next.end_or_cured")
_DECIDE_BREACH = message("next.decide_breach")


def on_ladder(now: Situation) -> Iterable[Bound]:
    """The agreements whose breaches lead up the ladder."""
    return (one for one in now.bound if one.runs and KINDS[one.agreement.kind].ladder)


def breach_rung(now: Situation) -> Verdict:
    """A breach asks for the next rung, and a rung for its outcome (R75)."""
    action, value = "breach_rung", "breach_talk_wd"
    found = of_all(rung_asked(now, one) for one in on_ladder(now))
    return found or now.not_due(action, _NO_LADDER, "R75", value)


def rung_asked(now: Situation, one: Bound) -> Verdict:
    """What the ladder of one agreement asks; what only an old ledger calls a breach waits (P06)."""
    asked = _asked(now, one)
    if isinstance(asked, Due) or not now.ledger_held:
        return asked
    unseen = _open(any_breaches(now, one), one)
    if not unseen or _open(breaches(now, one), one):
        return asked
    held = now.not_due("breach_rung", now.ledger_held, "P06", "ledger_age_wd")
    last = standing(one.agreement)
    decides = last is not None and ends_round(last)
    found = [breach for breach in unseen if decides and not at_rest(breach, one, now.today)]
    return _awaits(held, one, _free(now, one, Rung.RED_CARD, found)) if found else held


def _asked(now: Situation, one: Bound) -> Verdict:
    """While it stands still only what is missed all the same, as the rent, asks anew.

    While a red card waits, what nobody spoke about yet asks for a talk.
    """
    action, value = "breach_rung", "breach_talk_wd"
    last = standing(one.agreement)
    open_now = _open(breaches(now, one), one)
    found = [breach for breach in open_now if not at_rest(breach, one, now.today)]
    card = red_card(shown(now), one.agreement, now.today)
    if card and (asked := _of_red_card(now, one, card)):
        if isinstance(asked, Due) or not found:
            return asked
        return _asks_rung(now, one, Rung.TALK, _free(now, one, rung_above(one.agreement), found))
    still = standstill(one.agreement.suspensions, now.today)
    if still and not found and (open_now or last):
        until = still[1].until.isoformat()
        return now.not_due(action, message("breach_rung.still", until_on=until), "R75", value)
    if last and ends_round(last):
        return _after_cure(now, one, last, found)
    rung, failed = rung_above(one.agreement), _failed(round_of(one.agreement))
    held = _not_yet(now, one, rung) if found or failed else None
    if found and held is None:
        return _asks_free(now, one, rung, found)
    if last is None:
        return now.not_due(action, nothing_breached(now, one), "R75", value)
    open_ = open_rungs(one.agreement)
    if open_ and (not failed or last.outcome is None or outcomes_asked(now, one)):
        return _asks_outcome(now, one, min(open_, key=lambda step: _outcome_on(one, step)))
    if held is not None:
        return now.not_due(action, held, "R75", value)
    if not failed:
        cured = message("breach_rung.cured", cured_on=(last.outcome_on or last.on).isoformat())
        return now.not_due(action, cured, "R75", value)
    return _asks_higher(now, one, rung, _leads_on(now, one, rung, failed))


def _open(found: Iterable[Breach], one: Bound) -> list[Breach]:
    """The breaches about which no rung that counts was taken since."""
    return [breach for breach in found if not _dealt_with(breach, round_of(one.agreement))]


def _not_yet(now: Situation, one: Bound, rung: Rung) -> Message | None:
    """What a rung asks first of those below it, as its gate does; None when it may be taken."""
    checks = gate_turn(shown(now), one.agreement, rung, now.today)
    return next((check.name for check in checks if not check.held), None)


def _asks_higher(now: Situation, one: Bound, rung: Rung, failed: LadderStep) -> Verdict:
    """The rung above one that led to no cure, while what it is about weighs enough for it."""
    action, value = "breach_rung", "breach_talk_wd"
    about = failed.condition
    if not _asks(now, one, rung, about):
        top = failed.rung is Rung.RED_CARD
        return now.not_due(action, _CLIMBED if top else nothing_breached(now, one), "R75", value)
    if held := _shielded(now, one, rung, about):
        return held
    because = message(
        "breach_rung.not_cured",
        rung_word=f"rung.{rung}",
        last_word=f"rung.{failed.rung}",
        taken_on=failed.on.isoformat(),
    )
    since = max(failed.outcome_on or failed.on, asked_again(about, one, now))
    next_ = message(f"next.{rung}")
    return now.due(action, since, because, next_, "R75", value, values=one.values)


def _asks(now: Situation, one: Bound, rung: Rung, about: int | None) -> bool:
    """Whether enough goes wrong for a rung: some of it for a card, a breach for those above."""
    enough = weighs if rung in HIGH else goes_wrong
    return bool(enough(shown(now), one.agreement, about, now.today))


def _of_red_card(now: Situation, one: Bound, card: LadderStep) -> Verdict | None:
    """A red card waits for a second person, and then for what is decided about the lease (R75).

    One whose breach is gone is closed; None once it is: it silences nothing else. What only an old
    ledger leaves open waits (P06).
    """
    action, value = "breach_rung", "breach_talk_wd"
    stands = weighs(shown(now), one.agreement, card.condition, now.today)
    waits = now.ledger_held and weighs(now.case, one.agreement, card.condition, now.today)
    if card.outcome and not (stands or waits):
        return None
    if held := _shielded(now, one, Rung.RED_CARD, card.condition):
        return held
    if card.second and stands:
        because = message("breach_rung.decide_end", taken_on=card.on.isoformat())
        since = card.outcome_on or card.on
        return now.due(action, since, because, _END_OR_CURED, "R75", value, values=one.values)
    if stands:
        because = message("breach_rung.second", taken_on=card.on.isoformat(), actor=card.by)
        due = now.due(action, card.on, because, _SECOND, "R75", value, values=one.values)
        return replace(due, leader=True, but=card.by)
    if now.ledger_held and waits:
        return now.not_due(action, now.ledger_held, "P06", "ledger_age_wd")
    gone = message("breach_rung.gone", taken_on=card.on.isoformat(), actor=card.by)
    if card.second:
        gone = message("breach_rung.gone_approved", taken_on=card.on.isoformat())
    return now.due(action, card.on, gone, _CLOSE_CARD, "R75", value, values=one.values)


def _after_cure(now: Situation, one: Bound, card: LadderStep, found: Sequence[Breach]) -> Verdict:
    """What was breached since a red card was cured, where nothing else counts: it is decided."""
    action, value = "breach_rung", "breach_talk_wd"
    if not found:
        return now.not_due(action, _CLIMBED, "R75", value)
    breach = _free(now, one, Rung.RED_CARD, found)
    since = next_working_day(breach.since)
    if held := _shielded(now, one, Rung.RED_CARD, breach.condition.id):
        return _awaits(held, one, breach)
    if now.today < since:
        return now.not_due(action, in_days("breach_rung.later", now.today, since), "R75", value)
    if decided_on := _decided_on(one, breach):
        told = message("agreement.concluded", decided_on=decided_on.isoformat())
        return now.not_due(action, told, "R75", value)
    because = message(
        "breach_rung.again",
        **one.about(breach.condition),
        missed_on=breach.missed_on.isoformat(),
        cured_on=(card.outcome_on or card.on).isoformat(),
    )
    until = _spoken_by(breach, one)
    return now.due(action, since, because, _DECIDE_BREACH, "R75", value, until, one.values)


def _awaits(held: NotDue, one: Bound, breach: Breach) -> NotDue:
    """What holds a decision about a breach back: that waits, unless it was made."""
    return held if _decided_on(one, breach) else replace(held, waits=_DECIDE_BREACH)


def _decided_on(one: Bound, breach: Breach) -> date | None:
    """The day on which a breach was decided about; None where it was not.

    A decision speaks about what fell before it, also where that is judged later; on the very day
    only where it was judged by then, as it could be met until the end of it.
    """
    since = min(breach.since, breach.on + _DAY)
    return settled_on(one.agreement, since, partial(at_rest, breach, one))


def _asks_free(now: Situation, one: Bound, rung: Rung, found: Sequence[Breach]) -> Verdict:
    """The rung for the newest breach about which it may be taken; else a talk, as that always may.

    A red card may not while the home is shielded (R60, R61).
    """
    breach = _free(now, one, rung, found)
    held = _shielded(now, one, rung, breach.condition.id)
    return _asks_rung(now, one, Rung.TALK if held else rung, breach)


def _free(now: Situation, one: Bound, rung: Rung, found: Sequence[Breach]) -> Breach:
    """The newest breach about which a rung may be taken; else the newest."""
    free = (about for about in reversed(found) if not _shielded(now, one, rung, about.condition.id))
    return next(free, found[-1])


def _dealt_with(breach: Breach, steps: Iterable[LadderStep]) -> bool:
    """Whether a rung was taken since about its condition, or about the agreement as a whole.

    A cure took away all that its rung was about, so that it answers nothing which still counts.
    """
    return any(
        step.on >= breach.on
        and step.condition in {None, breach.condition.id}
        and step.outcome is not Outcome.CURED
        for step in steps
    )


def _failed(steps: Sequence[LadderStep]) -> list[LadderStep]:
    """The rungs that led to no cure and after which none was taken about the same, highest first.

    Of those as high as each other the newest goes first.
    """
    found = []
    for n, step in reversed(tuple(enumerate(steps))):
        later = {one.condition for one in steps[n + 1 :]}
        followed = bool(later) if step.condition is None else {None, step.condition} & later
        if step.outcome is Outcome.NOT_CURED and not followed:
            found.append(step)
    return sorted(found, key=height, reverse=True)


def _leads_on(now: Situation, one: Bound, rung: Rung, failed: Sequence[LadderStep]) -> LadderStep:
    """The first that led to no cure and of which enough goes wrong for a rung; else the first."""
    asks = (step for step in failed if _asks(now, one, rung, step.condition))
    return next(asks, failed[0])


def _shielded(now: Situation, one: Bound, rung: Rung, about: int | None) -> NotDue | None:
    """Not due because a red card may not be given now (R60, R61), or None."""
    if rung is not Rung.RED_CARD:
        return None
    shield = home_shielded(shown(now), one.agreement, about, now.today)
    return now.not_due("breach_rung", shield, "R75", "breach_talk_wd") if shield else None


def _asks_rung(now: Situation, one: Bound, rung: Rung, breach: Breach) -> Verdict:
    since = next_working_day(breach.since)
    if now.today < since:
        later = in_days("breach_rung.later", now.today, since)
        return now.not_due("breach_rung", later, "R75", "breach_talk_wd")
    because = message(
        "breach_rung.due",
        rung_word=f"rung.{rung}",
        **one.about(breach.condition),
        missed_on=breach.missed_on.isoformat(),
    )
    until, next_ = _spoken_by(breach, one), message(f"next.{rung}")
    return now.due("breach_rung", since, because, next_, "R75", "breach_talk_wd", until, one.values)


def _spoken_by(breach: Breach, one: Bound) -> date:
    """The last day to speak about a breach; what stands still since moves it (R75)."""
    until = add_working_days(breach.since, one.term("breach_talk_wd"))
    if standstill(one.agreement.suspensions, breach.on):
        return until
    return next_working_day(moved_since(until, breach.since, one.agreement))


def _asks_outcome(now: Situation, one: Bound, last: LadderStep) -> Verdict:
    """How a rung ended: after its time to cure, or some days after the talk."""
    action = "breach_rung"
    value = "cure_cd" if last.cure_until else "breach_talk_wd"
    since = _outcome_on(one, last)
    if now.today < since:
        return now.not_due(
            action, in_days("breach_rung.outcome_later", now.today, since), "R75", value
        )
    told = {"rung_word": f"rung.{last.rung}", "taken_on": last.on.isoformat()}
    because = message("breach_rung.outcome", **told)
    return now.due(action, since, because, _SAY_OUTCOME, "R75", value, values=one.values)


def _outcome_on(one: Bound, step: LadderStep) -> date:
    """The first day on which it is asked how a rung ended."""
    if cure := cure_of(step, one.agreement):
        return next_working_day(cure + _DAY)
    asked_on = add_working_days(step.on, one.term("breach_talk_wd"))
    return next_working_day(moved_since(asked_on, step.on, one.agreement))


def outcomes_asked(now: Situation, one: Bound) -> list[LadderStep]:
    """The open rungs of which it is time to say how they ended; none where a red card asks."""
    card = red_card(shown(now), one.agreement, now.today)
    if card and _of_red_card(now, one, card):
        return []
    return [
        step for step in open_rungs(one.agreement) if plain(now.today) >= _outcome_on(one, step)
    ]


def rung_about(now: Situation, one: Bound) -> int | None:
    """The condition that the next rung of an agreement is about; None when nothing was breached.

    As a rung is asked for: the newest breach about which none was taken since, else what a rung
    did not cure; a breach that was dealt with comes last.
    """
    found = breaches(now, one)
    rung = rung_above(one.agreement)
    if open_ := _open(found, one):
        return _free(now, one, rung, open_).condition.id
    if failed := _failed(round_of(one.agreement)):
        return _leads_on(now, one, rung, failed).condition
    return found[-1].condition.id if found else None
