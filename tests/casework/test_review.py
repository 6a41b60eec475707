"""A review: what can be chosen, where it goes on, who does which file, and what it leaves."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework import review, viewing
from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.review_ending import proposal
from caseconsole.casework.session import Session
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import DecisionKind, Evidence, JudgedAs, Outcome, Rung
from caseconsole.domain.agreement_changes import (
    CloseReview,
    CloseRung,
    Decide,
    FinishFile,
    StartReview,
    TakeRung,
)
from caseconsole.domain.limit import parse_limit
from caseconsole.domain.message import Refused
from caseconsole.domain.obligations import ConditionStatus
from caseconsole.locale import speaker
from caseconsole.outgoing.review import Report, as_json, as_text
from caseconsole.store import read
from caseconsole.store.verify import verify
from tests.casework.agreed import duties, judge, known_through, newest, refusal, suspend, undo
from tests.casework.reviews import SESSIONS, judge_all, second_chances, waiting
from tests.casework.stores import RENT, TODAY, book, session

ALL = parse_limit("agreement:second_chance")


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three files with a second chance each."""
    return second_chances(tmp_path_factory.mktemp("review") / "t.db", 3)


@pytest.fixture
def store(reviewed: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(reviewed, tmp_path / "s.db"))


def standing(here: Session, id_: int, after: int = 0) -> review.ReviewNow:
    """The next file of a review."""
    found = review.go_on(here, id_, after)
    assert found is not None
    return found


def finish(here: Session, id_: int, case: int, why: str = "") -> None:
    """A file is done."""
    record(FinishFile(case=case, review=id_, why=why), session=here)


def test_a_review_keeps_its_files_in_order_whatever_others_do(anna: Session) -> None:
    id_ = review.start(anna, "Tweede kans", ALL).id
    shown = standing(anna, id_)
    assert (shown.review.kind, [file.case for file in shown.files]) == ("second_chance", [1, 2, 3])
    record(c.AddNote(case=3, text="Nieuw"), session=anna)
    assert [file.case for file in standing(anna, id_).files] == [1, 2, 3]
    assert verify(anna.conn) == []


def test_a_set_in_a_given_order_keeps_that_order_and_leaves_out_files_without_agreement(
    anna: Session,
) -> None:
    record(c.AddNote(case=1, text="x"), session=anna)
    id_ = review.start(anna, "lijst", (), (3, 1, 3, 2)).id
    assert [file.case for file in standing(anna, id_).files] == [3, 1, 2]


@pytest.mark.parametrize(
    ("limit", "cases", "state", "left_out"),
    [
        ("agreement:second_chance", None, "signed", None),
        ("agreement:second_chance", None, "applied", "review.left_out_kind"),
        ("agreement:second_chance", None, "ended", "review.left_out_kind"),
        ("", (3, 2, 3), "applied", "review.left_out"),
        ("", (3, 1), "applied", None),
    ],
)
def test_what_a_review_leaves_out_of_its_set_is_told_with_the_reason(
    anna: Session, limit: str, cases: tuple[int, ...] | None, state: str, left_out: str | None
) -> None:
    with anna.store.transaction() as conn:
        conn.execute(
            "UPDATE agreement_state SET state = ? WHERE agreement ="
            " (SELECT id FROM agreement WHERE case_file = 2)",
            (state,),
        )
    begun = review.start(anna, "x", parse_limit(limit), cases)
    told = begun.left_out
    assert (told and told.id) == left_out
    if told:
        number = read.numbers(anna.conn, [2])[2]
        assert (told.values["n"], told.values["numbers"]) == (1, number)
        assert number in speaker("nl").say(told)


@pytest.mark.parametrize(
    ("limit", "over", "why"),
    [
        ("agreement:budget_coaching", False, "review.no_file"),
        ("agreement:second_chance", True, "review.empty"),
    ],
)
def test_nothing_to_review_is_said(anna: Session, limit: str, *, over: bool, why: str) -> None:
    if over:
        with anna.store.transaction() as conn:
            conn.execute("UPDATE agreement_state SET state = 'ended'")
    with pytest.raises(Refused) as refused:
        review.start(anna, "leeg", parse_limit(limit))
    assert refused.value.why.id == why


@pytest.mark.parametrize("team", ["noord", ""])
def test_the_sets_of_a_team_name_it_and_hold_the_files_of_nobody(store: Path, team: str) -> None:
    """No file falls between the teams; that of another team is in none of them."""
    here = session(store)
    try:
        with here.store.transaction() as conn:
            conn.execute("UPDATE caseworker SET team = ? WHERE login = 'anna'", (team,))
            conn.execute("UPDATE caseworker SET team = 'zuid' WHERE login = 'bram'")
            conn.execute("DELETE FROM due")
            for case, owner in ((1, "anna"), (2, "bram"), (3, "")):
                conn.execute("UPDATE case_file SET owner = ? WHERE id = ?", (owner, case))
    finally:
        here.close()
    anna = session(store)
    try:
        sets = [one for one in review.choices(anna) if "second_chance" in one.limit]
        asked = parse_limit(sets[-1].limit)
        found = read.agreed_cases(anna.conn, asked, me="anna", today=TODAY)
        assert [one.case for one in found] == ([1, 3] if team else [1, 2, 3])
        said = [speaker("nl", TODAY).say(one.name) for one in sets]
        assert all((f"{team} en vrij" in words) == bool(team) for words in said)
    finally:
        anna.close()


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("agreement:second_chance", 3),
        ("agreement:second_chance agreed>=2026-11-01", 3),
        ("agreement:second_chance agreed<2026-11-01", 0),
        ("-agreement:second_chance", 0),
        ("review<=today", 0),
        ("review<=7d", 1),
        ("agreement:second_chance review<=7d", 1),
        ("agreement:payment_arrangement review<=7d", 0),
        ("agreement:second_chance -review<=7d", 2),
        ("agreement:second_chance arrears>5m", 0),
    ],
)
def test_a_limit_names_kind_day_of_agreement_and_next_review(
    anna: Session, text: str, cases: int
) -> None:
    one = newest(anna, 2)
    kept = Decide(
        case=2,
        agreement=one.id,
        seen=one.version,
        decision=DecisionKind.KEEP,
        next_review_on=TODAY.replace(day=10),
    )
    record(kept, session=anna)
    limit = parse_limit(text)
    assert len(read.agreed_cases(anna.conn, limit, me="anna", today=TODAY)) == cases
    assert read.count_due(anna.conn, limit, me="anna", today=TODAY) == cases


def test_the_items_are_what_fell_due_and_how_each_other_condition_goes(anna: Session) -> None:
    items = standing(anna, review.start(anna, "x", ALL).id).items
    assert [(item.condition.clause, item.waits) for item in items if item.condition] == [
        *[("C05", True)] * SESSIONS, ("C01", False), ("C09", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("through", "status", "kind"),
    [
        (date(2026, 11, 30), ConditionStatus.ON_TRACK, DecisionKind.KEEP),
        (date(2026, 12, 7), ConditionStatus.BREACHED, DecisionKind.WARN),
    ],
)
def test_no_warning_is_proposed_about_what_an_old_ledger_does_not_show(
    store: Path, through: date, status: ConditionStatus, kind: DecisionKind
) -> None:
    """P06: the worklist asks for nothing either."""
    today = date(2026, 12, 8)
    later = session(store, today=today)
    book(later, 1, "charge", RENT, "2026-12-01")
    known_through(later, through)
    run_day(later)
    found = standing(later, review.start(later, "x", ALL).id)
    rent = next(one for one in found.items if one.condition and one.condition.clause == "C01")
    assert (rent.status, proposal(found, newest(later, 1))) == (status, kind)
    later.close()


def test_what_was_judged_stays_an_item_until_the_file_is_decided_about(anna: Session) -> None:
    id_ = review.start(anna, "x", ALL).id
    judge_all(anna, 1)
    assert [item.waits for item in standing(anna, id_).items[:SESSIONS]] == [False] * SESSIONS
    one = newest(anna, 1)
    record(
        Decide(case=1, agreement=one.id, seen=one.version, decision=DecisionKind.KEEP), session=anna
    )
    assert all(item.duty is None for item in standing(anna, id_).items)


def test_it_goes_on_at_the_first_file_that_is_not_done_also_from_another_session(
    anna: Session, store: Path
) -> None:
    id_ = review.start(anna, "x", ALL).id
    finish(anna, id_, 1)
    again = session(store, "anna")
    try:
        assert [one.id for one in read.reviews_open(again.conn, "anna")] == [id_]
        assert standing(again, id_).view.file.id == 2
    finally:
        again.close()


def test_two_people_in_one_review_do_not_do_the_same_file(anna: Session, bram: Session) -> None:
    id_ = review.start(anna, "x", ALL).id
    assert standing(anna, id_).view.file.id == 1
    shown = standing(bram, id_)
    assert shown.view.file.id == 2
    assert [said.id for said in shown.passed] == ["review.passed"]
    finish(bram, id_, 2)
    finish(bram, id_, 3)
    with pytest.raises(Refused) as refused:
        review.go_on(bram, id_)
    assert refused.value.why.values["actor"] == "anna"
    viewing.leave_case(anna)
    assert standing(bram, id_).view.file.id == 1


def test_a_file_is_done_once_and_undone_by_undo(anna: Session, bram: Session) -> None:
    id_ = review.start(anna, "x", ALL).id
    finish(anna, id_, 1)
    assert refusal(FinishFile(case=1, review=id_), bram) == "refused.review_done"
    undo(anna)
    assert standing(anna, id_).view.file.id == 1
    assert verify(anna.conn) == []


def test_all_done_is_the_end_and_a_review_broken_off_takes_nothing_more(anna: Session) -> None:
    id_ = review.start(anna, "x", ALL).id
    for case in (1, 2, 3):
        finish(anna, id_, case)
    assert review.go_on(anna, id_) is None
    assert read.reviews_open(anna.conn, "anna") == []
    other = review.start(anna, "y", ALL).id
    record(CloseReview(review=other, seen=1), session=anna)
    assert refusal(FinishFile(case=1, review=other), anna) == "refused.review_closed"
    assert refusal(CloseReview(review=other, seen=1), anna) == "refused.review_closed"
    duty, made = waiting(anna, 1)[0], newest(anna, 1)
    judged = judge(duty.condition, duty.original_on, JudgedAs.MET)
    within = {"case": 1, "review": other}
    assert refusal(judged.model_copy(update=within), anna) == "refused.review_closed"
    kept = Decide(agreement=made.id, seen=made.version, decision=DecisionKind.KEEP, **within)
    assert refusal(kept, anna) == "refused.review_closed"
    with pytest.raises(Refused):
        review.go_on(anna, other)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (StartReview(name="x", cases=(99,)), "refused.review_files"),
        (StartReview(name="x", review_kind="onzin", cases=(1,)), "refused.review_kind"),
        (FinishFile(case=1, review=99), "refused.review_unknown"),
        (CloseReview(review=99, seen=1), "refused.review_unknown"),
        (CloseReview(review=1, seen=7), "refused.review_changed"),
        (FinishFile(case=2, review=1), "refused.review_file"),
    ],
)
def test_what_cannot_be_is_refused(anna: Session, change: c.Change, why: str) -> None:
    assert review.start(anna, "x", ALL, (1,)).id == 1
    assert refusal(change, anna) == why


def test_starting_a_review_can_be_undone_until_something_was_judged_in_it(anna: Session) -> None:
    first = review.start(anna, "x", ALL).id
    undo(anna)
    assert read.review(anna.conn, first) is None
    assert read.review_files(anna.conn, first) == []
    second = review.start(anna, "y", ALL).id
    duty = waiting(anna, 1)[0]
    asked = judge(duty.condition, duty.original_on, JudgedAs.MET, evidence=Evidence.ATTENDANCE)
    record(asked.model_copy(update={"case": 1, "review": second}), session=anna)
    undo(anna)
    undo(anna)
    assert read.review(anna.conn, second) is None
    assert verify(anna.conn) == []


def test_an_auditor_starts_no_review(store: Path) -> None:
    axel = session(store, "axel")
    try:
        with pytest.raises(Refused):
            review.start(axel, "x", ALL)
    finally:
        axel.close()


def test_the_report_names_the_days_to_which_a_standstill_moved_duties_and_cures(
    anna: Session,
) -> None:
    """As the file, the letter and the gates do; what was moved is named by the day that it had."""
    id_, week = review.start(anna, "Tweede kans", ALL).id, timedelta(weeks=1)
    missed = waiting(anna, 1)[0]
    made, of, day = newest(anna, 1), missed.condition, TODAY + timedelta(days=1)
    said = judge(of, missed.original_on, JudgedAs.MISSED, review=id_)
    still = suspend(made, day, TODAY + week)
    record(said.model_copy(update={"case": 1}), session=anna)
    record(still.model_copy(update={"case": 1}), session=anna)
    for which in (Rung.TALK, Rung.YELLOW_CARD):
        seen = newest(anna, 1).version
        taken = TakeRung(
            case=1, agreement=made.id, seen=seen, rung=which, text="Kom.", condition=of.id,
            review=id_,
        )  # fmt: skip
        record(taken, session=anna)
    ahead = next(one for one in duties(anna, 1) if one.on > TODAY + week)
    later = ahead.on + week
    moved = judge(
        ahead.condition, ahead.original_on, JudgedAs.MOVED, moved_to=later, review=id_, why="Ziek."
    )
    record(moved.model_copy(update={"case": 1}), session=anna)
    card = newest(anna, 1).ladder[-1]
    assert card.cure_until
    assert ahead.on == ahead.original_on + week
    acts = read.review_acts(anna.conn, id_)
    assert [(act.value, act.due_on) for act in acts] == [
        ("missed", missed.on), ("moved", ahead.on), ("talk", None),
        ("yellow_card", card.cure_until + week),
    ]  # fmt: skip


def test_the_report_names_what_was_done_by_whom_and_the_sums(anna: Session) -> None:
    id_ = review.start(anna, "Tweede kans", ALL).id
    duty = waiting(anna, 1)[0]
    asked = judge(duty.condition, duty.original_on, JudgedAs.MISSED, why="Niet gekomen")
    record(asked.model_copy(update={"case": 1, "review": id_}), session=anna)
    one = newest(anna, 1)
    next_on = TODAY.replace(year=2027)
    kept = Decide(
        case=1, agreement=one.id, seen=one.version, decision=DecisionKind.KEEP, review=id_,
        next_review_on=next_on,
    )  # fmt: skip
    record(kept, session=anna)
    climbed = newest(anna, 1)
    taken = TakeRung(
        case=1, agreement=climbed.id, seen=climbed.version, rung=Rung.TALK, text="Kom."
    )
    record(taken, session=anna)
    talk = newest(anna, 1).ladder[-1]
    record(
        CloseRung(case=1, step=talk.id, seen=talk.version, outcome=Outcome.CURED, why="Komt weer.",
                  review=id_),
        session=anna,
    )  # fmt: skip
    finish(anna, id_, 1, "De rest volgt.")
    found = read.review(anna.conn, id_)
    assert found is not None
    report = Report(found, read.review_files(anna.conn, id_), read.review_acts(anna.conn, id_))
    facts = json.loads(as_json(report))
    assert facts["totals"] == {
        "files": 3, "done": 1, "judgements": {"missed": 1}, "rungs": {}, "outcomes": {"cured": 1},
        "decisions": {"keep": 1},
    }  # fmt: skip
    first = facts["files"][0]
    assert (first["by"], first["why"]) == ("anna", "De rest volgt.")
    assert first["decisions"][0]["next"] == next_on.isoformat()
    ended = first["outcomes"][0]
    assert (ended["outcome"], ended["by"], ended["why"]) == ("cured", "anna", "Komt weer.")
    for lang in ("nl", "en"):
        text = as_text(report, speaker(lang, TODAY), zone="Europe/Amsterdam")
        assert "Niet gekomen" in text
        assert max(map(len, text.splitlines())) <= 80
