"""The texts of an agreement: which one is asked for, about what, and in whose name."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from caseconsole.casework.rung_papers import rung_of, rung_told, why_no_red_card
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import Agreement, Condition, Duty, LadderStep, Phase, Rung
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import LADDER
from caseconsole.domain.kinds import KINDS, LOST, phase, runs
from caseconsole.domain.kinds.payment_arrangement import ARRANGEMENT
from caseconsole.domain.kinds.second_chance import CHANCE
from caseconsole.domain.message import Message, Refused, message
from caseconsole.domain.moving import comes
from caseconsole.domain.obligations import ConditionStatus, statuses
from caseconsole.domain.rights import Action
from caseconsole.domain.signing import signatories
from caseconsole.process.agreements.notice import notice_window
from caseconsole.process.agreements.told import Told
from caseconsole.store import read

if TYPE_CHECKING:
    from caseconsole.process.policy import LeaseForm

CONFIRMATION, ANNEX, GRADUATION = "confirmation", "annex", "graduation"
CONDITION_MET, NOTICE = "condition_met", "notice"
PAPERS = (CONFIRMATION, ANNEX, *LADDER, CONDITION_MET, NOTICE, GRADUATION)
"""Every text by name."""
_OVER = frozenset({ConditionStatus.MET, ConditionStatus.WAIVED})
_KEPT = frozenset({ConditionStatus.MET, ConditionStatus.ON_TRACK, ConditionStatus.AT_RISK})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text with what it is about, before it is filled in."""

    text: str
    """The words of the policy, with {placeholders}."""
    lang: str
    """The language in which they are."""
    agreement: Agreement
    told: Told | None
    """What the rung tells that it is about."""
    association: str
    caller: str
    """The caseworker in whose name it goes out."""
    form: str
    nature: str
    on_breach: str
    on_graduation: str
    signatories: tuple[str, ...]
    """Who signs: `landlord`, `tenant`, `provider`, `housemate`."""
    breach_talk_wd: int
    cure_cd: int
    misses: int
    cadences: Mapping[int, str]
    """How often each condition falls due, in words, by its key; those of one day are left out."""
    met: tuple[Condition, ...] = ()
    """The conditions of the tenant that were met and ask nothing any more, or of one who graduated
    all that were kept (R76)."""
    others: bool = True
    """Whether anything else is still asked of the tenant."""
    signed_on: date | None = None
    """The day on which it was signed; None where that is still to come."""
    deciders: tuple[str, ...] = ()
    """Who decided about the rung, by name."""
    words: Callable[[str], str] = str
    """Puts a text in the words of the form: a tolerated use never reads as a lease (R77)."""


def sheets(session: Session, file: CaseFile) -> tuple[str, ...]:
    """The texts that can be made of what stands in a file today."""
    return tuple(which for which in PAPERS if _about(session, file, which) is not None)


def sheet(session: Session, file: CaseFile, which: str, lang: str) -> Sheet:
    """A text of a file, by name, in the language of its draft.

    Args:
        lang: the language of a letter that quotes no conditions, where no draft names one.

    Raises:
        Refused: the actor may not see the file, or there is nothing for it to be about.
    """
    session.require(Action.VIEW_CASE)
    from caseconsole.process.drafting import cadence, language

    found = _about(session, file, which)
    if found is None:
        raise Refused(_why_none(session, file, which))
    made, step = found
    lang = language(made.terms) if made.kind == CHANCE else language(made.terms, lang)
    today = session.clock.now().today
    values = session.policy.at(made.start_on)
    often = {one.id: cadence(one.rule, values, lang) for one in made.conditions if one.rule}
    form = _form(session, made)
    words = _words(session, file, form, lang)
    return Sheet(
        text=words(session.policy.paper_text(which, lang, today)),
        lang=lang,
        agreement=made,
        told=rung_told(session, file, made, step) if step else None,
        association=read.association(session.conn).name,
        caller=session.actor.name,
        form=form.name.of(lang) if form else "",
        nature=form.nature.of(lang) if form else "",
        on_breach=form.on_breach.of(lang) if form else "",
        on_graduation=form.on_graduation.of(lang) if form else "",
        signatories=signatories(made, form.signatories if form else ()),
        breach_talk_wd=_term(made, "breach_talk_wd", values.breach_talk_wd),
        cure_cd=_term(made, "cure_cd", values.cure_cd),
        misses=_term(made, "misses_to_lapse", values.misses_to_lapse),
        cadences=often,
        met=_met(file, made, today) if which != GRADUATION else _kept(file, made),
        others=_asks_others(file, today),
        signed_on=made.signed_on if which == ANNEX else None,
        deciders=_deciders(session, step),
        words=words,
    )


def _deciders(session: Session, step: LadderStep | None) -> tuple[str, ...]:
    """By name, as the tenant knows them; by login who is known here no more."""
    logins = filter(None, (step.by, step.second)) if step else ()
    known = ((login, read.caseworker(session.conn, login)) for login in logins)
    return tuple(one.name if one else login for login, one in known)


def _form(session: Session, made: Agreement) -> "LeaseForm | None":
    """The form in which a second chance is written."""
    return session.policy.at(made.start_on).forms.get(str(made.terms.get("form", "")))


def _words(
    session: Session, file: CaseFile, form: "LeaseForm | None", lang: str
) -> Callable[[str], str]:
    """The words of a form, or of that in which a second chance of the same file holds."""
    from caseconsole.process.drafting import in_words_of

    held = (_holding(session, one) for one in reversed(file.agreements) if one.kind == CHANCE)
    spoken = form or next(filter(None, held), None)
    return partial(in_words_of, spoken, lang=lang) if spoken else str


def _holding(session: Session, made: Agreement) -> "LeaseForm | None":
    """The form in which a home is held by a second chance; None where that binds nobody.

    What is no lease rests on a judgment that was there before its draft (R77).
    """
    form, standing = _form(session, made), phase(made)
    drafted = standing is Phase.PROPOSED and form is not None and not form.is_lease
    return form if drafted or standing is Phase.RUNNING else None


def _term(made: Agreement, name: str, otherwise: int) -> int:
    """A binding term as it was copied at signing."""
    value = made.terms.get(name)
    return value if isinstance(value, int) else otherwise


def _met(file: CaseFile, made: Agreement, today: date) -> tuple[Condition, ...]:
    return _going(file, made, today, {ConditionStatus.MET})


def _kept(file: CaseFile, made: Agreement) -> tuple[Condition, ...]:
    """What the tenant kept to until it ended, as far as that was asked at all."""
    return _going(file, made, made.state_on, _KEPT)


def _going(
    file: CaseFile, made: Agreement, on: date, how: Collection[ConditionStatus]
) -> tuple[Condition, ...]:
    """The conditions of the tenant that go so on a day."""
    found = statuses(made, on, paid=file.paid, agreements=file.agreements)
    mine = (one for one in made.conditions if one.duty is Duty.TENANT)
    return tuple(one for one in mine if found[one.id] in how)


def _notified(session: Session, file: CaseFile, made: Agreement, today: date) -> bool:
    """Whether the end of a fixed time was notified, or can be today, past its gate (R57, R72)."""
    if made.state == KINDS[made.kind].notice_state:
        return True
    return _in_window(session, made, today) and _kept_in(session, file, made, today) is None


def _asks_others(file: CaseFile, today: date) -> bool:
    """Whether a running agreement asks something of the tenant that is not over."""
    return any(
        one.duty is Duty.TENANT and comes(one, made) and how[one.id] not in _OVER
        for made in filter(runs, file.agreements)
        for how in (statuses(made, today, paid=file.paid, agreements=file.agreements),)
        for one in made.conditions
    )


def _in_window(session: Session, made: Agreement, today: date) -> bool:
    window = notice_window(made, session.policy)
    return window is not None and window.holds(today) and runs(made)


def _kept_in(session: Session, file: CaseFile, made: Agreement, today: date) -> Message | None:
    """What keeps a household in its home although the window is open (R57, R60, R61, R78)."""
    from caseconsole.casework.shown import shown
    from caseconsole.process.gates import gate_no_renewal

    by_ledger = shown(file, session.conn, session.policy, today)[0]
    checks = (one for each in (file, by_ledger) for one in gate_no_renewal(each, made, today))
    return next((one.name for one in checks if one.hard and not one.held), None)


def _why_none(session: Session, file: CaseFile, which: str) -> Message:
    """Why a text is about nothing in a file; of a notice in its window what its gate asks."""
    today = session.clock.now().today
    if which == Rung.RED_CARD:
        return why_no_red_card(session, file)
    for made in reversed(file.agreements) if which == NOTICE else ():
        if made.kind == CHANCE and made.conditions and _in_window(session, made, today):
            return _kept_in(session, file, made, today) or message("paper.none_notice")
    return message(f"paper.none_{which}")


def _about(
    session: Session, file: CaseFile, which: str
) -> tuple[Agreement, LadderStep | None] | None:
    """The agreement, and for a rung the step, that a text is about; the newest of them."""
    kind = ARRANGEMENT if which == CONFIRMATION else CHANCE
    today = session.clock.now().today
    for made in reversed(file.agreements):
        if made.kind != kind or not made.conditions:
            continue
        if which in LADDER:
            if step := rung_of(session, file, made, Rung(which)):
                return made, step
        elif which == NOTICE:
            if _notified(session, file, made, today):
                return made, None
        elif which == CONDITION_MET:
            if runs(made) and _met(file, made, today):
                return made, None
        elif which == GRADUATION:
            if phase(made) is Phase.COMPLETED:
                return made, None
        elif phase(made) not in LOST:
            return made, None
    return None
