"""The outcome of a change, as the receipt, the question of undo and the journal say it."""

from datetime import timedelta

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.undo import undoable
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import Rung
from caseconsole.domain.agreement_changes import (
    AddCondition,
    AnswerReferral,
    MakeAgreement,
    Refer,
)
from caseconsole.domain.contact import AppointmentKind, Channel, OfferAnswer, OfferKind, Whom
from caseconsole.domain.referred import Result
from caseconsole.locale import speaker
from tests.casework.agreed import CASE, condition, file_of, rung, signed_chance
from tests.casework.stores import TODAY

NL = speaker("nl", TODAY)
UNTIL = TODAY + timedelta(days=6)


def said(change: c.Change, here: Session) -> str:
    """The outcome in the receipt, which undo and its receipt say the same of."""
    receipt = record(change, session=here)
    step = undoable(here)
    assert step is not None
    assert step.details == receipt.details[: len(step.details)]
    undone = record(c.Undo(case=step.case, seq=step.seq), session=here)
    assert (undone.message.id, undone.details) == ("undone", step.details)
    return " · ".join(map(NL.say, receipt.details))


def call(whom: Whom, channel: Channel = Channel.PHONE) -> c.RecordContact:
    """An attempt with an outcome."""
    return c.RecordContact(case=1, channel=channel, whom=whom)


OFFER = c.NewOffer(kind=OfferKind.ARRANGEMENT, answer=OfferAnswer.REFUSED)
CASES = (
    (call(Whom.NO_ANSWER), "geen gehoor"),
    (call(Whom.VOICEMAIL), "voicemail"),
    (call(Whom.WRONG_NUMBER), "verkeerd nummer"),
    (call(Whom.TENANT), "huurder gesproken"),
    (call(Whom.NO_ANSWER, Channel.VISIT), "huisbezoek: niet thuis, kaartje achtergelaten"),
    (c.MakeOffer(case=1, offer=OFFER), "betalingsregeling: geweigerd"),
    (c.Assign(case=1, owner="bram", seen=1), "toegewezen aan bram"),
    (c.Snooze(case=1, claim="call", until=UNTIL, why="later"), "bellen uitgesteld tot"),
    (c.PauseCase(case=1, until=UNTIL, why="ziek"), "aangehouden tot en met"),
    (c.AddNote(case=1, text="Belt\n{morgen"), "opmerking “Belt {morgen”"),
    (
        MakeAgreement(
            case=1, agreement="payment_arrangement", state="refused", start_on=TODAY, why="nee"
        ),
        "Betalingsregeling: geweigerd",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("change", "outcome"), CASES, ids=[outcome for _, outcome in CASES])
def test_a_receipt_and_undo_say_the_outcome(change: c.Change, outcome: str, anna: Session) -> None:
    assert said(change, anna).startswith(outcome)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (OfferAnswer.ACCEPTED, "aangenomen"),
        (OfferAnswer.REFUSED, "geweigerd"),
        (OfferAnswer.NO_ANSWER, "nog geen antwoord"),
    ],
)
def test_the_receipt_of_a_call_says_how_help_was_answered(
    anna: Session, answer: OfferAnswer, word: str
) -> None:
    """A refusal is a dated record that courts ask for (R37)."""
    offers = (c.NewOffer(kind=OfferKind.CREDIT_BANK, answer=answer),)
    made = call(Whom.TENANT).model_copy(update={"offers": offers, "identity_checked": True})
    assert said(made, anna) == f"huurder gesproken · hulp: stadsbank ({word})"


@pytest.mark.parametrize(("clause", "named"), [("own", "Buren klagen."), ("C05", "Budgettraining")])
def test_the_receipt_of_a_condition_names_it(anna: Session, clause: str, named: str) -> None:
    """An own one by its words."""
    made = signed_chance(anna)
    about = {"case": CASE, "agreement": made.id, "seen": made.version}
    added = condition(clause=clause, text="Buren klagen.")
    change = AddCondition(**about, condition=added, why="x")
    assert said(change, anna) == f"voorwaarde erbij: {named}"


@pytest.mark.parametrize(
    ("result", "answer", "told"),
    [
        (Result.FINANCIAL_HELP, "", "stadsbank: {result}"),
        (None, "komt 3 december", "stadsbank antwoordt “komt 3 december”"),
        (Result.FINANCIAL_HELP, "komt 3 december",
         "stadsbank: {result} · stadsbank antwoordt “komt 3 december”"),
    ],
)  # fmt: skip
def test_the_receipt_of_an_answer_says_its_result_and_its_words(
    anna: Session, result: Result | None, answer: str, told: str
) -> None:
    """Both count (R44)."""
    sent_to = Refer(case=1, referral="credit_bank", partner="Stadsbank", reply_by=UNTIL)
    record(sent_to, session=anna)
    (sent,) = file_of(anna, 1).referrals
    change = AnswerReferral(case=1, referral=sent.id, seen=1, result=result, answer=answer)
    word = NL.say(f"result.{Result.FINANCIAL_HELP}")
    assert said(change, anna) == told.format(result=word)


def test_the_receipt_of_a_talk_says_what_came_of_it(anna: Session) -> None:
    """Where somebody wrote that."""
    talk = c.NewAppointment(kind=AppointmentKind.TALK, on=TODAY)
    record(c.MakeAppointment(case=1, appointment=talk), session=anna)
    change = c.CloseAppointment(case=1, appointment=1, seen=1, kept=True, outcome="Gaat beter.")
    assert said(change, anna).endswith("doorgegaan · “Gaat beter.”")


def test_the_receipt_of_a_rung_says_what_it_is_about(anna: Session) -> None:
    """R75: the condition, or the agreement as a whole."""
    about = signed_chance(anna, conditions=(condition(clause="C05"),)).conditions[0].id
    assert said(rung(anna, Rung.TALK, condition=about), anna) == "gesprek: Budgettraining"
    assert said(rung(anna, Rung.TALK, condition=None), anna) == "gesprek: de hele afspraak"


def test_the_receipt_says_that_a_colleague_does_not_speak_the_language(anna: Session) -> None:
    """R05: the choice stands, and is made knowingly."""
    anna.conn.execute("UPDATE person SET languages = 'so'")
    receipt = record(c.Assign(case=1, owner="bram", seen=1), session=anna)
    assert [NL.say(one) for one in receipt.details] == [
        "toegewezen aan bram", "bram spreekt geen Somalisch",
    ]  # fmt: skip
