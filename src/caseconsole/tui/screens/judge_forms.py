"""The forms of a single duty: judge it, and add or end a condition."""

from datetime import date
from typing import TYPE_CHECKING

from caseconsole.domain.agreement import (
    LENIENT,
    Answer,
    Condition,
    Duty,
    Evidence,
    JudgedAs,
    Judgement,
    Weight,
)
from caseconsole.domain.judged import by_person, newest_judgement
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.kinds.kind import ANSWER, OWN
from caseconsole.domain.message import Refused, message
from caseconsole.domain.rights import Action
from caseconsole.store.rows import CaseView
from caseconsole.tui.reading import typed_day
from caseconsole.tui.screens.agreement_forms import of_file
from caseconsole.tui.screens.form_screen import FormScreen
from caseconsole.tui.widgets.form import ChoiceField, Field, TextField
from caseconsole.tui.widgets.more_fields import AnyDayField
from caseconsole.tui.widgets.note_field import NoteField

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.domain.changes import Change

CADENCES = {
    "once": "",
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
}
"""How often a condition in own words can fall due."""
AGAIN = "again"
"""The choice by which the judgement that stands is taken back."""


def condition_of(view: CaseView, id_: int) -> Condition:
    """A condition of a file by its id.

    Raises:
        Refused: it is not there any more.
    """
    for made in view.file.agreements:
        for condition in made.conditions:
            if condition.id == id_:
                return condition
    raise Refused(message("act.no_duty"))


class JudgeForm(FormScreen):
    """How one dated duty went, with what shows it.

    `about` is condition, day and judgement, `all` where any is asked, and the review it is in.
    """

    action = Action.JUDGE
    draft_place = "judge"

    def make_fields(self, session: "Session") -> list[Field]:
        """The judgement, the other day, the evidence and the reason; only what it can hold.

        Where any is asked, what was judged stands there: a paper is added to it and nothing lost.
        """
        say, today = self.console_app.speaker.say, session.clock.now().today
        # A draft can be older than the last two of these.
        condition, original, verdict, more, within = [*self.about.split(":"), "", ""][:5]
        self.review = int(within) if within else None
        self.condition = condition_of(self.views[0], int(condition))
        self.of = of_file(self.views[0], self.condition.agreement)
        self.original_on = date.fromisoformat(original)
        self.stood = stood = self._stood(self.views[0]) if more else None
        options = [(one, say(f"judged.{one}")) for one in self._choices(verdict, asked=bool(more))]
        begin = stood.verdict if stood else verdict
        self.verdict = ChoiceField("verdict", "form.judgement", options, begin)
        moved_to = stood.moved_to if stood else None
        self.to = AnyDayField("to", "form.moved_to", today, typed_day(moved_to) if moved_to else "")
        kinds = [("", say("form.none")), *((one.value, say(f"evidence.{one}")) for one in Evidence)]
        self.answers = self.condition.clause in KINDS[self.of.kind].answers
        given = self.condition.evidence if more or self.answers else None
        shown_by = stood.evidence or given if stood else given
        self.evidence = ChoiceField("evidence", "form.evidence", kinds, shown_by or "")
        self.reference = TextField("reference", "form.reference", stood.reference if stood else "")
        self.given = verdict if not more else None
        self.why = TextField("why", "form.why_optional", stood.why if stood else "")
        self._ask()
        answers = [("", say("form.none")), *((one.value, say(f"proposal.{one}")) for one in Answer)]
        answered = str(self.of.terms.get(ANSWER) or "") if stood and self.answers else ""
        self.answer = ChoiceField("answer", "form.proposal", answers, answered)
        self.judged, self.stands = self._chosen(), True
        moves: list[Field] = [self.to] if more or verdict == JudgedAs.MOVED else []
        shown: list[Field] = (
            [self.evidence, self.reference] if verdict != JudgedAs.MOVED or more else []
        )
        asked = [self.answer] if self.answers and (more or verdict == JudgedAs.MET) else []
        if more:
            return [self.verdict, *asked, *moves, *shown, self.why]
        return [*asked, *moves, self.why, *shown]

    def _choices(self, verdict: str, *, asked: bool) -> list[str]:
        """The judgements that are possible; where one stands also that it is to be judged again."""
        if not asked:
            return [verdict]
        by = by_person(self.of, self.condition)
        judged = [one.value for one in JudgedAs if by or one in LENIENT]
        return [*judged, AGAIN] if self.stood else judged

    def follow(self) -> None:
        """The reason and the reference of what stood are none of another choice."""
        self._ask()
        stands = self._chosen() == self.judged
        if self.stood is None or stands is self.stands:
            return
        self.stands = stands
        for field, said in ((self.why, self.stood.why), (self.reference, self.stood.reference)):
            before, after = ("", said) if stands else (said, "")
            if field.text == before:
                field.restore(after)

    def _ask(self) -> None:
        """A reason lets a duty go, or be judged again; a key for what was not met asks one too.

        What is moved asks its new day.
        """
        given = self.given is not None and self.given != JudgedAs.MET
        self.why.needed = given or self.verdict.state in {*LENIENT, AGAIN}
        self.why.label = "form.why" if self.why.needed else "form.why_optional"
        self.to.needed = self.verdict.state == JudgedAs.MOVED

    def _chosen(self) -> tuple[str, str]:
        """The judgement that is chosen, with its answer or its day."""
        verdict = self.verdict.state
        answer = self.answer.state if verdict == JudgedAs.MET else ""
        return verdict, self.to.text if verdict == JudgedAs.MOVED else answer

    def heading(self) -> str:
        """Which duty of which day."""
        day = self.console_app.speaker.day(self.original_on) if self.fields else ""
        return f"{self.say('place.judge')} {day}"

    def hint(self) -> str:
        """What the duty asks, and what is being judged when that is given."""
        if self.given in {None, JudgedAs.MET}:
            return self.condition.text
        return f"{self.condition.text} → {self.say(f'judged.{self.given}')}"

    def change(self, view: CaseView, case: int) -> "Change":
        """The judgement, or that the one that stands is taken back."""
        from caseconsole.domain.agreement_changes import JudgeObligation, WithdrawJudgement

        stood = self._stood(view)
        about = {
            "change_id": self.ids[case], "case": case, "condition": self.condition.id,
            "original_on": self.original_on, "seen": stood.id if stood else 0,
            "why": self.why.text,
        }  # fmt: skip
        if self.verdict.state == AGAIN:
            return WithdrawJudgement.model_validate(about)
        verdict = JudgedAs(self.verdict.state)
        moved = verdict is JudgedAs.MOVED
        evidence = Evidence(self.evidence.state) if self.evidence.state and not moved else None
        return JudgeObligation.model_validate(
            {
                **about,
                "verdict": verdict,
                "moved_to": self.to.day_or_none if moved else None,
                "evidence": evidence,
                "reference": self.reference.text,
                "answer": Answer(self.answer.state) if self.answer.state else None,
                "review": self.review,
            }
        )

    def _stood(self, view: CaseView) -> Judgement | None:
        """The judgement that stood there when the form was opened."""
        made = of_file(view, self.condition.agreement)
        return newest_judgement(made.judgements, self.condition.id, self.original_on)


class ConditionForm(FormScreen):
    """One condition more, in own words."""

    action = Action.AGREE
    draft_place = "condition"

    def make_fields(self, session: "Session") -> list[Field]:
        """What it asks, of whom, when and how often, and what shows it."""
        say, today = self.console_app.speaker.say, session.clock.now().today
        self.made = of_file(self.views[0], int(self.about))
        self.text = NoteField("text", "form.condition", height=3, needed=True)
        self.first = AnyDayField("first", "form.first_on", today, needed=True)
        often = [(code, say(f"cadence.{code}")) for code in CADENCES]
        self.often = ChoiceField("often", "form.often", often)
        self.until = AnyDayField("until", "form.last_on", today)
        duties = [(duty.value, say(f"duty_of.{duty}")) for duty in Duty]
        self.duty = ChoiceField("duty", "form.duty", duties)
        kinds = [(one.value, say(f"evidence.{one}")) for one in Evidence]
        self.evidence = ChoiceField("evidence", "form.evidence", kinds, Evidence.PAPER)
        weights = [(weight.value, say(f"weight.{weight}")) for weight in Weight]
        self.weight = ChoiceField("weight", "form.weight", weights, Weight.MINOR)
        self.consequence = TextField("consequence", "form.consequence")
        self.why = TextField("why", "form.why_optional")
        return [
            self.text, self.first, self.often, self.until, self.duty, self.evidence, self.weight,
            self.consequence, self.why,
        ]  # fmt: skip

    def change(self, view: CaseView, case: int) -> "Change":
        """The condition."""
        from caseconsole.domain.agreement_changes import AddCondition, NewCondition
        from caseconsole.domain.recurrence import from_day

        del view
        return AddCondition(
            change_id=self.ids[case],
            case=case,
            agreement=self.made.id,
            seen=self.made.version,
            condition=NewCondition(
                clause=OWN,
                duty=Duty(self.duty.state),
                text=self.text.text,
                rule=from_day(CADENCES[self.often.state], self.first.day),
                first_on=self.first.day,
                until=self.until.day_or_none,
                evidence=Evidence(self.evidence.state),
                weight=Weight(self.weight.state),
                consequence=self.consequence.text,
            ),
            why=self.why.text,
        )


class EndConditionForm(FormScreen):
    """A condition ends on a day, for a reason."""

    action = Action.AGREE
    draft_place = "end_condition"

    def make_fields(self, session: "Session") -> list[Field]:
        """Its last day, and why."""
        today = session.clock.now().today
        self.condition = condition_of(self.views[0], int(self.about))
        self.until = AnyDayField("until", "form.last_on", today, typed_day(today), needed=True)
        self.why = TextField("why", "form.why", needed=True)
        return [self.until, self.why]

    def hint(self) -> str:
        """The condition."""
        return self.condition.text

    def change(self, view: CaseView, case: int) -> "Change":
        """The end."""
        from caseconsole.domain.agreement_changes import EndCondition

        del view
        return EndCondition(
            change_id=self.ids[case],
            case=case,
            condition=self.condition.id,
            seen=self.condition.version,
            until=self.until.day,
            why=self.why.text,
        )
