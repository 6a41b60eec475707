"""What is asked once before a change is recorded, and recorded when it is asked again."""

from collections.abc import Iterator, Mapping

from caseconsole.domain.changes import Change
from caseconsole.domain.text import bsn_like

WRITTEN = frozenset({"said", "text", "why", "outcome", "answer"})
"""The fields in which a person writes what they want."""


def numbers(change: Change) -> tuple[str, ...]:
    """What in the texts of a change looks like a BSN, which is not to be kept (R80, R81)."""
    return tuple(number for text in _written(change.model_dump()) for number in bsn_like(text))


def _written(asked: Mapping[str, object]) -> Iterator[str]:
    for name, value in asked.items():
        if isinstance(value, Mapping):
            yield from _written(value)
        elif isinstance(value, list | tuple):
            for one in value:
                yield from _written(one) if isinstance(one, Mapping) else ()
        elif name in WRITTEN and isinstance(value, str):
            yield value
