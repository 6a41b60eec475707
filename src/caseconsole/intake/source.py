"""Opens a file from outside: refuses what is no table of text, finds encoding and columns."""

import codecs
import csv
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from caseconsole.domain.message import message
from caseconsole.domain.text import clean_line
from caseconsole.files import found
from caseconsole.intake.wrong import Fault, wrong

FILE_LIMIT = 128 * 1024 * 1024
"""The largest file that is read, in bytes: about a million and a half ledger lines."""
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
_ASCII = bytes(range(0x80))
_NO_START = bytes(range(0xC0))
"""The bytes that do not start a letter of several bytes in UTF-8."""
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_LOOKS = 4
"""How many blocks are looked at to tell UTF-8 with a wrong byte from Windows-1252."""
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
    if found(path) != "file":
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


Torn = Callable[[int, list[str]], object]
"""Is told of a line with a quotation mark gone astray: its number, and what seems to be in it."""


def rows(source: Source, torn: Torn | None = None) -> Iterator[tuple[int, list[str]]]:
    """The rows under the header, each with the number of its line; empty lines are left out.

    Raises:
        Fault: the file is not the one that was looked at.
    """
    return islice(_all_rows(source, torn), 1, None)


def _all_rows(source: Source, torn: Torn | None = None) -> Iterator[tuple[int, list[str]]]:
    """The rows with the header, which comes first though it be empty.

    A row is one line: a cell that goes on over a line end is a quotation mark gone astray, and
    would swallow the rows that follow.
    """
    try:
        with source.path.open(encoding=source.encoding, newline="") as stream:
            if os.fstat(stream.fileno()).st_size != source.size:
                raise wrong("file_changed")
            for line, (row, text) in enumerate(_parsed(stream), 1):
                if row or (line == 1 and row is not None):
                    yield line, row
                elif row is None and line == 1:
                    raise wrong("quote_open", line=1)
                elif row is None and torn is not None:
                    torn(line, [cell.strip(' "') for cell in text.strip().split(DELIMITER)])
    except (OSError, UnicodeDecodeError):
        raise wrong("file_changed") from None


def _parsed(stream: Iterable[str]) -> Iterator[tuple[list[str] | None, str]]:
    """The row of each line; None and its text for one that cannot be taken apart by itself."""
    fed: list[str] = []
    reader = csv.reader(_feeding(stream, fed), delimiter=DELIMITER, strict=True)
    while True:
        try:
            for row in reader:
                if len(fed) > 1:
                    yield from map(_alone, fed)
                else:
                    yield row, ""
                fed.clear()
        except csv.Error:
            yield from map(_alone, fed)
            fed.clear()
        else:
            return


def _feeding(stream: Iterable[str], fed: list[str]) -> Iterator[str]:
    """The lines, each kept as well: a mark gone astray has the reader run through many."""
    for text in stream:
        fed.append(text)
        yield text


def _alone(text: str) -> tuple[list[str] | None, str]:
    try:
        return next(csv.reader([text], delimiter=DELIMITER, strict=True)), text
    except csv.Error:
        return None, text


def _scan(blocks: Iterator[bytes]) -> tuple[str, str, int]:
    """The hash and the encoding of a file given in blocks, and how many lines its body has."""
    digest = hashlib.sha256()
    letters = _Letters()
    line, open_line, bom = 1, 0, False
    for number, block in enumerate(blocks):
        if number == 0:
            bom = _start(block)
        if b"\0" in block:
            raise wrong("nul", line=line + block.count(b"\n", 0, block.index(b"\0")))
        open_line = _lengths(block, line, open_line)
        letters.see(block, line)
        line += block.count(b"\n")
        digest.update(block)
    if line == 1 and open_line == 0:
        raise wrong("file_empty")
    body = line - 2 + bool(open_line)
    return digest.hexdigest(), letters.encoding(line, bom=bom), body


class _Letters:
    """Finds by its bytes whether a file is in UTF-8 or in Windows-1252."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._windows = True
        self._bad_line = 0
        self._looks = _LOOKS
        self._whole = 0
        """How many letters of several bytes were seen that are UTF-8."""
        self._alone = 0
        """How many bytes beside them can be no UTF-8."""

    def see(self, block: bytes, line: int) -> None:
        """Take a block into account, which begins on a line."""
        self._windows = self._windows and len(block.translate(None, _NOT_IN_1252)) == len(block)
        if not self._bad_line:
            try:
                self._decoder.decode(block)
            except UnicodeDecodeError as error:
                self._bad_line = line + error.object.count(b"\n", 0, error.start)
            else:
                self._whole += len(block.translate(None, _NO_START))
                return
        if not self._looks:
            return
        self._looks -= 1
        whole = _MULTIBYTE.findall(block)
        self._whole += len(whole)
        self._alone += len(block.translate(None, _ASCII)) - sum(map(len, whole))

    def encoding(self, last_line: int, *, bom: bool) -> str:
        """The name of the encoding, once all blocks were seen.

        Raises:
            Fault: it is neither, or for the most part UTF-8 with other bytes in between.
        """
        if self._decoder.getstate()[0] and not self._bad_line:
            self._bad_line = last_line
        if not self._bad_line:
            return "utf-8-sig" if bom else "utf-8"
        if bom or self._whole >= max(self._alone, 1):
            raise wrong("encoding_mixed", line=self._bad_line)
        if bom or not self._windows:
            raise wrong("encoding")
        return "cp1252"


def _start(block: bytes) -> bool:
    """Whether a file starts with the mark of UTF-8; other marks are of what is no table of text."""
    for start, sentence in _STARTS.items():
        if block.startswith(start):
            raise Fault(message(sentence))
    return block.startswith(codecs.BOM_UTF8)


def _lengths(block: bytes, line: int, open_line: int) -> int:
    """The length of the line that a block leaves open; a line that is too long is refused."""
    begun = -open_line
    while len(block) - begun > LINE_LIMIT:
        end = block.rfind(b"\n", max(begun, 0), begun + LINE_LIMIT + 1)
        if end < 0:
            at = line + block.count(b"\n", 0, max(begun, 0))
            raise wrong("line_too_long", line=at, limit=LINE_LIMIT)
        begun = end + 1
    last = block.rfind(b"\n")
    return open_line + len(block) if last < 0 else len(block) - last - 1


def _columns(source: Source) -> tuple[str, ...]:
    header = next(_all_rows(source), (1, []))[1]
    if len(header) > COLUMN_LIMIT:
        raise wrong("too_many_columns", limit=COLUMN_LIMIT)
    if len(header) == 1 and any(sign in header[0] for sign in ",\t|"):
        raise wrong("delimiter", delimiter=DELIMITER)
    names = tuple("_".join(clean_line(name, limit=60).casefold().split()) for name in header)
    names = tuple(name.replace("-", "_") for name in names)
    for name in names:
        if name and names.count(name) > 1:
            raise wrong("column_twice", column=name)
    return names
