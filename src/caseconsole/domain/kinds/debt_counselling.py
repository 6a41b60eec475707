"""Debt counselling: from application to final discharge, in the phases of DDAS (R48, R60-R63)."""

from caseconsole.domain.agreement import DecisionKind, Phase
from caseconsole.domain.contact import OfferKind
from caseconsole.domain.kinds.kind import Kind
from caseconsole.domain.kinds.support import DECLINED

_EXITS = (
    "moved", "deceased", "not_appeared", "withdrawn", "not_suitable", "not_compliant", "other",
    "self_reliant",
)  # fmt: skip
_UNDER_WAY = (
    "application", "crisis", "intake", "plan", "stabilisation", "settlement", "mediation", "credit",
    "wsnp",
)  # fmt: skip
_SOLVED = ("mediation", "credit", "discharged")
_ADMITTED = frozenset({"plan", "stabilisation", "settlement", "wsnp", "completed", *_SOLVED})
_TALKED = _ADMITTED | {"intake"}

KIND = Kind(
    name="debt_counselling",
    states={
        **dict.fromkeys(_UNDER_WAY, Phase.RUNNING),
        "offered": Phase.PROPOSED,
        "discharged": Phase.COMPLETED,
        "completed": Phase.COMPLETED,
        "rejected": Phase.ENDED,
        **dict.fromkeys(_EXITS, Phase.ENDED),
        "refused": Phase.REFUSED,
        "no_answer": Phase.REFUSED,
    },
    follows={
        "offered": ("application", "refused", "no_answer"),
        "no_answer": ("application", "refused"),
        "application": ("crisis", "intake", "rejected", *_EXITS),
        "crisis": ("intake", "rejected", *_EXITS),
        "intake": ("plan", "rejected", *_EXITS),
        "plan": ("stabilisation", "settlement", "completed", *_EXITS),
        "stabilisation": ("settlement", "wsnp", "completed", *_EXITS),
        "settlement": ("mediation", "credit", "wsnp", *_EXITS),
        "mediation": ("discharged", "wsnp", *_EXITS),
        "credit": ("discharged", *_EXITS),
        "wsnp": ("discharged", *_EXITS),
    },
    first=("offered", "application", "crisis"),
    section="5",
    of_debt=True,
    remits=frozenset({"discharged"}),
    dates={
        "crisis": "threatened",
        "settlement": "proposal_on",
        "mediation": "settled_on",
        "credit": "settled_on",
        "wsnp": "admitted_on",
    },
    settles=frozenset({"mediation", "credit", "wsnp"}),
    met_by={
        "first_talk": _TALKED,
        "crisis_talk": _TALKED,
        "decision": _ADMITTED | {"rejected"},
        "answer": frozenset(_SOLVED),
    },
    answers=frozenset({"answer"}),
    ended_by={"answer": frozenset({"wsnp"}), "discharge": frozenset({"wsnp"})},
    offer=OfferKind.CREDIT_BANK,
    declined=DECLINED,
    decided={DecisionKind.END: "other"},
    shields=frozenset({"wsnp"}),
    prolongs=True,
)
