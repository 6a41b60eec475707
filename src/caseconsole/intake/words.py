"""The Dutch words of a file for what the policy names: kinds, states, clauses, cadences."""

from collections.abc import Mapping
from functools import cache

from caseconsole.domain.agreement import Duty, Evidence, JudgedAs, Weight
from caseconsole.domain.kinds.kind import OWN
from caseconsole.process.policy import Values
from caseconsole.process.policy_tables import CODES

DUTIES = {
    "huurder": Duty.TENANT.value,
    "corporatie": Duty.ASSOCIATION.value,
    "partner": Duty.PARTNER.value,
}
WEIGHTS = {"zwaar": Weight.MAJOR.value, "licht": Weight.MINOR.value}
EVIDENCE = {
    "huurboek": Evidence.LEDGER.value,
    "stuk": Evidence.PAPER.value,
    "verslag": Evidence.REPORT.value,
    "aanwezigheid": Evidence.ATTENDANCE.value,
    "huisbezoek": Evidence.VISIT.value,
    "gespreksverslag": Evidence.MINUTES.value,
    "verklaring": Evidence.DECLARATION.value,
    "eigen woorden": Evidence.STATEMENT.value,
}
VERDICTS = {
    "voldaan": JudgedAs.MET.value,
    "deels": JudgedAs.PARTLY.value,
    "gemist": JudgedAs.MISSED.value,
    "geldige reden": JudgedAs.EXCUSED.value,
    "laten vallen": JudgedAs.WAIVED.value,
    "verzet": JudgedAs.MOVED.value,
}
_OWN_WORDS = "eigen"


class Words:
    """The words of the policy of one day, each with what it stands for."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self.kinds = {table.name.nl.casefold(): kind for kind, table in values.kinds.items()}
        self.cadences = {
            cadence.name.nl.casefold(): code for code, cadence in values.cadences.items()
        }
        self.states = cache(self._states)
        self.clauses = cache(self._clauses)

    def _states(self, kind: str) -> Mapping[str, str]:
        states = self._values.kinds[kind].state
        return {name.nl.casefold(): state for state, name in states.items()}

    def _clauses(self, kind: str) -> Mapping[str, str]:
        """The clauses of a kind by name, those of the library by code too."""
        own = self._values.own_clauses(kind)
        found = {clause.name.nl.casefold(): code for code, clause in own.items()}
        if self._values.kinds[kind].library:
            library = {code: self._values.clauses[code] for code in CODES}
            found |= {clause.name.nl.casefold(): code for code, clause in library.items()}
            found |= {code.casefold(): code for code in CODES}
        return found | {_OWN_WORDS: OWN}
