"""What became of a recorded change, for the sentences that say it was recorded or taken back."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from caseconsole.domain.contact import Channel, answered
from caseconsole.domain.judged import newest_judgement
from caseconsole.domain.kinds.kind import OWN
from caseconsole.domain.message import Message, message
from caseconsole.store.rows import JournalRow

if TYPE_CHECKING:
    from caseconsole.domain.casefile import CaseFile

SHORT = 40
"""The most characters of a text that stand for it in a sentence."""

Asked = Mapping[str, Any]


def details(row: JournalRow, file: "CaseFile") -> tuple[Message, ...]:
    """The outcome in a few words each; nothing of a kind that has none, or of what was erased."""
    if not row.payload or row.kind not in _OUTCOMES:
        return ()
    return tuple(_OUTCOMES[row.kind](row.payload, file))


def stands_again(row: JournalRow, file: "CaseFile") -> Iterator[Message]:
    """How a duty is judged once its newest judgement was taken back, where it was before."""
    asked: Asked = row.payload
    if not asked or row.kind != "withdraw_judgement":
        return
    of, on = asked["condition"], date.fromisoformat(asked["original_on"])
    every = [one for made in file.agreements for one in made.judgements]
    if (stands := newest_judgement(every, of, on)) is not None:
        yield message("recorded.stands_again", judged_word=f"judged.{stands.verdict}")


def _contact(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    channel = asked.get("channel", Channel.PHONE)
    whom = f"whom.{answered(asked['whom'], channel)}"
    if channel == Channel.PHONE:
        yield message(whom)
    else:
        way = f"channel.{channel}.{asked.get('direction', 'out')}"
        yield message("recorded.way", way_word=way, whom_word=whom)
    if promise := asked.get("promise"):
        yield _promised(promise)
    if reason := asked.get("reason"):
        yield message("recorded.reason", reason_word=f"reason_short.{reason['code']}")
    for offer in asked.get("offers") or ():
        helped, answer = f"offer_short.{offer['kind']}", f"answer.{offer['answer']}"
        yield message("recorded.help", offer_word=helped, answer_word=answer)
    if agreed := asked.get("appointment"):
        yield message("recorded.appointment", agreed_on=agreed["on"])


def _note(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    yield message("recorded.note", text=_short(asked["text"]))


def _promise(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    yield _promised(asked["promise"])


def _promised(promise: Asked) -> Message:
    return message("recorded.promise", promise_cents=promise["cents"], due_on=promise["due_on"])


def _reason(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    reason = asked["reason"]
    yield message("recorded.reason", reason_word=f"reason.{reason['code']}")


def _offer(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    offer = asked["offer"]
    yield _outcome(f"offer.{offer['kind']}", f"answer.{offer['answer']}")


def _answer_offer(asked: Asked, file: "CaseFile") -> Iterator[Message]:
    for offer in file.offers:
        if offer.id == asked["offer"]:
            yield _outcome(f"offer.{offer.kind}", f"answer.{asked['answer']}")


def _appointment(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    agreed = asked["appointment"]
    yield _on(f"appointment.{agreed['kind']}", agreed["on"])


def _close_appointment(asked: Asked, file: "CaseFile") -> Iterator[Message]:
    for agreed in file.appointments:
        if agreed.id == asked["appointment"]:
            kept = "recorded.kept" if asked["kept"] else "recorded.not_kept"
            yield _outcome_on(f"appointment.{agreed.kind}", agreed.on.isoformat(), kept)
            if told := asked.get("outcome"):
                yield message("recorded.told", text=_short(told))


def _snooze(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    yield message("recorded.snooze", claim_word=f"claim.{asked['claim']}", until_on=asked["until"])


def _assign(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    if asked["owner"]:
        yield message("recorded.assign", login=asked["owner"])
    else:
        yield message("recorded.assign_nobody")


def _pause(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    yield message("recorded.pause", until_on=asked["until"])


def _end_pause(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    if until := asked.get("until"):
        yield message("recorded.pause", until_on=until)
    else:
        yield message("recorded.end_pause")


def _agree(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    kind = asked["agreement"]
    yield _outcome(f"kind.{kind}", f"state.{kind}.{asked['state']}")


def _state(asked: Asked, file: "CaseFile") -> Iterator[Message]:
    for kind in _kind(asked, file):
        yield _outcome(f"kind.{kind}", f"state.{kind}.{asked['state']}")


def _sign(asked: Asked, file: "CaseFile") -> Iterator[Message]:
    for kind in _kind(asked, file):
        yield message("recorded.sign", kind_word=f"kind.{kind}", signed_on=asked["on"])


def _decide(asked: Asked, file: "CaseFile") -> Iterator[Message]:
    for kind in _kind(asked, file):
        yield _outcome(f"kind.{kind}", f"decision.{asked['decision']}")
    if end_on := asked.get("end_on"):
        yield message("recorded.prolonged", end_on=end_on)


def _kind(asked: Asked, file: "CaseFile") -> Iterator[str]:
    return (made.kind for made in file.agreements if made.id == asked["agreement"])


def _judge(asked: Asked, file: "CaseFile") -> Iterator[Message]:
    for duty in _clause(asked, file):
        yield _outcome_on(duty, asked["original_on"], f"judged.{asked['verdict']}")
        if moved := asked.get("moved_to"):
            yield message("recorded.moved", moved_on=moved)


def _withdraw_judgement(asked: Asked, file: "CaseFile") -> Iterator[Message]:
    for duty in _clause(asked, file):
        yield _outcome_on(duty, asked["original_on"], "judged.again")


def _add_condition(asked: Asked, file: "CaseFile") -> Iterator[Message]:
    condition = asked["condition"]
    for kind in _kind(asked, file):
        duty = _duty(kind, condition["clause"], condition["text"])
        yield message("recorded.add_condition", duty_word=duty)


def _end_condition(asked: Asked, file: "CaseFile") -> Iterator[Message]:
    for duty in _clause(asked, file):
        yield message("recorded.end_condition", duty_word=duty, until_on=asked["until"])


def _clause(asked: Asked, file: "CaseFile") -> Iterator[str]:
    for made in file.agreements:
        for condition in made.conditions:
            if condition.id == asked["condition"]:
                yield _duty(made.kind, condition.clause, condition.text)


def _duty(kind: str, clause: str, text: str) -> str:
    """The id of a clause's name; an own condition has its text."""
    if clause == OWN:
        return _short(text)
    return f"clause.{clause}" if clause[:1] == "C" else f"clause.{kind}.{clause}"


def _suspend(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    yield message("recorded.suspend", until_on=asked["until"])


def _rung(asked: Asked, file: "CaseFile") -> Iterator[Message]:
    rung, about = f"rung.{asked['rung']}", next(_clause(asked, file), "form.condition_whole")
    yield _outcome(rung, about)


def _close_rung(asked: Asked, file: "CaseFile") -> Iterator[Message]:
    for made in file.agreements:
        for step in made.ladder:
            if step.id == asked["step"]:
                yield _outcome(f"rung.{step.rung}", f"outcome.{asked['outcome']}")


def _refer(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    yield message("recorded.refer", referral_word=f"referral.{asked['referral']}")


def _signal(asked: Asked, _file: "CaseFile") -> Iterator[Message]:
    yield message("recorded.signal", partner=_short(asked["partner"]))


def _answer_referral(asked: Asked, file: "CaseFile") -> Iterator[Message]:
    for sent in file.referrals:
        if sent.id != asked["referral"]:
            continue
        what = f"referral.{sent.kind}"
        if result := asked.get("result"):
            yield _outcome(what, f"result.{result}")
        if asked["answer"]:
            yield message("recorded.answer", what_word=what, answer=_short(asked["answer"]))


def _outcome(what: str, outcome: str) -> Message:
    return message("recorded.outcome", what_word=what, outcome_word=outcome)


def _on(what: str, day: str) -> Message:
    return message("recorded.on", what_word=what, day_on=day)


def _outcome_on(what: str, day: str, outcome: str) -> Message:
    return message("recorded.outcome_on", what_word=what, day_on=day, outcome_word=outcome)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1].rstrip()}…"


_OUTCOMES: dict[str, Callable[[Asked, "CaseFile"], Iterator[Message]]] = {
    "contact": _contact, "note": _note, "promise": _promise, "reason": _reason, "offer": _offer,
    "answer_offer": _answer_offer, "appointment": _appointment,
    "close_appointment": _close_appointment, "snooze": _snooze, "assign": _assign,
    "pause": _pause, "end_pause": _end_pause,
    "agree": _agree, "change_state": _state, "sign": _sign, "decide": _decide,
    "judge": _judge, "withdraw_judgement": _withdraw_judgement,
    "add_condition": _add_condition, "end_condition": _end_condition,
    "suspend": _suspend, "rung": _rung,
    "close_rung": _close_rung, "refer": _refer, "answer_referral": _answer_referral,
    "signal": _signal,
}  # fmt: skip
"""What is said of each kind of change; of the others its own word says enough."""
