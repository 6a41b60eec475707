"""The agreements that the store has and that were put aside, as the rows about them need them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from caseconsole.domain.agreement import Phase
from caseconsole.domain.kinds import KINDS, STANDS
from caseconsole.store.staging_recorded import RecordedHere

DRAFTED = "#"
"""How the own part of a condition's reference begins when a table of the policy drafted it."""
DRAFTED_WITHIN = DRAFTED * 2
"""What stands in the reference of a condition that was drafted, and of no other."""
OF_STATE = "#"
"""How the own part of a condition's reference ends when a state set it beside those of a file."""
MADE_HERE = "#"
"""How what stands for the reference of an agreement begins that was made here; its key follows."""


Holders = dict[tuple[str, str], dict[str, None]]
"""References of agreements by lease and kind, newest last."""


@dataclass(slots=True)
class Agreement:
    """An agreement, known by its reference."""

    lease: str
    """The reference of the lease in whose file it is."""
    kind: str
    start_on: str
    end_on: str | None
    partner: str
    terms: Mapping[str, Any]
    """What was agreed, by name."""
    brought: str
    """The digest of the row that it came in with."""
    states: dict[tuple[str, str], str] = field(default_factory=dict)
    """Why, of each state with its day as ISO text, oldest first."""

    @property
    def state(self) -> str:
        """The newest state."""
        return [*self.states][-1][0]

    @property
    def form(self) -> str:
        """Of a second chance."""
        return str(self.terms.get("form") or "")

    @property
    def stands(self) -> bool:
        """Whether it is not over."""
        return KINDS[self.kind].phase(self.state) in STANDS

    @property
    def binds(self) -> bool:
        """Whether it runs."""
        return KINDS[self.kind].phase(self.state) is Phase.RUNNING


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, known by the reference of its agreement and its own."""

    reference: str
    clause: str
    rule: str
    first_on: str
    until: str | None
    asked_from: str | None
    judge: str
    evidence: str
    duty: str
    weight: str
    grace_days: int
    cents: int
    rests_on: str | None
    """The reference of the agreement that judges it, or what stands for that."""
    last_suspension: int | None
    """The key of the newest suspension of its agreement that was known when its day was said."""
    ended_on: str | None
    """The day on which somebody ended it."""
    brought: str
    """The digest of the row that it came in with."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judgement as the store has it from a file."""

    moved_to: str | None
    on_day: str
    evidence: str | None
    reference: str
    why: str
    brought: str
    """The digest of the row that it came in with."""


@dataclass(slots=True)
class Judged:
    """A condition as the store has it, of which days were judged."""

    rule: str
    first_on: str
    until: str | None
    asked_from: str | None
    brought: str
    """The digest of the row that it came in with."""
    on: set[str] = field(default_factory=set)
    """The original days that a judgement stands of."""
    known: set[str] = field(default_factory=set)
    """Those, and the ones of which a colleague took back what a file judged."""
    early: set[str] = field(default_factory=set)
    """The known ones that were moved to an earlier day, or judged before their own."""


def reference_of(agreement: str, own: str) -> str:
    """How the store knows a condition; neither part holds a `#`, but what no file says has one."""
    return f"{agreement}{DRAFTED}{own}"


def _drafted(one: Condition) -> bool:
    return DRAFTED_WITHIN in one.reference


def of_state(one: Condition) -> bool:
    """Whether a state set it, beside conditions that nobody drafted."""
    return one.reference.endswith(OF_STATE)


def _told(one: Condition) -> bool:
    return not (_drafted(one) or of_state(one))


def _binding(known: list[Condition]) -> list[Condition]:
    """What a file says makes room for itself: of drafted ones all go, of a state's the same."""
    told = {one.clause for one in known if _told(one)}
    return [
        one for one in known if not told or _told(one) or (of_state(one) and one.clause not in told)
    ]


class Agreed(RecordedHere):
    """What is known by now; each part is read when it is first asked for."""

    @cached_property
    def agreements(self) -> dict[str, Agreement]:
        """By reference, or what stands for it."""
        found: dict[str, Agreement] = {}
        rows = self._conn.execute(_AGREEMENTS)
        for (
            reference,
            lease,
            kind,
            start_on,
            end_on,
            partner,
            terms,
            digest,
            state,
            on,
            why,
            _,
        ) in rows:
            states = found[reference].states if reference in found else {}
            found[reference] = Agreement(
                lease, kind, start_on, end_on, partner, json.loads(terms), digest, states
            )
            if state is not None:
                states[state, on] = why
        return found

    @cached_property
    def standing(self) -> Holders:
        """The agreements that stand."""
        found: Holders = {}
        for reference, one in self.agreements.items():
            if one.stands:
                found.setdefault((one.lease, one.kind), {})[reference] = None
        return found

    def newest(self, lease: str, kind: str) -> str | None:
        """The agreement of a kind that stands on a lease; the newest if more do."""
        return next(reversed(self.standing.get((lease, kind), {})), None)

    @cached_property
    def since(self) -> dict[tuple[str, str], str]:
        """The first day on which there was an agreement, by lease and kind."""
        found: dict[tuple[str, str], str] = {}
        for one in self.agreements.values():
            key, first = (one.lease, one.kind), next(iter(one.states))
            day = KINDS[one.kind].there_since(one.start_on, *first)
            found[key] = min(day, found.get(key, day))
        return found

    @cached_property
    def covering(self) -> Holders:
        """The running agreements that cover the debt of a lease."""
        found: Holders = {}
        for reference, leases in self.claims.items():
            if (one := self.agreements.get(reference)) is None or not one.binds:
                continue
            for lease in leases:
                found.setdefault((lease, one.kind), {})[reference] = None
        return found

    @cached_property
    def claims(self) -> dict[str, set[str]]:
        """The leases whose debt an agreement covers, by its reference."""
        found: dict[str, set[str]] = {}
        for gone, reference, lease in self._conn.execute(_CLAIMS):
            covered = found.setdefault(reference, set())
            (covered.discard if gone else covered.add)(lease)
        return found

    @cached_property
    def lines(self) -> dict[str, list[tuple[int, int]]]:
        """The files and lines of the agreements that were put aside, in their order."""
        found: dict[str, list[tuple[int, int]]] = {}
        for reference, *line in self._conn.execute(_LINES):
            found.setdefault(reference, []).append((line[0], line[1]))
        return found

    @cached_property
    def tenants(self) -> dict[str, set[str]]:
        """The tenants and co-tenants of a lease, on whatever days, by its reference."""
        found: dict[str, set[str]] = {}
        for lease, person in self._conn.execute(_TENANTS):
            found.setdefault(lease, set()).add(person)
        return found

    def rented_alike(self, lease: str) -> list[str]:
        """The other leases of the tenants of a lease, in order."""
        people = self.tenants.get(lease, set())
        return sorted({one for person in people for one in self._rented[person]} - {lease})

    @cached_property
    def _rented(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for lease, people in self.tenants.items():
            for person in people:
                found.setdefault(person, set()).add(lease)
        return found

    @cached_property
    def conditions(self) -> dict[str, list[Condition]]:
        """By the reference of the agreement; what was drafted makes room for what a file says."""
        found: dict[str, dict[str, Condition]] = {}
        for gone, agreement, reference, *rest in self._conn.execute(_CONDITIONS):
            known = found.setdefault(agreement, {})
            if gone:
                known.pop(reference, None)
            else:
                known[reference] = Condition(reference, *rest)
        return {agreement: _binding([*known.values()]) for agreement, known in found.items()}

    def condition(self, agreement: str, own: str) -> Condition | None:
        """The condition of an agreement that a file knows by a number of its own."""
        reference = reference_of(agreement, own)
        known = self.conditions.get(agreement, ())
        return next((one for one in known if one.reference == reference), None)

    @cached_property
    def rested_on(self) -> frozenset[str]:
        """The conditions that a judgement or a rung is about, by reference."""
        return frozenset(row[0] for row in self._conn.execute(_RESTED_ON))

    @cached_property
    def judged(self) -> dict[str, Judged]:
        """By the reference of the condition."""
        found: dict[str, Judged] = {}
        for reference, original_on, stands, early, *asked in self._conn.execute(_JUDGED):
            one = found.setdefault(reference, Judged(*asked))
            one.known.add(original_on)
            if stands:
                one.on.add(original_on)
            if early:
                one.early.add(original_on)
        return found

    @cached_property
    def judgements(self) -> dict[tuple[str, str], Judgement]:
        """By the reference of the condition and the day on which it was asked first."""
        return {
            (condition, on): Judgement(*rest)
            for condition, on, *rest in self._conn.execute(_JUDGEMENTS)
        }

    @cached_property
    def written(self) -> frozenset[str]:
        """The agreements of which a file or a colleague says what they ask, and no table.

        One to which a colleague added something stays drafted.
        """
        told = {name for name, known in self.conditions.items() if any(map(_told, known))}
        drafted = {name for name, known in self.conditions.items() if any(map(_drafted, known))}
        return frozenset(told | (self.asked_here.keys() - drafted))

    @cached_property
    def due_days(self) -> dict[str, int]:
        """The day of the month on which the rent of a lease falls due, by its reference."""
        return dict(
            self._conn.execute(
                "SELECT reference, due_day FROM main.lease"
                " UNION ALL SELECT reference, due_day FROM temp.stage_lease"
            )
        )


def _named(one: str) -> str:
    """The reference of an agreement, or what stands for it."""
    made_here = f"'{MADE_HERE}' || {one}.id"
    return f"CASE {one}.reference WHEN '' THEN {made_here} ELSE {one}.reference END"


_AGREEMENTS = f"""
SELECT {_named("a")}, l.reference, a.kind, a.start_on, a.end_on, a.partner,
    a.terms, a.brought, s.state, s.on_day, s.why, s.id AS place
FROM main.agreement a JOIN main.case_file f ON f.id = a.case_file
JOIN main.lease l ON l.id = f.lease JOIN main.agreement_state s ON s.agreement = a.id
WHERE a.withdrawn_at IS NULL AND s.withdrawn_at IS NULL
UNION ALL
SELECT a.reference, a.case_file, a.kind, a.start_on, a.end_on, a.partner,
    a.terms, a.brought, s.state, s.on_day, s.why, NULL
FROM temp.stage_agreement a LEFT JOIN temp.stage_agreement_state s ON s.agreement = a.reference
ORDER BY place NULLS LAST
"""
_CLAIMS = f"""
SELECT 0 AS gone, {_named("a")}, l.reference
FROM main.agreement_claim m JOIN main.agreement a ON a.id = m.agreement
JOIN main.lease l ON l.id = m.lease
WHERE m.withdrawn_at IS NULL AND a.withdrawn_at IS NULL
UNION ALL SELECT _gone, agreement, lease FROM temp.stage_agreement_claim ORDER BY gone
"""
_LINES = "SELECT reference, _file, _line FROM temp.stage_agreement ORDER BY _file, _line"
_TENANTS = """
SELECT l.reference, p.reference FROM main.lease_party t
JOIN main.lease l ON l.id = t.lease JOIN main.person p ON p.id = t.person
WHERE t.role IN ('tenant', 'co_tenant')
UNION ALL
SELECT lease, person FROM temp.stage_lease_party WHERE role IN ('tenant', 'co_tenant')
"""
RESTED_ON = """(
    EXISTS (SELECT 1 FROM main.judgement j WHERE j.condition = c.id AND j.withdrawn_at IS NULL)
    OR c.id IN (SELECT s.condition FROM main.ladder_step s WHERE s.withdrawn_at IS NULL))"""
"""Whether a judgement or a rung is about a condition `c`."""
_RESTED_ON = f"SELECT c.reference FROM main.condition c WHERE c.reference <> '' AND {RESTED_ON}"
_CONDITIONS = f"""
SELECT 0, a.reference, c.reference, c.clause, c.rule, c.first_on, c.until, c.asked_from, c.judge,
    c.evidence, c.duty, c.weight, c.grace_days, c.cents, {_named("r")}, c.last_suspension,
    c.ended_on, c.brought
FROM main.condition c JOIN main.agreement a ON a.id = c.agreement
LEFT JOIN main.agreement r ON r.id = c.rests_on
WHERE c.reference <> '' AND c.withdrawn_at IS NULL
UNION ALL
SELECT _gone, agreement, reference, clause, rule, first_on, until, asked_from, judge, evidence,
    duty, weight, grace_days, cents, rests_on, last_suspension, ended_on, brought
FROM temp.stage_condition
"""
_JUDGEMENTS = """
SELECT c.reference, j.original_on, j.moved_to, j.on_day, j.evidence, j.reference, j.why, j.brought
FROM main.judgement j JOIN main.condition c ON c.id = j.condition
WHERE c.reference <> '' AND j.brought <> ''
"""
_JUDGED = """
SELECT c.reference, j.original_on, j.withdrawn_at IS NULL,
    coalesce(j.moved_to, j.on_day) < j.original_on,
    c.rule, c.first_on, c.until, c.asked_from, c.brought
FROM main.judgement j JOIN main.condition c ON c.id = j.condition
WHERE c.reference <> '' AND (j.withdrawn_at IS NULL OR j.brought <> '')
"""
