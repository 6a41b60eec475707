"""Which files an action takes, in the words of every form and receipt over several."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caseconsole.outgoing.case.header import name, tenants
from caseconsole.outgoing.case.page import Page
from caseconsole.store import read
from caseconsole.store.rows import CaseView

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.tui.app import CaseConsole

NAMED = 3
"""How many files are named before the others are counted."""


def whose(app: "CaseConsole", views: Sequence[CaseView], count: int) -> str:
    """The first of so many files by number and names, and how many more there are."""
    page = Page(app.speaker, 80, app.today, "UTC")
    named = [
        f"{view.file.number} {' & '.join(name(party) for party in tenants(page, view))}"
        for view in views[:NAMED]
    ]
    more = count - len(named)
    return " · ".join([*named, *([app.speaker.say("form.more", n=more)] if more > 0 else [])])


def first_views(session: "Session", cases: Sequence[int]) -> list[CaseView]:
    """What `whose` names of these cases."""
    today, me = session.clock.now().today, session.actor.login
    return [read.case_view(session.conn, case, today, me) for case in cases[:NAMED]]
