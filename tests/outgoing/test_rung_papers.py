"""The letters of the ladder: which conditions and days a rung tells of, and which card (R75)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Duty,
    Judge,
    JudgedAs,
    LadderStep,
    Outcome,
    Rung,
    StateChange,
    Weight,
)
from caseconsole.locale import speaker
from caseconsole.outgoing.papers import paper
from tests.outgoing import agreed, views
from tests.outgoing.sheets import sheet, telling
from tests.process.agreements import agreement, condition, judged, rung

LESSON, NUISANCE, ALLOWANCE, BOILER = 1, 2, 3, 4
MISS = date(2026, 10, 15)
TEXTS = {
    LESSON: "Komt elke week naar de les.", NUISANCE: "Geeft geen overlast.",
    ALLOWANCE: "Vraagt huurtoeslag aan.", BOILER: "De verhuurder repareert de cv-ketel.",
}  # fmt: skip
CONDITIONS = tuple(
    replace(
        condition("own", MISS, id=key, text=said, weight=Weight.MAJOR),
        duty=Duty.ASSOCIATION if key == BOILER else Duty.TENANT,
    )
    for key, said in TEXTS.items()
)


def chance(*ladder: LadderStep, missed: tuple[int, ...]) -> Agreement:
    """A second chance of which these conditions were missed, and the others met."""
    said = tuple(
        judged(MISS, JudgedAs.MISSED if key in missed else JudgedAs.MET, of=key, key=key)
        for key in TEXTS
    )
    return agreement("second_chance", *CONDITIONS, judgements=said, ladder=ladder)


def letter(
    made: Agreement, step: LadderStep, lang: str = "nl", others: tuple[Agreement, ...] = ()
) -> str:
    """What goes out about a rung."""
    view = agreed.view()
    file = replace(view.file, agreements=(made, *others))
    found = telling(sheet(step.rung, lang, view), file, made, step)
    return paper(found, file, speaker(lang, views.TODAY), views.TODAY)


def told(text: str) -> list[int]:
    """The conditions that stand in a letter."""
    return [key for key, said in TEXTS.items() if f"- {said}\n" in text]


@pytest.mark.parametrize(
    ("about", "missed", "shown"),
    [
        (None, (LESSON,), [LESSON]),
        (None, (LESSON, NUISANCE), [LESSON, NUISANCE]),
        (None, (LESSON, BOILER), [LESSON]),
        (None, (), [LESSON, NUISANCE, ALLOWANCE]),
        (NUISANCE, (LESSON,), [NUISANCE]),
        (BOILER, (LESSON,), [BOILER]),
    ],
    ids=["one missed", "two missed", "ours too", "none missed", "another asked", "ours asked"],
)
@pytest.mark.parametrize("which", [Rung.TALK, Rung.YELLOW_CARD, Rung.THREE_PARTY, Rung.RED_CARD])
def test_a_rung_about_the_whole_agreement_tells_of_what_the_tenant_missed_alone(
    which: Rung, about: int | None, missed: tuple[int, ...], shown: list[int]
) -> None:
    """What was kept, and what the association owes, is no reproach; one that is asked for stands.

    Where nothing was missed it is about all that the tenant agreed to.
    """
    step = rung(which, date(2026, 10, 16), condition=about)
    assert told(letter(chance(step, missed=missed), step)) == shown


TAKEN, DAY = date(2026, 10, 16), timedelta(days=1)


@pytest.mark.parametrize(
    ("changed", "about", "shown"),
    [
        ({}, None, True),
        ({"ended_on": TAKEN}, None, True),
        ({"ended_on": TAKEN - DAY}, None, False),
        ({"ended_on": TAKEN - DAY}, ALLOWANCE, True),
        ({"added_on": TAKEN}, None, True),
        ({"added_on": TAKEN + DAY}, None, False),
    ],
    ids=["stands", "ended then", "ended", "asked for", "added then", "added later"],
)
def test_a_rung_about_the_whole_agreement_tells_of_what_stood_on_its_day_alone(
    changed: dict[str, Any], about: int | None, *, shown: bool
) -> None:
    step = rung(Rung.TALK, TAKEN, condition=about)
    made = chance(step, missed=())
    first = MISS if "ended_on" in changed else TAKEN + DAY
    allowance = replace(condition("own", first, id=ALLOWANCE, text=TEXTS[ALLOWANCE]), **changed)
    others = tuple(one for one in made.conditions if one.id != ALLOWANCE)
    made = replace(made, conditions=(*others, allowance))
    assert (ALLOWANCE in told(letter(made, step))) is shown


CARD = replace(
    rung(Rung.YELLOW_CARD, date(2026, 10, 16), None, date(2026, 10, 30), condition=LESSON), id=1
)
OLDER = replace(CARD, id=0, on=date(2026, 9, 16))
MEETING = replace(rung(Rung.THREE_PARTY, date(2026, 11, 2), condition=NUISANCE), id=2)


@pytest.mark.parametrize(
    ("cards", "about", "of"),
    [
        ([{}], NUISANCE, LESSON),
        ([{}], LESSON, LESSON),
        ([{"condition": NUISANCE}, {}], NUISANCE, NUISANCE),
        ([{"condition": NUISANCE}, {}], ALLOWANCE, LESSON),
        ([{"condition": NUISANCE, "outcome": Outcome.CURED, "outcome_on": date(2026, 9, 20)}, {}],
         NUISANCE, LESSON),
        ([{"condition": NUISANCE, "outcome": Outcome.CURED, "outcome_on": date(2026, 11, 3)}, {}],
         NUISANCE, NUISANCE),
    ],
    ids=["of another", "of the same", "of each", "two of others", "cured", "cured since"],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_invitation_to_three_tells_which_card_was_given_about_what(
    cards: list[dict[str, Any]], about: int, of: int, lang: str
) -> None:
    """The card can be about another condition than the breach that came after it."""
    bases = [CARD] if len(cards) == 1 else [OLDER, CARD]
    given = [replace(base, **changed) for base, changed in zip(bases, cards, strict=True)]
    meeting = replace(MEETING, condition=about)
    text = letter(chance(*given, meeting, missed=(about,)), meeting, lang)
    (on,) = [one.on for one in given if one.condition == of]
    before, _, after = text.partition("Nu gaat het niet" if lang == "nl" else "does not go well")
    assert speaker(lang).day(on, date.min) in before
    assert (told(before), told(after)) == ([of], [about])


def test_an_invitation_without_a_card_in_the_file_tells_of_none() -> None:
    """As one can come in with a file."""
    text = letter(chance(MEETING, missed=(NUISANCE,)), MEETING)
    assert "gele kaart" not in text
    assert told(text) == [NUISANCE]


SEP_17, SEP_28 = date(2026, 9, 17), date(2026, 9, 28)
ENDED = tuple(
    replace(step, id=key, outcome_on=on)
    for key, step, on in (
        (1, rung(Rung.YELLOW_CARD, date(2026, 9, 2), Outcome.NOT_CURED, condition=LESSON), SEP_17),
        (2, rung(Rung.THREE_PARTY, SEP_17, Outcome.NOT_CURED, condition=LESSON), SEP_17),
        (3, rung(Rung.RED_CARD, date(2026, 9, 21), Outcome.CURED, condition=LESSON), SEP_28),
    )
)
NEW_CARD = rung(Rung.YELLOW_CARD, date(2026, 10, 2), Outcome.CURED, condition=LESSON)


@pytest.mark.parametrize(
    ("card", "red", "card_on"),
    [
        (NEW_CARD, Outcome.CURED, "2 okt 2026"),
        (replace(NEW_CARD, outcome=None), Outcome.CURED, "2 okt 2026"),
        (replace(NEW_CARD, condition=NUISANCE), Outcome.CURED, "2 okt 2026"),
        (replace(NEW_CARD, condition=NUISANCE), Outcome.NOT_CURED, "2 sep 2026"),
    ],
)
def test_the_invitation_to_three_tells_of_no_card_whose_round_a_cured_red_card_ended(
    card: LadderStep, red: Outcome, card_on: str
) -> None:
    """The ladder began anew for what that card was about (R75)."""
    *below, last = ENDED
    given = replace(card, id=4, outcome_on=date(2026, 10, 14) if card.outcome else None)
    step = replace(rung(Rung.THREE_PARTY, date(2026, 10, 16), condition=LESSON), id=5)
    made = chance(*below, replace(last, outcome=red), given, step, missed=(LESSON,))
    assert f"{card_on} kreeg u een gele kaart" in letter(made, step)


FIRST, SECOND = 11, 12
TRAINED = replace(CONDITIONS[0], rule="FREQ=MONTHLY", judge=Judge.AGREEMENT, rests_on=FIRST)
CARD_ON, STOPPED = date(2026, 10, 20), date(2026, 10, 22)


def coached(key: int, made_on: date, *missed: date, ended: date | None = None) -> Agreement:
    """A coach who was there from a day on, with these sessions that were missed."""
    first = missed[0] if missed else made_on
    session = condition("session", first, "FREQ=WEEKLY", id=key, agreement=key)
    begun = StateChange(1, "accepted", made_on, "", "", "anna")
    over = (StateChange(2, "ended", ended, "", "", "anna"),) if ended else ()
    said = tuple(judged(on, JudgedAs.MISSED, of=key, key=n) for n, on in enumerate(missed, 1))
    return agreement(
        "budget_coaching", session, id=key, made_on=made_on, start_on=made_on,
        states=(begun, *over), judgements=said,
    )  # fmt: skip


OLD = coached(FIRST, date(2026, 9, 1), MISS, ended=STOPPED)
NEW = coached(SECOND, STOPPED + DAY, STOPPED + 2 * DAY)


@pytest.mark.parametrize(
    ("taken", "changed", "others", "days"),
    [
        (CARD_ON, {}, (replace(OLD, states=OLD.states[:1]),), [MISS]),
        (CARD_ON, {}, (OLD,), [MISS]),
        (CARD_ON, {"ended_on": STOPPED}, (OLD,), [MISS]),
        (STOPPED + DAY, {}, (OLD,), [MISS]),
        (STOPPED + DAY, {"ended_on": STOPPED}, (OLD,), []),
        (CARD_ON, {"rests_on": SECOND}, (OLD, NEW), [MISS]),
        (STOPPED + 3 * DAY, {"rests_on": SECOND}, (OLD, NEW), [STOPPED + 2 * DAY]),
    ],
    ids=[
        "runs", "lost since", "lost and let go since", "lost", "lost and let go", "before the next",
        "about the next",
    ],
)  # fmt: skip
@pytest.mark.parametrize("about", [None, LESSON])
def test_a_rung_tells_of_what_was_held_against_one_by_the_agreement_of_its_day(
    taken: date, changed: dict[str, Any], others: tuple[Agreement, ...], days: list[date],
    about: int | None,
) -> None:  # fmt: skip
    """Not of what was let go by then, nor of what was missed under the agreement before."""
    step = rung(Rung.YELLOW_CARD, taken, None, taken + 14 * DAY, about)
    made = agreement("second_chance", replace(TRAINED, **changed), ladder=(step,))
    text = letter(made, step, others=others)
    told_of = [on for on in (MISS, STOPPED + 2 * DAY) if speaker("nl").day(on, date.min) in text]
    assert told_of == days
