"""Who was sought and who was spoken with, and what was agreed for a day."""

from datetime import date, timedelta

from caseconsole.domain.calendar import add_working_days, rent_day
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Appointment, AppointmentKind, Channel, Contact, Direction
from caseconsole.domain.message import Message, message

_DAY = timedelta(days=1)
_SOUGHT = frozenset({Channel.PHONE, Channel.VISIT})
_FACE_TO_FACE = frozenset({Channel.VISIT, Channel.COUNTER})
_TALKS = _FACE_TO_FACE | {Channel.PHONE}
_AGREED = frozenset({AppointmentKind.CALL_BACK, AppointmentKind.HOME_VISIT})


def tried(contact: Contact) -> bool:
    """Whether somebody sought the tenant, or spoke with them."""
    return spoke(contact) or (contact.direction is Direction.OUT and contact.channel in _SOUGHT)


def spoke(contact: Contact) -> bool:
    """Whether tenant or administrator was spoken with; a letter that went out is no talk."""
    return contact.reached and _talked(contact.channel, contact.direction)


def _talked(channel: Channel, direction: Direction) -> bool:
    return channel in _TALKS or direction is Direction.IN


def answers(
    kind: AppointmentKind, channel: Channel, direction: Direction, *, reached: bool
) -> bool:
    """Whether a contact is what was agreed, so that it says whether that was kept.

    A call and a visit are, also where they reach nobody; a talk is when somebody came.
    """
    match kind:
        case AppointmentKind.CALL_BACK:
            called = direction is Direction.OUT and channel is Channel.PHONE
            return called or (reached and _talked(channel, direction))
        case AppointmentKind.HOME_VISIT:
            return channel is Channel.VISIT
        case _:
            return reached and channel in _FACE_TO_FACE


def since_talk(case: CaseFile, first: date) -> tuple[Contact | None, list[Contact]]:
    """The newest talk from a day on, and the attempts after it, oldest first."""
    attempts: list[Contact] = []
    spoken = None
    for contact in reversed(case.contacts):
        if contact.on < first:
            break
        if spoke(contact):
            spoken = contact
            break
        if tried(contact):
            attempts.append(contact)
    attempts.reverse()
    return spoken, attempts


def spoken_since(case: CaseFile, since: date) -> Message | None:
    """That somebody was spoken with on a day or later, and when last; None where nobody was."""
    days = (contact.on for contact in case.contacts if contact.on >= since and spoke(contact))
    newest = max(days, default=None)
    return None if newest is None else message("contact.spoken", spoken_on=newest.isoformat())


def visited(attempts: list[Contact]) -> Contact | None:
    """The newest visit among attempts."""
    return next((c for c in reversed(attempts) if c.channel is Channel.VISIT), None)


def since_visit(attempts: list[Contact], due_day: int, first: date) -> list[Contact]:
    """The attempts about rent that was missed after the newest visit among them (R04).

    Args:
        due_day: the day of the month on which rent falls due.
        first: the first day of the attempts about the newest miss.
    """
    visit = visited(attempts)
    if visit is None:
        return attempts
    due_on = rent_day(visit.on + _DAY, due_day)
    after = attempts[attempts.index(visit) + 1 :]
    return [contact for contact in after if contact.on > due_on or contact.on >= first]


def sought(case: CaseFile, after: date) -> list[Contact]:
    """The talks and attempts after a day, oldest first."""
    found = []
    for contact in reversed(case.contacts):
        if contact.on <= after:
            break
        if tried(contact):
            found.append(contact)
    found.reverse()
    return found


def appointments(case: CaseFile, today: date) -> tuple[list[Appointment], list[Appointment]]:
    """Agreed days to come, and the passed ones that nothing was done about, by day."""
    waiting = sorted(
        (appointment for appointment in case.appointments if appointment.kept is None),
        key=lambda appointment: appointment.on,
    )
    coming = [appointment for appointment in waiting if appointment.on > today]
    passed = [
        appointment
        for appointment in waiting
        if appointment.on <= today and not _answered(appointment, case.contacts)
    ]
    return coming, passed


def _answered(appointment: Appointment, contacts: tuple[Contact, ...]) -> bool:
    """Whether it was answered on its day or later, also from another file of the tenant.

    Which came first on the day on which it was made, only `kept` tells.
    """
    return any(
        contact.on >= appointment.on
        and contact.on > appointment.made_on
        and _answers(contact, appointment)
        for contact in reversed(contacts)
    )


def _answers(contact: Contact, appointment: Appointment) -> bool:
    kind, reached = appointment.kind, contact.reached
    return answers(kind, contact.channel, contact.direction, reached=reached)


def unanswered(case: CaseFile, follow_up_wd: int) -> tuple[Appointment, list[Contact]] | None:
    """The newest agreed call or visit if it reached nobody, and the attempts from the first at it.

    It is over when somebody was spoken with since, or when it was tried anew after `follow_up_wd`
    working days of silence.
    """
    over = [
        one
        for one in case.appointments
        if one.kind in _AGREED and (one.kept is not None or _answered(one, case.contacts))
    ]
    agreed = max(over, key=lambda one: (one.on, one.id), default=None)
    if agreed is None or agreed.kept:
        return None
    found = _since_agreed(case, agreed)
    first = next((at for at, one in enumerate(found) if _answers(one, agreed)), len(found))
    tries = found[first:]
    days = [one.on for one in tries]
    if any(map(spoke, tries)) or not days:
        return None
    if days[1:] and days[-1] >= add_working_days(days[-2], follow_up_wd):
        return None
    return agreed, tries


def _since_agreed(case: CaseFile, agreed: Appointment) -> list[Contact]:
    """The talks and attempts from an agreed day on, oldest first.

    Which talk agreed on later that day nobody wrote down: it is the last that was followed by an
    attempt that day, else the last.
    """
    found = sought(case, agreed.on - _DAY)
    if agreed.made_on < agreed.on:
        return found
    that_day = [one for one in found if one.on == agreed.on]
    talks = [at for at, one in enumerate(that_day) if spoke(one)]
    tries = [at for at, one in enumerate(that_day) if _answers(one, agreed) and not one.reached]
    followed = [at for at in talks if tries and at < tries[-1]]
    return found[max(followed or talks, default=-1) + 1 :]
