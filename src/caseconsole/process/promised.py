"""Promises against the ledger: which one counts, and what came in of it."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from caseconsole.domain.calendar import add_working_days, banking_day
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Promise
from caseconsole.domain.frozen import collectable, new_rents, waits_since
from caseconsole.domain.given_way import gave_way
from caseconsole.domain.judging import instalment
from caseconsole.domain.let_be import LetBe
from caseconsole.domain.obligations import obligations
from caseconsole.domain.rents_let_be import asked_from
from caseconsole.process.agreements.bound import Bound, short, with_least
from caseconsole.process.asked import asked_on
from caseconsole.process.policy import Policy


@dataclass(frozen=True, slots=True)
class Word:
    """A promise that counts and is not, or not wholly, paid."""

    promise: Promise
    paid: int
    """What came in of it, in cents."""
    bank_on: date
    """The banking day of the promised day: until then the money may come."""
    check_on: date
    broken_on: date
    promised: int
    """All that the tenant's last word promises and did not bring yet, in cents."""


def given_word(
    case: CaseFile,
    policy: Policy,
    today: date,
    made: Iterable[Bound] = (),
    moved: Mapping[date, LetBe] = MappingProxyType({}),
) -> Word | None:
    """The earliest promise that counts and is not paid; None when all were kept or nothing is due.

    The tenant's last word counts: what was promised on an earlier day gives way, and so does what
    was promised of a debt before an agreement about that (R38, R61, R63), or of a rent that was
    moved or let go since (R36). What was promised before
    this episode counts until its day. Money goes to the promises in order of their day; a rest
    below the least amount of a case is let be (R08).

    Args:
        case: the file.
        policy: the policy.
        today: the day.
        made: the agreements of the file, by which money goes to what a promise is about.
        moved: the rents that people moved or let go, by due day.
    """
    if case.standing.arrears <= 0:
        return None
    begun = case.episode.since if case.episode else date.max
    said_on = max(promise.made_on for promise in case.promises)
    values = policy.at(said_on)
    counting = sorted(
        (
            p
            for p in case.promises
            if p.made_on == said_on
            and (said_on >= begun or p.due_on >= today)
            and not gave_way(case, p, today)
        ),
        key=lambda promise: (promise.due_on, promise.id),
    )
    all_of_it = sum(p.cents for p in counting)
    came = left = _came(case, made, moved, said_on, all_of_it, today)
    for promise in counting:
        paid = min(promise.cents, left)
        left -= paid
        if promise.cents - paid >= max(1, values.min_case_cents):
            days = _days(promise.due_on, values.promise_check_wd, values.promise_broken_wd)
            return Word(promise, paid, *days, all_of_it - came)
    return None


def _came(
    case: CaseFile,
    made: Iterable[Bound],
    moved: Mapping[date, LetBe],
    said_on: date,
    promised: int,
    today: date,
) -> int:
    """What came in of a promise since it was made, in cents, or was let be since.

    What was asked for on that day is what was promised: of the rent that is asked since then only
    what goes beyond that. Beside an arrangement what pays its debt of other leases counts, too. So
    does rent that was missed by then and let be since, in so far as more was promised than the rest
    of what was asked for (R36).
    """
    came = sum(cents for on, cents in case.promise_payments if on >= said_on)
    one = next((one for one in made if one.runs and one.by_instalments and not one.number), None)
    if one:
        others = case.paid.others.get(one.agreement.id, ())
        came += sum(cents for on, cents in others if on >= said_on)
    running = _of_later(case, moved, said_on, beside=one is not None, today=today)
    since = {due_on for due_on, word in moved.items() if due_on <= said_on < word.said_on}
    let_be = sum(rent.open for rent in case.paid.rents if rent.due_on in since)
    if not (running or let_be):
        return came
    spared = since | {due_on for due_on, word in moved.items() if said_on <= word.until}
    if one:
        was_asked = asked_on(case, one, spared, said_on, today) + _late_on(case, one, said_on)
    else:
        was_asked = came - running + _open_on(case, spared, said_on)
    beyond = max(0, promised - was_asked)
    gave_way = min(let_be, beyond)
    return came + gave_way - max(0, running - (beyond - gave_way))


def _of_later(
    case: CaseFile, moved: Mapping[date, LetBe], said_on: date, *, beside: bool, today: date
) -> int:
    """What came in since a promise of rent that is asked since then only, in cents.

    Without an arrangement that is rent that was moved: what comes in pays the oldest first. What
    came in of a rent that was missed by then counts from the day on which it was moved.
    """
    asked, later = asked_from(case, today), 0
    for rent in case.paid.rents:
        if asked[rent.due_on] > said_on and (beside or rent.due_on in asked):
            missed = rent.due_on <= said_on
            since = max(said_on, moved[rent.due_on].said_on) if missed else said_on
            later += sum(cents for on, cents in rent.payments if on >= since)
    return later


def _open_on(case: CaseFile, but: Container[date], day: date) -> int:
    """What is open of all that was asked for on a day, without some rents, in cents.

    What waited on it was not (R60, R61, R63).
    """
    waits = waits_since(case, day)
    rents = new_rents(case, waits or date.min, day)
    less = sum(rent.open for rent in rents if rent.due_on in but)
    if waits is None:
        less += sum(rent.open for rent in case.paid.rents if rent.due_on > day)
    return collectable(case, day) - less


def _late_on(case: CaseFile, one: Bound, day: date) -> int:
    """What lacked on a day of the instalments that were late, in cents."""
    made = with_least(one.agreement, one.values)
    known = obligations(made, day, day, paid=case.paid, agreements=case.agreements)
    return sum(
        duty.cents - duty.paid for duty in known if instalment(duty.condition) and short(duty)
    )


@lru_cache(maxsize=4096)
def _days(due_on: date, check_wd: int, broken_wd: int) -> tuple[date, date, date]:
    bank_on = banking_day(due_on)
    return bank_on, add_working_days(bank_on, check_wd), add_working_days(bank_on, broken_wd)
