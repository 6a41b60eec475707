"""Why a case is due, and how near every other rule is."""

from collections.abc import Sequence

from caseconsole.domain.verdict import Due, Verdict
from caseconsole.outgoing.verdicts import Told, told
from caseconsole.tui.screens.reader import ReaderScreen
from caseconsole.tui.text import EMPTY, Line, Span, line, width, wrap


class WhyScreen(ReaderScreen):
    """Every verdict of a case, what is due first."""

    def __init__(self, number: str = "", verdicts: Sequence[Verdict] = ()) -> None:
        super().__init__()
        self.number = number
        self.verdicts = verdicts

    def heading(self) -> str:
        """The case that is explained."""
        return self.say("why.title", number=self.number)

    def draw_body(self) -> None:
        """Draw the verdicts."""
        lines: list[Line] = []
        for one in told(self.verdicts):
            lines += self._verdict(one)
        self.body.show(lines)

    def _verdict(self, one: Told) -> list[Line]:
        verdict, actions = one
        due = isinstance(verdict, Due)
        room = max(self.size.width - 5, 20)
        state = self.say("why.due") if due else self.say("why.not_due")
        steps = " · ".join(self.say(f"action.{name}") for name in actions)
        names = wrap(steps, room - width(state) - 2)
        reason = verdict.because if isinstance(verdict, Due) else verdict.missing
        lines = [
            EMPTY,
            line(Span(f" {'●' if due else '○'} {names[0]}", "bold")),
            *(line(Span("   " + name, "bold")) for name in names[1:]),
            *(line("   " + text) for text in wrap(self.say(reason), room)),
        ]
        lines[len(names)] += (Span(f"  {state}", "label"),)
        if isinstance(verdict, Due):
            lines += [
                line("   " + text)
                for text in wrap(self.say("why.next", next=self.say(verdict.next)), room)
            ]
        source = self.say("why.source", rule=verdict.rule, source_word=verdict.source)
        return [*lines, *(line(Span("   " + text, "label")) for text in wrap(source, room))]
