"""A case file in words: every kind of content, both languages, any width."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.domain.agreement import Paid
from caseconsole.domain.casefile import Covering
from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.ledger import EntryKind
from caseconsole.domain.people import PartyRole, RepresentativeKind
from caseconsole.locale import Speaker, speaker
from caseconsole.outgoing.case.contact import contact
from caseconsole.outgoing.case.header import HEIGHT, header
from caseconsole.outgoing.case.journal import journal
from caseconsole.outgoing.case.ledger import ledger, month_ends
from caseconsole.outgoing.case.overview import overview
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case_text import Shown, case_json, case_text
from caseconsole.outgoing.lines import Line, cells, plain_text
from caseconsole.store.rows import CaseView
from tests.outgoing import views
from tests.process.agreements import agreement

LEDGER = [
    views.entry(1, EntryKind.CHARGE, 61_240, date(2026, 10, 1)),
    views.entry(2, EntryKind.PAYMENT, -61_240, date(2026, 10, 3), "Overboeking"),
    views.entry(3, EntryKind.CHARGE, 61_240, date(2026, 11, 1)),
]


def page(lang: str = "nl", width: int = 80) -> Page:
    """A page of the day."""
    return Page(speaker(lang, views.TODAY), width, views.TODAY, "Europe/Amsterdam")


def words(lines: list[Line]) -> str:
    """Lines without their tones."""
    return "\n".join(map(plain_text, lines))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("full", [True, False])
def test_every_sentence_stands_in_the_catalogues(lang: str, full: bool) -> None:
    """No id and no open placeholder is shown, in a full file and in an empty one."""
    view = views.view(full=full)
    asked = page(lang)
    lines = [
        *header(asked, view),
        *overview(asked, view),
        *ledger(asked, LEDGER if full else []),
        *contact(asked, view),
        *journal(asked, views.journal() if full else [], view.file),
    ]
    text = words(lines)
    assert "{" not in text
    assert not re.search(r"\b[a-z_]+\.[a-z_]{3,}", text)


@pytest.mark.parametrize(
    ("spoken", "told"), [("tr", "door anna, Turks)"), ("nl", "door anna)"), ("", "door anna)")]
)
def test_an_offer_says_in_which_language_it_was_made(spoken: str, told: str) -> None:
    """Where that is not the language of the house."""
    view = views.view()
    (offer,) = view.file.offers
    made = view._replace(file=replace(view.file, offers=(replace(offer, language=spoken),)))
    for section in (overview, contact):
        (row,) = (
            line for line in words(section(page(), made)).splitlines() if "stadsbank: " in line
        )
        assert row.endswith(f"{told}: wil niet")


def test_the_strip_says_who_to_call_and_what_is_owed() -> None:
    """Always the same height, so that the section below never moves."""
    strip = header(page(), views.view())
    assert len(strip) == HEIGHT
    text = words(strip)
    for part in (
        "10009-5", "M. Yılmaz", "Dijkpad 9", "Turks", "bellen, geen brief", "Bureau Balans",
        "€ 612,40 achterstand", "1,0 mnd", "zo 1 nov", "Bellen, dag 1", "anna", "10077-1",
    ):  # fmt: skip
        assert part in words(header(page(width=200), views.view())), part
    assert "bram sinds" in text


@pytest.mark.parametrize("width", [20, 80, 120])
@pytest.mark.parametrize(
    ("name", "arrears"), [("Yılmaz", 0), ("山田" * 60, 999_999_999_99), ("A" * 4_000, 61_240)]
)
def test_no_line_is_wider_than_the_page(width: int, name: str, arrears: int) -> None:
    """Long names, zero and huge amounts."""
    view = views.view(name=name, arrears=arrears)
    asked = page(width=width)
    assert all(cells(plain_text(row)) <= width for row in header(asked, view))
    for row in [*overview(asked, view), *contact(asked, view)]:
        text = plain_text(row)
        assert width < 80 or cells(text) <= width or text.startswith("  3 nov"), text


def test_the_strip_says_nothing_of_a_household_and_a_rent_that_are_not_known() -> None:
    shown = views.view(full=False)
    standing = replace(shown.file.standing, rent=0, months_tenths=None)
    strip = words(header(page(), shown._replace(file=replace(shown.file, standing=standing))))
    assert "volw" not in strip
    assert "– mnd" in strip
    assert "huur –" in strip


def test_the_representative_comes_before_everything_else() -> None:
    """R06: all contact goes to the administrator."""
    text = words(overview(page(), views.view()))
    assert text.index("Bureau Balans") < text.index("Aan de beurt")
    assert text.index("Bel niet als haar man") < text.index("Aan de beurt")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_section_3_begins_with_who_acts_for_a_tenant_today(lang: str) -> None:
    """R06: the administrator on top and by phone and mail; who acted before is not named."""
    view = views.view()
    (acting,) = view.file.representatives
    helper = replace(acting, name="Wijkteam", kind=RepresentativeKind.HELPER, phone="+3188")
    gone = replace(helper, name="Vorige", until=views.TODAY - timedelta(days=1))
    acting = replace(acting, email="post@balans.example")
    file = replace(view.file, representatives=(gone, helper, acting))
    text = words(contact(page(lang, 200), view._replace(file=file)))
    order = ["Bureau Balans", "Wijkteam", "+31 6 1234 5678"]
    assert sorted(order, key=text.index) == order
    everything = {"nl": "al het contact met M. Yılmaz gaat daarheen", "en": "all contact with M. Y"}
    assert everything[lang] in text
    assert "+31881234567 · post@balans.example" in text
    assert "Vorige" not in text


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (None, "B. Kok (medehuurder): "),
        (views.TODAY, "B. Kok (medehuurder): "),
        (views.TODAY - timedelta(days=1), "B. Kok (medehuurder tot en met ma 2 nov): "),
    ],
)
def test_section_3_says_until_when_somebody_was_on_the_lease(until: date | None, said: str) -> None:
    view = views.view()
    (party,) = view.file.parties
    left = replace(party.person, id=2, initials="B.", surname="Kok")
    other = replace(party, person=left, role=PartyRole.CO_TENANT, until=until)
    file = replace(view.file, parties=(party, other))
    text = words(contact(page("nl", 200), view._replace(file=file)))
    assert said in text
    assert "M. Yılmaz (huurder): " in text


@pytest.mark.parametrize(
    ("whom", "channel", "lang", "said"),
    [
        (Whom.NO_ANSWER, Channel.VISIT, "nl", "niet thuis, kaartje achtergelaten"),
        (Whom.NO_ANSWER, Channel.VISIT, "en", "nobody home, card left"),
        (Whom.NO_ANSWER, Channel.PHONE, "nl", "geen gehoor"),
        (Whom.OTHER_ADULT, Channel.VISIT, "nl", "andere volwassene"),
    ],
)
def test_nobody_at_the_door_is_said_as_such_wherever_the_contact_is_named(
    whom: Whom, channel: Channel, lang: str, said: str
) -> None:
    view = views.view()
    visit = replace(view.file.contacts[0], whom=whom, channel=channel, reached=False)
    view = view._replace(file=replace(view.file, contacts=(visit,)))
    asked: dict[str, object] = {"case": 1, "whom": whom.value, "channel": channel.value}
    (_, row, _) = views.journal()
    rows = [row._replace(payload=asked, undone_by=None)]
    here = page(lang, 120)
    for lines in (contact(here, view), overview(here, view), journal(here, rows, view.file)):
        assert said in words(lines)


def two_tenants(administered: int) -> CaseView:
    """Tenant 1 and co-tenant 2, one of whom has an administrator."""
    view = views.view()
    (acting,), (first,) = view.file.representatives, view.file.parties
    second = replace(first.person, id=2, surname="Demir", safe_contact="")
    co_tenant = replace(first, person=second, role=PartyRole.CO_TENANT)
    acting = replace(acting, of=administered)
    file = replace(view.file, parties=(first, co_tenant), representatives=(acting,))
    return view._replace(file=file)


@pytest.mark.parametrize(
    ("administered", "named"),
    [(1, "bewindvoerder: Bureau Balans"), (2, "bewindvoerder van M. Demir: Bureau Balans")],
)
def test_the_strip_says_whose_administrator_it_names(administered: int, named: str) -> None:
    """R06: the lease is called about with the tenant; a co-tenant's is named with the co-tenant."""
    assert named in plain_text(header(page(width=200), two_tenants(administered))[1])


def test_the_overview_names_all_that_runs() -> None:
    """Due, promise with what came in, appointment, hold, contact, reason, offer, note."""
    text = words(overview(page(width=120), views.view()))
    for part in (
        "regel R03", "€ 612,40 uiterlijk di 10 nov", "sindsdien ontvangen: € 100,00",
        "terugbellen di 3 nov", "wacht op stadsbank", "Betaalt morgen.",
        "andere schulden, structureel", "stadsbank: geweigerd", "Tweede regel.",
    ):  # fmt: skip
        assert part in text, part


def test_an_empty_file_says_so() -> None:
    """No empty headings."""
    text = words(overview(page(), views.view(full=False)))
    assert "Vandaag niets te doen." in text
    assert "Toezeggingen" not in text


def test_the_ledger_runs_and_the_newest_line_comes_first() -> None:
    """Balance after each line, what is open per month, and the chart of month ends."""
    text = words(ledger(page(), LEDGER))
    assert "█" in text
    october, november = text.rindex("do 1 okt"), text.rindex("zo 1 nov")
    assert november < october
    assert "€ -612,40" in text


def test_amounts_in_the_millions_stand_apart_and_whole_in_the_ledger() -> None:
    entries = [
        views.entry(n, EntryKind.CHARGE, 299_999_997, date(2026, month, 1))
        for n, month in enumerate((9, 10), 1)
    ]
    text = words(ledger(page(), entries))
    assert "…" not in text
    assert re.search(r"2026-09 +2\.999\.999,97 +€ 0,00 +2\.999\.999,97$", text, re.MULTILINE)
    assert re.search(r" 2\.999\.999,97 +5\.999\.999,94$", text, re.MULTILINE)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_day_of_another_year_stands_apart_from_what_follows_it(lang: str) -> None:
    paid = replace(LEDGER[0], value_on=date(2025, 12, 31), kind=EntryKind.PAYMENT, cents=-1)
    text = words(ledger(page(lang=lang), [paid]))
    assert re.search(r"31 dec 2025 ", text, re.IGNORECASE)


def test_a_charge_that_is_not_due_yet_is_kept_out_of_the_balance() -> None:
    """It stands above, marked, with a dash for the balance."""
    coming = replace(LEDGER[0], id=99, value_on=date(2026, 12, 1), due_on=date(2026, 12, 1))
    rows = [plain_text(row) for row in ledger(page(), [*LEDGER, coming])]
    marked = next(row for row in rows if "nog niet vervallen" in row)
    assert marked.endswith("–")
    before, after = (
        [r for r in asked if r != marked]
        for asked in (
            [plain_text(row) for row in ledger(page(), LEDGER)],
            rows,
        )
    )
    assert [row for row in before if " nov" in row] == [row for row in after if " nov" in row]


def test_a_payment_that_counts_later_says_from_when() -> None:
    paid = replace(
        LEDGER[0], id=99, kind=EntryKind.PAYMENT, cents=-1, value_on=date(2026, 12, 1), due_on=None
    )
    rows = [plain_text(row) for row in ledger(page(), [*LEDGER, paid])]
    marked = next(row for row in rows if "telt vanaf di 1 dec" in row)
    assert marked.endswith("–")
    assert not any("nog niet vervallen" in row for row in rows)


def test_month_ends_count_to_today() -> None:
    """A month without lines keeps its balance; what counts later is not in it."""
    balances = [(LEDGER[0], 61_240), (LEDGER[1], 0), (LEDGER[2], 61_240)]
    assert month_ends(balances, date(2026, 11, 3), 3) == [
        (date(2026, 9, 1), 0),
        (date(2026, 10, 1), 0),
        (date(2026, 11, 1), 61_240),
    ]


@given(
    st.lists(
        st.tuples(
            st.integers(-500_000, 500_000).filter(bool), st.dates(date(2020, 1, 1), views.TODAY)
        ),
        max_size=30,
    )
)
def test_any_ledger_can_be_shown(lines: list[tuple[int, date]]) -> None:
    """Overpaid, owing, empty; every line within the page."""
    kinds = {True: EntryKind.CHARGE, False: EntryKind.PAYMENT}
    entries = [views.entry(n, kinds[cents > 0], cents, on) for n, (cents, on) in enumerate(lines)]
    assert all(cells(plain_text(row)) <= 80 for row in ledger(page(), entries))


def test_the_journal_says_what_was_undone_and_shows_what_was_asked() -> None:
    """An erased row has no detail."""
    text = words(journal(page(width=120), views.journal(), views.view().file))
    assert "ongedaan gemaakt met 9" in text
    assert "vergeten" in text
    assert "Betaalt ⏎ morgen." in text
    assert text.count("geweigerd") == 1
    assert text.lower().count("bank") == 1


def test_the_journal_shows_all_the_words_of_a_condition_that_was_added() -> None:
    """Also those that a receipt has no room for."""
    told = "Buren klagen over harde muziek in de nacht; na tien uur is het stil."
    asked = {"case": 1, "agreement": 1, "seen": 1, "condition": {"clause": "own", "text": told}}
    rows = [views.journal()[1]._replace(kind="add_condition", payload=asked, undone_by=None)]
    assert told in " ".join(words(journal(page(width=120), rows, views.view().file)).split())


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_show_gives_every_section_as_text(lang: str) -> None:
    """One page of plain lines."""
    said: Speaker = speaker(lang, views.TODAY)
    shown = Shown(views.view(), LEDGER, views.journal(), None)
    text = case_text(shown, said, zone="Europe/Amsterdam")
    for title in ("section.overview", "section.ledger", "section.contact", "section.journal"):
        assert f"== {said.say(title)} ==" in text
    assert all(ord(character) >= 32 or character == "\n" for character in text)


def test_show_gives_cents_and_iso_dates_as_json() -> None:
    """With the main facts at the top."""
    shown = Shown(views.view(), LEDGER, [], None)
    found = json.loads(case_json(shown, speaker("en", views.TODAY)))
    assert (found["case"], found["arrears"]) == ("10009-5", 61_240)
    assert (found["tenant"], found["tenants"]) == ("M. Yılmaz", ["M. Yılmaz"])
    assert found["file"]["standing"]["since"] == "2026-11-01"
    assert found["dues"][0]["because"]["id"] == "first_call.due"
    assert found["dues"][0]["source_id"] == "source.own_practice"
    assert found["dues"][0]["source"] == speaker("en").say("source.own_practice")
    assert found["ledger"][1]["cents"] == -61_240


@pytest.mark.parametrize(("rent", "told"), [(61_240, 61_240), (0, None)])
def test_a_rent_that_is_not_known_is_no_rent_as_json(rent: int, told: int | None) -> None:
    """Nothing is not what it costs."""
    view = views.view()
    standing = replace(view.file.standing, rent=rent)
    shown = Shown(view._replace(file=replace(view.file, standing=standing)), LEDGER, [], None)
    found = json.loads(case_json(shown, speaker("en", views.TODAY)))
    assert found["file"]["standing"]["rent"] == told


@pytest.mark.parametrize(
    ("state", "in_overview"), [("agreed", True), ("lapsed", False), ("kept", False)]
)
def test_what_another_file_agreed_stands_in_section_4_and_while_it_runs_in_the_overview(
    state: str, in_overview: bool
) -> None:
    """Section 4 asks for no arrangement then; the object has the whole of it."""
    there = agreement("payment_arrangement", state=state)
    base = views.view()
    file = replace(base.file, covering=(Covering("58-9", there, Paid()),))
    shown = Shown(base._replace(file=file), (), (), None)
    nl = speaker("nl", views.TODAY)
    said = " ".join(case_text(shown, nl, zone="Europe/Amsterdam").split())
    first, fourth = said.split("== Regeling ==")
    sentence = "Betalingsregeling in dossier 58-9 sinds di 1 sep, met de schuld"
    assert (sentence in first) == in_overview
    assert f"Betalingsregeling · {nl.say(f'state.payment_arrangement.{state}')}" in fourth
    assert sentence in fourth
    (held,) = json.loads(case_json(shown, nl))["file"]["covering"]
    assert (held["number"], held["agreement"]["kind"]) == ("58-9", "payment_arrangement")
    assert (held["agreement"]["start_on"], held["agreement"]["states"][-1]["state"]) == (
        "2026-09-01", state,
    )  # fmt: skip


@pytest.mark.parametrize(("state", "counts"), [("agreed", False), ("refused", True)])
@pytest.mark.parametrize(("lang", "word"), [("nl", "(telt niet meer)"), ("en", "(counts no more)")])
def test_a_promise_that_gave_way_to_an_agreement_is_shown_as_such(
    lang: str, word: str, state: str, *, counts: bool
) -> None:
    """In the overview and among the contacts, as the steps read it (R38)."""
    base = views.view()
    (made, *_) = base.file.promises
    began = {"start_on": made.made_on, "made_on": made.made_on, "covers": (base.file.lease.id,)}
    agreed = (agreement("payment_arrangement", state=state, **began),)
    view = base._replace(file=replace(base.file, agreements=agreed))
    for lines in (overview(page(lang), view), contact(page(lang), view)):
        assert (word in words(lines)) is not counts
