"""A frozen debt is neither asked for nor arranged; the rent that fell due since is (R60-R63).

Two rents are open: those of 1 October and of 1 November. Counselling was applied for and came about
before the first, between the two, or today.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.arranging import Wanted, desk
from caseconsole.casework.calling import guide
from caseconsole.casework.proposing import Fit, agreed, propose
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import (
    Evidence,
    Judge,
    ObligationState,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.frozen import frozen
from caseconsole.domain.kinds import COVERS_FROM
from caseconsole.domain.message import Refused
from caseconsole.domain.obligations import obligations
from caseconsole.domain.schedule import Cadence
from tests.casework.agreed import (
    CASE,
    DEBT,
    LEASE,
    arrangement,
    coaching,
    condition,
    file_of,
    instalment,
    newest,
    refusal,
    step,
    suspend,
    undo,
)
from tests.casework.stores import RENT, TODAY, book, pay, session

BETWEEN = date(2026, 10, 20)
WAYS = {
    "wsnp": ("intake", "plan", "stabilisation", "wsnp"),
    "mediation": ("intake", "plan", "settlement", "mediation"),
    "credit": ("intake", "plan", "settlement", "credit"),
    "zero_offer": ("intake", "plan", "settlement", "zero_offer"),
    "repayment": ("intake", "plan", "settlement", "repayment"),
    "refinancing": ("intake", "plan", "settlement", "refinancing"),
    "forced": ("intake", "plan", "settlement", "forced"),
    "moratorium": ("intake",),
}
TERMS = {
    "wsnp": "admitted_on", **dict.fromkeys(("mediation", "credit", "zero_offer", "forced"),
                                           "settled_on"),
    **dict.fromkeys(("repayment", "refinancing"), "in_full_on"),
}  # fmt: skip
ONCE = instalment(rule="", cents=RENT)
NOVEMBER: dict[str, Any] = {"conditions": (ONCE,)}
WHOLE: dict[str, Any] = {"conditions": (instalment(),)}


def helped(here: Session, *states: str, since: date = BETWEEN, **terms: str) -> None:
    """Counselling for the debt of the lease that went through these states."""
    made = a.MakeAgreement(
        case=CASE, agreement="debt_counselling", state="application", start_on=since,
        partner="Stadsbank", covers=(LEASE,), terms=terms,
    )  # fmt: skip
    record(made, session=here)
    for state in states:
        record(step(here, state), session=here)


def freeze(here: Session, how: str, since: date = BETWEEN) -> None:
    """Let the debt be frozen since a day."""
    terms = {TERMS[how]: since.isoformat()} if how in TERMS else {}
    helped(here, *WAYS[how], since=since, **terms)
    if how == "moratorium":
        still = suspend(
            newest(here), since, date(2026, 12, 1), reason_kind=SuspensionKind.MORATORIUM
        )
        record(still, session=here)


def asks(here: Session) -> tuple[int, tuple[date, ...]]:
    """How much a caller asks for, and the rent of which months."""
    known = guide(here, open_case(here, CASE))
    return known.cents, known.missed


@pytest.mark.parametrize("how", WAYS)
def test_a_caller_asks_for_the_new_rent_only(anna: Session, how: str) -> None:
    """And for all of it before anything is frozen."""
    months = (date(2026, 10, 1), date(2026, 11, 1))
    assert asks(anna) == (DEBT, months)
    freeze(anna, how)
    assert asks(anna) == (RENT, months[1:])


@pytest.mark.parametrize("how", WAYS)
def test_a_caller_asks_for_nothing_when_no_new_rent_is_open(anna: Session, how: str) -> None:
    """All that is open fell due before today."""
    freeze(anna, how, TODAY)
    assert asks(anna) == (0, ())


@pytest.mark.parametrize("states", [(), ("intake", "plan"), ("intake", "plan", "settlement")])
@pytest.mark.parametrize(
    ("since", "asked"),
    [(BETWEEN, (RENT, (date(2026, 11, 1),))), (TODAY, (0, ()))],
)
def test_while_a_settlement_is_attempted_a_caller_asks_for_the_rent_since_only(
    anna: Session, states: tuple[str, ...], since: date, asked: tuple[int, tuple[date, ...]]
) -> None:
    """It is not signed yet, and the creditor lets the rest wait meanwhile (R63, 7.2)."""
    helped(anna, *states, since=since)
    assert frozen(file_of(anna), TODAY) is None
    assert asks(anna) == asked


@pytest.mark.parametrize("how", WAYS)
def test_the_desk_is_about_the_new_rent_only(anna: Session, how: str) -> None:
    """What it makes is recorded, and says from when its debt is."""
    freeze(anna, how)
    view = open_case(anna, CASE)
    known = desk(anna, view)
    assert known.debt(others=False) == RENT
    wanted = Wanted(Cadence.MONTHLY, TODAY, 306_20, None, None, 0, "single")
    why = "Huurder vraagt het zelf."
    record(agreed(anna, view, known, wanted, why, "change-1"), session=anna)
    assert newest(anna).terms[COVERS_FROM] == {str(LEASE): BETWEEN.isoformat()}


@pytest.mark.parametrize("how", WAYS)
def test_without_new_rent_the_desk_says_what_can_be_arranged(anna: Session, how: str) -> None:
    """R60, R61, R63: in one sentence, with since when."""
    freeze(anna, how, TODAY)
    with pytest.raises(Refused) as refused:
        desk(anna, open_case(anna, CASE))
    assert refused.value.why.id == "limit.arrangement_frozen"
    assert refused.value.why.values == {
        "why_word": f"freeze.{how}", "since_on": TODAY.isoformat(), "new_cents": 0,
    }  # fmt: skip


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("who", ["anna", "tess"])
def test_no_arrangement_is_made_about_frozen_debt(store: Path, how: str, who: str) -> None:
    """Not by a team leader, and not for a reason: it is no limit of the house."""
    here = session(store, who)
    freeze(here, how)
    told = "limit.arrangement_frozen"
    assert refusal(arrangement(here, **WHOLE, why="Graag."), here) == told
    record(arrangement(here, **NOVEMBER, why="Graag."), session=here)
    here.close()


def test_a_refusal_of_an_arrangement_is_written_down_all_the_same(anna: Session) -> None:
    """R37."""
    freeze(anna, "wsnp", TODAY)
    no = a.MakeAgreement(
        case=CASE, agreement="payment_arrangement", state="refused", start_on=TODAY,
        covers=(LEASE,), why="WSNP.",
    )  # fmt: skip
    record(no, session=anna)
    assert newest(anna).state == "refused"


@pytest.mark.parametrize("states", [(), ("intake", "plan"), ("intake", "plan", "settlement")])
def test_while_a_settlement_is_attempted_an_arrangement_asks_a_reason(
    anna: Session, states: tuple[str, ...]
) -> None:
    """Collecting rests then, but nothing is signed (R63)."""
    helped(anna, *states)
    known = desk(anna, open_case(anna, CASE))
    wanted = Wanted(Cadence.MONTHLY, TODAY, RENT, None, None, 0, "single")
    (over,) = [one for one in propose(known, wanted).checks if one.fit is Fit.OVER]
    assert over.what.id == "desk.over_helped"
    assert refusal(arrangement(anna, **WHOLE), anna) == "limit.arrangement_helped"
    record(arrangement(anna, **WHOLE, why="Stadsbank vraagt het."), session=anna)
    assert COVERS_FROM not in newest(anna).terms


@pytest.mark.parametrize("ended", ["not_compliant", "other"])
def test_once_it_ended_otherwise_all_is_arranged_again(anna: Session, ended: str) -> None:
    freeze(anna, "wsnp")
    record(step(anna, ended), session=anna)
    assert asks(anna)[0] == DEBT
    record(arrangement(anna, **WHOLE), session=anna)


@pytest.mark.parametrize("how", WAYS)
def test_an_arrangement_of_new_rent_is_kept_while_the_rest_is_frozen(
    anna: Session, how: str
) -> None:
    """R39: what it covers is paid; the frozen debt stays as it was."""
    freeze(anna, how)
    record(arrangement(anna, **NOVEMBER, why="Graag."), session=anna)
    made = newest(anna)
    assert file_of(anna).paid.open[made.id] == RENT
    pay(anna, LEASE, RENT)
    known = {one.kind: one.state for one in file_of(anna).agreements}
    assert known["payment_arrangement"] == "kept"
    assert file_of(anna).standing.arrears == DEBT - RENT


DECEMBER = date(2026, 12, 1)
RUNNING = condition(
    clause="running_rent", rule="FREQ=MONTHLY", first_on=DECEMBER, evidence=Evidence.LEDGER,
    weight=Weight.MAJOR, judge=Judge.LEDGER, fixed=True,
)  # fmt: skip


def pay_december(here: Session) -> None:
    """The rent of 1 December is paid on that day."""
    book(here, LEASE, "charge", RENT, DECEMBER.isoformat())
    pay(here, LEASE, RENT, DECEMBER.isoformat())


def rents(here: Session) -> list[tuple[date, int]]:
    """What is open of each rent by 4 December."""
    known = file_of(here, today=date(2026, 12, 4)).paid.rents
    return [(rent.due_on, rent.open) for rent in known]


@pytest.mark.parametrize("how", WAYS)
def test_the_rent_since_an_arrangement_of_new_rent_is_paid_before_its_instalments(
    anna: Session, how: str
) -> None:
    """As its terms say: the rent that falls due from its start, then the instalment."""
    freeze(anna, how)
    first = instalment(cents=RENT // 2, first_on=date(2026, 12, 10))
    record(arrangement(anna, conditions=(first, RUNNING), why="Graag."), session=anna)
    made = newest(anna)
    pay_december(anna)
    file = file_of(anna, today=date(2026, 12, 4))
    (now,) = (one for one in file.agreements if one.id == made.id)
    assert (now.state, file.paid.open[made.id]) == ("agreed", RENT)
    assert rents(anna)[-1] == (DECEMBER, 0)
    met, *_ = obligations(now, date(2026, 12, 4), DECEMBER, paid=file.paid)
    assert (met.condition.clause, met.state) == ("running_rent", ObligationState.MET)


def still(here: Session, since: date, until: date) -> None:
    """The newest agreement stands still by a moratorium."""
    change = suspend(newest(here), since, until, reason_kind=SuspensionKind.MORATORIUM)
    record(change, session=here)


@pytest.mark.parametrize("since", [BETWEEN, TODAY])
def test_under_a_moratorium_the_running_rent_is_paid_before_the_frozen_debt(
    anna: Session, since: date
) -> None:
    """R60: also one that is later than its counselling, and prolonged."""
    helped(anna, "intake", since=date(2026, 9, 15))
    still(anna, since, date(2026, 11, 20))
    still(anna, date(2026, 11, 21), date(2027, 2, 1))
    pay(anna, LEASE, RENT, "2026-11-25")
    new = since == BETWEEN
    assert rents(anna) == [
        (date(2026, 10, 1), RENT if new else 0), (date(2026, 11, 1), 0 if new else RENT),
    ]  # fmt: skip
    pay_december(anna)
    assert rents(anna)[-1] == (DECEMBER, 0)


def test_another_standstill_changes_nothing_of_what_is_paid_first(anna: Session) -> None:
    """Nothing is frozen by it."""
    helped(anna, "intake", since=date(2026, 9, 15))
    record(suspend(newest(anna), BETWEEN, date(2027, 2, 1)), session=anna)
    pay(anna, LEASE, RENT, "2026-11-03")
    assert rents(anna) == [(date(2026, 10, 1), 0), (date(2026, 11, 1), RENT)]


def test_a_moratorium_that_ends_or_is_taken_back_takes_its_order_with_it(anna: Session) -> None:
    """The standing follows at once."""
    helped(anna, "intake", since=date(2026, 9, 15))
    pay(anna, LEASE, RENT, "2026-11-03")
    october, november = date(2026, 10, 1), date(2026, 11, 1)
    assert file_of(anna).standing.since == november
    still(anna, BETWEEN, date(2027, 2, 1))
    assert file_of(anna).standing.since == october
    (held,) = newest(anna).suspensions
    over = a.Resume(case=CASE, suspension=held.id, seen=held.version, until=date(2026, 11, 2))
    record(over, session=anna)
    assert file_of(anna).standing.since == november
    undo(anna)
    assert file_of(anna).standing.since == october
    undo(anna)
    assert file_of(anna).standing.since == november


@pytest.mark.parametrize("ended", ["not_compliant", "rejected", "withdrawn"])
def test_a_moratorium_is_lifted_also_once_its_counselling_is_over(
    anna: Session, ended: str
) -> None:
    """R60: it is of the court and holds by itself; that it was lifted is recorded, and undone."""
    helped(anna, "intake")
    still(anna, BETWEEN, date(2027, 2, 1))
    record(step(anna, ended, why="x", paper="y"), session=anna)
    (held,) = newest(anna).suspensions
    assert asks(anna)[0] == RENT
    lifted = a.Resume(case=CASE, suspension=held.id, seen=held.version, until=date(2026, 11, 2))
    record(lifted, session=anna)
    assert (frozen(file_of(anna), TODAY), asks(anna)[0]) == (None, DEBT)
    undo(anna)
    assert asks(anna)[0] == RENT


def test_another_standstill_is_over_with_its_agreement(anna: Session) -> None:
    helped(anna, "intake")
    record(suspend(newest(anna), BETWEEN, date(2027, 2, 1)), session=anna)
    record(step(anna, "withdrawn"), session=anna)
    (held,) = newest(anna).suspensions
    change = a.Resume(case=CASE, suspension=held.id, seen=held.version, until=TODAY)
    assert refusal(change, anna) == "refused.agreement_stands_still"


def without_cover(here: Session, how: str) -> None:
    """An agreement about no lease that freezes the debt since a day."""
    if how == "coaching":
        record(coaching(), session=here)
        still(here, BETWEEN, date(2027, 2, 1))
        return
    made = a.MakeAgreement(
        case=CASE, agreement="debt_counselling", state="application", start_on=BETWEEN,
        partner="Stadsbank", terms={"admitted_on": BETWEEN.isoformat()},
    )  # fmt: skip
    record(made, session=here)
    for state in WAYS["wsnp"]:
        record(step(here, state), session=here)


@pytest.mark.parametrize("how", ["coaching", "wsnp"])
def test_new_rent_is_asked_for_also_where_what_freezes_the_debt_covers_no_lease(
    anna: Session, how: str
) -> None:
    """The running rent must be paid (R60, R61)."""
    without_cover(anna, how)
    assert asks(anna) == (RENT, (date(2026, 11, 1),))


def test_under_a_moratorium_that_covers_no_lease_the_running_rent_is_paid_first(
    anna: Session,
) -> None:
    """R60."""
    without_cover(anna, "coaching")
    pay(anna, LEASE, RENT, "2026-11-03")
    assert rents(anna)[-1] == (date(2026, 11, 1), 0)
    file = file_of(anna)
    assert (file.standing.since, file.standing.missed_on) == (date(2026, 10, 1),) * 2
