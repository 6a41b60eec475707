"""A review: what is asked of the agreements of a file since they were last looked at."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from dateutil.relativedelta import relativedelta

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Decision,
    DecisionKind,
    Judge,
    LadderStep,
    Obligation,
    ObligationState,
    Rung,
)
from caseconsole.domain.calendar import next_working_day
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.held import JUDGED
from caseconsole.domain.judged import by_person
from caseconsole.domain.judging import MISSED, open_rungs
from caseconsole.domain.kinds import KINDS, runs
from caseconsole.domain.message import Message, message
from caseconsole.domain.missed import bare
from caseconsole.domain.moving import comes
from caseconsole.domain.obligations import (
    WAITING,
    ConditionStatus,
    Tally,
    obligations,
    resting,
    statuses,
    tally,
)

AHEAD = timedelta(days=62)
"""How far ahead the next duties of a condition are shown."""
WINDOW = frozenset({"window_opens", "window_closes"})
"""The actions that ask what becomes of a lease at its end."""
_CLIMBS = frozenset(f"next.{rung}" for rung in Rung)
"""What is asked at a breach where that is a rung of the ladder (R75)."""
_OUTCOME = "next.say_outcome"
_UNPAID = frozenset({"arrangement_lapse", "arrangement_over"})
"""The actions that ask what becomes of an arrangement that was not kept (R35)."""
_ENDINGS = frozenset({"conditions_end", "resting_at_risk"})
"""Those that ask about an end that comes near, and about one of what a condition rests on."""
_GOING_WELL = frozenset({ConditionStatus.ON_TRACK, ConditionStatus.MET, ConditionStatus.WAIVED})
_UNMET = MISSED | {ObligationState.DUE}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be looked at: a dated duty, a condition as a whole, or a rung of the ladder."""

    agreement: Agreement
    condition: Condition | None
    """None for a rung."""
    status: ConditionStatus | None
    duty: Obligation | None = None
    """The duty that fell due; None for a condition of which none is to be looked at by itself."""
    rung: LadderStep | None = None
    duties: tuple[Obligation, ...] = ()
    """All of the condition, through the next that are ahead."""
    resting: tuple[Obligation, ...] = ()
    """Those through today of the agreement on which the condition rests."""
    today: date = date.min
    outcome_asked: bool = False
    """Whether it is time to say how the rung ended."""

    @property
    def tally(self) -> Tally:
        """How the duties of the condition stand whose day has come."""
        return tally((duty for duty in self.duties if duty.on <= self.today), self.resting)

    @property
    def key(self) -> tuple[object, ...]:
        """What stays the same of it when the file is read anew."""
        if self.rung is not None:
            return ("rung", self.rung.id)
        day = self.duty.original_on if self.duty else None
        return (self.condition.id if self.condition else 0, day)

    @property
    def waits(self) -> bool:
        """Whether a person is to judge it: a duty that is due, or how a rung ended."""
        if self.rung is not None:
            return self.outcome_asked
        duty = self.duty
        if duty is None or not by_person(self.agreement, duty.condition):
            return False
        return duty.state in WAITING

    @property
    def unshown(self) -> bool:
        """Whether its duty names no paper: it waits for a person, or was judged by one so."""
        duty = self.duty
        return duty is not None and (self.waits or (duty.state in JUDGED and bare(duty)))

    @property
    def late(self) -> bool:
        """Whether it waits, and its grace is over."""
        return self.waits and (self.duty is None or self.duty.state is ObligationState.OVERDUE)


def in_review(file: CaseFile, kind: str) -> tuple[Agreement, ...]:
    """The running agreements of a kind; of all kinds where it is empty."""
    return tuple(one for one in file.agreements if runs(one) and kind in ("", one.kind))


def items(file: CaseFile, kind: str, today: date, asked: Collection[int] = ()) -> tuple[Item, ...]:
    """What there is to look at in a file, agreement by agreement, in the order of conditions.

    Of what a person judges each duty that fell due since the last decision, and older ones that
    wait; of all else those that fell due and were not met, which can be let go or moved, or else
    one item with how it goes. Rungs of the ladder that are open come last.

    Args:
        asked: the rungs of which it is time to say how they ended, by their keys.
    """
    return tuple(item for made in in_review(file, kind) for item in _of(file, made, today, asked))


def _of(
    file: CaseFile, made: Agreement, today: date, asked_rungs: Collection[int]
) -> Iterator[Item]:
    duties = obligations(made, today, today + AHEAD, paid=file.paid, agreements=file.agreements)
    how = statuses(made, today, paid=file.paid, agreements=file.agreements)
    for condition in made.conditions:
        if not comes(condition, made):
            continue
        own = tuple(duty for duty in duties if duty.condition.id == condition.id)
        others = resting(made, [condition], today, paid=file.paid, agreements=file.agreements)
        whole = Item(made, condition, how[condition.id], duties=own, resting=others, today=today)
        asked = _asked(made, condition, own, today)
        yield from (replace(whole, duty=duty) for duty in asked)
        if not asked:
            yield whole
    for step in open_rungs(made):
        due = step.id in asked_rungs
        yield Item(made, None, None, rung=step, today=today, outcome_asked=due)


def _asked(
    made: Agreement, condition: Condition, own: Sequence[Obligation], today: date
) -> list[Obligation]:
    last = max((one.on for one in made.decisions), default=date.min)
    person = condition.judge is Judge.PERSON
    return [
        duty
        for duty in own
        if duty.on <= today
        and (
            (person and duty.on > last)
            or duty.state in (WAITING if person else _UNMET)
            or (duty.judgement is not None and duty.judgement.on > last)
        )
    ]


def next_review(signed_on: date | None, months: Collection[int], today: date) -> date:
    """The next day on which an agreement is reviewed: the first to come after its signing (R73).

    When those are over, or where nothing is signed, it is the longest of them from today. Nobody
    reviews on a day that is no working day: it is the next that is.
    """
    days = [signed_on + relativedelta(months=n) for n in months] if signed_on else []
    ahead = [day for day in days if day > today]
    return next_working_day(min(ahead, default=today + relativedelta(months=max(months))))


def done_already(number: str, actor: str, on: date) -> Message:
    """That a file of a review is done: by whom, and since when."""
    return message("refused.review_done", number=number, actor=actor, done_on=on.isoformat())


@dataclass(frozen=True, slots=True)
class Asked:
    """What the steps of the list ask to be decided about an agreement."""

    next: Mapping[str, str]
    """The actions that are due of it, or wait for something else, each with what is asked."""
    since: date
    """The day since which the newest of them is due; long ago where none is."""


NOTHING_ASKED = Asked(MappingProxyType({}), date.min)


def decided(made: Agreement, since: date) -> Decision | None:
    """What was decided about an agreement last, since a day.

    That is the day on which its review began, or the one since which something newer is asked.
    """
    last = made.decisions[-1] if made.decisions else None
    return last if last is not None and last.on >= since else None


def to_choose(made: Agreement, due: Mapping[str, str]) -> Mapping[str, str]:
    """What is asked of an agreement that no decision does which could be proposed.

    How a rung ended is said at its own item, and a rung is taken with a warning.
    """
    kind = KINDS[made.kind]
    asks = _ENDINGS | _UNPAID if kind.paid_state else _ENDINGS
    if kind.ladder and due.get("breach_rung") not in {_OUTCOME, *_CLIMBS}:
        asks |= {"breach_rung"}
    return {action: due[action] for action in sorted(asks) if action in due}


def proposed(made: Agreement, how: Sequence[Item], due: Mapping[str, str]) -> DecisionKind | None:
    """The decision that is proposed: keep, warn where the ladder asks for a rung, graduate.

    None where a person must choose: while its notice window is open, to keep is to let it become
    indefinite (R72), and that is done by decision and not by a key too many (R76); and where
    anything else is asked or waits that to keep would settle unseen.

    Args:
        due: the actions that are due of the agreement, each with the name of what is asked.
    """
    kind = KINDS[made.kind]
    if "graduation_due" in due and DecisionKind.GRADUATE in kind.decided:
        return DecisionKind.GRADUATE
    if kind.notice_state and WINDOW & due.keys():
        own = {item.status for item in how if item.agreement.id == made.id and item.condition}
        well = own and own <= _GOING_WELL and not open_rungs(made)
        return DecisionKind.GRADUATE if well else None
    if kind.ladder and due.get("breach_rung") in _CLIMBS:
        return DecisionKind.WARN
    return None if to_choose(made, due) else DecisionKind.KEEP
