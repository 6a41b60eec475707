"""The form of a decision at the end of a file of a review."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from caseconsole.casework import review
from caseconsole.casework.asking import well_formed
from caseconsole.casework.climbing import broken_text, cured_by, rung_about, rung_asked
from caseconsole.casework.review import ReviewNow
from caseconsole.casework.review_ending import ending_with
from caseconsole.domain.agreement import OVER, DecisionKind, Rung
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Refused, message
from caseconsole.domain.review import done_already
from caseconsole.domain.rights import Action
from caseconsole.store.rows import CaseView
from caseconsole.tui.final import FINAL_RUNGS
from caseconsole.tui.reading import typed_day
from caseconsole.tui.screens.agreement_forms import of_file
from caseconsole.tui.screens.form_screen import FormScreen
from caseconsole.tui.screens.judge_forms import condition_of
from caseconsole.tui.screens.ladder_forms import condition_field, key_of, rung_field
from caseconsole.tui.screens.minding import minded, promise_beside
from caseconsole.tui.widgets.form import Field, TextField
from caseconsole.tui.widgets.more_fields import ReviewDayField
from caseconsole.tui.widgets.note_field import NoteField

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.domain.agreement_changes import TakeRung
    from caseconsole.domain.changes import Change

PROVEN = frozenset({DecisionKind.WARN, DecisionKind.GRADUATE, DecisionKind.END})
"""The decisions before which each miss is to have its reference."""


class ReviewDecideForm(FormScreen):
    """A decision about an agreement, with the next rung where it warns.

    `about` is the agreement, the decision, the review and the day proposed for the next one.
    """

    action = Action.JUDGE
    draft_place = "review_decide"
    standing: ReviewNow | None = None
    """The file on which the decision rests, as it is shown below; of a draft as it is now."""
    keep: bool | None = None
    """Whether other agreements are kept with it, where that is proposed; None as the draft says."""
    _over: Refused | None = None
    """Why nothing is decided in the review any more."""
    _ending: "Sequence[Change] | None" = None

    def _lay_out(self, session: "Session") -> None:
        super()._lay_out(session)
        if self.standing is None:
            self._stand(session)

    def _stand(self, session: "Session") -> None:
        """Take in how the file stands in its review; where it is done there meanwhile F2 says so.

        The form is shown all the same, so that what was typed can be read and thrown away.
        """
        before = self.standing
        try:
            self.standing = review.reread(session, self.review, self.cases[0])
        except Refused as over:
            self._over = over
            return
        file, undone = self.standing.file, before is None or before.file.done_on is None
        if undone and file.done_on is not None:
            self._over = Refused(done_already(file.number, file.by, file.done_on))

    def make_fields(self, session: "Session") -> list[Field]:
        """The next rung and its text where it warns; why; the next review where there is one."""
        today = session.clock.now().today
        agreement, decision, within, next_on = self.about.split(":")
        self.review = int(within)
        self.decision = DecisionKind(decision)
        self.made = of_file(self.views[0], int(agreement))
        self.promise = promise_beside(session, self.views[0], self.made)
        optional = self.decision is not DecisionKind.END
        self.why = TextField(
            "why", "form.why_optional" if optional else "form.why", needed=not optional
        )
        self.next_on = date.fromisoformat(next_on)
        self.next = ReviewDayField("next", "form.next_review", today, typed_day(self.next_on))
        self.paper = TextField("paper", "form.paper")
        fields: list[Field] = [self.why]
        if self.decision is DecisionKind.END:
            fields.append(self.paper)
        if self.decision not in OVER:
            fields.append(self.next)
        if self.warns:
            fields[:0] = self._rung_fields(session)
            self.follow()
        return fields

    @property
    def warns(self) -> bool:
        """Whether the decision is a rung of the ladder too."""
        return self.decision is DecisionKind.WARN and KINDS[self.made.kind].ladder

    def _rung_fields(self, session: "Session") -> list[Field]:
        say, file = self.console_app.speaker.say, self.views[0].file
        self.rung = rung_field(self.made, rung_asked(session, file, self.made), say)
        asked = rung_about(session, file, self.made)
        self.condition = condition_field(self.made, asked, self.console_app.speaker)
        self.text = NoteField("text", "form.text", height=4, needed=True)
        self.cure_until = cured_by(session, self.made)
        self.proposed = {self.text.name: "", self.next.name: self.next.state}
        return [self.rung, self.condition, self.text]

    def follow(self) -> None:
        """Let the text follow the condition, and the next review the time to cure."""
        if not self.warns:
            return
        cures = self.rung.state == Rung.YELLOW_CARD
        next_on = min(self.next_on, self.cure_until) if cures else self.next_on
        for field, proposal in ((self.text, self._broken_text()), (self.next, typed_day(next_on))):
            if field.state == self.proposed[field.name]:
                field.restore(proposal)
            self.proposed[field.name] = proposal

    def _broken_text(self) -> str:
        """What was not done, as the text of the rung begins."""
        chosen = key_of(self.condition)
        return "" if chosen is None else broken_text(self.made, condition_of(self.views[0], chosen))

    def heading(self) -> str:
        """The decision, and about which agreement."""
        if not self.fields:
            return self.say("place.review_decide")
        return " · ".join([
            self.say("place.review_decide"),
            self.say(f"decision.{self.decision}"),
            self.say(f"kind.{self.made.kind}"),
        ])  # fmt: skip

    def hint(self) -> str:
        """What the decision does, which misses nothing shows, and what was promised."""
        said = "climb" if self.warns else self.decision
        does = f"{super().hint()} {self.say(f'form.review_decide.{said}')}"
        if self.decision not in PROVEN:
            return does
        condition = key_of(self.condition) if self.warns else None
        return f"{does} {minded(self, self.made, self.promise, condition)}".rstrip()

    def change(self, view: CaseView, case: int) -> "Change":
        """The decision; what the rung before it changed is counted."""
        from caseconsole.domain.agreement_changes import Decide

        del view
        return Decide(
            change_id=self.ids[case],
            case=case,
            agreement=self.made.id,
            seen=self.made.version + self.warns,
            decision=self.decision,
            why=self.why.text,
            paper=self.paper.text,
            next_review_on=None if self.decision in OVER else self.next.day_or_none,
            review=self.review,
        )

    def _rung_change(self, case: int) -> "TakeRung":
        from caseconsole.domain.agreement_changes import TakeRung

        return TakeRung(
            change_id=self.ids[case][::-1],
            case=case,
            agreement=self.made.id,
            seen=self.made.version,
            rung=Rung(self.rung.state),
            condition=key_of(self.condition),
            text=self.text.text,
            why=self.why.text,
            review=self.review,
        )

    def final(self) -> bool:
        """Whether it ends a second chance, or takes the last rung."""
        if self.warns:
            return self.rung.state in FINAL_RUNGS
        kind = KINDS[self.made.kind]
        return kind.decided.get(self.decision) in kind.final

    def concludes(self) -> bool:
        """Whether nothing of the agreement is left to review."""
        return self.decision in OVER or self.final()

    async def changes(self) -> "list[Change]":
        """The rung, the decision, and the end of the file."""
        found = self._stands()
        with well_formed():
            rung = [self._rung_change(self.cases[0])] if self.warns else []
        if self._ending is None:
            # Made once: what of it was recorded already is known by its id.
            self._ending = ending_with(found, self.made, self.decision, keep=bool(self.keep))
        return [*rung, *await super().changes(), *self._ending]

    def _stands(self) -> ReviewNow:
        """The file as it stands in the review.

        Raises:
            Refused: nothing is decided there any more.
        """
        if self._over is not None or self.standing is None:
            raise self._over or Refused(message("screen.no_case"))
        return self.standing

    def state(self) -> dict[str, object]:
        """The fields, and whether other agreements are kept with it."""
        return {**super().state(), "keep": bool(self.keep)}

    def restore(self, state: dict[str, object]) -> None:
        """Fill in the fields; how it was opened goes before what the draft says of the others."""
        super().restore(state)
        if self.keep is None:
            self.keep = bool(state.get("keep"))
            self._clean["keep"] = self.keep

    def stays(self) -> dict[str, object]:
        """What was typed or chosen: what is proposed follows from how it goes now."""
        return {name: of for name, of in self.state().items() if of != self._clean.get(name)}

    async def record(self) -> None:
        """Record all of it, if the file is as it was shown; `u` takes it back together.

        Raises:
            Refused: others changed it, or something typed cannot be recorded.
        """
        async with self.looking_again():
            changes, seen = await self.changes(), self._stands().view
            try:
                done = await self.console_app.change_in_turn(changes, seen)
            except Refused:
                await self.console_app.store_thread.call(self._stand)
                self._ending = None
                raise
        if done:
            await self.finish(True)
