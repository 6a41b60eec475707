"""Case files as the rules read them."""

import pytest

from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.message import Refused
from caseconsole.store import cases, derived, read
from caseconsole.store.sqlite import Store
from caseconsole.store.write import Writer
from tests.store.build import TODAY, case, change, due_case, lease, line


def contact(writer: Writer, key: int, at: int) -> int:
    """A call that nobody answered."""
    return writer.insert(
        "contact", case_file=key, at=at, on_day="2026-11-02", channel=Channel.PHONE,
        direction="out", whom=Whom.NO_ANSWER, reached=False, part_of_day="morning", language="nl",
        identity_checked=False, said="", by="anna",
    )  # fmt: skip


def test_a_case_file_holds_all_facts_of_its_case(store: Store) -> None:
    with change(store) as writer:
        tenancy = lease(writer, surname="Yıldız", languages="tr nl")
        line(writer, tenancy, "charge", 61240, "2026-11-01", due_on="2026-11-01", period="2026-11")
        key = case(writer, tenancy)
        (episode,) = cases.open_episodes(writer, [(key, TODAY)])
        contact(writer, key, 5)
        gone = contact(writer, key, 6)
        writer.withdraw("contact", gone, 7)
        newest = store.conn.execute("SELECT max(id) FROM ledger_entry").fetchone()[0]
    derived.refresh_standings(store, TODAY)
    file = read.case_file(store.conn, key, TODAY)
    assert file.episode is not None
    assert (file.id, file.lease.id, file.episode.id) == (key, tenancy, episode)
    assert file.lease.ledger_version == newest
    assert file.standing.arrears == 61240
    assert [c.at for c in file.contacts] == [5]
    (party,) = file.parties
    assert party.person.languages == ("tr", "nl")
    assert party.person.phones[0].kind == "mobile"


def test_a_file_can_be_opened_before_its_lease_was_ever_looked_at(store: Store) -> None:
    """As after the first import of all, before the first day."""
    with change(store) as writer:
        tenancy = lease(writer)
        key = case(writer, tenancy)
        derived.mark_stale(store.conn, [tenancy])
    assert read.case_file(store.conn, key, TODAY).standing.arrears == 0


def test_a_call_in_one_file_of_a_tenant_counts_in_the_others(store: Store) -> None:
    with change(store) as writer:
        home = lease(writer)
        garage = lease(writer, person=home)
        first, second = case(writer, home), case(writer, garage)
        contact(writer, first, 5)
    both = list(read.case_files(store.conn, [second, first], TODAY))
    assert [file.id for file in both] == [second, first]
    assert [[c.at for c in file.contacts] for file in both] == [[5], [5]]
    view = read.case_view(store.conn, first, TODAY, "anna")
    assert [other.case for other in view.others] == [second]


@pytest.mark.parametrize(
    ("role", "since", "until", "alone", "shown"),
    [
        ("tenant", "2020-01-01", None, False, True),
        ("co_tenant", "2020-01-01", None, False, True),
        ("co_tenant", "2020-01-01", "2026-11-03", False, True),
        ("co_tenant", "2020-01-01", "2026-11-02", False, False),
        ("co_tenant", "2026-11-04", None, False, False),
        ("guarantor", "2020-01-01", None, False, False),
        ("former_co_tenant", "2020-01-01", None, False, False),
        ("tenant", "2020-01-01", "2026-11-02", True, True),
        ("tenant", "2020-01-01", "2019-12-31", True, False),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_another_file_is_one_of_who_rents_here_and_there(
    store: Store, role: str, since: str, until: str | None, *, alone: bool, shown: bool,
    turned: bool,
) -> None:  # fmt: skip
    """Or of who rented there last, whose own debt it is; looked at from either file."""
    with change(store) as writer:
        home = lease(writer)
        there = lease(writer, person=None if not alone else home)
        if alone:
            writer.update("lease_party", there, None, since=since, until=until, role=role)
        else:
            writer.insert(
                "lease_party", lease=there, person=home, role=role, since=since, until=until
            )
        first, second = case(writer, home), case(writer, there)
    opened, other = (second, first) if turned else (first, second)
    view = read.case_view(store.conn, opened, TODAY, "anna")
    assert [one.case for one in view.others] == [other] * shown


def test_payments_since_a_promise_leave_out_returned_ones(store: Store) -> None:
    with change(store) as writer:
        tenancy = lease(writer)
        key = case(writer, tenancy)
        writer.insert(
            "promise", case_file=key, made_on="2026-10-20", due_on="2026-11-05", cents=30000,
            by="anna",
        )  # fmt: skip
        line(writer, tenancy, "payment", -10000, "2026-10-19")
        returned = line(writer, tenancy, "payment", -20000, "2026-10-21")
        line(writer, tenancy, "payment", -30000, "2026-10-22")
        line(writer, tenancy, "payment", -30000, "2026-10-23")
        line(writer, tenancy, "returned", 20000, "2026-10-24", reverses=returned)
        line(writer, tenancy, "returned", 30000, "2026-10-25")
    file = read.case_file(store.conn, key, TODAY)
    assert [(on.isoformat(), cents) for on, cents in file.promise_payments] == [
        ("2026-10-22", 30000)
    ]


@pytest.mark.parametrize(
    ("first", "kind", "then", "left"),
    [
        (1215, "correction", -120285, 121500),
        (121400, "correction", 120186, 1214),
        (121500, "returned", 1500, 120000),
        (121500, "returned", 121500, 0),
    ],
    ids=["corrected upwards", "corrected downwards", "returned in part", "returned whole"],
)
def test_a_promise_gets_what_is_left_of_a_payment(
    store: Store, first: int, kind: str, then: int, left: int
) -> None:
    with change(store) as writer:
        tenancy = lease(writer)
        key = case(writer, tenancy)
        writer.insert(
            "promise", case_file=key, made_on="2026-10-14", due_on="2026-11-05", cents=121500,
            by="anna",
        )  # fmt: skip
        line(writer, tenancy, "charge", 200000, "2026-10-01", due_on="2026-10-01")
        paid = line(writer, tenancy, "payment", -first, "2026-10-16", source_ref="Q1")
        names: dict[str, str | int] = (
            {"source_ref": "Q1", "identity": "#c1:Q1"}
            if kind == "correction"
            else {"source_ref": "Q2", "reverses": paid}
        )
        line(writer, tenancy, kind, then, "2026-10-16", **names)  # type: ignore[arg-type]
    file = read.case_file(store.conn, key, TODAY)
    assert sum(cents for _, cents in file.promise_payments) == left


def test_a_lease_without_a_file_is_read_too(store: Store) -> None:
    with change(store) as writer:
        key = lease(writer)
    (file,) = read.lease_files(store.conn, [key, 99], TODAY)
    assert (file.id, file.number, file.standing.arrears) == (None, "", 0)


def test_many_files_take_a_handful_of_queries(store: Store) -> None:
    keys = [due_case(store) for _ in range(30)]
    statements: list[str] = []
    store.conn.set_trace_callback(statements.append)
    assert len(list(read.case_files(store.conn, keys, TODAY))) == 30
    assert len(statements) <= 20


def test_files_opened_together_are_numbered_and_found(store: Store) -> None:
    with change(store) as writer:
        leases = [lease(writer) for _ in range(3)]
        opened = cases.open_cases(writer, leases, TODAY, "anna")
        cases.open_episodes(writer, [(key, TODAY) for key in opened])
    for key in opened:
        number = read.number_of(store.conn, key)
        assert read.case_by_number(store.conn, number.replace("-", "")) == key
        assert read.search(store.conn, number, TODAY)[0].case == key
    with pytest.raises(Refused, match="no_case_number"):
        read.case_by_number(store.conn, "1-1")
    with pytest.raises(Refused, match="no_such_case"):
        read.case_by_number(store.conn, "9998" + "0123456789"[_check("9998")])
    with pytest.raises(Refused, match="case_unknown"):
        read.case_file(store.conn, 99, TODAY)


def _check(key: str) -> int:
    from caseconsole.domain.numbers import case_number

    return int(case_number(int(key))[-1])


def test_a_closed_file_opens_again_under_its_number(store: Store) -> None:
    with change(store) as writer:
        tenancy = lease(writer)
        key = cases.open_by_hand(writer, tenancy, TODAY)
        cases.close_case(writer, key, TODAY)
        assert cases.open_by_hand(writer, tenancy, TODAY) == key
        with pytest.raises(Refused, match="file_open"):
            cases.open_by_hand(writer, tenancy, TODAY)
        with pytest.raises(Refused, match="lease_unknown"):
            cases.open_by_hand(writer, 99, TODAY)
