"""What shields a home and an old debt: a moratorium (R60), the scheme (R61), a settlement (R63)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Judge,
    LadderStep,
    Obligation,
)
from caseconsole.domain.calendar import banking_day
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.frozen import (
    Freeze,
    for_debt,
    frozen,
    helped_since,
    moratorium,
    new_debts,
    remitted,
    rested_by,
    touched_by,
)
from caseconsole.domain.judging import RENT_CLAUSES, instalment, trifle
from caseconsole.domain.kinds import KINDS, covers_before
from caseconsole.domain.message import Message, message
from caseconsole.domain.obligations import ConditionStatus, statuses
from caseconsole.domain.rents_let_be import rents_let_be, still
from caseconsole.process.agreements.weighing import of_tenant, weighs

OLD_DEBT = "C02"
"""The clause under which an old debt is paid off."""
CARD_GONE = message("paper.gone_red_card")
"""That a red card rests on no breach any more."""
_DAY = timedelta(days=1)
_TROUBLED = frozenset({ConditionStatus.BREACHED, ConditionStatus.AT_RISK})


def moratorium_until(case: CaseFile, today: date) -> date | None:
    """The last day of the moratorium that runs on a day, also in another file; else None."""
    held = moratorium(case, today)
    return held.until if held else None


def shielding(agreements: Iterable[Agreement]) -> tuple[Agreement, date] | None:
    """The agreement that shields what was owed before it, and since when; None without one."""
    for one in agreements:
        if one.state in KINDS[one.kind].shields:
            return one, covers_before(one)
    return None


class Missed(NamedTuple):
    """What fell due, could have come in, and did not."""

    last_on: date
    """The last day in time; of a rent that a person moved its new day, if that is later (R36)."""
    due_on: date
    cents: int


def new_arrears(case: CaseFile, by: Agreement, since: date, today: date) -> tuple[Missed, ...]:
    """What is new since a day, could have come in, and is missed; the first of it first.

    Rent that people let be is not missed (R36).

    Args:
        case: the file.
        by: the agreement whose terms say from how much on what lacks is missed (R08).
        since: the day.
        today: the day on which it is looked at.
    """
    through = case.paid.through
    known = today if through is None else min(through + _DAY, today)
    moved = rents_let_be(case, today)
    debts = new_debts(case, since, date.max, trifle(by) + 1, still(moved, today))
    last = {due_on: banking_day(due_on) for due_on, _ in debts}
    last |= {due_on: max(on, moved[due_on].until) for due_on, on in last.items() if due_on in moved}
    found = (Missed(last[due_on], due_on, cents) for due_on, cents in debts)
    return tuple(sorted(one for one in found if known > one.last_on))


def lapse_shielded(
    case: CaseFile, one: Agreement, missed: Iterable[Obligation], today: date
) -> Message | None:
    """What forbids an arrangement to lapse: a moratorium, or what froze its debt (R61, R63).

    Rent that was missed since does let it lapse. While a settlement of all its debt is attempted it
    does not lapse at all.
    """
    if found := _moratorium(case, today) or helped(case, one, today):
        return found
    held = touched_by(case, one, today) or rested_by(case, one, today)
    if held is None:
        return None
    rents = (duty for duty in missed if duty.condition.clause in RENT_CLAUSES)
    return None if any(duty.on >= held.since for duty in rents) else _froze(case, held)


def helped(case: CaseFile, one: Agreement, today: date) -> Message | None:
    """That a settlement of all debt of an arrangement is attempted since it began (R63)."""
    since = helped_since(case, one.covers)
    if since and one.start_on < since <= today:
        return message("arrangement.helped", since_on=since.isoformat())
    return None


def home_shielded(
    case: CaseFile, agreement: Agreement, about: int | None, today: date
) -> Message | None:
    """What forbids to take a home: a moratorium, or what froze an old debt on which that rests.

    What remitted it does so for good; rent that was missed since breaches by itself.

    Args:
        about: the condition that was breached; None is all that goes wrong.
    """
    if found := _moratorium(case, today):
        return found
    gone = _remitted(case, agreement, today)
    if gone and _goes_wrong(case, agreement, about, today, gone.keys()):
        return _froze(case, gone[about] if about in gone else next(iter(gone.values())))
    held = frozen(case, today)
    if held is None or new_arrears(case, agreement, held.since, today):
        return None
    money = {one.id for one in agreement.conditions if _asks_money(case, one)}
    money |= _of_old_rent(case, agreement, held.since, today)
    return _froze(case, held) if _goes_wrong(case, agreement, about, today, money) else None


def spared(case: CaseFile, agreement: Agreement, card: LadderStep, today: date) -> Message | None:
    """Why nobody loses a home by a red card that stands: it is shielded, or no breach weighs (R75).

    Args:
        card: the card, as `red_card` finds it.
    """
    if shield := home_shielded(case, agreement, card.condition, today):
        return shield
    return None if weighs(case, agreement, card.condition, today) else CARD_GONE


def _remitted(case: CaseFile, agreement: Agreement, today: date) -> dict[int, Freeze]:
    """What remitted the debt that conditions ask to pay, by their keys (R61, R63)."""
    gone = remitted(case, today)
    found = dict.fromkeys(_of_old_rent(case, agreement, gone.since, today), gone) if gone else {}
    for one in agreement.conditions:
        on = agreement if instalment(one) else _arranged(case, one)
        held = touched_by(case, on, today) if on else None
        if held and held.remitted_on:
            found[one.id] = held
    return found


def _of_old_rent(case: CaseFile, agreement: Agreement, since: date, today: date) -> set[int]:
    """The conditions that go wrong, or as far as they do, by rent alone that fell due before a day.

    That is also what rests on another agreement under which this rent was to be paid.
    """
    rents = tuple(rent for rent in case.paid.rents if rent.due_on >= since)
    left = _how(replace(case, paid=replace(case.paid, rents=rents)), agreement, today)
    found = _how(case, agreement, today)
    return {key for key, how in found.items() if how in _TROUBLED and left[key] is not how}


def _moratorium(case: CaseFile, today: date) -> Message | None:
    until = moratorium_until(case, today)
    return message("gate.moratorium", until_on=until.isoformat()) if until else None


def _froze(case: CaseFile, held: Freeze) -> Message:
    if held.remitted_on:
        days = {"remitted_on": held.remitted_on.isoformat(), "since_on": held.since.isoformat()}
        return message("gate.remitted", **days)
    scheme = shielding(for_debt(case))
    if scheme and scheme[1] == held.since:
        return _scheme(held.since)
    return message("gate.frozen", why_word=held.word, since_on=held.since.isoformat())


def _scheme(since: date) -> Message:
    return message("gate.scheme", admitted_on=since.isoformat())


def _goes_wrong(
    case: CaseFile, agreement: Agreement, about: int | None, today: date, of: Collection[int]
) -> bool:
    """Whether some conditions alone go wrong, or the one that was breached is among them."""
    if about is not None:
        return about in of
    how = _how(case, agreement, today)
    otherwise = any(
        how[one.id] is ConditionStatus.BREACHED for one in of_tenant(agreement) if one.id not in of
    )
    return not otherwise and any(how[key] in _TROUBLED for key in of)


def _how(case: CaseFile, agreement: Agreement, today: date) -> dict[int, ConditionStatus]:
    return statuses(agreement, today, paid=case.paid, agreements=case.agreements)


def _asks_money(case: CaseFile, condition: Condition) -> bool:
    """Whether a condition asks to pay: the rent, the old debt, or what rests on an arrangement."""
    if condition.judge is Judge.LEDGER or condition.clause in RENT_CLAUSES | {OLD_DEBT}:
        return True
    return _arranged(case, condition) is not None


def _arranged(case: CaseFile, condition: Condition) -> Agreement | None:
    """The arrangement on which a condition rests."""
    found = (one for one in case.agreements if one.id == condition.rests_on)
    return next((one for one in found if KINDS[one.kind].paid_state), None)
