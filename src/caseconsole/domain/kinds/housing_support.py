"""Housing support: somebody comes to the home, on a plan with goals (R73)."""

from caseconsole.domain.kinds.kind import Kind
from caseconsole.domain.kinds.support import DECIDED, FOLLOWS, STATES

KIND = Kind(
    name="housing_support",
    states=STATES,
    follows=FOLLOWS,
    decided=DECIDED,
    first=("offered", "accepted", "refused", "no_answer"),
    section="6",
)
