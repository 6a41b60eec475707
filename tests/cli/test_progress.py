"""The bar of a long verb."""

import io
import sys

import pytest

from caseconsole.cli.progress import Bar


class Screen(io.StringIO):
    """A stderr that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_bar_writes_over_itself_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only when the figures change; at the end the line is empty."""
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with Bar() as bar:
        bar("huur.csv", 0, 200)
        bar("huur.csv", 1, 200)
        bar("huur.csv", 100, 200)
        bar("huur.csv", 300, 200)
    *shown, empty, last = screen.getvalue().split("\r")[1:]
    assert [text[-5:] for text in shown] == ["  0 %", " 50 %", "100 %"]
    assert shown[1].count("#") == shown[1].count(".") - 1 == 12
    assert len({len(text) for text in (*shown, empty)}) == 1
    assert empty.strip() == last == ""


def test_a_bar_of_nothing_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    Bar()("leeg.csv", 0, 0)
    assert screen.getvalue().endswith("100 %")


def test_a_pipe_gets_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with Bar() as bar:
        bar("huur.csv", 1, 2)
    assert capsys.readouterr().err == ""
