"""Every step of a case file in words: due and why, or what is still missing."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from caseconsole.domain.verdict import Due, NotDue, Verdict
from caseconsole.locale import Speaker
from caseconsole.outgoing.as_json import json_text
from caseconsole.outgoing.due import ways
from caseconsole.outgoing.lines import wrap
from caseconsole.store.rows import DueRow

WIDTH = 80
"""The cells of a line of text output."""


class Told(NamedTuple):
    """A verdict, and the steps of which it is said alike."""

    verdict: Verdict
    actions: tuple[str, ...]


def told(verdicts: Sequence[Verdict]) -> list[Told]:
    """What is due first, then what is not; the same of several steps is said once."""
    due = [Told(verdict, (verdict.action,)) for verdict in verdicts if isinstance(verdict, Due)]
    alike: dict[tuple[str, str, str], Told] = {}
    for verdict in verdicts:
        if isinstance(verdict, NotDue):
            said = repr(sorted(verdict.missing.values.items()))
            key = (verdict.missing.id, said, verdict.rule)
            known = alike.get(key, Told(verdict, ()))
            alike[key] = known._replace(actions=(*known.actions, verdict.action))
    return [*due, *alike.values()]


def as_text(
    verdicts: Sequence[Verdict], voice: Speaker, dues: Sequence[DueRow] = ()
) -> Iterator[str]:
    """What is due first, then what is not; `dues` know who is to be called, and by whom."""
    ways_of = {row.claim: ways(row, voice) for row in dues}
    for verdict, actions in told(verdicts):
        action = " · ".join(voice.say(f"action.{name}") for name in actions)
        if isinstance(verdict, Due):
            yield voice.say("cli.why.due", action=action, since_on=verdict.since.isoformat())
            yield " ".join([f"    {voice.say(verdict.because)}", *ways_of.get(verdict.claim, ())])
            yield f"    {voice.say('cli.why.next', next=voice.say(verdict.next))}"
        else:
            yield from wrap(voice.say("cli.why.not_due", action=action), WIDTH)
            yield f"    {voice.say(verdict.missing)}"
        yield f"    {voice.say('cli.why.source', rule=verdict.rule, source_word=verdict.source)}"


def as_json(verdicts: Sequence[Verdict], voice: Speaker) -> str:
    """An array with an object for each step; `due` is its day, or null when it is not due."""
    return json_text([_fact(one, voice) for one in verdicts])


def _fact(verdict: Verdict, voice: Speaker) -> dict[str, object]:
    due = isinstance(verdict, Due)
    said = verdict.because if isinstance(verdict, Due) else verdict.missing
    return {
        "claim": verdict.claim,
        "action": verdict.action,
        "due": verdict.since.isoformat() if isinstance(verdict, Due) else None,
        "because" if due else "missing": voice.say(said),
        "because_id" if due else "missing_id": said.id,
        "facts": dict(said.values),
        "rule": verdict.rule,
        "source": voice.say(verdict.source),
        "source_id": verdict.source,
    }
