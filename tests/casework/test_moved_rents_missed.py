"""A rent that was moved is missed on its new day, as one that falls due then (R03, R36, R45).

October was paid. November was moved, or it was paid and another rent falls due on that day.
"""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import JudgedAs
from caseconsole.domain.changes import NewPromise
from caseconsole.domain.referred import Result
from tests.casework.agreed import (
    CASE,
    LEASE,
    arrangement,
    file_of,
    instalment,
    refusal,
    rent,
    signed_chance,
    step,
)
from tests.casework.signals import led_up, signal
from tests.casework.stores import RENT, TODAY, book, pay, session
from tests.casework.test_frozen_debts import RUNNING, WAYS, helped
from tests.casework.test_new_rent_arranged import called
from tests.casework.test_rents_let_be import (
    DECEMBER,
    NOVEMBER,
    OCTOBER,
    here,
    say,
    stands,
    talked,
)

__all__ = ["here"]
FIFTEENTH, JANUARY = date(2026, 12, 15), date(2027, 1, 1)
CALLS = {"first_call", "running_rent_late"}
moved = pytest.mark.parametrize("moved", [False, True], ids=["falls due then", "moved"])


def chance(here: Session, day: date, *, moved: bool) -> None:
    signed_chance(here, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    pay(here, LEASE, RENT)
    if moved:
        say(here, {"verdict": JudgedAs.MOVED, "moved_to": day}, NOVEMBER)
    else:
        pay(here, LEASE, RENT)
        book(here, LEASE, "charge", RENT, day.isoformat())


def due(store: Path, on: date) -> dict[str, date]:
    """The calls about rent on a day, each with the day since which it is due."""
    found = called(store, on)
    return {action: found[action].since for action in found if action in CALLS}


@moved
@pytest.mark.parametrize(
    ("back", "paid", "call"),
    [
        (False, RENT - 60_00, True),
        (True, RENT, True),
        (False, RENT, True),
    ],
    ids=["paid in part", "came back", "paid"],
)
def test_it_is_called_about_beside_a_rent_that_was_talked_about(
    here: Session, store: Path, back: bool, paid: int, call: bool, *, moved: bool
) -> None:
    chance(here, FIFTEENTH, moved=moved)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    pay(here, LEASE, paid, "2026-12-01")
    if back:
        book(here, LEASE, "returned", RENT, "2026-12-04")
    spoke = date(2026, 12, 7)
    called(store, spoke)
    talked(store, spoke, promise=NewPromise(cents=60_00, due_on=date(2026, 12, 31)))
    assert due(store, FIFTEENTH) == {}
    on = FIFTEENTH + timedelta(days=1)
    assert due(store, on) == ({"first_call": on} if call else {})


@moved
@pytest.mark.parametrize(("valid_from", "wait"), [("2026-12-15", 2), ("2026-12-16", 1)])
def test_the_policy_of_its_new_day_counts(
    here: Session, store: Path, valid_from: str, wait: int, *, moved: bool
) -> None:
    """The first call comes a working day later from a day on."""
    chance(here, FIFTEENTH, moved=moved)
    own = store.with_suffix(".policy")
    own.mkdir()
    (own / "own.toml").write_text(
        "".join(
            f'[[first_call_offset_wd]]\nvalid_from = {day}\nvalue = {n}\nsource = "practice"\n'
            for day, n in (("2000-01-01", 1), (valid_from, 2))
        )
    )
    on = FIFTEENTH + timedelta(days=wait)
    assert due(store, on - timedelta(days=1)) == {}
    assert due(store, on) == {"first_call": on}


@moved
def test_it_is_called_about_beside_an_arrangement_and_a_later_rent_that_was_talked_about(
    here: Session, store: Path, *, moved: bool
) -> None:
    """The rent of January was promised, and is the newest by the day on which it falls due."""
    fifteenth = date(2027, 1, 15)
    late = instalment(first_on=date(2027, 2, 20))
    record(arrangement(here, conditions=(late, RUNNING), why="Graag."), session=here)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    if moved:
        say(here, {"verdict": JudgedAs.MOVED, "moved_to": fifteenth})
    else:
        pay(here, LEASE, RENT, "2026-12-01")
        book(here, LEASE, "charge", RENT, fifteenth.isoformat())
    book(here, LEASE, "charge", RENT, JANUARY.isoformat())
    spoke = date(2027, 1, 5)
    assert due(store, spoke) == {"running_rent_late": spoke}
    talked(store, spoke, promise=NewPromise(cents=RENT, due_on=date(2027, 1, 29)))
    assert due(store, fifteenth) == {}
    on = date(2027, 1, 18)
    assert due(store, on) == {"running_rent_late": on}


def arrange(here: Session) -> None:
    four = instalment(first_on=date(2027, 1, 29), cents=RENT // 4, rule="FREQ=MONTHLY;COUNT=4")
    record(arrangement(here, conditions=(four,), why="Graag."), session=here)


@pytest.mark.parametrize(
    ("held", "about"),
    [(None, NOVEMBER), ("arranged", JANUARY), ("frozen", JANUARY)],
    ids=["neither", "arranged", "frozen"],
)
def test_one_that_is_arranged_or_frozen_by_its_new_day_hides_no_later_rent(
    here: Session, store: Path, held: str | None, about: date
) -> None:
    """Nobody asks for it on that day; the rent of January was missed before."""
    chance(here, date(2027, 1, 15), moved=True)
    if held == "arranged":
        arrange(here)
    elif held:
        helped(here, *WAYS["wsnp"], admitted_on="2026-11-02")
    book(here, LEASE, "charge", RENT, JANUARY.isoformat())
    found = called(store, date(2027, 1, 18))
    told = {found[action].because.values["due_on"] for action in CALLS & found.keys()}
    assert told == {about.isoformat()}


def test_one_whose_arrangement_was_withdrawn_is_called_about_from_its_new_day(
    here: Session, store: Path
) -> None:
    chance(here, date(2027, 1, 15), moved=True)
    arrange(here)
    record(step(here, "withdrawn", why="Gaat niet door."), session=here)
    book(here, LEASE, "charge", RENT, JANUARY.isoformat())
    spoke = date(2027, 1, 5)
    assert due(store, spoke) == {"first_call": spoke}
    talked(store, spoke)
    assert due(store, date(2027, 1, 18)) == {"first_call": date(2027, 1, 18)}


@moved
@pytest.mark.parametrize(
    ("day", "paid", "refused"),
    [
        (date(2027, 1, 15), False, "gate.signal_paid"),
        (date(2027, 1, 15), True, None),
        (date(2027, 1, 4), False, None),
    ],
    ids=["asked since the signal", "paid", "asked by then"],
)
def test_collection_rests_after_a_signal_only_where_what_is_asked_since_is_paid(
    here: Session, store: Path, day: date, refused: str | None, *, paid: bool, moved: bool
) -> None:
    """The rent of December is what the municipality was told of."""
    chance(here, day, moved=moved)
    book(here, LEASE, "charge", RENT, DECEMBER.isoformat())
    sent_on, on = date(2027, 1, 4), date(2027, 1, 20)
    for called_on in (date(2026, 12, 3), sent_on):
        called(store, called_on)
    told = signal(reminded_on=sent_on, reminder="H", reply_by=sent_on + timedelta(days=28))
    with closing(session(store, today=sent_on)) as then:
        for change in (*led_up(CASE), told):
            record(change, session=then)
    if paid:
        pay(here, LEASE, RENT, "2027-01-15")
    called(store, on)
    with closing(session(store, today=on)) as then:
        sent = file_of(then, today=on).referrals[-1]
        answer: dict[str, Any] = {
            "result": Result.FINANCIAL_HELP, "answer": "Hulp.", "pause_until": on,
        }  # fmt: skip
        change = a.AnswerReferral(case=CASE, referral=sent.id, seen=sent.version, **answer)
        if refused:
            assert refusal(change, then) == refused
        else:
            record(change, session=then)


@pytest.mark.parametrize(
    ("december", "paid", "broken"),
    [
        ("paid", {}, True),
        ("paid", {"2027-01-15": RENT}, False),
        ("moved", {"2027-01-15": RENT}, True),
        ("moved", {"2027-01-15": RENT, "2027-01-29": RENT}, False),
    ],
)
def test_what_pays_it_on_its_new_day_keeps_no_promise_that_was_made_before(
    here: Session, store: Path, december: str, paid: dict[str, int], *, broken: bool
) -> None:
    """Beside an arrangement the rent of January was promised for the end of that month."""
    late = instalment(first_on=date(2027, 2, 20))
    record(arrangement(here, conditions=(late, RUNNING), why="Graag."), session=here)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    if december == "moved":
        say(here, {"verdict": JudgedAs.MOVED, "moved_to": date(2027, 1, 15)})
    else:
        pay(here, LEASE, RENT, "2026-12-01")
    book(here, LEASE, "charge", RENT, JANUARY.isoformat())
    spoke = date(2027, 1, 5)
    called(store, spoke)
    talked(store, spoke, promise=NewPromise(cents=RENT, due_on=date(2027, 1, 29)))
    for on, cents in paid.items():
        pay(here, LEASE, cents, on)
    assert ("promise_broken" in called(store, date(2027, 2, 2))) is broken


TENTH, LAST = date(2026, 12, 10), date(2026, 12, 29)
PAID: dict[date, int] = {FIFTEENTH: RENT}
BOTH = {**PAID, LAST: RENT}
PARTS = {date(2026, 12, 8): 300_00, FIFTEENTH: RENT - 300_00}


@pytest.mark.parametrize(
    ("moved_on", "promised", "paid", "left"),
    [
        (None, RENT, {}, RENT),
        (None, RENT, PAID, 0),
        (TODAY, RENT, PAID, RENT),
        (TODAY, RENT, BOTH, 0),
        (TODAY, 2 * RENT, PAID, RENT),
        (TODAY, 2 * RENT, BOTH, 0),
        (TENTH, RENT, PAID, RENT),
        (TENTH, RENT, PARTS, RENT - 300_00),
        (TENTH, 2 * RENT, BOTH, 0),
    ],
    ids=[
        "not paid",
        "paid",
        "moved",
        "moved and paid",
        "both promised",
        "both promised and paid",
        "moved since",
        "moved since, and paid in part before that",
        "moved since, both promised and paid",
    ],
)
def test_under_a_second_chance_what_pays_it_keeps_no_promise_of_another_rent(
    here: Session,
    store: Path,
    moved_on: date | None,
    promised: int,
    paid: dict[date, int],
    left: int,
) -> None:
    """December was missed and is promised; nobody is called before the day of that promise."""
    signed_chance(here, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    pay(here, LEASE, RENT if moved_on else 2 * RENT)
    book(here, LEASE, "charge", RENT, DECEMBER.isoformat())
    spoke, to = date(2026, 12, 7), {"verdict": JudgedAs.MOVED, "moved_to": FIFTEENTH}
    if moved_on == TODAY:
        say(here, to, NOVEMBER)
    called(store, spoke)
    talked(store, spoke, promise=NewPromise(cents=promised, due_on=LAST))
    for on in sorted({*paid, TENTH}):
        if on == moved_on:
            called(store, on)
            with closing(session(store, today=on)) as then:
                say(then, to, NOVEMBER)
        if on in paid:
            pay(here, LEASE, paid[on], on.isoformat())
    for day in (16, 18, 22):
        assert stands(store, date(2026, 12, day))[0] == {}
    found, *_ = stands(store, date(2026, 12, 31))
    assert found == ({"promise_broken": left} if left else {})
