"""The texts of an agreement, filled in: confirmation, annex, cards and graduation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

from dateutil.relativedelta import relativedelta

from caseconsole.casework.papers import Sheet
from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Obligation,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import RENT_CLAUSES, SPARED, instalment
from caseconsole.domain.moving import (
    comes,
    cure_of,
    dropped,
    end_of,
    ends_by,
    falls,
    final_day,
    last_day,
    lasts_until,
)
from caseconsole.domain.obligations import obligations
from caseconsole.domain.recurrence import LAST_DAY, days, ends, recurrence
from caseconsole.locale import Speaker, speaker
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.lines import Line
from caseconsole.outgoing.paper_people import agreed_with, parties, people, signatures
from caseconsole.process.paragraphs import OPTIONAL, without

FAR = relativedelta(years=5)
"""How far ahead an agreement without an end is written out."""
EVALUATION = "C13"


def paper(sheet: Sheet, file: CaseFile, voice: Speaker, today: date) -> str:
    """The whole text; what people typed stands in it as they typed it."""
    values = _values(sheet, file, voice, today)
    absent = [name for name in OPTIONAL if not values.get(name)]
    return without(sheet.text, absent).format_map(values) + "\n"


def lines(page: Page, sheet: Sheet, file: CaseFile) -> list[Line]:
    """The same in lines, in its own language, to be read on a screen."""
    voice = speaker(sheet.lang, page.today)
    return page.text(paper(sheet, file, voice, page.today), first=" ")


def _values(sheet: Sheet, file: CaseFile, voice: Speaker, today: date) -> Mapping[str, str]:
    made = sheet.agreement
    due = _instalments(made, file, today)
    added, signing_on = _added(sheet, voice), sheet.signed_on or today
    return {
        "association": sheet.association,
        **people(file, voice, today),
        "parties": parties(sheet, file, voice, signing_on),
        "case": file.number,
        "today": _day(voice, today),
        "caller": sheet.caller,
        "start": _day(voice, made.start_on),
        "end": _day(voice, made.end_on) if made.end_on else "",
        "condition": _texts(sheet.met),
        "others": voice.say("paper.others") if sheet.others else "",
        "on": _day(voice, sheet.told.step.on if sheet.told else made.state_on),
        "agreed": agreed_with(sheet, file, voice, today),
        "debt": voice.money(_debt(sheet, due)),
        "schedule": _bullets(_falls_due(duty, voice) for duty in due),
        "total": voice.money(sum(duty.cents for duty in due if duty.state not in SPARED)),
        "misses": str(sheet.misses),
        "usual_rent": sheet.words(voice.say("paper.usual_rent")) if _asks_rent(made) else "",
        "payments": voice.say("paper.payments", n=sheet.misses),
        "form": sheet.form,
        "nature": sheet.nature,
        "on_breach": sheet.on_breach,
        "on_graduation": sheet.on_graduation,
        "breach_talk_wd": str(sheet.breach_talk_wd),
        "cure_cd": str(sheet.cure_cd),
        "period": _period(sheet, voice),
        "conditions": _conditions(_as_signed(sheet), voice),
        "evaluations": _evaluations(_as_signed(sheet).agreement, voice),
        "signatures": signatures(sheet, file, voice, signing_on),
        "added": added,
        "added_signatures": signatures(sheet, file, voice, today) if added else "",
        **_rung(sheet, voice),
    }


def _rung(sheet: Sheet, voice: Speaker) -> Mapping[str, str]:
    """What a rung of the ladder tells: about which condition, what was missed, until when."""
    told = sheet.told
    if told is None:
        return {}
    missed = [_bullets(_day(voice, day) for day in told.days)]
    if told.mended:
        missed.append(voice.say("paper.mended"))
    cure = cure_of(told.step, sheet.agreement)
    return {
        "condition": _texts(told.about),
        "missed": "\n".join(missed),
        "card_condition": _texts(told.card_about),
        "card_on": _day(voice, told.card.on) if told.card else "",
        "text": told.step.text,
        "cure_until": _day(voice, cure) if cure else "",
        "second": _decided(sheet.deciders, voice),
    }


def _decided(names: Sequence[str], voice: Speaker) -> str:
    """Who stood for a rung: one, or two."""
    one, *others = names or ("",)
    return voice.say("paper.two", one=one, other=others[0]) if others else one


def _instalments(made: Agreement, file: CaseFile, today: date) -> Sequence[Obligation]:
    """All that is paid off, to the last one, wherever it was moved.

    Where no last one was agreed it goes on as long as the debt that was named, and else for as far
    as a letter looks ahead.
    """
    paying = replace(made, conditions=tuple(filter(instalment, made.conditions)))
    ending = all(one.until or ends(one.rule) for one in paying.conditions)
    until = LAST_DAY if ending else (end_of(made) or made.start_on + FAR)
    found = obligations(paying, today, until, paid=file.paid, agreements=file.agreements)
    debt = made.terms.get("debt_cents")
    if ending or not isinstance(debt, int):
        return found
    asked = accumulate((0 if duty.state in SPARED else duty.cents for duty in found), initial=0)
    return [
        replace(duty, cents=min(duty.cents, debt - before))
        for duty, before in zip(found, asked, strict=False)
        if before < debt
    ]


def _falls_due(duty: Obligation, voice: Speaker) -> str:
    """The day and the sum of an instalment; that it need not be paid where it was let go."""
    asked = f"{_day(voice, duty.on)}: {voice.money(duty.cents)}"
    return voice.say("paper.let_go", what=asked) if duty.state in SPARED else asked


def _asks_rent(made: Agreement) -> bool:
    """Whether the rent is paid beside what is agreed."""
    return any(one.clause in RENT_CLAUSES and comes(one, made) for one in made.conditions)


def _debt(sheet: Sheet, due: Iterable[Obligation]) -> int:
    agreed = sheet.agreement.terms.get("debt_cents")
    return agreed if isinstance(agreed, int) else sum(duty.cents for duty in due)


def _as_signed(sheet: Sheet, added_on: date | None = None) -> Sheet:
    """The same with all days of the agreement as they were signed, whatever moved them since.

    What a person ended since names the day of that, and is left out where nothing of it was asked.

    Args:
        added_on: the day after the signing on which the conditions were added; None is at it.
    """
    made = sheet.agreement
    alone = tuple(_left(one, made) for one in _written(made) if one.added_on == added_on)
    signed = replace(made, conditions=alone, suspensions=(), judgements=())
    return replace(sheet, agreement=signed)


def _written(made: Agreement) -> Iterator[Condition]:
    """The conditions of which there is anything to sign."""
    return (one for one in made.conditions if not dropped(one, made))


def _left(one: Condition, made: Agreement) -> Condition:
    """A condition with the days that are left of it where a person ended it."""
    if one.ended_on is None:
        return one
    last = last_day(one, made) or one.first_on - timedelta(days=1)
    return replace(one, until=last, ended_on=ends_by(one, made))


def _added(sheet: Sheet, voice: Speaker) -> str:
    """The conditions that did not stand in what was signed, by the day on which they came."""
    days = sorted({one.added_on for one in _written(sheet.agreement) if one.added_on})
    return "\n".join(
        f"{_day(voice, day)}\n{_conditions(_as_signed(sheet, day), voice)}" for day in days
    )


def _period(sheet: Sheet, voice: Speaker) -> str:
    made = sheet.agreement
    end = _day(voice, made.end_on) if made.end_on else ""
    start = _day(voice, made.start_on)
    return voice.say("paper.period" if end else "paper.period_open", start=start, end=end)


def _conditions(sheet: Sheet, voice: Speaker) -> str:
    """Each condition as it is signed, with what shows it and what follows a breach.

    What is asked in the same words on several days stands there once, with its days.
    """
    made = sheet.agreement
    alike: dict[tuple[object, ...], list[Condition]] = {}
    for one in made.conditions:
        if not comes(one, made):
            continue
        same = (
            one.clause, one.text, one.rule, _last(one, made), one.cents, one.last_cents,
            one.evidence, one.consequence,
        )  # fmt: skip
        alike.setdefault(same, []).append(one)
    shown = []
    for n, (one, *more) in enumerate(alike.values(), 1):
        code = f"{one.clause}: " if one.clause[:1] == "C" else ""
        shown.append(f"{n}. {code}{one.text}")
        shown.append("   " + _shows([one, *more], sheet, voice))
        if one.consequence:
            shown.append(f"   {one.consequence}")
    return "\n".join(shown)


def _texts(conditions: Iterable[Condition]) -> str:
    """What conditions ask, each sentence once."""
    return _bullets(dict.fromkeys(one.text for one in conditions))


def _shows(alike: Sequence[Condition], sheet: Sheet, voice: Speaker) -> str:
    """On which days conditions fall due, what is paid then, and what shows that they were met."""
    one = alike[0]
    last = _last(one, sheet.agreement)
    often = sheet.cadences.get(one.id, "")
    when = [_day(voice, each.first_on) for each in alike]
    when += [often, *_ending(one, last, voice), *_paid(one, last, voice, once=len(alike) == 1)]
    return voice.say(
        "paper.condition" if often else "paper.condition_once",
        when=", ".join(filter(None, when)),
        evidence=sheet.words(voice.say(f"evidence.{one.evidence}")),
    )


def _last(one: Condition, made: Agreement) -> date | None:
    """The last day of what comes again and again, by its number of times, as agreed or ended."""
    if not one.rule or one.ended_on:
        return one.ended_on if one.rule else None
    return (last_day(one, made) if ends(one.rule) else None) or lasts_until(one, made)


def _ending(one: Condition, last: date | None, voice: Speaker) -> Iterator[str]:
    """How many times it comes and through when, where that was agreed."""
    if last is None:
        return
    if "COUNT" in recurrence(one.rule):
        through = min(last, one.until or last)
        yield voice.say("paper.times", n=len(days(one.rule, one.first_on, through)))
    yield voice.say("paper.through", last=_day(voice, last))


def _paid(one: Condition, last: date | None, voice: Speaker, *, once: bool) -> Iterator[str]:
    """What is to be paid each time, and the last time where that differs."""
    if not one.rule:
        cents = one.last_cents or one.cents
        said = voice.money(cents) if once else voice.say("paper.each_time", each_cents=cents)
        yield said if cents else ""
    elif one.cents:
        yield voice.say("paper.each_time", each_cents=one.cents)
        if one.last_cents and not one.ended_on and last == final_day(one):
            yield voice.say("paper.last_time", last_cents=one.last_cents)


def _evaluations(made: Agreement, voice: Speaker) -> str:
    """The days of the talks, which stand in a draft before anybody owes them (R74)."""
    until = end_of(made) or made.start_on + FAR
    days = sorted(
        on
        for one in made.conditions
        if one.clause == EVALUATION
        for _, on in falls(one, made, until)
    )
    shown = [_day(voice, on) for on in days]
    return _bullets(shown) if shown else voice.say("paper.no_evaluation")


def _bullets(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _day(voice: Speaker, day: date) -> str:
    """A day with its year, for a paper that is kept."""
    return voice.day(day, date.min)
