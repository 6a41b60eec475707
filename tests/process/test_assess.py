"""Laws that hold of every case file."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import AppointmentKind
from caseconsole.domain.verdict import Due, NotDue, Verdict
from caseconsole.process.assess import STEPS, assess
from caseconsole.process.claims import CLAIMS
from caseconsole.process.situation import DayFacts, look
from tests.process.agreements import referral
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
    pause,
    policy,
    promise,
    reason,
    spoken,
    standing,
    verdicts,
    visit,
)
from tests.process.histories import DAYS, files


def _assessed(file: CaseFile, today: date, through: date | None) -> list[Verdict]:
    return assess(file, policy(), today, DayFacts(through))


def _keeps_the_laws(file: CaseFile, found: list[Verdict], today: date) -> None:
    """One verdict a step, at most one due a claim, none due from a later day."""
    assert [verdict.action for verdict in found] == [step.__name__ for step in STEPS]
    claims = [verdict.claim for verdict in found if isinstance(verdict, Due)]
    assert len(claims) == len(set(claims)), (file, today)
    for verdict in found:
        assert verdict.claim is CLAIMS[verdict.action]
        if isinstance(verdict, Due):
            assert verdict.since <= today
            assert verdict.until is None or verdict.until >= verdict.since
            assert verdict.rank == policy().at(today).rank[verdict.action]


@settings(max_examples=1500, deadline=None)
@given(files(), DAYS, st.none() | DAYS | st.just(nov(40)))
def test_at_most_one_verdict_is_due_for_each_claim(
    file: CaseFile, today: date, through: date | None
) -> None:
    """And assessing again says the same: a pure function."""
    found = _assessed(file, today, through)
    _keeps_the_laws(file, found, today)
    assert _assessed(file, today, through) == found


MATRIX = {
    "standing": (
        standing(),
        standing(missed_on=date(2026, 12, 1)),
        standing(returned_on=nov(6)),
        paid_up(),
        standing(arrears=1),
    ),
    "contacts": (
        (),
        (contact(nov(3)),),
        (contact(nov(3)), contact(nov(4)), contact(nov(5))),
        (contact(nov(3)), visit(nov(10))),
        (spoken(nov(3)),),
        (spoken(nov(3)), contact(nov(12))),
    ),
    "promises": ((), (promise(nov(10)),), (promise(nov(10)), promise(nov(20), made_on=nov(6)))),
    "appointments": (
        (),
        (appointment(nov(6)),),
        (appointment(nov(12)), appointment(nov(6), AppointmentKind.TALK)),
        (appointment(nov(6), AppointmentKind.HOME_VISIT),),
    ),
    "pauses": ((), (pause(nov(2), nov(4)),)),
    "reasons": ((), (reason(nov(3)),)),
    "representatives": ((), (administrator(),)),
}


@pytest.mark.parametrize("today", [nov(n) for n in (1, 2, 3, 4, 6, 9, 10, 11, 12, 17, 24, 32)])
def test_the_condition_matrix_never_has_two_due_of_a_claim(today: date) -> None:
    """Every combination of facts, with a new ledger and an old one."""
    for facts in product(*MATRIX.values()):
        file = case(**dict(zip(MATRIX, facts, strict=True)))
        for through in (nov(40), nov(1)):
            _keeps_the_laws(file, _assessed(file, today, through), today)


@settings(max_examples=300, deadline=None)
@given(files(), DAYS)
def test_what_is_for_the_team_leader_leads_its_claim(file: CaseFile, today: date) -> None:
    """Whatever stands before it in `STEPS`."""
    file = replace(file, pauses=())
    alone = [step(look(file, policy(), today, DayFacts(nov(40)))) for step in STEPS]
    found = _assessed(file, today, nov(40))
    for one, said in zip(alone, found, strict=True):
        if isinstance(one, Due) and one.leader:
            assert isinstance(said, Due)


def test_the_steps_one_by_one_are_what_assess_says() -> None:
    """Assess only puts the second of a claim behind the first."""
    file = case(
        contacts=(spoken(nov(3)),),
        appointments=(appointment(nov(10)),),
        referrals=(referral(nov(3), nov(9)),),
    )
    now = look(file, policy(), nov(10), DayFacts(nov(9)))
    alone = [step(now) for step in STEPS]
    assert alone == _assessed(file, nov(10), nov(9))


def test_every_step_has_a_claim() -> None:
    assert [step.__name__ for step in STEPS] == list(CLAIMS)


def test_two_calls_of_one_day_are_one_call() -> None:
    """The first of `STEPS` speaks, the other says what it waits for."""
    december = standing(missed_on=date(2026, 12, 1))
    file = case(
        standing=december,
        promises=(promise(nov(27), made_on=nov(20)),),
        contacts=(spoken(nov(20)),),
    )
    today = date(2026, 12, 2)
    assert dues(file, today) == ["promise_broken"]
    behind = not_due("first_call", file, today)
    assert behind.missing.values == {"action_word": "action.promise_broken"}
    assert behind.rule == "R03"


def test_a_pause_holds_every_step_and_says_why() -> None:
    """Both days belong to it (P07)."""
    file = case(pauses=(pause(nov(2), nov(4)), pause(nov(3), nov(6))))
    found = verdicts(file, nov(3))
    looks = found.pop("pause_ending")
    assert isinstance(looks, NotDue)
    assert looks.missing.values["day_on"] == "2026-11-06", "but the look at its end (P11)"
    for verdict in found.values():
        assert isinstance(verdict, NotDue)
        assert verdict.missing.values == {"until_on": "2026-11-06", "why": "ziekenhuis"}
    assert due("first_call", file, nov(7)).since == nov(7)


def test_what_is_written_later_does_not_matter() -> None:
    """So another day than today can be looked at."""
    later = case(
        contacts=(spoken(nov(4)),),
        promises=(promise(nov(10), made_on=nov(4)),),
        promise_payments=((nov(10), 612_40),),
        appointments=(appointment(nov(9), made_on=nov(4)),),
        reasons=(reason(nov(4)),),
    )
    assert _assessed(later, nov(3), nov(2)) == _assessed(case(), nov(3), nov(2))
    assert dues(later, nov(9)) == ["call_back", "way_out"]


def test_snoozes_do_not_matter_here() -> None:
    """The list puts them off, the rules do not know them."""
    assert "snoozes" not in look.__code__.co_names
    assert dues(replace(case(), snoozes=()), nov(3)) == ["first_call"]
