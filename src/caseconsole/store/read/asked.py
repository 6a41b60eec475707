"""A typed limit, held against the colleagues, teams and languages that this store knows."""

from collections.abc import Iterable
from typing import NamedTuple

from caseconsole.domain.limit import LANGUAGES, ME, NAMED, NOBODY, Limit, Term, parse_limit
from caseconsole.domain.message import Refused, message
from caseconsole.store.read.association import staff
from caseconsole.store.sqlite import Connection

_OFFERED = 30
"""How many possible values a refusal names."""
_SPOKEN = (
    "SELECT 1 FROM person WHERE instr(' ' || lower(languages) || ' ', ' ' || ? || ' ') LIMIT 1"
)

_FIELDS = frozenset({"owner", "team", "lang"})


class _Known(NamedTuple):
    owner: tuple[str, ...]
    team: tuple[str, ...]
    lang: tuple[str, ...]
    logins: frozenset[str]
    """Of everybody; who left is known, and not offered."""


def asked_limit(conn: Connection, text: str, *, marks: bool = True) -> Limit:
    """The terms of a limit as somebody typed it.

    Args:
        marks: whether files can be marked where it was typed.

    Raises:
        Refused: a word is not understood, or names a colleague, a team or a language that nobody
            here knows; the message says what is possible.
    """
    limit = parse_limit(text, marks=marks)
    named = [term for term in limit if term.field in _FIELDS]
    if named:
        known = _known(conn)
        for term in named:
            _require_known(conn, term, known)
    return limit


def _known(conn: Connection) -> _Known:
    people = staff(conn)
    return _Known(
        tuple(one.login for one in people if one.until is None),
        _distinct(one.team for one in people if one.team),
        _distinct((*LANGUAGES, *(tag for one in people for tag in one.languages))),
        frozenset(one.login for one in people),
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _require_known(conn: Connection, term: Term, known: _Known) -> None:
    value, possible = str(term.value), getattr(known, term.field)
    if term.field == "owner":
        found = value in {ME, NOBODY} or value in known.logins
    elif term.field == "team":
        found = value == ME or value.casefold() in map(str.casefold, possible)
    else:
        found = value in possible or value in NAMED
        found = found or conn.execute(_SPOKEN, (value,)).fetchone() is not None
    if not found:
        offered = ", ".join(possible[:_OFFERED]) + (", …" if len(possible) > _OFFERED else "")
        raise Refused(message(f"limit.{term.field}.unknown", value=value, possible=offered or "–"))
