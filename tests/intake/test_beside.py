"""What agreements cover, rest on and name: that which comes in beside them, wherever it stands."""

from collections.abc import Sequence
from itertools import permutations

import pytest

from caseconsole.intake.report import ImportReport
from caseconsole.store.verify import verify
from tests.intake.agreed import CHANCE, HEADER, PARTY, agreements, bring
from tests.intake.offices import Office

COVERING = f"{HEADER};reden;ook_voor"
SCHEME = (
    "D-1;HO-1;schuldhulpverlening;wettelijke schuldsanering (wsnp);05-10-2026;01-03-2025;;Bank"
    ";;;;;;;;;;;"
)
HELP = SCHEME.replace("D-1;HO-1", "D-2;HO-2").replace(
    "wettelijke schuldsanering (wsnp);05-10-2026", "stabilisatie;"
)
STOPPED = HELP.replace("stabilisatie;", "gestopt: overig;01-10-2026")
UNKNOWN = HELP.replace("D-2;HO-2", "D-9;HO-77")
BRIDGE = "W-1;HO-2;woonbegeleiding;geaccepteerd;;01-09-2026;;De Oude Brug;;;;;;;;;;;"
WRONG = BRIDGE.replace("De Oude Brug", "Verkeerde Brug")
SECOND = BRIDGE.replace("W-1", "W-2").replace("De Oude Brug", "De Nieuwe Brug")
LENT = f"{CHANCE.replace('C05 C09', 'C06 C09')};;"
FAULT = "lease_unknown"


def together(office: Office, *parts: Sequence[str], keep: bool = False) -> ImportReport:
    """Import files named by their place."""
    contents = ("\n".join((COVERING, *rows)) for rows in parts)
    paths = [office.write(f"{n}.csv", one) for n, one in enumerate(contents)]
    return office.bring_all(paths, keep_good=keep)


def told(report: ImportReport) -> list[str]:
    """The sentences of the faults."""
    return sorted(one.message.id.partition(".")[2] for one in report.problems)


def covered(office: Office) -> dict[str, int]:
    """How many leases each agreement covers."""
    return dict(
        office.rows(
            "SELECT a.reference, count(*) FROM agreement_claim m"
            " JOIN agreement a ON a.id = m.agreement WHERE m.withdrawn_at IS NULL GROUP BY a.id"
        )
    )


COVERED = {
    "alone": ([], [[[SCHEME]]], {"D-1": 2}),
    "beside help that runs": ([HELP], [[[SCHEME]]], {"D-1": 1, "D-2": 1}),
    "beside help that stops": (
        [HELP], [[[*rows]] for rows in permutations([SCHEME, STOPPED])], {"D-1": 2, "D-2": 1},
    ),
    "beside new help": (
        [], [[[*rows]] for rows in permutations([SCHEME, HELP])], {"D-1": 1, "D-2": 1},
    ),
    "beside help of a file that is refused": (
        [], permutations([[SCHEME], [HELP, UNKNOWN]]), {"D-1": 2},
    ),
    "beside an end of a file that is refused": (
        [HELP], permutations([[SCHEME], [STOPPED, UNKNOWN]]), {"D-1": 1, "D-2": 1},
    ),
}  # fmt: skip
ORDERS = [
    pytest.param(before, [*parts], found, id=f"{name} {n}")
    for name, (before, orders, found) in COVERED.items()
    for n, parts in enumerate(orders)
]


@pytest.mark.parametrize(("before", "parts", "found"), ORDERS)
def test_the_scheme_covers_what_nothing_covers_that_comes_in(
    office: Office, before: list[str], parts: list[list[str]], found: dict[str, int]
) -> None:
    """Wherever that stands; no other fault is told, and the right files again change nothing."""
    bring(office, PARTY, "HO-1;H-2;medehuurder;01-02-2020")
    assert not before or bring(office, COVERING, *before) == []
    assert told(together(office, *parts)) == [FAULT for part in parts if UNKNOWN in part]
    assert covered(office) == found
    again = together(office, *(part for part in parts if UNKNOWN not in part))
    assert (again.added, again.updated, again.problems) == (0, 0, [])
    assert verify(office.session.conn) == []


def named(office: Office) -> str:
    """Whom the clause names that lets the landlord report to who supports a tenant."""
    made = agreements(office, "HO-2")["T-1"]
    return next(one.text for one in made.conditions if one.clause == "C06")


@pytest.mark.parametrize(
    ("parts", "keep", "faults", "partner"),
    [
        ([[LENT]], False, [], "De Oude Brug"),
        ([[LENT], [WRONG]], False, [], "Verkeerde Brug"),
        ([[LENT], [WRONG, UNKNOWN]], False, [FAULT], "De Oude Brug"),
        ([[LENT], [WRONG, UNKNOWN]], True, [FAULT], "Verkeerde Brug"),
    ],
    ids=["alone", "another name", "another name of a refused file", "one that is kept"],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_clause_names_who_comes_in(
    office: Office,
    parts: list[list[str]],
    keep: bool,
    faults: list[str],
    partner: str,
    backwards: bool,
) -> None:
    """And as it stands where a file that says otherwise is refused."""
    assert bring(office, COVERING, BRIDGE) == []
    order = parts[::-1] if backwards else parts
    assert told(together(office, *order, keep=keep)) == faults
    assert partner in named(office)


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("other", "clauses", "waits"),
    [(SECOND, "C06 C09", True), (SECOND, "C09", False), (WRONG, "C06 C09", False)],
    ids=["another", "one that it does not name", "the same by another name"],
)
def test_what_would_name_or_rest_on_what_does_not_come_in_waits_for_it(
    office: Office, other: str, clauses: str, waits: bool, backwards: bool
) -> None:
    """It comes in with that, and so names nobody else."""
    assert bring(office, COVERING, BRIDGE) == []
    rows = [LENT.replace("C06 C09", clauses), other]
    report = together(office, rows[::-1] if backwards else rows, keep=True)
    stands = ["agreement_stands"] if other is SECOND else []
    assert told(report) == stands + (["rests_on_refused"] if waits else [])
    assert ("T-1" in agreements(office, "HO-2")) is not waits
