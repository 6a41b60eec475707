"""Keeps pasted text in one piece: Textual's parser would send what follows an ESC in it as keys."""

from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

from caseconsole.tui.screens.base import PASTE_LIMIT

BEGIN, END = "\x1b[200~", "\x1b[201~"


class PasteParser(XTermParser):
    """Drops every ESC between the begin and the end of a bracketed paste, and what is too much."""

    _pasting = False
    _room = 0
    """How many characters the paste may still hold: one more than are taken, to show the cut."""
    _held = ""
    """The end of a paste's text, as far as it may be the begin of the end mark."""
    _tail = ""
    """The last keys, as far as they may be the begin of a begin mark."""

    def feed(self, data: str) -> Iterable[Message]:
        """Parse what came, without the ESC of pasted text; empty at the end of input."""
        if not data:
            return super().feed(data)
        cleaned = self.cleaned(data)
        return super().feed(cleaned) if cleaned else ()

    def cleaned(self, data: str) -> str:
        """The data as it is parsed; an end mark that is cut by the end of a read is waited for."""
        rest, self._held, parts = self._held + data, "", list[str]()
        while rest:
            text, found, rest = self._to_mark(rest)
            parts += (self._pasted(text) if self._pasting else text, found)
            self._pasting ^= bool(found) or self._begun(text)
        return "".join(parts)

    def _pasted(self, text: str) -> str:
        """Pasted text without ESC, as far as it fits."""
        kept = text.replace("\x1b", "")[: self._room]
        self._room -= len(kept)
        return kept

    def _to_mark(self, rest: str) -> tuple[str, str, str]:
        """The text up to the next mark, the end mark, and what comes behind it."""
        if self._pasting:
            text, found, rest = rest.partition(END)
            if not found:
                text, self._held = _without_begun(text)
            return text, found, rest
        # A begin mark is never held back: an Esc that is pressed must go through at once.
        at = (self._tail + rest).find(BEGIN)
        end = at + len(BEGIN) - len(self._tail) if at >= 0 else len(rest)
        return rest[:end], "", rest[end:]

    def _begun(self, text: str) -> bool:
        """Whether a paste begins behind this text."""
        if self._pasting:
            return False
        before = self._tail + text
        begun = before.endswith(BEGIN)
        self._tail = "" if begun else before[-len(BEGIN) + 1 :]
        self._room = PASTE_LIMIT + 1 if begun else self._room
        return begun


def _without_begun(text: str) -> tuple[str, str]:
    """The text without a begun end mark behind it, and that."""
    for size in range(len(END) - 1, 0, -1):
        if text.endswith(END[:size]):
            return text[:-size], text[-size:]
    return text, ""
