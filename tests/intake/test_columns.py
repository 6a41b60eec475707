"""A column that a later file does not have: what came of it stays, in every format."""

import pytest

from caseconsole.intake.formats import LAYOUTS
from caseconsole.intake.values import mark
from tests.intake.agreed import COACHING, HEADER, PARTY, bring
from tests.intake.offices import Office, ids

ROWS: dict[str, tuple[dict[str, str], ...]] = {
    "caseworkers": ({
        "inlognaam": "anna", "naam": "Anna", "talen": "nl tr", "team": "noord",
        "rol": "medewerker", "tot": "01-01-2030",
    },),
    "tenants": ({
        "huurdernummer": "H-1", "voorletters": "M.", "achternaam": "Yil", "tussenvoegsel": "van",
        "geboortedatum": "01-02-1980", "talen": "tr nl", "telefoon": "06-00000002",
        "telefoon_2": "06-00000003", "e_mail": "a@voorbeeld.nl", "bellen_niet_schrijven": "ja",
        "veilig_contact": "Na zes uur",
    },),
    "representatives": ({
        "huurdernummer": "H-1", "naam": "Bewind", "soort": "bewindvoerder", "vanaf": "01-01-2024",
        "telefoon": "06-00000004", "e_mail": "b@voorbeeld.nl", "taal": "tr", "tot": "01-01-2028",
    },),
    "leases": ({
        "contractnummer": "HO-1", "ingangsdatum": "01-02-2020", "adres": "Straat 1",
        "postcode": "7900 SA", "plaats": "Brinkerveen", "vorm": "F3", "einddatum": "01-01-2028",
        "vervaldag": "5", "betalingskenmerk": "1234567", "incasso": "ja",
    },),
    "parties": ({
        "contractnummer": "HO-1", "huurdernummer": "H-1", "rol": "huurder", "vanaf": "01-02-2020",
        "tot": "01-01-2030",
    },),
    "households": ({
        "contractnummer": "HO-1", "lid": "1", "soort": "kind", "vanaf": "01-01-2020",
        "geboortejaar": "2015", "tot": "01-01-2030",
    },),
    "rents": ({"contractnummer": "HO-1", "vanaf": "01-01-2026", "bedrag": "500,00"},),
    "ledger": (
        {
            "contractnummer": "HO-1", "soort": "betaling", "bedrag": "500,00",
            "boekdatum": "05-10-2026", "kenmerk": "P1", "valutadatum": "30-09-2026",
            "vervaldatum": "01-10-2026", "periode": "2026-10", "omschrijving": "Dank",
        },
        {
            "contractnummer": "HO-1", "soort": "betaling", "bedrag": "50,00",
            "boekdatum": "06-10-2026", "kenmerk": "P2", "bestemming": "R-77",
        },
        {
            "contractnummer": "HO-1", "soort": "storno", "bedrag": "50,00",
            "boekdatum": "09-10-2026", "kenmerk": "S1", "storno_van": "P2",
        },
        {
            "contractnummer": "HO-1", "soort": "correctie", "bedrag": "5,00",
            "boekdatum": "09-10-2026", "kenmerk": "C1", "periode": "2026-09",
        },
    ),
    "agreements": (
        {
            "regelingnummer": "B-1", "contractnummer": "HO-2", "soort": "budgetcoaching",
            "status": "geaccepteerd", "begindatum": "01-03-2026", "einddatum": "01-09-2027",
            "instantie": "Op Orde", "contactpersoon": "Jan", "ritme": "elke maand",
            "eerste_afspraak": "03-09-2026", "doelen": "Post openen|Budget maken",
            "bijhouden_vanaf": "01-11-2026", "volgende_beoordeling": "01-12-2026",
        },
        {
            "regelingnummer": "R-1", "contractnummer": "HO-1", "soort": "betalingsregeling",
            "status": "getroffen", "status_vanaf": "03-09-2026", "begindatum": "01-09-2026",
            "reden": "Kan dragen", "ondertekend_op": "03-09-2026", "ondertekend_door": "M. Yil",
            "termijnbedrag": "50,00", "laatste_termijn": "20,00", "ritme": "elke week",
            "aantal_termijnen": "3", "eerste_termijn": "15-10-2026", "bedrag_ineens": "200,00",
            "datum_ineens": "01-06-2027", "oude_schuld": "320,00", "ook_voor": "HO-3",
        },
        {
            "regelingnummer": "R-4", "contractnummer": "HO-4", "soort": "betalingsregeling",
            "status": "getroffen", "begindatum": "01-09-2026", "termijnbedrag": "50,00",
            "ritme": "één keer", "aantal_termijnen": "1", "eerste_termijn": "15-10-2026",
        },
        {
            "regelingnummer": "T-1", "contractnummer": "HO-2", "soort": "tweede kans",
            "status": "ondertekend", "begindatum": "01-09-2026", "einddatum": "01-09-2027",
            "vorm": "F1", "clausules": "C01 C09", "taal": "en",
        },
    ),
    "conditions": (
        {
            "regelingnummer": "B-1", "voorwaarde": "1", "wat": "eigen", "tekst": "Tuinonderhoud",
            "vanaf": "31-08-2026", "tot": "01-06-2027", "wie": "partner", "ritme": "elke maand",
            "aantal": "20", "bedrag": "10,00", "laatste_bedrag": "5,00", "bewijs": "huisbezoek",
            "respijt_dagen": "9", "gewicht": "zwaar", "gevolg": "Gesprek",
        },
        {
            "regelingnummer": "T-1", "voorwaarde": "1", "wat": "C06", "tekst": "Volgt de coach",
            "vanaf": "01-10-2026", "rust_op": "B-1",
        },
    ),
    "judgements": (
        {
            "regelingnummer": "B-1", "voorwaarde": "les", "datum": "10-09-2026",
            "oordeel": "geldige reden", "beoordeeld_op": "12-09-2026", "bewijs": "aanwezigheid",
            "kenmerk": "PV-7", "reden": "Ziek",
        },
        {
            "regelingnummer": "B-1", "voorwaarde": "les", "datum": "17-09-2026",
            "oordeel": "verzet", "beoordeeld_op": "12-09-2026", "verzet_naar": "19-09-2026",
        },
    ),
}  # fmt: skip
"""Of every format rows that say something in each of its columns."""
CHANCE = "T-1;HO-2;tweede kans;ondertekend;;01-09-2026;01-09-2027;;;;;;;;F1;C05 C09;"
RECORD = (
    "caseworker", "person", "phone", "lease", "rent", "lease_party", "household_member",
    "representative", "agreement", "agreement_claim", "agreement_state", "condition", "judgement",
    "ledger_entry",
)  # fmt: skip
KNOWN_BY = {("ledger", "kenmerk")}
"""The columns by which a row is known again."""
OPTIONAL = [
    (of.name, column)
    for of in LAYOUTS
    if of.name in ROWS
    for column in of.optional
    if (of.name, column) not in KNOWN_BY
]


def told(rows: tuple[dict[str, str], ...], without: str = "", **other: str) -> str:
    """A file of rows, one column less, with other cells."""
    columns = [name for name in dict.fromkeys(name for row in rows for name in row)
               if name != without]  # fmt: skip
    lines = [";".join({**row, **other}.get(name, "") for name in columns) for row in rows]
    return "\n".join((";".join(columns), *lines)) + "\n"


def standing(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """All that is recorded."""
    return {table: office.rows(f"SELECT * FROM {table} ORDER BY id") for table in RECORD}


def furnished(office: Office, name: str) -> Office:
    """With what the rows of a format rest on."""
    if name == "leases":
        rents = (f"{lease};01-01-2026;500,00" for lease in ("HO-1", "HO-2"))
        assert bring(office, "contractnummer;vanaf;bedrag", *rents) == []
    if name == "agreements":
        lease = "{};01-02-2020;Straat 1;7900 SA;Brinkerveen"
        leases = "contractnummer;ingangsdatum;adres;postcode;plaats"
        assert bring(office, leases, lease.format("HO-3"), lease.format("HO-4")) == []
        assert (
            bring(office, PARTY, *(f"{of};H-1;huurder;01-02-2020" for of in ("HO-3", "HO-4"))) == []
        )
    if name in ("conditions", "judgements"):
        assert bring(office, HEADER, COACHING, CHANCE) == []
    return office


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda of: of.name)
def test_rows_are_told_apart_by_every_column(layout: object) -> None:
    """No two columns of a format are known alike."""
    columns = layout.columns  # type: ignore[attr-defined]
    assert len({mark(name) for name in columns}) == len(columns)


@pytest.mark.parametrize("name", ROWS)
def test_every_column_of_a_format_is_filled(name: str) -> None:
    (layout,) = (of for of in LAYOUTS if of.name == name)
    assert {column for row in ROWS[name] for column in row} == layout.columns


@pytest.mark.parametrize(("name", "column"), OPTIONAL)
def test_a_file_without_a_column_leaves_all_as_it_stood(
    office: Office, name: str, column: str
) -> None:
    furnished(office, name)
    assert ids(office.bring(told(ROWS[name]))) == []
    before = standing(office)
    report = office.bring(told(ROWS[name], column))
    changed = report.added, report.updated, report.corrected
    assert (ids(report), report.notices, changed) == ([], [], (0, 0, 0))
    assert standing(office) == before


OTHERWISE = [
    ("conditions", column, other)
    for column in ("tot", "wie", "ritme", "aantal", "bedrag", "bewijs", "gewicht", "rust_op")
    for other in ({"gevolg": "Brief"}, {"tekst": "Anders"})
] + [("agreements", column, {"contactpersoon": "Piet"})
     for column in ("einddatum", "instantie", "termijnbedrag", "laatste_termijn", "ritme",
                    "aantal_termijnen", "eerste_termijn", "bedrag_ineens", "datum_ineens", "vorm",
                    "eerste_afspraak", "doelen", "clausules", "bijhouden_vanaf", "ook_voor",
                    "taal")
] + [("judgements", column, {"kenmerk": "PV-8"})
     for column in ("beoordeeld_op", "bewijs", "reden", "verzet_naar")]  # fmt: skip


@pytest.mark.parametrize(("name", "column", "other"), OTHERWISE)
def test_a_file_without_a_column_and_with_another_cell_changes_that_alone(
    office: Office, name: str, column: str, other: dict[str, str]
) -> None:
    """As the same rows with the column would."""
    furnished(office, name)
    office.bring(told(ROWS[name]))
    assert ids(office.bring(told(ROWS[name], column, **other))) == []
    changed = standing(office)
    report = office.bring(told(ROWS[name], **other))
    assert (ids(report), report.added, report.updated) == ([], 0, 0)
    assert standing(office) == changed


def test_a_verdict_that_takes_the_place_of_a_move_needs_no_column_for_the_day(
    office: Office,
) -> None:
    furnished(office, "judgements")
    office.bring(told(ROWS["judgements"]))
    rows = ({**ROWS["judgements"][1], "oordeel": "laten vallen", "reden": "Reis"},)
    assert ids(office.bring(told(rows, "verzet_naar"))) == []
    found = office.rows("SELECT verdict, moved_to, why FROM judgement ORDER BY id")
    assert found == [("excused", None, "Ziek"), ("waived", None, "Reis")]


@pytest.mark.parametrize(
    ("without", "due_on", "period", "stands"),
    [
        ("periode", "03-11-2026", "", ("2026-11-03", "2026-11")),
        ("periode", "03-11-2026", "2026-12", ("2026-11-03", "2026-12")),
        ("bestemming", "03-11-2026", "", ("2026-11-03", "2026-11")),
    ],
)
def test_the_month_of_a_rent_that_was_not_named_goes_with_its_due_day(
    office: Office, without: str, due_on: str, period: str, stands: tuple[str, str]
) -> None:
    row = {
        "contractnummer": "HO-1", "soort": "huur", "bedrag": "500,00", "kenmerk": "A1",
        "boekdatum": "20-09-2026", "vervaldatum": "01-10-2026", "periode": period,
        "bestemming": "",
    }  # fmt: skip
    office.bring(told((row,)))
    assert ids(office.bring(told((row,), without, vervaldatum=due_on))) == []
    found = office.rows("SELECT due_on, period FROM ledger_entry WHERE kind = 'charge' ORDER BY id")
    assert found[-1] == stands


@pytest.mark.parametrize("without", ["periode", "bestemming"])
def test_what_a_payment_is_for_is_named_anew_by_the_other_column(
    office: Office, without: str
) -> None:
    first, second = ROWS["ledger"][:2]
    rows = (first, {**second, "kenmerk": "P3"})
    office.bring(told(rows))
    other = {"bestemming": "R-78"} if without == "periode" else {"periode": "2026-08"}
    office.bring(told(rows, without, **other))
    found = dict(office.rows("SELECT source_ref, designation FROM ledger_entry ORDER BY id"))
    assert found == (
        {"P1": "2026-10", "P3": "R-78"} if without == "periode" else
        {"P1": "2026-08", "P3": "2026-08"}
    )  # fmt: skip


def test_a_column_that_is_not_read_changes_nothing(office: Office) -> None:
    furnished(office, "conditions")
    before = standing(office)
    header, *rows = f"{HEADER}\n{COACHING}\n{CHANCE}".split("\n")
    report = office.bring("\n".join((f"{header};kleur", *(f"{row};blauw" for row in rows))))
    assert (ids(report), report.updated) == ([], 0)
    assert standing(office) == before
