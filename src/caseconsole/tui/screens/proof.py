"""What a judge would ask of each condition of an agreement, and whether it is in the file."""

from caseconsole.casework.proof import Proof, proofs
from caseconsole.domain.agreement import Agreement
from caseconsole.domain.casefile import CaseFile
from caseconsole.outgoing.case.proof import proof
from caseconsole.tui.screens.loading import LoadingScreen
from caseconsole.tui.screens.reader import ReaderScreen


class ProofScreen(LoadingScreen[None], ReaderScreen):
    """The burden of proof of one agreement."""

    def __init__(self, file: CaseFile, agreement: Agreement) -> None:
        super().__init__()
        self.file = file
        self.agreement = agreement
        self.proofs: tuple[Proof, ...] = ()

    def heading(self) -> str:
        """The agreement and its file."""
        kind = self.say(f"kind.{self.agreement.kind}")
        return f"{self.say('place.proof')} {self.file.number} · {kind}"

    async def load(self) -> None:
        """Work it out."""
        self.proofs = await self.console_app.store_thread.call(proofs, self.file, self.agreement)

    def draw_body(self) -> None:
        """Draw it."""
        self.body.show(proof(self.page(), self.agreement, self.proofs, self.file.paid))
