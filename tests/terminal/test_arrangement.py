"""The arrangement desk by keyboard, in both languages and both sizes: agreed, refused, undone."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from caseconsole.locale import Speaker
from caseconsole.store.sqlite import open_store
from tests.terminal.terminal import Terminal
from tests.tui.stores import due_store

SIZES = [(80, 24), (120, 40)]
Shown = Callable[[int, int], Terminal]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a few cases of one month's rent each."""
    return due_store(tmp_path / "store.db", 4)


@pytest.fixture
def first_file(path: Path, speaker: Speaker) -> Iterator[Shown]:
    """Opens the console with the first file of the list on screen."""
    with ExitStack() as ends:

        def start(cols: int, rows: int) -> Terminal:
            argv = [sys.executable, "-m", "caseconsole", "--store", str(path)]
            terminal = ends.enter_context(
                Terminal([*argv, "--lang", speaker.lang], cols=cols, rows=rows)
            )
            terminal.wait(re.escape(speaker.say("place.list")))
            terminal.press("enter")
            terminal.wait(re.escape(speaker.say("section.overview")))
            return terminal

        yield start


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    """What the store holds, read beside the running console."""
    store = open_store(path)
    try:
        return list(store.conn.execute(sql).fetchall())
    finally:
        store.close()


def agreed(path: Path) -> list[tuple[object, ...]]:
    """The arrangements that stand: how each stands, and why."""
    return rows(
        path,
        "SELECT state, why FROM agreement_state JOIN agreement ON agreement.id = agreement"
        " WHERE agreement.withdrawn_at IS NULL",
    )


def duties(path: Path) -> list[tuple[object, ...]]:
    """The rule and the cents of each instalment condition that stands."""
    return rows(
        path,
        "SELECT rule, cents, last_cents FROM condition WHERE judge = 'ledger' AND cents > 0"
        " AND withdrawn_at IS NULL ORDER BY id",
    )


def says(terminal: Terminal, speaker: Speaker, id_: str, **values: object) -> None:
    """Wait until a sentence stands on screen."""
    terminal.wait(re.escape(speaker.say(id_, **values)))  # type: ignore[arg-type]


def outcome(terminal: Terminal, speaker: Speaker, id_: str, number: str, state: str) -> None:
    """Wait until what became of the arrangement stands in a receipt."""
    kind = speaker.say("kind.payment_arrangement")
    done = speaker.say(id_, what_word="X", number=number).partition("X")[0]
    said = f"{done}{kind}: {speaker.say(f'state.payment_arrangement.{state}')}"
    terminal.wait(re.escape(said).replace(r"\ ", r"\s+"))


def number_of(terminal: Terminal) -> str:
    """The number of the file on screen."""
    return terminal.row(1).split()[0]


@pytest.mark.parametrize(("cols", "rows_"), SIZES)
def test_an_arrangement_is_agreed_seen_in_the_file_and_the_list_and_taken_back(
    cols: int, rows_: int, speaker: Speaker, path: Path, first_file: Shown
) -> None:
    """`a F2`: section 4 has its instalments, the list asks for the confirmation, `u` undoes."""
    terminal = first_file(cols, rows_)
    number = number_of(terminal)
    terminal.press("a")
    says(terminal, speaker, "verb.agree")
    assert number in terminal.row(0)
    assert max(map(len, terminal.text.splitlines())) <= cols
    terminal.press("f2")
    outcome(terminal, speaker, "done", number, "agreed")
    assert agreed(path) == [("agreed", "")]
    assert duties(path) == [("FREQ=MONTHLY;COUNT=6", 105_00, 87_40)]

    terminal.press("4")
    says(terminal, speaker, "kind.payment_arrangement")
    terminal.wait(r"105,00 .*\n.*105,00 ")
    terminal.press("pagedown")
    terminal.wait("87,40")
    terminal.press("escape")
    says(terminal, speaker, "place.list")
    terminal.wait(rf"▶ .*{re.escape(speaker.say('action.association_duty'))}")
    terminal.wait(r"R34")

    terminal.press("enter")
    terminal.wait(rf"^{re.escape(number)}\b")
    terminal.press("u")
    outcome(terminal, speaker, "undone", number, "agreed")
    assert (agreed(path), duties(path)) == ([], [])
    terminal.press("4")
    says(terminal, speaker, "agreement.none.4")


@pytest.mark.parametrize(("cols", "rows_"), SIZES)
def test_a_lump_sum_a_cadence_and_an_end_day_are_agreed_as_they_are_shown(
    cols: int, rows_: int, speaker: Speaker, path: Path, first_file: Shown
) -> None:
    """F3, F4 and F5: what the desk told is what was recorded."""
    terminal = first_file(cols, rows_)
    number = number_of(terminal)
    terminal.press("a", "f3")
    terminal.type("200")
    terminal.press("f4", "f5")
    says(terminal, speaker, "desk.by_end")
    terminal.press(*["backspace"] * 10)
    terminal.type("23-02-2027")
    terminal.wait(r"€ 200,00 .*11 × € 35,00, .* € 27,40")
    terminal.press("f2")
    outcome(terminal, speaker, "done", number, "agreed")
    assert ("FREQ=WEEKLY;COUNT=12", 35_00, 27_40) in duties(path)
    assert sum(cents for *_, cents in _each(path)) == 612_40
    terminal.press("4")
    terminal.wait("200,00")


def _each(path: Path) -> list[tuple[int, int, int]]:
    """Each condition with how often it falls due and what it asks in all, in cents."""
    found = []
    for rule, cents, last in duties(path):
        count = int(str(rule).rpartition("COUNT=")[2] or 1)
        each, end = int(str(cents)), int(str(last))
        found.append((count, each, each * (count - bool(end)) + end))
    return found


@pytest.mark.parametrize(("cols", "rows_"), SIZES)
def test_a_refusal_asks_its_reason_and_is_taken_back(
    cols: int, rows_: int, speaker: Speaker, path: Path, first_file: Shown
) -> None:
    """R37: without a reason one sentence and nothing recorded; with it a dated record."""
    terminal = first_file(cols, rows_)
    number = number_of(terminal)
    terminal.press("a", "f8", "f2")
    says(terminal, speaker, "form.needed", field_word="desk.refusal")
    assert agreed(path) == []
    terminal.type("Betaalt vrijdag alles.")
    terminal.wait(r"alles\.")
    terminal.press("f2")
    outcome(terminal, speaker, "done", number, "refused")
    assert agreed(path) == [("refused", "Betaalt vrijdag alles.")]

    terminal.press("u")
    terminal.settle()
    if agreed(path):
        terminal.press("u")
    outcome(terminal, speaker, "undone", number, "refused")
    assert agreed(path) == []
