"""What can be read without the console: due, show, why, day."""

import json
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.review import start
from caseconsole.domain.changes import AddNote, NewPromise, RecordContact
from caseconsole.domain.contact import Channel, Whom
from caseconsole.process.assess import STEPS
from caseconsole.store import read
from tests.casework.reviews import second_chances
from tests.casework.stores import session
from tests.cli.conftest import Run

FACTS = {
    "case", "action", "due", "tenant", "arrears", "language", "because", "because_id", "source",
}  # fmt: skip


def views(path: Path) -> list[tuple[str, str, int]]:
    opened = session(path)
    rows = opened.conn.execute("SELECT login, what, case_file FROM view_log ORDER BY at").fetchall()
    opened.close()
    return rows


def test_the_first_to_ask_lets_the_day_be_assessed(run: Run, path: Path) -> None:
    assert "5 case files" in run("--store", path, "due").out
    assert "was assessed already" in run("--store", path, "day").out


def test_a_long_list_is_cut_with_a_sentence_unless_all_is_asked_for(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is shown costs; JSON always has all of it."""
    monkeypatch.setattr("caseconsole.cli.due.SHOWN", 2)
    whole = run("--store", path, "due", "--all").out.splitlines()
    cut = run("--store", path, "due").out.splitlines()
    assert (len(whole), len(cut)) == (1 + 3 * 5 + 1, 1 + 3 * 2 + 1)
    assert cut[:-1] == whole[:7]
    assert (whole[-1], cut[-1]) == (
        "5 case files",
        "The first 2 of 5 case files. Name fewer with --limit, or show all with --all.",
    )
    assert len(json.loads(run("--store", path, "due", "--json").out)) == 5
    limited = run("--store", path, "due", "--limit", "arrears>0").out.splitlines()
    assert limited[-1].startswith("The first 2 of ")


def test_due_as_json_has_iso_dates_and_cents(run: Run, path: Path) -> None:
    rows = json.loads(run("--store", path, "due", "--json").out)
    assert len(rows) == 5
    for row in rows:
        assert set(row) >= FACTS
        assert isinstance(row["arrears"], int)
        assert date.fromisoformat(row["due"])
        assert row["because_id"] not in row["because"]


def test_due_can_be_limited(run: Run, path: Path) -> None:
    rows = json.loads(run("--store", path, "due", "--json", "--limit", "lang:tr").out)
    assert {row["language"] for row in rows} == {"tr"}


@pytest.mark.parametrize(
    "limit", ["lang:uk", "owner:weg", "owner:axel", "owner:me arrears>9m", "team:ZUID arrears>9m"]
)
def test_what_is_known_and_has_nothing_due_is_said_to_be_so(
    run: Run, path: Path, limit: str
) -> None:
    outcome = run("--store", path, "due", "--limit", limit)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("Nothing within this limit is due.")


@pytest.mark.parametrize("verb", ["due", "agreements"])
def test_a_verb_refuses_a_limit_to_marks(run: Run, path: Path, verb: str) -> None:
    outcome = run("--store", path, verb, "--limit", "children marked")
    assert (outcome.code, outcome.out) == (1, "")
    assert "Files are marked in the console only: leave out “marked”" in outcome.err


@pytest.mark.parametrize("limit", [["--limit", "-lang:tr"], ["--limit=-lang:tr"]], ids=str)
def test_a_limit_may_begin_by_turning_a_term_round(run: Run, path: Path, limit: list[str]) -> None:
    rows = json.loads(run("--store", path, "due", *limit, "--json").out)
    assert rows
    assert "tr" not in {row["language"] for row in rows}


def test_because_speaks_the_chosen_language(run: Run, path: Path) -> None:
    dutch = json.loads(run("--store", path, "--lang", "nl", "due", "--json").out)
    english = json.loads(run("--store", path, "--lang", "en", "due", "--json").out)
    assert [row["because_id"] for row in dutch] == [row["because_id"] for row in english]
    assert all(a["because"] != b["because"] for a, b in zip(dutch, english, strict=True))


def test_the_store_can_be_named_by_the_environment(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASECONSOLE_STORE", str(path))
    assert run("due").code == 0


def test_a_file_is_shown_after_the_view_is_on_record(run: Run, path: Path) -> None:
    number = json.loads(run("--store", path, "due", "--json").out)[0]["case"]
    before = len(views(path))
    shown = run("--store", path, "show", number)
    assert shown.code == 0
    assert number in shown.out
    assert len(views(path)) == before + 1
    assert run("--store", path, "why", number.replace("-", "")).code == 0
    assert len(views(path)) == before + 2


def test_a_report_of_a_review_is_a_view_of_each_file_in_it(run: Run, tmp_path: Path) -> None:
    """The list of reviews tells of no file."""
    store = second_chances(tmp_path / "review.db", 3)
    anna = session(store)
    id_ = start(anna, "Kwartaal", (), [1, 3]).id
    anna.close()
    before = len(views(store))
    assert run("--store", store, "review").code == 0
    assert len(views(store)) == before
    assert run("--store", store, "review", id_).code == 0
    assert [(what, case) for _, what, case in views(store)[before:]] == [("case", 1), ("case", 3)]


def test_a_file_whose_view_cannot_be_kept_is_not_shown(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseconsole.store import session as own

    def fail(*_: object) -> None:
        raise OSError("disk")

    number = json.loads(run("--store", path, "due", "--json").out)[0]["case"]
    monkeypatch.setattr(own, "log_view", fail)
    for verb in ("show", "why"):
        outcome = run("--store", path, verb, number)
        assert (outcome.code, outcome.out) == (70, "")


def test_a_file_as_json_is_one_object(run: Run, path: Path) -> None:
    number = json.loads(run("--store", path, "due", "--json").out)[0]["case"]
    assert json.loads(run("--store", path, "show", number, "--json").out)["case"] == number


def test_a_file_shows_what_follows_and_its_journal_when_nothing_is_due(
    run: Run, path: Path
) -> None:
    """The same as the case file of the console."""
    number = json.loads(run("--store", path, "due", "--json").out)[0]["case"]
    opened = session(path)
    try:
        case = read.case_by_number(opened.conn, number)
        record(RecordContact(
            change_id="call-one", case=case, channel=Channel.PHONE, whom=Whom.TENANT,
            identity_checked=True, promise=NewPromise(due_on=date(2026, 11, 10), cents=61_240),
        ), session=opened)  # fmt: skip
    finally:
        opened.close()
    text = run("--store", path, "show", number).out
    assert "check the payment" in text
    assert "Wed 11 Nov" in text
    assert "== Journal ==" in text
    shown = json.loads(run("--store", path, "show", number, "--json").out)
    assert shown["follows"]["action"] == "promise_due"
    assert shown["journal"][0]["kind"] == "contact"


def test_why_tells_every_step(run: Run, path: Path) -> None:
    number = json.loads(run("--store", path, "due", "--json").out)[0]["case"]
    steps = json.loads(run("--store", path, "why", number, "--json").out)
    assert len(steps) == len(STEPS)
    assert sum(step["due"] is not None for step in steps) == 1
    assert all(step.get("because") or step.get("missing") for step in steps)
    text = run("--store", path, "why", number).out
    assert "due now" in text
    assert "R04" in text


def test_a_file_shows_all_that_was_ever_changed_in_it(run: Run, path: Path) -> None:
    """As text and as JSON, however much there is."""
    number = json.loads(run("--store", path, "due", "--json").out)[0]["case"]
    opened = session(path)
    case = read.case_by_number(opened.conn, number)
    for n in range(105):
        record(AddNote(case=case, text=f"Opmerking {n}."), session=opened)
    opened.close()
    assert "Opmerking 0." in run("--store", path, "show", number).out.partition("Journ")[2]
    told = json.loads(run("--store", path, "show", number, "--json").out)["journal"]
    assert len([row for row in told if row["kind"] == "note"]) == 105


@pytest.mark.parametrize("asked", ["2026-11-20", "20-11-2026"])
def test_another_day_is_shown_and_nothing_is_written(run: Run, path: Path, asked: str) -> None:
    run("--store", path, "day")
    before = path.read_bytes()
    outcome = run("--store", path, "day", "--on", asked)
    assert "On Fri 20 Nov" in outcome.out
    assert path.read_bytes() == before


def test_a_second_day_run_writes_no_row(run: Run, path: Path) -> None:
    run("--store", path, "day")
    before = path.read_bytes()
    run("--store", path, "day")
    assert path.read_bytes() == before


@pytest.mark.parametrize("on", ["1990-01-01", "2089-12-31"])
def test_the_first_and_the_last_day_that_can_be_asked_for_are_shown(
    run: Run, path: Path, on: str
) -> None:
    outcome = run("--store", path, "day", "--on", on)
    assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.parametrize(
    ("through", "day", "told"),
    [
        ("2026-11-02", "2026-11-04", True),
        ("2026-11-03", "2026-11-04", False),
        ("2026-11-02", "2026-11-02", False),
        ("2026-11-02", "2026-11-03", False),
    ],
)
def test_a_day_to_come_tells_that_it_takes_no_more_to_come_in(
    run: Run, path: Path, through: str, day: str, told: bool
) -> None:
    """Payments are known through a day; what is said of the days after it is assumed."""
    opened = session(path)
    with opened.store.transaction() as conn:
        conn.execute("UPDATE ledger_file SET complete_through = ?", (through,))
    opened.close()
    last = run("--store", path, "day", "--on", day).out.splitlines()[-1]
    assert (last == "This is as if nothing comes in after Mon 2 Nov, "
            "the day through which payments are known.") is told  # fmt: skip
