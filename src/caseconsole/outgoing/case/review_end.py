"""The end of a file in a review in lines: what is decided or proposed, and how it goes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from caseconsole.casework.climbing import NextRung
from caseconsole.domain.agreement import (
    OVER,
    Agreement,
    Decision,
    DecisionKind,
    Paid,
)
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.obligations import TROUBLED
from caseconsole.domain.review import WINDOW, Item, to_choose
from caseconsole.outgoing.case.duties import counted, rung
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.review import named, still
from caseconsole.outgoing.case.rows import Row, rows
from caseconsole.outgoing.case.terms import known, state_day
from caseconsole.outgoing.lines import Line, Span, Tone, dim, fit, line, pad


class End(NamedTuple):
    """An agreement at the end of its file."""

    made: Agreement
    proposal: DecisionKind | None
    decided: Decision | None
    """What was decided about it since the review began."""
    paid: Paid
    """What the ledger says of the agreements of the file."""
    due: Mapping[str, str] = MappingProxyType({})
    """The actions that are due of it, each with the name of what is asked."""
    rung: NextRung | None = None
    """The rung that is taken with the warning that is proposed, and nothing more is asked."""
    bare: str = ""
    """What is said of misses that nothing shows, where that rung holds them against somebody."""

    @property
    def opens(self) -> bool:
        """Whether what is proposed is decided in a form."""
        return self.decided is None and self.proposal not in {None, DecisionKind.KEEP}


class Closing(NamedTuple):
    """The end of a file in the room there is."""

    rows: list[Row]
    """The first line of what is decided or proposed about an agreement stands for that."""
    leaf: int
    """Which part of it: 0 is what matters most, from 1 on all of it is leafed through."""
    whole: bool = True
    """Whether all that is decided or proposed stands in these lines."""


class _Block(NamedTuple):
    head: list[Row]
    """The agreement, and what is decided or proposed about it."""
    wrong: list[Row]
    well: list[Row]
    counted: list[Row]
    """What goes well in one line."""


def closing(
    page: Page,
    ends: Sequence[End],
    all_: Sequence[Item],
    at: int,
    next_on: date,
    room: int,
    leaf: int = 0,
) -> Closing:
    """The end of a file: what is decided or proposed, and how each condition goes.

    Where there is no room for all, it begins with the agreement at the mark, and what goes well
    is counted; how much is left out then is said.
    """
    if not ends:
        return Closing(rows([*page.empty("review.nothing_runs"), *_left(page, all_)])[:room], 0)
    blocks = [
        _block(page, end, all_, next_on, marked=number == at and len(ends) > 1)
        for number, end in enumerate(ends)
    ]
    blocks[at].head.extend(rows(_left(page, all_)))
    if len(whole := _joined(blocks, len(blocks))) <= room:
        return Closing(whole, 0)
    blocks = [*blocks[at:], *blocks[:at]]
    whole, size = _joined(blocks, len(blocks)), max(room - 1, 1)
    leaf = min(leaf, -(-len(whole) // size))
    if leaf:
        part = whole[(leaf - 1) * size : leaf * size]
        return Closing(_with_more(page, part, len(whole) - leaf * size, room), leaf, whole=False)
    for told in reversed(range(len(blocks))):
        if len(short := _joined(blocks, told)) <= room:
            return Closing(short, 0)
    first, *others = blocks
    heads = [row for block in others for row in block.head]
    fits = len(first.head) + len(heads) <= size
    wrong = first.wrong[: max(size - len(first.head) - len(heads), 0)]
    part = [*first.head, *wrong, *heads][:size]
    return Closing(_with_more(page, part, len(whole) - len(part), room), 0, fits)


def _joined(blocks: Sequence[_Block], told: int) -> list[Row]:
    """All agreements; of the first ones what goes well is told, of the others it is counted."""
    return [
        row
        for number, one in enumerate(blocks)
        for part in (one.head, one.wrong, one.well if number < told else one.counted)
        for row in part
    ]


def _with_more(page: Page, part: Sequence[Row], more: int, room: int) -> list[Row]:
    """Lines, and how many there are besides, where there is room to say so."""
    if more <= 0 or room < 2:
        return list(part)
    return [*part, *rows([fit((dim("   " + page.say("review.more", n=more)),), page.width)])]


def _left(page: Page, all_: Sequence[Item]) -> list[Line]:
    waits = sum(1 for one in all_ if one.late)
    if not waits:
        return []
    return page.text(page.say("review.left", n=waits), first="   ", tone=Tone.ALERT)


def _block(page: Page, end: End, all_: Sequence[Item], next_on: date, *, marked: bool) -> _Block:
    one, own = end.made, [of for of in all_ if of.agreement.id == end.made.id]
    mark = " ▶ " if marked else "   "
    state = page.say(f"state.{one.kind}.{one.state}")
    title_ = (
        Span(f"{mark}{page.say(f'kind.{one.kind}')}", Tone.HEADING),
        dim(f" · {state} {page.day(state_day(one))}"),
    )
    said = _decision(page, end, next_on)
    if told := known(page, one, end.paid):
        said += page.text(told, first="     ", tone=Tone.ALERT)
    said += still(page, one, "     ")
    head = [Row(fit(title_, page.width)), *rows(said, one)]
    whole = list({of.condition.id: of for of in own if of.condition is not None}.values())
    troubled = [of for worst in TROUBLED for of in whole if of.status is worst]
    well = [of for of in whole if of.status not in TROUBLED]
    rungs = [of for of in own if of.rung is not None]
    alike = Counter(named(of) for of in whole)
    return _Block(
        head,
        rows([*_go(page, troubled, alike), *(_open_rung(page, of) for of in rungs)]),
        rows([*_go(page, well, alike)]),
        rows(_counted(page, well)),
    )


def _go(page: Page, those: Sequence[Item], alike: Counter[str]) -> Iterator[Line]:
    """How conditions go, each in one line, and in one more what rests or is not booked.

    Those with the same words are told apart by their first days.
    """
    for one in those:
        if one.condition is None:
            continue
        name = named(one, page.day(one.condition.first_on) if alike[named(one)] > 1 else "")
        stands, *more = counted(page, one.condition, one.tally)
        tone = Tone.ALERT if one.status in TROUBLED else Tone.DIM
        state = pad(page.say(f"condition.{one.status}"), 16)
        yield fit(line("     ", Span(state, tone), pad(stands, 34), "  ", dim(name)), page.width)
        if more:
            yield fit((dim(" " * 21 + " · ".join(more)),), page.width)


def _open_rung(page: Page, one: Item) -> Line:
    if one.rung is None:
        return ()
    step = Span(rung(page, one.agreement, one.rung), Tone.ALERT)
    return fit(line("     ", step, dim(f" {page.day(one.rung.on)}")), page.width)


def _counted(page: Page, well: Sequence[Item]) -> list[Line]:
    if len(well) < 2:
        return [*_go(page, well, Counter())]
    found = Counter(page.say(f"condition.{one.status}") for one in well)
    counted = ", ".join(f"{n} {state}" for state, n in found.items())
    return [fit((dim("     " + page.say("review.counted", counted=counted)),), page.width)]


def _decision(page: Page, end: End, next_on: date) -> list[Line]:
    """What was decided in this review, else what is proposed, or that somebody is to choose."""
    one, proposal, last, due = end.made, end.proposal, end.decided, end.due
    if last is not None:
        on = last.next_review_on
        name = "review.decided_next" if on else "review.decided"
        word, next_day = f"decision.{last.kind}", on.isoformat() if on else None
        decided_on = last.on.isoformat()
        said = page.say(
            name, decision_word=word, login=last.by, decided_on=decided_on, next_on=next_day
        )
        if last.end_on:
            said += " " + page.say("review.prolonged", end_on=last.end_on.isoformat())
        return page.text(said, first="     ", tone=Tone.GOOD)
    if proposal is None:
        return page.text(_to_choose(page, one, due), first="     ", tone=Tone.ALERT)
    word = f"decision.{proposal}"
    if end.rung:
        next_on = end.rung.next_review(next_on)
    if proposal in OVER:
        said = page.say("review.proposed_over", decision_word=word)
    else:
        said = page.say("review.proposed", decision_word=word, next_on=next_on.isoformat())
    return [*page.text(said, first="     ", tone=Tone.STRONG), *_next_rung(page, end)]


def _next_rung(page: Page, end: End) -> list[Line]:
    """The rung that is recorded with the decision, with its whole text."""
    if end.rung is None:
        return []
    cure_on = end.rung.cure_until
    said = page.say(
        "review.takes_cure" if cure_on else "review.takes",
        rung=rung(page, end.made, end.rung),
        cure_on=cure_on.isoformat() if cure_on else None,
    )
    bare = page.text(end.bare, first="     ", tone=Tone.ALERT) if end.bare else []
    return [*page.text(said, first="     "), *page.text(end.rung.text, first="       "), *bare]


def _to_choose(page: Page, one: Agreement, due: Mapping[str, str]) -> str:
    """Why nothing is proposed, and where what is asked can be done."""
    end_on = one.end_on.isoformat() if one.end_on else None
    if KINDS[one.kind].paid_state:
        return page.say("review.choose_unpaid")
    asked = {} if WINDOW & due.keys() else to_choose(one, due)
    if not asked:
        return page.say("review.choose", end_on=end_on)
    if card := asked.get("breach_rung"):
        return page.say("review.choose_card", next_word=card)
    return page.say("review.choose_asked", next_word=next(iter(asked.values())), end_on=end_on)
