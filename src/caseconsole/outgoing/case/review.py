"""The review in lines: one item with what is known of it, and all items."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from caseconsole.domain.agreement import (
    Agreement,
    Judge,
    LadderStep,
    Obligation,
)
from caseconsole.domain.judging import MISSED, open_rungs
from caseconsole.domain.losses import rested_on
from caseconsole.domain.moving import end_of
from caseconsole.domain.obligations import TROUBLED
from caseconsole.domain.review import Item
from caseconsole.outgoing.case.duties import counted, cure_told, dated, how, rung, title
from caseconsole.outgoing.case.page import DAY, Page
from caseconsole.outgoing.case.rows import Row, rows
from caseconsole.outgoing.case.terms import known, review_day, state_day
from caseconsole.outgoing.lines import Line, Span, Tone, cut, dim, fit, line, pad
from caseconsole.store.rows import CaseView

EARLIER = 4
"""The most duties before the one that is judged that are shown."""
SENTENCE = 160
"""The most characters of a condition or text that an item shows; the file shows all."""


def item(page: Page, view: CaseView, one: Item, room: int, earlier: int = EARLIER) -> list[Row]:
    """What is known of an item; the duty that it is about stands in its own row.

    So many earlier ones stand above it, and fewer where there is no room for them.
    """
    made = one.agreement
    found = [Row(fit(_agreement(page, made), page.width), made)]
    if one.rung is not None:
        found += _rung(page, one)
    elif one.condition is not None:
        found += _condition(page, one, earlier)
    found += rows([*_rests(page, view, one), *_around(page, one)])
    return item(page, view, one, room, earlier - 1) if len(found) > room and earlier else found


def _agreement(page: Page, made: Agreement) -> Line:
    state = page.say(f"state.{made.kind}.{made.state}")
    end_on = end_of(made)
    until = page.say("review.until", end_on=end_on.isoformat()) if end_on else ""
    asked = review_day(page, made)
    said = " · ".join(filter(None, (f" · {state} {page.day(state_day(made))}", until, asked)))
    return (Span(f" {page.say(f'kind.{made.kind}')}", Tone.HEADING), dim(said))


def _condition(page: Page, one: Item, earlier: int) -> Iterator[Row]:
    condition = one.condition
    if condition is None:
        return
    short = replace(condition, text=cut(" ".join(condition.text.split()), SENTENCE))
    yield from rows(title(page, short))
    tone = Tone.ALERT if one.status in TROUBLED else Tone.DIM
    said = " · ".join([*how(page, condition, one.status), *counted(page, condition, one.tally)])
    yield from rows(page.text(said, first="    ", tone=tone))
    for duty in _near(one, page.today, earlier):
        yield from rows(dated(page, _short(duty)), duty)
        if duty is one.duty and one.unshown:
            yield from rows(page.text(page.say("review.unshown"), first="    "))
    if condition.consequence:
        text = cut(" ".join(condition.consequence.split()), SENTENCE)
        yield from rows(page.text(page.say("review.consequence", text=text), first="    "))


def _near(one: Item, today: date, earlier: int) -> list[Obligation]:
    """The duty itself, some before it, and the next; without one the newest and the next."""
    due = [duty for duty in one.duties if duty.on <= today]
    ahead = [duty for duty in one.duties if duty.on > today][:1]
    here = next((n for n, duty in enumerate(due) if duty is one.duty), len(due) - 1)
    after = due[here + 1 :][:1] or ahead
    return [*due[max(here - earlier, 0) : here + 1], *after]


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
    ending, days = cure_told(of, step)
    told = {"rung": rung(page, of, step), "rung_on": step.on.isoformat(), "login": step.by}
    return page.say(f"review.rung{ending}", **told, **days)


def _rests(page: Page, view: CaseView, one: Item) -> list[Line]:
    """Who or what judges it, where that is no person, and how the other agreement stands."""
    condition = one.condition
    if condition is None or condition.judge is Judge.PERSON:
        return []
    sparing = page.text(page.say("review.sparing"), first="    ") if one.duty else []
    if told := known(page, one.agreement, view.file.paid):
        sparing = [*page.text(told, first="    ", tone=Tone.ALERT), *sparing]
    other = rested_on(condition, one.agreement, view.file.agreements, page.today)
    if other is None:
        return page.text(page.say("review.no_key"), first="    ") + sparing
    state = f"state.{other.kind}.{other.state}"
    values = {"kind_word": f"kind.{other.kind}", "state_word": state}
    said = page.say("review.rests", state_on=state_day(other).isoformat(), **values)
    return page.text(said, first="    ") + sparing


def _around(page: Page, one: Item) -> list[Line]:
    """What stands beside it in the agreement: open rungs, and whether it stands still."""
    found: list[Line] = []
    for step in open_rungs(one.agreement):
        if step is not one.rung:
            text = _taken(page, one.agreement, step)
            found += page.text(text, first="    ", tone=Tone.ALERT)
    return [*found, *still(page, one.agreement, "    ")]


def still(page: Page, made: Agreement, first: str) -> Iterator[Line]:
    """Why and until when an agreement stands still today."""
    for stands in made.suspensions:
        if stands.since <= page.today <= stands.until:
            until = stands.until.isoformat()
            text = page.say("review.still", kind_word=f"suspension.{stands.kind}", until_on=until)
            yield from page.text(text, first=first, tone=Tone.ALERT)


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
        what = named(one)
        day = page.day(duty.on) if duty else ""
        state = page.say(f"duty.{duty.state}") if duty else page.say(f"condition.{one.status}")
    if later and one.waits:
        state = page.say("review.later")
    missed = one.duty.state in MISSED if one.duty else one.status in TROUBLED
    bad = one.waits or missed
    tone = Tone.ALERT if bad else Tone.DIM
    return line(mark, pad(day, DAY), Span(pad(state, 26), tone), "  ", what)


def named(one: Item, day: str = "") -> str:
    """The condition of an item with its clause, and a day where that tells it from another."""
    condition = one.condition
    if condition is None:
        return ""
    code = condition.clause if condition.clause[:1] == "C" else ""
    return " ".join(filter(None, (code, day, *condition.text[:SENTENCE].split())))
