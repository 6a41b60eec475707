"""Judgements that could not come in with the agreement that would take over."""

from datetime import date

import pytest

from caseconsole.domain.agreement import Judge
from caseconsole.store.verify import verify
from tests.intake.agreed import (
    CHANCE,
    COACHING,
    CONDITIONS,
    HEADER,
    JUDGEMENTS,
    agreements,
    bring,
)
from tests.intake.offices import Office, ids

TRAINS = "T-1;1;C05;Volgt budgettraining;03-09-2026;;elke week;;"
BEHAVES = "T-1;2;C09;Gedraagt zich;15-10-2026;;elke maand;;"
MISSED = "T-1;1;10-09-2026;gemist;;;Weg;"
KEPT = "T-1;1;17-09-2026;voldaan;17-09-2026;;;"
OTHER = "T-1;2;15-10-2026;gemist;;;Weg;"
BY_CLAUSE = MISSED.replace("T-1;1", "T-1;budgettraining")


def slip(row: str) -> str:
    """A row with a slip of the keys."""
    return row.replace("gemist", "gemst").replace("voldaan", "voldan")


@pytest.mark.parametrize(
    ("rows", "keep", "wrong", "taken"),
    [
        ([MISSED, KEPT], False, 0, False),
        ([slip(MISSED), KEPT], False, 1, False),
        ([slip(MISSED), slip(KEPT)], True, 2, False),
        ([slip(BY_CLAUSE)], True, 1, False),
        ([KEPT, slip(OTHER)], False, 1, False),
        ([f"{MISSED};"], True, 1, False),
        ([MISSED.replace("T-1;1", "T-1;01")], False, 1, False),
        ([MISSED.replace("T-1;1", "T-1;")], True, 1, False),
        ([slip(OTHER)], True, 1, True),
        ([OTHER], False, 0, True),
        ([slip(MISSED.replace("T-1", "T-9"))], True, 1, True),
    ],
)
def test_what_people_judged_stays_theirs_where_a_slip_keeps_it_out(
    office: Office, rows: list[str], keep: bool, wrong: int, taken: bool
) -> None:
    """The right file comes in afterwards, as it would have at once."""
    files = [
        office.write("a.csv", f"{HEADER}\n{CHANCE.replace('C05 C09', 'C05')}"),
        office.write("b.csv", f"{CONDITIONS}\n{TRAINS}\n{BEHAVES}"),
    ]
    assert office.bring_all(files).problems == []
    files = [
        office.write("c.csv", f"{HEADER}\n{COACHING}"),
        office.write("d.csv", "\n".join((JUDGEMENTS, *rows))),
    ]
    told = office.bring_all(files, keep_good=keep)
    assert len(told.problems) == wrong
    one = agreements(office, "HO-2")["T-1"].conditions[0]
    first_on = date(2026, 11, 5) if taken else date(2026, 9, 3)
    assert (one.judge is Judge.AGREEMENT, one.first_on) == (taken, first_on)
    if not taken:
        assert bring(office, JUDGEMENTS, MISSED, KEPT, OTHER) == []
        judged = agreements(office, "HO-2")["T-1"].judgements
        assert len([said for said in judged if said.condition == one.id]) == 2
    assert verify(office.session.conn) == []
    assert ids(office.bring_all(files[:1])) == []


UNREAD = {
    **{
        f"no {column}": JUDGEMENTS.replace(column, f"{column[:-2]}{column[-1]}")
        for column in ("regelingnummer", "voorwaarde", "datum", "oordeel")
    },
    "none of two": JUDGEMENTS.replace("datum;oordeel", "dag;uitkomst"),
    "none of two, and no more": "regelingnummer;voorwaarde;dag;uitkomst",
    "a torn heading": f'"{JUDGEMENTS}',
    "commas": JUDGEMENTS.replace(";", ","),
}
"""Headings of a file of judgements by which none of it can be read."""
OTHERS = {
    "right": (JUDGEMENTS, False),
    "of another kind": (CONDITIONS.replace("vanaf", "vanf"), True),
    "rather of another kind": (CONDITIONS.replace("wat;tekst;vanaf", "wt;tkst;vanf"), True),
}


@pytest.mark.parametrize(
    ("heading", "taken"),
    [*((heading, False) for heading in UNREAD.values()), *OTHERS.values()],
    ids=[*UNREAD, *OTHERS],
)
@pytest.mark.parametrize("text", ["Weg", "W\0eg"], ids=["text", "a wrong byte"])
def test_nothing_is_taken_over_where_judgements_may_stand_in_a_file_that_cannot_be_read(
    office: Office, heading: str, text: str, *, taken: bool
) -> None:
    """The right file comes in afterwards."""
    files = [
        office.write("a.csv", f"{HEADER}\n{CHANCE.replace('C05 C09', 'C05')}"),
        office.write("b.csv", f"{CONDITIONS}\n{TRAINS}"),
    ]
    assert office.bring_all(files).problems == []
    rows = "\n".join((heading, MISSED.replace("Weg", text), KEPT))
    office.bring_all([office.write("c.csv", f"{HEADER}\n{COACHING}"), office.write("d.csv", rows)])
    one = agreements(office, "HO-2")["T-1"].conditions[0]
    assert (one.judge is Judge.AGREEMENT) is (taken and text == "Weg")
    if one.judge is not Judge.AGREEMENT:
        bring(office, JUDGEMENTS, MISSED, KEPT)
        assert len(agreements(office, "HO-2")["T-1"].judgements) == 2
    assert verify(office.session.conn) == []


@pytest.mark.parametrize(("other", "taken"), [("voldaan;10-09-2026;;;", False), ("", True)])
@pytest.mark.parametrize("keep", [False, True])
def test_nothing_is_taken_over_while_two_files_contradict_each_other_about_a_judgement(
    office: Office, other: str, *, taken: bool, keep: bool
) -> None:
    files = [
        office.write("a.csv", f"{HEADER}\n{CHANCE.replace('C05 C09', 'C05')}"),
        office.write("b.csv", f"{CONDITIONS}\n{TRAINS}\n{BEHAVES}"),
    ]
    assert office.bring_all(files).problems == []
    row = f"T-1;1;10-09-2026;{other}" if other else OTHER.replace("gemist;;;Weg;", "gemist;;;Nee;")
    files = [
        office.write("c.csv", f"{HEADER}\n{COACHING}"),
        office.write("d.csv", f"{JUDGEMENTS}\n{MISSED if other else OTHER}"),
        office.write("e.csv", f"{JUDGEMENTS}\n{row}"),
    ]
    assert ids(office.bring_all(files, keep_good=keep)) == [(2, "import.says_otherwise")] * 2
    one = agreements(office, "HO-2")["T-1"].conditions[0]
    assert (one.judge is Judge.AGREEMENT) is taken
    if not taken:
        assert bring(office, JUDGEMENTS, MISSED, KEPT) == []
    assert verify(office.session.conn) == []
