"""Obligations under any history of judgements, standstills and payments."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caseconsole.domain.agreement import (
    JudgedAs,
    Judgement,
    Obligation,
    ObligationState,
    Paid,
    Suspension,
)
from caseconsole.domain.obligations import obligations, tally
from tests.domain.agreements import (
    START,
    agreement,
    arrangement,
    condition,
    days_of,
    instalments,
    judgement,
    suspension,
)

FAR = date(2028, 1, 1)
WEEK = timedelta(weeks=1)
S = ObligationState


_DAY = st.integers(-5, 60).map(lambda n: START + timedelta(n))


_KNOWN = st.one_of(st.none(), st.integers(0, 3))
"""The newest suspension that was known when a duty was moved."""


@st.composite
def _histories(draw: st.DrawFn) -> tuple[list[Judgement], list[Suspension]]:
    judged = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        original = START + draw(st.integers(0, 6)) * WEEK
        verdict = draw(st.sampled_from(JudgedAs))
        moved = verdict is JudgedAs.MOVED
        to, known = (draw(_DAY), draw(_KNOWN)) if moved else (None, None)
        judged.append(
            judgement(number, original, verdict, to, on=draw(_DAY), last_suspension=known)
        )
    still = [
        suspension(number, since, since + timedelta(draw(st.integers(0, 30))))
        for number, since in enumerate(draw(st.lists(_DAY, max_size=3)), start=1)
    ]
    return judged, still


@given(_histories())
def test_each_original_day_has_exactly_one_effective_day(
    history: tuple[list[Judgement], list[Suspension]],
) -> None:
    judged, still = history
    pairs = days_of(condition(), still, judged, FAR)
    assert [original for original, _ in pairs] == [START + n * WEEK for n in range(6)]
    moved = {one.original_on for one in judged if one.moved_to}
    assert all(effective >= original for original, effective in pairs if original not in moved)


@given(_histories(), st.integers(1, 30))
def test_a_day_that_a_person_set_beside_all_that_stands_still_is_that_or_the_first_after_it(
    history: tuple[list[Judgement], list[Suspension]], longer: int
) -> None:
    """What is told later, of days after those, moves it by its length or leaves it."""
    judged, still = history
    knew = [replace(one, last_suspension=len(still)) for one in judged if one.moved_to]
    newest = {one.original_on: one.moved_to for one in knew if one.moved_to}
    asked = dict(days_of(condition(), still, knew, FAR))
    known = {one.since + timedelta(n) for one in still for n in range(31)
             if one.since + timedelta(n) <= one.until}  # fmt: skip
    last = max([START, *known])
    told = suspension(9, last + timedelta(1), last + timedelta(longer))
    then = dict(days_of(condition(), [*still, told], knew, FAR))
    for original, to in newest.items():
        free = (to + timedelta(n) for n in range(200))
        assert original not in asked or asked[original] == next(d for d in free if d not in known)
    for original, day in asked.items():
        assert then[original] in (day, day + timedelta(longer))
    assert days_of(condition(), still[::-1], knew, FAR) == tuple(asked.items())


@given(_DAY, st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_a_standstill_that_is_prolonged_or_cut_short_is_one_of_that_length(
    since: date, length: int, longer: int, shorter: int
) -> None:
    """Each original day keeps one effective day, whatever the way in which it came about."""
    until = since + timedelta(length)
    first = suspension(1, since, until)
    more = suspension(2, until + timedelta(1), until + timedelta(1 + longer))
    for one in (condition(), instalments()):
        plain = days_of(one, [], [], FAR)
        whole = days_of(one, [replace(first, until=more.until)], [], FAR)
        assert days_of(one, [first, more], [], FAR) == days_of(one, [more, first], [], FAR) == whole
        cut = days_of(one, [replace(first, until=since + timedelta(min(shorter, length)))], [], FAR)
        for pairs in (whole, cut):
            assert [original for original, _ in pairs] == [original for original, _ in plain]
            assert len({effective for _, effective in pairs}) == len(plain)


@given(_histories(), st.data())
def test_looking_less_far_hides_obligations_and_changes_none(
    history: tuple[list[Judgement], list[Suspension]], data: st.DataObject
) -> None:
    judged, still = history
    until = data.draw(_DAY)
    whole = days_of(condition(), still, judged, FAR)
    assert days_of(condition(), still, judged, until) == tuple(
        pair for pair in whole if pair[1] <= until
    )


@given(_histories(), st.data())
def test_any_sequence_of_judge_undo_suspend_resume_keeps_history_and_sums_right(
    history: tuple[list[Judgement], list[Suspension]], data: st.DataObject
) -> None:
    """Undoing the newest change gives back what was, and each obligation is counted once."""
    judged, still = history
    today = data.draw(_DAY)
    made = agreement(condition(), instalments(2), suspensions=tuple(still))
    before: list[tuple[Obligation, ...]] = []
    for number in range(len(judged) + 1):
        made = replace(made, judgements=tuple(judged[:number]))
        before.append(obligations(made, today, FAR, paid=Paid()))
    for number in range(len(judged), -1, -1):
        made = replace(made, judgements=tuple(judged[:number]))
        found = obligations(made, today, FAR, paid=Paid())
        assert found == before[number]
        assert len({(duty.condition.id, duty.original_on) for duty in found}) == len(found) == 9
        count = tally(found)
        ahead = sum(1 for duty in found if duty.state is S.AHEAD)
        assert count.open + count.missed + count.met + count.spared + ahead == 9
    if still:
        resumed = replace(made, suspensions=tuple(still[:-1]))
        again = replace(resumed, suspensions=tuple(still))
        assert obligations(again, today, FAR, paid=Paid()) == before[0]


@given(st.lists(st.tuples(_DAY, st.integers(1, 15000)), max_size=6), _DAY)
def test_what_instalments_show_as_paid_is_what_came_in(
    payments: list[tuple[date, int]], today: date
) -> None:
    paid = Paid(covered={1: tuple(sorted(payments))})
    found = obligations(arrangement(instalments()), today, FAR, paid=paid)
    came = sum(cents for day, cents in payments if day <= today)
    assert sum(duty.paid for duty in found) == min(came, 30000)
    assert all((duty.met_on is not None) == (duty.paid == duty.cents) for duty in found)
