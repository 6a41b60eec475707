"""The agreements of a file as the steps read them: each with its obligations around a day."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    DecisionKind,
    Duty,
    Judge,
    Obligation,
    Paid,
    Phase,
)
from caseconsole.domain.calendar import next_working_day
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Contact
from caseconsole.domain.frozen import frozen_until, rested_times
from caseconsole.domain.held import MADE_GOOD, new_rent
from caseconsole.domain.judging import (
    LEAST,
    MISSED,
    failed_on,
    instalment,
    last_in_time,
)
from caseconsole.domain.kinds import KINDS, LOST, phase
from caseconsole.domain.losses import lost_since
from caseconsole.domain.moving import end_of, last_day
from caseconsole.domain.obligations import TO_COME, obligations
from caseconsole.domain.text import cut
from caseconsole.process.agreements.notice import Notice, notice_window
from caseconsole.process.contacts import sought
from caseconsole.process.policy import Policy, Values
from caseconsole.process.today import looks_again, plain

AHEAD = timedelta(days=130)
"""How far ahead obligations are worked out."""
_LOOKED_AT = timedelta(days=60)
"""They are worked out anew this long before that, which is farther than any step looks ahead."""
_WORDS = 60
"""How many characters of a condition in own words name it."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bound:
    """An agreement that runs or was offered, and what it asks."""

    agreement: Agreement
    runs: bool
    values: Values
    """The policy of the day on which it was made."""
    duties: tuple[Obligation, ...]
    """Its obligations from the first, by effective day, through `AHEAD`."""
    notice: Notice | None = None
    """When its end can be notified, where that must be (R72)."""
    number: str = ""
    """The number of the file in which it was made, where that is another."""
    rested: Sequence[tuple[date, date]] = ()
    """The first and the last day of each time in which its instalments rested (R60, R61, R63)."""
    all_in: bool = False
    """Whether all that is open of its debts came in, on the account of another lease."""

    @property
    def kind(self) -> str:
        """The id of the message that names its kind."""
        return f"kind.{self.agreement.kind}"

    @property
    def by_instalments(self) -> bool:
        """Whether it is kept by paying instalments (R39)."""
        return bool(KINDS[self.agreement.kind].paid_state)

    def about(self, condition: Condition) -> dict[str, str]:
        """The values by which a message names a condition: its clause, or its own words."""
        word = self.values.clause_name(self.agreement.kind, condition.clause)
        if word != "clause.own" or not condition.text:
            return {"clause_word": word}
        own = cut(" ".join(condition.text.split()), limit=_WORDS)
        return {"clause_word": "clause.own_words", "own": own}

    def named(self, duty: Obligation) -> dict[str, str]:
        """The values by which a message names an obligation."""
        return {
            **self.about(duty.condition),
            "agreement_word": self.kind,
            "due_on": duty.on.isoformat(),
        }

    def term(self, name: str) -> int:
        """A number of its terms, as it binds since signing; else that of the policy."""
        given = self.agreement.terms.get(name)
        return given if isinstance(given, int) else int(getattr(self.values, name))


def bound(case: CaseFile, policy: Policy, today: date) -> tuple[Bound, ...]:
    """The agreements of a file that run or were offered, with their obligations."""
    through = _through(today)
    found = []
    for one in case.agreements:
        now = phase(one)
        if now is not Phase.RUNNING and now is not Phase.PROPOSED:
            continue
        values = policy.at(one.made_on)
        made = with_least(one, values)
        duties = obligations(made, today, through, paid=case.paid, agreements=case.agreements)
        notice = notice_window(one, policy)
        found.append(
            Bound(
                one,
                now is Phase.RUNNING,
                values,
                duties,
                notice,
                rested=rested(one, case, today),
                all_in=_all_in(one, case.paid),
            )
        )
    return tuple(found)


def bound_elsewhere(case: CaseFile, policy: Policy, today: date) -> tuple[Bound, ...]:
    """The agreements of other files that run and cover this lease, with their obligations."""
    through = _through(today)
    found = []
    for held in case.covering:
        one = held.agreement
        if phase(one) is Phase.RUNNING:
            values = policy.at(one.made_on)
            made = with_least(one, values)
            duties = obligations(made, today, through, paid=held.paid, agreements=(one,))
            times = rested(one, case, today)
            found.append(
                Bound(
                    one,
                    True,
                    values,
                    duties,
                    number=held.number,
                    rested=times,
                    all_in=_all_in(one, held.paid),
                )
            )
    return tuple(found)


def _all_in(one: Agreement, paid: Paid) -> bool:
    return 0 < paid.open.get(one.id, 0) == paid.in_hand.get(one.id, 0)


def with_least(one: Agreement, values: Values) -> Agreement:
    """An agreement by the small amount of the policy, where it was made without one (R08)."""
    if LEAST in one.terms:
        return one
    return replace(one, terms={**one.terms, LEAST: values.min_case_cents})


def _through(today: date) -> date:
    """The last day through which obligations are worked out."""
    through = plain(today) + AHEAD
    looks_again(today, through - _LOOKED_AT)
    return through


def short(duty: Obligation) -> bool:
    """Whether an obligation was missed, or met in part, and not made good."""
    return duty.state in MISSED


def to_come(duty: Obligation) -> bool:
    """Whether its day and grace are not over, or it rests until it may be asked again."""
    return duty.state in TO_COME


def made_good(duty: Obligation) -> bool:
    """Whether it was met, in time or late."""
    return duty.state in MADE_GOOD


def rested(made: Agreement, case: CaseFile, today: date) -> tuple[tuple[date, date], ...]:
    """The first and the last day of each time, over now, in which its instalments rested."""
    if KINDS[made.kind].settles or not any(map(instalment, made.conditions)):
        return ()
    return rested_times(case, made, today)


def rested_with(duty: Obligation, case: CaseFile, today: date) -> Sequence[tuple[date, date]]:
    """The first and the last day of each time, over now, in which what an agreement asks rested.

    Beside its instalments that is all but the rent since a freeze, and not before it is known to
    be lost (`held.held_against`).
    """
    of = duty.condition.id
    made = next(one for one in case.agreements if any(asks.id == of for asks in one.conditions))
    times = rested(made, case, today)
    if instalment(duty.condition):
        return times
    if phase(made) not in LOST:
        return ()
    lost_on = lost_since(made)
    return [
        (max(since, lost_on), last)
        for since, last in times
        if lost_on <= last and not new_rent(duty, since)
    ]


def asked_from(duty: Obligation, rested: Iterable[tuple[date, date]]) -> date:
    """The day on which it is known to be missed (`judging.failed_on`).

    What rested is asked for again from the day after that.

    Args:
        rested: the times in which it did (`rested_with`).
    """
    return max([failed_on(duty), *(last + _DAY for _, last in rested)])


def past_rest(fell: date, rested: Iterable[tuple[date, date]]) -> date:
    """The day on which a miss that fell on a day comes to count: past the time in which it rested.

    By this it comes before a rung of the ladder or after it.
    """
    for since, last in rested:
        if since <= fell <= last:
            fell = last + _DAY
    return fell


def known_on(one: Bound, duty: Obligation) -> date:
    """The first working day on which it is known that it was not met."""
    return next_working_day(asked_from(duty, one.rested if instalment(duty.condition) else ()))


def instalments(one: Bound) -> Iterator[Obligation]:
    """What is to be paid on the debts that an agreement covers."""
    return (duty for duty in one.duties if instalment(duty.condition))


def pays(one: Bound, case: CaseFile, today: date) -> bool:
    """Whether its debt is paid by an arrangement: something is to come, or all of it is in."""
    return one.all_in or over_since(one, case, today) is None


def over_since(one: Bound, case: CaseFile, today: date) -> date | None:
    """The day since which nothing of an arrangement is to come; None while something is (P18).

    What was missed last is called about first (R35). Where no instalments are known its end counts.
    """
    known = list(instalments(one))
    if any(map(to_come, known)):
        return None
    made = one.agreement
    asked = {(of.id, last_day(of, made)) for of in made.conditions if instalment(of)}
    if not asked:
        end_on = end_of(one.agreement)
        if end_on is None or today <= end_on:
            return None
        ends = (last for _, last in rested_times(case, one.agreement, today))
        return max([end_on, *ends]) + _DAY
    if not asked <= {(duty.condition.id, duty.original_on) for duty in known}:
        return None
    since = max(_closed_on(one, duty) for duty in known)
    missed = [duty for duty in known if short(duty)]
    if not missed:
        return since
    called = called_about(one.agreement, case, missed, today)
    return max(since, called[0].on) if called else None


def asked_since(made: Agreement, case: CaseFile, missed: Sequence[Obligation], today: date) -> date:
    """The day after which a call about what was missed counts: the last in time of the newest.

    What was paid and came back since was missed on that day. What was frozen meanwhile is asked for
    once that is over (R35, R60, R61, R63).
    """
    since = max(map(last_in_time, missed))
    rents = {duty.on for duty in missed if not instalment(duty.condition)}
    ends = [frozen_until(case, on, today) or since for on in rents]
    if any(instalment(duty.condition) for duty in missed):
        ends += [last for _, last in rested_times(case, made, today)]
    return max([since, *ends])


def came_back_on(missed: Iterable[Obligation]) -> date:
    """The newest day on which what was paid of what was missed came back; long ago where none."""
    return max((duty.undone_on for duty in missed if duty.undone_on), default=date.min)


def called_about(
    made: Agreement, case: CaseFile, missed: Sequence[Obligation], today: date
) -> list[Contact]:
    """The talks and attempts about what was missed of an arrangement, oldest first (R35)."""
    return sought(case, asked_since(made, case, missed, today))


def _closed_on(one: Bound, duty: Obligation) -> date:
    """The day on which an instalment was paid or let go, or from which it was missed."""
    if duty.met_on:
        return duty.met_on
    let_go = None if short(duty) else duty.judgement
    return let_go.on if let_go else known_on(one, duty)


def by_person(one: Bound, owed_by: Duty) -> Iterator[Obligation]:
    """The obligations of somebody that a person judges."""
    return (
        duty
        for duty in one.duties
        if duty.condition.judge is Judge.PERSON and duty.condition.duty is owed_by
    )


def first(duties: Iterable[tuple[Bound, Obligation]]) -> tuple[Bound, Obligation] | None:
    """The obligation with the first effective day."""
    return min(duties, key=lambda found: (found[1].on, found[1].condition.id), default=None)


def climbed(made: Agreement, condition: int, since: date) -> bool:
    """Whether a rung was taken since a day about a condition, or about the agreement as a whole."""
    return any(step.on >= since and step.condition in {None, condition} for step in made.ladder)


def settled_on(
    made: Agreement, since: date, but: Callable[[date], bool] = lambda _: False
) -> date | None:
    """The newest day on which something was decided, since a step came to ask it; None where none.

    What was decided before answers no question that nobody had asked yet. Who warns takes a rung,
    where there is a ladder: that counts for what it is about (R75).

    Args:
        made: the agreement.
        since: the first day that counts.
        but: whether what was decided on a day does not count all the same.
    """
    warns = {DecisionKind.WARN} if KINDS[made.kind].ladder else ()
    days = (one.on for one in made.decisions if one.on >= since and one.kind not in warns)
    return max((on for on in days if not but(on)), default=None)
