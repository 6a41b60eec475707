"""The demo: an invented association that has work on every day it can be asked for."""

import csv
import re
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.init import init
from caseconsole.casework.session import open_session
from caseconsole.domain.calendar import is_banking_day, parse_day
from caseconsole.domain.kinds import KINDS
from caseconsole.files import db_files
from caseconsole.intake.demo import build_demo
from caseconsole.intake.demo.faulty import FAULTY_FOLDER
from caseconsole.intake.demo.files import write_files
from caseconsole.intake.demo.move import move_files
from caseconsole.intake.run import import_files
from caseconsole.intake.source import open_source, rows
from caseconsole.store.sqlite import Store, open_store
from caseconsole.store.verify import verify

DEMO = Path(str(db_files() / "demo"))
DAYS = (
    date(2026, 11, 1),
    date(2026, 11, 3),
    date(2026, 12, 26),
    date(2027, 1, 2),
    date(2028, 2, 29),
    date(2025, 8, 15),
    date(2026, 11, 11),
    date(2026, 11, 18),
    date(2027, 1, 1),
    date(2027, 3, 29),
    date(2027, 3, 31),
    date(2027, 5, 5),
    date(2031, 7, 7),
)
_CONTENT = (
    "SELECT on_day, at, channel, whom, said, by FROM contact ORDER BY id",
    "SELECT case_file, claim, action, since, because, facts, for_login FROM due ORDER BY id",
    "SELECT number, lease, opened_on FROM case_file ORDER BY id",
    "SELECT identity, cents, booked_on FROM ledger_entry ORDER BY id",
)


def _built(path: Path, today: date) -> Store:
    build_demo(path, today=today)
    return open_store(path)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_demo_has_work_of_many_kinds_on_any_day(tmp_path: Path, today: date) -> None:
    """About forty files, at least four actions, several languages; on Sundays and holidays too."""
    store = _built(tmp_path / "demo.db", today)
    due = store.conn.execute(
        "SELECT action, language, interpreter FROM due WHERE snoozed_until IS NULL AND lead = 1"
    ).fetchall()
    assert 30 <= len(due) <= 60
    assert len({action for action, _, _ in due}) >= 4
    assert {"nl", "tr", "ar", "ary", "pl"} <= {language for _, language, _ in due}
    assert any(interpreter for _, _, interpreter in due)
    assert store.conn.execute("SELECT demo_day FROM association").fetchone() == (today.isoformat(),)


def test_the_demo_has_an_early_signal_that_waits_and_one_that_was_answered(
    demo_store: Path,
) -> None:
    """Bgs art. 2: the word that did not come is asked for."""
    with closing(open_store(demo_store)) as store:
        sent = store.conn.execute(
            "SELECT answered_on IS NOT NULL, cents > 0 FROM referral WHERE kind = 'early_signal'"
        ).fetchall()
        asked = store.conn.execute(
            "SELECT rule FROM due WHERE action = 'referral_reply_due' ORDER BY rule"
        ).fetchall()
    assert sorted(sent) == [(0, 1), (1, 1)]
    assert ("R46",) in asked


def _booked(folder: Path) -> list[tuple[str, date]]:
    """The kind and the day of every line of a ledger."""
    with (folder / "huurboek.csv").open(encoding="utf-8-sig", newline="") as stream:
        found = csv.DictReader(stream, delimiter=";")
        return [(row["soort"], parse_day(row["boekdatum"])) for row in found]


def test_banks_book_on_banking_days(tmp_path: Path) -> None:
    """In the files as they are and in those of other months, in which other days are weekends."""
    for today in (None, *DAYS):
        folder = DEMO if today is None else tmp_path
        if today is not None:
            move_files(DEMO, tmp_path, today)
        by_bank = [day for kind, day in _booked(folder) if kind in {"betaling", "storno"}]
        assert all(map(is_banking_day, by_bank))


def test_the_ledger_of_the_demo_is_up_to_date_on_every_day(tmp_path: Path) -> None:
    """Through the banking day before at least, so that no calls wait for it."""
    for month in range(1, 13):
        last = date(2027, month, 28) + timedelta(days=3)
        move_files(DEMO, tmp_path, last)
        days = sorted({day for _, day in _booked(tmp_path)})
        for today in (last - timedelta(days=back) for back in range(25)):
            newest = max(day for day in days if day <= today)
            before = next(
                day for n in range(1, 9) if is_banking_day(day := today - timedelta(days=n))
            )
            assert newest >= before, (today, newest)


def test_the_files_of_the_demo_can_be_taken_in_as_they_are(tmp_path: Path) -> None:
    """As a folder, from 2 October 2026 on: then nothing in them is later than today."""
    path = tmp_path / "store.db"
    init(path, "Woonstichting Proef", demo_day=date(2026, 10, 2), login="beheer")
    with closing(open_session(path, "beheer")) as session:
        report = import_files([DEMO], session)
    assert (report.problems, report.notices) == ([], [])
    assert report.files == len([*DEMO.glob("*.csv")])


def test_the_demo_is_the_same_every_time(tmp_path: Path) -> None:
    """And sound: the journal tells the rows."""
    first, second = (_built(tmp_path / name, DAYS[1]) for name in ("a.db", "b.db"))
    for query in _CONTENT:
        assert first.conn.execute(query).fetchall() == second.conn.execute(query).fetchall()
    assert verify(first.conn) == []


def test_the_files_of_the_demo_are_what_the_generator_makes(tmp_path: Path) -> None:
    """Byte for byte; `python -m caseconsole.intake.demo db/demo` makes them again."""
    write_files(tmp_path)
    made, kept = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.csv")}
        for folder in (tmp_path, DEMO)
    )
    assert made == kept


def test_the_demo_is_in_both_encodings() -> None:
    """As the exports of two systems would be."""
    found = {open_source(path).encoding for path in DEMO.rglob("huurders*.csv")}
    assert found == {"utf-8-sig", "utf-8", "cp1252"}


def test_nobody_in_the_demo_can_be_somebody() -> None:
    """No postcode or phone number that is in use, and nothing that could be a BSN."""
    for path in DEMO.rglob("*.csv"):
        source = open_source(path)
        for _, row in rows(source):
            cells = dict(zip(source.columns, row, strict=False))
            assert cells.get("postcode", "0000 SA").endswith(("SA", "SD", "SS"))
            for column in ("telefoon", "telefoon_2"):
                assert re.match(r"06-00|12345$|$", cells.get(column, ""))
            assert not any(_could_be_bsn(cell) for cell in row)


def test_the_demo_shows_every_kind_of_agreement_in_several_states(demo_store: Path) -> None:
    """And what is due under them."""
    conn = open_store(demo_store).conn
    states = "SELECT DISTINCT a.kind, s.state FROM agreement a JOIN agreement_state s"
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for kind, state in conn.execute(f"{states} ON s.agreement = a.id"):
        found[kind].add(state)
    assert all(len(known) >= 2 for known in found.values())
    assert {"agreed", "kept", "lapsed", "refused"} <= found["payment_arrangement"]
    due = {row[0] for row in conn.execute("SELECT action FROM due")}
    assert {
        "instalment_late", "running_rent_late", "partner_silent", "obligation_late", "breach_rung",
        "window_opens", "graduation_due", "review_due",
    } <= due  # fmt: skip


def _could_be_bsn(cell: str) -> bool:
    if not re.fullmatch(r"\d{9}", cell):
        return False
    weighed = sum(int(digit) * place for digit, place in zip(cell, range(9, 1, -1), strict=False))
    return (weighed - int(cell[8])) % 11 == 0


def test_a_larger_demo_is_made_by_the_same_code(tmp_path: Path) -> None:
    """With other people, and references that stay apart."""
    report = build_demo(tmp_path / "demo.db", today=DAYS[1], cases=700)
    store = open_store(tmp_path / "demo.db")
    assert store.conn.execute("SELECT count(*) FROM lease").fetchone() == (700,)
    faulty = {path.name for path in (DEMO / FAULTY_FOLDER).iterdir()}
    assert {problem.file for problem in report.problems} == faulty


def test_the_readme_names_every_column() -> None:
    """Of every kind of file."""
    readme = (DEMO / "README.md").read_text(encoding="utf-8")
    for path in DEMO.rglob("*.csv"):
        with path.open(encoding=open_source(path).encoding, newline="") as stream:
            for column in next(csv.reader(stream, delimiter=";")):
                assert re.search(rf"\b{column}\b", readme), column
