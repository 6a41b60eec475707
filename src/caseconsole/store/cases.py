"""Opening and closing case files and their arrears episodes."""

from collections.abc import Sequence
from datetime import date

from caseconsole.domain.message import Refused, message
from caseconsole.domain.numbers import case_number
from caseconsole.store.write import Writer


def open_cases(writer: Writer, leases: Sequence[int], on: date, owner: str = "") -> range:
    """Open files for leases that have none; their numbers are never used again.

    Returns:
        Their keys, in the order of the leases.
    """
    first = writer.next_id("case_file")
    rows = [
        (case_number(key), lease, on.isoformat(), owner) for key, lease in enumerate(leases, first)
    ]
    return writer.insert_many("case_file", ("number", "lease", "opened_on", "owner"), rows)


def open_case(writer: Writer, lease: int, on: date, owner: str = "") -> int:
    """Open the file of a lease, or its closed one again.

    Returns:
        Its key.
    """
    row = writer.conn.execute(
        "SELECT id, closed_on FROM case_file WHERE lease = ?", (lease,)
    ).fetchone()
    if row is None:
        number = case_number(writer.next_id("case_file"))
        return writer.insert("case_file", number=number, lease=lease, opened_on=on, owner=owner)
    case, closed_on = int(row[0]), row[1]
    if closed_on is not None:
        writer.update("case_file", case, None, closed_on=None)
    return case


def open_by_hand(writer: Writer, lease: int, on: date) -> int:
    """Open the file of a lease because somebody asks for it.

    Raises:
        Refused: there is no such lease, or its file is open.
    """
    row = writer.conn.execute(
        "SELECT c.number, c.closed_on IS NULL FROM lease l LEFT JOIN case_file c ON c.lease = l.id"
        " WHERE l.id = ?",
        (lease,),
    ).fetchone()
    if row is None:
        raise Refused(message("refused.lease_unknown"))
    if row[0] is not None and row[1]:
        raise Refused(message("refused.file_open", number=row[0]))
    return open_case(writer, lease, on)


def close_case(writer: Writer, case: int, on: date) -> None:
    """Close a file in which nothing runs."""
    writer.update("case_file", case, None, closed_on=on)


def open_episodes(writer: Writer, cases: Sequence[tuple[int, date]]) -> range:
    """Begin arrears episodes: case and the first missed day of each.

    Returns:
        Their keys, in the order given.
    """
    rows = [(case, since.isoformat()) for case, since in cases]
    return writer.insert_many("arrears_episode", ("case_file", "since"), rows)


def settle_episode(writer: Writer, episode: int, on: date) -> None:
    """End an episode because all is paid (R07)."""
    writer.update("arrears_episode", episode, None, settled_on=on)
