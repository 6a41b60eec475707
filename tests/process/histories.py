"""Case files of every kind, for the laws that hold of all of them."""

from datetime import date

from hypothesis import strategies as st

from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import (
    AppointmentKind,
    Channel,
    Direction,
    Episode,
    OfferAnswer,
    OfferKind,
    Whom,
)
from caseconsole.domain.ledger import Standing
from caseconsole.domain.moment import PartOfDay
from tests.process.agreed_histories import agreed
from tests.process.files import (
    administrator,
    appointment,
    case,
    contact,
    nov,
    offer,
    pause,
    promise,
    reason,
    standing,
)

DAYS = st.integers(-20, 40).map(nov)
CENTS = st.sampled_from([1, 4_99, 5_00, 100_00, 612_40, 1_300_00])


def _few(one: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(one, max_size=most).map(tuple)


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    """What may be open, never more missed than owed."""
    arrears = draw(st.sampled_from([0, 1, 4_99, 5_00, 612_40, 1_224_80]))
    if not arrears:
        return standing(arrears=0, since=None, missed_on=None, missed_cents=0)
    missed = draw(st.none() | st.sampled_from([date(2026, 10, 1), nov(1), date(2026, 12, 1)]))
    return standing(
        arrears=arrears,
        missed_on=missed,
        missed_cents=min(arrears, 612_40) if missed else 0,
        returned_on=draw(st.none() | DAYS) if missed else None,
    )


CONTACTS = st.builds(
    contact,
    DAYS,
    st.sampled_from(Whom),
    st.sampled_from(PartOfDay),
    st.sampled_from(Channel),
    st.sampled_from(Direction),
)
APPOINTMENTS = st.builds(
    appointment,
    DAYS,
    st.sampled_from(AppointmentKind),
    kept=st.sampled_from([None, None, True, False]),
    part=st.none() | st.sampled_from(PartOfDay),
)
PAUSES = st.tuples(DAYS, DAYS).map(lambda days: pause(min(days), max(days)))
PROMISES = st.builds(promise, DAYS, CENTS, DAYS, st.integers(1, 9))
REASONS = st.builds(reason, DAYS, structural=st.booleans())
OFFERS = st.builds(offer, DAYS, st.sampled_from(OfferKind), st.sampled_from(OfferAnswer))
EPISODES = st.none() | st.sampled_from([date(2026, 10, 1), nov(1)]).map(
    lambda since: Episode(1, since)
)


@st.composite
def files(draw: st.DrawFn) -> CaseFile:
    """A case file with some of everything."""
    contacts = sorted(draw(st.lists(CONTACTS, max_size=5)), key=lambda contact: contact.on)
    return case(
        standing=draw(standings()),
        episode=draw(EPISODES),
        contacts=tuple(contacts),
        appointments=draw(_few(APPOINTMENTS)),
        pauses=draw(_few(PAUSES, 2)) if draw(st.integers(0, 3)) == 0 else (),
        promises=draw(_few(PROMISES)),
        promise_payments=tuple(sorted(draw(_few(st.tuples(DAYS, CENTS))))),
        reasons=draw(_few(REASONS, 2)),
        offers=draw(_few(OFFERS)),
        representatives=(administrator(),) if draw(st.booleans()) else (),
        **(draw(agreed()) if draw(st.booleans()) else {}),
    )
