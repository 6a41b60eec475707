"""Agreements put together at the keyboard: what a kind asks, and the conditions that come of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from caseconsole.casework.session import Session
from caseconsole.domain.agreement import Agreement, Phase
from caseconsole.domain.calendar import add_working_days
from caseconsole.domain.kinds import KINDS, STANDS, phase, runs
from caseconsole.domain.kinds.kind import OWN
from caseconsole.domain.message import LANGUAGES
from caseconsole.store import read
from caseconsole.store.rows import CaseView

if TYPE_CHECKING:
    from caseconsole.domain.agreement_changes import NewCondition
    from caseconsole.process.policy import Clause, Values

DAYS_IN_LINES = "on"
"""The term that each line of a list brings along when its first word is a day."""
OLD_DEBT = "debt_cents"
"""The term that says how much is paid off by an arrangement."""


class Shape(StrEnum):
    """What is filled in for a term."""

    DAY = "day"
    LINES = "lines"
    DATED_LINES = "dated_lines"
    YES = "yes"
    CHOICE = "choice"
    SEVERAL = "several"
    TEXT = "text"
    MONEY = "money"
    MONTHS = "months"


_PREFILLED = frozenset({Shape.CHOICE, Shape.SEVERAL, Shape.TEXT, Shape.MONEY, Shape.MONTHS})
"""What stands in its field as it was chosen before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One term that somebody can fill in."""

    name: str
    shape: Shape
    options: tuple[tuple[str, str], ...] = ()
    """What can be chosen: the code that is kept and the words for it."""
    given: str = ""
    """What stands there unless it is typed over; codes are parted by blanks, money is in cents."""
    follows: str = ""
    """The term whose choice decides what stands there."""
    by: Mapping[str, str] = field(default_factory=dict)
    """What stands there by that choice."""
    clause: str = ""
    """The name of a clause that asks it: says what it is where nothing else does."""
    word: str = ""
    """The id of what it is called by its kind; empty is `term.<name>`."""


def asked(session: Session, view: CaseView, kind: str, lang: str) -> tuple[Asked, ...]:
    """The terms of a kind that its clauses need, from the policy of today."""
    today = session.clock.now().today
    values = session.policy.at(today)
    if values.kinds[kind].library:
        return tuple(_of_library(session, view, values, kind, lang))
    return tuple(_of_kind(values, kind, lang))


def _of_kind(values: "Values", kind: str, lang: str) -> Iterator[Asked]:
    from caseconsole.process.policy_terms import GIVEN

    clauses = tuple(values.own_clauses(kind).values())
    named = {*GIVEN, *values.kinds[kind].binding}
    for clause in clauses:
        for name in _names(clause):
            if name not in named:
                named.add(name)
                found = _term(values, kind, lang, name, clauses)
                word = values.term_name(kind, name)
                yield replace(found, clause=clause.name.of(lang), word=word)
    for name in dict.fromkeys(KINDS[kind].dates.values()):
        if name not in named:
            yield Asked(name, Shape.DAY, word=values.term_name(kind, name))
    for name in KINDS[kind].lasts.values():
        given = str(getattr(values, name))
        yield Asked(name, Shape.MONTHS, given=given, word=values.term_name(kind, name))


def term_words(session: Session, kind: str) -> Mapping[str, str]:
    """The ids of what the terms are called that the states of a kind set, by state."""
    values = session.policy.at(session.clock.now().today)
    return {state: values.term_name(kind, term) for state, term in KINDS[kind].dates.items()}


def _names(clause: "Clause") -> Iterator[str]:
    """The terms of a clause that somebody can fill in."""
    from caseconsole.process.policy_terms import asked_of

    fields = sorted(asked_of(clause))
    for name in (*clause.needs, *clause.unless, clause.each, clause.rule, *fields):
        if name not in {"", DAYS_IN_LINES} and not name.startswith("FREQ="):
            yield name


def _term(
    values: "Values", kind: str, lang: str, name: str, clauses: "Collection[Clause]"
) -> Asked:
    """How a term is filled in, by what clauses do with it and else by its name."""
    from caseconsole.process.policy_terms import asked_of

    if any(name == clause.rule for clause in clauses):
        cadences = tuple((code, often.name.of(lang)) for code, often in values.cadences.items())
        return Asked(name, Shape.CHOICE, cadences, str(values.terms[kind].get(name, "once")))
    for clause in clauses:
        if name == clause.each:
            dated = clause.first == DAYS_IN_LINES
            return Asked(name, Shape.DATED_LINES if dated else Shape.LINES)
    if name.endswith("_on"):
        return Asked(name, Shape.DAY)
    if name.endswith("cents"):
        return Asked(name, Shape.MONEY)
    text = any(name in asked_of(clause) for clause in clauses)
    return Asked(name, Shape.TEXT if text else Shape.YES)


def _of_library(
    session: Session, view: CaseView, values: "Values", kind: str, lang: str
) -> Iterator[Asked]:
    from caseconsole.domain.signing import Signatory
    from caseconsole.process.drafting import LANGUAGE
    from caseconsole.process.policy_tables import CODES

    forms = tuple((code, f"{code} {form.name.of(lang)}") for code, form in values.forms.items())
    yield Asked("form", Shape.CHOICE, forms, forms[0][0])
    library = tuple((code, f"{code} {values.clauses[code].name.of(lang)}") for code in CODES)
    fields = {code: tuple(_fields(session, view, code, values, kind, lang)) for code in CODES}
    chosen = values.terms[kind].get("clauses", ())
    usual = [code for code in CODES if isinstance(chosen, Sequence) and code in chosen]
    nothing = {
        code
        for code in CODES
        for one in fields[code]
        if _owes_nothing(one) and one.name not in values.clauses[code].unless
    }
    given = " ".join(code for code in usual if code not in nothing)
    yield Asked("clauses", Shape.SEVERAL, library, given)
    signs = tuple((who.value, f"signatory.{who}") for who in Signatory)
    by = {code: " ".join(form.signatories) for code, form in values.forms.items()}
    yield Asked("signatories", Shape.SEVERAL, signs, by[forms[0][0]], "form", by)
    yield Asked("old_debt_why", Shape.TEXT)
    named: dict[str, Asked] = {}
    for one in chain.from_iterable(fields.values()):
        named.setdefault(one.name, one)
    yield from named.values()
    written = tuple((code, f"language.{code}") for code in LANGUAGES)
    yield Asked(LANGUAGE, Shape.CHOICE, written, LANGUAGES[0])


def _fields(
    session: Session, view: CaseView, code: str, values: "Values", kind: str, lang: str
) -> Iterator[Asked]:
    """What a clause of the library leaves open, as far as what it rests on does not tell."""
    from caseconsole.process.policy_tables import CODES
    from caseconsole.process.policy_terms import GIVEN, OF_LIBRARY

    standing = {made.kind: made for made in _standing(view)}
    clause = values.clauses[code]
    on, library = standing.get(clause.rests_on), [values.clauses[one] for one in CODES]
    for name in _names(clause):
        if name in GIVEN | OF_LIBRARY or name in values.kinds[kind].binding:
            continue
        found = _term(values, kind, lang, name, library)
        given = found.given
        if found.shape is Shape.TEXT:
            given = on.partner if on else ""
        elif found.shape is Shape.MONEY:
            usual = values.terms[kind].get(name, "")
            cents = _old_debt(session, view, on) if name == OLD_DEBT else usual
            given = str(cents or "")
        word = values.term_name(kind, name)
        yield replace(found, given=given, clause=clause.name.of(lang), word=word)


def _owes_nothing(one: Asked) -> bool:
    """Whether a clause is about money of which nothing is known: nobody signs that by default."""
    return one.shape is Shape.MONEY and not one.given


def _old_debt(session: Session, view: CaseView, arranged: Agreement | None) -> int:
    """What is to be paid still of the debt that an arrangement covers, in cents.

    Without one it is what the person owes on all leases, without the rent of this month and what
    was remitted.
    """
    if arranged is not None:
        paid = view.file.paid
        return paid.open.get(arranged.id, 0) - paid.in_hand.get(arranged.id, 0)
    from caseconsole.domain.together import played

    today = session.clock.now().today
    leases = read.coverable(session.conn, view.file.lease.id)
    held, ledgers = read.windows(session.conn, leases), read.ledgers(session.conn, leases)
    return sum(
        debt.open
        for lease, entries in ledgers.items()
        for debt in played(entries, today, held.get(lease, ())).claimable(today)
        if debt.due_on < today.replace(day=1)
    )


def _standing(view: CaseView) -> list[Agreement]:
    """What runs or is proposed in a file; of a kind what runs comes last."""
    return sorted((made for made in view.file.agreements if phase(made) in STANDS), key=runs)


def _since(view: CaseView) -> dict[str, date]:
    """The first day on which there was an agreement in a file, by kind."""
    found: dict[str, date] = {}
    for made in view.file.agreements:
        state = made.states[0]
        first = KINDS[made.kind].there_since(made.start_on, state.state, state.on)
        found[made.kind] = min(first, found.get(made.kind, first))
    return found


def conditions(
    session: Session,
    view: CaseView,
    kind: str,
    terms: Mapping[str, object],
    start: date,
    end: date | None = None,
    *,
    only: Iterable[str] = (),
    since: date | None = None,
) -> "tuple[NewCondition, ...]":
    """What the terms of an agreement come to, resting on what runs or is proposed in the same file.

    Args:
        since: what falls due before this day is asked of nobody; None asks all.

    Raises:
        Refused: a field of a clause is not filled in.
    """
    from caseconsole.domain.agreement_changes import NewCondition
    from caseconsole.process.drafting import asked_from, binding_terms, draft, met_from, nameable

    rests, there_since = {made.kind: made.id for made in _standing(view)}, _since(view)
    begun = {id_: there_since[kind] for kind, id_ in rests.items()}
    policy, today = session.policy, session.clock.now().today
    values = {**nameable(policy, today), **binding_terms(kind, policy, today)}
    known = {**values, "due_day": view.file.lease.due_day, **terms}
    drafts = draft(kind, known, session.policy, start, end=end, rests_on=rests, only=tuple(only))
    met = (met_from(one, begun[one.rests_on]) if one.rests_on else one for one in drafts)
    asked = (one if since is None else asked_from(one, since) for one in met)
    return tuple(NewCondition(**asdict(one)) for one in asked if one is not None)


def must_end(session: Session, form: str, start: date) -> bool:
    """Whether a second-chance lease of this form, from a day on, names its last day (R70)."""
    known = session.policy.at(start).forms.get(form)
    return known is not None and known.ends


def warning(session: Session, form: str, start: date, lang: str) -> str:
    """What the policy warns of in a lease of this form, from a day on; empty where of nothing."""
    known = session.policy.at(start).forms.get(form)
    return known.warning.of(lang) if known is not None and known.warning else ""


def require_end(session: Session, form: str, start: date, end: date | None) -> None:
    """Let a second-chance lease of this form have these days (R70, R71).

    Raises:
        Refused: its form asks another last day.
    """
    from caseconsole.process.gates import require
    from caseconsole.process.lease_gates import gate_days

    require(gate_days(form, start, end, session.policy))


def left(asked: Sequence[Asked], terms: Mapping[str, object]) -> list[Asked]:
    """What is still asked of an agreement with these terms; what was chosen stands there.

    What follows a choice stands as that has it, and an amount that is known as it is today.
    """
    found = []
    for one in asked:
        value = terms.get(one.name)
        if not value or (one.shape is Shape.MONEY and one.given):
            found.append(replace(one, given=one.by.get(str(terms.get(one.follows)), one.given)))
        elif one.shape in _PREFILLED:
            words = " ".join(map(str, value)) if isinstance(value, list) else str(value)
            found.append(replace(one, given=words))
    return found


def brought(
    session: Session,
    view: CaseView,
    made: Agreement,
    state: str,
    terms: Mapping[str, object],
    on: date,
) -> "tuple[NewCondition, ...]":
    """The conditions that a new state brings: all when the agreement begins to bind by it, and
    else those whose terms are given only now. Those of a lease count from its first day (R70).

    Raises:
        Refused: a field of a clause is not filled in.
    """
    from caseconsole.process.drafting import binding_terms

    values, kind = session.policy.at(on), KINDS[made.kind]
    known = kind.dated({**made.terms, **terms}, [(state, on.isoformat())])
    given = {**known, "partner": made.partner}
    if values.kinds[made.kind].library:
        drawn = any(one.clause != OWN for one in made.conditions)
        stands = {phase(made), kind.phase(state)} <= STANDS and not runs(made)
        if drawn or not stands:
            return ()
        binding = binding_terms(made.kind, session.policy, session.clock.now().today)
        given = {**made.terms, "partner": made.partner, **binding, **terms}
        return conditions(session, view, made.kind, given, made.start_on, made.end_on)
    begins = phase(made) is Phase.PROPOSED and kind.phase(state) is Phase.RUNNING
    only = [
        code
        for code, clause in values.own_clauses(made.kind).items()
        if begins or any(terms.get(name) for name in (*clause.needs, clause.each) if name)
    ]
    if not only:
        return ()
    since = on if begins else None
    return conditions(session, view, made.kind, given, on, made.end_on, only=only, since=since)


def reply_by(session: Session) -> date:
    """The day by which a partner is expected to answer a referral of today."""
    today = session.clock.now().today
    return add_working_days(today, session.policy.at(today).referral_reply_wd)
