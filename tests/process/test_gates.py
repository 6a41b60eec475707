"""Gates: every check lit by dated evidence, or named as what is missing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Judge,
    JudgedAs,
    LadderStep,
    Outcome,
    Paid,
    Rung,
    Weight,
)
from caseconsole.domain.contact import Contact
from caseconsole.domain.message import Refused
from caseconsole.domain.obligations import obligations
from caseconsole.domain.people import HouseholdMember, MemberKind
from caseconsole.domain.referred import Referral
from caseconsole.process.agreements.arrangements import missed_of
from caseconsole.process.drafting import draft
from caseconsole.process.gates import (
    Check,
    gate_end,
    gate_lapse,
    gate_no_renewal,
    gate_red_card,
    require,
)
from caseconsole.process.lease_gates import gate_second_chance
from tests.process.agreements import agreement, condition, judged, rung
from tests.process.files import case, contact, nov, policy

START = nov(2)
END = date(2028, 11, 1)
BOTH = ("landlord", "tenant")
ARRANGED = {"payment_arrangement": 2}
CHOSEN: dict[str, Any] = {"clauses": {"C02": {"debt_cents": 1}, "C08": {}, "C13": {}}}


def second_chance(form: str = "F1", **changed: Any) -> dict[str, Check]:
    """The checks of a lease that lacks nothing, but for what is changed; by what they ask."""
    terms = changed.pop("drafted", {**CHOSEN, "form": form})
    resting = changed.pop("rests_on", ARRANGED)
    facts: dict[str, Any] = {
        "start": START,
        "end": END,
        "conditions": draft("second_chance", terms, policy(), START, rests_on=resting),
        "signatories": BOTH,
        "policy": policy(),
        **changed,
    }
    checks = gate_second_chance(form, **facts)
    return {str(check.name.values.get("who_word", check.name.id)): check for check in checks}


def lacking(checks: dict[str, Check]) -> list[str]:
    """What does not hold."""
    return [name for name, check in checks.items() if not check.held]


def test_a_lease_that_lacks_nothing_passes() -> None:
    """The longest temporary lease is two years (R71)."""
    checks = second_chance()
    assert lacking(checks) == []
    assert require(tuple(checks.values())) == ()
    assert checks["gate.longest"].on == END


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"form": "F9"}, ["gate.form"]),
        ({"form": ""}, ["gate.form"]),
        ({"end": None}, ["gate.end"]),
        ({"end": START}, ["gate.end"]),
        ({"end": date(2028, 11, 2)}, ["gate.longest"]),
        (
            {"conditions": (), "terms": {"old_debt_why": "geen oude schuld"}},
            ["gate.conditions", "gate.evaluation"],
        ),
        ({"signatories": ("landlord",)}, ["signatory.tenant"]),
        ({"form": "F6"}, ["signatory.provider"]),
        ({"form": "F4", "end": None}, ["signatory.provider"]),
    ],
)
def test_one_thing_that_lacks_refuses(changed: dict[str, Any], missing: list[str]) -> None:
    """Form, end, length, conditions and signatures are hard (R70, R71)."""
    checks = second_chance(**changed)
    assert lacking(checks) == missing
    with pytest.raises(Refused) as refused:
        require(tuple(checks.values()))
    assert refused.value.why == checks[missing[0]].name


@pytest.mark.parametrize("without", [{"drafted": {"clauses": ["C08", "C13"]}}, {"rests_on": {}}])
def test_the_old_debt_is_arranged_or_it_says_why_not(without: dict[str, Any]) -> None:
    """The code alone arranges nothing: it rests on an arrangement. A reason is asked and kept."""
    checks = second_chance(**without)
    assert lacking(checks) == ["gate.old_debt"]
    assert require(tuple(checks.values())) == (checks["gate.old_debt"],)
    said = second_chance(**without, terms={"old_debt_why": "kwijtgescholden"})
    assert (said["gate.old_debt"].held, said["gate.old_debt"].paper) == (True, "kwijtgescholden")


@pytest.mark.parametrize(
    ("clauses", "form", "end", "missing"),
    [
        (["C08", "C13"], "F1", END, []),
        (["C08"], "F1", END, ["gate.evaluation"]),
        (["C08"], "F2", date(2027, 11, 1), ["gate.evaluation"]),
        (["C08"], "F4", None, ["gate.evaluation"]),
        (["C08"], "F1", date(2027, 2, 1), ["gate.evaluation"]),
        (["C08"], "F1", date(2027, 1, 31), []),
    ],
    ids=["agreed", "left out", "tolerated use", "without end", "one has its time", "none has"],
)
def test_a_second_chance_without_evaluations_asks_why_where_one_falls_in_its_time(
    clauses: list[str], form: str, end: date | None, missing: list[str]
) -> None:
    """R74: the reason is kept; nobody is refused."""
    chosen = {"clauses": clauses, "form": form}
    told, signs = {"old_debt_why": "geen"}, (*BOTH, "provider")
    checks = second_chance(form, drafted=chosen, end=end, terms=told, signatories=signs)
    assert lacking(checks) == missing
    assert [check.name.id for check in require(tuple(checks.values()))] == missing


def test_a_tolerated_use_is_warned_about_words_of_a_lease() -> None:
    """Its own clauses have none; somebody's own words may (R77)."""
    year = date(2027, 11, 1)
    assert lacking(second_chance("F2", end=year)) == []
    own = {**CHOSEN, "form": "F2", "own": [{"text": "De huurder houdt de tuin bij."}]}
    checks = second_chance("F2", end=year, drafted=own)
    assert lacking(checks) == ["gate.no_lease"]
    assert (checks["gate.no_lease"].rule, checks["gate.no_lease"].hard) == ("R77", False)


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({}, []),
        ({"paper": ""}, ["gate.end_paper"]),
        ({"asked": ()}, ["gate.shelter_children"]),
        ({"asked": (), "members": ()}, ["gate.shelter"]),
    ],
)
def test_a_second_chance_ends_by_a_paper_and_past_the_shelter_desk(
    changed: dict[str, Any], missing: list[str]
) -> None:
    """The desk is asked for softly where no child lives (R57, R58, R78)."""
    asked, members = changed.get("asked", (ASKED,)), changed.get("members", (CHILD,))
    file = case(members=members, referrals=asked)
    checks = gate_end(file, agreement("second_chance"), nov(25), changed.get("paper", "OPZ-1"))
    assert [check.name.id for check in checks if not check.held] == missing
    assert [check.hard for check in checks] == [True, True, bool(members)]


@pytest.mark.parametrize(
    ("outcome", "second", "judged_as", "held"),
    [
        (None, "", JudgedAs.MISSED, False),
        (None, "", JudgedAs.MET, False),
        (None, "ingrid", JudgedAs.MISSED, True),
        (Outcome.CURED, "", JudgedAs.MISSED, True),
        (Outcome.NOT_CURED, "", JudgedAs.MISSED, False),
        (Outcome.NOT_CURED, "", JudgedAs.MET, True),
        (Outcome.NOT_CURED, "ingrid", JudgedAs.MISSED, True),
    ],
)
def test_no_paper_ends_a_second_chance_while_a_red_card_waits_for_a_second_person(
    outcome: Outcome | None, second: str, judged_as: JudgedAs, held: bool
) -> None:
    """R75: it is approved or closed first; one that can be neither any more keeps nobody."""
    card = replace(rung(Rung.RED_CARD, nov(20), outcome), second=second)
    broken = condition("C10", nov(10), weight=Weight.MAJOR)
    made = agreement(
        "second_chance", broken, ladder=(*LADDER, card), judgements=(judged(nov(10), judged_as),)
    )
    file = case(members=(CHILD,), referrals=(ASKED,), agreements=(made,))
    missing = [one for one in gate_end(file, made, nov(25), "OPZ-1") if not one.held]
    assert [(one.name.id, one.hard) for one in missing] == (
        [] if held else [("gate.end_card", True)]
    )


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({}, []),
        ({"asked": ()}, ["gate.shelter_children"]),
        ({"second": ""}, ["gate.red_card_approved"]),
        ({"judged_as": JudgedAs.EXCUSED}, ["gate.red_card_approved"]),
        ({"judged_as": JudgedAs.EXCUSED, "members": ()}, ["gate.red_card_approved"]),
        ({"second": "", "asked": (), "members": ()}, ["gate.red_card_approved", "gate.shelter"]),
    ],
)
def test_a_family_is_renewed_unless_two_and_the_shelter_desk_stood_for_it(
    changed: dict[str, Any], missing: list[str]
) -> None:
    """For a card that stands; both are asked for softly without a child (R57, R58, R75, R78)."""
    asked, members = changed.get("asked", (ASKED,)), changed.get("members", (CHILD,))
    card = replace(rung(Rung.RED_CARD, nov(20)), second=changed.get("second", "ingrid"))
    missed = judged(nov(10), changed.get("judged_as", JudgedAs.MISSED))
    broken = condition("C10", nov(10), weight=Weight.MAJOR)
    made = agreement("second_chance", broken, ladder=(card,), judgements=(missed,))
    checks = gate_no_renewal(case(members=members, referrals=asked), made, nov(25))
    assert [check.name.id for check in checks if not check.held] == missing
    assert [check.hard for check in checks] == [bool(members), True, bool(members)]


CHILD = HouseholdMember(MemberKind.CHILD, 2016, date(2020, 1, 1), None)
ASKED = Referral(
    1, nov(20), "shelter_desk", "CIMOT", "", True, nov(27), nov(24), "plek gevonden", "anna", 1
)
LADDER = (
    rung(Rung.TALK, nov(3)),
    rung(Rung.YELLOW_CARD, nov(5), Outcome.CURED),
    rung(Rung.THREE_PARTY, nov(16), Outcome.NOT_CURED),
)


def red_card(**changed: Any) -> dict[str, Check]:
    """The checks of a red card in a family, all held but for what is changed."""
    chance = agreement(
        "second_chance",
        condition("C10", nov(10), weight=Weight.MAJOR),
        ladder=changed.get("ladder", LADDER),
        judgements=changed.get("judgements", (judged(nov(10), JudgedAs.MISSED),)),
    )
    members, asked = changed.get("members", (CHILD,)), changed.get("asked", (ASKED,))
    file = case(members=members, referrals=asked, agreements=(chance,))
    by, second = changed.get("persons", ("anna", "bram"))
    card = replace(rung(Rung.RED_CARD, nov(25)), by=by, second=second) if by else None
    checks = gate_red_card(file, chance, nov(25), card=card)
    return {check.name.id: check for check in checks}


@pytest.mark.parametrize(
    "yellow",
    [rung(Rung.YELLOW_CARD, nov(10), None, nov(24)),
     rung(Rung.YELLOW_CARD, nov(20), Outcome.NOT_CURED, nov(30))],
)  # fmt: skip
def test_the_time_to_cure_is_over_by_its_day_or_by_its_outcome(yellow: LadderStep) -> None:
    """R75: fourteen days to cure."""
    assert lacking(red_card(ladder=(LADDER[0], yellow, LADDER[2]))) == []


def test_a_red_card_needs_all_below_it_and_two_persons() -> None:
    """And the shelter desk's dated answer (R57)."""
    checks = red_card()
    assert lacking(checks) == []
    shelter = checks["gate.shelter_children"]
    assert (shelter.on, shelter.paper, shelter.rule) == (nov(24), "plek gevonden", "R57")
    assert checks["gate.three_party"].on == nov(16)


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"ladder": (LADDER[0], LADDER[2])}, "gate.yellow_card"),
        ({"ladder": LADDER[:2]}, "gate.three_party"),
        ({"ladder": (LADDER[0], rung(Rung.YELLOW_CARD, nov(16), None, nov(25)), LADDER[2])},
         "gate.cure_over"),
        ({"ladder": (*LADDER[:2], rung(Rung.THREE_PARTY, nov(16), Outcome.CURED, condition=9))},
         "gate.three_party"),
        ({"judgements": ()}, "gate.breached"),
        ({"judgements": (judged(nov(10), JudgedAs.MET),)}, "gate.breached"),
        ({"asked": ()}, "gate.shelter_children"),
        ({"asked": (replace(ASKED, answered_on=None),)}, "gate.shelter_children"),
        ({"asked": (replace(ASKED, kind="coach"),)}, "gate.shelter_children"),
        ({"asked": (replace(ASKED, on=date(2025, 1, 1)),)}, "gate.shelter_children"),
        ({"persons": ("anna", "")}, "gate.second_person"),
        ({"persons": ("anna", "anna")}, "gate.second_person"),
    ],
)  # fmt: skip
def test_one_missing_fact_refuses_a_red_card(changed: dict[str, Any], missing: str) -> None:
    """Each is hard where children live."""
    checks = red_card(**changed)
    assert lacking(checks) == [missing]
    with pytest.raises(Refused):
        require(tuple(checks.values()))


def test_without_children_the_shelter_desk_is_asked_softly() -> None:
    """Or a reason is kept (R58)."""
    grown = replace(CHILD, birth_year=2000)
    checks = red_card(members=(grown,), asked=())
    assert lacking(checks) == ["gate.shelter"]
    assert [check.rule for check in require(tuple(checks.values()))] == ["R58"]


def test_before_somebody_gives_it_nobody_approves() -> None:
    """The second person is asked for when there is a first."""
    assert "gate.second_person" not in red_card(persons=("", ""))


INSTALMENT = condition(
    "instalment", date(2026, 9, 25), "FREQ=MONTHLY", cents=50_00, judge=Judge.LEDGER
)


def lapse(*contacts: Contact, most: int = 2) -> dict[str, Check]:
    """The checks of a lapse after the instalments of September and October were missed."""
    made = agreement("payment_arrangement", INSTALMENT)
    duties = obligations(made, nov(2), nov(2), paid=Paid())
    checks = gate_lapse(case(contacts=contacts), made, missed_of(duties), most, nov(2))
    return {check.name.id: check for check in checks}


def test_an_arrangement_lapses_after_its_misses_and_a_call() -> None:
    """An attempt after the last miss will do (R35)."""
    checks = lapse(contact(nov(2)))
    assert lacking(checks) == []
    assert checks["gate.called"].on == nov(2)
    assert lacking(lapse()) == ["gate.called"]
    assert lacking(lapse(contact(date(2026, 10, 26)))) == ["gate.called"]
    assert lacking(lapse(contact(nov(2)), most=3)) == ["gate.misses"]
