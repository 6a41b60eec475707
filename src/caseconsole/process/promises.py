"""A promise to pay: looked up when its day has passed, called about when it was not kept."""

from datetime import date

from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Contact
from caseconsole.domain.message import Message, message
from caseconsole.domain.verdict import NotDue, Verdict
from caseconsole.process.contacts import tried
from caseconsole.process.promised import Word
from caseconsole.process.situation import Situation, in_days

_CALL_WHEN_BROKEN = message("next.call_when_broken")
_AFTER_BROKEN = message("next.after_broken")
_NO_PROMISE = message("promise.none")


def promise_due(now: Situation) -> Verdict:
    """Look up a promise that the ledger does not show: it may be under way or unmatched (P01)."""
    action, value = "promise_due", "promise_check_wd"
    word = now.word
    if word is None:
        return _none(now, action) or now.not_due(action, _NO_PROMISE, "P01", value)
    if now.today < word.check_on:
        return now.not_due(action, in_days("promise.later", now.today, word.check_on), "P01", value)
    if now.word_held:
        return now.not_due(action, now.word_held, "P06", "ledger_age_wd")
    if now.today >= word.broken_on:
        missing = message("promise.judged", day_on=word.broken_on.isoformat())
        return now.not_due(action, missing, "P02", "promise_broken_wd")
    because = _told("promise_due.due", word)
    return now.due(action, word.check_on, because, _CALL_WHEN_BROKEN, "P01", value)


def promise_broken(now: Situation) -> Verdict:
    """Call about a promise that was not kept, unless it was called about already (P02)."""
    action, value = "promise_broken", "promise_broken_wd"
    word = now.word
    if not now.enough():
        return now.too_little(action)
    if word is None:
        return _none(now, action) or now.not_due(action, _NO_PROMISE, "P02", value)
    if now.today < word.broken_on:
        waits = in_days("promise_broken.later", now.today, word.broken_on)
        return now.not_due(action, waits, "P02", value)
    if now.word_held:
        return now.not_due(action, now.word_held, "P06", "ledger_age_wd")
    if called := _tried_since(now.case, word.check_on):
        missing = message("promise_broken.called", called_on=called.on.isoformat())
        return now.not_due(action, missing, "P02", value)
    return now.due(
        action, word.broken_on, _told("promise_broken.due", word), _AFTER_BROKEN, "P02", value
    )


def _none(now: Situation, action: str) -> NotDue | None:
    """That what was promised came under an agreement whose own steps speak (R38), or None."""
    return now.held_by_arrangement(action) if now.case.promises else None


def _told(id_: str, word: Word) -> Message:
    promise = word.promise
    return message(
        id_,
        promise_cents=promise.cents,
        due_on=promise.due_on.isoformat(),
        made_on=promise.made_on.isoformat(),
        paid_cents=word.paid,
        open_cents=promise.cents - word.paid,
    )


def _tried_since(case: CaseFile, day: date) -> Contact | None:
    """The newest talk or attempt on or after a day."""
    for contact in reversed(case.contacts):
        if contact.on < day:
            return None
        if tried(contact):
            return contact
    return None
