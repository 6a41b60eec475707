"""A caseworker's session: the store, who is at the keyboard, and what was recorded in it."""

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from caseconsole.access.actor import actor, os_login
from caseconsole.casework.clock import Clock, clock
from caseconsole.domain.message import Refused, message
from caseconsole.domain.rights import RIGHTS, Action, Actor, Role, require
from caseconsole.locale.names import own_names
from caseconsole.locale.speech import learn
from caseconsole.store import read
from caseconsole.store.rows import Association
from caseconsole.store.sqlite import CACHE_KIB, Connection, Store, open_store

if TYPE_CHECKING:
    from caseconsole.process.policy import Policy


class Session:
    """One person at one keyboard; to be used on the thread that opened the store."""

    def __init__(self, store: Store, actor: Actor, clock: Clock) -> None:
        self.store = store
        self.actor = actor
        self.clock = clock
        self.recorded: list[int] = []
        """The journal numbers of this session's own changes, oldest first."""
        self.id = os.urandom(16).hex()

    @property
    def conn(self) -> Connection:
        """The connection that reads take."""
        return self.store.conn

    @cached_property
    def policy(self) -> "Policy":
        """The rules in force; an association's own values lie in `x.policy/` beside `x.db`."""
        from caseconsole.files import db_files
        from caseconsole.process.policy_files import as_read, read_files

        files = read_files(db_files() / "policy", _own_policy(self.store.path))
        if kept := read.policy(self.conn, as_read(files)):
            from caseconsole.process.policy import kept_policy

            return kept_policy(kept)
        from caseconsole.process.policy_check import checked_policy

        return checked_policy(files)

    def get_ready(self) -> None:
        """Load what a change takes; the first one is then recorded as quickly as the next."""
        import caseconsole.casework.record  # noqa: F401

        _ = (self.policy, self.store.db)

    def require(self, action: Action) -> None:
        """Let this person do an action now.

        Raises:
            Refused: the role has not the right, or the store says since that they left.
        """
        require(actor(self.conn, self.actor.login, self.clock.now().today), action)

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def open_session(
    path: Path,
    login: str | None = None,
    action: Action = Action.VIEW_WORKLIST,
    *,
    cache_kib: int = CACHE_KIB,
) -> Session:
    """Open a store for the account that runs this process, or in a demo store for any colleague.

    From then on things are named as the association's own tables name them.

    A demo store without a `login` is played by its first caseworker, or by the first colleague
    of all who may do `action`.

    Args:
        cache_kib: how much of the store is kept in memory.

    Raises:
        Refused: the store cannot be opened, the account is unknown or blocked, or a login was
            given for a store that is no demo.
    """
    store = open_store(path, cache_kib=cache_kib)
    try:
        session = Session(store, *at_keyboard(store.conn, login, action))
    except BaseException:
        store.close()
        raise
    learn(own_names(_own_policy(path)))
    return session


def _own_policy(path: Path) -> Path:
    return path.with_suffix(".policy")


def at_keyboard(conn: Connection, login: str | None, action: Action) -> tuple[Actor, Clock]:
    """Who plays or works in a store, and its time; also in a store that is not up to date.

    Raises:
        Refused: as `open_session`.
    """
    association = read.association(conn)
    if login is not None and association.demo_day is None:
        raise Refused(message("refused.only_demo", login=login))
    time = clock(association.zone, association.demo_day)
    if login is not None and read.caseworker(conn, login) is None:
        logins = ", ".join(one.login for one in read.staff(conn) if one.until is None)
        raise Refused(message("refused.not_in_demo", login=login, logins=logins))
    login = login or _own_login(conn, association, action)
    return actor(conn, login, time.now().today), time


def _own_login(conn: Connection, association: Association, action: Action) -> str:
    """Who sits here: the account, but a demo store is played by one of its colleagues."""
    if association.demo_day is None:
        return os_login()
    able = [one for one in read.staff(conn) if action in RIGHTS[Role(one.role)]]
    able.sort(key=lambda one: one.role != Role.CASEWORKER)
    return able[0].login if able else os_login()
