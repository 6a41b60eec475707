"""Files of agreements, their conditions and judgements, to be varied."""

from caseconsole.domain.agreement import Agreement
from caseconsole.store import read
from tests.intake.offices import TODAY, Office, ids

HEADER = (
    "regelingnummer;contractnummer;soort;status;status_vanaf;begindatum;einddatum;instantie;"
    "termijnbedrag;ritme;aantal_termijnen;eerste_termijn;eerste_afspraak;doelen;vorm;clausules;"
    "oude_schuld"
)
REASON = f"{HEADER};reden"
ARRANGEMENT = (
    "R-1;HO-1;betalingsregeling;getroffen;;01-09-2026;;;50,00;elke maand;12;15-09-2026;;;;;"
)
COACHING = (
    "B-1;HO-2;budgetcoaching;geaccepteerd;;01-09-2026;01-09-2027;Op Orde;;elke week;;;03-09-2026;"
    "Post openen|Budget maken;;;"
)
CHANCE = "T-1;HO-2;tweede kans;ondertekend;;01-09-2026;01-09-2027;;;;;;;;F1;C05 C09;"
SHORT = "regelingnummer;contractnummer;soort;status;status_vanaf;begindatum"
CONDITIONS = "regelingnummer;voorwaarde;wat;tekst;vanaf;tot;ritme;bedrag;rust_op"
PARTY = "contractnummer;huurdernummer;rol;vanaf"
JUDGEMENTS = "regelingnummer;voorwaarde;datum;oordeel;beoordeeld_op;bewijs;reden;verzet_naar"


def bring(office: Office, header: str, *rows: str) -> list[tuple[int, str]]:
    """Import rows under a header; the lines and sentences of the faults."""
    return ids(office.bring("\n".join((header, *rows)) + "\n"))


def agreements(office: Office, lease: str) -> dict[str, Agreement]:
    """The agreements in the file of a lease, by reference."""
    case = office.one(
        f"SELECT c.id FROM case_file c JOIN lease l ON l.id = c.lease WHERE l.reference = '{lease}'"
    )
    return {
        one.reference: one for one in read.case_file(office.session.conn, case, TODAY).agreements
    }
