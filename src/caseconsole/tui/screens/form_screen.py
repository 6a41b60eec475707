"""A form over one case or several: fields under each other, F2 records."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from textual import events

from caseconsole.domain.message import Refused, message
from caseconsole.domain.rights import require
from caseconsole.store import read
from caseconsole.store.rows import CaseView
from caseconsole.tui.naming import whose
from caseconsole.tui.screens.draft_screen import DraftScreen, find_draft
from caseconsole.tui.set_right import SET_RIGHT
from caseconsole.tui.text import EMPTY, Span, line, wrap
from caseconsole.tui.widgets.form import Field, draw_fields, enter
from caseconsole.tui.widgets.lines import Drawn
from caseconsole.tui.widgets.more_fields import ManyField

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.domain.changes import Change


TOLD = 200
"""The most characters of a field by which the list of drafts tells what was filled in."""


class FormScreen(DraftScreen[bool]):
    """Gives True when something was recorded.

    Every field that has a problem is named when the form is saved, and keeps what was typed.
    """

    place = "form"
    weighs_all = False
    """Whether it decides by all that the file shows: what others did since is seen first."""

    def __init__(self, cases: Sequence[int], about: str = "") -> None:
        """A form over these cases.

        Args:
            about: what in the one case it is about, such as the id of an agreement.
        """
        super().__init__(cases)
        self.cases = tuple(cases)
        self.about = about
        self.views: tuple[CaseView, ...] = ()
        self.fields: list[Field] = []
        self.at = 0

    def make_fields(self, session: "Session") -> list[Field]:
        """The empty fields; on the store thread, so that they can look something up."""
        raise NotImplementedError

    def prepare(self, session: "Session") -> None:
        """Look up what the change needs beside the fields; on the store thread.

        Raises:
            Refused: something typed cannot be recorded.
        """

    def change(self, view: CaseView, case: int) -> "Change":
        """The change that the fields ask for in one case.

        Raises:
            Refused: something typed is not understood or is missing.
        """
        raise NotImplementedError

    def heading(self) -> str:
        """What the form records."""
        return self.say(f"place.{self.draft_place}")

    def draft_case(self) -> int | None:
        """The one case, when it is one."""
        return self.cases[0] if len(self.cases) == 1 else None

    def draft_key(self) -> str:
        """What was typed for some cases, or about one thing, never comes back over others."""
        if len(self.cases) == 1:
            return f"{self.draft_place}:{self.about}" if self.about else self.draft_place
        return f"{self.draft_place}:{','.join(map(str, sorted(self.cases)))}"

    async def load(self) -> None:
        """Read the cases and an earlier draft, and lay out the fields."""
        draft = await self.console_app.store_thread.call(self._load)
        self.begin(draft)
        self.go(self.at)

    def _load(self, session: "Session") -> Any:
        require(session.actor, self.action)
        self._lay_out(session)
        return find_draft(session, self.draft_key(), self.draft_case())

    def _lay_out(self, session: "Session") -> None:
        today, me = session.clock.now().today, session.actor.login
        self.views = tuple(read.case_view(session.conn, case, today, me) for case in self.cases)
        self.fields = self.make_fields(session)

    def state(self) -> dict[str, object]:
        """The fields by name, and the cases when they are several."""
        filled: dict[str, object] = {field.name: field.state for field in self.fields}
        return filled if len(self.cases) == 1 else {**filled, "cases": list(self.cases)}

    def words(self) -> list[str]:
        """What stands in the fields, as the form says it."""
        return [field.words[:TOLD] for field in self.fields if field.words]

    def restore(self, state: dict[str, object]) -> None:
        """Fill in the fields that the draft knows."""
        for field in self.fields:
            if field.name in state:
                field.restore(str(state[field.name]))

    def follow(self) -> None:
        """Let fields stand as others ask, where nobody filled in something else."""

    def draw_body(self) -> None:
        """Draw for whom, and the fields with the active one in sight."""
        if not self.loaded:
            return
        self.follow()
        cells = max(self.size.width, 1)
        named = whose(self.console_app, self.views, len(self.views))
        top: list[Drawn] = [
            *(line(Span(" " + row, "bold")) for row in wrap(named, cells - 2)),
            *(line(Span(" " + row, "label")) for row in wrap(self.hint(), cells - 2)),
            EMPTY,
        ]
        fields, begin = draw_fields(self.fields, self.at, self.console_app.speaker, cells)
        self.body.show([*top, *fields])
        self.body.reveal(len(top) + begin)
        self.header.show([self._header_line(cells)])

    def position(self) -> str:
        """That more follows below what is in sight."""
        below = self.loaded and self.body.top < self.body.bottom_top
        return self.say("screen.more").strip() if below else ""

    def hint(self) -> str:
        """What the form is for."""
        return self.say(f"form.{self.draft_place}.hint")

    def keeps(self, key: str) -> bool:
        """The blank ticks where there are boxes; it is typed, or chooses, in every other field."""
        return key == "space" and not self._boxes()

    def _boxes(self) -> bool:
        return self.loaded and isinstance(self.fields[self.at], ManyField)

    def foot(self) -> Sequence[str]:
        """How to tick only where there are boxes."""
        return [verb for verb in super().foot() if verb != "tick" or self._boxes()]

    async def do_tick(self) -> None:
        """Take or leave what the cursor is at."""
        self.fields[self.at].key("space", " ")
        self.draw_body()

    async def other_key(self, key: str, event: events.Key) -> None:
        """Give a key to the active field; Enter that it does not want goes on, at last records."""
        if self.fields[self.at].key(event.key, event.character):
            self.draw_body()
        elif key == "enter":
            if self.at == len(self.fields) - 1:
                if self.concludes():
                    self.tell("form.save_key", "warn")
                else:
                    await self.perform("save")
            else:
                await self.do_field_next()
        elif key in {"up", "down"}:
            await (self.do_field_previous() if key == "up" else self.do_field_next())
        elif event.is_printable:
            self.tell_unfit(1)

    async def other_paste(self, text: str) -> None:
        """Put pasted text into the active field."""
        left = self.fields[self.at].paste(text)
        self.draw_body()
        self.tell_unfit(left)

    def go(self, index: int) -> None:
        """Let the keys go to a field."""
        self.at = index
        enter(self.fields[index])

    async def do_field_next(self) -> None:
        """The next field."""
        self.go((self.at + 1) % len(self.fields))
        self.draw_body()

    async def do_field_previous(self) -> None:
        """The field before."""
        self.go((self.at - 1) % len(self.fields))
        self.draw_body()

    def check_fields(self) -> None:
        """Stand on the first field with which something is wrong, to be typed over.

        Raises:
            Refused: there is one.
        """
        for index, field in enumerate(self.fields):
            try:
                field.check()
            except Refused:
                self.go(index)
                self.draw_body()
                raise

    def _go_where_asked(self, refusal: Refused) -> None:
        """Stand on the field that a refusal names, or in which it is set right, if there is one."""
        values = refusal.why.values
        labels = {values.get("field_word"), values.get("term_word")}
        names = [field.name for field in self.fields]
        named = (name for name in SET_RIGHT.get(refusal.why.id, ()) if name in names)
        asked = next(named, None)
        for index, field in enumerate(self.fields):
            if field.label in labels or field.name == asked:
                self.go(index)
                self.draw_body()

    def final(self) -> bool:
        """Whether what is asked takes something from a tenant for good."""
        return False

    def concludes(self) -> bool:
        """Whether an agreement is over by it: that is no matter of one Enter too many."""
        return self.final()

    async def do_save(self) -> None:
        """Record what is filled in; what is final once it can be, and the case number confirmed."""
        self.check_fields()
        if not self.final():
            await self.record()
            return
        from caseconsole.tui.final import final_prompt

        async with self.looking_again():
            await self.console_app.rehearse(await self.changes(), self._whole())
        await self.ask(final_prompt(self, self.views[0].file.number, self.record))

    def _whole(self) -> CaseView | None:
        """The file as it was seen, where it decides by all of it."""
        return self.views[0] if self.weighs_all else None

    async def changes(self) -> "list[Change]":
        """All that is to be recorded, in its order.

        Raises:
            Refused: something typed cannot be.
        """
        from caseconsole.casework.asking import well_formed

        with well_formed():
            await self.console_app.store_thread.call(self.prepare)
            return [self.change(view, view.file.id or 0) for view in self.views]

    @asynccontextmanager
    async def looking_again(self) -> AsyncIterator[None]:
        """Where something is refused, stand on the field that sets it right; all filled in stays.

        Where a colleague came between, what the cases are now is taken in. The refusal that goes
        on from here says what the colleague did.

        Raises:
            Refused: as it was; what the form is about may be gone as well, and is said then too.
        """
        from caseconsole.casework.stale import Changed

        try:
            yield
        except Changed as refusal:
            gone = await self.console_app.store_thread.call(self._look_again)
            self.draw_body()
            if gone is None:
                raise
            both = " ".join(map(self.say, (refusal.why, gone.why)))
            raise Refused(message("screen.as_is", text=both)) from None
        except Refused as refusal:
            self._go_where_asked(refusal)
            raise

    def _look_again(self, session: "Session") -> Refused | None:
        """Lay the form out anew; why it cannot be when what it is about is gone."""
        filled = self.stays()
        try:
            self._lay_out(session)
        except Refused as gone:
            return gone
        self._clean = self.state()
        self.restore(filled)
        self.go(min(self.at, len(self.fields) - 1))
        return None

    def stays(self) -> dict[str, object]:
        """What stays of the form when it is laid out anew: all that stands in it."""
        return self.state()

    async def record(self) -> None:
        """Record, and close the form when it was.

        Raises:
            Refused: nothing was recorded.
        """
        async with self.looking_again():
            changes, app = await self.changes(), self.console_app
            if (whole := self._whole()) is not None:
                done = await app.change_in_turn(changes, whole)
            else:
                seen = [view.newest for view in self.views]
                done = bool(await app.change_all(changes, seen))
        if done:
            await self.finish(True)
