"""The first lines of the strip: whose file it is, where, and how to reach them."""

from dataclasses import replace
from typing import Any

import pytest

from caseconsole.domain.people import PartyRole
from caseconsole.locale import speaker
from caseconsole.outgoing.case.header import LEAST_NAME, header, header_text
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.lines import plain_text
from tests.outgoing import views


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Yılmaz", f"10009-5  M. Yılmaz {'Burgemeester' * 5}…"),
        ("Y" * 60, f"10009-5  M. {'Y' * 31}… {'Burgemeester' * 2}Burgemeest…"),
    ],
)
def test_a_long_address_gives_way_to_number_and_name_up_to_half_of_the_line(
    name: str, shown: str
) -> None:
    assert who(name, "Burgemeester" * 7) == shown


@pytest.mark.parametrize(
    ("name", "address", "shown"),
    [
        (
            "van den Berg-van der Meulen & P.A. de Vries-van Wijngaarden",
            "Veldlantaarnstraat 12-2",
            "10009-5  M. van den Berg-van der Meulen & P.A. de Vries… Veldlantaarnstraat 12-2",
        ),
        ("Bos", "Dijkpad 9", "10009-5  M. Bos" + " " * 47 + "Dijkpad 9, Waterrijk"),
    ],
)
def test_long_names_leave_street_and_number_whole(name: str, address: str, shown: str) -> None:
    assert who(name, address).split() == shown.split()
    assert len(who(name, address)) <= 80


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("safe", [True, False])
@pytest.mark.parametrize("by", ["Bureau Balans", "Stichting Bewind en Budget Oost-Nederland", ""])
def test_what_warns_of_contact_is_whole_in_a_narrow_line(lang: str, safe: bool, by: str) -> None:
    """R05, R06: language, marks, household and phone number stand whole; long words get short."""
    page = Page(speaker(lang, views.TODAY), 80, views.TODAY, "Europe/Amsterdam")
    shown = views.view()
    (tenant,) = shown.file.parties
    marked = replace(tenant.person, safe_contact="Bel haar zus." if safe else "")
    acting = [replace(one, name=by) for one in shown.file.representatives if by]
    file = replace(
        shown.file, parties=(replace(tenant, person=marked),), representatives=tuple(acting)
    )
    line = plain_text(header(page, shown._replace(file=file))[1])
    assert (page.say("case.safe_contact_short") in line) is safe
    assert by or (page.say("case.safe_contact_marked") in line) is safe
    assert page.say("case.do_not_write") in line
    assert line.endswith("+31881234567") is bool(by)
    assert by[: LEAST_NAME - 1 if safe else 13] in line
    told, _, _ = line.partition(" · ")
    turkish, dutch = map(page.speaker.language, ("tr", "nl"))
    assert told in {f"{turkish}, {dutch}", f"{turkish} nl", "tr nl"}
    assert "0+1" in line or page.say("case.household", adults=0, children=1) in line
    assert len(line) <= 80


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("safe", [True, False])
@pytest.mark.parametrize("written", [True, False])
@pytest.mark.parametrize(
    "by",
    [
        ("Bureau Balans",),
        ("Stichting Bewind en Budget Oost-Nederland",),
        ("Bureau Balans", "Stichting Bewind en Budget Oost-Nederland"),
        ("Stichting Bewind en Budget Oost-Nederland", "Bureau Balans"),
    ],
)
def test_every_warning_stays_recognisable_in_a_narrow_line(
    lang: str, safe: bool, written: bool, by: tuple[str, ...]
) -> None:
    """R06: words get short first, then names; whoever finds no room is counted."""
    page = Page(speaker(lang, views.TODAY), 80, views.TODAY, "Europe/Amsterdam")
    shown = views.view()
    (tenant,) = shown.file.parties
    marked = replace(
        tenant.person, safe_contact="Bel haar zus." if safe else "", call_do_not_write=not written
    )
    (one,) = shown.file.representatives
    acting = tuple(replace(one, name=name, phone=f"+3188123456{n}") for n, name in enumerate(by))
    file = replace(shown.file, parties=(replace(tenant, person=marked),), representatives=acting)
    line = plain_text(header(page, shown._replace(file=file))[1])
    assert len(line) <= 80
    assert (page.say("case.safe_contact_short") in line) is safe
    do_not = page.say("case.do_not_write")
    assert (do_not in line) is not written
    named = [name[:6] in line and f"+3188123456{n}" in line for n, name in enumerate(by)]
    assert named[0]
    more = page.say("case.more_administrators", n=1)
    assert (more in line) is not all(named)
    assert all(named) or len(by) > 1


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_short_words_too_say_for_whom_an_administrator_acts(lang: str) -> None:
    """Beside the tenant to reach, who is called herself, one acts for the co-tenant."""
    page = Page(speaker(lang, views.TODAY), 80, views.TODAY, "Europe/Amsterdam")
    shown = views.view()
    (tenant,) = shown.file.parties
    other = replace(tenant.person, id=2, surname="Bos", safe_contact="")
    beside = replace(tenant, person=other, role=PartyRole.CO_TENANT)
    acting = replace(
        shown.file.representatives[0], of=2, name="Stichting Bewind en Budget Oost-Nederland"
    )
    file = replace(shown.file, parties=(tenant, beside), representatives=(acting,))
    line = plain_text(header(page, shown._replace(file=file))[1])
    assert page.say("case.administrator_of_short", tenant="M. Bos") in line
    assert "+31881234567" in line
    assert page.say("case.do_not_write") in line


NORTH = "Stichting Bewindvoering Noord-Oost Nederland"


def shared(*, wide: int = 80, by: str = "", **told: Any) -> str:
    """The line of a tenant and co-tenant Bos, of whom something is `told`, helped by `by`."""
    page = Page(speaker("nl", views.TODAY), wide, views.TODAY, "Europe/Amsterdam")
    shown = views.view()
    (tenant,) = shown.file.parties
    plain = replace(tenant.person, safe_contact="", call_do_not_write=False)
    other = replace(plain, id=2, surname="Bos", **told)
    parties = (
        replace(tenant, person=plain),
        replace(tenant, person=other, role=PartyRole.CO_TENANT),
    )
    (one,) = shown.file.representatives
    acting = (replace(one, of=2, name=by),) if by else ()
    file = replace(shown.file, parties=parties, representatives=acting)
    return plain_text(header(page, shown._replace(file=file))[1])


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({}, "Turks, Nederlands · 0 volw + 1 kind"),
        (
            {"safe_contact": "Nooit post."},
            "Turks, Nederlands · let op: veilig contact: M. Bos · 0 volw + 1 kind",
        ),
        (
            {"call_do_not_write": True},
            "Turks, Nederlands · bellen, geen brief: M. Bos · 0 volw + 1 kind",
        ),
    ],
)
def test_what_must_be_minded_of_a_co_tenant_is_told_with_the_name(
    told: dict[str, Any], shown: str
) -> None:
    """Letters go to all tenants at home."""
    assert shared(**told) == shown


@pytest.mark.parametrize(
    ("by", "shown"),
    [
        ("Balans", "bewind M. Bos: Balans +31881234567"),
        (NORTH, "bewind M. Bos: Stichtin… +31881234567"),
    ],
)
def test_a_long_name_of_an_administrator_gives_way_to_language_marks_and_household(
    by: str, shown: str
) -> None:
    """R05: also where it is a co-tenant who is helped; whoever speaks Dutch too is seen to."""
    line = shared(by=by, call_do_not_write=True)
    assert line == f"Turks nl · geen brief: M. Bos · huis 0+1 · {shown}"


@pytest.mark.parametrize(
    ("spoken", "wide", "told"),
    [
        (("tr", "nl"), 80, "Turks nl"),
        (("tr", "nl"), 140, "Turks, Nederlands"),
        (("tr",), 80, "Turks"),
        (("tr", "ku", "nl"), 80, "Turks ku nl"),
        ((), 80, "bellen, geen brief"),
    ],
)
def test_a_language_behind_the_first_is_told_beside_a_long_name(
    spoken: tuple[str, ...], wide: int, told: str
) -> None:
    """R05: no interpreter is taken for whoever speaks Dutch too."""
    page = Page(speaker("nl", views.TODAY), wide, views.TODAY, "Europe/Amsterdam")
    shown = views.view()
    (tenant,), (one,) = shown.file.parties, shown.file.representatives
    person = replace(tenant.person, languages=spoken, safe_contact="")
    acting = replace(one, name=NORTH)
    file = replace(shown.file, parties=(replace(tenant, person=person),), representatives=(acting,))
    line = plain_text(header(page, shown._replace(file=file))[1])
    assert line.startswith(f"{told} · ")
    assert line.endswith("+31881234567")


def test_where_no_room_is_left_the_tag_of_the_language_stands_and_the_number_is_cut() -> None:
    line = shared(by=NORTH, call_do_not_write=True, safe_contact="Nooit post.")
    told = "tr… · veilig contact: M. Bos · geen brief: M. Bos · huis 0+1 · bewind M. Bos:"
    assert line.startswith(told[:79])
    assert len(line) <= 80


def test_text_cuts_nothing_of_the_strip() -> None:
    page = Page(speaker("nl", views.TODAY), 60, views.TODAY, "Europe/Amsterdam")
    shown = views.view(name="Y" * 50)
    acting = replace(shown.file.representatives[0], name=NORTH)
    file = replace(shown.file, representatives=(acting,))
    rows = header_text(page, shown._replace(file=file))
    assert all(len(row) <= 60 for row in rows)
    text = " ".join(" ".join(rows).split())
    assert "…" not in text
    assert f"bewindvoerder: {NORTH} +31881234567" in text
    for told in ("Y" * 50, "Dijkpad 9, Waterrijk", "0 volw + 1 kind", "let op: veilig contact"):
        assert told in text


def who(name: str, address: str) -> str:
    """The first line of the strip at 80 columns."""
    page = Page(speaker("nl", views.TODAY), 80, views.TODAY, "Europe/Amsterdam")
    shown = views.view(name=name)
    file = replace(shown.file, lease=replace(shown.file.lease, address=address))
    return plain_text(header(page, shown._replace(file=file))[0])
