"""What a typed line can become: shown without what it has already, filled in, gone through."""

from functools import partial
from pathlib import Path

import pytest

from caseconsole.domain.limit import suggest
from caseconsole.tui.widgets.prompt import Editor, Prompt
from tests.tui.play import playing
from tests.tui.stores import due_store

AT_ONCE = 3
"""How many kinds of agreement are seen at 80 columns before Tab is pressed, at least."""


async def _nothing(_text: str) -> None:
    """Enter, which nobody presses here."""


def asked(text: str) -> Prompt:
    """A limit being typed in Dutch."""
    prompt = Prompt("filter:", _nothing, None, None, partial(suggest, dutch=True), Editor(text))
    prompt.suggest()
    return prompt


def tab(prompt: Prompt) -> str:
    """What is typed after Tab."""
    prompt.take_completion()
    prompt.suggest()
    return prompt.editor.text


def shown(prompt: Prompt) -> list[str]:
    """The suggestions behind the line."""
    return prompt.line(120)[-1].text.split()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("van:ik tra", ["traject:"]),
        ("van:ik traject:tw", ["traject:tweede-kans"]),
        ("-traject:tw", ["-traject:tweede-kans"]),
        ("van:ik gebeld<", ["vandaag", "1d", "3d", "7d"]),
        ("van:ik ge", ["gebeld<3d", "gemerkt"]),
        ("van:ik", []),
    ],
)
def test_only_what_would_be_put_in_is_shown(typed: str, offered: list[str]) -> None:
    assert shown(asked(typed)) == offered


def test_all_values_are_seen_at_80_columns_while_tab_goes_through_them() -> None:
    prompt = asked("van:ik traject:")
    values = {one.removeprefix("van:ik traject:") for one in prompt.hints}
    seen = [prompt.line(80)[-1].text.split()]
    assert len(values.intersection(seen[0])) >= AT_ONCE
    for _ in values:
        tab(prompt)
        seen.append(prompt.line(80)[-1].text.split())
    assert values <= {word for words in seen for word in words}


@pytest.mark.parametrize(
    ("typed", "filled"),
    [("van:ik tra", "van:ik traject:"), ("van:ik g", "van:ik ge"), ("actie:hu", "actie:hui")],
)
def test_tab_fills_in_what_is_common_first(typed: str, filled: str) -> None:
    assert tab(asked(typed)).startswith(filled)


def test_tab_goes_through_the_values_and_begins_again() -> None:
    prompt = asked("van:ik traject:")
    values = list(prompt.hints)
    assert [tab(prompt) for _ in range(len(values) + 1)] == [*values, values[0]]
    assert shown(prompt) == [
        one.removeprefix("van:ik traject:") for one in (*values[1:], values[0])
    ]


def test_what_is_typed_meanwhile_ends_the_round() -> None:
    prompt = asked("van:ik traject:")
    tab(prompt)
    for _ in range(3):
        prompt.editor.key("backspace", None)
    prompt.suggest()
    assert len(prompt.hints) == 1


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Some files that are due."""
    return due_store(tmp_path / "t.db", cases=3, agreed=True)


@pytest.mark.parametrize("typed", [("f",), ("R", "end", "enter")])
async def test_f1_explains_what_a_limit_can_ask_and_what_was_typed_stays(
    store: Path, typed: tuple[str, ...]
) -> None:
    async with playing(store) as play:
        await play.look_and_press(*typed, "t", "r", "a", "f1")
        told = " ".join(play.text().split())
        assert "Toetsen · Filter" in told
        assert "Naar de regel eronder" not in told
        await play.press("end")
        assert "tweede-kans" in play.text()
        await play.press("escape")
        assert "filter: " in play.lines()[-2]
        assert "tra" in play.lines()[-2]
