"""The end of a pause of a file is seen ahead (R45, P11)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement
from caseconsole.domain.verdict import Claim, Due
from tests.process.agreements import agreement, suspension
from tests.process.files import (
    case,
    contact,
    due,
    dues,
    file,
    not_due,
    nov,
    paid_up,
    pause,
    spoken,
    verdicts,
)

UNTIL, AHEAD = nov(27), nov(20)
PAUSED: dict[str, Any] = {"standing": paid_up(), "episode": None, "pauses": (pause(nov(2), UNTIL),)}


@pytest.mark.parametrize("with_arrears", [False, True])
@pytest.mark.parametrize("agreed", [(), (agreement("housing_support"),)])
def test_a_pause_of_a_file_does_not_end_unseen(
    agreed: tuple[Agreement, ...], *, with_arrears: bool
) -> None:
    """Five working days ahead, also where nothing is owed and nothing else would come back."""
    more = {"pauses": PAUSED["pauses"], "agreements": agreed} if with_arrears else PAUSED
    one = case(**{**more, "agreements": agreed})
    verdict = due("pause_ending", one, AHEAD)
    assert (verdict.claim, verdict.since, verdict.until) == (Claim.REVIEW, AHEAD, UNTIL)
    assert (verdict.because.values["until_on"], verdict.rule) == (UNTIL.isoformat(), "P11")
    assert dues(one, UNTIL) == ["pause_ending"], "all else waits"


@pytest.mark.parametrize(
    ("changed", "today", "missing"),
    [
        ({}, nov(19), "pause_ending.later"),
        ({}, nov(28), "pause_ending.none"),
        ({}, nov(1), "pause_ending.none"),
        ({"pauses": ()}, AHEAD, "pause_ending.none"),
        ({"pauses": (pause(nov(2), nov(19)),)}, AHEAD, "pause_ending.none"),
        ({"pauses": (pause(nov(2), date(2026, 12, 18)),)}, AHEAD, "pause_ending.later"),
        ({"pauses": (*PAUSED["pauses"], replace(pause(AHEAD, date(2026, 12, 18)), id=2))}, AHEAD,
         "pause_ending.later"),
        ({"contacts": (spoken(AHEAD),)}, AHEAD, "contact.spoken"),
    ],
    ids=["too early", "over", "not begun", "none", "ended", "another last day", "a new pause",
         "spoken with since"],
)  # fmt: skip
def test_one_changed_fact_asks_nothing_about_the_end_of_a_pause(
    changed: dict[str, Any], today: date, missing: str
) -> None:
    assert not_due("pause_ending", case(**{**PAUSED, **changed}), today).missing.id == missing


@pytest.mark.parametrize("contacts", [(spoken(nov(19)),), (contact(AHEAD),)])
def test_a_talk_before_it_came_up_or_an_attempt_since_leaves_it_due(contacts: Any) -> None:
    assert due("pause_ending", case(**PAUSED, contacts=contacts), AHEAD)


@pytest.mark.parametrize(
    ("since", "until", "looked_at"),
    [
        (nov(2), nov(27), nov(20)),
        (nov(20), nov(27), nov(27)),
        (nov(23), nov(25), nov(25)),
        (nov(23), nov(29), nov(27)),
        (nov(23), nov(23), None),
        (nov(27), nov(29), None),
    ],
    ids=["long", "as long as that", "short", "over a weekend", "of a day", "of a weekend"],
)
def test_a_pause_too_short_to_look_ahead_comes_up_on_its_last_working_day(
    since: date, until: date, looked_at: date | None
) -> None:
    """And never on the day on which somebody paused it."""
    one = case(**{**PAUSED, "pauses": (pause(since, until),)})
    days = [nov(n) for n in range(1, 31)]
    found = [(day, verdicts(one, day)["pause_ending"]) for day in days]
    asked = [day for day, verdict in found if isinstance(verdict, Due)]
    assert asked == [day for day in days if looked_at and looked_at <= day <= until]
    told = not_due("pause_ending", one, since).missing
    assert told.id == ("pause_ending.later" if looked_at else "held.paused")


def test_what_stands_still_in_a_file_that_is_held_waits_behind_it() -> None:
    """A file asks one thing of a review."""
    still = agreement("debt_counselling", suspensions=(suspension(nov(2), UNTIL),))
    one = file(still, pauses=PAUSED["pauses"])
    assert dues(one, AHEAD) == ["pause_ending"]
    assert not_due("suspension_ending", one, AHEAD).missing.id == "held.paused"
