"""What was agreed: days, partner, sums, who signed, and the states it went through."""

from collections.abc import Iterator, Sequence
from datetime import date

from caseconsole.domain.agreement import Agreement, Judge, Obligation, Paid
from caseconsole.domain.judging import instalment
from caseconsole.domain.kinds import KINDS, SIGNED, runs
from caseconsole.domain.kinds.kind import ANSWER
from caseconsole.domain.moving import end_of
from caseconsole.domain.obligations import Tally, tally
from caseconsole.domain.recurrence import LAST_DAY, days, ends
from caseconsole.locale import Speaker
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.lines import Line, Tone


def terms(
    page: Page, made: Agreement, duties: Sequence[Obligation], resting: Sequence[Obligation] = ()
) -> Iterator[str]:
    """The terms of an agreement in sentences.

    Args:
        duties: its obligations, some that are still to come among them.
        resting: those through today of the agreements on which its conditions rest.
    """
    yield " ".join(_days(page, made))
    if form := str(made.terms.get("form") or ""):
        yield page.say("agreement.form", code=form, form_word=f"lease_form.{form}")
    if made.partner:
        yield " · ".join(filter(None, (made.partner, made.partner_person)))
    if answer := str(made.terms.get(ANSWER) or ""):
        yield page.say("agreement.proposal", answer_word=f"proposal.{answer}")
    yield from _sums(page, made, duties)
    yield from _next(page, made, tally(duties, resting))
    if made.signed_on:
        signed_on = made.signed_on.isoformat()
        signed = page.say("agreement.signed", signed_on=signed_on, signed_by=made.signed_by)
        yield f"{signed} {made.signed_paper}".rstrip()
    if review := review_day(page, made):
        yield review
    if why_not := old_debt(page, made):
        yield why_not
    if over := str(made.terms.get("over") or ""):
        yield page.say("agreement.over", why=over)


def old_debt(page: Page, made: Agreement) -> str:
    """Why the old debt is not arranged, with its sum; empty where no reason was given (R70)."""
    why, cents = str(made.terms.get("old_debt_why") or ""), made.terms.get("debt_cents")
    if not why:
        return ""
    if isinstance(cents, int):
        return page.say("agreement.old_debt_of", debt_cents=cents, why=why)
    return page.say("agreement.old_debt", why=why)


def known(page: Page, made: Agreement, paid: Paid) -> str:
    """How far an old ledger goes that judges what was agreed; else empty (P06)."""
    if not runs(made) or all(one.judge is Judge.PERSON for one in made.conditions):
        return ""
    return known_through(page.speaker, paid.through)


def known_through(speaker: Speaker, through: date | None) -> str:
    """How far an old ledger goes; empty where it is not old (P06)."""
    if through is None:
        return ""
    if through == date.min:
        return speaker.say("agreement.known_none")
    return speaker.say("agreement.known", through_on=through.isoformat())


def state_day(made: Agreement) -> date:
    """Since when it stands as it does: what was signed on paper, since then and not its entry."""
    return made.signed_on if made.state == SIGNED and made.signed_on else made.state_on


def review_day(page: Page, made: Agreement) -> str:
    """When the agreement is reviewed next, or was to be; empty when no day was agreed."""
    on = made.next_review_on
    if on is None:
        return ""
    id_ = "agreement.review_was" if on < page.today else "agreement.review"
    return page.say(id_, review_on=on.isoformat())


def _days(page: Page, made: Agreement) -> Iterator[str]:
    """From when until when; the day that was agreed too where that moved."""
    end_on, start_on = end_of(made), made.start_on.isoformat()
    if end_on is None or made.end_on is None:
        yield page.say("agreement.open", start_on=start_on)
        return
    yield page.say("agreement.until", start_on=start_on, end_on=end_on.isoformat())
    if end_on != made.end_on:
        yield page.say("agreement.end_moved", first_on=made.end_on.isoformat())


def _sums(page: Page, made: Agreement, duties: Sequence[Obligation]) -> Iterator[str]:
    """What is paid off so far, also ahead, and in which order payments count (6:43 BW)."""
    paying = [duty for duty in duties if instalment(duty.condition)]
    if not paying:
        if KINDS[made.kind].paid_state:
            yield from _asked(page, made)
        return
    debt = made.terms.get("debt_cents")
    yield page.say(
        "agreement.sums",
        debt_cents=debt if isinstance(debt, int) else sum(duty.cents for duty in paying),
        due_cents=tally(duty for duty in paying if duty.on <= page.today).cents,
        paid_cents=sum(duty.paid for duty in paying),
    )
    if runs(made):
        yield page.say("desk.order", start_on=made.start_on.isoformat())


def _asked(page: Page, made: Agreement) -> Iterator[str]:
    """The debt and the instalments of an arrangement that did not come about."""
    debt, cents, lump_cents = (
        value if isinstance(value := made.terms.get(name), int) else 0
        for name in ("debt_cents", "cents", "lump_cents")
    )
    if debt:
        yield page.say("agreement.debt", debt_cents=debt)
    rule, last_cents = str(made.terms.get("rule") or ""), made.terms.get("last_cents")
    rows: list[tuple[date, int]] = []
    if cents and ends(rule):
        first_on = date.fromisoformat(str(made.terms["first_on"]))
        rows = [(day, cents) for day in days(rule, first_on, LAST_DAY)]
    if rows and isinstance(last_cents, int) and last_cents:
        rows[-1] = rows[-1][0], last_cents
    lump = (date.fromisoformat(str(made.terms["lump_on"])), lump_cents) if lump_cents else None
    if lump or rows:
        told = planned(page, sorted([*rows, *([lump] if lump else [])]), lump)
        yield page.say("agreement.asked", terms=told)


def planned(page: Page, rows: Sequence[tuple[date, int]], lump: tuple[date, int] | None) -> str:
    """Instalments in one sentence.

    Args:
        rows: each day with its cents, the lump sum among them, by day.
    """
    if len(rows) == 1:
        ((on, cents),) = rows
        return page.say("desk.terms_once", lump_cents=cents, lump_on=on.isoformat())
    instalments = list(rows)
    if lump:
        instalments.remove(lump)
    cents, last_cents = instalments[0][1], instalments[-1][1]
    even = last_cents == cents
    told = page.say(
        "desk.terms_even" if even else "desk.terms",
        count=len(instalments) if even else len(instalments) - 1,
        cents=page.money(cents),
        last_cents=last_cents,
        end_on=rows[-1][0].isoformat(),
    )
    if lump is None:
        return told
    on, cents = lump
    return page.say("desk.terms_lump", lump_cents=cents, lump_on=on.isoformat(), terms=told)


def _next(page: Page, made: Agreement, known: Tally) -> Iterator[str]:
    if not runs(made) or known.next_on is None:
        return
    next_on = known.next_on.isoformat()
    yield page.say("agreement.next", next_on=next_on, open=known.open, missed=known.missed)


def history(page: Page, made: Agreement) -> list[Line]:
    """The states it went through with their days, why, on which paper and by whom."""
    rows: list[Line] = []
    for change in made.states:
        state = page.say(f"state.{made.kind}.{change.state}")
        said = " · ".join(filter(None, (state, change.why, change.paper, change.by)))
        rows += page.text(said, first=f"    {page.day(change.on)}  ", tone=Tone.DIM)
    return rows
