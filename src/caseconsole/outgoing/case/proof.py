"""The burden of proof in lines: per condition what a judge would ask, held or not."""

from collections.abc import Sequence

from caseconsole.domain.agreement import Agreement, Paid
from caseconsole.outgoing.case.duties import title
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.terms import known, old_debt
from caseconsole.outgoing.lines import EMPTY, Line, Tone
from caseconsole.process.proof import Ask, Proof


def proof(page: Page, made: Agreement, proofs: Sequence[Proof], paid: Paid) -> list[Line]:
    """Each condition with what is asked of it, what is in the file with its day and paper.

    How far an old ledger goes and why the old debt is not arranged come first (P06, R70).
    """
    if not proofs:
        return page.empty("proof.nothing")
    told = known(page, made, paid)
    first = page.text(told, tone=Tone.ALERT) if told else []
    if why_not := old_debt(page, made):
        first += page.text(why_not)
    if first:
        first.append(EMPTY)
    return [*first, *(row for one in proofs for row in (*_condition(page, one), EMPTY))]


def _condition(page: Page, one: Proof) -> list[Line]:
    return [*title(page, one.condition), *(row for ask in one.asks for row in ask_lines(page, ask))]


def ask_lines(page: Page, ask: Ask) -> list[Line]:
    """One thing that a judge would ask: in the file with its day and paper, or missing.

    What names no paper is told by its days, to be filed.
    """
    days = ask.bare or ((ask.on,) if ask.on else ())
    shown = [page.say(ask.message), ", ".join(map(page.day, days)), ask.paper]
    text = " · ".join(part for part in shown if part)
    state = page.say("proof.held" if ask.held else "proof.lacks")
    return page.text(text, first=f"    {state} ", tone=Tone.PLAIN if ask.held else Tone.ALERT)
