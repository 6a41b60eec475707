"""What debt counselling asks beside what every agreement does (R61 to R63)."""

from collections.abc import Collection, Mapping
from datetime import date

from caseconsole.casework.handlers.prolonging import LONGEST
from caseconsole.casework.work import Work
from caseconsole.domain.agreement import Agreement
from caseconsole.domain.agreement_changes import ChangeState
from caseconsole.domain.kinds import KINDS, Kind
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
    require_settled(kind, state, agreement.start_on, agreement.terms, work)


def require_settled(
    kind: Kind, state: str, start_on: date, terms: Mapping[str, object], work: Work
) -> None:
    """Let what settles a debt have come, not before its agreement began, and last no longer than
    the law lets it.

    Raises:
        Refused: the agreement begins in it on a day to come, or its day or length does not hold.
    """
    today = work.now.today
    if state not in kind.settles:
        return
    if start_on > today:
        since = (today - LONGEST).isoformat()
        days = {"day_on": start_on.isoformat(), "since_on": since}
        raise Refused(message("refused.state_day", **days))
    term = kind.dates[state]
    try:
        on = date.fromisoformat(str(terms.get(term)))
    except ValueError:
        on = date.max
    if not start_on <= on <= today:
        first_on = start_on.isoformat()
        word = work.policy.at(today).term_name(kind.name, term)
        raise Refused(message("refused.settled_day", term_word=word, first_on=first_on))
    if lasts := kind.lasts.get(state):
        values = work.policy.at(on)
        word = values.term_name(kind.name, lasts)
        _require_length(terms.get(lasts), values.wsnp_longest_months, word)


def _require_length(months: object, most: int, word: str) -> None:
    """Let a scheme last as long as the court can make it on admission; without one as usual."""
    if months is not None and not (isinstance(months, int) and 1 <= months <= most):
        raise Refused(message("refused.scheme_months", term_word=word, most=most))


def cover_all(agreement: int, covers: Collection[int], work: Work) -> None:
    """Let the scheme cover the debt of every lease of the tenants: it is about all debts (R61)."""
    known = read.withdrawn_claims(work.conn, agreement)
    for lease in read.coverable(work.conn, work.file.lease.id):
        if lease in known:
            work.writer.update("agreement_claim", known[lease], None, withdrawn_at=None)
        elif lease not in covers:
            work.writer.insert("agreement_claim", agreement=agreement, lease=lease)
