"""The due rows of cases, written only where they differ."""

from collections.abc import Mapping, Sequence

from caseconsole.store.read.values import UNKNOWN, keys, message_text, values_text
from caseconsole.store.rows import DueEntry
from caseconsole.store.sqlite import Row, Store

_COLUMNS = (
    "case_file", "lease", "claim", "action", "rank", "since", "until", "because", "facts", "rule",
    "source", "next", "lead", "snoozed_until", "for_login", "team", "interpreter", "whom",
    "tenant", "language", "call_do_not_write", "arrears", "months_tenths", "adults",
    "children", "called_on",
)  # fmt: skip
_READ = (
    f"SELECT d.id, {', '.join(f'd.{name}' for name in _COLUMNS)}"
    " FROM json_each(?) k CROSS JOIN due d ON d.case_file = k.value"
)
_ADD = f"INSERT INTO due ({', '.join(_COLUMNS)}) VALUES ({','.join('?' * len(_COLUMNS))})"
_CHANGE = f"UPDATE due SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE id = ?"
_CASE, _CLAIM = _COLUMNS.index("case_file"), _COLUMNS.index("claim")


def replace_dues(store: Store, by_case: Mapping[int, Sequence[DueEntry]]) -> int:
    """Make these the due claims of the cases named, in the open transaction.

    A claim that stays keeps its id. The first one that is not put off leads its case.

    Returns:
        How many rows were written; none when nothing differs.
    """
    kept = {
        (row[1 + _CASE], row[1 + _CLAIM]): row
        for row in store.conn.execute(_READ, (keys(list(by_case)),)).fetchall()
    }
    added: list[Row] = []
    changed: list[Row] = []
    for entries in by_case.values():
        first = lead(entries)
        for entry in entries:
            wanted = _row(entry, lead=entry is first)
            found = kept.pop((entry.case, entry.claim), None)
            if found is None:
                added.append(wanted)
            elif found[1:] != wanted:
                changed.append((*wanted, found[0]))
    gone = [(row[0],) for row in kept.values()]
    store.conn.executemany("DELETE FROM due WHERE id = ?", gone)
    store.conn.executemany(_CHANGE, changed)
    store.conn.executemany(_ADD, added)
    return len(gone) + len(changed) + len(added)


def lead(entries: Sequence[DueEntry]) -> DueEntry | None:
    """The first claim of a case that is not put off, as the list shows it; None when all are."""
    shown = [entry for entry in entries if entry.snoozed_until is None]
    return min(shown, key=lambda entry: (entry.rank, entry.since, entry.claim), default=None)


def _or_unknown(number: int | None) -> int:
    return UNKNOWN if number is None else number


def _row(entry: DueEntry, *, lead: bool) -> Row:
    return (
        entry.case, entry.lease, str(entry.claim), entry.action, entry.rank,
        entry.since.isoformat(), entry.until.isoformat() if entry.until else None,
        entry.because.id, values_text(entry.because.values), entry.rule, entry.source,
        message_text(entry.next), int(lead),
        entry.snoozed_until.isoformat() if entry.snoozed_until else None, entry.for_login,
        entry.team, int(entry.interpreter), str(entry.whom), entry.tenant,
        entry.language, int(entry.call_do_not_write), entry.arrears,
        _or_unknown(entry.months_tenths), _or_unknown(entry.adults), _or_unknown(entry.children),
        entry.called_on.isoformat() if entry.called_on else None,
    )  # fmt: skip
