"""Screens on which something is typed: kept about a second after the last key, unpainted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar
from uuid import uuid4

from textual import events

from caseconsole.casework import drafts
from caseconsole.casework.session import Session
from caseconsole.domain.message import Refused
from caseconsole.domain.rights import Action
from caseconsole.tui.screens.base import ConsoleScreen
from caseconsole.tui.screens.loading import LoadingScreen

if TYPE_CHECKING:
    from textual.timer import Timer

    from caseconsole.store.rows import Draft

R = TypeVar("R")

KEEP_AFTER = 0.9
"""Seconds after the last key until what was typed is in the store."""


class DraftScreen(LoadingScreen[R]):
    """A form whose content survives a dropped line; one draft for each form and case."""

    action: ClassVar[Action]
    """What the form asks of the store; whoever may not do it does not get the form."""
    draft_place: ClassVar[str]
    """The form's name in the drafts; `place.<name>` says it."""

    def __init__(self, cases: Sequence[int]) -> None:
        """The change ids are made here and kept in the draft, so that a retry records once."""
        super().__init__()
        self.ids = {case: uuid4().hex for case in cases}
        self._timer: Timer | None = None
        self._clean: dict[str, object] = {}
        """The content as it was when the form opened empty."""
        self._kept = False
        """Whether the store holds a draft of it."""
        self._finished = False

    def draft_case(self) -> int | None:
        """The case that the draft belongs to; None for a form over several."""
        raise NotImplementedError

    def draft_key(self) -> str:
        """Where the draft lies: the form's name, for a form over several cases with their keys."""
        return self.draft_place

    def state(self) -> dict[str, object]:
        """What is filled in."""
        raise NotImplementedError

    def restore(self, state: dict[str, object]) -> None:
        """Fill in what a draft kept."""
        raise NotImplementedError

    def words(self) -> list[str]:
        """How what is filled in reads in the list of drafts; nothing where it says that itself."""
        return []

    @property
    def touched(self) -> bool:
        """Whether anything was filled in."""
        return self.state() != self._clean

    def begin(self, draft: "Draft | None") -> None:
        """Remember the empty form, and fill in the draft when there is one."""
        self._clean = self.state()
        self.call_after_refresh(self._get_ready)
        if draft is None:
            return
        self.restore(draft.body)
        self.ids |= {case: id_ for case, id_ in drafts.ids_of(draft).items() if case in self.ids}
        self._kept = True
        zone = self.console_app.session.clock.zone
        at = self.console_app.speaker.instant(draft.at, zone, self.console_app.today)
        self.tell("form.restored", "warn", at=at)

    def _get_ready(self) -> None:
        """Have what a change takes loaded while somebody types."""
        ready = self.console_app.store_thread.call(Session.get_ready)
        self.run_worker(ready, exit_on_error=False)

    async def take_key(self, event: events.Key) -> None:
        """Let a key do its work, then keep what is typed once the keys rest."""
        await super().take_key(event)
        self._wait_and_keep()

    async def take_paste(self, text: str) -> None:
        """The same for pasted text."""
        await super().take_paste(text)
        self._wait_and_keep()

    def _wait_and_keep(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if not self._finished and self.loaded and (self.touched or self._kept):
            self._timer = self.set_timer(KEEP_AFTER, self._keep)

    async def _keep(self) -> bool:
        """Keep what is typed; whether nothing of it would be lost now."""
        if self._finished:
            return True
        try:
            await self.console_app.store_thread.call(self._write)
        except Refused as refusal:
            self.tell(refusal.why, "bad")
            return False
        return True

    def _write(self, session: Session) -> None:
        if self._finished:
            return
        if self.touched:
            words = {drafts.WORDS: said} if (said := self.words()) else {}
            body = {**self.state(), **words}
            drafts.keep(session, self.draft_key(), self.draft_case(), body, self.ids)
            self._kept = True
        elif self._kept:
            drafts.drop(session, self.draft_key(), self.draft_case())
            self._kept = False

    def _forget(self, session: Session) -> None:
        # Asked on the store's own thread, behind a draft that is being written just now.
        if self._kept:
            drafts.drop(session, self.draft_key(), self.draft_case())

    def keep_draft(self) -> None:
        """Keep what is typed now, from any thread; the session is about to end."""
        if self.loaded and not self._finished:
            self.console_app.store_thread.wait(self._write)

    async def finish(self, result: R | None) -> None:
        """Close the form after its content was recorded or thrown away."""
        self._finished = True
        await self.console_app.store_thread.call(self._forget)
        told = self._told
        self.dismiss(result)
        below = self.app.screen
        if told and isinstance(below, ConsoleScreen):
            below.tell_again(told)

    async def do_back(self) -> None:
        """Close the form; what was typed stays as a draft, or the form stays when it cannot."""
        safe = await self._keep()
        if self.touched and not safe:
            return
        kept = self._kept and not self._finished
        self._finished = True
        self.dismiss(None)
        if kept:
            self.console_app.tell("form.kept", "warn")

    async def do_discard(self) -> None:
        """Throw away what was typed and close the form."""
        touched = self.touched
        await self.finish(None)
        if touched:
            self.console_app.tell("form.discarded")


def find_draft(session: Session, place: str, case: int | None) -> "Draft | None":
    """The draft of this person in a form of a case."""
    found = drafts.offered(session)
    return next((d for d in found if d.place == place and d.case == case), None)
