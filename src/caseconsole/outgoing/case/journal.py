"""Section J: every recorded change of the file."""

from collections.abc import Mapping, Sequence
from datetime import date

from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.lines import Line, Span, Tone, cut, dim, line
from caseconsole.store.rows import JournalRow

DETAIL_LIMIT = 400
"""The most characters of what was asked for that the journal shows of one change."""


def journal(page: Page, rows: Sequence[JournalRow]) -> list[Line]:
    """Who changed what and when, the newest first."""
    if not rows:
        return page.empty("journal.none")
    return [text for entry in rows for text in _entry(page, entry)]


def _entry(page: Page, entry: JournalRow) -> list[Line]:
    title = line(
        dim(f"  {entry.seq:>7}  {page.instant(entry.at)}  "),
        Span(page.say(f"change.{entry.kind}"), Tone.DIM if entry.undone_by else Tone.PLAIN),
        dim(f" · {entry.actor}"),
        Span(_undone(page, entry), Tone.ALERT),
    )
    detail = details(page, entry.payload)
    return [title, *(page.text(detail, first=" " * 11, tone=Tone.DIM) if detail else [])]


def _undone(page: Page, entry: JournalRow) -> str:
    if entry.undone_by is not None:
        return " · " + page.say("journal.undone_by", seq=entry.undone_by)
    if entry.undoes is not None:
        return " · " + page.say("journal.undoes", seq=entry.undoes)
    return ""


def details(page: Page, payload: Mapping[str, object]) -> str:
    """What was asked for, in words: the parts that a person gave."""
    return cut(" · ".join(filter(None, _parts(page, payload))).replace("\n", " ⏎ "), DETAIL_LIMIT)


_WORDS = {"whom": "whom.", "code": "reason.", "answer": "answer.", "claim": "claim."}
_NESTED = ("reason", "promise", "offer", "appointment")
_DAYS = ("until", "due_on", "on")
_TEXTS = ("owner", "said", "text", "why")


def _parts(page: Page, payload: Mapping[str, object]) -> list[str]:
    parts = [
        page.say(prefix + str(payload[key])) for key, prefix in _WORDS.items() if payload.get(key)
    ]
    cents = payload.get("cents")
    if isinstance(cents, int):
        parts.append(page.money(cents))
    parts += [page.day(date.fromisoformat(str(payload[key]))) for key in _DAYS if payload.get(key)]
    parts += [str(payload[key]) for key in _TEXTS if payload.get(key)]
    for key in _NESTED:
        inner = payload.get(key)
        if isinstance(inner, Mapping):
            parts += _parts(page, inner)
    offers = payload.get("offers")
    for offer in offers if isinstance(offers, list | tuple) else ():
        parts += [page.say(f"offer.{offer['kind']}"), *_parts(page, offer)]
    return parts
