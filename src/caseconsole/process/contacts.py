"""Who was sought and who was spoken with."""

from datetime import date

from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Channel, Contact, Direction

_SOUGHT = frozenset({Channel.PHONE, Channel.VISIT})
_TALKS = frozenset({Channel.PHONE, Channel.VISIT, Channel.COUNTER})


def tried(contact: Contact) -> bool:
    """Whether somebody sought the tenant, or spoke with them."""
    return spoke(contact) or (contact.direction is Direction.OUT and contact.channel in _SOUGHT)


def spoke(contact: Contact) -> bool:
    """Whether tenant or administrator was spoken with; a letter that went out is no talk."""
    return contact.reached and (contact.channel in _TALKS or contact.direction is Direction.IN)


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
