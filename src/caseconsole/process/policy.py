"""The process as data: dated values with their source, read from TOML and checked."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from caseconsole.domain.moment import PartOfDay
from caseconsole.domain.people import HOUSE_LANGUAGE, base
from caseconsole.process.claims import CLAIMS
from caseconsole.process.policy_dated import (
    AtLeastOne,
    Cents,
    Dated,
    DueDay,
    Lead,
    Percent,
    Tag,
    Whole,
    YesNo,
    all_in_order,
    in_order,
    newest,
    once_each,
)
from caseconsole.process.policy_files import Content, merged, problem
from caseconsole.process.policy_papers import Paper, Papers, check_papers
from caseconsole.process.policy_scripts import CallMoment, Scripts, check_scripts
from caseconsole.process.policy_tables import (
    CODES,
    FORMS,
    Cadence,
    Clause,
    ClauseCode,
    FormCode,
    KindTable,
    LeaseForm,
    LeaseWords,
    check_cadences,
    check_kinds,
    check_offsets,
    check_worded,
)
from caseconsole.process.policy_terms import check_terms
from caseconsole.process.policy_values import Values

__all__ = [
    "Clause",
    "LeaseForm",
    "Policy",
    "Values",
    "load_policy",
]

_TABLES = frozenset({"script", "paper", "clause", "lease_form", "kind", "cadence", "lease_word"})


def _step(name: object) -> object:
    """The name of a step; anything may stand there, also what can be no key."""
    if name not in list(CLAIMS):
        raise PydanticCustomError("literal_error", "no step", {"expected": ", ".join(CLAIMS)})
    return name


def _all_steps(order: tuple[str, ...]) -> tuple[str, ...]:
    if left := [step for step in CLAIMS if step not in order]:
        raise PydanticCustomError("action_left", "{left}", {"left": ", ".join(left)})
    return once_each(order)


def _another_part(parts: tuple[PartOfDay, ...]) -> tuple[PartOfDay, ...]:
    """Parts of which there is another for the next attempt (R04)."""
    if len(parts) == 1:
        raise PydanticCustomError("part_alone", "alone", {})
    return once_each(parts)


def _all_households(amounts: Mapping[str, int]) -> Mapping[str, int]:
    if left := [name for name in get_args(Household) if name not in amounts]:
        raise PydanticCustomError("household_left", "left", {"left": ", ".join(left)})
    return amounts


Parts = Annotated[tuple[PartOfDay, ...], Field(min_length=1), AfterValidator(_another_part)]
Order = Annotated[tuple[Annotated[str, BeforeValidator(_step)], ...], AfterValidator(_all_steps)]
Tags = Mapping[Tag, tuple[Tag, ...]]
Household = Literal["single", "single_parent", "couple", "couple_with_children"]
Earnings = Annotated[Mapping[Household, Cents], AfterValidator(_all_households)]
Months = Annotated[tuple[AtLeastOne, ...], Field(min_length=1), AfterValidator(once_each)]


class Policy(BaseModel):
    """How this association works: each value dated and sourced; `at` gives those of a day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rent_due_day: tuple[Dated[DueDay], ...]
    lenient_first_banking_day: tuple[Dated[YesNo], ...]
    first_call_offset_wd: tuple[Dated[AtLeastOne], ...]
    max_call_attempts: tuple[Dated[AtLeastOne], ...]
    call_window_wd: tuple[Dated[AtLeastOne], ...]
    parts_of_day: tuple[Dated[Parts], ...]
    promise_check_wd: tuple[Dated[AtLeastOne], ...]
    promise_broken_wd: tuple[Dated[AtLeastOne], ...]
    follow_up_wd: tuple[Dated[AtLeastOne], ...]
    order: tuple[Dated[Order], ...]
    language_routing: tuple[Dated[YesNo], ...]
    language_also: tuple[Dated[Tags], ...]
    min_case_cents: tuple[Dated[Cents], ...]
    ledger_age_wd: tuple[Dated[AtLeastOne], ...]
    promise_default_wd: tuple[Dated[Whole], ...]
    promise_max_cd: tuple[Dated[AtLeastOne], ...]
    call_back_default_wd: tuple[Dated[AtLeastOne], ...]
    call_back_max_cd: tuple[Dated[AtLeastOne], ...]
    snooze_default_wd: tuple[Dated[AtLeastOne], ...]
    pause_default_cd: tuple[Dated[AtLeastOne], ...]
    min_capacity_pct: tuple[Dated[Percent], ...]
    protected_earnings: tuple[Dated[Earnings], ...]
    max_len_small_months: tuple[Dated[AtLeastOne], ...]
    max_len_months: tuple[Dated[AtLeastOne], ...]
    min_instalment_cents: tuple[Dated[Cents], ...]
    repeat_months: tuple[Dated[Whole], ...]
    confirm_wd: tuple[Dated[AtLeastOne], ...]
    misses_to_lapse: tuple[Dated[AtLeastOne], ...]
    instalment_call_wd: tuple[Dated[AtLeastOne], ...]
    pause_collection: tuple[Dated[YesNo], ...]
    first_talk_cd: tuple[Dated[AtLeastOne], ...]
    crisis_talk_wd: tuple[Dated[AtLeastOne], ...]
    decision_cd: tuple[Dated[AtLeastOne], ...]
    proposal_answer_cd: tuple[Dated[AtLeastOne], ...]
    moratorium_months: tuple[Dated[AtLeastOne], ...]
    msnp_months: tuple[Dated[AtLeastOne], ...]
    credit_discharge_cd: tuple[Dated[AtLeastOne], ...]
    wsnp_months: tuple[Dated[AtLeastOne], ...]
    wsnp_longest_months: tuple[Dated[AtLeastOne], ...]
    partner_silent_cd: tuple[Dated[AtLeastOne], ...]
    partner_leader_cd: tuple[Dated[AtLeastOne], ...]
    referral_reply_wd: tuple[Dated[AtLeastOne], ...]
    signal_min_days: tuple[Dated[Whole], ...]
    resignal_only_if_higher: tuple[Dated[YesNo], ...]
    signal_pause_cd: tuple[Dated[AtLeastOne], ...]
    signal_chase_cd: tuple[Dated[AtLeastOne], ...]
    association_lead_wd: tuple[Dated[Lead], ...]
    suspension_warn_wd: tuple[Dated[Lead], ...]
    window_open_months: tuple[Dated[AtLeastOne], ...]
    window_close_months: tuple[Dated[AtLeastOne], ...]
    window_alarm_wd: tuple[Dated[Lead], ...]
    eval_months: tuple[Dated[Months], ...]
    eval_lead_wd: tuple[Dated[Lead], ...]
    application_wd: tuple[Dated[AtLeastOne], ...]
    breach_talk_wd: tuple[Dated[AtLeastOne], ...]
    cure_cd: tuple[Dated[AtLeastOne], ...]
    conditions_end_cd: tuple[Dated[AtLeastOne], ...]
    review_months: tuple[Dated[Months], ...]
    clause: Mapping[ClauseCode, tuple[Dated[Clause], ...]]
    lease_form: Mapping[FormCode, tuple[Dated[LeaseForm], ...]]
    kind: Mapping[str, KindTable]
    cadence: Mapping[str, Cadence]
    lease_word: LeaseWords
    script: Scripts
    paper: Papers

    @field_validator("*")
    @classmethod
    def _by_day(cls, value: Any) -> Any:
        return in_order(value) if isinstance(value, tuple) else value

    @field_validator("clause", "lease_form")
    @classmethod
    def _tables_by_day(cls, value: Any) -> Any:
        return all_in_order(value)

    @field_validator("script", "paper")
    @classmethod
    def _texts_by_day(cls, value: Any) -> Any:
        return {name: all_in_order(languages) for name, languages in value.items()}

    @model_validator(mode="after")
    def _checked(self) -> Self:
        check_scripts(self.script)
        check_papers(self.paper)
        self._check_tables()
        for values in self._timeline[1]:
            if values.promise_broken_wd < values.promise_check_wd:
                raise PydanticCustomError("broken_before_check", "broken before it is checked", {})
            if values.window_open_months <= values.window_close_months:
                raise PydanticCustomError("window_closed", "closes before it opens", {})
            if values.partner_leader_cd <= values.partner_silent_cd:
                raise PydanticCustomError("leader_first", "the leader before the task", {})
        return self

    def _check_tables(self) -> None:
        names = {
            name: _type_of_value(field.annotation)
            for name, field in type(self).model_fields.items()
            if name not in _TABLES
        }
        for table, wanted in (("clause", CODES), ("lease_form", FORMS)):
            if left := [code for code in wanted if code not in getattr(self, table)]:
                raise PydanticCustomError("code_left", "left", {"table": table, "left": left[0]})
        for code, series in self.clause.items():
            check_offsets((dated.value for dated in series), names, f"clause.{code}")
        check_kinds(self.kind, names)
        check_cadences(self.cadence)
        for table, of in self._clauses():
            check_worded((dated.value for dated in of), self.cadence, table)
        check_terms(self.kind, self.clause, self.cadence, names)

    def _clauses(self) -> Iterator[tuple[str, Sequence[Dated[Clause]]]]:
        """The clauses of the library and of each kind, by their tables."""
        yield from ((f"clause.{code}", of) for code, of in self.clause.items())
        for kind, table in self.kind.items():
            yield from ((f"kind.{kind}.clause.{code}", of) for code, of in table.clause.items())

    @cached_property
    def content(self) -> str:
        """The effective policy as canonical JSON, overrides included."""
        return json.dumps(
            self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )

    @cached_property
    def sha256(self) -> str:
        """The name under which this policy is kept and journaled."""
        return hashlib.sha256(self.content.encode()).hexdigest()

    def at(self, day: date) -> Values:
        """The values of a day; before the first day of a value its first counts."""
        days, values = self._timeline
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
    def _timeline(self) -> tuple[list[date], list[Values]]:
        """The days on which something changes, and the values before the first and from each on."""
        series = self._series
        days = sorted({dated.valid_from for dated in chain.from_iterable(series.values())})
        return days, [self._values(day) for day in (date.min, *days)]

    @cached_property
    def _series(self) -> dict[str, tuple[Dated[Any], ...]]:
        """Every series of dated values but the scripts, by its name."""
        plain = [name for name in type(self).model_fields if name not in _TABLES]
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


def _type_of_value(series: Any) -> object:
    """That of what is dated in a series."""
    return get_args(get_args(series)[0])[0]


def load_policy(files: Traversable | None = None, overrides: Path | None = None) -> Policy:
    """The shipped policy with an association's own values over it.

    Args:
        files: the folder of the shipped TOML files; None is db/policy.
        overrides: a folder of TOML files with own values; it need not exist.

    Raises:
        Refused: a file cannot be used; the message names file, key and what to do.
    """
    if files is None:
        from caseconsole.files import db_files

        files = db_files() / "policy"
    content = merged(files, overrides)
    return _checked_policy(content)


def _checked_policy(content: Content) -> Policy:
    try:
        return Policy.model_validate(content.values)
    except ValidationError as wrong:
        raise problem(wrong, content) from None
