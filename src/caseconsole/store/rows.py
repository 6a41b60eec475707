"""What the reads give: frozen rows, ready to be shown."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from caseconsole.domain.message import Message

if TYPE_CHECKING:
    from caseconsole.domain.casefile import CaseFile
    from caseconsole.domain.contact import Note


class Association(NamedTuple):
    """Whose store this is; `demo_day` is the day a demo store plays on."""

    name: str
    zone: str
    demo_day: date | None


class DueRow(NamedTuple):
    """One due claim as the worklist shows it."""

    id: int
    case: int
    number: str
    claim: str
    action: str
    rank: int
    since: date
    until: date | None
    because: Message
    rule: str
    source: str
    next: Message
    lead: bool
    snoozed_until: date | None
    for_login: str
    """Who should do it; empty when nobody in particular."""
    owner: str
    """The caseworker of the file."""
    team: str
    interpreter: bool
    """Nobody here speaks the language: an interpreter is the way (R05)."""
    whom: str
    tenant: str
    language: str
    call_do_not_write: bool
    arrears: int
    months_tenths: int | None
    """None when no rent is known."""
    adults: int | None
    """None, as the children, when nobody of the household is known."""
    children: int | None
    called_on: date | None


class DueLine(NamedTuple):
    """What a line of the list as text tells, each as in `DueRow`."""

    number: str
    since: date
    action: str
    tenant: str
    arrears: int
    months_tenths: int | None
    language: str
    because: Message
    rule: str
    source: str
    next: Message
    snoozed_until: date | None
    for_login: str
    owner: str
    interpreter: bool
    whom: str
    adults: int | None
    children: int | None


class DueEntry(NamedTuple):
    """One due claim of a case as it is to be kept; which one leads the store works out."""

    case: int
    lease: int
    claim: str
    action: str
    rank: int
    since: date
    until: date | None
    because: Message
    rule: str
    source: str
    next: Message
    snoozed_until: date | None
    """The first day on which it shows again; None when it is not put off."""
    for_login: str
    team: str
    interpreter: bool
    whom: str
    tenant: str
    language: str
    call_do_not_write: bool
    arrears: int
    months_tenths: int | None
    """None when no rent is known."""
    adults: int | None
    """None, as the children, when nobody of the household is known."""
    children: int | None
    called_on: date | None


class JournalRow(NamedTuple):
    """One change that was recorded."""

    seq: int
    at: int
    actor: str
    kind: str
    case: int | None
    payload: dict[str, object]
    """What was asked for; empty after erasure."""
    undone_by: int | None
    undoes: int | None


class SearchHit(NamedTuple):
    """A lease found by name, reference, address or number."""

    lease: int
    case: int | None
    number: str
    closed: bool
    """Whether it has a case file in which nothing runs any more."""
    tenant: str
    address: str
    reference: str
    arrears: int
    due_action: str
    """The leading due step's action, or empty."""


class OtherFile(NamedTuple):
    """Another open file of the same person."""

    case: int
    number: str
    address: str
    arrears: int


class Other(NamedTuple):
    """Somebody else's change of a file."""

    actor: str
    kind: str
    at: int
    details: tuple[Message, ...]
    """Its outcome in a few words each, where it has one."""


class CaseView(NamedTuple):
    """Everything the case file screen shows but ledger lines and journal."""

    file: "CaseFile"
    notes: "tuple[Note, ...]"
    dues: tuple[DueRow, ...]
    """All due claims of the case, the leading one first, snoozed ones last."""
    others: tuple[OtherFile, ...]
    present: tuple[tuple[str, int], ...]
    """Colleagues who have the file open: login and since when (UTC milliseconds)."""
    newest: int
    """The newest journal number of this case when it was read."""
    day: date
    """The day on which it was read, by which all of it holds."""


class Draft(NamedTuple):
    """Text that was being typed when the session ended; `body` is the form's fields."""

    id: int
    place: str
    case: int | None
    number: str
    body: dict[str, object]
    at: int

    @property
    def form(self) -> str:
        """The form in which it was typed; `place` has the keys of several cases behind it."""
        return self.place.partition(":")[0]


class DayRun(NamedTuple):
    """A day that was assessed."""

    day: date
    by: str
    finished: bool
    leases: int
    due: int
    ledger_through: date | None
    """How far the ledger was known when the day was assessed."""
    held: Message | None
    """Why calls wait for the ledger; None when they do not."""


class ReviewRow(NamedTuple):
    """A review of many files."""

    id: int
    name: str
    kind: str
    """The kind of agreement it is about; empty for all that a file holds."""
    on: date
    closed_on: date | None
    """The day on which it was broken off for good."""
    by: str
    version: int
    files: int
    done: int


class ReviewFile(NamedTuple):
    """One file of a review."""

    id: int
    place: int
    """From 1."""
    case: int
    number: str
    done_on: date | None
    why: str
    by: str
    """Who finished it; empty while nobody has."""
    version: int


class ReviewAct(NamedTuple):
    """Something that was judged, given or decided in a review."""

    case: int
    what: str
    """`judgement`, `rung`, `outcome` or `decision`."""
    agreement: str
    """The kind of the agreement."""
    value: str
    """The verdict, the rung, how that ended, or the decision."""
    about: str
    """The condition or the text of the rung; empty for a decision."""
    due_on: date | None
    """The day of the duty, or the last day to cure, as what stands still moves them."""
    on: date
    by: str
    why: str
    next_on: date | None
    """The next review, as decided."""
