"""The state of an agreement as a row of a file says it."""

from dataclasses import dataclass

from caseconsole.domain.kinds import KINDS
from caseconsole.intake import values
from caseconsole.intake.layout import Known
from caseconsole.intake.values import Row
from caseconsole.intake.wrong import wrong
from caseconsole.store.staging_agreed import Agreement


@dataclass(frozen=True, slots=True)
class Stated:
    """A state, since when, and why."""

    state: str
    on: str
    why: str
    counts: bool
    """Whether it is new of the agreement, or is explained by now."""


def stated(
    row: Row, kind: str, start: str, before: Agreement | None, brought: str, known: Known
) -> Stated:
    """What a row says of the state of an agreement.

    Args:
        before: the agreement as it stands, if it does.
        brought: what tells the row.

    Raises:
        Fault: the state or its day is wrong, or the day is missing; or it is new, and its reason
            or paper is missing (R37, R63, R70).
    """
    state = values.choice(row, "status", known.words.states(kind))
    on = values.day_or_none(row, "status_vanaf") or _since(state, start, before, brought, known)
    if on > known.today:
        raise wrong("state_later", day_on=on)
    why = values.text(row, "reden", values.TEXT_LIMIT)
    if not why and (before is None or state not in {name for name, _ in before.states}):
        _refuse_unexplained(kind, state)
    if before is None:
        return Stated(state, on, why, counts=True)
    stood = before.states.get((state, on))
    if stood is None:
        return Stated(state, on, why, counts=all(on >= day for _, day in before.states))
    return Stated(state, on, why, counts=_explains(why, stood, before, brought))


def _refuse_unexplained(kind: str, state: str) -> None:
    """A file has one column for why a state came about, and by which paper."""
    known, words = KINDS[kind], {"state_word": f"state.{kind}.{state}"}
    if state in known.reasoned:
        raise wrong("state_why", **words)
    if state in known.proven:
        raise wrong("state_paper", **words)


def _since(state: str, start: str, before: Agreement | None, brought: str, known: Known) -> str:
    """Since when an agreement is in a state of which a row names no day.

    A row that says the state again says no other day.
    """
    first = min(start, known.today)
    if before is None:
        return first
    stood = [day for name, day in before.states if name == state]
    again = state == before.state or values.same_cell(brought, before.brought, "status")
    if stood and again:
        return stood[-1]
    newest = max(day for _, day in before.states)
    if first < newest:
        raise wrong("state_since", day_on=newest)
    return first


def _explains(why: str, stood: str, before: Agreement, brought: str) -> bool:
    """Whether a row says why a state that stands came about: words recorded here stay."""
    if not why or before.brought == brought:
        return False
    return not stood or values.said(before.brought, "reden", stood)
