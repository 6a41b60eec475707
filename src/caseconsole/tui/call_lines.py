"""The call card as drawn lines: above who and what to say, below what to fill in."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from caseconsole.casework.calling import OWN_LANGUAGE, Guide
from caseconsole.domain.contact import Channel, OfferKind, Whom
from caseconsole.domain.message import Refused
from caseconsole.domain.money import euros
from caseconsole.locale import LANGUAGES, speaker
from caseconsole.outgoing.case.header import (
    administrator_word,
    administrators,
    header,
    name,
    tenants,
)
from caseconsole.outgoing.case.overview import mind
from caseconsole.outgoing.case.page import Page, phone
from caseconsole.store.rows import CaseView
from caseconsole.tui.call_sheet import (
    AMOUNT,
    ANSWERING,
    BACK,
    DAY,
    HELP,
    OFFERS,
    REASONS,
    SAID,
    CallSheet,
)
from caseconsole.tui.text import EMPTY, Line, Span, cut, line, pad, width, wrap
from caseconsole.tui.widgets.lines import Drawn

SHEET_HEIGHT = 11
"""How many lines what is to be filled in takes."""
CARD_LABEL = 14
"""The cells that the labels take."""
WHOM_KEYS = (
    ("t", Whom.TENANT), ("a", Whom.OTHER_ADULT), ("v", Whom.VOICEMAIL), ("g", Whom.NO_ANSWER),
    ("w", Whom.WRONG_NUMBER), ("b", Whom.ADMINISTRATOR),
)  # fmt: skip


def reach_lines(
    page: Page, view: CaseView, guide: Guide, sheet: CallSheet, tag: str
) -> list[Drawn]:
    """Who to call and where, what to mind, what was said last, and the words of this moment."""
    return [
        header(page, view)[0],
        header(page, view)[2],
        *mind(page, view),
        *_numbers(page, view),
        *_last(page, view),
        *(
            _script(page, view, guide, sheet, tag)
            if sheet.channel is Channel.PHONE
            else _manners(page, sheet)
        ),
    ]


def _numbers(page: Page, view: CaseView) -> list[Drawn]:
    """Each tenant with their numbers, an administrator above whom they act for (R06)."""
    drawn: list[Drawn] = []
    acting = administrators(page, view)
    for party in tenants(page, view):
        for one, of in acting:
            if of is party:
                word = administrator_word(page, view, party)
                drawn.append(_reached_by(page, one.name, word, [one.phone]))
        numbers = [one.number for one in party.person.phones]
        role = page.say(f"party.{party.role}")
        drawn.append(_reached_by(page, name(party), role, numbers))
    return drawn


def _reached_by(page: Page, who: str, role: str, numbers: Sequence[str]) -> Drawn:
    shown = "  ".join(map(phone, filter(None, numbers))) or page.say("contact.no_number")
    role = cut(role, page.width // 2)
    room = page.width - width(shown) - width(role) - 8
    return line(" ☎ ", Span(shown, "bold"), f"  {cut(who, max(room, 8))} ({role})")


def _last(page: Page, view: CaseView) -> list[Drawn]:
    """The last contact in one line: when, who it was, and what was said."""
    if not view.file.contacts:
        return [line(Span(" " + page.say("contact.none"), "dim"))]
    last = view.file.contacts[-1]
    said = f": {last.said}" if last.said else ""
    words = f"{page.instant(last.at)} {page.say(f'whom.{last.whom}')} ({last.by}){said}"
    return [line(" ", Span(cut(words.replace("\n", " ⏎ "), page.width - 2), "dim"))]


def _script(page: Page, view: CaseView, guide: Guide, sheet: CallSheet, tag: str) -> list[Drawn]:
    there = tag if sheet.situation in guide.scripts.get(tag, {}) else OWN_LANGUAGE
    title = page.say(
        "call.script",
        situation_word=f"script.{sheet.situation}",
        language=page.speaker.language(there),
    )
    spoken = page.say(
        "call.spoken" if guide.spoken else "call.not_spoken",
        language=page.speaker.language(guide.language),
    )
    text = script(page, view, guide, sheet, there)
    rows = [line(Span(row, "bold")) for row in wrap(text, page.width)]
    lead = line(Span(title, "head"), "  ", Span(spoken, "" if guide.spoken else "warn"))
    return [lead, *rows]


def _manners(page: Page, sheet: CallSheet) -> list[Drawn]:
    """What to do where people stand before each other; the scripts are for the phone."""
    rows = wrap(page.say(f"call.words.{sheet.channel}"), page.width)
    title = page.say(f"channel.{sheet.channel}.out")
    return [line(Span(title.capitalize(), "head")), *(line(Span(row, "bold")) for row in rows)]


def script(page: Page, view: CaseView, guide: Guide, sheet: CallSheet, tag: str) -> str:
    """The words of this moment in a script language, with names, amounts and days filled in."""
    standing = view.file.standing
    cents, day = _promised(sheet, standing.arrears, guide.promise_on)
    said = {
        "caller": guide.caller,
        "association": guide.association,
        "phone": f"[{page.say('call.own_number')}]",
        "amount": euros(cents),
        "day": _said_day(day, tag, page.today),
        "month": _said_month(standing.missed_on or page.today, tag),
    }
    return guide.scripts[tag][sheet.situation].format_map(said)


def _promised(sheet: CallSheet, cents: int, day: date) -> tuple[int, date]:
    """The amount and day on the card as far as they are understood, else those proposed."""
    if sheet.promising:
        with suppress(Refused):
            cents = sheet.amount.cents
        with suppress(Refused):
            day = sheet.day.day
    return cents, day


def _said_day(day: date, tag: str, today: date) -> str:
    return speaker(tag).day(day, today) if tag in LANGUAGES else f"{day.day}-{day.month}-{day.year}"


def _said_month(day: date, tag: str) -> str:
    if tag in LANGUAGES:
        return f"{speaker(tag).say(f'month.{day.month}')} {day.year}"
    return f"{day.month}-{day.year}"


def sheet_lines(page: Page, view: CaseView, sheet: CallSheet, *, more: bool) -> list[Drawn]:
    """What is to be filled in, always `SHEET_HEIGHT` lines; `more` says that words stand above."""
    hint = page.say("call.more") if more else ""
    channel = page.say(f"call.channel.{sheet.channel}")
    drawn = [
        line(Span(f"──{channel}──{hint}".ljust(page.width, "─"), "dim")),
        _whom(page, view, sheet),
        _identity(page, view, sheet),
        *_reasons(page, sheet),
        _kind(page, sheet),
        _promise(page, sheet),
        _help(page, sheet),
        _back(page, sheet),
        *_said(page, sheet),
        *_next(page, view, sheet),
    ]
    return (drawn + [EMPTY] * SHEET_HEIGHT)[:SHEET_HEIGHT]


def _row(page: Page, label: str, *parts: str | Span, at: bool = False) -> Drawn:
    mark = "▶ " if at else "  "
    words = pad(cut(mark + page.say(label), CARD_LABEL - 1) if label else "", CARD_LABEL)
    return line(Span(words, "bold" if at else "dim"), *parts)


def _choices(options: list[tuple[str, str, bool]]) -> list[Span]:
    """Keys and words, the chosen ones marked by brackets and weight."""
    spans: list[Span] = []
    for key, words, chosen in options:
        spans.append(Span(f"[{key}]" if chosen else f" {key} ", "key"))
        spans.append(Span(f"{words} ", "bold" if chosen else ""))
    return spans


def _whom(page: Page, view: CaseView, sheet: CallSheet) -> Drawn:
    acting = bool(administrators(page, view))
    options = [
        (key, page.say(_whom_word(whom, sheet.channel)), sheet.whom is whom)
        for key, whom in WHOM_KEYS
        if whom in ANSWERING[sheet.channel] and (whom is not Whom.ADMINISTRATOR or acting)
    ]
    return _row(page, "call.whom", *_choices(options))


def _whom_word(whom: Whom, channel: Channel) -> str:
    nobody_home = whom is Whom.NO_ANSWER and channel is Channel.VISIT
    return "whom_short.nobody_home" if nobody_home else f"whom_short.{whom}"


def _identity(page: Page, view: CaseView, sheet: CallSheet) -> Drawn:
    if sheet.whom is not None and not sheet.reached:
        return _row(page, "call.identity", Span(page.say("call.say_nothing"), "warn"))
    born = [
        page.say("call.born", name=name(party), born=f"{party.person.birth_date:%d-%m-%Y}")
        for party in tenants(page, view)
        if party.person.birth_date is not None
    ]
    box = "[x] " if sheet.identity else "[ ] "
    asked = " · ".join(born)
    return _row(page, "call.identity", Span(f"{box}Enter  ", "key"), Span(asked))


def _reasons(page: Page, sheet: CallSheet) -> list[Drawn]:
    options = [
        (str((index + 1) % 10), page.say(f"reason_short.{code}"), sheet.reason is code)
        for index, code in enumerate(REASONS)
    ]
    half = len(options) // 2
    return [
        _row(page, "call.reason", *_choices(options[:half])),
        _row(page, "", *_choices(options[half:])),
    ]


def _kind(page: Page, sheet: CallSheet) -> Drawn:
    if sheet.reason is None:
        return _row(page, "call.kind", Span(" s ", "key"), Span(page.say("call.kind_hint"), "dim"))
    words = "call.structural" if sheet.structural else "call.once"
    return _row(page, "call.kind", Span(" s ", "key"), Span(page.say(words), "bold"))


def _promise(page: Page, sheet: CallSheet) -> Drawn:
    if not sheet.promising:
        day = sheet.day.hint(page.speaker)
        hint = page.say("call.promise_hint", amount=sheet.amount.text or "–", day=day)
        return _row(page, "call.promise", Span(" p ", "key"), Span(hint, "dim"))
    amount = sheet.amount.lines(page.speaker, 14, active=sheet.at == AMOUNT)[0]
    by = Span(f"  {page.say('call.by')} ", "dim")
    day_room = page.width - CARD_LABEL - 26
    day_line = sheet.day.lines(page.speaker, day_room, active=sheet.at == DAY)[0]
    at = sheet.at in {AMOUNT, DAY}
    return _row(page, "call.promise", Span("€ ", "dim"), *_fill(amount, 14), by, *day_line, at=at)


def _fill(spans: Line, cells: int) -> Line:
    used = sum(width(span.text) for span in spans)
    return (*spans, Span(" " * (cells - used)))


def _help(page: Page, sheet: CallSheet) -> Drawn:
    at = sheet.at == HELP
    if not at and not sheet.help:
        return _row(page, "call.help", Span(" O ", "key"), Span(page.say("call.help_hint"), "dim"))
    options = [
        (str(index + 1), _helped(page, sheet, kind), kind in sheet.help)
        for index, kind in enumerate(OFFERS)
        if at or kind in sheet.help
    ]
    return _row(page, "call.help", *_choices(options), at=at)


def _helped(page: Page, sheet: CallSheet, kind: OfferKind) -> str:
    answer = sheet.help.get(kind)
    words = page.say(f"offer_short.{kind}")
    return f"{words}: {page.say(f'answer_short.{answer}')}" if answer else words


def _back(page: Page, sheet: CallSheet) -> Drawn:
    if sheet.calling_back:
        room = page.width - CARD_LABEL - 1
        day_line = sheet.back.lines(page.speaker, room, active=sheet.at == BACK)[0]
        return _row(page, "call.back", " ", *day_line, at=sheet.at == BACK)
    day = sheet.back.hint(page.speaker)
    return _row(
        page, "call.back", Span(" z ", "key"), Span(page.say("call.back_hint", day=day), "dim")
    )


def _said(page: Page, sheet: CallSheet) -> list[Drawn]:
    at = sheet.at == SAID
    if not at and not sheet.said.text:
        return [
            _row(page, "call.said", Span(" o ", "key"), Span(page.say("call.said_hint"), "dim"))
        ]
    rows = sheet.said.lines(page.speaker, page.width - CARD_LABEL - 1, active=at)
    first, *others = rows
    return [
        _row(page, "call.said", " ", *first, at=at),
        *((Span(" " * (CARD_LABEL + 1)), *row) for row in others),
    ]


def _looked_at(page: Page, sheet: CallSheet) -> str:
    try:
        sheet.day.check()
    except Refused as refusal:
        return page.say(refusal.why)
    return page.say("call.next_promise", day=sheet.day.hint(page.speaker))


def _next(page: Page, view: CaseView, sheet: CallSheet) -> list[Drawn]:
    """What follows of itself: the promise is looked at, or what the step proposes."""
    lead = next((due for due in view.dues if due.lead), None)
    if sheet.promising:
        words = _looked_at(page, sheet)
    elif lead is None or sheet.reached:
        return []
    else:
        words = page.say(lead.next)
    return [_row(page, "call.next", Span(f" {cut(words, page.width - CARD_LABEL - 2)}", "dim"))]
