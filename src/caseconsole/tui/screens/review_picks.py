"""What a review asks to choose: the set, and the reason why a duty is let off."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events

from caseconsole.casework import review
from caseconsole.domain.agreement import JudgedAs
from caseconsole.domain.limit import in_words, suggest
from caseconsole.domain.message import Message, message
from caseconsole.domain.rights import Action
from caseconsole.store import read
from caseconsole.store.rows import ReviewRow
from caseconsole.tui.actions import LIMITS
from caseconsole.tui.screens.loading import LoadingScreen
from caseconsole.tui.screens.pick import PickScreen
from caseconsole.tui.showing import show
from caseconsole.tui.text import Line, Span, line, pad
from caseconsole.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.tui.screens.case_screen import CaseScreen

OWN_WORDS = "-"
"""The choice to type a reason."""
REASONS = {JudgedAs.EXCUSED: 5, JudgedAs.WAIVED: 5}
"""How many usual reasons there are; `review.reason.<verdict>.<digit>` says each."""
NAMES = 46
Set = ReviewRow | review.Choice


class ReasonScreen(PickScreen[str]):
    """Gives the reason in words, `OWN_WORDS`, or None; a digit chooses at once."""

    def __init__(self, verdict: JudgedAs) -> None:
        super().__init__("place.reasons")
        self.verdict = verdict

    def options(self) -> Sequence[tuple[str, Line]]:
        """The usual reasons with their digits, and own words."""
        usual = [
            self.say(f"review.reason.{self.verdict}.{digit}")
            for digit in range(1, REASONS[self.verdict] + 1)
        ]
        named = [*usual, self.say("review.reason.own")]
        values = [*usual, OWN_WORDS]
        return [
            (value, line(Span(f"{digit}  ", "key"), words))
            for digit, (value, words) in enumerate(zip(values, named, strict=True), 1)
        ]

    async def other_key(self, key: str, event: events.Key) -> None:
        """Choose by digit."""
        del event
        options = self.options()
        if key.isdecimal() and 1 <= int(key) <= len(options):
            self.dismiss(options[int(key) - 1][0])


class ReviewSetsScreen(LoadingScreen[Set], PickScreen[Set]):
    """Gives a review that goes on, or a set to begin one with."""

    def __init__(self, shown: review.Choice) -> None:
        """`shown` is what the screen below shows."""
        super().__init__()
        self._title_id = "place.review_sets"
        self.here = 0
        self.shown = shown
        self.open: list[ReviewRow] = []
        self.sets: list[review.Choice] = []

    async def load(self) -> None:
        """Read the reviews that go on, and what can be chosen."""
        self.open, self.sets = await self.console_app.store_thread.call(_sets)

    def options(self) -> Sequence[tuple[Set, Line]]:
        """One's own reviews and those of others that go on, then the sets, at last a typed one."""
        return [
            *((one, self._going_on(one)) for one in self.open),
            *((one, self._set(one)) for one in (self.shown, *self.sets)),
            (TYPED, line(self.say(TYPED.name))),
        ]

    def _going_on(self, one: ReviewRow) -> Line:
        speaker = self.console_app.speaker
        said = self.say("review.goes_on_at", done=one.done, total=one.files)
        day = speaker.day(one.on, self.console_app.today)
        name = self.say("review.continue", name=one.name)
        return line(pad(name, NAMES), Span(f" {said} · {one.by} {day}", "label"))

    def _set(self, one: review.Choice) -> Line:
        return line(
            pad(self.say(one.name), NAMES),
            Span(f" {in_words(one.limit, dutch=self.dutch)}", "label"),
        )


TYPED = review.Choice(message("review.set.typed"))
"""A limit that is typed."""


def _sets(session: "Session") -> tuple[list[ReviewRow], list[review.Choice]]:
    session.require(Action.REVIEW)
    return read.reviews_open(session.conn, session.actor.login), review.choices(session)


def _start(session: "Session", name: str, limit: str, cases: Sequence[int] | None) -> review.Begun:
    return review.start(session, name, read.asked_limit(session.conn, limit), cases)


async def choose_review(below: "CaseScreen[Any]", shown: review.Choice) -> None:
    """Let a review be chosen or begun, and step through it."""

    async def chosen(one: Set | None) -> None:
        if isinstance(one, ReviewRow):
            await open_review(below, one.id)
        elif one is TYPED:
            offer = partial(suggest, dutch=below.dutch)
            label = below.say("list.limit")
            await below.ask(Prompt(label, typed, complete=offer, about=LIMITS))
        elif one is not None:
            await begin(one.limit, below.say(one.name), one.cases)

    async def typed(text: str) -> None:
        await begin(text.strip(), text.strip() or below.say("view.all"), None)

    async def begin(limit: str, name: str, cases: Sequence[int] | None) -> None:
        thread = below.console_app.store_thread
        begun = await thread.call(_start, name, limit, cases)
        await open_review(below, begun.id, begun.left_out)

    await show(below.console_app, ReviewSetsScreen(shown), chosen)


async def open_review(below: "CaseScreen[Any]", id_: int, left_out: Message | None = None) -> None:
    """Step through a review; one that was begun now says which files of its set it leaves out."""
    from caseconsole.tui.screens.review import ReviewScreen

    async def back(_result: None) -> None:
        await below.after_review()

    await show(below.console_app, ReviewScreen(id_, left_out), back)
