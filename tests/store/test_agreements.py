"""Agreements as the rules read them."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

import pytest

from caseconsole.domain.agreement import Evidence, Judge, JudgedAs, Paid, Rung, SuspensionKind
from caseconsole.domain.casefile import CaseFile
from caseconsole.store import derived, read
from caseconsole.store.cases import close_case
from caseconsole.store.sqlite import Store
from tests.store.build import (
    TODAY,
    agreement,
    case,
    change,
    condition,
    due_case,
    judgement,
    lease,
    line,
    plan,
)


def test_an_agreement_is_read_with_all_that_belongs_to_it(store: Store) -> None:
    with change(store) as writer:
        home, garage = lease(writer), lease(writer)
        key = case(writer, home)
        made = agreement(
            writer, key, "second_chance", covers=(home, garage), end_on="2028-10-01",
            states=(("drafted", "2026-09-20"), ("signed", "2026-10-01")),
            terms='{"form": "F1", "months": 24}', partner="Gemeente", signed_on="2026-10-01",
        )  # fmt: skip
        sessions = condition(
            writer, made, clause="C09", judge="person", evidence="attendance", fixed=1
        )
        judged = [judgement(writer, sessions, word, "2026-11-01") for word in ("missed", "excused")]
        mistaken = judgement(writer, sessions, "met", "2026-11-01")
        writer.withdraw("judgement", mistaken, 1)
        writer.insert(
            "suspension", agreement=made, since="2026-10-05", until="2026-10-09", kind="hospital",
            why="opname", by="anna",
        )  # fmt: skip
        writer.insert(
            "ladder_step", agreement=made, rung="yellow_card", condition=sessions,
            on_day="2026-11-02", cure_until="2026-11-16", text="Kom naar de training.",
            outcome=None, outcome_on=None, by="anna", second="",
        )  # fmt: skip
        writer.insert(
            "decision", agreement=made, kind="warn", on_day="2026-11-02", why="", by="anna",
            next_review_on="2026-12-01", review=None, second="",
        )  # fmt: skip
    (found,) = read.case_file(store.conn, key, TODAY).agreements
    assert (found.id, found.case, found.kind, found.state) == (made, key, "second_chance", "signed")
    assert (found.start_on, found.end_on) == (date(2026, 10, 1), date(2028, 10, 1))
    assert found.terms == {"form": "F1", "months": 24}
    assert found.covers == (home, garage)
    assert [state.state for state in found.states] == ["drafted", "signed"]
    (duty,) = found.conditions
    assert (duty.clause, duty.judge, duty.evidence) == ("C09", Judge.PERSON, Evidence.ATTENDANCE)
    assert duty.fixed
    assert [(one.id, one.verdict) for one in found.judgements] == [
        (judged[0], JudgedAs.MISSED), (judged[1], JudgedAs.EXCUSED),
    ]  # fmt: skip
    assert found.suspensions[0].kind is SuspensionKind.HOSPITAL
    assert (found.ladder[0].rung, found.ladder[0].cure_until) == (
        Rung.YELLOW_CARD, date(2026, 11, 16),
    )  # fmt: skip
    assert found.decisions[0].next_review_on == date(2026, 12, 1)


def test_agreements_stand_by_their_start_and_a_withdrawn_one_is_gone(store: Store) -> None:
    with change(store) as writer:
        key = case(writer, lease(writer))
        second = agreement(writer, key, start_on="2026-10-20")
        first = agreement(writer, key, start_on="2026-09-01")
        gone = agreement(writer, key)
        writer.withdraw("agreement", gone, 1)
    found = read.case_file(store.conn, key, TODAY).agreements
    assert [one.id for one in found] == [first, second]
    assert found[0].judgements == ()


def test_a_referral_is_read_with_its_answer(store: Store) -> None:
    with change(store) as writer:
        key = case(writer, lease(writer))
        writer.insert(
            "referral", case_file=key, on_day="2026-10-01", kind="coach", partner="Op Orde",
            text="", warm=True, reply_by="2026-10-15", answered_on="2026-10-08",
            answer="Start in november.", by="anna",
        )  # fmt: skip
    (sent,) = read.case_file(store.conn, key, TODAY).referrals
    assert (sent.warm, sent.reply_by, sent.answer) == (
        True, date(2026, 10, 15), "Start in november.",
    )  # fmt: skip


def test_what_covers_a_lease_is_found_from_the_lease(store: Store) -> None:
    with change(store) as writer:
        home = lease(writer)
        garage, elsewhere = lease(writer, person=home), lease(writer)
        key = case(writer, home)
        both = agreement(writer, key, covers=(home, garage), states=(
            ("agreed", "2026-10-01"), ("lapsed", "2026-10-20"),
        ))  # fmt: skip
        mistaken = agreement(writer, key, covers=(garage,))
        writer.withdraw("agreement", mistaken, 1)
    found = read.covers(store.conn, [garage, elsewhere])
    assert list(found) == [garage]
    (cover,) = found[garage]
    number = read.case_file(store.conn, key, TODAY).number
    assert cover == (both, number, "payment_arrangement", ("agreed", "lapsed"))
    assert read.coverable(store.conn, garage) == (garage, home)
    assert read.coverable(store.conn, elsewhere) == (elsewhere,)


def test_all_that_one_agreement_binds_is_found_from_each_of_its_leases(store: Store) -> None:
    """The lease of its file, and those it covers: what is paid on one counts in all."""
    with change(store) as writer:
        home, garage, berth = lease(writer), lease(writer), lease(writer)
        key = case(writer, home)
        made = agreement(writer, key, covers=(garage, berth))
        lease(writer)
    for one in (home, garage, berth):
        assert derived.related(store.conn, [one]) == sorted({home, garage, berth} - {one})
    with change(store) as writer:
        writer.withdraw("agreement_claim", claim_of(store, made, berth), 1)
    assert derived.related(store.conn, [garage]) == [home]


def test_what_one_agreement_binds_is_found_through_another(store: Store) -> None:
    """From both ends, and between them; a lease that nothing binds stands alone."""
    with change(store) as writer:
        chain = [lease(writer) for _ in range(4)]
        for one, other in pairwise(chain):
            agreement(writer, case(writer, one), covers=(one, other))
        alone = lease(writer)
    for one in chain:
        assert derived.related(store.conn, [one]) == [other for other in chain if other != one]
    assert derived.related(store.conn, [*chain[1:3], alone]) == [chain[0], chain[3]]
    assert derived.related(store.conn, [alone]) == []


def claim_of(store: Store, made: int, lease: int) -> int:
    """The row by which an agreement covers a lease."""
    row = store.conn.execute(
        "SELECT id FROM agreement_claim WHERE agreement = ? AND lease = ?", (made, lease)
    ).fetchone()
    return int(row[0])


@pytest.mark.parametrize("read_files", [read.case_files, read.lease_files])
def test_a_file_is_read_with_what_other_files_agreed_for_its_lease(
    store: Store, read_files: Callable[..., Iterator[CaseFile]]
) -> None:
    """Whatever its state, with what the ledger says of it there; what was withdrawn is gone."""
    with change(store) as writer:
        home, garage = lease(writer), lease(writer)
        own, other = case(writer, home), case(writer, garage)
        lapsed = agreement(writer, own, covers=(home, garage), states=(
            ("agreed", "2026-10-01"), ("lapsed", "2026-10-20"),
        ))  # fmt: skip
        runs = agreement(writer, own, covers=(garage,))
        condition(writer, runs)
        agreement(writer, own, covers=(home,))
        agreement(writer, other, covers=(garage,))
        writer.withdraw("agreement", agreement(writer, own, covers=(garage,)), 1)
        line(writer, garage, "charge", 10_000, "2026-09-01", due_on="2026-09-01")
    alone = [other] if read_files is read.case_files else [garage]
    (file,) = read_files(store.conn, alone, TODAY)
    there = read.case_file(store.conn, own, TODAY)
    assert [held.agreement.id for held in file.covering] == [lapsed, runs]
    for held in file.covering:
        assert held.number == there.number
        assert held.agreement in there.agreements
        assert held.paid == there.paid
    assert len(file.agreements) == 1
    assert there.covering == ()


def test_what_was_paid_on_all_that_an_arrangement_covers_is_told_with_the_file(
    store: Store,
) -> None:
    with change(store) as writer:
        home = lease(writer)
        garage = lease(writer, person=home)
        key = case(writer, home)
        for debtor in (home, garage):
            line(writer, debtor, "charge", 10_000, "2026-09-01", due_on="2026-09-01")
            line(writer, debtor, "payment", -4_000, "2026-10-05")
        line(writer, home, "charge", 3_000, "2026-11-01", due_on="2026-11-01")
        line(writer, home, "payment", -3_500, "2026-11-02")
        arrangement = agreement(writer, key, covers=(home, garage))
        condition(writer, arrangement)
    found = read.case_file(store.conn, key, TODAY).paid
    assert found.covered[arrangement] == ((date(2026, 10, 5), 8_000), (date(2026, 11, 2), 500))
    (rent,) = found.rents
    assert (rent.due_on, rent.open, rent.paid_on) == (date(2026, 11, 1), 0, date(2026, 11, 2))
    assert found.open[arrangement] == 20_000 - 8_500


def test_no_ledger_is_read_for_an_agreement_that_it_does_not_judge(store: Store) -> None:
    key = due_case(store)
    with change(store) as writer:
        support = agreement(writer, key, "housing_support", states=(("accepted", "2026-10-01"),))
        condition(writer, support, judge="person", cents=0)
    statements: list[str] = []
    store.conn.set_trace_callback(statements.append)
    assert read.case_file(store.conn, key, TODAY).paid.rents == ()
    store.conn.set_trace_callback(None)
    assert not any("CROSS JOIN ledger_entry" in sql for sql in statements)


@pytest.mark.parametrize("with_agreement", [0, 1, 30])
def test_files_with_agreements_take_a_fixed_number_of_queries(
    store: Store, with_agreement: int
) -> None:
    keys = [due_case(store) for _ in range(30)]
    bare = _statements(store, keys)
    with change(store) as writer:
        for key in keys[:with_agreement]:
            for _ in range(3):
                duty = condition(writer, agreement(writer, key, covers=(key,)))
                judgement(writer, duty, "met", "2026-11-01")
    assert _statements(store, keys) - bare == (8 if with_agreement else 0)


def _statements(store: Store, keys: list[int]) -> int:
    statements: list[str] = []
    store.conn.set_trace_callback(statements.append)
    assert len(list(read.case_files(store.conn, keys, TODAY))) == len(keys)
    store.conn.set_trace_callback(None)
    return len(statements)


def test_no_read_of_agreements_scans_a_table(store: Store) -> None:
    key = due_case(store)
    with change(store) as writer:
        agreement(writer, key)
    statements: list[str] = []
    store.conn.set_trace_callback(statements.append)
    list(read.case_files(store.conn, [key], TODAY))
    store.conn.set_trace_callback(None)
    asked = [sql for sql in statements if "agreement" in sql or "referral" in sql]
    assert len(asked) == 10
    steps = [step for sql in asked for step in plan(store, sql, ())]
    assert [step for step in steps if step.startswith("SCAN") and "VIRTUAL" not in step] == []


def test_reading_what_was_agreed_scans_no_table(store: Store) -> None:
    """Each part is found by its agreement, each agreement by its file or by a lease it covers."""
    with change(store) as writer:
        home, garage = lease(writer), lease(writer)
        key = case(writer, home)
        made = agreement(writer, key, covers=(home, garage))
        judgement(writer, condition(writer, made), "met", "2026-11-01")
        line(writer, home, "charge", 50_000, "2026-11-01")
    statements: list[str] = []
    store.conn.set_trace_callback(statements.append)
    assert read.case_file(store.conn, key, TODAY).agreements
    assert next(read.lease_files(store.conn, [home], TODAY)).agreements
    assert read.windows(store.conn, [home, garage])
    read.coverable(store.conn, home)
    store.conn.set_trace_callback(None)
    steps = [step for said in statements if "pragma" not in said for step in plan(store, said, ())]
    assert any(" USING " in step for step in steps)
    assert [step for step in steps if step.startswith("SCAN") and not _of_few(step)] == []


def _of_few(step: str) -> bool:
    """Whether a scan goes over the keys that were given, or over what was found by them."""
    return "VIRTUAL TABLE" in step or step == "SCAN f"


KEPT = (("agreed", "2026-09-10"), ("kept", "2026-10-02"))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (None, False),
        ("open file", True),
        ("owes", True),
        ("waits", True),
        ("asked a partner", True),
        ("covers another", True),
        ("another runs", True),
    ],
)
def test_of_what_is_over_the_ledger_is_read_only_where_it_may_still_decide(
    store: Store, changed: str | None, told: bool
) -> None:
    """What made an arrangement kept can have come back only where something is open (R39)."""
    with change(store) as writer:
        home, garage = lease(writer), lease(writer)
        key = case(writer, home)
        agreement(
            writer,
            key,
            covers=(home, garage) if changed == "covers another" else (home,),
            start_on="2026-09-10",
            states=KEPT,
        )
        line(writer, home, "charge", 50_000, "2026-09-01", due_on="2026-09-01")
        line(writer, home, "payment", -50_000, "2026-10-01")
        if changed == "owes":
            line(writer, home, "charge", 50_000, "2026-10-01", due_on="2026-10-01")
        if changed == "waits":
            writer.insert(
                "appointment", case_file=key, made_on="2026-10-02", kind="call_back",
                on_day="2026-10-09", part_of_day=None, kept=None, text="", by="anna", outcome="",
            )  # fmt: skip
        if changed == "asked a partner":
            writer.insert(
                "referral", case_file=key, on_day="2026-10-01", kind="coach", partner="Op Orde",
                text="", warm=True, reply_by="2026-10-15", answered_on=None, answer="", by="anna",
            )  # fmt: skip
        if changed == "another runs":
            agreement(writer, key, covers=(home,))
        if changed != "open file":
            close_case(writer, key, date(2026, 10, 2))
    with store.transaction():
        derived.refresh_standings(store, TODAY, [home, garage])
    (file,) = read.lease_files(store.conn, [home], TODAY)
    (every,) = read.case_files(store.conn, [key], TODAY)
    assert every.paid.covered
    assert file.paid == (every.paid if told else Paid())
