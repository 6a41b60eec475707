"""What was remitted is not arranged before it is written off; what fell due since is (R39, R63).

The rents of 1 October and of 1 November are open. The debt came to rest before the first, between
the two, or today, and was remitted today.
"""

from datetime import date

import pytest

from caseconsole.casework.arranging import Wanted, desk
from caseconsole.casework.proposing import agreed
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.domain.kinds import COVERS_FROM
from caseconsole.domain.message import Refused
from caseconsole.domain.schedule import Cadence
from tests.casework.agreed import CASE, DEBT, LEASE, arrangement, file_of, newest, refusal, step
from tests.casework.stores import RENT, TODAY, book, pay
from tests.casework.test_frozen_debts import BETWEEN, NOVEMBER, WHOLE, freeze

WAYS = ("wsnp", "mediation")
TOLD = "limit.arrangement_remitted"


def remit(here: Session, how: str, since: date) -> None:
    """The debt from before a day is remitted."""
    freeze(here, how, since)
    record(step(here, "discharged", why="Slotverklaring.", paper="x"), session=here)


def written_off(here: Session, cents: int) -> None:
    """What was remitted is written off."""
    book(here, LEASE, "write_off", -cents, TODAY.isoformat())


def at_the_desk(here: Session) -> int:
    """What the desk would arrange."""
    return desk(here, open_case(here, CASE)).debt(others=False)


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("off", [False, True])
def test_the_desk_is_about_what_fell_due_since_only(anna: Session, how: str, off: bool) -> None:
    """What it makes is recorded, and says from when its debt is."""
    remit(anna, how, BETWEEN)
    if off:
        written_off(anna, DEBT - RENT)
    known = desk(anna, open_case(anna, CASE))
    assert known.debt(others=False) == RENT
    wanted = Wanted(Cadence.MONTHLY, TODAY, RENT // 2, None, None, 0, "single")
    record(agreed(anna, open_case(anna, CASE), known, wanted, "x", "change-1"), session=anna)
    assert newest(anna).terms[COVERS_FROM] == {str(LEASE): BETWEEN.isoformat()}


@pytest.mark.parametrize("how", WAYS)
def test_without_debt_since_the_desk_says_what_can_be_arranged(anna: Session, how: str) -> None:
    """R63: in one sentence, with since when."""
    remit(anna, how, TODAY)
    with pytest.raises(Refused) as refused:
        at_the_desk(anna)
    assert refused.value.why.id == TOLD
    assert refused.value.why.values == {
        "why_word": "freeze.discharged", "since_on": TODAY.isoformat(), "new_cents": 0,
    }  # fmt: skip


@pytest.mark.parametrize("how", WAYS)
def test_no_arrangement_is_made_about_what_was_remitted(anna: Session, how: str) -> None:
    """For no reason: it is no limit of the house."""
    remit(anna, how, BETWEEN)
    assert refusal(arrangement(anna, **WHOLE, why="Graag."), anna) == TOLD
    record(arrangement(anna, **NOVEMBER, why="Graag."), session=anna)


def test_costs_since_are_arranged_with_the_rent_since(anna: Session) -> None:
    """Nothing of them is frozen any more."""
    remit(anna, "mediation", BETWEEN)
    book(anna, LEASE, "cost", 40_00, "2026-10-25")
    assert at_the_desk(anna) == RENT + 40_00


@pytest.mark.parametrize("how", WAYS)
def test_an_arrangement_of_newer_debt_is_kept_before_the_rest_is_written_off(
    anna: Session, how: str
) -> None:
    """R39: what it covers is paid."""
    remit(anna, how, BETWEEN)
    record(arrangement(anna, **NOVEMBER, why="Graag."), session=anna)
    made = newest(anna)
    assert file_of(anna).paid.open[made.id] == RENT
    pay(anna, LEASE, RENT)
    known = {one.kind: one.state for one in file_of(anna).agreements}
    assert known["payment_arrangement"] == "kept"
