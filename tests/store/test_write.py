"""Writing record rows."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseconsole.domain.people import MemberKind
from caseconsole.store.images import batch, digest, dump, load
from caseconsole.store.sqlite import Error, Store
from caseconsole.store.write import Stale, Writer
from tests.store.build import change, lease


def test_a_stale_update_is_refused_field_by_field_and_nothing_is_written(store: Store) -> None:
    with change(store) as writer:
        key = lease(writer)
        writer.update("lease", key, 1, town="Zeist", address="Laan 1")
    with pytest.raises(Stale) as stale, store.transaction():
        Writer(store).update("lease", key, 1, town="Utrecht", address="Laan 1")
    assert stale.value.differences == (("town", "Zeist", "Utrecht"),)
    row = store.conn.execute("SELECT town, version FROM lease WHERE id = ?", (key,)).fetchone()
    assert row == ("Zeist", 2)


def test_a_row_can_be_touched_without_changing_what_it_says(store: Store) -> None:
    with change(store) as writer:
        key = lease(writer)
    with change(store) as writer:
        assert writer.update("lease", key, 1) == 2
    with pytest.raises(Stale) as stale, store.transaction():
        Writer(store).update("lease", key, 1)
    assert stale.value.differences == ()


def test_of_two_edits_of_one_version_exactly_one_gets_through(store: Store) -> None:
    with change(store) as writer:
        key = lease(writer)
    lost = 0
    for version in range(1, 201):
        outcomes = []
        for town in ("A", "B"):
            try:
                with store.transaction():
                    Writer(store).update("lease", key, version, town=f"{town}{version}")
                outcomes.append(town)
            except Stale:
                outcomes.append("stale")
        kept = store.conn.execute("SELECT town FROM lease WHERE id = ?", (key,)).fetchone()[0]
        lost += outcomes != ["A", "stale"] or kept != f"A{version}"
    assert lost == 0


def test_an_image_spans_all_that_happened_to_a_row(store: Store) -> None:
    with store.transaction():
        writer = Writer(store)
        writer.update("association", 1, None, name="b")
        writer.update("association", 1, None, name="c")
        (image,) = writer.images
    assert image.before is not None
    assert image.after is not None
    assert (image.before["version"], image.after["version"], image.after["name"]) == (1, 3, "c")


def test_values_are_kept_the_way_the_store_keeps_them(store: Store) -> None:
    with change(store) as writer:
        row = writer.insert(
            "household_member", lease=lease(writer), reference="1", kind=MemberKind.CHILD,
            birth_year=2015, since=date(2020, 1, 1),
        )  # fmt: skip
        assert writer.row("household_member", row)["kind"] == "child"
        assert writer.row("household_member", row)["since"] == "2020-01-01"
        with pytest.raises(TypeError):
            writer.insert("note", case_file=1, at=1, text=1.5, by="anna")


def test_withdrawn_rows_stay(store: Store) -> None:
    with change(store) as writer:
        case = writer.insert(
            "case_file", number="1-0", lease=lease(writer), opened_on="2026-11-03", owner=""
        )
        note = writer.insert("note", case_file=case, at=1, text="x", by="anna")
        writer.withdraw("note", note, 5)
        assert writer.row("note", note)["withdrawn_at"] == 5


@pytest.mark.parametrize("table", ["journal", "standing", "draft", "policy", "misspelt"])
def test_only_record_tables_are_written(store: Store, table: str) -> None:
    with store.transaction():
        with pytest.raises(ValueError, match="no record table"):
            Writer(store).insert(table, x=1)
        with pytest.raises(ValueError, match="no record table"):
            Writer(store).insert_many(table, ("x",), [(1,)])


def test_a_writer_needs_a_transaction(store: Store) -> None:
    with pytest.raises(RuntimeError):
        Writer(store)


def test_the_ledger_refuses_change_even_through_the_writer(store: Store) -> None:
    with store.transaction(), pytest.raises((Error, LookupError, KeyError)):
        Writer(store).update("ledger_entry", 1, None, cents=0)


values = st.one_of(st.none(), st.integers(-(2**53), 2**53), st.text(max_size=20))


@given(st.lists(st.tuples(values, values), min_size=1, max_size=250), st.sampled_from([1, 100]))
@settings(max_examples=40)
def test_batches_cover_every_row_and_come_back_from_the_journal(
    rows: list[tuple[str | int | None, str | int | None]], step: int
) -> None:
    numbered = [(key, *row) for key, row in enumerate(rows, 7)]
    made = batch("t", ("id", "a", "b"), numbered, step=step)
    covered = [n for first, last, _ in made.blocks() for n in range(first, last + 1)]
    assert covered == [row[0] for row in numbered]
    for first, last, kept in made.blocks():
        assert kept == digest(numbered[first - 7 : last - 6])
    assert load(dump([], [made])) == ([], [made])
