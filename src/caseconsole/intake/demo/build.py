"""Builds a demo store: the files, the ordinary import, the past days, the day itself."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, time
from importlib.resources import as_file
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from caseconsole.access.actor import os_login
from caseconsole.casework.clock import Clock, part_of_day
from caseconsole.casework.day import run_day
from caseconsole.casework.init import ZONE, init
from caseconsole.casework.session import Session, open_session
from caseconsole.domain.message import Refused
from caseconsole.domain.moment import Moment
from caseconsole.files import db_files
from caseconsole.intake.demo.faulty import FAULTY_FOLDER
from caseconsole.intake.demo.files import LEASES, STAFF, write_files
from caseconsole.intake.demo.history import days_before, play
from caseconsole.intake.demo.move import move_files
from caseconsole.intake.report import ImportReport
from caseconsole.intake.run import import_files
from caseconsole.intake.writing import Progress

NAME = "Woningstichting De Brink"
ADMINISTRATOR = STAFF[0][0]
_HOUR = 8


class StillClock(Clock):
    """A clock that stands at eight in the morning of a day, so that a demo comes out the same."""

    def __init__(self, zone: ZoneInfo, day: date) -> None:
        super().__init__(zone, day)
        self.day = day

    def now(self) -> Moment:
        """That moment."""
        at = datetime.combine(self.day, time(_HOUR), self.zone)
        return Moment(int(at.timestamp() * 1000), self.day, part_of_day(_HOUR))


def build_demo(
    path: Path, *, today: date, cases: int = LEASES, progress: Progress | None = None
) -> ImportReport:
    """Build the store of an invented association as it is on a day.

    Args:
        cases: how many leases; 300 are those of `db/demo/`, another number is made alike.

    Returns:
        What the import said, the faulty rows of the demo among it.

    Raises:
        Refused: the store exists or cannot be made there.
    """
    init(path, NAME, demo_day=today, login=ADMINISTRATOR)
    with closing(open_session(path, ADMINISTRATOR)) as opened:
        session = Session(opened.store, opened.actor, _still(today))
        with TemporaryDirectory(prefix="caseconsole-") as made:
            folder = Path(made)
            _moved_files(folder, today, cases)
            files = [folder / FAULTY_FOLDER, folder]
            report = import_files(files, session, keep_good=True, progress=progress)
        play(session, _still(days_before(today)[-1]))
        run_day(session, progress=progress and _named("demo", progress))
    return report


def _moved_files(folder: Path, today: date, cases: int) -> None:
    if cases == LEASES:
        with as_file(db_files() / "demo") as source:
            move_files(source, folder, today)
    else:
        write_files(folder, cases, today)
    _add_own_account(folder / "medewerkers.csv")


def _add_own_account(staff: Path) -> None:
    """Let the account that builds the demo look around in it, as a team leader."""
    try:
        login = os_login()
    except Refused:
        return
    if all(login != row[0] for row in STAFF):
        with staff.open("a", encoding="utf-8", newline="") as stream:
            stream.write(f"{login};{login};nl;;teamleider;\r\n")


def _still(day: date) -> Clock:
    return StillClock(ZoneInfo(ZONE), day)


def _named(name: str, progress: Progress) -> Callable[[int, int], None]:
    return lambda done, total: progress(name, done, total)
