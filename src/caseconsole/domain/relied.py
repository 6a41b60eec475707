"""The agreements on which a condition rests, or rested before in its own time (R73)."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from caseconsole.domain.agreement import Agreement, Condition, Phase, StateChange
from caseconsole.domain.kinds import KINDS, LOST, asks_from, phase


def relied_on(
    condition: Condition, agreement: Agreement, agreements: Sequence[Agreement]
) -> tuple[Agreement, ...]:
    """The agreement on which a condition rests, after those of its kind that ended before (R73).

    One that ended before anything was asked counts for nothing of it.
    """
    now = next((one for one in agreements if one.id == condition.rests_on), None)
    if now is None:
        return ()
    since = asks_from(agreement, condition)
    before = (
        one
        for one in agreements
        if one.kind == now.kind and one.id < now.id and phase(one) is Phase.ENDED
    )
    return (*(one for one in before if since <= lost_on(one)), now)


def lost_on(other: Agreement) -> date:
    """The day on which an agreement was lost: what its end is called since makes that no later."""
    return min(one.on for one in ends_of(other))


def ends_of(other: Agreement) -> tuple[StateChange, ...]:
    """What the end of an agreement that was lost was called, the newest first."""
    named = KINDS[other.kind].phase
    return tuple(takewhile(lambda one: named(one.state) in LOST, reversed(other.states)))


def phase_on(agreement: Agreement, day: date) -> Phase:
    """What an agreement came down to on a day; proposed before there was one.

    Of what came in only the newest state is known: from its first day until then it ran.
    """
    kind, first = KINDS[agreement.kind], agreement.states[0]
    known = [change.state for change in agreement.states if change.on <= day]
    if known:
        return kind.phase(known[-1])
    since = kind.there_since(agreement.start_on, first.state, first.on)
    return Phase.RUNNING if since <= day else Phase.PROPOSED
