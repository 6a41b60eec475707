"""The work of the past days in the demo: who was called, what was said, what was agreed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import cycle

from caseconsole.casework.clock import Clock
from caseconsole.casework.outcome import Outcome
from caseconsole.casework.reassess import CHUNK, assess_chunk, grounds
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes, changes
from caseconsole.domain.agreement import SuspensionKind
from caseconsole.domain.calendar import add_working_days, is_working_day, previous_working_day
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import (
    AppointmentKind,
    Channel,
    OfferAnswer,
    OfferKind,
    ReasonCode,
    Whom,
)
from caseconsole.domain.moment import Moment, PartOfDay
from caseconsole.domain.referred import Result
from caseconsole.domain.rights import Role
from caseconsole.intake.demo import agreed, story
from caseconsole.intake.demo.colleagues import Colleagues
from caseconsole.intake.demo.files import lease_of
from caseconsole.process.routing import administrator, caller, languages
from caseconsole.store import derived, read
from caseconsole.store.days import all_leases
from caseconsole.store.staging import references

CONSIDERED, PLAYED = 2_400, 400
"""The most leases of a large demo that are looked at, and the most files that get a history."""
LEAST_CENTS = 500
"""What is open in a file that gets one, at least."""
DAYS_BACK = 8
OPEN_LONG, REMINDED = timedelta(days=40), timedelta(days=20)
"""For how long rent is open when the municipality is told, and after what the reminder is sent."""
_HOURS = {PartOfDay.MORNING: 10, PartOfDay.AFTERNOON: 14, PartOfDay.EVENING: 19}


def days_before(today: date) -> tuple[date, ...]:
    """Today and the working days before it: place 1 is the last one, and so on."""
    days = [today]
    for _ in range(DAYS_BACK):
        days.append(previous_working_day(days[-1]))
    return tuple(days)


@dataclass(frozen=True, slots=True)
class Stage:
    """A file and the days on which things happen in it."""

    file: CaseFile
    colleagues: Colleagues
    caller: str
    days: tuple[date, ...]
    whom: Whom
    language: str
    number: int
    """Counts the files, so that moments and words differ."""

    @property
    def today(self) -> date:
        """The day of the demo."""
        return self.days[0]

    def do(self, back: int, change: changes.Change, part: PartOfDay = PartOfDay.MORNING) -> None:
        """Record a change so many working days ago."""
        at = time(_HOURS[part], self.number % 60)
        name = f"{self.file.id}-{back}-{part}-{change.kind}"
        self.colleagues.record(self.caller, change, self.days[back], at, name)

    def call(
        self,
        back: int,
        whom: Whom | None = None,
        part: PartOfDay = PartOfDay.MORNING,
        channel: Channel = Channel.PHONE,
        **agreed: object,
    ) -> None:
        """Record a contact so many working days ago; `whom` None is who should be reached."""
        reached = whom is None
        change = changes.RecordContact(
            case=self.file.id or 0,
            channel=channel,
            whom=whom or self.whom,
            language=self.language if reached else "",
            identity_checked=reached,
            **agreed,
        )
        self.do(back, change, part)

    def promise(self, due_on: date) -> changes.NewPromise:
        """A promise of all that is open."""
        return changes.NewPromise(due_on=due_on, cents=self.file.standing.arrears)


Part = Callable[[Stage], None]
_ONCE = changes.NewReason(code=ReasonCode.INCOME_LATE, structural=False)
_FORGOTTEN = changes.NewReason(code=ReasonCode.FORGOTTEN, structural=False)
_STRUCTURAL = changes.NewReason(code=ReasonCode.INCOME_DROPPED, structural=True)
_DEBTS = changes.NewReason(code=ReasonCode.OTHER_DEBTS, structural=True)


def _tried_once(stage: Stage) -> None:
    whom = (Whom.NO_ANSWER, Whom.VOICEMAIL, Whom.WRONG_NUMBER, Whom.OTHER_ADULT)[stage.number % 4]
    stage.call(2, whom)


def _tried_twice(stage: Stage) -> None:
    stage.call(3, Whom.NO_ANSWER)
    stage.call(2, Whom.VOICEMAIL, PartOfDay.AFTERNOON)


def _unreached(stage: Stage) -> None:
    stage.call(5, Whom.NO_ANSWER)
    stage.call(4, Whom.VOICEMAIL, PartOfDay.AFTERNOON)
    stage.call(3, Whom.NO_ANSWER, PartOfDay.EVENING)


def _call_back(stage: Stage) -> None:
    day = stage.today if is_working_day(stage.today) else stage.days[1]
    agreed = changes.NewAppointment(
        kind=AppointmentKind.CALL_BACK, on=day, part_of_day=PartOfDay.AFTERNOON
    )
    stage.call(3, said="Staat in de winkel, belt liever later.", reason=_ONCE, appointment=agreed)


def _promise_passed(stage: Stage) -> None:
    due = stage.days[1] if is_working_day(stage.today) else stage.days[2]
    stage.call(6, said="Salaris komt later.", reason=_ONCE, promise=stage.promise(due))


def _promise_broken(stage: Stage) -> None:
    stage.call(8, reason=_FORGOTTEN, promise=stage.promise(stage.days[5]))


def _structural(stage: Stage) -> None:
    talk = changes.NewAppointment(
        kind=AppointmentKind.TALK, on=add_working_days(stage.today, 3), text="Gesprek op kantoor"
    )
    reason = _STRUCTURAL if stage.number % 2 else _DEBTS
    stage.call(2, said="Minder uren sinds de zomer.", reason=reason, appointment=talk)


def _nothing_agreed(stage: Stage) -> None:
    stage.call(7, said="Zegt terug te bellen.", reason=_FORGOTTEN)


def _promise_runs(stage: Stage) -> None:
    due = add_working_days(stage.today, 2 + stage.number % 4)
    stage.call(1 + stage.number % 3, reason=_ONCE, promise=stage.promise(due))


def _paused(stage: Stage) -> None:
    until = stage.today + timedelta(days=10)
    stage.call(4, reason=_ONCE)
    case = stage.file.id or 0
    stage.do(4, changes.PauseCase(case=case, until=until, why="Uitkering wordt herberekend"))


def _helped(stage: Stage) -> None:
    talk = changes.NewAppointment(kind=AppointmentKind.TALK, on=add_working_days(stage.today, 4))
    offers = (
        changes.NewOffer(kind=OfferKind.ARRANGEMENT, answer=OfferAnswer.REFUSED, why="Te hoog"),
        changes.NewOffer(kind=OfferKind.CREDIT_BANK, answer=OfferAnswer.NO_ANSWER),
        changes.NewOffer(kind=OfferKind.BUDGET_TALK, answer=OfferAnswer.ACCEPTED),
    )
    stage.call(5, reason=_DEBTS, offers=offers, appointment=talk)
    text = "Wil eerst met de budgetcoach praten."
    stage.do(5, changes.AddNote(case=stage.file.id or 0, text=text), PartOfDay.AFTERNOON)


def _not_home(stage: Stage) -> None:
    _unreached(stage)
    stage.call(1, Whom.NO_ANSWER, channel=Channel.VISIT, said="Kaartje achtergelaten.")


def _stands_still(stage: Stage) -> None:
    """A judge gave a moratorium that is nearly over."""
    (one,) = stage.file.agreements
    since, until = stage.days[6], add_working_days(stage.today, 3)
    stage.do(6, agreement_changes.Suspend(
        case=stage.file.id or 0, agreement=one.id, seen=one.version, since=since, until=until,
        reason_kind=SuspensionKind.MORATORIUM, why="Voorlopige voorziening van de rechtbank",
    ))  # fmt: skip


def _referred(stage: Stage) -> None:
    """The credit bank was asked and did not answer in time."""
    stage.do(8, agreement_changes.Refer(
        case=stage.file.id or 0, referral="credit_bank", partner="Stadsbank Brinkerveen",
        text="Aangemeld voor schuldhulp", warm=True, reply_by=stage.days[2],
    ))  # fmt: skip


def _signalled(stage: Stage) -> None:
    """The municipality was told of it, and did not answer by the day that it named."""
    offers = (
        changes.NewOffer(kind=OfferKind.CREDIT_BANK, answer=OfferAnswer.REFUSED, why="Later"),
        changes.NewOffer(kind=OfferKind.MUNICIPALITY, answer=OfferAnswer.NO_ANSWER),
    )
    stage.call(8, reason=_ONCE, offers=offers)
    since = stage.file.standing.since or stage.days[-1]
    stage.do(8, agreement_changes.Signal(
        case=stage.file.id or 0, partner="Gemeente Brinkerveen", reminded_on=since + REMINDED,
        reminder=f"HER-{stage.number}", reply_by=stage.days[2],
        text="Gemeente laat binnen een week weten of het is opgepakt",
    ), PartOfDay.AFTERNOON)  # fmt: skip


def _signal_answered(stage: Stage) -> None:
    """The municipality answered that the tenant had found a way alone; a promise runs."""
    _signalled(stage)
    lease, conn = stage.file.lease.id, stage.colleagues.session.conn
    (file,) = read.lease_files(conn, [lease], stage.today)
    (sent,) = file.referrals
    stage.do(3, agreement_changes.AnswerReferral(
        case=stage.file.id or 0, referral=sent.id, seen=sent.version, result=Result.SOLVED_ALONE,
    ))  # fmt: skip
    _promise_runs(stage)


SIGNALS: tuple[Part, ...] = (_signalled, _signal_answered)
"""What happened in two files in which rent has been open for so long (R40)."""
SIGNALLED_FROM = 20
"""The first file that can be one of them; those before show the daily work."""
UNDER_AGREEMENT: dict[int, Part] = {agreed.MORATORIUM: _stands_still, agreed.APPLIED: _referred}
"""What happened in files with an agreement that no file of the demo can say."""

PARTS: tuple[Part, ...] = (
    *(_tried_once,) * 4, _promise_broken, _call_back, _structural, _unreached, _promise_passed,
    _tried_twice, _call_back, _structural, _promise_broken, _unreached, _promise_passed,
    _tried_twice, _call_back, _structural, _promise_broken, _unreached, _promise_passed,
    _tried_twice, _structural, _promise_broken, _nothing_agreed, _promise_passed, _call_back,
    _unreached, _nothing_agreed, _helped, _paused, _not_home,
)  # fmt: skip
"""What happened in the first files; in the rest a promise runs."""


def play(session: Session, first: Clock) -> None:
    """Open the files in arrears and play the past working days in those that were quiet.

    Args:
        first: the clock of the first of those days, on which the files are opened.
    """
    today = session.clock.now().today
    days = days_before(today)
    logins = tuple(one for one in read.staff(session.conn) if one.role == Role.CASEWORKER)
    colleagues = Colleagues(session)
    leases = all_leases(session.conn)[:CONSIDERED]
    keys = references(session.conn, "lease")
    if told := keys.get(lease_of(agreed.STORY)):
        story.tell(colleagues, logins[0].login, told)
    _open_files(session, leases, first.now())
    files = _quiet_files(session, leases, days)
    house = cycle(one.login for one in logins if one.team == logins[0].team)
    for number, (file, part) in enumerate(_played(files[:PLAYED], days[-1])):
        routed = caller(file, logins, session.policy, today)
        acting = administrator(file, today)
        part(
            Stage(
                file=file,
                colleagues=colleagues,
                caller=routed.login or next(house),
                days=days,
                whom=Whom.ADMINISTRATOR if acting else Whom.TENANT,
                language=languages(file, today)[0],
                number=number,
            )
        )
    for number, (kind, part) in enumerate(UNDER_AGREEMENT.items()):
        if lease := keys.get(lease_of(kind)):
            (file,) = read.lease_files(session.conn, [lease], today)
            part(Stage(file, colleagues, next(house), days, Whom.TENANT, "nl", number))
    for file in read.lease_files(session.conn, leases, today):
        if file.agreements and file.closed_on is None:
            routed = caller(file, logins, session.policy, today)
            _taken_on(file, colleagues, routed.login or next(house), days[-1])


def _taken_on(file: CaseFile, colleagues: Colleagues, login: str, day: date) -> None:
    """Who looks after the agreements of a file, so that a team can review its own."""
    taken = changes.Assign(case=file.id or 0, owner=login, seen=file.version)
    colleagues.record(login, taken, day, time(9), f"{file.id}-owner")


def _open_files(session: Session, leases: list[int], on: Moment) -> None:
    """Assess leases as they stood on a past day."""
    by = grounds(session.conn, session.policy, on.today)
    for start in range(0, len(leases), CHUNK):
        chunk = leases[start : start + CHUNK]
        with session.store.transaction():
            derived.refresh_standings(session.store, on.today, chunk)
            assess_chunk(session.store, chunk, by, Outcome(), on, session.actor.login)


def _quiet_files(session: Session, leases: list[int], days: tuple[date, ...]) -> list[CaseFile]:
    """Open files in arrears in which nothing was missed since the first of the days."""
    today, first = days[0], days[-1]
    standings = derived.standings_on(session.conn, leases, today)
    return [
        file
        for file in read.lease_files(session.conn, leases, today, standings)
        if file.id is not None and file.episode is not None and _missed_before(file, first)
    ]


def _played(files: list[CaseFile], first: date) -> Iterator[tuple[CaseFile, Part]]:
    """Each file with what happened in it; the signals in place of what others show as well."""
    signals = iter(SIGNALS)
    parts = (*PARTS, *(_promise_runs,) * PLAYED)
    for number, (file, part) in enumerate(zip(files, parts, strict=False)):
        shown = number >= SIGNALLED_FROM and parts.count(part) > 1
        yield file, next(signals, part) if shown and _open_long(file, first) else part


def _open_long(file: CaseFile, day: date) -> bool:
    """Whether rent had been open for so long on a day that the municipality may be told."""
    since = file.standing.since
    return since is not None and since + OPEN_LONG <= day


def _missed_before(file: CaseFile, first: date) -> bool:
    standing = file.standing
    newest = max(filter(None, (standing.missed_on, standing.returned_on)), default=None)
    return (
        newest is not None
        and newest < first
        and standing.arrears >= LEAST_CENTS
        and not file.agreements
    )
