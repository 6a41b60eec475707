"""The keys of a place, how its list is ordered, and what a limit can ask."""

from collections.abc import Iterator, Sequence

from caseconsole.domain.limit import FIELDS, Field, in_words
from caseconsole.tui.actions import LIMITS, LIST
from caseconsole.tui.keymap import key_label, verbs
from caseconsole.tui.screens.reader import ReaderScreen
from caseconsole.tui.text import EMPTY, Line, Span, line, pad, width, wrap

FIRST, SECOND = 24, 20
"""The most cells of a row's keys and of its command, with a space behind the longest."""
Entry = tuple[str, str, str]
"""Keys or example, command or the field in the other language, and a sentence."""


class HelpScreen(ReaderScreen):
    """Every verb of a place that one may do, with its keys, its command and a sentence."""

    place = "help"

    def __init__(self, about: str) -> None:
        """`about` is the place whose keys are shown, or `LIMITS`."""
        super().__init__()
        self.about = about

    def heading(self) -> str:
        """The place that the keys belong to."""
        return f"{self.say('place.help')} · {self.say(f'place.{self.about}')}"

    def draw_body(self) -> None:
        """Draw the table."""
        lines = [] if self.about == LIMITS else [EMPTY, *self._table(list(self._verbs()))]
        if self.about == LIST:
            lines += [EMPTY, *self._said("help.order")]
        if self.about in {LIST, LIMITS}:
            lines += [EMPTY, *self._said("help.limits"), *self._table(list(self._limits()))]
        self.body.show(lines)

    def _said(self, id_: str) -> Iterator[Line]:
        for text in wrap(self.say(id_), max(self.size.width - 2, 20)):
            yield line(Span(f" {text}", "bold"))

    def _verbs(self) -> Iterator[Entry]:
        for verb in filter(lambda one: self.allowed(one.id), verbs(self.about)):
            keys = " ".join(key_label(key) for key in verb.keys)
            name = f":{self.say(f'verb.{verb.id}.name')}" if verb.command else ""
            yield keys, name, self.say(f"verb.{verb.id}.help")

    def _limits(self) -> Iterator[Entry]:
        for field in FIELDS.values():
            other = field.name if self.dutch else field.dutch
            yield in_words(field.example, dutch=self.dutch), other, self._explained(field)

    def _explained(self, field: Field) -> str:
        """What a field asks, and what it can be where that is one of some words."""
        words = self.say(field.help)
        return f"{words}: {', '.join(field.offered(dutch=self.dutch))}" if field.words else words

    def _table(self, entries: Sequence[Entry]) -> Iterator[Line]:
        """The rows, their first columns no wider than what stands in them."""
        first = min(FIRST, max(width(entry[0]) for entry in entries) + 2)
        second = min(SECOND, max(width(entry[1]) for entry in entries) + 2)
        room = max(self.size.width - first - second - 2, 20)
        for keys, name, sentence in entries:
            for index, text in enumerate(wrap(sentence, room)):
                yield line(
                    Span(" " + pad("" if index else keys, first), "key"),
                    Span(pad("" if index else name, second), "label"),
                    text,
                )
