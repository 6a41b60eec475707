"""The names in the tables that lie beside a store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseconsole.locale import speaker
from caseconsole.locale.names import own_names
from caseconsole.locale.speech import learn

NAME = 'name = { nl = "Thuishulp", en = "Home help" }\n'


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What a test lets everybody say is said by nobody after it."""
    yield
    learn({})


@pytest.mark.parametrize(
    ("file", "text"),
    [("kinds/housing_support.toml", NAME), ("own.toml", f"[kind.housing_support]\n{NAME}")],
)
def test_a_kind_is_named_in_a_file_of_its_own_or_in_any_other(
    tmp_path: Path, file: str, text: str
) -> None:
    (tmp_path / "kinds").mkdir()
    (tmp_path / file).write_text(text, encoding="utf-8")
    named = {"kind.housing_support": {"nl": "Thuishulp", "en": "Home help"}}
    assert own_names(tmp_path) == named


@pytest.mark.parametrize("text", ["", "name", "[kind]\nx = 1", "[[clause.x]]\nvalue = 1"])
def test_what_cannot_be_read_names_nothing(tmp_path: Path, text: str) -> None:
    """Whoever works by the policy is told what is wrong with it."""
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    assert own_names(tmp_path) == {}
    assert own_names(tmp_path / "own.toml") == {}
    assert own_names(tmp_path / "none") == {}


def test_a_name_is_said_as_it_is_and_in_its_language_alone() -> None:
    """What stands in braces is no value; the other language keeps the name that it had."""
    learn({"kind.second_chance": {"nl": "Kans {x}\x1b[31m"}})
    assert speaker("nl").say("kind.second_chance").startswith("Kans (x)")
    assert "\x1b" not in speaker("nl").say("kind.second_chance")
    assert speaker("en").say("kind.second_chance") == "Second chance"
    learn({})
    assert speaker("nl").say("kind.second_chance") == "Tweede kans"
