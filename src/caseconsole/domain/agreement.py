"""Agreements as dated duties: conditions, what was judged of them, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Phase(StrEnum):
    """What a state of an agreement comes down to, whatever its kind."""

    PROPOSED = "proposed"
    RUNNING = "running"
    COMPLETED = "completed"
    """It ended as it was meant to."""
    ENDED = "ended"
    """It ended otherwise."""
    REFUSED = "refused"
    """It did not come about: somebody did not want it, or did not answer."""
    WITHDRAWN = "withdrawn"
    """It did not come about, and nobody refused it."""


class Duty(StrEnum):
    """Who owes what a condition asks."""

    TENANT = "tenant"
    ASSOCIATION = "association"
    PARTNER = "partner"


class Weight(StrEnum):
    """What a breach counts for: a major one leads to the ladder (R75)."""

    MAJOR = "major"
    MINOR = "minor"


class Judge(StrEnum):
    """Who judges whether a condition was met."""

    PERSON = "person"
    LEDGER = "ledger"
    AGREEMENT = "agreement"
    """The agreement on which the condition rests."""


class JudgedAs(StrEnum):
    """What was judged of an obligation."""

    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"
    EXCUSED = "excused"
    WAIVED = "waived"
    MOVED = "moved"


LENIENT = frozenset({JudgedAs.EXCUSED, JudgedAs.WAIVED, JudgedAs.MOVED})
"""What a person may say of an obligation too that the ledger or another agreement judges."""


class Answer(StrEnum):
    """How the association answers a settlement proposal (R62)."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Evidence(StrEnum):
    """What shows that a condition was met, or what a judgement rests on."""

    LEDGER = "ledger"
    PAPER = "paper"
    REPORT = "report"
    ATTENDANCE = "attendance"
    VISIT = "visit"
    MINUTES = "minutes"
    DECLARATION = "declaration"
    STATEMENT = "statement"


class SuspensionKind(StrEnum):
    """Why an agreement stands still."""

    MORATORIUM = "moratorium"
    HOSPITAL = "hospital"
    APPEAL = "appeal"
    OTHER = "other"


class Rung(StrEnum):
    """The ladder at a breach, lowest first (R75)."""

    TALK = "talk"
    YELLOW_CARD = "yellow_card"
    THREE_PARTY = "three_party"
    RED_CARD = "red_card"


class Outcome(StrEnum):
    """How a rung ended."""

    CURED = "cured"
    NOT_CURED = "not_cured"


class DecisionKind(StrEnum):
    """What a review of an agreement decides."""

    KEEP = "keep"
    WARN = "warn"
    ADJUST = "adjust"
    GRADUATE = "graduate"
    END = "end"


OVER = frozenset({DecisionKind.GRADUATE, DecisionKind.END})
"""The decisions after which nothing of an agreement is left to review."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One duty of an agreement, once or again and again; `expand` gives its dated obligations."""

    id: int
    agreement: int
    clause: str
    """C01 to C14, `own`, or the kind's own clause such as `instalment`, `session`, `report`."""
    duty: Duty
    text: str
    """What was written, as it stands in the signed paper."""
    rule: str
    """The cadence as an RFC 5545 rule without DTSTART: `FREQ=MONTHLY;COUNT=6`; empty: once."""
    first_on: date
    until: date | None
    """The last day on which it can fall due; None is open. A met one expires then (R76)."""
    cents: int
    """What is to be paid each time; 0 where nothing is."""
    last_cents: int
    """What is to be paid the last time, when that differs; 0 where it does not."""
    evidence: Evidence
    grace_days: int
    """Calendar days after the effective day before it counts as missed."""
    weight: Weight
    consequence: str
    judge: Judge
    rests_on: int | None
    """Another agreement of the same case; only of a second-chance condition."""
    fixed: bool
    """Keeps its days when the agreement stands still, as running rent does (R60)."""
    version: int
    added_on: date | None = None
    """The day on which it was added to what was signed already; None where it stood in it."""
    asked_from: date | None = None
    """The day before which nothing that it asks is a duty; None where it asks from its first."""
    last_suspension: int | None = None
    """The newest suspension known when it was written, 0 without one; None where nobody kept it."""
    ended_on: date | None = None
    """The day on which a person ended it before what was agreed; None where nobody did."""
    ended_suspension: int | None = None
    """The newest suspension known when a person ended it, 0 without one."""


@dataclass(frozen=True, slots=True)
class Suspension:
    """A time in which an agreement stands still; both days belong to it, and it always ends."""

    id: int
    since: date
    until: date
    kind: SuspensionKind
    why: str
    by: str
    version: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person judged of one obligation, with evidence; the newest counts."""

    id: int
    condition: int
    original_on: date
    verdict: JudgedAs
    moved_to: date | None
    on: date
    evidence: Evidence | None
    reference: str
    """The paper, the ledger line or the line said that shows it."""
    why: str
    by: str
    version: int
    last_suspension: int | None = None
    """The newest suspension known when it moved the obligation, as in `Condition`."""


@dataclass(frozen=True, slots=True)
class StateChange:
    """A state of an agreement from a day on."""

    id: int
    state: str
    on: date
    why: str
    paper: str
    by: str
    recorded_on: date | None = None
    """The day on which it was recorded; None where it came by itself, or nobody kept it."""


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One rung that was taken at a breach, with its text (R75)."""

    id: int
    rung: Rung
    condition: int | None
    """The condition that was breached; None when it is about the agreement as a whole."""
    on: date
    cure_until: date | None
    """The last day to cure, for a yellow card."""
    text: str
    outcome: Outcome | None
    outcome_on: date | None
    by: str
    second: str
    """Who approved a red card beside `by`; empty for the other rungs."""
    version: int
    outcome_why: str = ""
    outcome_by: str = ""
    """Who said how it ended."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about an agreement at the end of a review or apart from one."""

    id: int
    kind: DecisionKind
    on: date
    why: str
    next_review_on: date | None
    by: str
    second: str
    end_on: date | None = None
    """The last day to which it prolonged the agreement; None where it did not."""
    last_suspension: int | None = None
    """The newest suspension known when it prolonged the agreement, as in `Condition`."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement of a case file with all that belongs to it, oldest first."""

    id: int
    case: int
    kind: str
    """The name of its kind in `domain.kinds`."""
    reference: str
    """The identity in the association's own files; empty when it was made here."""
    made_on: date
    start_on: date
    end_on: date | None
    partner: str
    """The organisation: credit bank, support or coaching provider."""
    partner_person: str
    terms: Mapping[str, object]
    """The binding terms as copied at signing; their names are of the kind."""
    covers: tuple[int, ...]
    """The leases whose debt it covers."""
    signed_on: date | None
    signed_by: str
    next_review_on: date | None
    states: tuple[StateChange, ...]
    conditions: tuple[Condition, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    ladder: tuple[LadderStep, ...] = ()
    decisions: tuple[Decision, ...] = ()
    by: str = ""
    version: int = 1
    signed_paper: str = ""
    """The paper on which it was signed."""

    @property
    def state(self) -> str:
        """The newest state."""
        return self.states[-1].state

    @property
    def state_on(self) -> date:
        """The day of the newest state."""
        return self.states[-1].on


@dataclass(frozen=True, slots=True)
class RentMonth:
    """One rent that fell due under an agreement, as the ledger shows it."""

    due_on: date
    cents: int
    open: int
    paid_on: date | None
    """The day on which nothing of it was open any more; None while something is."""
    payments: tuple[tuple[date, int], ...] = ()
    """What was paid on it, by value day in cents, oldest first; what came back is less."""
    back_on: date | None = None
    """The newest day on which a debit of it came back; None without one that is open."""
    back: int = 0
    """What of it came back on that day and is open, in cents."""
    came_back: int = 0
    """What of it came back on that day, paid again since or not."""
    beside: int = 0
    """What of it came back beside an arrangement, that does not cover it, and is open (R36)."""
    arranged_on: date = date.max
    """The first day of the arrangement that runs and covers it; the last of all where none does."""


@dataclass(frozen=True, slots=True)
class Paid:
    """What the ledger says of the agreements of a case."""

    rents: tuple[RentMonth, ...] = ()
    """Rents of the own lease since the oldest agreement for it began, also one of another file."""
    covered: Mapping[int, tuple[tuple[date, int], ...]] = field(default_factory=dict)
    """By agreement: what was paid on its debts, by value day in cents; what came back is less."""
    others: Mapping[int, tuple[tuple[date, int], ...]] = field(default_factory=dict)
    """By agreement of several leases: the same of other leases than the own one."""
    open: Mapping[int, int] = field(default_factory=dict)
    """By agreement: what is open of its debts, in cents; let-go rent only of a settlement (R63)."""
    in_hand: Mapping[int, int] = field(default_factory=dict)
    """By agreement of several leases: what came in for that and pays none of them yet, in cents."""
    elsewhere: Mapping[int, int] = field(default_factory=dict)
    """By agreement: what of that is debt of other leases than the own one, in cents."""
    shown: tuple[int, ...] = ()
    """The agreements of which the ledger shows debt that they cover, open or paid."""
    through: date | None = None
    """Where the ledger is too old: the last day through which it shows a miss; else None."""
    rests: Mapping[int, date] = field(default_factory=dict)
    """By agreement: since when its debt is frozen and what it asks rests (`frozen.resting`)."""
    spells: Mapping[int, tuple[tuple[date, date], ...]] = field(default_factory=dict)
    """By agreement of several leases: first and last day of each time it rests (`spells`)."""
    clear: Mapping[int, Mapping[int, date]] = field(default_factory=dict)
    """By agreement of several leases: of which nothing that it covers is open, and since when."""
    beside: int = 0
    """What fell due beside the arrangement of the own lease and is no rent, in cents (R36)."""
    returned: tuple[tuple[date, int], ...] = ()
    """What is open of debits of the own lease that took back no known payment, by day in cents."""
    waits: tuple[int, ...] = ()
    """The agreements that would be paid but for rent that falls due next and is not booked yet."""

    def paid_off(self, agreement: int) -> bool:
        """Whether debt that an agreement covers is shown, and nothing of it is open."""
        return agreement in self.shown and self.open.get(agreement) == 0


class ObligationState(StrEnum):
    """Where an obligation stands on a day."""

    AHEAD = "ahead"
    DUE = "due"
    """Its day has come and the grace is not over."""
    OVERDUE = "overdue"
    """Its day and grace have passed and nobody has judged it."""
    MET = "met"
    PARTLY = "partly"
    LATE = "late"
    """Met, but after its day and grace."""
    MISSED = "missed"
    EXCUSED = "excused"
    WAIVED = "waived"
    RESTS = "rests"
    """Its day has come, and nobody may ask it: frozen (R60, R61, R63), or arranged before (R38)."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One dated duty: computed, not stored; known by its condition and original day."""

    condition: Condition
    original_on: date
    on: date
    """The effective day, after suspensions and moves."""
    cents: int
    paid: int
    """How much of `cents` the ledger shows, where the ledger judges."""
    state: ObligationState
    met_on: date | None
    judgement: Judgement | None
    """What was judged last; None where the ledger or another agreement judges, or nobody has."""
    short_on: date | None = None
    """The day on which it was judged missed, and still is; judged so again it is no younger."""
    was_met: tuple[tuple[date, date], ...] = ()
    """The times in which it was met until enough came back: since when, and on which day."""

    @property
    def undone_on(self) -> date | None:
        """The newest day on which it was met no more."""
        return self.was_met[-1][1] if self.was_met else None
