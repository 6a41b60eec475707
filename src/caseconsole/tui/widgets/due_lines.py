"""A due row as a line of the worklist, and why it is due."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from caseconsole.domain.money import fitted
from caseconsole.locale import Speaker
from caseconsole.outgoing.due import because, doer, home, months
from caseconsole.store.rows import DueRow
from caseconsole.tui.text import Line, Span, cut, line, pad, pad_left, wrap

WIDE = 100
"""From this width on the case number has a column of its own."""
_MANY_DAYS = 100
"""From so many days on no room is left between number and unit."""


class Column(NamedTuple):
    """A column: its least width, its share of what is left, and the side on which it is filled."""

    id: str
    least: int
    share: int = 0
    right: bool = False


_COLUMNS = (
    Column("since", 5),
    Column("action", 17, 3),
    Column("tenant", 15, 5),
    Column("arrears", 10, 0, right=True),
    Column("months", 4, 0, right=True),
    Column("language", 8),
    Column("home", 4),
    Column("by", 6, 2),
)
_NUMBER = Column("number", 9)


@lru_cache(8)
def columns(cells: int) -> tuple[tuple[Column, int], ...]:
    """The columns that fit in a width, each with its own."""
    chosen = (_COLUMNS[0], _NUMBER, *_COLUMNS[1:]) if cells >= WIDE else _COLUMNS
    left = max(cells - 3 - sum(column.least + 1 for column in chosen), 0)
    shares = sum(column.share for column in chosen)
    return tuple((column, column.least + left * column.share // shares) for column in chosen)


def head_line(speaker: Speaker, cells: int) -> Line:
    """The names of the columns."""
    texts = [
        _fit(speaker.say(f"list.{column.id}"), column, width) for column, width in columns(cells)
    ]
    return (Span("   " + " ".join(texts), "label"),)


def due_line(
    row: DueRow,
    speaker: Speaker,
    cells: int,
    today: date,
    *,
    here: bool,
    marked: bool,
    settled: str = "",
) -> Line:
    """A row of the list; cursor, mark and `settled`, what settled it, are characters too."""
    edge = ("▶" if here else " ") + ("*" if marked else "✓" if settled else " ")
    texts = [
        _fit(
            settled
            if settled and column.id == "action"
            else _text(row, column.id, width, speaker, today),
            column,
            width,
        )
        for column, width in columns(cells)
    ]
    style = "cursor" if here else "bold" if marked else "dim" if settled else ""
    return (Span(f"{edge} {' '.join(texts)}", style),)


def gone_line(speaker: Speaker, *, here: bool) -> Line:
    """A row that is no longer due."""
    edge = "▶  " if here else "   "
    return (Span(edge + speaker.say("list.gone"), "cursor" if here else "dim"),)


def settled_lines(row: DueRow, why: str, speaker: Speaker, cells: int) -> list[Line]:
    """What became of a row that asks for nothing any more."""
    said = speaker.say("list.settled_why", number=row.number, tenant=row.tenant, why=why)
    return [(Span(" " + part),) for part in wrap(said, cells - 2)]


def _fit(text: str, column: Column, width: int) -> str:
    return pad_left(text, width) if column.right else pad(text, width)


def _text(row: DueRow, column: str, width: int, speaker: Speaker, today: date) -> str:
    match column:
        case "since":
            return _since(row.since, speaker, today)
        case "number":
            return row.number
        case "action":
            return speaker.say(f"action.{row.action}")
        case "tenant":
            return row.tenant or speaker.say("case.nobody")
        case "arrears":
            return fitted(row.arrears, width)
        case "months":
            return months(row, speaker)
        case "language":
            return _language(row, speaker)
        case "home":
            return home(row)
        case _:
            return doer(row)


def _since(since: date, speaker: Speaker, today: date) -> str:
    days = (since - today).days
    if days == 0:
        return speaker.say("list.now")
    return speaker.say("list.days" if abs(days) < _MANY_DAYS else "list.days_long", days=days)


def _language(row: DueRow, speaker: Speaker) -> str:
    if row.interpreter:
        return f"{row.language} {speaker.say('list.interpreter')}"
    if row.call_do_not_write:
        return f"{row.language} {speaker.say('list.phone')}"
    return row.language


def why_lines(row: DueRow | None, speaker: Speaker, cells: int, height: int) -> Sequence[Line]:
    """Why a row is due: the facts, the rule with its source, what follows; in `height` lines.

    Where they do not suffice what follows gives way first, and an ellipsis shows it.
    """
    if row is None:
        return [line("")]
    room = max(cells - 11, 20)
    label = pad(speaker.say("list.why"), 8)
    rule = speaker.say(
        "list.rule", rule=row.rule, source_word=row.source, next=speaker.say(row.next)
    )
    told = [Span(text) for text in wrap(because(row, speaker), room)]
    told += [Span(text, "label") for text in wrap(rule, room)]
    if len(told) > height:
        last = told[height - 1]
        told[height - 1 :] = [Span(cut(f"{last.text} …", room), last.style)]
    first, *others = told
    return [line(Span(f" {label} ", "key"), first), *(line(" " * 10, text) for text in others)]
