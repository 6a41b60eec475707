"""The process as data: dated values with their source, as they count on a day."""

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args

from caseconsole.domain.moment import PartOfDay
from caseconsole.domain.people import HOUSE_LANGUAGE, base
from caseconsole.process.claims import CLAIMS
from caseconsole.process.policy_built import built
from caseconsole.process.policy_dated import (
    After,
    AtLeastOne,
    Before,
    Cents,
    Dated,
    DueDay,
    Lead,
    Limits,
    Percent,
    PolicyError,
    Series,
    Table,
    Tag,
    Whole,
    YesNo,
    newest,
    once_each,
)
from caseconsole.process.policy_papers import Paper, Papers
from caseconsole.process.policy_scripts import CallMoment, Scripts
from caseconsole.process.policy_tables import (
    Cadence,
    Clause,
    ClauseCode,
    Clauses,
    FormCode,
    KindTable,
    LeaseForm,
    LeaseWords,
)
from caseconsole.process.policy_values import Values

__all__ = ["Clause", "LeaseForm", "Policy", "Values"]

TABLES = frozenset({"script", "paper", "clause", "lease_form", "kind", "cadence", "lease_word"})
"""The names that hold more than one series of dated values."""


def _step(name: object) -> object:
    """The name of a step; anything may stand there, also what can be no key."""
    if name not in list(CLAIMS):
        raise PolicyError("literal_error", expected=", ".join(CLAIMS))
    return name


def _all_steps(order: tuple[str, ...]) -> tuple[str, ...]:
    if left := [step for step in CLAIMS if step not in order]:
        raise PolicyError("action_left", left=", ".join(left))
    return once_each(order)


def _another_part(parts: tuple[PartOfDay, ...]) -> tuple[PartOfDay, ...]:
    """Parts of which there is another for the next attempt (R04)."""
    if len(parts) == 1:
        raise PolicyError("part_alone")
    return once_each(parts)


def _all_households(amounts: Mapping[str, int]) -> Mapping[str, int]:
    if left := [name for name in get_args(Household) if name not in amounts]:
        raise PolicyError("household_left", left=", ".join(left))
    return amounts


Parts = Annotated[tuple[PartOfDay, ...], Limits(min_length=1), After(_another_part)]
Order = Annotated[tuple[Annotated[str, Before(_step)], ...], After(_all_steps)]
Tags = Mapping[Tag, tuple[Tag, ...]]
Household = Literal["single", "single_parent", "couple", "couple_with_children"]
Earnings = Annotated[Mapping[Household, Cents], After(_all_households)]
Months = Annotated[tuple[AtLeastOne, ...], Limits(min_length=1), After(once_each)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyTables(Table):
    """What the files say, by name; `policy_check` reads and checks them."""

    rent_due_day: Series[DueDay]
    lenient_first_banking_day: Series[YesNo]
    first_call_offset_wd: Series[AtLeastOne]
    max_call_attempts: Series[AtLeastOne]
    call_window_wd: Series[AtLeastOne]
    parts_of_day: Series[Parts]
    promise_check_wd: Series[AtLeastOne]
    promise_broken_wd: Series[AtLeastOne]
    follow_up_wd: Series[AtLeastOne]
    order: Series[Order]
    language_routing: Series[YesNo]
    language_also: Series[Tags]
    min_case_cents: Series[Cents]
    ledger_age_wd: Series[AtLeastOne]
    promise_default_wd: Series[Whole]
    promise_max_cd: Series[AtLeastOne]
    call_back_default_wd: Series[AtLeastOne]
    call_back_max_cd: Series[AtLeastOne]
    snooze_default_wd: Series[AtLeastOne]
    pause_default_cd: Series[AtLeastOne]
    min_capacity_pct: Series[Percent]
    protected_earnings: Series[Earnings]
    max_len_small_months: Series[AtLeastOne]
    max_len_months: Series[AtLeastOne]
    min_instalment_cents: Series[Cents]
    repeat_months: Series[Whole]
    confirm_wd: Series[AtLeastOne]
    misses_to_lapse: Series[AtLeastOne]
    instalment_call_wd: Series[AtLeastOne]
    pause_collection: Series[YesNo]
    first_talk_cd: Series[AtLeastOne]
    crisis_talk_wd: Series[AtLeastOne]
    decision_cd: Series[AtLeastOne]
    proposal_answer_cd: Series[AtLeastOne]
    moratorium_months: Series[AtLeastOne]
    msnp_months: Series[AtLeastOne]
    credit_discharge_cd: Series[AtLeastOne]
    wsnp_months: Series[AtLeastOne]
    wsnp_longest_months: Series[AtLeastOne]
    partner_silent_cd: Series[AtLeastOne]
    partner_leader_cd: Series[AtLeastOne]
    referral_reply_wd: Series[AtLeastOne]
    signal_min_days: Series[Whole]
    resignal_only_if_higher: Series[YesNo]
    signal_pause_cd: Series[AtLeastOne]
    signal_chase_cd: Series[AtLeastOne]
    association_lead_wd: Series[Lead]
    suspension_warn_wd: Series[Lead]
    window_open_months: Series[AtLeastOne]
    window_close_months: Series[AtLeastOne]
    window_alarm_wd: Series[Lead]
    eval_months: Series[Months]
    eval_lead_wd: Series[Lead]
    application_wd: Series[AtLeastOne]
    breach_talk_wd: Series[AtLeastOne]
    cure_cd: Series[AtLeastOne]
    conditions_end_cd: Series[AtLeastOne]
    review_months: Series[Months]
    clause: Mapping[ClauseCode, Clauses]
    lease_form: Mapping[FormCode, Series[LeaseForm]]
    kind: Mapping[str, KindTable]
    cadence: Mapping[str, Cadence]
    lease_word: LeaseWords
    script: Scripts
    paper: Papers


_NAMES = tuple(one.name for one in fields(PolicyTables))


@dataclass(frozen=True, kw_only=True)
class Policy(PolicyTables):
    """How this association works: each value dated and sourced; `at` gives those of a day."""

    files: str = field(compare=False)
    """Those that say so, word for word."""

    @cached_property
    def content(self) -> str:
        """The effective policy as JSON, overrides included, with its files.

        In the order of the files: forms and agreements go by it.
        """
        return json.dumps(
            asdict(self), default=date.isoformat, ensure_ascii=False, separators=(",", ":")
        )

    @cached_property
    def sha256(self) -> str:
        """The name under which this policy is kept and journaled."""
        from hashlib import sha256

        return sha256(self.content.encode()).hexdigest()

    def at(self, day: date) -> Values:
        """The values of a day; before the first day of a value its first counts."""
        days, values = self.timeline
        return values[bisect_right(days, day)]

    def scripts(self, language: str, situation: str, day: date | None = None) -> str:
        """What to say, with {placeholders}; the newest text when no day is given.

        Raises:
            ValueError: the situation is none of `CallMoment`.
        """
        series = self.script[CallMoment(situation)][self.script_language(language, situation)]
        return newest(series, day or date.max).value

    def paper_text(self, paper: str, language: str, day: date) -> str:
        """The text of a paper in a language of a day, with {placeholders}.

        Raises:
            ValueError: the paper is none of `Paper`.
        """
        return newest(self.paper[Paper(paper)][language], day).value

    def script_language(self, language: str, situation: str) -> str:
        """The language in which the script stands for a speaker of `language`.

        Raises:
            ValueError: the situation is none of `CallMoment`.
        """
        there = self.script[CallMoment(situation)]
        also = self.at(date.max).language_also.get(language, ())
        return next(
            (tag for tag in (language, base(language), *also) if tag in there), HOUSE_LANGUAGE
        )

    @cached_property
    def timeline(self) -> tuple[list[date], list[Values]]:
        """The days on which something changes, and the values before the first and from each on."""
        series = self._series
        days = sorted({dated.valid_from for dated in chain.from_iterable(series.values())})
        return days, [self._values(day) for day in (date.min, *days)]

    @cached_property
    def _series(self) -> dict[str, tuple[Dated[Any], ...]]:
        """Every series of dated values but the scripts, by its name."""
        plain = [name for name in _NAMES if name not in TABLES]
        series: dict[str, tuple[Dated[Any], ...]] = {name: getattr(self, name) for name in plain}
        series |= {f"clause.{code}": dated for code, dated in self.clause.items()}
        series |= {f"lease_form.{code}": dated for code, dated in self.lease_form.items()}
        for kind, table in self.kind.items():
            series |= {f"clause.{kind}.{code}": dated for code, dated in table.clause.items()}
            if table.terms:
                series[f"terms.{kind}"] = table.terms
        return series

    def _values(self, day: date) -> Values:
        found = {name: newest(series, day) for name, series in self._series.items()}
        plain = {name: dated.value for name, dated in found.items() if "." not in name}
        plain["language_also"] = MappingProxyType(dict(plain["language_also"]))
        plain["protected_earnings"] = MappingProxyType(dict(plain["protected_earnings"]))
        tables = {
            table: MappingProxyType({
                name.removeprefix(f"{table}."): dated.value
                for name, dated in found.items()
                if name.startswith(f"{table}.")
            })
            for table in ("clause", "lease_form", "terms")
        }  # fmt: skip
        terms = {
            kind: MappingProxyType(
                {name: plain[name] for name in table.binding} | dict(tables["terms"].get(kind, {}))
            )
            for kind, table in self.kind.items()
        }
        return Values(
            **plain,
            clauses=tables["clause"],
            forms=tables["lease_form"],
            terms=MappingProxyType(terms),
            kinds=self.kind,
            cadences=self.cadence,
            lease_words=self.lease_word,
            rank=MappingProxyType({name: 10 * n for n, name in enumerate(plain["order"], 1)}),
            sources=MappingProxyType({n: f"source.{dated.source}" for n, dated in found.items()}),
        )


def kept_policy(content: str) -> Policy:
    """The policy of a content that was checked when it was kept."""
    return built(Policy, json.loads(content))
