"""Any sequence of judging, moving, standing still and taking back keeps history and sums."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.undo import undoable
from caseconsole.domain import agreement_changes as a
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import Agreement, Judge, JudgedAs, Obligation
from caseconsole.domain.message import Refused
from caseconsole.domain.obligations import obligations
from caseconsole.store.verify import verify
from tests.casework.agreed import (
    CASE,
    DEBT,
    FIRST,
    arrangement,
    coaching,
    file_of,
    judge,
    suspend,
    withdraw,
)
from tests.casework.stores import TODAY, newest, session, standing_facts

FAR = date(2035, 1, 1)
ORIGINALS = [FIRST + timedelta(weeks=week) for week in range(8)]
SEEN = {JudgedAs.MET, JudgedAs.PARTLY, JudgedAs.MISSED}
"""What is said of a session that was held, or not, on its day."""
SPANS = st.tuples(st.integers(-15, 60), st.integers(0, 20))
MOVES = st.one_of(
    st.tuples(st.just("judge"), st.integers(0, 9), st.sampled_from([*JudgedAs])),
    st.tuples(st.just("withdraw"), st.integers(0, 9), st.none()),
    st.tuples(st.just("suspend"), st.integers(0, 1), SPANS),
    st.tuples(st.just("resume"), st.integers(0, 3), st.integers(-20, 70)),
    st.tuples(st.just("end"), st.integers(0, 1), st.integers(-30, 60)),
    st.tuples(st.just("undo"), st.just(0), st.just(0)),
)

Verdicts = dict[tuple[int, date], tuple[JudgedAs, ...]]


@pytest.fixture(scope="module")
def bound(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an arrangement and coaching in one file."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("histories") / "t.db"))
    started = session(path)
    record(coaching(), session=started)
    record(arrangement(started), session=started)
    started.close()
    return path


@dataclass
class Told:
    """What should stand after each move."""

    before: list[dict[str, Any]] = field(default_factory=list)
    """What counted before each change that stands, oldest first."""
    verdicts: list[Verdicts] = field(default_factory=lambda: [{}])
    """How each duty was judged, the newest last, as of each change that stands."""
    judged: int = 0
    """How often something was judged, taken back or not."""
    ends: list[tuple[date, int] | None] = field(default_factory=lambda: [None])
    """The day on which the sessions were ended and the newest suspension known then, as of each
    change that stands."""


def _agreements(here: Session) -> tuple[Agreement, ...]:
    return file_of(here).agreements


def _duties(here: Session) -> list[Obligation]:
    file = file_of(here)
    found = [obligations(one, TODAY, FAR, paid=file.paid) for one in file.agreements]
    return [duty for duties in found for duty in duties]


def _asked(here: Session, kind: str, which: int, what: Any) -> c.Change | None:
    """The change of a move as the file stands; None when there is nothing to change."""
    if kind == "undo":
        found = undoable(here)
        return c.Undo(case=found.case, seq=found.seq) if found else None
    if kind == "suspend":
        since, days = what
        first = TODAY + timedelta(days=since)
        return suspend(_agreements(here)[which], first, first + timedelta(days=days))
    if kind == "resume":
        stand = [one for made in _agreements(here) for one in made.suspensions]
        until = TODAY + timedelta(days=what)
        return (
            a.Resume(
                case=CASE,
                suspension=stand[which % len(stand)].id,
                seen=stand[which % len(stand)].version,
                until=until,
            )
            if stand
            else None
        )
    if kind == "end":
        one = _agreements(here)[which].conditions[0]
        until = TODAY + timedelta(days=what)
        return a.EndCondition(
            case=CASE, condition=one.id, seen=one.version, until=until, why="Genoeg."
        )
    duties = sorted(_duties(here), key=lambda duty: (duty.condition.id, duty.original_on))
    duty = duties[which % len(duties)]
    if kind == "withdraw":
        seen = duty.judgement.id if duty.judgement else 0
        return withdraw(duty.condition.id, duty.original_on, seen)
    moved = {"moved_to": TODAY + timedelta(days=9)} if what is JudgedAs.MOVED else {}
    return judge(duty.condition, duty.original_on, what, duty.judgement, why="Zo.", **moved)


def _shifted(original: date, one: Agreement, *, seen: bool) -> date:
    """The day on which a duty falls that nobody moved, by the suspensions in their order.

    Args:
        seen: whether it was judged today that it was met or missed, on a day that had come.
    """
    day = original
    for span in sorted(one.suspensions, key=lambda span: span.since):
        later = day + (span.until - span.since) + timedelta(days=1)
        if day >= span.since and not (seen and day <= TODAY < later):
            day = later
    return day


def _staying(here: Session, told: Told) -> list[date]:
    """The original days of the sessions that fall by the day on which they were ended, if any."""
    if (ended := told.ends[-1]) is None:
        return ORIGINALS
    chosen, known = ended
    made = next(one for one in _agreements(here) if one.kind == "budget_coaching")
    since = replace(made, suspensions=tuple(one for one in made.suspensions if one.id > known))
    last = _shifted(chosen, since, seen=False)
    return [on for on in ORIGINALS if _shifted(on, made, seen=False) <= last]


def _holds(here: Session, told: Told) -> None:
    duties, verdicts = _duties(here), told.verdicts[-1]
    keys = [(duty.condition.id, duty.original_on) for duty in duties]
    stay = _staying(here, told)
    beyond = [duty for duty in duties if duty.condition.judge is Judge.PERSON
              and duty.original_on not in stay]  # fmt: skip
    assert all(verdicts.get((duty.condition.id, duty.original_on)) for duty in beyond)
    assert len(keys) == len(set(keys)) == len(stay) + 2 + len(beyond)
    assert sum(duty.cents for duty in duties if duty.condition.judge is Judge.LEDGER) == DEBT
    by_id = {one.id: one for one in _agreements(here)}
    for duty in duties:
        said = verdicts.get((duty.condition.id, duty.original_on), ())
        assert (duty.judgement.verdict if duty.judgement else None) == (said[-1] if said else None)
        if JudgedAs.MOVED not in said:
            seen = not SEEN.isdisjoint(said)
            made = by_id[duty.condition.agreement]
            assert duty.on == _shifted(duty.original_on, made, seen=seen)
    rows = here.conn.execute("SELECT count(*), count(withdrawn_at) FROM judgement").fetchone()
    assert rows == (told.judged, told.judged - sum(map(len, verdicts.values())))


def _judged(asked: c.Change, told: Told) -> Verdicts:
    """How each duty is judged once a change was made."""
    before = told.verdicts[-1]
    if not isinstance(asked, a.JudgeObligation | a.WithdrawJudgement):
        return before
    key = asked.condition, asked.original_on
    if isinstance(asked, a.WithdrawJudgement):
        return before | {key: before[key][:-1]}
    told.judged += 1
    return before | {key: (*before.get(key, ()), asked.verdict)}


def _ended(
    here: Session, asked: c.Change, told: Told, stood: Sequence[Obligation]
) -> tuple[date, int] | None:
    """The day of an end and what was known at it; nothing falls after it where nothing was judged.

    What fell by then and was judged stays.
    """
    if not isinstance(asked, a.EndCondition):
        return told.ends[-1]
    of = asked.condition
    fell = {(duty.condition.id, duty.original_on) for duty in stood
            if duty.judgement and duty.on <= asked.until}  # fmt: skip
    assert fell <= {(duty.condition.id, duty.original_on) for duty in _duties(here)}
    if not any(said for (key, _), said in told.verdicts[-1].items() if key == of):
        assert all(duty.on <= asked.until for duty in _duties(here) if duty.condition.id == of)
    (made,) = (made for made in _agreements(here) for one in made.conditions if one.id == of)
    return asked.until, max((one.id for one in made.suspensions), default=0)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=st.lists(MOVES, min_size=1, max_size=14))
@example(moves=[("judge", 1, JudgedAs.MET), ("suspend", 0, (-12, 12))])
@example(moves=[("judge", 1, JudgedAs.EXCUSED), ("suspend", 0, (-12, 12))])
@example(moves=[("suspend", 0, (-10, 29)), ("end", 0, 40), ("resume", 0, 0)])
@example(moves=[("judge", 5, JudgedAs.MOVED), ("end", 0, 10), ("judge", 5, JudgedAs.MOVED)])
@example(moves=[("judge", 1, JudgedAs.MISSED), ("suspend", 0, (-14, 9)), ("end", 0, 6)])
@example(moves=[("judge", 1, JudgedAs.MOVED), ("withdraw", 1, None), ("undo", 0, 0)])
@example(
    moves=[("judge", 1, JudgedAs.MISSED), ("judge", 1, JudgedAs.WAIVED), ("suspend", 0, (-12, 30))]
)
def test_history_and_sums_stay_right(
    bound: Path, tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, int, Any]]
) -> None:
    path = Path(shutil.copy(bound, tmp_path_factory.mktemp("h") / "s.db"))
    here, told = session(path), Told()
    head, done = newest(here), 0
    try:
        for kind, which, what in moves:
            asked = _asked(here, kind, which, what)
            facts, stood = standing_facts(here), _duties(here)
            try:
                if asked is None:
                    continue
                record(asked, session=here)
            except Refused:
                assert standing_facts(here) == facts
                continue
            done += 1
            if kind == "undo":
                assert standing_facts(here) == told.before.pop()
                told.ends.pop()
                told.verdicts.pop()
            else:
                told.before.append(facts)
                told.ends.append(_ended(here, asked, told, stood))
                told.verdicts.append(_judged(asked, told))
            _holds(here, told)
        assert newest(here) == head + done
        assert verify(here.conn) == []
    finally:
        here.close()
