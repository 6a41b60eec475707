"""How long what was found due holds, and whom a change elsewhere touches."""

from collections.abc import Mapping, Sequence
from datetime import date

from caseconsole.store.read.association import NO_LONGER, judged_by
from caseconsole.store.read.values import keys
from caseconsole.store.sqlite import Connection, Store

_NEXT = """
SELECT c.lease FROM {known} k CROSS JOIN agreement_claim m ON m.lease = k.value
CROSS JOIN agreement a ON a.id = m.agreement CROSS JOIN case_file c ON c.id = a.case_file
WHERE m.withdrawn_at IS NULL
UNION
SELECT o.lease FROM {known} k CROSS JOIN agreement_claim m ON m.lease = k.value
CROSS JOIN agreement_claim o ON o.agreement = m.agreement
WHERE m.withdrawn_at IS NULL AND o.withdrawn_at IS NULL
UNION
SELECT m.lease FROM {known} k CROSS JOIN case_file c ON c.lease = k.value
CROSS JOIN agreement a ON a.case_file = c.id CROSS JOIN agreement_claim m ON m.agreement = a.id
WHERE m.withdrawn_at IS NULL
"""
# What follows is walked from what the first step found: few of many leases are bound at all.
_RELATED = f"""
WITH RECURSIVE bound (value) AS (
{_NEXT.format(known="json_each(:leases)")} UNION {_NEXT.format(known="bound")}
)
SELECT value FROM bound EXCEPT SELECT value FROM json_each(:leases)
"""
_SHARING = """
SELECT DISTINCT b.lease FROM json_each(?) k CROSS JOIN lease_party a ON a.lease = k.value
CROSS JOIN lease_party b ON b.person = a.person AND b.lease <> a.lease
CROSS JOIN case_file c ON c.lease = b.lease
"""


_BOUND = """
SELECT m.lease FROM agreement_claim m
CROSS JOIN standing s ON s.lease = m.lease AND s.holds_before IS NULL
WHERE m.withdrawn_at IS NULL
UNION
SELECT c.lease FROM agreement_claim m
CROSS JOIN agreement a ON a.id = m.agreement CROSS JOIN case_file c ON c.id = a.case_file
CROSS JOIN standing s ON s.lease = c.lease AND s.holds_before IS NULL
WHERE m.withdrawn_at IS NULL
"""


def keep_grounds(store: Store, on: date, grounds: str, policy: str) -> None:
    """Keep by what the files of a begun day are judged, in the open transaction.

    What was judged otherwise holds no longer: all is looked at again. All that one agreement binds
    is looked at together.

    Args:
        policy: the hash of the policy that counts.
    """
    if judged_by(store.conn) != grounds:
        store.conn.execute("UPDATE standing SET holds_before = NULL WHERE holds_before NOT NULL")
    store.conn.execute(
        "UPDATE day_run SET (grounds, policy) = (?1, ?2)"
        " WHERE day = ?3 AND (grounds, policy) IS NOT (?1, ?2)",
        (grounds, policy, on.isoformat()),
    )
    anew = [row[0] for row in store.conn.execute(_BOUND).fetchall()]
    look_again(store, related(store.conn, anew))


def judge_anew(conn: Connection) -> None:
    """Say that what the files were judged by is no longer so, in the open transaction."""
    conn.execute(
        "UPDATE day_run SET grounds = ? WHERE day = (SELECT max(day) FROM day_run)", (NO_LONGER,)
    )


def look_again(store: Store, leases: Sequence[int]) -> None:
    """Say that the next run of the day is to look at leases, in the open transaction."""
    store.conn.executemany(
        "UPDATE standing SET holds_before = NULL WHERE lease = ? AND holds_before NOT NULL",
        [(lease,) for lease in leases],
    )


def keep_holding(store: Store, holding: Mapping[int, date], grounds: str) -> None:
    """Keep, by lease, the first day on which what is due may differ with nothing new.

    Args:
        grounds: what it was judged by; judged otherwise than the day was, nothing holds.
    """
    holds = judged_by(store.conn) == grounds
    days = [(day.isoformat() if holds else None, lease) for lease, day in holding.items()]
    store.conn.executemany(
        "UPDATE standing SET holds_before = ?1 WHERE lease = ?2 AND holds_before IS NOT ?1", days
    )


def related(conn: Connection, leases: Sequence[int]) -> list[int]:
    """The other leases that agreements bind to these, by whatever steps.

    Each agreement binds those it covers, and that of its file: what freezes the debt of one lets an
    arrangement rest that covers it in yet another file.
    """
    return [row[0] for row in conn.execute(_RELATED, {"leases": keys(list(leases))}).fetchall()]


def sharing(conn: Connection, leases: Sequence[int]) -> list[int]:
    """The other leases with a file of people who stand on these: a contact counts in all."""
    return [row[0] for row in conn.execute(_SHARING, (keys(list(leases)),)).fetchall()]
