"""Conditions of agreements: `voorwaarden.csv`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from caseconsole.domain.agreement import Duty, Evidence, Judge, Weight
from caseconsole.domain.recurrence import from_day
from caseconsole.intake import values
from caseconsole.intake.asked import keeping_judged, repeated
from caseconsole.intake.layout import Known, Layout
from caseconsole.intake.values import Row
from caseconsole.intake.words import DUTIES, EVIDENCE, WEIGHTS
from caseconsole.intake.wrong import Fault, wrong
from caseconsole.process.policy import Clause, Values
from caseconsole.store.images import Value
from caseconsole.store.staging import Staged
from caseconsole.store.staging_agreed import MADE_HERE, Agreement, Condition, of_state, reference_of

MOST_TIMES = 600
MOST_GRACE_DAYS = 366
_BY_CLAUSE = frozenset({"wie", "ritme", "aantal", "bewijs", "respijt_dagen", "gewicht"})
"""The columns that are as the clause has them where no row says anything."""


class _Cells(NamedTuple):
    """What a row says whatever its agreement is; None where it leaves something open."""

    own: str
    text: str
    first_on: str
    until: str | None
    cents: int
    last_cents: int
    duty: str | None
    evidence: str | None
    weight: str | None
    grace: int | None
    consequence: str


def _cells(row: Row) -> _Cells:
    """What is read before the agreement is asked for, which may have fallen out."""
    return _Cells(
        values.own_reference(row, "voorwaarde"),
        values.needed(row, "tekst", values.TEXT_LIMIT),
        *values.span(row, "vanaf", "tot"),
        values.owed(row, "bedrag"),
        values.owed(row, "laatste_bedrag"),
        _choice(row, "wie", DUTIES),
        _choice(row, "bewijs", EVIDENCE),
        _choice(row, "gewicht", WEIGHTS),
        _whole(row, "respijt_dagen", 0, MOST_GRACE_DAYS),
        values.text(row, "gevolg", values.TEXT_LIMIT),
    )


def check(line: int, row: Row, known: Known) -> Iterator[Staged]:
    """One condition; what the row leaves open is as its clause in the policy has it."""
    reference = values.reference(row, "regelingnummer")
    cells = _cells(row)
    one = known.need_agreement(reference)
    known.once(line, reference, cells.own)
    _require_room(reference, one, known)
    code = values.choice(row, "wat", known.words.clauses(one.kind))
    policy = known.policy.at(date.fromisoformat(one.start_on))
    clause = policy.clauses.get(f"{one.kind}.{code}") or policy.clauses.get(code)
    duty = clause.duty if clause else Duty.TENANT
    evidence = clause.evidence if clause else Evidence.STATEMENT
    weight = clause.weight if clause else Weight.MINOR
    grace = clause.grace_cd if clause else 0
    if clause is not None and clause.cents and not cells.cents:
        raise wrong("cell_empty", column="bedrag")
    stood = known.agreed.condition(reference, cells.own)
    if stood is None:
        _require_unused(reference, one, code, known)
    brought = values.brought(row, known.columns, stood.brought if stood else "")
    until, ended_on = _until(cells.until, reference, brought, stood, known)
    rests_on, first_on = _rests_on(one, row, policy, known), cells.first_on
    same_day = stood is not None and _names_the_same("vanaf", brought, stood)
    if stood and stood.clause == code and _names_the_same("rust_op", brought, stood):
        rests_on = stood.rests_on or rests_on
        if stood.rests_on and same_day:
            first_on = stood.first_on
    last = known.agreed.last_suspensions.get(reference)
    if stood and same_day:
        last = stood.last_suspension
    staged: tuple[Value, ...] = (
        reference_of(reference, cells.own), reference, code, cells.duty or duty.value, cells.text,
        _rule(row, clause, policy, known), first_on, until,
        cells.cents, cells.last_cents, cells.evidence or evidence.value,
        grace if cells.grace is None else cells.grace, cells.weight or weight.value,
        cells.consequence, _judge(clause, rests_on).value, rests_on,
        int(clause is not None and clause.fixed), None, last, ended_on, brought, one.lease,
    )  # fmt: skip
    yield keeping_judged(Staged("condition", line, staged), one.kind, known)


def _names_the_same(column: str, brought: str, stood: Condition) -> bool:
    """Whether a row names in a column what the one before it did: what was changed since stays."""
    return values.same_cell(brought, stood.brought, column)


def _until(
    until: str | None, reference: str, brought: str, stood: Condition | None, known: Known
) -> tuple[str | None, str | None]:
    """The last day, and that on which somebody ended it, while the file names the same last day.

    What was prolonged with its agreement lasts as long as that (R76).
    """
    if stood and _names_the_same("tot", brought, stood):
        return stood.until, stood.ended_on
    decided = known.agreed.prolonged.get(reference)
    if not (stood and until and decided and until < decided):
        return until, None
    return decided if stood.until == decided else until, None


def _stands(row: Row, known: Known) -> Row:
    """What a condition that came in before asks, as a row would say it.

    Under another clause only what some row said: the rest was as the clause before had it.
    """
    stood = known.agreed.condition(row["regelingnummer"].strip(), row["voorwaarde"].strip())
    if stood is None:
        return {}
    policy = known.policy.at(date.fromisoformat(known.today))
    cadence, times = repeated(stood.rule, stood.first_on, policy)
    found = {
        "tot": stood.until or "",
        "wie": values.word(stood.duty, DUTIES),
        "ritme": values.word(cadence, known.words.cadences),
        "aantal": times,
        "bedrag": values.euros(stood.cents),
        "bewijs": values.word(stood.evidence, EVIDENCE),
        "respijt_dagen": str(stood.grace_days),
        "gewicht": values.word(stood.weight, WEIGHTS),
        "rust_op": _named(stood.rests_on),
    }
    one = known.need_agreement(row["regelingnummer"].strip())
    if known.words.clauses(one.kind).get(row["wat"].strip().casefold()) == stood.clause:
        return found
    return {
        name: cell
        for name, cell in found.items()
        if name not in _BY_CLAUSE or values.told(stood.brought, name)
    }


def _named(rests_on: str | None) -> str:
    """What a row can say of what a condition rests on: it cannot name what was made here."""
    return "" if rests_on is None or rests_on.startswith(MADE_HERE) else rests_on


def _require_room(reference: str, one: Agreement, known: Known) -> None:
    """The first that a file says take the place of drafted ones, where nothing rests on those."""
    if reference in known.agreed.written:
        return
    for drafted in known.agreed.conditions.get(reference, ()):
        if drafted.reference in known.agreed.rested_on:
            policy = known.policy.at(date.fromisoformat(known.today))
            raise drafted_used(reference, one.kind, drafted.clause, policy)


def _require_unused(reference: str, one: Agreement, code: str, known: Known) -> None:
    """What a row says takes the place of what a state set, where nothing rests on that."""
    for asked in known.agreed.conditions.get(reference, ()):
        used = asked.clause == code and asked.reference in known.agreed.rested_on
        if used and of_state(asked):
            policy = known.policy.at(date.fromisoformat(known.today))
            named = policy.clause_name(one.kind, code)
            raise wrong("stated_used", text=reference, clause_word=named)


def drafted_used(agreement: str, kind: str, clause: str, policy: Values) -> Fault:
    """Something rests on a drafted condition, which makes no room therefore.

    Args:
        agreement: its reference.
        kind: of the agreement.
    """
    return wrong("drafted_used", text=agreement, clause_word=policy.clause_name(kind, clause))


def _rests_on(one: Agreement, row: Row, policy: Values, known: Known) -> str | None:
    """The agreement that judges it: of the same case file, and only under a second chance."""
    if not row["rust_op"].strip():
        return None
    other = values.reference(row, "rust_op")
    found = known.need_agreement(other)
    under = policy.kinds[one.kind].library and not policy.kinds[found.kind].library
    if not under or found.lease != one.lease:
        raise wrong("rests_elsewhere", text=other)
    return other


def _judge(clause: Clause | None, rests_on: str | None) -> Judge:
    """Who judges it: what rests on no agreement a person does in its stead."""
    if rests_on is not None:
        return Judge.AGREEMENT
    return Judge.LEDGER if clause and clause.judge is Judge.LEDGER else Judge.PERSON


def _rule(row: Row, clause: Clause | None, policy: Values, known: Known) -> str:
    """How often: as the row says, else as the clause has it, so many times if that is said."""
    if row["ritme"].strip():
        rule = policy.cadences[values.choice(row, "ritme", known.words.cadences)].rule
    else:
        rule = clause.rule if clause and clause.rule.startswith("FREQ=") else ""
    rule = from_day(rule, date.fromisoformat(values.day(row, "vanaf")))
    count = _whole(row, "aantal", 1, MOST_TIMES)
    return f"{rule};COUNT={count}" if rule and count else rule


def _choice(row: Row, column: str, words: Mapping[str, str]) -> str | None:
    return values.choice(row, column, words) if row[column].strip() else None


def _whole(row: Row, column: str, low: int, high: int) -> int | None:
    return values.whole(row, column, low, high) if row[column].strip() else None


LAYOUT = Layout(
    name="conditions",
    needed=("regelingnummer", "voorwaarde", "wat", "tekst", "vanaf"),
    optional=(
        "tot", "wie", "ritme", "aantal", "bedrag", "laatste_bedrag", "bewijs", "respijt_dagen",
        "gewicht", "gevolg", "rust_op",
    ),
    tables=("condition",),
    fills={
        "tot": "until",
        "bedrag": "cents",
        "laatste_bedrag": "last_cents",
        "gevolg": "consequence",
    },
    check=check,
    stands=_stands,
    holds_back=("agreements",),
    held_back="held_back_conditions",
    brings=("condition", "regelingnummer"),
)  # fmt: skip
