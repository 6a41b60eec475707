"""The verbs that the worklist and the case file share: what can be done with a case."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from caseconsole.domain.message import Refused, message
from caseconsole.store import read
from caseconsole.tui.commands import command_prompt
from caseconsole.tui.screens.base import ConsoleScreen

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.casework.undo import Undoable
    from caseconsole.domain.verdict import Verdict

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

        await self.app.push_screen(form, done)

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
        """Let calls and steps wait."""
        from caseconsole.tui.screens.forms import PauseForm

        case = self.needed()
        await self.open_form(PauseForm((case,)), (case,))

    async def do_offer(self) -> None:
        """Record help that was offered."""
        from caseconsole.tui.screens.forms import OfferForm

        case = self.needed()
        await self.open_form(OfferForm((case,)), (case,))

    async def do_why(self) -> None:
        """Show every verdict of the case."""
        from caseconsole.tui.screens.why import WhyScreen

        number, verdicts = await self.console_app.store_thread.call(_verdicts, self.needed())
        await self.app.push_screen(WhyScreen(number, verdicts))

    async def do_undo(self) -> None:
        """Take back the latest own change of this session, and show its file."""
        from caseconsole.domain.changes import Undo

        found = await self.console_app.store_thread.call(_undoable)
        if found is None:
            raise Refused(message("refused.undo_nothing"))
        receipt = await self.console_app.change(Undo(case=found.case, seq=found.seq))
        if receipt is None:
            return
        await self.changed((found.case,))
        await self.show_case(found.case)
        self.console_app.tell(
            "screen.undone", "good", what_word=f"change.{found.kind}", number=found.number
        )

    async def show_case(self, case: int) -> None:
        """Show a file, when it is not the one on screen."""
        if case != self.case() or self.place != "file":
            from caseconsole.tui.screens.case_file import CaseFileScreen

            await self.open_form(CaseFileScreen(case), (case,))

    async def do_repeat(self) -> None:
        """Make the last additive change here too."""
        case, last = self.needed(), self.console_app.last_additive
        if last is None:
            raise Refused(message("screen.nothing_to_repeat"))
        from uuid import uuid4

        again = last.model_copy(update={"case": case, "change_id": uuid4().hex})
        if await self.console_app.change(again) is not None:
            await self.changed((case,))

    async def do_search(self) -> None:
        """Search leases."""
        from caseconsole.tui.screens.search import SearchScreen

        await self.app.push_screen(SearchScreen(), self._found)

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


def _verdicts(session: "Session", case: int) -> "tuple[str, list[Verdict]]":
    from caseconsole.casework.why import verdicts

    return read.case_number(session.conn, case), verdicts(session, case)


def _undoable(session: "Session") -> "Undoable | None":
    from caseconsole.casework.undo import undoable

    return undoable(session)
