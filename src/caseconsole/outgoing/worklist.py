"""The worklist as a table and as JSON."""

import json
from collections.abc import Iterator, Sequence

from caseconsole.locale import Speaker
from caseconsole.outgoing.lines import pad
from caseconsole.store.rows import DueRow

_WIDTHS = (10, 11, 26, 24, -12, -5, 8)
COLUMNS = ("case", "since", "action", "tenant", "arrears", "months", "language")


def as_text(rows: Sequence[DueRow], voice: Speaker) -> Iterator[str]:
    """A line and its why for each case, under a heading, with the count at the end."""
    if not rows:
        yield voice.say("cli.due.none")
        return
    yield _columns([voice.say(f"cli.due.{column}") for column in COLUMNS])
    for row in rows:
        yield _columns(
            [
                row.number,
                voice.day(row.since),
                voice.say(f"action.{row.action}"),
                row.tenant,
                voice.money(row.arrears),
                voice.tenths(row.months_tenths),
                row.language,
            ]
        )
        yield f"    {voice.say(row.because)} ({row.rule}, {voice.say(row.source)})"
    yield voice.say("cli.due.total", n=len(rows))


def _columns(texts: Sequence[str]) -> str:
    cells = (
        pad(text, abs(width), right=width < 0) for text, width in zip(texts, _WIDTHS, strict=True)
    )
    return " ".join(cells).rstrip()


def as_json(rows: Sequence[DueRow], voice: Speaker) -> str:
    """An array with an object for each case: ISO dates, cents; `because` in the chosen language."""
    return json.dumps([_fact(row, voice) for row in rows], ensure_ascii=False, indent=2) + "\n"


def _fact(row: DueRow, voice: Speaker) -> dict[str, object]:
    return {
        "case": row.number,
        "claim": row.claim,
        "action": row.action,
        "due": row.since.isoformat(),
        "until": row.until.isoformat() if row.until else None,
        "tenant": row.tenant,
        "arrears": row.arrears,
        "months_tenths": row.months_tenths,
        "language": row.language,
        "interpreter": row.interpreter,
        "whom": row.whom,
        "for": row.for_login,
        "owner": row.owner,
        "team": row.team,
        "adults": row.adults,
        "children": row.children,
        "because": voice.say(row.because),
        "because_id": row.because.id,
        "facts": dict(row.because.values),
        "rule": row.rule,
        "source": voice.say(row.source),
        "next": voice.say(row.next),
    }
