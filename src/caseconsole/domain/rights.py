"""Who may do what: one table, and what is not in it is refused."""

from enum import StrEnum
from typing import NamedTuple

from caseconsole.domain.message import Refused, message


class Role(StrEnum):
    """What a person is in the association."""

    CASEWORKER = "caseworker"
    TEAM_LEADER = "team_leader"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be asked of the store."""

    VIEW_WORKLIST = "view_worklist"
    VIEW_CASE = "view_case"
    SEARCH = "search"
    VIEW_JOURNAL = "view_journal"
    CONTACT = "contact"
    NOTE = "note"
    PROMISE = "promise"
    OFFER = "offer"
    APPOINT = "appoint"
    SNOOZE = "snooze"
    PAUSE = "pause"
    ASSIGN = "assign"
    AGREE = "agree"
    JUDGE = "judge"
    REVIEW = "review"
    APPROVE = "approve"
    UNDO = "undo"
    RUN_DAY = "run_day"
    IMPORT = "import"
    MANAGE_STAFF = "manage_staff"
    MAINTAIN = "maintain"


_CASEWORK = frozenset({
    Action.VIEW_WORKLIST, Action.VIEW_CASE, Action.SEARCH, Action.VIEW_JOURNAL,
    Action.CONTACT, Action.NOTE, Action.PROMISE, Action.OFFER, Action.APPOINT,
    Action.SNOOZE, Action.PAUSE, Action.ASSIGN, Action.AGREE, Action.JUDGE, Action.REVIEW,
    Action.UNDO, Action.RUN_DAY,
})  # fmt: skip

RIGHTS: dict[Role, frozenset[Action]] = {
    Role.CASEWORKER: _CASEWORK,
    Role.TEAM_LEADER: _CASEWORK | {Action.APPROVE, Action.IMPORT},
    Role.AUDITOR: frozenset(
        {Action.VIEW_WORKLIST, Action.VIEW_CASE, Action.SEARCH, Action.VIEW_JOURNAL}
    ),
    Role.ADMINISTRATOR: frozenset(
        {Action.RUN_DAY, Action.IMPORT, Action.MANAGE_STAFF, Action.MAINTAIN}
    ),
}


class Actor(NamedTuple):
    """Who is at the keyboard, as the system knows and not as the environment says."""

    login: str
    name: str
    role: Role
    team: str
    languages: tuple[str, ...]


def may(actor: Actor, action: Action) -> bool:
    """Whether the role of an actor has the right to an action."""
    return action in RIGHTS[actor.role]


def require(actor: Actor, action: Action) -> None:
    """Let an actor do an action.

    Raises:
        Refused: the role does not have the right.
    """
    if not may(actor, action):
        raise Refused(
            message(
                "refused.rights",
                action_word=f"action.{action}",
                role_word=f"role.{actor.role}",
                instead_word=f"refused.rights.{actor.role}",
            )
        )
