"""The forms of the ladder at a breach: take a rung, and say how one ended."""

from collections import Counter
from typing import TYPE_CHECKING

from caseconsole.casework.climbing import rung_about, rung_asked
from caseconsole.domain.agreement import Agreement, Duty, LadderStep, Outcome, Rung
from caseconsole.domain.judging import within_reach
from caseconsole.domain.message import Refused, message
from caseconsole.domain.rights import Action
from caseconsole.locale import Speaker
from caseconsole.store.rows import CaseView
from caseconsole.tui.final import FINAL_RUNGS
from caseconsole.tui.screens.agreement_forms import of_file
from caseconsole.tui.screens.form_screen import FormScreen
from caseconsole.tui.screens.judge_forms import condition_of
from caseconsole.tui.screens.minding import bare_misses
from caseconsole.tui.widgets.form import ChoiceField, Field, TextField
from caseconsole.tui.widgets.note_field import NoteField

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseconsole.casework.session import Session
    from caseconsole.domain.changes import Change


class RungForm(FormScreen):
    """A rung of the ladder at a breach; `about` is the agreement and the condition pointed at."""

    action = Action.AGREE
    draft_place = "rung"
    weighs_all = True

    def make_fields(self, session: "Session") -> list[Field]:
        """The rung and the condition as the ladder asks for them, its text, why all the same."""
        say = self.console_app.speaker.say
        agreement, _, condition = self.about.partition(":")
        file, self.made = self.views[0].file, of_file(self.views[0], int(agreement))
        pointed = int(condition) if condition else None
        asked = rung_about(session, file, self.made, pointed)
        self.rung = rung_field(self.made, rung_asked(session, file, self.made), say)
        self.condition = condition_field(self.made, asked, self.console_app.speaker)
        self.text = NoteField("text", "form.text", height=6, needed=True)
        self.why = TextField("why", "form.why_all_the_same")
        return [self.rung, self.condition, self.text, self.why]

    def hint(self) -> str:
        """The condition that was broken, which of its misses nothing shows, and what comes next."""
        chosen, about = key_of(self.condition), super().hint()
        if chosen is not None:
            about = condition_of(self.views[0], chosen).text
        later = [rung for rung in Rung if rung not in within_reach(self.made)]
        after = self.say("form.rung.after", rung_word=f"rung.{later[0]}") if later else ""
        return " ".join(filter(None, (about, bare_misses(self, self.made, chosen), after)))

    def final(self) -> bool:
        """Whether it is the last rung."""
        return self.rung.state in FINAL_RUNGS

    def change(self, view: CaseView, case: int) -> "Change":
        """The rung."""
        from caseconsole.domain.agreement_changes import TakeRung

        del view
        return TakeRung(
            change_id=self.ids[case],
            case=case,
            agreement=self.made.id,
            seen=self.made.version,
            rung=Rung(self.rung.state),
            condition=key_of(self.condition),
            text=self.text.text,
            why=self.why.text,
        )


def rung_field(made: Agreement, asked: Rung, say: "Callable[[str], str]") -> ChoiceField:
    """The rungs that can be taken; at first the one asked for (R75)."""
    options = [(rung.value, say(f"rung.{rung}")) for rung in within_reach(made)]
    return ChoiceField("rung", "form.rung", options, asked)


def condition_field(made: Agreement, asked: int | None, speaker: Speaker) -> ChoiceField:
    """Which condition a rung is about, or the agreement as a whole; at first the one asked for.

    Those with the same words are told apart by their first days, which stand before the words.
    """
    about = [one for one in made.conditions if one.duty is Duty.TENANT or one.id == asked]
    alike = Counter((one.clause, one.text) for one in about)
    options = []
    for one in about:
        code = one.clause if one.clause[:1] == "C" else ""
        day = speaker.day(one.first_on) if alike[one.clause, one.text] > 1 else ""
        options.append((str(one.id), " ".join(filter(None, (code, day, one.text)))))
    whole = ("", speaker.say("form.condition_whole"))
    return ChoiceField("condition", "form.condition", [*options, whole], str(asked or ""))


def key_of(condition: ChoiceField) -> int | None:
    """The condition that is chosen; None for the agreement as a whole."""
    return int(condition.state) if condition.state else None


class CloseRungForm(FormScreen):
    """How a rung ended."""

    action = Action.AGREE
    draft_place = "close_rung"

    def make_fields(self, session: "Session") -> list[Field]:
        """Cured or not, and why."""
        del session
        say = self.console_app.speaker.say
        self.step = _rung(self.views[0], int(self.about))
        options = [(outcome.value, say(f"outcome.{outcome}")) for outcome in Outcome]
        self.outcome = ChoiceField("outcome", "form.outcome", options, None)
        self.why = TextField("why", "form.why_optional")
        return [self.outcome, self.why]

    def hint(self) -> str:
        """What was said at the rung."""
        return self.step.text

    def change(self, view: CaseView, case: int) -> "Change":
        """The outcome."""
        from caseconsole.domain.agreement_changes import CloseRung

        del view
        return CloseRung(
            change_id=self.ids[case],
            case=case,
            step=self.step.id,
            seen=self.step.version,
            outcome=Outcome(self.outcome.state),
            why=self.why.text,
        )


def _rung(view: CaseView, id_: int) -> LadderStep:
    for made in view.file.agreements:
        for step in made.ladder:
            if step.id == id_:
                return step
    raise Refused(message("act.no_rung"))
