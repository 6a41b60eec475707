"""The conditions of a file: how each goes, and what a judge would ask of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from caseconsole.domain.agreement import Agreement, Condition, Obligation, Paid
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.moving import comes, named_until
from caseconsole.domain.obligations import (
    TROUBLED,
    ConditionStatus,
    Tally,
    obligations,
    resting,
    statuses,
    tally,
)
from caseconsole.locale import Speaker
from caseconsole.outgoing.agreements import AHEAD
from caseconsole.outgoing.as_json import json_text
from caseconsole.outgoing.case.duties import consequence, counted, how, title
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.proof import ask_lines
from caseconsole.outgoing.case.terms import known, old_debt, state_day
from caseconsole.outgoing.lines import EMPTY, Line, Tone, fit, heading, plain_text
from caseconsole.process.proof import Proof

WIDTH = 80
"""The cells of a line of text output."""


class Conditions(NamedTuple):
    """An agreement with how its conditions go."""

    agreement: Agreement
    statuses: Mapping[int, ConditionStatus]
    """By the key of the condition."""
    duties: Sequence[Obligation]
    """Those whose day has come, and some that are still to come."""
    proofs: Sequence[Proof]
    """What would be asked of each condition; empty when it was not asked for."""
    resting: Mapping[int, Sequence[Obligation]]
    """By the key of a condition: what was owed of the agreement on which it rests."""
    paid: Paid
    """What the ledger says of the file."""

    def tally(self, condition: Condition) -> Tally:
        """How the duties of one condition stand."""
        own = (duty for duty in self.duties if duty.condition.id == condition.id)
        return tally(own, self.resting[condition.id])


def held(file: CaseFile, made: Agreement, today: date, proofs: Sequence[Proof] = ()) -> Conditions:
    """An agreement of a file with how its conditions go today."""
    return Conditions(
        made,
        statuses(made, today, paid=file.paid, agreements=file.agreements),
        obligations(made, today, today + AHEAD, paid=file.paid, agreements=file.agreements),
        proofs,
        {
            one.id: resting(made, [one], today, paid=file.paid, agreements=file.agreements)
            for one in made.conditions
        },
        file.paid,
    )


def as_text(all_: Sequence[Conditions], voice: Speaker, *, zone: str) -> str:
    """All of it as plain text."""
    page = Page(voice, WIDTH, voice.today or date.max, zone)
    return "\n".join(map(plain_text, conditions(page, all_))).rstrip() + "\n"


def conditions(page: Page, all_: Sequence[Conditions]) -> list[Line]:
    """Each condition under its agreement: how it goes, and what is asked of it."""
    rows: list[Line] = []
    for one in all_:
        made = one.agreement
        state = page.say(f"state.{made.kind}.{made.state}")
        head = f"{page.say(f'kind.{made.kind}')} · {state} {page.day(state_day(made))}"
        rows.append(fit(heading(head), page.width))
        if told := known(page, made, one.paid):
            rows += page.text(told, tone=Tone.ALERT)
        if one.proofs and (why_not := old_debt(page, made)):
            rows += page.text(why_not)
        for condition in made.conditions:
            if comes(condition, made):
                rows += _condition(page, one, condition)
        rows.append(EMPTY)
    return rows or page.empty("condition.none")


def _condition(page: Page, one: Conditions, condition: Condition) -> Iterator[Line]:
    yield from title(page, condition)
    yield from page.text(_how(page, one, condition), first="    ", tone=_tone(one, condition))
    yield from consequence(page, condition)
    for proof in one.proofs:
        if proof.condition.id == condition.id:
            for ask in proof.asks:
                yield from ask_lines(page, ask)


def _tone(one: Conditions, condition: Condition) -> Tone:
    return Tone.ALERT if one.statuses.get(condition.id) in TROUBLED else Tone.DIM


def _how(page: Page, one: Conditions, condition: Condition) -> str:
    known = one.tally(condition)
    parts = how(page, condition, one.statuses.get(condition.id))
    parts += counted(page, condition, known)
    if known.next_on:
        parts.append(page.say("condition.next", next_on=known.next_on.isoformat()))
    return " · ".join(parts)


def as_json(all_: Sequence[Conditions], voice: Speaker) -> str:
    """An array with an object for each condition: ISO dates, cents; `asks` when asked for."""
    found = [_fact(one, each, voice) for one in all_ for each in one.agreement.conditions]
    return json_text(found)


def _fact(one: Conditions, condition: Condition, voice: Speaker) -> dict[str, object]:
    known, until = one.tally(condition), named_until(condition, one.agreement)
    return {
        "agreement": one.agreement.id,
        "kind": one.agreement.kind,
        "state": one.agreement.state,
        "id": condition.id,
        "clause": condition.clause,
        "text": condition.text,
        "duty": condition.duty,
        "weight": condition.weight,
        "judge": condition.judge,
        "rests_on": condition.rests_on,
        "evidence": condition.evidence,
        "consequence": condition.consequence,
        "grace_days": condition.grace_days,
        "rule": condition.rule,
        "first": condition.first_on.isoformat(),
        "until": until.isoformat() if until else None,
        "cents": condition.cents,
        "status": one.statuses.get(condition.id),
        "open": known.open,
        "missed": known.missed,
        "met": known.met,
        "next": known.next_on.isoformat() if known.next_on else None,
        "asks": [
            {
                "asks": voice.say(ask.message),
                "asks_id": ask.message.id,
                "held": ask.held,
                "on": ask.on.isoformat() if ask.on else None,
                "paper": ask.paper,
                "without_reference": [day.isoformat() for day in ask.bare],
            }
            for proof in one.proofs
            if proof.condition.id == condition.id
            for ask in proof.asks
        ],
    }
