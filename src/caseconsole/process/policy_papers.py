"""The texts that are sent or signed, as the policy holds them."""

from collections.abc import Mapping
from enum import StrEnum

from caseconsole.domain.message import LANGUAGES
from caseconsole.process.paragraphs import OPTIONAL, without
from caseconsole.process.policy_dated import PolicyError, Series
from caseconsole.process.policy_scripts import ScriptText, check_placeholders
from caseconsole.process.policy_tables import fields_of


class Paper(StrEnum):
    """A text about an agreement."""

    CONFIRMATION = "confirmation"
    """Of a payment arrangement, with its schedule and the order of allocation (R34)."""
    ANNEX = "annex"
    """The conditions of a second chance, as they are signed (R70)."""
    TALK = "talk"
    YELLOW_CARD = "yellow_card"
    THREE_PARTY = "three_party"
    RED_CARD = "red_card"
    CONDITION_MET = "condition_met"
    """To the tenant when a condition was met and asks nothing any more (R76)."""
    NOTICE = "notice"
    """The end of a fixed time, notified in its window (R72)."""
    GRADUATION = "graduation"
    """To the tenant when all conditions were met (R76)."""


_ALWAYS = frozenset({
    "association", "name", "address", "case", "today", "caller", "to", "dear", "administered",
})  # fmt: skip
_RUNG = _ALWAYS | {"form", "condition", "missed", "on", "text", "on_breach"}
FIELDS: Mapping[Paper, frozenset[str]] = {
    Paper.CONFIRMATION: _ALWAYS
    | {"agreed", "debt", "schedule", "total", "usual_rent", "start", "misses", "payments"},
    Paper.ANNEX: _ALWAYS
    | {
        "parties", "form", "nature", "start", "period", "conditions", "breach_talk_wd", "cure_cd",
        "on_breach", "on_graduation", "evaluations", "signatures", "added", "added_signatures",
    },
    Paper.TALK: _RUNG,
    Paper.YELLOW_CARD: _RUNG | {"cure_until"},
    Paper.THREE_PARTY: _RUNG | {"card_condition", "card_on"},
    Paper.RED_CARD: _RUNG | {"second"},
    Paper.CONDITION_MET: _ALWAYS | {"form", "condition", "others"},
    Paper.NOTICE: _ALWAYS | {"form", "start", "end"},
    Paper.GRADUATION: _ALWAYS
    | {"form", "start", "on", "condition", "on_graduation", "signatures"},
}  # fmt: skip
"""What can be filled in, by paper."""

_KEPT = frozenset({"to", "dear", *OPTIONAL})
"""What is not lost together with a paragraph that is about something else."""

Papers = Mapping[Paper, Mapping[str, Series[ScriptText]]]


def check_papers(papers: Papers) -> None:
    """Let every paper stand in both languages, with nothing in it that nobody fills in.

    Raises:
        PolicyError: a paper is missing, is in another language, names what is not known of
            it, or loses more than it may with a paragraph that is left out.
    """
    for paper in Paper:
        there = papers.get(paper, {})
        for language in LANGUAGES:
            if language not in there:
                raise PolicyError("paper_missing", paper=paper, language=language)
        for language, series in there.items():
            for dated in series:
                _check_paper(paper, language, dated.value)


def _check_paper(paper: Paper, language: str, text: str) -> None:
    """Let a text be read in a language of the program, and lose only what may be left out."""
    place = {"paper": paper, "language": language}
    if language not in LANGUAGES:
        told = {**place, "possible": ", ".join(LANGUAGES)}
        raise PolicyError("paper_language", **told)
    named = set(check_placeholders(text, FIELDS[paper], "paper", place))
    if not without(text, OPTIONAL):
        raise PolicyError("paper_blank", **place)
    for absent in OPTIONAL:
        kept = fields_of(without(text, [absent]))
        if lost := sorted((named & _KEPT) - kept - {absent}):
            told = {**place, "name": lost[0], "absent": absent}
            raise PolicyError("paper_paragraph", **told)
