"""What a caseworker agreed about an agreement that came in as applied for or offered."""

from datetime import date
from typing import Any

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.agreement import Agreement, Evidence, Judge, Weight
from caseconsole.domain.agreement_changes import ChangeState, NewCondition, SignAgreement
from caseconsole.store.verify import verify
from tests.intake.agreed import agreements, bring
from tests.intake.offices import TODAY, Office

STAFF = ("inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker")
COLUMNS = (
    "regelingnummer", "contractnummer", "soort", "status", "status_vanaf", "begindatum",
    "einddatum", "instantie", "contactpersoon", "ritme", "eerste_afspraak", "doelen", "vorm",
    "clausules", "taal",
)  # fmt: skip
CHANCE = {
    "regelingnummer": "T-1", "contractnummer": "HO-2", "soort": "tweede kans",
    "status": "aangevraagd", "begindatum": "01-11-2026",
}  # fmt: skip
COACHING = CHANCE | {
    "regelingnummer": "B-1", "soort": "budgetcoaching", "status": "aangeboden",
    "instantie": "Op Orde",
}  # fmt: skip
RENT = NewCondition(
    clause="C01", text="Pays the rent", rule="FREQ=MONTHLY", first_on=date(2026, 12, 1),
    until=date(2027, 11, 2), evidence=Evidence.LEDGER, weight=Weight.MAJOR, judge=Judge.LEDGER,
)  # fmt: skip
SESSION = NewCondition(
    clause="session", text="Les", rule="FREQ=WEEKLY", first_on=date(2026, 11, 12),
    until=date(2027, 5, 1), evidence=Evidence.ATTENDANCE, weight=Weight.MINOR, judge=Judge.PERSON,
)  # fmt: skip
LEASE = {"form": "F1", "clauses": ["C01"], "language": "en"}
GUIDED = {"session_cadence": "weekly", "session_on": "2026-11-12", "goals": ["Post openen"]}


def row(said: dict[str, str], without: tuple[str, ...] = ()) -> tuple[str, str]:
    """The header of a file without some columns, and its row."""
    columns = [column for column in COLUMNS if column not in without]
    return ";".join(columns), ";".join(said.get(column, "") for column in columns)


def of(office: Office, reference: str) -> Agreement:
    """The agreement as it stands."""
    return agreements(office, "HO-2")[reference]


def agree(office: Office, reference: str, state: str, **said: Any) -> None:
    """Anna takes it to a state today, with what was agreed for that."""
    one, session = of(office, reference), open_session(office.path, "anna")
    named = {"case": one.case, "agreement": one.id, "seen": one.version, "on": TODAY}
    record(ChangeState(**named, state=state, why="Zo", **said), session=session)
    session.close()


def signed_here(office: Office) -> None:
    """A lease for a fixed time that came in as applied for is drafted and signed today."""
    bring(office, *STAFF)
    assert bring(office, *row(CHANCE)) == []
    terms = {**LEASE, "signatories": ["landlord", "tenant"], "old_debt_why": "Geen schuld"}
    days = {"start_on": TODAY, "end_on": date(2027, 11, 2)}
    agree(office, "T-1", "drafted", **days, terms=terms, conditions=(RENT,))
    one, session = of(office, "T-1"), open_session(office.path, "anna")
    record(
        SignAgreement(
            case=one.case, agreement=one.id, seen=one.version, on=TODAY, signed_by="J. Bakker",
            paper="P1", parties=("landlord", "tenant"),
        ),
        session=session,
    )  # fmt: skip
    session.close()


def guided_here(office: Office) -> None:
    """A coaching that came in as offered is accepted today."""
    bring(office, *STAFF)
    assert bring(office, *row(COACHING)) == []
    days = {"start_on": date(2026, 11, 10), "end_on": date(2027, 5, 1)}
    agree(office, "B-1", "accepted", **days, terms=GUIDED, conditions=(SESSION,))


@pytest.mark.parametrize(
    "later",
    [
        {"contactpersoon": "Jan"},
        {"instantie": "De Brug"},
        {"status": "ondertekend", "status_vanaf": "03-11-2026"},
    ],
)
@pytest.mark.parametrize("without", [(), ("vorm", "clausules", "taal"), ("einddatum",)])
def test_a_lease_that_was_signed_here_stays_as_it_was_signed_where_its_row_says_nothing_of_that(
    office: Office, later: dict[str, str], without: tuple[str, ...]
) -> None:
    """Whether its cells are empty or not there."""
    signed_here(office)
    before = of(office, "T-1")
    assert bring(office, *row(CHANCE | later, without)) == []
    now = of(office, "T-1")
    assert (now.partner, now.partner_person) == (
        later.get("instantie", ""), later.get("contactpersoon", ""),
    )  # fmt: skip
    assert (now.start_on, now.end_on) == (TODAY, date(2027, 11, 2))
    assert now.terms == before.terms
    assert LEASE.items() <= now.terms.items()
    assert (now.state, now.conditions) == ("signed", before.conditions)
    assert office.one("SELECT form FROM lease WHERE reference = 'HO-2'") == "F1"
    assert verify(office.session.conn) == []


@pytest.mark.parametrize(
    ("later", "changed"),
    [
        ({"status": "geaccepteerd", "status_vanaf": "03-11-2026"}, {}),
        ({"contactpersoon": "Jan"}, {}),
        ({"begindatum": "05-11-2026"}, {"start_on": date(2026, 11, 5)}),
        ({"einddatum": "01-06-2027"}, {"end_on": date(2027, 6, 1)}),
        ({"doelen": "Sparen"}, {"goals": ["Sparen"]}),
        ({"ritme": "elke maand"}, {"session_cadence": "monthly"}),
    ],
)
def test_guidance_stays_as_it_was_agreed_here_where_its_row_says_nothing_else_in_that_cell(
    office: Office, later: dict[str, str], changed: dict[str, object]
) -> None:
    guided_here(office)
    assert bring(office, *row(COACHING | later)) == []
    now = of(office, "B-1")
    found = {"start_on": now.start_on, "end_on": now.end_on, **now.terms}
    days = {"start_on": date(2026, 11, 10), "end_on": date(2027, 5, 1)}
    assert found == {**days, **GUIDED, **changed}
    assert [one.clause for one in now.conditions] == ["session"]
    assert verify(office.session.conn) == []


def test_what_a_row_said_itself_it_can_take_back(office: Office) -> None:
    told = COACHING | {"einddatum": "01-03-2027", "doelen": "Sparen"}
    assert bring(office, *row(told)) == []
    assert bring(office, *row(COACHING)) == []
    now = of(office, "B-1")
    assert (now.end_on, now.terms) == (None, {})


def test_a_first_day_of_a_row_does_not_come_after_the_last_day_that_was_agreed_here(
    office: Office,
) -> None:
    guided_here(office)
    late = row(COACHING | {"begindatum": "01-06-2027"})
    assert bring(office, *late) == [(2, "import.span")]
