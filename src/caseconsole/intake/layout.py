"""What a file of a kind looks like, and how its kind is seen from its header."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from caseconsole.intake.words import Words
from caseconsole.intake.wrong import Rests, wrong
from caseconsole.process.policy import Policy
from caseconsole.store.staging import Staged
from caseconsole.store.staging_agreed import Agreed, Agreement

FORBIDDEN = frozenset({"bsn", "burgerservicenummer", "sofinummer", "sofi_nummer", "bsn_nummer"})
"""Columns that a file may not have: the association has no ground to keep them (R81)."""


@dataclass
class Missing:
    """What refused rows would have brought: what rests on them is counted, not told row by row."""

    named: dict[tuple[str, str], str] = field(default_factory=dict)
    """By lease or person and its reference the name of the file."""
    unread: str = ""
    """A file of which nobody knows what it would have brought."""
    unread_judged: bool = False
    """Whether judgements may stand in a file that could not be read, of whatever conditions."""

    def note(self, owner: str, references: Iterable[str], file: str) -> None:
        """Note what a refused file or row would have brought."""
        for reference in references:
            self.named.setdefault((owner, reference), file)

    def cause(self, owner: str, reference: str) -> str:
        """The file that would have brought something; empty when no refused file would have."""
        return self.named.get((owner, reference)) or self.unread


Span = tuple[int, str, str | None]
"""A line with its first and last day."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """A row of an agreement that comes in without its conditions."""

    line: int
    reference: str
    one: Agreement
    terms: Mapping[str, object]
    since: date
    """What a person judges is asked from this day on."""
    brought: str
    """What tells the row."""


@dataclass
class Known:
    """What the store and the kinds of files before this one have, by reference."""

    leases: Container[str]
    people: Container[str]
    missing: Missing
    today: str
    """As ISO text."""
    staff: bool
    """Whether the actor may change who works here."""
    policy: Policy
    login: str
    """Of the actor."""
    agreed: Agreed
    columns: frozenset[str]
    """The columns that the file has, of those that are read."""
    told: Container[str]
    """Of what a file of another kind says more in this import; see `Layout.told_by`."""
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)
    """The line on which each thing of the file stands first."""
    spans: dict[tuple[str, ...], list[Span]] = field(default_factory=dict)
    """The lines on which each thing of the file stands that may come again on other days."""
    drafting: list[Drafting] = field(default_factory=list)
    """The rows whose conditions hang on what comes in beside them, and are drafted after it."""

    @cached_property
    def words(self) -> Words:
        """The words of the policy of today."""
        return Words(self.policy.at(date.fromisoformat(self.today)))

    def once(self, line: int, *key: str, shown: str = "") -> None:
        """Note that a thing stands on a line.

        Args:
            shown: what it is called; the last part of its key when empty.

        Raises:
            Fault: it stands on an earlier line too.
        """
        first = self.seen.setdefault(key, line)
        if first != line:
            raise wrong("row_twice", text=shown or key[-1], first=first)

    def once_at_a_time(self, line: int, since: str, until: str | None, *key: str) -> None:
        """Note that a thing stands on a line with its days; the second of its key is its name.

        Raises:
            Fault: it stands on an earlier line too, with days that meet these.
        """
        spans = self.spans.setdefault(key, [])
        for first, begun, ended in spans:
            if begun <= (until or begun) and since <= (ended or since):
                raise wrong("span_twice", text=key[1], first=first)
        spans.append((line, since, until))

    def need_lease(self, reference: str) -> str:
        """The reference, when there is such a lease."""
        if reference not in self.leases:
            if cause := self.missing.cause("lease", reference):
                raise Rests(cause)
            raise wrong("lease_unknown", text=reference)
        return reference

    def need_agreement(self, reference: str) -> Agreement:
        """The agreement of this reference."""
        found = self.agreed.agreements.get(reference)
        if found is None:
            if cause := self.missing.cause("agreement", reference):
                raise Rests(cause)
            raise wrong("agreement_unknown", text=reference)
        return found

    def need_person(self, reference: str) -> str:
        """The reference, when there is such a tenant."""
        if reference not in self.people:
            if cause := self.missing.cause("person", reference):
                raise Rests(cause)
            raise wrong("person_unknown", text=reference)
        return reference


Check = Callable[[int, dict[str, str], Known], Iterable[Staged]]


@dataclass(frozen=True)
class Layout:
    """One kind of file."""

    name: str
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    tables: tuple[str, ...]
    fills: Mapping[str, str]
    """The column of the store that an optional column of the file fills."""
    check: Check | None
    """Checks one row of people or leases; ledger lines go another way."""
    stands: Callable[[dict[str, str], Known], Mapping[str, str]] | None = None
    """What the store has of a row, as cells: those of columns that the file lacks are read as these
    where more than one column of the store, or another than they fill, hangs on them."""
    brings: tuple[str, str] | None = None
    """What later files name by a reference that stands first here, and the column it stands in."""
    holds_back: tuple[str, ...] = ()
    """The kinds that do not come in either when a file of this kind is refused."""
    held_back: str = "held_back"
    """The sentence that says what they wait for."""
    about: Callable[[dict[str, str], Known], Iterable[str]] | None = None
    """The conditions that a row judges, by reference, also where something in it is wrong."""
    told_by: tuple[str, str] = ("", "")
    """A kind that says more of what stands here, and its column with the reference."""

    @property
    def columns(self) -> frozenset[str]:
        """All columns that are read."""
        return frozenset((*self.needed, *self.optional))

    def whole(self, row: dict[str, str], known: Known) -> dict[str, str]:
        """A row with what stands in the columns that its file does not have."""
        if self.stands is None or not (lacking := self.columns - known.columns):
            return row
        stood = self.stands(row, known)
        return {**row, **{name: stood[name] for name in lacking & stood.keys()}}

    def absent(self, columns: tuple[str, ...]) -> frozenset[str]:
        """The columns of the store that a file with these columns says nothing about."""
        return frozenset(stored for name, stored in self.fills.items() if name not in columns)


def nearest(columns: tuple[str, ...], layouts: tuple[Layout, ...]) -> list[Layout]:
    """The kinds that these columns come nearest to; all where they have none that is needed."""
    have = frozenset(columns)
    alike = {
        layout.name: (len(have.intersection(layout.needed)), len(have & layout.columns))
        for layout in layouts
    }
    most = max(alike.values())
    return [layout for layout in layouts if not most[0] or alike[layout.name] == most]


def recognise(columns: tuple[str, ...], layouts: tuple[Layout, ...]) -> Layout:
    """The kind of a file with these columns.

    Raises:
        Fault: it has the columns of no kind.
    """
    have = frozenset(columns)
    fitting = [layout for layout in layouts if have.issuperset(layout.needed)]
    if fitting:
        return max(fitting, key=lambda layout: len(have & layout.columns))
    near = nearest(columns, layouts)[0]
    missing = [name for name in near.needed if name not in have]
    if len(missing) == len(near.needed):
        raise wrong("header_unknown")
    raise wrong("columns_missing", kind_word=f"import.kind.{near.name}", columns=", ".join(missing))
