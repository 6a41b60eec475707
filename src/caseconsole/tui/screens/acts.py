"""What can be done with what was agreed: the verbs of the sections 4 to 8."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from caseconsole.casework import viewing
from caseconsole.domain.agreement import (
    LENIENT,
    Agreement,
    Judge,
    JudgedAs,
    LadderStep,
    Obligation,
)
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Refused, message
from caseconsole.domain.referred import Referral
from caseconsole.domain.rights import RIGHTS
from caseconsole.outgoing.case.rows import Thing
from caseconsole.store.rows import CaseView
from caseconsole.tui import possible
from caseconsole.tui.actions import RIGHTS_OF
from caseconsole.tui.keymap import key_label, verbs
from caseconsole.tui.news import since_seen
from caseconsole.tui.screens.base import ConsoleScreen
from caseconsole.tui.screens.case_screen import CaseScreen
from caseconsole.tui.screens.pick import NamesScreen, PickScreen
from caseconsole.tui.showing import show
from caseconsole.tui.text import EMPTY, Line, Span, line, pad, width

if TYPE_CHECKING:
    from caseconsole.domain.agreement_changes import ApproveRung
    from caseconsole.domain.casefile import CaseFile
    from caseconsole.tui.screens.form_screen import FormScreen

SEEN = frozenset({JudgedAs.MET, JudgedAs.MISSED})
"""The judgements that rest on the evidence for which the condition asks."""
WAY = 20
"""The cells of a key or command."""


class ActingScreen(CaseScreen[None]):
    """A screen on which a thing of an agreement can be pointed at."""

    view: CaseView | None
    review: int | None = None
    """The review in which something is judged."""

    def pointed(self) -> Thing | None:
        """What stands under the cursor; None when nothing does."""
        raise NotImplementedError

    def foot(self) -> Sequence[str]:
        """In the sections of agreements what can be done with what stands under the cursor."""
        if not any(kind.section == self.section_key() for kind in KINDS.values()):
            return super().foot()
        judged = possible.judging(self.view, self.pointed())
        signals = () if judged or self.section_key() != possible.SIGNALLED else ("signal",)
        return (*judged, "open", "arrange", *signals, "next", "back", "command", "help")

    def section_key(self) -> str:
        """The key of the section that is open."""
        raise NotImplementedError

    def _duty(self, verdict: JudgedAs) -> Obligation:
        """The duty under the cursor, to be judged so.

        Raises:
            Refused: there is none, or no person judges it so.
        """
        thing = self.pointed()
        if not isinstance(thing, Obligation):
            raise Refused(message("act.no_duty"))
        if thing.condition.judge is not Judge.PERSON and verdict not in LENIENT:
            raise Refused(message(f"act.judged_by_{thing.condition.judge}"))
        if verdict not in LENIENT and "met" not in possible.judging(self.view, thing):
            raise Refused(message("refused.judged_by_state"))
        return thing

    def _agreement(self) -> Agreement:
        """The agreement of what stands under the cursor.

        Raises:
            Refused: nothing of an agreement does.
        """
        found = None if self.view is None else possible.agreement_of(self.view, self.pointed())
        if found is None:
            raise Refused(message("act.no_agreement"))
        return found

    async def _judge(self, verdict: JudgedAs, why: str = "") -> None:
        from caseconsole.domain.agreement_changes import JudgeObligation

        duty, answers = self._duty(verdict), KINDS[self._agreement().kind].answers
        if verdict is JudgedAs.MET and duty.condition.clause in answers:
            await self._judge_in_form(verdict)
            return
        judged = JudgeObligation(
            case=self.needed(),
            condition=duty.condition.id,
            original_on=duty.original_on,
            seen=duty.judgement.id if duty.judgement else 0,
            verdict=verdict,
            evidence=duty.condition.evidence if verdict in SEEN else None,
            why=why,
            review=self.review,
        )
        seen = self.view.newest if self.view else None
        await self.console_app.change(judged, seen)
        await self.changed((judged.case,))

    async def do_met(self) -> None:
        """The duty was met, with the evidence that its condition asks; a proposal asks how."""
        await self._judge(JudgedAs.MET)

    async def do_missed(self) -> None:
        """The duty was missed."""
        await self._judge(JudgedAs.MISSED)

    async def do_excuse(self) -> None:
        """The duty was missed, for a reason that counts."""
        await self._judge_in_form(JudgedAs.EXCUSED)

    async def do_waive(self) -> None:
        """The duty is let go, for a reason."""
        await self._judge_in_form(JudgedAs.WAIVED)

    async def do_move(self) -> None:
        """The duty goes to another day, for a reason."""
        await self._judge_in_form(JudgedAs.MOVED)

    async def do_evidence(self) -> None:
        """What shows how it went: any judgement, with its evidence, or that it is withdrawn."""
        thing = self.pointed()
        stood = thing.judgement if isinstance(thing, Obligation) else None
        await self._judge_in_form(stood.verdict if stood else JudgedAs.MET, asked=True)

    async def do_note(self) -> None:
        """Evidence for a duty that a person judges or let go, at the cursor; else a remark."""
        if "evidence" in possible.judging(self.view, self.pointed()):
            await self.do_evidence()
        else:
            await super().do_note()

    async def _judge_in_form(self, verdict: JudgedAs, *, asked: bool = False) -> None:
        from caseconsole.tui.screens.judge_forms import JudgeForm

        duty, case = self._duty(verdict), self.needed()
        which, more = f"{duty.condition.id}:{duty.original_on.isoformat()}", "all" if asked else ""
        about = f"{which}:{verdict}:{more}:{self.review or ''}"
        await self.open_form(JudgeForm((case,), about), (case,))

    async def look_again(self, *, anyway: bool = True) -> None:
        """Read the file again, and say what others, its ledger or a new day changed in it.

        Args:
            anyway: whether it is shown anew also where nothing of that did: what is due in it can
                be something else once the day was worked out.
        """
        if (seen := self.view) is None:
            return
        case = self.needed()
        came = await self.console_app.store_thread.call(viewing.news, case, seen)
        if anyway or came is not None:
            await self.changed((case,))
        if came is not None and self.is_current:
            self.tell_too(since_seen(self.console_app, came))

    async def after_form(self, recorded: object, cases: Sequence[int]) -> None:
        """Show what a form changed, or what came below one that recorded nothing."""
        if recorded:
            await self.changed(cases)
        else:
            await self.look_again()

    async def show_form(self, form: ConsoleScreen[Any], cases: Sequence[int]) -> None:
        """Show a form and then what it changed: one act is seldom the last in a file."""

        async def done(recorded: object) -> None:
            await self.after_form(recorded, cases)

        await show(self.console_app, form, done)

    async def open_form(self, form: ConsoleScreen[Any], cases: Sequence[int]) -> None:
        """Show a form, and afterwards what it changed."""
        await self.show_form(form, cases)

    async def _act(self, form: "type[FormScreen]", about: object = "") -> None:
        case = self.needed()
        await self.show_form(form((case,), str(about)), (case,))

    async def do_start(self) -> None:
        """Begin an agreement of the kind that the section shows; of several the one chosen.

        Raises:
            Refused: the section shows none that is begun so.
        """
        named = {kind: f"kind.{kind}" for kind in possible.begun(self.section_key())}
        if not named:
            raise Refused(message("act.no_kind"))
        if len(named) > 1:
            await show(self.console_app, NamesScreen("place.kinds", named), self._start)
        else:
            await self._start(*named)

    async def _start(self, kind: str | None) -> None:
        from caseconsole.tui.screens.agreement_forms import StartForm

        if kind is not None:
            await self._act(StartForm, kind)

    async def do_state(self) -> None:
        """What became of the agreement: answered, further, completed, ended."""
        from caseconsole.tui.screens.agreement_forms import StateForm

        await self._act(StateForm, self._agreement().id)

    async def do_sign(self) -> None:
        """Who signed, and when."""
        from caseconsole.tui.screens.agreement_forms import SignForm

        await self._act(SignForm, self._agreement().id)

    async def do_suspend(self) -> None:
        """Let the agreement stand still."""
        from caseconsole.tui.screens.agreement_forms import SuspendForm

        await self._act(SuspendForm, self._agreement().id)

    async def do_resume(self) -> None:
        """End a standstill, or give it another last day."""
        from caseconsole.tui.screens.agreement_forms import ResumeForm

        still = possible.standstill_of(self.view, self.pointed()) if self.view else None
        if still is None:
            raise Refused(message("act.no_suspension"))
        await self._act(ResumeForm, still.id)

    async def do_condition(self) -> None:
        """Add a condition in own words."""
        from caseconsole.tui.screens.judge_forms import ConditionForm

        await self._act(ConditionForm, self._agreement().id)

    async def do_end_condition(self) -> None:
        """Let a condition end."""
        from caseconsole.tui.screens.judge_forms import EndConditionForm

        thing = self.pointed()
        if not isinstance(thing, Obligation):
            raise Refused(message("act.no_duty"))
        await self._act(EndConditionForm, thing.condition.id)

    async def do_rung(self) -> None:
        """Take a rung of the ladder at a breach."""
        from caseconsole.tui.screens.ladder_forms import RungForm

        thing = self.pointed()
        condition = thing.condition.id if isinstance(thing, Obligation) else ""
        await self._act(RungForm, f"{self._agreement().id}:{condition}")

    async def do_close_rung(self) -> None:
        """How a rung ended."""
        from caseconsole.tui.screens.ladder_forms import CloseRungForm

        await self._act(CloseRungForm, self._pointed_id(LadderStep, "act.no_rung"))

    async def do_approve(self) -> None:
        """Approve the red card that somebody else took, once the case number confirmed it."""
        from caseconsole.domain.agreement_changes import ApproveRung
        from caseconsole.tui.final import final_prompt

        rung, file = self._pointed_id(LadderStep, "act.no_rung"), self._file()
        step = next(step for made in file.agreements for step in made.ladder if step.id == rung)
        approved = ApproveRung(case=self.needed(), step=rung, seen=step.version)
        await self.console_app.rehearse([approved])
        await self.ask(final_prompt(self, file.number, partial(self._approve, approved)))

    async def _approve(self, approved: "ApproveRung") -> None:
        if await self.console_app.change(approved) is not None:
            await self.changed((approved.case,))

    async def do_decide(self) -> None:
        """Decide about an agreement apart from a review."""
        from caseconsole.tui.screens.agreement_forms import DecideForm

        await self._act(DecideForm, self._agreement().id)

    async def do_refer(self) -> None:
        """Send the tenant on to a partner."""
        from caseconsole.tui.screens.partner_forms import ReferForm

        await self._act(ReferForm)

    async def do_signal(self) -> None:
        """Tell that the municipality was signalled the arrears."""
        from caseconsole.tui.screens.partner_forms import SignalForm

        await self._act(SignalForm)

    async def do_answer(self) -> None:
        """What a partner answered."""
        from caseconsole.tui.screens.partner_forms import AnswerForm

        await self._act(AnswerForm, self._pointed_id(Referral, "act.no_referral"))

    async def do_appoint(self) -> None:
        """Agree on a day: a budget talk, an evaluation, a visit, a talk."""
        from caseconsole.tui.screens.partner_forms import AppointForm

        await self._act(AppointForm)

    async def do_kept(self) -> None:
        """Whether an agreed day was kept, and what came of it."""
        from caseconsole.tui.screens.partner_forms import KeptForm

        await self._act(KeptForm)

    async def do_proof(self) -> None:
        """What a judge would ask of each condition, and whether it is in the file."""
        from caseconsole.tui.screens.proof import ProofScreen

        await show(self.console_app, ProofScreen(self._file(), self._agreement()))

    async def do_paper(self) -> None:
        """Read a text of an agreement: confirmation, annex, card or graduation."""
        from caseconsole.tui.screens.paper import PapersScreen

        await show(self.console_app, PapersScreen(await self._papers()), self._read_paper)

    async def _papers(self) -> Sequence[str]:
        from caseconsole.casework.papers import sheets

        return await self.console_app.store_thread.call(sheets, self._file())

    async def _read_paper(self, which: str | None) -> None:
        if which is not None:
            from caseconsole.tui.screens.paper import PaperScreen

            await show(self.console_app, PaperScreen(self._file(), which))

    def _file(self) -> "CaseFile":
        if self.view is None:
            raise Refused(message("screen.no_case"))
        return self.view.file

    def _pointed_id(self, kind: "type[LadderStep | Referral]", otherwise: str) -> int:
        thing = self.pointed()
        if not isinstance(thing, kind):
            raise Refused(message(otherwise))
        return thing.id

    async def show_acts(self) -> None:
        """Choose what to do with what stands under the cursor."""
        if self.view is not None:
            thing, section = self.pointed(), self.section_key()
            papers = bool(await self._papers())
            found = possible.acts(self.view, thing, section, papers=papers)
            await show(self.console_app, ActsScreen(found), self._chosen)

    async def _chosen(self, verb: str | None) -> None:
        if verb is not None:
            await self.perform(verb)


class ActsScreen(PickScreen[str]):
    """Gives the verb to do."""

    def __init__(self, possible: Sequence[str]) -> None:
        super().__init__("place.acts")
        self.possible = possible

    def options(self) -> Sequence[tuple[str, Line]]:
        """Each verb with its key or command, and what it does."""
        table = {verb.id: verb for verb in verbs("file")}
        right = RIGHTS[self.console_app.session.actor.role]
        return [
            (name, self._line(name, table[name].keys))
            for name in self.possible
            if name not in RIGHTS_OF or RIGHTS_OF[name] in right
        ]

    def draw_body(self) -> None:
        """Draw the verbs; what the chosen one does stands whole in the status line."""
        super().draw_body()
        shown = self.options()
        if shown:
            words = self.say(f"verb.{shown[self.here][0]}.help")
            if width(words) > self.size.width - WAY - 5:
                self.tell("screen.as_is", text=words)
            else:
                self.tell_again(EMPTY)

    def _line(self, name: str, keys: Sequence[str]) -> Line:
        way = key_label(keys[0]) if keys else f":{self.say(f'verb.{name}.name')}"
        return line(Span(pad(way, WAY), "key"), self.say(f"verb.{name}.help"))
