"""Finding a lease."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseconsole.domain.numbers import payment_reference_ok
from caseconsole.store import derived, read
from caseconsole.store.read.match import match
from caseconsole.store.sqlite import Store, connect
from tests.store.build import TODAY, change, due_case, lease, line


@pytest.mark.parametrize(
    "text", ["yildiz", "Yıldız", "YILDIZ", "yıl", "yıldız kade", "m yil", "utrecht yildiz"]
)
def test_a_name_is_found_however_it_is_typed(store: Store, text: str) -> None:
    found = due_case(store, surname="Yıldız")
    due_case(store, surname="Jansen")
    assert [hit.case for hit in read.search(store.conn, text, TODAY)] == [found]


def test_numbers_and_references_are_found(store: Store) -> None:
    key = due_case(store)
    number = read.number_of(store.conn, key)
    (hit,) = read.search(store.conn, number, TODAY)
    assert (hit.case, hit.number, hit.due_action, hit.tenant) == (
        key, number, "first_call", "M. Jansen",
    )  # fmt: skip
    phone = store.conn.execute("SELECT number FROM phone").fetchone()[0]
    for text in (
        number.replace("-", ""),
        number.split("-")[0],
        hit.reference,
        phone,
        phone.replace("+31", "0"),
    ):
        assert [hit.case for hit in read.search(store.conn, text, TODAY)] == [key]


@pytest.mark.parametrize(
    "text",
    ["+31698765432", "0698765432", "06 9876 5432", "06-98765432", "06-9876", "06.98.76.54.32",
     "+31 6 9876 5432", "+31 (0)6 98765432", "+31(0)6-9876", "0031 6 9876 5432", "0031698765432",
     "jansen 06 9876 5432", "06 9876 5432 jansen", "020 123 45 67", "+31 20 1234567"],
)  # fmt: skip
def test_a_phone_is_found_however_it_is_typed(store: Store, text: str) -> None:
    """The tenant's own, and that of who acts for the tenant."""
    key, other = due_case(store), due_case(store)
    assert key != other
    with change(store) as writer:
        (lease_key,) = store.conn.execute(
            "SELECT lease FROM case_file WHERE id = ?", (key,)
        ).fetchone()
        (person,) = store.conn.execute(
            "SELECT person FROM lease_party WHERE lease = ?", (lease_key,)
        ).fetchone()
        writer.insert("phone", person=person, number="+31698765432", kind="mobile")
        writer.insert(
            "representative", person=person, name="Bewind BV", kind="administrator",
            phone="+31201234567", email="", language="nl", since="2021-01-01",
        )  # fmt: skip
        derived.refresh_search(store, [lease_key])
    assert [hit.case for hit in read.search(store.conn, text, TODAY)] == [key]
    derived.rebuild(store, TODAY)
    assert [hit.case for hit in read.search(store.conn, text, TODAY)] == [key]


def test_a_lease_on_which_a_co_tenant_stays_is_shown_by_that_name(store: Store) -> None:
    key = due_case(store, surname="Yıldız")
    (party,) = store.conn.execute("SELECT id FROM lease_party").fetchone()
    with change(store) as writer:
        writer.update("lease_party", party, None, role="co_tenant")
    (hit,) = read.search(store.conn, read.number_of(store.conn, key), TODAY)
    assert hit.tenant.endswith("Yıldız")


def test_a_lease_found_by_its_co_tenant_says_so(store: Store) -> None:
    """By the address or the tenant it is shown as ever."""
    key = due_case(store, surname="Yıldız")
    (lease_key,) = store.conn.execute("SELECT lease FROM case_file WHERE id = ?", (key,)).fetchone()
    with change(store) as writer:
        other = writer.insert(
            "person", reference="P-co", initials="J.", prefix="de", surname="Bruijn",
            birth_date="1981-02-03", languages="nl", call_do_not_write=False, safe_contact="",
            email="",
        )  # fmt: skip
        writer.insert(
            "lease_party", lease=lease_key, person=other, role="co_tenant", since="2020-01-01"
        )
        derived.refresh_search(store, [lease_key])
    shown = {
        text: [hit.tenant for hit in read.search(store.conn, text, TODAY)]
        for text in ("bruij", "yil", "utrecht", "yil bruijn")
    }
    assert shown == {
        "bruij": ["J. de Bruijn (M. Yıldız)"],
        "yil": ["M. Yıldız"],
        "utrecht": ["M. Yıldız"],
        "yil bruijn": ["M. Yıldız"],
    }


def test_what_is_due_comes_first_in_due_order(store: Store) -> None:
    with change(store) as writer:
        lease(writer)
    second = due_case(store, since=TODAY)
    first = due_case(store, since=TODAY - timedelta(days=1))
    hits = read.search(store.conn, "jansen", TODAY)
    assert [hit.case for hit in hits] == [first, second, None]
    assert [hit.case for hit in read.search(store.conn, "jansen", TODAY, n=1)] == [first]


@pytest.mark.parametrize(
    ("owed", "order"),
    [
        ((0, 100), [1, 0]),
        ((0, 0), [0, 1]),
        ((0, -100), [0, 1]),
        ((100, 100), [0, 1]),
        ((100, 200), [1, 0]),
        ((200, 100), [0, 1]),
    ],
    ids=["arrears", "nobody owes", "paid ahead", "as much", "more", "less"],
)  # fmt: skip
def test_after_what_is_due_the_highest_arrears_come_first(
    store: Store, owed: tuple[int, int], order: list[int]
) -> None:
    """Whoever owes nothing stands below, by number of the lease."""
    leases = []
    with change(store) as writer:
        for cents in owed:
            leases.append(lease(writer))
            line(writer, leases[-1], "correction", cents, "2026-10-01", due_on="2026-10-01")
        derived.refresh_standings(store, TODAY, leases)
    due = due_case(store)
    hits = read.search(store.conn, "jansen", TODAY)
    assert [(hit.lease, hit.arrears) for hit in hits[1:]] == [
        (leases[place], max(owed[place], 0)) for place in order
    ]
    assert hits[0].case == due
    assert read.search(store.conn, "jansen", TODAY, n=2) == hits[:2]


def test_a_changed_name_is_found_and_the_old_one_is_not(store: Store) -> None:
    with change(store) as writer:
        key = lease(writer, surname="Jansen")
        writer.update("person", key, 1, surname="Đorđević")
        derived.refresh_search(store, [key])
    assert read.search(store.conn, "jansen", TODAY) == []
    assert len(read.search(store.conn, "dordevic", TODAY)) == 1


@given(st.text(max_size=30) | st.text('"*()-:^+ANDORNOTEAR\x00 ', max_size=12))
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_that_is_typed_is_an_operator(store: Store, text: str) -> None:
    read.search(store.conn, text, TODAY)
    query = match(text)
    assert query is None or query.count('"') == 2 * len(query.split(" "))


def test_the_index_is_sound(store: Store) -> None:
    due_case(store)
    conn = connect(store.path)
    conn.execute("INSERT INTO lease_search (lease_search) VALUES ('integrity-check')")
    conn.close()


@pytest.mark.parametrize(
    ("surname", "text"),
    [("O'Brien", "obrien"), ("O’Brien", "o'brien"), ("O'Brien", "brien"), ("الأحمد", "احمد"),
     ("الأحمد", "الأحمد"), ("'t Hart", "hart")],
)  # fmt: skip
def test_a_name_is_found_without_its_apostrophe_or_article(
    store: Store, surname: str, text: str
) -> None:
    found = due_case(store, surname=surname)
    due_case(store, surname="Jansen")
    assert [hit.case for hit in read.search(store.conn, text, TODAY)] == [found]


@pytest.mark.parametrize(
    "text", ["3100000000000018", "3100 0000 0000 0018", "3100.0000.0000.0018",
             "jansen 3100 0000 0000 0018"]
)  # fmt: skip
def test_a_payment_reference_is_found_however_it_is_typed(store: Store, text: str) -> None:
    key = due_case(store)
    due_case(store)
    assert payment_reference_ok("3100000000000018")
    with change(store) as writer:
        (lease_key,) = store.conn.execute(
            "SELECT lease FROM case_file WHERE id = ?", (key,)
        ).fetchone()
        writer.update("lease", lease_key, None, payment_reference="3100000000000018")
        derived.refresh_search(store, [lease_key])
    assert [hit.case for hit in read.search(store.conn, text, TODAY)] == [key]
