"""Search as you type: by name, address, reference or case number, what is due first."""

from collections.abc import Sequence
from uuid import uuid4

from caseconsole.domain.message import Refused, message
from caseconsole.domain.money import fitted
from caseconsole.domain.rights import require
from caseconsole.store.rows import SearchHit
from caseconsole.tui.actions import RIGHTS_OF
from caseconsole.tui.screens.pick import PickScreen
from caseconsole.tui.text import Line, Span, line, pad, pad_left
from caseconsole.tui.widgets.prompt import Editor, Prompt

ARREARS = 12
"""The cells of the arrears."""


class SearchScreen(PickScreen[int]):
    """Gives the case of the lease that was chosen, or opened for it."""

    place = "search"

    def __init__(self) -> None:
        super().__init__("place.search")
        self.hits: Sequence[SearchHit] = ()
        self.asked = ""
        self.opening = False
        """Whether the reason is typed why a file is opened."""
        self.reasons: dict[int, Editor] = {}
        """What was typed of that, by lease."""

    def on_mount(self) -> None:
        """Ask at once."""
        self.prompt = self._ask()

    def options(self) -> Sequence[tuple[int, Line]]:
        """The leases found."""
        return [(index, self._line(hit)) for index, hit in enumerate(self.hits)]

    def nothing(self) -> str:
        """What can be searched, or that nothing was found."""
        return self.say("search.nothing") if self.asked else self.say("search.how")

    def _line(self, hit: SearchHit) -> Line:
        room = max(self.size.width - 50, 20)
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

    def foot(self) -> Sequence[str]:
        """While a reason is typed only what can be done with that."""
        return ("open", "back") if self.opening else super().foot()

    def foot_word(self, verb: str) -> str:
        """What a key does; Enter behind a reason records it."""
        return super().foot_word("save" if self.opening and verb == "open" else verb)

    async def do_open(self) -> None:
        """Choose the lease under the cursor, when it has a case file.

        Raises:
            Refused: it has none; why not, and what can be done.
        """
        if not self.hits:
            return
        hit = self.hits[self.here]
        if hit.case is not None:
            self.dismiss(hit.case)
            return
        from caseconsole.casework.why import no_file

        self._stay()
        why = await self.console_app.store_thread.call(no_file, hit.lease)
        done = self.say(
            "search.open_by_hand" if self.allowed("open_file") else "search.open_by_others"
        )
        both = f"{self.say(why)} {done}"
        raise Refused(message("search.no_file", reference=hit.reference, why=both))

    async def do_open_file(self) -> None:
        """Ask why the lease under the cursor gets a case file, or its closed one again.

        Raises:
            Refused: the actor may not open one, nothing was found, or its file is open.
        """
        require(self.console_app.session.actor, RIGHTS_OF["open_file"])
        if not self.hits:
            raise Refused(message("search.no_hit"))
        hit = self.hits[self.here]
        if hit.case is not None and not hit.closed:
            raise Refused(message("search.has_file", number=hit.number))
        self.opening = True
        change_id, label = uuid4().hex, self.say("search.why", reference=hit.reference)

        async def record(why: str) -> None:
            await self._open(change_id, hit.lease, why)

        typed = self.reasons.setdefault(hit.lease, Editor())
        await self.ask(Prompt(label, record, on_cancel=self._search_on, editor=typed))

    async def _open(self, change_id: str, lease: int, why: str) -> None:
        """Open the file and choose it; what is asked first is said above the reason."""
        from caseconsole.casework.asking import well_formed
        from caseconsole.domain.changes import OpenFile

        with well_formed():
            change = OpenFile(change_id=change_id, lease=lease, why=why)
        receipt = await self.console_app.attempt(change)
        if receipt is None:
            asked = self.told
            raise Refused(message("screen.as_is", text=asked))
        self.dismiss(receipt.case)

    async def _search_on(self) -> None:
        self.opening = False
        self._stay()
