"""What a second-chance lease asks beside what every agreement does (R70 to R78)."""

from collections.abc import Mapping, Sequence
from datetime import date

from caseconsole.casework.handlers.finding import named
from caseconsole.casework.turning import notice_window
from caseconsole.casework.work import Work
from caseconsole.domain.agreement import Agreement, Rung, Weight
from caseconsole.domain.agreement_changes import ChangeState, MakeAgreement
from caseconsole.domain.message import Refused, message
from caseconsole.domain.obligations import ConditionStatus, statuses
from caseconsole.process.gates import (
    Written,
    gate_end,
    gate_no_renewal,
    gate_red_card,
    gate_second_chance,
    require,
)

KIND = "second_chance"
WRITTEN = frozenset({"drafted", "signed"})


def may_make(change: MakeAgreement, work: Work) -> None:
    """Let a second chance be applied for, drafted behind its gate, or refused for a reason.

    Raises:
        Refused: a refusal lacks its reason, or the draft lacks something.
    """
    if change.agreement != KIND:
        return
    if change.state == "refused" and not change.why:
        raise Refused(message("refused.second_chance_why"))
    if change.state in WRITTEN:
        days = change.start_on, change.end_on
        _require_whole(change.terms, days, change.conditions, change.why, work)


def _require_whole(
    terms: Mapping[str, object],
    days: tuple[date, date | None],
    conditions: Sequence[Written],
    why: str,
    work: Work,
) -> None:
    """What R70, R71 and R77 ask; what they only warn of asks for a reason."""
    signatories = terms.get("signatories")
    checks = gate_second_chance(
        str(terms.get("form", "")),
        *days,
        conditions,
        [str(one) for one in signatories] if isinstance(signatories, list | tuple) else [],
        work.policy,
        terms,
    )
    asked = require(checks)
    if asked and not why:
        raise Refused(asked[0].name)


def may_become(agreement: Agreement, change: ChangeState, work: Work) -> None:
    """Let a second chance go on behind the gate of its next state.

    Raises:
        Refused: the gate does not open, or a reason is missing.
    """
    if agreement.kind != KIND:
        return
    match change.state:
        case "drafted" | "signed":
            days = agreement.start_on, agreement.end_on
            conditions: list[Written] = [*agreement.conditions, *change.conditions]
            # What is only warned of was answered for at the draft.
            why = change.why or ("-" if change.state == "signed" else "")
            _require_whole(agreement.terms, days, conditions, why, work)
        case "refused":
            _require_why(agreement, change)
        case "ended":
            _require_why(agreement, change)
            require(gate_end(work.file, agreement, work.now.today, change.paper))
        case "red_card":
            _require_red_card(agreement, work)
        case "not_renewed":
            _require_window(agreement, change.on, work)
            _require_why(agreement, change)
            require(gate_no_renewal(work.file, agreement, work.now.today))
            if not change.paper:
                raise Refused(message("refused.notice_paper"))
        case "graduated":
            _require_met(agreement, change.why, work)
        case _:
            pass


def _require_why(agreement: Agreement, change: ChangeState) -> None:
    if not change.why:
        raise Refused(message("refused.ends_why", **named(agreement)))


def _require_red_card(agreement: Agreement, work: Work) -> None:
    card = next((step for step in reversed(agreement.ladder) if step.rung is Rung.RED_CARD), None)
    if card is None:
        raise Refused(message("refused.red_card_none"))
    require(gate_red_card(work.file, agreement, work.now.today, by=card.by, second=card.second))


def ends_by_notice(agreement: Agreement, on: date, work: Work) -> bool:
    """Whether a fixed time can be ended on a day by notifying that it is not renewed (R72)."""
    window = notice_window(agreement, work.policy.at(agreement.start_on))
    return window is not None and window[0] <= on <= window[1]


def _require_window(agreement: Agreement, on: date, work: Work) -> None:
    """The end of a fixed time is notified in its window, or not at all (R72)."""
    window = notice_window(agreement, work.policy.at(agreement.start_on))
    if window is not None and not ends_by_notice(agreement, on, work):
        opens, closes = (day.isoformat() for day in window)
        raise Refused(message("refused.notice_window", opens_on=opens, closes_on=closes))


def _require_met(agreement: Agreement, why: str, work: Work) -> None:
    """Nobody graduates with a major breach; what is at risk asks for a reason (R76)."""
    file = work.file
    how = statuses(agreement, work.now.today, paid=file.paid, agreements=file.agreements)
    for condition in agreement.conditions:
        if how[condition.id] is ConditionStatus.BREACHED and condition.weight is Weight.MAJOR:
            raise Refused(message("refused.graduate_breached", text=condition.text))
    troubled = {ConditionStatus.BREACHED, ConditionStatus.AT_RISK}
    if troubled & set(how.values()) and not why:
        raise Refused(message("refused.graduate_why"))
