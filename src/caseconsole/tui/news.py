"""What others did to a file that is on screen, in words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from caseconsole.store.rows import Other

if TYPE_CHECKING:
    from caseconsole.casework.viewing import News
    from caseconsole.tui.app import CaseConsole


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
