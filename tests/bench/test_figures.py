"""How figures are judged and told."""

import pytest

from tests.bench.figures import Figure, interleaved, table


@pytest.mark.parametrize(
    ("target", "measured", "exact", "holds", "passes"),
    [
        (2, 2, False, True, True),
        (2, 3, False, False, True),
        (2, 3.1, False, False, False),
        (2, 3, True, False, False),
        (0, 0, True, True, True),
        (0, 1, True, False, False),
    ],
)
def test_a_timing_gates_beyond_half_as_much_again(
    target: float, measured: float, exact: bool, holds: bool, passes: bool
) -> None:
    figure = Figure("a key", target, measured, "B", exact=exact)
    assert (figure.holds, figure.passes_gate) == (holds, passes)


def test_every_figure_has_a_line() -> None:
    lines = table([Figure("a key", 350, 310, "B"), Figure("idle", 0, 7, "B")]).splitlines()
    assert [line.split()[-1] for line in lines[1:]] == ["pass", "MISSES"]


def test_measures_are_taken_in_turn() -> None:
    taken: list[str] = []

    def measure(name: str, value: float) -> float:
        taken.append(name)
        return value

    assert interleaved(3, [lambda: measure("a", 1.0), lambda: measure("b", 2.0)]) == [1.0, 2.0]
    assert taken == ["a", "b"] * 3
