"""What can be asked of agreements, their obligations and their review."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue
from pydantic_core import PydanticCustomError

from caseconsole.domain.agreement import (
    Answer,
    DecisionKind,
    Duty,
    Evidence,
    Judge,
    JudgedAs,
    Outcome,
    Rung,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.changes import CaseChange, Change, FilledLine, FilledText, Line, Text
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.recurrence import recurrence
from caseconsole.domain.referred import Result
from caseconsole.domain.rights import Action
from caseconsole.domain.signing import Signatory
from caseconsole.domain.text import clean

_MOST_TERMS = 100
_DEEPEST = 4


def _known_kind(name: str) -> str:
    if name not in KINDS:
        raise PydanticCustomError("kind", "no agreement is of this kind")
    return name


def _rule(text: str) -> str:
    """A recurrence in capitals; one that is wrong is refused in its own sentence."""
    rule = text.strip().upper()
    if rule:
        recurrence(rule)
    return rule


def _harmless(value: JsonValue, depth: int = _DEEPEST) -> JsonValue:
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, list | dict) and (not depth or len(value) > _MOST_TERMS):
        raise PydanticCustomError("terms", "these terms hold too much")
    if isinstance(value, list):
        return [_harmless(one, depth - 1) for one in value]
    if isinstance(value, dict):
        return {clean(name): _harmless(one, depth - 1) for name, one in value.items()}
    return value


def _harmless_terms(terms: dict[str, JsonValue]) -> dict[str, JsonValue]:
    return {clean(name): _harmless(value) for name, value in terms.items()}


KindName = Annotated[str, AfterValidator(_known_kind)]
Rule = Annotated[str, AfterValidator(_rule)]
Terms = Annotated[
    dict[str, JsonValue], Field(max_length=_MOST_TERMS), AfterValidator(_harmless_terms)
]


class NewCondition(BaseModel):
    """A duty to be written into an agreement."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    clause: FilledLine
    duty: Duty = Duty.TENANT
    text: FilledText
    rule: Rule = ""
    first_on: date
    until: date | None = None
    cents: int = Field(default=0, ge=0, le=10_000_000_00)
    last_cents: int = Field(default=0, ge=0, le=10_000_000_00)
    evidence: Evidence
    grace_days: int = Field(default=0, ge=0, le=366)
    weight: Weight
    consequence: Text = ""
    judge: Judge = Judge.PERSON
    rests_on: int | None = None
    fixed: bool = False


class MakeAgreement(CaseChange):
    """An agreement of any kind in one of its first states: offered, applied, agreed or refused."""

    kind = "agree"
    action = Action.AGREE
    agreement: KindName
    state: FilledLine
    start_on: date
    end_on: date | None = None
    partner: Line = ""
    partner_person: Line = ""
    terms: Terms = Field(default_factory=dict)
    covers: tuple[int, ...] = ()
    conditions: tuple[NewCondition, ...] = Field(default=(), max_length=100)
    why: Line = ""
    next_review_on: date | None = None
    ledger_seen: int | None = None
    """The version of the ledgers, of its own lease and of all it covers, on which the amount rests;
    None where none does."""


class ChangeState(CaseChange):
    """An agreement goes from one state to another, from a day on."""

    kind = "change_state"
    action = Action.AGREE
    additive = False
    agreement: int
    seen: int
    state: FilledLine
    on: date
    why: Line = ""
    paper: Line = ""
    conditions: tuple[NewCondition, ...] = Field(default=(), max_length=100)
    """What is owed from this state on, such as the sessions of a plan that was accepted."""
    terms: Terms = Field(default_factory=dict)
    """What was agreed for this state, over the terms so far."""
    start_on: date | None = None
    """Its first day, where that is known only now; None leaves it as it is."""
    end_on: date | None = None


class SignAgreement(CaseChange):
    """Who signed an agreement, when and on which paper."""

    kind = "sign"
    action = Action.AGREE
    additive = False
    agreement: int
    seen: int
    on: date
    signed_by: FilledLine
    """The names."""
    parties: tuple[Signatory, ...] = ()
    """Who they sign for, of the signatories that the form of a lease asks."""
    paper: Line = ""


class AddCondition(CaseChange):
    """One duty more in an agreement."""

    kind = "add_condition"
    action = Action.AGREE
    additive = False
    agreement: int
    seen: int
    condition: NewCondition
    why: Line = ""


class EndCondition(CaseChange):
    """A duty that ends on a day, for a reason; what fell due by then stays."""

    kind = "end_condition"
    action = Action.AGREE
    additive = False
    condition: int
    seen: int
    until: date
    why: FilledLine


class JudgeObligation(CaseChange):
    """What a person judges of one obligation; `seen` is the judgement that stood there, or 0."""

    kind = "judge"
    action = Action.JUDGE
    additive = False
    condition: int
    original_on: date
    seen: int
    verdict: JudgedAs
    moved_to: date | None = None
    evidence: Evidence | None = None
    reference: Line = ""
    why: Line = ""
    answer: Answer | None = None
    """Of a settlement proposal, how it was answered (R62); None for all else."""
    review: int | None = None


class WithdrawJudgement(CaseChange):
    """A judgement is taken back, whoever gave it and when; `seen` is the one that stood there."""

    kind = "withdraw_judgement"
    action = Action.JUDGE
    additive = False
    condition: int
    original_on: date
    seen: int
    why: FilledLine


class Suspend(CaseChange):
    """An agreement stands still; both days belong to it."""

    kind = "suspend"
    action = Action.AGREE
    additive = False
    agreement: int
    seen: int
    since: date
    until: date
    reason_kind: SuspensionKind
    why: FilledLine


class Resume(CaseChange):
    """An agreement goes on earlier than was said; `until` is the last day that it stood still."""

    kind = "resume"
    action = Action.AGREE
    additive = False
    suspension: int
    seen: int
    until: date


class TakeRung(CaseChange):
    """A rung of the ladder at a breach (R75)."""

    kind = "rung"
    action = Action.AGREE
    additive = False
    agreement: int
    seen: int
    rung: Rung
    condition: int | None = None
    text: FilledText
    why: Line = ""
    """Why it is given all the same, where its gate only warns (R58)."""
    review: int | None = None


class CloseRung(CaseChange):
    """How a rung ended."""

    kind = "close_rung"
    action = Action.AGREE
    additive = False
    step: int
    seen: int
    outcome: Outcome
    why: Line = ""
    review: int | None = None
    """The review in which it was said."""


class ApproveRung(CaseChange):
    """The second person who stands for a red card (R75)."""

    kind = "approve_rung"
    action = Action.APPROVE
    additive = False
    step: int
    seen: int


class Decide(CaseChange):
    """What is decided about an agreement, in a review or apart from one."""

    kind = "decide"
    action = Action.JUDGE
    additive = False
    agreement: int
    seen: int
    decision: DecisionKind
    why: Line = ""
    paper: Line = ""
    """What shows it, where the decision ends a second chance: a notice, or what both signed."""
    next_review_on: date | None = None
    end_on: date | None = None
    """The later last day of what is prolonged by it; None leaves that as it is."""
    review: int | None = None


class Refer(CaseChange):
    """Something sent to a partner, with the day by which an answer is expected."""

    kind = "refer"
    action = Action.OFFER
    referral: Literal["credit_bank", "coach", "support_provider", "shelter_desk"]
    partner: FilledLine
    text: Text = ""
    warm: bool = False
    reply_by: date


class Signal(CaseChange):
    """An early signal: the municipality was told of the arrears (Bgs art. 2)."""

    kind = "signal"
    action = Action.OFFER
    cents_seen: int | None = None
    """The open rent that was told, in cents; None leaves it unchecked."""
    partner: FilledLine
    reminded_on: date
    reminder: FilledLine
    """The reference of the written reminder."""
    text: Text = ""
    warm: bool = False
    """The tenant was spoken with, and asks to be helped."""
    reply_by: date


class AnswerReferral(CaseChange):
    """What a partner answered."""

    kind = "answer_referral"
    action = Action.OFFER
    additive = False
    referral: int
    seen: int
    answer: Line = ""
    """In words; empty where the result says all."""
    result: Result | None = None
    pause_until: date | None = None
    """The last day on which collection rests, for help that was accepted (R45)."""


class StartReview(Change):
    """A review of case files in the order in which they are to be stepped through."""

    kind = "start_review"
    action = Action.REVIEW
    name: FilledLine
    review_kind: Line = ""
    cases: tuple[int, ...] = Field(min_length=1, max_length=2_000)


class FinishFile(CaseChange):
    """A case file of a review is done."""

    kind = "finish_file"
    action = Action.REVIEW
    review: int
    why: Line = ""


class CloseReview(Change):
    """A review is done, or broken off for good."""

    kind = "close_review"
    action = Action.REVIEW
    additive = False
    review: int
    seen: int
