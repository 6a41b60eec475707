"""Payment arrangement: an old debt in instalments beside the running rent (R30 to R39)."""

from caseconsole.domain.agreement import DecisionKind, Phase
from caseconsole.domain.contact import OfferAnswer, OfferKind
from caseconsole.domain.kinds.kind import Kind

ARRANGEMENT = "payment_arrangement"
KIND = Kind(
    name=ARRANGEMENT,
    states={
        "agreed": Phase.RUNNING,
        "kept": Phase.COMPLETED,
        "lapsed": Phase.ENDED,
        "withdrawn": Phase.ENDED,
        "refused": Phase.REFUSED,
    },
    follows={"agreed": ("kept", "lapsed", "withdrawn")},
    first=("agreed", "refused"),
    limit_word="regeling",
    section="4",
    of_debt=True,
    reasoned=frozenset({"lapsed", "withdrawn", "refused"}),
    final=frozenset({"lapsed"}),
    offer=OfferKind.ARRANGEMENT,
    declined={"refused": OfferAnswer.NOT_OFFERED},
    paid_state="kept",
    decided={DecisionKind.END: "withdrawn"},
)
