"""Whether there is a file to be a store, and whether it lies where SQLite can lock it."""

from pathlib import Path

from caseconsole.domain.message import Refused, message
from caseconsole.files import found

LOCAL = frozenset({"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay"})
"""File systems of one machine, on which locks hold and a sync reaches the disk."""

_MOUNTS = Path("/proc/self/mountinfo")


def require_file(path: Path) -> None:
    """Let only a file be taken for a store.

    Raises:
        Refused: nothing is there, or a folder, or it may not be seen.
    """
    if (what := found(path)) != "file":
        raise Refused(message(_NO_FILE[what], path=str(path)))


_NO_FILE = {
    "nothing": "store.missing",
    "folder": "store.is_folder",
    "closed": "store.cannot_open",
}


def require_local(path: Path, mounts: str | None = None) -> None:
    """Let a store lie only on a local disk.

    Args:
        mounts: the text of a mountinfo file; the machine's own when None. Where there is none
            (macOS), nothing is refused.

    Raises:
        Refused: the file system is not in the list; it is named.
    """
    try:
        if mounts is None:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
        whole = path.resolve()
    except (OSError, RuntimeError):
        return
    kind = _kind(whole, mounts)
    if kind is not None and kind not in LOCAL:
        raise Refused(message("store.not_local", path=str(path), kind=kind))


def _kind(path: Path, mounts: str) -> str | None:
    """The file system type of the deepest mount above a path; the last mount on a point counts."""
    found: tuple[int, str] | None = None
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        fields, kind = left.split(" "), right.split(" ", 1)[0]
        if len(fields) < 5 or not kind:
            continue
        point = Path(fields[4].encode().decode("unicode_escape"))
        if path.is_relative_to(point):
            depth = len(point.parts)
            if found is None or depth >= found[0]:
                found = (depth, kind)
    return found[1] if found else None
