"""The letter of a rung names what was missed by its day, and says where that was put right (R75).

The rent of 1 October is open, and the lesson of 15 October was missed; a card was given on the
16th.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Evidence,
    Judge,
    JudgedAs,
    Outcome,
    Paid,
    RentMonth,
    Rung,
    Weight,
)
from caseconsole.locale import speaker
from caseconsole.outgoing.papers import paper
from tests.outgoing import agreed, views
from tests.outgoing.sheets import sheet, telling
from tests.process.agreements import agreement, condition, judged, rung

RENT, LESSON = 1, 2
RENT_ON, LESSON_ON, GIVEN = date(2026, 10, 1), date(2026, 10, 15), date(2026, 10, 16)
DAY, CENTS = timedelta(days=1), 60_000
CONDITIONS = (
    replace(
        condition("C01", RENT_ON, id=RENT, text="Betaalt de huur.", weight=Weight.MAJOR),
        judge=Judge.LEDGER,
        evidence=Evidence.LEDGER,
    ),
    condition("own", LESSON_ON, id=LESSON, text="Komt naar de les.", weight=Weight.MAJOR),
)
MENDED = {"nl": "Dat is daarna in orde gekomen.", "en": "That was put right afterwards."}
MISSED = judged(LESSON_ON, JudgedAs.MISSED, of=LESSON)


def letter(
    about: int, lang: str, which: Rung, *paid: tuple[date, int], said: Any = (MISSED,),
    outcome: Outcome | None = None,
) -> str:  # fmt: skip
    """What goes out about a rung, where so much was paid and this was judged."""
    step = rung(which, GIVEN, outcome, None, about)
    made: Agreement = agreement("second_chance", *CONDITIONS, judgements=said, ladder=(step,))
    view = agreed.view()
    file = replace(view.file, agreements=(made,), paid=_came_in(paid))

    before = replace(file, paid=_came_in(tuple(one for one in paid if one[0] < step.on)))
    found = telling(sheet(which, lang, view), file, made, step, lambda _: before)
    return paper(found, file, speaker(lang, views.TODAY), views.TODAY)


def _came_in(paid: tuple[tuple[date, int], ...]) -> Paid:
    open_ = CENTS - sum(cents for _, cents in paid)
    paid_on = None if open_ else max(on for on, _ in paid)
    return Paid(rents=(RentMonth(RENT_ON, CENTS, open_, paid_on, paid),))


def shows(text: str, on: date, lang: str) -> tuple[bool, bool]:
    """Whether a letter names a day, and says that it was put right."""
    return f"- {speaker(lang).day(on, date.min)}" in text, MENDED[lang] in text


PAID = {
    "open": ((), (True, False)),
    "paid since": (((GIVEN + DAY, CENTS),), (True, True)),
    "paid on the day of the rung": (((GIVEN, CENTS),), (True, True)),
    "paid before": (((GIVEN - DAY, CENTS),), (False, False)),
    "a part since": (((GIVEN + DAY, CENTS // 2),), (True, False)),
    "the rest since": (((GIVEN - DAY, CENTS // 2), (GIVEN + DAY, CENTS // 2)), (True, True)),
    "paid before, and came back": (((GIVEN - DAY, CENTS), (GIVEN + DAY, -CENTS)), (False, False)),
}


@pytest.mark.parametrize(("paid", "told"), PAID.values(), ids=PAID)
@pytest.mark.parametrize("which", [Rung.TALK, Rung.YELLOW_CARD, Rung.THREE_PARTY, Rung.RED_CARD])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_rung_names_the_rent_that_was_open_on_its_day_and_says_that_it_was_paid_since(
    lang: str, which: Rung, paid: tuple[tuple[date, int], ...], told: tuple[bool, bool]
) -> None:
    assert shows(letter(RENT, lang, which, *paid), RENT_ON, lang) == told


def later(verdict: JudgedAs, days: int) -> Any:
    return judged(LESSON_ON, verdict, of=LESSON, on=GIVEN + days * DAY, key=2)


SAID = {
    "missed": ((MISSED,), (True, False)),
    "excused since": ((MISSED, later(JudgedAs.EXCUSED, 1)), (True, True)),
    "excused before": ((MISSED, later(JudgedAs.EXCUSED, -1)), (False, False)),
    "judged since": ((later(JudgedAs.MISSED, 1),), (True, False)),
    "found met": ((later(JudgedAs.MET, -1),), (False, False)),
}


@pytest.mark.parametrize(("said", "told"), SAID.values(), ids=SAID)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_rung_names_what_was_judged_as_missed_by_its_day_and_says_that_it_was_let_go_since(
    lang: str, said: Any, told: tuple[bool, bool]
) -> None:
    assert shows(letter(LESSON, lang, Rung.YELLOW_CARD, said=said), LESSON_ON, lang) == told


@pytest.mark.parametrize(
    ("outcome", "mended"), [(None, False), (Outcome.CURED, True), (Outcome.NOT_CURED, False)]
)
def test_a_rung_that_was_cured_says_so(outcome: Outcome | None, *, mended: bool) -> None:
    text = letter(LESSON, "nl", Rung.YELLOW_CARD, outcome=outcome)
    assert shows(text, LESSON_ON, "nl") == (True, mended)
