"""Every kind of change, found by introspection: what succeeds, what is refused, who may."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseconsole.casework.handlers import HANDLERS
from caseconsole.casework.session import Session
from caseconsole.domain import changes as c
from caseconsole.domain.rights import RIGHTS, Role
from caseconsole.store.verify import verify
from tests.casework.asking import any_change
from tests.casework.desks import BlockedError, Desk
from tests.casework.recipes import RECIPES, undo_of
from tests.casework.stores import STAFF, attempt, session, standing_facts


def test_every_kind_of_change_has_exactly_one_handler() -> None:
    """The table of handlers names each kind of change once."""
    assert set(HANDLERS) == set(c.changes())
    assert len(set(HANDLERS.values())) == len(HANDLERS)


@contextmanager
def _two(path: Path, folder: Path) -> Iterator[tuple[Session, Session]]:
    """A caseworker and a team leader on a copy of a store, whose journal is whole at the end."""
    copy = Path(shutil.copy(path, folder / "s.db"))
    with closing(session(copy)) as anna, closing(session(copy, "tess")) as tess:
        yield anna, tess
        assert verify(anna.conn) == []


def _files(here: Session) -> list[int]:
    return [row[0] for row in here.conn.execute("SELECT id FROM case_file ORDER BY id").fetchall()]


def _same(after: dict[str, Any], before: dict[str, Any], change: c.Change) -> None:
    """Undo leaves nothing but a closed file, whose number is not used again."""
    if isinstance(change, c.OpenFile):
        numbers = {row[1] for row in before["case_file"]}
        after["case_file"] = [
            row for row in after["case_file"] if row[1] in numbers or row[4] is None
        ]
    assert after == before


@pytest.mark.parametrize("kind", c.changes(), ids=lambda kind: kind.kind)
@pytest.mark.parametrize("seed", range(2))
def test_every_kind_of_change_succeeds_as_one_journal_row_and_is_taken_back_by_one(
    generated: list[Path], tmp_path: Path, kind: type[c.Change], seed: int
) -> None:
    """Also where things were done in other files before; asked again of what is over, neither."""
    assert kind in RECIPES, "say in tests/casework/recipes.py how a change of this kind succeeds"
    pick = Random(f"{kind.kind}{seed}")
    with _two(pick.choice(generated), tmp_path) as (anna, tess):
        case = pick.choice(_fresh(anna))
        for other in pick.choices([one for one in _files(anna) if one != case], k=3):
            with suppress(BlockedError):
                attempt(anna, pick.choice([*RECIPES.values()])(Desk(anna, tess, other, pick)))
        desk = Desk(anna, tess, case, pick)
        change, here = RECIPES[kind](desk), desk.who(kind)
        assert type(change) is kind
        facts = standing_facts(here)
        assert attempt(here, change) == ""
        if not kind.additive:
            again = change.model_copy(update={"change_id": uuid4().hex})
            assert attempt(here, again).split(".")[0] in ("stale", "refused")
        if kind is not c.Undo:
            assert attempt(here, undo_of(here)) == ""
            _same(standing_facts(here), facts, change)


def _fresh(here: Session) -> list[int]:
    """The files in which nothing was agreed."""
    agreed = {row[0] for row in here.conn.execute("SELECT case_file FROM agreement").fetchall()}
    return sorted({*_files(here)} - agreed)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_record_changes_if_and_only_if_the_journal_grows_by_one(
    generated: list[Path], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever two people ask in whatever order; what is taken back at once is as it was."""
    pick = data.draw(st.randoms(use_true_random=False))
    with _two(pick.choice(generated), tmp_path_factory.mktemp("h")) as (anna, tess):
        for _ in range(data.draw(st.integers(1, 8))):
            here, second = pick.sample((anna, tess), k=2)
            desk = Desk(here, second, pick.choice(_files(anna)), pick)
            with suppress(BlockedError):
                _ask(desk, data)


def _ask(desk: Desk, data: st.DataObject) -> None:
    """Something that succeeds in a fresh file, or whatever may be asked about what is there."""
    ready = desk.pick.random() < 0.3
    change = (
        desk.pick.choice([*RECIPES.values()])(desk) if ready else data.draw(any_change(desk.here))
    )
    here = desk.who(type(change))
    facts = standing_facts(here)
    done = not attempt(here, change)
    if done and desk.pick.random() < 0.5 and change.kind != "undo":
        assert attempt(here, undo_of(here)) == ""
        _same(standing_facts(here), facts, change)


@pytest.mark.parametrize("kind", c.changes(), ids=lambda kind: kind.kind)
@pytest.mark.parametrize("login", [row[0] for row in STAFF if row[0] != "weg"])
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_rights_of_every_role_and_change(
    agreed_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    login: str,
    kind: type[c.Change],
    data: st.DataObject,
) -> None:
    """A change is refused for the right's sake exactly where the table lacks it."""
    path = shutil.copy(agreed_template, tmp_path_factory.mktemp("r") / "s.db")
    here = session(Path(path), login)
    try:
        may = kind.action in RIGHTS[Role(here.actor.role)]
        why = attempt(here, data.draw(any_change(here, kind)))
        assert (why == "refused.rights") is not may
    finally:
        here.close()
