"""Stores that many tests begin from: each built once in a process, and copied from then on."""

from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Concatenate, ParamSpec

P = ParamSpec("P")

MOST = 32
"""How many stores are held; those of tests that come by chance push each other out."""


def copied(build: Callable[Concatenate[Path, P], Path]) -> Callable[Concatenate[Path, P], Path]:
    """A builder of closed stores that builds what it was asked before by copying."""

    @lru_cache(maxsize=MOST)
    def built(*args: P.args, **kwargs: P.kwargs) -> bytes:
        with TemporaryDirectory() as folder:
            return build(Path(folder) / "store.db", *args, **kwargs).read_bytes()

    @wraps(build)
    def copy(path: Path, /, *args: P.args, **kwargs: P.kwargs) -> Path:
        assert not path.exists()
        path.touch(0o600)
        path.write_bytes(built(*args, **kwargs))  # type: ignore[arg-type]  # all can be hashed
        return path

    return copy
