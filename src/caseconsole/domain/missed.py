"""What was missed of conditions, wherever it was judged, and whether something shows it."""

from collections.abc import Collection
from datetime import date

from caseconsole.domain.agreement import Agreement, Condition, Judge, Obligation, ObligationState
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import MISSED
from caseconsole.domain.losses import forgiven, last_cured
from caseconsole.domain.obligations import held_against, obligations, resting


def missed(
    file: CaseFile, made: Agreement, conditions: Collection[Condition], today: date
) -> tuple[Obligation, ...]:
    """What was missed through today of conditions of an agreement, by day.

    Of a condition that rests on another agreement the misses are those of that one too.
    """
    found = [duty for duty in asked_of(file, made, conditions, today) if duty.state in MISSED]
    return tuple(sorted(found, key=lambda duty: (duty.on, duty.condition.id)))


def held_misses(
    file: CaseFile, made: Agreement, condition: Condition, today: date
) -> list[Obligation]:
    """The misses through today that are held against a condition, or what it rests on (P17)."""
    if forgiven(condition, made, today, paid=file.paid, agreements=file.agreements):
        return []
    return all_held(asked_of(file, made, (condition,), today), last_cured(made, condition))


def all_held(asked: Collection[Obligation], cured: date) -> list[Obligation]:
    """What is held against each condition of which something was asked, since a cure (P17)."""
    found = {duty.condition.id: duty.condition for duty in asked}
    return [
        duty
        for key, of in found.items()
        for duty in held_against(of, (one for one in asked if one.condition.id == key), cured)
    ]


def asked_of(
    file: CaseFile, made: Agreement, conditions: Collection[Condition], today: date
) -> list[Obligation]:
    """What conditions of an agreement asked through today, and what they rest on."""
    keys = {one.id for one in conditions}
    own = obligations(made, today, today, paid=file.paid, agreements=file.agreements)
    others = resting(made, conditions, today, paid=file.paid, agreements=file.agreements)
    return [*(duty for duty in own if duty.condition.id in keys), *others]


def unbooked(duty: Obligation) -> bool:
    """Whether a rent was let go because the ledger has none of its month, and not by a person."""
    by_ledger = duty.condition.judge is Judge.LEDGER and duty.judgement is None
    return by_ledger and duty.state is ObligationState.WAIVED


def bare(duty: Obligation) -> bool:
    """Whether nothing in the file shows a miss; the ledger is evidence in itself."""
    said = duty.judgement
    return duty.condition.judge is Judge.PERSON and not (said and said.reference)
