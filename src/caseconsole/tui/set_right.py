"""In which field of a form that is set right which the store refuses."""

from collections.abc import Mapping

SET_RIGHT: Mapping[str, str] = {
    id_: field
    for field, ids in {
        "why": (
            "refused.arrangement_why", "refused.complete_why", "refused.ends_why",
            "refused.graduate_early", "refused.graduate_ledger", "refused.graduate_why",
            "refused.not_offered_why", "refused.proposal_why", "refused.second_chance_why",
            "refused.why_empty", "gate.no_lease",
        ),
        "paper": ("refused.discharge_paper", "refused.notice_paper", "gate.end_paper"),
        "on": (
            "refused.lapse_day", "refused.lapse_moratorium", "refused.notice_window",
            "refused.signed_ahead", "refused.state_day",
        ),
        "start": ("refused.agreement_start",),
        "end": (
            "refused.agreement_end", "refused.prolong_later", "refused.prolong_open",
            "refused.prolong_over", "gate.end", "gate.longest",
        ),
        "since": ("refused.suspended", "refused.suspension_days"),
        "until": (
            "refused.condition_back", "refused.condition_days", "refused.condition_ended",
            "refused.moratorium_long", "refused.snooze_beyond", "refused.snooze_past",
            "refused.suspension_ended", "refused.suspension_long",
        ),
        "to": ("refused.moved_day", "refused.moved_past"),
        "parties": ("refused.not_signed", "gate.signs"),
        "answer": ("refused.answer_empty", "refused.proposal_answer", "refused.signal_why"),
        "reminded": ("gate.signal_reminder",),
        "text": ("gate.signal_arranged",),
        "result": ("gate.signal_accepted",),
        "pause": ("gate.signal_longest", "gate.signal_paid"),
    }.items()
    for id_ in ids
}  # fmt: skip
"""The name of the field by the id of the refusal; a form without that field stays where it is."""
