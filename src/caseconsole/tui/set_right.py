"""In which field of a form that is set right which the store refuses."""

from collections.abc import Mapping

SET_RIGHT: Mapping[str, tuple[str, ...]] = {
    id_: fields
    for fields, ids in {
        ("why",): (
            "refused.complete_why", "refused.ends_promised", "refused.graduate_early",
            "refused.graduate_ledger", "refused.graduate_why", "refused.not_offered_why",
            "refused.proposal_why",
            "refused.state_why", "refused.why_empty", "gate.evaluation", "gate.no_lease",
            "gate.shelter",
        ),
        ("paper",): ("refused.state_paper", "gate.end_paper"),
        ("on",): (
            "refused.appointment_past", "refused.lapse_day", "refused.lapse_moratorium",
            "refused.notice_window", "refused.signed_ahead",
        ),
        ("on", "start"): ("refused.state_day",),
        ("start",): ("refused.agreement_start",),
        ("end",): (
            "refused.agreement_end", "refused.days_set", "refused.prolong_later",
            "refused.prolong_open", "refused.prolong_over", "gate.end", "gate.longest",
        ),
        ("since",): ("refused.suspended", "refused.suspension_days"),
        ("until",): (
            "refused.condition_back", "refused.condition_days", "refused.condition_ended",
            "refused.moratorium_long", "refused.snooze_beyond", "refused.snooze_past",
            "refused.suspension_ended", "refused.suspension_long",
        ),
        ("until", "pause"): ("refused.pause_past",),
        ("to",): ("refused.moved_day", "refused.moved_past"),
        ("reply",): ("refused.reply_past",),
        ("review", "next"): ("refused.review_past",),
        ("reply", "pause", "review", "next", "to", "until", "on"): ("refused.too_far",),
        ("state", "kind"): (
            "refused.agreement_first", "refused.decision", "refused.notice_no_end",
            "refused.notice_stays", "refused.prolong_kind", "refused.red_card_none",
            "refused.state_by_itself", "refused.state_follows", "refused.state_signed",
        ),
        ("form",): ("gate.form",),
        ("clauses",): ("draft.no_time", "gate.conditions"),
        ("old_debt_why", "why"): ("gate.old_debt",),
        ("signatories", "parties"): ("gate.signs", "refused.not_signed"),
        ("condition",): ("gate.breached", "gate.remitted", "gate.rests", "gate.scheme"),
        ("rung",): (
            "refused.red_card_stands", "refused.rung_below", "refused.rung_no_breach",
            "refused.rung_open",
            "gate.three_party", "gate.yellow_card",
        ),
        ("rung", "outcome"): ("gate.cure_over",),
        ("verdict",): (
            "refused.judged_ahead", "refused.judged_by_ledger", "refused.not_judged",
        ),
        ("kept",): ("refused.appointment_ahead",),
        ("owner",): ("refused.blocked", "refused.owner_same", "refused.unknown_login"),
        ("claim",): ("refused.claim_unknown", "refused.snooze_leader"),
        ("answer",): ("refused.answer_empty", "refused.proposal_answer", "refused.signal_why"),
        ("reminded",): ("gate.signal_reminder",),
        ("text",): ("gate.signal_arranged",),
        ("result",): ("gate.signal_accepted",),
        ("pause",): ("gate.signal_longest", "gate.signal_paid"),
    }.items()
    for id_ in ids
}  # fmt: skip
"""The names of its fields by the id of the refusal; the first that a form has is meant, and a form
that has none stays where it is."""
