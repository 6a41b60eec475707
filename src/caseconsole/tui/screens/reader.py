"""Lines to read: help, why, and other text that only scrolls."""

from caseconsole.tui.screens.base import ConsoleScreen


class ReaderScreen(ConsoleScreen[None]):
    """Scrolls what `draw_body` shows."""

    place = "text"

    async def do_down(self) -> None:
        """One line down."""
        self.body.scroll_lines(1)

    async def do_up(self) -> None:
        """One line up."""
        self.body.scroll_lines(-1)

    async def do_page_down(self) -> None:
        """One page down."""
        self.body.scroll_lines(max(self.body.size.height - 1, 1))

    async def do_page_up(self) -> None:
        """One page up."""
        self.body.scroll_lines(-max(self.body.size.height - 1, 1))

    async def do_first(self) -> None:
        """To the first line."""
        self.body.scroll_lines(-len(self.body.lines))

    async def do_last(self) -> None:
        """To the last line."""
        self.body.scroll_lines(len(self.body.lines))
