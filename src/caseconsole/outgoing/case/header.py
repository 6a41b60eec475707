"""The strip above every section: who, where, how to reach them, what is owed, what is next."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from caseconsole.domain import people
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import held_by
from caseconsole.domain.frozen import frozen, helped_since
from caseconsole.domain.kinds.second_chance import ORDINARY
from caseconsole.domain.message import Message, message
from caseconsole.domain.names import full
from caseconsole.domain.people import LeaseParty, Representative, adults, children, renting
from caseconsole.outgoing.as_json import iso
from caseconsole.outgoing.case.page import Page, phone
from caseconsole.outgoing.due import counted
from caseconsole.outgoing.lines import (
    Line,
    Span,
    Tone,
    alert,
    cells,
    cut,
    dim,
    ends,
    fit,
    line,
    plain_text,
    strong,
    wrap,
)
from caseconsole.store.rows import CaseView

HEIGHT = 5
"""How many lines the strip takes, so that the section below never moves; one more where the debt
is left alone."""
_BETWEEN = " · "
LEAST_NAME = 8
"""An administrator of whose name fewer cells would be left is counted, not named."""
LEAST_TAG = 3
"""The tag of a language, and the mark that there are more."""


class _Row(NamedTuple):
    """A line of the strip before it is fitted: what stands at its left edge, and at its right."""

    left: Line
    right: Line = ()


def header(page: Page, view: CaseView) -> list[Line]:
    """The strip of a case file, `HEIGHT` lines, and what must be known of its debt."""
    beside = (_next(page, view), _beside(page, view))
    return [
        _who_within(page, view),
        _reach_within(page, view),
        *owed(page, view),
        *(fit(ends(*row, page.width), page.width) for row in beside),
    ]


def header_text(page: Page, view: CaseView) -> list[str]:
    """The same as text with nothing cut, on as many lines as that takes."""
    rows = (
        _who(page, view),
        _Row(_joined(_reach(page, view))),
        _owed(page, view),
        *_left_alone(page, view),
        _next(page, view),
        _beside(page, view),
    )
    return [text for row in rows for text in _whole(row, page.width)]


def _whole(row: _Row, width: int) -> list[str]:
    left, right = map(plain_text, row)
    if cells(left) + cells(right) < width:
        return [plain_text(ends(*row, width))]
    return [text for side in (left, right) if side for text in _broken(side, width)]


def _broken(text: str, width: int) -> Iterator[str]:
    """A text on several lines; a part of it is broken only where it is too long by itself."""
    row, *others = text.split(_BETWEEN)
    for part in others:
        if cells(joined := f"{row}{_BETWEEN}{part}") <= width:
            row = joined
        else:
            yield from wrap(row, width)
            row = part
    yield from wrap(row, width)


def owed(page: Page, view: CaseView) -> list[Line]:
    """What is owed, and below it why no more than new rent is collected (R60, R61, R63)."""
    left = [fit(row.left, page.width) for row in _left_alone(page, view)]
    return [_owed_within(page, view), *left]


def _left_alone(page: Page, view: CaseView) -> list[_Row]:
    left = left_alone(view.file, page.today)
    return [_Row(line(alert(page.say(left))))] if left else []


def left_alone(file: CaseFile, today: date) -> Message | None:
    """That the debt is frozen, or that a settlement of it is attempted; else None."""
    if held := frozen(file, today):
        since = held.since.isoformat()
        if held.until:
            until = held.until.isoformat()
            return message("case.frozen_until", why_word=held.word, since_on=since, until_on=until)
        return message("case.frozen", why_word=held.word, since_on=since)
    helped = helped_since(file)
    return message("case.helped", since_on=helped.isoformat()) if helped else None


def tenants(page: Page, view: CaseView) -> tuple[LeaseParty, ...]:
    """Those who rent today, the one to reach about the lease first."""
    return renting(view.file.parties, page.today)


def name(party: LeaseParty) -> str:
    """The party's name as it is written."""
    return full(party.person)


def names_of(parties: Sequence[LeaseParty]) -> str:
    """The names of several."""
    return " & ".join(map(name, parties))


def administrators(page: Page, view: CaseView) -> list[tuple[Representative, LeaseParty]]:
    """The administrators with whom they act for: all contact with that tenant goes there (R06)."""
    return people.administrators(view.file.parties, view.file.representatives, page.today)


def administrator_word(page: Page, view: CaseView, *of: LeaseParty) -> str:
    """What an administrator is called; with the names unless it is of the one to reach alone."""
    if of == tenants(page, view)[:1]:
        return page.say("whom_short.administrator")
    return page.say("case.administrator_of", tenant=names_of(of))


def _joined(parts: list[Span]) -> Line:
    shown = [part for part in parts if part.text]
    gaps = chain.from_iterable((dim(_BETWEEN), part) for part in shown)
    return tuple(gaps)[1:]


def _who(page: Page, view: CaseView) -> _Row:
    """Number, names and address."""
    town = " ".join(filter(None, (view.file.lease.postcode, view.file.lease.town)))
    place = ", ".join(filter(None, (view.file.lease.address, town)))
    return _Row(line(dim(f"{view.file.number}  "), strong(_names(page, view))), line(place))


def _names(page: Page, view: CaseView) -> str:
    return names_of(tenants(page, view)) or page.say("case.nobody")


def _who_within(page: Page, view: CaseView) -> Line:
    """The same in one line; long names leave half of it to street and number."""
    number, names = dim(f"{view.file.number}  "), _names(page, view)
    address, place = view.file.lease.address, plain_text(_who(page, view).right)
    room = page.width - cells(number.text) - 1
    if cells(names) + cells(place) > room:
        place = cut(address, max(room - cells(names), room // 2))
    left = line(number, strong(cut(names, room - cells(place))))
    return fit(ends(left, line(place), page.width), page.width)


def _reach(page: Page, view: CaseView) -> list[Span]:
    """How to reach them: the language first (R05), what to mind, who lives there, who acts."""
    spoken = ", ".join(map(page.speaker.language, _spoken(page, view)))
    grown, young = _household(page, view)
    household = page.say("case.adults", n=grown) if grown else ""
    if young:
        household = page.say("case.household", adults=grown, children=young)
    acting = [
        alert(f"{administrator_word(page, view, party)}: {one.name} {phone(one.phone)}")
        for one, party in administrators(page, view)
    ]
    return [Span(spoken), *_minded(page, view), Span(household), *acting]


def _spoken(page: Page, view: CaseView) -> Sequence[str]:
    """The tags of the languages of the one to reach, the first language first."""
    return [tag for party in tenants(page, view)[:1] for tag in party.person.languages]


def _household(page: Page, view: CaseView) -> tuple[int, int]:
    """How many adults and children live there."""
    members = view.file.members
    return adults(members, page.today), children(members, page.today)


def _minded(page: Page, view: CaseView, *, short: bool = False) -> list[Span]:
    """What must be minded at every contact, and of whom where it is not the first alone.

    In short words nobody is named where it holds for all.
    """
    parties = tenants(page, view)
    safe = [party for party in parties if party.person.safe_contact]
    called = [party for party in parties if party.person.call_do_not_write]
    flags = (
        ("case.safe_contact_short" if short else "case.safe_contact_marked", safe),
        ("case.do_not_write" if short else "case.call_do_not_write", called),
    )
    return [
        alert(page.say(flag) + _whose(parties, held, short=short)) for flag, held in flags if held
    ]


def _whose(parties: Sequence[LeaseParty], held: Sequence[LeaseParty], *, short: bool) -> str:
    if held == [parties[0]] or (short and len(held) == len(parties)):
        return ""
    names = map(name, held)
    return ": " + ", ".join(cut(one, LEAST_NAME) if short else one for one in names)


def _reach_within(page: Page, view: CaseView) -> Line:
    """The same in one line, which a telephone number ends: words give way first, then names.

    Where that leaves too little of a name, the first language too is told by its tag, and the
    administrators behind the first are counted. A language that finds no room leaves a mark (R05).
    """
    whole = _joined(_reach(page, view))
    if cells(plain_text(whole)) <= page.width:
        return whole
    spoken = _spoken(page, view)
    tags = " ".join(spoken)
    word = " ".join([*map(page.speaker.language, spoken[:1]), *spoken[1:]])
    lives = Span(_household_short(page, view))
    minded, briefly = _minded(page, view), _minded(page, view, short=True)
    every = len(administrators(page, view))
    ways = (word, minded, every), (word, briefly, every), (tags, briefly, every), (word, briefly, 1)
    for told, flags, named in (*ways, (tags, briefly, 1), (cut(tags, LEAST_TAG), briefly, 1)):
        before = [Span(told), *flags, lives]
        acting = _acting(page, view, named)
        beside = sum(cells(f"{_BETWEEN}{who}{number}") for _, who, number in acting)
        room = page.width - cells(plain_text(_joined(before))) - beside
        if room >= sum(min(cells(one), LEAST_NAME) for one, *_ in acting):
            break
    return fit(_joined([*before, *map(alert, _shared(acting, room))]), page.width)


def _household_short(page: Page, view: CaseView) -> str:
    """Who lives there, as the worklist has it."""
    grown, young = _household(page, view)
    return page.say("case.household_short", home=counted(grown, young)) if grown or young else ""


def _acting(page: Page, view: CaseView, named: int) -> list[tuple[str, str, str]]:
    """So many administrators in short words, each by name, what stands before it and behind it."""
    every = administrators(page, view)
    more = page.say("case.more_administrators", n=len(every) - named)
    beyond = f" {more}" if len(every) > named else ""
    return [
        (one.name, f"{_short_word(page, view, party)}{beyond}: ", f" {phone(one.phone)}")
        for one, party in every[:named]
    ]


def _shared(acting: Sequence[tuple[str, str, str]], room: int) -> list[str]:
    """Names in so many cells: what a short one does not need is for a longer one."""
    shown = dict[int, str]()
    for at in sorted(range(len(acting)), key=lambda at: cells(acting[at][0])):
        one, word, number = acting[at]
        one = cut(one, max(room // (len(acting) - len(shown)), 1))
        room -= cells(one)
        shown[at] = f"{word}{one}{number}"
    return [shown[at] for at in sorted(shown)]


def _short_word(page: Page, view: CaseView, party: LeaseParty) -> str:
    """What an administrator is called where there is little room."""
    if party is tenants(page, view)[0]:
        return page.say("case.administrator_short")
    return page.say("case.administrator_of_short", tenant=cut(name(party), LEAST_NAME))


def _owed(page: Page, view: CaseView) -> _Row:
    standing = view.file.standing
    rent = line(dim(_rent(page, standing.rent)))
    if not standing.arrears:
        return _Row(
            _joined([Span(page.say("case.no_arrears"), Tone.GOOD), _paid(page, view)]), rent
        )
    parts = [
        strong(page.say("case.arrears", arrears_cents=standing.arrears)),
        Span(_months(page, standing.months_tenths)),
        Span(page.say("case.since", since_on=iso(standing.since))),
        _paid(page, view),
    ]
    return _Row(_joined(parts), rent)


def _owed_within(page: Page, view: CaseView) -> Line:
    """The same in one line; the rent gives way to what is owed."""
    owed, rent = _owed(page, view)
    wide = cells(plain_text(owed)) + cells(plain_text(rent)) < page.width
    crowded = view.file.standing.arrears and not wide
    return fit(owed if crowded else ends(owed, rent, page.width), page.width)


def _rent(page: Page, cents: int) -> str:
    return page.say("case.rent", rent_cents=cents) if cents else page.say("case.rent_unknown")


def _months(page: Page, tenths: int | None) -> str:
    if tenths is None:
        return page.say("case.months_unknown")
    return page.say("case.months", months_tenths=tenths)


def _paid(page: Page, view: CaseView) -> Span:
    standing = view.file.standing
    if standing.returned_on is not None:
        return alert(page.say("case.returned", returned_on=standing.returned_on.isoformat()))
    if standing.paid_on is None:
        return dim(page.say("case.never_paid"))
    return dim(page.say("case.paid", paid_on=standing.paid_on.isoformat()))


def _next(page: Page, view: CaseView) -> _Row:
    file = view.file
    lead = next((row for row in view.dues if row.lead), None)
    step = page.say("case.nothing_due")
    if file.closed_on is not None:
        step = page.say("case.closed", closed_on=file.closed_on.isoformat())
    parts = [Span(step)]
    if lead is not None:
        parts = [
            strong(page.say(f"action.{lead.action}")),
            Span(page.say("case.since", since_on=lead.since.isoformat())),
            alert(page.say("case.interpreter")) if lead.interpreter else Span(""),
        ]
    login = (lead and lead.for_login) or file.owner
    owner = page.say("case.owner", login=login) if login else page.say("case.no_owner")
    return _Row(_joined(parts), line(owner))


def _beside(page: Page, view: CaseView) -> _Row:
    """What runs beside: a pause, other files of the same person, a second-chance form, colleagues
    who are in this one."""
    file = view.file
    held = held_by(file.pauses, page.today)
    ended, form = file.lease.end_on, file.lease.form
    parts = [
        alert(page.say("case.paused_until", until_on=held.until.isoformat()))
        if held is not None
        else Span(""),
        alert(page.say("case.lease_ended", end_on=ended.isoformat()))
        if ended is not None and ended < page.today
        else Span(""),
        *(
            Span(page.say("case.other_file", number=other.number, arrears_cents=other.arrears))
            for other in view.others
        ),
        Span(page.say("agreement.form", code=form, form_word=f"lease_form.{form}"))
        if form != ORDINARY
        else Span(""),
    ]
    here = [
        alert(page.say("case.present", login=login, since=_clock(page, at)))
        for login, at in view.present
    ]
    return _Row(_joined(parts), _joined(here))


def _clock(page: Page, at: int) -> str:
    """The time of day, which is the last word of an instant."""
    return page.instant(at).rsplit(" ", 1)[-1]
