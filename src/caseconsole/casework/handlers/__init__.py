"""One handler for each kind of change; a handler checks, writes, and never commits."""

from collections.abc import Callable
from typing import Any

from caseconsole.casework.handlers.agreement import (
    change_state,
    decide,
    make_agreement,
    sign_agreement,
)
from caseconsole.casework.handlers.agreements import (
    close_appointment,
    end_pause,
    make_appointment,
    make_promise,
    pause_case,
)
from caseconsole.casework.handlers.condition import add_condition, end_condition
from caseconsole.casework.handlers.contact import judge_reason, record_contact
from caseconsole.casework.handlers.file import add_note, assign, open_file, snooze
from caseconsole.casework.handlers.help import answer_offer, make_offer
from caseconsole.casework.handlers.judgement import judge_obligation, withdraw_judgement
from caseconsole.casework.handlers.ladder import approve_rung, close_rung, take_rung
from caseconsole.casework.handlers.referral import answer_referral, refer, signal
from caseconsole.casework.handlers.review import close_review, finish_file, start_review
from caseconsole.casework.handlers.suspension import resume, suspend
from caseconsole.casework.undo import reverse
from caseconsole.casework.work import Work
from caseconsole.domain import agreement_changes as agreed
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
    agreed.MakeAgreement: make_agreement,
    agreed.ChangeState: change_state,
    agreed.SignAgreement: sign_agreement,
    agreed.Decide: decide,
    agreed.AddCondition: add_condition,
    agreed.EndCondition: end_condition,
    agreed.JudgeObligation: judge_obligation,
    agreed.WithdrawJudgement: withdraw_judgement,
    agreed.Suspend: suspend,
    agreed.Resume: resume,
    agreed.TakeRung: take_rung,
    agreed.CloseRung: close_rung,
    agreed.ApproveRung: approve_rung,
    agreed.Refer: refer,
    agreed.Signal: signal,
    agreed.AnswerReferral: answer_referral,
    agreed.StartReview: start_review,
    agreed.FinishFile: finish_file,
    agreed.CloseReview: close_review,
    changes.AddNote: add_note,
    changes.Assign: assign,
    changes.Snooze: snooze,
    changes.OpenFile: open_file,
    changes.Undo: reverse,
}
