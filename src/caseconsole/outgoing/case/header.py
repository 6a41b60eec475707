"""The strip above every section: who, where, how to reach them, what is owed, what is next."""

from collections.abc import Sequence
from datetime import date
from itertools import chain

from caseconsole.domain import people
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import held_by
from caseconsole.domain.frozen import frozen, helped_since
from caseconsole.domain.kinds.second_chance import ORDINARY
from caseconsole.domain.message import Message, message
from caseconsole.domain.names import formal
from caseconsole.domain.people import LeaseParty, Representative, adults, children, renting
from caseconsole.outgoing.case.page import Page, phone
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
)
from caseconsole.store.rows import CaseView

HEIGHT = 5
"""How many lines the strip takes, so that the section below never moves; one more where the debt
is left alone."""
_BETWEEN = " · "
LEAST_NAME = 8
"""An administrator of whose name fewer cells would be left is counted, not named."""


def header(page: Page, view: CaseView) -> list[Line]:
    """The strip of a case file, `HEIGHT` lines, and what must be known of its debt."""
    return [
        _who(page, view),
        _reach(page, view),
        *owed(page, view),
        _next(page, view),
        _beside(page, view),
    ]


def owed(page: Page, view: CaseView) -> list[Line]:
    """What is owed, and below it why no more than new rent is collected (R60, R61, R63)."""
    left = left_alone(view.file, page.today)
    return [_owed(page, view), *([fit(line(alert(page.say(left))), page.width)] if left else [])]


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
    return formal(party.person.initials, party.person.prefix, party.person.surname)


def administrators(page: Page, view: CaseView) -> list[tuple[Representative, LeaseParty]]:
    """The administrators with whom they act for: all contact with that tenant goes there (R06)."""
    return people.administrators(view.file.parties, view.file.representatives, page.today)


def administrator_word(page: Page, view: CaseView, party: LeaseParty) -> str:
    """What an administrator is called; with the name of a tenant who is not the one to reach."""
    if party is tenants(page, view)[0]:
        return page.say("whom_short.administrator")
    return page.say("case.administrator_of", tenant=name(party))


def _joined(parts: list[Span]) -> Line:
    shown = [part for part in parts if part.text]
    gaps = chain.from_iterable((dim(_BETWEEN), part) for part in shown)
    return tuple(gaps)[1:]


def _who(page: Page, view: CaseView) -> Line:
    """Number, names and address; long names leave half of the line to street and number."""
    file = view.file
    number = dim(f"{file.number}  ")
    names = " & ".join(name(party) for party in tenants(page, view)) or page.say("case.nobody")
    room = page.width - cells(number.text) - 1
    town = " ".join(filter(None, (file.lease.postcode, file.lease.town)))
    place = ", ".join(filter(None, (file.lease.address, town)))
    if cells(names) + cells(place) > room:
        place = cut(file.lease.address, max(room - cells(names), room // 2))
    left = line(number, strong(cut(names, room - cells(place))))
    return fit(ends(left, line(place), page.width), page.width)


def _reach(page: Page, view: CaseView) -> Line:
    """How to reach them: what warns comes first, so that a narrow line cuts off something else."""
    parties = tenants(page, view)
    first = parties[0].person if parties else None
    languages = first.languages if first else ()
    grown, young = adults(view.file.members, page.today), children(view.file.members, page.today)
    household = page.say("case.adults", n=grown) if grown else ""
    if young:
        household = page.say("case.household", adults=grown, children=young)
    spoken = Span(", ".join(page.speaker.language(tag) for tag in languages))
    warned = [*_warnings(page, view), spoken]
    if cells(plain_text(_joined(warned))) > page.width:
        warned = [*_warnings(page, view, short=True), spoken]
    return fit(_joined([*warned, Span(household)]), page.width)


def _warnings(page: Page, view: CaseView, *, short: bool = False) -> list[Span]:
    """What must be minded at every contact; in short words names give way until all of it fits."""
    first = next((party.person for party in tenants(page, view)), None)
    word = "case.do_not_write" if short else "case.call_do_not_write"
    crowded = short and len(administrators(page, view)) > 1
    mark = "case.safe_contact_short" if crowded else "case.safe_contact_marked"
    safe = page.say(mark) if first and first.safe_contact else ""
    spoken = page.say(word) if first and first.call_do_not_write else ""
    beside = sum(cells(text + _BETWEEN) for text in (safe, spoken) if text)
    room = page.width - cells("…") - beside
    acting = _acting_within(page, view, room) if short else _acting(page, view)
    return [alert(text) for text in (safe, *acting, spoken)]


def _acting(page: Page, view: CaseView) -> list[str]:
    """Each administrator with a phone number."""
    return [
        f"{administrator_word(page, view, party)}: {acting.name} {phone(acting.phone)}"
        for acting, party in administrators(page, view)
    ]


def _acting_within(page: Page, view: CaseView, room: int) -> list[str]:
    """The same in short words and so many cells; whoever finds no room is counted behind the first.

    Names share what words and numbers leave: what a short one does not need is for a longer one.
    """
    known = [
        (one.name, f"{_short_word(page, view, party)}: ", f" {phone(one.phone)}")
        for one, party in administrators(page, view)
    ]
    more: list[str] = []
    least = sum(min(cells(acting), LEAST_NAME) for acting, *_ in known)
    if len(known) > 1 and _left(known, room) < least:
        more = [page.say("case.more_administrators", n=len(known) - 1)]
        room -= cells(_BETWEEN + more[0])
        del known[1:]
    left, shown = _left(known, room), dict[int, str]()
    for at in sorted(range(len(known)), key=lambda at: cells(known[at][0])):
        acting, word, number = known[at]
        acting = cut(acting, max(left // (len(known) - len(shown)), 1))
        left -= cells(acting)
        shown[at] = f"{word}{acting}{number}"
    return [*(shown[at] for at in sorted(shown)), *more]


def _left(known: Sequence[tuple[str, str, str]], room: int) -> int:
    """The cells that words and numbers leave for the names."""
    return room + cells(_BETWEEN) - sum(cells(f"{w}{n}{_BETWEEN}") for _, w, n in known)


def _short_word(page: Page, view: CaseView, party: LeaseParty) -> str:
    """What an administrator is called where there is little room."""
    if party is tenants(page, view)[0]:
        return page.say("case.administrator_short")
    return page.say("case.administrator_of_short", tenant=cut(name(party), LEAST_NAME))


def _owed(page: Page, view: CaseView) -> Line:
    standing = view.file.standing
    rent = line(dim(_rent(page, standing.rent)))
    if not standing.arrears:
        state = Span(page.say("case.no_arrears"), Tone.GOOD)
        paid = _paid(page, view)
        return fit(ends(_joined([state, paid]), rent, page.width), page.width)
    parts = [
        strong(page.say("case.arrears", arrears_cents=standing.arrears)),
        Span(_months(page, standing.months_tenths)),
        Span(page.say("case.since", since_on=_iso(standing.since))),
        _paid(page, view),
    ]
    owed = _joined(parts)
    wide = cells(plain_text(owed)) + cells(plain_text(rent)) < page.width
    return fit(ends(owed, rent, page.width) if wide else owed, page.width)


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


def _next(page: Page, view: CaseView) -> Line:
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
    return fit(ends(_joined(parts), line(owner), page.width), page.width)


def _beside(page: Page, view: CaseView) -> Line:
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
    return fit(ends(_joined(parts), _joined(here), page.width), page.width)


def _clock(page: Page, at: int) -> str:
    """The time of day, which is the last word of an instant."""
    return page.instant(at).rsplit(" ", 1)[-1]


def _iso(day: object) -> str | None:
    return None if day is None else str(day)
