"""The process as data: dated values with their source, read from TOML and checked."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from importlib.resources.abc import Traversable
from itertools import chain, pairwise
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Annotated, Any, Generic, Literal, Self, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from caseconsole.domain.moment import PartOfDay
from caseconsole.domain.text import clean
from caseconsole.process.policy_files import Content, merged, problem

T = TypeVar("T")

Action = Literal[
    "call_back",
    "promise_broken",
    "first_call",
    "retry_call",
    "follow_up",
    "home_visit",
    "way_out",
    "promise_due",
]
ACTIONS: tuple[Action, ...] = get_args(Action)
"""Every step by name."""


class Source(StrEnum):
    """Where a value comes from; `source.<word>` names it on screen."""

    LAW = "law"
    CASE_LAW = "case_law"
    PRACTICE = "practice"
    OWN_PRACTICE = "own_practice"
    DDAS = "ddas"
    AGREED = "agreed"


class Situation(StrEnum):
    """The moments of a call for which there is a script."""

    OPENING = "opening"
    REASON = "reason"
    WAY_OUT = "way_out"
    CLOSING = "closing"
    VOICEMAIL = "voicemail"
    ANOTHER_ADULT = "another_adult"


SILENT = frozenset({Situation.OPENING, Situation.VOICEMAIL, Situation.ANOTHER_ADULT})
"""Said before it is known who listens: nothing of the debt may stand in it."""
_NAMES = frozenset({"caller", "association", "phone"})
_OF_THE_DEBT = frozenset({"month", "amount", "day"})
FALLBACK = "nl"
"""The language in which every script stands."""


def _in_order(series: "tuple[Dated[T], ...]") -> "tuple[Dated[T], ...]":
    """The values by day; refuses none at all, and two on one day."""
    if not series:
        raise PydanticCustomError("no_value", "no value", {})
    ordered = tuple(sorted(series, key=lambda dated: dated.valid_from))
    for earlier, later in pairwise(ordered):
        if earlier.valid_from == later.valid_from:
            day = later.valid_from.isoformat()
            raise PydanticCustomError("same_day", "two values from {day_on}", {"day_on": day})
    return ordered


def _once_each(names: tuple[T, ...]) -> tuple[T, ...]:
    if len(set(names)) < len(names):
        raise PydanticCustomError("named_twice", "a name stands twice", {})
    return names


def _all_actions(order: tuple[Action, ...]) -> tuple[Action, ...]:
    if left := [action for action in ACTIONS if action not in order]:
        raise PydanticCustomError("action_left", "{left}", {"left": ", ".join(left)})
    return _once_each(order)


class Dated(BaseModel, Generic[T]):
    """A value that counts from a day on, with its source."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    valid_from: date
    value: T
    source: Source
    reference: str = Field("", max_length=400)
    """The article, judgment, page or decision, in free words."""


Whole = Annotated[int, Field(strict=True, ge=0, le=1000)]
AtLeastOne = Annotated[int, Field(strict=True, ge=1, le=1000)]
DueDay = Annotated[int, Field(strict=True, ge=1, le=28)]
Cents = Annotated[int, Field(strict=True, ge=0, le=100_000_00)]
YesNo = Annotated[bool, Field(strict=True)]
Parts = Annotated[tuple[PartOfDay, ...], Field(min_length=1), AfterValidator(_once_each)]
Order = Annotated[tuple[Action, ...], AfterValidator(_all_actions)]
Tags = Mapping[str, tuple[str, ...]]
ScriptText = Annotated[str, Field(min_length=1), AfterValidator(clean)]
Scripts = Mapping[Situation, Mapping[str, tuple[Dated[ScriptText], ...]]]


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
    snooze_default_wd: int
    pause_default_cd: int
    rank: Mapping[str, int]
    """The place of each action in the list, lower first."""
    sources: Mapping[str, str]
    """The message id of each value's source, by the value's name."""


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
    snooze_default_wd: tuple[Dated[AtLeastOne], ...]
    pause_default_cd: tuple[Dated[AtLeastOne], ...]
    script: Scripts

    @field_validator("*")
    @classmethod
    def _by_day(cls, value: Any) -> Any:
        if isinstance(value, tuple):
            return _in_order(value)
        return {
            situation: {language: _in_order(series) for language, series in languages.items()}
            for situation, languages in value.items()
        }

    @model_validator(mode="after")
    def _checked(self) -> Self:
        for situation in Situation:
            languages = self.script.get(situation, {})
            if FALLBACK not in languages:
                raise PydanticCustomError(
                    "script_missing", "{situation}", {"situation": situation, "language": FALLBACK}
                )
            for language, series in languages.items():
                for dated in series:
                    _check_script(situation, language, dated.value)
        for values in self._timeline[1]:
            if values.promise_broken_wd < values.promise_check_wd:
                raise PydanticCustomError("broken_before_check", "broken before it is checked", {})
        return self

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
            ValueError: the situation is none of `Situation`.
        """
        series = self.script[Situation(situation)][self.script_language(language, situation)]
        return _newest(series, day or date.max).value

    def script_language(self, language: str, situation: str) -> str:
        """The language in which the script stands for a speaker of `language`.

        Raises:
            ValueError: the situation is none of `Situation`.
        """
        there = self.script[Situation(situation)]
        also = self.at(date.max).language_also.get(language, ())
        return next(
            (tag for tag in (language, language.partition("-")[0], *also) if tag in there), FALLBACK
        )

    @cached_property
    def _timeline(self) -> tuple[list[date], list[Values]]:
        """The days on which something changes, and the values before the first and from each on."""
        names = [name for name in type(self).model_fields if name != "script"]
        days = sorted(
            {dated.valid_from for dated in chain.from_iterable(getattr(self, n) for n in names)}
        )
        return days, [self._values(names, day) for day in (date.min, *days)]

    def _values(self, names: list[str], day: date) -> Values:
        found = {name: _newest(getattr(self, name), day) for name in names}
        values: dict[str, Any] = {name: dated.value for name, dated in found.items()}
        values["language_also"] = MappingProxyType(dict(values["language_also"]))
        return Values(
            **values,
            rank=MappingProxyType({name: 10 * n for n, name in enumerate(values["order"], 1)}),
            sources=MappingProxyType({n: f"source.{dated.source}" for n, dated in found.items()}),
        )


def _newest(series: tuple[Dated[T], ...], day: date) -> Dated[T]:
    """The value of a day, else the first one."""
    return next((dated for dated in reversed(series) if dated.valid_from <= day), series[0])


def _check_script(situation: Situation, language: str, text: str) -> None:
    """Refuse placeholders that nobody fills, and the debt where it must not be told."""
    place: dict[str, Any] = {"situation": situation, "language": language}
    try:
        fields = list(Formatter().parse(text))
    except ValueError:
        raise PydanticCustomError("script_braces", "braces do not match", place) from None
    for _, name, spec, conversion in fields:
        if name is None:
            continue
        if name in _OF_THE_DEBT and situation in SILENT:
            raise PydanticCustomError("script_tells_debt", "tells", {**place, "name": name})
        if spec or conversion or name not in _NAMES | _OF_THE_DEBT:
            possible = ", ".join(sorted(_NAMES | _OF_THE_DEBT))
            raise PydanticCustomError(
                "script_placeholder", "unknown", {**place, "name": name, "possible": possible}
            )


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
