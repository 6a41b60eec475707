"""The words by which a lease is found, folded as a question is."""

from collections.abc import Sequence

from caseconsole.domain.names import formal
from caseconsole.domain.text import fold
from caseconsole.store.read.values import keys
from caseconsole.store.sqlite import Row, Store

CHUNK = 1_000
_NAMES = """
SELECT y.lease, p.initials, p.prefix, p.surname, p.reference,
       (SELECT group_concat(n.number, ' ') FROM
           (SELECT number FROM phone WHERE person = p.id
            UNION SELECT phone FROM representative WHERE person = p.id) n)
FROM json_each(?) k CROSS JOIN lease_party y ON y.lease = k.value
CROSS JOIN person p ON p.id = y.person ORDER BY y.id
"""
_LEASES = """
SELECT l.id, l.reference, l.payment_reference, l.address, l.postcode, l.town
FROM json_each(?) k CROSS JOIN lease l ON l.id = k.value
"""
_NETHERLANDS = "+31"
_ARTICLE = "ال"


def refresh_search(store: Store, leases: Sequence[int]) -> None:
    """Index leases anew, in the open transaction."""
    for start in range(0, len(leases), CHUNK):
        bound = keys(list(leases[start : start + CHUNK]))
        people: dict[int, list[Row]] = {}
        for row in store.conn.execute(_NAMES, (bound,)).fetchall():
            people.setdefault(row[0], []).append(row[1:])
        rows = [
            _words(row, people.get(row[0], []))
            for row in store.conn.execute(_LEASES, (bound,)).fetchall()
        ]
        store.conn.execute(
            "DELETE FROM lease_search WHERE rowid IN (SELECT value FROM json_each(?))", (bound,)
        )
        store.conn.executemany(
            "INSERT INTO lease_search (rowid, names, reference, address, numbers)"
            " VALUES (?, ?, ?, ?, ?)",
            rows,
        )


def _words(lease: Row, people: Sequence[Row]) -> Row:
    key, reference, payment_reference, address, postcode, town = lease
    names = " ".join(formal(*person[:3]) for person in people)
    references = " ".join((reference, *(person[3] for person in people)))
    phones = " ".join(_phone(number) for person in people for number in (person[4] or "").split())
    return (
        key,
        _as_typed(fold(names)),
        fold(references),
        fold(f"{address} {postcode} {postcode.replace(' ', '')} {town}"),
        fold(f"{payment_reference} {phones}"),
    )


def _as_typed(names: str) -> str:
    """Names, and what people make of them: without an apostrophe, without the Arabic article."""
    joined = [name.replace("'", "") for name in names.split() if "'" in name]
    bare = [name.removeprefix(_ARTICLE) for name in names.split() if name.startswith(_ARTICLE)]
    return " ".join([names, *joined, *bare])


def _phone(number: str) -> str:
    """A number as it is kept, and as people here dial it."""
    if number.startswith(_NETHERLANDS):
        return f"{number} 0{number.removeprefix(_NETHERLANDS)}"
    return number
