"""The compiled sentences of a language, each looked up when it is said: most never are."""

from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path
from struct import Struct

_HEAD = Struct("<4I")
_PLACE = Struct("<2I")
_BETWEEN = b"\0"
"""Stands between the singular and the plural of a sentence."""


class Catalogue:
    """A gettext file, sorted by id, of a language that counts as Dutch and English do."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        _, _, self._count, self._ids = _HEAD.unpack_from(self._data)
        (self._texts,) = Struct("<I").unpack_from(self._data, _HEAD.size)
        self._found: dict[str, tuple[str, ...]] = {}

    def learn(self, said: Mapping[str, str]) -> None:
        """Say these from now on, and of what was learned before nothing."""
        self._found = {id_: (text,) for id_, text in said.items()}

    def gettext(self, id_: str) -> str:
        """The sentence of an id, or the id when it has none."""
        return self._forms(id_)[0]

    def ngettext(self, id_: str, n: int) -> str:
        """The sentence for a number: the singular for one, else the plural where it has one."""
        return self._forms(id_)[0 if n == 1 else -1]

    def _forms(self, id_: str) -> tuple[str, ...]:
        known = self._found.get(id_)
        if known is None:
            known = self._found[id_] = self._look_up(id_)
        return known

    def _look_up(self, id_: str) -> tuple[str, ...]:
        wanted = id_.encode()
        at = bisect_left(range(self._count), wanted, key=self._id)
        if at == self._count or self._id(at) != wanted:
            return (id_,)
        return tuple(self._at(self._texts, at).decode().split(_BETWEEN.decode()))

    def _id(self, at: int) -> bytes:
        return self._at(self._ids, at).partition(_BETWEEN)[0]

    def _at(self, table: int, at: int) -> bytes:
        length, start = _PLACE.unpack_from(self._data, table + at * _PLACE.size)
        return self._data[start : start + length]
