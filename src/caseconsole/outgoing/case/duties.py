"""A condition and its dated duties: where each stands, what shows it, who judged it and when."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from caseconsole.casework.climbing import NextRung
from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Judge,
    LadderStep,
    Obligation,
    ObligationState,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.held import MADE_GOOD
from caseconsole.domain.judging import MISSED
from caseconsole.domain.missed import bare, missed
from caseconsole.domain.money import fitted
from caseconsole.domain.moving import cure_of
from caseconsole.domain.obligations import TROUBLED, WAITING, ConditionStatus, Tally, unbooked
from caseconsole.locale import Speaker
from caseconsole.outgoing.case.page import DAY, Page
from caseconsole.outgoing.case.rows import Row, rows
from caseconsole.outgoing.lines import Line, Span, Tone, cells, cut, dim, fit, line, pad, plain_text

ABOUT = 30
"""How many cells of a condition in own words name it."""
BARE = 3
"""How many days are named of misses that nothing shows."""
PAST, AHEAD = 6, 6
"""How many duties of a condition are shown whose day has come, and that are still to come."""
_BAD = MISSED | {ObligationState.OVERDUE}

_KEPT = WAITING | MISSED
"""What is to be judged or went wrong is never folded away."""


def urgency(duties: Sequence[Obligation], status: ConditionStatus) -> int:
    """Where a condition stands among the others: trouble first, then what asks a judgement."""
    if status is ConditionStatus.BREACHED:
        return 0
    if status is ConditionStatus.AT_RISK:
        return 1
    waits = any(duty.state in WAITING and duty.condition.judge is Judge.PERSON for duty in duties)
    return 2 if waits else 3


def condition(
    page: Page,
    one: Condition,
    duties: Sequence[Obligation],
    status: ConditionStatus | None,
    there: Sequence[Obligation] = (),
    *,
    whole: bool = False,
) -> Iterator[Row]:
    """What a condition asks, how it goes, and its newest and next duties.

    Args:
        there: what was asked under the agreement on which it rests.
        whole: show also the older duties of which nothing is asked any more, and what follows a
            breach where none threatens.
    """
    yield from rows(title(page, one))
    tone = Tone.ALERT if status in TROUBLED else Tone.DIM
    yield from rows(page.text(" · ".join(how(page, one, status)), first="    ", tone=tone))
    if whole or status in TROUBLED:
        yield from rows(consequence(page, one))
    if missed := [page.day(duty.on) for duty in there if duty.state in MISSED]:
        said = page.say("condition.missed_there", n=len(missed), days=", ".join(missed))
        yield from rows(page.text(said, first="    ", tone=Tone.ALERT))
    done = [duty for duty in duties if duty.on <= page.today]
    ahead = [duty for duty in duties if duty.on > page.today]
    older, newest = ([], done) if whole else (done[:-PAST], done[-PAST:])
    if folded := [duty for duty in older if duty.state not in _KEPT]:
        yield from rows(_more(page, _folded(page, folded)))
    kept = [duty for duty in older if duty.state in _KEPT] + newest
    for duty in (*kept, *ahead[:AHEAD]):
        yield from rows(dated(page, duty), duty)
    if len(ahead) > AHEAD:
        last = ahead[-1].on.isoformat()
        after = page.say("agreement.after", n=len(ahead) - AHEAD, last_on=last)
        yield from rows(_more(page, after))


def consequence(page: Page, one: Condition) -> list[Line]:
    """What follows a breach of a condition, where that was agreed."""
    if not one.consequence:
        return []
    return page.text(page.say("review.consequence", text=one.consequence), first="    ")


def _folded(page: Page, duties: Sequence[Obligation]) -> str:
    """How many older duties are not shown, and how they stand in the words of those that are."""
    stands = Counter(map(_stands, duties))
    said = ", ".join(f"{n} {page.say(word)}" for word, n in stands.items())
    return page.say("agreement.before", n=len(duties), stands=said)


def _more(page: Page, text: str) -> list[Line]:
    return page.text(text, first="    ", tone=Tone.DIM)


def title(page: Page, one: Condition) -> list[Line]:
    """What a condition asks, with its code when it comes from the library."""
    code = f"{one.clause} " if one.clause[:1] == "C" else ""
    return page.text(f"{code}{one.text}", first="  ─ ", tone=Tone.STRONG)


def bare_told(
    speaker: Speaker, file: CaseFile, made: Agreement, condition: int | None, today: date
) -> str:
    """The misses of a condition, or of all, whose reference is not in the file; empty without.

    They are to get one before they are held against somebody.
    """
    about = [one for one in made.conditions if condition in {None, one.id}]
    days = [speaker.day(duty.on) for duty in missed(file, made, about, today) if bare(duty)]
    named = ", ".join(days[-BARE:])
    return speaker.say("form.bare_misses", n=len(days), days=named) if days else ""


def rung(page: Page, of: Agreement, step: LadderStep | NextRung) -> str:
    """A rung of the ladder with what it is about: the code of a clause, or the first own words.

    The first day stands behind it where another condition is named the same.
    """
    about = next((one for one in of.conditions if one.id == step.condition), None)
    named = page.say("form.condition_whole") if about is None else _name(about)
    if about and sum(_name(one) == named for one in of.conditions) > 1:
        named = f"{named} {page.day(about.first_on)}"
    return f"{page.say(f'rung.{step.rung}')} ({named})"


def _name(one: Condition) -> str:
    return one.clause if one.clause[:1] == "C" else cut(one.text, ABOUT)


def how(page: Page, one: Condition, status: ConditionStatus | None) -> list[str]:
    """How a condition goes, who owes it, how much it weighs, its grace and what shows it."""
    judged = one.judge is not Judge.PERSON
    return [
        *([page.say(f"condition.{status}")] if status else []),
        page.say(f"duty_of.{one.duty}"),
        page.say(f"weight.{one.weight}"),
        *([page.say("condition.grace", n=one.grace_days)] if one.grace_days else []),
        *([page.say("condition.added", added_on=one.added_on.isoformat())] if one.added_on else []),
        *(
            [page.say("condition.asked_from", asked_on=one.asked_from.isoformat())]
            if one.asked_from
            else []
        ),
        page.say(f"condition.judged_by_{one.judge}")
        if judged
        else page.say("condition.shown_by", evidence_word=f"evidence.{one.evidence}"),
    ]


def cure_told(of: Agreement, step: LadderStep) -> tuple[str, dict[str, str]]:
    """How the message of a rung ends by its time to cure, and the days that it names then.

    Where a standstill moved the last day, the one that was told is named too.
    """
    cure, first = cure_of(step, of), step.cure_until
    if cure is None or first is None:
        return "", {}
    if cure == first:
        return "_cure", {"cure_on": cure.isoformat()}
    return "_cure_moved", {"cure_on": cure.isoformat(), "first_on": first.isoformat()}


def counted(page: Page, one: Condition, known: Tally) -> list[str]:
    """How the duties of a condition stand, and how many rest or are unbooked where any are."""
    relies = one.judge is Judge.AGREEMENT
    counted = "condition.counted_there" if relies else "condition.counted"
    return [
        page.say(counted, met=known.met, missed=known.missed, open=known.open),
        *([page.say("condition.resting", n=known.rests)] if known.rests else []),
        *([page.say("condition.unbooked", n=known.unbooked)] if known.unbooked else []),
    ]


def dated(page: Page, duty: Obligation) -> list[Line]:
    """A duty on one line, and what does not fit on it under it."""
    tone = (
        Tone.ALERT if duty.state in _BAD else Tone.GOOD if duty.state in MADE_GOOD else Tone.PLAIN
    )
    cents = fitted(duty.cents, 11) if duty.cents else ""
    head = line(
        "    ", pad(page.day(duty.on), DAY), pad(cents, 11, right=True) if cents else "",
        "  ", Span(page.say(_stands(duty)), tone),
    )  # fmt: skip
    said = " · ".join(filter(None, _said(page, duty)))
    if not said:
        return [fit(head, page.width)]
    whole = (*head, dim(f" · {said}"))
    if cells(plain_text(whole)) <= page.width and "\n" not in said:
        return [whole]
    return [fit(head, page.width), *page.text(said, first=" " * (DAY + 6), tone=Tone.DIM)]


def _stands(duty: Obligation) -> str:
    """The word for how it stands; what rests on another agreement is met while that runs."""
    if unbooked(duty):
        return "duty.unbooked"
    relies = duty.condition.judge is Judge.AGREEMENT and duty.state is ObligationState.MET
    return "duty.relied" if relies else f"duty.{duty.state}"


def _said(page: Page, duty: Obligation) -> Iterator[str]:
    if duty.on != duty.original_on:
        yield page.say("agreement.moved", first_on=duty.original_on.isoformat())
    if duty.paid and not duty.met_on:
        yield page.say("agreement.paid", paid_cents=duty.paid)
    judged = duty.judgement
    if judged is None:
        yield page.day(duty.met_on) if duty.met_on else ""
        return
    yield page.say(f"evidence.{judged.evidence}") if judged.evidence else ""
    yield judged.reference
    yield judged.why
    yield f"{judged.by} {page.day(judged.on)}"
