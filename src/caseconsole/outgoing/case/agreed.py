"""What was said and agreed, in lines: the parts that several sections share."""

from collections.abc import Collection, Sequence
from datetime import date

from caseconsole.domain.casefile import CaseFile, Covering
from caseconsole.domain.contact import Appointment, Contact, Offer, Promise, Reason, answered
from caseconsole.domain.given_way import gave_way
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.people import HOUSE_LANGUAGE, LeaseParty, RepresentativeKind, runs
from caseconsole.domain.referred import Referral, Signalled
from caseconsole.outgoing.case.header import name
from caseconsole.outgoing.case.page import Page, phone
from caseconsole.outgoing.lines import Line, Span, Tone, dim, strong
from caseconsole.store.rows import CaseView

AGREED = (
    ("4", "section.arrangement"),
    ("5", "section.counselling"),
    ("6", "section.support"),
    ("7", "section.coaching"),
    ("8", "section.second_chance"),
)
"""The sections that show agreements: key and title."""
EVERY_KIND = frozenset(RepresentativeKind)


def acting(
    page: Page,
    view: CaseView,
    parties: Sequence[LeaseParty],
    kinds: Collection[RepresentativeKind] = EVERY_KIND,
) -> list[Line]:
    """Who acts for people today, an administrator first: all contact with them goes there (R06)."""
    rows: list[Line] = []
    people = {party.person.id: party for party in parties}
    here = [
        one
        for one in view.file.representatives
        if one.kind in kinds and one.of in people and runs(one.since, one.until, page.today)
    ]
    for one in sorted(here, key=lambda one: one.kind is not RepresentativeKind.ADMINISTRATOR):
        sentence = page.say(
            f"overview.{one.kind}",
            name=one.name,
            phone=phone(one.phone) or "-",
            email=one.email or "-",
            tenant=name(people[one.of]),
        )
        rows += page.text(sentence, tone=Tone.ALERT)
    return rows


def contacts(page: Page, made: Sequence[Contact]) -> list[Line]:
    """Contacts and attempts with what was said, the newest first."""
    rows: list[Line] = []
    for contact in reversed(made):
        rows.append(_contact_line(page, contact))
        if contact.said:
            rows += page.text(contact.said, first="    ")
    return rows


def _contact_line(page: Page, contact: Contact) -> Line:
    whom = page.say(f"whom.{answered(contact.whom, contact.channel)}")
    what = page.say(f"channel.{contact.channel}.{contact.direction}")
    more = [page.speaker.language(contact.language)] if contact.language else []
    if contact.identity_checked:
        more.append(page.say("contact.identity_checked"))
    return (
        dim(f"  {page.instant(contact.at)}  "),
        Span(f"{what}: "),
        strong(whom) if contact.reached else Span(whom),
        dim(" · ".join(["", contact.by, *more])),
    )


def promises(
    page: Page,
    file: CaseFile,
    made: Sequence[Promise],
    payments: Sequence[tuple[date, int]] = (),
) -> list[Line]:
    """Promises, the newest first, and what came in since the oldest running one."""
    rows: list[Line] = []
    for promise in reversed(made):
        id_ = "agreed.promise"
        if gave_way(file, promise, page.today):
            id_ = "agreed.promise_gave_way"
        elif promise.due_on < page.today:
            id_ = "agreed.promise_passed"
        sentence = page.say(
            id_,
            promise_cents=promise.cents,
            due_on=promise.due_on.isoformat(),
            made_on=promise.made_on.isoformat(),
            login=promise.by,
        )
        rows += page.text(sentence, tone=Tone.PLAIN if id_ == "agreed.promise" else Tone.DIM)
    came = sum(cents for _, cents in payments)
    if rows and came:
        rows += page.text(page.say("agreed.promise_paid", paid_cents=came), first="    ")
    return rows


def appointments(page: Page, made: Sequence[Appointment]) -> list[Line]:
    """Agreed days, whether they were kept, and what came of them, the newest first."""
    rows: list[Line] = []
    for appointment in reversed(made):
        state = {None: "agreed", True: "kept", False: "missed"}[appointment.kept]
        part = f"part.{appointment.part_of_day}" if appointment.part_of_day else "part.any"
        sentence = page.say(
            f"agreed.appointment_{state}",
            kind_word=f"appointment.{appointment.kind}",
            agreed_on=appointment.on.isoformat(),
            part_word=part,
            made_on=appointment.made_on.isoformat(),
            login=appointment.by,
        )
        tone = Tone.PLAIN if appointment.kept is None else Tone.DIM
        rows += page.text(_with(sentence, appointment.text), tone=tone)
        if appointment.outcome:
            rows += page.text(appointment.outcome, first="    ")
    return rows


def reasons(page: Page, given: Sequence[Reason]) -> list[Line]:
    """Why the rent did not come, once or structural, the newest first."""
    rows: list[Line] = []
    for reason in reversed(given):
        sentence = page.say(
            "agreed.structural" if reason.structural else "agreed.once",
            reason_word=f"reason.{reason.code}",
            reason_on=reason.on.isoformat(),
            login=reason.by,
        )
        rows += page.text(sentence)
    return rows


def offers(page: Page, made: Sequence[Offer]) -> list[Line]:
    """Help that was offered and how it was answered, in which language where not in that of the
    house; the newest first."""
    rows: list[Line] = []
    for offer in reversed(made):
        foreign = offer.language not in {"", HOUSE_LANGUAGE}
        sentence = page.say(
            "agreed.offer_in" if foreign else "agreed.offer",
            offer_word=f"offer.{offer.kind}",
            answer_word=f"answer.{offer.answer}",
            offer_on=offer.on.isoformat(),
            login=offer.by,
            language=page.speaker.language(offer.language),
        )
        rows += page.text(_with(sentence, offer.why))
    return rows


def referrals(page: Page, sent: Sequence[Referral]) -> list[Line]:
    """What was sent to whom, the newest first."""
    return [row for one in reversed(sent) for row in _referral(page, one)]


def _referral(page: Page, sent: Referral) -> list[Line]:
    """What was sent to whom, and the answer or the day by which it is expected."""
    sentence = page.say(
        "agreement.referred_warm" if sent.warm else "agreement.referred",
        referred_on=sent.on.isoformat(),
        partner=sent.partner,
        referral_word=f"referral.{sent.kind}",
        login=sent.by,
    )
    if sent.signalled:
        sentence = _signal(page, sent, sent.signalled)
    answer = page.say("agreement.reply_by", reply_on=sent.reply_by.isoformat())
    if sent.answered_on is not None:
        answered_on = sent.answered_on.isoformat()
        answer = page.say("agreement.answered", answered_on=answered_on, answer=sent.answer)
        if sent.result:
            word = f"result.{sent.result}"
            answer = page.say("agreement.result", answered_on=answered_on, result_word=word)
            answer = "; ".join(filter(None, (answer, sent.answer)))
    late = sent.answered_on is None and sent.reply_by < page.today
    return [
        *page.text(": ".join(filter(None, (sentence, sent.text)))),
        *page.text(answer, first="    ", tone=Tone.ALERT if late else Tone.DIM),
    ]


def _signal(page: Page, sent: Referral, told: Signalled) -> str:
    """What the municipality was told, after which reminder, and whether it was handed over warm."""
    words: dict[str, str | int] = {
        "signal_on": sent.on.isoformat(),
        "partner": sent.partner,
        "told_cents": told.cents,
        "reminder": told.reminder,
        "reminded_on": told.reminded_on.isoformat(),
        "login": sent.by,
    }
    said = page.say("agreement.signalled", **words)
    if told.months_tenths is not None:
        said = page.say("agreement.signalled_months", months_tenths=told.months_tenths, **words)
    return f"{said}, {page.say('agreement.signal_warm')}" if sent.warm else said


def _with(sentence: str, text: str) -> str:
    return f"{sentence}: {text}" if text else sentence


def elsewhere(view: CaseView, section: str) -> list[Covering]:
    """What other files agreed for this lease that a section shows, the oldest start first."""
    return [held for held in view.file.covering if KINDS[held.agreement.kind].section == section]


def covered(page: Page, covering: Sequence[Covering], *, first: str = "  ") -> list[Line]:
    """In which file something was agreed for this lease, and since when."""
    return [
        line
        for held in covering
        for line in page.text(
            page.say(
                "agreement.elsewhere",
                kind_word=f"kind.{held.agreement.kind}",
                number=held.number,
                start_on=held.agreement.start_on.isoformat(),
            ),
            first=first,
        )
    ]
