"""Files with a fault of every kind in them, and some good rows between."""

from caseconsole.intake.demo.ledger import COLUMNS

Row = tuple[str, ...]
_TENANT = ("huurdernummer", "voorletters", "achternaam", "geboortedatum", "talen", "telefoon",
           "e_mail", "bellen_niet_schrijven")  # fmt: skip

FAULTY: dict[str, tuple[Row, ...]] = {
    "huurders-met-fouten": (
        _TENANT,
        ("H-90001", "G.", "Goedgekeurd", "01-02-1980", "nl", "06-00990001", "", "nee"),
        ("H-90002", "L.", "", "01-02-1980", "nl", "", "", "nee"),
        ("H-90003", "D.", "Dagfout", "31-02-1980", "nl", "", "", "nee"),
        ("H-90004", "T.", "Taalfout", "01-02-1980", "Turks", "", "", "nee"),
        ("H-90005", "N.", "Nummerfout", "01-02-1980", "nl", "12345", "", "nee"),
        ("H-90006", "E.", "Mailfout", "01-02-1980", "nl", "", "e.mailfout", "nee"),
        ("H-90007", "J.", "Keuzefout", "01-02-1980", "nl", "", "", "misschien"),
        ("H-90001", "G.", "Dubbel", "01-02-1980", "nl", "", "", "nee"),
        ("#90009", "K.", "Kenmerkfout", "01-02-1980", "nl", "", "", "nee"),
        ("H-90010", "P.", "Puntkomma", "01-02-1980", "nl", "", ""),
    ),
    "huurboek-met-fouten": (
        COLUMNS,
        ("XB001", "HO-10003", "betaling", "5,00", "02-07-2026", "", "", "", "Goede regel", ""),
        ("XB002", "HO-99999", "betaling", "5,00", "02-07-2026", "", "", "", "", ""),
        ("XB003", "HO-10003", "rente", "5,00", "02-07-2026", "", "", "", "", ""),
        ("XB004", "HO-10003", "betaling", "5,00,00", "02-07-2026", "", "", "", "", ""),
        ("XB005", "HO-10003", "betaling", "0,00", "02-07-2026", "", "", "", "", ""),
        ("XB006", "HO-10003", "betaling", "-5,00", "02-07-2026", "", "", "", "", ""),
        ("XB007", "HO-10003", "betaling", "5.000.000,00", "02-07-2026", "", "", "", "", ""),
        ("XB008", "HO-10003", "betaling", "", "02-07-2026", "", "", "", "", ""),
        ("XB009", "HO-10003", "betaling", "5,00", "2 juli", "", "", "", "", ""),
        ("XB010", "HO-10003", "betaling", "5,00", "01-01-2031", "", "", "", "", ""),
        ("XB011", "HO-10003", "huur", "5,00", "02-07-2026", "", "", "2026-07", "", ""),
        ("XB012", "HO-10003", "betaling", "5,00", "02-07-2026", "", "", "herfst", "", ""),
        ("XB013", "HO-10003", "betaling", "5,00", "02-07-2026", "", "", "", "", "XB001"),
        ("XB014", "HO-10003", "storno", "5,00", "03-07-2026", "", "", "", "", "XB999"),
        ("XB001", "HO-10003", "betaling", "6,00", "02-07-2026", "", "", "", "", ""),
        ("#XB016", "HO-10003", "betaling", "5,00", "02-07-2026", "", "", "", "", ""),
        ("XB017", "HO-10003", "betaling", "5,00", "02-07-2026", "", "", ""),
    ),
}
"""By name of the file: the header and the rows."""
