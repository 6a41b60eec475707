"""The worklist: order, limits, windows, and how SQLite reads them."""

from array import array
from datetime import date, timedelta

import pytest

from caseconsole.domain.limit import FIELDS, Limit, parse_limit
from caseconsole.store import derived, read
from caseconsole.store.read import limit_sql
from caseconsole.store.rows import DueLine
from caseconsole.store.sqlite import Store
from tests.store.build import TODAY, case, change, due, due_case, lease


def limited(store: Store, text: str, *, me: str = "anna", marked: tuple[int, ...] = ()) -> set[int]:
    """The cases within a limit; the ids, the count and the first rows agree."""
    limit = parse_limit(text)
    ids = read.worklist_ids(store.conn, limit, me=me, today=TODAY, marked=marked)
    rows = read.worklist_rows(store.conn, ids)
    assert rows == read.first_rows(store.conn, limit, me, TODAY, 99, marked)
    assert len(ids) == read.count_due(store.conn, limit, me=me, today=TODAY, marked=marked)
    if not marked:
        lines = read.worklist_lines(store.conn, limit, me=me, today=TODAY)
        assert lines == [tuple(getattr(row, name) for name in DueLine._fields) for row in rows]
    return {row.case for row in rows}


def test_the_list_is_in_due_order(store: Store) -> None:
    late, soon = TODAY - timedelta(days=2), TODAY
    last = due_case(store, rank=20)
    second = due_case(store, rank=10, since=soon)
    first = due_case(store, rank=10, since=late)
    third = due_case(store, rank=10, since=soon)
    ids = read.worklist_ids(store.conn, (), me="anna", today=TODAY)
    assert isinstance(ids, array)
    rows = read.worklist_rows(store.conn, ids)
    assert [row.case for row in rows] == [first, second, third, last]


def test_a_window_keeps_the_order_asked_and_leaves_out_what_vanished(store: Store) -> None:
    cases = [due_case(store) for _ in range(3)]
    ids = list(read.worklist_ids(store.conn, (), me="anna", today=TODAY))
    rows = read.worklist_rows(store.conn, [ids[2], 999, ids[0]])
    assert [row.case for row in rows] == [cases[2], cases[0]]
    assert read.worklist_rows(store.conn, []) == []


def test_what_is_not_known_is_within_no_limit_about_it(store: Store) -> None:
    """Without a rent no number of months, without a household no number of children."""
    due_case(store, months_tenths=None, adults=None, children=None)
    ids = read.worklist_ids(store.conn, (), me="anna", today=TODAY)
    (row,) = read.worklist_rows(store.conn, ids)
    (line,) = read.worklist_lines(store.conn, (), me="anna", today=TODAY)
    for one in (row, line):
        assert (one.months_tenths, one.adults, one.children) == (None, None, None)
    for text in ("arrears<2m", "arrears>=0m", "children", "children<3"):
        limit = parse_limit(text)
        assert not read.worklist_ids(store.conn, limit, me="anna", today=TODAY), text


LIMITS = {
    "lang:tr": {"language": "tr"},
    "arrears>500": {"arrears": 50001},
    "arrears>=2m": {"months_tenths": 20},
    "children": {"children": 1},
    "children:2": {"children": 2},
    "due<=3d": {"until": TODAY + timedelta(days=3)},
    "since<2026-11-01": {"since": date(2026, 10, 31)},
    "called<3d": {"called_on": TODAY - timedelta(days=2)},
    "action:promise_due": {"action": "promise_due"},
    "claim:check": {"claim": "check"},
    "team:Zuid": {"team": "zuid"},
    "owner:me": {"for_login": "anna"},
    "owner:bram": {"for_login": "bram"},
    "owner:-": {"for_login": "", "owner": ""},
    "name:yil": {"surname": "Yıldız"},
}
OTHER = {
    "language": "nl", "arrears": 50000, "months_tenths": 19, "children": 0, "owner": "carla",
    "until": TODAY + timedelta(days=4), "since": date(2026, 11, 1), "called_on": None,
    "action": "first_call", "claim": "call", "team": "noord", "for_login": "carla",
    "surname": "Jansen",
}  # fmt: skip


@pytest.mark.parametrize(("text", "values"), LIMITS.items(), ids=LIMITS.keys())
def test_each_field_of_a_limit_leaves_the_rows_it_means(
    store: Store, text: str, values: dict[str, object]
) -> None:
    inside = due_case(store, **(OTHER | values))  # type: ignore[arg-type]
    outside = due_case(store, **OTHER)  # type: ignore[arg-type]
    assert limited(store, text) == {inside}
    assert limited(store, f"-{text}") == {outside}
    assert limited(store, f"{text} -{text}") == set()
    assert limited(store, "") == {inside, outside}


def test_marked_means_the_cases_marked(store: Store) -> None:
    first, second = due_case(store), due_case(store)
    assert limited(store, "marked", marked=(second,)) == {second}
    assert limited(store, "-marked", marked=(second,)) == {first}


def test_what_nobody_in_particular_should_do_belongs_to_the_owner_of_the_file(store: Store) -> None:
    left = due_case(store, owner="anna", for_login="")
    due_case(store, owner="anna", for_login="bram")
    assert limited(store, "owner:anna") == {left}


def test_what_is_for_nobody_is_everybodys_in_its_team_or_in_none(store: Store) -> None:
    """No row is on nobody's own list, and a row for somebody is on theirs only."""
    with change(store) as writer:
        for login, team in (("anna", "noord"), ("bram", "zuid"), ("carla", "")):
            writer.insert(
                "caseworker", login=login, name=login, languages="nl", team=team,
                role="caseworker", until=None,
            )  # fmt: skip
    mine = due_case(store, owner="", for_login="anna", team="zuid")
    north = due_case(store, owner="", for_login="", team="noord")
    south = due_case(store, owner="", for_login="", team="zuid")
    all_of_us = due_case(store, owner="", for_login="", team="")
    assert limited(store, "owner:me", me="anna") == {mine, north, all_of_us}
    assert limited(store, "-owner:me", me="anna") == {south}
    assert limited(store, "owner:me", me="bram") == {south, all_of_us}
    assert limited(store, "owner:me", me="carla") == {all_of_us}
    assert limited(store, "owner:-", me="anna") == {north, south, all_of_us}
    assert limited(store, "team:me", me="anna") == {north, all_of_us}
    assert limited(store, "-team:me", me="anna") == {mine, south}
    assert limited(store, "team:me", me="bram") == {mine, south, all_of_us}


def test_every_field_of_a_limit_becomes_sql() -> None:
    assert set(FIELDS) | {"months"} == set(limit_sql._COMPILE)


@pytest.mark.parametrize("name", ["'; DROP TABLE due; --", '"', "*", "a OR b", "NEAR(a b)", "💥"])
def test_values_never_become_sql(store: Store, name: str) -> None:
    due_case(store)
    limit: Limit = tuple(parse_limit("name:x owner:x team:x"))
    hostile = tuple(type(t)(t.field, t.op, name, t.negated) for t in limit)
    assert len(read.worklist_ids(store.conn, hostile, me=name, today=TODAY)) == 0
    assert name not in limit_sql.condition(hostile, limit_sql.Asking(name, TODAY))[0]


def test_a_day_written_twice_writes_nothing(store: Store) -> None:
    with change(store) as writer:
        key = lease(writer)
        opened = case(writer, key)
        rows = [due(opened, key), due(opened, key, claim="check", rank=5)]
        assert derived.replace_dues(store, {opened: rows}) == 2
    before = store.conn.total_changes
    with store.transaction():
        assert derived.replace_dues(store, {opened: rows}) == 0
    assert store.conn.total_changes == before


def test_the_first_claim_that_is_not_put_off_leads(store: Store) -> None:
    with change(store) as writer:
        key = lease(writer)
        opened = case(writer, key)
        put_off = due(opened, key, claim="check", rank=5, snoozed_until=TODAY + timedelta(days=3))
        rows = [due(opened, key, rank=9), due(opened, key, claim="visit", rank=7), put_off]
        derived.replace_dues(store, {opened: rows})
    shown = read.case_dues(store.conn, opened)
    assert [(row.claim, row.lead) for row in shown] == [
        ("visit", True), ("call", False), ("check", False),
    ]  # fmt: skip
    kept = {row.claim: row.id for row in shown}
    with store.transaction():
        derived.replace_dues(store, {opened: [due(opened, key, rank=9)]})
    (left,) = read.case_dues(store.conn, opened)
    assert (left.claim, left.lead, left.id) == ("call", True, kept["call"])
    assert read.due_cases(store.conn, [opened, 99]) == {opened}


def test_a_claim_that_is_gone_gives_its_key_to_no_other(store: Store) -> None:
    """An open list knows its rows by key: another tenant would stand in the place of this one."""
    with change(store) as writer:
        keys = [lease(writer), lease(writer)]
        first, second = (case(writer, key) for key in keys)
        derived.replace_dues(store, {first: [due(first, keys[0])]})
    (gone,) = read.case_dues(store.conn, first)
    with store.transaction():
        derived.replace_dues(store, {first: []})
        derived.replace_dues(store, {second: [due(second, keys[1])]})
    (other,) = read.case_dues(store.conn, second)
    assert other.id > gone.id
    with store.transaction():
        derived.replace_dues(store, {second: []})
    derived.rebuild(store, TODAY)
    with store.transaction():
        derived.replace_dues(store, {first: [due(first, keys[0])]})
    assert read.case_dues(store.conn, first)[0].id > other.id
