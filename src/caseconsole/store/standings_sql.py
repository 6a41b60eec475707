"""The statements of the standings. `stale` tells, within one transaction, what is still to be done.

0 holds; 1 the ledger changed; 2 something is open; 3 something falls due later, so a credit may
have gone to it; 4 something was taken back or corrected by difference. From 2 on only the
allocation knows, save where payments met what was due, the oldest first: that is decided here too.
"""

from caseconsole.domain.judging import RENT_CLAUSES

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
       nullif(min(coalesce(g.next_on, '~'), coalesce({_RENT_FROM}, '~')), '~'), NULL
FROM (
    SELECT l.id AS lease, coalesce(sum(e.cents), 0) AS balance,
           coalesce(sum(e.cents) FILTER (WHERE {_FROM_ON} <= :day), 0) AS open,
           min({_FROM_ON}) FILTER (WHERE {_FROM_ON} > :day AND e.cents <> 0) AS next_on,
           coalesce(max(e.kind IN ('returned', 'payment') OR e.reverses IS NOT NULL
                        OR e.kind = 'correction' AND (e.cents > 0 AND e.due_on IS NULL
                           OR e.identity >= '#c' AND e.identity < '#d'))
                    FILTER (WHERE e.kind = 'correction' OR e.cents > 0 AND e.kind <> 'charge'),
                    0) AS reversed,
           max(e.value_on || (1000000000000 + e.cents))
               FILTER (WHERE e.cents < 0 AND e.kind = 'payment' AND e.value_on <= :day) AS paid
    FROM lease l LEFT JOIN ledger_entry e ON e.lease = l.id
    WHERE l.id {_CHUNK} GROUP BY l.id
) g
"""
_SET = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
KEEP_SUMS = f"""
INSERT INTO standing ({", ".join(_COLUMNS)}) {_SUMS} WHERE 1 ON CONFLICT DO UPDATE SET {_SET}
"""

SAID_OF_RENT = f"""condition c ON c.agreement = a.id
    AND c.clause IN ({", ".join(f"'{clause}'" for clause in sorted(RENT_CLAUSES))})
CROSS JOIN judgement t ON t.condition = c.id"""
"""What people said of the rents that an agreement `a` asks for."""

# An agreement may say what is paid first: by what it covers, or a moratorium of its file (R60).
# So may people who let a rent be under one (R36).
_DESIGNATED = f"""(EXISTS (SELECT 1 FROM agreement_claim m WHERE m.lease = s.lease)
      OR EXISTS (SELECT 1 FROM case_file f CROSS JOIN agreement a ON a.case_file = f.id
                 CROSS JOIN suspension p ON p.agreement = a.id WHERE f.lease = s.lease)
      OR EXISTS (SELECT 1 FROM case_file f CROSS JOIN agreement a ON a.case_file = f.id
                 CROSS JOIN {SAID_OF_RENT} WHERE f.lease = s.lease))"""
_PERIOD = "'[0-9][0-9][0-9][0-9]-[0-9][0-9]'"
OLDEST_FIRST = f"""
WITH debt AS MATERIALIZED (
    SELECT s.lease, s.arrears, coalesce(e.due_on, e.value_on) AS due_on, sum(e.cents) AS cents
    FROM standing s CROSS JOIN ledger_entry e ON e.lease = s.lease
    WHERE s.lease {_CHUNK} AND s.stale = 2 AND e.cents > 0
      AND coalesce(e.due_on, e.value_on) <= :day
      AND NOT {_DESIGNATED}
    GROUP BY 1, 3
), back AS (
    SELECT *, sum(cents) OVER (PARTITION BY lease ORDER BY due_on DESC) AS newer FROM debt
), unpaid AS MATERIALIZED (
    SELECT lease, max(due_on) FILTER (WHERE newer >= arrears) AS since, max(due_on) AS missed_on,
           max(min(cents, arrears)) FILTER (WHERE newer = cents) AS missed_cents
    FROM back GROUP BY lease
)
UPDATE standing SET stale = 0, since = f.since, missed_on = f.missed_on,
    missed_cents = f.missed_cents,
    months_tenths = iif(rent, (20 * arrears + rent) / (2 * max(rent, 1)), 0)
FROM (
    SELECT u.* FROM unpaid u CROSS JOIN ledger_entry e ON e.lease = u.lease
    GROUP BY u.lease
    HAVING NOT max(CASE
        WHEN e.kind = 'payment'
        THEN e.designation <> '' AND NOT
             (e.designation GLOB {_PERIOD} AND e.designation < substr(u.since, 1, 7))
        WHEN e.kind <> 'charge' OR e.cents < 0 THEN 1
        ELSE {_FROM_ON} >= u.since
             AND (e.period < substr(u.since, 1, 7) OR e.source_ref GLOB {_PERIOD})
        END)
) f
WHERE standing.lease = f.lease
"""
"""Nobody named what is open, and no agreement did: payments met what was due, the oldest first."""

# What comes in on the account of one of them may be in hand for the others.
_OF_SEVERAL = """EXISTS (
    SELECT 1 FROM agreement_claim m CROSS JOIN agreement_claim o ON o.agreement = m.agreement
    WHERE m.lease = s.lease AND o.lease <> m.lease)"""
NEEDS_ALLOCATION = f"""
SELECT s.lease FROM standing s WHERE s.lease {_CHUNK} AND ({_OF_SEVERAL} OR s.stale > 1
  AND (s.stale <> 3 OR {_DESIGNATED} OR EXISTS (
    SELECT 1 FROM ledger_entry c CROSS JOIN ledger_entry f ON f.lease = c.lease
    WHERE c.lease = s.lease AND c.cents < 0 AND c.value_on <= :day
      AND f.cents > 0 AND coalesce(f.due_on, f.value_on) > :day
      AND (c.designation <> '' AND c.designation IN (f.source_ref, f.period)
           OR c.kind <> 'payment'
              AND (c.source_ref <> '' AND c.source_ref IN (f.source_ref, f.period)
                   OR c.period <> '' AND c.period IN (f.source_ref, f.period))))))
"""

ALLOCATED = """
UPDATE standing SET stale = 0, arrears = ?, since = ?, missed_on = ?, missed_cents = ?,
    months_tenths = ?, next_due_on = ?, paid_on = ?, paid_cents = ?, returned_on = ?
WHERE lease = ?
"""

SETTLED = f"UPDATE standing SET stale = 0 WHERE lease {_CHUNK} AND stale = 3"
