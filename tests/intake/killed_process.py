"""A process that imports files and kills itself: STORE PATH between|inside COUNT."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from caseconsole.casework.session import open_session
from caseconsole.intake import writing
from caseconsole.intake.run import import_files
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
        setattr(writing, "touch", touch)  # noqa: B010 - the name is not the module's own
    import_files(
        [Path(file)],
        open_session(Path(store), "beheer"),
        progress=lambda _, done, whole: (
            fuse.burn() if where == "between" and done > whole // 2 else None
        ),
    )


def import_until_killed(store: Path, file: Path) -> None:
    """Import a file, to be killed from outside."""
    import_files([file], open_session(store, "beheer"))


if __name__ == "__main__":
    main(*sys.argv[1:])
