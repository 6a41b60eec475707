"""Budget coaching: sessions in which somebody learns to hold the budget (R73)."""

from caseconsole.domain.contact import OfferKind
from caseconsole.domain.kinds.kind import Kind
from caseconsole.domain.kinds.support import DECIDED, DECLINED, FOLLOWS, STATES

KIND = Kind(
    name="budget_coaching",
    states=STATES,
    follows=FOLLOWS,
    decided=DECIDED,
    first=("offered", "accepted", "refused", "no_answer"),
    limit_word="budgetcoach",
    section="7",
    offer=OfferKind.BUDGET_COACH,
    declined=DECLINED,
    prolongs=True,
)
