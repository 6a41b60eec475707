"""What each agreement of a file asks for now, for those who step through files (R73, R75)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseconsole.casework.session import Session
from caseconsole.domain.agreement import Agreement, Condition, Rung
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.kinds import KINDS, runs
from caseconsole.domain.moving import moved_since
from caseconsole.domain.review import NOTHING_ASKED, Asked
from caseconsole.locale import speaker
from caseconsole.store import read

if TYPE_CHECKING:
    from caseconsole.process.policy import Policy
    from caseconsole.process.situation import Situation


@dataclass(frozen=True, slots=True)
class NextRung:
    """The rung that an agreement asks for, where it can be taken with nothing added to it."""

    rung: Rung
    about: Condition
    text: str
    cure_until: date | None
    """The last day to cure what it is about, where it gives time for that."""

    @property
    def condition(self) -> int:
        """The key of the condition that it is about."""
        return self.about.id

    def next_review(self, next_on: date) -> date:
        """The next review after it, where without it that is on a day: no later than the cure."""
        return min(next_on, self.cure_until or next_on)


def outcomes_asked(session: Session, file: CaseFile) -> frozenset[int]:
    """The rungs of a file of which it is time to say how they ended, by their keys."""
    if not any(made.ladder for made in file.agreements):
        return frozenset()
    from caseconsole.process.agreements import breaches

    now = _look(session, file)
    asked = (breaches.outcomes_asked(now, one) for one in breaches.on_ladder(now))
    return frozenset(step.id for steps in asked for step in steps)


def asked(session: Session, file: CaseFile) -> dict[int, Asked]:
    """What each running agreement asks to be decided about it, by its key.

    As its own steps say: the list keeps one for a whole file, and none while the file is paused.
    """
    if not any(map(runs, file.agreements)):
        return {}
    from caseconsole.domain.verdict import Due
    from caseconsole.process.agreements import arrangements, breaches, endings, resting

    now, found = _look(session, file), {}
    steps = (
        arrangements.arrangement_lapse,
        arrangements.arrangement_over,
        endings.graduation_due,
        endings.window_closes,
        endings.window_opens,
        endings.conditions_end,
        resting.resting_at_risk,
    )
    for one in now.bound:
        alone = replace(now, bound=(one,))
        verdicts = [step(alone) for step in steps]
        if KINDS[one.agreement.kind].ladder:
            verdicts.append(breaches.rung_asked(now, one))
        asks = {
            of.action: next_.id
            for of in verdicts
            if (next_ := of.next if isinstance(of, Due) else of.waits)
        }
        since = max((of.since for of in verdicts if isinstance(of, Due)), default=date.min)
        found[one.agreement.id] = Asked(asks, since)
    return found


def rung_about(
    session: Session, file: CaseFile, made: Agreement, pointed: int | None = None
) -> int | None:
    """The condition that the next rung of an agreement is about; None when nothing was breached.

    Args:
        pointed: the condition that is pointed at: that one, unless only others were breached.
    """
    from caseconsole.process.agreements import breaches, broken

    now = _look(session, file)
    one = next((one for one in breaches.on_ladder(now) if one.agreement.id == made.id), None)
    if one is None:
        return pointed
    found = {breach.condition.id for breach in broken.breaches(now, one)}
    return pointed if pointed in found or not found else breaches.rung_about(now, one)


def rung_asked(session: Session, file: CaseFile, made: Agreement) -> Rung:
    """The rung that is asked for now; where none is, that above the one at which it stands."""
    from caseconsole.process.agreements import breached

    asks = asked(session, file).get(made.id, NOTHING_ASKED).next.get("breach_rung")
    return next((rung for rung in Rung if asks == f"next.{rung}"), breached.rung_above(made))


def next_rung(session: Session, file: CaseFile, made: Agreement) -> NextRung | None:
    """The rung that an agreement asks for as it would be taken.

    None where a person adds to it: a red card is confirmed (R75), and a breach is to be named
    where it is not known.
    """
    rung, about = rung_asked(session, file, made), rung_about(session, file, made)
    condition = next((one for one in made.conditions if one.id == about), None)
    if condition is None or rung is Rung.RED_CARD:
        return None
    cure_on = cured_by(session, made) if rung is Rung.YELLOW_CARD else None
    return NextRung(rung, condition, broken_text(made, condition), cure_on)


def broken_text(made: Agreement, condition: Condition) -> str:
    """What was not done, as the text of a rung begins: in the language of its letter."""
    from caseconsole.process.drafting import language

    return speaker(language(made.terms)).say("review.broken", text=condition.text)


def cured_by(session: Session, made: Agreement) -> date:
    """The last day to cure what a yellow card of today is about, past what stands still."""
    today = session.clock.now().today
    return moved_since(cure_until(made, session.policy, today), today, made)


def cure_until(made: Agreement, policy: "Policy", today: date) -> date:
    """The last day to cure what a yellow card of today is about: as signed, else by the policy."""
    signed = made.terms.get("cure_cd")
    days = signed if isinstance(signed, int) else policy.at(today).cure_cd
    return today + timedelta(days=days)


def _look(session: Session, file: CaseFile) -> "Situation":
    from caseconsole.process.situation import DayFacts, look

    facts = DayFacts(read.complete_through(session.conn))
    return look(file, session.policy, session.clock.now().today, facts)
