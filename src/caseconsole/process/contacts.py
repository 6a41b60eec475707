"""Who was sought and who was spoken with, and what was agreed for a day."""

from datetime import date

from dateutil.relativedelta import relativedelta

from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Appointment, AppointmentKind, Channel, Contact, Direction

_SOUGHT = frozenset({Channel.PHONE, Channel.VISIT})
_TALKS = frozenset({Channel.PHONE, Channel.VISIT, Channel.COUNTER})


def tried(contact: Contact) -> bool:
    """Whether somebody sought the tenant, or spoke with them."""
    return spoke(contact) or (contact.direction is Direction.OUT and contact.channel in _SOUGHT)


def spoke(contact: Contact) -> bool:
    """Whether tenant or administrator was spoken with; a letter that went out is no talk."""
    return contact.reached and (contact.channel in _TALKS or contact.direction is Direction.IN)


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
    due_on = visit.on + relativedelta(day=due_day)
    if due_on <= visit.on:
        due_on += relativedelta(months=1)
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
    """Whether the agreed thing was tried on its day or later."""
    visit = appointment.kind is AppointmentKind.HOME_VISIT
    return any(
        contact.on >= appointment.on
        and tried(contact)
        and (not visit or contact.channel is Channel.VISIT)
        for contact in reversed(contacts)
    )
