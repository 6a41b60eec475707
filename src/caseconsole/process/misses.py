"""The rent that was missed newest, and from when contacts count as being about it (R01-R04)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from caseconsole.domain.agreement import RentMonth
from caseconsole.domain.allocation import NEARLY_PAID
from caseconsole.domain.calendar import add_working_days, banking_day
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Contact
from caseconsole.domain.frozen import new_returns, owed_rents
from caseconsole.domain.ledger import Standing
from caseconsole.domain.rents_let_be import AskedFrom, asked_from, left_since, rents_let_be, still
from caseconsole.process.policy import Values

_DAY = timedelta(days=1)
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Miss:
    """The newest rent that did not come, or came back: the anchor of the calls (R03)."""

    on: date
    """The due day, or the day of the returned debit."""
    returned: bool
    call_on: date
    """The day of the first call, D+1."""
    bank_on: date
    asked_on: date
    """The day on which it was to be paid: where a person moved it another than the due day."""


def asked_standing(
    case: CaseFile, waits: date | None, let_be: Collection[date], asked: AskedFrom, today: date
) -> Standing:
    """Where a lease stands by what is asked for: without the rents that people let be (R36).

    And without the debits that came back of what waits (R60, R61, R63), or before the day to which
    a person moved the rent: on that it did not come. Of a debit that had paid several rents all
    that is new counts together, as where nothing waits.

    Args:
        case: the file.
        waits: the day before which fell due what nobody is asked for, as `waits_since` tells it.
        let_be: the due days of the rents that nobody asks for yet, or any more.
        asked: from which day each rent is asked.
        today: the day.
    """
    standing, since = case.standing, waits or date.min
    if not (let_be or asked) and (waits is None or standing.returned_on is None):
        return standing
    spared = [rent for rent in case.paid.rents if rent.open and rent.due_on in let_be]
    rents = [_asked(rent, asked) for rent in owed_rents(case, today) if rent.due_on not in let_be]
    missed_on = _missed_on(rents, asked) if let_be or asked else standing.missed_on
    new = [rent for rent in rents if rent.due_on >= since]
    found = _by(new, standing, missed_on, asked, new_returns(case, since))
    less = sum(rent.open for rent in spared if rent.due_on >= since)
    return replace(found, arrears=standing.arrears - less)


def _asked(rent: RentMonth, asked: AskedFrom) -> RentMonth:
    """A rent without what came back of it before the day to which a person moved it."""
    if rent.back_on and rent.back_on < asked[rent.due_on]:
        return replace(rent, back_on=None, back=0, came_back=0)
    return rent


def standing_before(
    case: CaseFile, standing: Standing, let_be: Collection[date], asked: AskedFrom, before: date
) -> Standing:
    """Where a lease stands by the rents alone that fell due before a day and are asked for."""
    rents = [
        rent
        for rent in case.paid.rents
        if rent.open and rent.due_on < before and rent.due_on not in let_be
    ]
    return _by(rents, standing, _missed_on(rents, asked), asked)


def _missed_on(rents: Iterable[RentMonth], asked: AskedFrom) -> date | None:
    newest = asked.newest(rents)
    return newest.due_on if newest else None


def _by(
    rents: Sequence[RentMonth],
    standing: Standing,
    missed_on: date | None,
    asked: AskedFrom,
    more: Iterable[tuple[date, int]] = (),
) -> Standing:
    back = [(rent.back_on, rent.back) for rent in rents if rent.back_on and lacks(rent, missed_on)]
    back += more
    returned_on = max((on for on, _ in back), default=None)
    found = replace(standing, missed_on=missed_on, returned_on=returned_on)
    if missed_on is None or came_back(found, asked):
        cents = sum(part for on, part in back if on == returned_on)
    else:
        missed = (rent.open for rent in rents if rent.due_on == missed_on)
        cents = next(missed, standing.missed_cents)
    return replace(found, missed_cents=cents)


def came_back(standing: Standing, asked: AskedFrom) -> date | None:
    """The day on which a debit came back, where that is missed newest: no rent was asked since."""
    missed, returned = standing.missed_on, standing.returned_on
    if returned is None or (missed is not None and returned < asked[missed]):
        return None
    return returned


def lacks(rent: RentMonth, missed_on: date | None) -> bool:
    """Whether what came back of a rent counts: nearly paid again it does only as the newest."""
    return NEARLY_PAID * rent.open >= rent.came_back or missed_on in {None, rent.due_on}


@lru_cache(maxsize=4096)
def call_days(due_on: date, lenient: bool, offset_wd: int) -> tuple[date, date]:
    """The banking day of a due day and the day of the first call (R02, R03)."""
    bank_on = banking_day(due_on) if lenient else due_on
    return bank_on, add_working_days(bank_on, offset_wd)


def newest_miss(standing: Standing, values: Values, asked: AskedFrom) -> Miss | None:
    """The newest missed rent; a debit that came back since counts as missed on that day (R03)."""
    if returned := came_back(standing, asked):
        bank_on, call_on = call_days(returned, False, values.first_call_offset_wd)
        return Miss(returned, True, call_on, bank_on, returned)
    missed = standing.missed_on
    return missed_rent(missed, values, asked[missed]) if missed else None


def missed_rent(due_on: date, values: Values, asked_on: date) -> Miss:
    """A rent that did not come, and is called about from the day from which it is asked."""
    lenient = values.lenient_first_banking_day
    bank_on, call_on = call_days(asked_on, lenient, values.first_call_offset_wd)
    return Miss(due_on, False, call_on, bank_on, asked_on)


def first_day(case: CaseFile, miss: Miss | None) -> date:
    """The first day whose contacts count: rent is missed the day after it was due (R01)."""
    if miss is not None:
        return miss.on if miss.returned else miss.asked_on + _DAY
    return case.episode.since if case.episode else date.max


class _Asked(NamedTuple):
    """A time in which a rent was asked; none of it where the rent was gone before its first day."""

    last: date
    first: date
    due_on: date


def trouble_since(case: CaseFile, today: date) -> date:
    """The first day of this trouble: what was done about an earlier one does not count (R41).

    A rent that a person moved keeps an episode open, but is no trouble before its new day (R36).
    """
    return _since(case, today, anew=True)


def debt_since(case: CaseFile, today: date) -> date:
    """The first day of this debt: what was said or told of an earlier one is over (R42, R43).

    A rent that was missed before a person moved it is the same debt on its new day.
    """
    return _since(case, today, anew=False)


def _since(case: CaseFile, today: date, *, anew: bool) -> date:
    """Since when rent is asked without a break in which one waited that a person moved (R36).

    Args:
        case: the file.
        today: the day.
        anew: whether what was missed before it was moved begins anew on its new day.
    """
    begin = case.episode.since if case.episode else left_since(case, today) or today
    known = case.paid.rents
    if not rents_let_be(case, today) or case.standing.arrears > sum(rent.open for rent in known):
        return begin
    times = list(_asked_times(case, known, today, today))
    if not anew:
        times = _as_missed_once(times)
    since = _back_from(today, times)
    waited = any(one.due_on < since <= one.first for one in times)
    return max(begin, since) if waited else begin


def _asked_times(
    case: CaseFile, rents: Iterable[RentMonth], on: date, through: date
) -> Iterator[_Asked]:
    """The times in which each rent was asked, by what was said then.

    A rent that was moved was asked before that, too: from its due day, or an earlier new day.

    Args:
        case: the file.
        rents: those of which it is told.
        on: the day of which the newest words count.
        through: the last day.
    """
    asked, said = asked_from(case, on), rents_let_be(case, on)
    gone = still(said, date.max)
    for rent in rents:
        if rent.due_on not in gone:
            last = through if rent.open else min(through, rent.paid_on or rent.due_on)
            yield _Asked(last, asked[rent.due_on], rent.due_on)
        word = said.get(rent.due_on)
        if word and rent.due_on < word.said_on:
            yield from _asked_times(case, (rent,), word.said_on - _DAY, word.said_on)


def _as_missed_once(times: Iterable[_Asked]) -> list[_Asked]:
    """The same times, of a rent that was missed before it was moved all from the first on."""
    times = sorted(times, key=lambda one: one.first, reverse=True)
    missed = {one.due_on: one.first for one in times if one.first < one.last}
    return [one._replace(first=missed.get(one.due_on, one.first)) for one in times]


def _back_from(today: date, times: Iterable[_Asked]) -> date:
    """Since when times follow upon one another without a break; today where none lasts."""
    since = today
    for last, first, _ in sorted(times, reverse=True):
        if last >= since:
            since = min(since, first)
    return since


def begun(
    case: CaseFile, found: Standing, asked: AskedFrom, first: date, least: int, today: date
) -> date:
    """The first day whose attempts count: of the oldest rent that is open, whatever came since.

    What is asked for beside the newest miss goes back as many months as it fills; what is not worth
    a call fills none (R08); a year of rent, all since this trouble began. A returned debit begins
    it anew.

    Args:
        case: the file.
        found: where its lease stands by what is asked for.
        asked: from which day each rent is asked.
        first: the first day whose contacts count for the newest miss.
        least: from how much on what is open is worth a call.
        today: the day.
    """
    earlier = found.arrears - found.missed_cents - max(0, least - 1)
    if case.episode is None or found.missed_on is None or earlier <= 0:
        return first
    oldest = trouble_since(case, today)
    if earlier < found.rent * _YEAR:
        months = -(-earlier // found.rent)
        oldest = max(oldest, _months_before(asked[found.missed_on], months))
    return min(first, max(oldest + _DAY, found.returned_on or date.min))


@lru_cache(maxsize=1024)
def _months_before(on: date, months: int) -> date:
    return on - relativedelta(months=months)


def since_promise(attempts: list[Contact], case: CaseFile) -> list[Contact]:
    """The attempts after the last promise: who gave their word needs no further attempt."""
    if not attempts or not case.promises:
        return attempts
    said_on = max(promise.made_on for promise in case.promises)
    return [contact for contact in attempts if contact.on > said_on]
