"""Texts of agreements, ready to be filled in."""

from collections.abc import Callable
from dataclasses import replace

from caseconsole.casework.papers import Sheet
from caseconsole.domain.agreement import Agreement, LadderStep
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import LADDER
from caseconsole.process.agreements.told import told
from caseconsole.process.policy_check import load_policy
from caseconsole.store.rows import CaseView
from tests.outgoing import views

POLICY = load_policy()


def sheet(which: str, lang: str, view: CaseView) -> Sheet:
    """A text about the agreement that it is about, all words filled in."""
    kind = "payment_arrangement" if which == "confirmation" else "second_chance"
    (one,) = [made for made in view.file.agreements if made.kind == kind]
    text = POLICY.paper_text(which, lang, views.TODAY)
    plain = Sheet(
        text, lang, one, None, "Waterrijk", "Anna", "vorm", "aard", "breuk", "straks",
        ("landlord", "tenant", "provider"), 5, 14, 2, {}, one.conditions,
    )  # fmt: skip
    return telling(plain, view.file, one, one.ladder[0]) if which in LADDER else plain


def telling(
    found: Sheet,
    file: CaseFile,
    made: Agreement,
    step: LadderStep,
    before: Callable[[LadderStep], CaseFile] | None = None,
) -> Sheet:
    """A text about a rung of an agreement; where nothing else is said nothing came in since."""
    tells = told(file, made, step, views.TODAY, before or (lambda _: file))
    return replace(found, agreement=made, told=tells)
