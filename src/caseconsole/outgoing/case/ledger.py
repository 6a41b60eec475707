"""Section 2: what was charged and paid, month by month and line by line."""

from collections.abc import Sequence
from datetime import date

from dateutil.relativedelta import relativedelta

from caseconsole.domain.allocation import MonthLine, in_hand, months, running_balance
from caseconsole.domain.ledger import LedgerEntry
from caseconsole.domain.money import fitted
from caseconsole.domain.window import Window
from caseconsole.outgoing.case.page import DAY, Page
from caseconsole.outgoing.lines import EMPTY, Line, Span, Tone, alert, dim, heading, line, row

CHART_MONTHS = 24
CHART_HEIGHT = 3
LAST_WINDOWS = 2
BLOCKS = " ▁▂▃▄▅▆▇█"


def ledger(
    page: Page, entries: Sequence[LedgerEntry], windows: Sequence[Window] = ()
) -> list[Line]:
    """The chart, the months and the lines with their running balance, the newest first.

    Args:
        windows: when payments are laid out by an arrangement.
    """
    if not entries:
        return page.empty("ledger.none")
    counted = [entry for entry in entries if not _to_come(entry, page.today)]
    to_come = [entry for entry, _ in running_balance(entries) if _to_come(entry, page.today)]
    balances = running_balance(counted)
    return [
        *_chart(page, balances),
        *_months(
            page,
            months(entries, page.today, windows),
            [*_designated(page, windows), *_in_hand(page, *in_hand(entries, page.today, windows))],
        ),
        *_lines(page, [*balances, *((entry, None) for entry in to_come)]),
    ]


def _to_come(entry: LedgerEntry, today: date) -> bool:
    """Whether a line counts only from a later day: its value day, or the due day of a charge."""
    return max(entry.value_on, entry.due_on or entry.value_on) > today


def month_ends(
    balances: Sequence[tuple[LedgerEntry, int]], today: date, count: int
) -> list[tuple[date, int]]:
    """The first day of each of the last `count` months, and the balance in cents at its end."""
    newest = today.replace(day=1)
    firsts = [newest - relativedelta(months=back) for back in range(count - 1, -1, -1)]
    ends, balance, at = [], 0, 0
    for first in firsts:
        after = min(first + relativedelta(months=1), today + relativedelta(days=1))
        while at < len(balances) and balances[at][0].value_on < after:
            balance = balances[at][1]
            at += 1
        ends.append((first, balance))
    return ends


def _chart(page: Page, balances: Sequence[tuple[LedgerEntry, int]]) -> list[Line]:
    ends = month_ends(balances, page.today, CHART_MONTHS)
    top = max(owed for _, owed in ends)
    title = heading(page.say("ledger.chart", months=CHART_MONTHS))
    if top <= 0:
        return [title, *page.empty("ledger.never_owed"), EMPTY]
    levels = [_level(owed, top) for _, owed in ends]
    bars = []
    for height in range(CHART_HEIGHT - 1, -1, -1):
        label = (
            fitted(top, 14) if height == CHART_HEIGHT - 1 else page.money(0) if not height else ""
        )
        blocks = "".join(f"{BLOCKS[min(max(level - 8 * height, 0), 8)]} " for level in levels)
        bars.append(row([(dim(label), -14), ("  " + blocks, 2 * CHART_MONTHS + 2)]))
    return [title, *bars, _axis(page, [first for first, _ in ends]), EMPTY]


def _level(owed: int, top: int) -> int:
    """The height of a bar in eighths of a cell; whatever is owed shows."""
    return max(1, round(8 * CHART_HEIGHT * owed / top)) if owed > 0 else 0


def _axis(page: Page, firsts: Sequence[date]) -> Line:
    labels = "".join(
        f"{page.say(f'month.{first.month}')} {first:%y}".ljust(12) for first in firsts[::6]
    )
    return line(dim(" " * 16 + labels.rstrip()))


def _months(page: Page, lines: Sequence[MonthLine], told: Sequence[Line]) -> list[Line]:
    recent = [month for month in lines if month.open][-CHART_MONTHS:] or list(lines)[-3:]
    if not recent:
        return []
    columns = ("ledger.month", "ledger.charged", "ledger.paid", "ledger.open")
    head = row([(dim(page.say(title)), 12 if not at else -14) for at, title in enumerate(columns)])
    rows = [head]
    for month in reversed(recent):
        open_now = alert(fitted(month.open, 13)) if month.open else dim(page.money(0))
        rows.append(
            row([
                (f"{month.period}", 12),
                (fitted(month.charged, 13), -14),
                (fitted(month.paid, 13), -14),
                (open_now, -14),
            ])
        )  # fmt: skip
    table = [(Span("  "), *columns) for columns in rows]
    return page.block("ledger.months", [*table, *told])


def _designated(page: Page, windows: Sequence[Window]) -> list[Line]:
    """That what came in under an arrangement met new rent first (6:43 BW)."""
    rows: list[Line] = []
    for held in [one for one in windows if one.designates][-LAST_WINDOWS:]:
        over = held.end is not None and held.end <= page.today
        told = {
            "start_on": held.start.isoformat(),
            "end_on": held.end.isoformat() if held.end else None,
        }
        if held.covers_from:
            told["since_on"] = held.covers_from.isoformat()
            id_ = "ledger.designated_since_until" if over else "ledger.designated_since"
        else:
            id_ = "ledger.designated_until" if over else "ledger.designated"
        rows += page.text(page.say(id_, **told), tone=Tone.DIM)
    return rows


def _in_hand(page: Page, here: int, there: int) -> list[Line]:
    """That what came in on one account counts for the debt of another."""
    told = {"ledger.in_hand": here, "ledger.in_hand_elsewhere": there}
    said = [page.say(id_, in_hand_cents=cents) for id_, cents in told.items() if cents]
    return [row for sentence in said for row in page.text(sentence)]


def _lines(page: Page, balances: Sequence[tuple[LedgerEntry, int | None]]) -> list[Line]:
    room = max(page.width - 41 - DAY, 10)
    head = row([
        (dim(page.say("ledger.day")), DAY),
        (dim(page.say("ledger.kind")), 13),
        (dim(page.say("ledger.text")), room),
        (dim(page.say("ledger.amount")), -13),
        (dim(page.say("ledger.balance")), -13),
    ])  # fmt: skip
    rows = [head, *(_line(page, entry, balance, room) for entry, balance in reversed(balances))]
    return page.block("ledger.lines", [(Span("  "), *columns) for columns in rows])


def _not_yet(page: Page, entry: LedgerEntry) -> str:
    """Why a line is in no balance yet."""
    if entry.due_on is not None and entry.due_on > page.today:
        return page.say("ledger.to_come")
    return page.say("ledger.counts_from", day=page.day(entry.value_on))


def _line(page: Page, entry: LedgerEntry, balance: int | None, room: int) -> Line:
    text = entry.text or entry.period
    if balance is None:
        text = f"{_not_yet(page, entry)} · {text}"
    if entry.designation:
        text = f"{text} → {entry.designation}"
    return row([
        (page.day(entry.value_on), DAY),
        (page.say(f"entry.{entry.kind}"), 13),
        (text, room),
        (fitted(entry.cents, 12), -13),
        ("–" if balance is None else fitted(balance, 12), -13),
    ])  # fmt: skip
