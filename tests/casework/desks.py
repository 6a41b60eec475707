"""A file to make changes in, and the two people who may."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from caseconsole.casework.session import Session
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import Agreement, LadderStep
from caseconsole.domain.rights import RIGHTS, Role
from tests.casework.agreed import newest
from tests.casework.stores import TODAY, attempt


class BlockedError(Exception):
    """What a change needs first is refused."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A file in a store, and two people who may work in it."""

    here: Session
    second: Session
    case: int
    pick: Random

    def who(self, kind: type[c.Change]) -> Session:
        """The first of the two who may make a change."""
        may = kind.action in RIGHTS[Role(self.here.actor.role)]
        return self.here if may else self.second

    def do(self, change: c.Change) -> None:
        """Make what another change needs.

        Raises:
            BlockedError: it is refused in a file in which other things were done before.
        """
        if why := attempt(self.who(type(change)), change):
            raise BlockedError(change.kind, why)

    def day(self, earliest: int = 0) -> date:
        """A day, as many days after today or a few more."""
        return TODAY + timedelta(days=self.pick.randint(earliest, earliest + 3))

    @property
    def agreement(self) -> Agreement:
        """The newest agreement."""
        return newest(self.here, self.case)

    @property
    def step(self) -> LadderStep:
        """The rung that was taken last."""
        return self.agreement.ladder[-1]

    def about(self, **more: Any) -> dict[str, Any]:
        """The newest agreement as it is seen now."""
        one = self.agreement
        return {"case": self.case, "agreement": one.id, "seen": one.version, **more}
