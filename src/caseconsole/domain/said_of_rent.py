"""What people said of the rents that agreements ask: that one is moved, or let go (R36)."""

from dataclasses import replace
from datetime import date, timedelta

from caseconsole.domain.agreement import Agreement, Condition, Judgement
from caseconsole.domain.judging import RENT_CLAUSES, deadline
from caseconsole.domain.kinds import covers_before
from caseconsole.domain.let_be import LetBe, Word
from caseconsole.domain.moving import falls
from caseconsole.domain.obligations import LET_GO

_DAY = timedelta(days=1)


def words(made: Agreement) -> tuple[Word, ...]:
    """What people said of the rents of an agreement, each through the day before the next of it."""
    if not made.judgements:
        return ()
    rents = {one.id: one for one in made.conditions if one.clause in RENT_CLAUSES}
    through: dict[tuple[int, date], date] = {}
    found = []
    for said in reversed(made.judgements):
        if said.condition not in rents:
            continue
        last = through.get(_of(said), date.max)
        through[_of(said)] = min(last, said.on - _DAY)
        if rent := _let_be(_as_known(made, said), rents[said.condition], said):
            found.append(Word(covers_before(made), said.original_on, rent, last))
    return tuple(found)


def _of(said: Judgement) -> tuple[int, date]:
    return said.condition, said.original_on


def _as_known(made: Agreement, said: Judgement) -> Agreement:
    """An agreement without what was said later of the same rent."""
    known = (one for one in made.judgements if one.id <= said.id or _of(one) != _of(said))
    return replace(made, judgements=tuple(known))


def _let_be(made: Agreement, of: Condition, said: Judgement) -> LetBe | None:
    if said.verdict in LET_GO:
        return LetBe(date.max, date.max, said.on)
    if said.moved_to is None:
        return None
    on = _moved_on(made, of, said, said.moved_to)
    return LetBe(deadline(of, on), on, said.on)


def _moved_on(made: Agreement, of: Condition, word: Judgement, moved_to: date) -> date:
    """The day to which a person moved a rent, and what stands still since."""
    still = sum((one.until - one.since).days + 1 for one in made.suspensions)
    through = max(word.original_on, moved_to) + timedelta(days=still)
    return dict(falls(of, made, through)).get(word.original_on, moved_to)
