"""What was agreed for a day: promises, appointments, pauses."""

from datetime import date, timedelta

from caseconsole.casework.stale import ended, meanwhile
from caseconsole.casework.work import FARTHEST, Work, require_ahead
from caseconsole.domain.changes import (
    CloseAppointment,
    EndPause,
    MakeAppointment,
    MakePromise,
    NewAppointment,
    NewPromise,
    PauseCase,
)
from caseconsole.domain.contact import Appointment, AppointmentKind, Pause, held_by
from caseconsole.domain.message import Refused, message
from caseconsole.store import derived


def add_promise(promise: NewPromise, work: Work) -> None:
    """Write a promise that falls due today or later.

    Raises:
        Refused: the ledger changed since the amount was looked at, or its day has passed or lies
            further ahead than the policy allows.
    """
    lease, today = work.file.lease, work.now.today
    if promise.ledger_seen not in (None, lease.ledger_version):
        arrears = derived.standings_on(work.conn, [lease.id], today)[lease.id].arrears
        number = work.file.number
        raise Refused(message("refused.promise_ledger", number=number, arrears_cents=arrears))
    past = message("refused.promise_past", due_on=promise.due_on.isoformat())
    longest = timedelta(days=work.policy.at(today).promise_max_cd)
    require_ahead(promise.due_on, today, past, farthest=longest)
    work.add(
        "promise",
        made_on=today,
        due_on=promise.due_on,
        cents=promise.cents,
    )


def add_appointment(appointment: NewAppointment, work: Work) -> None:
    """Write an appointment for today or later.

    Raises:
        Refused: its day has passed or lies too far ahead, for a call-back by the policy.
    """
    today = work.now.today
    past = message("refused.appointment_past", day_on=appointment.on.isoformat())
    longest = FARTHEST
    if appointment.kind is AppointmentKind.CALL_BACK:
        longest = timedelta(days=work.policy.at(today).call_back_max_cd)
    require_ahead(appointment.on, today, past, farthest=longest)
    work.add(
        "appointment",
        made_on=today,
        kind=appointment.kind,
        on_day=appointment.on,
        part_of_day=appointment.part_of_day,
        kept=None,
        text=appointment.text,
    )


def make_promise(change: MakePromise, work: Work) -> None:
    """Keep a promise that was made outside a call."""
    add_promise(change.promise, work)


def make_appointment(change: MakeAppointment, work: Work) -> None:
    """Keep a day that was agreed outside a call."""
    add_appointment(change.appointment, work)


def close_appointment(change: CloseAppointment, work: Work) -> None:
    """Say whether an appointment was kept, and what came of it.

    Raises:
        Refused: it is not in this file, is closed already, or lies ahead and cannot be kept yet.
    """
    appointment = _appointment(change, work)
    if change.kept and appointment.on > work.now.today:
        raise Refused(message("refused.appointment_ahead", day_on=appointment.on.isoformat()))
    work.writer.update(
        "appointment",
        appointment.id,
        change.seen,
        kept=change.kept,
        outcome=change.outcome,
    )
    work.ended = True


def _appointment(change: CloseAppointment, work: Work) -> Appointment:
    for appointment in work.file.appointments:
        if appointment.id == change.appointment:
            if appointment.kept is not None and appointment.version == change.seen:
                raise Refused(message("refused.appointment_closed"))
            return appointment
    raise Refused(message("refused.appointment_unknown"))


def pause_case(change: PauseCase, work: Work) -> None:
    """Let calls and steps wait; a pause always ends, within a year.

    Raises:
        Refused: its end has passed or lies too far ahead.
    """
    add_pause(change.until, change.why, work)


def add_pause(until: date, why: str, work: Work) -> None:
    """Write a pause from today through a day.

    Raises:
        Refused: that day has passed or lies too far ahead.
    """
    past = message("refused.pause_past", until_on=until.isoformat())
    require_ahead(until, work.now.today, past)
    work.add("pause", since=work.now.today, until=until, why=why)


def end_pause(change: EndPause, work: Work) -> None:
    """End a hold so that today counts again, or on another day; what began today never was.

    No pause that runs beside it holds the file longer.

    Raises:
        Refused: it is not in this file or has ended already, and by whom if meanwhile; another
            holds the file longer by now; or its other last day has passed or lies too far ahead.
    """
    today = work.now.today
    pause = _running(change, work)
    if change.until is not None:
        past = message("refused.pause_past", until_on=change.until.isoformat())
        require_ahead(change.until, today, past)
    last = change.until or today - timedelta(days=1)
    work.writer.update("pause", pause.id, change.seen, **_ended(pause, last, work))
    for one in work.file.pauses:
        if one.id != pause.id and one.until > last:
            work.writer.update("pause", one.id, one.version, **_ended(one, last, work))


def _ended(pause: Pause, last: date, work: Work) -> dict[str, object]:
    """What ends a pause on a day; one that began after that never was."""
    return {"withdrawn_at": work.now.at} if pause.since > last else {"until": last}


def _running(change: EndPause, work: Work) -> Pause:
    """The pause that is to be ended, which holds the file longest.

    Raises:
        Refused: it is none.
    """
    pauses, today = work.file.pauses, work.now.today
    pause = next((pause for pause in pauses if pause.id == change.pause), None)
    if pause is None:
        raise ended(change.pause, work)
    if pause.until < today:
        if pause.version != change.seen:
            raise ended(change.pause, work)
        raise Refused(message("refused.pause_ended", until_on=pause.until.isoformat()))
    longest = held_by(pauses, today)
    if longest and longest.until > pause.until:
        raise meanwhile("pause", longest.id, work)
    return pause
