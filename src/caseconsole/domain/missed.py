"""What was missed of conditions, wherever it was judged, and whether something shows it."""

from collections.abc import Collection
from datetime import date

from caseconsole.domain.agreement import Agreement, Condition, Judge, Obligation, ObligationState
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import MISSED
from caseconsole.domain.obligations import obligations, resting


def missed(
    file: CaseFile, made: Agreement, conditions: Collection[Condition], today: date
) -> tuple[Obligation, ...]:
    """What was missed through today of conditions of an agreement, by day.

    Of a condition that rests on another agreement the misses are those of that one too.
    """
    keys = {one.id for one in conditions}
    own = obligations(made, today, today, paid=file.paid, agreements=file.agreements)
    others = resting(made, conditions, today, paid=file.paid, agreements=file.agreements)
    held = [*(duty for duty in own if duty.condition.id in keys), *others]
    found = [duty for duty in held if duty.state in MISSED]
    return tuple(sorted(found, key=lambda duty: (duty.on, duty.condition.id)))


def unbooked(duty: Obligation) -> bool:
    """Whether a rent was let go because the ledger has none of its month, and not by a person."""
    by_ledger = duty.condition.judge is Judge.LEDGER and duty.judgement is None
    return by_ledger and duty.state is ObligationState.WAIVED


def bare(duty: Obligation) -> bool:
    """Whether nothing in the file shows a miss; the ledger is evidence in itself."""
    said = duty.judgement
    return duty.condition.judge is Judge.PERSON and not (said and said.reference)
