"""A bar that shows how far a long verb is, for people and not for pipes."""

import sys
from typing import Self

_CELLS = 24
_WHAT = 28


class Bar:
    """Writes `what [#####.....] 50 %` over itself on stderr when that is a terminal."""

    def __init__(self) -> None:
        self._shown = ""
        self._live = sys.stderr.isatty()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show `done` of `total`; nothing is written while the figures stay the same."""
        if not self._live:
            return
        percent = min(100 * done // total, 100) if total else 100
        bar = "#" * (_CELLS * percent // 100)
        shown = f"{what[:_WHAT]:{_WHAT}} [{bar:.<{_CELLS}}] {percent:3} %"
        if shown != self._shown:
            self._shown = shown
            sys.stderr.write(f"\r{shown}")
            sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar off the screen."""
        if self._shown:
            sys.stderr.write(f"\r{' ' * len(self._shown)}\r")
            sys.stderr.flush()
