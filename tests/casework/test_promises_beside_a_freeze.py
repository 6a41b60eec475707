"""A promise of new rent while older debt is frozen, once that rent is let be (R36, R60, R61).

The rents of 1 October and of 1 November are frozen; a second chance asks that of 1 December.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.session import Session
from caseconsole.domain.changes import NewPromise
from tests.casework.agreed import LEASE, rent, signed_chance
from tests.casework.stores import RENT, TODAY, book, pay
from tests.casework.test_frozen_debts import freeze
from tests.casework.test_rents_let_be import (
    BROKEN,
    DECEMBER,
    PROMISED,
    SAID,
    SPOKE,
    here,
    judged_on,
    stands,
    talked,
)

__all__ = ["here"]
CALLED = date(2026, 12, 3)


def promised(here: Session, store: Path, cents: int) -> None:
    """The tenant promises money by the tenth."""
    signed_chance(here, conditions=(rent(DECEMBER),), start_on=TODAY)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    talked(store, CALLED, promise=NewPromise(cents=cents, due_on=PROMISED))
    talked(store, SPOKE)


@pytest.mark.parametrize("how", ["wsnp", "moratorium", "paid"])
@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_it_gives_way_where_that_rent_is_let_be_since(
    here: Session, store: Path, how: str, said: Mapping[str, Any]
) -> None:
    """As where the older rents are paid: what is frozen was asked for by nobody."""
    if how == "paid":
        pay(here, LEASE, 2 * RENT)
    else:
        freeze(here, how, TODAY)
    promised(here, store, RENT)
    judged_on(store, SPOKE, said)
    for on in (date(2026, 12, 11), BROKEN):
        assert stands(store, on) == ({}, 0, ())


def test_it_is_called_about_where_that_rent_is_not_let_be(here: Session, store: Path) -> None:
    """The base case."""
    freeze(here, "wsnp", TODAY)
    promised(here, store, RENT)
    assert stands(store, date(2026, 12, 9)) == ({}, RENT, (DECEMBER,))
    assert stands(store, BROKEN) == ({"promise_broken": RENT}, RENT, (DECEMBER,))


def test_what_was_promised_beyond_that_rent_counts(here: Session, store: Path) -> None:
    """It is about what else fell due since the freeze."""
    freeze(here, "wsnp", TODAY)
    book(here, LEASE, "charge", 100_00, "2026-12-02")
    promised(here, store, RENT + 100_00)
    judged_on(store, SPOKE, SAID["waived"])
    assert stands(store, BROKEN)[0] == {"promise_broken": 100_00}
