"""Whether a ledger is too old to conclude anything from it (P06)."""

from datetime import date
from functools import lru_cache

from caseconsole.domain.calendar import previous_banking_day
from caseconsole.domain.message import Message, message

_NO_LEDGER = message("held.no_ledger")


def ledger_held(complete_through: date | None, today: date, age_wd: int) -> Message | None:
    """Why nothing may be concluded from a ledger that is not complete until just now (P06)."""
    if complete_through is None:
        return _NO_LEDGER
    needed = _banking_days_ago(today, age_wd)
    return None if complete_through >= needed else too_old(complete_through, needed)


@lru_cache(maxsize=64)
def too_old(complete_through: date, needed: date) -> Message:
    """That a ledger is complete through a day, and through which it must be."""
    return message(
        "held.ledger_too_old",
        through_on=complete_through.isoformat(),
        needed_on=needed.isoformat(),
    )


@lru_cache(maxsize=64)
def _banking_days_ago(today: date, days: int) -> date:
    for _ in range(days):
        today = previous_banking_day(today)
    return today
