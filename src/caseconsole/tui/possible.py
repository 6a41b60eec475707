"""What can be done in a section of a file, and with what stands in it."""

from operator import attrgetter

from caseconsole.domain.agreement import (
    Agreement,
    LadderStep,
    Obligation,
    Phase,
    Suspension,
)
from caseconsole.domain.judged import by_person
from caseconsole.domain.judging import to_approve
from caseconsole.domain.kinds import KINDS, phase
from caseconsole.domain.kinds.payment_arrangement import ARRANGEMENT
from caseconsole.domain.referred import Referral
from caseconsole.outgoing.case.rows import Thing
from caseconsole.store.rows import CaseView

SPARING = ("excuse", "waive", "move")
"""The verbs by which what the ledger or another agreement judges is let go or moved."""
JUDGING = ("met", "missed", *SPARING, "evidence")
SIGNALLED = KINDS["debt_counselling"].section
"""The section in which early signals stand: they ask the municipality for its help."""
ON_AGREEMENT = ("state", "sign", "condition", "suspend", "rung", "decide", "proof")


def begun(section: str) -> tuple[str, ...]:
    """The kinds that are begun in a form from a section, by name."""
    return tuple(
        kind.name for kind in KINDS.values() if kind.section == section and kind.name != ARRANGEMENT
    )


def verbs_of(section: str) -> tuple[str, ...]:
    """The verbs by which something is agreed or sent on in a section."""
    desk, begins = section == KINDS[ARRANGEMENT].section, bool(begun(section))
    return (*(("arrange",) if desk else ()), *(("start",) if begins else ()),
            *(() if desk else ("refer",)),
            *(("signal",) if section == SIGNALLED else ()))  # fmt: skip


def agreement_of(view: CaseView, thing: Thing | None) -> Agreement | None:
    """The agreement that a thing belongs to."""
    for made in view.file.agreements:
        if thing is made or (isinstance(thing, Agreement) and thing.id == made.id):
            return made
        if isinstance(thing, Obligation) and thing.condition.agreement == made.id:
            return made
        if isinstance(thing, LadderStep) and thing in made.ladder:
            return made
        if isinstance(thing, Suspension) and thing in made.suspensions:
            return made
    return None


def standstill_of(view: CaseView, thing: Thing | None) -> Suspension | None:
    """The standstill that a thing is, or else the newest of its agreement."""
    if isinstance(thing, Suspension):
        return thing
    made = agreement_of(view, thing)
    return max(made.suspensions, key=attrgetter("since", "id"), default=None) if made else None


def judging(view: CaseView | None, thing: Thing | None) -> tuple[str, ...]:
    """The verbs that judge a thing."""
    if view is None or not isinstance(thing, Obligation):
        return ()
    made = agreement_of(view, thing)
    if made is not None and by_person(made, thing.condition):
        return JUDGING
    return (*SPARING, "evidence") if thing.judgement else SPARING


def acts(view: CaseView, thing: Thing | None, section: str, *, papers: bool) -> tuple[str, ...]:
    """The verbs that mean something for a thing in a section, the most needed first.

    Args:
        papers: whether a text can be made of what stands in the file.
    """
    found: list[str] = []
    if isinstance(thing, Obligation):
        found += (*judging(view, thing), "end_condition")
    elif isinstance(thing, Referral) and thing.answered_on is None:
        found.append("answer")
    made, still = agreement_of(view, thing), standstill_of(view, thing)
    found += ["resume"] if still is not None and still is thing else []
    if isinstance(thing, LadderStep) and made is not None:
        found += ["approve"] if thing in to_approve(made) else []
        found += ["close_rung"] if thing.outcome is None else []
    if made is not None:
        found += _on_agreement(made)
        found += ["resume"] if still is not None and still is not thing else []
    return (*found, *verbs_of(section), "appoint", "kept", *(("paper",) if papers else ()))


def _on_agreement(made: Agreement) -> list[str]:
    left = [] if made.state in KINDS[made.kind].follows else ["state"]
    if phase(made) is not Phase.RUNNING:
        left += ["suspend", "rung", "decide"]
    if made.signed_on is not None or phase(made) not in {Phase.PROPOSED, Phase.RUNNING}:
        left.append("sign")
    if not KINDS[made.kind].ladder:
        left.append("rung")
    return [verb for verb in ON_AGREEMENT if verb not in left]
