"""The colleagues of the demo, who record what they did on past days."""

from datetime import date, datetime, time

from caseconsole.access.actor import actor
from caseconsole.casework.clock import part_of_day
from caseconsole.casework.record import Receipt, record
from caseconsole.casework.session import Session
from caseconsole.domain.changes import Change
from caseconsole.domain.moment import Moment


class Colleagues:
    """Each keeps one session for all that is played."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._known: dict[str, Session] = {}

    def record(self, login: str, change: Change, day: date, at: time, name: str) -> Receipt:
        """Record a change as somebody did on a day.

        Args:
            at: the time of that day.
            name: tells the change from all others of the demo.
        """
        if login not in self._known:
            who = actor(self.session.conn, login, self.session.clock.now().today)
            self._known[login] = Session(self.session.store, who, self.session.clock)
        instant = datetime.combine(day, at, self.session.clock.zone)
        moment = Moment(int(instant.timestamp() * 1000), day, part_of_day(at.hour))
        named = change.model_copy(update={"change_id": f"demo-{name}"})
        return record(named, session=self._known[login], now=moment)
