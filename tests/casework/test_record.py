"""The one way to change the record."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseconsole.casework import drafts, viewing
from caseconsole.casework.asking import well_formed
from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.stale import Changed
from caseconsole.casework.why import verdicts
from caseconsole.domain import changes as c
from caseconsole.domain.contact import (
    AppointmentKind,
    Channel,
    OfferAnswer,
    OfferKind,
    ReasonCode,
    Whom,
)
from caseconsole.domain.message import Refused, message
from caseconsole.domain.moment import Moment, PartOfDay
from caseconsole.store import journal, read
from tests.casework.agreed import undo
from tests.casework.stores import (
    TODAY,
    newest,
    pay,
    record_tables,
    session,
)

TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)
FAR = TODAY + timedelta(days=5000)
LAST = TODAY + timedelta(days=31)
BEYOND = LAST + timedelta(days=1)
PROMISE = c.NewPromise(due_on=TODAY + timedelta(days=3), cents=61_240)
CALL = {"channel": Channel.PHONE, "whom": Whom.TENANT}


def appointment(on: date, kind: AppointmentKind = AppointmentKind.CALL_BACK) -> c.NewAppointment:
    """An appointment on a day."""
    return c.NewAppointment(kind=kind, on=on)


def promised(on: date) -> c.NewPromise:
    """A promise for a day."""
    return c.NewPromise(due_on=on, cents=100)


def _refusal(session: Session, change: c.Change) -> str:
    """Record a change; why it was refused, or nothing."""
    try:
        record(change, session=session)
    except Refused as refusal:
        return refusal.why.id
    return ""


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (c.MakePromise(case=1, promise=promised(YESTERDAY)), "refused.promise_past"),
        (c.MakePromise(case=1, promise=promised(FAR)), "refused.too_far"),
        (c.MakeAppointment(case=1, appointment=appointment(YESTERDAY)), "refused.appointment_past"),
        (c.MakeAppointment(case=1, appointment=appointment(BEYOND)), "refused.too_far"),
        (
            c.RecordContact(case=1, **CALL, appointment=appointment(BEYOND), identity_checked=True),
            "refused.too_far",
        ),
        (
            c.MakeAppointment(case=1, appointment=appointment(FAR, AppointmentKind.TALK)),
            "refused.too_far",
        ),
        (c.Snooze(case=1, claim="call", until=TODAY, why="x"), "refused.snooze_past"),
        (c.Snooze(case=1, claim="call", until=FAR, why="x"), "refused.too_far"),
        (c.Snooze(case=1, claim="dansen", until=TOMORROW, why="x"), "refused.claim_unknown"),
        (c.PauseCase(case=1, until=YESTERDAY, why="x"), "refused.pause_past"),
        (c.PauseCase(case=1, until=date.max, why="x"), "refused.too_far"),
        (c.Assign(case=1, owner="niemand", seen=1), "refused.unknown_login"),
        (c.Assign(case=1, owner="weg", seen=1), "refused.blocked"),
        (c.Assign(case=1, owner="axel", seen=1), "refused.no_caller"),
        (c.Assign(case=1, owner="", seen=1), "refused.owner_same"),
        (c.AddNote(case=999, text="ja"), "refused.case_unknown"),
        (c.OpenFile(lease=999, why="x"), "refused.lease_unknown"),
        (c.OpenFile(lease=2, why="x"), "refused.file_open"),
        (c.EndPause(case=1, pause=1, seen=1), "refused.pause_unknown"),
        (
            c.CloseAppointment(case=1, appointment=1, seen=1, kept=True),
            "refused.appointment_unknown",
        ),
        (
            c.AnswerOffer(case=1, offer=1, seen=1, answer=OfferAnswer.REFUSED),
            "refused.offer_unknown",
        ),
        (
            c.MakeOffer(
                case=1,
                offer=c.NewOffer(kind=OfferKind.ARRANGEMENT, answer=OfferAnswer.NOT_OFFERED),
            ),
            "refused.not_offered_why",
        ),
        (
            c.RecordContact(case=1, channel=Channel.PHONE, whom=Whom.OTHER_ADULT, promise=PROMISE),
            "refused.not_reached",
        ),
        (c.Undo(case=1, seq=1), "refused.undo_nothing"),
    ],
)  # fmt: skip
def test_wrong_input_is_refused_in_its_own_sentence(
    anna: Session, change: c.Change, why: str
) -> None:
    """Each slip has one clear sentence and changes nothing."""
    before, head = record_tables(anna), newest(anna)
    with pytest.raises(Refused) as refusal:
        record(change, session=anna)
    assert refusal.value.why.id == why
    assert (record_tables(anna), newest(anna)) == (before, head)


@pytest.mark.parametrize(
    ("kind", "on"),
    [(AppointmentKind.CALL_BACK, LAST), (AppointmentKind.TALK, BEYOND)],
)
def test_only_a_call_back_has_its_own_last_day(
    anna: Session, kind: AppointmentKind, on: date
) -> None:
    """A file waits for it; a talk or a visit can be planned for later."""
    record(c.MakeAppointment(case=1, appointment=appointment(on, kind)), session=anna)


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        (c.AddNote, {"text": "\x1b\x07"}, "refused.note_empty"),
        (c.Snooze, {"claim": "call", "until": TOMORROW, "why": " "}, "refused.why_empty"),
        (c.MakePromise, {"promise": {"due_on": TOMORROW, "cents": 0}}, "refused.cents"),
        (c.PauseCase, {"until": "morgen", "why": "ziek"}, "refused.no_day"),
        (c.RecordContact, {"channel": "fax", "whom": "tenant"}, "refused.field"),
    ],
)
def test_a_form_that_does_not_hold_is_refused(
    kind: type[c.Change], fields: dict[str, object], why: str
) -> None:
    """What a form holds is told in a sentence too."""
    with pytest.raises(Refused) as refusal, well_formed():
        kind.model_validate({"case": 1, **fields})
    assert refusal.value.why.id == why


def test_a_contact_with_all_that_was_agreed_is_one_journal_row(anna: Session) -> None:
    """Reason, promise, offers and appointment are kept with their call, or not at all."""
    change = c.RecordContact(
        case=1, **CALL, language="ar", said="Betaalt vrijdag.",
        reason=c.NewReason(code=ReasonCode.INCOME_LATE, structural=True), promise=PROMISE,
        offers=(c.NewOffer(kind=OfferKind.BUDGET_TALK, answer=OfferAnswer.ACCEPTED),),
        appointment=appointment(TOMORROW),
    )  # fmt: skip
    head = newest(anna)
    receipt = record(change, session=anna)
    file = read.case_file(anna.conn, 1, TODAY)
    assert receipt.seq == newest(anna) == head + 1
    assert [len(part) for part in (file.contacts, file.reasons, file.promises, file.offers)] == [
        1
    ] * 4
    assert file.appointments[0].on == TOMORROW
    assert file.contacts[0].reached
    wrong = change.model_copy(
        update={"change_id": "another-id", "promise": c.NewPromise(due_on=YESTERDAY, cents=1)}
    )
    with pytest.raises(Refused):
        record(wrong, session=anna)
    assert len(read.case_file(anna.conn, 1, TODAY).contacts) == 1


def test_a_promise_holds_the_call_at_once(anna: Session) -> None:
    """The due rows follow the change in the same transaction."""
    assert read.due_cases(anna.conn, [1]) == {1}
    record(c.RecordContact(case=1, **CALL, promise=PROMISE), session=anna)
    assert read.due_cases(anna.conn, [1]) == set()
    undo(anna)
    assert read.due_cases(anna.conn, [1]) == {1}


def test_the_same_change_asked_twice_is_recorded_once(anna: Session) -> None:
    """A doubled Enter gives the first receipt again."""
    change = c.AddNote(case=1, text="Een keer.")
    first = record(change, session=anna, seen=0)
    before = anna.conn.total_changes
    assert record(change, session=anna, seen=0) == first
    assert anna.conn.total_changes == before
    assert anna.recorded == [first.seq]
    with pytest.raises(Refused) as refusal:
        record(c.MakePromise(case=1, promise=PROMISE, change_id=change.change_id), session=anna)
    assert refusal.value.why.id == "refused.change_id"
    for other in (c.AddNote(case=2, text=change.text), c.AddNote(case=1, text="Iets anders.")):
        with pytest.raises(Refused) as refusal:
            record(other.model_copy(update={"change_id": change.change_id}), session=anna)
        assert refusal.value.why.id == "refused.change_id"


def test_an_additive_change_tells_what_others_added(anna: Session, bram: Session) -> None:
    """It never goes stale; the receipt lists what came between."""
    seen = newest(anna)
    record(c.AddNote(case=1, text="Van Bram."), session=bram)
    record(c.AddNote(case=2, text="Elders."), session=bram)
    receipt = record(c.AddNote(case=1, text="Van Anna."), session=anna, seen=seen)
    assert [(other.actor, other.kind) for other in receipt.others] == [("bram", "note")]


def test_a_lost_update_is_refused_field_by_field(anna: Session, bram: Session) -> None:
    """The second of two who replace the same is told who made it what."""
    record(c.Assign(case=1, owner="bram", seen=1), session=bram)
    before = record_tables(anna)
    with pytest.raises(Changed) as refusal:
        record(c.Assign(case=1, owner="anna", seen=1), session=anna)
    assert refusal.value.why.id == "stale.case_file.owner"
    assert dict(refusal.value.why.values) == {
        "actor": "bram", "number": read.case_file(anna.conn, 1, TODAY).number,
        "there": "bram", "wanted": "anna",
    }  # fmt: skip
    assert record_tables(anna) == before
    record(c.Assign(case=1, owner="anna", seen=2), session=anna)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=20))
def test_no_update_is_lost(
    template: Path, tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[bool, bool]]
) -> None:
    """Two people who look now and then never overwrite what they have not seen."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("u") / "s.db"))
    people = [session(path, "anna"), session(path, "bram")]
    version, seen, owner = 1, [1, 1], ""
    for who, look in ((int(one), look) for one, look in moves):
        if look:
            seen[who] = read.case_file(people[who].conn, 1, TODAY).version
        wanted = "bram" if owner != "bram" else "anna"
        done = not _refusal(people[who], c.Assign(case=1, owner=wanted, seen=seen[who]))
        assert done == (seen[who] == version)
        version, owner = version + done, wanted if done else owner
    for one in people:
        one.close()


def test_judged_rows_go_stale_by_their_own_version(anna: Session, bram: Session) -> None:
    """An offer, an appointment and a pause each name the version that was seen."""
    offer = c.NewOffer(kind=OfferKind.ARRANGEMENT, answer=OfferAnswer.NO_ANSWER)
    record(c.MakeOffer(case=1, offer=offer), session=anna)
    record(c.MakeAppointment(case=1, appointment=appointment(TODAY)), session=anna)
    record(c.PauseCase(case=1, until=TOMORROW, why="ziek"), session=anna)
    record(c.AnswerOffer(case=1, offer=1, seen=1, answer=OfferAnswer.ACCEPTED), session=bram)
    record(c.CloseAppointment(case=1, appointment=1, seen=1, kept=True), session=bram)
    record(c.EndPause(case=1, pause=1, seen=1), session=bram)
    late: list[tuple[c.Change, str]] = [
        (c.AnswerOffer(case=1, offer=1, seen=1, answer=OfferAnswer.REFUSED), "stale.offer.answer"),
        (c.CloseAppointment(case=1, appointment=1, seen=1, kept=False), "stale.appointment.kept"),
        (c.EndPause(case=1, pause=1, seen=1), "refused.pause_ended_by"),
    ]
    for change, why in late:
        with pytest.raises(Refused) as refusal:
            record(change, session=anna)
        assert refusal.value.why.id == why


@pytest.mark.parametrize("later", [0, 2])
def test_a_pause_that_a_colleague_ended_says_who_and_when(store: Path, later: int) -> None:
    """The same day it never was, later it ran until the day before; either way it is over."""
    day = TODAY + timedelta(days=later)
    anna, bram = session(store, "anna"), session(store, "bram", day)
    record(c.PauseCase(case=1, until=TODAY + timedelta(days=9), why="ziek"), session=anna)
    now = Moment(1_793_703_840_000 + later * 86_400_000, day, PartOfDay.AFTERNOON)
    record(c.EndPause(case=1, pause=1, seen=1), session=bram, now=now)
    with pytest.raises(Refused) as refusal:
        record(c.EndPause(case=1, pause=1, seen=1), session=anna, now=now)
    number = read.case_file(anna.conn, 1, TODAY).number
    assert refusal.value.why == message(
        "refused.pause_ended_by", actor="bram", number=number, ended_on=day.isoformat(),
        time="12:04",
    )  # fmt: skip
    anna.close()
    bram.close()


def test_a_call_closes_the_call_back_that_is_due(anna: Session) -> None:
    """An attempt closes it as not kept, a talk as kept; one that lies ahead stays open."""
    record(c.MakeAppointment(case=1, appointment=appointment(TODAY)), session=anna)
    record(c.MakeAppointment(case=1, appointment=appointment(TOMORROW)), session=anna)
    record(c.RecordContact(case=1, channel=Channel.PHONE, whom=Whom.NO_ANSWER), session=anna)
    assert [one.kept for one in read.case_file(anna.conn, 1, TODAY).appointments] == [False, None]
    record(c.MakeAppointment(case=2, appointment=appointment(TODAY)), session=anna)
    record(c.RecordContact(case=2, **CALL), session=anna)
    assert [one.kept for one in read.case_file(anna.conn, 2, TODAY).appointments] == [True]


def test_who_was_blocked_is_refused_at_the_next_act(anna: Session, store: Path) -> None:
    """A running session has the rights of this moment, not of its start."""
    leaver = session(store, "beheer")
    leaver.conn.execute("UPDATE caseworker SET until = '2026-11-01' WHERE login = 'anna'")
    leaver.close()
    with pytest.raises(Refused) as refusal:
        record(c.AddNote(case=1, text="Nog een."), session=anna)
    assert refusal.value.why.id == "refused.blocked"
    acts: list[Callable[[], object]] = [
        lambda: viewing.open_case(anna, 1),
        lambda: viewing.search(anna, "jansen"),
        lambda: viewing.changes(anna, 1),
        lambda: verdicts(anna, 1),
        lambda: run_day(anna),
        lambda: drafts.keep(anna, "note", 1, {"text": "Half een zin"}),
    ]
    for act in acts:
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.why.id == "refused.blocked"


def test_a_full_disk_is_a_sentence_and_reads_go_on(anna: Session) -> None:
    """Nothing is half written, and the next change succeeds when there is room again."""
    anna.conn.set_authorizer(None)
    pages = anna.conn.execute("PRAGMA page_count").fetchone()[0]
    anna.conn.execute(f"PRAGMA max_page_count={pages}")
    long = c.AddNote(case=1, text="x" * 20_000)
    why = ""
    while not why:
        before = record_tables(anna)
        why = _refusal(anna, long.model_copy(update={"change_id": uuid4().hex}))
    assert why == "store.full"
    assert record_tables(anna) == before
    anna.conn.execute("PRAGMA max_page_count=1073741823")
    record(long, session=anna)


def test_a_promise_agreed_by_a_ledger_that_changed_since_is_refused_with_what_is_open(
    anna: Session,
) -> None:
    """Looked at again it is recorded, once; what was seen is no part of the record."""
    lease = read.case_file(anna.conn, 1, TODAY).lease

    def asked(seen: int | None) -> c.RecordContact:
        promise = c.NewPromise(due_on=TOMORROW, cents=61_240, ledger_seen=seen)
        return c.RecordContact(case=1, change_id="een-gesprek", promise=promise, **CALL)

    pay(anna, lease.id, 1_000)
    before, now = record_tables(anna), read.case_file(anna.conn, 1, TODAY)
    with pytest.raises(Refused) as refused:
        record(asked(lease.ledger_version), session=anna)
    assert refused.value.why.id == "refused.promise_ledger"
    assert refused.value.why.values["arrears_cents"] == now.standing.arrears
    assert record_tables(anna) == before
    receipt = record(asked(now.lease.ledger_version), session=anna)
    pay(anna, lease.id, 1_000)
    assert record(asked(now.lease.ledger_version), session=anna).seq == receipt.seq
    kept = journal.entry(anna.conn, receipt.seq)
    assert kept is not None
    assert kept.payload["promise"] == {"due_on": TOMORROW.isoformat(), "cents": 61_240}
