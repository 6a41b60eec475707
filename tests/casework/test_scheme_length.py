"""How long the statutory debt scheme lasts, and a settlement: as usual, or by the court (R61)."""

from datetime import date

import pytest

from caseconsole.casework.drafting import Shape, asked, brought, left
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from tests.casework.agreed import CASE, newest, refusal, step
from tests.casework.stores import TODAY
from tests.casework.test_counselling import counselling, helped

LENGTHS: list[tuple[object, date | None]] = [
    (None, date(2028, 5, 3)),
    (18, date(2028, 5, 3)),
    (1, date(2026, 12, 3)),
    (42, date(2030, 5, 3)),
    (43, None),
    (0, None),
    ("lang", None),
]


@pytest.mark.parametrize("along", [True, False])
@pytest.mark.parametrize(("months", "ends_on"), LENGTHS)
def test_the_clean_slate_comes_after_the_months_of_the_court(
    anna: Session, months: object, ends_on: date | None, *, along: bool
) -> None:
    """At most three and a half years on admission; written once, whoever drew it."""
    helped(anna, "intake")
    terms = {} if months is None else {"wsnp_months": months}
    if ends_on is None:
        assert refusal(step(anna, "wsnp", terms=terms), anna) == "refused.scheme_months"
        return
    given = {**terms, "admitted_on": TODAY.isoformat()}
    view = open_case(anna, CASE)
    drawn = brought(anna, view, newest(anna), "wsnp", given, TODAY) if along else ()
    record(step(anna, "wsnp", terms=terms, conditions=drawn), session=anna)
    ends = [one.first_on for one in newest(anna).conditions if one.clause == "statutory_end"]
    assert ends == [ends_on]


@pytest.mark.parametrize(("months", "ends_on"), LENGTHS)
def test_a_scheme_that_is_recorded_first_has_its_length_too(
    anna: Session, months: object, ends_on: date | None
) -> None:
    made = counselling(state="wsnp", terms={} if months is None else {"wsnp_months": months})
    if ends_on is None:
        assert refusal(made, anna) == "refused.scheme_months"
        return
    record(made, session=anna)
    ends = [one.first_on for one in newest(anna).conditions if one.clause == "statutory_end"]
    assert ends == [ends_on]


@pytest.mark.parametrize(
    ("admitted_on", "ends_on"),
    [(date(2023, 6, 30), date(2026, 6, 30)), (date(2023, 7, 1), date(2025, 1, 1))],
)
def test_it_lasts_as_long_as_the_law_of_its_admission_has_it(
    anna: Session, admitted_on: date, ends_on: date
) -> None:
    """Whenever the counselling began, and whenever that was written down."""
    helped(anna, "intake", start_on=date(2023, 3, 15))
    record(step(anna, "wsnp", terms={"admitted_on": admitted_on.isoformat()}), session=anna)
    ends = [one.first_on for one in newest(anna).conditions if one.clause == "statutory_end"]
    assert ends == [ends_on]


def test_the_form_asks_for_its_months_and_proposes_the_usual_ones(anna: Session) -> None:
    found = asked(anna, open_case(anna, CASE), "debt_counselling", "nl")
    (months,) = (one for one in found if one.name == "wsnp_months")
    assert (months.shape, months.given) == (Shape.MONTHS, "18")
    (kept,) = (one for one in left(found, {"wsnp_months": 30}) if one.name == "wsnp_months")
    assert kept.given == "30"


@pytest.mark.parametrize(
    ("settled_on", "ends_on"),
    [(date(2023, 6, 30), date(2026, 6, 30)), (date(2023, 7, 1), date(2025, 1, 1))],
)
def test_a_settlement_lasts_as_long_as_was_the_rule_when_it_was_settled(
    anna: Session, settled_on: date, ends_on: date
) -> None:
    """R63: whenever the counselling began, and whenever that was written down."""
    helped(anna, "intake", "plan", "settlement", start_on=date(2023, 3, 15))
    record(step(anna, "mediation", terms={"settled_on": settled_on.isoformat()}), session=anna)
    ends = [one.first_on for one in newest(anna).conditions if one.clause == "discharge"]
    assert ends == [ends_on]
