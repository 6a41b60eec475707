"""What the sections of a case file are written on: a language, a width and a day."""

import re
from dataclasses import dataclass
from datetime import date

from caseconsole.domain.message import Message, type_of_value
from caseconsole.domain.text import NOTE_LIMIT
from caseconsole.locale import Speaker
from caseconsole.outgoing.lines import EMPTY, Line, Span, Tone, line, paragraph

DAY = 16
"""The cells of a day with its year in a column, and the blank behind it."""
_DUTCH_MOBILE = re.compile(r"(\+31)(6)(\d{4})(\d{4})")


def phone(number: str) -> str:
    """A number as it is read aloud; a Dutch mobile one in groups."""
    return _DUTCH_MOBILE.sub(r"\1 \2 \3 \4", number)


@dataclass(frozen=True, slots=True)
class Page:
    """How a case file is written down."""

    speaker: Speaker
    width: int
    """In terminal cells."""
    today: date
    zone: str
    """The association's zone, in which instants are shown."""

    def say(self, what: Message | str, /, **values: type_of_value) -> str:
        """A sentence in the page's language."""
        return self.speaker.say(what, **values)

    def money(self, cents: int) -> str:
        """An amount in euros."""
        return self.speaker.money(cents)

    def day(self, day: date) -> str:
        """A date, short when it lies in this year."""
        return self.speaker.day(day, self.today)

    def instant(self, at: int) -> str:
        """A moment by the association's clock."""
        return self.speaker.instant(at, self.zone)

    def block(self, title: str, rows: list[Line]) -> list[Line]:
        """Rows under a title and before an empty line; nothing when there are no rows."""
        if not rows:
            return []
        return [(Span(self.say(title), Tone.HEADING),), *rows, EMPTY]

    def text(self, text: str, *, first: str = "  ", tone: Tone = Tone.PLAIN) -> list[Line]:
        """A text wrapped to the page under a lead-in; no longer than a text may be stored."""
        shown = text if len(text) <= NOTE_LIMIT else f"{text[:NOTE_LIMIT]}…"
        return paragraph(shown, self.width, first=first, tone=tone)

    def empty(self, sentence: str) -> list[Line]:
        """The one line that says there is nothing."""
        return [line(Span("  " + self.say(sentence), Tone.DIM))]
