"""The worklist as a table and as JSON."""

from collections.abc import Iterator, Sequence
from functools import cache

from caseconsole.locale import Speaker
from caseconsole.outgoing.as_json import json_text
from caseconsole.outgoing.due import doer, home, months, ways
from caseconsole.outgoing.lines import pad
from caseconsole.store.rows import DueLine, DueRow

_WIDTHS = (10, 11, 22, 24, -12, -5, 8, 5, 8)
COLUMNS = (
    "case", "since", "action", "tenant", "arrears", "months", "language", "home", "by",
)  # fmt: skip
_SINCE, _ARREARS = COLUMNS.index("since"), COLUMNS.index("arrears")


def as_text(
    rows: Sequence[DueRow | DueLine],
    voice: Speaker,
    *,
    limited: bool = False,
    number: int | None = None,
) -> Iterator[str]:
    """A line and its why for each case, under a heading, with the count at the end.

    The list can be long and says much again and again, so that is worked out once.

    Args:
        number: how many there are, where these are the first of them only.
    """
    if not rows:
        yield voice.say("cli.due.none_within" if limited else "cli.due.none")
        return
    said, placed, money = cache(voice.say), cache(_placed), voice.money
    sentence = cache(lambda id_, *values: voice.say(id_, **dict(values)))
    widths = list(_WIDTHS)
    widths[_SINCE] = max(
        widths[_SINCE], *(len(voice.day(on)) for on in {row.since for row in rows})
    )
    widths[_ARREARS] = min(widths[_ARREARS], -len(money(max(row.arrears for row in rows))))
    yield " ".join(map(placed, [said(f"cli.due.{name}") for name in COLUMNS], widths)).rstrip()
    for row in rows:
        texts = (
            row.number, voice.day(row.since), said(f"action.{row.action}"),
            row.tenant or said("case.nobody"), money(row.arrears), months(row, voice),
            row.language, home(row), doer(row),
        )  # fmt: skip
        yield " ".join(map(placed, texts, widths)).rstrip()
        why = " ".join([sentence(row.because.id, *row.because.values.items()), *ways(row, voice)])
        yield f"    {why} ({row.rule}, {said(row.source)})"
        follows = sentence(row.next.id, *row.next.values.items())
        yield f"    {voice.say('cli.why.next', next=follows)}"
    if number is not None and number > len(rows):
        yield voice.say("cli.due.first", n=number, first=len(rows))
    else:
        yield voice.say("cli.due.total", n=len(rows))


def _placed(text: str, width: int) -> str:
    return pad(text, abs(width), right=width < 0)


def as_json(rows: Sequence[DueRow], voice: Speaker) -> str:
    """An array with an object for each case: ISO dates, cents; `because` in the chosen language."""
    return json_text([_fact(row, voice) for row in rows])


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
        "source_id": row.source,
        "next": voice.say(row.next),
    }
