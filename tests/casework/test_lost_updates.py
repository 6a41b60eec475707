"""Of two edits of one version the second is told: none is lost."""

from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

from caseconsole.store.sqlite import open_store
from caseconsole.store.verify import verify
from caseconsole.store.write import Writer
from tests.casework.stores import session
from tests.casework.writer_process import assign_one_file, edit, start

EDITORS, EDITS = 4, 10_000
LOGINS, ASSIGNS = ("anna", "bram", "tess"), 100


def test_of_ten_thousand_edits_of_one_row_none_is_lost(store: Path) -> None:
    """Given people who edit it at once, it counts exactly those that were not told otherwise."""
    with closing(open_store(store)) as opened, opened.transaction():
        Writer(opened).update("association", 1, None, name="0")
    told = [store.with_name(f"told{n}") for n in range(EDITORS)]
    together = get_context("forkserver").Barrier(EDITORS)
    running = [start(edit, store, EDITS // EDITORS, file, together) for file in told]
    for process in running:
        process.join()
    done = sum(int(file.read_text()) for file in told)
    with closing(open_store(store)) as opened:
        found = opened.conn.execute("SELECT name, version FROM association").fetchone()
    assert found == (str(done), 2 + done)
    assert 0 < done < EDITS


def test_of_many_people_who_assign_one_file_each_is_heard_or_told(store: Path) -> None:
    """As many journal rows and versions as were acknowledged, and some came too late."""
    told = [store.with_name(f"told-{login}") for login in LOGINS]
    together = get_context("forkserver").Barrier(len(LOGINS))
    running = [
        start(assign_one_file, store, ASSIGNS, file, together, login)
        for file, login in zip(told, LOGINS, strict=True)
    ]
    for process in running:
        process.join()
    done = sum(int(file.read_text()) for file in told)
    with closing(session(store)) as here:
        version = here.conn.execute("SELECT version FROM case_file WHERE id = 1").fetchone()
        rows = here.conn.execute("SELECT count(*) FROM journal WHERE kind = 'assign'").fetchone()
        assert (version, rows) == ((1 + done,), (done,))
        assert verify(here.conn) == []
    assert 0 < done < len(LOGINS) * ASSIGNS
