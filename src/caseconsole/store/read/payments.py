"""What was paid since a promise."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from caseconsole.domain.contact import Episode, Promise
from caseconsole.store.read.values import REVERSES, STANDS, day, keys
from caseconsole.store.sqlite import Connection

Payment = tuple[date, int]

_LINES = f"""
SELECT e.lease, e.id, e.kind, e.cents, e.value_on, {REVERSES}
FROM json_each(?) k CROSS JOIN ledger_entry e ON e.lease = k.value
WHERE e.kind IN ('payment', 'returned') AND e.value_on <= ? AND {STANDS}
ORDER BY e.value_on, e.id
"""


def promise_payments(
    conn: Connection,
    cases: Mapping[int, int],
    promises: Mapping[int, Sequence[Promise]],
    episodes: Mapping[int, Sequence[Episode]],
    today: date,
) -> dict[int, tuple[Payment, ...]]:
    """By case, the payments since its oldest promise that still matters, returned ones left out.

    Args:
        cases: case file by lease.
    """
    since = {
        case: start
        for case, made in promises.items()
        if (start := _start(made, episodes.get(case, ()), today)) is not None
    }
    leases = [lease for lease, case in cases.items() if case in since]
    if not leases:
        return {}
    lines: dict[int, list[tuple[int, str, int, date, int | None]]] = defaultdict(list)
    for lease, id_, kind, cents, on, reverses in conn.execute(
        _LINES, (keys(leases), today.isoformat())
    ).fetchall():
        lines[cases[lease]].append((id_, kind, cents, day(on), reverses))
    return {
        case: tuple(paid for paid in _kept(found) if paid[0] >= since[case])
        for case, found in lines.items()
    }


def _start(made: Sequence[Promise], episodes: Sequence[Episode], today: date) -> date | None:
    """The day of the oldest promise of this episode, or of one that has not fallen due."""
    begun = episodes[-1].since if episodes else None
    return min(
        (p.made_on for p in made if p.due_on >= today or (begun and p.made_on >= begun)),
        default=None,
    )


def _kept(lines: Iterable[tuple[int, str, int, date, int | None]]) -> list[Payment]:
    """Payments not returned; a return names its payment, else it is the newest equal one."""
    kept: dict[int, Payment] = {}
    for id_, kind, cents, on, reverses in lines:
        if kind == "payment":
            kept[id_] = (on, -cents)
            continue
        equal = [key for key, paid in kept.items() if paid[1] == cents]
        kept.pop(reverses if reverses in kept else equal[-1] if equal else 0, None)
    return list(kept.values())
