"""The texts of an agreement: every paper in both languages, whatever people typed (R75)."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.casework.papers import PAPERS, Sheet
from caseconsole.domain.agreement import Outcome, Rung, Weight
from caseconsole.domain.agreement import Verdict as Judged
from caseconsole.locale import speaker
from caseconsole.outgoing.lines import cells, plain_text
from caseconsole.outgoing.papers import lines as paper_lines
from caseconsole.outgoing.papers import paper
from caseconsole.process.policy import load_policy
from caseconsole.store.rows import CaseView
from tests.outgoing import agreed, views
from tests.outgoing.test_agreements import page
from tests.process.agreements import agreement, condition, judged, rung

POLICY = load_policy()


def sheet(which: str, lang: str, view: CaseView) -> Sheet:
    """A text about the agreement that it is about, all words filled in."""
    kind = "payment_arrangement" if which == "confirmation" else "second_chance"
    (one,) = [made for made in view.file.agreements if made.kind == kind]
    text = POLICY.paper_text(which, lang, views.TODAY)
    step = one.ladder[0] if which in {"talk", "yellow_card", "three_party", "red_card"} else None
    return Sheet(
        text, lang, one, step, "Waterrijk", "Anna", "vorm", "aard", "breuk", "straks",
        ("landlord", "tenant", "provider"), 5, 14, 2, {}, one.conditions,
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("which", PAPERS)
def test_every_paper_is_filled_in(which: str, lang: str) -> None:
    view = agreed.view()
    text = paper(sheet(which, lang, view), view.file, speaker(lang, views.TODAY), views.TODAY)
    assert not re.search(r"\{\w+\}", text)
    assert not re.search(r"\b[a-z_]+\.[a-z_]{3,}", text)
    assert "M. Yılmaz" in text
    assert "2026" in text


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("missed", [True, False])
@pytest.mark.parametrize("which", ["talk", "yellow_card", "three_party", "red_card"])
def test_a_letter_says_that_something_went_wrong_only_where_it_did(
    which: str, lang: str, *, missed: bool
) -> None:
    view = agreed.view()
    found = sheet(which, lang, view)
    made = found.agreement
    verdict = Judged.MISSED if missed else Judged.EXCUSED
    judged = tuple(replace(one, verdict=verdict, moved_to=None) for one in made.judgements)
    made = replace(made, judgements=judged)
    file = replace(view.file, agreements=(made,))
    text = paper(
        replace(found, agreement=made), file, speaker(lang, views.TODAY), views.TODAY
    ).lower()
    told = "niet gelukt op", "gemist", "did not work out on", "missed"
    assert any(word in text for word in told) is missed
    assert "\n\n\n" not in text
    assert agreed.SHORT.lower() in text


@pytest.mark.parametrize(
    ("cured", "told"),
    [
        ({"condition": 1}, [(3, 11)]),
        ({}, [(3, 11)]),
        ({"condition": 2}, [(13, 10), (20, 10), (3, 11)]),
        ({"outcome": Outcome.NOT_CURED}, [(13, 10), (20, 10), (3, 11)]),
        ({"outcome_on": date(2026, 10, 14)}, [(20, 10), (3, 11)]),
    ],
    ids=["its own", "the whole", "another", "not cured", "before one"],
)
def test_the_letter_of_a_card_holds_no_cured_miss_against_anybody(
    cured: dict[str, Any], told: list[tuple[int, int]]
) -> None:
    """R75: what was cured no longer counts; that the card itself was is told by no older letter."""
    visit = condition("C10", date(2026, 10, 13), "FREQ=WEEKLY", weight=Weight.MAJOR)
    days = [date(2026, month, day) for day, month in ((13, 10), (20, 10), (3, 11))]
    ended = {"outcome_on": date(2026, 10, 21), **cured}
    talk = replace(rung(Rung.TALK, date(2026, 10, 14), Outcome.CURED), **ended)
    card = replace(rung(Rung.YELLOW_CARD, days[2], Outcome.CURED, condition=1), id=2)
    made = agreement(
        "second_chance", visit, ladder=(talk, replace(card, outcome_on=days[2])),
        judgements=tuple(judged(day, Judged.MISSED, key=n) for n, day in enumerate(days)),
    )  # fmt: skip
    view, voice = agreed.view(), speaker("nl", views.TODAY)
    found = replace(sheet("yellow_card", "nl", view), agreement=made, step=made.ladder[1])
    text = paper(found, replace(view.file, agreements=(made,)), voice, views.TODAY)
    shown = [day for day in days if f"- {voice.day(day, date.min)}\n" in text]
    assert shown == [date(2026, month, day) for day, month in told]


@pytest.mark.parametrize("which", PAPERS)
def test_what_people_typed_fills_no_placeholder_of_a_paper(which: str) -> None:
    view = agreed.view(agreed.HOSTILE)
    found = sheet(which, "nl", view)
    text = paper(found, view.file, speaker("nl", views.TODAY), views.TODAY)
    assert ("{name} %s" in text) == (which not in {"confirmation", "notice"})
    shown = paper_lines(page(width=80), found, view.file)
    assert all(cells(plain_text(row)) <= 80 for row in shown)


def test_what_is_asked_in_the_same_words_stands_in_a_paper_once_with_its_days() -> None:
    """As the evaluations do; what differs stands apart."""
    view = agreed.view()
    (made,) = [one for one in view.file.agreements if one.kind == "second_chance"]
    first = replace(made.conditions[0], rule="", clause="C13", text="Komt naar de evaluatie.")
    days = [views.TODAY + timedelta(days=n) for n in (1, 31)]
    both = [replace(first, id=90 + n, first_on=day) for n, day in enumerate(days)]
    chance = replace(made, conditions=(*both, made.conditions[0]))
    voice = speaker("nl", views.TODAY)
    text = paper(replace(sheet("annex", "nl", view), agreement=chance), view.file, voice,
                 views.TODAY)  # fmt: skip
    assert text.count("Komt naar de evaluatie.") == 1
    assert "Op wo 4 nov 2026, vr 4 dec 2026." in text
    assert text.count("C05: ") == 1
    step = replace(made.ladder[0], condition=None)
    text = paper(replace(sheet("talk", "nl", view), agreement=chance, step=step), view.file,
                 voice, views.TODAY)  # fmt: skip
    assert text.count("Komt naar de evaluatie.") == 1


def test_an_annex_that_waits_for_signatures_names_its_talks_and_who_supports() -> None:
    """R74: the talks stand in it before anybody owes them; F4 to F6: the provider signs by name."""
    view = agreed.view()
    (made,) = [one for one in view.file.agreements if one.kind == "second_chance"]
    talk = replace(made.conditions[0], rule="", clause="C13", first_on=views.TODAY)
    drafted = replace(
        made, conditions=(talk,), judgements=(), suspensions=(), ladder=(), signed_on=None,
        partner="", terms={**made.terms, "provider": "De Woonbrug"},
        states=(replace(made.states[0], state="drafted"),),
    )  # fmt: skip
    voice = speaker("nl", views.TODAY)
    found = replace(sheet("annex", "nl", view), agreement=drafted)
    text = paper(found, view.file, voice, views.TODAY)
    assert "geen dag afgesproken" not in text
    assert text.count("di 3 nov 2026") == 2
    assert "De Woonbrug: ____" in text
    partner = replace(drafted, partner="Humanitas")
    text = paper(replace(found, agreement=partner), view.file, voice, views.TODAY)
    assert "Humanitas: ____" in text


def test_instalments_without_a_last_one_go_on_as_long_as_the_debt() -> None:
    """As an association may bring them: so much every month."""
    view = agreed.view()
    found = sheet("confirmation", "nl", view)
    made = found.agreement
    endless = [
        replace(one, rule="FREQ=MONTHLY", until=None, cents=5_000, last_cents=0)
        if one.clause == "instalment" else one
        for one in made.conditions
    ]  # fmt: skip
    terms = {**made.terms, "debt_cents": 12_000}
    alike = replace(made, conditions=tuple(endless), end_on=None, terms=terms, judgements=())
    text = paper(replace(found, agreement=alike), view.file, speaker("nl", views.TODAY),
                 views.TODAY)  # fmt: skip
    assert (text.count(": € 50,00"), text.count(": € 20,00")) == (2, 1)
    assert "€ 120,00" in text


def test_a_day_in_a_paper_has_its_year() -> None:
    """It is kept for years."""
    view = agreed.view()
    text = paper(sheet("confirmation", "nl", view), view.file, speaker("nl", views.TODAY),
                 views.TODAY)  # fmt: skip
    assert text.startswith("di 3 nov 2026\n")
    assert text.count("- ") == 6
