"""The case file of a lease of which a file brings an agreement."""

import pytest

from tests.intake.agreed import COACHING, HEADER, agreements, bring
from tests.intake.offices import TODAY, Office

OVER = COACHING.replace("geaccepteerd;", "afgerond;01-11-2026")
AGAIN = COACHING.replace("B-1;", "B-2;")


@pytest.mark.parametrize(
    ("before", "row", "closed"),
    [
        ((), COACHING, False),
        ((), OVER, True),
        ((OVER,), AGAIN, False),
        ((OVER,), AGAIN.replace("geaccepteerd;", "aangeboden;"), False),
        ((OVER,), AGAIN.replace("geaccepteerd;", "gestopt;02-11-2026"), True),
        ((OVER,), OVER.replace("afgerond;01-11-2026", "geaccepteerd;02-11-2026"), False),
        ((OVER,), OVER.replace("Op Orde", "Op Weg"), True),
        ((OVER, AGAIN), OVER.replace("Op Orde", "Op Weg"), False),
    ],
)
def test_a_file_is_open_where_an_agreement_that_comes_in_stands(
    office: Office, before: tuple[str, ...], row: str, closed: bool
) -> None:
    """Also one that was closed: what is in no open file is never due."""
    for earlier in (*before, row):
        assert bring(office, HEADER, earlier) == []
    (found,) = office.rows("SELECT opened_on, closed_on FROM case_file")
    assert found == (TODAY.isoformat(), TODAY.isoformat() if closed else None)
    assert "B-1" in agreements(office, "HO-2")
