"""Search as you type: by name, address, reference or case number, what is due first."""

from collections.abc import Sequence

from caseconsole.domain.message import Refused, message
from caseconsole.domain.money import fitted
from caseconsole.store.rows import SearchHit
from caseconsole.tui.screens.pick import PickScreen
from caseconsole.tui.text import Line, Span, line, pad, pad_left
from caseconsole.tui.widgets.prompt import Editor, Prompt

ARREARS = 12
"""The cells of the arrears."""


class SearchScreen(PickScreen[int]):
    """Gives the case of the lease that was chosen."""

    def __init__(self) -> None:
        super().__init__("place.search")
        self.hits: Sequence[SearchHit] = ()
        self.asked = ""

    def on_mount(self) -> None:
        """Ask at once."""
        self.prompt = self._ask()
        super().on_mount()

    def options(self) -> Sequence[tuple[int, Line]]:
        """The leases found."""
        return [(index, self._line(hit)) for index, hit in enumerate(self.hits)]

    def nothing(self) -> str:
        """What can be searched, or that nothing was found."""
        return self.say("search.nothing") if self.asked else self.say("search.how")

    def _line(self, hit: SearchHit) -> Line:
        room = max(self.size.width - 56, 20)
        action = self.say(f"action.{hit.due_action}") if hit.due_action else ""
        return line(
            pad(hit.number or "–", 10), pad(hit.tenant or self.say("case.nobody"), 22),
            pad_left(fitted(hit.arrears, ARREARS), ARREARS),
            Span("  " + pad(f"{hit.address}  {action}", room), "label"),
        )  # fmt: skip

    async def _look(self, text: str) -> None:
        from caseconsole.casework.viewing import search

        self.asked = text.strip()
        found = await self.console_app.store_thread.call(search, self.asked) if self.asked else []
        self.hits, self.here = found, 0
        self.draw_body()

    async def _choose(self, _text: str) -> None:
        if self.hits:
            await self.do_open()
        else:
            self._stay()

    async def _stop(self) -> None:
        self.dismiss(None)

    def _ask(self) -> Prompt:
        return Prompt(
            self.say("search.ask"), self._choose, self._look, self._stop,
            editor=Editor(self.asked), moves=True,
        )  # fmt: skip

    def _stay(self) -> None:
        """Ask on, with what was typed still there."""
        self.prompt = self._ask()
        self.draw_edges()

    async def do_open(self) -> None:
        """Choose the lease under the cursor, when it has a case file."""
        hit = self.hits[self.here] if self.hits else None
        if hit is None:
            return
        if hit.case is None:
            self._stay()
            raise Refused(message("search.no_file", reference=hit.reference))
        self.dismiss(hit.case)
