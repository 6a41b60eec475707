"""The kinds of agreements: each module of this package that has a `KIND` is one."""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

from caseconsole.domain.agreement import Agreement, Condition, Phase, StateChange
from caseconsole.domain.kinds.kind import Kind

__all__ = [
    "COVERS_FROM",
    "FELL_THROUGH",
    "KINDS",
    "LOST",
    "SIGNED",
    "STANDS",
    "Kind",
    "asks_from",
    "covered_from",
    "covers_before",
    "covers_from",
    "over",
    "phase",
    "runs",
]

KINDS: dict[str, Kind] = {
    kind.name: kind
    for module in sorted(found.name for found in iter_modules(__path__))
    if isinstance(kind := getattr(import_module(f"{__name__}.{module}"), "KIND", None), Kind)
}
"""Every kind by its name."""

STANDS = frozenset({Phase.PROPOSED, Phase.RUNNING})
"""What an agreement that is not over comes down to."""
FELL_THROUGH = frozenset({Phase.REFUSED, Phase.WITHDRAWN})
"""What an agreement that did not come about comes down to: it never asked anything."""
LOST = frozenset({Phase.ENDED, *FELL_THROUGH})
"""What an agreement comes down to that ended otherwise than it was meant to, or never began."""
COVERS_FROM = "covers_from"
"""The term that names by lease the day from which fell due what an agreement covers."""
SIGNED = "signed"
"""The state of the kinds that begin to bind by a signature."""


def phase(agreement: Agreement) -> Phase:
    """What the state of an agreement comes down to."""
    return KINDS[agreement.kind].phase(agreement.state)


def runs(agreement: Agreement) -> bool:
    """Whether an agreement binds now."""
    return phase(agreement) is Phase.RUNNING


def over(agreement: Agreement) -> StateChange | None:
    """The state with which an agreement that bound was over; None while it is not."""
    states = [(change.state, change) for change in agreement.states]
    return KINDS[agreement.kind].over(states)


def covers_before(agreement: Agreement) -> date:
    """The day before which fell due what an agreement covers of the debt (R61, R63)."""
    states = ((change.state, change.on) for change in agreement.states)
    return KINDS[agreement.kind].covers_before(agreement.start_on, agreement.terms, states)


def covers_from(agreement: Agreement, lease: int) -> date:
    """The day from which fell due what an agreement covers of a lease: older debt was frozen.

    Without one it covers all from before it began.
    """
    return covered_from(agreement.terms, lease) or date.min


def covered_from(terms: Mapping[str, object], lease: int) -> date | None:
    """The day that terms name as that from which fell due what is covered of a lease."""
    known = terms.get(COVERS_FROM)
    since = known.get(str(lease)) if known and isinstance(known, Mapping) else None
    try:
        return date.fromisoformat(str(since)) if since else None
    except ValueError:
        return None


def asks_from(agreement: Agreement, condition: Condition | None = None) -> date:
    """The day before which nothing that an agreement asks is a duty, or one of its conditions.

    What begins to bind by a signature asks from its first day or from that signature, whichever is
    later (R70); the duties of others begin with their conditions. A condition that was added to
    what was signed asks from that day, and one that came in from the day that it is kept here.
    """
    own = (condition.added_on, condition.asked_from) if condition else ()
    begins = [day for day in own if day is not None]
    if SIGNED in KINDS[agreement.kind].states:
        begins += (agreement.start_on, agreement.signed_on or agreement.start_on)
    return max(begins, default=date.min)
