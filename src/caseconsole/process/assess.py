"""What is due in a case file today, and why not the rest."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Pause, held_by
from caseconsole.domain.message import message
from caseconsole.domain.verdict import Claim, Due, NotDue, Verdict
from caseconsole.process.agreed import call_back, follow_up
from caseconsole.process.agreements.applications import application_due
from caseconsole.process.agreements.arrangements import (
    arrangement_lapse,
    arrangement_over,
    instalment_late,
    running_rent_late,
)
from caseconsole.process.agreements.breaches import breach_rung
from caseconsole.process.agreements.duties import association_duty, judge_due, obligation_late
from caseconsole.process.agreements.endings import (
    conditions_end,
    evaluation_due,
    graduation_due,
    review_due,
    window_closes,
    window_opens,
)
from caseconsole.process.agreements.partners import (
    counselling_deadline,
    partner_silent,
    referral_reply_due,
    report_due,
)
from caseconsole.process.agreements.resting import resting_at_risk
from caseconsole.process.agreements.suspended import suspension_ending
from caseconsole.process.claims import CLAIMS, OWN_SOURCE
from caseconsole.process.first_contact import first_call, home_visit, retry_call
from caseconsole.process.paused import pause_ending
from caseconsole.process.policy import Policy
from caseconsole.process.promises import promise_broken, promise_due
from caseconsole.process.situation import (
    DayFacts,
    Situation,
    look,
)
from caseconsole.process.way_out import way_out

Step = Callable[[Situation], Verdict]
_OF_THE_FILE: tuple[Step, ...] = (
    call_back,
    promise_broken,
    first_call,
    retry_call,
    follow_up,
    home_visit,
    promise_due,
    way_out,
    pause_ending,
)
_OF_AGREEMENTS: tuple[Step, ...] = (
    running_rent_late,
    instalment_late,
    obligation_late,
    arrangement_lapse,
    arrangement_over,
    association_duty,
    judge_due,
    counselling_deadline,
    partner_silent,
    report_due,
    referral_reply_due,
    breach_rung,
    resting_at_risk,
    evaluation_due,
    application_due,
    window_closes,
    window_opens,
    graduation_due,
    conditions_end,
    suspension_ending,
    review_due,
)
STEPS = _OF_THE_FILE + _OF_AGREEMENTS
"""Every step; of those with the same claim the first that is due speaks, the team leader's before
others."""
_NOTHING_AGREED = tuple(
    NotDue(
        CLAIMS[step.__name__], step.__name__, message("agreement.none"), "P16", OWN_SOURCE["P16"]
    )
    for step in _OF_AGREEMENTS
)
"""What the steps of agreements say of the many files that have none."""
_DAY = timedelta(days=1)
_NOT_HELD_BY_PAUSES = (association_duty, window_closes, window_opens)
"""The house's own terms go on while the tenant is left alone."""


def assess(case: CaseFile, policy: Policy, today: date, facts: DayFacts) -> list[Verdict]:
    """One verdict of each step, in the order of `STEPS`; at most one is due for each claim."""
    pause = held_by(case.pauses, today) if case.pauses else None
    now = look(case, policy, today, facts)
    if pause is not None:
        return _paused(pause, now)
    agreed = bool(case.agreements or case.referrals or case.covering)
    verdicts = [step(now) for step in (STEPS if agreed else _OF_THE_FILE)]
    if agreed:
        _take_instead(verdicts)
    first = _first_of_claims(verdicts)
    for at, verdict in enumerate(verdicts):
        if isinstance(verdict, Due):
            if (leads := first[verdict.claim]) is not verdict:
                verdicts[at] = _behind(verdict, leads)
            elif case.pauses:
                verdicts[at] = _after_pauses(verdict, case.pauses)
    if not agreed:
        verdicts += _NOTHING_AGREED
    return verdicts


def _take_instead(verdicts: list[Verdict]) -> None:
    """What is due instead of a step is what the step of that name says, unless it is due anyway."""
    for instead in [one.instead for one in verdicts if isinstance(one, NotDue) and one.instead]:
        at = next(n for n, one in enumerate(verdicts) if one.action == instead.action)
        if isinstance(verdicts[at], NotDue):
            verdicts[at] = instead


def _first_of_claims(verdicts: Iterable[Verdict]) -> dict[Claim, Due]:
    """By claim the first that is due; one for the team leader goes before what is not."""
    found: dict[Claim, Due] = {}
    for verdict in verdicts:
        if isinstance(verdict, Due):
            first = found.get(verdict.claim)
            if first is None or (verdict.leader and not first.leader):
                found[verdict.claim] = verdict
    return found


def _paused(pause: Pause, now: Situation) -> list[Verdict]:
    """Every step waits but the look at the end of the pause, and the house's own terms."""
    missing = message("held.paused", until_on=pause.until.isoformat(), why=pause.why)
    steps = (pause_ending, *(_NOT_HELD_BY_PAUSES if now.case.agreements else ()))
    going_on = {step.__name__: step(now) for step in steps}
    return [
        going_on.get(action) or NotDue(claim, action, missing, "P07", OWN_SOURCE["P07"])
        for action, claim in CLAIMS.items()
    ]


def _behind(verdict: Due, first: Due) -> NotDue:
    """What the first step of a claim asks goes before what the others ask."""
    missing = message("held.behind", action_word=f"action.{first.action}")
    return NotDue(verdict.claim, verdict.action, missing, verdict.rule, verdict.source)


def _after_pauses(due: Due, pauses: tuple[Pause, ...]) -> Due:
    """A step that became due in a pause is due from the day after it."""
    since = due.since
    for pause in sorted(pauses, key=lambda pause: pause.since):
        if pause.since <= since <= pause.until:
            since = pause.until + _DAY
    if since == due.since:
        return due
    until = max(since, due.until) if due.until else None
    return replace(due, since=since, until=until)
