"""A rent month of which the ledger holds nothing: let go by nobody."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import Judge, JudgedAs, Paid, RentMonth
from caseconsole.domain.obligations import obligations
from caseconsole.outgoing.case.duties import dated
from caseconsole.outgoing.conditions import conditions, held
from tests.outgoing import views
from tests.outgoing.test_agreements import page, words
from tests.process.agreements import agreement, condition, judged

SEPTEMBER = date(2026, 9, 1)
RENT = condition("C01", SEPTEMBER, "FREQ=MONTHLY", judge=Judge.LEDGER)
PAID = Paid(rents=(RentMonth(date(2026, 10, 1), 612_40, 0, date(2026, 10, 1)),))


@pytest.mark.parametrize(
    ("lang", "told"), [("nl", "niet in het huurboek"), ("en", "not in the rent ledger")]
)
def test_it_is_said_to_be_not_in_the_ledger(lang: str, told: str) -> None:
    first, second, *_ = obligations(
        agreement("second_chance", RENT), views.TODAY, views.TODAY, paid=PAID
    )
    assert words(dated(page(lang), first)).endswith(f"  {told}")
    assert told not in words(dated(page(lang), second))


@pytest.mark.parametrize(
    ("rents", "gaps"), [(3, ""), (2, " · 1 niet in het huurboek"), (1, " · 2 niet in het huurboek")]
)
def test_it_is_counted_beside_what_was_met(rents: int, gaps: str) -> None:
    """So that the counts of a condition add up to its days."""
    months = [date(2026, month, 1) for month in (9, 10, 11)][-rents:]
    paid = Paid(rents=tuple(RentMonth(month, 612_40, 0, month) for month in months))
    made = agreement("second_chance", RENT)
    file = replace(views.view().file, agreements=(made,), paid=paid)
    told = words(conditions(page(), [held(file, made, views.TODAY)]))
    assert f"{rents} voldaan, 0 gemist, 0 open{gaps} · volgende" in " ".join(told.split())


def test_what_a_person_waived_is_waived() -> None:
    by_person = replace(judged(SEPTEMBER, JudgedAs.WAIVED), why="Verhuisd.")
    made = agreement("second_chance", RENT, judgements=(by_person,))
    (first, *_) = obligations(made, views.TODAY, views.TODAY, paid=PAID)
    assert "vervallen" in words(dated(page(), first))
