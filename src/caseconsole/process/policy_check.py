"""The policy read from its files and checked."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from caseconsole.process.policy import TABLES, Policy, PolicyTables
from caseconsole.process.policy_dated import Dated, PolicyError
from caseconsole.process.policy_files import PolicyFile, as_read, merged, problem, read_files
from caseconsole.process.policy_papers import check_papers
from caseconsole.process.policy_scripts import check_scripts
from caseconsole.process.policy_tables import (
    CODES,
    FORMS,
    Clause,
    check_cadences,
    check_kinds,
    check_offsets,
    check_worded,
)
from caseconsole.process.policy_terms import check_terms


def load_policy(files: Traversable | None = None, overrides: Path | None = None) -> Policy:
    """The shipped policy with an association's own values over it.

    Args:
        files: the folder of the shipped TOML files; None is db/policy.
        overrides: a folder of TOML files with own values; it need not exist.

    Raises:
        Refused: a file cannot be used; the message names file, key and what to do.
    """
    if files is None:
        from caseconsole.files import db_files

        files = db_files() / "policy"
    return checked_policy(read_files(files, overrides))


def checked_policy(files: tuple[PolicyFile, ...]) -> Policy:
    """What these files say.

    Raises:
        Refused: as `load_policy`.
    """
    content = merged(files)
    try:
        tables = TypeAdapter(PolicyTables).validate_python(content.values)
        by_name = {one.name: getattr(tables, one.name) for one in fields(PolicyTables)}
        policy = Policy(**by_name, files=as_read(files))
        _check(policy)
    except (ValidationError, PolicyError) as wrong:
        raise problem(wrong, content) from None
    return policy


def _check(policy: Policy) -> None:
    """Hold together what the files say in several places.

    Raises:
        PolicyError: one place does not fit another.
    """
    check_scripts(policy.script)
    check_papers(policy.paper)
    _check_tables(policy)
    for values in policy.timeline[1]:
        if values.promise_broken_wd < values.promise_check_wd:
            raise PolicyError("broken_before_check")
        if values.window_open_months <= values.window_close_months:
            raise PolicyError("window_closed")
        if values.partner_leader_cd <= values.partner_silent_cd:
            raise PolicyError("leader_first")


def _check_tables(policy: Policy) -> None:
    types = get_type_hints(PolicyTables, include_extras=True)
    named = {one.name for one in fields(PolicyTables)} - TABLES
    names = {name: _type_of_value(types[name]) for name in named}
    for table, wanted in (("clause", CODES), ("lease_form", FORMS)):
        if left := [code for code in wanted if code not in getattr(policy, table)]:
            raise PolicyError("code_left", table=table, left=left[0])
    for code, series in policy.clause.items():
        check_offsets((dated.value for dated in series), names, f"clause.{code}")
    check_kinds(policy.kind, names)
    check_cadences(policy.cadence)
    for table, of in _clauses(policy):
        check_worded((dated.value for dated in of), policy.cadence, table)
    check_terms(policy.kind, policy.clause, policy.cadence, names)


def _clauses(policy: Policy) -> Iterator[tuple[str, Sequence[Dated[Clause]]]]:
    """The clauses of the library and of each kind, by their tables."""
    yield from ((f"clause.{code}", of) for code, of in policy.clause.items())
    for kind, table in policy.kind.items():
        yield from ((f"kind.{kind}.clause.{code}", of) for code, of in table.clause.items())


def _type_of_value(series: object) -> object:
    """That of what is dated in a series."""
    dated = get_args(get_args(series)[0])[0]
    return get_args(dated)[0]
