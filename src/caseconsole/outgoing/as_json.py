"""Facts as JSON: its texts harmless before they are quoted, so that it stays valid."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from caseconsole.domain.text import clean


def json_text(found: object) -> str:
    """JSON over several lines, with a line end; texts are whole and without controls."""
    return json.dumps(_harmless(found), ensure_ascii=False, indent=2) + "\n"


def iso(day: date | None) -> str | None:
    """A day, where there is one."""
    return day.isoformat() if day else None


def _harmless(found: object) -> object:
    if isinstance(found, str):
        return clean(found, limit=len(found))
    if isinstance(found, Mapping):
        return {_harmless(key): _harmless(value) for key, value in found.items()}
    if isinstance(found, Sequence):
        return [_harmless(one) for one in found]
    return found
