"""The burden of proof of an agreement: what a judge would ask, and what the file shows."""

from caseconsole.casework.session import Session
from caseconsole.domain.agreement import Agreement
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.obligations import obligations
from caseconsole.domain.rights import Action
from caseconsole.process.proof import Proof, proof

__all__ = ["Proof", "proofs"]


def proofs(session: Session, file: CaseFile, agreement: Agreement) -> tuple[Proof, ...]:
    """What a judge would ask of each condition of an agreement, as far as today.

    Raises:
        Refused: the actor may not see the file.
    """
    session.require(Action.VIEW_CASE)
    today = session.clock.now().today
    duties = obligations(agreement, today, today, paid=file.paid, agreements=file.agreements)
    return proof(agreement, duties, file, today)
