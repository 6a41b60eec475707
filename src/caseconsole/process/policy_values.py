"""The values of a policy on one day."""

from collections.abc import Mapping
from dataclasses import dataclass

from caseconsole.domain.moment import PartOfDay
from caseconsole.process.policy_tables import (
    Cadence,
    Clause,
    KindTable,
    LeaseForm,
    LeaseWords,
    Terms,
)


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one day."""

    rent_due_day: int
    lenient_first_banking_day: bool
    first_call_offset_wd: int
    max_call_attempts: int
    call_window_wd: int
    parts_of_day: tuple[PartOfDay, ...]
    promise_check_wd: int
    promise_broken_wd: int
    follow_up_wd: int
    order: tuple[str, ...]
    language_routing: bool
    language_also: Mapping[str, tuple[str, ...]]
    min_case_cents: int
    ledger_age_wd: int
    promise_default_wd: int
    promise_max_cd: int
    call_back_default_wd: int
    call_back_max_cd: int
    snooze_default_wd: int
    pause_default_cd: int
    min_capacity_pct: int
    protected_earnings: Mapping[str, int]
    max_len_small_months: int
    max_len_months: int
    min_instalment_cents: int
    repeat_months: int
    confirm_wd: int
    misses_to_lapse: int
    instalment_call_wd: int
    pause_collection: bool
    first_talk_cd: int
    crisis_talk_wd: int
    decision_cd: int
    proposal_answer_cd: int
    moratorium_months: int
    msnp_months: int
    credit_discharge_cd: int
    wsnp_months: int
    wsnp_longest_months: int
    partner_silent_cd: int
    partner_leader_cd: int
    referral_reply_wd: int
    signal_min_days: int
    resignal_only_if_higher: bool
    signal_pause_cd: int
    signal_chase_cd: int
    association_lead_wd: int
    suspension_warn_wd: int
    window_open_months: int
    window_close_months: int
    window_alarm_wd: int
    eval_months: tuple[int, ...]
    eval_lead_wd: int
    application_wd: int
    breach_talk_wd: int
    cure_cd: int
    conditions_end_cd: int
    review_months: tuple[int, ...]
    clauses: Mapping[str, Clause]
    """The clause library, and the own clauses of each kind as `payment_arrangement.instalment`."""
    forms: Mapping[str, LeaseForm]
    """The forms of a second-chance lease, F1 to F6."""
    terms: Mapping[str, Terms]
    """By kind of agreement: the default terms, with the policy values that bind."""
    kinds: Mapping[str, KindTable]
    cadences: Mapping[str, Cadence]
    lease_words: LeaseWords
    """By language: the words that speak of a lease, and with False those that do not (R77)."""
    rank: Mapping[str, int]
    """The place of each action in the list, lower first."""
    sources: Mapping[str, str]
    """The message id of each value's source, by the value's name."""

    def own_clauses(self, kind: str) -> dict[str, Clause]:
        """The clauses that a kind alone has, by the code that they have there."""
        own = f"{kind}."
        return {
            name.removeprefix(own): clause
            for name, clause in self.clauses.items()
            if name.startswith(own)
        }

    def term_name(self, kind: str, term: str) -> str:
        """The id of the message that names a term: its kind's own name, else the common one."""
        return f"term.{kind}.{term}" if term in self.kinds[kind].term else f"term.{term}"

    def clause_name(self, kind: str, code: str) -> str:
        """The id of the message that names a clause of a kind; own words have a name in common."""
        own = f"{kind}.{code}"
        if own in self.clauses:
            return f"clause.{own}"
        return f"clause.{code}" if code in self.clauses else "clause.own"
