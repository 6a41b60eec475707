"""The end of a file in a review: what is decided, and that the file is done."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events

from caseconsole.casework import review
from caseconsole.domain.agreement import Agreement, DecisionKind
from caseconsole.domain.message import Refused, message
from caseconsole.domain.review import Item, decided, in_review, proposed
from caseconsole.store.rows import CaseView
from caseconsole.tui.screens.acts import ActingScreen
from caseconsole.tui.screens.loading import LoadingScreen
from caseconsole.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from caseconsole.domain.changes import Change


class ReviewEnd(LoadingScreen[None], ActingScreen):
    """A file of a review with a place in it, and what stands behind its last item."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0
        """The place of the item that is shown; behind the last is the end of the file."""
        self.made_at = 0
        """The agreement about which a digit decides."""
        self.later: set[tuple[object, ...]] = set()
        """The items that were put off until the end of the file."""
        self._standing: review.Standing | None = None
        self._key = ""

    @property
    def standing(self) -> review.Standing:
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

    def case(self) -> int | None:
        """The case that is shown."""
        return self._standing.view.file.id if self._standing else None

    def go(self, to: int) -> None:
        """Show an item, or the end of the file."""
        raise NotImplementedError

    async def to_next(self) -> None:
        """Show the next file that is not done."""
        raise NotImplementedError

    async def take_key(self, event: events.Key) -> None:
        """Remember the key: a decision is chosen by its digit."""
        self._key = event.character or ""
        await super().take_key(event)

    async def do_decision(self) -> None:
        """Decide about the agreement, by the digit of the decision.

        Raises:
            Refused: an item is shown, or no agreement runs.
        """
        if self.item is not None:
            raise Refused(message("review.decide_at_end"))
        await self._decide(list(DecisionKind)[int(self._key) - 1])

    async def _decide(self, decision: DecisionKind) -> None:
        from caseconsole.tui.screens.review_forms import ReviewDecideForm

        if self.made_at >= len(self.made):
            raise Refused(message("review.nothing_to_decide"))
        found, case = self.standing, self.needed()
        made = self.made[self.made_at]
        about = f"{made.id}:{decision}:{found.review.id}:{found.next_on.isoformat()}"
        await self.open_form(ReviewDecideForm((case,), about), (case,))

    async def _finish(self) -> None:
        """Decide what is proposed for all that is left, and go to the next file."""
        items = self.standing.items
        late = [n for n, one in enumerate(items) if one.late]
        unseen = [n for n in late if items[n].key not in self.later]
        if unseen:
            self.tell("review.judge_first", "warn", n=len(unseen))
            self.go(unseen[0])
            return
        if self.standing.file.done_on is not None:
            await self.to_next()
            return
        for place, made in enumerate(self.made):
            proposal = proposed(made, items, self.console_app.today, self.due())
            if self._decided(made) or proposal is DecisionKind.KEEP:
                continue
            self.made_at = place
            if proposal is None:
                self.go(self.at)
                self.tell("review.choose_first", "warn")
            else:
                await self._decide(proposal)
            return
        if late:
            title = self.say("review.why_left", n=len(late))
            await self.ask(Prompt(title, self._finish_because))
        else:
            await self._record_finish("")

    async def _finish_because(self, why: str) -> None:
        if not why.strip():
            raise Refused(message("refused.why_empty"))
        await self._record_finish(why)

    def due(self) -> set[str]:
        """The actions that are due in the file."""
        return {one.action for one in self.standing.view.dues}

    def all_decided(self) -> bool:
        """Whether something was decided about each agreement, and nothing waits."""
        late = any(one.late for one in self.standing.items)
        undone = self.standing.file.done_on is None
        return undone and bool(self.made) and not late and all(map(self._decided, self.made))

    def _decided(self, made: Agreement) -> bool:
        return decided(made, self.standing.review.on) is not None

    async def _record_finish(self, why: str) -> None:
        from caseconsole.domain.agreement_changes import Decide, FinishFile

        found, case = self.standing, self.needed()
        changes: list[Change] = [
            Decide(
                case=case,
                agreement=made.id,
                seen=made.version,
                decision=DecisionKind.KEEP,
                next_review_on=found.next_on,
                review=found.review.id,
            )
            for made in self.made
            if not self._decided(made)
        ]
        changes.append(FinishFile(case=case, review=found.review.id, why=why))
        if await self._record_all(changes):
            await self.to_next()
        else:
            await self.changed((case,))

    async def _record_all(self, changes: "Sequence[Change]") -> bool:
        """Record changes one after the other until one is refused; `u` takes all back."""
        app, done = self.console_app, list[int]()
        for change in changes:
            receipt = await app.change(change)
            if receipt is None:
                break
            done.append(receipt.seq)
        app.batches.append(tuple(done))
        return len(done) == len(changes)
