"""What was missed of conditions, wherever it was judged, and whether something shows it."""

from collections.abc import Collection
from datetime import date

from caseconsole.domain.agreement import Agreement, Condition, Judge, Obligation
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.held import held_against
from caseconsole.domain.judging import MISSED
from caseconsole.domain.obligations import asked_by, obligations, resting


def missed(
    file: CaseFile, made: Agreement, conditions: Collection[Condition], today: date
) -> tuple[Obligation, ...]:
    """What was missed through today of conditions of an agreement, by day.

    Of a condition that rests on another agreement the misses are those of that one too.
    """
    keys = {one.id for one in conditions}
    duties = obligations(made, today, today, paid=file.paid, agreements=file.agreements)
    own = [duty for duty in duties if duty.condition.id in keys]
    others = resting(made, conditions, today, paid=file.paid, agreements=file.agreements)
    found = [duty for duty in (*own, *others) if duty.state in MISSED]
    return tuple(sorted(found, key=lambda duty: (duty.on, duty.condition.id)))


def held_misses(
    file: CaseFile, made: Agreement, condition: Condition, today: date
) -> list[Obligation]:
    """The misses through today that are held against a condition, or what it rests on (P17)."""
    paid, agreements = file.paid, file.agreements
    duties = obligations(made, today, today, paid=paid, agreements=agreements)
    own = [duty for duty in duties if duty.condition.id == condition.id]
    asked = asked_by(condition, own, today, agreement=made, paid=paid, agreements=agreements)
    return held_against(condition, asked, made, today, paid=paid, agreements=agreements)


def bare(duty: Obligation) -> bool:
    """Whether a person judged it and named no paper.

    The ledger is evidence in itself, and so is a state of the agreement.
    """
    said = duty.judgement
    return duty.condition.judge is Judge.PERSON and said is not None and not said.reference
