from datetime import date

import pytest

from caseconsole.domain.people import (
    HouseholdMember,
    LeaseParty,
    MemberKind,
    PartyRole,
    Person,
    adults,
    children,
    each,
    renting,
    runs,
)

TODAY = date(2026, 11, 22)
LONG_AGO = date(2010, 1, 1)


def member(
    birth_year: int | None,
    kind: MemberKind = MemberKind.CHILD,
    since: date = LONG_AGO,
    until: date | None = None,
) -> HouseholdMember:
    return HouseholdMember(kind, birth_year, since, until)


@pytest.mark.parametrize(
    ("birth_year", "counts"), [(2026, 1), (2015, 1), (2008, 1), (2007, 0), (1980, 0)]
)
def test_a_child_counts_through_the_year_of_turning_eighteen(birth_year: int, counts: int) -> None:
    for kind in MemberKind:
        home = (member(birth_year, kind),)
        assert children(home, TODAY) == counts
        assert adults(home, TODAY) == 1 - counts


def test_without_a_birth_year_the_word_of_the_file_counts() -> None:
    home = (member(None), member(None, MemberKind.ADULT))
    assert (adults(home, TODAY), children(home, TODAY)) == (1, 1)


@pytest.mark.parametrize(
    ("since", "until", "here"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (date(2026, 11, 23), None, False),
        (LONG_AGO, date(2026, 11, 21), False),
    ],
)
def test_only_who_lives_there_today_counts_and_both_days_belong(
    since: date, until: date | None, here: bool
) -> None:
    assert runs(since, until, TODAY) is here
    assert children((member(2015, since=since, until=until),), TODAY) == here
    assert adults((member(1980, MemberKind.ADULT, since, until),), TODAY) == here


def party(key: int, role: PartyRole, since: int, until: int | None = None) -> LeaseParty:
    """A place on a lease, by years."""
    person = Person(key, f"H-{key}", "M.", "", "Vos", None, ("nl",), False, "", "", (), 1)
    return LeaseParty(person, role, date(since, 1, 1), date(until, 12, 31) if until else None)


def test_who_came_back_is_named_once_as_what_they_are_or_were_last() -> None:
    first = party(1, PartyRole.CO_TENANT, 2010, 2012)
    now, other = party(1, PartyRole.TENANT, 2015), party(2, PartyRole.CO_TENANT, 2010)
    assert each((first, other, now), TODAY) == (other, now)
    gone = party(1, PartyRole.TENANT, 2015, 2020)
    assert each((gone, first), TODAY) == (gone,)
    assert renting((first, gone), TODAY) == (gone,)
