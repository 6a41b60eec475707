"""Early signals: when the municipality may be told of arrears, and when anew (R40 to R45)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from caseconsole.domain.agreement import (
    Phase,
)
from caseconsole.domain.allocation import OpenItem
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Offer, OfferAnswer, OfferKind
from caseconsole.domain.frozen import left_alone, waits_since
from caseconsole.domain.kinds import KINDS, phase
from caseconsole.domain.ledger import EntryKind
from caseconsole.domain.message import message
from caseconsole.domain.offered import offered
from caseconsole.domain.referred import EARLY_SIGNAL, HELP_ACCEPTED, Referral, Result, Signalled
from caseconsole.domain.rents_let_be import asked_from, let_be_on
from caseconsole.process.contacts import sought
from caseconsole.process.gates import Check
from caseconsole.process.misses import asked_standing, debt_since, trouble_since
from caseconsole.process.policy_values import Values

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Owed:
    """The open rent of which the municipality is told (R43)."""

    cents: int
    months_tenths: int | None
    """The same in tenths of the monthly rent; None where no rent is known."""
    since: date | None
    """The day from which the oldest is asked; None where nothing is open."""
    rents: tuple[tuple[date, int], ...] = ()
    """All rent that is open by its due day, what nobody may be asked for among it."""


def owed(case: CaseFile, items: Iterable[OpenItem], today: date) -> Owed:
    """What a signal of today tells: open rent, without costs and what nobody may be asked for.

    What is frozen, remitted, being settled (R60 to R63) or let be (R36) is not told.

    Args:
        items: what is open of the lease by its ledger.
    """
    rents = tuple(
        (item.due_on, item.cents)
        for item in items
        if item.entry.kind is EntryKind.CHARGE and item.due_on <= today and item.cents
    )
    let_be, rent = let_be_on(case, today), case.standing.rent
    may_be = _from(rents, _waits_before(case, today))
    told = [(due_on, cents) for due_on, cents in may_be if due_on not in let_be]
    asked = asked_from(case, today)
    cents = sum(cents for _, cents in told)
    return Owed(
        cents,
        (20 * cents + rent) // (2 * rent) if rent else None,
        min((asked[due_on] for due_on, _ in told), default=None),
        rents,
    )


def _waits_before(case: CaseFile, on: date) -> date:
    """The day before which fell due what nobody may be asked for on a day (R60 to R63)."""
    gone = left_alone(case, on)
    return max(waits_since(case, on) or date.min, gone.since if gone else date.min)


def _from(rents: Iterable[tuple[date, int]], since: date) -> list[tuple[date, int]]:
    return [(due_on, cents) for due_on, cents in rents if since <= due_on]


def _more(case: CaseFile, tells: Owed, last: Referral, told: Signalled, today: date) -> int:
    """How much more is open by now of what a signal is about, in cents (R43, R45).

    What could be asked for then counts, also where it waits or is let be since.
    """
    known = _from(tells.rents, _waits_before(case, last.on))
    then, now = let_be_on(case, last.on), let_be_on(case, today)
    counts = (
        cents
        for due_on, cents in known
        if due_on not in now or (due_on <= last.on and due_on not in then)
    )
    return sum(counts) - told.cents


def gate_signal(
    case: CaseFile, tells: Owed, values: Values, today: date, reminded_on: date, reminder: str
) -> tuple[Check, ...]:
    """What an early signal needs before the municipality is told (Bgs art. 2; R40 to R43).

    Personal contact was sought, debt help was pointed out, and a written reminder offered to pass
    the tenant on, who did not object. While an arrangement runs it asks for a reason (R38).

    Args:
        tells: what it tells.
        reminded_on: the day of the written reminder.
        reminder: its reference.
    """
    begin, of_debt = trouble_since(case, today), debt_since(case, today)
    tried = sought(case, begin - _DAY)
    pointed = _newest(case, begin, OfferKind.CREDIT_BANK)
    passed_on = _newest(case, begin, OfferKind.MUNICIPALITY)
    objection = _objection(case, of_debt)
    reminds = bool(reminder) and begin <= reminded_on <= today
    return (
        _long_enough(tells, values, today),
        Check(
            message("gate.signal_contact"), bool(tried), "R41", on=tried[-1].on if tried else None
        ),
        Check(message("gate.signal_help"), pointed is not None, "R41", on=_day(pointed)),
        Check(
            message("gate.signal_reminder", since_on=begin.isoformat()),
            reminds,
            "R41",
            on=reminded_on,
            paper=reminder,
        ),
        Check(message("gate.signal_offer"), passed_on is not None, "R41", on=_day(passed_on)),
        Check(message("gate.signal_objection"), objection is None, "R42", on=_day(objection)),
        *_higher(case, tells, values, of_debt, today),
        Check(message("gate.signal_arranged"), not _arranged(case), "R38", hard=False),
    )


def gate_signal_pause(
    case: CaseFile,
    tells: Owed,
    sent: Referral,
    result: Result | None,
    until: date,
    values: Values,
    today: date,
) -> tuple[Check, ...]:
    """What it needs to let collection rest after a signal (R45).

    The tenant accepted the help, and what fell due since the signal is paid.

    Args:
        tells: the rent that is open now: no more than was told is as good as new rent paid.
        until: the last day on which it rests.
    """
    accepted = sent.kind == EARLY_SIGNAL and result in HELP_ACCEPTED
    last = today + timedelta(days=values.signal_pause_cd)
    told = sent.signalled
    more = _more(case, tells, sent, told, today) if told else None
    no_more = more is not None and more < max(1, values.min_case_cents)
    return (
        Check(message("gate.signal_accepted"), accepted, "R45", on=today),
        Check(
            message("gate.signal_paid", sent_on=sent.on.isoformat()),
            no_more or not _asked_since(case, sent.on, today),
            "R45",
        ),
        Check(message("gate.signal_longest", last_on=last.isoformat()), until <= last, "R45"),
    )


def _asked_since(case: CaseFile, on: date, today: date) -> bool:
    """Whether a rent is open that is asked since a day only: it fell due then, or was moved."""
    asked, let_be = asked_from(case, today), let_be_on(case, today)
    waits = waits_since(case, today)
    missed_on = asked_standing(case, waits, let_be, asked, today).missed_on
    return missed_on is not None and asked[missed_on] > on


def signalled(case: CaseFile) -> Referral | None:
    """The newest early signal of a file."""
    signals = (one for one in case.referrals if one.kind == EARLY_SIGNAL)
    return max(signals, key=lambda one: (one.on, one.id), default=None)


def _newest(case: CaseFile, begin: date, kind: OfferKind) -> Offer | None:
    made = [
        offer
        for offer in offered(case)
        if offer.kind is kind and offer.on >= begin and offer.answer is not OfferAnswer.NOT_OFFERED
    ]
    return made[-1] if made else None


def _objection(case: CaseFile, begin: date) -> Offer | None:
    """The refusal to be passed on that the tenant did not take back by accepting it since (R42).

    An offer without answer says nothing. What was moved since is the same debt (R36).
    """
    said = {OfferAnswer.ACCEPTED, OfferAnswer.REFUSED}
    answered = [
        offer
        for offer in case.offers
        if offer.kind is OfferKind.MUNICIPALITY and offer.on >= begin and offer.answer in said
    ]
    last = max(answered, key=lambda offer: (offer.on, offer.id), default=None)
    return last if last is not None and last.answer is OfferAnswer.REFUSED else None


def _day(offer: Offer | None) -> date | None:
    return offer.on if offer else None


def _long_enough(tells: Owed, values: Values, today: date) -> Check:
    """Rent has been open for so long that the municipality takes a signal up (R40)."""
    if tells.since is None:
        return Check(message("gate.signal_nothing"), held=False, rule="R40")
    first = tells.since + timedelta(days=values.signal_min_days)
    asks = message("gate.signal_days", n=values.signal_min_days, first_on=first.isoformat())
    return Check(asks, today >= first, "R40", on=tells.since)


def _higher(
    case: CaseFile, tells: Owed, values: Values, begin: date, today: date
) -> Iterator[Check]:
    """What is told anew is more than what was told last of this debt (R43)."""
    last = signalled(case)
    told = last.signalled if last and last.on >= begin else None
    if last is None or told is None:
        return
    asks = message("gate.signal_higher", sent_on=last.on.isoformat(), told_cents=told.cents)
    held = not values.resignal_only_if_higher or _more(case, tells, last, told, today) > 0
    yield Check(asks, held, "R43", on=last.on)


def _arranged(case: CaseFile) -> bool:
    """Whether an agreement about this debt runs, in this file or in another."""
    made = (*case.agreements, *(held.agreement for held in case.covering))
    return any(KINDS[one.kind].of_debt and phase(one) is Phase.RUNNING for one in made)
