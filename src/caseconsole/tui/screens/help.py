"""The keys of a place, and what a limit can ask."""

from collections.abc import Iterator

from caseconsole.domain.limit import FIELDS
from caseconsole.tui.actions import LIST
from caseconsole.tui.keymap import key_label, verbs
from caseconsole.tui.screens.reader import ReaderScreen
from caseconsole.tui.text import EMPTY, Line, Span, line, pad, wrap

FIRST, SECOND = 24, 20
"""The cells of a row's keys and of its command, with a space behind the longest."""


class HelpScreen(ReaderScreen):
    """Every verb of a place with its keys, its command and a sentence."""

    place = "help"

    def __init__(self, about: str) -> None:
        """`about` is the place whose keys are shown."""
        super().__init__()
        self.about = about

    def heading(self) -> str:
        """The place that the keys belong to."""
        return f"{self.say('place.help')} · {self.say(f'place.{self.about}')}"

    def draw_body(self) -> None:
        """Draw the table."""
        lines = [EMPTY, *self._verbs()]
        if self.about == LIST:
            lines += [EMPTY, *self._limits()]
        self.body.show(lines)

    def _verbs(self) -> Iterator[Line]:
        for verb in verbs(self.about):
            keys = " ".join(key_label(key) for key in verb.keys)
            name = f":{self.say(f'verb.{verb.id}.name')}" if verb.command else ""
            yield from self._row(keys, name, self.say(f"verb.{verb.id}.help"))

    def _limits(self) -> Iterator[Line]:
        yield line(Span(" " + self.say("help.limits"), "bold"))
        for field in FIELDS.values():
            yield from self._row(field.example, field.dutch, self.say(field.help))

    def _row(self, first: str, second: str, sentence: str) -> Iterator[Line]:
        room = max(self.size.width - FIRST - SECOND - 2, 20)
        for index, text in enumerate(wrap(sentence, room)):
            yield line(
                Span(" " + pad(first if index == 0 else "", FIRST), "key"),
                Span(pad(second if index == 0 else "", SECOND), "label"),
                text,
            )
