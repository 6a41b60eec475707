"""Day after day: what is looked at no sooner than it must be is what looking at all gives."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest

from caseconsole.casework.day import catch_up, run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import JudgedAs, SuspensionKind
from caseconsole.domain.agreement_changes import (
    ChangeState,
    JudgeObligation,
    MakeAgreement,
    Resume,
    Suspend,
)
from caseconsole.domain.contact import (
    AppointmentKind,
    Channel,
    OfferAnswer,
    OfferKind,
    ReasonCode,
    Whom,
)
from caseconsole.domain.judging import instalment as instalment_of
from caseconsole.domain.kinds import KINDS, STANDS, phase
from caseconsole.domain.message import Refused
from caseconsole.domain.obligations import obligations
from caseconsole.domain.verdict import Claim
from caseconsole.process.policy_check import load_policy
from caseconsole.store import derived, read
from caseconsole.store.write import Writer
from tests.casework.agreed import arrangement, coaching, condition, instalment
from tests.casework.stores import RENT, SHAPES, TODAY, add_line, build, facts, session

DAYS, LEAVES = 50, 20
HELP = "debt_counselling"
POLICY = load_policy()
Event = Callable[[Session], object]


def opened(path: Path, day: date) -> Session:
    """A team leader's session on a day."""
    here = session(path, "tess", day)
    here.__dict__["policy"] = POLICY
    return here


def changed(case: int, rng: Random, day: date) -> c.Change:
    """Something that is done in a file."""
    on = day + timedelta(days=rng.randint(0, 12))
    promise = c.NewPromise(due_on=on, cents=rng.choice([RENT, 300_00, 10_00]))
    agreed = c.NewAppointment(kind=rng.choice(list(AppointmentKind)), on=on)
    way = rng.choice([OfferKind.ARRANGEMENT, OfferKind.CREDIT_BANK, OfferKind.BUDGET_TALK])
    unreached = rng.choice([Whom.NO_ANSWER, Whom.VOICEMAIL, Whom.WRONG_NUMBER])
    told = c.NewReason(code=ReasonCode.OTHER_DEBTS, structural=rng.random() < 0.5)
    phone = rng.choice([Channel.PHONE, Channel.PHONE, Channel.VISIT])
    return rng.choice(
        [
            c.RecordContact(case=case, channel=phone, whom=unreached),
            c.RecordContact(case=case, channel=phone, whom=unreached),
            c.RecordContact(
                case=case, channel=phone, whom=Whom.TENANT, identity_checked=True,
                promise=rng.choice([promise, None]), appointment=rng.choice([agreed, None]),
            ),
            c.MakePromise(case=case, promise=promise),
            c.MakeAppointment(case=case, appointment=agreed),
            c.JudgeReason(case=case, reason=told),
            c.MakeOffer(case=case, offer=c.NewOffer(kind=way, answer=OfferAnswer.REFUSED, why="-")),
            c.Snooze(case=case, claim=rng.choice(list(Claim)), until=on, why="later"),
            c.PauseCase(case=case, until=on, why="ziek"),
        ]
    )  # fmt: skip


def leaves(here: Session) -> None:
    """A colleague works here until a day in the next week."""
    until = here.clock.now().today + timedelta(days=5)
    here.conn.execute("UPDATE caseworker SET until = ? WHERE login = 'anna'", (until.isoformat(),))


def events(rng: Random, day: date, leases: int) -> Iterator[Event]:
    """What happens on a day, before and while people work."""
    if rng.random() < 0.15:
        yield partial(agreed, rng.randint(1, leases), rng.random() < 0.6)
    if rng.random() < 0.1:
        yield partial(withdrawn, rng.randint(1, leases))
    if rng.random() < 0.25:
        yield partial(
            rng.choice([helped, stilled, postponed]), rng.randint(1, leases), rng.random()
        )
    for _ in range(rng.randint(0, 2)):
        yield partial(done, changed(rng.randint(1, leases), rng, day))
    if rng.random() < 0.4:
        line = rng.choice(
            [("payment", -RENT), ("payment", -300_00), ("payment", -2 * RENT), ("returned", RENT)]
        )
        yield partial(booked, {rng.randint(1, leases): (*line, day)})
    if rng.random() < 0.7:
        yield complete
    if day.day == 20:
        first = (day + timedelta(days=20)).replace(day=1)
        yield partial(booked, dict.fromkeys(range(1, leases + 1), ("charge", RENT, first)))


def done(change: c.Change, here: Session) -> None:
    """Somebody does something in a file."""
    record(change, session=here)


def agreed(case: int, arranged: bool, here: Session) -> None:
    """An arrangement for all debts of a tenant, or weekly sessions with a coach."""
    file = read.case_file(here.conn, case, here.clock.now().today)
    first = here.clock.now().today + timedelta(days=5)
    if not arranged:
        sessions = condition(first_on=first)
        start = {"start_on": here.clock.now().today, "conditions": (sessions,)}
        done(coaching(case, **start), here)
        return
    terms = {
        "start_on": here.clock.now().today,
        "covers": read.coverable(here.conn, file.lease.id),
        "conditions": (instalment(first_on=first, cents=300_00),),
    }
    done(arrangement(here, case, **terms), here)


def withdrawn(case: int, here: Session) -> None:
    """The agreements of a file that stand are withdrawn, with what they cover in others."""
    today = here.clock.now().today
    for made in read.case_file(here.conn, case, today).agreements:
        if phase(made) in STANDS and "withdrawn" in KINDS[made.kind].states:
            over = ChangeState(
                case=case, agreement=made.id, seen=made.version, state="withdrawn", on=today,
                why="anders opgelost",
            )  # fmt: skip
            done(over, here)


def helped(case: int, luck: float, here: Session) -> None:
    """Debt counselling for the debt of a file goes on, or is applied for (R60, R61, R63)."""
    file, today = read.case_file(here.conn, case, here.clock.now().today), here.clock.now().today
    running = [one for one in file.agreements if one.kind == HELP and phase(one) in STANDS]
    if not running:
        start = {"agreement": HELP, "state": "application", "start_on": today}
        done(MakeAgreement(case=case, partner="Stadsbank", covers=(file.lease.id,), **start), here)
        return
    (made,) = running
    kind = KINDS[HELP]
    follows = [state for state in kind.follows[made.state] if kind.phase(state) in STANDS]
    state = follows[int(luck * len(follows))] if follows else "withdrawn"
    on = {"on": today, "why": "zo gelopen", "paper": "BRF-1"}
    done(ChangeState(case=case, agreement=made.id, seen=made.version, state=state, **on), here)


def stilled(case: int, luck: float, here: Session) -> None:
    """An agreement of a file stands still by a moratorium, or this is lifted (R60)."""
    today = here.clock.now().today
    for made in read.case_file(here.conn, case, today).agreements:
        if made.suspensions and luck < 0.5:
            last = made.suspensions[-1]
            done(Resume(case=case, suspension=last.id, seen=last.version, until=today), here)
        elif phase(made) in STANDS:
            until = today + timedelta(days=int(luck * 25))
            still = Suspend(
                case=case, agreement=made.id, seen=made.version, since=today, until=until,
                reason_kind=SuspensionKind.MORATORIUM, why="rechter",
            )  # fmt: skip
            done(still, here)


def postponed(case: int, luck: float, here: Session) -> None:
    """The last instalment of an arrangement moves to a later day."""
    today = here.clock.now().today
    file = read.case_file(here.conn, case, today)
    for made in file.agreements:
        due = obligations(made, today, date(2027, 6, 1), paid=file.paid)
        last = next((one for one in reversed(due) if instalment_of(one.condition)), None)
        if last is not None and phase(made) in STANDS:
            seen = last.judgement.id if last.judgement else 0
            to = last.on + timedelta(days=1 + int(luck * 40))
            moved = JudgeObligation(
                case=case, condition=last.condition.id, original_on=last.original_on, seen=seen,
                verdict=JudgedAs.MOVED, moved_to=to, why="later",
            )  # fmt: skip
            done(moved, here)


def booked(lines: dict[int, tuple[str, int, date]], here: Session) -> None:
    """Lines that an import brings."""
    with here.store.transaction():
        for lease, (kind, cents, on) in lines.items():
            add_line(Writer(here.store), lease, kind, cents, on.isoformat())
        derived.mark_stale(here.conn, list(lines))


def complete(here: Session) -> None:
    """The bank is read until yesterday."""
    through = here.clock.now().today - timedelta(days=1)
    here.conn.execute("UPDATE ledger_file SET complete_through = ?", (through.isoformat(),))


def happen(here: Session, what: list[Event]) -> None:
    """Let events happen; what is refused changes nothing."""
    for event in what:
        try:
            event(here)
        except Refused:
            continue


MANY = (*SHAPES, *SHAPES, "missed")
FEW_TENANTS = ("missed", "shared", "shared", "twice", "shared")
"""Of two tenants: what is arranged for one lease is of the others too."""


@pytest.mark.parametrize(
    ("seed", "shapes"), [*((seed, MANY) for seed in range(4)), *((n, FEW_TENANTS) for n in (4, 5))]
)
def test_looking_at_all_from_nothing_gives_the_same_on_every_day(
    tmp_path: Path, seed: int, shapes: tuple[str, ...]
) -> None:
    rng = Random(seed)
    kept, anew = (build(tmp_path / f"{name}.db", shapes) for name in ("kept", "anew"))
    spared = 0
    for n in range(DAYS):
        day = TODAY + timedelta(days=n)
        early, late = ([*events(rng, day, len(shapes))] for _ in range(2))
        with closing(opened(kept, day)) as here, closing(opened(anew, day)) as other:
            for one in (here, other):
                happen(one, [*early, *([leaves] if n == LEAVES else [])])
            for table in ("standing", "due", "day_run"):
                other.conn.execute(f"DELETE FROM {table}")
            looked = run_day(here).cases
            spared += run_day(other).cases - looked
            assert facts(here) == facts(other), day
            for one in (here, other):
                happen(one, late)
            catch_up(here)
            other.conn.execute("UPDATE standing SET holds_before = NULL, stale = 1")
            run_day(other)
            assert facts(here) == facts(other), day
            run_day(here)
            before = here.conn.total_changes
            run_day(here)
            assert here.conn.total_changes == before
            assert read.day_run(here.conn, day) is not None
    assert spared > DAYS
