"""With whom the arrangement desk says that it is agreed, where an administrator acts (R06)."""

from dataclasses import replace

import pytest

from caseconsole.domain.message import message
from caseconsole.domain.people import PartyRole
from caseconsole.locale import speaker
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.paper_people import people
from caseconsole.store.rows import CaseView
from caseconsole.tui.desk_lines import agreed_with, moved
from tests.casework.test_arranging import DESK
from tests.outgoing import views

BALANS = "Bureau Balans"
LANTERN = "Bewind De Lantaarn"
PHONE = "+31881234567"
ALL_OF_IT = "al het contact gaat daarheen"


def administered(*acting: tuple[int, str], co_tenant: bool = True) -> CaseView:
    """Tenant 1 and co-tenant 2, Bos, with administrators by whom they act for."""
    view = views.view()
    (first,), (one,) = view.file.parties, view.file.representatives
    second = replace(first.person, id=2, surname="Bos")
    beside = (replace(first, person=second, role=PartyRole.CO_TENANT),) if co_tenant else ()
    who = tuple(replace(one, of=of, name=name) for of, name in acting)
    return view._replace(file=replace(view.file, parties=(first, *beside), representatives=who))


def told(view: CaseView, lang: str = "nl") -> str:
    """What the desk says of it."""
    page = Page(speaker(lang, views.TODAY), 80, views.TODAY, "Europe/Amsterdam")
    return " ".join("".join(span.text for span in row).strip() for row in agreed_with(page, view))


@pytest.mark.parametrize(
    ("acting", "who", "goes"),
    [
        (((1, BALANS),), f"M. Bos en met {BALANS} (bewindvoerder, {PHONE})", "met M. Yılmaz"),
        (
            ((2, BALANS),),
            f"M. Yılmaz en met {BALANS} (bewindvoerder van M. Bos, {PHONE})",
            "met M. Bos",
        ),
        (
            ((1, BALANS), (2, BALANS)),
            f"{BALANS} (bewindvoerder van M. Yılmaz & M. Bos, {PHONE})",
            "",
        ),
        (
            ((1, BALANS), (2, LANTERN)),
            f"{BALANS} (bewindvoerder, {PHONE}) & {LANTERN} (bewindvoerder van M. Bos, {PHONE})",
            "",
        ),
    ],
    ids=["of one", "of the other", "of both", "one each"],
)
def test_of_two_tenants_the_desk_names_everybody_with_whom_it_is_agreed(
    acting: tuple[tuple[int, str], ...], who: str, goes: str
) -> None:
    contact = f"al het contact {goes} gaat via de bewindvoerder" if goes else ALL_OF_IT
    assert told(administered(*acting)) == f"Spreek dit af met {who}: {contact}."


def test_of_one_tenant_the_desk_names_the_administrator_alone() -> None:
    view = administered((1, BALANS), co_tenant=False)
    assert told(view) == f"Spreek dit af met {BALANS} (bewindvoerder, {PHONE}): {ALL_OF_IT}."


@pytest.mark.parametrize("acting", [(), ((99, BALANS),)])
def test_without_an_administrator_of_a_tenant_the_desk_names_nobody(
    acting: tuple[tuple[int, str], ...],
) -> None:
    assert not told(administered(*acting))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    "acting", [((1, BALANS),), ((2, BALANS),), ((1, BALANS), (2, LANTERN)), ((1, BALANS),) * 2]
)
def test_the_letter_says_that_it_was_agreed_with_those_whom_the_desk_names(
    acting: tuple[tuple[int, str], ...], lang: str
) -> None:
    view = administered(*acting)
    dear = people(view.file, speaker(lang, views.TODAY), views.TODAY)["dear"]
    assert all(who in told(view, lang) for who in dear.split(" & "))


def test_the_desk_tells_which_rent_of_the_debt_was_moved() -> None:
    page = Page(speaker("nl", views.TODAY), 80, views.TODAY, "Europe/Amsterdam")
    told = message("desk.moved", moved_cents=612_40, moved_on="2027-01-25")
    (row,) = moved(page, replace(DESK, moved=(told,)))
    words = "".join(span.text for span in row).strip()
    assert words.startswith("Hierin zit € 612,40 huur die verzet is naar")
    assert moved(page, DESK) == []
