"""What agreements come to beside all others that come in."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from caseconsole.domain.kinds import KINDS
from caseconsole.intake.drafted import Other, beside, drafted
from caseconsole.intake.layout import Known
from caseconsole.intake.room import Fallen, Room
from caseconsole.intake.wrong import Fault, Rests
from caseconsole.store.staging import Staged
from caseconsole.store.staging_agreed import Agreed

_Others = Mapping[str, Other]
_Line = tuple[int, int]
"""A file and a line of it."""


class Beside:
    """Whether agreements have room, what their conditions rest on, and whose debt they cover.

    Asked of what all files come to together: in what order rows stand makes no difference.
    """

    def __init__(self, room: Room, files: Mapping[int, Known], wanted: Agreed) -> None:
        """Note what the files come to before anything falls.

        Args:
            room: knows what the store has.
            files: what each file was checked with.
            wanted: what the store has, and all rows that were put aside.
        """
        self._room = room
        self._files = files
        self._rows = {
            (file, row.line): (row, known)
            for file, known in files.items()
            for row in known.drafting
        }
        self._wanted = {
            line: beside(row.reference, row.one, known, wanted)
            for line, (row, known) in self._rows.items()
        }
        self._drafts: dict[_Line, tuple[_Others, list[Staged]]] = {}

    def fallen(self, now: Agreed) -> list[Fallen]:
        """The lines that cannot come in beside the others and the store.

        A row of which the conditions are wrong takes no room from any other.
        """
        return [*self._undrafted(now)] or [*self._room.fallen(now)]

    def _undrafted(self, now: Agreed) -> Iterator[Fallen]:
        """Draft what the rows ask that come in; of those that are wrong the lines."""
        for line, (row, known) in self._rows.items():
            if line not in now.lines.get(row.reference, ()):
                continue
            others = beside(row.reference, row.one, known, now)
            if line in self._drafts and self._drafts[line][0] == others:
                continue
            try:
                self._drafts[line] = others, self._drafted(line, others)
            except Fault as fault:
                yield Fallen(*line, row.reference, fault)

    def _drafted(self, line: _Line, others: _Others) -> list[Staged]:
        """What a row asks beside others; it does not come in without what it would rest on."""
        (row, known), wanted = self._rows[line], self._wanted[line]
        lost = (known.missing.cause("agreement", one) for one in wanted if one not in others)
        if not (cause := next(filter(None, lost), "")):
            return drafted(row, others, known)
        asked = drafted(row, {name: others.get(name, one) for name, one in wanted.items()}, known)
        with suppress(Fault):
            if drafted(row, others, known) == asked:
                return asked
        raise Rests(cause)

    def comes_to(self, now: Agreed) -> dict[int, list[Staged]]:
        """The conditions of what comes in and the debts that the scheme covers, by file."""
        found: dict[int, list[Staged]] = {file: [] for file in self._files}
        for line, (_, staged) in self._drafts.items():
            if line in now.lines.get(self._rows[line][0].reference, ()):
                found[line[0]] += staged
        for file, claim in _scheme(now):
            found[file].append(claim)
        return found


def _scheme(now: Agreed) -> Iterator[tuple[int, Staged]]:
    """The scheme is about all debts (R61), but for what another agreement is about already."""
    taken = {*now.covering}
    for reference, lines in now.lines.items():
        one = now.agreements[reference]
        if one.state not in KINDS[one.kind].shields:
            continue
        for lease in now.rented_alike(one.lease):
            if (lease, one.kind) not in taken:
                taken.add((lease, one.kind))
                for file, line in lines:
                    yield file, Staged("agreement_claim", line, (reference, lease, one.lease))
