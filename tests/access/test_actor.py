"""Who is at the keyboard."""

import os
import pwd
from pathlib import Path

import pytest

from caseconsole.access.actor import actor, os_login
from caseconsole.domain.message import Refused
from caseconsole.domain.rights import Role
from tests.casework.stores import TODAY, build, session


def test_the_environment_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """USER and LOGNAME may say what they like."""
    for name in ("USER", "LOGNAME", "LNAME", "USERNAME", "SUDO_USER"):
        monkeypatch.setenv(name, "anna")
    assert os_login() == pwd.getpwuid(os.getuid()).pw_name


def test_an_account_without_a_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number is nobody."""
    monkeypatch.setattr(os, "getuid", lambda: 987_654_321)
    with pytest.raises(Refused) as refusal:
        os_login()
    assert refusal.value.why.id == "refused.no_account"


def test_known_unknown_and_blocked(tmp_path: Path) -> None:
    """Only who works here today is somebody."""
    conn = session(build(tmp_path / "s.db", ["paid"])).conn
    anna = actor(conn, "anna", TODAY)
    assert (anna.role, anna.languages) == (Role.CASEWORKER, ("nl", "tr"))
    for login, why in (("niemand", "refused.unknown_login"), ("weg", "refused.blocked")):
        with pytest.raises(Refused) as refusal:
            actor(conn, login, TODAY)
        assert refusal.value.why.id == why
