"""What the list says settled a file that asks for nothing any more."""

import pytest

from caseconsole.casework.session import Session
from caseconsole.casework.settled import settled_by
from tests.casework.agreed import CASE, file_of, signed_chance
from tests.casework.stores import RENT, pay


@pytest.mark.parametrize(("owed", "said"), [(RENT, "settled.paid"), (0, "recorded.sign")])
def test_a_file_is_paid_only_where_something_was_owed(anna: Session, owed: int, said: str) -> None:
    """Of a file without arrears it says what was recorded."""
    pay(anna, file_of(anna).lease.id, 4 * RENT)
    signed_chance(anna)
    first, *_ = settled_by(anna, CASE, owed)
    assert first.id == said
