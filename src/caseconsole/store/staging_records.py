"""The rows about people and leases of all files of an import, compared with the store at once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from caseconsole.domain.kinds import COVERS_FROM, KINDS, STANDS
from caseconsole.domain.moment import Moment
from caseconsole.store.cases import close_case, open_case, open_cases
from caseconsole.store.holding import judge_anew
from caseconsole.store.images import Value
from caseconsole.store.sqlite import Connection
from caseconsole.store.staging import (
    OWN_LEASE,
    REFERENCES,
    SEARCHED,
    TARGETS,
    Chunk,
    Staged,
    Target,
    Written,
    changed,
    portions,
)
from caseconsole.store.staging_agreed import MADE_HERE
from caseconsole.store.staging_gone import Used, leave_used, put_aside_gone
from caseconsole.store.staging_groups import give_groups
from caseconsole.store.staging_overtaken import Meanwhile, Overtaken
from caseconsole.store.staging_spans import MEET, pair_up
from caseconsole.store.write import Writer

Contradiction = tuple[int, int, str, int, int]
"""File, line, what it is about, and the other file and line that say something else of it."""

_BUFFER = 2_000


class Records:
    """Checked rows put aside, and what of them the store lacks or has otherwise."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._forms: list[frozenset[str]] = []
        self._rows: dict[str, list[Sequence[Value]]] = {table: [] for table in TARGETS}
        self.used: list[Used] = []
        """Conditions that are left out, of the chunks applied."""
        self.overtaken: list[Overtaken] = []
        """Lines that are left out, of the chunks applied."""
        self._meanwhile = Meanwhile(conn)
        self.close()
        for target in TARGETS.values():
            conn.execute(
                f"CREATE TEMP TABLE stage_{target.table} (_file INTEGER NOT NULL,"
                f" _line INTEGER NOT NULL, _form INTEGER NOT NULL, {', '.join(target.given)},"
                " _gone INTEGER NOT NULL DEFAULT 0)"
            )
        conn.execute(
            "CREATE TEMP TABLE stage_group (owner TEXT, reference TEXT, grp INTEGER NOT NULL,"
            " PRIMARY KEY (owner, reference)) WITHOUT ROWID"
        )

    def fill(self, file: int, absent: frozenset[str], rows: Iterable[Staged]) -> None:
        """Put the checked rows of a file aside.

        Args:
            absent: columns that the file does not have: what stands in the store stays.
        """
        if absent not in self._forms:
            self._forms.append(absent)
        form = self._forms.index(absent)
        self._conn.execute("BEGIN")
        try:
            for row in rows:
                kept = self._rows[row.table]
                kept.append((file, row.line, form, row.gone, *row.values))
                if len(kept) >= _BUFFER:
                    self._flush(row.table)
            for table in self._rows:
                self._flush(table)
        finally:
            self._conn.execute("COMMIT")

    def _flush(self, table: str) -> None:
        kept = self._rows[table]
        if kept:
            marks = ",".join("?" * len(kept[0]))
            named = ", ".join(("_file", "_line", "_form", "_gone", *TARGETS[table].given))
            self._conn.executemany(
                f"INSERT INTO temp.stage_{table} ({named}) VALUES ({marks})", kept
            )
            kept.clear()

    def references(self, table: str, file: int | None = None) -> set[str]:
        """The leases or people that rows put aside bring, of one file or of all."""
        rows = self._conn.execute(
            f"SELECT reference FROM temp.stage_{table} WHERE ?1 IS NULL OR _file = ?1", (file,)
        )
        return {row[0] for row in rows}

    def judged(self, file: int, line: int | None = None) -> set[str]:
        """The conditions of which rows put aside of a file judge something, or one of its lines."""
        rows = self._conn.execute(
            "SELECT condition FROM temp.stage_judgement"
            " WHERE _file = ?1 AND (?2 IS NULL OR _line = ?2)",
            (file, line),
        )
        return {row[0] for row in rows}

    def contradictions(self, tables: Sequence[str], files: Sequence[int]) -> list[Contradiction]:
        """Rows of which another of these files says something else."""
        found: list[Contradiction] = []
        for table, pair in ((table, pair) for table in tables for pair in combinations(files, 2)):
            other = " OR ".join(
                f"s.{value} IS NOT t.{value}" for value in ("_form", *TARGETS[table].values)
            )
            for line, key, other_line in self._conn.execute(
                f"SELECT s._line, s.{TARGETS[table].keys[0]}, t._line {_both(table)} AND ({other})",
                pair,
            ).fetchall():
                found += [(pair[0], line, key, pair[1], other_line),
                          (pair[1], other_line, key, pair[0], line)]  # fmt: skip
        return found

    def leave_out(self, tables: Sequence[str], file: int, line: int | None = None) -> None:
        """Forget the rows of a file, or of one of its lines."""
        for table in tables:
            self._conn.execute(
                f"DELETE FROM temp.stage_{table} WHERE _file = ?1 AND (?2 IS NULL OR _line = ?2)",
                (file, line),
            )

    def keep_once(self, tables: Sequence[str], files: Sequence[int]) -> int:
        """Forget rows that an earlier of these files has too.

        Returns:
            How many.
        """
        return sum(
            self._conn.execute(
                f"DELETE FROM temp.stage_{table} WHERE rowid IN (SELECT t.rowid {_both(table)})",
                pair,
            ).rowcount
            for table in tables
            for pair in combinations(files, 2)
        )

    def compare(self) -> int:
        """Find the rows that the store lacks or has otherwise, or that are not so any more.

        Returns:
            How many rows it has already, as they are.
        """
        put_aside_gone(self._conn)
        same = 0
        for target in TARGETS.values():
            self._conn.execute(
                f"CREATE TEMP TABLE diff_{target.table} AS {self._difference(target)}"
            )
            same += self._count("stage", target) - self._count(
                "diff", target, "WHERE ended IS NULL"
            )
        give_groups(self._conn)
        return same

    def _count(self, kind: str, target: Target, where: str = "") -> int:
        table = f"temp.{kind}_{target.table}"
        row = self._conn.execute(f"SELECT count(*) FROM {table} {where}").fetchone()
        return int(row[0])

    def _difference(self, target: Target) -> str:
        same = " AND ".join(
            [f"t.{key} = {_resolved(key)}" for key in target.keys]
            + [target.among or "1", "t.withdrawn_at IS NULL" if target.standing else "1"]
        )
        joined, ended = f"LEFT JOIN main.{target.table} t ON {same}", "NULL"
        if target.dated:
            silent = [n for n, absent in enumerate(self._forms) if "until" in absent]
            pair_up(self._conn, target, same, silent)
            joined = (
                f"LEFT JOIN temp.pair_{target.table} m ON m.row = s.rowid"
                f" LEFT JOIN main.{target.table} t ON t.id = m.found"
            )
            ended = "m.ended"
        other = " OR ".join(
            f"s._form = {number} AND t.{value} IS NOT {_resolved(value)}"
            for number in range(len(self._forms))
            for value in self._read(target, number)
            if target.compared is None or value in target.compared
        )
        return (
            "SELECT s.rowid AS row, NULL AS grp, s._file AS file, s._line AS line, s._form AS form,"
            f" t.id AS found, {ended} AS ended FROM temp.stage_{target.table} s {joined}"
            f" WHERE (t.id IS NULL OR {ended} NOT NULL OR {other or '0'}"
            f" OR {'s._gone OR t.withdrawn_at NOT NULL' if target.goes else '0'})"
            f" AND NOT {target.unless or '0'}"
        )

    def _read(self, target: Target, form: int) -> list[str]:
        """What is written of a row; pairing filled in the last days that a file leaves out."""
        absent = self._forms[form].union(target.once) - ({"until"} if target.dated else set())
        return [value for value in target.values if value not in absent]

    def chunks(self) -> Iterator[Chunk]:
        """The differences in portions of about CHUNK rows; a lease goes with its people."""
        union = " UNION ALL ".join(
            f"SELECT grp, file, line FROM temp.diff_{table}" for table in TARGETS
        )
        rows = self._conn.execute(
            f"SELECT grp, file, count(*), min(line), max(line) FROM ({union})"
            " GROUP BY grp, file ORDER BY grp, file"
        ).fetchall()
        return portions(rows)

    def apply(self, chunk: Chunk, writer: Writer, now: Moment) -> Written:
        """Write a chunk, inside a transaction; a case file is opened where an agreement needs one.

        Args:
            now: when files are opened, and rows withdrawn that are not so any more.
        """
        written = Written()
        self.overtaken += self._meanwhile.leave_out(chunk.low, chunk.high)
        self.used += leave_used(self._conn, chunk.low, chunk.high)
        for target in TARGETS.values():
            if target.table == "agreement":
                self._open_files(chunk, writer, now.today)
            updated = self._update(target, chunk, writer, now.at)
            added = self._insert(target, chunk, writer)
            written.updated += updated
            written.added += added
            written.searched |= bool(updated or added) and target.table in SEARCHED
            if target.table == "caseworker" and (updated or added):
                judge_anew(self._conn)
        written.updated += self._form_leases(chunk, writer)
        if written:
            written.leases = self._touched(chunk)
        return written

    def _insert(self, target: Target, chunk: Chunk, writer: Writer) -> int:
        rows = self._conn.execute(
            f"SELECT {', '.join(map(_resolved, target.columns))} {changed(target.table)}"
            " WHERE d.grp BETWEEN ? AND ? AND d.found IS NULL ORDER BY d.grp, d.row",
            (chunk.low, chunk.high),
        ).fetchall()
        return len(writer.insert_many(target.table, target.columns, rows))

    def _update(self, target: Target, chunk: Chunk, writer: Writer, at: int) -> int:
        rows = self._conn.execute(
            f"SELECT d.found, d.form, d.ended, s._gone,"
            f" {', '.join(map(_resolved, target.values)) or 'NULL'}"
            f" {changed(target.table)}"
            " WHERE d.grp BETWEEN ? AND ? AND d.found IS NOT NULL ORDER BY d.grp, d.row",
            (chunk.low, chunk.high),
        ).fetchall()
        for key, form, ended, gone, *values in rows:
            if gone:
                writer.withdraw(target.table, key, at)
                continue
            given = dict(zip(target.values, values, strict=False))
            read = {name: given[name] for name in self._read(target, form)}
            if target.goes or target.comes_back:
                read["withdrawn_at"] = None
            writer.update(target.table, key, None, **({"until": ended} if ended else read))
        return len(rows)

    def _open_files(self, chunk: Chunk, writer: Writer, today: date) -> None:
        """Give leases of agreements that come in a file: open where one stands, else closed."""
        lacking: dict[int, None] = {}
        stands: dict[int, None] = {}
        for lease, closed, kind, state in self._conn.execute(
            _NO_OPEN_FILE, (chunk.low, chunk.high)
        ):
            if not closed:
                lacking[lease] = None
            if KINDS[kind].phase(state) in STANDS:
                stands[lease] = None
        for lease, case in zip(lacking, open_cases(writer, [*lacking], today), strict=True):
            if lease not in stands:
                close_case(writer, case, today)
        for lease in stands:
            if lease not in lacking:
                open_case(writer, lease, today)

    def _form_leases(self, chunk: Chunk, writer: Writer) -> int:
        """Let leases take the form that an agreement gives them by now; how many took another."""
        rows = self._conn.execute(_FORMED, (chunk.low, chunk.high)).fetchall()
        for lease, form in rows:
            writer.update("lease", lease, None, form=form)
        return len(rows)

    def _touched(self, chunk: Chunk) -> tuple[int, ...]:
        found: set[int] = set()
        for target in TARGETS.values():
            for query in _leases_of(target):
                found.update(row[0] for row in self._conn.execute(query, (chunk.low, chunk.high)))
        return tuple(sorted(found))

    def close(self) -> None:
        """Let go of the rows."""
        for table in TARGETS:
            self._conn.execute(f"DROP TABLE IF EXISTS temp.stage_{table}")
            self._conn.execute(f"DROP TABLE IF EXISTS temp.diff_{table}")
            self._conn.execute(f"DROP TABLE IF EXISTS temp.pair_{table}")
        self._conn.execute("DROP TABLE IF EXISTS temp.stage_group")


def _both(table: str) -> str:
    """The rows of an earlier file `s` and a later file `t` about the same thing."""
    target = TARGETS[table]
    same = [f"s.{key} IS t.{key}" for key in target.keys]
    same += [target.among or "1", MEET if target.dated else "1"]
    return (
        f"FROM temp.stage_{table} s JOIN temp.stage_{table} t ON {' AND '.join(same)}"
        " WHERE s._file = ? AND t._file = ?"
    )


def _leases_of(target: Target) -> Iterator[str]:
    """The queries for the leases that the differences of a span of groups are about."""
    where = "WHERE d.grp BETWEEN ? AND ?"
    if target.owner == "person":
        key = "reference" if target.table == "person" else "person"
        yield (
            f"SELECT p.lease {changed(target.table)} JOIN main.person o ON o.reference = s.{key}"
            f" JOIN main.lease_party p ON p.person = o.id {where}"
        )
    for column in target.given:
        if column in ("lease", OWN_LEASE) or (target.table, column) == ("lease", "reference"):
            yield (
                f"SELECT o.id {changed(target.table)}"
                f" JOIN main.lease o ON o.reference = s.{column} {where}"
            )


def _resolved(column: str) -> str:
    """What a column of the store gets from a row that was put aside."""
    return _RESOLVED.get(column, f"s.{column}")


def _by_reference(table: str, column: str) -> str:
    return f"(SELECT r.id FROM main.{table} r WHERE r.reference = s.{column} AND r.reference <> '')"


_GIVEN = [
    (kind.name, state, form) for kind in KINDS.values() for state, form in kind.lease_form.items()
]
_WHEN = [
    f"WHEN a.kind = '{kind}' AND e.state = '{state}' THEN '{form}'"
    for kind, state, form in _GIVEN
    if form
]
_DECIDED_FORM = f"""
SELECT CASE {" ".join(_WHEN)} ELSE nullif(json_extract(a.terms, '$.form'), '') END
FROM main.lease r JOIN main.case_file f ON f.lease = r.id
JOIN main.agreement a ON a.case_file = f.id JOIN main.agreement_state e ON e.agreement = a.id
WHERE r.reference = s.reference AND a.withdrawn_at IS NULL AND e.withdrawn_at IS NULL
AND (a.kind, e.state) IN (VALUES {", ".join(f"('{kind}', '{state}')" for kind, state, _ in _GIVEN)})
ORDER BY e.on_day DESC, e.id DESC LIMIT 1"""
"""The form that an agreement gave a lease: a later file of leases does not set it back (R76)."""
_FORMED = f"""
SELECT s.id, ({_DECIDED_FORM}) AS decided FROM main.lease s
WHERE s.reference IN (
    SELECT s.{OWN_LEASE} {changed("agreement")} WHERE d.grp BETWEEN ?1 AND ?2
    UNION SELECT s.{OWN_LEASE} {changed("agreement_state")} WHERE d.grp BETWEEN ?1 AND ?2)
AND decided <> s.form ORDER BY s.id
"""

_KEPT_TERMS = f"""
SELECT CASE WHEN r.start_on = s.start_on
    AND coalesce(s.terms ->> '$.debt_cents', r.terms ->> '$.debt_cents')
        IS r.terms ->> '$.debt_cents'
    AND s.reference NOT IN
    (SELECT s.agreement {changed("agreement_claim")})
THEN r.terms ELSE json_remove(r.terms, '$.{COVERS_FROM}') END
FROM main.agreement r WHERE r.reference = s.reference AND r.reference <> ''"""
"""From when its debt is, is worked out anew for another first day, lease or debt."""

_RESOLVED = {
    **{table: _by_reference(table, table) for table in (*REFERENCES, "agreement", "condition")},
    "rests_on": f"CASE WHEN s.rests_on LIKE '{MADE_HERE}%'"
    f" THEN CAST(substr(s.rests_on, {len(MADE_HERE) + 1}) AS INTEGER)"
    f" ELSE {_by_reference('agreement', 'rests_on')} END",
    OWN_LEASE: f"(SELECT f.id FROM main.case_file f WHERE f.lease = "
    f"{_by_reference('lease', OWN_LEASE)})",
    "form": f"coalesce(({_DECIDED_FORM}), s.form)",
    "terms": f"json_patch(coalesce(({_KEPT_TERMS}), '{{}}'), s.terms)",
}
"""References become keys; terms that a file leaves out stay as they are, emptied ones go."""

_NO_OPEN_FILE = f"""
SELECT l.id, f.id NOT NULL, a.kind, s.state {changed("agreement_state")}
JOIN main.lease l ON l.reference = s.case_file
JOIN temp.stage_agreement a ON a.reference = s.agreement
LEFT JOIN main.case_file f ON f.lease = l.id
WHERE d.grp BETWEEN ? AND ? AND d.found IS NULL AND (f.id IS NULL OR f.closed_on NOT NULL)
ORDER BY d.row
"""
"""With the states that are new of their agreements."""
