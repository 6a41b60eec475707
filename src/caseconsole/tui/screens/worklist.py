"""The worklist: what is due, in due order, with why; and the start of stepping through it."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult

from caseconsole.domain.limit import SNOOZED, Limit, in_words, parse_limit, suggest
from caseconsole.domain.message import Message, message
from caseconsole.store import read
from caseconsole.store.rows import DueRow
from caseconsole.tui.actions import LIMITS
from caseconsole.tui.list_reads import (
    Known,
    Renewed,
    came_since,
    list_ids,
    list_queue,
    next_due,
    out_of_sight,
    renewed,
    understood,
)
from caseconsole.tui.screens.base import ConsoleScreen
from caseconsole.tui.screens.moving_screen import MovingScreen
from caseconsole.tui.showing import show
from caseconsole.tui.text import Line, Span
from caseconsole.tui.widgets import due_lines
from caseconsole.tui.widgets.lines import Lines
from caseconsole.tui.widgets.prompt import Editor, Prompt
from caseconsole.tui.widgets.window_list import WindowList

if TYPE_CHECKING:
    from caseconsole.casework.queue import Queue
    from caseconsole.casework.review import Choice

LOOK_EVERY = 1.0
"""Seconds between two looks at what others changed; a look is made at a key only."""
TALL = 32
"""From this height on the preview has more lines."""


class WorklistScreen(MovingScreen):
    """The list of due cases."""

    place = "list"

    def __init__(
        self, rows: Sequence[DueRow] = (), view: Message | None = None, text: str = ""
    ) -> None:
        """`rows` are the first of the list, read before; `view` names the limit `text`."""
        super().__init__()
        self.list: WindowList[DueRow] = WindowList(self._fetch, self._draw_row)
        self.columns = Lines(id="columns")
        self.preview = Lines(id="preview")
        self.view = view
        self.limit_text = text
        self._base = (view, text)
        """The view that a typed limit is put upon."""
        self.limit: Limit = parse_limit(text)
        self.marked: dict[int, int] = {}
        """The due row of each marked case."""
        self.unseen: frozenset[int] = frozenset()
        """The cases that were marked and not in the list when it was read."""
        self.settled: dict[int, Renewed] = {}
        """What asks for nothing any more, as it was: it keeps its place, and its case the keys."""
        self.queue: Queue | None = None
        self.seen = Known()
        self.news = 0
        self._looked = 0.0
        self._first = list(rows)
        self._loaded = False
        self._loads = 0
        """How often it was read anew."""

    def compose_body(self) -> ComposeResult:
        """Column names, the list, and why the row under the cursor is due."""
        yield from (self.columns, self.list, self.preview)

    def on_mount(self) -> None:
        """Show the rows that were read before, and read the ids after the first paint."""
        self.list.fill([row.id for row in self._first], self._first, keep=False)
        self.call_after_refresh(self._start)

    async def _start(self) -> None:
        await self.load()
        await self.console_app.after_first_paint()

    def heading(self) -> str:
        """The list by its view or limit."""
        return f"{self.say('place.list')} · {self.named()}"

    def named(self) -> str:
        """The view, or the limit in the words of the screen."""
        if self.view:
            return self.say(self.view)
        return in_words(self.limit_text, dutch=self.dutch) or self.say("view.all")

    @property
    def at_base(self) -> bool:
        """Whether it stands at the view that was chosen last, so that Esc takes nothing away."""
        return (self.view, self.limit_text) == self._base

    def position(self) -> str:
        """How far in the list, how many marked, and how many came."""
        total = len(self.list.ids)
        words = [self.say("list.position", here=min(self.list.cursor + 1, total), total=total)]
        if self.marked:
            unseen = len(self.unseen & self.marked.keys())
            sentence = "list.marked_unseen" if unseen else "list.marked"
            words.insert(0, self.say(sentence, n=len(self.marked), unseen=unseen))
        if self.news:
            words.append(self.say("list.news", count=self.news))
        return "   ".join(words)

    def draw_body(self) -> None:
        """Draw columns, rows and preview."""
        cells = max(self.size.width, 1)
        self.set_class(self.size.height >= TALL, "-tall")
        self.columns.show([due_lines.head_line(self.console_app.speaker, cells)])
        self.list.refresh()
        self.draw_preview()

    def draw_preview(self) -> None:
        """Draw why the row under the cursor is due."""
        cells = max(self.size.width, 1)
        height = max(self.preview.size.height, 5) - 1
        rule: Line = (Span("─" * cells, "label"),)
        row = self.list.current
        lines = due_lines.why_lines(row, self.console_app.speaker, cells, height)
        if row is not None and row.id in self.settled:
            why = self.console_app.named(self.settled[row.id].why)
            lines = due_lines.settled_lines(row, why, self.console_app.speaker, cells)
        if not self.list.ids and self._loaded:
            empty = "list.empty" if self.at_base else "list.empty_limited"
            lines = [(Span(" " + self.say(empty)),)]
        self.preview.show([rule, *lines])

    def _draw_row(self, row: DueRow | None, here: bool, cells: int) -> Line:
        speaker = self.console_app.speaker
        if row is None:
            return due_lines.gone_line(speaker, here=here)
        today, marked = self.console_app.today, row.case in self.marked
        settled = self.say(self.settled[row.id].why[0]) if row.id in self.settled else ""
        return due_lines.due_line(
            row, speaker, cells, today, here=here, marked=marked, settled=settled
        )

    async def _fetch(self, ids: Sequence[int]) -> Sequence[DueRow]:
        asked = [id_ for id_ in ids if id_ not in self.settled]
        rows = await self.console_app.store_thread.read(read.worklist_rows, asked)
        return [*rows, *(self.settled[id_].before for id_ in ids if id_ in self.settled)]

    async def load(self) -> None:
        """Read the list anew; the cursor stays on its row."""
        self._loads += 1
        await self._read(keep=True)

    async def _read(self, *, keep: bool) -> None:
        """Read the ids of the list, in due order."""
        limit, marked = self.limit, tuple(self.marked)
        ids, seen = await self.console_app.store_thread.call(list_ids, limit, marked)
        unseen = await self.console_app.store_thread.call(out_of_sight, limit, marked)
        if limit is not self.limit:
            return
        self.unseen = unseen
        if self._loaded:
            self.list.drop()
        self._loaded = True
        self.settled.clear()
        self.seen, self.news = seen, 0
        self.queue = None
        self.list.fill(ids, keep=keep)
        await self.list.show()
        self.draw_preview()
        self.draw_edges()

    def case(self) -> int | None:
        """The case under the cursor."""
        row = self.list.current
        return None if row is None else row.case

    def cases(self) -> Sequence[int]:
        """The marked cases, or the one under the cursor."""
        return tuple(self.marked) or super().cases()

    async def changed(self, cases: Sequence[int]) -> None:
        """Read the rows of these cases again."""
        wanted = set(cases)
        rows = [row for row in self.list.held() if row.case in wanted]
        await self._renew(rows)
        self.draw()
        if self._loaded and wanted - {row.case for row in rows}:
            await self.look_around(own=cases)

    def _of_snoozed(self) -> bool:
        return any(term.field == SNOOZED and not term.negated for term in self.limit)

    async def _renew(self, rows: Sequence[DueRow]) -> None:
        """Read rows again: each keeps its place, settled or with what its case asks now."""
        thread, snoozed = self.console_app.store_thread, self._of_snoozed()
        for one in await thread.call(renewed, rows, snoozed):
            if one.now is None:
                self.settled[one.before.id] = one
                continue
            self.settled.pop(one.before.id, None)
            self.list.replace(one.before.id, one.now)
            if self.queue is not None:
                self.queue.replace(one.before.id, one.now.id)
        await self.list.show()

    async def open_form(self, form: ConsoleScreen[Any], cases: Sequence[int]) -> None:
        """Show a form; after an outcome at its row the cursor goes on, and the marks are done."""

        async def done(recorded: object) -> None:
            if recorded:
                for case in cases:
                    self.marked.pop(case, None)
            await self.changed(cases)
            row = self.list.current
            if not recorded or row is None or row.case not in cases:
                return
            if form.place == "call" or row.id in self.settled:
                await self._advance()

        await show(self.console_app, form, done)

    async def acted(self, cases: Sequence[int]) -> None:
        """Read the rows again; the marks have done their work."""
        for case in cases:
            self.marked.pop(case, None)
        await self.changed(cases)

    async def _advance(self) -> None:
        """Go to the next row that is still due, unless this person chose to stay."""
        from caseconsole.casework import preferences

        thread, start = self.console_app.store_thread, self.list.cursor + 1
        if await thread.call(preferences.preference, preferences.ADVANCE, "on") != "on":
            return
        ahead, snoozed = self.list.ids[start:], self._of_snoozed()
        offset = await thread.call(next_due, ahead, self.settled, snoozed)
        if offset is not None:
            await self._move(start + offset)
            self.draw_edges()

    async def take_key(self, event: events.Key) -> None:
        """Do what a key means, and look afterwards whether others changed something."""
        await super().take_key(event)
        if self.is_current and event.time - self._looked > LOOK_EVERY:
            self._looked = event.time
            self.call_after_refresh(self.look_around)

    async def do_mark(self) -> None:
        """Mark the case or take its mark away, and go on to the next row."""
        if self.marked.pop(case := self.needed(), None) is None:
            self.marked[case] = self.list.ids[self.list.cursor]
        self.list.redraw_cursor()
        await self.do_down()

    async def do_open(self) -> None:
        """Open the file under the cursor; stepping goes on from it."""
        await self.show_case(self.needed())

    async def do_next(self) -> None:
        """Begin stepping at the cursor."""
        await self.do_open()

    async def do_previous(self) -> None:
        """Step to the file before the cursor."""
        await self._move(self.list.cursor - 1)
        await self.do_open()

    async def show_case(self, case: int) -> None:
        """Show a file; stepping goes on from it when it is in the list."""
        from caseconsole.tui.screens.case_file import CaseFileScreen

        thread = self.console_app.store_thread
        if self.queue is None:
            self.queue = await thread.call(list_queue, self.list.ids, self.settled, self.seen.seq)
        queue = self.queue if self.queue.go(case) else None
        file = CaseFileScreen(case, queue, self.count_news)
        await show(self.console_app, file, lambda _: self._come_back(queue))

    async def review_set(self) -> "Choice":
        """The list that is shown, as a set to review in its order."""
        from caseconsole.casework.review import Choice

        ids = [id_ for id_ in self.list.ids if id_ not in self.settled]
        cases = await self.console_app.store_thread.read(read.worklist_cases, ids)
        name = message("review.set.list", name=self.named())
        return Choice(name, self.limit_text, tuple(case for case in cases if case))

    async def after_review(self) -> None:
        """Read the rows in sight again."""
        await self._come_back(None)

    async def _come_back(self, queue: "Queue | None") -> None:
        """Read the rows again; the cursor goes to the file that was stepped to last in a queue."""
        await self._renew(self.list.held())
        if queue is not None and queue is self.queue:
            await self.list.move_to(self.list.ids.index(queue.ids[queue.position]))
        self.draw()
        self.call_after_refresh(self.look_around)

    async def do_limit(self) -> None:
        """Limit the list as an expression is typed."""
        view, words = self.view, in_words(self.limit_text, dutch=self.dutch)

        async def change(text: str) -> None:
            kept, refusal = await self.console_app.store_thread.call(understood, text)
            if kept != in_words(self.limit_text, dutch=self.dutch):
                await self._limit_to(view if kept == words else None, kept)
            if refusal is not None:
                raise refusal

        editor, offer = Editor(words and f"{words} "), partial(suggest, dutch=self.dutch)
        ask, back = self.say("list.limit"), self._frozen()
        await self.ask(Prompt(ask, change, change, back, offer, editor, moves=True, about=LIMITS))

    def _frozen(self) -> Callable[[], Awaitable[None]]:
        """What brings the list back as it stands, with what was done in it; or read anew since."""
        view, text, loads, ids = self.view, self.limit_text, self._loads, self.list.ids
        here, rows, settled = self.list.cursor, self.list.held(), dict(self.settled)
        known = self.seen, self.news, self.queue, self.unseen

        async def back() -> None:
            if loads != self._loads and self.limit_text != text:
                await self._limit_to(view, text)
            if loads != self._loads or self.list.ids is ids:
                return
            self.view, self.limit_text, self.limit = view, text, parse_limit(text)
            self.settled, (self.seen, self.news, self.queue, self.unseen) = settled, known
            self.list.drop()
            self.list.fill(ids, rows, keep=False)
            await self.list.move_to(here)
            await self._renew(rows)
            self.draw()

        return back

    async def do_views(self) -> None:
        """Choose a named view."""
        from caseconsole.tui.screens.views import ViewsScreen

        await show(self.console_app, ViewsScreen(), self._take_view)

    async def _take_view(self, chosen: "tuple[Message | None, str] | None") -> None:
        if chosen is not None:
            self._base = chosen
            await self._limit_to(*chosen)

    async def _limit_to(self, view: Message | None, text: str) -> None:
        self.view, self.limit_text, self.limit = view, text, parse_limit(text)
        await self._read(keep=False)

    async def do_refresh(self) -> None:
        """Read the list anew."""
        await self.load()

    async def look_around(self, own: Sequence[int] = ()) -> None:
        """Count what came since the list was read; called after a key, once it was painted.

        What came in the cases `own` is no news: the list is read anew.
        """
        call, limit, marked = self.console_app.store_thread.call, self.limit, tuple(self.marked)
        if not self._loaded:
            return
        found = await call(came_since, limit, marked, self.list.ids, self.queue, self.seen)
        if found is None or limit is not self.limit:
            return
        self.seen, came = found
        self.news = len(came)
        if not set(own).isdisjoint(came):
            await self.load()
        if self.is_current:
            self.draw_edges()

    async def count_news(self) -> int:
        """How many came since the list was read; looked at as seldom as in the list itself."""
        if self.console_app.key_time - self._looked > LOOK_EVERY:
            self._looked = self.console_app.key_time
            await self.look_around()
        return self.news

    async def do_back(self) -> None:
        """Take away the marks, then the limit that was typed; the list itself stays."""
        if self.marked:
            self.marked.clear()
            self.list.refresh()
        elif not self.at_base:
            await self._take_view(self._base)
        else:
            self.tell("list.at_base")

    async def do_leave(self) -> None:
        """Quit."""
        self.console_app.leave()
