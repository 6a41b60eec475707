"""Finds in the source what is said, by reading it and not by running it."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import get_args

from caseconsole.casework.papers import PAPERS
from caseconsole.cli.parser import VERBS
from caseconsole.domain.agreement import (
    Answer,
    DecisionKind,
    Duty,
    Evidence,
    JudgedAs,
    ObligationState,
    Outcome,
    Rung,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.changes import changes
from caseconsole.domain.contact import (
    AppointmentKind,
    Channel,
    Direction,
    OfferAnswer,
    OfferKind,
    ReasonCode,
    Whom,
)
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.ledger import EntryKind
from caseconsole.domain.limit import FIELDS
from caseconsole.domain.moment import PartOfDay
from caseconsole.domain.obligations import ConditionStatus
from caseconsole.domain.people import PartyRole, RepresentativeKind
from caseconsole.domain.referred import EARLY_SIGNAL, Result
from caseconsole.domain.rights import Action, Role
from caseconsole.domain.signing import Signatory
from caseconsole.domain.verdict import Claim
from caseconsole.files import db_files
from caseconsole.intake.formats import LAYOUTS
from caseconsole.locale.compile import entries
from caseconsole.locale.names import names
from caseconsole.outgoing import agreements as agreed_table
from caseconsole.outgoing.worklist import COLUMNS
from caseconsole.process.assess import STEPS
from caseconsole.process.policy import Household, Values
from caseconsole.process.policy_check import load_policy
from caseconsole.process.policy_scripts import CallMoment
from caseconsole.process.policy_terms import GIVEN, asked_of
from caseconsole.tui import actions
from caseconsole.tui.screens.forms import FORMS
from caseconsole.tui.screens.partner_forms import PARTNERS
from caseconsole.tui.screens.review_picks import REASONS
from caseconsole.tui.sections import SECTIONS
from caseconsole.tui.sections.agreements import AGREEMENTS
from caseconsole.tui.widgets.due_lines import columns

SOURCE = Path(__file__).parents[2] / "src" / "caseconsole"
SAYING = {"message": "", "Message": "", "say": "", "tell": "", "wrong": "import."}
"""The functions that take an id, with what they put before it."""
ID = re.compile(r"[a-z][a-z_]*(\.[a-z0-9_]+)+")


@dataclass(frozen=True)
class Said:
    """A sentence said by a literal id; `values` is None when they cannot be read from the call."""

    id: str
    where: str
    values: frozenset[str] | None


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")}


@cache
def said() -> tuple[Said, ...]:
    return tuple(found for path, tree in trees().items() for found in _said(path, tree))


def _said(path: Path, tree: ast.Module) -> Iterator[Said]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in SAYING:
            values = None
            if all(keyword.arg for keyword in node.keywords) and _name(node.func) != "Message":
                values = frozenset(str(keyword.arg) for keyword in node.keywords)
            before = SAYING[_name(node.func)]
            for id_ in _literals(node.args[0]):
                if before or ID.fullmatch(id_):
                    yield Said(before + id_, f"{path.relative_to(SOURCE)}:{node.lineno}", values)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literals(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _literals(argument.body)
        yield from _literals(argument.orelse)


@cache
def mentioned() -> frozenset[str]:
    """Every text in source and policy that could be an id."""
    found = {
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for file in (db_files() / "policy").iterdir():
        if file.name.endswith(".toml"):
            found.update(_texts(tomllib.loads(file.read_text(encoding="utf-8"))))
    return frozenset(found)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


@cache
def made_prefixes() -> frozenset[str]:
    """The first part of every id that is made with an f-string."""
    families = {entry.id.partition(".")[0] for entry in entries()}
    found = set()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and len(node.values) > 1:
                first = node.values[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    text = first.value
                    if re.fullmatch(r"[a-z_.]+[._]", text) and text.partition(".")[0] in families:
                        found.add(text)
    return frozenset(found)


def _values(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in kind)


def _steps() -> tuple[str, ...]:
    return tuple(step.__name__ for step in STEPS)


def _journal_kinds() -> tuple[str, ...]:
    return (*(kind.kind for kind in changes()), "day")


def _verbs() -> Iterator[str]:
    for verb in actions.VERBS:
        yield from (verb.id, f"{verb.id}.help")
        if verb.command:
            yield f"{verb.id}.name"


def _channels() -> tuple[str, ...]:
    return tuple(f"{channel}.{way}" for channel in Channel for way in Direction)


def _judged() -> tuple[str, ...]:
    """The states of what can be judged by two people at once."""
    answers = (f"offer.answer.{answer}" for answer in OfferAnswer)
    return (*answers, *(f"appointment.kept.{kept}" for kept in (0, 1, None)))


def _named(family: str) -> tuple[str, ...]:
    """What the policy's tables name."""
    ids = (id_ for id_, _ in names(db_files() / "policy"))
    return tuple(id_.removeprefix(family) for id_ in ids if id_.startswith(family))


def _checked() -> tuple[str, ...]:
    """What the desk says of each limit."""
    names = ("length", "least", "repeat", "income")
    return tuple(f"{fit}_{name}" for fit in ("within", "over") for name in names)


def _terms() -> tuple[str, ...]:
    """What a clause of an agreement begun in a form can ask."""
    values = load_policy().at(date.max)
    term = partial(_term, values)
    found = {"form", "clauses", "signatories", "old_debt_why"}
    for name, clause in values.clauses.items():
        kind = name.partition(".")[0]
        if kind == "payment_arrangement":
            continue
        if kind in KINDS:
            asked = {*clause.needs, *clause.unless, clause.each, clause.rule, *asked_of(clause)}
            asked = {one for one in asked - GIVEN if one and not one.startswith("FREQ=")}
            found.update(term(kind, one) for one in asked)
        else:
            found.update(asked_of(clause))
    dated = (term(kind.name, one) for kind in KINDS.values() for one in kind.dates.values())
    return tuple(sorted(found.union(dated)))


def _term(values: Values, kind: str, name: str) -> str:
    return values.term_name(kind, name).removeprefix("term.")


FAMILIES: dict[str, tuple[str, ...]] = {
    "act.judged_by_": ("ledger", "agreement"),
    "action.": (*_values(Action), *_steps()),
    "agreed.appointment_": ("agreed", "kept", "missed"),
    "agreement.rung": ("", "_cure", "_cure_moved"),
    "review.rung": ("", "_cure", "_cure_moved"),
    "agreement.none.": tuple(section.key for section in AGREEMENTS),
    "answer.": _values(OfferAnswer),
    "answer_short.": _values(OfferAnswer)[:3],
    "appointment.": _values(AppointmentKind),
    "call.channel.": ("phone", "visit", "counter"),
    "call.whom_first.": ("phone", "visit", "counter"),
    "call.words.": tuple(
        f"{channel}{asked}"
        for channel in ("visit", "counter")
        for asked in ("", "_birth_unknown", "_administrator")
    ),
    "change.": _journal_kinds(),
    "channel.": _channels(),
    "cadence.": _named("cadence."),
    "claim.": _values(Claim),
    "clause.": _named("clause."),
    "cli.agreements.": agreed_table.COLUMNS,
    "cli.due.": COLUMNS,
    "cli.help.": VERBS,
    "condition.": _values(ConditionStatus),
    "condition.judged_by_": ("ledger", "agreement"),
    "day.": tuple(map(str, range(7))),
    "daypart.": _values(PartOfDay),
    "decision.": _values(DecisionKind),
    "desk.": _checked(),
    "duty.": _values(ObligationState),
    "duty_of.": _values(Duty),
    "evidence.": _values(Evidence),
    "freeze.": tuple({state for kind in KINDS.values() for state in kind.settles}),
    "household.": get_args(Household),
    "judged.": _values(JudgedAs),
    "outcome.": _values(Outcome),
    "proposal.": _values(Answer),
    "referral.": (*PARTNERS, EARLY_SIGNAL),
    "rung.": _values(Rung),
    "section_short.": tuple(section.key for section in SECTIONS),
    "suspension.": _values(SuspensionKind),
    "term.": _terms(),
    "weight.": _values(Weight),
    "entry.": _values(EntryKind),
    "held.agreed_": _values(AppointmentKind),
    "import.kind.": tuple(layout.name for layout in LAYOUTS),
    "kind.": tuple(KINDS),
    "language.": ("nl", "en", "tr", "ar", "ary", "ber", "pl"),
    "lease_form.": _named("lease_form."),
    "limit.": tuple(f"{name}.example" for name in FIELDS),
    "list.": tuple(column.id for column, _ in columns(120)),
    "next.": _values(Rung),
    "month.": tuple(map(str, range(1, 13))),
    "month_name.": tuple(map(str, range(1, 13))),
    "offer.": _values(OfferKind),
    "offer_short.": _values(OfferKind),
    "overview.": _values(RepresentativeKind),
    "paper.": PAPERS,
    "paper.none_": PAPERS,
    "part.": _values(PartOfDay),
    "party.": _values(PartyRole),
    "place.": (
        "list",
        "file",
        "review",
        "call",
        "desk",
        "form",
        "help",
        "pick",
        "text",
        "limits",
        *FORMS,
    ),
    "file.advance_": ("on", "off"),
    "form.": tuple(f"{place}.hint" for place in FORMS),
    "policy.": (),
    "import.": (),
    "report.": ("judgement", "rung", "decision"),
    "result.": _values(Result),
    "review.reason.": tuple(
        f"{verdict}.{digit}" for verdict, n in REASONS.items() for digit in range(1, n + 1)
    ),
    "form.review_decide.": _values(DecisionKind),
    "reason.": _values(ReasonCode),
    "reason_short.": _values(ReasonCode),
    "refused.rights.": _values(Role),
    "role.": _values(Role),
    "script.": _values(CallMoment),
    "signatory.": _values(Signatory),
    "source.": (),
    "stale.": _judged(),
    "state.": tuple(f"{kind.name}.{state}" for kind in KINDS.values() for state in kind.states),
    "verb.": tuple(_verbs()),
    "way.": _values(OfferKind)[:3],
    "way_out.due_": ("one", "two", "three"),
    "whom.": (*_values(Whom), "nobody_home"),
    "whom_short.": (*_values(Whom), "nobody_home"),
}
"""What follows the first part of an id that is made with an f-string."""


def is_used(id_: str) -> bool:
    """Whether an id stands in the source, whole or as a family and its literal parts."""
    if id_ in mentioned() or id_.startswith("language."):
        return True
    return any(
        rest in FAMILIES[prefix] or all(part in mentioned() for part in rest.split("."))
        for prefix in FAMILIES
        if id_.startswith(prefix) and (rest := id_.removeprefix(prefix))
    )


def made_ids() -> tuple[str, ...]:
    return tuple(prefix + value for prefix, values in FAMILIES.items() for value in values)
