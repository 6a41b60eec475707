"""Conditions expanded into dated obligations, each with where it stands on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Duty,
    Judge,
    JudgedAs,
    Judgement,
    Obligation,
    ObligationState,
    Paid,
    Phase,
)
from caseconsole.domain.held import JUDGED, enough, held_against
from caseconsole.domain.judging import (
    MISSED,
    SHORT,
    SPARED,
    DatedDuty,
    Found,
    Judging,
    instalment,
)
from caseconsole.domain.kinds import FELL_THROUGH, asks_from, over, phase
from caseconsole.domain.losses import asked_in, held_loss, let_go, lost, rested_on
from caseconsole.domain.moving import (
    asks,
    dropped,
    falls,
    final_day,
    last_day,
    until_of,
)
from caseconsole.domain.recurrence import LAST_DAY, ends
from caseconsole.domain.relied import phase_on, relied_on

TO_COME = frozenset({ObligationState.AHEAD, ObligationState.DUE, ObligationState.RESTS})
"""The states of what need not be done yet."""
WAITING = frozenset({ObligationState.DUE, ObligationState.OVERDUE})
"""Those of what a person can judge and has not."""
LET_GO = frozenset({JudgedAs.EXCUSED, JudgedAs.WAIVED})
"""The judgements by which a person says that it need not be done."""
_WAITS = frozenset({ObligationState.DUE, ObligationState.RESTS})


class ConditionStatus(StrEnum):
    """How a condition goes (R73)."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BREACHED = "breached"
    MET = "met"
    WAIVED = "waived"


TROUBLED = (ConditionStatus.BREACHED, ConditionStatus.AT_RISK)
"""The statuses of what goes wrong, the worst first."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many obligations of an agreement stand where, of those that were counted."""

    open: int
    """Due, or past its day and not judged."""
    missed: int
    """Missed or met in part, and not made good."""
    met: int
    """Met, in time or late."""
    late: int
    spared: int
    """Excused or waived."""
    unbooked: int
    """Those of them of which the ledger holds nothing."""
    rests: int
    """Not to be asked, while the debt is frozen or paid by an arrangement."""
    to_judge: int
    """Past its day and grace, and waiting for a person."""
    next_on: date | None
    """The day of the first that is due or ahead."""
    cents: int
    """What was to be paid by those whose day has come, without what was waived or rests."""
    paid: int
    """What the ledger shows of it."""


def obligations(
    agreement: Agreement,
    today: date,
    until: date,
    *,
    paid: Paid,
    agreements: Sequence[Agreement] = (),
) -> tuple[Obligation, ...]:
    """The obligations of an agreement that fall by `until`, by effective day.

    An agreement that does not bind yet, or did not come about, has none; one that has ended has
    none after its last day, and one that begins by a signature none from before it.

    Args:
        agreement: the agreement.
        today: the day on which they are looked at.
        until: the last effective day.
        paid: what the ledger says of the case.
        agreements: those of the same case, among which are those that conditions rest on.
    """
    bound = phase(agreement)
    if bound is Phase.PROPOSED or bound in FELL_THROUGH:
        return ()
    if bound is not Phase.RUNNING and (ended := over(agreement)):
        until = min(until, ended.on)
    duties = [duty for one in agreement.conditions for duty in _duties(agreement, one, until)]
    duties.sort(key=_order)
    judging = Judging(agreement, today, paid, agreements)
    return tuple([_obligation(agreement, duty, judging.found(duty)) for duty in duties])


def _obligation(made: Agreement, duty: DatedDuty, found: Found) -> Obligation:
    state, cents, paid, met_on, was_met = found
    on, original_on, condition, _, judgement = duty
    short_on = _short_on(made, judgement) if judgement and state in MISSED else None
    return Obligation(
        condition, original_on, on, cents, paid, state, met_on, judgement, short_on, was_met
    )


def _short_on(made: Agreement, newest: Judgement) -> date | None:
    since: date | None = None
    for said in made.judgements:
        if (said.condition, said.original_on) == (newest.condition, newest.original_on):
            since = (since or said.on) if said.verdict in SHORT else None
    return since


def _order(duty: DatedDuty) -> tuple[date, date, int]:
    return duty.on, duty.original_on, duty.condition.id


def _duties(agreement: Agreement, condition: Condition, until: date) -> Iterable[DatedDuty]:
    newest = {one.original_on: one for one in agreement.judgements if one.condition == condition.id}
    pairs = falls(condition, agreement, until)
    final = final_day(condition) if condition.last_cents else None
    since = asks_from(agreement, condition)
    return [
        DatedDuty(on, original, condition, _cents(condition, original, final), newest.get(original))
        for original, on in pairs
        if on >= since
    ]


def _cents(condition: Condition, original: date, final: date | None) -> int:
    return condition.last_cents if original == final else condition.cents


def instalments(made: Agreement) -> tuple[tuple[date, int], ...]:
    """The day and the cents of each instalment of an agreement that was not let go, by day."""
    duties = [
        duty
        for one in filter(instalment, made.conditions)
        for duty in _duties(made, one, LAST_DAY)
        if not (duty.judgement and duty.judgement.verdict in LET_GO)
    ]
    return tuple((duty.on, duty.cents) for duty in sorted(duties, key=_order))


def statuses(
    agreement: Agreement, today: date, *, paid: Paid, agreements: Sequence[Agreement] = ()
) -> dict[int, ConditionStatus]:
    """How every condition of an agreement goes today, by its key."""
    duties = obligations(agreement, today, today, paid=paid, agreements=agreements)
    return {
        one.id: status(one, duties, today, agreement=agreement, paid=paid, agreements=agreements)
        for one in agreement.conditions
    }


def status(
    condition: Condition,
    duties: Iterable[Obligation],
    today: date,
    *,
    agreement: Agreement,
    paid: Paid,
    agreements: Sequence[Agreement] = (),
) -> ConditionStatus:
    """How a condition goes today, from its obligations through today (R73).

    One that rests on another agreement goes as that one does. What a person ended before it asked
    anything was let go; where it rests on another agreement not before that end, nor with what was
    breached.
    """
    waived = dropped(condition, agreement)
    own = [duty for duty in duties if duty.condition.id == condition.id]
    if condition.judge is Judge.AGREEMENT:
        since, until = asked_in(condition, agreement, agreements)
        how = _resting(condition, own, today, agreement, agreements, paid)
        over = until < since or until <= today
        waived = waived and over and how is not ConditionStatus.BREACHED
    else:
        how = _own_status(condition, own, today, agreement, agreements, paid)
    return ConditionStatus.WAIVED if waived else how


def _own_status(
    condition: Condition,
    own: Sequence[Obligation],
    today: date,
    agreement: Agreement,
    agreements: Sequence[Agreement],
    paid: Paid,
) -> ConditionStatus:
    held = held_against(condition, own, agreement, today, paid=paid, agreements=agreements)
    if enough(held):
        return ConditionStatus.BREACHED
    if held or any(duty.state is ObligationState.OVERDUE for duty in own):
        return ConditionStatus.AT_RISK
    if not _over(condition, own, today, agreement):
        return ConditionStatus.ON_TRACK
    judged = any(duty.state in JUDGED for duty in own)
    return ConditionStatus.MET if judged else ConditionStatus.WAIVED


def _over(
    condition: Condition, own: Sequence[Obligation], today: date, agreement: Agreement
) -> bool:
    """Whether nothing of a condition can fall due any more and nothing waits."""
    until = until_of(condition, agreement)
    if until and until < today:
        return all(duty.state not in _WAITS for duty in own)
    last = last_day(condition, agreement) if ends(condition.rule) else None
    if last is None:
        return False
    if last < asks_from(agreement, condition) and not asks(condition, agreement):
        return True
    judged = JUDGED | SPARED
    return any(duty.original_on == last and duty.state in judged for duty in own)


def _resting(
    condition: Condition,
    own: Sequence[Obligation],
    today: date,
    agreement: Agreement,
    agreements: Sequence[Agreement],
    paid: Paid,
) -> ConditionStatus:
    """How a condition goes that rests on another agreement.

    What was missed of one that was lost stays a breach, and nothing of it waits any more. A loss
    that was let go was neither met nor held, whoever spoke about it before.
    """
    other = rested_on(condition, agreement, agreements, today)
    if other is None:
        return ConditionStatus.AT_RISK
    bound = phase(other)
    if bound is Phase.COMPLETED:
        return ConditionStatus.MET
    asked = asked_by(condition, own, today, agreement=agreement, paid=paid, agreements=agreements)
    held = held_against(condition, asked, agreement, today, paid=paid, agreements=agreements)
    if enough(held):
        return ConditionStatus.BREACHED
    gone = lost(condition, agreement, agreements, today)
    waits = not gone and any(duty.state is ObligationState.OVERDUE for duty in asked)
    lacks = held_loss(condition, agreement, today, paid=paid, agreements=agreements)
    if held or waits or lacks:
        return ConditionStatus.AT_RISK
    if gone and let_go(condition, agreement, agreements, today):
        return ConditionStatus.WAIVED
    ended = bound is not Phase.PROPOSED and asked_in(condition, agreement, agreements)[1] < today
    return ConditionStatus.MET if ended else ConditionStatus.ON_TRACK


def asked_by(
    condition: Condition,
    own: Iterable[Obligation],
    today: date,
    *,
    agreement: Agreement,
    paid: Paid,
    agreements: Sequence[Agreement],
) -> list[Obligation]:
    """What a condition asked through today: by its own duties, or by those of what it rests on.

    What was only proposed asks nothing: that it comes about is what its own duties ask. It makes
    nothing good either, so that what was judged under the one that was lost before stays beside it.
    """
    rests = condition.judge is Judge.AGREEMENT
    other = rested_on(condition, agreement, agreements, today) if rests else None
    if other is None:
        return list(own)
    asked = asked_in(condition, agreement, agreements)
    if phase_on(other, asked[1]) not in {Phase.PROPOSED, *FELL_THROUGH}:
        return _owed_in(asked, other, today, paid)
    before = relied_on(condition, agreement, agreements)[-2:-1]
    owed = (duty for one in before for duty in _owed_in(asked, one, today, paid))
    return [*own, *(duty for duty in owed if duty.state in JUDGED)]


def _owed_in(
    asked: tuple[date, date], other: Agreement, today: date, paid: Paid
) -> list[Obligation]:
    """What an agreement asked of the tenant from a day through another, by itself."""
    since, until = asked
    return [
        duty
        for duty in obligations(other, today, today, paid=paid)
        if since <= duty.on <= until
        and duty.condition.duty is Duty.TENANT
        and duty.condition.judge is not Judge.AGREEMENT
    ]


def resting(
    made: Agreement,
    conditions: Iterable[Condition],
    today: date,
    *,
    paid: Paid,
    agreements: Sequence[Agreement],
) -> tuple[Obligation, ...]:
    """What the tenant owed through today, since an agreement binds, under those it rests on.

    By these its derived conditions go (R73), and those before them are not forgotten; each comes
    once.

    Args:
        conditions: those of its conditions that are looked at; one that rests on none adds none.
    """
    asked: dict[int, tuple[date, date]] = {}
    for one in conditions:
        for other in relied_on(one, made, agreements) if one.judge is Judge.AGREEMENT else ():
            since, until = asked_in(one, made, agreements)
            first, last = asked.get(other.id, (since, until))
            asked[other.id] = min(first, since), max(last, until)
    return tuple(
        duty
        for other in agreements
        if other.id in asked
        for duty in _owed_in(asked[other.id], other, today, paid)
    )


def unbooked(duty: Obligation) -> bool:
    """Whether a rent was let go because the ledger has none of its month, and not by a person."""
    by_ledger = duty.condition.judge is Judge.LEDGER and duty.judgement is None
    return by_ledger and duty.state is ObligationState.WAIVED


def tally(duties: Iterable[Obligation], resting: Iterable[Obligation] = ()) -> Tally:
    """How many obligations stand where; the caller chooses how far ahead they go.

    Args:
        resting: those of the agreements on which its conditions rest; of these only what was
            missed, rests or waits for a judgement counts.
    """
    count = dict.fromkeys(ObligationState, 0)
    next_on: date | None = None
    cents = paid = to_judge = gaps = 0
    for duty in duties:
        state = duty.state
        count[state] += 1
        gaps += unbooked(duty)
        if state is ObligationState.OVERDUE and duty.condition.judge is Judge.PERSON:
            to_judge += 1
        if next_on is None and state in {ObligationState.AHEAD, ObligationState.DUE}:
            next_on = duty.on
        if state is not ObligationState.AHEAD and state not in SPARED:
            cents += duty.paid if state is ObligationState.RESTS else duty.cents
            paid += duty.paid
    others = [duty.state for duty in resting]
    missed, rests = sum(map(MISSED.__contains__, others)), others.count(ObligationState.RESTS)
    waiting = count[ObligationState.OVERDUE] + others.count(ObligationState.OVERDUE)
    return Tally(
        open=count[ObligationState.DUE] + waiting,
        missed=missed + count[ObligationState.MISSED] + count[ObligationState.PARTLY],
        met=count[ObligationState.MET] + count[ObligationState.LATE],
        late=count[ObligationState.LATE],
        spared=count[ObligationState.EXCUSED] + count[ObligationState.WAIVED],
        unbooked=gaps,
        rests=rests + count[ObligationState.RESTS],
        to_judge=to_judge,
        next_on=next_on,
        cents=cents,
        paid=paid,
    )
