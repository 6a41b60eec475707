"""What a file of a kind looks like, and how its kind is seen from its header."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from caseconsole.intake.source import DELIMITER
from caseconsole.intake.wrong import wrong
from caseconsole.store.staging import Staged

FORBIDDEN = frozenset({"bsn", "burgerservicenummer", "sofinummer", "sofi_nummer", "bsn_nummer"})
"""Columns that a file may not have: the association has no ground to keep them (R81)."""


@dataclass
class Known:
    """What earlier files and the store have, by reference."""

    leases: Mapping[str, int]
    people: Mapping[str, int]
    staff: bool
    """Whether the actor may change who works here."""

    groups: dict[str, int] = field(default_factory=dict)
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)
    """The line on which each thing of the file stands first."""

    def group(self, reference: str) -> int:
        """A number for the lease or person a row belongs to, in the order of the file."""
        return self.groups.setdefault(reference, len(self.groups))

    def once(self, line: int, *key: str) -> None:
        """Note that a thing stands on a line.

        Raises:
            Fault: it stands on an earlier line too.
        """
        first = self.seen.setdefault(key, line)
        if first != line:
            raise wrong("row_twice", text=key[-1], first=first)

    def need_lease(self, reference: str) -> str:
        """The reference, when there is such a lease."""
        if reference not in self.leases:
            raise wrong("lease_unknown", text=reference)
        return reference

    def need_person(self, reference: str) -> str:
        """The reference, when there is such a tenant."""
        if reference not in self.people:
            raise wrong("person_unknown", text=reference)
        return reference


Check = Callable[[int, dict[str, str], Known], Iterable[Staged]]


@dataclass(frozen=True)
class Layout:
    """One kind of file."""

    name: str
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    after: tuple[str, ...]
    """The kinds that it names things of, so that they go first."""
    tables: tuple[str, ...]
    fills: Mapping[str, str]
    """The column of the store that an optional column of the file fills."""
    check: Check | None
    """Checks one row of people or leases; ledger lines go another way."""

    @property
    def columns(self) -> frozenset[str]:
        """All columns that are read."""
        return frozenset((*self.needed, *self.optional))

    def absent(self, columns: tuple[str, ...]) -> frozenset[str]:
        """The columns of the store that a file with these columns says nothing about."""
        return frozenset(stored for name, stored in self.fills.items() if name not in columns)


def recognise(columns: tuple[str, ...], layouts: tuple[Layout, ...]) -> Layout:
    """The kind of a file with these columns.

    Raises:
        Fault: it has the columns of no kind.
    """
    have = frozenset(columns)
    fitting = [layout for layout in layouts if have.issuperset(layout.needed)]
    if fitting:
        return max(fitting, key=lambda layout: len(have & layout.columns))
    if len(columns) == 1 and any(sign in columns[0] for sign in ",\t|"):
        raise wrong("delimiter", delimiter=DELIMITER)
    near = max(layouts, key=lambda layout: len(have & set(layout.needed)))
    missing = [name for name in near.needed if name not in have]
    if len(missing) == len(near.needed):
        raise wrong("header_unknown")
    raise wrong("columns_missing", kind_word=f"import.kind.{near.name}", columns=", ".join(missing))
