"""What is wrongly asked gets one sentence that says what to do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from caseconsole.casework import papers
from caseconsole.cli import main
from caseconsole.cli import run as running
from caseconsole.cli.parser import PAPERS, VERBS
from caseconsole.domain.message import Refused, message
from caseconsole.locale import Speaker, speaker
from caseconsole.process.policy_papers import Paper
from tests.cli.conftest import Run

WRONG = [
    ([], "Say which store"),
    (["due"], "Say which store"),
    (["--store"], "--store"),
    (["nonsense"], "nonsense"),
    (["demo", "--today", "31-31-2026"], "31-31-2026 is not a day"),
    (["demo", "--cases", "0"], "0 is not a number"),
    (["demo", "--cases", "many"], "many is not a number"),
    (["--store", "x", "due", "--limits", "a"], "--limits"),
    (["demo", "--cases", "99999999999"], "99999999999 is too many; at most 100000"),
    (["demo", "--cases", "100001"], "100001 is too many"),
    (["--store", "x", "review", "9" * 30], "is too many"),
    (["--store", "x", "review", "x"], "x is not the number of a review; choose one from"),
    (["--store", "", "due"], "the path is empty"),
    (["due", "--store", " "], "the path is empty"),
    (["--store", "x", "import", ""], "the path is empty"),
    (["--store", "x", "due", "--as", ""], "the caseworker is empty"),
    (["--store", "x", "--as", " ", "due"], "the caseworker is empty"),
    (["demo", "--as", ""], "the caseworker is empty"),
    (["--store", "x", "due", "--limit=--"], "--limit: "),
    (["--store", "x", "day", "--on=--"], "--on: "),
    (["--store=--", "due"], "--store: "),
    (["--store", "x", "due", "--as=--"], "--as: "),
    (["demo", "--cases=--"], "--cases: "),
    (["--store", "x", "day", "--on", ""], "the day is empty"),
    (["--store", "x", "day", "--on", " "], "the day is empty"),
    (["demo", "--today", ""], "the day is empty"),
    (["--store", "x", "day", "--on", "tomorrow"], "tomorrow is not a day"),
    (["--store", "x", "day", "--on", "1900-01-01"], "choose a day from 1990 to 2089"),
    (["--store", "x", "day", "--on", "1989-12-31"], "choose a day from 1990 to 2089"),
    (["--store", "x", "day", "--on", "2090-01-01"], "choose a day from 1990 to 2089"),
    (["--store", "x", "day", "--on", "2100-01-01"], "2100-01-01 is too far away; choose a day"),
    (["--store", "x", "day", "--on", "1-1-1850"], "1-1-1850 is too far away; choose a day"),
    (["--store", "x", "day", "--on", "31-02-1850"], "31-02-1850 is not a day"),
    (["demo", "--today", "2199-01-01"], "choose a day from 1990 to 2089"),
    (["demo", "--today", "2099-12-31"], "choose a day from 1990 to 2089"),
    (["--store", "x", "--lang", "fr", "due"], "fr"),
    (["--store", "x", "init"], "--name"),
    (["--store", "x", "show"], "CASE"),
    (["--store", "x", "show", ""], "the case number is empty"),
    (["--store", "x", "why", " "], "the case number is empty"),
    (["--store", "x", "conditions", ""], "the case number is empty"),
    (["--store", "x", "text", "", "talk"], "the case number is empty"),
]


@pytest.mark.parametrize(("arguments", "told"), WRONG, ids=str)
def test_what_is_wrongly_asked_is_told_in_one_sentence(
    arguments: list[str], told: str, run: Run
) -> None:
    outcome = run(*arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert told in outcome.err
    assert outcome.err.count("\n") == 1


REFUSED = [
    (["due", "--limit", "foo:bar"], "foo"),
    (["due", "--limit", "arrears>x"], "arrears"),
    (["due", "--limit", "lang:"], "“lang:” is not understood; write for example lang:tr."),
    (["due", "--limit", "action:foo"], "colon from: call_back, promise_broken, first_call,"),
    (["due", "--limit", "action:foo"], ", suspension_ending, review_due."),
    (["agreements", "--limit", "agreement:x"], "from: budget_coaching, debt_counselling,"),
    (["--lang", "nl", "due", "--limit", "claim:x"], "dubbele punt uit: bellen, bezoeken, nakijken"),
    (["due", "--limit", "lang:xx"], "choose for example from: tr, ar, ary"),
    (["due", "--limit", "children -lang:xx"], "“xx” is no language"),
    (["due", "--limit", "owner:bla", "--json"], "choose from: me, -, anna, axel, beheer"),
    (["due", "--limit", "team:xyz"], "“xyz” is no team here; choose from: me, noord, zuid"),
    (["agreements", "--limit", "team:xyz"], "choose from: me, noord, zuid"),
    (["show", "99-9"], "99-9"),
    (["show", "hello"], "hello"),
    (["why", "1-0"], "1-0"),
    (["due", "--as", "nobody"], "nobody"),
    (["due", "--as", "weg"], "weg"),
    (["check", "--as", "anna"], "caseworker"),
    (["import", "nothing.csv", "--as", "anna"], "caseworker"),
    (["due", "--as", "beheer"], "An administrator can: init, import, day, check"),
    (["show", "99999-9"], "Check the number"),
]


@pytest.mark.parametrize(("arguments", "told"), REFUSED, ids=str)
def test_what_cannot_be_done_is_refused_in_one_sentence(
    arguments: list[str], told: str, run: Run, path: Path
) -> None:
    outcome = run("--store", path, *arguments)
    assert (outcome.code, outcome.out) == (1, "")
    assert told in outcome.err
    assert "Tab" not in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("content", [None, b"", b"not a store at all\n" * 100])
def test_what_is_not_a_store_is_refused(content: bytes | None, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    if content is not None:
        path.write_bytes(content)
    outcome = run("--store", path, "due")
    assert outcome.code == 1
    assert "x.db" in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    "verb", [["due"], ["migrate"], ["demo"], ["demo", "--build-only"]], ids=str
)
def test_an_empty_file_is_told_and_stays_empty(verb: list[str], run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.touch()
    outcome = run("--store", path, *verb)
    assert (outcome.code, outcome.out) == (1, "")
    assert "empty or cut short" in outcome.err
    assert [(file.name, file.stat().st_size) for file in tmp_path.iterdir()] == [("x.db", 0)]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_verb_explains_itself(
    verb: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([verb, "--lang", lang, "--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert ("gebruik: " if lang == "nl" else "usage: ") in shown
    assert "cli.help" not in shown


def test_the_language_is_that_of_the_option_then_the_variable_then_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert running.language(["due"]) == "en"
    monkeypatch.setenv("CASECONSOLE_LANG", "nl")
    assert running.language(["due"]) == "nl"
    assert running.language(["due", "--lang", "en"]) == "en"
    assert running.language(["--lang=en", "due"]) == "en"
    monkeypatch.delenv("CASECONSOLE_LANG")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert running.language([]) == "nl"


def test_a_fault_of_ours_is_told_without_data(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> running.Verb:
        raise RuntimeError("M. Yılmaz owes € 612,40")

    monkeypatch.setattr(running, "verb", fail)
    outcome = run("--store", "x", "due")
    assert outcome.code == 70
    assert "RuntimeError" in outcome.err
    assert "cli/run.py" in outcome.err
    assert "Yılmaz" not in outcome.err


def test_an_interrupt_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(name: str) -> running.Verb:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "verb", interrupt)
    outcome = run("--store", "x", "due")
    assert (outcome.code, outcome.out, outcome.err) == (130, "", "")


def test_a_store_that_was_replaced_is_told_without_a_word_of_the_console(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was typed there that still stands."""

    def refuse(name: str) -> running.Verb:
        raise Refused(message("store.replaced", path="x.db"))

    monkeypatch.setattr(running, "verb", refuse)
    outcome = run("--store", "x.db", "day")
    said = "x.db was replaced or removed: nothing more was recorded. Give the command again"
    assert (outcome.code, outcome.err.startswith(said)) == (1, True)
    assert "console" not in outcome.err


def test_a_reader_that_leaves_the_pipe_is_no_fault(path: Path) -> None:
    command = [sys.executable, "-m", "caseconsole", "--store", str(path), "due", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    ("verb", "out", "told"),
    [
        ("due", ">/dev/full", "full"), ("show 1-1 --json", ">/dev/full", "full"),
        ("--help", ">/dev/full", "full"), ("check", ">/dev/full", "full"),
        ("due", ">&-", "closed"), ("show 1-1", ">&-", "closed"), ("--help", ">&-", "closed"),
    ],
)  # fmt: skip
def test_output_that_cannot_be_written_is_said_in_one_sentence(
    run: Run, path: Path, verb: str, out: str, told: str, lang: str
) -> None:
    if "show" in verb:
        due = json.loads(run("--store", path, "due", "--json").out)
        verb = verb.replace("1-1", due[0]["case"])
    command = f"{sys.executable} -m caseconsole --store {path} --lang {lang} {verb} {out}"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    id_ = {"full": "cli.output_full", "closed": "cli.output_closed"}[told]
    assert (done.returncode, done.stderr) == (1, f"{speaker(lang).say(id_)}\n")


def test_the_console_says_that_it_needs_a_terminal(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "caseconsole", "--store", str(path), "--lang", "en"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 65
    assert done.stderr.count("\n") == 1
    assert "terminal" in done.stderr


def test_closed_input_is_no_terminal(path: Path) -> None:
    command = f"{sys.executable} -m caseconsole --store {path} --lang en console <&-"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    said = speaker("en").say("refused.no_terminal")
    assert (done.returncode, done.stderr) == (65, f"{said}\n")


@pytest.mark.parametrize(
    ("verb", "code"), [("bogus", 2), ("show", 2), ("show nobody", 1), ("day", 0), ("console", 65)]
)
def test_where_nothing_can_be_said_the_code_still_tells(path: Path, verb: str, code: int) -> None:
    command = f"{sys.executable} -m caseconsole --store {path} {verb} 2>&-"
    done = subprocess.run(command, shell=True, stdout=subprocess.PIPE, check=False)
    assert done.returncode == code


def test_hostile_text_in_an_argument_does_not_reach_the_terminal(run: Run) -> None:
    outcome = run("--store", "/nope\x1b]52;c;eA==\x07", "due")
    assert outcome.code == 1
    assert "\x1b" not in outcome.err
    assert "\x07" not in outcome.err


def test_every_text_can_be_asked_for() -> None:
    assert PAPERS == papers.PAPERS == tuple(Paper)


def test_both_languages_name_every_verb(speaker: Speaker) -> None:
    for verb in VERBS:
        assert speaker.say(f"cli.help.{verb}") != f"cli.help.{verb}"


@pytest.mark.parametrize(
    "arguments", [("show", "9" * 100_000), ("day", "--on", "9" * 100_000), ("why", "x" * 100_000)]
)
def test_what_is_typed_without_end_gives_a_short_sentence(
    run: Run, path: Path, arguments: tuple[str, ...]
) -> None:
    outcome = run("--store", path, *arguments)
    assert (outcome.code != 0, outcome.out) == (True, "")
    assert len(outcome.err) < 300


def test_what_is_written_in_other_letters_than_utf8_is_refused_in_one_sentence(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "caseconsole", "--store", str(path), "--lang", "en", "due"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (65, "")
    assert (
        done.stderr == "This terminal does not work with UTF-8. Set LANG to C.UTF-8, for example.\n"
    )
