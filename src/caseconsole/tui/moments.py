"""Who can answer a call or a visit, and which moment of it that is."""

from caseconsole.domain.contact import Channel, Whom

SITUATIONS = {
    Whom.VOICEMAIL: "voicemail",
    Whom.NO_ANSWER: "voicemail",
    Whom.OTHER_ADULT: "another_adult",
    Whom.WRONG_NUMBER: "wrong_number",
}
ANSWERING = {
    Channel.PHONE: frozenset(Whom),
    Channel.VISIT: frozenset({Whom.TENANT, Whom.ADMINISTRATOR, Whom.OTHER_ADULT, Whom.NO_ANSWER}),
    Channel.COUNTER: frozenset({Whom.TENANT, Whom.ADMINISTRATOR, Whom.OTHER_ADULT}),
}
"""Who or what can answer in each way of contact."""
