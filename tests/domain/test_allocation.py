from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caseconsole.domain.allocation import (
    MonthLine,
    allocate,
    missed_months,
    months,
    rent_at,
    running_balance,
    standing,
)
from caseconsole.domain.ledger import EntryKind, LedgerEntry, Standing
from tests.domain.ledgers import (
    RENT,
    TODAY,
    charge,
    cost,
    ledgers,
    line,
    payment,
    returned,
)

FOREVER = date(2099, 12, 31)
DAYS = st.integers(0, 250).map(lambda n: date(2026, 5, 15) + timedelta(n))


def stand(entries: list[LedgerEntry], as_of: date = TODAY, rent: int = RENT) -> Standing:
    return standing(7, entries, rent, as_of)


def open_items(entries: list[LedgerEntry], through: date = TODAY) -> dict[int, int]:
    return {item.entry.id: item.cents for item in allocate(entries, through).open}


def test_a_payment_pays_what_is_due_oldest_first() -> None:
    entries = [charge(1, 9), charge(2, 10), charge(3, 11), payment(4, "2026-11-05", RENT + 100)]
    assert open_items(entries) == {2: RENT - 100, 3: RENT}
    assert allocate(entries, TODAY).paid == ((4, 1, RENT), (4, 2, 100))


def test_what_the_payer_named_comes_before_what_is_older() -> None:
    entries = [charge(1, 10), charge(2, 11), payment(3, "2026-11-05", designation="2026-11")]
    assert open_items(entries) == {1: RENT}


def test_a_charge_can_be_named_by_its_reference() -> None:
    named = replace(charge(2, 11), source_ref="F-11")
    entries = [charge(1, 10), named, payment(3, "2026-11-05", designation="F-11")]
    assert open_items(entries) == {1: RENT}


def test_more_than_was_named_pays_what_is_older() -> None:
    entries = [charge(1, 10), charge(2, 11)]
    entries.append(payment(3, "2026-11-05", RENT + 500, designation="2026-11"))
    assert open_items(entries) == {1: RENT - 500}


def test_a_name_that_nothing_answers_to_counts_as_none() -> None:
    entries = [
        charge(1, 10),
        charge(2, 11),
        payment(3, "2026-11-05", designation="5000056789012345"),
    ]
    assert open_items(entries) == {2: RENT}


def test_the_rent_of_a_coming_month_can_be_paid_ahead_while_an_older_one_stays_open() -> None:
    entries = [charge(1, 10), charge(2, 12), payment(3, "2026-11-20", designation="2026-12")]
    assert open_items(entries) == {1: RENT}
    assert stand(entries).arrears == RENT
    assert stand(entries, date(2026, 12, 1)).arrears == RENT


def test_a_month_that_was_paid_by_name_is_not_missed_though_one_before_and_after_it_is() -> None:
    entries = [
        *(charge(n, month) for n, month in enumerate((9, 10, 11), 1)),
        payment(4, "2026-10-02", designation="2026-10"),
        cost(5, "2026-08-10", 800),
    ]
    assert missed_months(entries, date(2026, 11, 20)) == (date(2026, 9, 1), date(2026, 11, 1))


def test_credit_waits_for_the_next_rent_and_pays_it_on_its_due_day() -> None:
    entries = [charge(1, 11), charge(2, 12), payment(3, "2026-11-05", 2 * RENT - 1)]
    assert allocate(entries, TODAY).credit == RENT - 1
    assert stand(entries).arrears == 0
    due = stand(entries, date(2026, 12, 1))
    assert (due.arrears, due.missed_on, due.missed_cents) == (1, date(2026, 12, 1), 1)


def test_a_payment_counts_from_its_value_day() -> None:
    entries = [charge(1, 11), payment(2, "2026-11-23")]
    assert stand(entries).arrears == RENT
    assert stand(entries).next_due_on == date(2026, 11, 23)
    assert stand(entries, date(2026, 11, 23)).arrears == 0


def test_costs_are_items_of_their_own_and_paid_before_their_principal() -> None:
    entries = [charge(1, 10), charge(2, 11), cost(3, "2026-11-10", 4000, "2026-10")]
    entries.append(payment(4, "2026-11-12", 5000))
    assert open_items(entries) == {1: RENT - 1000, 2: RENT}
    early = [*entries[:3], payment(4, "2026-11-09", 5000)]
    assert open_items(early) == {3: 4000, 1: RENT - 5000, 2: RENT}


def test_costs_are_no_months_of_arrears_and_no_missed_rent() -> None:
    entries = [charge(1, 10), payment(2, "2026-10-01"), cost(3, "2026-11-10", 4000)]
    found = stand(entries)
    assert (found.arrears, found.months_tenths, found.missed_on) == (4000, 0, None)
    assert found.since == date(2026, 11, 10)


def test_a_returned_debit_reopens_what_it_paid() -> None:
    """October's debit comes back in November: October is open again, and November stays paid."""
    entries = [
        charge(1, 10), payment(2, "2026-10-01"), charge(3, 11), payment(4, "2026-11-02"),
        returned(5, "2026-11-12", reverses=2),
    ]  # fmt: skip
    assert open_items(entries) == {1: RENT}
    found = stand(entries)
    assert (found.since, found.missed_on) == (date(2026, 10, 1), date(2026, 10, 1))
    assert found.returned_on == date(2026, 11, 12)
    assert (found.paid_on, found.paid_cents) == (date(2026, 11, 2), RENT)
    before = stand(entries, date(2026, 11, 11))
    assert (before.arrears, before.returned_on) == (0, None)


def test_a_returned_debit_without_a_name_undoes_the_newest_payment_of_its_amount() -> None:
    entries = [
        charge(1, 10), payment(2, "2026-10-01"), charge(3, 11), payment(4, "2026-11-02"),
        payment(5, "2026-11-03", 100), returned(6, "2026-11-12"),
    ]  # fmt: skip
    assert open_items(entries) == {3: RENT - 100}
    assert open_items([*entries, returned(7, "2026-11-13")]) == {1: RENT, 3: RENT - 100}


def test_a_returned_debit_that_names_a_month_undoes_the_payment_of_that_month() -> None:
    entries = [
        charge(1, 10), payment(2, "2026-10-01", designation="2026-10"),
        charge(3, 11), payment(4, "2026-11-02", designation="2026-11"),
        returned(5, "2026-11-12", period="2026-10"),
    ]  # fmt: skip
    assert open_items(entries) == {1: RENT}


def test_a_named_payment_is_not_taken_by_a_returned_debit_that_names_none() -> None:
    entries = [
        charge(1, 10), payment(2, "2026-10-01"), charge(3, 11), payment(4, "2026-11-02"),
        returned(5, "2026-11-05"), returned(6, "2026-11-12", reverses=4),
    ]  # fmt: skip
    assert open_items(entries) == {1: RENT, 3: RENT}
    assert allocate(entries, TODAY).paid == ()


def test_credit_that_is_left_pays_what_a_returned_debit_opened() -> None:
    entries = [
        charge(1, 10), payment(2, "2026-10-01"), payment(3, "2026-10-05", 1000),
        returned(4, "2026-10-20", reverses=2),
    ]  # fmt: skip
    assert open_items(entries) == {1: RENT - 1000}
    assert allocate(entries, TODAY).credit == 0


def test_a_returned_debit_with_the_fee_of_the_bank_leaves_the_fee_open() -> None:
    entries = [charge(1, 11), payment(2, "2026-11-02"), returned(3, "2026-11-12", RENT + 500, 2)]
    assert open_items(entries) == {1: RENT, 3: 500}


def test_a_returned_debit_that_no_payment_explains_is_owed_itself() -> None:
    entries = [charge(1, 11), payment(2, "2026-11-02"), returned(3, "2026-11-12", 4321)]
    assert open_items(entries) == {3: 4321}
    assert stand(entries).returned_on == date(2026, 11, 12)


def test_a_returned_debit_is_over_when_what_it_opened_is_paid() -> None:
    entries = [
        charge(1, 11), payment(2, "2026-11-02"), returned(3, "2026-11-12", reverses=2),
        payment(4, "2026-11-20"),
    ]  # fmt: skip
    assert stand(entries).returned_on is None
    assert stand(entries).arrears == 0


def test_a_correction_of_a_payment_takes_back_the_difference() -> None:
    entries = [charge(1, 11), payment(2, "2026-11-02", source_ref="B2")]
    less = line(3, EntryKind.CORRECTION, 1240, date(2026, 11, 2), source_ref="B2")
    assert open_items([*entries, less]) == {1: 1240}
    found = stand([*entries, less])
    assert (found.paid_cents, found.since, found.missed_cents) == (
        RENT - 1240,
        date(2026, 11, 1),
        1240,
    )
    assert months([*entries, less], TODAY) == (MonthLine("2026-11", RENT, RENT - 1240, 1240),)


def test_a_correction_of_a_charge_changes_what_its_month_costs() -> None:
    october = replace(charge(1, 10), source_ref="F1")
    day = date(2026, 10, 1)
    less = line(2, EntryKind.CORRECTION, -1240, day, due_on=day, period="2026-10", source_ref="F1")
    more = replace(less, cents=1240)
    entries = [october, charge(3, 11)]
    assert open_items([*entries, less]) == {1: RENT - 1240, 3: RENT}
    assert months([*entries, less], TODAY)[0] == MonthLine("2026-10", RENT - 1240, 0, RENT - 1240)
    assert open_items([*entries, more]) == {1: RENT + 1240, 3: RENT}
    assert months([*entries, more], TODAY)[0] == MonthLine("2026-10", RENT + 1240, 0, RENT + 1240)


def test_a_rent_corrected_upwards_is_missed_whole_and_a_cost_stays_a_cost() -> None:
    day = date(2026, 11, 1)
    rent = replace(charge(1, 11, 6000), source_ref="A1")
    more = line(3, EntryKind.CORRECTION, 54000, day, due_on=day, period="2026-11", source_ref="A1")
    found = stand([rent, payment(2, "2026-11-02", 6000), more])
    assert (found.missed_on, found.missed_cents) == (day, 54000)
    assert missed_months([rent, more], TODAY) == (day,)
    fee = replace(cost(1, "2026-11-01", 1000), source_ref="A1")
    assert (stand([fee, more]).arrears, stand([fee, more]).months_tenths) == (55000, 0)


@given(ledgers(), st.data(), DAYS)
def test_a_line_corrected_by_differences_counts_as_if_booked_so_at_once(
    entries: list[LedgerEntry], data: st.DataObject, as_of: date
) -> None:
    assume(entries)
    at = data.draw(st.integers(0, len(entries) - 1))
    one = replace(entries[at], source_ref="Q")
    first, second = data.draw(st.tuples(st.integers(1, 90_000), st.integers(-90_000, 90_000)))
    less = replace(
        one, id=98, kind=EntryKind.CORRECTION, cents=first, booked_on=FOREVER, reverses=None
    )
    apart = [
        *entries[:at], replace(one, cents=one.cents - first - second), *entries[at + 1 :],
        less, replace(less, id=99, cents=second),
    ]  # fmt: skip
    at_once = [*entries[:at], one, *entries[at + 1 :]]
    assert stand(apart, as_of) == stand(at_once, as_of)
    assert months(apart, as_of) == months(at_once, as_of)
    assert allocate(apart, as_of) == allocate(at_once, as_of)


def test_a_write_off_of_a_month_closes_that_month() -> None:
    off = line(3, EntryKind.WRITE_OFF, -RENT, date(2026, 11, 10), period="2026-11")
    entries = [charge(1, 10), charge(2, 11), off]
    assert open_items(entries) == {1: RENT}
    assert stand(entries).paid_on is None


def test_rent_and_service_costs_of_one_day_are_missed_together() -> None:
    service = replace(charge(2, 11, 9900), source_ref="S")
    found = stand([charge(1, 11), service, payment(3, "2026-11-03", 100)])
    assert (found.missed_on, found.missed_cents) == (date(2026, 11, 1), RENT + 9800)


@pytest.mark.parametrize(
    ("open_cents", "rent", "tenths"),
    [(61240, 61240, 10), (120400, 61240, 20), (3062, 61240, 1), (3061, 61240, 0), (1, 0, None)],
)
def test_months_of_arrears_are_open_principal_by_the_rent_half_up(
    open_cents: int, rent: int, tenths: int | None
) -> None:
    assert stand([charge(1, 11, open_cents)], rent=rent).months_tenths == tenths


def test_an_empty_ledger_owes_nothing() -> None:
    found = stand([])
    assert (found.balance, found.arrears, found.since, found.missed_on) == (0, 0, None, None)
    assert (found.next_due_on, found.paid_on, found.returned_on) == (None, None, None)
    assert months([], TODAY) == ()
    assert running_balance([]) == ()


def test_the_balance_holds_what_is_booked_and_the_arrears_what_is_due() -> None:
    found = stand([charge(1, 11), charge(2, 12)])
    assert (found.balance, found.arrears, found.next_due_on) == (2 * RENT, RENT, date(2026, 12, 1))


@given(ledgers(), DAYS)
def test_no_cent_is_lost(entries: list[LedgerEntry], through: date) -> None:
    whole = allocate(entries, FOREVER)
    owed = sum(item.cents for item in whole.open)
    assert owed - whole.credit == sum(entry.cents for entry in entries)
    part = allocate(entries, through)
    assert all(item.cents > 0 for item in part.open)
    assert part.credit >= 0
    assert not (part.credit and any(item.due_on <= through for item in part.open))


@given(ledgers())
def test_no_debt_is_paid_twice_and_no_payment_spent_twice(entries: list[LedgerEntry]) -> None:
    whole: dict[str, int] = {}
    for entry in entries:
        whole[entry.source_ref] = whole.get(entry.source_ref, 0) + entry.cents
    cents = {entry.id: whole[entry.source_ref] for entry in entries}
    spent: dict[int, int] = {}
    met: dict[int, int] = {}
    for source, target, paid in allocate(entries, FOREVER).paid:
        assert paid > 0
        spent[source] = spent.get(source, 0) + paid
        met[target] = met.get(target, 0) + paid
    assert all(paid <= -cents[source] for source, paid in spent.items())
    assert all(paid <= cents[target] for target, paid in met.items())


@given(ledgers(), DAYS)
def test_months_standing_and_allocation_agree(entries: list[LedgerEntry], as_of: date) -> None:
    found = stand(entries, as_of)
    due = [item for item in allocate(entries, as_of).open if item.due_on <= as_of]
    assert found.arrears == sum(item.cents for item in due)
    assert found.since == min((item.due_on for item in due), default=None)
    lines = months(entries, as_of)
    assert sum(month.open for month in lines) == found.arrears
    assert all(month.charged - month.paid == month.open for month in lines)
    assert found.balance == sum(entry.cents for entry in entries)
    balances = running_balance(entries)
    assert not balances or balances[-1][1] == found.balance


@given(ledgers(kinds=(EntryKind.CHARGE, EntryKind.PAYMENT, EntryKind.WRITE_OFF)), DAYS)
def test_without_a_name_arrears_are_what_is_due_less_what_was_paid(
    entries: list[LedgerEntry], as_of: date
) -> None:
    """The sum that a query over the ledger takes when nobody named a month."""
    plain = [replace(entry, designation="") for entry in entries]
    counted = sum(entry.cents for entry in plain if (entry.due_on or entry.value_on) <= as_of)
    assert stand(plain, as_of).arrears == max(counted, 0)


@given(ledgers(), DAYS)
def test_a_standing_holds_until_the_day_before_the_next_one(
    entries: list[LedgerEntry], as_of: date
) -> None:
    found = stand(entries, as_of)
    until = (found.next_due_on or FOREVER) - timedelta(1)
    later = min(until, as_of + timedelta(40))
    assert later >= as_of
    assert replace(stand(entries, later), as_of=as_of) == found


@given(ledgers(kinds=(EntryKind.CHARGE, EntryKind.PAYMENT)), DAYS)
def test_a_payment_never_makes_the_arrears_more(entries: list[LedgerEntry], as_of: date) -> None:
    more = line(99, EntryKind.PAYMENT, -12345, as_of)
    assert 0 <= stand(entries, as_of).arrears - stand([*entries, more], as_of).arrears <= 12345


@given(ledgers(kinds=(EntryKind.CHARGE, EntryKind.PAYMENT), most=8), DAYS)
def test_a_payment_returned_the_same_day_leaves_everything_as_it_was(
    entries: list[LedgerEntry], as_of: date
) -> None:
    assume(all(entry.value_on != as_of for entry in entries))
    there = line(99, EntryKind.PAYMENT, -12345, as_of)
    back = line(100, EntryKind.RETURNED, 12345, as_of, reverses=99)
    assert allocate([*entries, there, back], as_of) == allocate(entries, as_of)


def test_the_running_balance_follows_the_value_days() -> None:
    entries = [charge(1, 10), payment(2, "2026-11-01"), charge(3, 11), returned(4, "2026-11-01")]
    assert [(entry.id, balance) for entry, balance in running_balance(entries)] == [
        (1, RENT), (3, 2 * RENT), (2, RENT), (4, 2 * RENT),
    ]  # fmt: skip


def test_the_rent_of_a_day_is_the_newest_that_began() -> None:
    rents = [(date(2026, 7, 1), 61240), (date(2025, 7, 1), 59000)]
    assert rent_at(rents, date(2026, 11, 1)) == 61240
    assert rent_at(rents, date(2026, 7, 1)) == 61240
    assert rent_at(rents, date(2026, 6, 30)) == 59000
    assert rent_at(rents, date(2020, 1, 1)) == 59000
    assert rent_at([], TODAY) == 0
