"""The statements of the standings. `stale` tells, within one transaction, what is still to be done.

0 holds; 1 the ledger changed; 2 something is open; 3 something falls due later, so a credit may
have gone to it; 4 something was taken back. From 2 on only the allocation knows, save for a tenant
who was even until the newest rent fell due and has not paid since: that is decided here too.
"""

_COLUMNS = (
    "lease", "as_of", "stale", "balance", "arrears", "since", "missed_on", "missed_cents",
    "months_tenths", "rent", "next_due_on", "paid_on", "paid_cents", "returned_on", "changes_on",
    "holds_before",
)  # fmt: skip

_CHUNK = "IN (SELECT value FROM json_each(:leases))"
# A debt counts from its due day, a credit from its value day.
_FROM_ON = "iif(e.cents < 0, e.value_on, coalesce(e.due_on, e.value_on))"
_RENT = """coalesce(
    (SELECT r.cents FROM rent r WHERE r.lease = g.lease AND r.from_on <= :day
     ORDER BY r.from_on DESC LIMIT 1),
    (SELECT r.cents FROM rent r WHERE r.lease = g.lease ORDER BY r.from_on LIMIT 1), 0)"""
_RENT_FROM = "(SELECT min(r.from_on) FROM rent r WHERE r.lease = g.lease AND r.from_on > :day)"

RENTS = f"SELECT g.value, {_RENT.replace('g.lease', 'g.value')} FROM json_each(:leases) g"
"""The rent of each lease on the day."""

_SUMS = f"""
SELECT g.lease, :day, CASE WHEN g.reversed THEN 4 WHEN g.open > 0 THEN 2
                           WHEN g.next_on IS NOT NULL THEN 3 ELSE 0 END,
       g.balance, max(g.open, 0), NULL, NULL, 0, 0, {_RENT}, g.next_on,
       substr(g.paid, 1, 10), coalesce(1000000000000 - substr(g.paid, 11), 0), NULL,
       min(coalesce(g.next_on, {_RENT_FROM}), coalesce({_RENT_FROM}, g.next_on)), NULL
FROM (
    SELECT l.id AS lease, coalesce(sum(e.cents), 0) AS balance,
           coalesce(sum(CASE WHEN {_FROM_ON} <= :day THEN e.cents END), 0) AS open,
           min(CASE WHEN {_FROM_ON} > :day AND e.cents <> 0 THEN {_FROM_ON} END) AS next_on,
           coalesce(max(e.cents > 0 AND (e.kind IN ('returned', 'payment')
                                         OR e.reverses IS NOT NULL
                                         OR e.kind = 'correction' AND e.due_on IS NULL)), 0)
               AS reversed,
           max(CASE WHEN e.kind = 'payment' AND e.cents < 0 AND e.value_on <= :day
               THEN e.value_on || (1000000000000 + e.cents) END) AS paid
    FROM lease l LEFT JOIN ledger_entry e ON e.lease = l.id
    WHERE l.id {_CHUNK} GROUP BY l.id
) g
"""
_SET = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
KEEP_SUMS = f"""
INSERT INTO standing ({", ".join(_COLUMNS)}) {_SUMS} WHERE 1 ON CONFLICT DO UPDATE SET {_SET}
"""

_PERIOD = "'[0-9][0-9][0-9][0-9]-[0-9][0-9]'"
FRESH = f"""
WITH newest AS MATERIALIZED (
    SELECT s.lease, s.arrears, max(coalesce(e.due_on, e.value_on)) AS due_on
    FROM standing s CROSS JOIN ledger_entry e ON e.lease = s.lease
    WHERE s.lease {_CHUNK} AND s.stale = 2 AND e.cents > 0
      AND coalesce(e.due_on, e.value_on) <= :day
    GROUP BY s.lease
)
UPDATE standing SET stale = 0, since = f.due_on, missed_on = f.due_on, missed_cents = arrears,
    months_tenths = iif(rent, (20 * arrears + rent) / (2 * max(rent, 1)), 0)
FROM (
    SELECT n.lease, n.due_on FROM newest n CROSS JOIN ledger_entry e ON e.lease = n.lease
    GROUP BY n.lease
    HAVING sum(CASE WHEN e.cents > 0 AND {_FROM_ON} = n.due_on THEN e.cents END) = n.arrears
       AND NOT max(CASE
           WHEN e.kind = 'payment'
           THEN e.value_on BETWEEN n.due_on AND :day OR e.designation <> '' AND NOT
                (e.designation GLOB {_PERIOD} AND e.designation < substr(n.due_on, 1, 7))
           WHEN e.kind <> 'charge' OR e.cents < 0 THEN 1
           ELSE {_FROM_ON} >= n.due_on
                AND (e.period < substr(n.due_on, 1, 7) OR e.source_ref GLOB {_PERIOD})
           END)
) f
WHERE standing.lease = f.lease
"""

NEEDS_ALLOCATION = f"""
SELECT s.lease FROM standing s WHERE s.lease {_CHUNK} AND s.stale > 1 AND (s.stale <> 3 OR EXISTS (
    SELECT 1 FROM ledger_entry c CROSS JOIN ledger_entry f ON f.lease = c.lease
    WHERE c.lease = s.lease AND c.cents < 0 AND c.value_on <= :day
      AND f.cents > 0 AND coalesce(f.due_on, f.value_on) > :day
      AND (c.designation <> '' AND c.designation IN (f.source_ref, f.period)
           OR c.kind <> 'payment'
              AND (c.source_ref <> '' AND c.source_ref IN (f.source_ref, f.period)
                   OR c.period <> '' AND c.period IN (f.source_ref, f.period)))))
"""

ALLOCATED = """
UPDATE standing SET stale = 0, arrears = ?, since = ?, missed_on = ?, missed_cents = ?,
    months_tenths = ?, next_due_on = ?, paid_on = ?, paid_cents = ?, returned_on = ?
WHERE lease = ?
"""

SETTLED = f"UPDATE standing SET stale = 0 WHERE lease {_CHUNK} AND stale = 3"
