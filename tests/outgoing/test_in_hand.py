"""What came in on one account for the debt of another is told where it is, and where it counts."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.paid import windows
from caseconsole.domain.together import joined
from caseconsole.locale import speaker
from caseconsole.outgoing.case.agreements import agreements
from caseconsole.outgoing.case.ledger import ledger
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.rows import lines
from caseconsole.outgoing.lines import plain_text
from tests.domain.agreements import in_state
from tests.domain.test_together import GARAGE, HOME, IN_HAND, MADE, PAID, Ledgers, both
from tests.outgoing import agreed, views

TODAY = date(2026, 11, 4)
HERE = "telt € 50,00 voor de schuld van een andere rekening van de regeling"
THERE = "is € 50,00 binnen op een andere rekening"


def page(lang: str = "nl", today: date = TODAY) -> Page:
    return Page(speaker(lang, today), 200, today, "Europe/Amsterdam")


@pytest.mark.parametrize(
    ("came_in", "over", "told"),
    [
        (IN_HAND, False, {HOME: HERE, GARAGE: THERE}),
        (PAID, False, {}),
        (IN_HAND, True, {}),
    ],
)
def test_the_ledgers_of_both_accounts_say_what_is_in_hand(
    came_in: Ledgers, over: bool, told: dict[int, str]
) -> None:
    made = in_state(MADE, "lapsed", TODAY) if over else MADE
    entries = both(came_in)
    held = joined({lease: windows([made], lease) for lease in made.covers}, entries)
    for lease, own in entries.items():
        text = "\n".join(map(plain_text, ledger(page(), own, held[lease])))
        for part in (HERE, THERE):
            assert (part in text) == (told.get(lease) == part)


@pytest.mark.parametrize(("cents", "lang"), [(5000, "nl"), (5000, "en"), (0, "nl")])
def test_the_arrangement_says_what_of_it_is_on_another_account(cents: int, lang: str) -> None:
    view = agreed.view()
    (made,) = [one for one in view.file.agreements if one.kind == "payment_arrangement"]
    known = replace(view.file, paid=replace(view.file.paid, in_hand={made.id: cents}))
    asked = page(lang, views.TODAY)
    rows = lines(agreements(asked, view._replace(file=known), "4"))
    part = asked.say("agreement.in_hand", in_hand_cents=5000)
    assert (part in "\n".join(map(plain_text, rows))) == bool(cents)
