"""The case file: a strip that says who and what, and one section below it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult

from caseconsole.casework import preferences, viewing
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Refused, message
from caseconsole.outgoing.case.header import header
from caseconsole.outgoing.case.rows import Thing
from caseconsole.store.rows import CaseView
from caseconsole.tui.screens.acts import ActingScreen
from caseconsole.tui.screens.base import ConsoleScreen
from caseconsole.tui.screens.loading import LoadingScreen
from caseconsole.tui.sections import SECTIONS, Section
from caseconsole.tui.sections.agreements import AGREEMENTS
from caseconsole.tui.showing import show
from caseconsole.tui.tabs import tabs
from caseconsole.tui.widgets.lines import Lines
from caseconsole.tui.widgets.pointed import Pointed

if TYPE_CHECKING:
    from caseconsole.casework.queue import Queue, Step
    from caseconsole.casework.session import Session


class CaseFileScreen(LoadingScreen[None], ActingScreen):
    """One case file; with a queue it steps through the list it came from."""

    CSS_PATH = "case_file.tcss"
    place = "file"

    def __init__(
        self,
        case: int,
        queue: "Queue | None" = None,
        count_news: Callable[[], Awaitable[int]] | None = None,
    ) -> None:
        """`count_news` counts what came to the list that the queue was made of."""
        super().__init__()
        self.number = case
        self.queue = queue
        self._count_news = count_news
        self._came = 0
        self.section: Section = SECTIONS[0]
        self.view: CaseView | None = None
        self._more: object = None
        self.body: Pointed = Pointed(id="body")
        self.strip = Lines(id="strip")
        self.tabs = Lines(id="tabs")

    def compose_body(self) -> ComposeResult:
        """The strip, the sections by name, and the section that is open."""
        yield self.strip
        yield self.tabs
        yield self.body

    def case(self) -> int | None:
        """The case that is shown."""
        return self.number

    async def load(self) -> None:
        """Read the file; that it is seen is written down first."""
        await self._open(self.number)

    async def _open(self, case: int) -> None:
        section = self.section
        view, more = await self.console_app.store_thread.call(_open, case, section)
        self.number, self.view, self._more = case, view, more
        self.call_after_refresh(self._look_at_list)

    async def _look_at_list(self) -> None:
        """Count what came to the list; called once the file was painted."""
        came = 0 if self._count_news is None else await self._count_news()
        if came != self._came:
            self._came = came
            if self.is_current:
                self.draw_edges()

    async def take_key(self, event: events.Key) -> None:
        """Do what a key means for the file as it is on screen, then show what others did to it."""
        before = self.view
        await super().take_key(event)
        if before and self.view is before and self.is_current and self.prompt is None:
            await self.look_again(anyway=False)

    async def changed(self, cases: Sequence[int]) -> None:
        """Read the file again after a change in it; the place in it stays."""
        if self.view is not None and self.number in cases:
            self.view, self._more = await self.console_app.store_thread.call(
                _reread, self.number, self.section
            )
            self.draw()

    async def after_form(self, recorded: object, cases: Sequence[int]) -> None:
        """Show what a form changed; what was agreed in it is shown first in its section."""
        known = self._own_agreements()
        await super().after_form(recorded, cases)
        if recorded and self._own_agreements() - known:
            self.body.begin()
            self.draw_body()

    def _own_agreements(self) -> set[int]:
        """What who is at the keyboard agreed of the kinds that the section shows."""
        made = () if self.view is None else self.view.file.agreements
        key, me = self.section.key, self.console_app.session.actor.login
        return {one.id for one in made if KINDS[one.kind].section == key and one.by == me}

    def heading(self) -> str:
        """The case by its number."""
        number = self.view.file.number if self.view else ""
        return f"{self.say('place.file')} {number}"

    def position(self) -> str:
        """The place in the queue."""
        if self.queue is None or self.queue.case != self.number:
            return ""
        here, total = self.queue.progress
        words = self.say("list.position", here=here, total=total)
        return f"{words}   {self.say('list.news', count=self._came)}" if self._came else words

    def draw_body(self) -> None:
        """Draw strip, section names and section from where it is scrolled to."""
        if self.view is None:
            return
        page = self.page()
        strip = header(page, self.view)
        self.strip.styles.height = len(strip)
        self.strip.show(strip)
        self.tabs.show([tabs(page, self.view, self.section)])
        self.body.show_rows(self.section.rows(page, self.view, self._more))

    def section_key(self) -> str:
        """The key of the section that is open."""
        return self.section.key

    def pointed(self) -> Thing | None:
        """What stands under the cursor in the section."""
        return self.body.thing

    async def _show(self, section: Section) -> None:
        """Open a section at its top."""
        if self.view is None:
            return
        more = await self.console_app.store_thread.call(section.load, self.view)
        self.section, self._more = section, more
        self.body.begin()
        self.draw_body()

    async def do_section_1(self) -> None:
        """The overview."""
        await self._show(SECTIONS[0])

    async def do_section_2(self) -> None:
        """The ledger."""
        await self._show(SECTIONS[1])

    async def do_section_3(self) -> None:
        """Contact."""
        await self._show(SECTIONS[2])

    async def do_section_4(self) -> None:
        """The payment arrangement."""
        await self._show(SECTIONS[3])

    async def do_section_5(self) -> None:
        """Debt counselling."""
        await self._show(SECTIONS[4])

    async def do_section_6(self) -> None:
        """Housing support."""
        await self._show(SECTIONS[5])

    async def do_section_7(self) -> None:
        """Budget coaching."""
        await self._show(SECTIONS[6])

    async def do_section_8(self) -> None:
        """The second-chance lease."""
        await self._show(SECTIONS[7])

    async def do_section_j(self) -> None:
        """The journal."""
        await self._show(SECTIONS[-1])

    async def do_section_next(self) -> None:
        """The next section."""
        await self._show(SECTIONS[(SECTIONS.index(self.section) + 1) % len(SECTIONS)])

    async def do_section_previous(self) -> None:
        """The section before."""
        await self._show(SECTIONS[SECTIONS.index(self.section) - 1])

    async def do_next(self) -> None:
        """The next file that still asks for something; who was passed over is said."""
        await self._step(forward=True)

    async def do_previous(self) -> None:
        """The file before."""
        await self._step(forward=False)

    async def _step(self, *, forward: bool) -> None:
        queue = self.queue
        if queue is None:
            raise Refused(message("file.no_queue"))
        step = await self.console_app.store_thread.call(_step, queue, forward)
        said = [passed.why for passed in step.passed]
        if step.case is None:
            said.append(message("file.last" if forward else "file.first"))
        else:
            await self._open(step.case)
            self.body.begin()
            self.draw()
            if step.since is not None:
                said.append(step.since)
        self.tell_too(" ".join(map(self.say, said)))

    async def after_review(self) -> None:
        """Open the file again: the review was in others."""
        await self._open(self.number)
        self.draw()

    async def do_call(self) -> None:
        """Open the call card, and the next file after an outcome."""
        from caseconsole.tui.screens.call_card import CallCard

        async def done(recorded: bool | None) -> None:
            await self.after_form(recorded, (self.number,))
            if recorded:
                await self._advance()

        await show(self.console_app, CallCard(self.number, self.view), done)

    async def open_form(self, form: ConsoleScreen[Any], cases: Sequence[int]) -> None:
        """Show a form, and the next file when it left nothing to do in this one."""

        async def done(recorded: object) -> None:
            await self.after_form(recorded, cases)
            asks = self.view and any(due.snoozed_until is None for due in self.view.dues)
            if recorded and not asks and self.number in cases:
                await self._advance()

        await show(self.console_app, form, done)

    async def show_case(self, case: int) -> None:
        """Show another file, in its place in the queue when it is in it."""
        if case != self.number and self.queue is not None and self.queue.go(case):
            await self._open(case)
            self.body.begin()
            self.draw()
        else:
            await super().show_case(case)

    async def _advance(self) -> None:
        """Open the next file, unless this person chose to stay."""
        if self.queue is None or self.queue.case != self.number:
            return
        chosen = await self.console_app.store_thread.call(
            preferences.preference, preferences.ADVANCE, "on"
        )
        if chosen == "on":
            await self._step(forward=True)

    async def do_advance(self) -> None:
        """Let the next file open after an outcome, or not any more."""
        key = preferences.ADVANCE
        chosen = await self.console_app.store_thread.call(preferences.preference, key, "on")
        other = "off" if chosen == "on" else "on"
        await self.console_app.store_thread.call(preferences.choose, key, other)
        self.tell(f"file.advance_{other}", "good")

    async def do_open(self) -> None:
        """What can be done with what was agreed; in other sections back, as Esc does."""
        if self.section in AGREEMENTS:
            await self.show_acts()
        else:
            await self.do_back()

    async def do_back(self) -> None:
        """Back to where the file was opened from."""
        self.dismiss(None)
        await self.console_app.store_thread.call(viewing.leave_case)

    async def do_down(self) -> None:
        """To the next thing, or one line down where there is none."""
        self.body.move(1)

    async def do_up(self) -> None:
        """To the thing before, or one line up where there is none."""
        self.body.move(-1)

    async def do_page_down(self) -> None:
        """One page down."""
        self.body.move_lines(max(self.body.size.height - 1, 1))

    async def do_page_up(self) -> None:
        """One page up."""
        self.body.move_lines(-max(self.body.size.height - 1, 1))

    async def do_first(self) -> None:
        """To the first line."""
        self.body.move_lines(-len(self.body.lines))

    async def do_last(self) -> None:
        """To the last line."""
        self.body.move_lines(len(self.body.lines))


def _open(session: "Session", case: int, section: Section) -> tuple[CaseView, object]:
    view = viewing.open_case(session, case)
    return view, section.load(session, view)


def _reread(session: "Session", case: int, section: Section) -> tuple[CaseView, object]:
    view = viewing.look(session, case)
    return view, section.load(session, view)


def _step(session: "Session", queue: "Queue", forward: bool) -> "Step":
    from caseconsole.casework.queue import Look

    look = Look(session.conn, session.clock.now().today)
    return queue.next(look) if forward else queue.previous(look)
