"""An agreement as it was written down by a day, so that a day gone by can be looked at."""

from dataclasses import replace
from datetime import date
from typing import Any

from caseconsole.domain.agreement import Agreement, LadderStep

_ROWS = ("states", "judgements", "ladder", "decisions")


def written_by(agreement: Agreement, today: date) -> Agreement:
    """An agreement without what was judged, taken or decided after a day; its first state stays."""
    later: dict[str, Any] = {}
    for name in _ROWS:
        rows = getattr(agreement, name)
        if any(row.on > today for row in rows):
            later[name] = tuple(row for row in rows if row.on <= today)
    if later.get("states") == ():
        later["states"] = agreement.states[:1]
    ladder = later.get("ladder", agreement.ladder)
    if any(_ended_after(step, today) for step in ladder):
        later["ladder"] = tuple(
            _open(step) if _ended_after(step, today) else step for step in ladder
        )
    return replace(agreement, **later) if later else agreement


def _ended_after(step: LadderStep, today: date) -> bool:
    return step.outcome_on is not None and step.outcome_on > today


def _open(step: LadderStep) -> LadderStep:
    return replace(step, outcome=None, outcome_on=None, outcome_why="", outcome_by="")
