"""Dated values with their source, the stuff of which a policy is made."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

T = TypeVar("T")
_TAG = re.compile(r"[a-z]{2,3}", re.ASCII)


class Source(StrEnum):
    """Where a value comes from; `source.<word>` names it on screen."""

    LAW = "law"
    CASE_LAW = "case_law"
    PRACTICE = "practice"
    OWN_PRACTICE = "own_practice"
    DDAS = "ddas"
    AGREED = "agreed"


@dataclass(frozen=True)
class Dated(Generic[T]):
    """A value that counts from a day on, with its source."""

    # A model would be a class of its own for each type of value; this is one for all.
    __pydantic_config__ = ConfigDict(extra="forbid")
    valid_from: Annotated[date, Field(strict=True)]
    value: T
    source: Source
    reference: Annotated[str, Field(max_length=400)] = ""
    """The article, judgment, page or decision, in free words."""


Whole = Annotated[int, Field(strict=True, ge=0, le=1000)]
AtLeastOne = Annotated[int, Field(strict=True, ge=1, le=1000)]
Lead = Annotated[int, Field(strict=True, ge=1, le=30)]
"""Working days ahead of a day."""
DueDay = Annotated[int, Field(strict=True, ge=1, le=28)]
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
MOST_POLICY_CENTS = 100_000_00
Cents = Annotated[int, Field(strict=True, ge=0, le=MOST_POLICY_CENTS)]
YesNo = Annotated[bool, Field(strict=True)]


def in_order(series: tuple[Dated[T], ...]) -> tuple[Dated[T], ...]:
    """The values by day; refuses none at all, and two on one day."""
    if not series:
        raise PydanticCustomError("no_value", "no value", {})
    ordered = tuple(sorted(series, key=lambda dated: dated.valid_from))
    for earlier, later in pairwise(ordered):
        if earlier.valid_from == later.valid_from:
            day = later.valid_from.isoformat()
            raise PydanticCustomError("same_day", "two values from {day_on}", {"day_on": day})
    return ordered


def all_in_order(
    table: Mapping[str, tuple[Dated[T], ...]],
) -> dict[str, tuple[Dated[T], ...]]:
    """Each series of a table by day."""
    return {name: in_order(series) for name, series in table.items()}


def once_each(names: tuple[T, ...]) -> tuple[T, ...]:
    """Names of which none stands twice."""
    if len(set(names)) < len(names):
        raise PydanticCustomError("named_twice", "a name stands twice", {})
    return names


def tag(name: str) -> str:
    """A language by its tag, as people and files have it: `tr`, `ary`."""
    if not _TAG.fullmatch(name):
        raise PydanticCustomError("language_tag", "no tag", {"name": name})
    return name


Tag = Annotated[str, AfterValidator(tag)]


def newest(series: tuple[Dated[T], ...], day: date) -> Dated[T]:
    """The value of a day, else the first one."""
    at = bisect_right(series, day, key=lambda dated: dated.valid_from)
    return series[max(at - 1, 0)]
