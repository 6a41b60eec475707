"""What an agreement asks: conditions that are added, and that end on a day."""

from collections.abc import Sequence

from caseconsole.casework.handlers.finding import condition_of, take
from caseconsole.casework.work import Work
from caseconsole.domain.agreement import Judge
from caseconsole.domain.agreement_changes import AddCondition, EndCondition, NewCondition
from caseconsole.domain.judging import instalment
from caseconsole.domain.message import Refused, message

RESTS = "second_chance"
"""The kind whose conditions may rest on another agreement."""


def add_conditions(
    agreement: int, kind: str, conditions: Sequence[NewCondition], work: Work
) -> None:
    """Write conditions into an agreement.

    Raises:
        Refused: one rests on what it may not rest on, or ends before it begins.
    """
    for condition in conditions:
        _require_sound(condition, kind, work)
        work.writer.insert("condition", agreement=agreement, **condition.model_dump())


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
        if kind != RESTS or on is None or on.kind == RESTS:
            raise Refused(message("refused.condition_rests"))


def add_condition(change: AddCondition, work: Work) -> None:
    """Write one condition more into an agreement that stands.

    Raises:
        Refused: the agreement is over or was changed meanwhile, or the condition does not hold.
    """
    agreement = take(change.agreement, change.seen, work)
    add_conditions(agreement.id, agreement.kind, (change.condition,), work)


def end_condition(change: EndCondition, work: Work) -> None:
    """End a condition on a day that has not passed; what fell due by then stays as it was judged.

    Raises:
        Refused: it is not in this file, was changed meanwhile, ends by then already, or pays off
            a debt, of which each instalment counts.
    """
    agreement, condition = condition_of(change.condition, work)
    ends = condition.until
    if condition.version == change.seen and ends is not None and ends <= change.until:
        raise Refused(message("refused.condition_ended", until_on=ends.isoformat()))
    if instalment(condition):
        raise Refused(message("refused.condition_instalments"))
    earliest = max(agreement.start_on, work.now.today)
    if change.until < earliest:
        raise Refused(message("refused.condition_back", start_on=earliest.isoformat()))
    work.writer.update("condition", condition.id, change.seen, until=change.until)
    take(agreement.id, agreement.version, work)
