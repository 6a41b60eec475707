"""The words of a call card: what is said in each moment, and nothing of rent where none is open."""

from datetime import date

from caseconsole.casework.calling import Guide
from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.money import euros
from caseconsole.domain.people import HOUSE_LANGUAGE
from caseconsole.domain.verdict import Claim
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.due import because
from caseconsole.store.rows import CaseView, DueRow
from caseconsole.tui.call_sheet import CallSheet
from caseconsole.tui.said import said_day, said_months
from caseconsole.tui.text import Span, line, wrap
from caseconsole.tui.widgets.form import understood
from caseconsole.tui.widgets.lines import Drawn

UNTOLD = "…"
"""Stands in the words for what is not understood yet: nothing else is read aloud as agreed."""
_OF_DEBT = frozenset({"reason", "administrator_reason", "way_out", "closing"})
"""The moments whose words ask for what is open."""


def title(page: Page, guide: Guide, sheet: CallSheet) -> str:
    """The moment of the call and the language of its words; that there are none in another."""
    tag = _tag(guide, sheet)
    missing = sheet.theirs and guide.foreign and tag == HOUSE_LANGUAGE
    return page.say(
        "call.script_missing" if missing else "call.script",
        situation_word=f"script.{_moment(guide, sheet)}",
        language=page.speaker.language(guide.language if missing else tag),
    )


def _tag(guide: Guide, sheet: CallSheet) -> str:
    """The language of the words of this moment."""
    tag = guide.script_language if sheet.theirs else HOUSE_LANGUAGE
    return tag if _moment(guide, sheet) in guide.scripts.get(tag, {}) else HOUSE_LANGUAGE


def _moment(guide: Guide, sheet: CallSheet) -> str:
    """The moment whose words are said: who owes nothing hears no word of rent, nor of what was
    agreed where nothing was."""
    if guide.arranged or guide.waits_since or not _nothing(guide, sheet):
        return sheet.situation
    about = "agreed" if guide.agreed else "nothing_open"
    return f"administrator_{about}" if sheet.asked is Whom.ADMINISTRATOR else about


def _nothing(guide: Guide, sheet: CallSheet) -> bool:
    """Whether the words would ask for what is open, and nothing is."""
    cents, _ = _promised(sheet, guide)
    return not (cents or guide.cents) and sheet.situation in _OF_DEBT


def words(page: Page, view: CaseView, guide: Guide, sheet: CallSheet) -> list[Drawn]:
    """What to say on the phone; what to do where people stand before each other.

    Where nothing is open, what the day asks for stands below, as the words cannot tell it.
    """
    if sheet.channel is not Channel.PHONE:
        text, about = page.say(f"call.words.{sheet.channel}{_whose(sheet)}"), None
    else:
        text, about = _spoken(page, guide, sheet), _about(view, guide, sheet)
    told = wrap(because(about, page.speaker), page.width) if about else []
    return [
        *(line(Span(row, "bold")) for row in wrap(text, page.width)),
        *(line(Span(row, "dim")) for row in told),
    ]


def _about(view: CaseView, guide: Guide, sheet: CallSheet) -> DueRow | None:
    """The call that the day asks for, where it is about no rent."""
    if not _nothing(guide, sheet):
        return None
    return next((due for due in view.dues if due.claim == Claim.CALL), None)


def _whose(sheet: CallSheet) -> str:
    """For whom the words are where people stand before each other: with an administrator the
    tenant's only once they are with the tenant (R06)."""
    tenant = sheet.whom is Whom.TENANT or not sheet.administered
    if sheet.whom is Whom.ADMINISTRATOR or not tenant:
        return "_administrator"
    return "" if sheet.born else "_birth_unknown"


def _spoken(page: Page, guide: Guide, sheet: CallSheet) -> str:
    """The words of this moment with all filled in, or that there is nothing to ask for."""
    since, tag = guide.waits_since, _tag(guide, sheet)
    cents, day = _promised(sheet, guide)
    nothing = _nothing(guide, sheet)
    if nothing and guide.arranged:
        return page.say("call.all_arranged")
    if nothing and since:
        return page.say("call.nothing_to_collect", since_on=since.isoformat())
    said = {
        "caller": guide.caller,
        "association": guide.association,
        "amount": UNTOLD if cents is None else euros(cents),
        "day": UNTOLD if day is None else said_day(day, tag, page.today),
        "month": said_months(guide.missed or (page.today,), tag),
    }
    return guide.scripts[tag][_moment(guide, sheet)].format_map(said)


def _promised(sheet: CallSheet, guide: Guide) -> tuple[int | None, date | None]:
    """What is promised on the card, each None until it is understood; else what is proposed."""
    if not sheet.promising:
        return guide.cents, guide.promise_on
    return understood(lambda: sheet.amount.cents), understood(lambda: sheet.day.day)
