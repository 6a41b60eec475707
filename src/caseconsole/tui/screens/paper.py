"""The texts of agreements: choose one of a file, and read it."""

from collections.abc import Sequence

from caseconsole.casework.papers import Sheet, sheet
from caseconsole.domain.casefile import CaseFile
from caseconsole.outgoing.papers import lines
from caseconsole.tui.screens.loading import LoadingScreen
from caseconsole.tui.screens.pick import NamesScreen
from caseconsole.tui.screens.reader import ReaderScreen


class PapersScreen(NamesScreen):
    """Gives the name of a text that can be made of a file."""

    def __init__(self, which: Sequence[str]) -> None:
        super().__init__("place.papers", {one: f"paper.{one}" for one in which})


class PaperScreen(LoadingScreen[None], ReaderScreen):
    """One text, filled in."""

    def __init__(self, file: CaseFile, which: str) -> None:
        super().__init__()
        self.file = file
        self.which = which
        self.sheet: Sheet | None = None

    def heading(self) -> str:
        """The text and its file."""
        return f"{self.say(f'paper.{self.which}')} {self.file.number}"

    async def load(self) -> None:
        """Read the words of the policy."""
        app = self.console_app
        lang = app.speaker.lang
        self.sheet = await app.store_thread.call(sheet, self.file, self.which, lang)

    def draw_body(self) -> None:
        """Draw it."""
        if self.sheet is None:
            return
        self.body.show(lines(self.page(), self.sheet, self.file))
