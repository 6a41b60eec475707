"""The words of a limit's values that have one in Dutch; the English ones are understood too."""

from types import MappingProxyType

ACTIONS = MappingProxyType({
    "call_back": "terugbellen", "promise_broken": "toezegging-gemist",
    "first_call": "bellen-dag-1", "retry_call": "opnieuw-bellen", "follow_up": "opvolgen",
    "home_visit": "huisbezoek", "way_out": "uitweg", "promise_due": "betaling-nakijken",
    "pause_ending": "einde-pauze",
    "running_rent_late": "huur-niet-binnen", "instalment_late": "termijn-gemist",
    "obligation_late": "niet-nagekomen", "arrangement_lapse": "regeling-stoppen",
    "arrangement_over": "regeling-voorbij",
    "association_duty": "zelf-nakomen", "judge_due": "beoordelen",
    "counselling_deadline": "schuldhulp-laat", "partner_silent": "partner-stil",
    "report_due": "rapportage-gemist", "referral_reply_due": "geen-antwoord",
    "breach_rung": "schending", "resting_at_risk": "risico-voorwaarde",
    "evaluation_due": "evaluatiegesprek", "application_due": "aanvraag",
    "window_closes": "aanzegging-sluit",
    "window_opens": "aanzegging-kan", "graduation_due": "geslaagd",
    "conditions_end": "einde-nadert", "suspension_ending": "einde-opschorting",
    "review_due": "herzien",
})  # fmt: skip
"""The steps that can be asked for by name."""
CLAIMS = MappingProxyType({
    "call": "bellen", "visit": "bezoeken", "check": "nakijken", "decide": "beslissen",
    "write": "schrijven", "notify": "aanzeggen", "judge": "beoordelen", "chase": "navragen",
    "talk": "gesprek", "warn": "waarschuwen", "conclude": "afronden", "review": "herzien",
})  # fmt: skip
"""What a step can ask of the day."""
