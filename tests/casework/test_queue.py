"""Stepping through a frozen queue."""

import shutil
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.queue import Look, Queue, Step
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import changes as c
from caseconsole.domain.limit import parse_limit
from caseconsole.store import read
from tests.casework.meddling import FILES, meddle, snooze
from tests.casework.stores import TODAY, build, newest, session


@pytest.fixture(scope="module")
def long_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which 63 files are due."""
    path = build(tmp_path_factory.mktemp("queue") / "t.db", ["missed"] * FILES)
    started = session(path)
    run_day(started)
    started.close()
    return path


@pytest.fixture
def pair(long_template: Path, tmp_path: Path) -> tuple[Session, Session]:
    """Anna who steps, and Bram who works meanwhile."""
    path = Path(shutil.copy(long_template, tmp_path / "s.db"))
    return session(path, "anna"), session(path, "bram")


def frozen(anna: Session) -> Queue:
    """The whole list, frozen."""
    ids = read.worklist_ids(anna.conn, parse_limit(""), me="anna", today=TODAY)
    cases = read.worklist_cases(anna.conn, ids)
    return Queue(ids, cases, newest=newest(anna), me="anna")


def test_nobody_twice_and_nobody_missed_while_a_colleague_works(
    pair: tuple[Session, Session],
) -> None:
    """Each of 63 files is shown once, or passed over once and named, whatever Bram does."""
    anna, bram = pair
    queue, look = frozen(anna), Look(anna.conn, TODAY)
    order = list(queue.cases)
    shown: list[int] = []
    passed: list[tuple[int, str]] = []
    step = queue.next(look)
    while step.case is not None:
        shown.append(step.case)
        passed += [(one.case, one.why.id) for one in step.passed]
        assert queue.progress == (order.index(step.case) + 1, FILES)
        meddle(bram, order, len(shown))
        record(snooze(step.case), session=anna)
        step = queue.next(look)
    passed += [(one.case, one.why.id) for one in step.passed]
    assert sorted(shown + [case for case, _ in passed]) == sorted(order)
    assert shown == sorted(shown, key=order.index)
    assert {why for _, why in passed} == {"queue.paid", "queue.done_by"}


def test_a_file_that_others_changed_and_is_still_due_is_shown_with_the_news(
    pair: tuple[Session, Session],
) -> None:
    """Anna sees that Bram wrote something since; her own changes are no news."""
    anna, bram = pair
    queue, look = frozen(anna), Look(anna.conn, TODAY)
    first, second = queue.cases[:2]
    record(c.AddNote(case=first, text="Van Bram."), session=bram)
    record(c.AddNote(case=second, text="Van Anna."), session=anna)
    step = queue.next(look)
    assert step.case == first
    assert step.since is not None
    assert dict(step.since.values) == {"actor": "bram", "what_word": "change.note"}
    assert queue.next(look).since is None


def test_back_shows_the_file_before_even_when_it_is_solved(pair: tuple[Session, Session]) -> None:
    """Going back is for looking; the end of the queue is said by an empty step."""
    anna, _ = pair
    queue, look = frozen(anna), Look(anna.conn, TODAY)
    first = queue.next(look).case
    assert first is not None
    record(snooze(first), session=anna)
    queue.next(look)
    assert queue.previous(look).case == first
    assert queue.previous(look) == Step(None)
    assert queue.case == first
    assert queue.go(queue.cases[-1])
    assert queue.next(look) == Step(None)
    assert not queue.go(99_999)


def test_a_case_that_is_listed_twice_is_stepped_once() -> None:
    """Marks and claims may name a case twice, the first place counts; a row may be gone."""
    queue = Queue([11, 12, 13, 14], [1, 2, 1, 0], newest=0, me="anna")
    assert (list(queue.cases), list(queue.ids)) == ([1, 2], [11, 12])
