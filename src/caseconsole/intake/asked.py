"""The days on which a condition asks something, and whether those that were judged stay."""

from datetime import date
from functools import lru_cache

from caseconsole.domain.recurrence import days, from_day
from caseconsole.intake.layout import Known
from caseconsole.intake.wrong import wrong
from caseconsole.process.policy import Values
from caseconsole.store.staging import BROUGHT, TARGETS, Staged


def asks(rule: str, first_on: str, until: str | None, since: str | None, on: str) -> bool:
    """Whether a condition has an obligation whose own day this is; all days as ISO text.

    Args:
        since: nothing is asked of the days before this one.
    """
    if on < max(first_on, since or "") or (until or on) < on:
        return False
    return date.fromisoformat(on) in _days(rule, first_on, on[:4])


@lru_cache(maxsize=20_000)
def _days(rule: str, first_on: str, year: str) -> frozenset[date]:
    """The days of a condition through a year."""
    return frozenset(days(rule, date.fromisoformat(first_on), date(int(year), 12, 31)))


def repeated(rule: str, first_on: str, policy: Values) -> tuple[str, str]:
    """By which cadence a rule repeats, and how many times; empty where it does not say.

    Args:
        first_on: from which day on, as ISO text.
    """
    often, _, times = rule.partition(";COUNT=")
    first = date.fromisoformat(first_on)
    known = policy.cadences.items()
    return next((name for name, one in known if from_day(one.rule, first) == often), ""), times


def keeping_judged(condition: Staged, kind: str, known: Known) -> Staged:
    """A condition that is brought again, where it still asks what was judged of it.

    A judgement whose day is not asked any more would be seen nowhere, and asked for anew.

    Args:
        kind: of its agreement.

    Raises:
        Fault: a day that was judged would fall out.
    """
    row = dict(zip(TARGETS[condition.table].given, condition.values, strict=True))
    stood = known.agreed.judged.get(str(row["reference"]))
    if stood is None or stood.brought == row[BROUGHT]:
        return condition
    rule, first_on = str(row["rule"]), str(row["first_on"])
    until = str(row["until"]) if row["until"] else None
    since = str(row["asked_from"]) if row["asked_from"] else None
    today = date.fromisoformat(known.today)
    for on in sorted(stood.on):
        was_asked = asks(stood.rule, stood.first_on, stood.until, stood.asked_from, on)
        if was_asked and not asks(rule, first_on, until, since, on):
            name = known.policy.at(today).clause_name(kind, str(row["clause"]))
            raise wrong("judged_falls_out", clause_word=name, day_on=on)
    return condition
