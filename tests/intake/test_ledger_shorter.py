"""Ledger lines without a reference of which one file tells less than another."""

import pytest

from tests.intake.offices import Office, ids

COLUMNS = (
    "contractnummer", "soort", "bedrag", "boekdatum", "vervaldatum", "omschrijving", "valutadatum",
)  # fmt: skip
RENT = ("HO-1", "huur", "500,00", "20-10-2026", "01-11-2026", "Huur", "")
PAID = ("HO-1", "betaling", "100,00", "02-11-2026", "", "Dank", "01-11-2026")


def written(rows: tuple[tuple[str, ...], ...], *absent: str) -> str:
    """A file with these rows, without some columns."""
    lines = [
        ";".join(cell for name, cell in zip(COLUMNS, row, strict=True) if name not in absent)
        for row in (COLUMNS, *rows)
    ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("keep_good", [False, True])
@pytest.mark.parametrize(
    ("absent", "rows", "told"),
    [
        ((), (RENT, PAID), 0),
        (("omschrijving",), (RENT, PAID), 2),
        (("valutadatum",), (RENT, PAID), 1),
        (("omschrijving", "valutadatum"), (RENT, PAID), 2),
        (("omschrijving",), ((*RENT[:2], "510,00", *RENT[3:]),), 0),
        (("omschrijving",), (("HO-2", *RENT[1:]),), 0),
        (("omschrijving",), ((*PAID[:6], "31-10-2026"),), 0),
    ],
)
def test_a_line_that_may_be_booked_already_is_not_booked_again(
    office: Office,
    absent: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    told: int,
    keep_good: bool,
) -> None:
    """The file says too little to know it; one sentence says how many there are."""
    assert ids(office.bring(written((RENT, PAID)))) == []
    before = office.one("SELECT sum(cents) FROM ledger_entry WHERE lease = 1")
    report = office.bring(written(rows, *absent), "later.csv", keep_good=keep_good)
    assert [(one.message.id, one.message.values["n"]) for one in report.problems] == [
        ("import.told_shorter", told)
    ] * bool(told)
    if told or not absent:
        assert office.one("SELECT sum(cents) FROM ledger_entry WHERE lease = 1") == before
    else:
        assert report.added == len(rows)


@pytest.mark.parametrize("absent", ["omschrijving", "valutadatum"])
def test_lines_that_never_told_more_are_known_again(office: Office, absent: str) -> None:
    """Also more of them that are equal."""
    first = written((RENT, PAID), absent)
    assert ids(office.bring(first)) == []
    again = office.bring(written((RENT, PAID, PAID), absent), "later.csv")
    assert (ids(again), again.added) == ([], 1)


@pytest.mark.parametrize("keep_good", [False, True])
@pytest.mark.parametrize(
    ("absent", "rows", "told", "new"),
    [
        (("omschrijving",), (RENT, PAID), 2, 0),
        (("valutadatum",), (RENT, PAID), 1, 0),
        (("omschrijving", "valutadatum"), (RENT, PAID), 2, 0),
        (("omschrijving",), ((*RENT[:5], "", ""), RENT, PAID), 1, 1),
        (("omschrijving",), ((*RENT[:2], "510,00", *RENT[3:]),), 0, 1),
        (("omschrijving",), ((*RENT[:3], "21-10-2026", *RENT[4:]),), 0, 1),
        (("omschrijving",), (("HO-2", *RENT[1:]),), 0, 1),
        (("valutadatum",), ((*RENT[:5], "Huur nov", ""),), 0, 1),
    ],
)
def test_a_line_that_may_be_booked_with_less_is_not_booked_again(
    office: Office,
    absent: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    told: int,
    new: int,
    keep_good: bool,
) -> None:
    """What the file says more may be of that booking; beside the booking itself it is another."""
    assert ids(office.bring(written((RENT, PAID), *absent))) == []
    before = office.one("SELECT count(*) FROM ledger_entry")
    report = office.bring(written(rows), "later.csv", keep_good=keep_good)
    assert [(one.message.id, one.message.values["n"]) for one in report.problems] == [
        ("import.told_longer", told)
    ] * bool(told)
    kept = new if keep_good or not told else 0
    assert office.one("SELECT count(*) FROM ledger_entry") == before + kept


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_files_of_one_import_the_one_that_tells_more_counts(
    office: Office, turned: bool
) -> None:
    """In whichever order they come."""
    paths = [
        office.write("meer.csv", written((RENT, PAID))),
        office.write("minder.csv", written((RENT, PAID), "omschrijving")),
    ]
    report = office.bring_all(paths[::-1] if turned else paths)
    assert [(one.file, one.message.id) for one in report.problems] == [
        ("minder.csv", "import.told_shorter")
    ]
    assert office.one("SELECT group_concat(text) FROM ledger_entry") == "Huur,Dank"


BARE = ("", "")
SAID = [
    ((RENT, PAID), ((*RENT[:5], *BARE), PAID), ["minder.csv"], ["Huur", "Dank"]),
    ((RENT, PAID), (RENT, (*PAID[:6], "")), ["minder.csv"], ["Huur", "Dank"]),
    ((RENT, PAID), ((*RENT[:5], *BARE), (*PAID[:5], *BARE)), ["minder.csv"], ["Huur", "Dank"]),
    (((*PAID[:6], ""),), ((*PAID[:5], "", PAID[6]),), ["meer.csv", "minder.csv"], []),
    ((RENT, (*RENT[:5], *BARE)), ((*RENT[:5], *BARE),), [], ["Huur", ""]),
    ((RENT,), (RENT, (*RENT[:5], *BARE)), [], ["Huur", ""]),
    ((RENT,), (("HO-2", *RENT[1:5], *BARE),), [], ["Huur", ""]),
]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("more", "less", "told", "booked"), SAID)
def test_of_two_files_with_the_same_columns_the_one_that_says_more_counts(
    office: Office,
    more: tuple[tuple[str, ...], ...],
    less: tuple[tuple[str, ...], ...],
    told: list[str],
    booked: list[str],
    turned: bool,
) -> None:
    """Where each says what the other leaves open neither does; nothing is booked twice."""
    paths = [
        office.write("meer.csv", written(more)), office.write("minder.csv", written(less))
    ]  # fmt: skip
    report = office.bring_all(paths[::-1] if turned else paths)
    assert sorted((one.file, one.message.id) for one in report.problems) == [
        (name, "import.told_longer") for name in told
    ]
    assert sorted(row[0] for row in office.rows("SELECT text FROM ledger_entry")) == sorted(booked)
