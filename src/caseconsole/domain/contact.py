"""What was said, agreed, offered and put off."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseconsole.domain.moment import PartOfDay


class Channel(StrEnum):
    """How contact was sought (the DDAS contactsoort, in short)."""

    PHONE = "phone"
    VISIT = "visit"
    MAIL = "mail"
    LETTER = "letter"
    MESSAGE = "message"
    COUNTER = "counter"


class Direction(StrEnum):
    """Who began."""

    OUT = "out"
    IN = "in"


class Whom(StrEnum):
    """Who answered, or what; nothing of the debt is said to another adult."""

    TENANT = "tenant"
    ADMINISTRATOR = "administrator"
    OTHER_ADULT = "other_adult"
    VOICEMAIL = "voicemail"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"


REACHED = frozenset({Whom.TENANT, Whom.ADMINISTRATOR})


def answered(whom: str, channel: str) -> str:
    """Who or what answered, as it is named: on a visit, no answer is that nobody was home."""
    nobody_home = whom == Whom.NO_ANSWER and channel == Channel.VISIT
    return "nobody_home" if nobody_home else str(whom)


class ReasonCode(StrEnum):
    """Why the rent did not come, without any detail of health or origin."""

    FORGOTTEN = "forgotten"
    INCOME_LATE = "income_late"
    INCOME_DROPPED = "income_dropped"
    UNEXPECTED_COST = "unexpected_cost"
    OTHER_DEBTS = "other_debts"
    BENEFIT_CHANGED = "benefit_changed"
    DEBIT_FAILED = "debit_failed"
    DISPUTES_RENT = "disputes_rent"
    HOUSEHOLD_CHANGED = "household_changed"
    UNKNOWN = "unknown"


class OfferKind(StrEnum):
    """The help that can be offered."""

    ARRANGEMENT = "arrangement"
    CREDIT_BANK = "credit_bank"
    BUDGET_TALK = "budget_talk"
    HOUSING_SUPPORT = "housing_support"
    BUDGET_COACH = "budget_coach"
    MUNICIPALITY = "municipality"
    """To let the municipality know, of which the tenant may say no (Bgs art. 2 d)."""


WAYS_OUT = (OfferKind.ARRANGEMENT, OfferKind.CREDIT_BANK, OfferKind.BUDGET_TALK)
"""What must be offered, or not for a reason, when the cause is structural."""


class OfferAnswer(StrEnum):
    """How an offer was answered; a refusal is a dated record that courts ask for."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    NOT_OFFERED = "not_offered"
    """The association did not offer it; the reason says why (R37)."""


class AppointmentKind(StrEnum):
    """What was agreed to happen on a day."""

    CALL_BACK = "call_back"
    HOME_VISIT = "home_visit"
    TALK = "talk"
    BUDGET_TALK = "budget_talk"
    EVALUATION = "evaluation"


TALKS = frozenset({AppointmentKind.TALK, AppointmentKind.BUDGET_TALK, AppointmentKind.EVALUATION})
"""What is said face to face, at the counter or at home."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact or attempt."""

    id: int
    at: int
    """The instant, UTC milliseconds."""
    on: date
    channel: Channel
    direction: Direction
    whom: Whom
    reached: bool
    part_of_day: PartOfDay
    language: str
    identity_checked: bool
    said: str
    by: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the rent did not come, as judged by the caseworker."""

    id: int
    on: date
    code: ReasonCode
    structural: bool
    by: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A tenant's word to pay `cents` on or before `due_on`; the ledger judges it."""

    id: int
    made_on: date
    due_on: date
    cents: int
    by: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """An agreed day; `kept` is None until somebody says so."""

    id: int
    made_on: date
    kind: AppointmentKind
    on: date
    part_of_day: PartOfDay | None
    kept: bool | None
    text: str
    by: str
    version: int
    outcome: str = ""
    """What came of it."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Calls and steps wait; both days belong to it, and it always ends."""

    id: int
    since: date
    until: date
    why: str
    by: str
    version: int


def held_by(pauses: tuple[Pause, ...], today: date) -> Pause | None:
    """The pause of a day that ends last; None when nothing waits."""
    running = (pause for pause in pauses if pause.since <= today <= pause.until)
    return max(running, key=lambda pause: pause.until, default=None)


@dataclass(frozen=True, slots=True)
class Offer:
    """Help that was offered, or not for a reason, and how it was answered."""

    id: int
    on: date
    kind: OfferKind
    language: str
    answer: OfferAnswer
    why: str
    by: str
    version: int


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in the file; the tenant may read it one day."""

    id: int
    at: int
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Snooze:
    """One claim of the day put off until a day, for a reason."""

    id: int
    claim: str
    until: date
    """The first day on which it shows again."""
    why: str
    by: str
    made_on: date | None = None
    """The day on which it was put off; None from before that was kept."""


@dataclass(frozen=True, slots=True)
class Episode:
    """An arrears episode: open from the first missed day until paid in full (R03, R07)."""

    id: int
    since: date
