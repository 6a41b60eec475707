"""Screens on which a sheet about one file is filled in; somebody is in the file meanwhile."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from caseconsole.casework import viewing
from caseconsole.domain.message import Refused, message
from caseconsole.domain.rights import require
from caseconsole.store.rows import CaseView
from caseconsole.tui.news import by_others, since_seen
from caseconsole.tui.screens.draft_screen import DraftScreen, find_draft
from caseconsole.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.store.rows import Draft


class Sheet(Protocol):
    """What is filled in, apart from how it is shown."""

    def state(self) -> dict[str, object]:
        """What a draft keeps."""

    def restore(self, state: dict[str, object]) -> None:
        """Fill in what a draft kept."""

    def paste(self, text: str) -> int:
        """Put pasted text into the active field; how many characters of it did not fit."""
        ...

    def move(self, by: int) -> None:
        """To another field."""


S = TypeVar("S", bound=Sheet)


class SheetScreen(DraftScreen[bool], Generic[S]):
    """Gives True when what was filled in is recorded."""

    def __init__(self, case: int, view: CaseView | None = None) -> None:
        """`view` is the file when it is on screen already: it is read anew, but logged no more."""
        super().__init__((case,))
        self.number = case
        self.view = view
        self.filled = Lines(id="sheet")
        self.sheet: S | None = None
        self._own_view = view is None
        self._news: viewing.News | None = None

    def make_sheet(self, session: "Session", view: CaseView) -> S:
        """The empty sheet of a file."""
        raise NotImplementedError

    def take_in(self, session: "Session", view: CaseView) -> None:
        """Let the sheet rest on the file as it is now; all that was typed stays."""
        raise NotImplementedError

    def set_right(self, refusal: Refused) -> None:
        """Stand where what the store refused is set right, if there is such a place."""

    def draft_case(self) -> int | None:
        """The case of the file."""
        return self.number

    async def load(self) -> None:
        """Read the file, what its sheet needs, and an earlier draft."""
        draft = await self.console_app.store_thread.call(self._load)
        self.begin(draft)
        if self._news is not None:
            self.tell_too(since_seen(self.console_app, self._news))

    def _load(self, session: "Session") -> "Draft | None":
        require(session.actor, self.action)
        if self.view is None:
            view = viewing.open_case(session, self.number)
        else:
            self._news = viewing.reread(session, self.number, self.view)
            view = self._news.view
        self.sheet = self.make_sheet(session, view)
        self.view = view
        return find_draft(session, self.draft_place, self.number)

    def _sheet(self) -> S:
        if self.sheet is None:
            raise Refused(message("refused.case_unknown"))
        return self.sheet

    @asynccontextmanager
    async def looking_again(self) -> AsyncIterator[None]:
        """Where something is refused, take in what the file is now: that may be the reason.

        Raises:
            Refused: as it was, and what others did to the file since it was seen.
        """
        from caseconsole.casework.stale import Changed

        app = self.console_app
        try:
            yield
        except Refused as refusal:
            others = (await app.store_thread.call(self._look_again)).others
            self.set_right(refusal)
            self.draw_body()
            if not others or isinstance(refusal, Changed):
                raise
            done, what = self.say(refusal.why), by_others(app, others)
            raise Refused(message("screen.others", done=done, what=what)) from None

    def _look_again(self, session: "Session") -> viewing.News:
        if self.view is None:
            raise Refused(message("refused.case_unknown"))
        news = viewing.reread(session, self.number, self.view)
        self.take_in(session, news.view)
        self.view = news.view
        return news

    def state(self) -> dict[str, object]:
        """What is filled in."""
        return self._sheet().state()

    def restore(self, state: dict[str, object]) -> None:
        """Fill in what a draft kept."""
        self._sheet().restore(state)

    async def other_paste(self, text: str) -> None:
        """Put pasted text into the active field."""
        left = self._sheet().paste(text)
        self.draw_body()
        self.tell_unfit(left)

    async def do_field_next(self) -> None:
        """The next field."""
        self._sheet().move(1)
        self.draw_body()

    async def do_field_previous(self) -> None:
        """The field before."""
        self._sheet().move(-1)
        self.draw_body()

    async def do_back(self) -> None:
        """Back; what was filled in stays as a draft."""
        await super().do_back()
        await self._leave_file()

    async def finish(self, result: bool | None) -> None:
        """Close the sheet; nobody is in the file any more."""
        await super().finish(result)
        await self._leave_file()

    async def _leave_file(self) -> None:
        if self._own_view:
            await self.console_app.store_thread.call(viewing.leave_case)
