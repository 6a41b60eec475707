"""Sessions, drafts, views, and what is loaded at the start."""

import os
import stat
import subprocess
import sys
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from caseconsole.access.actor import os_login
from caseconsole.casework import drafts, viewing
from caseconsole.casework.clock import clock, part_of_day
from caseconsole.casework.day import run_day
from caseconsole.casework.init import init
from caseconsole.casework.record import record
from caseconsole.casework.session import Session, open_session
from caseconsole.casework.staff import callers
from caseconsole.casework.why import verdicts
from caseconsole.domain.changes import AddNote
from caseconsole.domain.message import Refused
from caseconsole.domain.moment import PartOfDay
from caseconsole.domain.rights import Action, Role
from caseconsole.domain.verdict import Due
from caseconsole.process.policy_check import load_policy
from caseconsole.store import read
from caseconsole.store.verify import verify
from tests.casework.stores import TODAY, build, session

HEAVY = (
    "pydantic",
    "sqlite_utils",
    "textual",
    "caseconsole.domain.changes",
    "caseconsole.process.policy",
)
AT_START = ("session", "queue", "drafts", "viewing", "staff", "day", "undo", "why")


def test_a_demo_store_is_opened_as_anybody_on_its_own_day(store: Path) -> None:
    """The login is given, the day is the store's."""
    here = open_session(store, "bram")
    assert here.actor.login == "bram"
    assert here.clock.now().today == TODAY
    here.close()


def test_a_demo_store_is_played_by_somebody_who_may_do_what_is_asked(store: Path) -> None:
    """A caseworker reads the list; what no caseworker may do is done by a colleague who may."""
    for action in (Action.VIEW_WORKLIST, Action.IMPORT, Action.MAINTAIN):
        here = open_session(store, action=action)
        here.require(action)
        here.close()
    assert here.actor.role == Role.ADMINISTRATOR


def test_a_thousand_files_opened_are_a_thousand_rows(anna: Session) -> None:
    """Who saw which file and when is committed before the file is handed over."""
    files = [row[0] for row in anna.conn.execute("SELECT id FROM case_file").fetchall()]
    opened = [files[n % len(files)] for n in range(1000)]
    with closing(open_session(anna.store.path, "bram")) as other:
        for n, case in enumerate(opened, 1):
            assert viewing.open_case(anna, case).file.id == case
            if n % 100 == 0:
                seen = other.conn.execute("SELECT count(*) FROM view_log").fetchone()
                assert seen == (n,)
        rows = other.conn.execute(
            "SELECT case_file, login, what FROM view_log ORDER BY id"
        ).fetchall()
    assert rows == [(case, "anna", "case") for case in opened]


def test_own_values_beside_the_store_decide_and_the_journal_names_them(tmp_path: Path) -> None:
    """With a lowest debt of € 1,000 one missed rent opens no file, in day and change alike."""
    path = build(tmp_path / "vereniging.db", ["missed", "twice"])
    own = tmp_path / "vereniging.policy"
    own.mkdir()
    value = 'valid_from = 2000-01-01\nvalue = 100000\nsource = "own_practice"\n'
    (own / "own.toml").write_text(f"[[min_case_cents]]\n{value}", encoding="utf-8")
    with closing(session(path)) as here:
        run_day(here)
        assert here.conn.execute("SELECT lease FROM case_file").fetchall() == [(2,)]
        record(AddNote(case=1, text="Belt morgen."), session=here)
        named = here.conn.execute(
            "SELECT kind, p.sha256, p.content FROM journal LEFT JOIN policy p ON p.sha256 = policy"
            " WHERE kind IN ('day', 'note')"
        ).fetchall()
        kept = here.conn.execute("SELECT count(*) FROM policy").fetchone()
    content = load_policy(overrides=own).content
    hashed = sha256(content.encode()).hexdigest()
    assert sorted(named) == [("day", hashed, content), ("note", hashed, content)]
    assert kept == (1,)
    assert content != load_policy().content


def test_a_real_store_asks_the_account_and_not_the_person(tmp_path: Path) -> None:
    """A new store has its maker as administrator; another name is refused."""
    path = tmp_path / "echt.db"
    init(path, "Stichting Thuis")
    here = open_session(path)
    assert (here.actor.login, here.actor.role) == (os_login(), "administrator")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert verify(here.conn) == []
    here.close()
    with pytest.raises(Refused) as refusal:
        open_session(path, "anna")
    assert refusal.value.why.id == "refused.only_demo"
    with pytest.raises(Refused):
        init(path, "Nog een")
    with pytest.raises(Refused):
        init(tmp_path / "leeg.db", " \x1b ")


@pytest.mark.parametrize(("hour", "part"), [(0, "morning"), (12, "afternoon"), (18, "evening")])
def test_parts_of_the_day(hour: int, part: str) -> None:
    """Morning before noon, afternoon before six."""
    assert part_of_day(hour) is PartOfDay(part)


def test_the_clock_shows_the_zone_and_stays_on_the_demo_day() -> None:
    """The time is the wall clock's, the day the demo's."""
    assert clock("Europe/Amsterdam", date(2026, 1, 2)).now().today == date(2026, 1, 2)
    now = clock("Europe/Amsterdam", None).now()
    assert now.at > 1_700_000_000_000
    with pytest.raises(Refused):
        clock("Mars/Olympus", None)


def test_a_draft_is_kept_offered_and_dropped(anna: Session, bram: Session) -> None:
    """The newest words of each form are there at the next start, for their writer only."""
    drafts.keep(anna, "note", 1, {"text": "Half een zi"})
    drafts.keep(anna, "note", 1, {"text": "Half een zin"})
    drafts.keep(anna, "call", None, {"said": "los"})
    again = session(anna.store.path, "anna")
    assert [(one.place, one.body) for one in drafts.offered(again)][-1] == (
        "note", {"text": "Half een zin"},
    )  # fmt: skip
    assert len(drafts.offered(again)) == 2
    assert drafts.offered(bram) == []
    drafts.drop(anna, "note", 1)
    drafts.drop(anna, "call", None)
    assert drafts.offered(again) == []


def test_who_may_not_write_notes_keeps_no_draft(store: Path) -> None:
    """Draft rights are note rights."""
    with pytest.raises(Refused):
        drafts.keep(session(store, "axel"), "note", 1, {"text": "x"})


def test_a_view_is_on_record_before_it_is_shown(anna: Session, store: Path) -> None:
    """One row a view; who may not see has none; others see who is in the file."""
    for case in (1, 2, 1):
        viewing.open_case(anna, case)
    rows = anna.conn.execute("SELECT login, what, case_file FROM view_log").fetchall()
    assert rows == [("anna", "case", 1), ("anna", "case", 2), ("anna", "case", 1)]
    other = session(store, "bram")
    assert [login for login, _ in viewing.open_case(other, 1).present] == ["anna"]
    viewing.leave_case(anna)
    assert viewing.open_case(other, 1).present == ()
    with pytest.raises(Refused):
        viewing.open_case(session(store, "beheer"), 1)
    count = anna.conn.execute("SELECT count(*) FROM view_log").fetchone()[0]
    with pytest.raises(Refused):
        viewing.open_case(anna, 999)
    assert anna.conn.execute("SELECT count(*) FROM view_log").fetchone()[0] == count


def test_a_view_that_cannot_be_kept_is_not_shown(anna: Session) -> None:
    """A store that cannot be written shows no file."""
    anna.conn.set_authorizer(None)
    anna.conn.execute("PRAGMA query_only=ON")
    with pytest.raises(Refused) as refusal:
        viewing.open_case(anna, 1)
    assert refusal.value.why.id == "store.read_only"
    assert read.case_file(anna.conn, 1, TODAY).id == 1


def test_why_tells_what_every_step_says(anna: Session) -> None:
    """What is due comes first; every other step tells its nearest fact."""
    found = verdicts(anna, 1)
    assert isinstance(found[0], Due)
    assert len({verdict.action for verdict in found}) == len(found) > 4


def test_callers_are_those_who_handle_files_today(anna: Session) -> None:
    """No auditor, no administrator, nobody who left."""
    assert [one.login for one in callers(anna)] == ["anna", "bram", "tess"]


def test_the_start_loads_nothing_heavy() -> None:
    """What the console imports of the use cases at its start leaves the models for later."""
    names = ", ".join(f"caseconsole.casework.{name}" for name in AT_START)
    code = f"import sys, {names}; print([m for m in {HEAVY!r} if m in sys.modules])"
    env = {"PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True
    )
    assert done.stdout.strip() == "[]"
