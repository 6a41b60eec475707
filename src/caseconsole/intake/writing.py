"""Writes what was checked in small transactions, each with its journal row."""

from collections.abc import Callable, Iterator, Sequence
from time import monotonic, sleep
from uuid import uuid4

from caseconsole.casework.session import Session
from caseconsole.intake.incoming import Incoming
from caseconsole.intake.report import ImportReport
from caseconsole.store import journal
from caseconsole.store.sqlite import Store
from caseconsole.store.staging import Chunk, Written, touch
from caseconsole.store.write import Writer

Progress = Callable[[str, int, int], None]
"""Told a file's name, how far it is and how far it goes: each line is checked, then written."""
Apply = Callable[[Chunk, Writer], Written]

KIND = "import"
"""The kind of an import's journal rows."""
_RULED = frozenset({"agreement", "agreement_claim", "agreement_state", "condition", "judgement"})
"""The tables whose rows the policy drafted or judged."""
STEP = 5_000
"""After how many lines progress is told while a file is checked."""
BURST_S, PAUSE_S = 0.06, 0.025
"""How long chunks follow one another, and the pause after it.

Who waits for the store looks again after at most 25 ms in the first tenth of a second, and so
finds it free in the pause.
"""


class Writing:
    """The transactions of one import."""

    def __init__(
        self,
        session: Session,
        store: Store,
        files: Sequence[Incoming],
        report: ImportReport,
        progress: Progress | None,
    ) -> None:
        self.session = session
        self.store = store
        self._files = {file.number: file for file in files}
        self.report = report
        self._progress = progress

    def tell(self, file: Incoming, done: int) -> None:
        """Say how many lines of a file were read and written together."""
        if self._progress is not None:
            whole = 2 * file.source.lines
            self._progress(file.name, min(done, whole), whole)

    def write(self, chunks: Iterator[Chunk], apply: Apply) -> int:
        """Write chunk by chunk.

        Returns:
            How many rows were added, updated or corrected.
        """
        changed = rows = 0
        begun = monotonic()
        file: Incoming | None = None
        for chunk in chunks:
            written = self.write_one(chunk, apply)
            self.report.added += written.added
            self.report.updated += written.updated
            self.report.corrected += written.corrected
            changed += written.added + written.updated + written.corrected
            rows += chunk.rows
            file = self._files[max(chunk.spans)]
            self.tell(file, file.source.lines + rows)
            if monotonic() - begun > BURST_S:
                sleep(PAUSE_S)
                begun = monotonic()
        if file is not None:
            self.tell(file, 2 * file.source.lines)
        return changed

    def write_one(self, chunk: Chunk, apply: Apply) -> Written:
        """Write one chunk."""
        with self.store.transaction():
            writer = Writer(self.store)
            written = apply(chunk, writer)
            if written:
                touch(self.store, written.leases, searched=written.searched)
                self._journal(chunk, written, writer)
        return written

    def _journal(self, chunk: Chunk, written: Written, writer: Writer) -> None:
        payload = {
            "files": [
                {
                    "format": self._files[number].layout.name,
                    "file": self._files[number].name,
                    "sha256": self._files[number].source.sha256,
                    "first_line": first,
                    "last_line": last,
                }
                for number, (first, last) in sorted(chunk.spans.items())
            ],
            "added": written.added,
            "updated": written.updated,
            "corrected": written.corrected,
            "leases": len(written.leases),
        }
        self.append(payload, writer)

    def append(self, payload: dict[str, object], writer: Writer) -> None:
        """Add the journal row of what a writer wrote, in its transaction.

        It names the policy by which agreements were drafted or judged; no other rows rest on one.
        """
        policy = ""
        written = {one.table for one in writer.images} | {one.table for one in writer.batches}
        if written & _RULED:
            policy = self.session.policy.sha256
            writer.keep_policy(policy, self.session.policy.content)
        journal.append(
            self.store,
            at=self.session.clock.now().at,
            actor=self.session.actor.login,
            kind=KIND,
            case=None,
            change_id=uuid4().hex,
            policy=policy,
            payload=payload,
            images=writer.images,
            batches=writer.batches,
        )
