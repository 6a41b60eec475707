"""Who is at the keyboard, as the operating system knows it."""

import os
import pwd
from datetime import date

from caseconsole.domain.message import Refused, message
from caseconsole.domain.rights import Actor, Role
from caseconsole.store import read
from caseconsole.store.sqlite import Connection


def os_login() -> str:
    """The name of the account that runs this process; the environment has no say in it.

    Raises:
        Refused: the account has no name on this machine.
    """
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        raise Refused(message("refused.no_account", uid=os.getuid())) from None


def actor(conn: Connection, login: str, today: date) -> Actor:
    """The actor behind a login.

    Raises:
        Refused: nobody of this login works here, or no longer does.
    """
    known = read.caseworker(conn, login)
    if known is None:
        raise Refused(message("refused.unknown_login", login=login))
    if known.until is not None and known.until < today:
        raise Refused(message("refused.blocked", login=login, until_on=known.until.isoformat()))
    return Actor(known.login, known.name, Role(known.role), known.team, known.languages)
