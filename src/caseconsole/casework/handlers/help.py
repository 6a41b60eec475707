"""Help: what was offered, and how it was answered."""

from caseconsole.casework.work import Work
from caseconsole.domain.changes import AnswerOffer, MakeOffer, NewOffer
from caseconsole.domain.contact import OfferAnswer
from caseconsole.domain.message import Refused, message


def add_offer(offer: NewOffer, language: str, work: Work) -> None:
    """Write an offer, or that it was not made and why (R37).

    Raises:
        Refused: it was not offered and no reason is given.
    """
    _reasoned(offer.answer, offer.why)
    work.add(
        "offer",
        on_day=work.now.today,
        kind=offer.kind,
        language=language,
        answer=offer.answer,
        why=offer.why,
    )


def make_offer(change: MakeOffer, work: Work) -> None:
    """Keep an offer that was made outside a call."""
    add_offer(change.offer, change.language, work)


def answer_offer(change: AnswerOffer, work: Work) -> None:
    """Keep the tenant's answer to an offer.

    Raises:
        Refused: the offer is not in this file, or a reason is missing.
    """
    _reasoned(change.answer, change.why)
    if all(offer.id != change.offer for offer in work.file.offers):
        raise Refused(message("refused.offer_unknown"))
    work.writer.update("offer", change.offer, change.seen, answer=change.answer, why=change.why)


def _reasoned(answer: OfferAnswer, why: str) -> None:
    if answer is OfferAnswer.NOT_OFFERED and not why:
        raise Refused(message("refused.not_offered_why"))
