"""What was being typed when a session ended."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caseconsole.casework.drafts import IDS, WORDS, offered
from caseconsole.domain.contact import Channel, Whom, answered
from caseconsole.store.rows import Draft
from caseconsole.tui.screens.pick import PickScreen
from caseconsole.tui.showing import show
from caseconsole.tui.text import Line, Span, cut, line, pad

if TYPE_CHECKING:
    from caseconsole.tui.app import CaseConsole


CODES = frozenset({
    "cases", "by_end", "lumped", "refusing", "others", "cadence", "household", "keep", IDS, WORDS,
})  # fmt: skip
"""What a draft keeps beside what was typed."""


FORM = 20
"""The cells of the name of a form."""


class DraftsScreen(PickScreen[Draft]):
    """Gives the draft to go on with."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        super().__init__("place.drafts")
        self.drafts = drafts

    def options(self) -> Sequence[tuple[Draft, Line]]:
        """Each draft with its form, case and first words."""
        return [(draft, self._line(draft)) for draft in self.drafts]

    def nothing(self) -> str:
        """There are no drafts."""
        return self.say("drafts.nothing")

    def on_mount(self) -> None:
        """Say what can be done."""
        if self.drafts:
            self.tell("drafts.offer")

    def _words(self, draft: Draft) -> list[str]:
        """What the draft holds; of a call the way, who answered, and what was said."""
        body = draft.body
        if isinstance(kept := body.get(WORDS), list):
            return [str(word) for word in kept]
        if draft.form != "call":
            return [str(body[key]) for key in body if body[key] and key not in CODES]
        channel, whom, said = (str(body.get(key) or "") for key in ("channel", "whom", "said"))
        named = [
            self.say(f"channel.{channel}.out") if channel in set(Channel) else "",
            self.say(f"whom.{answered(whom, channel)}") if whom in set(Whom) else "",
            said,
        ]
        return [word for word in named if word]

    def _line(self, draft: Draft) -> Line:
        app = self.console_app
        at = app.speaker.instant(draft.at, app.session.clock.zone, app.today)
        words = " · ".join(self._words(draft))
        room = max(self.size.width - 48, 20)
        return line(
            pad(at, 14), pad(cut(self.say(f"place.{draft.form}"), FORM), FORM + 1),
            pad(draft.number, 10), Span(pad(words.replace("\n", " ⏎ "), room), "label"),
        )  # fmt: skip


async def offer_drafts(app: "CaseConsole", *, asked: bool = False) -> None:
    """Show the drafts when there are any, or when asked; go on with the one chosen."""
    drafts = await app.store_thread.call(offered)
    if not drafts and not asked:
        return

    async def go_on(draft: Draft | None) -> None:
        if draft is not None:
            from caseconsole.tui.screens.forms import open_draft

            await open_draft(app, draft)

    await show(app, DraftsScreen(drafts), go_on)
