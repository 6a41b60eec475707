"""What callers say, as the policy holds it."""

from collections.abc import Mapping
from enum import StrEnum
from string import Formatter
from typing import Annotated, Any

from caseconsole.domain.people import HOUSE_LANGUAGE
from caseconsole.domain.text import clean
from caseconsole.process.policy_dated import After, Limits, PolicyError, Series, Tag


class CallMoment(StrEnum):
    """The moments of a call for which there is a script."""

    OPENING = "opening"
    OPENING_BIRTH_UNKNOWN = "opening_birth_unknown"
    """The same where no birth date is known to compare with."""
    REASON = "reason"
    WAY_OUT = "way_out"
    CLOSING = "closing"
    VOICEMAIL = "voicemail"
    ANOTHER_ADULT = "another_adult"
    WRONG_NUMBER = "wrong_number"
    ADMINISTRATOR = "administrator"
    ADMINISTRATOR_REASON = "administrator_reason"
    INSTALMENT = "instalment"
    """The reason where instalments of an arrangement are late (R35)."""
    ADMINISTRATOR_INSTALMENT = "administrator_instalment"
    AGREED = "agreed"
    """About what was agreed, where nothing is open."""
    ADMINISTRATOR_AGREED = "administrator_agreed"
    NOTHING_OPEN = "nothing_open"
    """Where nothing is open and nothing was agreed."""
    ADMINISTRATOR_NOTHING_OPEN = "administrator_nothing_open"


SILENT = frozenset({
    CallMoment.OPENING, CallMoment.OPENING_BIRTH_UNKNOWN, CallMoment.VOICEMAIL,
    CallMoment.ANOTHER_ADULT, CallMoment.WRONG_NUMBER, CallMoment.ADMINISTRATOR,
    CallMoment.AGREED, CallMoment.ADMINISTRATOR_AGREED,
    CallMoment.NOTHING_OPEN, CallMoment.ADMINISTRATOR_NOTHING_OPEN,
})  # fmt: skip
"""Said before it is known who listens, or where nothing is open: no debt may stand in it."""
ARRANGED = {
    CallMoment.REASON: CallMoment.INSTALMENT,
    CallMoment.ADMINISTRATOR_REASON: CallMoment.ADMINISTRATOR_INSTALMENT,
}
"""What is said instead where instalments of an arrangement are late."""
_NAMES = frozenset({"caller", "association"})
_OF_THE_DEBT = frozenset({"month", "amount", "day"})

ScriptText = Annotated[str, Limits(min_length=1), After(clean)]
Scripts = Mapping[CallMoment, Mapping[Tag, Series[ScriptText]]]


def check_scripts(scripts: Scripts) -> None:
    """Let every moment of a call have words in Dutch, and nothing in them that nobody fills in.

    Raises:
        PolicyError: a script is missing or names what it must not.
    """
    for situation in CallMoment:
        languages = scripts.get(situation, {})
        if HOUSE_LANGUAGE not in languages:
            raise PolicyError("script_missing", situation=situation, language=HOUSE_LANGUAGE)
        for language, series in languages.items():
            for dated in series:
                _check_script(situation, language, dated.value)


def _check_script(situation: CallMoment, language: str, text: str) -> None:
    """Refuse placeholders that nobody fills, and the debt where it must not be told."""
    place: dict[str, Any] = {"situation": situation, "language": language}
    for name in check_placeholders(text, _NAMES | _OF_THE_DEBT, "script", place):
        if name in _OF_THE_DEBT and situation in SILENT:
            raise PolicyError("script_tells_debt", **place, name=name)


def check_placeholders(
    text: str, possible: frozenset[str], family: str, place: Mapping[str, Any]
) -> list[str]:
    """The names in braces of a text.

    Args:
        possible: the names that somebody fills in.
        family: what the text is, for the sentence that tells what is wrong.
        place: where it stands, for the same.

    Raises:
        PolicyError: the braces do not match, or nobody fills in what they name.
    """
    try:
        fields = list(Formatter().parse(text))
    except ValueError:
        raise PolicyError(f"{family}_braces", **place) from None
    named = [(name, spec, conversion) for _, name, spec, conversion in fields if name is not None]
    for name, spec, conversion in named:
        if spec or conversion or name not in possible:
            possible_names = ", ".join(sorted(possible))
            raise PolicyError(f"{family}_placeholder", **place, name=name, possible=possible_names)
    return [name for name, _, _ in named]
