"""What shields a home and an old debt: a moratorium (R60), the statutory debt scheme (R61)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    DecisionKind,
    Duty,
    Judge,
    JudgedAs,
    LadderStep,
    Outcome,
    Paid,
    RentMonth,
    Rung,
    StateChange,
    Suspension,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.casefile import CaseFile, Covering
from caseconsole.domain.kinds import COVERS_FROM
from caseconsole.domain.obligations import obligations
from caseconsole.domain.verdict import Claim
from caseconsole.process.agreements.arrangements import missed_of
from caseconsole.process.gates import Check, gate_lapse, gate_no_renewal, gate_red_card
from caseconsole.process.protection import moratorium_until
from tests.process.agreements import BEGUN, agreement, condition, decision, judged, rung
from tests.process.files import case, due, dues, not_due, nov, paid_up, spoken

OCTOBER, ADMITTED = date(2026, 10, 1), date(2026, 10, 14)
TODAY = nov(25)
OLD_RENT = RentMonth(OCTOBER, 612_40, 612_40, None)
NEW_RENT = RentMonth(nov(1), 612_40, 612_40, None)
PAID_RENT = RentMonth(nov(1), 612_40, 0, nov(1))
RENT = condition("C01", OCTOBER, "FREQ=MONTHLY", judge=Judge.LEDGER, weight=Weight.MAJOR)
VISIT = condition("C10", nov(3), "FREQ=WEEKLY", id=2, weight=Weight.MAJOR)
MISSED = judged(nov(3), JudgedAs.MISSED, of=2)
LADDER = (
    rung(Rung.TALK, nov(3)),
    rung(Rung.YELLOW_CARD, nov(5), Outcome.NOT_CURED),
    rung(Rung.THREE_PARTY, nov(16), Outcome.NOT_CURED),
)
CHANCE = agreement("second_chance", RENT, VISIT, ladder=LADDER)
INSTALMENT = condition(
    "instalment", date(2026, 9, 25), "FREQ=MONTHLY", cents=50_00, judge=Judge.LEDGER
)
RUNNING = condition("running_rent", OCTOBER, "FREQ=MONTHLY", id=2, judge=Judge.LEDGER)
ARRANGED = agreement("payment_arrangement", INSTALMENT, RUNNING)
LEAST_5 = {"min_case_cents": 5_00}
RULES = {
    "gate.moratorium": "R60",
    "gate.scheme": "R61",
    "gate.frozen": "R63",
    "gate.remitted": "R63",
    "arrangement.helped": "R63",
}


def scheme(state: str = "wsnp", **changed: Any) -> Agreement:
    """Debt counselling that went on into the statutory scheme."""
    states = (
        StateChange(1, "application", date(2026, 9, 1), "", "", "anna"),
        StateChange(2, state, ADMITTED, "", "", "anna"),
    )
    return agreement("debt_counselling", id=3, states=states, **changed)


def moratorium(kind: SuspensionKind = SuspensionKind.MORATORIUM, since: date = BEGUN) -> Agreement:
    """Debt counselling under which a judge stopped everything for a while."""
    still = Suspension(1, since, TODAY, kind, "voorziening", "anna", 1)
    return agreement("debt_counselling", id=3, suspensions=(still,))


def shield(checks: tuple[Check, ...]) -> str:
    """By what the gate is kept shut, with the rule that says so; empty where nothing shields."""
    (found,) = [check for check in checks if check.rule in {"R60", "R61", "R63"}]
    assert found.hard
    assert found.held or found.rule == RULES[found.name.id]
    return "" if found.held else found.name.id


def file(*agreements: Agreement, rents: tuple[RentMonth, ...] = (OLD_RENT, PAID_RENT)) -> CaseFile:
    """A file in which the rent of October is open."""
    return case(agreements=agreements, paid=Paid(rents=rents), standing=paid_up(), episode=None)


def elsewhere(asked: CaseFile, other: Agreement) -> CaseFile:
    """A file whose lease another file's agreement covers."""
    return replace(asked, covering=(Covering("58-9", other, Paid()),))


def card(
    other: Agreement | None, about: int | None = None, today: date = TODAY, **more: Any
) -> str:
    """What shields the home from a red card, and from not being renewed on one."""
    changed = {name: more.pop(name) for name in ("judgements", "conditions") if name in more}
    one = replace(CHANCE, **changed)
    asked = file(*filter(None, (one, other)), **more)
    given = replace(_red(about), second="tess")
    carded = replace(one, ladder=(*LADDER, given))
    found = shield(gate_red_card(asked, one, today, about))
    assert shield(gate_no_renewal(asked, carded, today)) == found
    return found


def _red(about: int | None) -> LadderStep:
    return rung(Rung.RED_CARD, nov(24), condition=about)


@pytest.mark.parametrize(
    ("other", "more", "by"),
    [
        (None, {}, ""),
        (moratorium(), {}, "gate.moratorium"),
        (moratorium(), {"about": 2}, "gate.moratorium"),
        (moratorium(), {"rents": (OLD_RENT, NEW_RENT)}, "gate.moratorium"),
        (moratorium(SuspensionKind.HOSPITAL), {}, ""),
        (moratorium(since=nov(20)), {"today": nov(19)}, ""),
        (moratorium(), {"today": nov(26)}, ""),
    ],
)
def test_a_moratorium_stops_all_that_takes_a_home(
    other: Agreement | None, more: dict[str, Any], by: str
) -> None:
    """R60: whatever it rests on, from its first through its last day."""
    assert card(other, **more) == by


def test_a_moratorium_that_was_prolonged_lasts_until_its_last_day() -> None:
    """R60: that day is told."""
    before = moratorium().suspensions[0]
    after = replace(before, id=2, since=nov(26), until=date(2026, 12, 31))
    longer = file(replace(moratorium(), suspensions=(before, after)))
    assert moratorium_until(longer, TODAY) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("other", "more", "by"),
    [
        (scheme(), {}, "gate.scheme"),
        (scheme(), {"about": 1}, "gate.scheme"),
        (scheme("settlement"), {}, ""),
        (scheme("mediation"), {}, "gate.frozen"),
        (scheme("mediation"), {"about": 1}, "gate.frozen"),
        (scheme("mediation"), {"about": 2}, ""),
        (scheme("mediation"), {"rents": (OLD_RENT, NEW_RENT)}, ""),
        (scheme("mediation", covers=(8,)), {}, ""),
        (scheme("credit"), {}, "gate.frozen"),
        (scheme("withdrawn"), {}, ""),
        (scheme(), {"about": 2}, ""),
        (scheme(), {"judgements": (MISSED,)}, ""),
        (scheme(), {"judgements": (MISSED,), "about": 1}, "gate.scheme"),
        (scheme(), {"judgements": (MISSED,),
          "conditions": (RENT, replace(VISIT, duty=Duty.ASSOCIATION))}, "gate.scheme"),
        (scheme(), {"rents": (OLD_RENT, NEW_RENT)}, ""),
        (scheme(), {"rents": (OLD_RENT, NEW_RENT), "about": 1}, ""),
        (scheme(), {"rents": (OLD_RENT, NEW_RENT), "today": nov(2)}, "gate.scheme"),
        (scheme(terms={"admitted_on": "2026-09-15"}), {}, ""),
        (scheme(terms={"admitted_on": "2026-11-02"}), {"rents": (OLD_RENT, NEW_RENT)},
         "gate.scheme"),
        (scheme(terms={"admitted_on": "onbekend"}), {}, "gate.scheme"),
        (scheme(), {"rents": (replace(OLD_RENT, open=0), PAID_RENT)}, ""),
    ],
)  # fmt: skip
def test_what_froze_the_debt_shields_a_home_from_arrears_of_before_it(
    other: Agreement, more: dict[str, Any], by: str
) -> None:
    """R61, R63: new rent arrears pass, and so does a breach of what is no money."""
    assert card(other, **more) == by


@pytest.mark.parametrize(
    "changed",
    [{"clause": "C02", "judge": Judge.PERSON}, {"clause": "own", "judge": Judge.AGREEMENT}],
)
def test_an_old_debt_is_money_however_it_is_judged(changed: dict[str, Any]) -> None:
    """The clause of the old debt, and whatever rests on an arrangement."""
    owed = replace(VISIT, rests_on=1, **changed)
    one = replace(CHANCE, id=4, conditions=(owed,))
    asked = file(ARRANGED, one, scheme())
    assert shield(gate_red_card(asked, one, TODAY, 2)) == "gate.scheme"


def lapse(other: Agreement | None, today: date = TODAY, **more: Any) -> str:
    """What shields an arrangement from its lapse."""
    made = more.pop("made", ARRANGED)
    asked = file(*filter(None, (made, other)), **more)
    missed = missed_of(obligations(made, today, today, paid=asked.paid))
    return shield(gate_lapse(asked, made, missed, 2, today))


LATER = agreement("payment_arrangement", INSTALMENT, start_on=date(2026, 10, 20))
NEW_ONLY = replace(LATER, terms={COVERS_FROM: {"7": ADMITTED.isoformat()}})


@pytest.mark.parametrize(
    ("other", "more", "by"),
    [
        (None, {}, ""),
        (moratorium(), {}, "gate.moratorium"),
        (moratorium(), {"today": nov(26)}, ""),
        (scheme(), {}, "gate.scheme"),
        (scheme("settlement"), {}, ""),
        (scheme(), {"rents": (OLD_RENT, NEW_RENT)}, ""),
        (scheme(), {"made": NEW_ONLY}, ""),
        (scheme(), {"made": LATER}, "gate.scheme"),
        (scheme("mediation"), {}, "gate.frozen"),
        (scheme("credit"), {}, "gate.frozen"),
        (scheme("forced"), {}, "gate.frozen"),
        (scheme("repayment"), {}, "gate.frozen"),
        (scheme("mediation"), {"rents": (OLD_RENT, NEW_RENT)}, ""),
        (scheme("mediation"), {"made": NEW_ONLY}, ""),
        (scheme("mediation", covers=(8,)), {}, ""),
        (moratorium(), {"made": NEW_ONLY}, "gate.moratorium"),
    ],
)
def test_an_arrangement_over_a_shielded_debt_does_not_lapse(
    other: Agreement | None, more: dict[str, Any], by: str
) -> None:
    """R60, R61, R63: rent missed since lets it lapse, and so it does where that is all it covers.

    What was made after it was frozen and names no day is about the frozen debt too.
    """
    assert lapse(other, **more) == by


def test_no_step_asks_for_a_lapse_that_a_shield_forbids() -> None:
    """It waits until the shield is gone."""
    called = replace(file(ARRANGED), contacts=(spoken(TODAY),))
    assert due("arrangement_lapse", called, TODAY)
    for other, by in ((scheme(), "gate.scheme"), (moratorium(), "gate.moratorium")):
        shielded = replace(called, agreements=(ARRANGED, other))
        assert not_due("arrangement_lapse", shielded, TODAY).missing.id == by


@pytest.mark.parametrize(
    ("other", "rents", "by"),
    [
        (moratorium(), (OLD_RENT, NEW_RENT), "gate.moratorium"),
        (moratorium(SuspensionKind.HOSPITAL), (OLD_RENT,), ""),
        (moratorium(since=nov(26)), (OLD_RENT,), ""),
        (scheme(), (OLD_RENT, PAID_RENT), "gate.scheme"),
        (scheme(), (OLD_RENT, NEW_RENT), ""),
        (scheme("settlement"), (OLD_RENT, PAID_RENT), ""),
        (scheme("mediation"), (OLD_RENT, PAID_RENT), "gate.frozen"),
    ],
)
def test_what_another_file_has_for_the_debt_of_this_lease_shields_it_as_well(
    other: Agreement, rents: tuple[RentMonth, ...], by: str
) -> None:
    """R60, R61, R63: it holds for the tenants, in whichever file it was written down."""
    chance = elsewhere(file(CHANCE, rents=rents), other)
    carded = replace(CHANCE, ladder=(*LADDER, replace(_red(1), second="tess")))
    assert shield(gate_red_card(chance, CHANCE, TODAY, 1)) == by
    assert shield(gate_no_renewal(chance, carded, TODAY)) == by
    asked = elsewhere(replace(file(ARRANGED, rents=rents), contacts=(spoken(TODAY),)), other)
    missed = missed_of(obligations(ARRANGED, TODAY, TODAY, paid=asked.paid))
    assert shield(gate_lapse(asked, ARRANGED, missed, 2, TODAY)) == by
    if by:
        assert not_due("arrangement_lapse", asked, TODAY).missing.id == by


def test_the_rent_of_a_covered_lease_asks_for_a_review_in_the_file_of_the_scheme() -> None:
    """R61: there its decisions are taken, and nobody else looks at this rent."""
    covered = elsewhere(file(rents=(OLD_RENT, NEW_RENT)), scheme())
    verdict = due("review_due", covered, TODAY)
    assert (verdict.claim, verdict.since, verdict.rule) == (Claim.REVIEW, nov(3), "R61")
    assert (verdict.because.id, verdict.next.id) == (
        "review_due.new_arrears_elsewhere", "next.review_elsewhere",
    )  # fmt: skip
    number = covered.covering[0].number
    assert verdict.because.values == {
        "admitted_on": ADMITTED.isoformat(), "due_on": nov(1).isoformat(), "open_cents": 612_40,
        "number": number,
    }  # fmt: skip
    assert verdict.next.values == {"number": number}
    own = replace(covered, agreements=(scheme(),))
    assert due("review_due", own, TODAY).because.id == "review_due.new_arrears"


def test_new_arrears_under_the_scheme_ask_for_a_review() -> None:
    """R61: from the first working day on which the rent could not come in any more."""
    one = file(scheme(), rents=(OLD_RENT, NEW_RENT))
    verdict = due("review_due", one, TODAY)
    assert (verdict.claim, verdict.since, verdict.rule) == (Claim.REVIEW, nov(3), "R61")
    assert verdict.because.values["open_cents"] == 612_40
    assert not_due("review_due", one, nov(2)).missing.id == "review_due.none"


@pytest.mark.parametrize(("on", "new"), [(nov(2), True), (ADMITTED, False)])
def test_a_debit_that_came_back_since_is_new_arrears_though_it_names_no_payment(
    on: date, *, new: bool
) -> None:
    """A review is asked for, and the scheme shields the home no more (R61)."""
    back = ((on, 617_40),)
    one = file(scheme(), rents=(OLD_RENT, PAID_RENT))
    one = replace(one, paid=replace(one.paid, returned=back))
    if new:
        values = due("review_due", one, TODAY).because.values
        assert (values["due_on"], values["open_cents"]) == (on.isoformat(), 617_40)
    else:
        assert not_due("review_due", one, TODAY).missing.id == "review_due.none"
    home = file(CHANCE, scheme(), rents=(OLD_RENT, PAID_RENT))
    home = replace(home, paid=replace(home.paid, returned=back))
    assert shield(gate_red_card(home, CHANCE, TODAY, 1)) == ("" if new else "gate.scheme")


def lacking(cents: int) -> RentMonth:
    """The rent of November, of which so much lacks."""
    return RentMonth(nov(1), 612_40, cents, None)


@pytest.mark.parametrize(
    ("rents", "back", "terms", "new"),
    [
        ((lacking(4_99),), (), LEAST_5, False),
        ((lacking(5_00),), (), LEAST_5, True),
        ((lacking(4_99),), (), {}, True),
        ((lacking(4_99), replace(lacking(4_99), due_on=nov(2))), (), LEAST_5, False),
        ((), ((nov(2), 4_99),), LEAST_5, False),
        ((), ((nov(2), 5_00),), LEAST_5, True),
        ((), ((nov(2), 2_50), (nov(3), 2_50)), LEAST_5, True),
    ],
)
def test_a_trifle_of_new_rent_that_is_worth_no_call_is_no_new_arrears(
    rents: tuple[RentMonth, ...],
    back: tuple[tuple[date, int], ...],
    terms: dict[str, int],
    *,
    new: bool,
) -> None:
    """The scheme shields on and no review is asked for, as no rent is missed by it (R08, R61)."""
    known = Paid(rents=(OLD_RENT, *rents), returned=back)
    chance = replace(CHANCE, terms=terms)
    home = replace(file(chance, scheme()), paid=known)
    assert shield(gate_red_card(home, chance, TODAY, 1)) == ("" if new else "gate.scheme")
    one = replace(file(scheme(terms=terms)), paid=known)
    assert ("review_due" in dues(one, TODAY)) is new


@pytest.mark.parametrize(
    ("changed", "rents"),
    [
        ({}, (OLD_RENT, PAID_RENT)),
        ({"state": "settlement"}, (OLD_RENT, NEW_RENT)),
        ({"terms": {"admitted_on": "2026-11-02"}}, (OLD_RENT, NEW_RENT)),
        ({"decisions": (decision(DecisionKind.KEEP, nov(3)),)}, (OLD_RENT, NEW_RENT)),
    ],
)
def test_one_changed_fact_asks_for_no_review(
    changed: dict[str, Any], rents: tuple[RentMonth, ...]
) -> None:
    """Paid, no scheme, from before it, or looked at since; also where another file has it."""
    for one in (file(scheme(**changed), rents=rents),
                elsewhere(file(rents=rents), scheme(**changed))):  # fmt: skip
        assert not_due("review_due", one, TODAY).missing.id == "review_due.none"


def test_arrears_that_come_after_a_review_ask_for_another() -> None:
    """And an old ledger says nothing about them."""
    december = RentMonth(date(2026, 12, 1), 612_40, 612_40, None)
    seen = scheme(decisions=(decision(DecisionKind.KEEP, nov(3)),))
    one = file(seen, rents=(OLD_RENT, NEW_RENT, december))
    assert due("review_due", one, date(2026, 12, 3)).since == date(2026, 12, 2)
    held = not_due("review_due", one, date(2026, 12, 3), complete_through=nov(2))
    assert held.missing.id == "review_due.none"


@pytest.mark.parametrize(
    ("state", "days", "by"),
    [
        ("settlement", 1, "arrangement.helped"),
        ("settlement", 0, ""),
        ("withdrawn", 1, ""),
    ],
)
def test_while_a_settlement_is_attempted_an_arrangement_from_before_does_not_lapse(
    state: str, days: int, by: str
) -> None:
    """R63: its step and its gate say the same."""
    helping = replace(scheme(state), start_on=ARRANGED.start_on + timedelta(days=days))
    assert lapse(helping) == by
    called = replace(file(ARRANGED, helping), contacts=(spoken(TODAY),))
    if by:
        assert not_due("arrangement_lapse", called, TODAY).missing.id == by
    else:
        assert due("arrangement_lapse", called, TODAY)
