"""The scheme is about all debts of a tenant, in whichever file it was written down (R61).

The home (lease 6) and the garage (lease 7) are of one tenant; the rent of November is open in both.
"""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.arranging import desk
from caseconsole.casework.calling import guide
from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import DecisionKind
from caseconsole.domain.frozen import frozen
from caseconsole.domain.message import Refused
from tests.casework.agreed import arrangement, file_of, instalment, newest, undo
from tests.casework.stores import RENT, TODAY, book, session
from tests.casework.test_arranged_elsewhere import FIRST_CALL, GARAGE, HOME, case_of, dues

SCHEME = ("intake", "plan", "stabilisation", "wsnp")
SETTLED = ("intake", "plan", "settlement", "mediation")


def helped(here: Session, states: Sequence[str], covers: tuple[int, ...] = (HOME,)) -> None:
    """Counselling in the file of the home, that went through these states today."""
    case = case_of(here, HOME)
    made = a.MakeAgreement(
        case=case, agreement="debt_counselling", state="application", start_on=date(2026, 9, 15),
        partner="Stadsbank", covers=covers,
    )  # fmt: skip
    record(made, session=here)
    for state in states:
        enter(here, state)


def enter(here: Session, state: str, **more: str) -> None:
    """Take the counselling to a state."""
    case = case_of(here, HOME)
    one = newest(here, case)
    change = a.ChangeState(
        case=case, agreement=one.id, seen=one.version, state=state, on=TODAY, **more
    )
    record(change, session=here)


def asked(here: Session) -> int:
    """What a caller asks for in the file of the garage."""
    return guide(here, open_case(here, case_of(here, GARAGE))).cents


@pytest.mark.parametrize("covers", [(HOME,), (HOME, GARAGE), ()])
def test_the_scheme_freezes_the_debt_of_the_other_file(
    anna: Session, covers: tuple[int, ...]
) -> None:
    """Whatever the counselling was about before."""
    helped(anna, SCHEME[:-1], covers)
    assert newest(anna, case_of(anna, HOME)).covers == covers
    enter(anna, SCHEME[-1])
    assert set(newest(anna, case_of(anna, HOME)).covers) == {HOME, GARAGE}
    held = frozen(file_of(anna, case_of(anna, GARAGE)), TODAY)
    assert held is not None
    assert (held.word, held.since) == ("freeze.wsnp", TODAY)
    assert (asked(anna), dues(anna, GARAGE)) == (0, [])
    with pytest.raises(Refused) as refused:
        desk(anna, open_case(anna, case_of(anna, GARAGE)))
    assert refused.value.why.id == "limit.arrangement_frozen"


@pytest.mark.parametrize("covers", [(HOME,), (HOME, GARAGE), ()])
def test_a_scheme_that_is_told_of_first_freezes_the_debt_of_the_other_file(
    anna: Session, covers: tuple[int, ...]
) -> None:
    """Nobody invents the phases that the court let them skip (R61)."""
    case = case_of(anna, HOME)
    for _ in range(2):
        made = a.MakeAgreement(
            case=case, agreement="debt_counselling", state="wsnp", start_on=TODAY, covers=covers
        )
        record(made, session=anna)
        one = newest(anna, case)
        assert (set(one.covers), one.terms["admitted_on"]) == ({HOME, GARAGE}, TODAY.isoformat())
        assert {duty.clause for duty in one.conditions} == {"statutory_end"}
        assert (asked(anna), dues(anna, GARAGE), dues(anna, HOME)) == (0, [], [])
        undo(anna)
        assert (asked(anna), dues(anna, GARAGE)) == (RENT, FIRST_CALL)


def test_a_settlement_is_about_what_it_names(anna: Session) -> None:
    """R63."""
    helped(anna, SETTLED)
    assert frozen(file_of(anna, case_of(anna, GARAGE)), TODAY) is None
    assert (asked(anna), dues(anna, GARAGE)) == (RENT, FIRST_CALL)


def test_taken_back_it_freezes_nothing_and_written_again_it_does(anna: Session) -> None:
    helped(anna, SCHEME)
    for _ in range(2):
        undo(anna)
        assert newest(anna, case_of(anna, HOME)).covers == (HOME,)
        assert (asked(anna), dues(anna, GARAGE)) == (RENT, FIRST_CALL)
        enter(anna, SCHEME[-1])
        assert (asked(anna), dues(anna, GARAGE)) == (0, [])


def test_once_it_ended_otherwise_the_other_debt_is_collected_again(anna: Session) -> None:
    helped(anna, SCHEME)
    enter(anna, "not_compliant")
    assert frozen(file_of(anna, case_of(anna, GARAGE)), TODAY) is None
    assert asked(anna) == RENT


@pytest.mark.parametrize(("states", "leases"), [((), (GARAGE, HOME)), (SETTLED, (GARAGE,))])
def test_the_desk_takes_along_only_what_may_be_arranged(
    anna: Session, states: tuple[str, ...], leases: tuple[int, ...]
) -> None:
    """Nothing of a settled debt."""
    if states:
        helped(anna, states)
    known = desk(anna, open_case(anna, case_of(anna, GARAGE)))
    assert known.covers(others=True) == leases


def test_an_arrangement_of_both_rests_in_its_file(anna: Session) -> None:
    """What it covers is frozen."""
    four = instalment(rule="FREQ=MONTHLY;COUNT=4", cents=RENT // 2)
    both = arrangement(anna, case_of(anna, GARAGE), covers=(GARAGE, HOME), conditions=(four,))
    record(both, session=anna)
    helped(anna, SCHEME)
    assert (dues(anna, HOME), dues(anna, GARAGE)) == ([], [])


def test_new_arrears_of_the_other_lease_ask_for_a_review_until_that_was_done(
    anna: Session, store: Path
) -> None:
    """R61: in the file of the home, where the scheme is."""
    helped(anna, SCHEME, (HOME, GARAGE))
    case = case_of(anna, HOME)
    asks = ("review_due", "review_due.new_arrears_elsewhere")
    with closing(session(store, today=date(2026, 12, 4))) as here:
        book(here, GARAGE, "charge", RENT, "2026-12-01")
        here.conn.execute("UPDATE ledger_file SET complete_through = '2026-12-03'")
        run_day(here)
        assert asks in dues(here, GARAGE)
        one = newest(here, case)
        looked_at = a.Decide(
            case=case, agreement=one.id, seen=one.version, decision=DecisionKind.KEEP,
            why="Garage opgezegd.",
        )  # fmt: skip
        record(looked_at, session=here)
        assert asks not in dues(here, GARAGE)
