"""Agreements on paper: what their terms become, condition by condition (R34, R70)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from dateutil.relativedelta import relativedelta

from caseconsole.domain.agreement import Duty, Evidence, Judge, Weight
from caseconsole.domain.calendar import add_working_days
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.kinds.kind import OWN
from caseconsole.domain.message import LANGUAGES, Refused, message
from caseconsole.domain.money import euros
from caseconsole.domain.recurrence import LAST_DAY, days, from_day
from caseconsole.process.policy import Clause, LeaseForm, Policy, Values
from caseconsole.process.policy_tables import OF_POLICY, OFFSET, Words, fields_of, worded

W = TypeVar("W", bound=StrEnum)

LANGUAGE = "language"
"""The term that says in which language an agreement is put on paper."""
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=400)
"""No cadence is longer."""


@dataclass(frozen=True, slots=True)
class ConditionDraft:
    """A condition before it is agreed, named as those of `Condition`."""

    clause: str
    duty: Duty
    text: str
    rule: str
    first_on: date
    until: date | None
    cents: int
    last_cents: int
    evidence: Evidence
    grace_days: int
    weight: Weight
    consequence: str
    judge: Judge
    rests_on: int | None
    fixed: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    """What holds for every condition of one agreement."""

    kind: str
    policy: Policy
    values: Values
    start: date
    end: date | None
    given: Mapping[str, object]
    lang: str
    rests_on: Mapping[str, int]
    form: LeaseForm | None


def draft(
    kind: str,
    terms: Mapping[str, object],
    policy: Policy,
    start: date,
    *,
    end: date | None = None,
    rests_on: Mapping[str, int] = MappingProxyType({}),
    only: Sequence[str] = (),
) -> tuple[ConditionDraft, ...]:
    """The conditions that an agreement's terms come to, by the policy of its first day.

    Args:
        terms: what was agreed, days as ISO text; the policy's default terms fill the rest. Of a
            second chance `form`, `clauses` (codes, or codes with their fields), `own` (blocks) and
            `language`.
        rests_on: the standing agreement of each kind in this case, for conditions that rest on one.
        only: the codes of the clauses that are wanted; empty is all.

    Raises:
        Refused: a field of a clause is not filled in, or a term is no day.
    """
    values = policy.at(start)
    given = {
        **nameable(policy, start),
        **default_terms(kind, policy, start),
        "start_on": start,
        "end_on": end,
        **terms,
    }
    form = values.forms.get(str(given.get("form", "")))
    lang = language(given)
    paper = _Draft(kind, policy, values, start, end, given, lang, rests_on, form)
    return tuple(
        condition
        for code, clause, fields in _clauses(paper)
        if not only or code in only
        for condition in _conditions(paper, code, clause, fields)
    )


def language(terms: Mapping[str, object], otherwise: str = LANGUAGES[0]) -> str:
    """The language in which an agreement was drafted.

    Args:
        otherwise: the one where its terms do not say; that in which the association writes.
    """
    return next((lang for lang in LANGUAGES if terms.get(LANGUAGE) == lang), otherwise)


def default_terms(kind: str, policy: Policy, on: date) -> dict[str, object]:
    """What the terms of an agreement are unless somebody says otherwise; they bind once signed."""
    return dict(policy.at(on).terms[kind])


def binding_terms(kind: str, policy: Policy, on: date) -> dict[str, object]:
    """The policy values that bind an agreement of a kind, as they are on a day."""
    values = policy.at(on)
    return {name: values.terms[kind][name] for name in values.kinds[kind].binding}


def nameable(policy: Policy, on: date) -> dict[str, object]:
    """The policy values that any clause can name, as they are on a day."""
    values = policy.at(on)
    return {name: getattr(values, name) for name in OF_POLICY}


def _clauses(paper: _Draft) -> Iterator[tuple[str, Clause, Mapping[str, object]]]:
    """The clauses that the terms call for, with the fields of each alone."""
    known = paper.values.clauses
    yield from ((code, clause, {}) for code, clause in paper.values.own_clauses(paper.kind).items())
    if paper.values.kinds[paper.kind].library:
        chosen = paper.given.get("clauses")
        for code in chosen if isinstance(chosen, Mapping | Sequence) else ():
            if code not in known or "." in code:
                raise Refused(message("draft.no_clause", code=str(code)))
            fields = chosen[code] if isinstance(chosen, Mapping) else {}
            yield code, known[code], fields
    written = paper.given.get(OWN)
    for block in written if isinstance(written, Sequence) else ():
        yield OWN, _own_clause(block), block


def _own_clause(block: Mapping[str, object]) -> Clause:
    """A condition in somebody's own words, held as a clause whose text is a field."""
    shown = Words(nl="{text}", en="{text}")
    return Clause(
        name=shown,
        text=shown,
        duty=_word(block, "duty", Duty.TENANT),
        evidence=_word(block, "evidence", Evidence.STATEMENT),
        weight=_word(block, "weight", Weight.MINOR),
        first="first_on" if block.get("first_on") else "start",
        rule="cadence",
    )


def _word(block: Mapping[str, object], name: str, usual: W) -> W:
    """One of a few words, the usual one where nothing is said.

    Raises:
        Refused: another word is said.
    """
    said, possible = block.get(name) or usual, type(usual)
    if said not in list(possible):
        raise Refused(message("draft.no_word", word=str(said)))
    return possible(str(said))


def _conditions(
    paper: _Draft, code: str, clause: Clause, fields: Mapping[str, object]
) -> Iterator[ConditionDraft]:
    """The conditions of a clause; no rent falls due in what ends before the next rent day.

    Where moving an instalment moves the end, its rent lasts as long as that does (R36). That an end
    comes before its start is told by its gate.

    Raises:
        Refused: the clause was chosen, and none of its days falls in the time of the agreement.
    """
    given = {**paper.given, **fields}
    if not all(map(given.get, clause.needs)) or any(map(given.get, clause.unless)):
        return
    listed = given.get(clause.each, ()) if clause.each else ({},)
    for item in listed if isinstance(listed, Sequence) else ():
        known = {**given, **(item if isinstance(item, Mapping) else {"text": item})}
        name = paper.values.clause_name(paper.kind, code)
        days = _first_days(paper, clause, known, name)
        if not days and _chosen(paper, code) and paper.end and paper.start < paper.end:
            raise Refused(message("draft.no_time", clause_word=name))
        known[clause.after] = [n for n, _ in days]
        for _, first_on in days:
            drawn = _condition(paper, code, clause, known, first_on)
            if clause.first != "due_day" or paper.end is None or first_on <= paper.end:
                yield drawn
            elif KINDS[paper.kind].paid_state:
                yield replace(drawn, until=None)


def _chosen(paper: _Draft, code: str) -> bool:
    chosen = paper.given.get("clauses")
    return isinstance(chosen, Mapping | Sequence) and code in chosen


def _condition(
    paper: _Draft, code: str, clause: Clause, given: Mapping[str, object], first_on: date
) -> ConditionDraft:
    rule = from_day(_rule(paper, clause, given), first_on)
    cents = _cents(given, clause.cents or "cents")
    known = {
        **given,
        "first_on": first_on,
        "cents": cents,
        "last_cents": _cents(given, clause.last_cents or "last_cents") or cents,
        "due_day": given.get("due_day") or paper.values.rent_due_day,
        "cadence": cadence(rule, paper.values, paper.lang),
    }
    resting = paper.rests_on.get(clause.rests_on) if clause.rests_on else None
    said = clause.consequence.of(paper.lang) if clause.consequence else ""
    return ConditionDraft(
        clause=code,
        duty=clause.duty,
        text=_filled(paper, code, clause.text.of(paper.lang), known),
        rule=rule,
        first_on=first_on,
        until=paper.end if rule else None,
        cents=_cents(given, clause.cents),
        last_cents=_cents(given, clause.last_cents),
        evidence=clause.evidence,
        grace_days=clause.grace_cd,
        weight=clause.weight,
        consequence=str(given.get("consequence", "")) or _filled(paper, code, said, known),
        judge=Judge.PERSON if clause.judge is Judge.AGREEMENT and not resting else clause.judge,
        rests_on=resting,
        fixed=clause.fixed,
    )


def _first_days(
    paper: _Draft, clause: Clause, given: Mapping[str, object], name: str
) -> list[tuple[int, date]]:
    """How far after its beginning, and on which day, the clause first falls due; each its own.

    The term of a state lasts as long as it does, however long the agreement was meant to (R61-R63).
    """
    begin, last = _begin(paper, clause, given, name), paper.end or LAST_DAY
    if clause.first in KINDS[paper.kind].given_by_states:
        last = LAST_DAY
    if not clause.after:
        return [(0, begin)]
    if found := OFFSET.fullmatch(clause.after):
        value, unit = found[1], found[2]
    else:
        # What does not bind from the start on is as it was when the clause began.
        value = given.get(clause.after, getattr(paper.policy.at(begin), clause.after))
        unit = clause.after.rpartition("_")[2]
    if isinstance(value, list | tuple):
        days = [(n, _later(begin, n, unit)) for n in value]
        return [(n, min(day, last)) for n, day in days if day - _DAY <= last]
    n = int(str(value))
    return [(n, min(_later(begin, n, unit), last))]


def _begin(paper: _Draft, clause: Clause, given: Mapping[str, object], name: str) -> date:
    if clause.first == "start":
        return paper.start
    if clause.first == "due_day":
        day = int(str(given.get("due_day") or paper.values.rent_due_day))
        return paper.start + relativedelta(day=day, months=paper.start.day > day)
    value = paper.end if clause.first == "end" else given.get(clause.first)
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        told = message("draft.no_day", clause_word=name, field=clause.first)
        raise Refused(told) from None


def _later(begin: date, n: int, unit: str) -> date:
    if unit == "wd":
        return add_working_days(begin, n)
    return begin + (relativedelta(months=n) if unit == "months" else timedelta(days=n))


def _rule(paper: _Draft, clause: Clause, given: Mapping[str, object]) -> str:
    """The RFC 5545 rule: as it stands, or the one of the cadence that a term names."""
    if not clause.rule or clause.rule.startswith("FREQ="):
        return clause.rule
    word = str(given.get(clause.rule) or "once")
    if word.startswith("FREQ="):
        return word
    if word not in paper.values.cadences:
        raise Refused(message("draft.no_cadence", cadence=word))
    return paper.values.cadences[word].rule


def cadence(rule: str, values: Values, lang: str) -> str:
    """How often, in words; a rule for which the policy has none stands as it is."""
    known = worded(rule, values.cadences)
    return known.name.of(lang) if known else rule


def _cents(given: Mapping[str, object], name: str) -> int:
    return int(str(given.get(name) or 0)) if name else 0


def _filled(paper: _Draft, code: str, text: str, given: Mapping[str, object]) -> str:
    """The sentence with its fields filled in, in the words of its form."""
    if paper.form is not None:
        text = in_words_of(paper.form, text, paper.lang)
    fields: dict[str, str] = {}
    for name in fields_of(text):
        value = given.get(name)
        if value is None or value == "":
            raise Refused(
                message(
                    "draft.field_missing",
                    clause_word=paper.values.clause_name(paper.kind, code),
                    field_word=paper.values.term_name(paper.kind, name),
                )
            )
        try:
            fields[name] = _shown(name, value)
        except ValueError:
            known = paper.values.clause_name(paper.kind, code)
            id_ = "draft.no_day" if name.endswith("_on") else "draft.no_amount"
            raise Refused(message(id_, clause_word=known, field=name)) from None
    return text.format_map(fields)


def asked_from(one: ConditionDraft, since: date) -> ConditionDraft | None:
    """A condition without what fell due before a day, unless the ledger shows that; else None."""
    if one.judge is Judge.LEDGER or one.first_on >= since:
        return one
    later = (day for day in days(one.rule, one.first_on, since + _LONGEST) if day >= since)
    first_on = next(later, None)
    return replace(one, first_on=first_on) if first_on else None


def met_from(one: ConditionDraft, since: date) -> ConditionDraft:
    """What rests on another agreement, without what fell due before there was such an agreement.

    That could not be met; what never falls after it stays with people.

    Args:
        since: the first day on which there was an agreement of that kind.
    """
    found = asked_from(one, since)
    if found is None or (found.until or found.first_on) < found.first_on:
        return replace(one, judge=Judge.PERSON, rests_on=None)
    return found


def in_words_of(form: LeaseForm, text: str, lang: str) -> str:
    """A clause in the words of a form, so that a tolerated use never reads as a lease (R77).

    What stands in braces stays as it is.
    """
    told: Mapping[str, str] = form.instead.get("nl" if lang == "nl" else "en", {})
    if not told:
        return text
    words = {word.lower(): other for word, other in told.items()}
    longest = sorted(words, key=len, reverse=True)
    pattern = r"\{[^{}]*\}|\b(" + "|".join(map(re.escape, longest)) + r")\b"

    def other(found: re.Match[str]) -> str:
        if not found[1]:
            return found[0]
        word = words[found[0].lower()]
        return word.capitalize() if found[0][0].isupper() else word

    return re.sub(pattern, other, text, flags=re.IGNORECASE)


def _shown(name: str, value: object) -> str:
    if name.endswith("_on"):
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return f"{day.day}-{day.month}-{day.year}"
    if name.endswith("cents"):
        return euros(int(str(value)))
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
