"""What a caller has before them: the words for each moment of the call, and the usual next days."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseconsole.casework.session import Session
from caseconsole.domain.calendar import add_working_days
from caseconsole.domain.frozen import new_rents, waits_since
from caseconsole.domain.people import HOUSE_LANGUAGE, base
from caseconsole.store import read
from caseconsole.store.rows import CaseView

if TYPE_CHECKING:
    from caseconsole.process.agreements.bound import Bound
    from caseconsole.process.situation import Situation

OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Guide:
    """What a call card offers for one case."""

    caller: str
    association: str
    language: str
    """The preferred language of whoever is to be reached."""
    script_language: str
    """The language of the words for it; Dutch when there are none in it or a near one."""
    spoken: bool
    """Whether the caller speaks it."""
    dutch: bool
    """Whether whoever is to be reached speaks Dutch, be it as another language."""
    administered: bool
    """Whether an administrator is to be reached instead of the tenant (R06)."""
    born: bool
    """Whether the birth date of the tenant who is to be reached is known."""
    scripts: Mapping[str, Mapping[str, str]]
    """The words by script language and situation, with the placeholders of `process.policy`."""
    cents: int
    """What may be asked for: all that is open, or the new rent while the rest waits; not what is
    arranged, but the instalments that are late."""
    arranged: bool
    """Whether an arrangement by instalments runs (R38)."""
    agreed: bool
    """Whether anything agreed runs, or was agreed for a day: also for one that found nobody."""
    waits_since: date | None
    """The day before which fell due what waits: it is frozen, or being settled (R60, R61, R63)."""
    missed: tuple[date, ...]
    """The first day of each month whose rent may be asked for, the oldest first."""
    promise_on: date
    """The day proposed for a promise."""
    call_back_on: date
    """The day proposed for calling back."""

    @property
    def foreign(self) -> bool:
        """Whether their preferred language is another than Dutch."""
        return base(self.language) != HOUSE_LANGUAGE


@dataclass(frozen=True, slots=True)
class _Late:
    """What lacks of the instalments that are late, in cents."""

    cents: int
    elsewhere: int
    """What of it is debt of other leases."""


@dataclass(frozen=True, slots=True)
class Usual:
    """The days that forms propose."""

    snooze_until: date
    pause_until: date


def guide(session: Session, view: CaseView) -> Guide:
    """The guide for a call in a case."""
    from caseconsole.process.routing import administrator, languages, tenant, understood
    from caseconsole.process.situation import DayFacts, look

    today = session.clock.now().today
    now = look(view.file, session.policy, today, DayFacts(read.complete_through(session.conn)))
    made, late, waits = _arranged(view, now)
    values = session.policy.at(today)
    language, *others = languages(view.file, today)
    since = waits_since(view.file, today)
    person = tenant(view.file, today)
    return Guide(
        caller=session.actor.name,
        association=read.association(session.conn).name,
        language=language,
        script_language=session.policy.script_language(language, OPENING),
        spoken=understood(language, session.actor.languages, values),
        dutch=HOUSE_LANGUAGE in map(base, (language, *others)),
        administered=administrator(view.file, today) is not None,
        born=person is not None and person.birth_date is not None,
        cents=_cents(now.asked_beside, made, late),
        arranged=bool(made) or late.cents > 0,
        agreed=_agreed(now),
        waits_since=since,
        missed=_new(view, since, today, waits) if since else _missed(session, view, today, waits),
        scripts=_scripts(session, language, today, late=late.cents > 0),
        promise_on=add_working_days(today, values.promise_default_wd),
        call_back_on=add_working_days(today, values.call_back_default_wd),
    )


def _arranged(
    view: CaseView, now: "Situation"
) -> tuple[Sequence["Bound"], _Late, Callable[[date], bool]]:
    """The arrangements that run, what is late of their instalments, and which rent waits.

    What they pay is not asked for, but the instalments are (R35, R38).
    """
    from caseconsole.process.agreements.arrangements import late_cents, missed_instalments
    from caseconsole.process.asked import arranged

    made, late = now.arranging, _Late(0, 0)
    if one := now.arrangement:
        cents = late_cents(now, one, missed_instalments(now, one))
        paid, id_ = view.file.paid, one.agreement.id
        others = paid.elsewhere.get(id_, 0) - paid.in_hand.get(id_, 0)
        late = _Late(cents, min(cents, max(0, others)))
    return made, late, lambda due_on: due_on in now.let_be or arranged(view.file, made, due_on)


def _agreed(now: "Situation") -> bool:
    runs = any(one.runs for one in (*now.bound, *now.elsewhere))
    return runs or bool(now.coming or now.passed or now.word or now.unanswered)


def _cents(cents: int, made: Sequence["Bound"], late: _Late) -> int:
    """What is asked for with the late instalments, in cents.

    Those of an arrangement that is over are in the arrears, but for the debt of another lease.
    """
    return cents + late.cents if made else max(cents + late.elsewhere, late.cents)


def _missed(
    session: Session, view: CaseView, today: date, waits: Callable[[date], bool]
) -> tuple[date, ...]:
    from caseconsole.domain.allocation import missed_months

    lease = view.file.lease.id
    windows = read.windows(session.conn, [lease]).get(lease, ())
    return missed_months(read.ledger(session.conn, lease), today, windows, waits)


def _new(
    view: CaseView, since: date, today: date, waits: Callable[[date], bool]
) -> tuple[date, ...]:
    days = (rent.due_on for rent in new_rents(view.file, since, today))
    return tuple(sorted({due_on.replace(day=1) for due_on in days if not waits(due_on)}))


def usual(session: Session) -> Usual:
    """The days that the forms for later and for hold propose."""
    today = session.clock.now().today
    values = session.policy.at(today)
    return Usual(
        snooze_until=add_working_days(today, values.snooze_default_wd),
        pause_until=today + timedelta(days=values.pause_default_cd),
    )


def language_of(view: CaseView, today: date) -> str:
    """The language to speak, as it routes the call: the administrator's (R06) or the tenant's."""
    from caseconsole.process.routing import languages

    return languages(view.file, today)[0]


def _scripts(
    session: Session, language: str, today: date, *, late: bool
) -> dict[str, dict[str, str]]:
    """The words of each moment; of what was agreed where instalments are late (R35)."""
    from caseconsole.process.policy_scripts import ARRANGED, CallMoment

    policy = session.policy
    found: dict[str, dict[str, str]] = {HOUSE_LANGUAGE: {}}
    for situation in CallMoment:
        words = ARRANGED.get(situation, situation) if late else situation
        there = policy.script_language(language, words)
        for tag in {there, HOUSE_LANGUAGE}:
            found.setdefault(tag, {})[situation.value] = policy.scripts(tag, words, today)
    return found
