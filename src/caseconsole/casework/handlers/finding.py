"""The agreement that a change is about, as it was seen."""

import json
from collections.abc import Mapping

from caseconsole.casework.stale import meanwhile
from caseconsole.casework.work import Work, named
from caseconsole.domain.agreement import Agreement, Condition, Phase
from caseconsole.domain.kinds import STANDS, phase
from caseconsole.domain.message import Refused, message
from caseconsole.store import read

RUNNING = frozenset({Phase.RUNNING})


def agreement_of(id_: int, work: Work) -> Agreement:
    """An agreement of the file.

    Raises:
        Refused: it is not in this file.
    """
    for agreement in work.file.agreements:
        if agreement.id == id_:
            return agreement
    raise Refused(message("refused.agreement_unknown"))


def condition_of(id_: int, work: Work) -> tuple[Agreement, Condition]:
    """A condition of the file, with its agreement.

    Raises:
        Refused: it is not in this file.
    """
    for agreement in work.file.agreements:
        for condition in agreement.conditions:
            if condition.id == id_:
                return agreement, condition
    raise Refused(message("refused.condition_unknown"))


def last_suspension(agreement: Agreement) -> int:
    """The newest suspension of an agreement, which what is written now knows of; 0 without one."""
    return max((one.id for one in agreement.suspensions), default=0)


def take(
    id_: int, seen: int, work: Work, phases: frozenset[Phase] = STANDS, **values: object
) -> Agreement:
    """An agreement that is changed; its version rises with all that hangs on it.

    Args:
        phases: what it may come down to.
        values: fields of its own that change.

    Raises:
        Refused: it is not in this file, somebody changed it meanwhile, or it is over.
    """
    agreement = agreement_of(id_, work)
    if agreement.version != seen:
        raise meanwhile("agreement", id_, work)
    if phase(agreement) not in phases:
        raise Refused(message("refused.agreement_stands_still", **named(agreement)))
    work.writer.update("agreement", id_, seen, **values)
    return agreement


def terms_text(terms: Mapping[str, object]) -> str:
    """Terms as their column keeps them."""
    return json.dumps(dict(terms), ensure_ascii=False, sort_keys=True)


def require_review(review: int | None, work: Work) -> None:
    """Let a change be part of a review that there is, and that was not broken off.

    Raises:
        Refused: there is none of that key, or it was.
    """
    if review is None:
        return
    known = read.review(work.conn, review)
    if known is None:
        raise Refused(message("refused.review_unknown"))
    if known.closed_on is not None:
        raise Refused(message("refused.review_closed", closed_on=known.closed_on.isoformat()))
