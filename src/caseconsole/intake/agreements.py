"""Running agreements: `afspraken.csv`."""

import json
from collections.abc import Container, Iterator, Mapping
from datetime import date
from functools import partial

from caseconsole.casework.handlers.state_duties import ASKED_FROM
from caseconsole.domain.agreement import Phase
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import LANGUAGES
from caseconsole.domain.recurrence import from_day
from caseconsole.domain.review import next_review
from caseconsole.intake import values
from caseconsole.intake.asked import repeated
from caseconsole.intake.drafted import drafts
from caseconsole.intake.layout import Drafting, Known, Layout
from caseconsole.intake.stated import stated
from caseconsole.intake.values import Row
from caseconsole.intake.wrong import Fault, wrong
from caseconsole.process.drafting import LANGUAGE, binding_terms
from caseconsole.process.lease_gates import gate_days
from caseconsole.process.policy import Clause, Values
from caseconsole.process.policy_tables import FORMS
from caseconsole.store.staging import Staged
from caseconsole.store.staging_agreed import Agreement

MOST_INSTALMENTS = 240
FORM_OF = {form.casefold(): form for form in FORMS}
WRITTEN = {lang: lang for lang in LANGUAGES}
BETWEEN = "|"
"""Parts the goals of a plan in one cell."""
_COVERS = "covers"
"""Stands for the debts that an agreement covers among the columns that a file does not have."""
_TERMS = (
    "termijnbedrag", "laatste_termijn", "ritme", "aantal_termijnen", "eerste_termijn",
    "bedrag_ineens", "datum_ineens", "oude_schuld", "vorm", "clausules", "eerste_afspraak",
    "doelen", "taal",
)  # fmt: skip

_RULE = ("termijnbedrag", "ritme", "aantal_termijnen", "eerste_termijn")
"""The columns that say when instalments fall due."""


def check(line: int, row: Row, known: Known) -> Iterator[Staged]:
    """One agreement as it stands, and its conditions where no other file has them."""
    reference = values.own_reference(row, "regelingnummer")
    known.once(line, reference)
    lease = values.reference(row, "contractnummer")
    kind = values.choice(row, "soort", known.words.kinds)
    before = known.agreed.agreements.get(reference)
    if before is not None and (before.lease, before.kind) != (lease, kind):
        raise wrong("agreement_elsewhere", text=reference)
    told, stood = (before.brought, before.terms) if before else ("", {})
    brought = values.brought(row, known.columns, told)
    said = values.anew(brought, told, known.columns)
    if before is not None:
        row = _beside_what_stands(row, said, before, known)
    start, end = values.span(row, "begindatum", "einddatum")
    end = _end(end, reference, known)
    agreed = _terms(kind, row, said, stood, known)
    states = dict(before.states) if before else {}
    one = Agreement(lease, kind, start, end, values.text(row, "instantie"), agreed, brought, states)
    now = stated(row, kind, start, before, brought, known)
    known.need_lease(lease)
    if now.counts:
        states[now.state, now.on] = now.why
    terms = KINDS[kind].dated({**_of_states(kind, stood), **agreed}, one.states)
    _require_sum(row, once=not terms.get("rule"))
    yield Staged("agreement", line, (
        reference, lease, kind, min(start, known.today), start, end, one.partner,
        values.text(row, "contactpersoon"), json.dumps(_binding(one, said, stood, known) | terms),
        *_signed(row, reference, brought, before, known),
        _review(row, reference, kind, now.state, start, known), known.login, brought,
    ))  # fmt: skip
    same = before is not None and before.brought == brought
    if not same:
        _require_end(one, known)
        yield from _claims(line, row, reference, one, known)
    if now.counts:
        yield Staged("agreement_state", line, (
            reference, now.state, now.on, now.why, "", known.login, known.today, lease,
        ))  # fmt: skip
    since = date.fromisoformat(values.day_or_none(row, "bijhouden_vanaf") or start)
    if not same and drafts(reference, one, terms, known):
        known.drafting.append(Drafting(line, reference, one, terms, since, brought))


def _of_states(kind: str, stood: Mapping[str, object]) -> dict[str, object]:
    """The terms that came with its states, of which no file has a column."""
    return {name: stood[name] for name in KINDS[kind].given_by_states & stood.keys()}


def _end(named: str | None, reference: str, known: Known) -> str | None:
    """The last day: what a caseworker prolonged ends no earlier than was decided (R76)."""
    decided = known.agreed.prolonged.get(reference)
    return decided if named and decided and named < decided else named


def _review(
    row: Row, reference: str, kind: str, state: str, start: str, known: Known
) -> str | None:
    """The day of the next review (R73): a later one on which a caseworker decided stays."""
    named = values.day_or_none(row, "volgende_beoordeling")
    stands, decided = known.agreed.reviews.get(reference, (None, False))
    if stands and (named is None or (decided and named < stands)):
        return stands
    if named or not KINDS[kind].ladder or KINDS[kind].phase(state) is not Phase.RUNNING:
        return named
    signed_on = date.fromisoformat(values.day_or_none(row, "ondertekend_op") or start)
    today = date.fromisoformat(known.today)
    months = known.policy.at(today).review_months
    return next_review(min(signed_on, today), months, today).isoformat()


def _signed(
    row: Row, reference: str, brought: str, before: Agreement | None, known: Known
) -> tuple[str | None, str]:
    """When it was signed and by whom: what was recorded here stays until a row says another."""
    on, by = values.day_or_none(row, "ondertekend_op"), values.text(row, "ondertekend_door")
    if on is not None and on > known.today:
        raise wrong("signed_later", day_on=on)
    if before is None or (stands := known.agreed.signed.get(reference)) is None:
        return on, by
    same = partial(values.same_cell, brought, before.brought)
    return (
        stands.on if same("ondertekend_op") else on,
        stands.by if same("ondertekend_door") else by,
    )


def _require_end(one: Agreement, known: Known) -> None:
    """A lease for a fixed time that binds has its end, within what the law allows (R70, R71).

    What the house has set itself for the other forms is not asked of what was signed before.
    """
    last = date.fromisoformat(one.end_on) if one.end_on else None
    start = date.fromisoformat(one.start_on)
    by_law = (found := known.policy.at(start).forms.get(one.form)) is not None and found.window
    if not (by_law and one.binds):
        return
    for check in gate_days(one.form, start, last, known.policy):
        if not check.held:
            raise Fault(check.name)


def _require_sum(row: Row, *, once: bool) -> None:
    """Instalments and lump sum come to the old debt, where it is named (R34).

    Args:
        once: there is a single instalment, whatever their number says.
    """
    each, debt = values.owed(row, "termijnbedrag"), values.owed(row, "oude_schuld")
    if not (each and debt):
        return
    count = 1 if once else values.whole(row, "aantal_termijnen", 1, MOST_INSTALMENTS)
    last = values.owed(row, "laatste_termijn") or each
    total = each * (count - 1) + last + values.owed(row, "bedrag_ineens")
    if total != debt:
        raise wrong("instalments_debt", total_cents=total, debt_cents=debt)


def _claims(line: int, row: Row, reference: str, one: Agreement, known: Known) -> Iterator[Staged]:
    """The leases whose debt a row says it covers: of an arrangement its own, and those named.

    It lets the others go, where the file has a column for them. What the scheme is about it is
    about whatever the row names, and stays so: its discharge remits that too (R61).
    """
    own = [one.lease] if KINDS[one.kind].of_debt else []
    named = dict.fromkeys([*own, *(known.need_lease(cell) for cell in row["ook_voor"].split())])
    before = known.agreed.claims.get(reference, set())
    for covered in named:
        if covered not in before:
            _require_same_tenant(covered, one, known)
        yield Staged("agreement_claim", line, (reference, covered, one.lease))
    of_all = KINDS[one.kind].shields.intersection(state for state, _ in one.states)
    if "ook_voor" in known.columns and not of_all:
        for let_go in sorted(before.difference(named)):
            yield Staged("agreement_claim", line, (reference, let_go, one.lease), gone=True)


def _require_same_tenant(covered: str, one: Agreement, known: Known) -> None:
    """It covers the debt of leases of the same tenants."""
    if covered == one.lease:
        return
    tenants = known.agreed.tenants
    if tenants.get(one.lease, set()).isdisjoint(tenants.get(covered, ())):
        raise wrong("covers_other", text=covered)


def _terms(
    kind: str, row: Row, said: Container[str], stood: Mapping[str, object], known: Known
) -> dict[str, object]:
    """What was agreed, as the policy's clauses name it; None where a cell was emptied.

    Args:
        said: the columns in which the row says something else than the one before it: under the
            others it is as it stood, whoever agreed that.
    """
    policy = known.policy.at(date.fromisoformat(known.today))
    cadence = values.choice(row, "ritme", known.words.cadences) if row["ritme"].strip() else ""
    found: dict[str, tuple[str, object]] = {
        "cents": ("termijnbedrag", values.owed(row, "termijnbedrag")),
        "last_cents": ("laatste_termijn", values.owed(row, "laatste_termijn")),
        "first_on": ("eerste_termijn", values.day_or_none(row, "eerste_termijn")),
        "lump_cents": ("bedrag_ineens", values.owed(row, "bedrag_ineens")),
        "lump_on": ("datum_ineens", values.day_or_none(row, "datum_ineens")),
        "debt_cents": ("oude_schuld", values.owed(row, "oude_schuld")),
        ASKED_FROM: ("bijhouden_vanaf", values.day_or_none(row, "bijhouden_vanaf")),
        "form": ("vorm", _form(row)),
        "clauses": ("clausules", row["clausules"].upper().split()),
        LANGUAGE: ("taal", _language(row)),
        "goals": (
            "doelen",
            [goal for cell in row["doelen"].split(BETWEEN) if (goal := _goal(cell))],
        ),
    }
    named = next((column for column in _RULE if column in said), "ritme")
    found["rule"] = named, _rule(policy, row, cadence) if found["cents"][1] else ""
    if found["lump_cents"][1]:
        values.day(row, "datum_ineens")
    if meeting := _meeting(policy, kind):
        found[meeting.first] = "eerste_afspraak", values.day_or_none(row, "eerste_afspraak")
        found[meeting.rule] = "ritme", cadence
    return {
        name: (value or None) if column in said else stood.get(name)
        for name, (column, value) in found.items()
    }


def _beside_what_stands(row: Row, said: Container[str], one: Agreement, known: Known) -> Row:
    """A row with what stands, as a row would say it, where it says nothing else than before."""
    stands = _stands(one, known)
    return {**row, **{name: cell for name, cell in stands.items() if name not in said}}


def _stands(one: Agreement, known: Known) -> Row:
    """What an agreement that came in before says, as a row would say it."""
    policy, terms = known.policy.at(date.fromisoformat(known.today)), one.terms
    cadence, times, meeting = "", "", _meeting(policy, one.kind)
    if terms.get("cents"):
        cadence, times = repeated(terms.get("rule") or "", terms["first_on"], policy)
    elif meeting:
        cadence = terms.get(meeting.rule) or ""
    return {
        "begindatum": one.start_on,
        "einddatum": one.end_on or "",
        "instantie": one.partner,
        "bijhouden_vanaf": terms.get(ASKED_FROM) or "",
        "termijnbedrag": values.euros(terms.get("cents") or 0),
        "laatste_termijn": values.euros(terms.get("last_cents") or 0),
        "ritme": values.word(cadence, known.words.cadences),
        "aantal_termijnen": (times or "1") if terms.get("cents") else "",
        "eerste_termijn": terms.get("first_on") or "",
        "bedrag_ineens": values.euros(terms.get("lump_cents") or 0),
        "datum_ineens": terms.get("lump_on") or "",
        "oude_schuld": values.euros(terms.get("debt_cents") or 0),
        "vorm": one.form,
        "clausules": " ".join(terms.get("clauses") or ()),
        "eerste_afspraak": (terms.get(meeting.first) if meeting else "") or "",
        "doelen": BETWEEN.join(terms.get("goals") or ()),
        "taal": terms.get(LANGUAGE) or "",
    }


def _form(row: Row) -> str:
    return values.choice(row, "vorm", FORM_OF) if row["vorm"].strip() else ""


def _language(row: Row) -> str:
    return values.choice(row, "taal", WRITTEN) if row["taal"].strip() else ""


def _goal(cell: str) -> str:
    return values.text({"doelen": cell}, "doelen", values.TEXT_LIMIT)


def _rule(policy: Values, row: Row, cadence: str) -> str:
    """The rule of instalments: so many, so often, from the first one on."""
    first_on = date.fromisoformat(values.day(row, "eerste_termijn"))
    count = values.whole(row, "aantal_termijnen", 1, MOST_INSTALMENTS)
    often = from_day(policy.cadences[cadence or "monthly"].rule, first_on)
    return f"{often};COUNT={count}" if often else ""


def _meeting(policy: Values, kind: str) -> Clause | None:
    """The clause of a kind about its sessions, visits or talks."""
    for clause in policy.own_clauses(kind).values():
        if clause.rule.endswith("_cadence") and clause.needs:
            return clause
    return None


def _binding(
    one: Agreement, said: Container[str], stood: Mapping[str, object], known: Known
) -> dict[str, object]:
    """The policy values that bind since it began; while no other first day is said, as it stood."""
    since = binding_terms(one.kind, known.policy, date.fromisoformat(one.start_on))
    return since if "begindatum" in said else {name: stood.get(name, since[name]) for name in since}


LAYOUT = Layout(
    name="agreements",
    needed=("regelingnummer", "contractnummer", "soort", "status", "begindatum"),
    optional=(
        "status_vanaf", "reden", "einddatum", "instantie", "contactpersoon", "ondertekend_op",
        "ondertekend_door", "volgende_beoordeling", "bijhouden_vanaf", "ook_voor", *_TERMS,
    ),
    tables=("agreement", "agreement_claim", "agreement_state", "condition"),
    fills={
        "einddatum": "end_on",
        "instantie": "partner",
        "contactpersoon": "partner_person",
        "ondertekend_op": "signed_on",
        "ondertekend_door": "signed_by",
        "volgende_beoordeling": "next_review_on",
        "ook_voor": _COVERS,
    },
    check=check,
    brings=("agreement", "regelingnummer"),
    told_by=("conditions", "regelingnummer"),
)  # fmt: skip
