"""When arrears begin and end."""

from datetime import date, timedelta

from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.message import Message
from caseconsole.domain.paid import remitted
from caseconsole.domain.rents_let_be import left_of
from caseconsole.process.first_contact import NOTHING_MISSED
from caseconsole.process.ledger_age import ledger_held
from caseconsole.process.misses import call_days
from caseconsole.process.policy import Policy
from caseconsole.process.situation import DayFacts, in_days, look

_DAY = timedelta(days=1)


def opens(case: CaseFile, policy: Policy, today: date, facts: DayFacts) -> bool:
    """Whether an episode opens: the first call's day has come and enough is open (R03, R08).

    An old ledger opens nothing: the rent may be in the bank.
    """
    if case.episode is not None or case.standing.arrears <= 0:
        return False
    now = look(case, policy, today, facts)
    return (
        now.enough()
        and now.ledger_held is None
        and now.miss is not None
        and today >= now.miss.call_on
    )


def unopened(case: CaseFile, policy: Policy, today: date, facts: DayFacts) -> Message | None:
    """Why no episode opens of a lease that has none, the nearest missing fact; None when it does.

    In the words of the first call, for which it would open (R03, R08, P06).
    """
    now = look(case, policy, today, facts)
    if not now.enough():
        return now.too_little("first_call").missing
    if now.miss is None:
        return NOTHING_MISSED
    if today < now.miss.call_on:
        return in_days("first_call.later", today, now.miss.call_on)
    return now.ledger_held


def latest_miss(policy: Policy, today: date, facts: DayFacts) -> date | None:
    """The last day whose missed rent opens an episode today (R03); None while the ledger is old."""
    if ledger_held(facts.complete_through, today, policy.at(today).ledger_age_wd):
        return None
    on = today
    while True:
        values = policy.at(on)
        if call_days(on, values.lenient_first_banking_day, values.first_call_offset_wd)[1] <= today:
            return on
        on -= _DAY


def settled(case: CaseFile, today: date) -> bool:
    """Whether the running episode closes: all is paid (R07), and what was remitted written off.

    Rent that people let go keeps none open (R36).
    """
    episode = case.episode
    if episode is None or episode.since > today or left_of(case, today) > 0:
        return False
    return not any(remitted(one, case.paid) for one in case.agreements)
