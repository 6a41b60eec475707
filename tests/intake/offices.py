"""An association with two leases, and the files that tests bring to it."""

from datetime import date
from pathlib import Path
from typing import Any

from caseconsole.casework.init import init
from caseconsole.casework.session import Session, open_session
from caseconsole.intake.report import ImportReport
from caseconsole.intake.run import import_files
from tests.copied import copied

TODAY = date(2026, 11, 3)
PEOPLE = """huurdernummer;voorletters;achternaam;talen;telefoon
H-1;M.;Yılmaz;tr nl;06-00000001
H-2;J.;Bakker;;
"""
LEASES = """contractnummer;ingangsdatum;adres;postcode;plaats
HO-1;01-02-2020;Zilvermosstraat 1;7900 SA;Brinkerveen
HO-2;01-02-2020;Zilvermosstraat 3;7900 SA;Brinkerveen
"""
PARTIES = """contractnummer;huurdernummer;rol;vanaf
HO-1;H-1;huurder;01-02-2020
HO-2;H-2;huurder;01-02-2020
"""
LEDGER_HEADER = "kenmerk;contractnummer;soort;bedrag;boekdatum;vervaldatum;omschrijving"
LEDGER = f"""{LEDGER_HEADER}
A1;HO-1;huur;612,40;20-10-2026;01-11-2026;Huur 11-2026
A2;HO-1;betaling;100,00;02-11-2026;;Deel
B1;HO-2;huur;500,00;20-10-2026;01-11-2026;Huur 11-2026
"""


class Office:
    """A store, its administrator's session, and a folder for files."""

    def __init__(self, folder: Path, *, furnished: bool = False) -> None:
        """An office; furnished, it has people, leases and who stands on them."""
        self.folder = folder
        self.path = (_furnished if furnished else _empty)(folder / "store.db")
        self.session: Session = open_session(self.path, "beheer")

    def write(self, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        """A file of the office."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def bring(self, content: str | bytes, name: str = "bestand.csv", **how: Any) -> ImportReport:
        """Import one file."""
        encoding = how.pop("encoding", "utf-8")
        return import_files([self.write(name, content, encoding)], self.session, **how)

    def bring_all(self, paths: list[Path], **how: Any) -> ImportReport:
        """Import files together."""
        return import_files(paths, self.session, **how)

    def bring_ledger(self, *lines: str, **how: Any) -> ImportReport:
        """Import ledger lines under the usual header."""
        return self.bring("\n".join((LEDGER_HEADER, *lines)) + "\n", "huurboek.csv", **how)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the store answers."""
        return list(self.session.conn.execute(query).fetchall())

    def one(self, query: str) -> Any:
        """The only value of an answer."""
        ((value,),) = self.rows(query)
        return value

    def state(self) -> dict[str, list[tuple[Any, ...]]]:
        """All record rows and the journal's numbers."""
        tables = (
            "caseworker", "person", "phone", "lease", "rent", "lease_party", "household_member",
            "representative", "ledger_entry", "ledger_file",
        )  # fmt: skip
        found = {table: self.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables}
        return found | {"journal": self.rows("SELECT seq FROM journal")}


@copied
def _empty(path: Path) -> Path:
    init(path, "Woonstichting Proef", demo_day=TODAY, login="beheer")
    return path


@copied
def _furnished(path: Path) -> Path:
    office = Office(path.parent)
    for content in (PEOPLE, LEASES, PARTIES):
        report = office.bring(content)
        assert not report.problems
    office.session.close()
    return office.path


def ids(report: ImportReport) -> list[tuple[int, str]]:
    """The lines and sentences of the faults."""
    return [(problem.line, problem.message.id) for problem in report.problems]
