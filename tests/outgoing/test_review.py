"""The end of a file of a review in lines."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import Agreement, DecisionKind, Rung
from caseconsole.domain.obligations import ConditionStatus
from caseconsole.domain.review import Item
from caseconsole.locale import speaker
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.review import Closing, End, closing
from tests.process.agreements import agreement, condition, rung

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
    ends = [End(agreement("second_chance"), proposal, None)]
    text = "\n".join(told(closing(page, ends, (), 0, NEXT_ON, 20)))
    assert page.say(f"decision.{proposal}") in text
    assert (page.day(NEXT_ON) in text) is another


def told(end: Closing) -> list[str]:
    """What the lines say."""
    return ["".join(part for part, _ in row.line) for row in end.rows]


def chances(number: int, *how: ConditionStatus) -> tuple[list[End], list[Item]]:
    """Agreements that are to be kept, and how the conditions of each go."""
    made = [agreement("second_chance", id=key) for key in range(1, number + 1)]
    of = [condition(f"C{n:02}", TODAY, id=n) for n in range(1, len(how) + 1)]
    items = [
        Item(one, about, status)
        for one in made
        for about, status in zip(of, how, strict=True)
    ]  # fmt: skip
    return [End(one, DecisionKind.KEEP, None) for one in made], items


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
