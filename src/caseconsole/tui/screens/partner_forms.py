"""The forms beside an agreement: a referral and its answer, an agreed day and what came of it."""

from typing import TYPE_CHECKING

from caseconsole.casework.drafting import reply_by
from caseconsole.casework.signalling import signalling
from caseconsole.domain.contact import AppointmentKind
from caseconsole.domain.message import Refused, message
from caseconsole.domain.referred import EARLY_SIGNAL, RESULTS, Result
from caseconsole.domain.rights import Action
from caseconsole.store.rows import CaseView
from caseconsole.tui.reading import typed_day
from caseconsole.tui.screens.form_screen import FormScreen
from caseconsole.tui.widgets.form import ChoiceField, DayField, Field, TextField
from caseconsole.tui.widgets.more_fields import AnyDayField
from caseconsole.tui.widgets.note_field import NoteField

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.domain.changes import Change

PARTNERS = ("credit_bank", "coach", "support_provider", "shelter_desk")
NO, YES = "no", "yes"


class ReferForm(FormScreen):
    """The tenant is sent on to a partner; `about` is the kind of referral when it is known."""

    action = Action.OFFER
    draft_place = "refer"

    def make_fields(self, session: "Session") -> list[Field]:
        """To whom, with which words, warm or not, and by when an answer is expected."""
        say, today = self.console_app.speaker.say, session.clock.now().today
        self.kind = ChoiceField(
            "kind",
            "form.referral",
            [(kind, say(f"referral.{kind}")) for kind in PARTNERS],
            self.about or None,
        )
        self.partner = TextField("partner", "form.partner", needed=True)
        self.text = NoteField("text", "form.text", height=4)
        self.warm = ChoiceField(
            "warm", "form.warm", [(NO, say("form.no")), (YES, say("form.yes"))], NO
        )
        self.reply = DayField("reply", "form.reply_by", today, typed_day(reply_by(session)))
        return [self.kind, self.partner, self.text, self.warm, self.reply]

    def change(self, view: CaseView, case: int) -> "Change":
        """The referral."""
        from caseconsole.domain.agreement_changes import Refer

        del view
        return Refer.model_validate(
            {
                "change_id": self.ids[case],
                "case": case,
                "referral": self.kind.state,
                "partner": self.partner.text,
                "text": self.text.text,
                "warm": self.warm.state == YES,
                "reply_by": self.reply.day,
            }
        )


class SignalForm(FormScreen):
    """The municipality was told of the arrears, after a written reminder (Bgs art. 2)."""

    action = Action.OFFER
    draft_place = "signal"

    def make_fields(self, session: "Session") -> list[Field]:
        """Whom, the reminder before it, what else was told, and by when word is expected."""
        say, today = self.console_app.speaker.say, session.clock.now().today
        self.partner = TextField("partner", "form.municipality", needed=True)
        self.reminded = AnyDayField("reminded", "form.reminded", today, needed=True)
        self.reminder = TextField("reminder", "form.reminder", needed=True)
        self.warm = ChoiceField(
            "warm", "form.warm", [(NO, say("form.no")), (YES, say("form.yes"))], NO
        )
        self.text = NoteField("text", "form.text", height=4)
        self.about_it = signalling(session, self.views[0].file)
        self.reply = DayField("reply", "form.reply_by", today, typed_day(self.about_it.word_by))
        return [self.partner, self.reminded, self.reminder, self.warm, self.text, self.reply]

    def hint(self) -> str:
        """How much is told, and what is to be done before it."""
        hint = self.say("form.signal.hint", open_cents=self.about_it.cents)
        lacks = self.about_it.lacks
        return f"{hint} {self.say(lacks)}" if lacks else hint

    def change(self, view: CaseView, case: int) -> "Change":
        """The signal, of the amount that was shown."""
        from caseconsole.domain.agreement_changes import Signal

        del view
        return Signal(
            change_id=self.ids[case],
            case=case,
            cents_seen=self.about_it.cents,
            partner=self.partner.text,
            reminded_on=self.reminded.day,
            reminder=self.reminder.text,
            text=self.text.text,
            warm=self.warm.state == YES,
            reply_by=self.reply.day,
        )


class AnswerForm(FormScreen):
    """What a partner or the municipality answered."""

    action = Action.OFFER
    draft_place = "answer"

    def make_fields(self, session: "Session") -> list[Field]:
        """The answer in words, of who has a list of results one, and how long collection rests."""
        say, today = self.console_app.speaker.say, session.clock.now().today
        sent = [one for one in self.views[0].file.referrals if one.id == int(self.about)]
        if not sent:
            raise Refused(message("act.no_referral"))
        self.sent = sent[0]
        self.answer = TextField("answer", "form.answer", needed=not RESULTS.get(self.sent.kind))
        results = [(one.value, say(f"result.{one}")) for one in RESULTS.get(self.sent.kind, ())]
        self.result = ChoiceField(
            "result", "form.result", [("", say("form.result_none")), *results]
        )
        self.pause = AnyDayField("pause", "form.rests_until", today)
        if self.sent.kind == EARLY_SIGNAL:
            return [self.result, self.answer, self.pause]
        return [self.answer, *([self.result] if results else [])]

    def hint(self) -> str:
        """What was sent to whom; of a signal when, and how much it told."""
        if told := self.sent.signalled:
            return self.say(
                "form.answer.signal",
                sent_on=self.sent.on.isoformat(),
                partner=self.sent.partner,
                told_cents=told.cents,
            )
        return " · ".join(filter(None, (self.sent.partner, self.sent.text)))

    def change(self, view: CaseView, case: int) -> "Change":
        """The answer."""
        from caseconsole.domain.agreement_changes import AnswerReferral

        del view
        return AnswerReferral(
            change_id=self.ids[case],
            case=case,
            referral=self.sent.id,
            seen=self.sent.version,
            answer=self.answer.text,
            result=Result(self.result.state) if self.result.state else None,
            pause_until=self.pause.day_or_none,
        )


class AppointForm(FormScreen):
    """A day that is agreed: a budget talk, an evaluation, a visit, a talk, a call."""

    action = Action.APPOINT
    draft_place = "appoint"

    def make_fields(self, session: "Session") -> list[Field]:
        """What, on which day, and a remark."""
        say, today = self.console_app.speaker.say, session.clock.now().today
        kinds = [(kind.value, say(f"appointment.{kind}")) for kind in AppointmentKind]
        self.kind = ChoiceField("kind", "form.appointment", kinds, AppointmentKind.BUDGET_TALK)
        self.on = DayField("on", "form.on", today)
        self.text = TextField("text", "form.text")
        return [self.kind, self.on, self.text]

    def change(self, view: CaseView, case: int) -> "Change":
        """The appointment."""
        from caseconsole.domain.changes import MakeAppointment, NewAppointment

        del view
        agreed = NewAppointment(
            kind=AppointmentKind(self.kind.state), on=self.on.day, text=self.text.text
        )
        return MakeAppointment(change_id=self.ids[case], case=case, appointment=agreed)


class KeptForm(FormScreen):
    """Whether an agreed day was kept, and what came of it."""

    action = Action.APPOINT
    draft_place = "kept"

    def make_fields(self, session: "Session") -> list[Field]:
        """Which of those that wait, kept or not, and the outcome."""
        del session
        speaker = self.console_app.speaker
        waiting = [one for one in self.views[0].file.appointments if one.kept is None]
        if not waiting:
            raise Refused(message("form.no_appointment"))
        options = [
            (str(one.id), f"{speaker.day(one.on)} {speaker.say(f'appointment.{one.kind}')}")
            for one in sorted(waiting, key=lambda one: (one.on, one.id))
        ]
        self.which = ChoiceField("which", "form.appointment", options)
        kept = [(YES, speaker.say("form.yes")), (NO, speaker.say("form.no"))]
        self.kept = ChoiceField("kept", "form.was_kept", kept)
        self.outcome = TextField("outcome", "form.came_of_it")
        return [self.which, self.kept, self.outcome]

    def change(self, view: CaseView, case: int) -> "Change":
        """How it went."""
        from caseconsole.domain.changes import CloseAppointment

        which = int(self.which.state)
        agreed = next(one for one in view.file.appointments if one.id == which)
        return CloseAppointment(
            change_id=self.ids[case],
            case=case,
            appointment=which,
            seen=agreed.version,
            kept=self.kept.state == YES,
            outcome=self.outcome.text,
        )
