"""The thread that owns the store hands back to the screen with nothing held."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseconsole.casework.session import Session
from caseconsole.store.sqlite import Connection
from caseconsole.tui.start import open_here
from caseconsole.tui.store_thread import StoreThread

from .stores import due_store


@pytest.fixture
def thread(tmp_path: Path) -> Iterator[StoreThread]:
    path = due_store(tmp_path / "case.db", 1)
    thread = StoreThread(lambda: open_here(path, "anna"))
    yield thread
    thread.close()


def begin(session: Session) -> None:
    session.conn.execute("BEGIN IMMEDIATE")


def begin_to_read(conn: Connection) -> None:
    conn.execute("BEGIN")


async def test_a_use_case_that_leaves_a_transaction_open_is_a_fault(thread: StoreThread) -> None:
    with pytest.raises(RuntimeError, match="while a screen paints"):
        await thread.call(begin)


async def test_a_read_that_leaves_a_transaction_open_is_a_fault(thread: StoreThread) -> None:
    with pytest.raises(RuntimeError, match="while a screen paints"):
        await thread.read(begin_to_read)


def test_so_it_is_where_no_loop_runs(thread: StoreThread) -> None:
    with pytest.raises(RuntimeError, match="while a screen paints"):
        thread.wait(begin)
