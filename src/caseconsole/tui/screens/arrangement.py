"""The arrangement desk: an old debt in instalments beside the running rent, or refused (R37)."""

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from caseconsole.casework import arranging, viewing
from caseconsole.domain.message import Refused, message
from caseconsole.domain.rights import Action, require
from caseconsole.outgoing.case.page import Page
from caseconsole.store.rows import CaseView
from caseconsole.tui.desk_lines import month_lines, outcome_lines, sheet_lines
from caseconsole.tui.desk_sheet import DeskSheet
from caseconsole.tui.screens.draft_screen import DraftScreen, find_draft
from caseconsole.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.domain.agreement_changes import MakeAgreement
    from caseconsole.store.rows import Draft


class ArrangementDesk(DraftScreen[bool]):
    """Gives True when an arrangement was made or refused."""

    place = "desk"
    action = Action.AGREE
    draft_place = "desk"

    def __init__(self, case: int, view: CaseView | None = None) -> None:
        """`view` is the file when it is on screen already; else the view is logged and read."""
        super().__init__((case,))
        self.number = case
        self.view = view
        self.upper = Lines(id="sheet")
        self.sheet: DeskSheet | None = None
        self._own_view = view is None

    def compose_body(self) -> ComposeResult:
        """Above what is filled in and what it comes to, below the months."""
        yield self.upper
        yield self.body

    def draft_case(self) -> int | None:
        """The case that is arranged for."""
        return self.number

    async def load(self) -> None:
        """Read the file, the debt and the limits, and an earlier draft."""
        draft = await self.console_app.store_thread.call(self._load)
        self.begin(draft)

    def _load(self, session: "Session") -> "Draft | None":
        require(session.actor, self.action)
        view = self.view or viewing.open_case(session, self.number)
        desk = arranging.desk(session, view)
        say = self.console_app.speaker.say
        households = [(name, say(f"household.{name}")) for name in desk.protected]
        self.view, self.sheet = view, DeskSheet(desk, desk.today, households)
        return find_draft(session, self.draft_place, self.number)

    def _sheet(self) -> DeskSheet:
        if self.sheet is None:
            raise Refused(message("refused.case_unknown"))
        return self.sheet

    def heading(self) -> str:
        """The case by its number."""
        return f"{self.say('place.desk')} {self.view.file.number if self.view else ''}"

    def state(self) -> dict[str, object]:
        """What is filled in."""
        return self._sheet().state()

    def restore(self, state: dict[str, object]) -> None:
        """Fill in what a draft kept."""
        self._sheet().restore(state)

    def draw_body(self) -> None:
        """Draw what is filled in, what it comes to, and the months in the room that is left."""
        if self.view is None or self.sheet is None:
            return
        app = self.console_app
        page = Page(app.speaker, max(self.size.width, 1), app.today, str(app.session.clock.zone))
        proposal = self.sheet.proposal()
        upper = [
            *sheet_lines(page, self.view, self.sheet),
            *outcome_lines(page, self.sheet, proposal),
        ]
        self.upper.styles.height = len(upper)
        self.upper.show(upper)
        months = () if isinstance(proposal, Refused) or self.sheet.refusing else proposal.months
        self.body.show(month_lines(page, months) if months else [])

    async def other_key(self, key: str, event: events.Key) -> None:
        """Give a key to the field; Enter goes on, at last records."""
        sheet = self._sheet()
        if sheet.key(event.key, event.character):
            self.draw_body()
        elif key == "enter":
            await (self.perform("agree") if sheet.last else self.do_field_next())
        elif key in {"up", "down"}:
            await (self.do_field_previous() if key == "up" else self.do_field_next())

    async def other_paste(self, text: str) -> None:
        """Put pasted text into the field."""
        self._sheet().paste(text)
        self.draw_body()

    async def do_field_next(self) -> None:
        """The next field."""
        self._sheet().move(1)
        self.draw_body()

    async def do_field_previous(self) -> None:
        """The field before."""
        self._sheet().move(-1)
        self.draw_body()

    async def do_page_down(self) -> None:
        """Later months."""
        self.body.scroll_lines(max(self.body.size.height - 1, 1))

    async def do_page_up(self) -> None:
        """Earlier months."""
        self.body.scroll_lines(-max(self.body.size.height - 1, 1))

    async def do_cadence(self) -> None:
        """Every month, every week, every four weeks."""
        self._sheet().turn()
        self.draw_body()

    async def do_amount_or_end(self) -> None:
        """Type the end day instead of the amount, or the other way round."""
        self._sheet().switch()
        self.draw_body()

    async def do_lump(self) -> None:
        """A lump sum first, or not after all."""
        self._sheet().pay_first()
        self.draw_body()

    async def do_others(self) -> None:
        """The person's other debts too, or not."""
        self._sheet().take_along()
        self.draw_body()

    async def do_refuse(self) -> None:
        """No arrangement, for a reason; or one after all."""
        self._sheet().refuse()
        self.draw_body()

    async def do_agree(self) -> None:
        """Record the arrangement or the refusal, and close the desk."""
        from caseconsole.casework.asking import well_formed

        try:
            self._sheet().check()
        finally:
            self.draw_body()
        app = self.console_app
        with well_formed():
            change = await app.store_thread.call(self._change)
        seen = self.view.newest if self.view else None
        if await app.change(change, seen) is not None:
            await self.finish(True)

    def _change(self, session: "Session") -> "MakeAgreement":
        sheet, view, id_ = self._sheet(), self.view, self.ids[self.number]
        if view is None:
            raise Refused(message("refused.case_unknown"))
        if sheet.refusing:
            return arranging.refused(view, sheet.desk, sheet.refusal.text, id_)
        why = sheet.why.text if sheet.over else ""
        return arranging.agreed(session, view, sheet.desk, sheet.wanted(), why, id_)

    async def do_back(self) -> None:
        """Back; what was filled in stays as a draft."""
        await super().do_back()
        await self._leave_file()

    async def finish(self, result: bool | None) -> None:
        """Close the desk; nobody is in the file any more."""
        await super().finish(result)
        await self._leave_file()

    async def _leave_file(self) -> None:
        if self._own_view:
            await self.console_app.store_thread.call(viewing.leave_case)
