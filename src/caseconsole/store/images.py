"""What rows looked like before and after a change, as the journal keeps it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Value = str | int | None
Values = Mapping[str, Value]

BLOCK = 100
"""How many lines of an append-only table share one digest."""
_DIGEST = 8
"""Bytes of a digest: it finds damage; the chain above it stands against forgery."""

encode = json.JSONEncoder(separators=(",", ":")).encode
"""JSON that is the same for the same values, whatever the Python."""


@dataclass(frozen=True, slots=True)
class Image:
    """One row of a record table before and after; None where it did not exist."""

    table: str
    id: int
    before: Values | None
    after: Values | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that were added together under consecutive ids, as digests of `step` rows each."""

    table: str
    first: int
    count: int
    columns: tuple[str, ...]
    step: int
    digests: bytes

    def blocks(self) -> Iterable[tuple[int, int, bytes]]:
        """First id, last id and digest of each block."""
        last = self.first + self.count - 1
        for number, start in enumerate(range(self.first, last + 1, self.step)):
            kept = self.digests[number * _DIGEST : (number + 1) * _DIGEST]
            yield start, min(start + self.step - 1, last), kept


def sha256(content: bytes) -> bytes:
    """The SHA-256 of a content."""
    # A session that only reads does without OpenSSL, which is 4 MB of memory.
    import hashlib

    return hashlib.sha256(content).digest()


def digest(rows: Sequence[Sequence[Value]]) -> bytes:
    """A short digest of rows, each as its id and the values of the named columns."""
    return sha256(encode(rows).encode())[:_DIGEST]


def batch(
    table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]], *, step: int
) -> Batch:
    """The batch of rows that were added; the first column is the id.

    Args:
        rows: at least one, ids consecutive.
    """
    blocks = (rows[start : start + step] for start in range(0, len(rows), step))
    return Batch(
        table, int(rows[0][0] or 0), len(rows), tuple(columns), step, b"".join(map(digest, blocks))
    )


def dump(images: Iterable[Image], batches: Iterable[Batch]) -> str:
    """The journal's text of images."""
    return encode(
        [[i.table, i.id, i.before and dict(i.before), i.after and dict(i.after)] for i in images]
        + [[b.table, b.first, b.count, b.columns, b.step, b.digests.hex()] for b in batches]
    )


def load(text: str | None) -> tuple[list[Image], list[Batch]]:
    """The images and batches of a journal row; none after erasure."""
    images: list[Image] = []
    batches: list[Batch] = []
    for item in _parsed(text):
        if len(item) == 4:
            images.append(Image(*item))
        else:
            table, first, count, columns, step, digests = item
            batches.append(Batch(table, first, count, tuple(columns), step, bytes.fromhex(digests)))
    return images, batches


def _parsed(text: str | None) -> list[list[Any]]:
    return json.loads(text) if text else []
