"""Early signals that may be given, to be varied."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from caseconsole.domain import agreement_changes as a
from caseconsole.domain import changes as c
from caseconsole.domain.contact import Channel, OfferAnswer, OfferKind, Whom
from tests.casework.agreed import CASE
from tests.casework.stores import TODAY

REMINDED = TODAY - timedelta(days=7)
WORD_BY = TODAY + timedelta(days=28)
HELP = (OfferKind.CREDIT_BANK, OfferKind.MUNICIPALITY)


def signal(case: int = CASE, **more: Any) -> a.Signal:
    """A signal to the municipality after a reminder of last week."""
    values: dict[str, Any] = {
        "partner": "Gemeente Brinkerveen", "reminded_on": REMINDED, "reminder": "H-12",
        "reply_by": WORD_BY,
    }  # fmt: skip
    return a.Signal(case=case, **values | more)


def led_up(
    case: int = CASE, *offers: OfferKind, answered: OfferAnswer = OfferAnswer.NO_ANSWER
) -> Iterator[c.Change]:
    """A call, and what was offered."""
    yield c.RecordContact(case=case, channel=Channel.PHONE, whom=Whom.NO_ANSWER)
    for kind in offers or HELP:
        yield c.MakeOffer(case=case, offer=c.NewOffer(kind=kind, answer=answered))
