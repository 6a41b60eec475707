"""What the municipality and partners are told, and what became of it by the lists of DDAS."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

EARLY_SIGNAL = "early_signal"
"""The kind of referral that tells the municipality of arrears (Bgs art. 2)."""


class Result(StrEnum):
    """What the municipality did with a signal or a referral (DDAS), in its order."""

    UNJUSTIFIED = "unjustified"
    DECEASED = "deceased"
    LIVES_ELSEWHERE = "lives_elsewhere"
    REPEATED = "repeated"
    NOT_TAKEN_UP = "not_taken_up"
    """For another reason, which the association may not be told (R44)."""
    KNOWN = "known"
    OTHER_PROGRAMME = "other_programme"
    NOT_REACHED = "not_reached"
    NO_RESPONSE = "no_response"
    NO_HELP_WANTED = "no_help_wanted"
    SOLVED_ALONE = "solved_alone"
    ADVICE = "advice"
    FINANCIAL_HELP = "financial_help"
    REFERRED_UNSEEN = "referred_unseen"
    OTHER_HELP = "other_help"


_RETURNED = tuple(Result)[: tuple(Result).index(Result.KNOWN)]
RESULTS: dict[str, tuple[Result, ...]] = {
    "credit_bank": tuple(one for one in Result if one not in _RETURNED),
    EARLY_SIGNAL: tuple(Result),
}
"""The results that a partner can answer, by the kind of referral; others answer in words only."""
HELP_ACCEPTED = frozenset({Result.ADVICE, Result.FINANCIAL_HELP, Result.OTHER_HELP})
"""The results by which the tenant took the help that was offered (R45)."""
_BETWEEN = "\n"
_CODES = frozenset(Result)


@dataclass(frozen=True, slots=True)
class Signalled:
    """What an early signal told the municipality, and what went before it (R41, R43)."""

    cents: int
    """The arrears on the day of the signal."""
    months_tenths: int | None
    """The same in tenths of the monthly rent; None where no rent was known."""
    reminded_on: date
    reminder: str
    """The reference of the written reminder."""


@dataclass(frozen=True, slots=True)
class Referral:
    """What was sent to whom, and when an answer is expected."""

    id: int
    on: date
    kind: str
    """`credit_bank`, `coach`, `support_provider`, `shelter_desk` or `early_signal`."""
    partner: str
    text: str
    warm: bool
    """Handed over warm: the tenant was introduced in person or in a call with all three."""
    reply_by: date
    answered_on: date | None
    answer: str
    by: str
    version: int
    result: Result | None = None
    """What became of it by the list of DDAS; None where nobody named one."""
    signalled: Signalled | None = None


def kept_answer(result: Result | None, words: str) -> str:
    """An answer as it is kept: the result in a line before the words, which are one line."""
    return f"{result}{_BETWEEN}{words}" if result else words


def known_answer(kept: str) -> tuple[Result | None, str]:
    """The result and the words of an answer that was kept."""
    first, between, words = kept.partition(_BETWEEN)
    return (Result(first), words) if between and first in _CODES else (None, kept)
