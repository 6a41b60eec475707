"""Dated values with their source, the stuff of which a policy is made."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Generic, TypeVar

T = TypeVar("T")
_TAG = re.compile(r"[a-z]{2,3}", re.ASCII)


class PolicyError(ValueError):
    """What is wrong in a policy file: the message `policy.<kind>` says it with what is told."""

    def __init__(self, kind: str, /, **told: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.told = told


class Limits:
    """What holds of a value beside its type, in the words of a pydantic schema.

    Only who reads files needs pydantic for it: what was checked is built without.
    """

    def __init__(self, **limits: object) -> None:
        self._limits = limits

    def __get_pydantic_core_schema__(self, of: Any, schema: Callable[[Any], Any]) -> Any:
        return {**schema(of), **self._limits}


class After:
    """A function that checks a value of the right type, or gives another for it."""

    def __init__(self, check: Callable[[Any], Any]) -> None:
        self._check = check

    def __get_pydantic_core_schema__(self, of: Any, schema: Callable[[Any], Any]) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self._check, schema(of))


class Before:
    """A function that gives what a value is to be checked as, whatever it is."""

    def __init__(self, read: Callable[[object], object]) -> None:
        self._read = read

    def __get_pydantic_core_schema__(self, of: Any, schema: Callable[[Any], Any]) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self._read, schema(of))


class Source(StrEnum):
    """Where a value comes from; `source.<word>` names it on screen."""

    LAW = "law"
    CASE_LAW = "case_law"
    PRACTICE = "practice"
    OWN_PRACTICE = "own_practice"
    DDAS = "ddas"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Table:
    """A block of a policy file."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}


@dataclass(frozen=True)
class Dated(Table, Generic[T]):
    """A value that counts from a day on, with its source."""

    valid_from: Annotated[date, Limits(strict=True)]
    value: T
    source: Source
    reference: Annotated[str, Limits(max_length=400)] = ""
    """The article, judgment, page or decision, in free words."""


Whole = Annotated[int, Limits(strict=True, ge=0, le=1000)]
AtLeastOne = Annotated[int, Limits(strict=True, ge=1, le=1000)]
Lead = Annotated[int, Limits(strict=True, ge=1, le=30)]
"""Working days ahead of a day."""
DueDay = Annotated[int, Limits(strict=True, ge=1, le=28)]
Percent = Annotated[int, Limits(strict=True, ge=0, le=100)]
MOST_POLICY_CENTS = 100_000_00
Cents = Annotated[int, Limits(strict=True, ge=0, le=MOST_POLICY_CENTS)]
YesNo = Annotated[bool, Limits(strict=True)]


def in_order(series: tuple[Dated[T], ...]) -> tuple[Dated[T], ...]:
    """The values by day; refuses none at all, and two on one day."""
    if not series:
        raise PolicyError("no_value")
    ordered = tuple(sorted(series, key=lambda dated: dated.valid_from))
    for earlier, later in pairwise(ordered):
        if earlier.valid_from == later.valid_from:
            raise PolicyError("same_day", day_on=later.valid_from.isoformat())
    return ordered


Series = Annotated[tuple[Dated[T], ...], After(in_order)]
"""The values of a name by their first days, of which there is one at least."""


def once_each(names: tuple[T, ...]) -> tuple[T, ...]:
    """Names of which none stands twice."""
    if len(set(names)) < len(names):
        raise PolicyError("named_twice")
    return names


def tag(name: str) -> str:
    """A language by its tag, as people and files have it: `tr`, `ary`."""
    if not _TAG.fullmatch(name):
        raise PolicyError("language_tag", name=name)
    return name


Tag = Annotated[str, After(tag)]


def newest(series: tuple[Dated[T], ...], day: date) -> Dated[T]:
    """The value of a day, else the first one."""
    at = bisect_right(series, day, key=lambda dated: dated.valid_from)
    return series[max(at - 1, 0)]
