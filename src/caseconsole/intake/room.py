"""Whether the agreements that files bring have room beside the others."""

from collections.abc import Iterator
from dataclasses import dataclass

from caseconsole.intake.wrong import Fault, wrong
from caseconsole.store.staging_agreed import MADE_HERE, Agreed

_Place = tuple[str, str, str]
"""What one agreement at a time can have: `stands` or `covers`, a lease, and a kind."""


@dataclass(frozen=True, slots=True)
class Fallen:
    """A line that cannot come in, because of what the others come to."""

    file: int
    line: int
    reference: str
    """Of its agreement."""
    fault: Fault


class Room:
    """A lease has one agreement of a kind that stands, and its debt is in one that runs.

    Asked of what all files come to together: in what order rows stand makes no difference.
    """

    def __init__(self, before: Agreed) -> None:
        """Note who has which place before anything comes in."""
        self._before = _holders(before)

    def fallen(self, now: Agreed) -> Iterator[Fallen]:
        """The lines that cannot come in beside the others and the store.

        Who had a place and still wants it keeps it; of those that take one the first has it.
        """
        owners: dict[_Place, str] = {}
        wanted: dict[str, list[_Place]] = {}
        for place, holders in _holders(now).items():
            for reference in holders:
                if reference in self._before.get(place, ()):
                    owners.setdefault(place, reference)
                else:
                    wanted.setdefault(reference, []).append(place)
        for reference, lines in now.lines.items():
            places = wanted.get(reference, [])
            lost = next((place for place in places if place in owners), None)
            if lost is None:
                owners.update(dict.fromkeys(places, reference))
                continue
            for file, line in lines:
                yield Fallen(file, line, reference, _told(lost, owners[lost]))


def _holders(agreed: Agreed) -> dict[_Place, tuple[str, ...]]:
    stands = {
        ("stands", lease, kind): tuple(holders)
        for (lease, kind), holders in agreed.standing.items()
    }
    covers = {
        ("covers", lease, kind): tuple(holders)
        for (lease, kind), holders in agreed.covering.items()
    }
    return stands | covers


def _told(place: _Place, owner: str) -> Fault:
    what, lease, kind = place
    kind_word = f"kind.{kind}"
    named = lease if owner.startswith(MADE_HERE) else owner
    if what == "stands":
        return wrong("agreement_stands", text=named, kind_word=kind_word)
    return wrong("covered_twice", text=lease, other=named, kind_word=kind_word)
