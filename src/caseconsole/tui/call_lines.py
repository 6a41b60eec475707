"""The call card as drawn lines: above who and what to say, below what to fill in."""

from collections.abc import Collection, Iterable, Sequence

from caseconsole.casework.calling import Guide
from caseconsole.domain.contact import Channel, OfferKind, Whom, answered
from caseconsole.domain.message import Refused
from caseconsole.domain.people import LeaseParty, RepresentativeKind
from caseconsole.outgoing.case.agreed import EVERY_KIND, acting
from caseconsole.outgoing.case.header import (
    administrator_word,
    administrators,
    header,
    name,
    owed,
    tenants,
)
from caseconsole.outgoing.case.overview import mind
from caseconsole.outgoing.case.page import Page, phone
from caseconsole.store.rows import CaseView
from caseconsole.tui.call_sheet import (
    AMOUNT,
    BACK,
    DAY,
    HELP,
    OFFERS,
    REASONS,
    SAID,
    CallSheet,
)
from caseconsole.tui.call_words import title, words
from caseconsole.tui.moments import ANSWERING
from caseconsole.tui.text import EMPTY, Line, Span, cut, line, pad, width, wrap
from caseconsole.tui.widgets.lines import Drawn

LEAST_ROWS = 9
"""How many lines what is to be filled in takes at least, so that little moves while it is."""
LEAST_WORDS = 3
"""How many lines of the words and their title are to be in sight."""
AROUND = 4
"""The lines of a card beside its two parts: header, the rule between them, status, footer."""
CARD_LABEL = 14
"""The cells that the labels take."""
_LEADING = frozenset({RepresentativeKind.ADMINISTRATOR})
_OTHERS = EVERY_KIND - _LEADING
WHOM_KEYS = (
    ("b", Whom.ADMINISTRATOR), ("t", Whom.TENANT), ("a", Whom.OTHER_ADULT), ("v", Whom.VOICEMAIL),
    ("g", Whom.NO_ANSWER), ("w", Whom.WRONG_NUMBER),
)  # fmt: skip


def reach_lines(
    page: Page, view: CaseView, guide: Guide, sheet: CallSheet, room: int
) -> list[Drawn]:
    """Who to call and where, what to mind, what was said last, and the words of this moment.

    In a `room` of lines too small for the words, the last contact and who else acts for a tenant
    than an administrator come below them.
    """
    on_phone = sheet.channel is Channel.PHONE
    head = title(page, guide, sheet) if on_phone else page.say(f"channel.{sheet.channel}.out")
    told, style = _language(page, guide, sheet)
    lead = line(Span(head if on_phone else head.capitalize(), "head"))
    beside = not style and width(head) + width(told) + 2 <= page.width
    spoken = [line(Span(row, style)) for row in wrap(told, page.width)]
    first = (*lead, Span(f"  {told}")) if beside else lead
    script = [first, *words(page, view, guide, sheet)]

    def above(kinds: Collection[RepresentativeKind]) -> list[Drawn]:
        minded = [*owed(page, view), *mind(page, view, kinds)]
        return [header(page, view)[0], *minded, *([] if beside else spoken), *_numbers(page, view)]

    known = [*above(EVERY_KIND), *_last(page, view)]
    if len(known) + LEAST_WORDS <= room:
        return [*known, *script]
    others = acting(page, view, tenants(page, view), _OTHERS)
    return [*above(_LEADING), *script, *others, *_last(page, view)]


def _language(page: Page, guide: Guide, sheet: CallSheet) -> tuple[str, str]:
    """In which language the talk is, what F3 makes of it, and the style of that."""
    if not guide.foreign:
        return "", ""
    if sheet.theirs:
        id_ = "call.spoken" if guide.spoken else "call.by_interpreter"
    elif guide.spoken:
        id_ = "call.in_dutch"
    else:
        id_ = "call.shares_dutch" if guide.dutch else "call.not_spoken"
    told = page.say(id_, language=page.speaker.language(guide.language))
    return told, "warn" if id_ == "call.not_spoken" else ""


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
    whom = page.say(f"whom.{answered(last.whom, last.channel)}")
    words = f"{page.instant(last.at)} {whom} ({last.by}){said}"
    return [line(" ", Span(cut(words.replace("\n", " ⏎ "), page.width - 2), "dim"))]


def rule(page: Page, sheet: CallSheet, *, more: bool, restored: bool) -> Drawn:
    """What parts the words from what is filled in.

    Args:
        more: whether more words stand below those in sight.
        restored: whether what is filled in comes from a draft.
    """
    parts = [
        page.say(f"call.channel.{sheet.channel}"),
        page.say("call.draft") if restored else "",
        page.say("screen.more") if more else "",
    ]
    return line(Span(f"──{'──'.join(filter(None, parts))}".ljust(page.width, "─"), "dim"))


def sheet_rows(page: Page, view: CaseView, sheet: CallSheet) -> list[Drawn]:
    """What is to be filled in, `LEAST_ROWS` lines or more."""
    drawn = [
        *_whom(page, view, sheet),
        *_identity(page, view, sheet),
        *_reasons(page, sheet),
        _kind(page, sheet),
        _promise(page, sheet),
        *_help(page, sheet),
        _back(page, sheet),
        *_said(page, sheet),
        *_next(page, view, sheet),
    ]
    return drawn + [EMPTY] * (LEAST_ROWS - len(drawn))


def _row(page: Page, label: str, *parts: str | Span, at: bool = False) -> Drawn:
    mark = "▶ " if at else "  "
    words = pad(cut(mark + page.say(label), CARD_LABEL - 1) if label else "", CARD_LABEL)
    return line(Span(words, "bold" if at else "dim"), *parts)


def _choices(options: list[tuple[str, str, bool]]) -> list[Line]:
    """Keys and words, the chosen ones marked by brackets and weight."""
    return [
        line(
            Span(f"[{key}]" if chosen else f" {key} ", "key"),
            Span(f"{words} ", "bold" if chosen else ""),
        )
        for key, words, chosen in options
    ]


def _flow(page: Page, label: str, units: Iterable[Line], *, at: bool = False) -> list[Drawn]:
    """Pieces beside a label, on as many rows as they need."""
    rows: list[list[Span]] = [[]]
    left = page.width - CARD_LABEL
    for unit in units:
        size = width("".join(span.text for span in unit).rstrip())
        if size > left and rows[-1]:
            rows.append([])
            left = page.width - CARD_LABEL
        rows[-1] += unit
        left -= sum(width(span.text) for span in unit)
    return [_row(page, "" if n else label, *row, at=at and not n) for n, row in enumerate(rows)]


def _whom(page: Page, view: CaseView, sheet: CallSheet) -> list[Drawn]:
    acting = bool(administrators(page, view))
    options = [
        (key, page.say(f"whom_short.{answered(whom, sheet.channel)}"), sheet.whom is whom)
        for key, whom in WHOM_KEYS
        if whom in ANSWERING[sheet.channel] and (whom is not Whom.ADMINISTRATOR or acting)
    ]
    units = _choices(options)
    if sheet.administered and sheet.whom is Whom.TENANT:
        units.append(line(Span(page.say("call.administered"), "warn")))
    return _flow(page, "call.whom", units)


def _identity(page: Page, view: CaseView, sheet: CallSheet) -> list[Drawn]:
    if sheet.whom is not None and not sheet.reached:
        return [_row(page, "call.identity", Span(page.say("call.say_nothing"), "warn"))]
    box = Span(f"{'[x]' if sheet.identity else '[ ]'} Enter  ", "key")
    if sheet.asked is Whom.ADMINISTRATOR:
        asked = [_acts_for(page, one.name, party) for one, party in administrators(page, view)]
    else:
        asked = [row for one in tenants(page, view) for row in _born(page, one, sheet.channel)]
    first, *others = asked or [""]
    under = Span(" " * width(box.text))
    more = [_row(page, "", under, Span(row)) for row in others]
    return [_row(page, "call.identity", box, Span(first)), *more]


def _born(page: Page, party: LeaseParty, channel: Channel) -> list[str]:
    """By what a tenant is known: the birth date, or else what can be compared where they are.

    On as many rows as it takes, the name first and whole where a row has room for it.
    """
    room = page.width - CARD_LABEL - 12
    born, who = party.person.birth_date, cut(name(party), room - 1)
    unknown = "call.birth_unknown_door" if channel is Channel.VISIT else "call.birth_unknown"
    known = page.say("call.born", name=who, born=f"{born:%d-%m-%Y}") if born else ""
    return wrap(known or page.say(unknown, name=who), room)


def _acts_for(page: Page, who: str, party: LeaseParty) -> str:
    room = page.width - CARD_LABEL - 12 - width(page.say("call.acts_for", name="", tenant=""))
    tenant = cut(name(party), room // 2)
    return page.say("call.acts_for", name=cut(who, room - width(tenant)), tenant=tenant)


def _reasons(page: Page, sheet: CallSheet) -> list[Drawn]:
    options = [
        (str((index + 1) % 10), page.say(f"reason_short.{code}"), sheet.reason is code)
        for index, code in enumerate(REASONS)
    ]
    return _flow(page, "call.reason", _choices(options))


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


def _help(page: Page, sheet: CallSheet) -> list[Drawn]:
    at = sheet.at == HELP
    if not at and not sheet.help:
        return [
            _row(page, "call.help", Span(" O ", "key"), Span(page.say("call.help_hint"), "dim"))
        ]
    options = [
        (str(index + 1), _helped(page, sheet, kind), kind in sheet.help)
        for index, kind in enumerate(OFFERS)
        if at or kind in sheet.help
    ]
    return _flow(page, "call.help", _choices(options), at=at)


def _helped(page: Page, sheet: CallSheet, kind: OfferKind) -> str:
    answer = sheet.help.get(kind)
    words = page.say(f"offer_short.{kind}")
    return f"{words}: {page.say(f'answer_short.{answer}')}" if answer else words


def _back(page: Page, sheet: CallSheet) -> Drawn:
    if sheet.calling_back:
        room = page.width - CARD_LABEL - 1
        day_line = sheet.back.lines(page.speaker, room, active=sheet.at == BACK)[0]
        return _row(page, "call.back", " ", *day_line, at=sheet.at == BACK)
    hint = page.say("call.back_hint", day=sheet.back.hint(page.speaker))
    return _row(page, "call.back", Span(" z ", "key"), Span(hint, "dim"))


def _said(page: Page, sheet: CallSheet) -> list[Drawn]:
    at = sheet.at == SAID
    if not at and not sheet.said.text:
        return [
            _row(page, "call.said", Span(" o ", "key"), Span(page.say("call.said_hint"), "dim"))
        ]
    rows = sheet.said.lines(page.speaker, page.width - CARD_LABEL - 1, active=at)
    rows = rows if at else [row for row in rows if row] or [EMPTY]
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
    """What follows of itself: the promise is looked at, or what the step of the day proposes."""
    seeking = next((due for due in view.dues if due.claim in {"call", "visit"}), None)
    if sheet.promising:
        words = _looked_at(page, sheet)
    elif sheet.whom is Whom.WRONG_NUMBER:
        words = page.say("call.next_wrong_number")
    elif sheet.whom is None or sheet.reached or seeking is None:
        return []
    else:
        words = page.say(seeking.next)
    rows = wrap(words, page.width - CARD_LABEL - 2)
    return _flow(page, "call.next", [line(Span(f" {row}", "dim")) for row in rows])
