"""The keys at the end of a file in a review: what each digit decides, and what Enter does."""

from collections.abc import Sequence

from caseconsole.domain.agreement import DecisionKind
from caseconsole.domain.kinds import KINDS
from caseconsole.locale import Speaker
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.review_end import End
from caseconsole.outgoing.lines import EMPTY, Line, heading


def keys(
    page: Page,
    ends: Sequence[End],
    at: int,
    *,
    named: bool = False,
    unjudged: int = 0,
    put_off: int = 0,
) -> list[Line]:
    """The decisions about an agreement with their digits, and what Enter does.

    Args:
        at: which of them is at the mark.
        named: whether to say which kind they are about, where its title is not on the screen.
        unjudged: how many items wait for a judgement and were not put off.
        put_off: how many wait and were.
    """
    if not ends:
        return []
    kind = ends[at].made.kind
    about = heading(f"   {page.say(f'kind.{kind}')}:") if named else EMPTY
    words = "   ".join(decisions(page.speaker, kind))
    return [about, heading("   " + words), *page.text(_enter(page, ends, at, unjudged, put_off))]


def _enter(page: Page, ends: Sequence[End], at: int, unjudged: int, put_off: int) -> str:
    if unjudged:
        return page.say("review.enter_judge")
    left = {end.proposal for end in ends if end.decided is None}
    if None in left:
        return page.say("review.enter_choose")
    if put_off:
        asked = left <= {DecisionKind.KEEP}
        return page.say("review.enter_why" if asked else "review.enter_then_why")
    if ends[at].rung:
        return page.say("review.digit_warns", digit=list(DecisionKind).index(DecisionKind.WARN) + 1)
    if any(end.opens for end in ends):
        return page.say("review.enter_form")
    return page.say("review.enter" if left else "review.enter_decided")


def decisions(speaker: Speaker, kind: str) -> list[str]:
    """Each decision that can be made about an agreement of a kind, with its digit."""
    return [
        f"{digit} {speaker.say(f'decision.{one}')}"
        for digit, one in enumerate(DecisionKind, 1)
        if one in KINDS[kind].decisions
    ]
