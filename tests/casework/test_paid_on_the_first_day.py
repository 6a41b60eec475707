"""What comes in on the first day of an arrangement is paid under it, and counts once (R34, R36).

Two rents are open; both, or what fell due since a freeze between them, are arranged at the desk.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.arranging import Wanted, desk
from caseconsole.casework.proposing import agreed
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.domain.agreement import Obligation
from caseconsole.domain.message import Refused
from caseconsole.domain.obligations import obligations
from caseconsole.domain.schedule import Cadence
from tests.casework.agreed import CASE, DEBT, LEASE, file_of, newest
from tests.casework.stores import RENT, TODAY, pay
from tests.casework.test_asked_beside_an_arrangement import asks
from tests.casework.test_frozen_debts import freeze
from tests.casework.test_new_rent_arranged import called

HALF = RENT // 2
TOMORROW = TODAY + timedelta(days=1)


def arrange(here: Session) -> int:
    """Arrange at the desk what it says is owed, in halves of a rent from 20 November."""
    view = open_case(here, CASE)
    known = desk(here, view)
    wanted = Wanted(Cadence.MONTHLY, date(2026, 11, 20), HALF, None, None, 0, "single")
    record(agreed(here, view, known, wanted, "Graag.", "at-the-desk"), session=here)
    return known.debt(others=False)


def instalments(here: Session) -> Sequence[Obligation]:
    """The instalments of the newest arrangement as they stand tomorrow."""
    file, made = file_of(here, today=TOMORROW), newest(here)
    (one,) = (one for one in file.agreements if one.id == made.id)
    duties = obligations(one, TOMORROW, date(2027, 12, 31), paid=file.paid)
    return [duty for duty in duties if duty.condition.clause == "instalment"]


@pytest.mark.parametrize("frozen", [False, True])
@pytest.mark.parametrize("known", [True, False])
def test_a_payment_of_the_first_day_counts_once_whether_or_not_the_desk_knows_it(
    anna: Session, store: Path, *, known: bool, frozen: bool
) -> None:
    """It pays the first instalments, and nothing is asked for besides."""
    if frozen:
        freeze(anna, "mediation")
    if known:
        pay(anna, LEASE, HALF)
    debt = arrange(anna)
    if not known:
        pay(anna, LEASE, HALF)
    assert debt == (RENT if frozen else DEBT)
    duties = instalments(anna)
    assert sum(duty.cents for duty in duties) == debt
    assert sum(duty.paid for duty in duties) == HALF
    assert newest(anna).state == "agreed"
    assert called(store, TOMORROW).keys() <= {"association_duty", "review_due"}
    assert asks(store, TOMORROW) == (0, ())


def test_a_debt_that_is_paid_on_the_day_itself_is_not_arranged(anna: Session) -> None:
    pay(anna, LEASE, DEBT)
    with pytest.raises(Refused, match="no_debt"):
        desk(anna, open_case(anna, CASE))
