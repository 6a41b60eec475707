"""A settlement credit pays the creditors at once, so that the discharge is due with it (R63)."""

from datetime import date, timedelta

import pytest

from caseconsole.casework.drafting import brought
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.domain.kinds import covers_before
from tests.casework.agreed import CASE, newest, step
from tests.casework.stores import TODAY
from tests.casework.test_counselling import helped

TERM = timedelta(days=14)
BEGUN = date(2026, 10, 20)


@pytest.mark.parametrize("along", [True, False])
@pytest.mark.parametrize(
    ("state", "terms", "clause", "on"),
    [
        ("credit", {}, "credit_discharge", TODAY + TERM),
        ("credit", {"settled_on": "2026-10-30"}, "credit_discharge", TODAY + TERM),
        ("credit", {"paid_on": "2026-11-01"}, "credit_discharge", date(2026, 11, 15)),
        ("credit", {"paid_on": "2026-11-20"}, "credit_discharge", date(2026, 12, 4)),
        ("mediation", {}, "discharge", date(2028, 5, 3)),
        ("zero_offer", {}, "discharge", date(2028, 5, 3)),
        ("forced", {}, "discharge", date(2028, 5, 3)),
    ],
)
def test_the_discharge_is_due_with_the_lump_sum(
    anna: Session, state: str, terms: dict[str, object], clause: str, on: date, *, along: bool
) -> None:
    """Once, whether the duty came along with the state or not."""
    helped(anna, "intake", "plan", "settlement", start_on=BEGUN)
    view = open_case(anna, CASE)
    drawn = brought(anna, view, newest(anna), state, terms, TODAY) if along else ()
    record(step(anna, state, terms=terms, conditions=drawn), session=anna)
    made = newest(anna)
    ends = [one for one in made.conditions if one.clause.endswith("discharge")]
    assert [(one.clause, one.first_on) for one in ends] == [(clause, on)]
    settled_on = date.fromisoformat(str(terms.get("settled_on", TODAY)))
    assert covers_before(made) == settled_on, "the lump sum moves no debt"
    record(step(anna, "discharged", paper="SK-26-114"), session=anna)
    assert newest(anna).state == "discharged"
