"""Changes of every kind, found by introspection and filled from their fields and a store."""

import types
from datetime import date, timedelta
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from caseconsole.casework.session import Session
from caseconsole.domain.agreement_changes import JudgeObligation, WithdrawJudgement
from caseconsole.domain.changes import Change, changes
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.verdict import Claim
from tests.casework.agreed import FIRST
from tests.casework.stores import STAFF, TODAY

NAMED: dict[str, st.SearchStrategy[Any]] = {
    "grace_days": st.integers(1, 4),
    "seq": st.integers(1, 40),
    "owner": st.sampled_from(["", *(login for login, *_ in STAFF), "niemand"]),
    "claim": st.sampled_from([*Claim, "onzin"]),
    "state": st.sampled_from(sorted({"onzin"}.union(*(kind.states for kind in KINDS.values())))),
    "rule": st.sampled_from(["", "FREQ=WEEKLY;COUNT=4", "FREQ=MONTHLY"]),
}
"""Fields that mean more than their type says; taken where the type is a plain number or text."""
TABLES = {
    "case": "case_file", "cases": "case_file", "lease": "lease", "covers": "lease",
    "offer": "offer", "appointment": "appointment", "pause": "pause", "agreement": "agreement",
    "condition": "condition", "step": "ladder_step", "suspension": "suspension",
    "referral": "referral", "rests_on": "agreement", "review": "review",
}  # fmt: skip
"""Fields that name a row, with its table."""
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


class Rows:
    """The rows that stand in a store, to be named by what is asked of it."""

    def __init__(self, here: Session) -> None:
        self.conn = here.conn

    def keys(self, field: str) -> st.SearchStrategy[int]:
        """A row that a field can name; now and then one that is not there."""
        found = self.conn.execute(f"SELECT id FROM {TABLES[field]} ORDER BY id DESC").fetchall()
        return st.sampled_from([*(row[0] for row in found), 999])

    def seen(self, change: Change) -> Change:
        """A change as it is asked by who has seen the newest of its row, in the row's own file."""
        named = next((name for name in TABLES if name != "case" and hasattr(change, name)), "case")
        if isinstance(change, JudgeObligation | WithdrawJudgement):
            return change.model_copy(update=self._file("condition", change.condition) | {
                "seen": self._value(
                    "SELECT coalesce(max(id), 0) FROM judgement WHERE condition = ?"
                    " AND original_on = ? AND withdrawn_at IS NULL",
                    change.condition, change.original_on.isoformat(),
                )
            })  # fmt: skip
        if not hasattr(change, "seen"):
            return change
        key, table = getattr(change, named), TABLES[named]
        version = self._value(f"SELECT version FROM {table} WHERE id = ?", key)
        return change.model_copy(update={"seen": version, **self._file(table, key)})

    def _file(self, table: str, key: int) -> dict[str, int]:
        """The file of a row, where it hangs in one."""
        columns = {row[1] for row in self.conn.execute(f"PRAGMA table_info({table})").fetchall()}
        if "case_file" in columns:
            return {"case": self._value(f"SELECT case_file FROM {table} WHERE id = ?", key)}
        if "agreement" in columns:
            agreement = self._value(f"SELECT agreement FROM {table} WHERE id = ?", key)
            return self._file("agreement", agreement)
        return {}

    def _value(self, query: str, *bound: object) -> int:
        row = self.conn.execute(query, bound).fetchone()
        return int(row[0]) if row else 0


@st.composite
def any_change(draw: st.DrawFn, here: Session, kind: type[Change] | None = None) -> Change:
    """A change of any kind about rows that there are, mostly as who asks has seen them."""
    rows = Rows(here)
    change: Change = draw(of_model(kind or draw(st.sampled_from(changes())), rows))
    return rows.seen(change) if draw(st.integers(0, 3)) else change


def of_model(model: type[BaseModel], rows: Rows) -> st.SearchStrategy[Any]:
    """A filled model."""
    fields = {
        name: _of(name, info.annotation, rows)
        for name, info in model.model_fields.items()
        if name != "change_id"
    }
    return st.builds(model, **fields)


def _named(name: str, kind: Any, rows: Rows) -> st.SearchStrategy[Any] | None:
    if name == "terms":
        return TERMS
    if name in TEXTS and kind is str:
        return TEXTS[name]
    if name in TABLES and kind is int:
        return rows.keys(name)
    return NAMED.get(name) if kind in (int, str) else None


def _of(name: str, kind: Any, rows: Rows) -> st.SearchStrategy[Any]:
    if (found := _named(name, kind, rows)) is not None:
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
        return of_model(kind, rows)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        known = [_of(name, one, rows) for one in inner if one is not type(None)]
        return st.one_of(st.none(), *known)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        return st.lists(_of(name, inner[0], rows), min_size=name == "cases", max_size=2).map(tuple)
    raise TypeError(f"no strategy for {name}: {kind}")
