"""Changes of every kind, found by introspection and filled from what their fields are."""

import types
from datetime import date, timedelta
from enum import Enum
from typing import Any, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from caseconsole.domain.changes import Change, changes
from caseconsole.domain.verdict import Claim
from tests.casework.stores import STAFF, TODAY

KEYS = st.integers(1, 16)
NAMED: dict[str, st.SearchStrategy[Any]] = {
    "case": KEYS,
    "lease": KEYS,
    "seen": st.integers(1, 3),
    "offer": st.integers(1, 4),
    "appointment": st.integers(1, 4),
    "pause": st.integers(1, 4),
    "seq": st.integers(1, 12),
    "owner": st.sampled_from(["", *(login for login, *_ in STAFF), "niemand"]),
    "claim": st.sampled_from([*Claim, "onzin"]),
}
"""Fields that mean more than their type says; taken where the type is a plain number or text."""
DAYS = st.one_of(
    st.integers(-3, 40).map(lambda days: TODAY + timedelta(days=days)),
    st.just(TODAY + timedelta(days=5000)),
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


def _of(name: str, kind: Any) -> st.SearchStrategy[Any]:
    if name in NAMED and kind in (int, str):
        return NAMED[name]
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
    if origin is tuple:
        return st.lists(_of(name, inner[0]), max_size=2).map(tuple)
    raise TypeError(f"no strategy for {name}: {kind}")
