"""Rent that was moved or let go counts in nothing that tells what is owed and not paid (R36).

The rents of October and of November fell due; that of December does later.
"""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.arranging import desk
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.signalling import signalling
from caseconsole.casework.viewing import open_case
from caseconsole.domain.agreement import DecisionKind, JudgedAs
from caseconsole.domain.agreement_changes import Decide, MakeAgreement
from caseconsole.domain.message import Refused
from caseconsole.domain.paid import remitted
from caseconsole.process.protection import new_arrears
from tests.casework.agreed import (
    CASE,
    LEASE,
    arrangement,
    file_of,
    instalment,
    judge,
    known_through,
    refusal,
    rent,
    signed_chance,
    step,
)
from tests.casework.stores import RENT, book, pay, session
from tests.casework.test_counselling import discharged
from tests.casework.test_new_rent_arranged import called
from tests.casework.test_rents_let_be import DECEMBER, NOVEMBER, OCTOBER, here, say, stands
from tests.casework.test_rents_let_be_alone import LONG, each

__all__ = ["here"]
said_or_not = pytest.mark.parametrize("said", [None, *LONG.values()], ids=["not said", *LONG])
BEGUN, EIGHTH, NINTH = date(2026, 11, 2), date(2026, 12, 8), date(2026, 12, 9)


def admitted(here: Session, then: Session) -> None:
    """The statutory scheme from 2 November."""
    first = MakeAgreement(case=CASE, agreement="debt_counselling", state="application",
                          start_on=BEGUN)  # fmt: skip
    record(first, session=here)
    for state in ("intake", "plan", "stabilisation"):
        record(step(then, state, EIGHTH), session=then)
    record(step(then, "wsnp", EIGHTH, terms={"admitted_on": BEGUN.isoformat()}), session=then)


@pytest.mark.parametrize(
    "said", [None, {"verdict": JudgedAs.MOVED, "moved_to": date(2026, 11, 20)}]
)
@pytest.mark.parametrize(
    ("day", "missed"), [(date(2026, 12, 1), ()), (date(2026, 12, 2), (DECEMBER,))]
)
def test_a_rent_that_was_moved_to_an_earlier_day_is_missed_when_its_own_day_is_over(
    here: Session, store: Path, said: dict[str, Any] | None, day: date, missed: tuple[date, ...]
) -> None:
    pay(here, LEASE, 2 * RENT)
    signed_chance(here, conditions=(rent(DECEMBER),))
    book(here, LEASE, "charge", RENT, "2026-12-01")
    if said:
        say(here, said, DECEMBER)
    called(store, day)
    file = file_of(here, today=day)
    found = new_arrears(file, file.agreements[-1], date(2026, 11, 5), day)
    assert tuple(one.due_on for one in found) == missed


@said_or_not
@pytest.mark.parametrize("paid", [True, False], ids=["paid", "not paid"])
def test_a_home_is_shielded_unless_new_rent_is_missed_that_nobody_let_be(
    here: Session, store: Path, said: dict[str, Any] | None, *, paid: bool
) -> None:
    """Not renewed for the rent of November, from before the scheme (R61)."""
    with closing(session(store, today=EIGHTH)) as then:
        admitted(here, then)
        signed_chance(then, end_on=date(2027, 2, 15), conditions=(rent(NOVEMBER),))
        book(then, LEASE, "charge", RENT, "2026-12-01")
        if paid:
            pay(then, LEASE, RENT, "2026-12-01")
        if said:
            say(then, said)
        known_through(then, date(2026, 12, 7))
        notice = step(then, "not_renewed", EIGHTH, paper="AANZ-1", why="Schuld.")
        if paid or said:
            assert refusal(notice, then) == "gate.scheme"
        else:
            record(notice, session=then)


@said_or_not
def test_no_review_is_due_for_new_rent_that_was_let_be(
    here: Session, store: Path, said: dict[str, Any] | None
) -> None:
    """Under the scheme new arrears are looked at (R61)."""
    with closing(session(store, today=EIGHTH)) as then:
        admitted(here, then)
        signed_chance(then, conditions=(rent(DECEMBER),))
        book(then, LEASE, "charge", RENT, "2026-12-01")
        if said:
            say(then, said)
    found = called(store, NINTH).get("review_due")
    assert (found is None or found.because.id != "review_due.new_arrears") is bool(said)


@pytest.mark.parametrize(("said", "since"), [(None, None), (LONG["moved"], date(2027, 1, 26))])
def test_a_moved_rent_is_looked_at_from_its_new_day_whatever_was_looked_at_before(
    here: Session, store: Path, said: dict[str, Any] | None, since: date | None
) -> None:
    """The scheme was reviewed on 15 December, when an unmoved rent was missed already (R61)."""
    with closing(session(store, today=EIGHTH)) as then:
        admitted(here, then)
        signed_chance(then, conditions=(rent(DECEMBER),))
        book(then, LEASE, "charge", RENT, "2026-12-01")
        if said:
            say(then, said)
    with closing(session(store, today=date(2026, 12, 15))) as then:
        one = next(one for one in file_of(then).agreements if one.kind == "debt_counselling")
        kept = Decide(case=CASE, agreement=one.id, seen=one.version, decision=DecisionKind.KEEP,
                      why="Nieuw.", next_review_on=date(2027, 6, 1))  # fmt: skip
        record(kept, session=then)
    days = (date(2027, 1, 25), date(2027, 1, 27))
    due = [called(store, on)["review_due"] for on in days]
    found = [one.since if one.because.id == "review_due.new_arrears" else None for one in due]
    assert found == [None, since]


@pytest.mark.parametrize("known", [date(2027, 1, 24), date(2027, 1, 25)])
def test_a_home_is_shielded_until_the_ledger_can_tell_of_the_day_to_which_a_rent_was_moved(
    here: Session, store: Path, known: date
) -> None:
    with closing(session(store, today=EIGHTH)) as then:
        admitted(here, then)
        signed_chance(then, end_on=date(2027, 3, 15), conditions=(rent(NOVEMBER),))
        for day in ("2026-12-01", "2027-01-01"):
            book(then, LEASE, "charge", RENT, day)
        say(then, LONG["moved"])
        pay(then, LEASE, RENT, "2027-01-01")
    with closing(session(store, today=date(2027, 1, 26))) as then:
        known_through(then, known)
        notice = step(then, "not_renewed", date(2027, 1, 26), paper="AANZ-1", why="Schuld.")
        if known < date(2027, 1, 25):
            assert refusal(notice, then) == "gate.scheme"
        else:
            record(notice, session=then)


@said_or_not
def test_an_early_signal_tells_what_the_card_asks(
    here: Session, store: Path, said: dict[str, Any] | None
) -> None:
    two_open(here, said)
    _, card, _ = stands(store, NINTH)
    with closing(session(store, today=NINTH)) as then:
        told = signalling(then, open_case(then, CASE).file)
    assert told.cents == card == (RENT if said else 2 * RENT)


def calls(store: Path) -> tuple[str | int | None, int, tuple[date, ...]]:
    """What the first call tells on the day after the rent of December, and what the card asks."""
    found, card, months = stands(store, date(2026, 12, 3))
    return found.get("first_call"), card, months


def two_open(here: Session, said: dict[str, Any] | None) -> None:
    """The rents of November and of December; of the first a person spoke, or not."""
    signed_chance(here, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    pay(here, LEASE, RENT)
    if said:
        say(here, said, NOVEMBER)
    book(here, LEASE, "charge", RENT, "2026-12-01")


gone_or_not = pytest.mark.parametrize(
    ("said", "owed"),
    [(None, 2 * RENT), (LONG["moved"], 2 * RENT), (LONG["excused"], RENT), (LONG["waived"], RENT)],
    ids=["not said", *LONG],
)


@gone_or_not
def test_what_was_let_go_is_no_debt_to_arrange(
    here: Session, store: Path, said: dict[str, Any] | None, owed: int
) -> None:
    """What was moved is owed, and may well be paid in instalments: the desk tells of it."""
    two_open(here, said)
    with closing(session(store, today=NINTH)) as then:
        known = desk(then, open_case(then, CASE))
    told = {"moved_cents": RENT, "moved_on": "2027-01-25"}
    assert known.debt(others=False) == owed
    assert [one.values for one in known.moved] == ([told] if said == LONG["moved"] else [])


@gone_or_not
def test_no_desk_opens_for_a_rent_that_was_let_go_alone(
    here: Session, store: Path, said: dict[str, Any] | None, owed: int
) -> None:
    two_open(here, said)
    pay(here, LEASE, RENT, "2026-12-01")
    with closing(session(store, today=NINTH)) as then:
        if owed == RENT:
            with pytest.raises(Refused) as refused:
                desk(then, open_case(then, CASE))
            assert refused.value.why.id == "desk.no_debt"
        else:
            assert desk(then, open_case(then, CASE)).debt(others=False) == RENT


@pytest.mark.parametrize("remits", [False, True], ids=["frozen", "remitted"])
@pytest.mark.parametrize("said", [None, LONG["excused"], LONG["waived"]])
def test_of_new_rent_too_what_was_let_go_is_no_debt_to_arrange(
    here: Session, store: Path, said: dict[str, Any] | None, *, remits: bool
) -> None:
    """Older debt is frozen by the scheme, or was remitted by a settlement (R61, R63)."""
    signed_chance(here, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    if said:
        say(here, said)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    if remits:
        discharged(here)
    else:
        with closing(session(store, today=EIGHTH)) as then:
            admitted(here, then)
    called(store, NINTH)
    with closing(session(store, today=NINTH)) as then:
        view = open_case(then, CASE)
        if said is None:
            assert desk(then, view).debt(others=False) == RENT
            return
        with pytest.raises(Refused) as refused:
            desk(then, view)
    assert refused.value.why.values["new_cents"] == 0


@gone_or_not
def test_an_arrangement_is_kept_once_all_that_was_not_let_go_is_paid(
    here: Session, store: Path, said: dict[str, Any] | None, owed: int
) -> None:
    """Until then what it asks is called about."""
    two_open(here, said)
    with closing(session(store, today=NINTH)) as then:
        halves = instalment(
            first_on=date(2026, 12, 14), cents=owed // 2, rule="FREQ=MONTHLY;COUNT=2"
        )
        record(arrangement(then, conditions=(halves,), start_on=NINTH, why="Graag."), session=then)
    found, card, _ = stands(store, date(2026, 12, 16))
    assert (found, card) == ({"instalment_late": owed // 2}, owed // 2)
    pay(here, LEASE, owed // 2, "2026-12-16")
    assert stands(store, date(2026, 12, 17)) == ({}, 0, ())
    pay(here, LEASE, owed - owed // 2, "2026-12-17")
    after = date(2026, 12, 18)
    assert stands(store, after) == ({}, 0, ())
    assert [one.state for one in file_of(here, today=after).agreements][-1] == "kept"


@pytest.mark.parametrize("said", [LONG["excused"], LONG["waived"]], ids=["excused", "waived"])
def test_of_what_was_let_go_since_an_arrangement_no_instalment_is_asked_for(
    here: Session, store: Path, said: dict[str, Any]
) -> None:
    """Two halves were agreed; once one is paid, the rest was let go."""
    two_open(here, None)
    with closing(session(store, today=NINTH)) as then:
        halves = instalment(first_on=date(2026, 12, 20), cents=RENT, rule="FREQ=MONTHLY;COUNT=2")
        record(arrangement(then, conditions=(halves,), start_on=NINTH, why="Graag."), session=then)
    with closing(session(store, today=date(2026, 12, 14))) as then:
        chance = next(one for one in file_of(then).agreements if one.kind == "second_chance")
        record(judge(chance.conditions[0], NOVEMBER, why="Ziek.", **said), session=then)
    pay(here, LEASE, RENT, "2026-12-20")
    for on in (date(2026, 12, 23), date(2027, 1, 25)):
        assert stands(store, on) == ({}, 0, ())
    known = {one.kind: one.state for one in file_of(here, today=date(2027, 1, 25)).agreements}
    assert known["payment_arrangement"] == "kept"


@each
def test_a_settlement_remits_what_was_let_go_too(
    here: Session, store: Path, said: dict[str, Any]
) -> None:
    """All of it is written off (R63)."""
    signed_chance(here, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    say(here, said, NOVEMBER)
    discharged(here)
    file = file_of(here)
    (settled,) = (one for one in file.agreements if one.kind == "debt_counselling")
    assert remitted(settled, file.paid) == 2 * RENT


@said_or_not
@pytest.mark.parametrize("asked", [True, False], ids=["December missed", "December paid"])
def test_new_rent_is_called_about_beside_remitted_rent_whatever_was_said_of_that(
    here: Session, store: Path, said: dict[str, Any] | None, *, asked: bool
) -> None:
    """The rents until the discharge are remitted, and not written off yet (R63)."""
    signed_chance(here, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    if said:
        say(here, said, NOVEMBER)
    discharged(here)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    if not asked:
        pay(here, LEASE, RENT, "2026-12-01")
    assert calls(store) == ((RENT, RENT, (DECEMBER,)) if asked else (None, 0, ()))


@each
def test_a_new_rent_that_is_let_be_is_asked_for_beside_remitted_rent_neither(
    here: Session, store: Path, said: dict[str, Any]
) -> None:
    signed_chance(here, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    say(here, said, DECEMBER)
    discharged(here)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    assert calls(store) == (None, 0, ())
