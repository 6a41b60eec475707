"""What was recorded in words, and what others did to a file meanwhile."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from caseconsole.domain.message import Message, message
from caseconsole.locale import Speaker

if TYPE_CHECKING:
    from caseconsole.casework.record import Other, Receipt


def named(speaker: Speaker, details: Sequence[Message]) -> str:
    """What was recorded, in words."""
    return " · ".join(map(speaker.say, details))


def done(speaker: Speaker, receipt: "Receipt", zone: ZoneInfo, today: date) -> Message:
    """What was recorded, and what others did to the file since it was seen."""
    recorded = receipt.message
    if receipt.details:
        # The outcome stands in the place of the kind of change.
        what = named(speaker, receipt.details)
        recorded = message(recorded.id, **{**recorded.values, "what_word": what})
    if not receipt.others:
        return recorded
    what = meanwhile(speaker, receipt.others, zone, today)
    return message("screen.others", done=speaker.say(recorded), what=what)


def meanwhile(speaker: Speaker, others: "Sequence[Other]", zone: ZoneInfo, today: date) -> str:
    """Who did what, and when."""
    return "; ".join(
        f"{other.actor} {named(speaker, other.details) or speaker.say(f'change.{other.kind}')} "
        f"{speaker.instant(other.at, zone, today)}"
        for other in others
    )
