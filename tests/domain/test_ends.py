"""Until when an agreement lasts, and with it the duties that keep their days."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Decision,
    DecisionKind,
    Judge,
    JudgedAs,
    Obligation,
    Paid,
    StateChange,
)
from caseconsole.domain.moving import comes, end_of, lasts_until, until_of
from caseconsole.domain.obligations import obligations
from tests.domain.agreements import (
    START,
    agreement,
    arrangement,
    condition,
    instalments,
    judgement,
    suspension,
)

on = date.fromisoformat
FAR = date(2028, 1, 1)


def _seen(made: Agreement) -> tuple[Obligation, ...]:
    return obligations(made, START, FAR, paid=Paid())


END = on("2026-09-01")
STILL = suspension(1, on("2026-08-01"), on("2026-08-10"))


@pytest.mark.parametrize(
    ("changed", "end"),
    [
        ({}, "2026-09-11"),
        ({"end_on": None}, None),
        ({"suspensions": ()}, "2026-09-01"),
        ({"suspensions": (suspension(1, END, on("2026-09-03")),)}, "2026-09-04"),
        ({"suspensions": (suspension(1, on("2026-09-02"), on("2026-09-03")),)}, "2026-09-01"),
        ({"suspensions": (STILL, suspension(2, on("2026-09-10"), on("2026-09-10")))}, "2026-09-12"),
        ({"kind": "second_chance", "terms": {"form": "F3"}}, "2026-09-11"),
        ({"kind": "second_chance", "terms": {"form": "F1"}}, "2026-09-01"),
        ({"conditions": (condition(rule="", first_on=END, fixed=True),)}, "2026-09-01"),
        ({"conditions": (condition(rule="", first_on=END),)}, "2026-09-11"),
        ({"conditions": (condition(rule="", first_on=START, fixed=True),)}, "2026-09-11"),
        ({"conditions": (condition(rule="FREQ=MONTHLY", first_on=END, fixed=True),)}, "2026-09-11"),
    ],
)
def test_the_end_moves_with_what_depends_on_it(changed: dict[str, Any], end: str | None) -> None:
    """Not that of a lease for a fixed time, nor that of a duty that keeps its day (R72, R61)."""
    made = replace(agreement(end_on=END, suspensions=(STILL,)), **changed)
    assert end_of(made) == (on(end) if end else None)


LAST = on("2026-09-01")
RENT = condition(
    2, rule="FREQ=MONTHLY", fixed=True, until=LAST, judge=Judge.LEDGER, clause="running_rent"
)
SET = judgement(1, LAST, JudgedAs.MOVED, on("2026-11-20"), on=on("2026-08-20"))
LATER = suspension(1, on("2026-08-25"), on("2026-09-03"))


@pytest.mark.parametrize(
    ("changed", "end"),
    [
        ({}, "2026-09-01"),
        ({"judgements": (SET,)}, "2026-11-20"),
        ({"judgements": (replace(SET, moved_to=on("2026-08-25")),)}, "2026-09-01"),
        ({"judgements": (SET, replace(SET, id=2, moved_to=on("2026-10-02")))}, "2026-10-02"),
        ({"judgements": (replace(SET, original_on=START),)}, "2026-11-20"),
        ({"judgements": (replace(SET, condition=2),)}, "2026-09-01"),
        ({"judgements": (SET,), "suspensions": (LATER,)}, "2026-11-30"),
        ({"judgements": (SET,), "end_on": None}, None),
    ],
)
def test_the_end_of_what_is_paid_off_follows_an_instalment_that_was_moved(
    changed: dict[str, Any], end: str | None
) -> None:
    made = replace(arrangement(instalments(), RENT, end_on=LAST), **changed)
    assert end_of(made) == (on(end) if end else None)


def test_running_rent_is_owed_until_the_day_to_which_the_last_instalment_was_moved() -> None:
    """R36: what is missed in that time counts."""
    made = arrangement(instalments(), RENT, end_on=LAST, judgements=(SET,))
    rents = [duty.on for duty in _seen(made) if duty.condition.id == RENT.id]
    assert rents == [date(2026, month, 1) for month in range(7, 12)]
    assert until_of(RENT, made) == end_of(made)


SOON, NEXT = on("2026-07-25"), on("2026-08-01")
ONCE = instalments(rule="", first_on=SOON)
LATE = judgement(1, SOON, JudgedAs.MOVED, on("2026-09-20"), on=on("2026-07-20"))


@pytest.mark.parametrize(
    ("changed", "rents"),
    [
        ({}, []),
        ({"judgements": (LATE,)}, ["2026-08-01", "2026-09-01"]),
        ({"judgements": (replace(LATE, moved_to=NEXT),)}, ["2026-08-01"]),
        ({"suspensions": (suspension(1, SOON, on("2026-07-30")),)}, []),
        ({"suspensions": (suspension(1, SOON, on("2026-07-31")),)}, ["2026-08-01"]),
        ({"end_on": None, "judgements": (LATE,)}, ["2026-08-01", "2026-09-01", "2026-10-01"]),
    ],
)
def test_rent_after_the_agreed_end_is_owed_once_that_moves_past_its_day(
    changed: dict[str, Any], rents: list[str]
) -> None:
    """R36: a debt that is paid at once ends before the next rent day."""
    rent = replace(RENT, first_on=NEXT, until=None)
    made = replace(arrangement(ONCE, rent, end_on=SOON), **changed)
    seen = obligations(made, START, on("2026-10-15"), paid=Paid())
    assert [duty.on for duty in seen if duty.condition.id == RENT.id] == [*map(on, rents)]
    assert comes(rent, made) is bool(rents)


@pytest.mark.parametrize("more", [{"fixed": False}, {"rule": ""}, {"until": on("2026-12-31")}])
def test_what_else_names_no_end_or_one_of_its_own_keeps_it(more: dict[str, Any]) -> None:
    one = replace(RENT, first_on=NEXT, **{"until": None} | more)
    made = arrangement(ONCE, one, end_on=SOON)
    assert (lasts_until(one, made), comes(one, made)) == (one.until, True)


def test_a_confirmation_on_its_last_day_does_not_hold_the_end_of_what_is_paid_off() -> None:
    """All is paid at once, on the day by which that is confirmed in writing (R34, R60)."""
    once = instalments(rule="", first_on=END)
    confirm = condition(2, clause="confirm", rule="", first_on=END, fixed=True)
    made = arrangement(once, confirm, end_on=END, suspensions=(STILL,))
    assert (end_of(made), _seen(made)[-1].on) == (on("2026-09-11"), on("2026-09-11"))


def test_the_last_duty_never_falls_after_the_end_it_had() -> None:
    made = arrangement(instalments(), end_on=END, suspensions=(STILL,))
    assert _seen(made)[-1].on == end_of(made)


MADE_ON, CHOSEN = on("2026-08-05"), on("2026-10-01")
DECIDED = Decision(1, DecisionKind.KEEP, MADE_ON, "", None, "anna", "", CHOSEN)
KNEW_ONE = replace(DECIDED, last_suspension=1)
AFTER = suspension(2, on("2026-08-20"), on("2026-08-21"))


@pytest.mark.parametrize(
    ("changed", "end"),
    [
        ({}, "2026-10-01"),
        ({"suspensions": (replace(STILL, until=MADE_ON),)}, "2026-10-01"),
        ({"suspensions": ()}, "2026-10-01"),
        ({"suspensions": (STILL, AFTER)}, "2026-10-03"),
        ({"suspensions": (replace(STILL, until=on("2026-10-04")),)}, "2026-10-05"),
        ({"suspensions": (STILL, replace(AFTER, since=CHOSEN, until=CHOSEN))}, "2026-10-02"),
        ({"suspensions": (replace(AFTER, since=on("2026-10-02"), until=FAR),)}, "2026-10-01"),
        ({"decisions": (replace(DECIDED, last_suspension=1),)}, "2026-10-01"),
        ({"decisions": (replace(DECIDED, last_suspension=0),)}, "2026-10-11"),
        ({"decisions": (KNEW_ONE,), "suspensions": (STILL, AFTER)}, "2026-10-03"),
        (
            {"decisions": (replace(DECIDED, last_suspension=2),), "suspensions": (STILL, AFTER)},
            "2026-10-01",
        ),
        ({"decisions": ()}, "2026-10-11"),
        ({"decisions": (replace(DECIDED, end_on=None),)}, "2026-10-11"),
        ({"decisions": (DECIDED, replace(DECIDED, end_on=None))}, "2026-10-01"),
        ({"decisions": (DECIDED, replace(DECIDED, end_on=FAR))}, "2026-10-11"),
    ],
)
def test_the_day_to_which_it_was_prolonged_moves_by_what_stands_still_after_that_only(
    changed: dict[str, Any], end: str
) -> None:
    """What was written down by then was known, also where it goes on earlier or lies ahead.

    What lasts to it follows. Of an old decision what had begun by then was known. A file that gives
    another end since undoes that.
    """
    weekly = condition(rule="FREQ=WEEKLY", first_on=on("2026-07-04"), until=CHOSEN)
    rent = replace(RENT, until=CHOSEN)
    whole: dict[str, Any] = {"suspensions": (STILL,), "decisions": (DECIDED,)} | changed
    made = replace(agreement(weekly, rent, end_on=CHOSEN), **whole)
    assert end_of(made) == on(end)
    asked = [duty.on for duty in _seen(made) if duty.condition.id == weekly.id]
    assert on(end) - timedelta(days=7) < max(asked) <= on(end)
    assert (until_of(weekly, made), lasts_until(rent, made)) == (on(end), on(end))


SIGNED = (StateChange(1, "signed", START, "", "", "anna"),)
LEASE: dict[str, Any] = {
    "kind": "second_chance", "terms": {"form": "F1"}, "end_on": END, "states": SIGNED,
}  # fmt: skip
WEEKLY = condition(rule="FREQ=WEEKLY", first_on=on("2026-07-04"))
ONCE_ON_END = condition(rule="", first_on=END)


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        (replace(WEEKLY, until=END), "2026-09-01"),
        (WEEKLY, "2026-09-01"),
        (replace(WEEKLY, rule="FREQ=WEEKLY;COUNT=9"), "2026-09-01"),
        (replace(WEEKLY, until=on("2026-08-10")), "2026-08-18"),
        (ONCE_ON_END, "2026-09-01"),
        (replace(ONCE_ON_END, until=END), "2026-09-01"),
        (replace(ONCE_ON_END, first_on=on("2026-08-28")), "2026-09-01"),
        (replace(ONCE_ON_END, first_on=on("2026-08-12")), "2026-08-22"),
        (replace(ONCE_ON_END, first_on=on("2026-07-20")), "2026-07-20"),
        (replace(ONCE_ON_END, fixed=True), "2026-09-01"),
    ],
)
def test_nothing_falls_after_an_end_that_stays(asked: Condition, last: str) -> None:
    """A lease for a fixed time is over then, whatever stood still (R72)."""
    made = agreement(asked, suspensions=(STILL,), **LEASE)
    days = [duty.on for duty in _seen(made)]
    assert max(days) <= on(last)
    assert on(last) - max(days) < timedelta(days=7)
    assert (until_of(asked, made) or END) <= END


def test_a_duty_that_a_person_moved_past_the_end_stays_where_it_was_put() -> None:
    said = judgement(1, END, JudgedAs.MOVED, on("2026-09-20"), on=on("2026-08-20"))
    made = agreement(ONCE_ON_END, suspensions=(STILL,), judgements=(said,), **LEASE)
    assert [duty.on for duty in _seen(made)] == [on("2026-09-20")]


@pytest.mark.parametrize(
    ("asked", "put_on", "days"),
    [
        (replace(WEEKLY, until=END), "2026-08-28", ["2026-08-15", "2026-09-01"]),
        (replace(WEEKLY, until=END), "2026-09-20", ["2026-08-15", "2026-09-20"]),
        (replace(ONCE_ON_END, first_on=on("2026-08-22")), "2026-08-28", ["2026-09-01"]),
        (replace(ONCE_ON_END, first_on=on("2026-08-22")), "2026-09-20", ["2026-09-20"]),
    ],
)
def test_a_standstill_moves_what_a_person_put_in_the_time_to_its_end_at_most(
    asked: Condition, put_on: str, days: list[str]
) -> None:
    """What was put past the end stays there."""
    said = judgement(1, on("2026-08-22"), JudgedAs.MOVED, on(put_on), on=on("2026-08-01"))
    told = suspension(1, on("2026-08-16"), on("2026-08-31"))
    made = agreement(asked, suspensions=(told,), judgements=(said,), **LEASE)
    found = [duty.on for duty in _seen(made)]
    assert found[-len(days) :] == [*map(on, days)]
    latest = max(END, on(put_on))
    assert (until_of(asked, made) or latest) == latest


def test_what_was_signed_is_in_the_lists_though_a_standstill_moved_all_of_it_past_the_end() -> None:
    """A lease for a fixed time asks no more of it, and says no other end than was agreed."""
    lessons = condition(rule="FREQ=WEEKLY;COUNT=3", first_on=on("2026-08-20"))
    told = suspension(1, on("2026-08-01"), on("2026-08-28"))
    made = agreement(lessons, suspensions=(told,), **LEASE)
    assert (_seen(made), comes(lessons, made), lasts_until(lessons, made)) == ((), True, None)
    assert lasts_until(replace(lessons, until=END), made) == END


@pytest.mark.parametrize("lasting", ["prolonged", "by law"])
@pytest.mark.parametrize("verdict", [JudgedAs.MISSED, JudgedAs.MET, JudgedAs.EXCUSED])
def test_what_was_judged_is_not_forgotten_when_a_standstill_is_told_later(
    lasting: str, verdict: JudgedAs
) -> None:
    """Of what lasts to an end that does not move."""
    session = replace(WEEKLY, until=END)
    last = (on("2026-08-22"), on("2026-08-29"))
    said = tuple(judgement(n, day, verdict) for n, day in enumerate(last))
    told = suspension(1, on("2026-08-05"), on("2026-09-20"))
    decided = replace(DECIDED, end_on=END, on=on("2026-08-05"))
    more = LEASE if lasting == "by law" else {"end_on": END, "decisions": (decided,)}
    before = agreement(session, judgements=said, **more)
    made = replace(before, suspensions=(told,))
    for one in (before, made):
        found = {duty.original_on: duty.state.value for duty in _seen(one)}
        assert [found.get(day) for day in last] == [verdict.value] * 2
        assert max(duty.on for duty in _seen(one)) <= (end_of(one) or END)
    assert len(_seen(made)) == len(_seen(before)) - 2


def test_what_was_judged_of_what_keeps_its_days_is_not_forgotten_when_it_goes_on_earlier() -> None:
    keeping = condition(rule="FREQ=WEEKLY", first_on=on("2026-07-04"), until=END, fixed=True)
    said = judgement(1, on("2026-09-05"), JudgedAs.MISSED)
    made = agreement(keeping, end_on=END, judgements=(said,), suspensions=(STILL,))
    assert _seen(made)[-1].original_on == on("2026-09-05")
    assert _seen(replace(made, suspensions=()))[-1].judgement == said
