"""A promise that is looked up, and called about when it was not kept (P01, P02)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Channel, Direction, Whom
from tests.process.files import (
    RENT,
    case,
    contact,
    due,
    dues,
    not_due,
    nov,
    paid_up,
    pause,
    promise,
    spoken,
    standing,
)

TENTH, CHECK, BROKEN = nov(10), nov(11), nov(12)


def promised(**changed: Any) -> CaseFile:
    """Spoken on day 1; all was promised for Tuesday 10 November."""
    return replace(case(contacts=(spoken(nov(3)),), promises=(promise(TENTH),)), **changed)


def test_a_promise_is_looked_up_first_and_called_about_a_day_later() -> None:
    """It may be under way or stand among the unmatched payments."""
    assert dues(promised(), TENTH) == []
    assert dues(promised(), CHECK) == ["promise_due"]
    assert dues(promised(), BROKEN) == ["promise_broken"]
    check, broken = due("promise_due", promised(), CHECK), due("promise_broken", promised(), BROKEN)
    assert (check.since, check.rule, check.next.id) == (CHECK, "P01", "next.call_when_broken")
    assert (broken.since, broken.rule) == (BROKEN, "P02")
    assert broken.because.values == {
        "promise_cents": RENT,
        "due_on": "2026-11-10",
        "made_on": "2026-11-03",
        "paid_cents": 0,
        "open_cents": RENT,
    }


def test_a_promise_for_the_weekend_has_until_the_banking_day() -> None:
    """Saturday 14: the money comes on Monday 16, the look-up on Tuesday."""
    file = promised(promises=(promise(nov(14)),))
    assert dues(file, nov(16)) == []
    assert dues(file, nov(17)) == ["promise_due"]


NOT_BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("kept", {"promise_payments": ((TENTH, RENT),)}, "promise.none"),
    ("kept in parts", {"promise_payments": ((nov(4), 600_00), (TENTH, 12_40))}, "promise.none"),
    ("kept late", {"promise_payments": ((BROKEN, RENT),)}, "promise.none"),
    ("kept but for a trifle", {"promise_payments": ((TENTH, RENT - 499),)}, "promise.none"),
    ("none made", {"promises": ()}, "promise.none"),
    ("paid up", {"standing": paid_up()}, "held.no_arrears"),
    ("hardly anything open", {"standing": standing(arrears=400)}, "held.too_little"),
    ("later", {"promises": (promise(nov(20)),)}, "promise_broken.later"),
    ("called since", {"contacts": (contact(CHECK),)}, "promise_broken.called"),
    ("spoken since", {"contacts": (spoken(CHECK),)}, "promise_broken.called"),
    (
        "tenant wrote since",
        {"contacts": (contact(CHECK, Whom.TENANT, channel=Channel.MAIL, direction=Direction.IN),)},
        "promise_broken.called",
    ),
    ("paused", {"pauses": (pause(TENTH, nov(20)),)}, "held.paused"),
    (
        "a later word",
        {"promises": (promise(TENTH), promise(nov(20), made_on=nov(6), key=2))},
        "promise_broken.later",
    ),
]


@pytest.mark.parametrize(
    ("changed", "missing"), [n[1:] for n in NOT_BROKEN], ids=[n[0] for n in NOT_BROKEN]
)
def test_one_changed_fact_keeps_a_promise_from_being_broken(
    changed: dict[str, Any], missing: str
) -> None:
    """The base is due; each change is not."""
    assert due("promise_broken", promised(), BROKEN)
    assert not_due("promise_broken", promised(**changed), BROKEN).missing.id == missing


STILL_BROKEN: dict[str, dict[str, Any]] = {
    "part paid": {"promise_payments": ((TENTH, 100_00),)},
    "paid before the promise": {"promise_payments": ((nov(2), RENT),)},
    "called before": {"contacts": (spoken(nov(3)), contact(TENTH))},
    "letter since": {"contacts": (contact(CHECK, Whom.TENANT, channel=Channel.LETTER),)},
    "a pause that ended": {"pauses": (pause(nov(4), nov(5)),)},
    "two promises, the first unpaid": {
        "promises": (promise(TENTH, 300_00), promise(nov(20), 312_40, key=2)),
    },
}


@pytest.mark.parametrize("changed", STILL_BROKEN.values(), ids=STILL_BROKEN)
def test_other_facts_leave_it_broken(changed: dict[str, Any]) -> None:
    """They are not the promised money, nor a talk about it."""
    assert due("promise_broken", promised(**changed), BROKEN)


def test_two_promises_of_one_talk_are_paid_in_order_of_their_day() -> None:
    """What came in goes to the first."""
    both = (promise(nov(20), 312_40, key=2), promise(TENTH, 300_00))
    file = promised(promises=both, promise_payments=((TENTH, 300_00),))
    assert dues(file, BROKEN) == []
    verdict = due("promise_broken", file, nov(24))
    assert verdict.because.values["open_cents"] == 312_40


def test_an_old_ledger_judges_no_promise() -> None:
    """Neither is looked up nor called about before the payments are known (P06)."""
    for action, today in (("promise_due", CHECK), ("promise_broken", BROKEN)):
        verdict = not_due(action, promised(), today, complete_through=nov(9))
        assert (verdict.missing.id, verdict.rule) == ("held.ledger_too_old", "P06")
    assert due("promise_due", promised(), CHECK, complete_through=TENTH)


def test_a_promise_that_cannot_be_judged_still_holds_other_calls() -> None:
    """The money may be in the bank."""
    verdict = not_due("follow_up", promised(), nov(20), complete_through=nov(9))
    assert verdict.missing.id == "held.promise"


def test_a_new_promise_after_a_broken_one_runs() -> None:
    """Called on the 12th, promised again for the 20th."""
    file = promised(
        contacts=(spoken(nov(3)), spoken(BROKEN)),
        promises=(promise(TENTH), promise(nov(20), made_on=BROKEN, key=2)),
    )
    assert dues(file, nov(13)) == []
    assert dues(file, nov(24)) == ["promise_broken"]


def test_a_promise_of_an_earlier_episode_is_no_matter_of_this_one() -> None:
    """It was settled some other way."""
    old = promise(date(2026, 6, 10), made_on=date(2026, 6, 3))
    assert dues(case(promises=(old,)), nov(3)) == ["first_call"]


def test_a_promise_made_before_the_rent_was_missed_runs_until_its_day() -> None:
    """The tenant rang in October that the salary comes late."""
    file = case(promises=(promise(TENTH, made_on=date(2026, 10, 30)),))
    assert dues(file, nov(3)) == []
    assert dues(file, BROKEN) == ["first_call"]


def test_an_unreached_call_about_a_broken_promise_is_retried() -> None:
    """And ends in a visit like every series of attempts."""
    file = promised(contacts=(spoken(nov(3)), contact(BROKEN)))
    assert dues(file, BROKEN) == []
    assert dues(file, nov(13)) == ["retry_call"]
    assert dues(file, nov(19)) == ["home_visit"]


def test_a_kept_promise_for_a_part_is_followed_up() -> None:
    """The rest is still open and nobody agreed on it."""
    file = promised(
        promises=(promise(TENTH, 300_00),),
        promise_payments=((TENTH, 300_00),),
        standing=standing(arrears=312_40, missed_cents=312_40),
    )
    assert dues(file, nov(16)) == []
    verdict = due("follow_up", file, nov(17))
    assert verdict.because.values["quiet_on"] == "2026-11-10"


RETURNED = nov(10)
CALLED_ABOUT: list[tuple[str, dict[str, Any], bool]] = [
    ("base", {}, True),
    ("promised since", {"promises": (promise(nov(30), made_on=nov(11)),)}, False),
    ("promised that day", {"promises": (promise(nov(30), made_on=RETURNED),)}, False),
    ("a part promised since", {"promises": (promise(nov(30), 1_00_00, nov(11)),)}, False),
    ("not a return", {"standing": standing()}, False),
    ("a return before the promise", {"standing": standing(returned_on=nov(2))}, False),
]


@pytest.mark.parametrize(
    ("changed", "called"), [c[1:] for c in CALLED_ABOUT], ids=[c[0] for c in CALLED_ABOUT]
)
def test_a_returned_debit_is_called_about_though_an_older_promise_runs(
    changed: dict[str, Any], called: bool
) -> None:
    """R03: it was promised for 30 November, paid on 9 and came back on 10 November."""
    file = case(standing=standing(returned_on=RETURNED), promises=(promise(nov(30)),))
    file = replace(file, **changed)
    assert dues(file, nov(12)) == (["first_call"] if called else [])
    file = replace(file, contacts=(contact(nov(12)),))
    assert dues(file, nov(13)) == (["retry_call"] if called else [])
    assert dues(file, nov(19)) == (["home_visit"] if called else [])
    spoke = replace(file, contacts=(spoken(nov(12)),))
    assert dues(spoke, nov(13)) == []
