"""The end of a file of a review in lines."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseconsole.casework.climbing import NextRung
from caseconsole.domain.agreement import (
    Agreement,
    DecisionKind,
    Judge,
    JudgedAs,
    Obligation,
    ObligationState,
    Paid,
    Rung,
)
from caseconsole.domain.obligations import ConditionStatus, obligations
from caseconsole.domain.review import Item
from caseconsole.locale import speaker
from caseconsole.outgoing.case.agreements import agreement as section
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.review import item
from caseconsole.outgoing.case.review_end import Closing, End, closing
from caseconsole.outgoing.case.review_keys import keys
from caseconsole.outgoing.conditions import conditions, held
from caseconsole.outgoing.lines import plain_text
from tests.outgoing import agreed
from tests.process.agreements import agreement, condition, decision, judged, rung, suspension

PAID = Paid()
TODAY, NEXT_ON = date(2026, 11, 3), date(2027, 2, 1)
WELL = (ConditionStatus.ON_TRACK,) * 13
WRONG = (ConditionStatus.BREACHED,) * 13
MIXED = (
    *(ConditionStatus.ON_TRACK,) * 10, ConditionStatus.MET, ConditionStatus.AT_RISK,
    ConditionStatus.BREACHED,
)  # fmt: skip


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    ("proposal", "another"),
    [(kind, kind not in {DecisionKind.GRADUATE, DecisionKind.END}) for kind in DecisionKind],
)
def test_a_proposal_tells_of_a_next_review_where_there_is_one(
    lang: str, proposal: DecisionKind, another: bool
) -> None:
    """Nothing is left to review of what graduates or ends."""
    page = Page(speaker(lang), 80, date(2026, 11, 3), "UTC")
    ends = [End(agreement("second_chance"), proposal, None, Paid())]
    text = "\n".join(told(closing(page, ends, (), 0, NEXT_ON, 20)))
    assert page.say(f"decision.{proposal}") in text
    assert (page.day(NEXT_ON) in text) is another


def told(end: Closing) -> list[str]:
    """What the lines say."""
    return ["".join(part for part, _ in row.line) for row in end.rows]


def chances(number: int, *how: ConditionStatus, paid: Paid = PAID) -> tuple[list[End], list[Item]]:
    """Agreements that are to be kept, and how the conditions of each go."""
    made = [agreement("second_chance", id=key) for key in range(1, number + 1)]
    of = [condition(f"C{n:02}", TODAY, id=n) for n in range(1, len(how) + 1)]
    items = [
        Item(one, about, status)
        for one in made
        for about, status in zip(of, how, strict=True)
    ]  # fmt: skip
    return [End(one, DecisionKind.KEEP, None, paid) for one in made], items


KEPT = End(agreement("second_chance"), DecisionKind.KEEP, None, PAID)
CHOSEN = KEPT._replace(proposal=None)
WARNED = KEPT._replace(proposal=DecisionKind.WARN)
DECIDED = CHOSEN._replace(decided=decision(DecisionKind.KEEP, TODAY))


@pytest.mark.parametrize(
    ("ends", "id_"),
    [
        ((KEPT,), "review.enter"),
        ((DECIDED, KEPT), "review.enter"),
        ((CHOSEN,), "review.enter_choose"),
        ((KEPT, CHOSEN), "review.enter_choose"),
        ((DECIDED,), "review.enter_decided"),
    ],
)
def test_the_end_of_a_file_says_what_enter_does(ends: tuple[End, ...], id_: str) -> None:
    """What is proposed of all that is left; nothing where somebody is to choose."""
    page = Page(speaker("nl"), 120, TODAY, "UTC")
    assert page.say(id_) in "\n".join(plain_text(one) for one in keys(page, ends, 0))
    assert keys(page, (), 0) == []


@pytest.mark.parametrize(("at", "id_"), [(0, "review.digit_warns"), (1, "review.enter_form")])
def test_the_digit_records_a_rung_at_the_mark_alone(at: int, id_: str) -> None:
    """It decides about the agreement there, and Enter about what is proposed."""
    page, about = Page(speaker("nl"), 120, TODAY, "UTC"), condition("C01", TODAY)
    takes = NextRung(Rung.TALK, about, "Niet nagekomen.", None)
    said = "\n".join(map(plain_text, keys(page, (WARNED._replace(rung=takes), KEPT), at)))
    assert page.say(id_, digit=2)[:60] in said


@pytest.mark.parametrize(
    "asked", ["next.second_person", "next.end_or_cured", "next.close_card", "next.decide_breach"]
)
def test_at_a_red_card_the_end_of_a_file_says_what_the_ladder_asks_and_where(asked: str) -> None:
    """To end it is no digit of a review: that asks two persons, or the tenant's paper (R75)."""
    ends = [End(agreement("second_chance"), None, None, Paid(), {"breach_rung": asked})]
    page = Page(speaker("nl"), 80, TODAY, "UTC")
    said = " ".join(" ".join(told(closing(page, ends, (), 0, NEXT_ON, 20))).split())
    for part in (page.say(asked), "deel 8 van het dossier", "hier: bewust 1"):
        assert part in said
    assert "5" not in said


@pytest.mark.parametrize(
    ("ends", "unjudged", "put_off", "id_"),
    [
        ((KEPT,), 1, 0, "review.enter_judge"),
        ((CHOSEN,), 1, 1, "review.enter_judge"),
        ((DECIDED,), 2, 0, "review.enter_judge"),
        ((CHOSEN,), 0, 1, "review.enter_choose"),
        ((KEPT, DECIDED), 0, 1, "review.enter_why"),
        ((DECIDED,), 0, 1, "review.enter_why"),
        ((KEPT, WARNED), 0, 1, "review.enter_then_why"),
    ],
)
def test_what_waits_for_a_judgement_comes_before_what_is_proposed(
    ends: tuple[End, ...], unjudged: int, put_off: int, id_: str
) -> None:
    """Enter goes there first; what was put off asks a reason at last."""
    page = Page(speaker("nl"), 120, TODAY, "UTC")
    said = keys(page, ends, 0, unjudged=unjudged, put_off=put_off)
    assert page.say(id_) in "\n".join(map(plain_text, said))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("number", [1, 3, 5])
@pytest.mark.parametrize("how", [WELL, WRONG, MIXED])
def test_what_is_proposed_of_each_agreement_comes_before_how_it_goes(
    lang: str, number: int, how: tuple[ConditionStatus, ...]
) -> None:
    """In the twelve lines of the smallest screen, whichever agreement is at the mark."""
    ends, items = chances(number, *how)
    for at in range(number):
        end = closing(Page(speaker(lang), 80, TODAY, "UTC"), ends, items, at, NEXT_ON, 12)
        assert len(end.rows) <= 12
        assert sorted(row.of.id for row in end.rows if isinstance(row.of, Agreement)) == list(
            range(1, number + 1)
        )
        assert end.rows[1].of is ends[at].made
        if ConditionStatus.BREACHED in how and number < 5:
            breached = speaker(lang).say("condition.breached")
            assert breached in told(end)[2]


@pytest.mark.parametrize("room", [1, 2, 3, 7, 12, 13, 40])
@pytest.mark.parametrize("number", [1, 2, 7])
@pytest.mark.parametrize("how", [WELL, WRONG, MIXED, ()])
def test_all_of_the_end_of_a_file_can_be_leafed_through(
    room: int, number: int, how: tuple[ConditionStatus, ...]
) -> None:
    """No part is higher than the room; that something is left out is said in its last line."""
    ends, items = chances(number, *how)
    page = Page(speaker("en"), 80, TODAY, "UTC")
    whole = told(closing(page, ends, items, 0, NEXT_ON, 999))
    first = closing(page, ends, items, 0, NEXT_ON, room)
    assert len(first.rows) <= room
    assert ("PgDn" in told(first)[-1]) is (len(whole) > room > 1)
    if len(whole) <= room:
        assert closing(page, ends, items, 0, NEXT_ON, room, 1).leaf == 0
        return
    found: list[str] = []
    leaf = 1
    while (part := closing(page, ends, items, 0, NEXT_ON, room, leaf)).leaf == leaf:
        assert len(part.rows) <= room
        found += [line for line in told(part) if "PgDn" not in line]
        leaf += 1
    assert found == whole


def test_what_goes_well_is_counted_where_there_is_no_room_for_it() -> None:
    ends, items = chances(1, *MIXED)
    page = Page(speaker("en"), 80, TODAY, "UTC")
    assert told(closing(page, ends, items, 0, NEXT_ON, 12))[2:] == [
        *(line for line in told(closing(page, ends, items, 0, NEXT_ON, 99))[2:4]),
        "     10 on track, 1 met · PgDn shows them",
    ]


def test_what_waits_is_said_before_how_it_goes() -> None:
    ends, items = chances(2, *WRONG)
    page = Page(speaker("en"), 80, TODAY, "UTC")
    late = [replace(one, rung=rung(Rung.TALK, TODAY), outcome_asked=True) for one in items[:1]]
    end = closing(page, ends, [*items, *late], 1, NEXT_ON, 12)
    assert told(end)[2] == "   1 item without a judgement."


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("room", [12, 40])
@pytest.mark.parametrize("through", [None, date(2026, 10, 20)])
def test_an_old_ledger_is_told_below_each_proposal_that_rests_on_it(
    lang: str, room: int, through: date | None
) -> None:
    """P06; of what persons judge alone it says nothing."""
    paid = Paid(through=through)
    ends, items = chances(2, *WRONG, paid=paid)
    rent = condition("C01", TODAY, judge=Judge.LEDGER)
    relied = replace(ends[1].made, conditions=(rent,))
    ends[1] = End(relied, DecisionKind.KEEP, None, paid)
    page = Page(speaker(lang), 120, TODAY, "UTC")
    for at in range(2):
        lines = told(closing(page, ends, items, at, NEXT_ON, room))
        said = [line for line in lines if page.day(date(2026, 10, 20)) in line]
        assert len(said) == (through is not None)
        if said:
            above = lines[lines.index(said[0]) - 1]
            assert page.say("decision.keep") in above


@pytest.mark.parametrize(
    ("state", "signed_on", "day"),
    [
        ("signed", date(2026, 10, 13), date(2026, 10, 13)),
        ("signed", None, TODAY),
        ("graduated", date(2026, 10, 13), TODAY),
    ],
)
def test_a_title_says_when_it_was_signed_and_not_when_that_was_written_down(
    state: str, signed_on: date | None, day: date
) -> None:
    """Of another state it says since when it is so."""
    made = agreement("second_chance", state=state, start_on=TODAY, signed_on=signed_on)
    page = Page(speaker("nl"), 120, TODAY, "UTC")
    title = page.say(f"state.second_chance.{state}") + " " + page.day(day)
    view = agreed.view()
    view = view._replace(file=replace(view.file, agreements=(made,)))
    shown = [
        told(closing(page, [End(made, None, None, Paid())], (), 0, NEXT_ON, 20))[0],
        plain_text(item(page, view, Item(made, None, None), 16)[0].line),
        plain_text(next(iter(section(page, view, made))).line),
        plain_text(conditions(page, [held(view.file, made, TODAY)])[0]),
    ]
    assert [title in line for line in shown] == [True] * len(shown)


@pytest.mark.parametrize(
    ("verdict", "reference", "asked", "unshown"),
    [
        (None, "", "judged", True),
        (JudgedAs.MET, "", "judged", True),
        (JudgedAs.MET, "lijst", "judged", False),
        (JudgedAs.MISSED, "", "judged", True),
        (JudgedAs.EXCUSED, "", "judged", False),
        (None, "", "by the ledger", False),
        (None, "", "by a state", False),
    ],
)
def test_below_a_duty_that_names_no_paper_stands_by_which_key_it_is_named(
    verdict: JudgedAs | None, reference: str, asked: str, *, unshown: bool
) -> None:
    """That key asks for it; the keys that only judge do not."""
    about = condition(
        "discharge" if asked == "by a state" else "C05",
        TODAY - timedelta(days=7),
        judge=Judge.LEDGER if asked == "by the ledger" else Judge.PERSON,
    )
    given = verdict and replace(judged(about.first_on, verdict), reference=reference)
    kind = "debt_counselling" if asked == "by a state" else "budget_coaching"
    made = agreement(kind, about, judgements=(given,) if given else ())
    (duty,) = obligations(made, TODAY, TODAY, paid=PAID, agreements=(made,))
    one = Item(made, about, None, duty, duties=(duty,), today=TODAY)
    page, view = Page(speaker("nl"), 80, TODAY, "UTC"), agreed.view()
    lines = [plain_text(row.line) for row in item(page, view, one, 16)]
    day = next(n for n, line in enumerate(lines) if page.day(duty.on) in line)
    assert (page.say("review.unshown") in "".join(lines[day + 1 : day + 2])) is unshown
    assert (page.say("review.unshown") in "".join(lines)) is unshown


def test_at_the_end_of_a_file_is_told_what_the_ledger_holds_nothing_of() -> None:
    """Whoever lets somebody graduate sees what nothing shows."""
    ends, (one,) = chances(1, ConditionStatus.MET)
    rent = condition("C01", TODAY, judge=Judge.LEDGER)
    how = [ObligationState.MET] * 11 + [ObligationState.WAIVED] * 13
    duties = tuple(Obligation(rent, TODAY, TODAY, 1, 0, state, None, None) for state in how)
    item = replace(one, condition=rent, duties=duties, today=TODAY)
    lines = told(closing(Page(speaker("en"), 80, TODAY, "UTC"), ends, [item], 0, NEXT_ON, 20))
    assert [" ".join(line.split()) for line in lines[-2:]] == [
        "met 11 met, 0 missed, 0 open C01 C01", "13 not in the rent ledger",
    ]  # fmt: skip


def test_conditions_with_the_same_words_are_told_apart_by_their_first_days() -> None:
    ends, items = chances(1, *[ConditionStatus.MET] * 3)
    days = [TODAY, TODAY + timedelta(days=91), TODAY]
    of = [condition(clause, on) for clause, on in zip(("C13", "C13", "C14"), days, strict=True)]
    alike = [
        replace(one, condition=replace(about, id=n))
        for n, (one, about) in enumerate(zip(items, of, strict=True))
    ]
    lines = told(closing(Page(speaker("en"), 120, TODAY, "UTC"), ends, alike, 0, NEXT_ON, 20))
    named = [line.partition("open")[2].strip() for line in lines[-3:]]
    assert named == ["C13 Tue 3 Nov C13", "C13 Tue 2 Feb 2027 C13", "C14 C14"]


@pytest.mark.parametrize(("until", "still"), [(TODAY, True), (TODAY - timedelta(days=1), False)])
def test_beside_a_proposal_is_told_that_the_agreement_stands_still(
    until: date, still: bool
) -> None:
    """That is why nothing is held against somebody in that time."""
    made = agreement("second_chance", suspensions=(suspension(until - timedelta(days=9), until),))
    page = Page(speaker("en"), 80, TODAY, "UTC")
    lines = told(closing(page, [KEPT._replace(made=made)], (), 0, NEXT_ON, 20))
    assert any("hospital" in line for line in lines) is still
