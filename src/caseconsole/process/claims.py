"""What each step asks of the day, and the sources of rules without a value."""

from caseconsole.domain.verdict import Claim

CLAIMS = {
    "call_back": Claim.CALL,
    "promise_broken": Claim.CALL,
    "first_call": Claim.CALL,
    "retry_call": Claim.CALL,
    "follow_up": Claim.CALL,
    "home_visit": Claim.VISIT,
    "promise_due": Claim.CHECK,
    "way_out": Claim.DECIDE,
    "pause_ending": Claim.REVIEW,
    "running_rent_late": Claim.CALL,
    "instalment_late": Claim.CALL,
    "obligation_late": Claim.CALL,
    "arrangement_lapse": Claim.DECIDE,
    "arrangement_over": Claim.DECIDE,
    "association_duty": Claim.WRITE,
    "judge_due": Claim.JUDGE,
    "counselling_deadline": Claim.CHASE,
    "partner_silent": Claim.CHASE,
    "report_due": Claim.CHASE,
    "referral_reply_due": Claim.CHASE,
    "breach_rung": Claim.WARN,
    "resting_at_risk": Claim.TALK,
    "evaluation_due": Claim.TALK,
    "application_due": Claim.DECIDE,
    "window_closes": Claim.NOTIFY,
    "window_opens": Claim.NOTIFY,
    "graduation_due": Claim.CONCLUDE,
    "conditions_end": Claim.CONCLUDE,
    "suspension_ending": Claim.REVIEW,
    "review_due": Claim.REVIEW,
}
"""What each step asks of the day."""
OWN_SOURCE = {
    "R06": "source.ddas",
    "P03": "source.agreed",
    "P04": "source.case_law",
    "P07": "source.own_practice",
    "P13": "source.own_practice",
    "P14": "source.own_practice",
    "P15": "source.own_practice",
    "P16": "source.own_practice",
    "P18": "source.own_practice",
    "R36": "source.practice",
}
"""The sources of the rules that have no value in the policy."""
