"""The end of a file in a review: what is decided, and that the file is done."""

import time
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from caseconsole.casework import review, review_ending
from caseconsole.domain.agreement import Agreement, DecisionKind, JudgedAs, Obligation
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Refused, message
from caseconsole.domain.review import NOTHING_ASKED, Item, in_review
from caseconsole.outgoing.case.duties import bare_told
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.review_end import End, closing
from caseconsole.outgoing.case.review_keys import decisions, keys
from caseconsole.outgoing.case.rows import lines
from caseconsole.store.rows import CaseView
from caseconsole.tui.screens.acts import ActingScreen
from caseconsole.tui.screens.draft_screen import find_draft
from caseconsole.tui.screens.loading import LoadingScreen
from caseconsole.tui.showing import show
from caseconsole.tui.widgets.prompt import Editor, Prompt

if TYPE_CHECKING:
    from caseconsole.tui.screens.review_forms import ReviewDecideForm


class ReviewEnd(LoadingScreen[None], ActingScreen):
    """A file of a review with a place in it, and what stands behind its last item."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0
        """The place of the item that is shown; behind the last is the end of the file."""
        self.chosen: int | None = None
        """The agreement at which the mark was put."""
        self.leaf = 0
        """Which part of the end of the file is shown."""
        self.seen: set[tuple[int, DecisionKind | None]] = set()
        """What was on the screen of what is proposed, by agreement."""
        self.whole: set[int] = set()
        """The agreements of which the rung that is proposed is shown with its whole text."""
        self.later: set[tuple[object, ...]] = set()
        """The items that were put off until the end of the file."""
        self.why_left = ""
        """The reason that was typed why items stay without a judgement."""
        self._standing: review.ReviewNow | None = None
        self._key = ""
        self._digits_from = 0.0
        """From when on a digit decides: one that is held, or typed on, was about another file."""

    @property
    def standing(self) -> review.ReviewNow:
        """The review with the file that is shown.

        Raises:
            Refused: none is.
        """
        if self._standing is None:
            raise Refused(message("screen.no_case"))
        return self._standing

    @property
    def view(self) -> CaseView | None:  # type: ignore[override]  # the standing holds it
        """The file that is shown."""
        return self._standing.view if self._standing else None

    @property
    def item(self) -> Item | None:
        """The item that is shown; None at the end of the file."""
        items = self.standing.items
        return items[self.at] if self.at < len(items) else None

    @property
    def made(self) -> tuple[Agreement, ...]:
        """The agreements of the file that the review is about."""
        return in_review(self.standing.view.file, self.standing.review.kind)

    @property
    def made_at(self) -> int:
        """The place of the agreement about which a digit decides: first one that asks it."""
        asking = [one.id for one in review_ending.to_decide(self.standing)]
        places = {one.id: place for place, one in enumerate(self.made)}
        return next((places[id_] for id_ in (self.chosen, *asking) if id_ in places), 0)

    def choose(self, place: int) -> None:
        """Put the mark at an agreement; at the last where there are fewer."""
        if self.made:
            self.chosen = self.made[min(place, len(self.made) - 1)].id

    def case(self) -> int | None:
        """The case that is shown."""
        return self._standing.view.file.id if self._standing else None

    def go(self, to: int) -> None:
        """Show an item, or the end of the file."""
        raise NotImplementedError

    def draw_end(self, page: Page, room: int) -> None:
        """Draw the end of the file; what it proposes about an agreement was seen then."""
        found, ends = self.standing, self._ends(page)
        unjudged = len(self._unjudged())
        asks_why = review_ending.asks_why(found)
        put_off = sum(one.late for one in found.items) - unjudged if asks_why else 0
        told_of = partial(keys, unjudged=unjudged, put_off=put_off)
        digits = told_of(page, ends, self.made_at)
        room = max(room - len(digits), 1)
        if not closing(page, ends, found.items, self.made_at, found.next_on, room, 0).whole:
            ends = [end._replace(rung=None) for end in ends]
        self.whole = {end.made.id for end in ends if end.rung}
        told = closing(page, ends, found.items, self.made_at, found.next_on, room, self.leaf)
        self.leaf = told.leaf
        digits = told_of(page, ends, self.made_at, named=bool(self.leaf))
        about = [row.of for row in told.rows]
        self.seen |= {(end.made.id, end.proposal) for end in ends if end.made in about}
        self.body.show([*lines(told.rows), *digits], top=0)

    def _ends(self, page: Page) -> list[End]:
        """What is decided or proposed about each agreement, and the rung that its digit would take.

        It takes none while something else is asked: a judgement, a reason, another decision.
        """
        found = self.standing
        file, waits = found.view.file, review_ending.late(found)
        ends = [
            End(
                made,
                review_ending.proposal(found, made),
                found.decisions.get(made.id),
                file.paid,
                found.asked.get(made.id, NOTHING_ASKED).next,
            )
            for made in self.made
        ]
        asking = review_ending.to_decide(found)
        rung = found.rungs.get(asking[0].id) if len(asking) == 1 and not waits else None
        if rung is None:
            return ends
        (one,) = asking
        bare = bare_told(page.speaker, file, one, rung.condition, page.today)
        return [
            end._replace(rung=rung, bare=bare) if end.made.id == one.id else end for end in ends
        ]

    def turn(self, leaf: int) -> None:
        """Show another part of the end of the file."""
        self.leaf = leaf
        self.draw_body()

    def _unjudged(self) -> list[int]:
        """The places of the items that wait for a judgement and were not put off."""
        items = enumerate(self.standing.items)
        return [n for n, one in items if one.late and one.key not in self.later]

    def _unseen(self) -> list[Agreement]:
        """The agreements left to decide about of which the proposal was not on the screen."""
        found = self.standing
        return [
            made
            for made in review_ending.left(found)
            if (made.id, review_ending.proposal(found, made)) not in self.seen
        ]

    def _show_proposal(self, made: Agreement) -> None:
        """Show what is proposed about an agreement, also where it does not stand first."""
        self.chosen = made.id
        self.go(self.at)
        while made in self._unseen():
            before = self.leaf
            self.turn(before + 1)
            if self.leaf == before:
                return

    async def to_next(self) -> None:
        """Show the next file that is not done."""
        raise NotImplementedError

    async def take_key(self, event: events.Key) -> None:
        """Remember the key: a decision is chosen by its digit; then show the day that it is."""
        self._key = event.character or ""
        await super().take_key(event)
        late = self.view is not None and self.view.day != self.console_app.today
        if late and self.is_current and self.prompt is None:
            await self.look_again()

    def _duty(self, verdict: JudgedAs) -> Obligation:
        """The duty of the item that is shown, to be judged so.

        Raises:
            Refused: the end of the file is shown, or an item that is none; or no person judges it.
        """
        one = self.item
        if one is None:
            raise Refused(message("review.end_judges_nothing"))
        if one.rung is not None:
            raise Refused(message("review.rung_judged"))
        if one.duty is None:
            raise Refused(message("review.not_waiting"))
        return super()._duty(verdict)

    async def do_decision(self) -> None:
        """Decide about the agreement, by the digit of the decision.

        Raises:
            Refused: an item is shown, no agreement runs, or its kind knows no such decision.
        """
        if self.item is not None:
            raise Refused(message("review.decide_at_end"))
        if not self.made:
            raise Refused(message("review.nothing_to_decide"))
        if self.console_app.key_time < self._digits_from:
            self.tell("screen.keys_dropped", "warn", n=1)
            self.console_app.swallow_burst()
            return
        made, decision = self.made[self.made_at], list(DecisionKind)[int(self._key) - 1]
        self.chosen = made.id
        if decision not in KINDS[made.kind].decisions:
            possible = ", ".join(decisions(self.console_app.speaker, made.kind))
            kind = f"kind.{made.kind}"
            raise Refused(message("review.decision_unknown", kind_word=kind, decisions=possible))
        if decision is DecisionKind.WARN and made.id in self.whole and not self._unseen():
            await self._warn(made)
        else:
            await self._decide(made, decision)

    async def do_end_condition(self) -> None:
        """Let the condition of the item end, also where no day of it is to be judged.

        Raises:
            Refused: no item of a condition is shown.
        """
        from caseconsole.tui.screens.judge_forms import EndConditionForm

        one = self.item
        if one is None or one.condition is None:
            raise Refused(message("review.no_condition"))
        await self._act(EndConditionForm, one.condition.id)

    def _form(self, made: Agreement, decision: DecisionKind) -> "ReviewDecideForm":
        """The form of a decision about an agreement of the file as it is shown."""
        from caseconsole.tui.screens.review_forms import ReviewDecideForm

        found = self.standing
        about = f"{made.id}:{decision}:{found.review.id}:{found.next_on.isoformat()}"
        form = ReviewDecideForm((self.needed(),), about)
        form.standing = found
        return form

    async def _decide(self, made: Agreement, decision: DecisionKind, *, keep: bool = False) -> None:
        """Ask the rest in a form; a file that ends with it makes way for the next one.

        Args:
            keep: whether other agreements are kept with it, where that is proposed of them.
        """
        found, case = self.standing, self.needed()
        form = self._form(made, decision)
        form.keep = keep
        undone = found.file.done_on is None

        async def done(recorded: object) -> None:
            await self.after_form(recorded, (case,))
            if not recorded or not undone:
                return
            if self.standing.file.done_on is not None:
                await self.to_next()
            elif decision is DecisionKind.ADJUST:
                self.tell_too(self.say("review.adjust_now"))

        await show(self.console_app, form, done)

    async def _finish(self) -> None:
        """Decide what is proposed for all that is left, and go to the next file."""
        if unjudged := self._unjudged():
            self.tell("review.judge_first", "warn", n=len(unjudged))
            self.go(unjudged[0])
            return
        if to_see := self._unseen():
            self._show_proposal(to_see[0])
            self.tell("review.see_first", "warn", n=len(to_see))
            return
        if asking := review_ending.to_decide(self.standing):
            self.chosen = asking[0].id
            proposal = review_ending.proposal(self.standing, asking[0])
            if proposal is None:
                self.go(self.at)
                self.tell("review.choose_first", "warn")
            else:
                await self._decide(asking[0], proposal, keep=True)
            return
        if review_ending.asks_why(self.standing):
            late = sum(one.late for one in self.standing.items)
            title = self.say("review.why_left", n=late)
            await self.ask(Prompt(title, self._finish_because, editor=Editor(self.why_left)))
        else:
            await self._record_finish("")

    async def _warn(self, made: Agreement) -> None:
        """Record the rung as it is shown; in a form where one was begun, or more is asked.

        Its own digit does: a key that goes on, and can be held, gives nobody a card.

        Raises:
            Refused: others changed the file, and it is shown anew; or no rung is asked any more.
        """
        from caseconsole.casework.stale import Changed
        from caseconsole.tui.app import BURST

        said, begun = None, self._form(made, DecisionKind.WARN).draft_key()
        if not await self.console_app.store_thread.call(find_draft, begun, self.needed()):
            try:
                await self._record_finish("")
            except Changed:
                raise
            except Refused as refusal:
                if not self.is_current or made.id not in self.standing.rungs:
                    raise
                said = refusal.why
            else:
                self._digits_from = time.monotonic() + BURST
                return
        await self._decide(made, DecisionKind.WARN, keep=True)
        if said is not None:
            self.console_app.tell(said, "bad")

    async def _finish_because(self, why: str) -> None:
        if not why.strip():
            raise Refused(message("refused.why_empty"))
        self.why_left = why
        try:
            await self._record_finish(why)
        except Refused as refusal:
            # It is asked anew, or not at all: what others did can ask for another decision.
            self.console_app.tell(refusal.why, "bad")

    def all_decided(self) -> bool:
        """Whether something was decided about each agreement, and nothing waits."""
        found = self.standing
        waits = review_ending.late(found) or review_ending.left(found)
        return found.file.done_on is None and bool(self.made) and not waits

    async def _record_finish(self, why: str) -> None:
        """Record what ends the file, if it is as it was shown, and go to the next one.

        Raises:
            Refused: others changed it, and it is shown anew; or it cannot be.
        """
        found = self.standing
        changes = review_ending.ending(found, review_ending.left(found), why)
        try:
            ended = not changes or await self.console_app.change_in_turn(changes, found.view)
        except Refused:
            await self.changed((self.needed(),))
            raise
        if ended:
            await self.to_next()
