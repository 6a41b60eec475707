"""Section 1: why the file is due, what was agreed and offered, and what to mind."""

from collections.abc import Collection, Sequence

from caseconsole.domain.contact import Note, Pause
from caseconsole.domain.kinds import runs as binds
from caseconsole.domain.offered import offered
from caseconsole.domain.people import RepresentativeKind
from caseconsole.domain.verdict import NotDue
from caseconsole.outgoing.case.agreed import (
    EVERY_KIND,
    acting,
    appointments,
    contacts,
    covered,
    offers,
    promises,
    reasons,
    referrals,
)
from caseconsole.outgoing.case.header import name, tenants
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.due import because
from caseconsole.outgoing.lines import Line, Tone, alert, dim, line, strong
from caseconsole.store.rows import CaseView, DueRow

LAST_CONTACTS = 3
LAST_OFFERS = 5
LAST_REFERRALS = 3
LAST_NOTES = 5


def overview(page: Page, view: CaseView, follows: NotDue | None = None) -> list[Line]:
    """Everything that counts at a glance, the representative first.

    `follows` is the step that comes next when nothing is due.
    """
    file = view.file
    running = [pause for pause in file.pauses if pause.until >= page.today]
    covering = [held for held in file.covering if binds(held.agreement)]
    made, payments = file.promises[-3:], file.promise_payments
    waiting = [agreed for agreed in file.appointments if agreed.kept is None]
    return [
        *page.block("overview.mind", mind(page, view)),
        *page.block("overview.why", _why(page, view, follows)),
        *page.block("overview.elsewhere", covered(page, covering)),
        *page.block("overview.promises", promises(page, file, made, payments)),
        *page.block("overview.appointments", appointments(page, waiting)),
        *page.block("overview.pauses", _pauses(page, running)),
        *page.block("overview.contacts", contacts(page, file.contacts[-LAST_CONTACTS:])),
        *page.block("overview.reasons", reasons(page, file.reasons[-1:])),
        *page.block("overview.offers", offers(page, offered(file)[-LAST_OFFERS:])),
        *page.block("overview.referrals", referrals(page, file.referrals[-LAST_REFERRALS:])),
        *page.block("overview.notes", notes(page, view.notes[-LAST_NOTES:])),
    ]


def mind(
    page: Page, view: CaseView, kinds: Collection[RepresentativeKind] = EVERY_KIND
) -> list[Line]:
    """Who acts for a tenant and how each can be reached safely; it is read before anything else."""
    parties = tenants(page, view)
    rows = acting(page, view, parties, kinds)
    for party in parties:
        if party.person.safe_contact:
            text = page.say(
                "overview.safe_contact", tenant=name(party), text=party.person.safe_contact
            )
            rows += page.text(text, tone=Tone.ALERT)
    return rows


def _why(page: Page, view: CaseView, follows: NotDue | None) -> list[Line]:
    if not view.dues:
        coming = [] if follows is None else page.text(_coming(page, follows))
        return [*page.empty("case.nothing_due"), *coming]
    return [row for due in view.dues for row in why(page, due)]


def _coming(page: Page, follows: NotDue) -> str:
    values = follows.missing.values
    what = page.say(f"action.{follows.action}")
    what = what[:1].lower() + what[1:]
    if part := values.get("part_word"):
        return page.say(
            "overview.follows_part", day_on=str(values["day_on"]), what=what, part_word=part
        )
    return page.say("overview.follows", day_on=str(values["day_on"]), what=what)


def why(page: Page, due: DueRow) -> list[Line]:
    """One due claim: what to do, the facts that make it so, the rule, and what follows."""
    title = line("  ", strong(page.say(f"action.{due.action}")))
    if due.for_login:
        title += (dim(" · " + page.say("overview.for", login=due.for_login)),)
    if due.until is not None:
        title += (alert(" · " + page.say("overview.until", until_on=due.until.isoformat())),)
    if due.snoozed_until is not None:
        snoozed = page.say("overview.snoozed", until_on=due.snoozed_until.isoformat())
        title += (alert(" · " + snoozed),)
    rule = page.say("overview.rule", rule=due.rule, source_word=due.source)
    follows = page.say("overview.next", next=page.say(due.next))
    return [
        title,
        *page.text(because(due._replace(snoozed_until=None), page.speaker), first="    "),
        *page.text(f"{rule} · {follows}", first="    ", tone=Tone.DIM),
    ]


def _pauses(page: Page, running: Sequence[Pause]) -> list[Line]:
    rows: list[Line] = []
    for pause in running:
        sentence = page.say(
            "overview.pause",
            since_on=pause.since.isoformat(),
            until_on=pause.until.isoformat(),
            why=pause.why,
            login=pause.by,
        )
        rows += page.text(sentence)
    return rows


def notes(page: Page, kept: Sequence[Note]) -> list[Line]:
    """Remarks in the file, the newest first."""
    rows: list[Line] = []
    for note in reversed(kept):
        rows.append(line(dim(f"  {page.instant(note.at)} · {note.by}")))
        rows += page.text(note.text, first="    ")
    return rows
