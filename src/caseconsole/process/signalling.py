"""Early signals: when the municipality may be told of arrears, and when anew (R40 to R45)."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from caseconsole.domain.agreement import Phase, Referral
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Offer, OfferAnswer, OfferKind
from caseconsole.domain.frozen import collectable
from caseconsole.domain.kinds import KINDS, phase
from caseconsole.domain.message import Message, message
from caseconsole.domain.offered import offered
from caseconsole.domain.referred import EARLY_SIGNAL, HELP_ACCEPTED, Result
from caseconsole.process.contacts import sought
from caseconsole.process.gates import Check
from caseconsole.process.policy_values import Values

_DAY = timedelta(days=1)


def gate_signal(
    case: CaseFile, values: Values, today: date, reminded_on: date, reminder: str
) -> tuple[Check, ...]:
    """What an early signal needs before the municipality is told (Bgs art. 2; R40 to R43).

    Personal contact was sought, debt help was pointed out, and a written reminder offered to pass
    the tenant on, who did not object. While an arrangement runs it asks for a reason (R38).

    Args:
        reminded_on: the day of the written reminder.
        reminder: its reference.
    """
    begin = _begin(case, today)
    tried = sought(case, begin - _DAY)
    pointed = _newest(case, begin, OfferKind.CREDIT_BANK)
    passed_on = _newest(case, begin, OfferKind.MUNICIPALITY)
    objected = passed_on is not None and passed_on.answer is OfferAnswer.REFUSED
    reminds = bool(reminder) and begin <= reminded_on <= today
    return (
        _long_enough(case, values, today),
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
        Check(message("gate.signal_objection"), not objected, "R42", on=_day(passed_on)),
        _higher(case, values, begin, today),
        Check(message("gate.signal_arranged"), not _arranged(case), "R38", hard=False),
    )


def gate_signal_pause(
    case: CaseFile, sent: Referral, result: Result | None, until: date, values: Values, today: date
) -> tuple[Check, ...]:
    """What it needs to let collection rest after a signal (R45).

    The tenant accepted the help, and what fell due since the signal is paid.

    Args:
        until: the last day on which it rests.
    """
    accepted = sent.kind == EARLY_SIGNAL and result in HELP_ACCEPTED
    last = today + timedelta(days=values.signal_pause_cd)
    missed_on = case.standing.missed_on
    return (
        Check(message("gate.signal_accepted"), accepted, "R45", on=today),
        Check(
            message("gate.signal_paid", sent_on=sent.on.isoformat()),
            missed_on is None or missed_on <= sent.on,
            "R45",
        ),
        Check(message("gate.signal_longest", last_on=last.isoformat()), until <= last, "R45"),
    )


def told(case: CaseFile, today: date) -> tuple[int, int | None]:
    """What a signal of today tells: the arrears in cents, and in tenths of the monthly rent (R43).

    What is frozen is not told as open (R60, R61, R63); without a known rent there are no months.
    """
    cents, rent = collectable(case, today), case.standing.rent
    return cents, (20 * cents + rent) // (2 * rent) if rent else None


def signalled(case: CaseFile) -> Referral | None:
    """The newest early signal of a file."""
    signals = (one for one in case.referrals if one.kind == EARLY_SIGNAL)
    return max(signals, key=lambda one: (one.on, one.id), default=None)


def _begin(case: CaseFile, today: date) -> date:
    """The first day of this trouble: what was done about an earlier one does not count."""
    if case.episode:
        return case.episode.since
    return case.standing.since or today


def _newest(case: CaseFile, begin: date, kind: OfferKind) -> Offer | None:
    made = [
        offer
        for offer in offered(case)
        if offer.kind is kind and offer.on >= begin and offer.answer is not OfferAnswer.NOT_OFFERED
    ]
    return made[-1] if made else None


def _day(offer: Offer | None) -> date | None:
    return offer.on if offer else None


def _long_enough(case: CaseFile, values: Values, today: date) -> Check:
    """Rent has been open for so long that the municipality takes a signal up (R40)."""
    since = case.standing.since
    first = since + relativedelta(days=values.signal_min_days) if since else None
    asks = message(
        "gate.signal_days",
        n=values.signal_min_days,
        first_on=first.isoformat() if first else "",
    )
    held = first is not None and today >= first and collectable(case, today) > 0
    return Check(asks if first else message("gate.signal_nothing"), held, "R40", on=since)


def _higher(case: CaseFile, values: Values, begin: date, today: date) -> Check:
    """What is told anew is more than what was told last in this trouble (R43)."""
    last = signalled(case)
    told = last.signalled if last and last.on >= begin else None
    cents = told.cents if told else 0
    held = told is None or not values.resignal_only_if_higher or collectable(case, today) > cents
    asks: Message = message(
        "gate.signal_higher", sent_on=last.on.isoformat() if last else "", told_cents=cents
    )
    return Check(asks, held, "R43", on=last.on if last else None)


def _arranged(case: CaseFile) -> bool:
    """Whether an agreement about this debt runs, in this file or in another."""
    made = (*case.agreements, *(held.agreement for held in case.covering))
    return any(KINDS[one.kind].of_debt and phase(one) is Phase.RUNNING for one in made)
