"""The review in lines: one item with what is known of it, all items, and the end of a file."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from caseconsole.domain.agreement import (
    OVER,
    Agreement,
    Decision,
    DecisionKind,
    Judge,
    LadderStep,
    Obligation,
)
from caseconsole.domain.judging import MISSED
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.moving import cure_of, end_of
from caseconsole.domain.obligations import ConditionStatus
from caseconsole.domain.review import Item
from caseconsole.outgoing.case.duties import counted, dated, how, rung, title
from caseconsole.outgoing.case.page import DAY, Page
from caseconsole.outgoing.case.rows import Row, rows
from caseconsole.outgoing.case.terms import known, review_day
from caseconsole.outgoing.lines import EMPTY, Line, Span, Tone, cut, dim, fit, heading, line, pad
from caseconsole.store.rows import CaseView

EARLIER = 4
"""How many duties before the one that is judged are shown."""
SENTENCE = 160
"""The most characters of a condition or text that an item shows; the file shows all."""
_TROUBLED = frozenset({ConditionStatus.AT_RISK, ConditionStatus.BREACHED})


def item(page: Page, view: CaseView, one: Item) -> list[Row]:
    """What is known of an item; the duty that it is about stands in its own row."""
    made = one.agreement
    found = [Row(fit(_agreement(page, made), page.width), made)]
    if one.rung is not None:
        found += _rung(page, one)
    elif one.condition is not None:
        found += _condition(page, one)
    return [*found, *rows([*_rests(page, view, one), *_around(page, one)])]


def _agreement(page: Page, made: Agreement) -> Line:
    state = page.say(f"state.{made.kind}.{made.state}")
    end_on = end_of(made)
    until = page.say("review.until", end_on=end_on.isoformat()) if end_on else ""
    asked = review_day(page, made)
    said = " · ".join(filter(None, (f" · {state} {page.day(made.state_on)}", until, asked)))
    return (Span(f" {page.say(f'kind.{made.kind}')}", Tone.HEADING), dim(said))


def _condition(page: Page, one: Item) -> Iterator[Row]:
    condition = one.condition
    if condition is None:
        return
    short = replace(condition, text=cut(" ".join(condition.text.split()), SENTENCE))
    yield from rows(title(page, short))
    tone = Tone.ALERT if one.status in _TROUBLED else Tone.DIM
    said = " · ".join([*how(page, condition, one.status), *counted(page, one.tally)])
    yield from rows(page.text(said, first="    ", tone=tone))
    for duty in _near(one, page.today):
        yield from rows(dated(page, _short(duty)), duty)
    if condition.consequence:
        text = cut(" ".join(condition.consequence.split()), SENTENCE)
        yield from rows(page.text(page.say("review.consequence", text=text), first="    "))


def _near(one: Item, today: date) -> list[Obligation]:
    """The duty itself, some before it, and the next; without one the newest and the next."""
    due = [duty for duty in one.duties if duty.on <= today]
    ahead = [duty for duty in one.duties if duty.on > today][:1]
    here = next((n for n, duty in enumerate(due) if duty is one.duty), len(due) - 1)
    after = due[here + 1 :][:1] or ahead
    return [*due[max(here - EARLIER, 0) : here + 1], *after]


def _short(duty: Obligation) -> Obligation:
    """A duty whose reasons take one line each."""
    judged = duty.judgement
    if judged is None:
        return duty
    why, reference = (cut(" ".join(text.split()), 60) for text in (judged.why, judged.reference))
    return replace(duty, judgement=replace(judged, why=why, reference=reference))


def _rung(page: Page, one: Item) -> Iterator[Row]:
    step = one.rung
    if step is None:
        return
    said = _taken(page, one.agreement, step)
    yield from rows(page.text(said, first="  ─ ", tone=Tone.STRONG), step)
    yield from rows(page.text(cut(" ".join(step.text.split()), SENTENCE), first="    "))
    if one.waits:
        yield from rows(page.text(page.say("review.rung_over"), first="    ", tone=Tone.ALERT))


def _taken(page: Page, of: Agreement, step: LadderStep) -> str:
    """An open rung with its time to cure, and the day that was told where that moved."""
    told = {"rung": rung(page, of, step), "rung_on": step.on.isoformat(), "login": step.by}
    cure, first = cure_of(step, of), step.cure_until
    if cure is None or first is None:
        return page.say("review.rung", **told)
    told["cure_on"] = cure.isoformat()
    if cure == first:
        return page.say("review.rung_cure", **told)
    return page.say("review.rung_cure_moved", first_on=first.isoformat(), **told)


def _rests(page: Page, view: CaseView, one: Item) -> list[Line]:
    """Who or what judges it, where that is no person, and how the other agreement stands."""
    condition = one.condition
    if condition is None or condition.judge is Judge.PERSON:
        return []
    sparing = page.text(page.say("review.sparing"), first="    ") if one.duty else []
    if told := known(page, one.agreement, view.file.paid):
        sparing = [*page.text(told, first="    ", tone=Tone.ALERT), *sparing]
    other = next((a for a in view.file.agreements if a.id == condition.rests_on), None)
    if other is None:
        return page.text(page.say("review.no_key"), first="    ") + sparing
    state = f"state.{other.kind}.{other.state}"
    values = {"kind_word": f"kind.{other.kind}", "state_word": state}
    said = page.say("review.rests", state_on=other.state_on.isoformat(), **values)
    return page.text(said, first="    ") + sparing


def _around(page: Page, one: Item) -> list[Line]:
    """What stands beside it in the agreement: open rungs, and whether it stands still."""
    found: list[Line] = []
    for step in one.agreement.ladder:
        if step.outcome is None and step is not one.rung:
            text = _taken(page, one.agreement, step)
            found += page.text(text, first="    ", tone=Tone.ALERT)
    for stands in one.agreement.suspensions:
        if stands.since <= page.today <= stands.until:
            until = stands.until.isoformat()
            text = page.say("review.still", kind_word=f"suspension.{stands.kind}", until_on=until)
            found += page.text(text, first="    ", tone=Tone.ALERT)
    return found


def listing(
    page: Page, all_: Sequence[Item], at: int, later: Collection[object], room: int
) -> list[Line]:
    """The items around the one that is shown, one line each; nothing where there is no room."""
    if room < 3:
        return []
    size = min(room - 1, len(all_))
    begin = max(0, min(at - size // 2, len(all_) - size))
    return [
        (dim("─" * page.width),),
        *(
            fit(_brief(page, one, here=n == at, later=one.key in later), page.width)
            for n, one in enumerate(all_[begin : begin + size], begin)
        ),
    ]


def _brief(page: Page, one: Item, *, here: bool, later: bool) -> Line:
    mark = " ▶ " if here else "   "
    if one.rung is not None:
        what, day = rung(page, one.agreement, one.rung), page.day(one.rung.on)
        state = page.say("review.waits" if one.waits else "review.open")
    else:
        duty = one.duty
        what = _name(one)
        day = page.day(duty.on) if duty else ""
        state = page.say(f"duty.{duty.state}") if duty else page.say(f"condition.{one.status}")
    if later and one.waits:
        state = page.say("review.later")
    missed = one.duty.state in MISSED if one.duty else one.status in _TROUBLED
    bad = one.waits or missed
    tone = Tone.ALERT if bad else Tone.DIM
    return line(mark, pad(day, DAY), Span(pad(state, 26), tone), "  ", what)


def _name(one: Item) -> str:
    condition = one.condition
    if condition is None:
        return ""
    code = f"{condition.clause} " if condition.clause[:1] == "C" else ""
    return code + " ".join(condition.text[:SENTENCE].split())


class End(NamedTuple):
    """An agreement at the end of its file."""

    made: Agreement
    proposal: DecisionKind | None
    decided: Decision | None
    """What was decided about it since the review began."""


def closing(
    page: Page,
    ends: Sequence[End],
    all_: Sequence[Item],
    at: int,
    next_on: date,
) -> list[Line]:
    """The end of a file: how each condition goes, and what is decided or proposed."""
    found: list[Line] = []
    for number, end in enumerate(ends):
        one = end.made
        mark = " ▶ " if number == at and len(ends) > 1 else "   "
        state = page.say(f"state.{one.kind}.{one.state}")
        found.append(
            fit(
                (
                    Span(f"{mark}{page.say(f'kind.{one.kind}')}", Tone.HEADING),
                    dim(f" · {state} {page.day(one.state_on)}"),
                ),
                page.width,
            )
        )
        found += _conditions(page, [item for item in all_ if item.agreement.id == one.id])
        found += _decision(page, end, next_on)
    if not ends:
        found += page.empty("review.nothing_runs")
    waits = sum(1 for one in all_ if one.late)
    if waits:
        found += page.text(page.say("review.left", n=waits), first="   ", tone=Tone.ALERT)
    return found


def _conditions(page: Page, all_: Sequence[Item]) -> Iterator[Line]:
    """One line for each condition; those that go wrong first."""
    whole = {one.condition.id: one for one in all_ if one.condition is not None}
    for one in sorted(whole.values(), key=lambda one: one.status not in _TROUBLED):
        known = one.tally
        counted = page.say("condition.counted", met=known.met, missed=known.missed, open=known.open)
        tone = Tone.ALERT if one.status in _TROUBLED else Tone.DIM
        state = pad(page.say(f"condition.{one.status}"), 16)
        yield fit(
            line("     ", Span(state, tone), pad(counted, 34), "  ", dim(_name(one))), page.width
        )
    for one in all_:
        if one.rung is not None:
            yield fit(line("     ", Span(rung(page, one.agreement, one.rung), Tone.ALERT),
                           dim(f" {page.day(one.rung.on)}")), page.width)  # fmt: skip


def _decision(page: Page, end: End, next_on: date) -> list[Line]:
    """What was decided in this review, else what is proposed, or that somebody is to choose."""
    one, proposal, last = end
    if last is not None:
        on = last.next_review_on
        name = "review.decided_next" if on else "review.decided"
        word, next_day = f"decision.{last.kind}", on.isoformat() if on else None
        said = page.say(name, decision_word=word, login=last.by, next_on=next_day)
        return page.text(said, first="     ", tone=Tone.GOOD)
    if proposal is None and KINDS[one.kind].paid_state:
        return page.text(page.say("review.choose_unpaid"), first="     ", tone=Tone.ALERT)
    if proposal is None:
        ends = one.end_on.isoformat() if one.end_on else None
        return page.text(page.say("review.choose", end_on=ends), first="     ", tone=Tone.ALERT)
    word = f"decision.{proposal}"
    if proposal in OVER:
        said = page.say("review.proposed_over", decision_word=word)
    else:
        said = page.say("review.proposed", decision_word=word, next_on=next_on.isoformat())
    return page.text(said, first="     ", tone=Tone.STRONG)


def keys(page: Page, kind: str) -> list[Line]:
    """The decisions about an agreement of a kind, with their digits."""
    words = [
        f"{digit} {page.say(f'decision.{one}')}"
        for digit, one in enumerate(DecisionKind, 1)
        if one in KINDS[kind].decisions
    ]
    return [EMPTY, heading("   " + "   ".join(words)), *page.text(page.say("review.enter"))]
