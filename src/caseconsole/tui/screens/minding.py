"""What a form asks to mind before something is held against a tenant, or an agreement ends."""

from typing import TYPE_CHECKING

from caseconsole.casework.shown import promised
from caseconsole.domain.agreement import Agreement
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Message
from caseconsole.outgoing.case.duties import bare_told
from caseconsole.store.rows import CaseView
from caseconsole.tui.screens.form_screen import FormScreen

if TYPE_CHECKING:
    from caseconsole.casework.session import Session


def bare_misses(form: FormScreen, made: Agreement, condition: int | None = None) -> str:
    """What is said of the misses of a condition, or of all, that nothing in the file shows."""
    app = form.console_app
    return bare_told(app.speaker, form.views[0].file, made, condition, app.today)


def promise_beside(session: "Session", view: CaseView, made: Agreement) -> Message | None:
    """The promise that runs beside an arrangement that may be ended; else None."""
    if not KINDS[made.kind].paid_state:
        return None
    return promised(view.file, session.conn, session.policy, session.clock.now().today)


def minded(
    form: FormScreen, made: Agreement, promise: Message | None, condition: int | None = None
) -> str:
    """What is to be minded at an end: misses that nothing shows, and a promise that runs."""
    told = bare_misses(form, made, condition), form.say(promise) if promise else ""
    return " ".join(filter(None, told))
