"""A new store, with the account that makes it as its administrator."""

from datetime import date
from pathlib import Path
from uuid import uuid4

from caseconsole.access.actor import os_login
from caseconsole.casework.clock import clock
from caseconsole.domain.message import Refused, message
from caseconsole.domain.rights import Role
from caseconsole.domain.text import clean_line
from caseconsole.store import journal
from caseconsole.store.sqlite import create_store
from caseconsole.store.write import Writer

ZONE = "Europe/Amsterdam"


def init(
    path: Path,
    name: str,
    *,
    zone: str = ZONE,
    demo_day: date | None = None,
    login: str | None = None,
) -> None:
    """Make the store of an association.

    Args:
        demo_day: the day a demo store stays on; None for a real one.
        login: the administrator; None is the account that runs this process.

    Raises:
        Refused: the name is empty, the zone unknown, or the file exists or cannot be made.
    """
    name = clean_line(name).strip()
    if not name:
        raise Refused(message("refused.association_name"))
    login = login or os_login()
    now = clock(zone, demo_day).now()
    store = create_store(path, name, zone, demo_day, now.at)
    try:
        with store.transaction():
            writer = Writer(store)
            row = {"login": login, "name": login, "languages": "nl", "team": ""}
            writer.insert("caseworker", **row, role=Role.ADMINISTRATOR, until=None)
            journal.append(
                store,
                at=now.at,
                actor=login,
                kind="init",
                case=None,
                change_id=uuid4().hex,
                policy="",
                payload={"login": login, "role": Role.ADMINISTRATOR.value},
                images=writer.images,
            )
    finally:
        store.close()
