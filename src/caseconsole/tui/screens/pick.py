"""A short list to choose from."""

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from caseconsole.tui.screens.base import ConsoleScreen
from caseconsole.tui.text import Line, Span, line

T = TypeVar("T")


class PickScreen(ConsoleScreen[T | None], Generic[T]):
    """Gives the chosen value, or None."""

    place = "pick"

    def __init__(self, title: str = "place.pick") -> None:
        """`title` is the id of the words in the header."""
        super().__init__()
        self._title_id = title
        self.here = 0

    def options(self) -> Sequence[tuple[T, Line]]:
        """The values, each with its line, in the language of the moment."""
        raise NotImplementedError

    def nothing(self) -> str:
        """What is said when there are no options."""
        return self.say("pick.nothing")

    def heading(self) -> str:
        """What is chosen."""
        return self.say(self._title_id)

    def draw_body(self) -> None:
        """Draw the options, the one under the cursor with a character as well."""
        lines: list[Line] = [line("")]
        for index, (_value, words) in enumerate(self.options()):
            here = index == self.here
            style = "cursor" if here else ""
            spans = [Span(text, style or name) for text, name in words]
            lines.append((Span(" ▶ " if here else "   ", style), *spans, Span(" ", style)))
        if len(lines) == 1:
            lines.append(line("   " + self.nothing()))
        self.body.show(lines)
        self.body.reveal(self.here + 1)

    async def do_down(self) -> None:
        """The next option."""
        self._go(self.here + 1)

    async def do_up(self) -> None:
        """The option before."""
        self._go(self.here - 1)

    async def do_page_down(self) -> None:
        """A page of options on."""
        self._go(self.here + max(self.body.size.height - 1, 1))

    async def do_page_up(self) -> None:
        """A page of options back."""
        self._go(self.here - max(self.body.size.height - 1, 1))

    async def do_first(self) -> None:
        """The first option."""
        self._go(0)

    async def do_last(self) -> None:
        """The last option."""
        self._go(len(self.options()) - 1)

    def _go(self, to: int) -> None:
        self.here = max(0, min(to, len(self.options()) - 1))
        self.draw_body()

    async def do_open(self) -> None:
        """Choose the option under the cursor."""
        options = self.options()
        if options:
            self.dismiss(options[self.here][0])


class NamesScreen(PickScreen[str]):
    """Gives one of some codes, each shown by its name."""

    def __init__(self, title: str, names: Mapping[str, str]) -> None:
        """`names` are the ids of the words, by code."""
        super().__init__(title)
        self.names = names

    def options(self) -> Sequence[tuple[str, Line]]:
        """Each code by its name."""
        return [(code, line(self.say(words))) for code, words in self.names.items()]
