from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Evidence,
    Judge,
    JudgedAs,
    Judgement,
    Obligation,
    ObligationState,
    Paid,
    RentMonth,
)
from caseconsole.domain.moving import end_of, until_of
from caseconsole.domain.obligations import obligations, tally
from tests.domain.agreements import (
    START,
    agreement,
    arrangement,
    condition,
    days_of,
    in_state,
    instalments,
    judgement,
    suspension,
)

FAR = date(2028, 1, 1)
WEEK = timedelta(weeks=1)
S = ObligationState


def on(text: str) -> date:
    return date.fromisoformat(text)


def seen(made: Agreement, today: str, paid: Paid | None = None) -> tuple[Obligation, ...]:
    return obligations(made, on(today), FAR, paid=paid or Paid())


def states(made: Agreement, today: str, paid: Paid | None = None) -> list[ObligationState]:
    return [duty.state for duty in seen(made, today, paid)]


def single(today: str, *judgements: Judgement, **fields: Any) -> ObligationState:
    """Where one session of 1 July stands, with two days of grace."""
    made = agreement(condition(rule="", **fields), judgements=judgements)
    return states(made, today)[0]


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-06-30", S.AHEAD),
        ("2026-07-01", S.DUE),
        ("2026-07-03", S.DUE),
        ("2026-07-04", S.OVERDUE),
    ],
)
def test_what_nobody_judged_is_overdue_after_its_day_and_grace(
    today: str, state: ObligationState
) -> None:
    assert single(today) is state


@pytest.mark.parametrize("verdict", [one for one in JudgedAs if one is not JudgedAs.MOVED])
def test_a_judgement_says_where_an_obligation_stands(verdict: JudgedAs) -> None:
    assert single("2026-08-01", judgement(1, START, verdict)).value == verdict.value


def test_the_newest_judgement_counts_and_a_move_opens_it_again() -> None:
    missed = judgement(1, START, JudgedAs.MISSED)
    moved = judgement(2, START, JudgedAs.MOVED, on("2026-07-10"))
    assert single("2026-07-09", missed, moved) is S.AHEAD
    made = agreement(
        condition(rule=""), judgements=(missed, moved, judgement(3, START, JudgedAs.MET))
    )
    duty = seen(made, "2026-08-01")[0]
    assert (duty.original_on, duty.on, duty.state) == (START, on("2026-07-10"), S.MET)


def test_a_suspension_moves_what_falls_on_or_after_its_first_day_by_its_length() -> None:
    still = suspension(1, START + WEEK, START + WEEK + timedelta(9))
    pairs = days_of(condition(), [still], [], FAR)
    moved = [(effective - original).days for original, effective in pairs]
    assert moved == [0, 10, 10, 10, 10, 10]
    assert days_of(condition(fixed=True), [still], [], FAR) == days_of(condition(), [], [], FAR)


def test_what_was_judged_on_its_day_stays_there_when_a_standstill_is_told_afterwards() -> None:
    """A paper can come in ahead of its moved day; a session cannot be met or missed ahead."""
    still = suspension(1, START, START + timedelta(59))
    said = [
        judgement(1, START, JudgedAs.MISSED),
        judgement(2, START + WEEK, JudgedAs.MET),
        judgement(3, START + 2 * WEEK, JudgedAs.EXCUSED),
    ]
    known = dict(days_of(condition(), [still], said, FAR))
    there = [known[START + n * WEEK] - START for n in range(4)]
    assert [day.days for day in there] == [0, 7, 14 + 60, 21 + 60]
    judged = [judgement(1, START, JudgedAs.MISSED, on=START + timedelta(60))]
    assert dict(days_of(condition(), [still], judged, FAR))[START] == START + timedelta(60)
    paper = condition(evidence=Evidence.PAPER)
    assert dict(days_of(paper, [still], said, FAR))[START + WEEK] == START + timedelta(67)


@pytest.mark.parametrize(
    ("terms", "last"), [({"form": "F6"}, "2026-09-30"), ({"form": "F1"}, "2026-08-31")]
)
def test_a_duty_that_keeps_its_days_is_asked_to_the_moved_end(
    terms: dict[str, str], last: str
) -> None:
    """Rent falls due while an agreement stands still, and in the time that this adds (R36, R60)."""
    end = on("2026-08-31")
    rent = condition(rule="FREQ=MONTHLY", fixed=True, until=end, judge=Judge.LEDGER, clause="C01")
    still = suspension(1, on("2026-07-10"), on("2026-08-08"))
    made = agreement(rent, kind="second_chance", states=(), end_on=end, suspensions=(still,))
    made = in_state(replace(made, terms=terms), "signed", START)
    assert (end_of(made), until_of(rent, made)) == (on(last), on(last))
    days = [duty.on for duty in seen(made, "2026-12-31")]
    assert days == [day for day in map(on, ("2026-07-01", "2026-08-01", "2026-09-01"))
                    if day <= on(last)]  # fmt: skip
    sooner = replace(rent, until=on("2026-07-31"))
    assert until_of(sooner, made) == sooner.until


def test_days_that_two_suspensions_share_count_once() -> None:
    first, second = suspension(1, START, on("2026-07-10")), suspension(2, START, on("2026-07-12"))
    assert days_of(condition(rule=""), [first, second], [], FAR)[0][1] == START + timedelta(12)


def test_a_day_that_was_set_stands_and_moves_only_for_what_began_later() -> None:
    moved = judgement(1, START, JudgedAs.MOVED, on("2026-07-20"), on=on("2026-07-05"))
    earlier = suspension(1, START, on("2026-07-04"))
    later = suspension(2, on("2026-07-15"), on("2026-07-24"))
    once = condition(rule="")
    assert days_of(once, [earlier], [moved], FAR)[0][1] == on("2026-07-20")
    assert days_of(once, [earlier, later], [moved], FAR)[0][1] == on("2026-07-30")
    around = suspension(3, on("2026-07-01"), on("2026-07-20"))
    assert days_of(once, [around], [moved], FAR)[0][1] == on("2026-08-09")


def test_what_was_brought_forward_is_seen_by_its_new_day() -> None:
    last = START + 5 * WEEK
    moved = judgement(1, last, JudgedAs.MOVED, START)
    assert days_of(condition(), [], [moved], START) == ((START, START), (last, START))


def test_an_open_rule_goes_as_far_as_is_asked_and_a_condition_as_far_as_it_holds() -> None:
    daily = condition(rule="FREQ=DAILY")
    assert len(days_of(daily, [], [], START + timedelta(9))) == 10
    assert len(days_of(replace(daily, until=START + timedelta(4)), [], [], FAR)) == 5


PLAN = arrangement(instalments())
"""100 euro on 1 July, 1 August (a Saturday) and 1 September."""


def covered(*payments: tuple[str, int]) -> Paid:
    return Paid(covered={1: tuple((on(day), cents) for day, cents in payments)})


@pytest.mark.parametrize(
    ("today", "payments", "expected"),
    [
        ("2026-07-01", [], [S.DUE, S.AHEAD, S.AHEAD]),
        ("2026-07-02", [], [S.MISSED, S.AHEAD, S.AHEAD]),
        ("2026-07-02", [("2026-07-01", 4000)], [S.PARTLY, S.AHEAD, S.AHEAD]),
        ("2026-07-02", [("2026-07-02", 10000)], [S.LATE, S.AHEAD, S.AHEAD]),
        ("2026-07-02", [("2026-07-03", 10000)], [S.MISSED, S.AHEAD, S.AHEAD]),
        ("2026-07-02", [("2026-07-01", 20000)], [S.MET, S.MET, S.AHEAD]),
        ("2026-08-03", [("2026-07-01", 10000)], [S.MET, S.DUE, S.AHEAD]),
        ("2026-08-04", [("2026-07-01", 10000)], [S.MET, S.MISSED, S.AHEAD]),
        ("2026-08-04", [("2026-07-01", 10000), ("2026-08-03", 10000)], [S.MET, S.MET, S.AHEAD]),
        ("2026-08-04", [("2026-08-03", 20000)], [S.LATE, S.MET, S.AHEAD]),
        (
            "2026-07-20",
            [("2026-07-01", 10000), ("2026-07-08", -10000)],
            [S.MISSED, S.AHEAD, S.AHEAD],
        ),
        (
            "2026-07-20",
            [("2026-07-01", 10000), ("2026-07-08", -10000), ("2026-07-09", 10000)],
            [S.LATE, S.AHEAD, S.AHEAD],
        ),
    ],
)
def test_instalments_are_judged_together_by_what_the_ledger_shows(
    today: str, payments: list[tuple[str, int]], expected: list[ObligationState]
) -> None:
    assert states(PLAN, today, covered(*payments)) == expected


def test_an_instalment_shows_how_much_of_it_came_in_and_when_it_was_met() -> None:
    found = seen(PLAN, "2026-08-20", covered(("2026-07-01", 6000), ("2026-07-05", 9000)))
    assert [(duty.paid, duty.met_on) for duty in found] == [
        (10000, on("2026-07-05")), (5000, None), (0, None),
    ]  # fmt: skip


def test_a_forgiven_instalment_asks_nothing_of_the_payments() -> None:
    made = replace(PLAN, judgements=(judgement(1, START, JudgedAs.WAIVED),))
    assert states(made, "2026-08-04", covered(("2026-08-01", 10000)))[:2] == [S.WAIVED, S.MET]


def test_no_key_judges_an_instalment_as_met_but_it_can_be_moved() -> None:
    met = replace(PLAN, judgements=(judgement(1, START, JudgedAs.MET),))
    assert states(met, "2026-07-02")[0] is S.MISSED
    moved = replace(PLAN, judgements=(judgement(1, START, JudgedAs.MOVED, on("2026-07-15")),))
    assert states(moved, "2026-07-02")[0] is S.AHEAD


def test_the_last_instalment_is_the_remainder_also_after_a_lump_sum() -> None:
    lump = instalments(2, rule="", first_on=START, cents=50000)
    made = arrangement(instalments(last_cents=3000), lump)
    assert sorted(duty.cents for duty in seen(made, "2026-07-01")) == [3000, 10000, 10000, 50000]
    cut = arrangement(instalments(last_cents=3000, until=on("2026-08-15")))
    assert [duty.cents for duty in seen(cut, "2026-07-01")] == [10000, 10000]


def running_rent(month: RentMonth | None, today: str) -> tuple[ObligationState, int, int]:
    rent = instalments(clause="running_rent", rule="FREQ=MONTHLY", cents=0, until=on("2026-07-31"))
    paid = Paid(rents=(month,)) if month else Paid()
    duty = seen(arrangement(rent), today, paid)[0]
    return duty.state, duty.cents, duty.paid


@pytest.mark.parametrize(
    ("open_cents", "paid_on", "today", "state"),
    [
        (60000, None, "2026-07-01", S.DUE),
        (60000, None, "2026-07-02", S.MISSED),
        (20000, None, "2026-07-02", S.PARTLY),
        (0, "2026-07-01", "2026-07-02", S.MET),
        (0, "2026-07-02", "2026-07-02", S.LATE),
    ],
)
def test_the_running_rent_is_judged_by_the_rent_of_its_month(
    open_cents: int, paid_on: str | None, today: str, state: ObligationState
) -> None:
    month = RentMonth(START, 60000, open_cents, on(paid_on) if paid_on else None)
    assert running_rent(month, today) == (state, 60000, 60000 - open_cents)


def test_a_month_in_which_no_rent_fell_due_is_not_held_against_anybody() -> None:
    assert running_rent(None, "2026-07-20")[0] is S.DUE


def test_a_month_without_a_rent_is_let_go_once_a_later_one_has_its_own() -> None:
    """As when the ledger begins after the agreement did."""
    later = RentMonth(on("2026-08-01"), 60000, 0, on("2026-08-01"))
    assert running_rent(later, "2026-08-20")[0] is S.WAIVED


def resting(state: str, day: str, today: str) -> ObligationState:
    rests = condition(rule="", judge=Judge.AGREEMENT, rests_on=2, first_on=on("2026-07-15"))
    first = replace(agreement(), id=2, states=agreement().states[:0])
    other = in_state(in_state(first, "offered", START), state, on(day))
    made = agreement(rests, kind="second_chance", states=())
    made = in_state(made, "signed", START)
    found = obligations(made, on(today), FAR, paid=Paid(), agreements=[made, other])
    return found[0].state


@pytest.mark.parametrize(
    ("state", "day", "today", "expected"),
    [
        ("accepted", "2026-07-02", "2026-07-14", S.AHEAD),
        ("accepted", "2026-07-02", "2026-07-15", S.MET),
        ("accepted", "2026-07-17", "2026-07-16", S.DUE),
        ("accepted", "2026-07-17", "2026-07-18", S.MET),
        ("accepted", "2026-07-18", "2026-07-18", S.MISSED),
        ("refused", "2026-07-10", "2026-07-15", S.MISSED),
    ],
)
def test_a_condition_that_rests_on_an_agreement_follows_it(
    state: str, day: str, today: str, expected: ObligationState
) -> None:
    assert resting(state, day, today) is expected


def test_a_condition_that_rests_on_what_followed_keeps_the_months_of_what_ended() -> None:
    """What was met under the first stays met; between the two nothing was."""
    rests = condition(
        rule="FREQ=MONTHLY", judge=Judge.AGREEMENT, rests_on=3, first_on=on("2026-07-15")
    )
    idle = replace(agreement(), id=2, states=())
    first = in_state(in_state(idle, "accepted", on("2026-07-02")), "ended", on("2026-07-20"))
    since = on("2026-09-01")
    second = in_state(replace(idle, id=3, start_on=since), "accepted", since)
    made = in_state(agreement(rests, kind="second_chance", states=()), "signed", START)
    agreements = [replace(made, id=1), first, second]
    found = obligations(
        made, on("2026-09-30"), on("2026-09-30"), paid=Paid(), agreements=agreements
    )
    assert [duty.state for duty in found] == [S.MET, S.MISSED, S.MET]


def test_an_agreement_owes_nothing_before_it_binds_or_after_it_ended() -> None:
    offered = in_state(agreement(condition(), states=()), "offered", START)
    assert seen(offered, "2026-07-20") == ()
    assert seen(in_state(offered, "refused", START), "2026-07-20") == ()
    chance = in_state(agreement(condition(), kind="second_chance", states=()), "drafted", START)
    assert seen(in_state(chance, "withdrawn", START), "2026-07-20") == ()
    ended = in_state(agreement(condition()), "ended", START + WEEK)
    assert [duty.on for duty in seen(ended, "2026-07-20")] == [START, START + WEEK]


@pytest.mark.parametrize("ended", ["discharged", "completed"])
def test_after_care_asks_nothing_anew_from_after_the_day_it_was_over(ended: str) -> None:
    """Nor does what rests on it, of which it shows the same (R73)."""
    over = in_state(agreement(condition(), kind="debt_counselling", states=()), "intake", START)
    over = in_state(over, ended, START + WEEK)
    helped = in_state(over, "aftercare", START + 4 * WEEK)
    assert seen(helped, "2026-08-20") == seen(over, "2026-08-20")
    assert [duty.on for duty in seen(helped, "2026-08-20")] == [START, START + WEEK]


def test_a_tally_counts_what_stands_where() -> None:
    made = agreement(
        condition(),
        judgements=(
            judgement(1, START, JudgedAs.MET),
            judgement(2, START + WEEK, JudgedAs.MISSED),
            judgement(3, START + 2 * WEEK, JudgedAs.EXCUSED),
        ),
    )
    found = tally(seen(made, "2026-07-29"))
    assert (found.met, found.missed, found.spared, found.open, found.to_judge) == (1, 1, 1, 2, 1)
    assert found.next_on == on("2026-07-29")
    found = tally(seen(PLAN, "2026-08-20", covered(("2026-07-05", 14000))))
    assert (found.late, found.missed, found.cents, found.paid) == (1, 1, 20000, 14000)
