"""What is asked of a second-chance lease before it is signed (R70, R71, R74, R77)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from dateutil.relativedelta import relativedelta

from caseconsole.domain.message import message
from caseconsole.process.agreements.endings import EVALUATIONS
from caseconsole.process.drafting import language
from caseconsole.process.gates import Check
from caseconsole.process.lease_words import Worded, speaks_of_lease
from caseconsole.process.policy import Policy
from caseconsole.process.protection import OLD_DEBT

_DAY = timedelta(days=1)


class Written(Worded, Protocol):
    """A condition, drafted or agreed."""

    @property
    def rests_on(self) -> int | None:
        """The agreement on which it rests; None where it rests on none."""


def gate_second_chance(
    form: str,
    start: date,
    end: date | None,
    conditions: Sequence[Written],
    signatories: Collection[str],
    policy: Policy,
    terms: Mapping[str, object] | None = None,
) -> tuple[Check, ...]:
    """What a second-chance lease needs before it is signed (R70, R71, R74, R77).

    Args:
        signatories: who signs: `landlord`, `tenant`, `provider`.
        terms: `old_debt_why` says why the old debt is not arranged, where it is not; `language` is
            the language in which the conditions are written.
    """
    known = policy.at(start).forms.get(form)
    if known is None:
        return (Check(message("gate.form"), held=False, rule="R70"),)
    checks = [
        Check(message("gate.form"), held=True, rule="R70"),
        *gate_days(form, start, end, policy),
    ]
    checks.append(Check(message("gate.conditions"), held=bool(conditions), rule="R70"))
    checks += (
        Check(message("gate.signs", who_word=f"signatory.{who}"), who in signatories, "R70")
        for who in known.signatories
    )
    checks.append(_old_debt(conditions, terms or {}))
    checks += _evaluated(start, end, conditions, policy)
    return (*checks, *gate_words(form, start, conditions, policy, terms or {}))


def gate_words(
    form: str,
    start: date,
    written: Sequence[Worded],
    policy: Policy,
    terms: Mapping[str, object],
) -> tuple[Check, ...]:
    """What is no lease has no word of one in what is written (R77); nothing is asked of a lease."""
    values = policy.at(start)
    known = values.forms.get(form)
    if known is None or known.is_lease:
        return ()
    lang = language(terms)
    held = not any(speaks_of_lease(one, known, values, lang) for one in written)
    return (Check(message("gate.no_lease"), held, "R77", hard=False),)


def gate_days(form: str, start: date, end: date | None, policy: Policy) -> tuple[Check, ...]:
    """What a form of second-chance lease asks of its days (R70, R71); nothing of another form."""
    known = policy.at(start).forms.get(form)
    if known is None:
        return ()
    name = f"lease_form.{form}"
    checks: list[Check] = []
    if known.ends:
        asks = message("gate.end", form_word=name)
        checks.append(Check(asks, held=end is not None and end > start, rule="R70", on=end))
    if known.max_months:
        over = start + relativedelta(months=known.max_months)
        longest = message("gate.longest", form_word=name, months=known.max_months)
        checks.append(Check(longest, held=end is None or end < over, rule="R71", on=end))
    return tuple(checks)


def _old_debt(conditions: Sequence[Written], terms: Mapping[str, object]) -> Check:
    """The old debt is paid by an arrangement, or the reason says how else; a code alone is none."""
    why = str(terms.get("old_debt_why", ""))
    arranged = any(one.clause == OLD_DEBT and one.rests_on is not None for one in conditions)
    held = bool(why) or arranged
    return Check(message("gate.old_debt"), held, "R70", hard=False, paper=why)


def _evaluated(
    start: date, end: date | None, conditions: Sequence[Written], policy: Policy
) -> tuple[Check, ...]:
    """It is evaluated with the tenant, where a meeting falls in its time (R74)."""
    first = start + relativedelta(months=min(policy.at(start).eval_months))
    if end is not None and first - _DAY > end:
        return ()
    agreed = any(one.clause in EVALUATIONS for one in conditions)
    return (Check(message("gate.evaluation"), agreed, "R74", hard=False),)
