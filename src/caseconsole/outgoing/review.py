"""What was done in a review: per file what was judged and decided, by whom, and the sums."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from caseconsole.locale import Speaker
from caseconsole.outgoing.as_json import iso, json_text
from caseconsole.outgoing.case.page import DAY, Page
from caseconsole.outgoing.lines import EMPTY, Line, Tone, dim, heading, line, pad, plain_text
from caseconsole.store.rows import ReviewAct, ReviewFile, ReviewRow

WIDTH = 80
"""The cells of a line of text output."""
WHATS = {"judgement": "judged", "rung": "rung", "outcome": "outcome", "decision": "decision"}
"""How each kind of act says its value."""


class Report(NamedTuple):
    """A review with its files and all that was done in it."""

    review: ReviewRow
    files: Sequence[ReviewFile]
    acts: Sequence[ReviewAct]

    def of(self, case: int) -> list[ReviewAct]:
        """What was done in a file, judgements first, by their day."""
        order = [*WHATS]
        return sorted(
            (act for act in self.acts if act.case == case),
            key=lambda act: (order.index(act.what), act.due_on or act.on),
        )

    def counted(self, what: str) -> dict[str, int]:
        """How often each value of a kind of act was given, the most frequent first."""
        return dict(Counter(act.value for act in self.acts if act.what == what).most_common())


def as_text(report: Report, voice: Speaker, *, zone: str) -> str:
    """The report as plain text."""
    page = Page(voice, WIDTH, voice.today or date.max, zone)
    return "\n".join(map(plain_text, lines(page, report))).rstrip() + "\n"


def lines(page: Page, report: Report) -> list[Line]:
    """The report: the review, the sums, and each file."""
    one = report.review
    begun = page.say("report.begun", on=page.day(one.on), login=one.by)
    found = [heading(f"{page.say('place.review')} {one.id} · {one.name}"), line(dim(begun))]
    if one.closed_on:
        found.append(line(page.say("report.closed", closed_on=one.closed_on.isoformat())))
    found += page.text(page.say("report.files", done=one.done, total=one.files), first="")
    for what, word in WHATS.items():
        if counted := report.counted(what):
            sums = ", ".join(f"{n} {page.say(f'{word}.{value}')}" for value, n in counted.items())
            found += page.text(f"{page.say(f'report.{what}')}: {sums}", first="")
    for file in report.files:
        found += [EMPTY, *_file(page, file, report.of(file.case))]
    return found


def _file(page: Page, file: ReviewFile, acts: Sequence[ReviewAct]) -> Iterator[Line]:
    done = page.say("report.open")
    if file.done_on:
        done = page.say("report.done", done_on=file.done_on.isoformat(), login=file.by)
    yield heading(f"{file.number}  {done}")
    if file.why:
        yield from page.text(file.why, first="  ")
    for act in acts:
        yield from _act(page, act)


def _act(page: Page, act: ReviewAct) -> list[Line]:
    value = page.say(f"{WHATS[act.what]}.{act.value}")
    day = page.day(act.due_on) if act.what == "judgement" and act.due_on else ""
    about = act.about or page.say(f"kind.{act.agreement}")
    said = [f"{value}: {about}", act.why, f"{act.by} {page.day(act.on)}"]
    if act.what == "rung" and act.due_on:
        said.insert(1, page.say("report.cure", cure_on=act.due_on.isoformat()))
    if act.next_on:
        said.insert(1, page.say("agreement.review", review_on=act.next_on.isoformat()))
    tone = Tone.PLAIN if act.what == "judgement" else Tone.STRONG
    text = " · ".join(filter(None, said))
    return page.text(text, first=f"  {pad(day, DAY)}", tone=tone)


def as_json(report: Report) -> str:
    """One object: the review, its files with what was done in each, and the totals; ISO dates."""
    one = report.review
    whole = {
        **_head(one),
        "files": [_file_fact(file, report.of(file.case)) for file in report.files],
        "totals": {
            "files": one.files,
            "done": one.done,
            **{f"{what}s": report.counted(what) for what in WHATS},
        },
    }
    return json_text(whole)


def _head(one: ReviewRow) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "on": one.on.isoformat(),
        "by": one.by,
        "closed": iso(one.closed_on),
    }


def _file_fact(file: ReviewFile, acts: Sequence[ReviewAct]) -> dict[str, object]:
    return {
        "case": file.number,
        "place": file.place,
        "done": iso(file.done_on),
        "by": file.by,
        "why": file.why,
        **{f"{what}s": [_fact(act) for act in acts if act.what == what] for what in WHATS},
    }


def _fact(act: ReviewAct) -> dict[str, object]:
    day = {"judgement": "due", "rung": "cure", "decision": "next"}.get(act.what)
    return {
        "agreement": act.agreement,
        act.what if act.what != "judgement" else "verdict": act.value,
        **({"text": act.about} if act.about else {}),
        **({day: iso(act.due_on or act.next_on)} if day else {}),
        "on": act.on.isoformat(),
        "by": act.by,
        "why": act.why,
    }


def list_text(reviews: Sequence[ReviewRow], voice: Speaker) -> str:
    """Every review on a line: its key, how far it is, who began it and when, its name."""
    rows = [
        f"{one.id:>5}  {one.done:>4}/{one.files:<4}  {voice.day(one.on, voice.today):<15} "
        f"{one.by:<12} {one.name}"
        for one in reviews
    ]
    return "\n".join(rows or [voice.say("report.none")]) + "\n"


def list_json(reviews: Sequence[ReviewRow]) -> str:
    """An array with an object for each review."""
    found = [{**_head(one), "files": one.files, "done": one.done} for one in reviews]
    return json_text(found)
