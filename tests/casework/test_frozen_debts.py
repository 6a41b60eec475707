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
from caseconsole.domain.agreement import SuspensionKind
from caseconsole.domain.frozen import frozen
from caseconsole.domain.kinds import COVERS_FROM
from caseconsole.domain.message import Refused
from caseconsole.domain.schedule import Cadence
from tests.casework.agreed import (
    CASE,
    DEBT,
    LEASE,
    arrangement,
    file_of,
    instalment,
    newest,
    refusal,
    step,
    suspend,
)
from tests.casework.stores import RENT, TODAY, pay, session

BETWEEN = date(2026, 10, 20)
WAYS = {
    "wsnp": ("intake", "plan", "stabilisation", "wsnp"),
    "mediation": ("intake", "plan", "settlement", "mediation"),
    "credit": ("intake", "plan", "settlement", "credit"),
    "moratorium": ("intake",),
}
TERMS = {"wsnp": "admitted_on", "mediation": "settled_on", "credit": "settled_on"}
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
