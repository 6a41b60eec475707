"""Kept standings are what the allocation says, worked out set by set."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseconsole.domain.allocation import rent_at, standing
from caseconsole.domain.ledger import Standing
from caseconsole.store import derived, read
from caseconsole.store.read import rows as make
from caseconsole.store.read.agreements import windows
from caseconsole.store.sqlite import Store, create_store
from caseconsole.store.write import Writer
from tests.store.build import TODAY, agreement, case, change, condition, judgement, lease, line

PERIODS = ("2026-09", "2026-10", "2026-11", "2026-12")
KINDS = ("charge", "payment", "returned", "cost", "correction", "write_off")
SIGNED = (("signed", "2026-10-01"),)
days = st.integers(-70, 40).map(lambda n: (TODAY + timedelta(days=n)).isoformat())
cents = st.sampled_from([61240, 30620, 1, 10000])


@st.composite
def lines(draw: st.DrawFn) -> dict[str, object]:
    """A line as a bank or a rent run could write it, likely or not."""
    kind = draw(st.sampled_from(KINDS + ("charge", "payment") * 4))
    amount = draw(cents)
    owed = kind in {"charge", "cost", "returned"} or (kind == "correction" and draw(st.booleans()))
    if kind == "charge":
        period = draw(st.sampled_from(PERIODS))
        due = draw(st.one_of(st.just(f"{period}-01"), days, st.none()))
    else:
        period, due = draw(st.sampled_from(("", *PERIODS))), draw(st.one_of(st.none(), days))
    return {
        "kind": kind, "cents": amount if owed else -amount, "on": draw(days),
        "due_on": due if owed else None, "period": period,
        "designation": draw(st.sampled_from(("", "", *PERIODS, "K1", "K2"))),
        "source_ref": draw(st.sampled_from(("", "", "K1", "K2", "2026-10"))),
    }  # fmt: skip


def named(number: int, history: list[dict[str, object]]) -> dict[str, str]:
    """The name of a booked difference, where a correction has the reference of another line."""
    one = history[number]
    alike = sum(other["source_ref"] == one["source_ref"] != "" for other in history)
    differs = one["kind"] == "correction" and alike > 1
    return {"identity": f"#c{number}:{one['source_ref']}"} if differs else {}


def kept(store: Store, key: int) -> Standing:
    """The standing as it is kept."""
    row = store.conn.execute(
        f"SELECT {make.STANDING} FROM standing s WHERE s.lease = ? AND s.stale = 0", (key,)
    ).fetchone()
    return make.standing(row, key, TODAY)


def allocated(store: Store, key: int, today: date) -> Standing:
    """The standing by the allocation of all lines, under the arrangements that cover them."""
    rent = rent_at(read.rents(store.conn, key), today)
    held = windows(store.conn, [key]).get(key, ())
    return standing(key, read.ledger(store.conn, key), rent, today, held)


def let_go(writer: Writer, key: int, due_on: str) -> None:
    """A person waives a rent under a second chance, which covers no debt."""
    made = agreement(writer, case(writer, key), "second_chance", states=SIGNED)
    asks = condition(writer, made, clause="C01", first_on="2026-10-01")
    judgement(writer, asks, "waived", due_on)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One store for all histories: each gets a lease of its own."""
    path: Path = tmp_path_factory.mktemp("standings") / "store.db"
    return create_store(path, "x", "Europe/Amsterdam", TODAY, 1)


@given(
    history=st.lists(lines(), max_size=9),
    today=st.integers(0, 35),
    held=st.lists(st.tuples(days, st.none() | days), max_size=2),
    still=st.lists(st.tuples(days, days), max_size=2),
    gone=st.lists(st.sampled_from(PERIODS), max_size=2),
)
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_aggregate_and_the_allocation_agree_on_every_history(
    shared: Store,
    history: list[dict[str, object]],
    today: int,
    held: list[tuple[str, str | None]],
    still: list[tuple[str, str]],
    gone: list[str],
) -> None:
    """Also under a moratorium in its file, whether that covers the lease or not.

    And where a person let rents go under an agreement that covers none.
    """
    with change(shared) as writer:
        key = lease(writer)
        for number, made in enumerate(history):
            line(writer, key, **made, **named(number, history))  # type: ignore[arg-type]
        for start, end in held:
            over = [("lapsed", max(start, end))] if end else []
            states = [("agreed", start), *over]
            opened = case(writer, key)
            agreement(writer, opened, states=states, covers=(key,), start_on=start)
        for since, until in still:
            stands = agreement(writer, case(writer, key))
            writer.insert(
                "suspension", agreement=stands, since=since, until=max(since, until),
                kind="moratorium", why="", by="anna",
            )  # fmt: skip
        for period in gone:
            let_go(writer, key, f"{period}-01")
    day = TODAY + timedelta(days=today)
    derived.refresh_standings(shared, day, [key])
    assert kept(shared, key) == allocated(shared, key, day)
    assert derived.standings_on(shared.conn, [key], day)[key] == kept(shared, key)


@pytest.mark.parametrize("cents", [-120285, -100])
def test_a_payment_corrected_by_difference_is_the_newest_with_its_whole_amount(
    store: Store, cents: int
) -> None:
    with change(store) as writer:
        key = lease(writer)
        line(writer, key, "charge", 1215, "2026-10-01", due_on="2026-10-01", period="2026-10")
        line(writer, key, "payment", -1215, "2026-10-16", source_ref="Q1")
        line(writer, key, "correction", cents, "2026-10-16", source_ref="Q1", identity="#c1:Q1")
    derived.refresh_standings(store, TODAY)
    assert kept(store, key) == allocated(store, key, TODAY)
    assert kept(store, key).paid_cents == 1215 - cents


def test_a_standing_holds_until_something_falls_due_or_the_rent_changes(store: Store) -> None:
    with change(store) as writer:
        key = lease(writer)
        line(writer, key, "charge", 61240, "2026-11-01", due_on="2026-11-01", period="2026-11")
        line(writer, key, "charge", 61240, "2026-11-20", due_on="2026-12-01", period="2026-12")
        writer.insert("rent", lease=key, from_on="2026-11-15", cents=70000)
    assert derived.refresh_standings(store, TODAY) == 1
    assert derived.refresh_standings(store, date(2026, 11, 14)) == 0
    assert derived.refresh_standings(store, date(2026, 11, 15)) == 1
    assert kept(store, key).rent == 70000
    assert derived.refresh_standings(store, date(2026, 12, 1)) == 1
    assert kept(store, key).arrears == 2 * 61240


@pytest.mark.parametrize(
    ("start", "over", "missed"),
    [
        ("2026-10-25", "", "2026-10-01"),
        ("2026-10-25", "2026-11-01", "2026-11-01"),
        ("2026-11-02", "", "2026-11-01"),
    ],
)
def test_what_is_paid_under_an_arrangement_meets_the_new_rent_first(
    store: Store, start: str, over: str, missed: str
) -> None:
    """Payments before it began, after it ended, and on rent from before it go to the oldest."""
    with change(store) as writer:
        key = lease(writer)
        for on in ("2026-10-01", "2026-11-01"):
            line(writer, key, "charge", 61240, on, due_on=on, period=on[:7])
        line(writer, key, "payment", -61240, "2026-11-02")
        ended = [("lapsed", over)] if over else []
        states = [("agreed", start), *ended]
        opened = case(writer, key)
        agreement(writer, opened, states=states, covers=(key,), start_on=start)
    derived.refresh_standings(store, TODAY)
    assert kept(store, key) == allocated(store, key, TODAY)
    assert kept(store, key).missed_on == date.fromisoformat(missed)


@pytest.mark.parametrize("gone", [True, False], ids=["let go", "not let go"])
def test_what_is_paid_meets_the_next_rent_before_one_that_was_let_go(
    store: Store, *, gone: bool
) -> None:
    with change(store) as writer:
        key = lease(writer)
        for on in ("2026-12-01", "2027-01-01"):
            line(writer, key, "charge", 61240, on, due_on=on, period=on[:7])
        line(writer, key, "payment", -61240, "2026-12-31")
        if gone:
            let_go(writer, key, "2026-12-01")
    day = date(2027, 1, 5)
    derived.refresh_standings(store, day)
    assert kept(store, key) == allocated(store, key, day)
    assert kept(store, key).missed_on == date(2026 if gone else 2027, 12 if gone else 1, 1)


def test_a_lease_whose_ledger_changed_is_looked_at_again(store: Store) -> None:
    with change(store) as writer:
        key = lease(writer)
    derived.refresh_standings(store, TODAY)
    with change(store) as writer:
        line(writer, key, "charge", 61240, "2026-11-01", due_on="2026-11-01")
        derived.mark_stale(store.conn, [key])
    assert derived.refresh_standings(store, TODAY) == 1
    assert kept(store, key).arrears == 61240
    writes = store.conn.total_changes
    assert derived.refresh_standings(store, TODAY) == 0
    assert store.conn.total_changes == writes


def test_all_that_is_derived_can_be_thrown_away_and_made_again(store: Store) -> None:
    with change(store) as writer:
        for surname in ("Yıldız", "de Vries"):
            key = lease(writer, surname=surname)
            line(writer, key, "charge", 61240, "2026-11-01", due_on="2026-11-01")
    derived.refresh_standings(store, TODAY)
    tables = ("standing", "lease_search")
    before = [store.conn.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in tables]
    derived.rebuild(store, TODAY)
    assert [
        store.conn.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in tables
    ] == before
