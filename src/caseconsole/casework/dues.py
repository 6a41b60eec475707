"""What is due in a file, as the worklist keeps it."""

from datetime import date
from typing import TYPE_CHECKING

from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Channel
from caseconsole.domain.names import full
from caseconsole.domain.people import adults, children
from caseconsole.domain.staff import calls
from caseconsole.domain.verdict import SPOKEN, Due
from caseconsole.process.assess import assess
from caseconsole.process.routing import caller, languages, leader, tenant
from caseconsole.store.rows import DueEntry

if TYPE_CHECKING:
    from caseconsole.casework.reassess import Grounds


def entries(file: CaseFile, by: "Grounds", today: date) -> list[DueEntry]:
    """One row for each claim that is due; none in a file that is closed."""
    if file.closed_on is not None:
        return []
    verdicts = assess(file, by.policy, today, by.facts)
    due = [verdict for verdict in verdicts if isinstance(verdict, Due)]
    return _rows(file, due, by, today) if due else []


def _rows(file: CaseFile, due: list[Due], by: "Grounds", today: date) -> list[DueEntry]:
    person = tenant(file, today)
    routing = caller(file, by.staff, by.policy, today)
    standing = file.standing
    grown, young = adults(file.members, today), children(file.members, today)
    home = grown or young
    called = (contact.on for contact in reversed(file.contacts) if contact.channel is Channel.PHONE)
    common = {
        "case": file.id or 0,
        "lease": file.lease.id,
        "team": _team(file, routing.login, by, today),
        "tenant": full(person) if person else "",
        "language": languages(file, today)[0],
        "call_do_not_write": person is not None and person.call_do_not_write,
        "arrears": standing.arrears,
        "months_tenths": standing.months_tenths,
        "adults": grown if home else None,
        "children": young if home else None,
        "called_on": next(called, None),
    }
    return [
        DueEntry(
            claim=verdict.claim,
            action=verdict.action,
            rank=verdict.rank,
            since=verdict.since,
            until=verdict.until,
            because=verdict.because,
            rule=verdict.rule,
            source=verdict.source,
            next=verdict.next,
            whom=verdict.whom,
            interpreter=routing.interpreter and verdict.claim in SPOKEN,
            for_login=login,
            snoozed_until=_snoozed_until(file, verdict, login, today) if file.snoozes else None,
            **common,  # type: ignore[arg-type]
        )
        for verdict in due
        for login in (
            leader(file, by.staff, today, verdict.but) if verdict.leader else routing.login,
        )
    ]


def _snoozed_until(file: CaseFile, due: Due, login: str, today: date) -> date | None:
    """The day until which the newest snooze that counts puts off what is due; None when it shows.

    It puts off what was due when it was made, and nothing that came up since. What is the team
    leader's only the team leader puts off, where there is one.
    """
    for snooze in reversed(file.snoozes):
        others = due.leader and login and snooze.by != login
        if snooze.claim == due.claim and not others:
            newer = snooze.made_on is not None and due.since > snooze.made_on
            return snooze.until if snooze.until > today and not newer else None
    return None


def kept_for_leader(file: CaseFile, by: "Grounds", today: date) -> dict[str, str]:
    """The claims that the team leader alone puts off, each with the leader's login."""
    found = {
        verdict.claim: leader(file, by.staff, today, verdict.but)
        for verdict in assess(file, by.policy, today, by.facts)
        if isinstance(verdict, Due) and verdict.leader
    }
    return {claim: login for claim, login in found.items() if login}


def _team(file: CaseFile, login: str, by: "Grounds", today: date) -> str:
    """The file's team if somebody there makes calls, else that of whoever is to do it."""
    if file.team and any(one.team == file.team and calls(one, today) for one in by.staff):
        return file.team
    return next((one.team for one in by.staff if login and one.login == login), "")
