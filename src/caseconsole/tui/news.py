"""What was recorded in words, and what others did to a file that is on screen."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from caseconsole.domain.message import Message, Refused, message
from caseconsole.store.rows import Other

if TYPE_CHECKING:
    from caseconsole.casework.record import Receipt
    from caseconsole.casework.viewing import News
    from caseconsole.tui.app import CaseConsole


def done(app: "CaseConsole", receipt: "Receipt") -> Message:
    """What was recorded, and what others did to the file since it was seen."""
    recorded = receipt.message
    if receipt.details:
        # The outcome stands in the place of the kind of change.
        what = app.named(receipt.details)
        recorded = message(recorded.id, **{**recorded.values, "what_word": what})
    if not receipt.others:
        return recorded
    said, others = app.speaker.say(recorded), by_others(app, receipt.others)
    return message("screen.others", done=said, what=others)


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


def since_seen(app: "CaseConsole", news: "News") -> str:
    """What others did since the file was seen, and what is open when its ledger changed."""
    open_now = news.view.file.standing.arrears
    told = by_others(app, news.others)
    ledger = app.speaker.say("file.ledger_now", open_cents=open_now) if news.ledger else ""
    what = "; ".join(filter(None, (told, ledger)))
    return app.speaker.say("screen.others", done="", what=what).strip() if what else ""
