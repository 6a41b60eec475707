"""Sections 4 to 8: agreements with their conditions, dated duties and what was decided."""

from collections.abc import Iterator, Sequence
from datetime import date

from dateutil.relativedelta import relativedelta

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Decision,
    LadderStep,
    Obligation,
    ObligationState,
    Phase,
    Referral,
    StateChange,
    Suspension,
)
from caseconsole.domain.kinds import KINDS, phase
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.rows import Row, rows
from caseconsole.outgoing.lines import EMPTY, Line, Span, Tone, dim, fit, line, pad, strong
from caseconsole.store.rows import CaseView

AGREED = (
    ("4", "section.arrangement"),
    ("5", "section.counselling"),
    ("6", "section.support"),
    ("7", "section.coaching"),
    ("8", "section.second_chance"),
)
"""The sections that show agreements: key and title."""
PAST, AHEAD = 6, 6
"""How many duties of a condition are shown that are done with, and that are still to come."""
HORIZON = relativedelta(months=24)
"""How far ahead duties without an end are worked out."""
PARTNER_OF = {"credit_bank": "5", "support_provider": "6", "coach": "7"}
LAST = "8"
"""The section of a referral, by whom it was to; that to the shelter desk stands in the last."""
_BAD = frozenset({ObligationState.OVERDUE, ObligationState.MISSED, ObligationState.PARTLY})
_GOOD = frozenset({ObligationState.MET, ObligationState.LATE})


def agreements(page: Page, view: CaseView, section: str) -> list[Row]:
    """The agreements that a section shows, those that run first, then the newest."""
    made = [one for one in view.file.agreements if KINDS[one.kind].section == section]
    made.sort(key=lambda one: (phase(one) is not Phase.RUNNING, -one.start_on.toordinal()))
    sent = [one for one in view.file.referrals if PARTNER_OF.get(one.kind, LAST) == section]
    none = [] if made or sent else rows(page.empty(f"agreement.none.{section}"))
    return [
        *none,
        *(row for one in made for row in agreement(page, view, one)),
        *(row for one in reversed(sent) for row in rows(_referral(page, one), one)),
    ]


def agreement(page: Page, view: CaseView, made: Agreement) -> Iterator[Row]:
    """One agreement: its state and terms, its duties by condition, the ladder, what was decided."""
    state = page.say(f"state.{made.kind}.{made.state}")
    from caseconsole.domain.obligations import obligations

    title = line(
        "  ", strong(page.say(f"kind.{made.kind}")), f" · {state} ", dim(page.day(made.state_on))
    )
    yield Row(fit(title, page.width), made)
    yield from rows([row for text in _terms(page, made) for row in page.text(text, first="    ")])
    for change in made.states:
        yield from rows(_state(page, made, change))
    for suspension in made.suspensions:
        yield from rows(_suspension(page, suspension), suspension)
    until = min(made.end_on or date.max, page.today + HORIZON)
    duties = obligations(
        made, page.today, until, paid=view.file.paid, agreements=view.file.agreements
    )
    for condition in made.conditions:
        own = [duty for duty in duties if duty.condition.id == condition.id]
        yield from _condition(page, condition, own)
    for step in made.ladder:
        yield from rows(_rung(page, step), step)
    for decision in made.decisions:
        yield from rows(_decision(page, decision))
    yield Row(EMPTY)


def _referral(page: Page, sent: Referral) -> list[Line]:
    """What was sent to whom, and the answer or the day by which it is expected."""
    sentence = page.say(
        "agreement.referred_warm" if sent.warm else "agreement.referred",
        referred_on=sent.on.isoformat(),
        partner=sent.partner,
        referral_word=f"referral.{sent.kind}",
        login=sent.by,
    )
    answer = page.say("agreement.reply_by", reply_on=sent.reply_by.isoformat())
    if sent.answered_on is not None:
        answered_on = sent.answered_on.isoformat()
        answer = page.say("agreement.answered", answered_on=answered_on, answer=sent.answer)
    late = sent.answered_on is None and sent.reply_by < page.today
    return [
        *page.text(": ".join(filter(None, (sentence, sent.text)))),
        *page.text(answer, first="    ", tone=Tone.ALERT if late else Tone.DIM),
    ]


def _terms(page: Page, made: Agreement) -> Iterator[str]:
    end_on = made.end_on.isoformat() if made.end_on else None
    start_on = made.start_on.isoformat()
    yield page.say(
        "agreement.until" if end_on else "agreement.open", start_on=start_on, end_on=end_on
    )
    if made.partner:
        yield " · ".join(filter(None, (made.partner, made.partner_person)))
    if made.signed_on:
        yield page.say(
            "agreement.signed", signed_on=made.signed_on.isoformat(), signed_by=made.signed_by
        )
    if made.next_review_on:
        yield page.say("agreement.review", review_on=made.next_review_on.isoformat())
    if over := str(made.terms.get("over") or ""):
        yield page.say("agreement.over", why=over)


def _state(page: Page, made: Agreement, change: StateChange) -> list[Line]:
    said = " · ".join(filter(None, (change.why, change.paper)))
    if not said:
        return []
    state = page.say(f"state.{made.kind}.{change.state}")
    return page.text(f"{page.day(change.on)} {state}: {said}", first="    ", tone=Tone.DIM)


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


def _condition(page: Page, condition: Condition, duties: Sequence[Obligation]) -> Iterator[Row]:
    code = f"{condition.clause} " if condition.clause[:1] == "C" else ""
    yield from rows(page.text(f"{code}{condition.text}", first="  ─ ", tone=Tone.STRONG))
    done = [duty for duty in duties if duty.on <= page.today]
    ahead = [duty for duty in duties if duty.on > page.today]
    if len(done) > PAST:
        yield Row(line(dim("    " + page.say("agreement.before", n=len(done) - PAST))))
    for duty in (*done[-PAST:], *ahead[:AHEAD]):
        yield Row(fit(_duty(page, duty), page.width), duty)
    if len(ahead) > AHEAD:
        last = ahead[-1].on.isoformat()
        yield Row(
            line(dim("    " + page.say("agreement.after", n=len(ahead) - AHEAD, last_on=last)))
        )


def _duty(page: Page, duty: Obligation) -> Line:
    tone = Tone.ALERT if duty.state in _BAD else Tone.GOOD if duty.state in _GOOD else Tone.PLAIN
    moved = page.say("agreement.moved", first_on=duty.original_on.isoformat())
    judged = duty.judgement
    said = [
        moved if duty.on != duty.original_on else "",
        page.say("agreement.paid", paid_cents=duty.paid) if duty.paid and not duty.met_on else "",
        page.day(duty.met_on) if duty.met_on else "",
        page.say(f"evidence.{judged.evidence}") if judged and judged.evidence else "",
        judged.reference if judged else "",
        judged.why if judged else "",
        judged.by if judged else "",
    ]
    cents = page.money(duty.cents) if duty.cents else ""
    return line(
        "    ", pad(page.day(duty.on), 15), pad(cents, 11, right=bool(cents)) if cents else "",
        "  ", Span(page.say(f"duty.{duty.state}"), tone),
        dim("".join(f" · {part}" for part in said if part)),
    )  # fmt: skip


def _rung(page: Page, step: LadderStep) -> list[Line]:
    sentence = page.say(
        "agreement.rung_cure" if step.cure_until else "agreement.rung",
        rung_word=f"rung.{step.rung}",
        rung_on=step.on.isoformat(),
        cure_on=step.cure_until.isoformat() if step.cure_until else None,
        text=step.text,
        login=" + ".join(filter(None, (step.by, step.second))),
    )
    if step.outcome and step.outcome_on:
        ended = page.say(f"outcome.{step.outcome}")
        sentence = f"{sentence} · {ended} {page.day(step.outcome_on)}"
    return page.text(sentence, first="    ", tone=Tone.ALERT if not step.outcome else Tone.DIM)


def _decision(page: Page, decision: Decision) -> list[Line]:
    sentence = page.say(
        "agreement.decided",
        decision_word=f"decision.{decision.kind}",
        decided_on=decision.on.isoformat(),
        why=decision.why,
        login=decision.by,
    )
    return page.text(sentence, first="    ")
