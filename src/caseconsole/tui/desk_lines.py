"""The arrangement desk as drawn lines: what is filled in, what it comes to, month beside month."""

from collections.abc import Sequence

from caseconsole.casework.arranging import Desk
from caseconsole.casework.proposing import Fit, LimitCheck, Proposal
from caseconsole.domain.message import Refused
from caseconsole.domain.money import number
from caseconsole.domain.people import Acting, spoken_with
from caseconsole.domain.schedule import MonthBeside
from caseconsole.outgoing.case.header import administrator_word, header, names_of, owed
from caseconsole.outgoing.case.page import Page, phone
from caseconsole.outgoing.case.terms import planned
from caseconsole.store.rows import CaseView
from caseconsole.tui.desk_sheet import (
    AMOUNT,
    CADENCES,
    END,
    FIRST,
    HOUSEHOLD,
    INCOME,
    LUMP,
    LUMP_DAY,
    REFUSAL,
    WHY,
    DeskSheet,
)
from caseconsole.tui.text import Line, Span, cut, line, pad, pad_left, width, wrap
from caseconsole.tui.widgets.form import DayField
from caseconsole.tui.widgets.lines import Drawn

LABEL = 18
KEY = 4
"""The cells of the label and of the key behind it."""
MONEY = 14
AMOUNT_CELLS = 9
"""The cells that each amount of a month takes at least; what is larger gets more."""
MARKS = {
    Fit.WITHIN: ("desk.fit_within", "good"),
    Fit.OVER: ("desk.fit_over", "warn"),
    Fit.BEYOND: ("desk.fit_over", "bad"),
    Fit.UNKNOWN: ("desk.fit_unknown", "dim"),
}


def sheet_lines(page: Page, view: CaseView, sheet: DeskSheet) -> list[Drawn]:
    """Who owes what, and the fields; in a refusal only its reason."""
    head = [header(page, view)[0], *agreed_with(page, view), *owed(page, view)]
    if sheet.refusing:
        told = wrap(page.say("desk.refusing"), page.width - 2)
        return [
            *head,
            *(line(Span(" " + row, "warn")) for row in told),
            *_field(page, sheet, REFUSAL),
        ]
    drawn: list[Drawn] = [*head, *moved(page, sheet.desk), *_instalments(page, sheet)]
    drawn += [_lump(page, sheet), _income(page, sheet)]
    if sheet.others_owed:
        drawn.append(_others(page, sheet))
    if WHY in sheet.places():
        drawn += _field(page, sheet, WHY)
    return drawn


def moved(page: Page, desk: Desk) -> list[Line]:
    """Which rent of the debt was moved to a day to come: nobody asks for it until then (R36)."""
    rows = map(page.say, desk.moved)
    return [line(Span(" " + row, "warn")) for told in rows for row in wrap(told, page.width - 2)]


def agreed_with(page: Page, view: CaseView) -> list[Line]:
    """With whom it is agreed where an administrator acts, and for whom; a tenant without one
    agrees beside them (R06)."""
    tenants, acting = spoken_with(view.file.parties, view.file.representatives, page.today)
    if not acting:
        return []
    with_ = " & ".join(_called(page, view, one) for one in acting)
    words = page.say("desk.acting", who=with_)
    if tenants:
        cared_for = names_of([party for one in acting for party in one.of])
        words = page.say("desk.acting_beside", own=names_of(tenants), who=with_, tenant=cared_for)
    return [line(Span(" " + row, "warn")) for row in wrap(words, page.width - 2)]


def _called(page: Page, view: CaseView, acting: Acting) -> str:
    """An administrator by name, for whom, and how to reach them."""
    reached = (administrator_word(page, view, *acting.of), phone(acting.one.phone))
    return f"{acting.one.name} ({', '.join(filter(None, reached))})"


def _row(page: Page, label: str, key: str, *parts: str | Span, at: bool = False) -> Line:
    words = pad(cut(("▶ " if at else "  ") + page.say(label), LABEL - 1), LABEL)
    return line(Span(words, "bold" if at else "dim"), Span(pad(key, KEY), "key"), *parts)


def _spans(page: Page, sheet: DeskSheet, name: str, cells: int) -> Line:
    """A field's first line in exactly so many cells."""
    drawn = sheet.fields[name].lines(page.speaker, cells, active=sheet.at == name)
    used = sum(width(span.text) for span in drawn[0])
    return (*drawn[0], Span(" " * max(cells - used, 0)))


def _field(page: Page, sheet: DeskSheet, name: str) -> list[Line]:
    at = sheet.at == name
    spans = _spans(page, sheet, name, page.width - LABEL - KEY - 1)
    return [_row(page, sheet.fields[name].label, "", *spans, at=at)]


def _instalments(page: Page, sheet: DeskSheet) -> list[Line]:
    """How much each time, how often and from when; none where all is paid at once."""
    if sheet.at_once:
        return [_row(page, "desk.amount", "", Span(page.say("desk.at_once"), "dim"))]
    return [*_sum(page, sheet), _often(page, sheet), _first(page, sheet)]


def _sum(page: Page, sheet: DeskSheet) -> list[Line]:
    if sheet.by_end:
        spans = _day(page, sheet, sheet.end, 36, page.say("desk.by_end"))
        return [_row(page, sheet.end.label, "F5", *spans, at=sheet.at == END)]
    left = page.width - LABEL - KEY - 3 - MONEY
    hint = Span(cut(page.say("desk.by_amount"), left), "dim")
    amount = _spans(page, sheet, AMOUNT, MONEY)
    return [_row(page, sheet.amount.label, "F5", Span("€ ", "dim"), *amount, hint,
                 at=sheet.at == AMOUNT)]  # fmt: skip


def _day(page: Page, sheet: DeskSheet, field: DayField, cells: int, note: str) -> Line:
    """A day with a note behind it; until it is understood the field needs the room itself."""
    room = page.width - LABEL - KEY - 1
    try:
        field.day  # noqa: B018 - reading it is the check
    except Refused:
        return _spans(page, sheet, field.name, room)
    at = min(cells, room)
    return (*_spans(page, sheet, field.name, at - 1), Span(cut(f" {note}", room - at + 1), "dim"))


def _often(page: Page, sheet: DeskSheet) -> Line:
    words = [
        Span(f"[{page.say(f'cadence.{one}')}]", "bold")
        if one is sheet.cadence
        else Span(f" {page.say(f'cadence.{one}')} ", "dim")
        for one in CADENCES
    ]
    return _row(page, "desk.often", "F4", *words)


def _first(page: Page, sheet: DeskSheet) -> Line:
    pay_day = sheet.desk.pay_day
    note = page.say("desk.pays_on", day=pay_day) if pay_day else ""
    spans = _day(page, sheet, sheet.first, 32, note)
    return _row(page, "desk.first", "", *spans, at=sheet.at == FIRST)


def _lump(page: Page, sheet: DeskSheet) -> Line:
    if not sheet.lumped:
        return _row(page, "desk.lump", "F3", Span(page.say("desk.lump_hint"), "dim"))
    amount = _spans(page, sheet, LUMP, MONEY)
    day = _spans(page, sheet, LUMP_DAY, page.width - LABEL - KEY - MONEY - 10)
    on = Span(f" {page.say('desk.lump_day')} ", "dim")
    return _row(page, "desk.lump", "F3", Span("€ ", "dim"), *amount, on, *day,
                at=sheet.at in {LUMP, LUMP_DAY})  # fmt: skip


def _income(page: Page, sheet: DeskSheet) -> Line:
    at = sheet.at in {INCOME, HOUSEHOLD}
    euro = Span("€ ", "dim")
    amount = _spans(page, sheet, INCOME, MONEY)
    if not sheet.income.text and not at:
        hint = Span(page.say("desk.income_hint"), "dim")
        return _row(page, "desk.income", "", euro, hint)
    chosen = dict(sheet.household.options).get(sheet.household.state, "")
    shown = Span(f"◂ {chosen} ▸" if sheet.at == HOUSEHOLD else chosen,
                 "bold" if sheet.at == HOUSEHOLD else "")  # fmt: skip
    label = Span(f" {page.say('desk.household')}: ", "dim")
    return _row(page, "desk.income", "", euro, *amount, label, shown, at=at)


def _others(page: Page, sheet: DeskSheet) -> Line:
    others = sheet.desk.debts[1:]
    if not sheet.others:
        hint = page.say("desk.others_hint", n=len(others))
        return _row(page, "desk.debt", "F6", Span(hint, "dim"))
    numbers = ", ".join(debt.number for debt in others)
    cents = sheet.desk.debt(others=True)
    return _row(
        page, "desk.debt", "F6", page.say("desk.others", numbers=numbers, cents=page.money(cents))
    )


def outcome_lines(page: Page, sheet: DeskSheet, proposal: Proposal | Refused) -> list[Drawn]:
    """What the wishes come to: the schedule, the limits, the forecast, the order of allocation."""
    if sheet.refusing:
        return []
    if isinstance(proposal, Refused):
        told = wrap(page.say(proposal.why), page.width - 2)
        return [_rule(page), *(line(Span(" " + row, "warn")) for row in told)]
    order = page.say("desk.order", start_on=sheet.desk.today.isoformat())
    return [
        *_told(page, planned(page, proposal.schedule.rows, proposal.schedule.lump)),
        *_checks(page, proposal.checks),
        *(line(Span(" " + row)) for row in wrap(page.say(proposal.forecast.why), page.width - 2)),
        *(line(Span(" " + row, "dim")) for row in wrap(order, page.width - 2)),
    ]


def _told(page: Page, words: str) -> list[Line]:
    """What it comes to, in the line that parts it from the fields when it fits there."""
    if width(words) <= page.width - 6:
        return [_rule(page, f" {words} ")]
    return [_rule(page), *(line(Span(" " + row, "bold")) for row in wrap(words, page.width - 2))]


def _rule(page: Page, words: str = "") -> Line:
    rest = "─" * (page.width - width(words) - 2)
    return line(Span("──", "dim"), Span(words, "bold"), Span(rest, "dim"))


def _checks(page: Page, checks: Sequence[LimitCheck]) -> list[Line]:
    """The limits beside each other, as many as fit on a line."""
    rows: list[list[Span]] = []
    used = page.width
    for check in checks:
        id_, style = MARKS[check.fit]
        text = " " + page.say(id_, what=page.say(check.what)) + " "
        if used + width(text) > page.width:
            rows.append([])
            used = 0
        rows[-1].append(Span(text, style))
        used += width(text)
    return [tuple(row) for row in rows]


def month_lines(page: Page, months: Sequence[MonthBeside]) -> list[Drawn]:
    """What each month asks beside the running rent, as many beside each other as fit."""
    cells = max(AMOUNT_CELLS, *(len(number(one.together)) + 1 for one in months))
    columns = max(page.width // (12 + 3 * cells), 1)
    names = ("month", "rent", "instalment", "together")
    head = line(Span(_cells(page, cells, *names) * columns, "head"))
    rows = (months[at : at + columns] for at in range(0, len(months), columns))
    return [head, *(line(*(_month(page, one, cells) for one in row)) for row in rows)]


def _cells(page: Page, cells: int, *names: str) -> str:
    first, *others = (page.say(f"desk.{name}") for name in names)
    return " " + pad(first, 9) + "".join(pad_left(word, cells) for word in others) + "  "


def _month(page: Page, one: MonthBeside, cells: int) -> str:
    name = page.say(f"month.{one.month.month}")
    amounts = (one.rent, one.instalment, one.together)
    shown = "".join(pad_left(number(cents) if cents else "–", cells) for cents in amounts)
    return " " + pad(f"{name} {one.month.year}", 9) + shown + "  "
