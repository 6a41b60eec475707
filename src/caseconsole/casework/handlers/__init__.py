"""One handler for each kind of change; a handler checks, writes, and never commits."""

from collections.abc import Callable
from typing import Any

from caseconsole.casework.handlers.agreements import (
    close_appointment,
    end_pause,
    make_appointment,
    make_promise,
    pause_case,
)
from caseconsole.casework.handlers.contact import judge_reason, record_contact
from caseconsole.casework.handlers.file import add_note, assign, open_file, snooze
from caseconsole.casework.handlers.help import answer_offer, make_offer
from caseconsole.casework.undo import reverse
from caseconsole.casework.work import Work
from caseconsole.domain import changes
from caseconsole.domain.changes import Change

HANDLERS: dict[type[Change], Callable[[Any, Work], None]] = {
    changes.RecordContact: record_contact,
    changes.JudgeReason: judge_reason,
    changes.MakePromise: make_promise,
    changes.MakeAppointment: make_appointment,
    changes.CloseAppointment: close_appointment,
    changes.PauseCase: pause_case,
    changes.EndPause: end_pause,
    changes.MakeOffer: make_offer,
    changes.AnswerOffer: answer_offer,
    changes.AddNote: add_note,
    changes.Assign: assign,
    changes.Snooze: snooze,
    changes.OpenFile: open_file,
    changes.Undo: reverse,
}
