"""Sections 4 to 8: agreements with their conditions, dated duties and what was decided."""

from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from caseconsole.domain.agreement import (
    Agreement,
    Decision,
    LadderStep,
    Obligation,
    Phase,
    Suspension,
)
from caseconsole.domain.casefile import CaseFile, Covering
from caseconsole.domain.judging import to_approve
from caseconsole.domain.kinds import KINDS, phase
from caseconsole.domain.moving import comes, end_of
from caseconsole.domain.obligations import obligations, resting, statuses
from caseconsole.outgoing.case.agreed import covered, elsewhere, referrals
from caseconsole.outgoing.case.duties import condition, cure_told, rung, urgency
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.rows import Row, rows
from caseconsole.outgoing.case.terms import history, known, state_day, terms
from caseconsole.outgoing.lines import EMPTY, Line, Tone, dim, fit, line, strong
from caseconsole.store.rows import CaseView

HORIZON = relativedelta(months=24)
"""How far ahead duties without an end are worked out."""
PARTNER_OF = {"credit_bank": "5", "early_signal": "5", "support_provider": "6", "coach": "7"}
LAST = "8"
"""The section of a referral, by whom it was to; that to the shelter desk stands in the last."""


def agreements(page: Page, view: CaseView, section: str, *, whole: bool = False) -> list[Row]:
    """The agreements that a section shows, those that run first, then the newest.

    What other files agreed for this lease stands above them.

    Args:
        whole: show every duty whose day has come, not only the newest.
    """
    made = [one for one in view.file.agreements if KINDS[one.kind].section == section]
    made.sort(key=lambda one: (phase(one) is not Phase.RUNNING, -one.start_on.toordinal()))
    sent = [one for one in view.file.referrals if PARTNER_OF.get(one.kind, LAST) == section]
    others = elsewhere(view, section)
    none = [] if made or sent or others else rows(page.empty(f"agreement.none.{section}"))
    return [
        *none,
        *(row for held in reversed(others) for row in _elsewhere(page, held)),
        *(row for one in made for row in agreement(page, view, one, whole=whole)),
        *(row for one in reversed(sent) for row in rows(referrals(page, [one]), one)),
    ]


def _elsewhere(page: Page, held: Covering) -> list[Row]:
    return rows([_title(page, held.agreement), *covered(page, [held], first="    "), EMPTY])


def duties_of(file: CaseFile, made: Agreement, today: date) -> tuple[Obligation, ...]:
    """The obligations of an agreement of a file, those of the time to come among them."""
    until = min(end_of(made) or date.max, today + HORIZON)
    return obligations(made, today, until, paid=file.paid, agreements=file.agreements)


def agreement(page: Page, view: CaseView, made: Agreement, *, whole: bool = False) -> Iterator[Row]:
    """One agreement: its state and terms, the ladder, what was decided, its duties by condition."""
    yield Row(_title(page, made), made)
    file, today = view.file, page.today
    duties = duties_of(file, made, today)
    going = statuses(made, today, paid=file.paid, agreements=file.agreements)
    others = resting(made, made.conditions, today, paid=file.paid, agreements=file.agreements)
    for text in terms(page, made, duties, others):
        yield from rows(page.text(text, first="    "))
    if in_hand := file.paid.in_hand.get(made.id):
        told = page.say("agreement.in_hand", in_hand_cents=in_hand)
        yield from rows(page.text(told, first="    "))
    if told := known(page, made, file.paid):
        yield from rows(page.text(told, first="    ", tone=Tone.ALERT))
    yield from rows(history(page, made))
    for suspension in made.suspensions:
        yield from rows(_suspension(page, suspension), suspension)
    for step in reversed(made.ladder):
        yield from rows(_rung(page, made, step), step)
    for decision in reversed(made.decisions):
        yield from rows(_decision(page, decision))
    binds = phase(made) is Phase.RUNNING
    by_condition = [
        (one, [duty for duty in duties if duty.condition.id == one.id])
        for one in made.conditions
        if comes(one, made)
    ]
    if binds:
        by_condition.sort(key=lambda pair: urgency(pair[1], going[pair[0].id]))
    for one, own in by_condition:
        there = resting(made, [one], today, paid=file.paid, agreements=file.agreements)
        status = going[one.id] if binds else None
        yield from condition(page, one, own, status, there, whole=whole)
    yield Row(EMPTY)


def _title(page: Page, made: Agreement) -> Line:
    state = page.say(f"state.{made.kind}.{made.state}")
    title = line(
        "  ", strong(page.say(f"kind.{made.kind}")), f" · {state} ", dim(page.day(state_day(made)))
    )
    return fit(title, page.width)


def _suspension(page: Page, stands: Suspension) -> list[Line]:
    sentence = page.say(
        "agreement.suspended",
        kind_word=f"suspension.{stands.kind}",
        since_on=stands.since.isoformat(),
        until_on=stands.until.isoformat(),
        why=stands.why,
        login=stands.by,
    )
    return page.text(sentence, first="    ", tone=Tone.ALERT)


def _rung(page: Page, made: Agreement, step: LadderStep) -> list[Line]:
    ending, days = cure_told(made, step)
    sentence = page.say(
        f"agreement.rung{ending}",
        rung=rung(page, made, step),
        rung_on=step.on.isoformat(),
        text=step.text,
        login=" + ".join(filter(None, (step.by, step.second))),
        **days,
    )
    if step.outcome and step.outcome_on:
        ended = f"{page.say(f'outcome.{step.outcome}')} {page.day(step.outcome_on)}"
        said = filter(None, (ended, step.outcome_why, step.outcome_by))
        sentence = " · ".join((sentence, *said))
    if step in to_approve(made):
        sentence = f"{sentence} · {page.say('agreement.rung_waits')}"
    return page.text(sentence, first="    ", tone=Tone.ALERT if not step.outcome else Tone.DIM)


def _decision(page: Page, decision: Decision) -> list[Line]:
    sentence = page.say(
        "agreement.decided",
        decision_word=f"decision.{decision.kind}",
        decided_on=decision.on.isoformat(),
        login=decision.by,
    )
    end_on = decision.end_on
    longer = page.say("agreement.prolonged", end_on=end_on.isoformat()) if end_on else ""
    return page.text(" · ".join(filter(None, (sentence, longer, decision.why))), first="    ")
