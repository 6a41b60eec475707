"""A change that came too late: what somebody else made of the row meanwhile."""

from caseconsole.casework.work import Work
from caseconsole.domain.message import Message, Refused, message
from caseconsole.store import journal
from caseconsole.store.write import Difference, Stale

LOOK_BACK = 50
"""How many changes of the case are searched for the one that came between."""


class Changed(Refused):
    """Somebody else changed what was to be replaced; nothing was written."""

    def __init__(self, why: Message, differences: tuple[Message, ...]) -> None:
        super().__init__(why)
        self.differences = differences
        """One sentence for each field that differs."""


def changed(stale: Stale, work: Work) -> Changed:
    """The refusal in words: who changed what, field by field."""
    who = _who(stale, work)
    number = work.file.number
    told = tuple(_told(stale.table, difference, who, number) for difference in stale.differences)
    return Changed(told[0] if told else message("stale.same", actor=who, number=number), told)


def _who(stale: Stale, work: Work) -> str:
    for row in journal.entries(work.conn, work.case or 0, None, LOOK_BACK):
        for image in journal.images(work.conn, row.seq):
            if (image.table, image.id) == (stale.table, stale.id):
                return row.actor
    return ""


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
    if column == "until":
        return message(name, actor=who, number=number, there_on=there, wanted_on=wanted)
    return message(name, actor=who, number=number, there=there or "–", wanted=wanted or "–")
