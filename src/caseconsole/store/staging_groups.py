"""Which rows of files are written together: a lease, its people, and what it cannot do without."""

from caseconsole.store.sqlite import Connection
from caseconsole.store.staging import OWN_LEASE, TARGETS, changed

_APART = 1 << 32
"""More than a file has lines: groups of one table lie apart from those of the next."""
_GROUPED = sorted(
    TARGETS.values(), key=lambda target: (target.owner != "lease", target.table != target.owner)
)
"""What gives a group its place: leases first, so that their people go along with them."""


def give_groups(conn: Connection) -> None:
    """Give what changes its group: a lease, with its people and the debts that it covers."""
    for place, target in enumerate(_GROUPED):
        if target.owner != "lease":
            while conn.execute(_COVERED_ALONG).rowcount:
                pass  # a lease that was drawn along draws those that it covers
            conn.execute(_PEOPLE_OF_LEASES)
        conn.execute(
            "INSERT OR IGNORE INTO temp.stage_group"
            f" SELECT '{target.owner}', s.{target.named_by}, {place * _APART} + s.rowid"
            f" {changed(target.table)} ORDER BY s.rowid"
        )
    for target in TARGETS.values():
        conn.execute(
            f"UPDATE temp.diff_{target.table} SET grp = (SELECT g.grp FROM temp.stage_group g"
            f" JOIN temp.stage_{target.table} s ON s.rowid = diff_{target.table}.row"
            f" WHERE g.owner = '{target.owner}' AND g.reference = s.{target.named_by})"
        )
        conn.execute(f"CREATE INDEX temp.diff_{target.table}_grp ON diff_{target.table} (grp)")


_COVERED_ALONG = f"""
UPDATE temp.stage_group SET grp = c.grp FROM (
    SELECT s.lease, min(g.grp) AS grp {changed("agreement_claim")}
    JOIN temp.stage_group g ON g.owner = 'lease' AND g.reference = s.{OWN_LEASE} GROUP BY s.lease
) c WHERE owner = 'lease' AND reference = c.lease AND stage_group.grp > c.grp
"""
"""A lease comes in no later than what covers its debt."""
_PEOPLE_OF_LEASES = f"""
INSERT OR IGNORE INTO temp.stage_group
SELECT 'person', s.person, min(g.grp) {changed("lease_party")}
JOIN temp.stage_group g ON g.owner = 'lease' AND g.reference = s.lease GROUP BY s.person
"""
