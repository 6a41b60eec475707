"""What was recorded in words, and what others did to a file that is on screen."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from caseconsole.domain.message import Message, Refused, message
from caseconsole.store.rows import Other

if TYPE_CHECKING:
    from caseconsole.casework.record import Receipt
    from caseconsole.casework.undo import Undoable
    from caseconsole.casework.viewing import News
    from caseconsole.tui.app import CaseConsole


def done(app: "CaseConsole", *receipts: "Receipt") -> Message:
    """What was recorded together in a file, and what others did to it since it was seen."""
    last = receipts[-1]
    words = {**last.message.values, "what_word": in_words(app, receipts)}
    recorded = message(last.message.id, **words)
    if not last.others:
        return recorded
    said, others = app.speaker.say(recorded), by_others(app, last.others)
    return message("screen.others", done=said, what=others)


def in_words(app: "CaseConsole", steps: "Iterable[Receipt | Undoable]") -> str:
    """What was done, each by its outcome where it has one, else by its kind."""
    return " · ".join(app.named(step.details) or app.speaker.say(step.what) for step in steps)


def done_in_all(
    app: "CaseConsole", receipts: "Sequence[Receipt]", refused: Refused | None
) -> Message:
    """How many files were changed, how where that is the same in all, and what others did there.

    Last why others were not changed.
    """
    said = {app.named(receipt.details) for receipt in receipts}
    same = said.pop() if len(said) == 1 else ""
    id_ = "screen.recorded_same" if same else "screen.recorded_many"
    done = app.speaker.say(id_, n=len(receipts), what=same)
    what = "; ".join(
        f"{receipt.message.values['number']}: {by_others(app, receipt.others)}"
        for receipt in receipts
        if receipt.others
    )
    done = app.speaker.say("screen.others_many", done=done, what=what) if what else done
    return message(
        "screen.as_is", text=f"{done} {app.speaker.say(refused.why)}" if refused else done
    )


def by_others(app: "CaseConsole", others: Iterable[Other]) -> str:
    """Each change of somebody else: who, what and when."""
    zone, speaker = app.session.clock.zone, app.speaker
    return "; ".join(
        f"{other.actor} {app.named(other.details) or speaker.say(f'change.{other.kind}')} "
        f"{speaker.instant(other.at, zone, app.today)}"
        for other in others
    )


def what_came(app: "CaseConsole", news: "News") -> str:
    """What others did since the file was seen, what is open when its ledger changed, and the day
    when it is another."""
    open_now = news.view.file.standing.arrears
    told = by_others(app, news.others)
    ledger = app.speaker.say("file.ledger_now", open_cents=open_now) if news.ledger else ""
    day = app.speaker.say("file.day_now", now_on=news.day.isoformat()) if news.day else ""
    return "; ".join(filter(None, (told, ledger, day)))


def since_seen(app: "CaseConsole", news: "News") -> str:
    """The same as a sentence; nothing where nothing came."""
    what = what_came(app, news)
    return app.speaker.say("screen.others", done="", what=what).strip() if what else ""
