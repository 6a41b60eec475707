"""The duties of the terms that states set (R47, R61 to R63)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date

from caseconsole.casework.handlers.condition import add_conditions
from caseconsole.casework.work import Work
from caseconsole.domain.agreement import Agreement
from caseconsole.domain.agreement_changes import NewCondition
from caseconsole.domain.kinds import KINDS, Kind
from caseconsole.process.drafting import draft

ASKED_FROM = "asked_from"
"""The term for the day from which on what a file brings is asked."""


def duties_of(
    kind: Kind,
    state: str,
    on: date,
    given: Mapping[str, object],
    end: date | None,
    work: Work,
    written: Iterable[str] = (),
) -> Iterator[NewCondition]:
    """The duties of the term that a state sets, where nobody wrote them yet.

    Args:
        given: what was agreed, by name.
        end: the last day of the agreement.
        written: the clauses of which a condition was written.
    """
    term = kind.dates.get(state)
    if term is None:
        return
    known = {*written}
    only = [
        code
        for code, clause in work.policy.at(on).own_clauses(kind.name).items()
        if term in clause.needs and code not in known
    ]
    if only:
        drawn = draft(kind.name, given, work.policy, on, end=end, only=only)
        yield from (NewCondition(**asdict(one)) for one in drawn)


def add_duties_of_states(agreement: Agreement, work: Work, known_as: Callable[[str], str]) -> None:
    """Write the duties of what all states of an agreement set into it.

    Args:
        known_as: by clause the reference by which files know one.
    """
    kind, given = KINDS[agreement.kind], {**agreement.terms, "partner": agreement.partner}
    since = agreement.terms.get(ASKED_FROM) or ""
    known = [one.clause for one in agreement.conditions]
    for one in agreement.states:
        drawn = duties_of(kind, one.state, one.on, given, agreement.end_on, work, known)
        asked = [duty for duty in drawn if duty.first_on.isoformat() >= str(since)]
        add_conditions(agreement.id, kind.name, asked, work, known_as=known_as)
        known += [duty.clause for duty in asked]
