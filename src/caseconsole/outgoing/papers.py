"""The texts of an agreement, filled in: confirmation, annex, cards and graduation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate

from dateutil.relativedelta import relativedelta

from caseconsole.casework.papers import Sheet
from caseconsole.domain.agreement import Agreement, Condition, Obligation
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import SPARED, instalment
from caseconsole.domain.missed import missed
from caseconsole.domain.moving import comes, cure_of, end_of, falls
from caseconsole.domain.names import formal
from caseconsole.domain.obligations import obligations
from caseconsole.domain.people import renting
from caseconsole.domain.recurrence import LAST_DAY, ends
from caseconsole.locale import Speaker, speaker
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.lines import Line

FAR = relativedelta(years=5)
"""How far ahead an agreement without an end is written out."""
EVALUATION = "C13"
_LINE = "_" * 30


def paper(sheet: Sheet, file: CaseFile, voice: Speaker, today: date) -> str:
    """The whole text; what people typed stands in it as they typed it.

    The paragraph about what was missed is left out where nothing was.
    """
    values = _values(sheet, file, voice, today)
    parts = sheet.text.strip().split("\n\n")
    said = [part for part in parts if "{missed}" not in part or values.get("missed")]
    return "\n\n".join(said).format_map(values) + "\n"


def lines(page: Page, sheet: Sheet, file: CaseFile) -> list[Line]:
    """The same in lines, in its own language, to be read on a screen."""
    voice = speaker(sheet.lang, page.today)
    return page.text(paper(sheet, file, voice, page.today), first=" ")


def _values(sheet: Sheet, file: CaseFile, voice: Speaker, today: date) -> Mapping[str, str]:
    made = sheet.agreement
    until = end_of(made) or made.start_on + FAR
    due = _instalments(made, file, today)
    return {
        "association": sheet.association,
        "name": " & ".join(_names(file, today)),
        "address": _address(file),
        "case": file.number,
        "today": _day(voice, today),
        "caller": sheet.caller,
        "start": _day(voice, made.start_on),
        "end": _day(voice, made.end_on) if made.end_on else "",
        "condition": _texts(sheet.met),
        "on": _day(voice, sheet.step.on if sheet.step else made.state_on),
        "debt": voice.money(_debt(sheet, due)),
        "schedule": _bullets(_falls_due(duty, voice) for duty in due),
        "total": voice.money(sum(duty.cents for duty in due if duty.state not in SPARED)),
        "misses": str(sheet.misses),
        "form": sheet.form,
        "nature": sheet.nature,
        "on_breach": sheet.on_breach,
        "on_graduation": sheet.on_graduation,
        "breach_talk_wd": str(sheet.breach_talk_wd),
        "cure_cd": str(sheet.cure_cd),
        "period": _period(sheet, voice),
        "conditions": _conditions(sheet, voice),
        "evaluations": _evaluations(made, until, voice),
        "signatures": _signatures(sheet, file, today),
        **_rung(sheet, file, voice, today),
    }


def _rung(sheet: Sheet, file: CaseFile, voice: Speaker, today: date) -> Mapping[str, str]:
    """What a rung of the ladder tells: about which condition, what was missed, until when."""
    step = sheet.step
    if step is None:
        return {}
    about = [one for one in sheet.agreement.conditions if step.condition in {None, one.id}]
    cure = cure_of(step, sheet.agreement)
    misses = missed(file, sheet.agreement, about, today)
    days = [_day(voice, day) for day in sorted({duty.on for duty in misses}) if day <= step.on]
    return {
        "condition": _texts(about),
        "missed": _bullets(days),
        "text": step.text,
        "cure_until": _day(voice, cure) if cure else "",
        "second": " + ".join(filter(None, (step.by, step.second))),
    }


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


def _debt(sheet: Sheet, due: Iterable[Obligation]) -> int:
    agreed = sheet.agreement.terms.get("debt_cents")
    return agreed if isinstance(agreed, int) else sum(duty.cents for duty in due)


def _period(sheet: Sheet, voice: Speaker) -> str:
    made = sheet.agreement
    end = _day(voice, made.end_on) if made.end_on else ""
    start = _day(voice, made.start_on)
    return voice.say("paper.period" if end else "paper.period_open", start=start, end=end)


def _conditions(sheet: Sheet, voice: Speaker) -> str:
    """Each condition as it is signed, with what shows it and what follows a breach.

    What is asked in the same words on several days stands there once, with its days.
    """
    alike: dict[tuple[str, ...], list[Condition]] = {}
    for one in sheet.agreement.conditions:
        if not comes(one, sheet.agreement):
            continue
        same = one.clause, one.text, one.rule, one.evidence, one.consequence
        alike.setdefault(same, []).append(one)
    shown = []
    for n, (one, *more) in enumerate(alike.values(), 1):
        code = f"{one.clause}: " if one.clause[:1] == "C" else ""
        shown.append(f"{n}. {code}{one.text}")
        shown.append("   " + _shows([one, *more], sheet.cadences.get(one.id, ""), voice))
        if one.consequence:
            shown.append(f"   {one.consequence}")
    return "\n".join(shown)


def _texts(conditions: Iterable[Condition]) -> str:
    """What conditions ask, each sentence once."""
    return _bullets(dict.fromkeys(one.text for one in conditions))


def _shows(alike: Sequence[Condition], often: str, voice: Speaker) -> str:
    """On which days conditions fall due and what shows that they were met."""
    one = alike[0]
    return voice.say(
        "paper.condition" if often else "paper.condition_once",
        often=often,
        evidence_word=f"evidence.{one.evidence}",
        first=", ".join(_day(voice, each.first_on) for each in alike),
    )


def _evaluations(made: Agreement, until: date, voice: Speaker) -> str:
    """The days of the talks, which stand in a draft before anybody owes them (R74)."""
    days = sorted(
        on
        for one in made.conditions
        if one.clause == EVALUATION
        for _, on in falls(one, made, until)
    )
    shown = [_day(voice, on) for on in days]
    return _bullets(shown) if shown else voice.say("paper.no_evaluation")


def _signatures(sheet: Sheet, file: CaseFile, today: date) -> str:
    """A line for everybody who signs; by name, so that nobody is called what he is not (R77)."""
    names = {"landlord": [sheet.association], "tenant": _names(file, today)}
    made = sheet.agreement
    names["provider"] = [made.partner or str(made.terms.get("provider") or _LINE)]
    signing = [name for who in sheet.signatories for name in names.get(who, [])]
    return "\n\n".join(f"{name}: {_LINE}" for name in signing)


def _names(file: CaseFile, today: date) -> list[str]:
    people = (party.person for party in renting(file.parties, today))
    return [formal(person.initials, person.prefix, person.surname) for person in people]


def _address(file: CaseFile) -> str:
    lease = file.lease
    town = " ".join(filter(None, (lease.postcode, lease.town)))
    return ", ".join(filter(None, (lease.address, town)))


def _bullets(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _day(voice: Speaker, day: date) -> str:
    """A day with its year, for a paper that is kept."""
    return voice.day(day, date.min)
