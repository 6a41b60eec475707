"""Names as the BRP writes them: initials, prefix, surname."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseconsole.domain.people import Person


def formal(initials: str, prefix: str, surname: str) -> str:
    """The name on lists and in letters: `A. Öztürk`, `J. de Vries`."""
    return " ".join(part for part in (initials, prefix, surname) if part)


def full(person: "Person") -> str:
    """A person's name on lists and in letters."""
    return formal(person.initials, person.prefix, person.surname)
