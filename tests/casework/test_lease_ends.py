"""How a second-chance lease ends: by a notice in its window, or goes on without one (R72)."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from caseconsole.casework.day import assess_on, run_day
from caseconsole.casework.papers import sheet, sheets
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import (
    DecisionKind,
    JudgedAs,
    Weight,
)
from caseconsole.domain.agreement_changes import MakeAgreement
from caseconsole.domain.message import Refused
from caseconsole.store import read
from tests.casework.agreed import (
    CASE,
    LEASE,
    condition,
    decision,
    duties,
    file_of,
    judge,
    known_through,
    newest,
    refusal,
    rent,
    second_chance,
    sign,
    signed_chance,
    step,
    undo,
)
from tests.casework.stores import RENT, TODAY, book, record_tables, session


def test_a_lease_whose_end_was_not_notified_goes_on_for_an_indefinite_time(
    store: Path, anna: Session
) -> None:
    """R72: the step says so once the window has closed; the state changes when the term ends."""
    end = TODAY + timedelta(days=60)
    signed_chance(anna, end_on=end)
    assert refusal(step(anna, "indefinite"), anna) == "refused.state_by_itself"
    told = date(2026, 12, 3)
    for day, state in ((told, "signed"), (end, "signed"), (end + timedelta(days=1), "indefinite")):
        later = session(store, today=day)
        run_day(later)
        one = newest(later)
        assert (one.state, one.states[-1].by) == (state, "" if state == "indefinite" else "anna")
        assert file_of(later).lease.form == ("ordinary" if state == "indefinite" else "F1")
        missed = [due.because.id for due in read.case_view(later.conn, CASE, day, "anna").dues]
        assert ("window_closes.missed" in missed) is (state == "signed")
        later.close()
    assert one.state_on == end + timedelta(days=1)


def test_a_day_to_come_is_looked_at_as_the_run_of_that_day_will_leave_it(anna: Session) -> None:
    """R72: the lease has become indefinite by then, and nothing of that is written."""
    end = TODAY + timedelta(days=60)
    signed_chance(anna, end_on=end)
    before = record_tables(anna)
    for day, missed in ((end, True), (end + timedelta(days=1), False)):
        rows = [row for row in assess_on(anna, day) if row.case == CASE]
        assert any(row.because.id == "window_closes.missed" for row in rows) is missed
    assert record_tables(anna) == before


def test_once_the_window_has_closed_to_go_on_is_recorded_and_asked_no_more(
    store: Path, anna: Session
) -> None:
    """R72: with a major breach nobody graduates, and no state can be entered; the rest is law."""
    goes_on = condition(clause="C09", weight=Weight.MAJOR)
    signed_chance(anna, end_on=TODAY + timedelta(days=20), conditions=(goes_on,))
    for duty in duties(anna, until=TODAY):
        record(judge(duty.condition, duty.original_on, JudgedAs.MISSED), session=anna)
    asks = {"window_closes", "conditions_end"}
    run_day(anna)
    assert asks <= {due.action for due in read.case_view(anna.conn, CASE, TODAY, "anna").dues}
    assert refusal(decision(anna, DecisionKind.GRADUATE, why="-"), anna) == (
        "refused.graduate_breached"
    )
    record(decision(anna, DecisionKind.KEEP), session=anna)
    for day in (TODAY, TODAY + timedelta(days=20)):
        here = session(store, today=day)
        run_day(here)
        assert asks.isdisjoint(due.action for due in read.case_view(here.conn, CASE, day, "").dues)
        here.close()


def test_the_end_is_notified_in_its_window_only(anna: Session) -> None:
    signed_chance(anna)
    early = step(anna, "not_renewed", why="Rode kaart.")
    assert refusal(early, anna) == "refused.notice_window"
    undo(anna)
    undo(anna)
    signed_chance(anna, end_on=TODAY + timedelta(days=60))
    assert refusal(step(anna, "not_renewed", paper="AANZ-1"), anna) == "refused.state_why"
    assert refusal(step(anna, "not_renewed", why="Rode kaart."), anna) == "refused.state_paper"
    record(step(anna, "not_renewed", paper="AANZ-1", why="Rode kaart."), session=anna)


@pytest.mark.parametrize(
    ("first_on", "admitted_on"),
    [(date(2026, 11, 1), date(2026, 11, 2)), (date(2026, 12, 1), date(2026, 12, 5))],
)
def test_an_old_ledger_lets_nobody_lose_a_home_past_the_statutory_scheme(
    store: Path, anna: Session, first_on: date, admitted_on: date
) -> None:
    """P06, R61: whether the rent of December came is unknown; after the admission it counts."""
    counselling = MakeAgreement(
        case=CASE,
        agreement="debt_counselling",
        state="application",
        start_on=date(2026, 11, 2),
    )
    record(counselling, session=anna)
    today = date(2026, 12, 8)
    later = session(store, today=today)
    for state in ("intake", "plan", "stabilisation"):
        record(step(later, state, today), session=later)
    terms = {"admitted_on": admitted_on.isoformat()}
    record(step(later, "wsnp", today, terms=terms), session=later)
    signed_chance(later, end_on=date(2027, 2, 15), conditions=(rent(first_on),))
    book(later, LEASE, "charge", RENT, "2026-12-01")
    notice = step(later, "not_renewed", today, paper="AANZ-1", why="Schuld.")
    known_through(later, date(2026, 11, 30))
    assert refusal(notice, later) == "gate.scheme"
    known_through(later, date(2026, 12, 7))
    if admitted_on < date(2026, 12, 1):
        record(notice, session=later)
    else:
        assert refusal(notice, later) == "gate.scheme"
    later.close()


def test_a_lease_that_is_not_renewed_binds_until_its_last_day(store: Path, anna: Session) -> None:
    """R72: the notice ends the lease at its term; what was agreed holds, and a breach counts."""
    end = TODAY + timedelta(days=60)
    once = condition(clause="C12", rule="", first_on=TODAY + timedelta(days=20))
    signed_chance(anna, end_on=end, conditions=(once,))
    record(step(anna, "not_renewed", paper="AANZ-1", why="Rode kaart."), session=anna)
    assert refusal(step(anna, "expired"), anna) == "refused.state_by_itself"
    (duty,) = duties(anna, until=end)
    assert duty.on == once.first_on
    for days, state, asked in (
        (26, "not_renewed", ["judge_due", "review_due"]),
        (60, "not_renewed", ["judge_due", "review_due"]),
        (61, "expired", []),
    ):
        later = session(store, today=TODAY + timedelta(days=days))
        run_day(later)
        one = newest(later)
        assert (one.state, one.states[-1].by) == (state, "" if state == "expired" else "anna")
        assert file_of(later).lease.form == "F1"
        seen = read.case_view(later.conn, CASE, later.clock.now().today, "anna")
        assert [due.action for due in seen.dues] == asked, days
        later.close()
    assert one.state_on == end + timedelta(days=1)


def test_a_form_without_a_window_is_over_after_its_last_day_too(store: Path, anna: Session) -> None:
    """Where it has no last day there is nothing to renew."""
    terms = {"form": "F6", "signatories": ["landlord", "tenant", "provider"], "old_debt_why": "-"}
    record(second_chance(end_on=None, terms={**terms, "form": "F4"}), session=anna)
    sign(anna)
    why: dict[str, Any] = {"paper": "AANZ-1", "why": "Rode kaart."}
    assert refusal(step(anna, "not_renewed", **why), anna) == "refused.notice_no_end"
    undo(anna)
    undo(anna)
    end = TODAY + timedelta(days=60)
    record(second_chance(end_on=end, terms=terms), session=anna)
    sign(anna)
    record(step(anna, "not_renewed", **why), session=anna)
    for days, state in ((60, "not_renewed"), (61, "expired")):
        later = session(store, today=TODAY + timedelta(days=days))
        run_day(later)
        assert newest(later).state == state
        later.close()


@pytest.mark.parametrize(
    ("form", "why"),
    [("F1", ""), ("F2", ""), ("F3", "stays"), ("F4", "stays"), ("F5", ""), ("F6", "")],
)
def test_a_lease_that_stays_is_not_ended_by_a_notice(anna: Session, form: str, why: str) -> None:
    """Of F3 and F4 the conditions end, the lease keeps its protection: a judge ends it."""
    terms = {"form": form, "signatories": ["landlord", "tenant", "provider"], "old_debt_why": "-"}
    signed_chance(anna, end_on=TODAY + timedelta(days=60), terms=terms)
    notice = step(anna, "not_renewed", paper="AANZ-1", why="Rode kaart.")
    if why:
        assert refusal(notice, anna) == "refused.notice_stays"
    else:
        record(notice, session=anna)


@pytest.mark.parametrize(
    ("state", "more"),
    [
        ("not_renewed", {"end_on": TODAY + timedelta(days=45)}),
        ("not_renewed", {"start_on": TODAY}),
        ("graduated", {"end_on": TODAY + timedelta(days=3600)}),
    ],
)
def test_the_days_of_a_lease_stand_once_it_binds(
    anna: Session, state: str, more: dict[str, Any]
) -> None:
    """No state brings another last day, by which the window would be another too (R72)."""
    end = TODAY + timedelta(days=60)
    signed_chance(anna, end_on=end)
    assert refusal(step(anna, state, why="w", paper="p", **more), anna) == "refused.days_set"
    record(step(anna, state, why="w", paper="p", end_on=end), session=anna)
    assert newest(anna).end_on == end


def test_a_lease_that_is_not_renewed_can_still_become_ordinary_or_end_before(
    anna: Session,
) -> None:
    """R76: notified once, it is not notified again; to end it sooner asks for a judge's paper."""
    signed_chance(anna, end_on=TODAY + timedelta(days=60))
    record(step(anna, "not_renewed", paper="AANZ-1", why="Rode kaart."), session=anna)
    assert refusal(step(anna, "not_renewed", paper="AANZ-2", why="Weer."), anna) == (
        "refused.state_follows"
    )
    assert refusal(decision(anna, DecisionKind.END, why="Ontruimd."), anna) == "gate.end_paper"
    record(decision(anna, DecisionKind.GRADUATE, why="Toch goed gegaan."), session=anna)
    assert newest(anna).state == "graduated"


def test_the_notice_of_the_end_is_a_text_while_its_window_is_open(
    anna: Session, store: Path
) -> None:
    """R72: from three months to one month before the end, of a temporary form only."""
    end = TODAY + timedelta(days=120)
    signed_chance(anna, end_on=end)
    opens, closes = end - relativedelta(months=3), end - relativedelta(months=1)
    for day, open_ in (
        (opens - timedelta(days=1), False),
        (opens, True),
        (closes, True),
        (closes + timedelta(days=1), False),
    ):
        here = session(store, today=day)
        assert ("notice" in sheets(here, file_of(here))) is open_, day
        here.close()
    here = session(store, today=opens)
    anna.conn.execute("UPDATE agreement SET terms = replace(terms, 'F1', 'F6')")
    assert "notice" not in sheets(here, file_of(here))
    here.close()


def test_where_a_family_may_not_be_notified_there_is_no_letter_that_says_so(anna: Session) -> None:
    """R57, R78: its gate answers instead; what was notified once stays a text."""
    signed_chance(anna, end_on=TODAY + timedelta(days=60))
    assert sheet(anna, file_of(anna), "notice", "nl").agreement.id == newest(anna).id
    child = "INSERT INTO household_member (lease, reference, kind, birth_year, since)"
    anna.conn.execute(f"{child} VALUES (?, '2', 'child', 2018, '2020-01-01')", (LEASE,))
    assert "notice" not in sheets(anna, file_of(anna))
    with pytest.raises(Refused) as refused:
        sheet(anna, file_of(anna), "notice", "nl")
    assert refused.value.why.id == "gate.red_card_approved"
    anna.conn.execute("UPDATE household_member SET birth_year = 1990 WHERE reference = '2'")
    record(step(anna, "not_renewed", paper="AANZ-1", why="Rode kaart."), session=anna)
    anna.conn.execute("UPDATE household_member SET birth_year = 2018 WHERE reference = '2'")
    assert "notice" in sheets(anna, file_of(anna))


def test_a_condition_that_was_met_has_its_text_before_the_lease_ends(
    anna: Session, store: Path
) -> None:
    """R76: once nothing of it can fall due any more, and nobody else's duty."""
    short = condition(clause="own", until=TODAY - timedelta(days=1), rule="FREQ=WEEKLY")
    signed_chance(anna, conditions=(short, condition(clause="C10")))
    assert "condition_met" not in sheets(anna, file_of(anna))
    for duty in duties(anna, until=TODAY):
        record(judge(duty.condition, duty.original_on, JudgedAs.MET), session=anna)
    found = sheet(anna, file_of(anna), "condition_met", "nl")
    assert [one.clause for one in found.met] == ["own"]
    assert found.others
    later = session(store, today=TODAY + timedelta(days=1))
    anna.conn.execute("UPDATE condition SET until = ? WHERE clause = 'C10'", (TODAY,))
    assert not sheet(later, file_of(later), "condition_met", "nl").others
    later.close()


def test_to_end_in_the_window_is_not_to_renew(anna: Session) -> None:
    """By the paper of the landlord, who notifies it (R72)."""
    signed_chance(anna)
    assert refusal(decision(anna, DecisionKind.END, why="Weg."), anna) == "gate.end_paper"
    undo(anna)
    undo(anna)
    signed_chance(anna, end_on=TODAY + timedelta(days=60))
    why = {"why": "Twee rode kaarten.", "paper": "AANZ-1"}
    record(decision(anna, DecisionKind.END, **why), session=anna)
    assert newest(anna).state == "not_renewed"
