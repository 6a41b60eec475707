"""One second chance from its beginning to its happy end, as colleagues wrote it down.

A single man was evicted. He gets a lease under conditions: debt counselling, housing support and a
budget trainer. He misses two sessions, gets a yellow card, cures, and graduates.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as asked
from caseconsole.domain import changes
from caseconsole.domain.agreement import (
    Agreement,
    DecisionKind,
    Judge,
    JudgedAs,
    LadderStep,
    Obligation,
    Outcome,
    Rung,
)
from caseconsole.domain.calendar import add_working_days, next_working_day
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.kinds import runs
from caseconsole.domain.obligations import WAITING, obligations
from caseconsole.intake.demo.colleagues import Colleagues
from caseconsole.process.drafting import draft
from caseconsole.process.policy import Policy
from caseconsole.store import read

MONTHS = 9
"""How long the conditions hold."""
SESSIONS = 13
"""Fortnightly, so half a year."""
MISSED = (4, 5)
"""The sessions to which he did not come, from 0."""
_WEEK = timedelta(weeks=1)
_AT = time(10)

Made = Iterator[changes.Change]


@dataclass(frozen=True, slots=True)
class Scene:
    """The file on a day of the story."""

    file: CaseFile
    policy: Policy
    on: date

    @property
    def case(self) -> int:
        """The key of the file."""
        return self.file.id or 0

    def of(self, kind: str) -> Agreement:
        """His agreement of a kind."""
        return next(one for one in self.file.agreements if one.kind == kind)

    def about(self, kind: str) -> dict[str, Any]:
        """What names his agreement of a kind in a change."""
        one = self.of(kind)
        return {"case": self.case, "agreement": one.id, "seen": one.version}

    def rung(self) -> LadderStep:
        """The newest rung that was taken."""
        return self.of("second_chance").ladder[-1]

    def rung_taken(self, rung: Rung, text: str) -> changes.Change:
        """A rung about the condition that rests on the coaching."""
        coach = self.of("budget_coaching").id
        on = next(one for one in self.of("second_chance").conditions if one.rests_on == coach)
        return asked.TakeRung(rung=rung, condition=on.id, text=text, **self.about("second_chance"))

    def drafted(self, kind: str, end: date | None, **terms: object) -> dict[str, Any]:
        """Days, terms and conditions of an agreement that begins today."""
        rests = {one.kind: one.id for one in self.file.agreements if runs(one)}
        given = {"due_day": self.file.lease.due_day, **terms}
        made = draft(kind, given, self.policy, self.on, end=end, rests_on=rests)
        conditions = tuple(asked.NewCondition(**asdict(one)) for one in made)
        return {"start_on": self.on, "end_on": end, "terms": terms, "conditions": conditions}


Act = Callable[[Scene], Made]


def story(start: date) -> list[tuple[date, Act]]:
    """What was done on which day, in order.

    Args:
        start: the first working day of the lease.
    """
    end = start + relativedelta(months=MONTHS)
    first = next_working_day(start + 2 * _WEEK)
    second_miss = first + 2 * MISSED[1] * _WEEK
    talk = add_working_days(second_miss, 2)
    card = add_working_days(talk, 5)
    weeks = range(1 + (end - start).days // 7)
    acts: list[tuple[date, Act]] = [
        *((next_working_day(start + n * _WEEK), _judged(first)) for n in weeks),
        (start, _helped(first)),
        (start, _drafted(end)),
        (start, _signed),
        (add_working_days(first + 2 * MISSED[0] * _WEEK, 2), _called),
        (talk, _talked),
        (card, _carded),
        (add_working_days(card, 10), _cured),
        (next_working_day(start + relativedelta(days=21)), _counselled("intake")),
        (next_working_day(start + relativedelta(days=50)), _counselled("plan")),
        (next_working_day(start + relativedelta(days=80)), _counselled("stabilisation")),
        (next_working_day(start + relativedelta(months=8)), _counselled("completed")),
        (next_working_day(first + 2 * SESSIONS * _WEEK), _completed("budget_coaching")),
        (next_working_day(end), _judged(first)),
        (next_working_day(end), _completed("housing_support")),
        (next_working_day(end), _graduated),
    ]
    return sorted(acts, key=lambda act: act[0])


def _helped(first: date) -> Act:
    def act(now: Scene) -> Made:
        end = now.on + relativedelta(months=MONTHS)
        for kind, state, partner, terms in (
            ("debt_counselling", "application", "Stadsbank Brinkerveen", {}),
            ("housing_support", "accepted", "De Woonbrug",
             {"visit_on": first.isoformat(), "visit_cadence": "monthly"}),
            ("budget_coaching", "accepted", "Budget op Orde",
             {"session_on": first.isoformat(),
              "session_cadence": f"FREQ=WEEKLY;INTERVAL=2;COUNT={SESSIONS}"}),
        ):  # fmt: skip
            yield asked.MakeAgreement(
                case=now.case, agreement=kind, state=state, partner=partner,
                **now.drafted(kind, end, **terms),
            )  # fmt: skip

    return act


def _drafted(end: date) -> Act:
    def act(now: Scene) -> Made:
        terms = {
            "form": "F6",
            "clauses": ["C01", "C03", "C04", "C05", "C13"],
            "counsellor": "Stadsbank Brinkerveen",
            "provider": "De Woonbrug",
            "coach": "Budget op Orde",
            "signatories": ["landlord", "tenant", "provider"],
            "old_debt_why": "Gaat mee in de schuldhulpverlening",
        }
        text = "Alleenstaande man, ontruimd uit zijn vorige woning. Vraagt een tweede kans."
        yield changes.AddNote(case=now.case, text=text)
        yield asked.MakeAgreement(
            case=now.case, agreement="second_chance", state="drafted",
            partner="De Woonbrug", **now.drafted("second_chance", end, **terms),
        )  # fmt: skip

    return act


def _signed(now: Scene) -> Made:
    yield asked.SignAgreement(
        on=now.on, signed_by="Huurder, corporatie en De Woonbrug", paper="Huurovereenkomst F6",
        parties=("landlord", "tenant", "provider"),
        **now.about("second_chance"),
    )  # fmt: skip


def _judged(first: date) -> Act:
    """What a person judges is judged on its day: met, but for the two sessions."""
    missed = {first + 2 * n * _WEEK for n in MISSED}

    def act(now: Scene) -> Made:
        for duty in _open(now):
            session = duty.condition.clause == "session"
            verdict = JudgedAs.MISSED if session and duty.on in missed else JudgedAs.MET
            paper = "presentielijst" if session else "verslag"
            yield asked.JudgeObligation(
                case=now.case, condition=duty.condition.id, original_on=duty.original_on, seen=0,
                verdict=verdict, evidence=duty.condition.evidence,
                reference=f"{paper} week {1 + (duty.on - first) // _WEEK}",
            )  # fmt: skip

    return act


def _open(now: Scene) -> list[Obligation]:
    """What waits for a person's judgement today."""
    file = now.file
    return [
        duty
        for one in file.agreements
        for duty in obligations(one, now.on, now.on, paid=file.paid, agreements=file.agreements)
        if duty.condition.judge is Judge.PERSON and duty.state in WAITING
    ]


def _spoke(now: Scene, channel: Channel, said: str) -> changes.Change:
    return changes.RecordContact(
        case=now.case, channel=channel, whom=Whom.TENANT, language="nl", identity_checked=True,
        said=said,
    )  # fmt: skip


def _called(now: Scene) -> Made:
    yield _spoke(now, Channel.PHONE, "Was de les vergeten. Komt de volgende keer.")


def _talked(now: Scene) -> Made:
    yield _spoke(now, Channel.VISIT, "Ziet het nut van de lessen niet.")
    text = "Gesprek over de twee gemiste lessen."
    yield now.rung_taken(Rung.TALK, text)


def _carded(now: Scene) -> Made:
    step = now.rung()
    yield asked.CloseRung(
        case=now.case, step=step.id, seen=step.version, outcome=Outcome.NOT_CURED,
        why="Nog niet bij de coach geweest",
    )  # fmt: skip
    text = "Gele kaart: kom naar de volgende les en maak een nieuwe afspraak met de coach."
    yield now.rung_taken(Rung.YELLOW_CARD, text)


def _cured(now: Scene) -> Made:
    step = now.rung()
    yield asked.CloseRung(
        case=now.case, step=step.id, seen=step.version, outcome=Outcome.CURED,
        why="Was bij de les en heeft ingehaald wat hij miste",
    )  # fmt: skip


def _counselled(state: str) -> Act:
    def act(now: Scene) -> Made:
        yield asked.ChangeState(state=state, on=now.on, **now.about("debt_counselling"))

    return act


def _completed(kind: str) -> Act:
    def act(now: Scene) -> Made:
        yield asked.ChangeState(state="completed", on=now.on, **now.about(kind))

    return act


def _graduated(now: Scene) -> Made:
    yield asked.Decide(
        decision=DecisionKind.GRADUATE, why="Heeft alle voorwaarden gehaald",
        **now.about("second_chance"),
    )  # fmt: skip


def tell(colleagues: Colleagues, login: str, lease: int) -> int:
    """Open the file of a lease on its first working day, and play the story in it.

    Returns:
        The key of the file.
    """
    start = first_day(colleagues.session, lease)
    case = begin(colleagues, login, lease, start)
    for place, (day, act) in enumerate(story(start)):
        play(colleagues, login, case, day, act, place)
    return case


def first_day(session: Session, lease: int) -> date:
    """The first working day of a lease."""
    (known,) = read.lease_files(session.conn, [lease], session.clock.now().today)
    return next_working_day(known.lease.start_on)


def begin(colleagues: Colleagues, login: str, lease: int, start: date) -> int:
    """Open the file in which the story is told; its key."""
    why = "Krijgt een tweede kans na een ontruiming"
    opened = changes.OpenFile(lease=lease, why=why)
    return colleagues.record(login, opened, start, _AT, f"{lease}-story").case


def play(colleagues: Colleagues, login: str, case: int, day: date, act: Act, place: int) -> None:
    """Record one act of the story; its changes rest on the file as the act finds it."""
    session = colleagues.session
    scene = Scene(read.case_file(session.conn, case, day), session.policy, day)
    for step, change in enumerate(act(scene)):
        colleagues.record(login, change, day, _AT, f"{case}-story-{place}-{step}")
