"""What a session keeps for itself: drafts, who has which file open, who saw what, choices."""

import json
from collections.abc import Mapping

from caseconsole.store.sqlite import Store

LEFT_BEHIND_MS = 12 * 3_600_000
"""A session that was in a file longer ago than this was cut off and is forgotten."""


def keep_draft(
    store: Store, login: str, place: str, case: int | None, body: Mapping[str, object], at: int
) -> None:
    """Keep the fields of a form; one draft for each person, place and case.

    Args:
        at: UTC milliseconds.
    """
    text = json.dumps(dict(body), ensure_ascii=False)
    kept = store.conn.execute(
        "UPDATE draft SET body = ?, at = ? WHERE login = ? AND place = ? AND case_file IS ?",
        (text, at, login, place, case),
    )
    if not kept.rowcount:
        store.conn.execute(
            "INSERT INTO draft (login, place, case_file, body, at) VALUES (?, ?, ?, ?, ?)",
            (login, place, case, text, at),
        )


def drop_draft(store: Store, login: str, place: str, case: int | None) -> None:
    """Forget a draft."""
    store.conn.execute(
        "DELETE FROM draft WHERE login = ? AND place = ? AND case_file IS ?", (login, place, case)
    )


def enter(store: Store, login: str, session: str, case: int, at: int) -> None:
    """Say that a session has a file open; those left behind long ago go."""
    store.conn.execute("DELETE FROM presence WHERE at < ?", (at - LEFT_BEHIND_MS,))
    store.conn.execute(
        "INSERT INTO presence (login, session, case_file, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET case_file = excluded.case_file, at = excluded.at",
        (login, session, case, at),
    )


def leave(store: Store, login: str, session: str) -> None:
    """Say that a session has no file open."""
    store.conn.execute("DELETE FROM presence WHERE login = ? AND session = ?", (login, session))


def log_view(store: Store, at: int, login: str, what: str, case: int | None, detail: str) -> None:
    """Write down who is about to see what; to be committed before it is shown."""
    store.conn.execute(
        "INSERT INTO view_log (at, login, what, case_file, detail) VALUES (?, ?, ?, ?, ?)",
        (at, login, what, case, detail),
    )


def choose(store: Store, login: str, key: str, value: str) -> None:
    """Keep what a person chose."""
    store.conn.execute(
        "INSERT INTO preference (login, key, value) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value",
        (login, key, value),
    )
