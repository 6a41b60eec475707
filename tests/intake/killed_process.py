"""A process that imports a ledger and kills itself: STORE FILE between|inside COUNT."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from caseconsole.casework.session import open_session
from caseconsole.intake import run
from caseconsole.store import staging
from caseconsole.store.sqlite import Store


class Fuse:
    """Kills the process when it is asked once more than it may be."""

    def __init__(self, count: int) -> None:
        self.left = count

    def burn(self) -> None:
        """Count down."""
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1


def main(store: str, file: str, where: str, count: str) -> None:
    """Die after so many chunks, or while the next is being written."""
    fuse = Fuse(int(count))

    def touch(store: Store, leases: Sequence[int], *, searched: bool) -> None:
        fuse.burn()
        staging.touch(store, leases, searched=searched)

    if where == "inside":
        setattr(run, "touch", touch)  # noqa: B010 - the name is not the module's own
    lines = len(Path(file).read_text(encoding="utf-8").splitlines()) - 1
    run.import_files(
        [Path(file)],
        open_session(Path(store), "beheer"),
        progress=lambda _, done, __: fuse.burn() if where == "between" and done > lines else None,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
