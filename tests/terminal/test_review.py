"""Reviews by keyboard in a real terminal: five second chances up to a card, one that graduates."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from caseconsole.domain.agreement import DecisionKind, Rung
from caseconsole.locale import Speaker
from caseconsole.store import read
from tests.casework.agreed import file_of, newest
from tests.casework.reviews import SESSIONS, judge_all, second_chances
from tests.casework.stores import session
from tests.terminal.conftest import Open
from tests.terminal.terminal import Terminal

SIZES = [(80, 24), (120, 40)]
FILES = 5
BREACHED = 2
"""The file in which every session was missed."""
ITEM_BYTES = 2_500
"""The most that the next item may write."""


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five files with a second chance each."""
    return second_chances(tmp_path_factory.mktemp("review") / "t.db", FILES, talked=False)


@pytest.fixture
def store(reviewed: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(reviewed, tmp_path / "s.db"))


@pytest.fixture
def open_review(store: Path, speaker: Speaker) -> Iterator[Open]:
    """Opens the console on it, and begins a review of all second chances."""
    with ExitStack() as ends:

        def start(*, cols: int, rows: int, login: str = "anna") -> Terminal:
            lang = ("--as", login, "--lang", speaker.lang)
            argv = [sys.executable, "-m", "caseconsole", "--store", str(store), *lang]
            terminal = ends.enter_context(Terminal(argv, cols=cols, rows=rows))
            rests(terminal, speaker.say("place.list"))
            return terminal

        yield start


def rests(terminal: Terminal, text: str) -> None:
    """Wait until a text stands on the screen, over as many rows as it takes, and no more comes."""
    terminal.wait(r"\s+".join(map(re.escape, text.split())))
    terminal.settle()


def begin(terminal: Terminal, speaker: Speaker) -> None:
    """Choose all second chances by a typed limit."""
    terminal.press("R")
    terminal.wait(re.escape(speaker.say("review.set.typed")))
    terminal.press("end", "enter")
    terminal.settle()
    terminal.type("agreement:second_chance")
    terminal.press("enter")
    rests(terminal, speaker.say("review.file", here=1, total=FILES))


def at_end(terminal: Terminal, speaker: Speaker, file: int) -> None:
    """Wait for the end of a file."""
    here = speaker.say("review.file", here=file, total=FILES)
    rests(terminal, f"{here} · {speaker.say('review.end')}")


@pytest.mark.parametrize(("cols", "rows"), SIZES)
def test_five_second_chances_with_one_breach_up_to_the_yellow_card(
    cols: int, rows: int, speaker: Speaker, open_review: Open, store: Path
) -> None:
    """Each session is judged, the breach leads to a talk and a card, and the report tells it all.

    The talk ends the file; it is gone back to for the card on the same day.
    """
    terminal = open_review(cols=cols, rows=rows)
    begin(terminal, speaker)
    for file in range(1, FILES + 1):
        total = len_of(store, file)
        for item in range(1, SESSIONS + 1):
            rests(terminal, speaker.say("review.item", here=item, total=total))
            before = terminal.received
            terminal.press("x" if file == BREACHED else "m")
            if item < SESSIONS:
                terminal.wait(re.escape(speaker.say("review.item", here=item + 1, total=total)))
            else:
                at_end(terminal, speaker, file)
            terminal.settle()
            assert terminal.received - before <= ITEM_BYTES
        if file == BREACHED:
            assert speaker.say("condition.breached") in terminal.text
            up_to_the_card(terminal, speaker)
        else:
            terminal.press("enter")
    rests(terminal, speaker.say("review.finished", id=1))
    terminal.press("q")
    assert terminal.exit_code() == 0
    here = session(store)
    try:
        ladder = newest(here, BREACHED).ladder
        assert [step.rung for step in ladder] == [Rung.TALK, Rung.YELLOW_CARD]
        card = ladder[-1]
        assert (card.rung, (card.cure_until or card.on) - card.on) == (
            Rung.YELLOW_CARD, here.clock.now().today.resolution * 14,
        )  # fmt: skip
        assert "C05" not in card.text
        assert card.text
        assert all(file.done_on for file in read.review_files(here.conn, 1))
    finally:
        here.close()
    told = json.loads(report(store, "--json"))
    assert told["totals"]["judgements"] == {
        "met": SESSIONS * (FILES - 1), "missed": SESSIONS,
    }  # fmt: skip
    assert told["totals"]["decisions"] == {"keep": FILES - 1, "warn": 2}
    assert told["totals"]["rungs"] == {"talk": 1, "yellow_card": 1}
    assert speaker.say("rung.yellow_card") in report(store, "--lang", speaker.lang)


def up_to_the_card(terminal: Terminal, speaker: Speaker) -> None:
    """Take the talk, which ends the file; go back to it for the card, and on."""
    warned(terminal, speaker, Rung.TALK, "enter")
    rests(terminal, speaker.say("review.file", here=BREACHED + 1, total=FILES))
    terminal.press("p")
    at_end(terminal, speaker, BREACHED)
    warned(terminal, speaker, Rung.YELLOW_CARD, "2")
    at_end(terminal, speaker, BREACHED)
    terminal.press("n")


def warned(terminal: Terminal, speaker: Speaker, rung: Rung, key: str) -> None:
    """Warn with the rung that the form proposes, which a key opens."""
    terminal.press(key)
    rests(terminal, speaker.say(f"rung.{rung}"))
    assert re.search(rf"▶ \d {re.escape(speaker.say(f'rung.{rung}'))}", terminal.text)
    terminal.press("f2")


def len_of(store: Path, file: int) -> int:
    """How many items a file of the review has."""
    from caseconsole.domain.review import items

    here = session(store)
    try:
        found = read.case_file(here.conn, file, here.clock.now().today)
        return len(items(found, "second_chance", here.clock.now().today))
    finally:
        here.close()


def report(store: Path, *more: str) -> str:
    """What the verb prints of the first review."""
    argv = [sys.executable, "-m", "caseconsole", "--store", str(store), "--as", "anna"]
    done = subprocess.run([*argv, "review", "1", *more], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize(("cols", "rows"), SIZES)
def test_a_review_that_is_broken_off_goes_on_and_one_graduates(
    cols: int, rows: int, speaker: Speaker, open_review: Open, store: Path
) -> None:
    """A colleague goes on after the first item of the first file, and lets its lease graduate."""
    terminal = open_review(cols=cols, rows=rows)
    begin(terminal, speaker)
    total = len_of(store, 1)
    terminal.press("m")
    rests(terminal, speaker.say("review.item", here=2, total=total))
    terminal.press("escape")
    rests(terminal, speaker.say("place.list"))
    terminal.press("q")
    assert terminal.exit_code() == 0

    here = session(store)
    judge_all(here, 1)
    terminal = open_review(cols=cols, rows=rows, login="tess")
    terminal.press("R")
    terminal.wait(re.escape(speaker.say("review.goes_on_at", done=0, total=FILES)))
    terminal.press("enter")
    at_end(terminal, speaker, 1)
    terminal.press("4")
    rests(terminal, speaker.say("decision.graduate"))
    terminal.press("f2")
    rests(terminal, "2027")
    terminal.type("Alles gehaald")
    terminal.press("f2")
    rests(terminal, speaker.say("review.file", here=2, total=FILES))
    terminal.press("escape")
    terminal.settle()
    terminal.press("q")
    assert terminal.exit_code() == 0
    try:
        (agreement,) = file_of(here, 1).agreements
        assert agreement.state == "graduated"
        decision = agreement.decisions[-1]
        assert (decision.kind, decision.by) == (DecisionKind.GRADUATE, "tess")
    finally:
        here.close()
