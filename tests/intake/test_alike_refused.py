"""Agreements that stand alike in two files of one import, of which one may be refused."""

from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from caseconsole.intake.report import ImportReport
from caseconsole.store.verify import verify
from tests.intake.agreed import ARRANGEMENT, CHANCE, HEADER, bring
from tests.intake.offices import Office

EXPLAINED = f"{HEADER};reden"
NEW = f"{ARRANGEMENT};"
OVER = f"{ARRANGEMENT.replace('getroffen;', 'vervallen;20-10-2026')};Niet betaald"
MORE = NEW.replace("50,00", "60,00")
LENT = f"{CHANCE.replace('C05 C09', 'C09')};"
LONGER = LENT.replace("01-09-2027", "01-10-2027")
UNKNOWN = NEW.replace("R-1;HO-1", "R-9;HO-77")
CASES = {
    "new": ([], NEW),
    "one that ended": ([NEW], OVER),
    "other instalments": ([NEW], MORE),
    "another last day": ([LENT], LONGER),
}
HELD = {
    "agreement": "reference, start_on, end_on, terms, brought",
    "agreement_claim": "lease",
    "agreement_state": "state, on_day, why",
    "condition": "reference, text, first_on, until, cents, last_cents",
}


def together(office: Office, *parts: Sequence[str]) -> ImportReport:
    """Import files named by their place."""
    contents = ("\n".join((EXPLAINED, *rows)) for rows in parts)
    return office.bring_all([office.write(f"{n}.csv", one) for n, one in enumerate(contents)])


def held(office: Office) -> list[object]:
    """What the store has of all agreements."""
    return [
        office.rows(f"SELECT {columns} FROM {table} WHERE withdrawn_at IS NULL ORDER BY id")
        for table, columns in HELD.items()
    ]


@pytest.mark.parametrize(("before", "row"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("refused", [(), (0,), (1,)], ids=["none", "the first", "the second"])
def test_a_row_that_stands_alike_in_two_files_comes_in_whole_when_one_of_them_is_refused(
    office: Office, tmp_path: Path, before: list[str], row: str, refused: Collection[int]
) -> None:
    """As it does alone, with its state and conditions; and again it changes nothing."""
    (tmp_path / "alone").mkdir()
    alone = Office(tmp_path / "alone", furnished=True)
    for one in (office, alone):
        assert not before or bring(one, EXPLAINED, *before) == []
    assert bring(alone, EXPLAINED, row) == []
    report = together(office, *([row, UNKNOWN] if n in refused else [row] for n in range(2)))
    told = [(one.file, one.line, one.message.id) for one in report.problems]
    assert told == [(f"{n}.csv", 3, "import.lease_unknown") for n in refused]
    assert held(office) == held(alone)
    assert verify(office.session.conn) == []
    again = together(office, [row])
    assert (again.added, again.updated, again.problems) == (0, 0, [])
