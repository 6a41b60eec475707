"""The review: item by item through the files of a set, with a decision at the end of each."""

import time
from collections.abc import Sequence
from math import inf

from textual.app import ComposeResult

from caseconsole.casework import review, viewing
from caseconsole.casework.review_ending import asks_why, to_decide
from caseconsole.domain.agreement import JudgedAs, LadderStep, Outcome
from caseconsole.domain.message import Message, Refused, message
from caseconsole.domain.review import Item
from caseconsole.outgoing.case.header import header
from caseconsole.outgoing.case.review import item, listing
from caseconsole.outgoing.case.rows import Row, Thing
from caseconsole.tui.possible import JUDGING, judging
from caseconsole.tui.screens.acts import ActingScreen
from caseconsole.tui.screens.review_end import ReviewEnd
from caseconsole.tui.showing import show
from caseconsole.tui.widgets.lines import Lines
from caseconsole.tui.widgets.pointed import identity, pointed

WIDE = 100
"""From this width on the header has room for the name of the review."""


class ReviewScreen(ReviewEnd):
    """One item of one file at a time; behind the last item stands the end of the file."""

    CSS_PATH = "review.tcss"
    place = "review"

    def __init__(self, id_: int, left_out: Message | None = None) -> None:
        """`left_out` says which files of its set a review that was begun now does not hold."""
        super().__init__()
        self.number = id_
        self.left_out = left_out
        self.review = id_
        self.strip = Lines(id="strip")
        self.blind_until = inf
        self._recorded = 0
        """What was recorded last when the item was shown."""

    def compose_body(self) -> ComposeResult:
        """The strip of the file, and the item."""
        yield self.strip
        yield self.body

    def pointed(self) -> Thing | None:
        """The duty or rung of the item, else its agreement."""
        one = self.item
        if one is None:
            return self.made[self.made_at] if self.made else None
        return one.duty or one.rung or one.agreement

    def section_key(self) -> str:
        """No section is open here."""
        return ""

    def foot(self) -> Sequence[str]:
        """What the item can be judged by; at its end what ends the file."""
        if self._standing is None:
            return super(ActingScreen, self).foot()
        if (one := self.item) is not None:
            judged = ("met", "missed") if one.rung else judging(self.view, self.pointed())
            left = {*JUDGING, "later"} - {*judged, *(("later",) if one.waits else ())}
            return [verb for verb in super(ActingScreen, self).foot() if verb not in left]
        return ("go_on", "decision", "item_back", "next", "previous", "back", "command", "help")

    def opens_by(self, verb: str) -> bool:
        """At the end of a file going on opens a form, or asks why, where more is asked."""
        if verb != "go_on" or self._standing is None or self.item is not None:
            return super().opens_by(verb)
        return bool(to_decide(self.standing)) or asks_why(self.standing)

    async def load(self) -> None:
        """The first file that is not done; the item in it that waits."""
        found = await self.console_app.store_thread.call(review.go_on, self.number)
        if found is None:
            raise Refused(message("review.finished", id=self.number))
        self._take(found)
        if self.left_out is not None:
            self.tell_too(self.say(self.left_out))

    def draw(self) -> None:
        """Draw; the keys are about what is drawn once it is painted."""
        super().draw()
        self.hide()

    def hide(self) -> None:
        """Let no key that was typed before the next paint judge or decide anything."""
        if self.loaded:
            self.blind_until = inf
            self.call_after_refresh(self._see)

    def _see(self) -> None:
        self.blind_until = time.monotonic()

    def _take(self, found: review.ReviewNow) -> None:
        self._standing = found
        self._recorded = self.console_app.recorded
        self.later.clear()
        self.why_left = ""
        self.chosen = None
        self.leaf = 0
        self.seen.clear()
        self.at = self._waiting(0)
        if found.passed:
            self.tell("screen.as_is", text=" ".join(map(self.say, found.passed)))

    def _waiting(self, start: int) -> int:
        """The place of the first item from a place on that waits and was not put off."""
        items = self.standing.items
        ahead = (
            n for n in range(start, len(items)) if items[n].waits and items[n].key not in self.later
        )
        return next(ahead, len(items))

    def heading(self) -> str:
        """The review by its name."""
        name = self._standing.review.name if self._standing else ""
        words = self.say("place.review")
        return f"{words} · {name}" if self.size.width >= WIDE else words

    def position(self) -> str:
        """The place of the file in the review, and of the item in the file."""
        if self._standing is None:
            return ""
        file, files = self.standing.file.place, len(self.standing.files)
        words = self.say("review.file", here=file, total=files)
        total = len(self.standing.items)
        if self.at >= total:
            return f"{words} · {self.say('review.end')}"
        return f"{words} · {self.say('review.item', here=self.at + 1, total=total)}"

    def draw_body(self) -> None:
        """Draw the strip, the item and, where there is room, the items around it."""
        if self._standing is None:
            return
        page, found = self.page(), self._standing
        strip = header(page, found.view)
        self.strip.styles.height = len(strip)
        self.strip.show(strip)
        room = max(self.size.height - len(strip) - 3, 1)
        one = self.item
        if one is None:
            self.draw_end(page, room)
            self.hide()
            return
        facts = [self._marked(row, one) for row in item(page, found.view, one, room)][:room]
        around = listing(page, found.items, self.at, self.later, room - len(facts) - 1)
        self.body.show([*facts, *around], top=0)

    def _marked(self, row: Row, one: Item) -> Sequence[tuple[str, str]]:
        about = one.duty or one.rung
        here = row.of is not None and about is not None and identity(row.of) == identity(about)
        return pointed(row.line) if here else row.line

    def go(self, to: int) -> None:
        """Show an item, or the end of the file."""
        self.at = max(0, min(to, len(self.standing.items)))
        self.leaf = 0
        self.draw_body()

    async def do_down(self) -> None:
        """The next item; at the end of the file the next agreement."""
        if self.item is None:
            self.choose(self.made_at + 1)
        self.go(self.at + 1)

    async def do_up(self) -> None:
        """The item before; at the end of the file the agreement before, as long as there is one."""
        if self.item is None and self.made_at:
            self.choose(self.made_at - 1)
            self.go(self.at)
        else:
            self.go(self.at - 1)

    async def do_page_down(self) -> None:
        """Some items on; at the end of the file what is left out there."""
        if self.item is None:
            self.turn(self.leaf + 1)
        else:
            self.go(self.at + 5)

    async def do_page_up(self) -> None:
        """Some items back; at the end of the file what was shown of it before."""
        if self.item is None and self.leaf:
            self.turn(self.leaf - 1)
        else:
            self.go(self.at - 5)

    async def do_first(self) -> None:
        """The first item."""
        self.go(0)

    async def do_last(self) -> None:
        """The end of the file."""
        self.go(len(self.standing.items))

    async def do_item_back(self) -> None:
        """The item before."""
        if not self.at:
            self.tell("review.first_item")
        self.go(self.at - 1)

    async def do_next(self) -> None:
        """The next file that is not done; one in which all is judged and decided is."""
        if self.all_decided():
            await self._finish()
        else:
            await self.to_next()

    async def do_previous(self) -> None:
        """The file before, done or not."""
        found = self.standing
        before = [one for one in found.files if one.place < found.file.place]
        if not before:
            self.tell("file.first")
            return
        await self._open(before[-1].case)

    async def _open(self, case: int) -> None:
        thread = self.console_app.store_thread
        self._take(await thread.call(review.show, self.number, case))
        self.draw()

    async def to_next(self) -> None:
        """Show the next file that is not done; back to where the review was begun when all are."""
        here, id_ = self.standing.file.place, self.number
        told = self.told
        found = await self.console_app.store_thread.call(review.go_on, id_, here)
        if found is None:
            await self._leave(message("review.finished", id=id_))
            return
        if found.view.file.id == self.case():
            self.tell("review.no_other")
            return
        self._take(found)
        self.draw()
        if told:
            passed = map(self.say, found.passed)
            self.tell("screen.as_is", "good", text=" ".join([told, *passed]))

    async def changed(self, cases: Sequence[int]) -> None:
        """Read the file again; the next item that waits is shown once this one is judged here.

        What a colleague judged stays in sight: the next key is about that too. A review that was
        broken off meanwhile is left.
        """
        if self._standing is None or self.case() not in cases:
            return
        before = self.item
        thread = self.console_app.store_thread
        try:
            self._standing = await thread.call(review.reread, self.number, self.needed())
        except Refused as over:
            await self._leave(over.why)
            return
        self.leaf = 0
        now = self.console_app.recorded
        own, self._recorded = now != self._recorded, now
        self.at = self._place_after(before, own=own)
        self.draw()

    def _place_after(self, before: Item | None, *, own: bool) -> int:
        items = self.standing.items
        if before is None:
            return len(items)
        here = next((n for n, one in enumerate(items) if one.key == before.key), None)
        if here is None:
            return self._waiting(min(self.at, len(items)))
        if not (own and before.waits) or items[here].waits:
            return here
        ahead = self._waiting(here + 1)
        return ahead if ahead < len(items) else self._waiting(0)

    async def do_go_on(self) -> None:
        """The next item that waits; at the end of the file what was proposed, and the next file."""
        if self.item is None:
            await self._finish()
        else:
            self.go(self._waiting(self.at + 1))

    async def do_later(self) -> None:
        """Put the item off until the end of the file.

        Raises:
            Refused: it waits for nothing, or the end of the file is shown.
        """
        one = self.item
        if one is None:
            raise Refused(message("review.end_waits"))
        if not one.waits:
            raise Refused(message("review.not_waiting"))
        self.later.add(one.key)
        ahead = self._waiting(self.at + 1)
        self.go(ahead if ahead < len(self.standing.items) else self._waiting(0))

    async def do_met(self) -> None:
        """Met; an open rung was cured."""
        await self._judge_or_close(JudgedAs.MET, Outcome.CURED)

    async def do_missed(self) -> None:
        """Missed; an open rung was not cured."""
        await self._judge_or_close(JudgedAs.MISSED, Outcome.NOT_CURED)

    async def _judge_or_close(self, verdict: JudgedAs, outcome: Outcome) -> None:
        thing = self.pointed()
        if not isinstance(thing, LadderStep):
            await self._judge(verdict)
            return
        from caseconsole.domain.agreement_changes import CloseRung

        case = self.needed()
        closed = CloseRung(
            case=case, step=thing.id, seen=thing.version, outcome=outcome,
            review=self.standing.review.id,
        )  # fmt: skip
        await self.console_app.change(closed, self.standing.view.newest)
        await self.changed((case,))

    async def do_excuse(self) -> None:
        """Missed, for a reason that counts."""
        await self._for_a_reason(JudgedAs.EXCUSED)

    async def do_waive(self) -> None:
        """The duty is let go, for a reason."""
        await self._for_a_reason(JudgedAs.WAIVED)

    async def _for_a_reason(self, verdict: JudgedAs) -> None:
        from caseconsole.tui.screens.review_picks import OWN_WORDS, ReasonScreen

        self._duty(verdict)

        async def given(why: str | None) -> None:
            try:
                if why == OWN_WORDS:
                    await self._judge_in_form(verdict)
                elif why:
                    await self._judge(verdict, why)
            except Refused as refusal:
                self.tell(refusal.why, "bad")

        await show(self.console_app, ReasonScreen(verdict), given)

    async def do_call(self) -> None:
        """Open the call card; the file stays open behind it."""
        from caseconsole.tui.screens.call_card import CallCard

        case = self.needed()
        await self.open_form(CallCard(case, self.view), (case,))

    async def do_arrange(self) -> None:
        """Make a payment arrangement; the file stays open behind it."""
        from caseconsole.tui.screens.arrangement import ArrangementDesk

        case = self.needed()
        await self.open_form(ArrangementDesk(case, self.view), (case,))

    async def show_case(self, case: int) -> None:
        """Show a file of the review at once; another one over it."""
        if any(one.case == case for one in self.standing.files):
            if case != self.case():
                await self._open(case)
        else:
            await super().show_case(case)

    async def do_break_off(self) -> None:
        """End the review for good; what was judged stays."""
        from caseconsole.domain.agreement_changes import CloseReview

        found = self.standing.review
        if await self.console_app.change(CloseReview(review=found.id, seen=found.version)):
            await self._leave(None)

    async def do_back(self) -> None:
        """Back to where it was begun; it can be gone on with at any time."""
        await self._leave(message("review.goes_on"))

    async def _leave(self, why: Message | None) -> None:
        """Leave; where it was begun is said what was told here, and why it is left."""
        await self.console_app.store_thread.call(viewing.leave_case)
        told = self.told
        self.dismiss(None)
        if words := " ".join(filter(None, (told, self.say(why) if why else ""))):
            self.console_app.tell("screen.as_is", "good" if told else "", text=words)
