"""The verbs that the worklist and the case file share: what can be done with a case."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from caseconsole.domain.message import Refused, message
from caseconsole.store import read
from caseconsole.tui.actions import LIST
from caseconsole.tui.commands import command_prompt
from caseconsole.tui.news import in_words
from caseconsole.tui.screens.base import ConsoleScreen
from caseconsole.tui.showing import show

if TYPE_CHECKING:
    from caseconsole.casework.review import Choice
    from caseconsole.casework.session import Session
    from caseconsole.casework.undo import Undoable
    from caseconsole.domain.changes import CaseChange

R = TypeVar("R")


class CaseScreen(ConsoleScreen[R]):
    """A screen with a case at hand, or several marked ones."""

    def case(self) -> int | None:
        """The case that stands on screen."""
        raise NotImplementedError

    def cases(self) -> Sequence[int]:
        """The cases that an action over all marked ones takes."""
        case = self.case()
        return () if case is None else (case,)

    async def changed(self, cases: Sequence[int]) -> None:
        """Show what became of cases that were changed."""

    def needed(self) -> int:
        """The case at hand.

        Raises:
            Refused: there is none.
        """
        case = self.case()
        if case is None:
            raise Refused(message("screen.no_case"))
        return case

    async def open_form(self, form: ConsoleScreen[Any], cases: Sequence[int]) -> None:
        """Show a form, and afterwards what it changed."""

        async def done(_result: object) -> None:
            await self.changed(cases)

        await show(self.console_app, form, done)

    async def do_call(self) -> None:
        """Open the call card."""
        from caseconsole.tui.screens.call_card import CallCard

        case = self.needed()
        await self.open_form(CallCard(case), (case,))

    async def do_note(self) -> None:
        """Write a note, in all marked files."""
        from caseconsole.tui.screens.forms import NoteForm

        self.needed()
        await self.open_form(NoteForm(self.cases()), self.cases())

    async def do_snooze(self) -> None:
        """Put off, all marked files."""
        from caseconsole.tui.screens.forms import SnoozeForm

        self.needed()
        await self.open_form(SnoozeForm(self.cases()), self.cases())

    async def do_assign(self) -> None:
        """Give to a caseworker, all marked files."""
        from caseconsole.tui.screens.forms import AssignForm

        self.needed()
        await self.open_form(AssignForm(self.cases()), self.cases())

    async def do_pause(self) -> None:
        """Let calls and steps wait, in all marked files."""
        from caseconsole.tui.screens.forms import PauseForm

        self.needed()
        await self.open_form(PauseForm(self.cases()), self.cases())

    async def do_offer(self) -> None:
        """Record help that was offered, in all marked files."""
        from caseconsole.tui.screens.forms import OfferForm

        self.needed()
        await self.open_form(OfferForm(self.cases()), self.cases())

    async def do_arrange(self) -> None:
        """Make a payment arrangement, or refuse one."""
        from caseconsole.tui.screens.arrangement import ArrangementDesk

        case = self.needed()
        await self.open_form(ArrangementDesk(case), (case,))

    async def do_review(self) -> None:
        """Choose a set, or a review that goes on, and step through it."""
        from caseconsole.tui.screens.review_picks import choose_review

        await choose_review(self, await self.review_set())

    async def review_set(self) -> "Choice":
        """What the screen shows, as a set to review: here the file at hand."""
        from caseconsole.casework.review import Choice

        case = self.needed()
        number = await self.console_app.store_thread.read(read.number_of, case)
        return Choice(message("review.set.file", number=number), cases=(case,))

    async def after_review(self) -> None:
        """Show what a review changed."""
        await self.changed(self.cases())

    async def do_why(self) -> None:
        """Show every verdict of the case."""
        from caseconsole.casework.why import explained
        from caseconsole.tui.screens.why import WhyScreen

        number, verdicts = await self.console_app.store_thread.call(explained, self.needed())
        await show(self.console_app, WhyScreen(number, verdicts))

    async def undo_steps(self) -> "Sequence[Undoable]":
        """What `u` would take back, newest first."""
        return await self.console_app.store_thread.call(_undoable, self.console_app.batches)

    async def do_undo(self) -> None:
        """Take back the latest own action: at once here, after a second `u` in another file."""
        app = self.console_app
        steps = await self.undo_steps()
        if not steps:
            raise Refused(message("refused.undo_nothing"))
        latest = steps[0]
        if {step.case for step in steps} != {self.case()} and app.undo_asked != latest.seq:
            app.undo_asked = latest.seq
            app.tell("screen.undo_which", "warn", what=self._offered(steps))
            return
        app.undo_asked = None
        if not (done := await self._take_back(steps)):
            return
        await self.changed([step.case for step in done if step.case is not None])
        if latest.case is not None and len(done) == len(steps) and _files(steps) == 1:
            if self.place != LIST:
                await self.show_case(latest.case)
            what = in_words(app, reversed(steps))
            app.tell("undone", "good", what_word=what, number=latest.number)

    def _offered(self, steps: "Sequence[Undoable]") -> str:
        latest, files = steps[0], _files(steps)
        if files == 1:
            what = in_words(self.console_app, reversed(steps))
            given = {**latest.description.values, "what_word": what}
            return self.say(message(latest.description.id, **given))
        what = self.console_app.named(latest.details)
        same = what and all(step.details == latest.details for step in steps)
        return self.say("screen.undo_many", what_word=what if same else latest.what, count=files)

    async def _take_back(self, steps: "Sequence[Undoable]") -> "Sequence[Undoable]":
        """Take back changes, newest first, until one cannot be; those that were."""
        from caseconsole.domain.changes import Undo

        app = self.console_app
        done: list[Undoable] = []
        for step in steps:
            if await app.change(Undo(case=step.case, seq=step.seq)) is None:
                break
            done.append(step)
        if _files(steps) > 1 or len(done) < len(steps) > 1:
            why = "" if len(done) == len(steps) else "".join(text for text, _ in self._told)
            text = self.say("screen.undone_many", done=len(done), total=len(steps))
            app.tell("screen.as_is", "bad" if why else "good", text=f"{text}{why}")
        return done

    async def show_case(self, case: int) -> None:
        """Show a file, when it is not the one on screen."""
        if case != self.case() or self.place != "file":
            from caseconsole.tui.screens.case_file import CaseFileScreen

            await self.open_form(CaseFileScreen(case), (case,))

    async def do_repeat(self) -> None:
        """Make the last change here too, in all marked files; the receipt says what it was.

        No form names the files before: of several, those that were changed are named after it.
        """
        self.needed()
        thread = self.console_app.store_thread
        changes = await thread.call(_repeated, list(self.cases()))
        if done := await self.console_app.change_all(changes, [None] * len(changes)):
            cases = [receipt.case for receipt in done]
            if len(changes) > 1:
                from caseconsole.tui.naming import first_views, whose

                views = await thread.call(first_views, cases)
                self.tell_too(whose(self.console_app, views, len(cases)))
            await self.acted(cases)

    async def acted(self, cases: Sequence[int]) -> None:
        """Show what became of cases in which something was recorded without a form."""
        await self.changed(cases)

    async def do_search(self) -> None:
        """Search leases."""
        from caseconsole.tui.screens.search import SearchScreen

        await show(self.console_app, SearchScreen(), self._found)

    async def _found(self, case: int | None) -> None:
        if case is not None:
            await self.show_case(case)

    async def do_command(self) -> None:
        """Type a command."""
        await self.ask(command_prompt(self))

    async def do_drafts(self) -> None:
        """Show what had not been saved."""
        from caseconsole.tui.screens.drafts import offer_drafts

        await offer_drafts(self.console_app, asked=True)


def _files(steps: "Sequence[Undoable]") -> int:
    return len({step.case for step in steps})


def _repeated(session: "Session", cases: list[int]) -> "list[CaseChange]":
    from caseconsole.casework.repeating import repeated

    return repeated(session, cases)


def _undoable(session: "Session", batches: "Sequence[Sequence[int]]") -> "list[Undoable]":
    from caseconsole.casework.undo import undoable_together

    return undoable_together(session, batches)
