"""A change that came too late: what somebody else made of the row meanwhile."""

from datetime import datetime
from zoneinfo import ZoneInfo

from caseconsole.casework.work import Work
from caseconsole.domain.message import Message, Refused, message
from caseconsole.store import journal, read
from caseconsole.store.rows import JournalRow
from caseconsole.store.write import Difference, Stale

LOOK_BACK = 50
"""How many changes of the case are searched for the one that came between."""

_BESIDE = "ended_suspension"
"""A field that is kept beside another, which tells what differs."""


class Changed(Refused):
    """Somebody else changed what was to be replaced; nothing was written."""

    def __init__(self, why: Message, differences: tuple[Message, ...]) -> None:
        super().__init__(why)
        self.differences = differences
        """One sentence for each field that differs."""


def changed(stale: Stale, work: Work) -> Changed:
    """The refusal in words: who changed what, field by field."""
    row = last_change(stale.table, stale.id, work)
    who = row.actor if row else ""
    number = work.file.number
    told = tuple(_told(stale.table, difference, who, number) for difference in stale.differences
                 if difference[0] != _BESIDE)  # fmt: skip
    return Changed(told[0] if told else message("stale.same", actor=who, number=number), told)


def ended(pause: int, work: Work) -> Refused:
    """The refusal to end a pause that is over: who ended it and when, if it is of this file."""
    row = last_change("pause", pause, work)
    if row is None:
        return Refused(message("refused.pause_unknown"))
    zone = ZoneInfo(read.association(work.conn).zone)
    moment = datetime.fromtimestamp(row.at / 1000, zone)
    why = message(
        "refused.pause_ended_by",
        actor=row.actor,
        number=work.file.number,
        ended_on=moment.date().isoformat(),
        time=f"{moment:%H:%M}",
    )
    return Changed(why, (why,))


def meanwhile(table: str, id_: int, work: Work) -> Changed:
    """The refusal to change what hangs together and was changed in another of its parts."""
    row = last_change(table, id_, work)
    number = work.file.number
    if row is None:
        why = message("stale.by_itself", number=number)
    else:
        what = f"change.{row.kind}"
        why = message("stale.meanwhile", actor=row.actor, number=number, what_word=what)
    return Changed(why, (why,))


def last_change(table: str, id_: int, work: Work) -> JournalRow | None:
    """The newest change of the case that touched a row."""
    for row in journal.entries(work.conn, work.case or 0, None, LOOK_BACK):
        for image in journal.images(work.conn, row.seq):
            if (image.table, image.id) == (table, id_):
                return row
    return None


def _told(table: str, difference: Difference, who: str, number: str) -> Message:
    column, there, wanted = difference
    if column == "withdrawn_at":
        return message("stale.withdrawn", actor=who, number=number)
    name = f"stale.{table}.{column}"
    if column in ("answer", "kept"):
        return message(
            name,
            actor=who,
            number=number,
            there_word=f"{name}.{there}",
            wanted_word=f"{name}.{wanted}",
        )
    if column in ("until", "ended_on"):
        return message(name, actor=who, number=number, there_on=there, wanted_on=wanted)
    return message(name, actor=who, number=number, there=there or "–", wanted=wanted or "–")
