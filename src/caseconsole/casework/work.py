"""What a handler works with, inside the transaction of its change."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseconsole.casework.shown import shown
from caseconsole.domain.agreement import Agreement
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.message import Message, Refused, message
from caseconsole.domain.moment import Moment
from caseconsole.domain.rights import Actor
from caseconsole.store import read
from caseconsole.store.sqlite import Connection, Store
from caseconsole.store.write import Writer

if TYPE_CHECKING:
    from caseconsole.process.policy import Policy

FARTHEST = timedelta(days=366)
"""How far ahead a day may lie; a day beyond is taken for a slip of the keys."""


@dataclass(slots=True)
class Work:
    """One change under way."""

    store: Store
    writer: Writer
    actor: Actor
    now: Moment
    policy: "Policy"
    recorded: tuple[int, ...] = ()
    """The journal numbers of the session's own changes, oldest first."""
    case: int | None = None
    """The case that is changed; a handler that opens a file sets it."""
    before: CaseFile | None = None
    """The case file as it was when the transaction began."""
    ended: bool = False
    """Whether the change ended something in the file, so that nothing may be left to do."""

    @property
    def conn(self) -> Connection:
        """The connection that reads take."""
        return self.store.conn

    def open(self, case: int) -> None:
        """Read the case file that is to be changed.

        Raises:
            Refused: there is no such file.
        """
        self.before = read.case_file(self.conn, case, self.now.today)
        self.case = case

    @property
    def file(self) -> CaseFile:
        """The case file as it was.

        Raises:
            Refused: the change is not about a case file.
        """
        if self.before is None:
            raise Refused(message("refused.no_case"))
        return self.before

    def shown(self) -> tuple[CaseFile, Message | None]:
        """The case file as the ledger shows it, and why nothing more is concluded (P06)."""
        return shown(self.file, self.conn, self.policy, self.now.today)

    def add(self, table: str, **values: object) -> int:
        """Write a row of this case by this actor."""
        return self.writer.insert(table, case_file=self.case, by=self.actor.login, **values)


def require_ahead(
    day: date, today: date, past: Message, *, earliest: int = 0, farthest: timedelta = FARTHEST
) -> None:
    """Let a day pass that lies from `earliest` days after today up to `farthest` ahead.

    Raises:
        Refused: with `past` when it is too early, or because it lies too far ahead.
    """
    if day < today + timedelta(days=earliest):
        raise Refused(past)
    last = today + farthest
    if day > last:
        values = {"day_on": day.isoformat(), "farthest_on": last.isoformat()}
        raise Refused(message("refused.too_far", **values))


def named(agreement: Agreement) -> dict[str, str]:
    """The words for an agreement in a sentence: its kind and its state."""
    return {
        "kind_word": f"kind.{agreement.kind}",
        "state_word": f"state.{agreement.kind}.{agreement.state}",
    }
