"""What the clauses of a kind of agreement and its terms say of one another."""

from collections.abc import Collection, Mapping
from datetime import date
from itertools import chain
from typing import Any

from caseconsole.domain.kinds import KINDS
from caseconsole.process.policy_dated import MOST_POLICY_CENTS, Dated, PolicyError, newest
from caseconsole.process.policy_tables import (
    AUTOMATIC,
    CODES,
    NAME,
    Clause,
    ClauseCode,
    KindTable,
    Term,
    Terms,
    fields_of,
)

_LISTS = frozenset({"goals", "papers"})
GIVEN = frozenset({"consequence", "due_day", "end_on", "partner", "start_on"})
"""The terms that any agreement has of itself: nobody is asked for them."""
_OF_ALL = GIVEN | _LISTS
"""The terms that any agreement may have, whatever its table says."""
_BY_INSTALMENTS = frozenset({
    "allocation", "cents", "debt_cents", "first_on", "household", "last_cents", "lump_cents",
    "lump_on", "net_income_cents", "over", "rule",
})  # fmt: skip
"""Those of what is paid off in instalments."""
OF_LIBRARY = frozenset({"clauses", "form", "language", "old_debt_why", "own", "signatories"})
"""Those of what is put together from the library: the form asks them for the whole."""
_BEGINS = frozenset({"start", "end", "due_day"})
"""The first days that are no terms."""
_OF_LINE = "on"
"""The term that each line of a list may bring along: its day."""


def check_terms(
    tables: Mapping[str, KindTable],
    library: Mapping[ClauseCode, tuple[Dated[Clause], ...]],
    cadences: Collection[str],
    values: Mapping[str, Any],
) -> None:
    """Let each kind have the terms that its clauses name, and its clauses name those it gives.

    Args:
        values: the type of each value of the policy, by its name.

    Raises:
        PolicyError: one does not on some day, a term names a cadence or clause that is not
            there, a field is filled in by nothing, or it cannot be told how one is filled in.
    """
    for kind, table in tables.items():
        clauses = {f"kind.{kind}.clause.{code}": of for code, of in table.clause.items()}
        if table.library:
            clauses |= {f"clause.{code}": of for code, of in library.items()}
        given = _given(kind, table)
        every = list(chain.from_iterable(clauses.values()))
        for day in sorted({date.min, *(dated.valid_from for dated in every)}):
            in_force = {name: newest(series, day).value for name, series in clauses.items()}
            terms = newest(table.terms, day).value if table.terms else {}
            possible = _possible(table, in_force.values(), terms, given)
            for name, clause in in_force.items():
                _check_named(clause, possible, name)
                _check_filled(clause, given.union(terms), name)
        _check_blocks(kind, table, [dated.value for dated in every], cadences, given, values)


def _given(kind: str, table: KindTable) -> frozenset[str]:
    """The terms that an agreement of a kind has but for those that its table says."""
    known = KINDS[kind]
    return _OF_ALL.union(
        table.binding,
        known.dates.values(),
        known.at_once.values(),
        _BY_INSTALMENTS if known.paid_state else (),
        OF_LIBRARY if table.library else (),
    )


def asked_of(clause: Clause) -> frozenset[str]:
    """The fields of a clause's sentences that the agreement itself does not fill in."""
    return _fields(clause) - AUTOMATIC


def _fields(clause: Clause) -> frozenset[str]:
    words = filter(None, (clause.text, clause.consequence))
    return frozenset[str]().union(*(fields_of(one.nl) for one in words))


def _named(clause: Clause) -> frozenset[str]:
    """All terms that a clause names."""
    single = (clause.first, clause.rule, clause.each, clause.cents, clause.last_cents)
    return asked_of(clause).union(clause.needs, clause.unless, single)


def _possible(
    table: KindTable, clauses: Collection[Clause], terms: Terms, given: frozenset[str]
) -> Mapping[str, Collection[str]]:
    """By what a clause says: the terms that it may name there, and of which it is told how.

    Who drafts from the library fills in the fields of the texts, and else what clauses need.
    """
    fields = frozenset[str]().union(*map(asked_of, clauses))
    tested = held = given.union(terms, fields)
    if not table.library:
        used = ((one.first, one.cents, one.last_cents) for one in clauses)
        asked = ((*one.needs, *one.unless) for one in clauses)
        tested, held = tested.union(*used) - {""}, given.union(terms, *asked)
    lists = _LISTS.union(name for name, value in terms.items() if isinstance(value, tuple))
    amounts = {name for name in held if name.endswith("cents")}
    yes_or_no = {name for name, value in terms.items() if isinstance(value, bool)}
    others = ((one.each, one.rule) for one in clauses)
    return {
        "needs": tested,
        "unless": tested,
        "each": lists,
        "first": _BEGINS.union(name for name in held if name.endswith("_on")),
        "rule": {*terms, *given & {"rule"}},
        "cents": amounts,
        "last_cents": amounts,
        "asked": given.union(yes_or_no, fields, *others, terms if table.library else ()),
    }


def _check_named(clause: Clause, possible: Mapping[str, Collection[str]], table: str) -> None:
    named: dict[str, tuple[str, ...]] = {
        "needs": clause.needs,
        "unless": clause.unless,
        "each": (clause.each,) if clause.each else (),
        "first": () if clause.each and clause.first == _OF_LINE else (clause.first,),
        "rule": (clause.rule,) if NAME.fullmatch(clause.rule) else (),
        "cents": (clause.cents,) if clause.cents else (),
        "last_cents": (clause.last_cents,) if clause.last_cents else (),
    }
    for place, names in named.items():
        if wrong := [name for name in names if name not in possible[place]]:
            raise PolicyError("clause_term", table=table, place=place, name=wrong[0])
    for name in (*clause.needs, *clause.unless):
        if not name.endswith(("_on", "cents")) and name not in possible["asked"]:
            raise PolicyError("clause_form", table=table, name=name)


def _check_filled(clause: Clause, known: Collection[str], table: str) -> None:
    """Let a field that the clause fills in itself have there what it is filled in with."""
    places = {"text": "each", "cents": "cents", "last_cents": "last_cents"}
    for name in sorted(places.keys() & _fields(clause)):
        if not getattr(clause, places[name]) and name not in known:
            raise PolicyError("clause_blank", table=table, name=name, place=places[name])


def _check_blocks(
    kind: str,
    table: KindTable,
    clauses: Collection[Clause],
    often: Collection[str],
    given: frozenset[str],
    values: Mapping[str, Any],
) -> None:
    """Let the terms that a table gives be those of its clauses of any day, each in its form."""
    named = given.union(values, *map(_named, clauses))
    rules, lists = {one.rule for one in clauses}, _LISTS.union(one.each for one in clauses)
    for terms in (dated.value for dated in table.terms):
        _check_given(terms, named, rules, often, f"kind.{kind}.terms")
        for name, value in terms.items():
            place = f"kind.{kind}.terms.{name}"
            if name in values:
                _check_value(value, values[name], place)
            else:
                _check_form(name, value, lists, place)


def _check_value(value: Term, of: Any, table: str) -> None:
    """Let what the policy says for all kinds be as it is there, where it is said for one.

    A list of numbers is no term, and is said for all alone.
    """
    from pydantic import TypeAdapter, ValidationError

    try:
        TypeAdapter(of).validate_python(value)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_input=False)[0]
        listed = first["loc"] or first["type"] == "tuple_type"
        told = {**first.get("ctx", {}), "table": table}
        kind = "term_kind" if listed else first["type"]
        raise PolicyError(kind, **told) from None


def _check_form(name: str, value: Term, lists: Collection[str], table: str) -> None:
    """Let an amount, a day and a list be one; what is empty is none."""
    told = {"table": table}
    if name.endswith("cents"):
        if type(value) is not int:
            raise PolicyError("int_type", **told)
        if value < 0:
            raise PolicyError("greater_than_equal", **told, ge=0)
        if value > MOST_POLICY_CENTS:
            raise PolicyError("less_than_equal", **told, le=MOST_POLICY_CENTS)
    elif name.endswith("_on"):
        if value != "" and not _is_day(value):
            raise PolicyError("date_type", **told)
    elif name in lists and not isinstance(value, tuple):
        raise PolicyError("tuple_type", **told)


def _is_day(value: Term) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return isinstance(value, str)


def _check_given(
    terms: Terms, named: Collection[str], rules: Collection[str], often: Collection[str], table: str
) -> None:
    for name, value in terms.items():
        told = {"table": table, "name": name}
        if name not in named:
            raise PolicyError("term_unused", **told)
        if (name in rules or name.endswith("_cadence")) and value not in often:
            told |= {"value": str(value), "possible": ", ".join(often)}
            raise PolicyError("term_cadence", **told)
        if name == "clauses":
            if not isinstance(value, tuple):
                raise PolicyError("tuple_type", table=f"{table}.{name}")
            if wrong := [code for code in value if code not in CODES]:
                told |= {"value": wrong[0], "possible": ", ".join(CODES)}
                raise PolicyError("term_clause", **told)
