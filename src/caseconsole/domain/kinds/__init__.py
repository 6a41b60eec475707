"""The kinds of agreements: each module of this package that has a `KIND` is one."""

from importlib import import_module
from pkgutil import iter_modules

from caseconsole.domain.agreement import Agreement, Phase
from caseconsole.domain.kinds.kind import Kind

__all__ = ["KINDS", "STANDS", "Kind", "phase", "runs"]

KINDS: dict[str, Kind] = {
    kind.name: kind
    for module in sorted(found.name for found in iter_modules(__path__))
    if isinstance(kind := getattr(import_module(f"{__name__}.{module}"), "KIND", None), Kind)
}
"""Every kind by its name."""

STANDS = frozenset({Phase.PROPOSED, Phase.RUNNING})
"""What an agreement that is not over comes down to."""


def phase(agreement: Agreement) -> Phase:
    """What the state of an agreement comes down to."""
    return KINDS[agreement.kind].phase(agreement.state)


def runs(agreement: Agreement) -> bool:
    """Whether an agreement binds now."""
    return phase(agreement) is Phase.RUNNING
