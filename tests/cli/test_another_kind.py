"""A sixth kind of agreement is told by every verb as its table names it."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from caseconsole.casework import drafting
from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.message import LANGUAGES
from caseconsole.locale import speaker
from caseconsole.store import read
from tests.casework.agreed import CASE
from tests.casework.stores import TODAY, session
from tests.cli.conftest import Run
from tests.process import test_another_kind

policy_folder = test_another_kind.policy_folder
SAID = {
    "nl": ("Vrijwilligerswerk", "afgesproken", "Dienst"),
    "en": ("Voluntary work", "agreed", "Shift"),
}


@pytest.fixture
def agreed(path: Path, policy_folder: Path) -> Path:
    """A store with one of it, of which a shift is to be judged; its table lies beside."""
    shutil.copytree(policy_folder, path.with_suffix(".policy"))
    here, start = session(path), TODAY - timedelta(days=7)
    run_day(here)
    view = read.case_view(here.conn, CASE, TODAY, "anna")
    terms = {"shift_on": start.isoformat(), "partner": "X", "place": "de loods"}
    drawn = drafting.conditions(here, view, "voluntary_work", terms, start)
    made = a.MakeAgreement(
        case=CASE, agreement="voluntary_work", state="agreed", start_on=start, conditions=drawn
    )
    record(made, session=here)
    run_day(here)
    here.close()
    return path


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_verb_names_it_in_both_languages(agreed: Path, run: Run, lang: str) -> None:
    """No id comes to light, though no catalogue was made of the table."""
    limit = "traject:vrijwilligerswerk" if lang == "nl" else "agreement:voluntary_work"
    here = session(agreed)
    number = read.case_view(here.conn, CASE, TODAY, "anna").file.number
    here.close()
    shown = {
        verb[0]: run(*verb, "--store", agreed, "--lang", lang)
        for verb in (
            ("show", number),
            ("why", number),
            ("due", "--limit", limit),
            ("agreements", "--limit", limit),
            ("conditions", number),
        )
    }
    for verb, done in shown.items():
        assert (done.code, done.err) == (0, ""), verb
        assert "voluntary_work" not in done.out, verb
    kind, state, clause = SAID[lang]
    assert kind.lower() in shown["agreements"].out.lower()
    assert state in shown["agreements"].out
    assert kind in shown["conditions"].out
    assert clause in shown["show"].out
    assert clause in shown["why"].out


def test_a_name_beside_the_store_takes_the_place_of_ours(path: Path, run: Run) -> None:
    """While that store is open: another names things as it does itself."""
    own = path.with_suffix(".policy")
    own.mkdir()
    named = '[kind.housing_support]\nname = { nl = "Thuishulp", en = "Home help" }\n'
    (own / "own.toml").write_text(named, encoding="utf-8")
    assert run("agreements", "--store", path).code == 0
    assert [speaker(lang).say("kind.housing_support") for lang in LANGUAGES] == [
        "Thuishulp", "Home help",
    ]  # fmt: skip
    shutil.rmtree(own)
    assert run("agreements", "--store", path).code == 0
    assert speaker("nl").say("kind.housing_support") == "Woonbegeleiding"
