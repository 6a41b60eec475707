"""The forms of a case: note, later, assign, hold, offer."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from caseconsole.casework.calling import Usual, language_of, usual
from caseconsole.casework.staff import callers
from caseconsole.casework.work import require_ahead
from caseconsole.domain.contact import OfferAnswer, OfferKind, held_by
from caseconsole.domain.message import Refused, message
from caseconsole.domain.rights import Action
from caseconsole.store.rows import CaseView, Draft
from caseconsole.tui.naming import whose
from caseconsole.tui.reading import typed_day
from caseconsole.tui.screens.agreement_forms import (
    DecideForm,
    ResumeForm,
    SignForm,
    StartForm,
    StateForm,
    SuspendForm,
)
from caseconsole.tui.screens.case_screen import CaseScreen
from caseconsole.tui.screens.form_screen import FormScreen
from caseconsole.tui.screens.judge_forms import ConditionForm, EndConditionForm, JudgeForm
from caseconsole.tui.screens.ladder_forms import CloseRungForm, RungForm
from caseconsole.tui.screens.partner_forms import (
    AnswerForm,
    AppointForm,
    KeptForm,
    ReferForm,
    SignalForm,
)
from caseconsole.tui.screens.review_forms import ReviewDecideForm
from caseconsole.tui.widgets.form import ChoiceField, DayField, Field, TextField
from caseconsole.tui.widgets.note_field import NoteField

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.domain.changes import Change
    from caseconsole.tui.app import CaseConsole


class NoteForm(FormScreen):
    """A remark in the file, or in all marked ones."""

    action = Action.NOTE
    draft_place = "note"

    def make_fields(self, session: "Session") -> list[Field]:
        """The text."""
        del session
        self.text = NoteField("text", "form.text", height=12, needed=True)
        return [self.text]

    def change(self, view: CaseView, case: int) -> "Change":
        """The note."""
        from caseconsole.domain.changes import AddNote

        del view
        return AddNote(change_id=self.ids[case], case=case, text=self.text.text.strip())


class WaitingField(DayField):
    """A day until which something waits, from today on; none too far ahead."""

    def check(self) -> None:
        """Refuse nothing, what is no day, what is past and what is too far ahead."""
        past = message("form.day_past", day_on=self.day.isoformat())
        require_ahead(self.day, self._today, past)


class LaterDayField(DayField):
    """A day after today; none too far ahead."""

    def check(self) -> None:
        """Refuse nothing, what is no day, today and what is past, and what is too far ahead."""
        past = message("form.day_not_ahead", day_on=self.day.isoformat())
        require_ahead(self.day, self._today, past, earliest=1)


class UntilForm(FormScreen):
    """Something waits until a day, for a reason."""

    kind: ClassVar[type[DayField]] = WaitingField
    label: ClassVar[str]
    """The id of the words before the day."""

    def proposed(self, days: Usual) -> date:
        """The day that stands in the form at first."""
        raise NotImplementedError

    def make_fields(self, session: "Session") -> list[Field]:
        """Until when, and why."""
        proposed = typed_day(self.proposed(usual(session)))
        self.until = self.kind("until", self.label, session.clock.now().today, proposed)
        self.why = TextField("why", "form.why", needed=True)
        return [self.until, self.why]


class SnoozeForm(UntilForm):
    """What is due comes back on a later day: in one file what is chosen, in several what leads.

    Of several files those in which nothing is due are left out.
    """

    action = Action.SNOOZE
    draft_place = "snooze"
    kind = LaterDayField
    label = "form.until"

    def proposed(self, days: Usual) -> date:
        """The usual day of putting off."""
        return days.snooze_until

    def make_fields(self, session: "Session") -> list[Field]:
        """Until when and why; before them what, in one file."""
        from caseconsole.casework.putting_off import asking, shown, to_put_off
        from caseconsole.outgoing.due import because

        fields, speaker = super().make_fields(session), self.console_app.speaker
        self.left_out = [view for view in self.views if not shown(view)]
        self.views = asking(self.views)
        self.lead = {view.file.id: shown(view)[0].claim for view in self.views}
        if len(self.views) > 1:
            return fields
        named = [
            (row.claim, f"{speaker.say(f'action.{row.action}')}: {because(row, speaker)}")
            for row in to_put_off(session, self.views[0])
        ]
        self.claim = ChoiceField("claim", "form.what_off", named)
        self.at = self.at if self.loaded else 1
        return [self.claim, *fields]

    def hint(self) -> str:
        """What it is for, and which files were left out."""
        if not self.left_out:
            return super().hint()
        files = whose(self.console_app, self.left_out, len(self.left_out))
        return f"{super().hint()} {self.say('form.nothing_to_snooze', number=files)}"

    def change(self, view: CaseView, case: int) -> "Change":
        """The snooze of what was chosen."""
        from caseconsole.domain.changes import Snooze

        return Snooze(
            change_id=self.ids[case],
            case=case,
            claim=self.lead[view.file.id] if len(self.views) > 1 else self.claim.state,
            until=self.until.day,
            why=self.why.text,
        )


class AssignForm(FormScreen):
    """The file goes to a colleague, or to nobody."""

    action = Action.ASSIGN
    draft_place = "assign"

    def make_fields(self, session: "Session") -> list[Field]:
        """The colleagues with their languages."""
        speaker = self.console_app.speaker
        colleagues = [
            (
                one.login,
                f"{one.name} ({one.login}) · {', '.join(map(speaker.language, one.languages))}",
            )
            for one in callers(session)
        ]
        me = session.actor.login
        options = [*colleagues, ("", speaker.say("form.nobody"))]
        self.owner = ChoiceField("owner", "form.owner", options, me)
        return [self.owner]

    def change(self, view: CaseView, case: int) -> "Change":
        """The assignment, of the file as it was seen."""
        from caseconsole.domain.changes import Assign

        seen = view.file.version
        return Assign(change_id=self.ids[case], case=case, owner=self.owner.state, seen=seen)


END, OTHER_DAY = "end", "day"
"""What becomes of a hold: today counts again, or it has another last day."""


class PauseForm(UntilForm):
    """Calls and steps wait until a day; of one file in which they wait: until another, or not."""

    action = Action.PAUSE
    draft_place = "pause"
    label = "form.through"

    def proposed(self, days: Usual) -> date:
        """The usual end of a pause."""
        return days.pause_until

    def make_fields(self, session: "Session") -> list[Field]:
        """Until when, and why; of a file that is held what becomes of that."""
        today = session.clock.now().today
        self.held = held_by(self.views[0].file.pauses, today) if len(self.views) == 1 else None
        self.ending, self.to_hold = self.held, super().make_fields(session)
        if self.held is None:
            return self.to_hold
        say = self.console_app.speaker.say
        options = [(END, say("form.hold.end")), (OTHER_DAY, say("form.hold.day"))]
        self.what = ChoiceField("what", "form.hold", options)
        self.last = self.kind("until", self.label, today, typed_day(self.held.until))
        return [self.what, self.last]

    def restore(self, state: dict[str, object]) -> None:
        """Fill in the fields; what was typed to hold a file does that also beside another hold."""
        if "what" not in state:
            self.ending, self.fields = None, self.to_hold
            self._clean = self.state()
        super().restore(state)

    def hint(self) -> str:
        """What it is for; of a file that is held that it is, and until when."""
        said = [] if self.ending else [super().hint()]
        if self.held is not None:
            until = self.held.until.isoformat()
            said.append(self.say("form.hold.hint", until_on=until, why=self.held.why))
        return " ".join(said)

    def change(self, view: CaseView, case: int) -> "Change":
        """The pause, or the other end of the one that runs."""
        from caseconsole.domain.changes import EndPause, PauseCase

        del view
        own, ending = self.ids[case], self.ending
        if ending is None:
            return PauseCase(change_id=own, case=case, until=self.until.day, why=self.why.text)
        until = None if self.what.state == END else self.last.day
        seen = ending.version
        return EndPause(change_id=own, case=case, pause=ending.id, seen=seen, until=until)


class OfferForm(FormScreen):
    """Help that was offered, or not for a reason."""

    action = Action.OFFER
    draft_place = "offer"

    def make_fields(self, session: "Session") -> list[Field]:
        """What, how it was answered, and why."""
        del session
        say = self.console_app.speaker.say
        kinds = [(kind, say(f"offer.{kind}")) for kind in OfferKind]
        self.kind = ChoiceField("kind", "form.offer_kind", kinds, None)
        self.answer = ChoiceField(
            "answer",
            "form.answer",
            [(answer, say(f"answer.{answer}")) for answer in OfferAnswer],
            OfferAnswer.NO_ANSWER,
        )
        self.why = TextField("why", "form.why_offer")
        return [self.kind, self.answer, self.why]

    def change(self, view: CaseView, case: int) -> "Change":
        """The offer, in the language of whoever got it."""
        from caseconsole.domain.changes import MakeOffer, NewOffer

        offer = NewOffer(
            kind=OfferKind(self.kind.state),
            answer=OfferAnswer(self.answer.state),
            why=self.why.text,
        )
        language = language_of(view, self.console_app.today)
        return MakeOffer(change_id=self.ids[case], case=case, offer=offer, language=language)


FORMS: dict[str, type[FormScreen]] = {
    form.draft_place: form
    for form in (
        NoteForm, SnoozeForm, AssignForm, PauseForm, OfferForm, StartForm, StateForm, SignForm,
        SuspendForm, ResumeForm, DecideForm, JudgeForm, ConditionForm, EndConditionForm, RungForm,
        CloseRungForm, ReferForm, SignalForm, AnswerForm, AppointForm, KeptForm, ReviewDecideForm,
    )
}  # fmt: skip
"""The forms by the name that their drafts carry."""


async def open_draft(app: "CaseConsole", draft: Draft) -> None:
    """Go on with what was typed, in the form it was typed in.

    Raises:
        Refused: the form it belonged to is not known here.
    """
    screen = app.screen
    kept = draft.body.get("cases")
    cases = [draft.case] if draft.case is not None else cast("list[int]", kept or [])
    if not isinstance(screen, CaseScreen) or not cases:
        raise Refused(message("form.draft_lost"))
    if draft.form == "call":
        from caseconsole.tui.screens.call_card import CallCard

        await screen.open_form(CallCard(cases[0]), cases)
    elif draft.form == "desk":
        from caseconsole.tui.screens.arrangement import ArrangementDesk

        await screen.open_form(ArrangementDesk(cases[0]), cases)
    elif draft.form in FORMS:
        about = "" if draft.case is None else draft.place.partition(":")[2]
        await screen.open_form(FORMS[draft.form](cases, about), cases)
    else:
        raise Refused(message("form.draft_lost"))
