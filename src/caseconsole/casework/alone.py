"""Of most kinds one agreement stands in a file, and one that runs covers a lease (R38)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caseconsole.casework.work import Work, named
from caseconsole.domain.agreement import Agreement, Phase
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.kinds import KINDS, STANDS, Kind, phase
from caseconsole.domain.message import Refused, message
from caseconsole.store import read
from caseconsole.store.sqlite import Connection

if TYPE_CHECKING:
    from caseconsole.store.read.agreements import Cover


def require_alone(kind: Kind, file: CaseFile, own: int = 0) -> None:
    """Let no other agreement of a kind than one's own stand in a file.

    Raises:
        Refused: one does.
    """
    if other := standing_beside(kind, file, own):
        raise Refused(message("refused.agreement_exists", **named(other)))


def standing_beside(kind: Kind, file: CaseFile, own: int) -> Agreement | None:
    """Another agreement of a kind than one's own that stands in a file."""
    for other in file.agreements:
        if other.kind == kind.name and other.id != own and phase(other) in STANDS:
            return other
    return None


def require_free(leases: Sequence[int], kind: Kind, work: Work, own: int = 0) -> None:
    """Let no other agreement of a kind than one's own cover any of these leases now.

    Raises:
        Refused: one does.
    """
    if cover := covered_now(work.conn, leases, kind, own):
        named = {"kind_word": f"kind.{kind.name}", "number": cover.number}
        raise Refused(message("refused.covers_taken", **named))


def covered_now(
    conn: Connection, leases: Sequence[int], kind: Kind, own: int = 0
) -> "Cover | None":
    """Another agreement of a kind than one's own that runs and covers one of these leases."""
    for covers in read.covers(conn, leases).values():
        for cover in covers:
            running = KINDS[cover.kind].phase(cover.states[-1]) is Phase.RUNNING
            if running and cover.kind == kind.name and cover.agreement != own:
                return cover
    return None


def require_alone_again(work: Work) -> None:
    """Let an agreement that stands again, since its end was taken back, be the only one.

    Raises:
        Refused: another was made meanwhile.
    """
    file = read.case_file(work.conn, work.case or 0, work.now.today)
    for made in file.agreements:
        if phase(made) in STANDS:
            require_alone(KINDS[made.kind], file, made.id)
        if phase(made) is Phase.RUNNING:
            require_free(made.covers, KINDS[made.kind], work, made.id)
