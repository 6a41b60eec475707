"""The first lines of the strip: whose file it is, where, and how to reach them."""

from dataclasses import replace

import pytest

from caseconsole.domain.people import PartyRole
from caseconsole.locale import speaker
from caseconsole.outgoing.case.header import header
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
    """R05, R06: languages and household are cut, never a phone number or the mark."""
    page = Page(speaker(lang, views.TODAY), 80, views.TODAY, "Europe/Amsterdam")
    shown = views.view()
    (tenant,) = shown.file.parties
    marked = replace(tenant.person, safe_contact="Bel haar zus." if safe else "")
    acting = [replace(one, name=by) for one in shown.file.representatives if by]
    file = replace(
        shown.file, parties=(replace(tenant, person=marked),), representatives=tuple(acting)
    )
    line = plain_text(header(page, shown._replace(file=file))[1])
    assert (page.say("case.safe_contact_marked") in line) is safe
    assert ("+31881234567" in line) is bool(by)
    assert by[:13] in line
    assert by or page.say("case.call_do_not_write") in line
    assert by or page.speaker.language("tr") in line
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


def who(name: str, address: str) -> str:
    """The first line of the strip at 80 columns."""
    page = Page(speaker("nl", views.TODAY), 80, views.TODAY, "Europe/Amsterdam")
    shown = views.view(name=name)
    file = replace(shown.file, lease=replace(shown.file.lease, address=address))
    return plain_text(header(page, shown._replace(file=file))[0])
