"""What an agreement asks: conditions that are added, and that end on a day."""

from collections.abc import Callable, Container, Sequence
from datetime import date

from caseconsole.casework.handlers.finding import condition_of, last_suspension, take
from caseconsole.casework.handlers.second_chance import may_add
from caseconsole.casework.work import Work
from caseconsole.domain.agreement import Agreement, Condition, Judge
from caseconsole.domain.agreement_changes import AddCondition, EndCondition, NewCondition
from caseconsole.domain.judging import instalment
from caseconsole.domain.kinds import KINDS, LOST, STANDS, phase
from caseconsole.domain.kinds.second_chance import CHANCE
from caseconsole.domain.losses import asked_in
from caseconsole.domain.message import Refused, message
from caseconsole.domain.moving import ends_by, falls
from caseconsole.domain.recurrence import LAST_DAY


def add_conditions(
    agreement: int,
    kind: str,
    conditions: Sequence[NewCondition],
    work: Work,
    *,
    added_on: date | None = None,
    known_as: Callable[[str], str] = lambda _: "",
) -> None:
    """Write conditions into an agreement.

    Args:
        added_on: the day, where others were signed already.
        known_as: by clause the reference by which files know it; none where they do not.

    Raises:
        Refused: one rests on what it may not rest on, or ends before it begins.
    """
    found = (last_suspension(made) for made in work.file.agreements if made.id == agreement)
    known = next(found, 0)
    for condition in conditions:
        _require_sound(condition, kind, work)
        work.writer.insert(
            "condition", agreement=agreement, added_on=added_on, last_suspension=known,
            reference=known_as(condition.clause), **condition.model_dump(),
        )  # fmt: skip


def _require_sound(condition: NewCondition, kind: str, work: Work) -> None:
    first_on, until = condition.first_on, condition.until
    if until is not None and until < first_on:
        days = {"until_on": until.isoformat(), "first_on": first_on.isoformat()}
        raise Refused(message("refused.condition_days", **days))
    rests = condition.rests_on is not None
    if rests is not (condition.judge is Judge.AGREEMENT):
        raise Refused(message("refused.condition_judge"))
    if rests:
        on = next((one for one in work.file.agreements if one.id == condition.rests_on), None)
        if kind != CHANCE or on is None or on.kind == CHANCE:
            raise Refused(message("refused.condition_rests"))


def let_rest(
    agreement: int,
    kind: str,
    states: Sequence[str],
    work: Work,
    told: Container[int] = frozenset(),
    unread: Container[int] = frozenset(),
) -> list[int]:
    """Let the conditions of a second chance that are about a kind rest on an agreement of it.

    One that comes to be offered or to run takes over; with its next phase it takes over nothing.
    What somebody judged already stays with people. What fell due before there was such an agreement
    could not be met, so that the first day is the next that falls, wherever it moved; where one
    before it was refused the days stay, and are missed. After one that ended otherwise than
    completed the next one takes over.

    Args:
        states: of the agreement, the newest last; earlier ones than the two newest can lack.
        told: conditions of which is said what they rest on.
        unread: conditions of which people may have judged what is not known yet.

    Returns:
        The conditions among those that stay with people until that is known.
    """
    waiting: list[int] = []
    *before, now = map(KINDS[kind].phase, states[-2:])
    if now not in STANDS.difference(before):
        return waiting
    for made in work.file.agreements:
        if made.kind != CHANCE or phase(made) not in STANDS:
            continue
        clauses = work.policy.at(made.start_on).clauses
        about = [
            (one, first_on)
            for one in made.conditions
            if one.id not in told
            and (clause := clauses.get(one.clause)) is not None and clause.rests_on == kind
            and (first_on := _free_from(made, one, work)) is not None
        ]  # fmt: skip
        stay = [one.id for one, _ in about if one.judge is Judge.PERSON and one.id in unread]
        waiting += stay
        free = [(one, first_on) for one, first_on in about if one.id not in stay]
        for one, first_on in free:
            rests = {"judge": Judge.AGREEMENT, "rests_on": agreement, "first_on": first_on}
            work.writer.update("condition", one.id, None, **rests)
        if free:
            take(made.id, made.version, work)
    return waiting


def _free_from(made: Agreement, one: Condition, work: Work) -> date | None:
    """The first day of a condition that can rest on another agreement; None when it cannot.

    What is over is taken over by none: nothing of it is asked any more.
    """
    if asked_in(one, made, work.file.agreements)[1] <= work.now.today:
        return None
    if one.judge is Judge.AGREEMENT:
        on = next((other for other in work.file.agreements if other.id == one.rests_on), None)
        return one.first_on if on is not None and phase(on) in LOST else None
    if one.judge is not Judge.PERSON or any(said.condition == one.id for said in made.judgements):
        return None
    asked = falls(one, made, LAST_DAY)
    return next((day for day, on in asked if on >= work.now.today), None)


def add_condition(change: AddCondition, work: Work) -> None:
    """Write one condition more into an agreement that stands.

    Raises:
        Refused: the agreement is over or was changed meanwhile, the condition does not hold, or
            its words ask for a reason.
    """
    agreement = take(change.agreement, change.seen, work)
    may_add(agreement, change, work)
    added_on = work.now.today if agreement.signed_on else None
    add_conditions(agreement.id, agreement.kind, (change.condition,), work, added_on=added_on)


def end_condition(change: EndCondition, work: Work) -> None:
    """End a condition on a day that has not passed; what fell due by then stays as it was judged.

    Raises:
        Refused: it is not in this file, was changed meanwhile, ends by then already, or pays off
            a debt, of which each instalment counts.
    """
    agreement, condition = condition_of(change.condition, work)
    ends = ends_by(condition, agreement)
    if condition.version == change.seen and ends is not None and ends <= change.until:
        raise Refused(message("refused.condition_ended", until_on=ends.isoformat()))
    if instalment(condition):
        raise Refused(message("refused.condition_instalments"))
    earliest = max(agreement.start_on, work.now.today)
    if change.until < earliest:
        raise Refused(message("refused.condition_back", start_on=earliest.isoformat()))
    ended = {"ended_on": change.until, "ended_suspension": last_suspension(agreement)}
    work.writer.update("condition", condition.id, change.seen, **ended)
    take(agreement.id, agreement.version, work)
