"""Files and rows that are refused, each with a sentence of its own, and nothing changed."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from caseconsole.casework.day import run_day
from caseconsole.domain.message import LANGUAGES
from caseconsole.files import db_files
from caseconsole.intake.demo.faulty import FAULTY_FOLDER
from caseconsole.intake.demo.files import write_files
from caseconsole.intake.run import import_files
from caseconsole.intake.source import FILE_LIMIT, open_source, rows
from caseconsole.intake.wrong import Fault
from caseconsole.locale import speaker
from caseconsole.store.staging import open_staging
from tests.intake.offices import LEASES, LEDGER, LEDGER_HEADER, PEOPLE, TODAY, Office, ids

_BIG = b"A" * 1_000_000
REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "file_empty"),
    "nul": (b"huurdernummer;voorletters;achternaam\nH;A.;B\0C\n", "nul"),
    "zip": (b"PK\x03\x04" + _BIG, "file_is_zip"),
    "gzip": (b"\x1f\x8b" + _BIG, "file_is_zip"),
    "workbook": (b"\xd0\xcf\x11\xe0" + _BIG, "file_is_spreadsheet"),
    "pdf": (b"%PDF-1.7 " + _BIG, "file_is_pdf"),
    "utf16": (PEOPLE.encode("utf-16"), "file_is_utf16"),
    "neither": (b"huurdernummer;voorletters;achternaam\nH;A.;B\x81\xff\n", "encoding"),
    "broken_utf8": (
        b"\xef\xbb\xbfhuurdernummer;voorletters;achternaam\nH;A.;\xff\n",
        "encoding_mixed",
    ),
    "mixed": (PEOPLE.encode() + "H-3;A.;Pénard\n".encode("cp1252"), "encoding_mixed"),
    "cut_off": (PEOPLE.encode() + b"H-3;A.;\xc3", "encoding_mixed"),
    "long_line": (PEOPLE.encode() + b"H-3;A.;" + _BIG + b"\n", "line_too_long"),
    "one_long_line": (_BIG, "line_too_long"),
    "open_quote_in_header": (
        b"huurdernummer;\"voorletters;achternaam\n" + b"x;y;z\n" * 60_000,
        "quote_open",
    ),
    "open_quote_in_header_of_few": (
        b"huurdernummer;\"voorletters;achternaam\nx;y;z\n",
        "quote_open",
    ),
    "no_header": (b"a;b;c\n1;2;3\n", "header_unknown"),
    "commas": (PEOPLE.replace(";", ",").encode(), "delimiter"),
    "tabs": (PEOPLE.replace(";", "\t").encode(), "delimiter"),
    "missing": (b"huurdernummer;achternaam\n1;2\n", "columns_missing"),
    "twice": (b"huurdernummer;voorletters;achternaam;achternaam\n", "column_twice"),
    "wide": (b";".join(b"k%d" % n for n in range(99)) + b"\n", "too_many_columns"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_no_table_of_text_is_refused_at_once(office: Office, kind: str) -> None:
    """Within a second, with one sentence, changing nothing."""
    content, id_ = REFUSED[kind]
    before = office.state()
    path = office.write("vreemd.csv", content)
    start = time.perf_counter()
    report = import_files([path], office.session)
    assert time.perf_counter() - start < 1
    assert [problem.message.id for problem in report.problems] == [f"import.{id_}"]
    assert office.state() == before


def _laughs() -> bytes:
    """A document of a kilobyte that stands for gigabytes."""
    defined = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">\n' for n in range(1, 10))
    head = '<?xml version="1.0"?>\n<!DOCTYPE l [\n<!ENTITY l0 "ha">\n'
    return f"{head}{defined}]>\n<l>&l9;</l>\n".encode()


def _bomb() -> bytes:
    """A real zip of 200 MB in 200 kB."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as zipped:
        zipped.writestr("huurders.csv", bytes(200 << 20))
    return packed.getvalue()


HEAVY: dict[str, tuple[Callable[[], bytes], str]] = {
    "dtd": (_laughs, "header_unknown"),
    "bomb": (_bomb, "file_is_zip"),
    "nested": (lambda: b"<a>\n" * 200_000, "header_unknown"),
    "nested_on_one_line": (lambda: b"<a>" * 200_000, "line_too_long"),
    "nested_json": (lambda: b"[" * 5_000_000, "line_too_long"),
    "utf16": (lambda: (PEOPLE * 300_000).encode("utf-16"), "file_is_utf16"),
    "largest": (lambda: b"a;b\n" + b"\xe9\xe9;\n" * (FILE_LIMIT // 4 - 1), "header_unknown"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HEAVY)
def test_a_file_made_to_exhaust_costs_a_second_and_a_hundred_megabytes_at_most(
    office: Office, kind: str
) -> None:
    """Of the processor, in a process of its own; refused, and nothing is changed."""
    content, id_ = HEAVY[kind]
    path, before = office.write("vreemd.csv", content()), office.state()
    command = [sys.executable, "-m", "tests.intake.faulty_process", str(office.path), str(path)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=True)
    told, added, seconds, peak = json.loads(done.stdout)
    assert (told, added) == ([f"import.{id_}"], 0)
    assert seconds <= 1
    assert peak <= 100 << 20
    assert office.state() == before


def test_the_line_of_a_byte_that_is_no_utf8_is_named(office: Office) -> None:
    """And a file in Windows-1252 throughout is read, however large it is."""
    rows_ = "".join(f"H-{n};A.;Çelik\n" for n in range(100_000))
    header = "huurdernummer;voorletters;achternaam\n"
    mixed = (header + rows_).encode() + "H-x;A.;Pénard\n".encode("cp1252")
    report = office.bring(mixed)
    assert report.problems[0].message.values["line"] == 100_002
    assert (
        open_source(office.write("g.csv", (header + rows_).encode("cp1252"))).encoding == "cp1252"
    )


def test_a_huge_file_is_refused_unread(office: Office) -> None:
    """By its size alone."""
    path = office.folder / "groot.csv"
    with path.open("wb") as stream:
        stream.truncate(FILE_LIMIT + 1)
    report = import_files([path], office.session)
    assert [problem.message.id for problem in report.problems] == ["import.file_too_large"]


def test_a_folder_without_files_and_a_pipe_are_told(office: Office) -> None:
    """Nothing is waited for."""
    (office.folder / "leeg").mkdir()
    os.mkfifo(office.folder / "pijp.csv")
    report = import_files([office.folder / "leeg", office.folder / "pijp.csv"], office.session)
    assert [problem.message.id for problem in report.problems] == [
        "import.folder_empty",
        "import.file_unreadable",
    ]


def test_a_file_that_is_not_there_is_told(office: Office) -> None:
    """As a fault of that file; the others are read."""
    good = office.write("h.csv", PEOPLE.replace("H-1", "H-9"))
    report = import_files([office.folder / "weg.csv", good], office.session)
    assert [problem.message.id for problem in report.problems] == ["import.file_unreadable"]
    assert report.files == 1


def _demo_files(folder: Path) -> tuple[Path, Path]:
    """The folder of the demo, and that of its files with faults."""
    folder.mkdir()
    write_files(folder, 300, TODAY)
    return folder, folder / FAULTY_FOLDER


@pytest.mark.parametrize("keep_good", [True, False])
@pytest.mark.parametrize("together", [True, False])
def test_each_faulty_row_of_the_demo_has_its_own_sentence(
    tmp_path: Path, *, together: bool, keep_good: bool
) -> None:
    """In both languages: every row but the good one is told, and no two alike."""
    good, bad = _demo_files(tmp_path / "m")
    office = Office(tmp_path)
    if not together:
        assert import_files([good], office.session).problems == []
    brought = [good, bad] if together else [bad]
    report = import_files(brought, office.session, keep_good=keep_good)
    faulty = {
        path.name: len(path.read_text(encoding="utf-8").splitlines()) - 2 for path in bad.iterdir()
    }
    told = [one for one in report.problems if one.line or keep_good]
    for name, count in faulty.items():
        lines = [problem.line for problem in told if problem.file == name]
        assert lines == sorted(set(lines))
        assert len(lines) == count
    for language in LANGUAGES:
        said = [speaker(language).say(one.message) for one in told]
        assert len(said) == len(set(said)) == sum(faulty.values())
        assert not [text for text in said if text.startswith("import.") or "{" in text]


def test_what_is_wrong_with_a_row_is_told_although_what_it_belongs_to_fell_out(
    tmp_path: Path,
) -> None:
    """Without keep_good; counted only are rows with which nothing is wrong but that they wait."""
    good, bad = _demo_files(tmp_path / "m")
    report = import_files([good, bad], Office(tmp_path).session)
    for path in bad.iterdir():
        told = [one for one in report.problems if one.file == path.name]
        lines = [one.line for one in told if one.line]
        counted = sum(int(str(one.message.values["n"])) for one in told if not one.line)
        rows = len(path.read_text(encoding="utf-8").splitlines()) - 1
        assert len(set(lines)) == len(lines)
        assert (len(lines), counted in {0, 1}) == (rows - 1, True)
    found = {(one.file[:4], one.message.id) for one in report.problems}
    apart = {"voor": ("cell_empty", "span", "amount_negative", "reference_mark"),
             "oord": ("choice", "judged_later", "cell_empty", "moved_day", "judged_ahead",
                      "moved_past", "moved_far")}  # fmt: skip
    assert found >= {(name, f"import.{id_}") for name, which in apart.items() for id_ in which}


FELL_OUT = {
    "contractnummer;huurdernummer;rol;vanaf": ("HO-9;H-1;huurder;31-02-2020", "day"),
    "contractnummer;lid;soort;geboortejaar;vanaf": ("HO-9;1;hond;;01-02-2020", "choice"),
    "contractnummer;vanaf;bedrag": ("HO-9;01-02-2020;-1,00", "amount_negative"),
    "regelingnummer;contractnummer;soort;status;begindatum": (
        "R-1;HO-9;budgetcoaching;getroffen;01-07-2026", "choice",
    ),
    LEDGER_HEADER: ("A1;HO-9;betaling;1,00;31-02-2026;;", "day"),
}  # fmt: skip
"""By header a row of a lease that fell out, and what else is wrong with it."""


@pytest.mark.parametrize("header", FELL_OUT)
def test_a_row_of_a_lease_that_fell_out_is_told_what_is_wrong_with_it(
    office: Office, header: str
) -> None:
    row, why = FELL_OUT[header]
    leases = office.write("contracten.csv", LEASES.replace("HO-1", "HO-9", 1) + "HO-8;x\n")
    report = office.bring_all([leases, office.write("rij.csv", f"{header}\n{row}\n")])
    told = [one.message.id for one in report.problems if one.file == "rij.csv"]
    assert told == [f"import.{why}"]


def test_what_an_import_puts_aside_stays_in_memory(office: Office) -> None:
    """No file beside the store holds it, nor one elsewhere that nobody sees (design 7)."""
    with closing(open_staging(office.session.store.path)) as store:
        assert store.conn.execute("PRAGMA temp_store").fetchone() == (2,)
        options = {row[0] for row in store.conn.execute("PRAGMA compile_options").fetchall()}
        assert "TEMP_STORE=0" not in options
    lines = "".join(f"B{n};HO-1;betaling;1,00;02-11-2026;;\n" for n in range(20_000))
    bring = office.write("huurboek.csv", f"{LEDGER_HEADER}\n{lines}")
    before = {path.name for path in office.folder.iterdir()}
    beside: dict[str, int] = {}

    def look(*_: object) -> None:
        beside.update((path.name, path.stat().st_size) for path in office.folder.iterdir())

    import_files([bring], office.session, progress=look)
    name = office.path.name
    assert beside.pop(f"{name}.import") == 0, "it only says that an import is running"
    assert {*beside} - before <= {f"{name}{end}" for end in ("-wal", "-shm", "-journal")}


def test_the_rows_of_the_demo_that_are_right_come_in(tmp_path: Path) -> None:
    """With keep_good; without it the files with faults change nothing."""
    faulty = Path(str(db_files() / "demo" / FAULTY_FOLDER)) / "huurders-met-fouten.csv"
    office = Office(tmp_path)
    assert import_files([faulty], office.session).added == 0
    assert office.rows("SELECT * FROM person") == []
    assert import_files([faulty], office.session, keep_good=True).added == 2
    assert office.rows("SELECT surname FROM person") == [("Goedgekeurd",)]


def test_a_faulty_ledger_changes_nothing_unless_the_good_lines_are_kept(office: Office) -> None:
    """Then it counts as read through its last booking; the same file again writes nothing."""
    before = office.state()
    bad = f"{LEDGER}A9;HO-9;betaling;1,00;02-11-2026;;\n"
    report = office.bring(bad)
    assert (ids(report), report.added) == ([(5, "import.lease_unknown")], 0)
    assert office.state() == before
    assert office.bring(bad, keep_good=True).added == 3
    assert office.rows("SELECT complete_through, faults FROM ledger_file") == [("2026-11-02", 1)]
    before = office.state()
    again = office.bring(bad, keep_good=True)
    assert (again.added, again.unchanged) == (0, 3)
    assert office.state() == before


def test_lines_that_were_faulty_come_in_once_they_are_right(office: Office) -> None:
    """The same file is compared again until nothing is wrong in it; then it is skipped."""
    bad = f"{LEDGER}A9;HO-9;betaling;1,00;02-11-2026;;\n"
    office.bring(bad, keep_good=True)
    office.bring(LEASES.replace("HO-1", "HO-9"))
    report = office.bring(bad)
    assert (report.added, report.unchanged, report.problems) == (1, 3, [])
    assert office.rows("SELECT complete_through, faults FROM ledger_file") == [("2026-11-02", 0)]
    assert [told.message.id for told in office.bring(bad).notices] == ["import.read_before"]


def test_calls_become_due_when_a_ledger_with_faults_was_taken_in(office: Office) -> None:
    """Its faulty lines do not hold the calls of all."""
    office.bring(f"{LEDGER}A9;HO-9;betaling;1,00;02-11-2026;;\n", keep_good=True)
    report = run_day(office.session)
    assert (report.held, report.due) == (None, 2)


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(
    "cell",
    [
        '"Huur nov', '"Huur\nB9;HO-1;betaling;1,00;02-11-2026;;"', '"Huur" nov', 'a"b";"c',
        '"' + 60_000 * "x",
    ],
)  # fmt: skip
def test_a_stray_quotation_mark_costs_the_lines_that_it_stands_on(
    office: Office, cell: str, *, last: bool
) -> None:
    """Nothing behind it is taken for its text, and all other lines are taken."""
    after = "".join(f"C{n};HO-2;betaling;1,00;02-11-2026;;\n" for n in range(3_000 * (not last)))
    torn = LEDGER + f"B2;HO-2;betaling;1,00;02-11-2026;;{cell}\n" + after
    first = LEDGER.count("\n") + 1
    bad = [(line, "import.cell_torn") for line in range(first, first + 1 + cell.count("\n"))]
    assert ids(office.bring(torn)) == bad
    assert office.rows("SELECT * FROM ledger_entry") == []
    report = office.bring(torn, keep_good=True)
    assert (report.added, ids(report)) == (3 + after.count("\n"), bad)
    assert office.rows("SELECT faults FROM ledger_file") == [(len(bad),)]


def test_a_person_with_a_stray_quotation_mark_is_named_and_the_next_comes_in(
    office: Office,
) -> None:
    people = PEOPLE + 'H-8;J.;"Jan" de Wit;;\nH-9;J.;"de Wit";;\n'
    report = office.bring(people, keep_good=True)
    assert ids(report) == [(PEOPLE.count("\n") + 1, "import.cell_torn")]
    who = office.rows("SELECT reference, surname FROM person WHERE reference IN ('H-8', 'H-9')")
    assert who == [("H-9", "de Wit")]


def test_a_file_that_grows_while_it_is_read_is_refused(office: Office) -> None:
    """What is recorded is what was looked at."""
    source = open_source(path := office.write("grow.csv", LEDGER))
    path.write_text(LEDGER + "x", encoding="utf-8")
    with pytest.raises(Fault) as fault:
        list(rows(source))
    assert fault.value.why.id == "import.file_changed"
