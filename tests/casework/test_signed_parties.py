"""A signed annex is between those who signed it; what comes later is for who is there then."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseconsole.casework.papers import sheet
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.people import PartyRole, Representative, RepresentativeKind
from caseconsole.locale import speaker
from caseconsole.outgoing.papers import paper
from tests.casework.agreed import CASE, condition, file_of, newest, sign
from tests.casework.stores import TODAY
from tests.casework.test_papers import draft, graduate

LATER = TODAY + timedelta(days=30)
DAY = timedelta(days=1)
BETWEEN, SIGNED, ADDED = "Tussen: ", "\nOndertekening\n", "Ondertekening van wat later"


def beside(file: CaseFile, since: date, until: date | None, acting: date | None) -> CaseFile:
    """The same file with a co-tenant, and since a day an administrator of the tenant."""
    (tenant,) = file.parties
    other = replace(tenant.person, id=99, surname="Bos")
    partner = replace(tenant, person=other, role=PartyRole.CO_TENANT, since=since, until=until)
    by = Representative(
        tenant.person.id, "Bureau Balans", RepresentativeKind.ADMINISTRATOR, "", "", "nl",
        acting or TODAY, None,
    )  # fmt: skip
    return replace(file, parties=(tenant, partner), representatives=(by,) if acting else ())


def told(here: Session, which: str, file: CaseFile, today: date) -> str:
    """A paper as it goes out on a day."""
    return paper(sheet(here, file, which, "nl"), file, speaker("nl", today), today)


@pytest.mark.parametrize(
    ("since", "until", "acting", "at_signing", "later"),
    [
        (-9, None, None, {"M. Bos"}, {"M. Bos"}),
        (-9, 29, None, {"M. Bos"}, set()),
        (-9, -1, None, set(), set()),
        (29, None, None, set(), {"M. Bos"}),
        (-9, None, 29, {"M. Bos"}, {"M. Bos", "Bureau Balans"}),
        (-9, None, 0, {"M. Bos", "Bureau Balans"}, {"M. Bos", "Bureau Balans"}),
    ],
    ids=["both", "left since", "left before", "came since", "administered since", "administered"],
)
@pytest.mark.parametrize("signed", [True, False])
def test_an_annex_names_whoever_was_a_party_when_it_was_signed(
    anna: Session, since: int, until: int | None, acting: int | None,
    at_signing: set[str], later: set[str], *, signed: bool,
) -> None:  # fmt: skip
    """As all of its days are; one that waits is signed by who is there then."""
    draft(anna, "F1", "C10")
    if signed:
        sign(anna)
        made, more = newest(anna), condition(clause="C12", rule="", first_on=TODAY)
        add = a.AddCondition(case=CASE, agreement=made.id, seen=made.version, condition=more)
        record(add, session=anna)
    days = [None if n is None else TODAY + n * DAY for n in (until, acting)]
    file = beside(file_of(anna), TODAY + since * DAY, *days)
    annex = told(anna, "annex", file, LATER)
    (between,) = [line for line in annex.splitlines() if line.startswith(BETWEEN)]
    first, _, second = annex.partition(SIGNED)[2].partition(ADDED)
    names, then = ("M. Bos", "Bureau Balans"), at_signing if signed else later
    assert {name for name in names if name in between} == then
    assert {name for name in names if name in first} == then
    assert {name for name in names if name in second} == (later if signed else set())


@pytest.mark.parametrize(("until", "signs"), [(None, True), (29, False)])
def test_who_graduates_signs_as_the_parties_are_then(
    anna: Session, until: int | None, *, signs: bool
) -> None:
    draft(anna, "F1", "C10")
    sign(anna)
    graduate(anna)
    left = None if until is None else TODAY + until * DAY
    letter = told(anna, "graduation", beside(file_of(anna), TODAY - DAY, left, None), LATER)
    assert ("M. Bos: ____" in letter) is signs
