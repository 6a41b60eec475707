"""A number of months in a form: typed over, kept as a number, and nothing else."""

from datetime import date

import pytest

from caseconsole.casework.drafting import Asked, Shape
from caseconsole.domain.message import Refused
from caseconsole.locale import speaker
from caseconsole.tui.plan_fields import PlanFields
from caseconsole.tui.widgets.form import enter


@pytest.mark.parametrize(
    ("typed", "months"),
    [("", 18), ("42", 42), ("4", 4), ("lang", None), ("-3", None), ("1,5", None), ("1800", None)],
)
def test_months_are_typed_over_the_usual_number(typed: str, months: int | None) -> None:
    asked = Asked("wsnp_months", Shape.MONTHS, given="18")
    plan = PlanFields((asked,), date(2026, 11, 3), speaker("nl"))
    (field,) = plan.fields
    enter(field)
    for key in typed:
        field.key(key, key)
    if months is None:
        with pytest.raises(Refused) as refused:
            field.check()
        assert refused.value.why.id == "form.months_needed"
        return
    field.check()
    assert plan.terms() == {"wsnp_months": months}
