"""Changes of every kind, found by introspection and filled from what their fields are."""

import types
from datetime import date, timedelta
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from caseconsole.domain.changes import Change, changes
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.verdict import Claim
from tests.casework.agreed import CASE, FIRST, LEASE
from tests.casework.stores import STAFF, TODAY

KEYS = st.integers(1, 16)
FEW = st.integers(1, 4)
NAMED: dict[str, st.SearchStrategy[Any]] = {
    "case": st.one_of(KEYS, st.just(CASE), st.just(CASE)),
    "lease": KEYS,
    "seen": st.integers(0, 6),
    "grace_days": FEW,
    "offer": FEW,
    "appointment": FEW,
    "pause": FEW,
    "agreement": FEW,
    "condition": FEW,
    "step": FEW,
    "suspension": FEW,
    "referral": FEW,
    "rests_on": FEW,
    "covers": st.one_of(st.just(LEASE), KEYS),
    "cases": KEYS,
    "review": FEW,
    "seq": st.integers(1, 12),
    "owner": st.sampled_from(["", *(login for login, *_ in STAFF), "niemand"]),
    "claim": st.sampled_from([*Claim, "onzin"]),
    "state": st.sampled_from(sorted({"onzin"}.union(*(kind.states for kind in KINDS.values())))),
    "rule": st.sampled_from(["", "FREQ=WEEKLY;COUNT=4", "FREQ=MONTHLY"]),
}
"""Fields that mean more than their type says; taken where the type is a plain number or text."""
TEXTS: dict[str, st.SearchStrategy[Any]] = {
    "agreement": st.sampled_from([*KINDS]),
}
"""The same, where only a text is meant."""
TERMS = st.one_of(
    st.just({"form": "F1", "signatories": ["landlord", "tenant"], "old_debt_why": "betaald"}),
    st.dictionaries(
        st.sampled_from(["form", "cure_cd", "x"]), st.sampled_from(["F2", 3, None, ["a"]]),
        max_size=2,
    ),
)  # fmt: skip
DAYS = st.one_of(
    st.integers(-3, 40).map(lambda days: TODAY + timedelta(days=days)),
    st.just(TODAY + timedelta(days=5000)),
    st.integers(0, 4).map(lambda weeks: FIRST + timedelta(weeks=weeks)),
)


def any_change() -> st.SearchStrategy[Change]:
    """A change of any kind."""
    return st.one_of([of_model(kind) for kind in changes()])


def of_model(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """A filled model."""
    fields = {
        name: _of(name, info.annotation)
        for name, info in model.model_fields.items()
        if name != "change_id"
    }
    return st.builds(model, **fields)


def _named(name: str, kind: Any) -> st.SearchStrategy[Any] | None:
    if name == "terms":
        return TERMS
    if name in TEXTS and kind is str:
        return TEXTS[name]
    return NAMED.get(name) if kind in (int, str) else None


def _of(name: str, kind: Any) -> st.SearchStrategy[Any]:
    if (found := _named(name, kind)) is not None:
        return found
    if kind is date:
        return DAYS
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(1, 200_000)
    if kind is str:
        return st.sampled_from(["Belt morgen.", "é[/x]\x1b]52;", "ja"])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return of_model(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return st.one_of(st.none(), *[_of(name, one) for one in inner if one is not type(None)])
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        return st.lists(_of(name, inner[0]), min_size=name == "cases", max_size=2).map(tuple)
    raise TypeError(f"no strategy for {name}: {kind}")
