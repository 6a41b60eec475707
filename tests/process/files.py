"""Case files to judge: the base case misses the rent of 1 November 2026, a Sunday."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from caseconsole.domain.agreement import Agreement
from caseconsole.domain.casefile import CaseFile, Lease
from caseconsole.domain.contact import (
    REACHED,
    Appointment,
    AppointmentKind,
    Channel,
    Contact,
    Direction,
    Episode,
    Offer,
    OfferAnswer,
    OfferKind,
    Pause,
    Promise,
    Reason,
    ReasonCode,
    Whom,
)
from caseconsole.domain.ledger import Standing
from caseconsole.domain.moment import PartOfDay
from caseconsole.domain.people import (
    LeaseParty,
    PartyRole,
    Person,
    Representative,
    RepresentativeKind,
)
from caseconsole.domain.staff import Caseworker
from caseconsole.domain.verdict import Due, NotDue, Verdict
from caseconsole.files import db_files
from caseconsole.process.assess import assess
from caseconsole.process.policy import Policy
from caseconsole.process.policy_check import load_policy
from caseconsole.process.situation import DayFacts

SUNDAY_1 = date(2026, 11, 1)
MONDAY_2 = date(2026, 11, 2)
TUESDAY_3 = date(2026, 11, 3)
RENT = 612_40


@cache
def policy() -> Policy:
    """The policy as shipped."""
    return load_policy(db_files() / "policy")


def nov(day: int) -> date:
    """A day of November 2026; 31 and more run on into December."""
    return date.fromordinal(SUNDAY_1.toordinal() + day - 1)


def person(key: int = 1, languages: tuple[str, ...] = ("nl",)) -> Person:
    """Somebody who rents."""
    return Person(
        key, f"P{key}", "M.", "", "Yılmaz", None, languages, False, "", "", phones=(), version=1
    )


def standing(**changed: Any) -> Standing:
    """The rent of 1 November is open."""
    base = Standing(
        lease=1,
        as_of=TUESDAY_3,
        balance=RENT,
        arrears=RENT,
        since=SUNDAY_1,
        missed_on=SUNDAY_1,
        missed_cents=RENT,
        months_tenths=10,
        rent=RENT,
        next_due_on=date(2026, 12, 1),
        paid_on=date(2026, 10, 1),
        paid_cents=RENT,
        returned_on=None,
    )
    return replace(base, **changed)


def paid_up() -> Standing:
    """Nothing is open."""
    return standing(
        balance=0, arrears=0, since=None, missed_on=None, missed_cents=0, months_tenths=0
    )


def case(**changed: Any) -> CaseFile:
    """A file that was opened on day 1; the tenant speaks Dutch."""
    lease = Lease(
        7, "L7", "ordinary", date(2020, 1, 1), None, 1, "", False, "", "", "", version=1,
        ledger_version=1,
    )  # fmt: skip
    base = CaseFile(
        id=1,
        number="10001-2",
        owner="",
        team="noord",
        opened_on=TUESDAY_3,
        closed_on=None,
        version=1,
        lease=lease,
        standing=standing(),
        episode=Episode(1, SUNDAY_1),
        parties=(LeaseParty(person(), PartyRole.TENANT, date(2020, 1, 1), None),),
        members=(),
        representatives=(),
        contacts=(),
        reasons=(),
        promises=(),
        promise_payments=(),
        appointments=(),
        pauses=(),
        offers=(),
        snoozes=(),
    )
    return replace(base, **changed)


def contact(
    on: date,
    whom: Whom = Whom.NO_ANSWER,
    part: PartOfDay = PartOfDay.MORNING,
    channel: Channel = Channel.PHONE,
    direction: Direction = Direction.OUT,
    by: str = "anna",
) -> Contact:
    """A contact or attempt."""
    return Contact(
        on.toordinal(), on.toordinal() * 1000, on, channel, direction, whom, whom in REACHED, part,
        "nl", whom in REACHED, "", by,
    )  # fmt: skip


def spoken(on: date) -> Contact:
    """A talk with the tenant on the phone."""
    return contact(on, Whom.TENANT)


def visit(on: date, whom: Whom = Whom.NO_ANSWER) -> Contact:
    """A home visit; nobody at home unless told."""
    return contact(on, whom, channel=Channel.VISIT)


def promise(due_on: date, cents: int = RENT, made_on: date = TUESDAY_3, key: int = 1) -> Promise:
    """A promise to pay."""
    return Promise(key, made_on, due_on, cents, "anna")


def appointment(
    on: date,
    kind: AppointmentKind = AppointmentKind.CALL_BACK,
    made_on: date = TUESDAY_3,
    kept: bool | None = None,
    part: PartOfDay | None = None,
) -> Appointment:
    """Something agreed for a day."""
    return Appointment(1, made_on, kind, on, part, kept, "", "anna", 1)


def pause(since: date, until: date) -> Pause:
    """Steps wait."""
    return Pause(1, since, until, "ziekenhuis", "anna", 1)


def reason(on: date, *, structural: bool = True, key: int = 1) -> Reason:
    """A judged cause."""
    return Reason(key, on, ReasonCode.INCOME_DROPPED, structural, "anna")


def offer(on: date, kind: OfferKind, answer: OfferAnswer = OfferAnswer.ACCEPTED) -> Offer:
    """Help offered."""
    return Offer(1, on, kind, "nl", answer, "", "anna", 1)


def administrator(of: int = 1, language: str = "", until: date | None = None) -> Representative:
    """Who administers the money of a person by order of the court."""
    return Representative(
        of, "Bewind BV", RepresentativeKind.ADMINISTRATOR, "", "", language, date(2024, 1, 1), until
    )


def caseworker(login: str, *languages: str, team: str = "noord", **changed: Any) -> Caseworker:
    """A colleague."""
    base = Caseworker(login, login.title(), ("nl", *languages), team, "caseworker", None)
    return base._replace(**changed)


def verdicts(
    file: CaseFile,
    today: date = TUESDAY_3,
    *,
    complete_through: date | None = date(2027, 12, 31),
    by: Policy | None = None,
) -> dict[str, Verdict]:
    """What every step says, by action; the ledger is up to date unless told."""
    found = assess(file, by or policy(), today, DayFacts(complete_through))
    return {verdict.action: verdict for verdict in found}


def due(action: str, file: CaseFile, today: date = TUESDAY_3, **more: Any) -> Due:
    """The step's verdict, which must be due."""
    verdict = verdicts(file, today, **more)[action]
    assert isinstance(verdict, Due), verdict
    return verdict


def not_due(action: str, file: CaseFile, today: date = TUESDAY_3, **more: Any) -> NotDue:
    """The step's verdict, which must not be due."""
    verdict = verdicts(file, today, **more)[action]
    assert isinstance(verdict, NotDue), verdict
    return verdict


def dues(file: CaseFile, today: date = TUESDAY_3, **more: Any) -> list[str]:
    """The actions that are due, in the order of the list."""
    found = [v for v in verdicts(file, today, **more).values() if isinstance(v, Due)]
    return [verdict.action for verdict in sorted(found, key=lambda verdict: verdict.rank)]


def file(*agreements: Agreement, **changed: Any) -> CaseFile:
    """A file in which nothing but these agreements asks for anything."""
    return case(**{"standing": paid_up(), "episode": None, "agreements": agreements, **changed})
