"""Early signals in the record: what was told, what came back, and what nobody may keep."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.contact import OfferAnswer, OfferKind
from caseconsole.domain.referred import Result, Signalled
from tests.casework.agreed import CASE, DEBT, LEASE, file_of, refusal, undo
from tests.casework.recipes import undo_of
from tests.casework.signals import REMINDED, WORD_BY, led_up, signal
from tests.casework.stores import TODAY, book, session

NO_ANSWER = OfferAnswer.NO_ANSWER


def answer(result: Result | None, words: str = "", **more: Any) -> a.AnswerReferral:
    """What came back of it."""
    return a.AnswerReferral(case=CASE, referral=1, seen=1, answer=words, result=result, **more)


def lead_up(here: Session, *offers: OfferKind, answered: OfferAnswer = NO_ANSWER) -> None:
    """Do what goes before a signal."""
    for change in led_up(CASE, *offers, answered=answered):
        record(change, session=here)


def test_a_signal_keeps_what_was_told(anna: Session) -> None:
    """R43: amount and months stay as they were told; R46: word is expected."""
    lead_up(anna)
    record(signal(warm=True), session=anna)
    (sent,) = file_of(anna).referrals
    assert sent.signalled == Signalled(DEBT, 20, REMINDED, "H-12")
    assert (sent.kind, sent.partner, sent.reply_by) == (
        "early_signal", "Gemeente Brinkerveen", WORD_BY
    )  # fmt: skip
    book(anna, LEASE, "payment", -DEBT // 2)
    (sent,) = file_of(anna).referrals
    assert sent.signalled == Signalled(DEBT, 20, REMINDED, "H-12")
    undo(anna)
    assert file_of(anna).referrals == ()


def test_a_signal_asks_for_its_evidence(anna: Session) -> None:
    assert refusal(signal(), anna) == "gate.signal_contact"
    lead_up(anna, OfferKind.CREDIT_BANK)
    assert refusal(signal(), anna) == "gate.signal_offer"
    lead_up(anna, OfferKind.MUNICIPALITY, answered=OfferAnswer.REFUSED)
    assert refusal(signal(), anna) == "gate.signal_objection"


def test_a_signal_of_another_amount_than_was_seen_is_refused(anna: Session) -> None:
    """Whether money came in meanwhile, or what is open was frozen."""
    lead_up(anna)
    book(anna, LEASE, "payment", -100)
    assert refusal(signal(cents_seen=DEBT), anna) == "refused.signal_amount"
    record(signal(cents_seen=DEBT - 100), session=anna)


def test_an_old_ledger_signals_nobody(store: Path) -> None:
    """P06: what it shows may be paid."""
    later = session(store, "anna", TODAY + timedelta(days=7))
    lead_up(later)
    assert refusal(signal(), later) == "held.ledger_too_old"
    later.close()


def test_the_answer_is_of_the_list_and_its_other_reason_is_not_kept(anna: Session) -> None:
    """R44: the partner may only be told that it was not taken up."""
    lead_up(anna)
    record(signal(), session=anna)
    assert refusal(answer(None), anna) == "refused.answer_empty"
    assert refusal(answer(Result.NOT_TAKEN_UP, "Zit vast"), anna) == "refused.signal_why"
    record(answer(Result.NOT_TAKEN_UP), session=anna)
    (sent,) = file_of(anna).referrals
    assert (sent.answered_on, sent.result, sent.answer) == (TODAY, Result.NOT_TAKEN_UP, "")


def test_collection_rests_once_help_was_accepted(anna: Session) -> None:
    """R45: in one change with the answer, and undone with it."""
    lead_up(anna)
    record(signal(), session=anna)
    until = TODAY + timedelta(days=30)
    late = answer(Result.FINANCIAL_HELP, "Traject start", pause_until=until + timedelta(days=1))
    assert refusal(late, anna) == "gate.signal_longest"
    unspoken = answer(Result.FINANCIAL_HELP, pause_until=until)
    assert refusal(unspoken, anna) == "refused.answer_empty"
    record(answer(Result.FINANCIAL_HELP, "Traject start", pause_until=until), session=anna)
    (pause,) = file_of(anna).pauses
    assert (pause.since, pause.until, pause.why) == (TODAY, until, "Traject start")
    undo(anna)
    assert file_of(anna).pauses == ()


def test_an_old_ledger_lets_no_collection_rest(store: Path, anna: Session) -> None:
    """P06, R45: whether new rent is paid cannot be concluded from it."""
    lead_up(anna)
    record(signal(), session=anna)
    later = session(store, "anna", TODAY + timedelta(days=7))
    rests = answer(Result.FINANCIAL_HELP, "Intake", pause_until=TODAY + timedelta(days=8))
    assert refusal(rests, later) == "held.ledger_too_old"
    later.close()


def test_what_opened_the_gate_of_a_signal_stays_as_long_as_that(store: Path, anna: Session) -> None:
    """R41: also where one colleague pointed to help and another told the municipality."""
    sent = a.Refer(case=CASE, referral="credit_bank", partner="Stadsbank", reply_by=WORD_BY)
    record(sent, session=anna)
    bram = session(store, "bram")
    lead_up(bram, OfferKind.MUNICIPALITY)
    record(signal(), session=bram)
    assert refusal(undo_of(anna), anna) == "refused.undo_changed"
    undo(bram)
    bram.close()
    undo(anna)


def test_only_a_signal_lets_collection_rest_by_its_answer(anna: Session) -> None:
    sent = a.Refer(case=CASE, referral="credit_bank", partner="Stadsbank", reply_by=WORD_BY)
    record(sent, session=anna)
    rests = answer(Result.FINANCIAL_HELP, "Intake", pause_until=TODAY)
    assert refusal(rests, anna) == "gate.signal_accepted"


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), date(2999, 1, 1)])
def test_word_is_expected_from_today_on(anna: Session, day: date) -> None:
    lead_up(anna)
    assert refusal(signal(reply_by=day), anna) in {"refused.reply_past", "refused.too_far"}
