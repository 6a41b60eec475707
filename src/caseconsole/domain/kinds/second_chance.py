"""Second-chance lease: a home under conditions that are written into it (R70 to R78)."""

from caseconsole.domain.agreement import DecisionKind, Phase
from caseconsole.domain.kinds.kind import Kind

ORDINARY = "ordinary"
"""The form of a lease without conditions."""

CHANCE = "second_chance"
KIND = Kind(
    name=CHANCE,
    states={
        "applied": Phase.PROPOSED,
        "drafted": Phase.PROPOSED,
        "signed": Phase.RUNNING,
        "graduated": Phase.COMPLETED,
        "indefinite": Phase.ENDED,
        "not_renewed": Phase.RUNNING,
        "expired": Phase.ENDED,
        "red_card": Phase.ENDED,
        "ended": Phase.ENDED,
        "refused": Phase.REFUSED,
        "withdrawn": Phase.WITHDRAWN,
    },
    follows={
        "applied": ("drafted", "refused", "withdrawn"),
        "drafted": ("signed", "refused", "withdrawn"),
        "signed": ("graduated", "indefinite", "not_renewed", "red_card", "ended"),
        "not_renewed": ("graduated", "expired", "red_card", "ended"),
    },
    first=("applied", "drafted", "refused"),
    limit_word="tweede-kans",
    section="8",
    reasoned=frozenset({"not_renewed", "ended", "refused", "withdrawn"}),
    proven=frozenset({"not_renewed"}),
    ends_by_law=frozenset({"F1"}),
    expires={"signed": "indefinite", "not_renewed": "expired"},
    notice_state="not_renewed",
    lease_form={"signed": "", "graduated": ORDINARY, "indefinite": ORDINARY},
    decided={DecisionKind.GRADUATE: "graduated", DecisionKind.END: "ended"},
    final=frozenset({"not_renewed", "red_card", "ended"}),
    ladder=True,
)
