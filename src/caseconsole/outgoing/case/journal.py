"""Section J: every recorded change of the file."""

from collections.abc import Mapping, Sequence
from datetime import date

from caseconsole.casework.recorded import details as outcomes
from caseconsole.domain.casefile import CaseFile
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.lines import Line, Span, Tone, cells, cut, dim, line
from caseconsole.store.rows import JournalRow

DETAIL_LIMIT = 400
"""The most characters of what was asked for that the journal shows of one change."""


def journal(page: Page, rows: Sequence[JournalRow], file: CaseFile) -> list[Line]:
    """Who changed what and when, the newest first; `file` knows what an outcome is about."""
    if not rows:
        return page.empty("journal.none")
    return [text for entry in rows for text in _entry(page, entry, file)]


def _entry(page: Page, entry: JournalRow, file: CaseFile) -> list[Line]:
    outcome = " · ".join(map(page.say, outcomes(entry, file)))
    what = outcome or page.say(f"change.{entry.kind}")
    lead = line(dim(f"  {entry.seq:>7}  {page.instant(entry.at)}  "))
    by, undone = dim(f" · {entry.actor}"), Span(_undone(page, entry), Tone.ALERT)
    room = page.width - sum(cells(span.text) for span in (*lead, by, undone))
    title = (*lead, Span(cut(what, room), Tone.DIM if entry.undone_by else Tone.PLAIN), by, undone)
    rest = [what] if cells(what) > room else []
    told = "" if rest else what
    rest += [
        part for part in _parts(page, entry.payload, outcome=bool(outcome)) if part not in told
    ]
    detail = cut(" · ".join(filter(None, rest)).replace("\n", " ⏎ "), DETAIL_LIMIT)
    return [title, *(page.text(detail, first=" " * 11, tone=Tone.DIM) if detail else [])]


def _undone(page: Page, entry: JournalRow) -> str:
    if entry.undone_by is not None:
        return " · " + page.say("journal.undone_by", seq=entry.undone_by)
    if entry.undoes is not None:
        return " · " + page.say("journal.undoes", seq=entry.undoes)
    return ""


_WORDS = {"code": "reason.", "answer": "answer.", "claim": "claim."}
_NESTED = ("reason", "promise", "offer", "appointment", "condition")
_DAYS = ("until", "due_on", "on")
_TEXTS = ("owner", "said", "text", "why")


def _parts(page: Page, payload: Mapping[str, object], *, outcome: bool) -> list[str]:
    """What was asked for, in words: what a person wrote, and without an outcome all else too."""
    parts = [] if outcome else _facts(page, payload)
    parts += [str(payload[key]) for key in _TEXTS if payload.get(key)]
    for key in _NESTED:
        inner = payload.get(key)
        if isinstance(inner, Mapping):
            parts += _parts(page, inner, outcome=outcome)
    offers = payload.get("offers")
    for offer in offers if isinstance(offers, list | tuple) else ():
        parts += [] if outcome else [page.say(f"offer.{offer['kind']}")]
        parts += _parts(page, offer, outcome=outcome)
    return parts


def _facts(page: Page, payload: Mapping[str, object]) -> list[str]:
    parts = [
        page.say(prefix + str(payload[key])) for key, prefix in _WORDS.items() if payload.get(key)
    ]
    cents = payload.get("cents")
    if isinstance(cents, int):
        parts.append(page.money(cents))
    return parts + [
        page.day(date.fromisoformat(str(payload[key]))) for key in _DAYS if payload.get(key)
    ]
