"""Opens a file from outside: refuses what is no table of text, finds encoding and columns."""

import codecs
import csv
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from caseconsole.domain.message import message
from caseconsole.domain.text import clean_line
from caseconsole.intake.wrong import Fault, wrong

FILE_LIMIT = 256 * 1024 * 1024
"""The largest file that is read, in bytes: about two and a half million ledger lines."""
LINE_LIMIT = 64 * 1024
"""The longest line, in bytes."""
COLUMN_LIMIT = 60
DELIMITER = ";"

_BLOCK = 1 << 20
_STARTS = {
    b"PK\x03\x04": "import.file_is_zip",
    b"PK\x05\x06": "import.file_is_zip",
    b"\x1f\x8b": "import.file_is_zip",
    b"7z\xbc\xaf": "import.file_is_zip",
    b"\xd0\xcf\x11\xe0": "import.file_is_spreadsheet",
    b"%PDF": "import.file_is_pdf",
    b"\xff\xfe": "import.file_is_utf16",
    b"\xfe\xff": "import.file_is_utf16",
}
_NOT_IN_1252 = b"\x81\x8d\x8f\x90\x9d"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read row by row."""

    path: Path
    name: str
    """The file's name without its folder, fit to be shown."""
    sha256: str
    encoding: str
    size: int
    """In bytes."""
    lines: int
    """About how many lines it has under its header."""
    columns: tuple[str, ...]
    """The names in the header row, in lower case, words joined by `_`."""


def shown_name(path: Path) -> str:
    """A file's name without its folder, fit to be shown."""
    return clean_line(path.name.encode("utf-8", "replace").decode(), limit=120)


def shown_path(path: Path) -> str:
    """A path as it was given, fit to be shown."""
    return clean_line(str(path).encode("utf-8", "replace").decode(), limit=400)


def open_source(path: Path) -> Source:
    """Look at a whole file once, keeping nothing of it.

    Raises:
        Fault: it cannot be read, is too large, is no plain text, or has no header row.
    """
    if not path.is_file():
        raise wrong("file_unreadable")
    try:
        with path.open("rb", buffering=0) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > FILE_LIMIT:
                raise wrong("file_too_large", size=size >> 20, limit=FILE_LIMIT >> 20)
            sha256, encoding, lines = _scan(iter(lambda: stream.read(_BLOCK), b""))
    except OSError:
        raise wrong("file_unreadable") from None
    source = Source(path, shown_name(path), sha256, encoding, size, lines, ())
    return replace(source, columns=_columns(source))


def rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    """The rows under the header, each with the number of its line; empty lines are left out.

    A row is one line: a cell that goes on over a line end is a quotation mark gone astray, and
    would swallow the rows that follow.

    Raises:
        Fault: a cell does not end on its line, or the file is not the one that was looked at.
    """
    line = 1
    try:
        with source.path.open(encoding=source.encoding, newline="") as stream:
            if os.fstat(stream.fileno()).st_size != source.size:
                raise wrong("file_changed")
            reader = csv.reader(stream, delimiter=DELIMITER, strict=True)
            next(reader, None)
            for line, row in enumerate(reader, 2):
                if reader.line_num != line:
                    raise wrong("quote_open", line=line)
                if row:
                    yield line, row
    except csv.Error:
        raise wrong("quote_open", line=line + 1) from None
    except (OSError, UnicodeDecodeError):
        raise wrong("file_changed") from None


def _scan(blocks: Iterator[bytes]) -> tuple[str, str, int]:
    """The hash and the encoding of a file given in blocks, and how many lines its body has."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, windows, line, open_line, bom = True, True, 1, 0, False
    for number, block in enumerate(blocks):
        if number == 0:
            bom = _start(block)
        if b"\0" in block:
            raise wrong("nul", line=line + block.count(b"\n", 0, block.index(b"\0")))
        open_line = _lengths(block, line, open_line)
        line += block.count(b"\n")
        digest.update(block)
        windows = windows and len(block.translate(None, _NOT_IN_1252)) == len(block)
        try:
            if utf8:
                decoder.decode(block)
        except UnicodeDecodeError:
            utf8 = False
        if not (utf8 or windows):
            break
    if line == 1 and open_line == 0:
        raise wrong("file_empty")
    body = line - 2 + bool(open_line)
    if utf8 and not decoder.getstate()[0]:
        return digest.hexdigest(), "utf-8-sig" if bom else "utf-8", body
    if bom or not windows:
        raise wrong("encoding")
    return digest.hexdigest(), "cp1252", body


def _start(block: bytes) -> bool:
    """Whether a file starts with the mark of UTF-8; other marks are of what is no table of text."""
    for start, sentence in _STARTS.items():
        if block.startswith(start):
            raise Fault(message(sentence))
    return block.startswith(codecs.BOM_UTF8)


def _lengths(block: bytes, line: int, open_line: int) -> int:
    """The length of the line that a block leaves open; a line that is too long is refused."""
    if open_line + len(block) <= LINE_LIMIT and b"\n" not in block:
        return open_line + len(block)
    for number, piece in enumerate(pieces := block.split(b"\n")):
        if len(piece) + (open_line if number == 0 else 0) > LINE_LIMIT:
            raise wrong("line_too_long", line=line + number, limit=LINE_LIMIT)
    return len(pieces[-1]) if len(pieces) > 1 else open_line + len(block)


def _columns(source: Source) -> tuple[str, ...]:
    with source.path.open(encoding=source.encoding, newline="") as stream:
        header = next(csv.reader(stream, delimiter=DELIMITER), [])
    if len(header) > COLUMN_LIMIT:
        raise wrong("too_many_columns", limit=COLUMN_LIMIT)
    names = tuple("_".join(clean_line(name, limit=60).casefold().split()) for name in header)
    names = tuple(name.replace("-", "_") for name in names)
    for name in names:
        if name and names.count(name) > 1:
            raise wrong("column_twice", column=name)
    return names
