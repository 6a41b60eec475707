"""What the policy says of agreements: kinds, clauses and the forms of a second-chance lease."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from string import Formatter
from typing import Annotated, Literal, get_args

from caseconsole.domain.agreement import Duty, Evidence, Judge, Weight
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Refused
from caseconsole.domain.recurrence import days
from caseconsole.domain.signing import Signatory
from caseconsole.domain.text import clean_line
from caseconsole.process.policy_dated import (
    After,
    Before,
    Dated,
    Limits,
    PolicyError,
    Series,
    Table,
    Whole,
    YesNo,
    in_order,
    once_each,
)

ClauseCode = Literal[
    "C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08", "C09", "C10", "C11", "C12", "C13", "C14"
]  # fmt: skip
FormCode = Literal["F1", "F2", "F3", "F4", "F5", "F6"]
CODES: tuple[ClauseCode, ...] = get_args(ClauseCode)
"""The clauses of the library."""
FORMS: tuple[FormCode, ...] = get_args(FormCode)
"""The forms of a second-chance lease."""
OFFSET = re.compile(r"(\d{1,3}) (wd|cd|months)", re.ASCII)
"""A distance in time: working days, calendar days or months."""
UNITS = ("wd", "cd", "months")
"""The end of a value's name says what it counts."""
OF_POLICY = frozenset({"breach_talk_wd", "cure_cd", "eval_months", "misses_to_lapse"})
"""The values that any clause can name."""
AUTOMATIC = OF_POLICY | {
    "cadence", "cents", "due_day", "end_on", "first_on", "last_cents", "partner", "start_on",
    "text",
}  # fmt: skip
"""The fields of a clause that are known from the agreement itself and the policy."""
_ONCE = "once"
NAME = re.compile(r"[a-z][a-z0-9_]{0,40}", re.ASCII)
"""What a term or a field can be named."""


def _plain(words: str) -> str:
    if {"{", "}"} & set(words):
        raise PolicyError("words_braces")
    return words


Sentence = Annotated[str, Limits(min_length=1), After(clean_line)]
Plain = Annotated[Sentence, After(_plain)]
"""Words that stand in a text as they are, with no field in them."""
Name = Annotated[str, Limits(pattern=rf"^(?:{NAME.pattern})?$")]


def _term(value: object) -> str | int | bool | tuple[str, ...]:
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, str | int):
        return value
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise PolicyError("term_kind")


Term = Annotated[str | int | bool | tuple[str, ...], Before(_term)]
Terms = Mapping[str, Term]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Table):
    """The same in both languages."""

    nl: Sentence
    en: Sentence

    def of(self, lang: str) -> str:
        """The words in a language of `LANGUAGES`."""
        return self.nl if lang == "nl" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Table):
    """What becomes a condition when an agreement is drafted."""

    name: Words
    text: Words
    """The sentence that is signed; what stands in braces is filled in."""
    duty: Duty = Duty.TENANT
    evidence: Evidence
    weight: Weight = Weight.MINOR
    judge: Judge = Judge.PERSON
    grace_cd: Whole = 0
    consequence: Words | None = None
    rests_on: str = ""
    """The kind of agreement that judges it, when the case has one that runs."""
    fixed: YesNo = False
    first: Name = "start"
    """The first day: `start`, `end`, `due_day` (the next rent day), or the term that holds it."""
    after: str = ""
    """How long after that day: as `3 months`, or the name of a policy value; a list makes one
    condition for each."""
    rule: str = ""
    """The cadence as an RFC 5545 rule, or the term that holds one; empty is once."""
    cents: Name = ""
    """The term that holds what is to be paid each time."""
    last_cents: Name = ""
    each: Name = ""
    """The term that lists texts or tables; each makes a condition of its own."""
    needs: tuple[str, ...] = ()
    """The terms without which it is left out."""
    unless: tuple[str, ...] = ()
    """The terms with which it is left out."""


def _checked_clause(clause: Clause) -> Clause:
    for words in filter(None, (clause.text, clause.consequence)):
        nl, en = fields_of(words.nl), fields_of(words.en)
        if nl != en:
            raise PolicyError("clause_fields", fields=", ".join(sorted(nl ^ en)))
    if clause.rests_on and clause.rests_on not in KINDS:
        raise PolicyError("clause_kind", name=clause.rests_on, possible=", ".join(KINDS))
    if not NAME.fullmatch(clause.rule):
        _checked_rule(clause.rule)
    return clause


Clauses = Series[Annotated[Clause, After(_checked_clause)]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseForm(Table):
    """A form in which a second chance is written (R70)."""

    name: Words
    nature: Words
    """What it is in law, and who are the parties."""
    is_lease: YesNo
    """A tolerated use under a judgment is none (R77)."""
    ends: YesNo
    """Whether it must name its last day."""
    max_months: Whole
    """The longest it may run; 0 where nothing sets it (R71)."""
    window: YesNo
    """Whether it becomes indefinite when its end is not notified in time (R72)."""
    stays: YesNo = False
    """Whether the lease stays when its conditions end: it keeps the tenant's protection."""
    signatories: Annotated[tuple[Signatory, ...], Limits(min_length=1), After(once_each)]
    on_breach: Words
    """What follows a red card."""
    on_graduation: Words
    """What it becomes when all conditions were met (R76)."""
    warning: Words | None = None
    """What must not be written or agreed beside it, as the one who drafts it is told (R77)."""
    instead: Mapping[Literal["nl", "en"], Mapping[Plain, Plain]] = field(default_factory=dict)
    """Words that give way to others in the text of its clauses (R77)."""


LeaseWord = Annotated[str, Limits(pattern=r"^\*?\w([\w -]*\w)?\*?$")]
"""A word, or words in a row; where a star stands it can begin or end in any way."""
LeaseWords = Mapping[Literal["nl", "en"], Mapping[LeaseWord, YesNo]]
"""By language: words that speak of a lease (R77), and with `false` those that only look like it."""


def _checked_rule(rule: str) -> str:
    try:
        days(rule, date.min, date.min)
    except Refused:
        raise PolicyError("clause_rule", rule=rule) from None
    return rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence(Table):
    """How often, as a rule and in words."""

    rule: Annotated[str, After(_checked_rule)]
    name: Words


def _each_in_full(value: tuple[Dated[Terms], ...]) -> tuple[Dated[Terms], ...]:
    """All terms in each block: one counts until another block names it, its first before."""
    series = in_order(value)
    known = {name: term for dated in reversed(series) for name, term in dated.value.items()}
    found = []
    for dated in series:
        known |= dated.value
        found.append(replace(dated, value=dict(known)))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTable(Table):
    """The names, default terms and own clauses of a kind of agreement."""

    name: Words
    state: Mapping[str, Words]
    term: Mapping[str, Words] = field(default_factory=dict)
    """What its own terms are called where somebody fills them in."""
    freeze: Mapping[str, Words] = field(default_factory=dict)
    """What holds back the debt that it covers, by the state that settled it."""
    library: YesNo = False
    """Whether its conditions are chosen from the clause library."""
    binding: tuple[str, ...] = ()
    """The policy values that are copied into its terms at signing."""
    terms: Annotated[tuple[Dated[Terms], ...], After(_each_in_full)] = ()
    """What its terms are unless somebody says otherwise; a block says what changes from its day."""
    clause: Mapping[str, Clauses] = field(default_factory=dict)


def fields_of(text: str) -> frozenset[str]:
    """The names in braces of a clause's text; refuses braces that do not match, and formats."""
    try:
        found = list(Formatter().parse(text))
    except ValueError:
        raise PolicyError("clause_braces") from None
    names = []
    for _, name, spec, conversion in found:
        if name is None:
            continue
        if spec or conversion or not NAME.fullmatch(name):
            raise PolicyError("clause_field", name=name)
        names.append(name)
    return frozenset(names)


def check_kinds(tables: Mapping[str, KindTable], values: Iterable[str]) -> None:
    """Hold the tables and the kinds that the program knows together.

    Raises:
        PolicyError: a kind has no table, or a table names what is not there.
    """
    known = frozenset(values)
    for name in KINDS.keys() | tables.keys():
        if name not in tables:
            raise PolicyError("kind_missing", kind=name)
        if name not in KINDS:
            raise PolicyError("kind_unknown", kind=name)
        table, states = tables[name], KINDS[name].states
        if wrong := sorted(states.keys() ^ table.state.keys()):
            raise PolicyError("kind_states", kind=name, states=", ".join(wrong))
        if wrong := sorted(KINDS[name].settles ^ table.freeze.keys()):
            raise PolicyError("kind_states", kind=name, states=", ".join(wrong))
        if wrong := [value for value in table.binding if value not in known]:
            raise PolicyError("kind_value", kind=name, value=wrong[0])
        for code, series in table.clause.items():
            check_offsets((dated.value for dated in series), known, f"kind.{name}.clause.{code}")


def check_offsets(clauses: Iterable[Clause], values: Collection[str], table: str) -> None:
    """Let `after` be a distance, or a value that counts days or months.

    Raises:
        PolicyError: it is neither.
    """
    for after in {clause.after for clause in clauses if clause.after}:
        known = after in values and after.rpartition("_")[2] in UNITS
        if not known and not OFFSET.fullmatch(after):
            raise PolicyError("clause_after", after=after, table=table)


def check_cadences(cadences: Mapping[str, Cadence]) -> None:
    """Let only `once` have an empty rule, and always.

    Raises:
        PolicyError: another has one, or `once` has not.
    """
    for name, cadence in cadences.items():
        if (name == _ONCE) is bool(cadence.rule):
            raise PolicyError("cadence_once", table=f"cadence.{name}")


def check_worded(clauses: Iterable[Clause], cadences: Mapping[str, Cadence], table: str) -> None:
    """Let a rule that a clause gives itself have words, for a paper says how often.

    Raises:
        PolicyError: no cadence has that rule.
    """
    for rule in {clause.rule for clause in clauses if clause.rule.startswith("FREQ=")}:
        if worded(rule, cadences) is None:
            possible = ", ".join(cadence.rule for cadence in cadences.values() if cadence.rule)
            raise PolicyError("clause_cadence", rule=rule, table=table, possible=possible)


def worded(rule: str, cadences: Mapping[str, Cadence]) -> Cadence | None:
    """The cadence of a rule: what counts is how far apart, not how many times."""
    exact = ("COUNT=", "UNTIL=", "BYMONTHDAY=", "BYSETPOS=")
    apart = {part for part in rule.split(";") if not part.startswith(exact)} - {"INTERVAL=1"}
    found = (one for one in cadences.values() if set(one.rule.split(";")) == (apart or {""}))
    return next(found, None)
