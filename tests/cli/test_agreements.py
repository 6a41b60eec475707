"""Agreements without the console: across files, their conditions, and their texts."""

import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import Evidence, JudgedAs, Outcome, Rung
from caseconsole.domain.kinds import KINDS
from tests.casework.agreed import (
    CASE,
    FIRST,
    START,
    condition,
    file_of,
    furnish,
    judge,
    newest,
    rung,
    second_chance,
    signed_chance,
    step,
)
from tests.casework.stores import RENT, SHAPES, TODAY, build, session
from tests.cli.conftest import Run

KEYS = {"case", "kind", "state", "start", "end", "open", "missed"}
OTHER = 1
"""A file beside the one in which most is agreed."""
HOSTILE = "[red]\x1b[31mrood\x07 {name} %s \u202eomgekeerd"
PAPERS = ("confirmation", "annex", "talk", "yellow_card")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with agreements of every kind, one of them refused and one without an end."""
    path = build(tmp_path_factory.mktemp("agreed") / "t.db", SHAPES)
    here = session(path)
    run_day(here)
    furnish(here)
    for kind, state in (("housing_support", "offered"), ("debt_counselling", "application")):
        made = a.MakeAgreement(
            case=OTHER, agreement=kind, state=state, start_on=TODAY, partner=HOSTILE, why=HOSTILE
        )
        record(made, session=here)
    refused = a.MakeAgreement(
        case=OTHER, agreement="payment_arrangement", state="refused", start_on=TODAY, why="te hoog"
    )
    record(refused, session=here)
    here.close()
    return path


@pytest.fixture
def agreed(template: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(template, tmp_path / "s.db"))


def rows(run: Run, path: Path, *more: str) -> list[dict[str, object]]:
    """What the verb says as JSON."""
    outcome = run("--store", path, "agreements", "--json", *more)
    assert outcome.code == 0
    found: list[dict[str, object]] = json.loads(outcome.out)
    return found


def number(run: Run, path: Path) -> str:
    """The number of the file in which most is agreed."""
    return str(next(row["case"] for row in rows(run, path) if row["kind"] == "second_chance"))


def test_every_agreement_is_an_object_with_what_counts(run: Run, agreed: Path) -> None:
    found = rows(run, agreed)
    assert {row["kind"] for row in found} == set(KINDS)
    assert len(found) == 6
    for row in found:
        assert row.keys() >= KEYS
        assert date.fromisoformat(str(row["start"]))
        assert row["end"] is None or date.fromisoformat(str(row["end"]))
        assert isinstance(row["open"], int)
        assert isinstance(row["missed"], int)
        assert row["state"] in KINDS[str(row["kind"])].states


def test_the_numbers_are_those_of_the_duties(run: Run, agreed: Path) -> None:
    """Three sessions wait for a judgement; one instalment of a rent is due today, of two."""
    by_kind = {
        (row["kind"], row["state"]): row for row in rows(run, agreed)
    }  # fmt: skip
    coaching = by_kind["budget_coaching", "accepted"]
    assert (coaching["open"], coaching["missed"], coaching["to_judge"]) == (3, 0, 3)
    assert coaching["next"] == "2026-11-05"
    arrangement = by_kind["payment_arrangement", "agreed"]
    assert (arrangement["open"], arrangement["cents"], arrangement["paid"]) == (1, RENT, 0)
    refused = by_kind["payment_arrangement", "refused"]
    assert (refused["open"], refused["next"], refused["phase"]) == (0, None, "refused")


def test_those_that_are_over_come_last(run: Run, agreed: Path) -> None:
    assert [row["state"] for row in rows(run, agreed)][-1] == "refused"


def test_a_judgement_counts_at_once(run: Run, agreed: Path) -> None:
    here = session(agreed)
    sessions = next(
        one for one in file_of(here).agreements if one.kind == "budget_coaching"
    ).conditions[0]
    record(judge(sessions, FIRST, JudgedAs.MISSED, evidence=Evidence.REPORT), session=here)
    here.close()
    row = next(row for row in rows(run, agreed) if row["kind"] == "budget_coaching")
    assert (row["open"], row["missed"]) == (2, 1)


@pytest.mark.parametrize(
    ("limit", "kinds"),
    [
        ("lang:pl", {"payment_arrangement", "budget_coaching", "second_chance"}),
        ("-lang:pl", {"housing_support", "debt_counselling", "payment_arrangement"}),
        ("lang:tr lang:nl", set()),
        ("arrears>1.5m", {"payment_arrangement", "budget_coaching", "second_chance"}),
        ("children", set()),
        ("agreement:second_chance", {"second_chance"}),
        ("agreed>=today agreement:housing_support", {"housing_support"}),
        ("agreed<today", set()),
        ("review<=today", set()),
        (
            "-agreement:second_chance",
            {"housing_support", "debt_counselling", "payment_arrangement"},
        ),
        ("called<3d", set()),
    ],
)
def test_a_limit_is_that_of_the_worklist(
    run: Run, agreed: Path, limit: str, kinds: set[str]
) -> None:
    assert {row["kind"] for row in rows(run, agreed, "--limit", limit)} == kinds


def test_a_limit_holds_for_files_in_which_nothing_is_due(run: Run, agreed: Path) -> None:
    """The worklist leaves them out; their agreements stand."""
    due = json.loads(run("--store", agreed, "due", "--json").out)
    quiet = [row for row in rows(run, agreed) if row["case"] not in {one["case"] for one in due}]
    assert {row["kind"] for row in quiet} <= {row["kind"] for row in rows(run, agreed)}
    for row in quiet:
        assert row in rows(run, agreed, "--limit", "arrears<100m")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_table_is_no_wider_than_the_smallest_screen(run: Run, agreed: Path, lang: str) -> None:
    text = run("--store", agreed, "--lang", lang, "agreements").out
    lines = text.splitlines()
    assert len(lines) == 8
    assert all(len(line) <= 80 for line in lines)
    assert not re.search(r"\b[a-z_]+\.[a-z_]{3,}", text)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_store_without_agreements_says_so(run: Run, path: Path, lang: str) -> None:
    shown = run("--store", path, "--lang", lang, "agreements")
    assert shown.code == 0
    assert shown.out.strip() in {"Er zijn geen afspraken.", "There are no agreements."}
    assert rows(run, path) == []
    within = run("--store", path, "--lang", lang, "agreements", "--limit", "lang:tr")
    assert within.out.strip() in {
        "Binnen dit filter zijn er geen afspraken.", "There are no agreements within this limit.",
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_file_is_shown_with_all_its_agreements(run: Run, agreed: Path, lang: str) -> None:
    text = run("--store", agreed, "--lang", lang, "show", number(run, agreed)).out
    for part in ("Op Orde", "SC-1", "€ 612,40", "Kom naar de les.", "F1", "opname", "anna"):
        assert part in text, part
    assert not re.search(r"\b(agreement|condition|duty|evidence|state|rung)\.[a-z_]{3,}", text)
    assert max(map(len, text.splitlines())) <= 100


def test_show_as_json_has_the_obligations_with_both_days(run: Run, agreed: Path) -> None:
    shown = json.loads(run("--store", agreed, "show", number(run, agreed), "--json").out)
    duties = shown["obligations"]
    assert {duty["agreement"] for duty in duties} == {
        one["id"] for one in shown["file"]["agreements"]
    }
    moved = [duty for duty in duties if duty["on"] != duty["original"]]
    assert moved
    assert all(duty["on"] > duty["original"] for duty in moved)
    assert sum(duty["cents"] for duty in duties) == 2 * RENT


def test_what_people_typed_is_shown_as_it_is(run: Run, agreed: Path) -> None:
    other = next(row for row in rows(run, agreed) if row["kind"] == "housing_support")
    text = run("--store", agreed, "show", other["case"]).out
    assert "{name} %s" in text
    assert "[red]" in text
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_each_condition_says_how_it_goes(run: Run, agreed: Path, lang: str) -> None:
    text = run("--store", agreed, "--lang", lang, "conditions", number(run, agreed)).out
    assert text.count("Komt elke week.") == 4
    assert "✗" not in text
    assert all(len(line) <= 80 for line in text.splitlines())


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_proof_says_what_is_in_the_file_and_what_is_missing(
    run: Run, agreed: Path, lang: str
) -> None:
    asked = ("--store", agreed, "--lang", lang, "conditions", number(run, agreed), "--proof")
    text = run(*asked).out
    assert "✓" in text
    assert "✗" in text
    assert "SC-1" in text
    assert all(len(line) <= 80 for line in text.splitlines())
    found = json.loads(run(*asked, "--json").out)
    assert len(found) == 4
    asks = [ask for one in found for ask in one["asks"]]
    assert asks
    for ask in asks:
        assert set(ask) == {"asks", "asks_id", "held", "on", "paper", "without_reference"}
        assert ask["asks"] != ask["asks_id"]
    signed = next(ask for ask in asks if ask["paper"] == "SC-1")
    assert (signed["held"], signed["on"]) == (True, START.isoformat())


def test_without_proof_nothing_is_asked(run: Run, agreed: Path) -> None:
    found = json.loads(run("--store", agreed, "conditions", number(run, agreed), "--json").out)
    assert all(one["asks"] == [] for one in found)
    assert {one["status"] for one in found} >= {"on_track", "at_risk"}


def test_a_file_without_conditions_says_so(run: Run, agreed: Path) -> None:
    other = next(row for row in rows(run, agreed) if row["kind"] == "housing_support")
    shown = run("--store", agreed, "conditions", other["case"], "--proof")
    assert (shown.code, shown.out.strip()) == (0, "This file has no conditions.")


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("which", PAPERS)
def test_a_text_is_filled_in_whole(run: Run, agreed: Path, which: str, lang: str) -> None:
    shown = run("--store", agreed, "--lang", lang, "text", number(run, agreed), which)
    assert shown.code == 0
    assert not re.search(r"\{\w+\}", shown.out)
    assert not re.search(r"\b(paper|condition|evidence|lease_form)\.[a-z_]{3,}", shown.out)
    assert "M. Kowalska" in shown.out
    assert "Woonstichting Waterrijk" in shown.out


@pytest.mark.parametrize(
    ("which", "parts"),
    [
        ("confirmation", (
            "3 nov 2026: € 612,40", "3 dec 2026: € 612,40", "Samen is dat € 1.224,80", "6:43",
            "6:44", "Anna de Boer", "namens Woonstichting Waterrijk", "Er zijn",
        )),
        ("annex", (
            "Tijdelijke tweede-kans-huurovereenkomst", "1. C10: Komt elke week.",
            "Vanaf do 15 okt 2026, elke week, 8 keer, tot en met do 3 dec 2026. Dit blijkt uit:",
            "aanwezigheid.", "14 dagen",
            "5 werkdagen", "een gewone huurovereenkomst", "M. Kowalska: ____",
        )),
        ("yellow_card", ("17 nov 2026", "Kom naar de les.", "geen verlenging")),
        ("talk", ("Komt elke week.", "Bel met Anna de Boer")),
    ],
)  # fmt: skip
def test_a_text_says_what_was_agreed(
    run: Run, agreed: Path, which: str, parts: tuple[str, ...]
) -> None:
    text = run("--store", agreed, "--lang", "nl", "text", number(run, agreed), which).out
    for part in parts:
        assert part.replace("Er zijn", "2 betalingen") in text, part


@pytest.mark.parametrize("which", ["three_party", "red_card", "graduation"])
def test_a_text_about_what_did_not_happen_is_refused(run: Run, agreed: Path, which: str) -> None:
    shown = run("--store", agreed, "text", number(run, agreed), which)
    assert (shown.code, shown.out) == (1, "")
    assert shown.err.count("\n") == 1


def test_an_unknown_text_is_wrongly_asked(run: Run, agreed: Path) -> None:
    shown = run("--store", agreed, "text", "2-1", "poem")
    assert shown.code == 2
    assert "confirmation" in shown.err


def climbed(here: Session) -> None:
    """The ladder up to a red card that another person approved."""
    furnish(here)
    second = FIRST + timedelta(days=7)
    record(judge(newest(here).conditions[0], second, JudgedAs.MISSED), session=here)
    for taken in (Rung.TALK, Rung.YELLOW_CARD, Rung.THREE_PARTY):
        if taken is Rung.THREE_PARTY:
            record(rung(here, taken), session=here)
        if taken is Rung.YELLOW_CARD:
            days = "on_day = '2026-10-01', cure_until = '2026-10-15'"
            here.conn.execute(f"UPDATE ladder_step SET {days} WHERE rung = 'yellow_card'")
        found = next(one for one in newest(here).ladder if one.rung is taken)
        shut = a.CloseRung(case=CASE, step=found.id, seen=found.version, outcome=Outcome.NOT_CURED)
        record(shut, session=here)
    record(rung(here, Rung.RED_CARD, why="Gaat naar familie."), session=here)


def test_a_red_card_names_both_who_decided(run: Run, tmp_path: Path) -> None:
    path = build(tmp_path / "r.db", SHAPES)
    here = session(path)
    run_day(here)
    climbed(here)
    card = newest(here).ladder[-1]
    here.close()
    case = number(run, path)
    alone = run("--store", path, "--lang", "nl", "text", case, "red_card")
    assert (alone.code, "tweede persoon" in alone.err) == (1, True)
    leader = session(path, "tess")
    record(a.ApproveRung(case=CASE, step=card.id, seen=card.version), session=leader)
    leader.close()
    text = run("--store", path, "--lang", "nl", "text", case, "red_card").out
    assert all(name in text for name in ("Anna de Boer", "Tess Smit"))
    assert "Juridisch Loket" in text
    assert "driegesprek" not in text
    assert run("--store", path, "text", case, "three_party").code == 0


def test_who_graduates_gets_a_letter(run: Run, tmp_path: Path) -> None:
    path = build(tmp_path / "g.db", SHAPES)
    here = session(path)
    run_day(here)
    once = condition(clause="C12", rule="", first_on=FIRST, text="Vraagt huurtoeslag aan.")
    signed_chance(here, conditions=(once,))
    record(judge(newest(here).conditions[0], FIRST, JudgedAs.MET, reference="brief"), session=here)
    record(step(here, "graduated", why="alles gehaald"), session=here)
    here.close()
    text = run("--store", path, "--lang", "nl", "text", number(run, path), "graduation").out
    for part in ("Het is u gelukt", "Vraagt huurtoeslag aan.", "een gewone huurovereenkomst"):
        assert part in text


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_tolerated_use_never_reads_as_a_lease(run: Run, tmp_path: Path, lang: str) -> None:
    """R77: under the judgment the annex speaks of use, not of rent or tenant."""
    path = build(tmp_path / "f2.db", SHAPES)
    here = session(path)
    run_day(here)
    use = condition(clause="C10", text="De gebruiker laat ons binnen.")
    terms = {"form": "F2", "signatories": ["landlord", "tenant"], "old_debt_why": "betaald"}
    terms |= {"language": lang}
    end = TODAY + timedelta(days=200)
    record(second_chance(conditions=(use,), terms=terms, why="-", end_on=end), session=here)
    here.close()
    text = run("--store", path, "--lang", lang, "text", number(run, path), "annex").out
    before = text.partition("Als het goed gaat" if lang == "nl" else "When it goes well")[0]
    before = before.replace("geen huur", "").replace("no lease", "")
    assert not re.search(
        r"\b(?:ver)?huur|\b(?:rent|tenant|lease|landlord)\b", before, re.IGNORECASE
    )


def test_an_arrangement_of_a_huge_sum_is_confirmed(run: Run, tmp_path: Path) -> None:
    """Nothing is cut from an amount."""
    from tests.casework.agreed import arrangement, instalment

    path = build(tmp_path / "h.db", SHAPES)
    here = session(path)
    run_day(here)
    huge = instalment(cents=9_999_999_99, rule="FREQ=MONTHLY;COUNT=1")
    made = arrangement(here, conditions=(huge,), terms={"debt_cents": 0}, why="-")
    record(made, session=here)
    here.close()
    case = rows(run, path)[0]["case"]
    text = run("--store", path, "text", case, "confirmation").out
    assert "€ 9.999.999,99" in text
    assert "€ 0,00" in text
    assert "€ 9.999.999,99" in run("--store", path, "show", case).out


def test_the_verbs_load_no_textual(agreed: Path) -> None:
    import subprocess
    import sys

    for verb in (["agreements"], ["show", "2-1"], ["conditions", "2-1", "--proof"]):
        code = (
            "import sys; from caseconsole.cli import main;"
            f" main(['--store', {str(agreed)!r}, *{verb!r}]);"
            " print(*sys.modules, file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert "textual" not in {name.partition(".")[0] for name in done.stderr.split()}
