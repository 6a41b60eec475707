"""What debt counselling asks beside what every agreement does (R61 to R63)."""

from caseconsole.domain.agreement import Agreement
from caseconsole.domain.agreement_changes import ChangeState
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Refused, message

KIND = "debt_counselling"


def may_become(agreement: Agreement, change: ChangeState) -> None:
    """Let a debt be remitted by a paper only: what is open of it is then written off (R63).

    Raises:
        Refused: no paper is named.
    """
    if agreement.kind == KIND and change.state in KINDS[KIND].remits and not change.paper:
        raise Refused(message("refused.discharge_paper"))
