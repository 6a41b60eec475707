"""The call card: who to call, what to say, and what came of it; F2 records one contact."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from caseconsole.casework import calling
from caseconsole.casework.stale import Changed
from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.message import Message, Refused, message
from caseconsole.domain.people import HOUSE_LANGUAGE
from caseconsole.domain.rights import Action
from caseconsole.outgoing.case.header import administrators
from caseconsole.store.rows import CaseView
from caseconsole.tui.call_lines import AROUND, reach_lines, rule, sheet_rows
from caseconsole.tui.call_sheet import AMOUNT, BACK, CARD, DAY, HELP, SAID, CallSheet
from caseconsole.tui.moments import ANSWERING
from caseconsole.tui.screens.sheet_screen import SheetScreen
from caseconsole.tui.showing import show

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.domain.changes import RecordContact
    from caseconsole.store.rows import Draft


ANSWERED = {
    Whom.ADMINISTRATOR: "whom_administrator",
    Whom.TENANT: "whom_tenant",
    Whom.OTHER_ADULT: "whom_adult",
    Whom.NO_ANSWER: "whom_nobody",
    Whom.VOICEMAIL: "whom_voicemail",
    Whom.WRONG_NUMBER: "whom_wrong",
}
"""The verb of each answer that the footer names."""


class CallCard(SheetScreen[CallSheet]):
    """Gives True when a contact was recorded."""

    CSS_PATH = "call_card.tcss"
    place = "call"
    action = Action.CONTACT
    draft_place = "call"

    def __init__(self, case: int, view: CaseView | None = None) -> None:
        """`view` is the file when it is on screen already: it is read anew, but logged no more."""
        super().__init__(case, view)
        self.guide: calling.Guide | None = None
        self._restored = False
        """Whether what is filled in comes from a draft."""
        self._doubted: list[Message] = []
        """What was asked already, and is recorded all the same."""
        self._key = ""

    def compose_body(self) -> ComposeResult:
        """Above who and what to say, below what to fill in."""
        yield self.body
        yield self.filled

    def make_sheet(self, session: "Session", view: CaseView) -> CallSheet:
        """What is to fill in of a call; the scripts are read with it."""
        guide = calling.guide(session, view)
        today = session.clock.now().today
        self.guide = guide
        return CallSheet(
            today,
            guide.cents,
            guide.promise_on,
            guide.call_back_on,
            Channel.VISIT if any(due.claim == "visit" for due in view.dues) else Channel.PHONE,
            ledger_seen=view.file.lease.ledger_version,
            theirs=guide.spoken,
            administered=guide.administered,
            waits=guide.waits_since is not None,
            arranged=guide.arranged,
            born=guide.born,
        )

    def begin(self, draft: "Draft | None") -> None:
        """Remember that a draft came back: the card goes on saying so."""
        self._restored = draft is not None
        super().begin(draft)

    @property
    def touched(self) -> bool:
        """Whether anything was typed or chosen; way and language alone are nothing to keep."""
        way = {"channel": "", "theirs": ""}
        return {**self.state(), **way} != {**self._clean, **way}

    def draw_body(self) -> None:
        """Draw both parts."""
        if self.view is None or self.sheet is None or self.guide is None:
            return
        page = self.page()
        rows = sheet_rows(page, self.view, self.sheet)
        self.filled.styles.height = len(rows) + 1
        room = self.size.height - len(rows) - AROUND
        words = reach_lines(page, self.view, self.guide, self.sheet, room)
        self.body.show(words)
        more = self.body.top < len(words) - room
        self.filled.show([rule(page, self.sheet, more=more, restored=self._restored), *rows])

    def keeps(self, key: str) -> bool:
        """In a field its own keys, in the help the digits and Enter, belong to it."""
        return self._sheet().keeps(key)

    async def take_key(self, event: events.Key) -> None:
        """Remember the key, so that one verb serves ten digits."""
        self._key = event.character or ""
        await super().take_key(event)

    async def other_key(self, key: str, event: events.Key) -> None:
        """Give a key to the active field; on the card itself the arrows scroll the words."""
        if self._sheet().key(event.key, event.character):
            self.draw_body()
            if self._sheet().at == HELP and self._referrals():
                self.tell("call.refers")
        elif self._sheet().at == HELP:
            self.tell("call.help_keys", "warn")
        elif key in {"down", "up"}:
            self.body.scroll_lines(1 if key == "down" else -1)
            self.draw_body()
        elif self._sheet().at == CARD:
            await super().other_key(key, event)
        elif event.is_printable:
            self.tell_unfit(1)

    async def _reach(self, whom: Whom) -> None:
        sheet = self._sheet()
        sheet.reach(whom)
        self.draw_body()
        if sheet.aside:
            self.tell(sheet.aside, "warn")

    async def do_whom_tenant(self) -> None:
        """The tenant answered."""
        await self._reach(Whom.TENANT)

    async def do_whom_adult(self) -> None:
        """Another adult answered: nothing of the debt is said."""
        await self._reach(Whom.OTHER_ADULT)

    async def do_whom_voicemail(self) -> None:
        """The voicemail answered."""
        await self._reach(Whom.VOICEMAIL)

    async def do_whom_nobody(self) -> None:
        """Nobody answered."""
        await self._reach(Whom.NO_ANSWER)

    async def do_whom_wrong(self) -> None:
        """The number is wrong."""
        await self._reach(Whom.WRONG_NUMBER)

    async def do_whom_administrator(self) -> None:
        """The administrator answered; Refused when there is none."""
        if self.view is None or not administrators(self.page(), self.view):
            raise Refused(message("call.no_administrator"))
        await self._reach(Whom.ADMINISTRATOR)

    async def do_identity(self) -> None:
        """The identity is checked."""
        self._sheet().check_identity()
        self.draw_body()

    async def do_reason(self) -> None:
        """The reason, by its digit."""
        self._sheet().choose(self._key)
        self.draw_body()

    async def do_structural(self) -> None:
        """Once or structural."""
        self._sheet().judge()
        self.draw_body()

    async def do_promise(self) -> None:
        """A promise as proposed; a digit types another amount."""
        self._sheet().promise()
        self.draw_body()

    async def do_help_offered(self) -> None:
        """Help that is offered in this call."""
        self._sheet().offer()
        self.draw_body()

    async def do_call_back(self) -> None:
        """Call back on a day."""
        self._sheet().call_back()
        self.draw_body()

    async def do_said(self) -> None:
        """What was said."""
        self._sheet().go(SAID)
        self.draw_body()

    async def do_card_help(self) -> None:
        """Show the keys of the card; in a field the character is typed."""
        await self.do_help()

    async def do_channel(self) -> None:
        """A call, a visit, or the counter."""
        self._sheet().switch()
        self.draw_body()

    async def do_script_language(self) -> None:
        """Talk in their language or in Dutch; Refused when theirs is Dutch."""
        guide = self.guide
        if guide is None:
            return
        if not guide.foreign:
            raise Refused(message("call.only_dutch"))
        sheet = self._sheet()
        sheet.theirs = not sheet.theirs
        self.draw_body()
        if sheet.theirs and guide.script_language == HOUSE_LANGUAGE:
            language = self.console_app.speaker.language(guide.language)
            self.tell("call.no_script", "warn", language=language)

    def foot(self) -> Sequence[str]:
        """The verbs that mean something now."""
        sheet = self.sheet
        if sheet is None:
            return super().foot()
        if sheet.at != CARD:
            return ("save", "field_next", "back", "discard", "form_help")
        answered = [
            verb
            for whom, verb in ANSWERED.items()
            if whom in ANSWERING[sheet.channel]
            and (whom is not Whom.ADMINISTRATOR or sheet.administered)
        ]
        if sheet.whom is None:
            keys = answered
        elif sheet.reached:
            keys = ["promise", "said", "help_offered", "call_back"]
            keys = keys if sheet.identity else ["identity", *keys]
        else:
            keys = ["call_back", "said", *answered]
        return ("save", *keys, "back", "card_help")

    def foot_word(self, verb: str) -> str:
        """What a verb does; of nobody what that is where people stand before each other."""
        if verb == ANSWERED[Whom.NO_ANSWER] and self._sheet().channel is Channel.VISIT:
            return self.say("verb.whom_nobody_home")
        return super().foot_word(verb)

    async def do_back(self) -> None:
        """From a field to the card, from the card back; what was filled in stays as a draft."""
        sheet = self._sheet()
        if sheet.at != CARD:
            sheet.at = CARD
            self.draw_body()
            return
        await super().do_back()

    async def do_save(self) -> None:
        """Record the contact; a referral that was accepted is noted next, then the card closes.

        What is doubtful is asked once before.
        """
        sheet = self._sheet()
        try:
            sheet.check()
        finally:
            self.draw_body()
        for place, doubt in sheet.doubts():
            if doubt not in self._doubted:
                self._doubted.append(doubt)
                sheet.go(place)
                self.draw_body()
                self.tell(doubt, "warn")
                return
        change = self._change()
        seen = self.view.newest if self.view else None
        whole = self.view if sheet.promising else None
        async with self.looking_again():
            if await self.console_app.attempt(change, seen, whole=whole) is None:
                return
        self._finished = True
        await self.console_app.store_thread.call(self._forget)
        await self._refer(self._referrals())

    def take_in(self, session: "Session", view: CaseView) -> None:
        """Take in what may be asked for by now; all that was typed stays."""
        sheet = self._sheet()
        self.guide = guide = calling.guide(session, view)
        sheet.ledger_seen = view.file.lease.ledger_version
        sheet.propose(guide.cents, guide.promise_on, guide.call_back_on)
        sheet.arranged = guide.arranged
        sheet.waits = guide.waits_since is not None

    def set_right(self, refusal: Refused) -> None:
        """Stand on the day that is refused, or on a promise that rests on what changed.

        An amount above what the refusal names as open was asked about with it. Where nothing is
        left to promise, the promise is taken away on the card.
        """
        sheet = self._sheet()
        days = {DAY: sheet.day, BACK: sheet.back}
        refused = {refusal.why.values.get(name) for name in ("day_on", "due_on")}
        for place in sheet.places():
            if place in days and days[place].day.isoformat() in refused:
                sheet.go(place)
                return
        promised = AMOUNT if sheet.amount.text else CARD
        if sheet.promising and isinstance(refusal, Changed):
            sheet.go(promised)
        elif refusal.why.id == "refused.promise_ledger":
            sheet.go(promised)
            if sheet.amount.text and refusal.why.values["arrears_cents"] == sheet.arrears:
                self._doubted += [doubt for place, doubt in sheet.doubts() if place == AMOUNT]

    def _referrals(self) -> list[str]:
        """The referrals that were accepted in this call and wait for no answer already."""
        sent = self.view.file.referrals if self.view else ()
        waiting = {one.kind for one in sent if one.answered_on is None}
        return [kind for kind in self._sheet().referrals() if kind not in waiting]

    async def _refer(self, kinds: Sequence[str]) -> None:
        """Note each referral with the day of its answer, then close the card."""
        if not kinds:
            await self.finish(True)
            return
        from caseconsole.tui.screens.partner_forms import ReferForm

        async def done(_recorded: object) -> None:
            await self._refer(kinds[1:])

        await show(self.console_app, ReferForm((self.number,), kinds[0]), done)

    def _change(self) -> "RecordContact":
        from caseconsole.domain.changes import RecordContact

        sheet, guide = self._sheet(), self.guide
        if guide is not None and sheet.theirs:
            note = "" if guide.spoken else self.say("call.interpreted")
            values = sheet.values(self.number, guide.language, note)
        else:
            values = sheet.values(self.number, HOUSE_LANGUAGE)
        return RecordContact.model_validate({"change_id": self.ids[self.number], **values})
