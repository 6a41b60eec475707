"""Housing support: somebody comes to the home, on a plan with goals (R73)."""

from caseconsole.domain.contact import OfferKind
from caseconsole.domain.kinds.kind import Kind
from caseconsole.domain.kinds.support import DECIDED, DECLINED, FOLLOWS, STATES

KIND = Kind(
    name="housing_support",
    states=STATES,
    follows=FOLLOWS,
    decided=DECIDED,
    first=("offered", "accepted", "refused", "no_answer"),
    limit_word="woonbegeleiding",
    section="6",
    offer=OfferKind.HOUSING_SUPPORT,
    declined=DECLINED,
    prolongs=True,
)
