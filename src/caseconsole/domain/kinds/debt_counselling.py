"""Debt counselling: from application to final discharge, in the phases of DDAS (R48, R60-R63)."""

from caseconsole.domain.agreement import DecisionKind, Phase
from caseconsole.domain.contact import OfferKind
from caseconsole.domain.kinds.kind import Kind
from caseconsole.domain.kinds.support import DECLINED

_EXITS = (
    "moved", "deceased", "not_appeared", "withdrawn", "not_suitable", "not_compliant", "other",
    "self_reliant",
)  # fmt: skip
_PAID_IN_FULL = ("repayment", "refinancing")
"""The solutions of which nothing is remitted."""
_ACCEPTED = ("mediation", "credit", "zero_offer", *_PAID_IN_FULL)
"""The solutions to which the creditors agree."""
_BY_COURT = ("forced", "wsnp")
_UNDER_WAY = (
    "application", "crisis", "intake", "plan", "stabilisation", "settlement", *_ACCEPTED,
    *_BY_COURT,
)  # fmt: skip
_OVER = ("discharged", "completed", "aftercare")
_REMITS = frozenset({"discharged"})
_ADMITTED = frozenset({"plan", "stabilisation", "settlement", *_ACCEPTED, *_BY_COURT, *_OVER})
_TALKED = _ADMITTED | {"intake"}

KIND = Kind(
    name="debt_counselling",
    states={
        **dict.fromkeys(_UNDER_WAY, Phase.RUNNING),
        "offered": Phase.PROPOSED,
        **dict.fromkeys(_OVER, Phase.COMPLETED),
        "rejected": Phase.ENDED,
        **dict.fromkeys(_EXITS, Phase.ENDED),
        "refused": Phase.REFUSED,
        "no_answer": Phase.REFUSED,
    },
    follows={
        "offered": ("application", "refused", "no_answer"),
        "no_answer": ("application", "refused"),
        "application": ("crisis", "intake", "wsnp", "rejected", *_EXITS),
        "crisis": ("intake", "wsnp", "rejected", *_EXITS),
        "intake": ("plan", "wsnp", "rejected", *_EXITS),
        "plan": ("stabilisation", "settlement", "wsnp", "completed", *_EXITS),
        "stabilisation": ("settlement", "wsnp", "completed", *_EXITS),
        "settlement": (*_ACCEPTED, *_BY_COURT, *_EXITS),
        "mediation": ("discharged", "wsnp", *_EXITS),
        "credit": ("discharged", *_EXITS),
        "zero_offer": ("discharged", "wsnp", *_EXITS),
        "repayment": ("completed", "wsnp", *_EXITS),
        "refinancing": ("completed", *_EXITS),
        "forced": ("discharged", "wsnp", *_EXITS),
        "wsnp": ("discharged", *_EXITS),
        "discharged": ("aftercare",),
        "completed": ("aftercare",),
    },
    first=("offered", "application", "crisis", "wsnp"),
    limit_word="schuldhulp",
    section="5",
    of_debt=True,
    remits=_REMITS,
    proven=_REMITS,
    dates={
        "crisis": "threatened",
        "settlement": "proposal_on",
        **dict.fromkeys(("mediation", "credit", "zero_offer", "forced"), "settled_on"),
        **dict.fromkeys(_PAID_IN_FULL, "in_full_on"),
        "wsnp": "admitted_on",
    },
    lasts={"wsnp": "wsnp_months"},
    at_once={"credit": "paid_on"},
    settles=frozenset({*_ACCEPTED, *_BY_COURT}),
    met_by={
        "first_talk": _TALKED,
        "crisis_talk": _TALKED,
        "decision": _ADMITTED | {"rejected"},
        "answer": frozenset(_ACCEPTED),
        "discharge": _REMITS,
        "credit_discharge": _REMITS,
        "statutory_end": _REMITS,
    },
    by_state=frozenset({"discharge", "credit_discharge", "statutory_end"}),
    answers=frozenset({"answer"}),
    ended_by={"answer": frozenset(_BY_COURT), "discharge": frozenset({"wsnp"})},
    offer=OfferKind.CREDIT_BANK,
    declined=DECLINED,
    decided={DecisionKind.END: "other"},
    shields=frozenset({"wsnp"}),
    prolongs=True,
)
