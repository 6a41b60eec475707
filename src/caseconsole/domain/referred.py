"""What became of a tenant who was sent on: the results of DDAS, beside the partner's own words."""

from enum import StrEnum


class Result(StrEnum):
    """The results of the municipality (DDAS), in its order."""

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


RESULTS: dict[str, tuple[Result, ...]] = {"credit_bank": tuple(Result)}
"""The results that a partner can answer, by the kind of referral; others answer in words only."""
_BETWEEN = "\n"
_CODES = frozenset(Result)


def kept_answer(result: Result | None, words: str) -> str:
    """An answer as it is kept: the result in a line before the words, which are one line."""
    return f"{result}{_BETWEEN}{words}" if result else words


def known_answer(kept: str) -> tuple[Result | None, str]:
    """The result and the words of an answer that was kept."""
    first, _, words = kept.partition(_BETWEEN)
    return (Result(first), words) if words and first in _CODES else (None, kept)
