"""Who calls whom, in which language (R05, R06)."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseconsole.domain.people import LeaseParty, PartyRole
from caseconsole.domain.staff import Caseworker
from caseconsole.process.policy_check import load_policy
from caseconsole.process.routing import Routing, caller, languages, leader, speaks, tenant
from tests.process.files import (
    TUESDAY_3,
    administrator,
    case,
    caseworker,
    contact,
    nov,
    person,
    policy,
)

ANNA, BRAM = caseworker("anna"), caseworker("bram", team="zuid")
ELIF, FATMA = caseworker("elif", "tr"), caseworker("fatma", "tr", "ary", team="zuid")
STAFF = (ANNA, BRAM, ELIF, FATMA)


def speaking(*tags: str, **changed: Any) -> Routing:
    """Who calls a tenant with these languages."""
    parties = (LeaseParty(person(languages=tags), PartyRole.TENANT, date(2020, 1, 1), None),)
    return caller(replace(case(parties=parties), **changed), STAFF, policy(), TUESDAY_3)


def test_dutch_goes_to_the_owner_or_to_nobody_in_particular() -> None:
    """Everybody here speaks it."""
    assert speaking("nl") == Routing("", interpreter=False)
    assert speaking() == Routing("", interpreter=False)
    assert speaking("nl-NL", owner="anna") == Routing("anna", interpreter=False)


def test_turkish_goes_to_a_colleague_who_speaks_it() -> None:
    """Of the file's team first."""
    assert speaking("tr") == Routing("elif", interpreter=False)
    assert speaking("tr", team="zuid") == Routing("fatma", interpreter=False)
    assert speaking("tr", owner="fatma") == Routing("fatma", interpreter=False)


def test_whom_a_file_was_given_to_calls_in_whatever_language() -> None:
    """A person decided so; the language of who left or does not call counts again."""
    assert speaking("tr", owner="anna") == Routing("anna", interpreter=False)
    assert speaking("tr", owner="weg") == Routing("elif", interpreter=False)


def test_who_speaks_the_language_needs_no_interpreter() -> None:
    """Dutch is spoken by all, and a second language of the tenant will do."""

    def able(one: Caseworker, *tags: str) -> bool:
        parties = (LeaseParty(person(languages=tags), PartyRole.TENANT, date(2020, 1, 1), None),)
        return speaks(one, case(parties=parties), policy(), TUESDAY_3)

    assert able(ELIF, "tr")
    assert not able(ANNA, "tr")
    assert able(ANNA, "tr", "nl")


def test_who_called_before_calls_again() -> None:
    """One voice."""
    assert speaking("tr", contacts=(contact(nov(2), by="fatma"),)).login == "fatma"
    assert speaking("tr", contacts=(contact(nov(2), by="anna"),)).login == "elif"


def test_a_language_that_serves_another_will_do() -> None:
    """Moroccan Arabic for Arabic, and a region for its language."""
    assert speaking("ar").login == "fatma"
    assert speaking("tr-TR").login == "elif"


def test_a_second_language_goes_before_an_interpreter() -> None:
    """The tenant's order counts."""
    assert speaking("pl", "tr").login == "elif"
    assert speaking("pl", "nl", owner="anna") == Routing("anna", interpreter=False)


def test_nobody_here_speaks_it() -> None:
    """An interpreter is the way, and the owner stays."""
    assert speaking("pl") == Routing("", interpreter=True)
    assert speaking("pl", owner="anna") == Routing("anna", interpreter=True)


def test_who_left_or_does_not_call_gets_no_task() -> None:
    """Their last day belongs to them."""
    parties = (LeaseParty(person(languages=("tr",)), PartyRole.TENANT, date(2020, 1, 1), None),)
    file = case(parties=parties, owner="elif")

    def alone(**changed: Any) -> Routing:
        return caller(file, (ANNA, ELIF._replace(**changed)), policy(), TUESDAY_3)

    assert alone(until=TUESDAY_3).login == "elif"
    assert alone(until=nov(2)) == Routing("", interpreter=True)
    assert alone(role="auditor") == Routing("", interpreter=True)
    assert alone(role="team_leader").login == "elif"


def test_the_administrators_language_counts() -> None:
    """R06: the office speaks Dutch unless told."""
    assert speaking("tr", representatives=(administrator(),)) == Routing("", interpreter=False)
    assert speaking("nl", representatives=(administrator(language="tr"),)).login == "elif"


def test_what_is_for_the_team_leader_goes_to_that_of_the_files_team() -> None:
    """Else to another one who is here; to nobody in particular without any."""
    noor = caseworker("noor", role="team_leader", team="zuid")
    piet = caseworker("piet", role="team_leader", team="noord")
    gone = noor._replace(until=nov(2))
    assert leader(case(team="zuid"), (*STAFF, piet, noor), TUESDAY_3) == "noor"
    assert leader(case(team="zuid"), (*STAFF, piet, gone), TUESDAY_3) == "piet"
    assert leader(case(team="zuid"), (*STAFF, piet, noor), TUESDAY_3, but="noor") == "piet"
    assert leader(case(team="zuid"), STAFF, TUESDAY_3) == ""


def test_the_policy_may_leave_tasks_with_the_owner(tmp_path: Path) -> None:
    """language_routing = false."""
    (tmp_path / "own.toml").write_text(
        "[[language_routing]]\nvalid_from = 2026-01-01\nvalue = false\nsource = 'own_practice'\n"
    )
    parties = (LeaseParty(person(languages=("tr",)), PartyRole.TENANT, date(2020, 1, 1), None),)
    by = load_policy(overrides=tmp_path)
    file = case(parties=parties, owner="anna")
    assert caller(file, STAFF, by, TUESDAY_3) == Routing("anna", interpreter=False)


def test_cases_are_spread_over_those_who_can() -> None:
    """By the lease's key, the same every day."""
    parties = (LeaseParty(person(languages=("tr",)), PartyRole.TENANT, date(2020, 1, 1), None),)
    both = (ELIF, FATMA._replace(team="noord"))
    files = [
        replace(case(parties=parties), lease=replace(case().lease, id=key)) for key in range(4)
    ]
    logins = [caller(file, both, policy(), TUESDAY_3).login for file in files]
    assert logins == ["elif", "fatma", "elif", "fatma"]


@pytest.mark.parametrize(
    ("parties", "found"),
    [
        (((1, "tenant", None),), 1),
        (((2, "co_tenant", None), (1, "tenant", None)), 1),
        (((1, "tenant", nov(1)), (2, "tenant", None)), 2),
        (((1, "tenant", nov(1)),), 1),
        (((1, "tenant", nov(1)), (2, "co_tenant", None)), 2),
        (((3, "guarantor", None),), None),
        (((2, "co_tenant", None),), 2),
        ((), None),
    ],
)
def test_the_tenant_is_the_one_of_today(
    parties: tuple[tuple[int, str, date | None], ...], found: int | None
) -> None:
    """A co-tenant who stays is called; a file that outlives the lease keeps its last tenant."""
    made = tuple(
        LeaseParty(person(key), PartyRole(role), date(2020, 1, 1), until)
        for key, role, until in parties
    )
    who = tenant(case(parties=made), TUESDAY_3)
    assert (who and who.id) == found
    assert languages(case(parties=made), TUESDAY_3) == ("nl",)
