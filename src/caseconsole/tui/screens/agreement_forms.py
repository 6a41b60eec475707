"""The forms of an agreement as a whole: begin, what became of it, sign, stand still, decide."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseconsole.casework import drafting
from caseconsole.domain.agreement import (
    OVER,
    Agreement,
    DecisionKind,
    Phase,
    SuspensionKind,
)
from caseconsole.domain.kinds import KINDS, SIGNED, STANDS, phase
from caseconsole.domain.message import Refused, message
from caseconsole.domain.rights import Action
from caseconsole.domain.signing import Signatory, signatories
from caseconsole.domain.standing_still import standstill
from caseconsole.store.rows import CaseView
from caseconsole.tui.plan_fields import LastDayField, PlanFields
from caseconsole.tui.reading import typed_day
from caseconsole.tui.screens.form_screen import FormScreen
from caseconsole.tui.screens.minding import minded, promise_beside
from caseconsole.tui.widgets.form import ChoiceField, DayField, Field, TextField
from caseconsole.tui.widgets.more_fields import AnyDayField, ManyField, ReviewDayField

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.domain.agreement_changes import NewCondition
    from caseconsole.domain.changes import Change

STILL = timedelta(days=28)
"""How long an agreement stands still unless somebody says otherwise."""
DRAFTED = "drafted"
"""The state in which the conditions of a lease are written."""


def of_file(view: CaseView, id_: int) -> Agreement:
    """An agreement of a file by its id.

    Raises:
        Refused: it is not there any more.
    """
    for made in view.file.agreements:
        if made.id == id_:
            return made
    raise Refused(message("act.no_agreement"))


class DraftingForm(FormScreen):
    """A form in which a lease with conditions can be drafted."""

    state_field: ChoiceField
    start: AnyDayField
    end: LastDayField
    plan: PlanFields

    def follow(self) -> None:
        """Who signs, and whether it names its last day, follow the form of the lease (R70)."""
        self.plan.follow()
        drafted = self.state_field.state == DRAFTED
        self.end.follow(self.plan.form() if drafted else "", self.start)

    def warned(self, said: str) -> str:
        """What the form is for, and what is to be minded in the form of the lease (R77)."""
        return f"{said} {self.end.warning(self.console_app.speaker.lang)}".rstrip()


class StartForm(DraftingForm):
    """An agreement of the kind that a section shows, in one of its first states."""

    action = Action.AGREE
    draft_place = "start"

    def make_fields(self, session: "Session") -> list[Field]:
        """State, days, partner, and the terms that its clauses need."""
        say, today = self.console_app.speaker.say, session.clock.now().today
        kind = KINDS[self.about]
        states = [(state, say(f"state.{kind.name}.{state}")) for state in kind.first]
        self.state_field = ChoiceField("state", "form.state", states)
        self.start = AnyDayField("start", "form.start_on", today, typed_day(today), needed=True)
        self.end = LastDayField(session, today)
        self.partner = TextField("partner", "form.partner")
        self.person = TextField("person", "form.partner_person")
        self.why = TextField("why", "form.why_refused")
        self.review = ReviewDayField("review", "form.next_review", today)
        asked = drafting.asked(session, self.views[0], kind.name, self.console_app.speaker.lang)
        self.plan = PlanFields(asked, today, self.console_app.speaker)
        return [
            self.state_field, self.start, self.end, self.partner, self.person, *self.plan.fields,
            self.why, self.review,
        ]  # fmt: skip

    def hint(self) -> str:
        """What the form is for; that a lease can have conditions of its own."""
        own = KINDS[self.about].ladder
        return self.warned(self.say("form.start.hint_own") if own else super().hint())

    def heading(self) -> str:
        """The kind that is begun."""
        return self.say(f"kind.{self.about}")

    def prepare(self, session: "Session") -> None:
        """Draft the conditions; on the store thread, for they rest on the policy."""
        kind, state = KINDS[self.about], self.state_field.state
        since = self.start.day.isoformat()
        self.terms = kind.dated(self.plan.terms(), [(state, since)])
        self.drafted: tuple[NewCondition, ...] = ()
        begins = kind.phase(state) is Phase.RUNNING
        if begins or state == DRAFTED:
            given = {"partner": self.partner.text, **self.terms}
            self.drafted = drafting.conditions(
                session, self.views[0], kind.name, given, self.start.day, self.end.day_or_none
            )

    def change(self, view: CaseView, case: int) -> "Change":
        """The agreement with its conditions."""
        from caseconsole.domain.agreement_changes import MakeAgreement

        return MakeAgreement(
            change_id=self.ids[case],
            case=case,
            agreement=self.about,
            state=self.state_field.state,
            start_on=self.start.day,
            end_on=self.end.day_or_none,
            partner=self.partner.text,
            partner_person=self.person.text,
            terms=self.terms,
            covers=(view.file.lease.id,) if KINDS[self.about].of_debt else (),
            conditions=self.drafted,
            why=self.why.text,
            next_review_on=self.review.day_or_none,
        )


class StateForm(DraftingForm):
    """What became of an agreement: answered, a step further, completed, ended."""

    action = Action.AGREE
    draft_place = "state"
    weighs_all = True

    def make_fields(self, session: "Session") -> list[Field]:
        """The next state, its day, why, by which paper, its days and the terms it can bring."""
        say, today = self.console_app.speaker.say, session.clock.now().today
        made = self.made = of_file(self.views[0], int(self.about))
        self.promise = promise_beside(session, self.views[0], made)
        kind = KINDS[made.kind]
        possible = kind.follows.get(made.state, ())
        follows = [state for state in possible if state not in {SIGNED, *kind.by_itself}]
        states = [(state, say(f"state.{made.kind}.{state}")) for state in follows]
        if not states:
            raise Refused(message("act.final", state_word=f"state.{made.kind}.{made.state}"))
        self.state_field = ChoiceField("state", "form.state", states, None)
        self.dated = drafting.term_words(session, kind.name)
        self.on = AnyDayField("on", "form.on", today, typed_day(today), needed=True)
        self.why = TextField("why", "form.why_optional")
        self.paper = TextField("paper", "form.paper")
        self.plan = PlanFields((), today, self.console_app.speaker)
        proposed = phase(made) is Phase.PROPOSED
        if proposed or (phase(made) is Phase.RUNNING and kind.dates):
            lang = self.console_app.speaker.lang
            asked = drafting.asked(session, self.views[0], made.kind, lang)
            left = drafting.left(asked, made.terms)
            self.plan = PlanFields(left, today, self.console_app.speaker)
        first = typed_day(max(made.start_on, today))
        self.start = AnyDayField("start", "form.start_on", today, first, needed=True)
        last = typed_day(made.end_on) if made.end_on else ""
        self.end = LastDayField(session, today, last)
        days = [*([self.start] if DRAFTED in follows else []), *([self.end] if proposed else [])]
        return [self.state_field, self.on, self.why, self.paper, *days, *self.plan.fields]

    def hint(self) -> str:
        """What the form is for: the term that the state sets, own conditions, bare misses."""
        kind = KINDS[self.made.kind]
        if (term := kind.dates.get(self.state_field.state)) and not self.made.terms.get(term):
            return self.say("form.state.hint_dated", term_word=self.dated[self.state_field.state])
        if kind.ladder and phase(self.made) is Phase.PROPOSED:
            return self.warned(self.say("form.state.hint_own"))
        told = minded(self, self.made, self.promise) if self.concludes() else ""
        return f"{super().hint()} {told}".rstrip()

    def final(self) -> bool:
        """Whether a home or an arrangement is lost by it."""
        return self.state_field.state in KINDS[self.made.kind].final

    def concludes(self) -> bool:
        """Whether the agreement is over in its new state."""
        known = KINDS[self.made.kind].states.get(self.state_field.state)
        return known is not None and known not in STANDS

    def starts(self) -> date | None:
        """The first day, which a draft is given; other states leave it as it is."""
        return self.start.day if self.state_field.state == DRAFTED else None

    def prepare(self, session: "Session") -> None:
        """Draft what the new state brings."""
        state, view = self.state_field.state, self.views[0]
        self.terms = self.plan.terms()
        start_on = self.starts() or self.made.start_on
        made = replace(self.made, start_on=start_on, end_on=self.end.day_or_none)
        self.drafted = drafting.brought(session, view, made, state, self.terms, self.on.day)

    def change(self, view: CaseView, case: int) -> "Change":
        """The new state with its conditions."""
        from caseconsole.domain.agreement_changes import ChangeState

        del view
        return ChangeState(
            change_id=self.ids[case],
            case=case,
            agreement=self.made.id,
            seen=self.made.version,
            state=self.state_field.state,
            on=self.on.day,
            why=self.why.text,
            paper=self.paper.text,
            conditions=self.drafted,
            terms=self.terms,
            start_on=self.starts(),
            end_on=self.end.day_or_none,
        )


class SignForm(FormScreen):
    """Who signed, when, and on which paper."""

    action = Action.AGREE
    draft_place = "sign"

    def make_fields(self, session: "Session") -> list[Field]:
        """Day, parties where the form of a lease asks for them, names, paper."""
        today, say = session.clock.now().today, self.console_app.speaker.say
        self.made = of_file(self.views[0], int(self.about))
        named = [(who, say(f"signatory.{who}")) for who in signatories(self.made)]
        self.parties = ManyField("parties", "form.parties", named)
        self.on = AnyDayField("on", "form.signed_on", today, typed_day(today), needed=True)
        self.by = TextField("by", "form.signed_by", needed=True)
        self.paper = TextField("paper", "form.paper")
        return [self.on, *([self.parties] if named else []), self.by, self.paper]

    def change(self, view: CaseView, case: int) -> "Change":
        """The signature."""
        from caseconsole.domain.agreement_changes import SignAgreement

        del view
        return SignAgreement(
            change_id=self.ids[case],
            case=case,
            agreement=self.made.id,
            seen=self.made.version,
            on=self.on.day,
            signed_by=self.by.text,
            parties=tuple(map(Signatory, self.parties.state.split())),
            paper=self.paper.text,
        )


class SuspendForm(FormScreen):
    """An agreement stands still for a time, or for longer."""

    action = Action.AGREE
    draft_place = "suspend"

    def make_fields(self, session: "Session") -> list[Field]:
        """From when, until when, and why."""
        say, today = self.console_app.speaker.say, session.clock.now().today
        self.made = of_file(self.views[0], int(self.about))
        kinds = [(kind.value, say(f"suspension.{kind}")) for kind in SuspensionKind]
        self.kind = ChoiceField("kind", "form.suspension", kinds, None)
        running = standstill(self.made.suspensions, today)
        since = running[1].until + timedelta(days=1) if running else today
        self.since = AnyDayField("since", "form.since", today, typed_day(since), needed=True)
        self.until = DayField("until", "form.through", today, typed_day(since + STILL))
        self.why = TextField("why", "form.why", needed=True)
        return [self.kind, self.since, self.until, self.why]

    def change(self, view: CaseView, case: int) -> "Change":
        """The standstill."""
        from caseconsole.domain.agreement_changes import Suspend

        del view
        return Suspend(
            change_id=self.ids[case],
            case=case,
            agreement=self.made.id,
            seen=self.made.version,
            since=self.since.day,
            until=self.until.day,
            reason_kind=SuspensionKind(self.kind.state),
            why=self.why.text,
        )


class ResumeForm(FormScreen):
    """A standstill ends on another day than was said."""

    action = Action.AGREE
    draft_place = "resume"

    def make_fields(self, session: "Session") -> list[Field]:
        """Its last day."""
        today = session.clock.now().today
        self.stands = next(
            stands
            for made in self.views[0].file.agreements
            for stands in made.suspensions
            if stands.id == int(self.about)
        )
        self.until = AnyDayField("until", "form.through", today, typed_day(today), needed=True)
        return [self.until]

    def change(self, view: CaseView, case: int) -> "Change":
        """The other last day."""
        from caseconsole.domain.agreement_changes import Resume

        del view
        return Resume(
            change_id=self.ids[case],
            case=case,
            suspension=self.stands.id,
            seen=self.stands.version,
            until=self.until.day,
        )


class DecideForm(FormScreen):
    """What is decided about an agreement apart from a review."""

    action = Action.JUDGE
    draft_place = "decide"
    weighs_all = True

    def make_fields(self, session: "Session") -> list[Field]:
        """The decision, why, and the next review."""
        say, today = self.console_app.speaker.say, session.clock.now().today
        self.made = of_file(self.views[0], int(self.about))
        self.promise = promise_beside(session, self.views[0], self.made)
        kinds = [(one.value, say(f"decision.{one}")) for one in KINDS[self.made.kind].decisions]
        self.kind = ChoiceField("kind", "form.decision", kinds, None)
        self.why = TextField("why", "form.why_optional")
        self.paper = TextField("paper", "form.paper")
        self.end = AnyDayField("end", "form.prolonged_through", today)
        self.review = ReviewDayField("review", "form.next_review", today)
        prolongs = KINDS[self.made.kind].prolongs and self.made.end_on
        ends = [self.end] if prolongs else []
        return [self.kind, self.why, self.paper, *ends, self.review]

    def hint(self) -> str:
        """What the form is for, which misses nothing shows, and what was promised."""
        return f"{super().hint()} {minded(self, self.made, self.promise)}".rstrip()

    def final(self) -> bool:
        """Whether a home is lost by it."""
        kind = KINDS[self.made.kind]
        return kind.decided.get(DecisionKind(self.kind.state)) in kind.final

    def concludes(self) -> bool:
        """Whether the agreement is over by it."""
        return bool(self.kind.state) and DecisionKind(self.kind.state) in OVER

    def change(self, view: CaseView, case: int) -> "Change":
        """The decision."""
        from caseconsole.domain.agreement_changes import Decide

        del view
        return Decide(
            change_id=self.ids[case],
            case=case,
            agreement=self.made.id,
            seen=self.made.version,
            decision=DecisionKind(self.kind.state),
            why=self.why.text,
            paper=self.paper.text,
            next_review_on=self.review.day_or_none,
            end_on=self.end.day_or_none,
        )
