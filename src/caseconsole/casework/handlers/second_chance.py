"""What a second-chance lease asks beside what every agreement does (R70 to R78)."""

from collections.abc import Mapping, Sequence
from datetime import date

from caseconsole.casework.work import Work
from caseconsole.domain.agreement import Agreement, Judge, LadderStep, Phase, Weight
from caseconsole.domain.agreement_changes import (
    AddCondition,
    ChangeState,
    MakeAgreement,
    SignAgreement,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import open_rungs
from caseconsole.domain.kinds import KINDS, phase, runs
from caseconsole.domain.kinds.second_chance import CHANCE
from caseconsole.domain.losses import rested_on
from caseconsole.domain.message import Refused, message
from caseconsole.domain.moving import end_of
from caseconsole.domain.obligations import TROUBLED, ConditionStatus, statuses
from caseconsole.domain.signing import signatories
from caseconsole.process.agreements.notice import notice_window
from caseconsole.process.agreements.weighing import red_card
from caseconsole.process.gates import (
    gate_end,
    gate_no_renewal,
    gate_red_card,
    require,
    require_answered,
)
from caseconsole.process.lease_gates import Written, gate_second_chance, gate_words
from caseconsole.process.lease_words import Worded

WRITTEN = frozenset({"drafted", "signed"})
ANSWERED = "-"
"""The reason of what goes on after somebody gave one for it before."""


def may_make(change: MakeAgreement, work: Work) -> None:
    """Let a second chance be applied for, refused, or drafted behind its gate.

    Raises:
        Refused: the draft lacks something.
    """
    if change.agreement != CHANCE:
        return
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
    """What R70, R71, R74 and R77 ask; what they only warn of asks for a reason."""
    signing = terms.get("signatories")
    checks = gate_second_chance(
        str(terms.get("form", "")),
        *days,
        conditions,
        [str(one) for one in signing] if isinstance(signing, list | tuple) else [],
        work.policy,
        terms,
    )
    require_answered(checks, why)


def may_add(agreement: Agreement, change: AddCondition, work: Work) -> None:
    """Let a condition be added; for a reason where it speaks of a lease and there is none (R77).

    Raises:
        Refused: the reason is missing.
    """
    require_words(agreement, change.condition, work, why=change.why)


def require_words(agreement: Agreement, written: Worded, work: Work, *, why: str) -> None:
    """Let words of a lease be written to who holds none for a reason alone (R77).

    Raises:
        Refused: the reason is missing.
    """
    form, start = str(agreement.terms.get("form", "")), agreement.start_on
    require_answered(gate_words(form, start, [written], work.policy, agreement.terms), why)


def may_become(agreement: Agreement, change: ChangeState, work: Work) -> None:
    """Let a second chance go on behind the gate of its next state.

    Raises:
        Refused: the gate does not open, or a reason is missing.
    """
    if agreement.kind != CHANCE:
        return
    match change.state:
        case "drafted" | "signed":
            days = agreement.start_on, agreement.end_on
            conditions: list[Written] = [*agreement.conditions, *change.conditions]
            why = change.why or (ANSWERED if change.state == "signed" else "")
            _require_whole(agreement.terms, days, conditions, why, work)
        case "ended":
            require(gate_end(work.file, agreement, work.now.today, change.paper))
        case "red_card":
            _require_approved(agreement, change.why, work)
        case "not_renewed":
            _require_window(agreement, change.on, work)
            # What an old ledger leaves open does not lift a shield, nor hide that money is owed.
            for file in (work.file, work.shown()[0]):
                require(gate_no_renewal(file, agreement, work.now.today))
        case "graduated":
            _require_met(agreement, change.why, work)
        case _:
            pass


def may_complete(agreement: Agreement, change: ChangeState, work: Work) -> None:
    """Let what a second chance rests on be completed; for a reason while its condition goes wrong.

    With it that condition is met, whatever was missed.

    Raises:
        Refused: the reason is missing.
    """
    if KINDS[agreement.kind].phase(change.state) is not Phase.COMPLETED or change.why:
        return
    file = work.shown()[0]
    for made in file.agreements:
        if made.kind == CHANCE and phase(made) is Phase.RUNNING:
            how = statuses(made, work.now.today, paid=file.paid, agreements=file.agreements)
            for condition in made.conditions:
                other = rested_on(condition, made, file.agreements, work.now.today)
                if other and other.id == agreement.id and how[condition.id] in TROUBLED:
                    raise Refused(message("refused.complete_why", text=condition.text))


def may_graduate(agreement: Agreement, why: str, work: Work) -> None:
    """Let it be decided that all was met; for a reason while a condition goes wrong (R76).

    Raises:
        Refused: the reason is missing.
    """
    file = work.shown()[0]
    how = statuses(agreement, work.now.today, paid=file.paid, agreements=file.agreements)
    if set(TROUBLED) & set(how.values()) and not why:
        raise Refused(message("refused.graduate_why"))


def require_parties(agreement: Agreement, change: SignAgreement) -> None:
    """All who are to sign did (R70).

    Raises:
        Refused: somebody is missing.
    """
    for who in signatories(agreement):
        if who not in change.parties:
            raise Refused(message("refused.not_signed", who_word=f"signatory.{who}"))


def _require_approved(agreement: Agreement, why: str, work: Work) -> None:
    """Let a second chance end by the red card that stands, which another person approved."""
    card = red_card(work.shown()[0], agreement, work.now.today)
    if card is None:
        raise Refused(message("refused.red_card_none"))
    require_red_card(agreement, card.condition, work, card, why=why)


def require_red_card(
    agreement: Agreement,
    about: int | None,
    work: Work,
    card: LadderStep | None = None,
    *,
    why: str,
) -> None:
    """Let a red card through its gate (R57, R58, R75, R78).

    Args:
        about: the condition that was breached; None is the agreement as a whole.
        card: the card, once it was given; a second person is asked for from then on.

    Raises:
        Refused: the gate does not open, or it warns and no reason is given.
    """
    file, today = work.shown()[0], work.now.today
    checks = gate_red_card(file, agreement, today, about, card)
    require_answered(checks, why)


def ends_by_notice(agreement: Agreement, on: date, work: Work) -> bool:
    """Whether a fixed time can be ended on a day by notifying that it is not renewed (R72)."""
    window = notice_window(agreement, work.policy)
    return window is not None and window.holds(on)


def _require_window(agreement: Agreement, on: date, work: Work) -> None:
    """The end of a fixed time is notified in its window, or not at all (R72).

    A lease that stays when its conditions end is ended by a judge alone.
    """
    if agreement.end_on is None:
        raise Refused(message("refused.notice_no_end"))
    form = str(agreement.terms.get("form", ""))
    known = work.policy.at(agreement.start_on).forms.get(form)
    if known is not None and known.stays:
        raise Refused(message("refused.notice_stays", form_word=f"lease_form.{form}"))
    window = notice_window(agreement, work.policy)
    if window is not None and not window.holds(on):
        opens, closes = window.opens.isoformat(), window.closes.isoformat()
        raise Refused(message("refused.notice_window", opens_on=opens, closes_on=closes))


def _require_met(agreement: Agreement, why: str, work: Work) -> None:
    """Let one graduate without open rung or major breach (R76).

    What is at risk, what comes before the end, and what an old ledger does not show asks why (P06).
    """
    (file, held), end_on = work.shown(), end_of(agreement)
    for step in open_rungs(agreement):
        told = {"rung_word": f"rung.{step.rung}", "day_on": step.on.isoformat()}
        raise Refused(message("refused.graduate_rung", **told))
    if end_on is not None and work.now.today < end_on and not why:
        raise Refused(message("refused.graduate_early", end_on=end_on.isoformat()))
    how = statuses(agreement, work.now.today, paid=file.paid, agreements=file.agreements)
    for condition in agreement.conditions:
        if how[condition.id] is ConditionStatus.BREACHED and condition.weight is Weight.MAJOR:
            raise Refused(message("refused.graduate_breached", text=condition.text))
    may_graduate(agreement, why, work)
    if held and not why and _by_ledger(agreement, file):
        raise Refused(message("refused.graduate_ledger"))


def _by_ledger(agreement: Agreement, file: CaseFile) -> bool:
    """Whether the ledger judges a condition, or one of what a condition rests on and runs."""
    resting = {one.rests_on for one in agreement.conditions}
    relied = (other for other in file.agreements if other.id in resting and runs(other))
    return any(
        one.judge is Judge.LEDGER for made in (agreement, *relied) for one in made.conditions
    )
