"""What help was offered, whichever record of the file shows it (R37)."""

from collections.abc import Iterator

from caseconsole.domain.agreement import Agreement, Phase, StateChange
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import AppointmentKind, Offer, OfferAnswer, OfferKind
from caseconsole.domain.kinds import KINDS, phase

PARTNERS = {
    OfferKind.CREDIT_BANK: "credit_bank",
    OfferKind.BUDGET_COACH: "coach",
    OfferKind.HOUSING_SUPPORT: "support_provider",
}
"""The help that a partner gives, and the kind of referral that leads to it."""
_SENT = {kind: help_ for help_, kind in PARTNERS.items()}


def offered(file: CaseFile) -> tuple[Offer, ...]:
    """The offers of a file by day, its agreements, referrals and budget talks among them.

    An offer that such a record shows has the key 0; what was noted itself is not shown twice.
    """
    noted = {(offer.on, offer.kind, offer.answer) for offer in file.offers}
    shown = [
        offer
        for offer in (*_agreed(file), *_sent(file), *_talks(file))
        if (offer.on, offer.kind, offer.answer) not in noted
    ]
    return tuple(sorted((*file.offers, *shown), key=lambda offer: offer.on))


def _agreed(file: CaseFile) -> Iterator[Offer]:
    for made in file.agreements:
        kind = KINDS[made.kind].offer
        if kind is not None:
            answer, by = _answer(made), _answered(made)
            why = "" if answer is OfferAnswer.ACCEPTED else made.states[-1].why
            on, login = (by.on, by.by) if by else (made.made_on, made.by)
            yield Offer(0, on, kind, "", answer, why, login, made.version)


def _answer(made: Agreement) -> OfferAnswer:
    declined = KINDS[made.kind].declined.get(made.state)
    if declined is not None:
        return declined
    waits = phase(made) is Phase.PROPOSED
    return OfferAnswer.NO_ANSWER if waits else OfferAnswer.ACCEPTED


def _answered(made: Agreement) -> StateChange | None:
    """The state that answered the offer; None while none did, or where that is not known."""
    kind = KINDS[made.kind]
    if made.state in kind.declined:
        return made.states[-1]
    return next((one for one in made.states if kind.phase(one.state) is Phase.RUNNING), None)


def _sent(file: CaseFile) -> Iterator[Offer]:
    """A referral: nobody is sent on who did not agree to it."""
    for sent in file.referrals:
        kind = _SENT.get(sent.kind)
        if kind is not None:
            yield Offer(
                0, sent.on, kind, "", OfferAnswer.ACCEPTED, sent.partner, sent.by, sent.version
            )


def _talks(file: CaseFile) -> Iterator[Offer]:
    """A budget talk on a day that was agreed."""
    for talk in file.appointments:
        if talk.kind is AppointmentKind.BUDGET_TALK:
            yield Offer(
                0, talk.made_on, OfferKind.BUDGET_TALK, "", OfferAnswer.ACCEPTED, "", talk.by,
                talk.version,
            )  # fmt: skip
