"""What a step says of a case: due, or how near it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseconsole.domain.contact import Whom
from caseconsole.domain.message import Message


class Claim(StrEnum):
    """What a due step asks of the day; at most one verdict is due for each case and claim."""

    CALL = "call"
    VISIT = "visit"
    CHECK = "check"
    DECIDE = "decide"
    WRITE = "write"
    """What the association itself owes on paper."""
    NOTIFY = "notify"
    """The end of a temporary lease is notified in its window, or not (R72)."""
    JUDGE = "judge"
    CHASE = "chase"
    """A partner is asked for what is late."""
    TALK = "talk"
    WARN = "warn"
    """A rung of the ladder at a breach (R75)."""
    CONCLUDE = "conclude"
    REVIEW = "review"


SPOKEN = frozenset({Claim.CALL, Claim.VISIT, Claim.CHECK, Claim.DECIDE, Claim.TALK, Claim.WARN})
"""What is done by talking with the tenant, where need be through an interpreter (R05)."""


FIXED = frozenset({Claim.NOTIFY, Claim.WRITE, Claim.CONCLUDE, Claim.REVIEW})
"""What has its last day by law or by what was agreed, where it has one: no snooze goes past it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A step that is due, with the facts that make it so."""

    claim: Claim
    action: str
    """The step by name, for example `first_call`; the screen says `action.first_call`."""
    since: date
    until: date | None
    """The last day on which doing it is in time, where the rule sets one."""
    because: Message
    rule: str
    """The rule's number, for example R03."""
    source: str
    """Id of the message that names the rule's source, for example `source.own_practice`."""
    next: Message
    """What follows when this is done without result."""
    rank: int
    """The order in the list: lower first; set by the policy."""
    whom: Whom = Whom.TENANT
    """Whom to talk to: the tenant, or the administrator (R06)."""
    leader: bool = False
    """Whether it is for the team leader."""
    but: str = ""
    """The login of who may not do it, because they did what it follows on; empty is nobody."""


@dataclass(frozen=True, slots=True)
class NotDue:
    """A step that is not due, with the nearest fact that is missing."""

    claim: Claim
    action: str
    missing: Message
    rule: str
    source: str
    waits: Message | None = None
    """What it asks once what holds it is over, where something is decided then; else None."""
    instead: Due | None = None
    """What is due instead, where the step itself does not help any more; else None."""


Verdict = Due | NotDue


def of_all(verdicts: Iterable[Verdict]) -> Verdict | None:
    """What a step says that looks at several agreements: what is due longest, else the first."""
    found = list(verdicts)
    due = [verdict for verdict in found if isinstance(verdict, Due)]
    return min(due, key=lambda verdict: verdict.since, default=found[0] if found else None)
