"""What kinds of guidance have in common: an offer with a dated answer, then visits or sessions."""

from caseconsole.domain.agreement import DecisionKind, Phase
from caseconsole.domain.contact import OfferAnswer

STATES = {
    "offered": Phase.PROPOSED,
    "accepted": Phase.RUNNING,
    "refused": Phase.REFUSED,
    "no_answer": Phase.REFUSED,
    "completed": Phase.COMPLETED,
    "ended": Phase.ENDED,
}
FOLLOWS = {
    "offered": ("accepted", "refused", "no_answer"),
    "no_answer": ("accepted", "refused"),
    "accepted": ("completed", "ended"),
}
DECLINED = {"refused": OfferAnswer.REFUSED, "no_answer": OfferAnswer.NO_ANSWER}
DECIDED = {DecisionKind.GRADUATE: "completed", DecisionKind.END: "ended"}
