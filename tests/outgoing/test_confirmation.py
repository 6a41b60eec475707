"""The letter that confirms a payment arrangement: what it asks, on which days, and the sums."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, JudgedAs, Judgement
from caseconsole.domain.moving import last_day
from caseconsole.domain.review import items
from caseconsole.locale import speaker
from caseconsole.outgoing.conditions import conditions, held
from caseconsole.outgoing.papers import paper
from tests.outgoing import agreed, views
from tests.outgoing.sheets import sheet
from tests.outgoing.test_agreements import page, section, words


@pytest.fixture
def arranged() -> Agreement:
    """Six monthly instalments of € 50, which nothing moves."""
    made = agreed.view().file.agreements
    return replace(next(one for one in made if one.kind == "payment_arrangement"), suspensions=())


def confirmed(made: Agreement, lang: str = "nl") -> str:
    """The letter that confirms it."""
    view = agreed.view()
    found = replace(sheet("confirmation", lang, view), agreement=made)
    return paper(found, view.file, speaker(lang, views.TODAY), views.TODAY)


def judged(made: Agreement, on: date, verdict: JudgedAs, to: date | None = None) -> Agreement:
    """The same with a judgement of the instalment of a day."""
    one = Judgement(
        1, made.conditions[0].id, on, verdict, to, views.TODAY, None, "", "ziek", "anna", 1
    )
    return replace(made, judgements=(one,))


def day(on: date) -> str:
    """A day as it stands in a paper."""
    return speaker("nl").day(on, date.min)


def test_every_instalment_is_listed_however_many_years_it_takes(arranged: Agreement) -> None:
    long = replace(arranged.conditions[0], rule="FREQ=MONTHLY;COUNT=101", cents=1_500)
    made = replace(arranged, end_on=None, conditions=(long,), terms={"debt_cents": 151_500})
    assert confirmed(made).count(": € 15,00\n") == 101
    assert "Uw schuld is € 1.515,00." in confirmed(made)
    assert "Samen is dat € 1.515,00." in confirmed(made)


def test_the_last_instalment_is_listed_where_it_was_moved_past_the_end(arranged: Agreement) -> None:
    last = last_day(arranged.conditions[0], arranged)
    assert last is not None
    later = last + timedelta(days=40)
    made = judged(replace(arranged, end_on=last), last, JudgedAs.MOVED, later)
    assert f"- {day(later)}: € 50,00\n" in confirmed(made)


@pytest.mark.parametrize("verdict", [JudgedAs.WAIVED, JudgedAs.EXCUSED])
def test_an_instalment_that_was_let_go_is_said_to_be_and_counts_no_more(
    arranged: Agreement, verdict: JudgedAs
) -> None:
    first = arranged.conditions[0].first_on
    text = confirmed(judged(arranged, first, verdict))
    assert text.count(": € 50,00\n") == 5
    assert f"- {day(first)}: € 50,00 hoeft u niet te betalen\n" in text
    assert "Samen is dat € 250,00." in text


@pytest.mark.parametrize("through", [0, 1])
def test_a_rent_that_falls_after_the_end_stands_nowhere(through: int) -> None:
    """An arrangement that is paid before the next rent day asks none (R36)."""
    view = agreed.view()
    made = next(one for one in view.file.agreements if one.kind == "payment_arrangement")
    once = replace(made.conditions[0], rule="", first_on=views.TODAY)
    end = views.TODAY + timedelta(days=20)
    rent = replace(
        once, id=99, clause="running_rent", text="En de lopende huur.", rule="FREQ=MONTHLY",
        first_on=end + timedelta(days=1 - through), until=None, fixed=True,
    )  # fmt: skip
    one = replace(made, end_on=end, conditions=(once, rent), suspensions=())
    file = replace(view.file, agreements=(one,))
    listed = words(section(page(), view._replace(file=file), "4"))
    conditions_of = words(conditions(page(), [held(file, one, views.TODAY)]))
    letter = replace(sheet("confirmation", "nl", view), agreement=one, text="{conditions}")
    signed = paper(letter, file, speaker("nl", views.TODAY), views.TODAY)
    reviewed = [item.condition for item in items(file, one.kind, views.TODAY)]
    shown = [rent.text in text for text in (listed, conditions_of, signed)]
    assert [*shown, rent in reviewed] == [bool(through)] * 4


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, True),
        ({"clause": "confirm"}, False),
        ({"first_on": views.TODAY + timedelta(days=400)}, False),
    ],
)
def test_the_usual_rent_is_spoken_of_only_where_the_arrangement_asks_it(
    arranged: Agreement, changed: dict[str, Any], told: bool, lang: str
) -> None:
    """A former tenant owes none, and of one that is paid before the next rent day none is asked."""
    rent = replace(
        arranged.conditions[0], id=99, clause="running_rent", rule="FREQ=MONTHLY", until=None,
        fixed=True,
    )  # fmt: skip
    end = views.TODAY + timedelta(days=300)
    conditions = (arranged.conditions[0], replace(rent, **changed))
    text = confirmed(replace(arranged, end_on=end, conditions=conditions), lang)
    usual = {"nl": "betaalt u elke maand op tijd uw gewone huur", "en": "you pay your usual rent"}
    assert (usual[lang] in text) is told
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    ("misses", "lang", "told"),
    [
        (1, "nl", "Mist u 1 betaling en haalt"), (2, "nl", "Mist u 2 betalingen en haalt"),
        (1, "en", "If you miss 1 payment and"), (2, "en", "If you miss 2 payments and"),
    ],
)  # fmt: skip
def test_how_many_payments_end_an_arrangement_is_told_as_one_or_as_more(
    misses: int, lang: str, told: str
) -> None:
    view = agreed.view()
    found = replace(sheet("confirmation", lang, view), misses=misses)
    assert told in paper(found, view.file, speaker(lang, views.TODAY), views.TODAY)


@pytest.mark.parametrize(
    ("lang", "told", "more"),
    [
        ("nl", "Wij proberen u daarover altijd eerst te spreken.", "spreken wij u altijd"),
        ("en", "We always try to speak with you before that.", "always speak with you"),
    ],
)
def test_before_an_arrangement_stops_no_more_is_said_to_be_done_than_its_gate_asks(
    lang: str, told: str, more: str
) -> None:
    """R35: a call attempt; who cannot be reached is not spoken with."""
    text = " ".join(confirmed(agreed.view().file.agreements[0], lang).split())
    assert told in text
    assert more not in text
