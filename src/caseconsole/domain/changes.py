"""What can be asked of the record: one class for each kind of change."""

from datetime import date
from importlib import import_module
from typing import Annotated, ClassVar
from uuid import uuid4

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from caseconsole.domain.contact import (
    AppointmentKind,
    Channel,
    Direction,
    OfferAnswer,
    OfferKind,
    ReasonCode,
    Whom,
)
from caseconsole.domain.moment import PartOfDay
from caseconsole.domain.rights import Action
from caseconsole.domain.text import clean, clean_line

Text = Annotated[str, AfterValidator(lambda text: clean(text).strip())]
Line = Annotated[str, AfterValidator(lambda text: clean_line(text).strip())]
Cents = Annotated[int, Field(ge=1, le=10_000_000_00)]


def _filled(text: str) -> str:
    """Something must be left of a text when it has been cleaned."""
    if not text:
        raise PydanticCustomError("empty_text", "nothing is left of this text")
    return text


FilledText = Annotated[Text, AfterValidator(_filled)]
FilledLine = Annotated[Line, AfterValidator(_filled)]


class Change(BaseModel):
    """A change asked for; `change_id` is made when the form opens, so a retry records once."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[str]
    action: ClassVar[Action]
    additive: ClassVar[bool] = True
    """An additive change never goes stale; the others name the version that was seen."""

    change_id: str = Field(default_factory=lambda: uuid4().hex, min_length=8, max_length=64)


class CaseChange(Change):
    """A change to one case file, named by its key."""

    case: int


class NewPromise(BaseModel):
    """A promise made in a contact."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    due_on: date
    cents: Cents
    ledger_seen: int | None = Field(default=None, exclude=True)
    """The version of the ledger by which its amount was agreed; None leaves it unchecked."""


class NewReason(BaseModel):
    """A reason given in a contact."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    code: ReasonCode
    structural: bool


class NewOffer(BaseModel):
    """Help offered in a contact, or not for a reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: OfferKind
    answer: OfferAnswer
    why: Line = ""


class NewAppointment(BaseModel):
    """A day agreed in a contact."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: AppointmentKind
    on: date
    part_of_day: PartOfDay | None = None
    text: Line = ""


class RecordContact(CaseChange):
    """A call, a visit or another contact, with all that was agreed in it."""

    kind = "contact"
    action = Action.CONTACT
    channel: Channel
    direction: Direction = Direction.OUT
    whom: Whom
    language: Line = ""
    identity_checked: bool = False
    said: Text = ""
    reason: NewReason | None = None
    promise: NewPromise | None = None
    offers: tuple[NewOffer, ...] = ()
    appointment: NewAppointment | None = None


class AddNote(CaseChange):
    """A remark in the file."""

    kind = "note"
    action = Action.NOTE
    text: FilledText


class MakePromise(CaseChange):
    """A promise outside a call, for example by e-mail."""

    kind = "promise"
    action = Action.PROMISE
    promise: NewPromise


class MakeOffer(CaseChange):
    """Help offered, or not for a reason."""

    kind = "offer"
    action = Action.OFFER
    offer: NewOffer
    language: Line = ""


class AnswerOffer(CaseChange):
    """The tenant's answer to an offer that stood open."""

    kind = "answer_offer"
    action = Action.OFFER
    additive = False
    offer: int
    seen: int
    answer: OfferAnswer
    why: Line = ""


class JudgeReason(CaseChange):
    """Why the rent did not come, judged outside a call."""

    kind = "reason"
    action = Action.CONTACT
    reason: NewReason


class MakeAppointment(CaseChange):
    """A day agreed outside a call."""

    kind = "appointment"
    action = Action.APPOINT
    appointment: NewAppointment


class CloseAppointment(CaseChange):
    """Whether an appointment was kept."""

    kind = "close_appointment"
    action = Action.APPOINT
    additive = False
    appointment: int
    seen: int
    kept: bool
    outcome: Line = ""


class Snooze(CaseChange):
    """Put one claim of the day off until a day, for a reason."""

    kind = "snooze"
    action = Action.SNOOZE
    claim: str
    until: date
    why: FilledLine


class Assign(CaseChange):
    """Give a case file to a caseworker; an empty login gives it to nobody."""

    kind = "assign"
    action = Action.ASSIGN
    additive = False
    owner: Line
    seen: int


class PauseCase(CaseChange):
    """Let calls and steps wait until a day, for a reason."""

    kind = "pause"
    action = Action.PAUSE
    until: date
    why: FilledLine


class EndPause(CaseChange):
    """End a pause before its day, or give it another last day."""

    kind = "end_pause"
    action = Action.PAUSE
    additive = False
    pause: int
    seen: int
    until: date | None = None
    """Its other last day; None ends it so that today counts again."""


class OpenFile(Change):
    """Open a case file for a lease that has none, before the rules do."""

    kind = "open_file"
    action = Action.CONTACT
    lease: int
    why: FilledLine


class Undo(Change):
    """Reverse an own change of this session."""

    kind = "undo"
    action = Action.UNDO
    case: int | None
    """The case of that change; None for one of no single file, such as the start of a review."""
    seq: int
    """The journal number of the change to reverse."""


def changes() -> tuple[type[Change], ...]:
    """Every kind of change, by name."""
    import_module("caseconsole.domain.agreement_changes")
    found = [
        kind
        for base in (Change, CaseChange)
        for kind in base.__subclasses__()
        if kind is not CaseChange
    ]
    return tuple(sorted(found, key=lambda change: change.kind))
