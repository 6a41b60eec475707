"""The texts of an agreement: every paper in both languages, whatever people typed (R75)."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.casework.papers import PAPERS, Sheet
from caseconsole.domain.agreement import JudgedAs, Outcome, Rung, Weight
from caseconsole.domain.people import RepresentativeKind
from caseconsole.locale import speaker
from caseconsole.outgoing.lines import cells, plain_text
from caseconsole.outgoing.papers import lines as paper_lines
from caseconsole.outgoing.papers import paper
from caseconsole.process.policy_check import load_policy
from caseconsole.store.rows import CaseView
from tests.outgoing import agreed, views
from tests.outgoing.test_agreements import page
from tests.process.agreements import agreement, condition, judged, rung, suspension

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
    verdict = JudgedAs.MISSED if missed else JudgedAs.EXCUSED
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
        judgements=tuple(judged(day, JudgedAs.MISSED, key=n) for n, day in enumerate(days)),
    )  # fmt: skip
    view, voice = agreed.view(), speaker("nl", views.TODAY)
    found = replace(sheet("yellow_card", "nl", view), agreement=made, step=made.ladder[1])
    text = paper(found, replace(view.file, agreements=(made,)), voice, views.TODAY)
    shown = [day for day in days if f"- {voice.day(day, date.min)}\n" in text]
    assert shown == [date(2026, month, day) for day, month in told]


def test_the_letter_of_a_card_names_no_miss_that_counts_no_more() -> None:
    """P17: the newest that were judged by the day of the card; what was met in part is among them.

    What was judged of the time after it takes nothing from it.
    """
    went = {
        date(2026, 9, 29): JudgedAs.MISSED, date(2026, 10, 6): JudgedAs.MET,
        date(2026, 10, 13): JudgedAs.MET, date(2026, 10, 20): JudgedAs.PARTLY,
        date(2026, 10, 27): JudgedAs.MISSED, date(2026, 11, 3): JudgedAs.MET,
    }  # fmt: skip
    visit = condition("C10", min(went), "FREQ=WEEKLY", weight=Weight.MAJOR)
    card = rung(Rung.YELLOW_CARD, date(2026, 10, 28), condition=1)
    said = [judged(day, how, key=n) for n, (day, how) in enumerate(went.items())]
    made = agreement("second_chance", visit, ladder=(card,), judgements=tuple(said))
    view, voice = agreed.view(), speaker("nl", views.TODAY)
    found = replace(sheet("yellow_card", "nl", view), agreement=made, step=card)
    text = paper(found, replace(view.file, agreements=(made,)), voice, views.TODAY)
    shown = [day for day in went if f"- {voice.day(day, date.min)}\n" in text]
    assert shown == [date(2026, 10, 20), date(2026, 10, 27)]


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


UNTIL = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("changed", "nl", "en"),
    [
        ({}, "", ""),
        ({"rule": "FREQ=WEEKLY;COUNT=6"},
         ", 6 keer, tot en met di 8 dec 2026", ", 6 times, through Tue 8 Dec 2026"),
        ({"until": UNTIL}, ", tot en met di 1 dec 2026", ", through Tue 1 Dec 2026"),
        ({"rule": "FREQ=WEEKLY;COUNT=6", "until": UNTIL},
         ", 5 keer, tot en met di 1 dec 2026", ", 5 times, through Tue 1 Dec 2026"),
        ({"cents": 10_000}, ", telkens € 100,00", ", € 100,00 each time"),
        ({"rule": "FREQ=WEEKLY;COUNT=3", "cents": 10_000, "last_cents": 5_000},
         ", 3 keer, tot en met di 17 nov 2026, telkens € 100,00, de laatste keer € 50,00",
         ", 3 times, through Tue 17 Nov 2026, € 100,00 each time, € 50,00 the last time"),
        ({"rule": "FREQ=WEEKLY;COUNT=9", "cents": 10_000, "last_cents": 5_000, "until": UNTIL},
         ", 5 keer, tot en met di 1 dec 2026, telkens € 100,00",
         ", 5 times, through Tue 1 Dec 2026, € 100,00 each time"),
    ],
)  # fmt: skip
def test_an_annex_says_how_often_until_when_and_how_much(
    changed: dict[str, Any], nl: str, en: str
) -> None:
    """It is what both sign: a duty of six weeks is not one without an end."""
    one = {"rule": "FREQ=WEEKLY", "first_on": views.TODAY, "until": None, **changed}
    assert f"Vanaf di 3 nov 2026, elke week{nl}. Dit" in annex("nl", one, often="elke week")
    assert f"From Tue 3 Nov 2026, every week{en}. Shown" in annex("en", one, often="every week")


@pytest.mark.parametrize(("more", "paid"), [([], "€ 75,00"), ([{"first_on": UNTIL}], "telkens")])
def test_an_annex_says_how_much_is_paid_on_a_single_day(
    more: list[dict[str, Any]], paid: str
) -> None:
    one = {"rule": "", "first_on": views.TODAY, "cents": 7_500}
    assert paid in annex("nl", one, *({**one, **each} for each in more))


@pytest.mark.parametrize(
    "other", [{"until": UNTIL}, {"cents": 1}, {"last_cents": 1}, {"rule": "FREQ=WEEKLY;COUNT=6"}]
)
def test_what_ends_or_costs_otherwise_stands_in_an_annex_apart(other: dict[str, Any]) -> None:
    one = {"rule": "FREQ=WEEKLY", "first_on": views.TODAY, "until": None, "text": "Komt."}
    assert annex("nl", one, one).count("Komt.") == 1
    assert annex("nl", one, {**one, **other}).count("Komt.") == 2


def annex(lang: str, *changed: dict[str, Any], often: str = "") -> str:
    """An annex with these conditions."""
    view = agreed.view()
    found = sheet("annex", lang, view)
    asked = [
        replace(found.agreement.conditions[0], id=90 + n, **one) for n, one in enumerate(changed)
    ]
    made = replace(found.agreement, conditions=tuple(asked), judgements=(), ladder=())
    found = replace(found, agreement=made, cadences={90 + n: often for n in range(len(asked))})
    return paper(found, view.file, speaker(lang, views.TODAY), views.TODAY)


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


@pytest.mark.parametrize("which", [which for which in PAPERS if which != "annex"])
@pytest.mark.parametrize(
    ("lang", "to", "meant"),
    [
        ("nl", "Bureau Balans, bewindvoerder van M. Yılmaz", "Met “u” bedoelen wij M. Yılmaz."),
        ("en", "Bureau Balans, administrator of M. Yılmaz", "By “you” we mean M. Yılmaz."),
    ],
)
def test_a_letter_goes_to_the_administrator(which: str, lang: str, to: str, meant: str) -> None:
    """R06: all contact goes there; the home is not where it is sent."""
    text = written(which, lang, agreed.view())
    assert f"\n\n{to}\n+31881234567\n\n" in text
    assert "Yılmaz\nDijkpad 9" not in text
    assert re.search(r"\n(Beste|Dear) Bureau Balans,\n", text)
    assert meant in text


@pytest.mark.parametrize("which", [which for which in PAPERS if which != "annex"])
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("acting", [{"until": views.TODAY - timedelta(days=1)},
                                    {"since": views.TODAY + timedelta(days=1)}, {"of": 99},
                                    {"kind": RepresentativeKind.HELPER}])  # fmt: skip
def test_a_letter_goes_to_the_tenant_where_no_administrator_acts(
    which: str, lang: str, acting: dict[str, Any]
) -> None:
    text = written(which, lang, represented(agreed.view(), acting))
    assert "\n\nM. Yılmaz\nDijkpad 9, Waterrijk\n\n" in text
    assert re.search(r"\n(Beste|Dear) M. Yılmaz,\n", text)
    assert "Balans" not in text
    assert "“" not in text
    assert "\n\n\n" not in text


def test_of_two_tenants_a_letter_goes_to_the_administrator_of_one_and_the_other_at_home() -> None:
    view = agreed.view()
    (party,) = view.file.parties
    partner = replace(party, person=replace(party.person, id=2, surname="Bos"))
    view = view._replace(file=replace(view.file, parties=(party, partner)))
    text = written("notice", "nl", view)
    first = "M. Bos\nDijkpad 9, Waterrijk\nBureau Balans, bewindvoerder van M. Yılmaz\n"
    assert f"\n\n{first}+31881234567\n\n" in text
    assert "Beste M. Bos & Bureau Balans," in text
    goes = "Deze brief gaat naar M. Bos & Bureau Balans, bewindvoerder van M. Yılmaz."
    assert f"{goes} Met “u” bedoelen wij M. Yılmaz & M. Bos." in text


@pytest.mark.parametrize(
    ("changed", "times"),
    [({}, 1), ({"phone": "+31881234568"}, 2), ({"name": "Bureau Bos"}, 2)],
    ids=["the same", "another desk", "another"],
)
def test_one_administrator_of_two_tenants_stands_in_a_letter_once(
    changed: dict[str, Any], times: int
) -> None:
    view = agreed.view()
    (party,), (acting,) = view.file.parties, view.file.representatives
    partner = replace(party, person=replace(party.person, id=2, surname="Bos"))
    both = (acting, replace(acting, of=2, **changed))
    file = replace(view.file, parties=(party, partner), representatives=both)
    text = written("graduation", "nl", view._replace(file=file))
    if times == 1:
        called = "Bureau Balans, bewindvoerder van M. Yılmaz & M. Bos"
        assert f"\n\n{called}\n+31881234567\n\n" in text
        assert f"Deze brief gaat naar {called}. Met “u” bedoelen wij M. Yılmaz & M. Bos." in text
        assert f"\n{called}: ____" in text
    assert text.count(", bewindvoerder van") == 3 * times


@pytest.mark.parametrize("others", [True, False])
@pytest.mark.parametrize(("lang", "said"), [("nl", "andere afspraken"), ("en", "other agreements")])
def test_a_letter_about_what_was_met_speaks_of_other_agreements_where_some_hold(
    lang: str, said: str, *, others: bool
) -> None:
    view = agreed.view()
    found = replace(sheet("condition_met", lang, view), others=others)
    text = paper(found, view.file, speaker(lang, views.TODAY), views.TODAY)
    assert (said in text) is others
    assert "\n\n\n" not in text


@pytest.mark.parametrize("which", ["annex", "graduation"])
def test_an_administrator_signs_beside_the_tenant(which: str) -> None:
    text = written(which, "nl", agreed.view())
    assert "\nM. Yılmaz: ____" in text
    assert "\nBureau Balans, bewindvoerder van M. Yılmaz: ____" in text
    if which == "annex":
        between = "Waterrijk en M. Yılmaz; Bureau Balans, bewindvoerder van M. Yılmaz"
        assert f"Tussen: {between}; {agreed.SHORT}\n" in text


def written(which: str, lang: str, view: CaseView) -> str:
    """A paper of a file."""
    return paper(sheet(which, lang, view), view.file, speaker(lang, views.TODAY), views.TODAY)


def represented(view: CaseView, changed: dict[str, Any]) -> CaseView:
    """The same with who acts for the tenant changed."""
    acting = tuple(replace(one, **changed) for one in view.file.representatives)
    return view._replace(file=replace(view.file, representatives=acting))


def test_a_day_in_a_paper_has_its_year() -> None:
    """It is kept for years."""
    view = agreed.view()
    text = paper(sheet("confirmation", "nl", view), view.file, speaker("nl", views.TODAY),
                 views.TODAY)  # fmt: skip
    assert text.startswith("di 3 nov 2026\n")
    assert text.count("- ") == 6


@pytest.mark.parametrize("which", ["annex", "graduation"])
@pytest.mark.parametrize("form", ["F1", "F3"])
def test_what_was_signed_is_told_as_it_was_signed_whatever_moved_since(
    form: str, which: str
) -> None:
    """One paper names one end: that on which all signed."""
    view, voice = agreed.view(), speaker("nl", views.TODAY)
    (made,) = [one for one in view.file.agreements if one.kind == "second_chance"]
    end = date(2026, 12, 13)
    weekly = condition("C05", date(2026, 7, 6), "FREQ=WEEKLY")
    lessons = condition("own", date(2026, 11, 23), "FREQ=WEEKLY;COUNT=3", id=2, text="Drie lessen")
    rent = condition("C01", date(2026, 8, 1), "FREQ=MONTHLY", id=3, until=end, fixed=True)
    talk = condition("C13", date(2026, 12, 7), id=4)
    signed = replace(
        made, start_on=date(2026, 7, 6), end_on=end, terms={**made.terms, "form": form},
        conditions=(weekly, lessons, rent, talk), suspensions=(), judgements=(),
    )  # fmt: skip
    told = replace(
        signed,
        suspensions=(suspension(date(2026, 11, 1), date(2026, 11, 30)),),
        judgements=(judged(date(2026, 12, 7), JudgedAs.MOVED, of=4, moved_to=date(2026, 12, 9)),),
    )
    before, after = (
        paper(
            replace(sheet(which, "nl", view), agreement=one, met=one.conditions),
            view.file,
            voice,
            views.TODAY,
        )
        for one in (signed, told)
    )
    assert "Drie lessen" in before
    assert after == before
