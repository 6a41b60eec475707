from datetime import date

import pytest

from caseconsole.domain.message import Refused
from caseconsole.domain.rights import RIGHTS, Action, Actor, Role, require
from caseconsole.domain.staff import Caseworker, calls

LOOK = {Action.VIEW_WORKLIST, Action.VIEW_CASE, Action.SEARCH, Action.VIEW_JOURNAL}
WORK = {
    Action.CONTACT, Action.NOTE, Action.PROMISE, Action.OFFER, Action.APPOINT,
    Action.SNOOZE, Action.PAUSE, Action.ASSIGN, Action.UNDO, Action.AGREE,
    Action.JUDGE, Action.REVIEW,
}  # fmt: skip

ALLOWED = {
    Role.CASEWORKER: LOOK | WORK | {Action.RUN_DAY},
    Role.TEAM_LEADER: LOOK | WORK | {Action.RUN_DAY, Action.IMPORT, Action.APPROVE},
    Role.AUDITOR: LOOK,
    Role.ADMINISTRATOR: {Action.RUN_DAY, Action.IMPORT, Action.MANAGE_STAFF, Action.MAINTAIN},
}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_the_matrix_says_and_nothing_else(role: Role, action: Action) -> None:
    actor = Actor("anna", "Anna", role, "noord", ("nl",))
    if action in ALLOWED[role]:
        require(actor, action)
        return
    with pytest.raises(Refused) as refused:
        require(actor, action)
    assert refused.value.why.id == "refused.rights"
    assert refused.value.why.values == {
        "action_word": f"action.{action}",
        "role_word": f"role.{role}",
        "instead_word": f"refused.rights.{role}",
    }


def test_every_role_stands_in_the_matrix() -> None:
    assert set(RIGHTS) == set(Role)


def test_an_auditor_changes_nothing_and_an_administrator_reads_no_case() -> None:
    assert RIGHTS[Role.AUDITOR] == LOOK
    assert not RIGHTS[Role.ADMINISTRATOR] & (LOOK | WORK)


@pytest.mark.parametrize("role", Role)
def test_calls_are_made_by_whoever_may_have_contact_and_is_here(role: Role) -> None:
    last = date(2026, 11, 30)
    anna = Caseworker("anna", "Anna", ("nl",), "noord", role, last)
    assert calls(anna, last) is (Action.CONTACT in ALLOWED[role])
    assert not calls(anna, date(2026, 12, 1))
