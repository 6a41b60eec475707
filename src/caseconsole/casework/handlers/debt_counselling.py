"""What debt counselling asks beside what every agreement does (R61 to R63)."""

from datetime import date

from caseconsole.casework.work import Work
from caseconsole.domain.agreement import Agreement
from caseconsole.domain.agreement_changes import ChangeState
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Refused, message
from caseconsole.store import read

KIND = "debt_counselling"


def may_become(agreement: Agreement, change: ChangeState, work: Work) -> None:
    """Let a debt end on a day that has come (R61, R63).

    What fell due before the day of an admission or settlement is called about no more.

    Raises:
        Refused: the day lies ahead or before the agreement.
    """
    if agreement.kind != KIND:
        return
    kind, state = KINDS[KIND], change.state
    if state in kind.settles:
        _require_come(agreement, kind.dates[state], work)


def _require_come(agreement: Agreement, term: str, work: Work) -> None:
    try:
        on = date.fromisoformat(str(agreement.terms.get(term)))
    except ValueError:
        on = date.max
    if not agreement.start_on <= on <= work.now.today:
        first_on = agreement.start_on.isoformat()
        word = work.policy.at(work.now.today).term_name(KIND, term)
        raise Refused(message("refused.settled_day", term_word=word, first_on=first_on))


def cover_all(agreement: Agreement, work: Work) -> None:
    """Let the scheme cover the debt of every lease of the tenants: it is about all debts (R61)."""
    known = read.withdrawn_claims(work.conn, agreement.id)
    for lease in read.coverable(work.conn, work.file.lease.id):
        if lease in known:
            work.writer.update("agreement_claim", known[lease], None, withdrawn_at=None)
        elif lease not in agreement.covers:
            work.writer.insert("agreement_claim", agreement=agreement.id, lease=lease)
