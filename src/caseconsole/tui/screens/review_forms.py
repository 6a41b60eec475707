"""The form of a decision at the end of a file of a review."""

from datetime import date
from typing import TYPE_CHECKING

from caseconsole.casework.asking import well_formed
from caseconsole.domain.agreement import Agreement, DecisionKind, Rung
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.obligations import ConditionStatus, statuses
from caseconsole.domain.rights import Action
from caseconsole.locale import speaker
from caseconsole.store.rows import CaseView
from caseconsole.tui.final import FINAL_RUNGS
from caseconsole.tui.reading import typed_day
from caseconsole.tui.screens.agreement_forms import OVER, bare_misses, of_file
from caseconsole.tui.screens.form_screen import FormScreen
from caseconsole.tui.screens.judge_forms import rung_field
from caseconsole.tui.widgets.form import Field, TextField
from caseconsole.tui.widgets.more_fields import AnyDayField
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

    def make_fields(self, session: "Session") -> list[Field]:
        """The next rung and its text where it warns; why; the next review where there is one."""
        today = session.clock.now().today
        agreement, decision, within, next_on = self.about.split(":")
        self.review = int(within)
        self.decision = DecisionKind(decision)
        self.made = of_file(self.views[0], int(agreement))
        self.broken = broken(self.views[0], self.made, today)
        optional = self.decision is not DecisionKind.END
        self.why = TextField(
            "why", "form.why_optional" if optional else "form.why", needed=not optional
        )
        proposed = typed_day(date.fromisoformat(next_on))
        self.next = AnyDayField("next", "form.next_review", today, proposed)
        self.paper = TextField("paper", "form.paper")
        fields: list[Field] = [self.why]
        if self.decision is DecisionKind.END:
            fields.append(self.paper)
        if self.decision not in OVER:
            fields.append(self.next)
        if self.warns:
            fields[:0] = self._rung_fields()
        return fields

    @property
    def warns(self) -> bool:
        """Whether the decision is a rung of the ladder too."""
        return self.decision is DecisionKind.WARN and KINDS[self.made.kind].ladder

    def _rung_fields(self) -> list[Field]:
        self.rung = rung_field(self.made, self.console_app.speaker.say)
        self.text = NoteField("text", "form.text", height=4, needed=True)
        if self.broken is not None:
            self.text.restore(self.broken_text())
        return [self.rung, self.text]

    def broken_text(self) -> str:
        """What was not done, as the text of the rung begins."""
        if self.broken is None:
            return ""
        for condition in self.made.conditions:
            if condition.id == self.broken:
                # It comes to stand in a letter, beside conditions that were signed in Dutch.
                return speaker("nl").say("review.broken", text=condition.text[:500])
        return ""

    def heading(self) -> str:
        """The decision."""
        if not self.fields:
            return self.say("place.review_decide")
        return f"{self.say('place.review_decide')} · {self.say(f'decision.{self.decision}')}"

    def hint(self) -> str:
        """What the decision does, and which misses nothing shows."""
        does = f"{super().hint()} {self.say(f'form.review_decide.{self.decision}')}"
        if self.decision not in PROVEN:
            return does
        condition = self.broken if self.warns else None
        return f"{does} {bare_misses(self, self.made, condition)}".rstrip()

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
            condition=self.broken,
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
        """The rung, then the decision."""
        with well_formed():
            rung = [self._rung_change(self.cases[0])] if self.warns else []
        return [*rung, *await super().changes()]

    async def record(self) -> None:
        """Record the rung and the decision; `u` takes back both."""
        app, done = self.console_app, list[int]()
        for change in await self.changes():
            receipt = await app.change(change)
            if receipt is None:
                return
            done.append(receipt.seq)
        if len(done) > 1:
            app.batches.append(tuple(done))
        await self.finish(True)


def broken(view: CaseView, made: Agreement, today: date) -> int | None:
    """The first condition that was breached; None when none was."""
    file = view.file
    how = statuses(made, today, paid=file.paid, agreements=file.agreements)
    found = (one.id for one in made.conditions if how[one.id] is ConditionStatus.BREACHED)
    return next(found, None)
