"""For every kind of change how it succeeds, so that none is tried by its refusals only."""

from collections.abc import Callable
from datetime import date, timedelta

from caseconsole.casework.session import Session
from caseconsole.casework.undo import undoable
from caseconsole.domain import agreement_changes as a
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import (
    DecisionKind,
    JudgedAs,
    Outcome,
    Rung,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.contact import (
    AppointmentKind,
    Channel,
    OfferAnswer,
    OfferKind,
    ReasonCode,
    Whom,
)
from caseconsole.domain.signing import Signatory
from caseconsole.domain.verdict import Claim
from caseconsole.store import read
from caseconsole.store.rows import ReviewRow
from tests.casework.agreed import (
    START,
    arrangement,
    coaching,
    condition,
    duties,
    file_of,
    second_chance,
    withdraw,
)
from tests.casework.desks import Desk
from tests.casework.signals import led_up, signal
from tests.casework.stores import RENT, TODAY, book

Recipe = Callable[[Desk], c.Change]
RECIPES: dict[type[c.Change], Recipe] = {}
"""A change of each kind that succeeds; what it needs first is made."""


def _to(kind: type[c.Change]) -> Callable[[Recipe], Recipe]:
    def keep(recipe: Recipe) -> Recipe:
        RECIPES[kind] = recipe
        return recipe

    return keep


@_to(c.RecordContact)
def _contact(desk: Desk) -> c.Change:
    pick = desk.pick
    if pick.random() < 0.5:
        unreached = pick.choice([Whom.NO_ANSWER, Whom.VOICEMAIL, Whom.WRONG_NUMBER])
        return c.RecordContact(
            case=desk.case, channel=pick.choice([*Channel]), whom=unreached, said="Later."
        )
    return c.RecordContact(
        case=desk.case,
        channel=pick.choice([*Channel]),
        whom=Whom.TENANT,
        reason=_reason(desk),
        promise=_promise(desk),
        offers=(_offer(desk),),
        appointment=_appointment(desk),
    )


def _reason(desk: Desk) -> c.NewReason:
    pick = desk.pick
    return c.NewReason(code=pick.choice([*ReasonCode]), structural=pick.random() < 0.5)


def _promise(desk: Desk) -> c.NewPromise:
    return c.NewPromise(due_on=desk.day(), cents=desk.pick.randint(1, RENT))


def _offer(desk: Desk) -> c.NewOffer:
    pick = desk.pick
    return c.NewOffer(kind=pick.choice([*OfferKind]), answer=pick.choice([*OfferAnswer]), why="-")


def _appointment(desk: Desk) -> c.NewAppointment:
    return c.NewAppointment(kind=desk.pick.choice([*AppointmentKind]), on=desk.day())


RECIPES[c.AddNote] = lambda desk: c.AddNote(case=desk.case, text="é[/x]\x1b]52;")


RECIPES[c.MakePromise] = lambda desk: c.MakePromise(case=desk.case, promise=_promise(desk))


@_to(c.MakeOffer)
def _make_offer(desk: Desk) -> c.Change:
    return c.MakeOffer(case=desk.case, offer=_offer(desk), language="tr")


@_to(c.AnswerOffer)
def _answer_offer(desk: Desk) -> c.Change:
    desk.do(_make_offer(desk))
    one = file_of(desk.here, desk.case).offers[-1]
    answer = desk.pick.choice([*OfferAnswer])
    return c.AnswerOffer(case=desk.case, offer=one.id, seen=one.version, answer=answer, why="-")


RECIPES[c.JudgeReason] = lambda desk: c.JudgeReason(case=desk.case, reason=_reason(desk))


@_to(c.MakeAppointment)
def _make_appointment(desk: Desk) -> c.Change:
    return c.MakeAppointment(case=desk.case, appointment=_appointment(desk))


@_to(c.CloseAppointment)
def _close_appointment(desk: Desk) -> c.Change:
    desk.do(_make_appointment(desk))
    one = max(file_of(desk.here, desk.case).appointments, key=lambda one: one.id)
    return c.CloseAppointment(
        case=desk.case, appointment=one.id, seen=one.version, kept=one.on == TODAY, outcome="-"
    )


@_to(c.Snooze)
def _snooze(desk: Desk) -> c.Change:
    claim = desk.pick.choice([*Claim])
    return c.Snooze(case=desk.case, claim=claim, until=desk.day(1), why="Later.")


@_to(c.Assign)
def _assign(desk: Desk) -> c.Change:
    file = file_of(desk.here, desk.case)
    owner = desk.pick.choice(sorted({"", "anna", "bram", "tess"} - {file.owner}))
    return c.Assign(case=desk.case, owner=owner, seen=file.version)


@_to(c.PauseCase)
def _pause(desk: Desk) -> c.Change:
    return c.PauseCase(case=desk.case, until=desk.day(), why="Ziek.")


@_to(c.EndPause)
def _end_pause(desk: Desk) -> c.Change:
    desk.do(_pause(desk))
    one = max(file_of(desk.here, desk.case).pauses, key=lambda one: one.id)
    return c.EndPause(case=desk.case, pause=one.id, seen=one.version)


@_to(c.OpenFile)
def _open_file(desk: Desk) -> c.Change:
    free = desk.here.conn.execute(
        "SELECT id FROM lease WHERE id NOT IN"
        " (SELECT lease FROM case_file WHERE closed_on IS NULL) ORDER BY id"
    ).fetchall()
    return c.OpenFile(lease=desk.pick.choice(free)[0] if free else 1, why="Vraagt hulp.")


@_to(c.Undo)
def _undo(desk: Desk) -> c.Change:
    own = [one for one in RECIPES if one is not c.Undo and desk.who(one) is desk.here]
    desk.do(RECIPES[desk.pick.choice(own)](desk))
    return undo_of(desk.here)


def undo_of(here: Session) -> c.Undo:
    """The newest own change that stands, to be taken back."""
    found = undoable(here)
    assert found is not None
    return c.Undo(case=found.case, seq=found.seq)


@_to(a.MakeAgreement)
def _agree(desk: Desk) -> c.Change:
    return desk.pick.choice([
        arrangement(desk.here, desk.case, why="Zo afgesproken."),
        coaching(desk.case),
        second_chance(desk.case),
        second_chance(desk.case, state="applied", terms={}, conditions=()),
        a.MakeAgreement(
            case=desk.case, agreement="debt_counselling", state="application", start_on=TODAY
        ),
    ])  # fmt: skip


@_to(a.ChangeState)
def _change_state(desk: Desk) -> c.Change:
    if desk.pick.random() < 0.5:
        desk.do(coaching(desk.case))
        state = desk.pick.choice(["completed", "ended"])
        return a.ChangeState(**desk.about(state=state, on=TODAY, why="-"))
    desk.do(second_chance(desk.case, state="applied", terms={}, end_on=None, conditions=()))
    draft = second_chance(desk.case)
    agreed = {
        "terms": draft.terms, "end_on": draft.end_on, "conditions": draft.conditions,
        "why": draft.why,
    }  # fmt: skip
    return a.ChangeState(**desk.about(state="drafted", on=TODAY, **agreed))


@_to(a.SignAgreement)
def _sign(desk: Desk) -> c.Change:
    desk.do(desk.pick.choice([coaching(desk.case), second_chance(desk.case)]))
    return _signature(desk)


def _signature(desk: Desk, on: date = TODAY) -> c.Change:
    parties = (Signatory.LANDLORD, Signatory.TENANT, Signatory.PROVIDER)
    return a.SignAgreement(**desk.about(on=on, signed_by="Huurder", parties=parties, paper="SC-1"))


def _chance(desk: Desk) -> None:
    """A second-chance lease that binds since its first day."""
    both = condition(clause="C05"), condition(clause="C10", weight=Weight.MAJOR)
    desk.do(second_chance(desk.case, conditions=both))
    desk.do(_signature(desk, START))


def _running(desk: Desk) -> None:
    """An agreement of some kind that runs, with a duty that a person judges."""
    if desk.pick.random() < 0.5:
        _chance(desk)
    else:
        desk.do(coaching(desk.case))


@_to(a.AddCondition)
def _add_condition(desk: Desk) -> c.Change:
    _running(desk)
    return a.AddCondition(**desk.about(condition=condition(clause="own")))


@_to(a.EndCondition)
def _end_condition(desk: Desk) -> c.Change:
    _running(desk)
    one = desk.agreement.conditions[0]
    return a.EndCondition(
        case=desk.case, condition=one.id, seen=one.version, until=desk.day(), why="Gehaald."
    )


@_to(a.JudgeObligation)
def _judge(desk: Desk) -> c.Change:
    _running(desk)
    duty = desk.pick.choice(duties(desk.here, desk.case, until=TODAY))
    return _said(desk, duty.condition.id, duty.original_on, desk.pick.choice([*JudgedAs]))


def _said(desk: Desk, of: int, on: date, verdict: JudgedAs) -> c.Change:
    moved = desk.day(1) if verdict is JudgedAs.MOVED else None
    return a.JudgeObligation(
        case=desk.case, condition=of, original_on=on, seen=0, verdict=verdict, moved_to=moved,
        why="-",
    )  # fmt: skip


@_to(a.WithdrawJudgement)
def _withdraw_judgement(desk: Desk) -> c.Change:
    desk.do(_judge(desk))
    said = max(desk.agreement.judgements, key=lambda one: one.id)
    return withdraw(said.condition, said.original_on, said.id, desk.case)


@_to(a.Suspend)
def _suspend(desk: Desk) -> c.Change:
    _running(desk)
    days = {"since": desk.day(), "until": desk.day(9)}
    kind = desk.pick.choice([*SuspensionKind])
    return a.Suspend(**desk.about(reason_kind=kind, why="Opname.", **days))


@_to(a.Resume)
def _resume(desk: Desk) -> c.Change:
    desk.do(_suspend(desk))
    one = desk.agreement.suspensions[-1]
    until = one.since + timedelta(days=desk.pick.randint(-1, 3))
    return a.Resume(case=desk.case, suspension=one.id, seen=one.version, until=until)


@_to(a.TakeRung)
def _rung(desk: Desk) -> c.Change:
    _chance(desk)
    return _next_rung(desk, Rung.TALK)


def _next_rung(desk: Desk, rung: Rung, about: int | None = None) -> c.Change:
    values = {"rung": rung, "condition": about, "text": "Kom naar de les.", "why": "-"}
    return a.TakeRung(**desk.about(**values))


@_to(a.CloseRung)
def _close_rung(desk: Desk) -> c.Change:
    desk.do(_rung(desk))
    return _ended(desk, desk.pick.choice([*Outcome]))


def _ended(desk: Desk, outcome: Outcome) -> c.Change:
    one = desk.step
    return a.CloseRung(case=desk.case, step=one.id, seen=one.version, outcome=outcome)


@_to(a.ApproveRung)
def _approve_rung(desk: Desk) -> c.Change:
    _chance(desk)
    mended, broken = desk.agreement.conditions
    for missed in (mended, broken):
        desk.do(_said(desk, missed.id, missed.first_on, JudgedAs.MISSED))
    for rung in Rung:
        cured = rung is Rung.YELLOW_CARD
        desk.do(_next_rung(desk, rung, mended.id if cured else broken.id))
        if rung is not Rung.RED_CARD:
            desk.do(_ended(desk, Outcome.CURED if cured else Outcome.NOT_CURED))
    return a.ApproveRung(case=desk.case, step=desk.step.id, seen=desk.step.version)


@_to(a.Decide)
def _decide(desk: Desk) -> c.Change:
    desk.do(coaching(desk.case, end_on=TODAY, conditions=(condition(until=TODAY),)))
    kind, later = desk.pick.choice([*((one, None) for one in DecisionKind), ("keep", desk.day(1))])
    return a.Decide(**desk.about(decision=kind, why="-", next_review_on=desk.day(1), end_on=later))


@_to(a.Refer)
def _refer(desk: Desk) -> c.Change:
    return a.Refer(case=desk.case, referral="coach", partner="Op Orde", reply_by=desk.day())


@_to(a.Signal)
def _signal(desk: Desk) -> c.Change:
    lease = file_of(desk.here, desk.case).lease.id
    book(desk.here, lease, "charge", 2 * RENT, "2026-09-01")
    for change in led_up(desk.case):
        desk.do(change)
    return signal(desk.case, reminded_on=TODAY, reply_by=desk.day(), text="Zo afgesproken.")


@_to(a.AnswerReferral)
def _answer_referral(desk: Desk) -> c.Change:
    desk.do(_refer(desk))
    one = max(file_of(desk.here, desk.case).referrals, key=lambda one: one.id)
    return a.AnswerReferral(
        case=desk.case, referral=one.id, seen=one.version, answer="Begint maandag."
    )


@_to(a.StartReview)
def _start_review(desk: Desk) -> c.Change:
    return a.StartReview(name="Kwartaal", cases=(desk.case,))


def _review(desk: Desk) -> ReviewRow:
    desk.do(_start_review(desk))
    return max(read.reviews_open(desk.here.conn, ""), key=lambda one: one.id)


RECIPES[a.FinishFile] = lambda desk: a.FinishFile(case=desk.case, review=_review(desk).id)


@_to(a.CloseReview)
def _close_review(desk: Desk) -> c.Change:
    one = _review(desk)
    return a.CloseReview(review=one.id, seen=one.version)
