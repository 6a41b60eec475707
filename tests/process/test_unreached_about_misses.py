"""Who is not reached about something missed under an agreement is visited (R04, R06, P05).

The instalment of 25 November was missed; it was called about on three working days since.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import JudgedAs
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import AppointmentKind
from caseconsole.domain.verdict import Claim
from tests.process.agreements import agreement, condition, judged
from tests.process.files import (
    administrator,
    appointment,
    case,
    contact,
    due,
    dues,
    not_due,
    nov,
    paid_up,
    promise,
    spoken,
    visit,
)
from tests.process.test_arrangement_steps import RENT_MISSED, THURSDAY, file

THRICE = (contact(THURSDAY), contact(nov(27)), contact(nov(30)))
TUESDAY = date(2026, 12, 1)
AFTER_A_VISIT = date(2026, 12, 8)


def unreached(**changed: Any) -> CaseFile:
    """The base case."""
    return file(**{"contacts": THRICE, **changed})


def missed_session() -> CaseFile:
    """A file without arrears in which a session of 25 November was missed."""
    session = condition("session", nov(25))
    made = agreement("budget_coaching", session, judgements=(judged(nov(25), JudgedAs.MISSED),))
    return case(standing=paid_up(), episode=None, agreements=(made,), contacts=THRICE)


def missed_rent() -> CaseFile:
    """The rent of 1 November was missed beside an arrangement."""
    return replace(RENT_MISSED, contacts=(contact(nov(3)), contact(nov(4)), contact(nov(5))))


@pytest.mark.parametrize(
    ("one", "today", "first_on"),
    [
        (unreached(), TUESDAY, "2026-11-26"),
        (missed_session(), TUESDAY, "2026-11-26"),
        (missed_rent(), nov(6), "2026-11-03"),
    ],
    ids=["an instalment", "a session", "rent"],
)
def test_after_three_attempts_a_visit_is_due(one: CaseFile, today: date, first_on: str) -> None:
    """From the next working day on, and as long as nobody went; no further call is."""
    verdict = due("home_visit", one, today)
    assert (verdict.claim, verdict.since, verdict.rule) == (Claim.VISIT, today, "R04")
    assert (verdict.because.id, verdict.because.values["first_on"]) == ("home_visit.due", first_on)
    assert dues(one, today) == ["home_visit"]


def test_on_the_day_of_the_last_attempt_the_visit_is_told() -> None:
    """It is due on the next working day."""
    missing = not_due("instalment_late", unreached(), nov(30)).missing
    assert missing.id == "home_visit.tomorrow"


def test_attempts_whose_days_passed_make_a_visit_due() -> None:
    """R04: three attempts in five working days, as about rent."""
    once = unreached(contacts=THRICE[:1])
    assert dues(once, date(2026, 12, 2)) == ["instalment_late"]
    assert dues(once, date(2026, 12, 3)) == ["home_visit"]
    assert due("home_visit", once, date(2026, 12, 3)).because.id == "home_visit.window"


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"contacts": (*THRICE, visit(TUESDAY))}, "agreement.call_again"),
        ({"contacts": (*THRICE, spoken(TUESDAY))}, "contact.spoken"),
        ({"parties_by": administrator()}, "agreement.call_again"),
        ({"promises": (promise(date(2026, 12, 7), made_on=nov(30)),)}, "held.promise"),
        ({"appointments": (appointment(date(2026, 12, 4), AppointmentKind.HOME_VISIT),)},
         "held.agreed_home_visit"),
    ],
    ids=["visited", "spoken with", "an administrator", "promised", "a visit was agreed"],
)  # fmt: skip
def test_one_changed_fact_asks_for_no_visit(changed: dict[str, Any], missing: str) -> None:
    """Somebody went, spoke or agreed something, or there is nobody to visit."""
    if by := changed.pop("parties_by", None):
        changed["representatives"] = (by,)
    today = date(2026, 12, 2)
    one = unreached(**changed)
    assert not_due("instalment_late", one, today).missing.id == missing
    assert dues(one, today) == []


@pytest.mark.parametrize(
    "changed",
    [{"contacts": (*THRICE, visit(TUESDAY))}, {"representatives": (administrator(),)}],
    ids=["nobody was at home", "an administrator"],
)
def test_who_could_not_be_visited_is_called_again_after_a_while(changed: dict[str, Any]) -> None:
    """P05: no file lies still, and nobody is left alone until more is missed."""
    verdict = due("instalment_late", unreached(**changed), AFTER_A_VISIT)
    assert (verdict.claim, verdict.because.id) == (Claim.CALL, "instalment_late.due")
