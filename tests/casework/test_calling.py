"""What a caller has before them."""

from pathlib import Path

from caseconsole.casework import viewing
from caseconsole.casework.calling import guide
from caseconsole.casework.day import run_day
from caseconsole.store import journal, read
from caseconsole.store.write import Writer
from tests.casework.stores import TODAY, build, session


def administered_co_tenant(path: Path) -> Path:
    """Tenants of nl, ary and pl; the fourth, co-tenant of the first, has an administrator of tr."""
    here = session(build(path, ["missed"] * 4))
    with here.store.transaction():
        writer = Writer(here.store)
        writer.insert("lease_party", lease=1, person=4, role="co_tenant", since="2020-01-01")
        writer.insert(
            "representative", person=4, name="Bewind BV", kind="administrator", phone="", email="",
            language="tr", since="2021-01-01", until=None,
        )  # fmt: skip
        writer.update("person", 2, None, languages="ary")
        writer.update("caseworker", 1, None, languages="nl ar")
        journal.append(
            here.store, at=0, actor="beheer", kind="import", case=None, change_id="import-1",
            policy="", payload={}, images=writer.images,
        )  # fmt: skip
    run_day(here)
    here.close()
    return path


def test_the_card_speaks_the_language_that_the_list_shows(tmp_path: Path) -> None:
    """One function tells the language: an administrator of the co-tenant changes nothing (R06)."""
    here = session(administered_co_tenant(tmp_path / "s.db"))
    rows = read.first_rows(here.conn, (), "anna", TODAY, 9)
    assert sorted(row.language for row in rows) == ["ary", "nl", "pl", "tr"]
    for row in rows:
        assert guide(here, viewing.open_case(here, row.case)).language == row.language


def test_a_caller_of_a_near_language_speaks_it(tmp_path: Path) -> None:
    """Who is given the call by the routing is not told to find an interpreter (R05)."""
    here = session(administered_co_tenant(tmp_path / "s.db"))
    for row in read.first_rows(here.conn, (), "anna", TODAY, 9):
        spoken = guide(here, viewing.open_case(here, row.case)).spoken
        assert spoken == (row.for_login in ("", "anna") and not row.interpreter), row.language
