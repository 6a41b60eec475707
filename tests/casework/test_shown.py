"""A file whose ledger is old is shown by what that shows, wherever it is shown (P06)."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.papers import sheet
from caseconsole.casework.proof import proofs
from caseconsole.casework.record import record
from caseconsole.casework.review import reread, start
from caseconsole.casework.session import Session
from caseconsole.casework.shown import shown_through
from caseconsole.casework.viewing import look, open_case
from caseconsole.casework.viewing import reread as again
from caseconsole.domain.agreement import ObligationState, Rung
from caseconsole.domain.limit import parse_limit
from caseconsole.locale import speaker
from caseconsole.outgoing.case.agreements import agreements, duties_of
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.proof import proof
from caseconsole.outgoing.case.rows import lines
from caseconsole.outgoing.conditions import as_text, held
from caseconsole.outgoing.lines import Line, plain_text
from caseconsole.outgoing.papers import paper
from caseconsole.store.rows import CaseView
from tests.casework.agreed import CASE, RENT_DAY, known_through, rent, rung, signed_chance
from tests.casework.stores import TODAY, session

LATER = TODAY + timedelta(days=3)
BEFORE = RENT_DAY - timedelta(days=1)
TOLD = f"Betalingen bekend tot en met {speaker('nl', LATER).day(BEFORE)}"


@pytest.fixture
def here(anna: Session, store: Path) -> Iterator[Session]:
    """A day on which the rent of this month was missed, as a new ledger shows."""
    about = signed_chance(anna, conditions=(rent(),)).conditions[0].id
    record(rung(anna, Rung.TALK, condition=about), session=anna)
    anna.conn.execute("UPDATE ladder_step SET on_day = ?", (LATER.isoformat(),))
    found = session(store, today=LATER)
    known_through(found, LATER)
    yield found
    found.close()


def _misses(view: CaseView) -> int:
    (made,) = view.file.agreements
    duties = duties_of(view.file, made, LATER)
    return sum(duty.state is ObligationState.MISSED for duty in duties)


def _page() -> Page:
    return Page(speaker("nl", LATER), 100, LATER, "UTC")


def _words(rows: list[Line]) -> str:
    return " ".join(" ".join(map(plain_text, rows)).split())


def test_every_reading_of_a_file_speaks_from_the_same(here: Session) -> None:
    """The first look, the next, and the review."""
    view = open_case(here, CASE)
    assert _misses(view) == 1
    review = start(here, "Kans", parse_limit("agreement:second_chance")).id
    for through, n in ((LATER, 1), (BEFORE, 0), (LATER, 1)):
        known_through(here, through)
        assert shown_through(here) == (None if n else BEFORE)
        found = open_case(here, CASE), look(here, CASE), again(here, CASE, view).view
        assert [_misses(one) for one in found] == [n] * 3
        standing = reread(here, review, CASE)
        assert _misses(standing.view) == n
        assert sum(item.tally.missed for item in standing.items if item.condition) == n


def test_no_letter_names_a_day_that_an_old_ledger_does_not_show(here: Session) -> None:
    voice = speaker("nl", LATER)
    for through, told in ((LATER, True), (BEFORE, False)):
        known_through(here, through)
        file = open_case(here, CASE).file
        text = paper(sheet(here, file, "talk", "nl"), file, voice, LATER)
        assert (voice.day(RENT_DAY, date.min) in text) is told


def test_no_proof_holds_it_against_anybody_and_says_how_far_the_ledger_goes(here: Session) -> None:
    for through, told in ((LATER, True), (BEFORE, False)):
        known_through(here, through)
        file = open_case(here, CASE).file
        (made,) = file.agreements
        found = proofs(here, file, made)
        asks = {ask.message.id for one in found for ask in one.asks}
        assert ("proof.missed" in asks) is told
        assert (TOLD in _words(proof(_page(), made, found, file.paid))) is not told


def test_section_and_conditions_say_how_far_the_ledger_goes(here: Session) -> None:
    for through, n in ((LATER, 1), (BEFORE, 0)):
        known_through(here, through)
        view = open_case(here, CASE)
        (made,) = view.file.agreements
        for text in (
            _words(lines(agreements(_page(), view, "8"))),
            as_text([held(view.file, made, LATER)], speaker("nl", LATER), zone="UTC"),
        ):
            assert f"{n} gemist" in text
            assert (TOLD in " ".join(text.split())) is (n == 0)


def test_without_any_ledger_no_payment_is_missed(here: Session) -> None:
    here.conn.execute("UPDATE ledger_file SET complete_through = ''")
    view = open_case(here, CASE)
    assert (_misses(view), view.file.paid.through) == (0, date.min)
    assert "Nog geen betalingen bekend" in _words(lines(agreements(_page(), view, "8")))
