"""Which promises gave way to what was agreed about the debt since, or froze it (R38, R60-R63)."""

from datetime import date, timedelta

from caseconsole.domain.agreement import Agreement, Phase
from caseconsole.domain.calendar import rent_day
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Promise
from caseconsole.domain.frozen import for_debt, frozen
from caseconsole.domain.kinds import KINDS, covers_before, covers_from, phase

_DAY = timedelta(days=1)


def gave_way(case: CaseFile, promise: Promise, today: date) -> bool:
    """Whether the debt that was promised came under an agreement since, of whatever file.

    A promise that was made after an agreement began is about rent that fell due since, and one from
    before what it covers fell due about what it leaves out.
    """
    made = for_debt(case)
    if not made:
        return False
    replaced = any(_replaced(case.lease.id, promise, one, today) for one in made)
    return replaced or _froze(case, promise, today)


def _froze(case: CaseFile, promise: Promise, today: date) -> bool:
    """Whether its debt is frozen since it was made, or was on the promised day (R60, R61, R63).

    So it is of a promise from after that, too, when no rent falls due until the promised day.
    """
    held = frozen(case, today)
    if held is None and promise.due_on < today:
        held = frozen(case, promise.due_on)
    if held is None:
        return False
    return promise.made_on <= held.since or not _rent_since(case, held.since, promise.due_on, today)


def _rent_since(case: CaseFile, since: date, through: date, today: date) -> bool:
    """Whether rent fell due in a time, as the ledger knows it, or is still to."""
    missed_on = case.standing.missed_on
    known = [*(rent.due_on for rent in case.paid.rents), *([missed_on] if missed_on else [])]
    if any(since <= due_on <= through for due_on in known):
        return True
    return rent_day(max(since, today + _DAY), case.lease.due_day) <= through


def _replaced(lease: int, promise: Promise, one: Agreement, today: date) -> bool:
    """Whether one agreement does: for good where it ended as it was meant to.

    When it ended otherwise, what is still to be paid after that counts again.
    """
    kind = KINDS[one.kind]
    named = lease in one.covers or (bool(kind.paid_state) and not one.covers)
    if not (kind.of_debt and named and one.start_on <= today):
        return False
    if not covers_from(one, lease) <= promise.made_on <= covers_before(one):
        return False
    now = phase(one)
    ended = now is Phase.ENDED and promise.due_on <= one.state_on
    return now in {Phase.RUNNING, Phase.COMPLETED} or ended
