"""The first and the last line of a screen, by what of them fits."""

from collections.abc import Sequence

from caseconsole.tui.actions import LAST
from caseconsole.tui.text import Line, Span, cut, width


def header_line(lefts: Sequence[str], middle: str, right: str, cells: int) -> Line:
    """The first of the words at the left for which there is room; the last of them are cut."""
    room = cells - width(right) - (width(middle) + 4 if middle else 1)
    left = next((words for words in lefts if width(words) <= room), cut(lefts[-1], room))
    gap = cells - width(left) - width(middle) - width(right)
    if middle:
        gap -= 3
        return (Span(left + " " * max(gap, 0) + middle + "   " + right, "title"),)
    return (Span(left + " " * max(gap, 0) + right, "title"),)


def footer_line(named: Sequence[tuple[str, str, str]], cells: int) -> Line:
    """Keys with their words, each by its verb; those that stand last go first, but for `LAST`."""
    shown = list(named)
    while sum(width(key) + width(word) + 3 for _, key, word in shown) > cells:
        spare = [one for one in shown if one[0] not in LAST]
        if not spare:
            break
        shown.remove(spare[-1])
    spans: list[Span] = []
    for _, key, word in shown:
        spans += [Span(" "), Span(key, "key"), Span(f" {word} ")]
    return tuple(spans)
