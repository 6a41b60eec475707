"""Who puts a signature under a second chance (R70)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from caseconsole.domain.agreement import Agreement

HOUSEMATES = "C14"
"""The clause that binds the adults of a household too, who sign with the tenant."""
_AND = re.compile(r"\s*(?:[,;&+]|(?<![\w-])(?:en|and)(?:/(?:of|or))?(?![\w-]))\s*", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:de\s+)?heer|meneer|mevrouw|(?:d?hr|mevr|mw|mr|mrs|ms)\.?|(?:\w\.[\s,;&+]*)+", re.IGNORECASE
)
"""How somebody is addressed, or the initials, before the name that two can share."""


class Signatory(StrEnum):
    """Who puts a signature under a second-chance lease."""

    LANDLORD = "landlord"
    TENANT = "tenant"
    PROVIDER = "provider"
    HOUSEMATE = "housemate"
    """The adults of the household whom a condition binds too."""


def signatories(made: Agreement, usual: Iterable[str] = ()) -> tuple[str, ...]:
    """Who is to sign: whom its terms name, and the housemates whom a condition of it binds.

    Args:
        usual: who signs where its terms name nobody.
    """
    asked = made.terms.get("signatories")
    named = [str(one) for one in asked] if isinstance(asked, list | tuple) else [*usual]
    bound = any(one.clause == HOUSEMATES and one.added_on is None for one in made.conditions)
    return tuple(dict.fromkeys([*named, Signatory.HOUSEMATE.value] if bound else named))


def housemates(made: Agreement) -> list[str]:
    """Their names, as the terms of an agreement list them in one line."""
    clauses = made.terms.get("clauses")
    fields = clauses.get(HOUSEMATES) if isinstance(clauses, Mapping) else None
    own = fields.get("housemates") if isinstance(fields, Mapping) else None
    return [name for name in _names(str(own or made.terms.get("housemates") or "")) if name]


def _names(line: str) -> Iterator[str]:
    """The names in a line; who share one stay together: "de heer en mevrouw Bos", "A. & B. Bos"."""
    start = 0
    for found in _AND.finditer(line):
        name = line[start : found.start()].strip()
        if not _ADDRESS.fullmatch(name):
            yield name
            start = found.end()
    yield line[start:].strip()
