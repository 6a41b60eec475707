"""What was found due holds as long as is noted: no file must be looked at sooner."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from caseconsole.casework.dues import entries
from caseconsole.casework.reassess import Grounds
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Snooze
from caseconsole.process.episodes import opens, settled
from caseconsole.process.situation import DayFacts
from caseconsole.process.today import FOREVER, Today
from caseconsole.store.rows import DueEntry
from tests.process.files import appointment, case, caseworker, contact, nov, policy, promise, spoken
from tests.process.histories import DAYS, files

STAFF = (
    caseworker("anna", "tr", until=nov(20)),
    caseworker("bram", "pl", team="zuid", until=nov(12)),
    caseworker("tess"),
)
SNOOZES = st.lists(
    st.builds(
        Snooze,
        st.just(1),
        st.sampled_from(["call", "visit"]),
        DAYS,
        st.just(""),
        st.just(""),
        st.none() | DAYS,
    ),
    max_size=2,
).map(tuple)
DAYS_ON = 70


def found(file: CaseFile, today: date, on: date) -> tuple[bool, bool, list[DueEntry]]:
    """What the day makes of a file when the ledger is complete until the day before."""
    by = Grounds(policy(), STAFF, DayFacts(on - timedelta(days=1)), on)
    return opens(file, by.policy, today, by.facts), settled(file, today), entries(file, by, today)


@settings(max_examples=600, deadline=None)
@given(files(), SNOOZES, st.sampled_from(["", "anna", "bram"]), DAYS)
def test_nothing_differs_before_the_day_that_is_noted(
    file: CaseFile, snoozes: tuple[Snooze, ...], owner: str, on: date
) -> None:
    file = replace(file, snoozes=snoozes, owner=owner)
    today = Today.of(on)
    known = found(file, today, on)
    later = on + timedelta(days=1)
    while later < min(today.holds_before(), on + timedelta(days=DAYS_ON)):
        assert found(file, later, later) == known, later
        later += timedelta(days=1)


def test_a_file_in_which_nothing_is_to_come_is_not_looked_at_daily() -> None:
    """The first call stays due; the next one, an agreed day and a promise come on their days."""
    kept = {
        nov(3): (case(), FOREVER),
        nov(4): (case(contacts=(contact(nov(4)),)), nov(5)),
        nov(5): (case(contacts=(spoken(nov(5)),)), nov(12)),
        nov(6): (case(contacts=(spoken(nov(6)),), appointments=(appointment(nov(10)),)), nov(10)),
        nov(9): (case(contacts=(spoken(nov(9)),), promises=(promise(nov(12)),)), nov(13)),
    }
    for on, (file, until) in kept.items():
        today = Today.of(on)
        by = Grounds(policy(), (), DayFacts(on - timedelta(days=1)), on)
        entries(file, by, today)
        assert today.holds_before() == until
