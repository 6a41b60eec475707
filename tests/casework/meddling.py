"""A colleague who works in the files that somebody else steps through."""

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import changes as c
from caseconsole.domain.contact import Channel, Whom
from caseconsole.store import read
from tests.casework.stores import TODAY, pay

FILES = 63


def call(case: int) -> c.RecordContact:
    """A call nobody answered: the next attempt is for another part of another day."""
    return c.RecordContact(case=case, channel=Channel.PHONE, whom=Whom.NO_ANSWER)


def snooze(case: int) -> c.Snooze:
    """Put the call off."""
    return c.Snooze(case=case, claim="call", until=TODAY.replace(day=9), why="later")


def meddle(bram: Session, order: list[int], turn: int) -> None:
    """Bram settles a file ahead, puts off another, calls behind, and notes on a third."""
    ahead = order[turn + 2 :]
    if turn % 5 == 0 and ahead:
        lease = read.case_file(bram.conn, ahead[0], TODAY).lease.id
        pay(bram, lease)
    elif turn % 5 == 1 and ahead and read.due_cases(bram.conn, [ahead[0]]):
        record(snooze(ahead[0]), session=bram)
    elif turn % 5 == 2 and ahead:
        record(c.AddNote(case=ahead[-1], text="Gezien."), session=bram)
    elif turn % 5 == 3:
        record(call(order[0]), session=bram)
