"""The arrangement desk: an old debt in instalments beside the running rent, or refused (R37)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from caseconsole.casework import arranging, proposing
from caseconsole.domain.message import Refused, message
from caseconsole.domain.rights import Action
from caseconsole.store.rows import CaseView
from caseconsole.tui.desk_lines import month_lines, outcome_lines, sheet_lines
from caseconsole.tui.desk_sheet import WHY, DeskSheet
from caseconsole.tui.screens.sheet_screen import SheetScreen

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.domain.agreement_changes import MakeAgreement
    from caseconsole.store.rows import Draft


class ArrangementDesk(SheetScreen[DeskSheet]):
    """Gives True when an arrangement was made or refused."""

    place = "desk"
    action = Action.AGREE
    draft_place = "desk"
    _untyped: Mapping[str, object] = {}

    def begin(self, draft: "Draft | None") -> None:
        """Remember the sheet as it was proposed."""
        self._untyped = self._sheet().typed()
        super().begin(draft)

    @property
    def touched(self) -> bool:
        """Whether anything was filled in; a refusal or an end day to look at is nothing to keep."""
        return self._sheet().typed() != self._untyped

    def compose_body(self) -> ComposeResult:
        """Above what is filled in and what it comes to, below the months."""
        yield self.filled
        yield self.body

    def make_sheet(self, session: "Session", view: CaseView) -> DeskSheet:
        """The debt and the limits as they are now."""
        desk = arranging.desk(session, view)
        say = self.console_app.speaker.say
        households = [(name, say(f"household.{name}")) for name in desk.protected]
        return DeskSheet(desk, desk.today, households)

    def heading(self) -> str:
        """The case by its number."""
        return f"{self.say('place.desk')} {self.view.file.number if self.view else ''}"

    def draw_body(self) -> None:
        """Draw what is filled in, what it comes to, and the months in the room that is left."""
        if self.view is None or self.sheet is None:
            return
        page = self.page()
        proposal = self.sheet.proposal()
        upper = [
            *sheet_lines(page, self.view, self.sheet),
            *outcome_lines(page, self.sheet, proposal),
        ]
        self.filled.styles.height = len(upper)
        self.filled.show(upper)
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
        elif event.is_printable:
            self.tell_unfit(1)

    async def do_page_down(self) -> None:
        """Later months."""
        self.body.scroll_lines(max(self.body.size.height - 1, 1))

    async def do_page_up(self) -> None:
        """Earlier months."""
        self.body.scroll_lines(-max(self.body.size.height - 1, 1))

    def foot(self) -> Sequence[str]:
        """Of a refusal nothing is reckoned, of what is paid at once no instalment.

        Other debts are taken along where there are some.
        """
        sheet = self.sheet
        if sheet is not None and sheet.refusing:
            return ("agree", "refuse", "back", "form_help")
        left = {"cadence", "amount_or_end"} if sheet and sheet.at_once else set()
        left |= {"others"} if sheet and not sheet.others_owed else set()
        return [verb for verb in super().foot() if verb not in left]

    def foot_word(self, verb: str) -> str:
        """What a verb does with an arrangement, or with a refusal."""
        refusing = self.sheet is not None and self.sheet.refusing
        refusal = {"agree": "desk.record_refusal", "refuse": "desk.to_arrangement"}
        return self.say(refusal[verb]) if refusing and verb in refusal else super().foot_word(verb)

    def _arranging(self) -> DeskSheet:
        """The sheet, to reckon an arrangement.

        Raises:
            Refused: one is being refused.
        """
        sheet = self._sheet()
        if sheet.refusing:
            raise Refused(message("desk.reckons_nothing"))
        return sheet

    def _paying_off(self) -> DeskSheet:
        """The sheet, to reckon instalments.

        Raises:
            Refused: there are none.
        """
        sheet = self._arranging()
        if sheet.at_once:
            raise Refused(message("desk.at_once"))
        return sheet

    async def do_cadence(self) -> None:
        """Every month, every week, every four weeks."""
        self._paying_off().turn()
        self.draw_body()

    async def do_amount_or_end(self) -> None:
        """Type the end day instead of the amount, or the other way round."""
        self._paying_off().switch()
        self.draw_body()

    async def do_lump(self) -> None:
        """A lump sum first, or not after all."""
        self._arranging().pay_first()
        self.draw_body()

    async def do_others(self) -> None:
        """The person's other debts too, or not."""
        self._arranging().take_along()
        self.draw_body()

    async def do_refuse(self) -> None:
        """No arrangement, for a reason; or one after all."""
        self._sheet().refuse()
        self.draw_body()

    async def do_agree(self) -> None:
        """Record the arrangement or the refusal, and close the desk.

        Raises:
            Refused: it was not; the file is looked at again.
        """
        from caseconsole.casework.asking import well_formed

        try:
            self._sheet().check()
        finally:
            self.draw_body()
        app = self.console_app
        with well_formed():
            change = await app.store_thread.call(self._change)
        seen = self.view.newest if self.view else None
        async with self.looking_again():
            done = await app.attempt(change, seen) is not None
        if done:
            await self.finish(True)

    def take_in(self, session: "Session", view: CaseView) -> None:
        """Take in what the debt and the limits have become; all that was typed stays."""
        self._sheet().take_in(arranging.desk(session, view))

    def set_right(self, refusal: Refused) -> None:
        """Stand on the reason, where one is asked by now."""
        del refusal
        if self._sheet().lacks_why:
            self._sheet().go(WHY)

    def _change(self, session: "Session") -> "MakeAgreement":
        sheet, view, id_ = self._sheet(), self.view, self.ids[self.number]
        if view is None:
            raise Refused(message("refused.case_unknown"))
        if sheet.refusing:
            found, why = sheet.proposal(), sheet.refusal.text
            plan = None if isinstance(found, Refused) else found.schedule
            return proposing.refused(view, sheet.desk, plan, why, id_, others=sheet.others)
        why = sheet.why.text if sheet.over else ""
        return proposing.agreed(session, view, sheet.desk, sheet.wanted(), why, id_)
