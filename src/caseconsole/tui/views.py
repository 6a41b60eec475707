"""The named views: limits that are used every day."""

from typing import TYPE_CHECKING

from caseconsole.domain.limit import LANGUAGES, parse_limit
from caseconsole.domain.message import Message, message

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.domain.rights import Actor
    from caseconsole.store.rows import DueRow

View = tuple[Message, str]
"""A name and the limit that it stands for."""


def views(actor: "Actor") -> list[View]:
    """The views of a person."""
    found = [(message("view.mine"), "owner:me")]
    if actor.team:
        found.append((message("view.team"), f"team:{actor.team}"))
    found += [
        (message("view.all"), ""),
        (message("view.snoozed"), "snoozed"),
        (message("view.children"), "children"),
        (message("view.nobody"), "owner:-"),
        (message("view.calls"), "claim:call"),
    ]
    tags = dict.fromkeys((*actor.languages, *LANGUAGES))
    found += [
        (message("view.language", language_word=f"language.{tag}"), f"lang:{tag}") for tag in tags
    ]
    return found


FIRST_ROWS = 100
"""How many rows are read before the first paint."""


def first_view(session: "Session") -> "tuple[View, list[DueRow]]":
    """The view to begin with and its first rows: one's own when it holds something, else all."""
    from caseconsole.store import read

    today, me = session.clock.now().today, session.actor.login
    possible = views(session.actor)
    begin = [view for view in possible if view[0].id in {"view.mine", "view.all"}]
    for view in begin:
        rows = read.first_rows(session.conn, parse_limit(view[1]), me, today, FIRST_ROWS)
        if rows:
            return view, rows
    return possible[0], []
