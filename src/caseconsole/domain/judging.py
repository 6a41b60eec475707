"""Where one obligation stands: by a person's judgement, by the ledger, by another agreement."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Judge,
    JudgedAs,
    Judgement,
    LadderStep,
    Obligation,
    ObligationState,
    Outcome,
    Paid,
    Phase,
    RentMonth,
    Rung,
)
from caseconsole.domain.allocation import NEARLY_PAID
from caseconsole.domain.calendar import banking_day
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.relied import phase_on, relied_on

RENT_CLAUSES = frozenset({"running_rent", "C01"})
"""The clauses under which the running rent is paid; the ledger judges them by rent month."""
LEAST = "min_case_cents"
"""The term that says from how much on what lacks is worth a call (R08)."""

_STATES: dict[JudgedAs, ObligationState] = {
    verdict: ObligationState(verdict.value) for verdict in JudgedAs if verdict is not JudgedAs.MOVED
}
_DAY = timedelta(days=1)
SPARED = frozenset({ObligationState.EXCUSED, ObligationState.WAIVED})
"""The states of what need not be done any more."""
MISSED = frozenset({ObligationState.MISSED, ObligationState.PARTLY})
"""The states of what was missed, or met in part, and not made good."""
SHORT = frozenset({JudgedAs.MISSED, JudgedAs.PARTLY})
"""The judgements by which a person says so."""
LADDER = tuple(Rung)
_OWED = MISSED | {ObligationState.DUE}


def taken(agreement: Agreement) -> list[LadderStep]:
    """The rungs that were taken, oldest first."""
    return sorted(agreement.ladder, key=lambda step: (step.on, step.id))


def round_of(agreement: Agreement, before: LadderStep | None = None) -> list[LadderStep]:
    """The rungs that count: those which no cure of a red card has ended, oldest first (R75).

    After such a cure the ladder begins anew for what the card was about.

    Args:
        before: a rung: those that counted when it was taken.
    """
    steps = [one for one in taken(agreement) if before is None or _begun(one) < _begun(before)]
    cures = [
        one for one in steps if ends_round(one) and (before is None or ended(one) < _begun(before))
    ]
    return [step for step in steps if not any(_closes(cure, step) for cure in cures)]


def ends_round(step: LadderStep) -> bool:
    """Whether the ladder begins anew after a rung: a red card that was cured."""
    return step.rung is Rung.RED_CARD and step.outcome is Outcome.CURED


def _closes(cure: LadderStep, step: LadderStep) -> bool:
    """Whether the cure of a red card ends a rung: itself, and what led up to it.

    What was about the agreement as a whole led up to it, too; another card stands by itself.
    """
    led_up = step.rung is not Rung.RED_CARD and step.condition is None
    about = cure.condition is None or step.condition == cure.condition
    return (about or led_up) and _begun(step) <= ended(cure)


def unmended(agreement: Agreement) -> list[LadderStep]:
    """The rungs that count and are open, or led to no cure as yet, oldest first (R75)."""
    open_ = open_rungs(agreement)
    return [
        step
        for step in round_of(agreement)
        if step in open_
        or (step.outcome is Outcome.NOT_CURED and not _cured_since(step, agreement))
    ]


def to_approve(agreement: Agreement) -> list[LadderStep]:
    """The red cards that wait for a second person, also where they led to no cure (R75)."""
    return [step for step in unmended(agreement) if step.rung is Rung.RED_CARD and not step.second]


def _cured_since(step: LadderStep, agreement: Agreement) -> bool:
    return any(
        one.outcome is Outcome.CURED
        and one.condition in {None, step.condition}
        and ended(one) > ended(step)
        for one in agreement.ladder
    )


def ended(step: LadderStep) -> tuple[date, date, int]:
    """When a rung ended, to compare with others; when it was taken, as long as it did not."""
    return step.outcome_on or step.on, step.on, step.id


def _begun(step: LadderStep) -> tuple[date, date, int]:
    return step.on, step.on, step.id


def within_reach(agreement: Agreement) -> tuple[Rung, ...]:
    """The rungs that may be taken: up to the one above the highest that counts, none skipped."""
    return LADDER[: max(map(height, round_of(agreement)), default=-1) + 2]


def open_rungs(agreement: Agreement) -> list[LadderStep]:
    """The rungs of which it is still to be said how they ended, oldest first (R75)."""
    steps = round_of(agreement)
    return [step for step in steps if not answered(step, steps)]


def answered(step: LadderStep, steps: Iterable[LadderStep]) -> bool:
    """Whether it was said how a rung ended, or one of these says so (R75).

    One without a term to cure is answered by a higher one after it, and so a red card by none.
    """
    if step.outcome or step.cure_until:
        return step.outcome is not None
    return any(_begun(one) > _begun(step) and height(one) > height(step) for one in steps)


def height(step: LadderStep) -> int:
    """How far up the ladder a rung is (R75)."""
    return LADDER.index(step.rung)


class DatedDuty(NamedTuple):
    """One dated duty before anything is known of it."""

    on: date
    original_on: date
    condition: Condition
    cents: int
    judgement: Judgement | None


class Found(NamedTuple):
    """Where a duty stands."""

    state: ObligationState
    cents: int
    paid: int = 0
    met_on: date | None = None
    was_met: tuple[tuple[date, date], ...] = ()


def instalment(condition: Condition) -> bool:
    """Whether a condition is to pay off: by the ledger, and not the running rent."""
    return condition.judge is Judge.LEDGER and condition.clause not in RENT_CLAUSES


def deadline(condition: Condition, on: date) -> date:
    """The last day on which an obligation is met in time: its day and grace.

    What is to be paid can come in on the first banking day after that (R02).
    """
    grace = condition.grace_days
    last = on + timedelta(days=grace) if grace else on
    return banking_day(last) if condition.judge is Judge.LEDGER else last


def lacking(duty: Obligation) -> list[tuple[date, date]]:
    """The times in which what was missed lacks: its last day in time, and when it was met.

    One begins as well on each day on which what was paid came back; the last has no end.
    """
    last = deadline(duty.condition, duty.on)
    begins = [date.min, *(back for _, back in duty.was_met)]
    ends = [*(met for met, _ in duty.was_met), date.max]
    return [(max(begin, last), end) for begin, end in zip(begins, ends, strict=True) if end > last]


def last_in_time(duty: Obligation) -> date:
    """The last day on which it is met in time, or was met until what was paid came back."""
    return lacking(duty)[-1][0]


def failed_on(duty: Obligation) -> date:
    """The day on which it was judged missed, and still is; else the day after its last in time."""
    return duty.short_on or last_in_time(duty) + _DAY


def counts_from(duty: Obligation) -> date:
    """The first day on which it counts as missed: to judge it late makes that no later."""
    return min(failed_on(duty), last_in_time(duty) + _DAY)


class Judging:
    """Judges the duties of one agreement in the order of their days."""

    __slots__ = (
        "_agreements", "_kind", "_made", "_moves", "_needed", "_newest", "_paid", "_rents",
        "_rested", "_rests", "_shown", "_spare", "_sums", "_today", "_total",
    )  # fmt: skip

    def __init__(
        self, agreement: Agreement, today: date, paid: Paid, agreements: Sequence[Agreement]
    ) -> None:
        self._today = today
        self._shown = today if paid.through is None else min(paid.through + _DAY, today)
        self._made, self._kind = agreement, KINDS[agreement.kind]
        self._agreements = agreements
        self._spare = trifle(agreement)
        self._rents = _by_month(paid.rents)
        self._newest = max(self._rents, default=(0, 0))
        self._rested = paid.rests
        self._rests = agreement.id in paid.rests
        self._moves = paid.covered.get(agreement.id, ())
        self._paid, self._sums = _kept_sums(self._moves, today)
        self._total = self._sums[-1] if self._sums else 0
        self._needed = 0

    def found(self, duty: DatedDuty) -> Found:
        """Where the next duty stands; instalments count together, the oldest met first."""
        condition, judgement = duty.condition, duty.judgement
        state = _STATES.get(judgement.verdict) if judgement else None
        if state in SPARED:
            return Found(state, duty.cents)
        if condition.judge is Judge.PERSON:
            shown = condition.clause in self._kind.by_state
            return self._by_person(duty, None if shown else state)
        if condition.judge is Judge.AGREEMENT:
            return self._by_agreement(duty)
        if condition.clause in RENT_CLAUSES:
            return self._by_rent(duty)
        return self._instalment(duty)

    def _by_person(self, duty: DatedDuty, state: ObligationState | None) -> Found:
        if state is None or duty.judgement is None:
            return self._by_state(duty) or Found(
                self._unjudged(duty, ObligationState.OVERDUE), duty.cents
            )
        met = state is ObligationState.MET
        return Found(state, duty.cents, met_on=duty.judgement.on if met else None)

    def _by_state(self, duty: DatedDuty) -> Found | None:
        """Met or let go by a later phase of the agreement itself, whichever came first, or None."""
        clause, last = duty.condition.clause, deadline(duty.condition, duty.on)
        met_on = self._reached(self._kind.met_by.get(clause, frozenset()))
        over = self._reached(self._kind.ended_by.get(clause, frozenset()))
        if over and over <= last and over < (met_on or date.max):
            return Found(ObligationState.WAIVED, duty.cents)
        if met_on is None:
            return None
        state = ObligationState.LATE if met_on > last else ObligationState.MET
        return Found(state, duty.cents, met_on=met_on)

    def _reached(self, states: frozenset[str]) -> date | None:
        """The first day by today on which the agreement came to one of these states."""
        if not states:
            return None
        days = (
            one.on for one in self._made.states if one.state in states and one.on <= self._today
        )
        return min(days, default=None)

    def _by_agreement(self, duty: DatedDuty) -> Found:
        """Met where the other agreement, or one before it, bound within the term of the duty.

        Where that was lost and its debt is frozen or remitted, nothing is to be asked.
        """
        if self._today < duty.on:
            return Found(ObligationState.AHEAD, duty.cents)
        by = min(self._today, deadline(duty.condition, duty.on))
        relied = relied_on(duty.condition, self._made, self._agreements)
        bound = [phase_on(other, by) for other in relied]
        if Phase.RUNNING in bound or Phase.COMPLETED in bound:
            return Found(ObligationState.MET, duty.cents, met_on=duty.on)
        if not bound or bound[-1] is Phase.PROPOSED:
            return Found(self._unjudged(duty, ObligationState.MISSED), duty.cents)
        rests = relied[-1].id in self._rested
        return Found(ObligationState.RESTS if rests else ObligationState.MISSED, duty.cents)

    def _by_rent(self, duty: DatedDuty) -> Found:
        """As the rents of its month; no rent that fell due is nothing to be held against.

        A month without a rent is let go once a later one has its own: nothing more is booked in it.
        """
        month = duty.original_on.year, duty.original_on.month
        rents = self._rents.get(month, ())
        if not rents and month < self._newest:
            return Found(ObligationState.WAIVED, duty.cents)
        if not rents:
            return Found(self._unjudged(duty, ObligationState.DUE), duty.cents)
        cents = sum(rent.cents for rent in rents)
        paid = cents - sum(rent.open for rent in rents)
        payments = sorted(one for rent in rents for one in rent.payments)
        enough = max(1, cents - self._spare)
        met_on = _day_of(enough, *_kept_sums(payments, self._today))
        if met_on is None:
            met_on = max((one.paid_on or one.due_on for one in rents if not one.open), default=None)
        last = deadline(duty.condition, duty.on)
        rests = any(rent.open and rent.arranged_on <= last for rent in rents)
        found = self._by_money(duty, cents, paid, met_on, rests=rests)
        back = all(NEARLY_PAID * rent.open >= rent.came_back for rent in rents)
        return self._undone(found, enough, payments) if back else found

    def _instalment(self, duty: DatedDuty) -> Found:
        before = self._needed
        self._needed += duty.cents
        enough = min(self._needed, max(before + 1, self._needed - self._spare))
        met_on = _day_of(enough, self._paid, self._sums)
        paid = min(max(self._total - before, 0), duty.cents)
        found = self._by_money(duty, duty.cents, paid, met_on, rests=self._rests)
        return self._undone(found, enough, self._moves)

    def _undone(self, found: Found, enough: int, payments: Iterable[tuple[date, int]]) -> Found:
        """What was found, with the times in which enough was paid until some of it came back."""
        if found.state not in MISSED:
            return found
        total, since, times = 0, date.min, []
        for day, cents in payments:
            if total < enough <= total + cents:
                since = day
            elif day <= self._today and total >= enough > total + cents:
                times.append((since, day))
            total += cents
        return found._replace(was_met=tuple(times))

    def _by_money(
        self, duty: DatedDuty, cents: int, paid: int, met_on: date | None, *, rests: bool
    ) -> Found:
        """Met where nothing lacks, or of what was paid so little that it is worth no call (R08)."""
        if paid >= cents or (paid and paid + self._spare >= cents):
            late = met_on is not None and met_on > deadline(duty.condition, duty.on)
            state = ObligationState.LATE if late else ObligationState.MET
            return Found(state, cents, paid, met_on)
        past = ObligationState.PARTLY if paid else ObligationState.MISSED
        state = self._unjudged(duty, past, self._shown)
        return Found(ObligationState.RESTS if rests and state in _OWED else state, cents, paid)

    def _unjudged(
        self, duty: DatedDuty, past: ObligationState, known: date | None = None
    ) -> ObligationState:
        if self._today < duty.on:
            return ObligationState.AHEAD
        if (known or self._today) <= deadline(duty.condition, duty.on):
            return ObligationState.DUE
        return past


def trifle(agreement: Agreement) -> int:
    """The most that may lack of what was paid, by the terms as they bind; nothing without any."""
    least = agreement.terms.get(LEAST)
    return max(least - 1, 0) if isinstance(least, int) else 0


def _by_month(rents: Iterable[RentMonth]) -> Mapping[tuple[int, int], list[RentMonth]]:
    found: dict[tuple[int, int], list[RentMonth]] = {}
    for rent in rents:
        found.setdefault((rent.due_on.year, rent.due_on.month), []).append(rent)
    return found


def _kept_sums(payments: Sequence[tuple[date, int]], today: date) -> tuple[list[date], list[int]]:
    """The days of payments, and the sum below which what was paid never fell again from then on."""
    days: list[date] = []
    sums: list[int] = []
    total = 0
    for day, cents in payments:
        if day <= today:
            total += cents
            days.append(day)
            sums.append(total)
    for at in range(len(sums) - 2, -1, -1):
        sums[at] = min(sums[at], sums[at + 1])
    return days, sums


def _day_of(enough: int, days: Sequence[date], sums: Sequence[int]) -> date | None:
    """The day since which so much was paid, by what `_kept_sums` found; None while it was not."""
    at = bisect_left(sums, enough)
    return days[at] if at < len(days) else None
