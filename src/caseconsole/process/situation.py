"""What the steps look at: the facts of one case on one day, worked out once."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from caseconsole.domain.agreement import RentMonth
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Appointment, Contact, Whom
from caseconsole.domain.frozen import Freeze, frozen, frozen_until, new_returns, waits_since
from caseconsole.domain.judging import LEAST
from caseconsole.domain.kinds import covers_before
from caseconsole.domain.ledger import Standing
from caseconsole.domain.message import Message, message
from caseconsole.domain.rents_let_be import AskedFrom, asked_from, rents_let_be, still
from caseconsole.domain.verdict import SPOKEN, Due, NotDue
from caseconsole.process.agreements.bound import Bound, bound, bound_elsewhere, pays
from caseconsole.process.asked import arranged, arranging, asked, beside, leaves_out
from caseconsole.process.claims import CLAIMS, OWN_SOURCE
from caseconsole.process.contacts import appointments, since_talk, since_visit, unanswered
from caseconsole.process.known import known_on
from caseconsole.process.ledger_age import ledger_held, too_old
from caseconsole.process.misses import (
    Miss,
    asked_standing,
    begun,
    first_day,
    newest_miss,
    since_promise,
)
from caseconsole.process.policy import Policy, Values
from caseconsole.process.promised import Word, given_word
from caseconsole.process.routing import administrator
from caseconsole.process.today import holds_now, plain


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What holds for every case of a day."""

    complete_through: date | None
    """The last day of which all payments are known; None when no ledger was ever read."""


@dataclass(slots=True)
class Situation:
    """The facts of one case on one day that more than one step needs."""

    case: CaseFile
    today: date
    values: Values
    """The policy of the anchor's day: the miss, else today."""
    rank: Mapping[str, int]
    standing: Standing
    whom: Whom
    miss: Miss | None
    ledger_held: Message | None
    """Why nothing may be concluded from an old ledger, or None."""
    spoken: Contact | None
    """The newest talk since the miss."""
    last: Contact | None
    """The newest talk or attempt since the miss."""
    attempts: list[Contact]
    """Calls and visits without result since the miss, the last talk or promise, oldest first."""
    unvisited: list[Contact]
    """Attempts since this trouble began, the last talk or promise, that no visit followed."""
    word: Word | None
    """The promise that counts and is not paid."""
    complete_through: date | None
    """The last day of which all payments are known."""
    coming: list[Appointment]
    """Agreed days that are still to come, the nearest first."""
    passed: list[Appointment]
    """Agreed days until today about which nothing was said or tried since."""
    bound: tuple[Bound, ...] = ()
    """The agreements that run or were offered."""
    elsewhere: tuple[Bound, ...] = ()
    """The agreements of other files that run and cover this lease."""
    held: Freeze | None = None
    """What freezes the debt: only rent since is called about (R60, R61, R63)."""
    waits_before: date | None = None
    """The day before which fell due what is frozen or being settled; None where nothing is."""
    let_be: Container[date] = ()
    """The due days of the rents that people moved or let go: not asked yet, or any more (R36)."""
    asked_from: AskedFrom = field(default_factory=AskedFrom)
    """From which day each rent is asked."""
    covered_by: Bound | None = None
    """The agreement that covers all of the debt and whose own steps speak (R38).

    They do until nothing of an arrangement is to come (P18).
    """

    @property
    def arrangement(self) -> Bound | None:
        """The arrangement by instalments of this file that runs for the debt of its lease."""
        one = self.arranged
        return None if one is None or one.number else one

    @property
    def arranged(self) -> Bound | None:
        """The arrangement by instalments that runs for the debt of this lease, also elsewhere."""
        for one in (*self.bound, *self.elsewhere):
            if one.by_instalments and one.runs and self.covers(one):
                return one
        return None

    def covers(self, one: Bound) -> bool:
        """Whether an agreement runs for debts of this lease; without any named it does."""
        agreement = one.agreement
        own = not agreement.covers or self.case.lease.id in agreement.covers
        return own and agreement.start_on <= self.today

    def missed_rent(self, one: Bound) -> RentMonth | None:
        """The newest rent since an agreement that lacks so much that it is worth a call (R08)."""
        return self._missed_since(covers_before(one.agreement), max(1, one.term(LEAST)))

    def waits(self, due_on: date) -> bool:
        """Whether nobody is asked for what fell due on a day: frozen, or being settled (R63)."""
        return self.waits_before is not None and due_on < self.waits_before

    def _missed_since(self, since: date, least: int) -> RentMonth | None:
        since = max(since, self.waits_before or since)
        newest, cents = self.standing.missed_on, self.standing.missed_cents
        if newest is None or self.asked_from[newest] < since:
            return None
        known = self.case.paid.rents or (RentMonth(newest, cents, cents, None),)
        late = (rent for rent in known if rent.due_on >= since and rent.open >= least)
        return self.asked_from.newest(rent for rent in late if rent.due_on not in self.let_be)

    def adds_to(self, one: Bound) -> bool:
        """Whether what is new since an agreement is worth a call (R08)."""
        since, least = covers_before(one.agreement), max(1, one.term(LEAST))
        return self.missed_rent(one) is not None or self._came_back_since(since, least)

    def _came_back_since(self, since: date, least: int) -> bool:
        """Whether a debit came back since that is worth a call, beside what waits (R60, R63)."""
        waits = self.waits_before
        back = new_returns(self.case, max(since, waits)) if waits else ()
        return sum(cents for _, cents in back) >= least

    @property
    def word_held(self) -> Message | None:
        """Why the ledger cannot judge the promise yet: it must be complete through its banking day.

        A newer ledger changes that, also today: what was judged by it does not hold.
        """
        word, complete = self.word, self.complete_through
        if self.ledger_held or word is None or complete is None or complete >= word.bank_on:
            return self.ledger_held
        holds_now(self.today)
        return too_old(complete, word.bank_on)

    @property
    def unanswered(self) -> tuple[Appointment, list[Contact]] | None:
        """The newest agreed call or visit if it reached nobody, and the attempts at it (P03)."""
        return unanswered(self.case, self.values.follow_up_wd)

    @property
    def asked(self) -> int:
        """What the tenant is asked for, in cents: the new rent where the rest waits (R60-R63)."""
        return self.asked_beside or self.standing.arrears

    @property
    def asked_beside(self) -> int:
        """The same in cents, or nothing where all of it is arranged or let be (R36, R38)."""
        return asked(self.case, self.arranging, self.let_be, self.today)

    @property
    def arranging(self) -> tuple[Bound, ...]:
        """The arrangements by which debt of this lease is paid, and nobody asks for it (R38)."""
        return arranging(self.case, (*self.bound, *self.elsewhere), self.today)

    def due_on(self, miss: Miss) -> date:
        """The due day of what was missed; long ago where what came back is older than is known."""
        if not miss.returned or any(on == miss.on for on, _ in self.case.paid.returned):
            return miss.on
        back = [rent.due_on for rent in self.case.paid.rents if rent.back_on == miss.on]
        made = self.arranging if back else ()
        known = [on for on in back if on not in self.let_be]
        asked_for = [on for on in known if not arranged(self.case, made, on)]
        return max(asked_for or back, default=date.min)

    def frozen_until(self, due_on: date) -> date:
        """The last day on which what fell due then was frozen; long ago where it was not."""
        return frozen_until(self.case, due_on, self.today) or date.min

    def thawed(self, since: date, about: date = date.max) -> date:
        """A step about what was frozen is due from the day after that (R60, R61, R63).

        Args:
            since: the day from which it is due otherwise.
            about: the day of what it follows on, where that is no newer than the miss.
        """
        due_on = self.due_on(self.miss) if self.miss else date.max
        return max(since, self.frozen_until(min(due_on, about)) + _DAY)

    def enough(self) -> bool:
        """Whether so much is open that it is worth a call (R08)."""
        return 0 < self.standing.arrears >= self.values.min_case_cents

    def due(
        self,
        action: str,
        since: date,
        because: Message,
        next_: Message,
        rule: str,
        value: str = "",
        until: date | None = None,
        values: Values | None = None,
    ) -> Due:
        """A due verdict; `value` names the policy value whose source counts."""
        values, claim = values or self.values, CLAIMS[action]
        return Due(
            claim,
            action,
            since,
            until,
            because,
            rule,
            values.sources[value] if value else OWN_SOURCE[rule],
            next_,
            self.rank[action],
            self.whom if claim in SPOKEN else Whom.TENANT,
        )

    def not_due(self, action: str, missing: Message, rule: str, value: str = "") -> NotDue:
        """A verdict that is not due; `value` names the policy value whose source counts."""
        source = self.values.sources[value] if value else OWN_SOURCE[rule]
        return NotDue(CLAIMS[action], action, missing, rule, source)

    def too_little(self, action: str) -> NotDue:
        """Not due because no arrears is asked for, or less than is worth a call (R08)."""
        arrears, least = self.standing.arrears, self.values.min_case_cents
        missing = LET_BE if self.case.standing.arrears > 0 else _NO_ARREARS
        if arrears > 0:
            missing = message("held.too_little", more_cents=least - arrears, arrears_cents=arrears)
        return self.not_due(action, missing, "R08", "min_case_cents")

    def held_by_word(self, action: str) -> NotDue | None:
        """Not due because a promise runs, or None."""
        word = self.word
        if word is None or (self.today >= word.broken_on and self.word_held is None):
            return None
        promise = word.promise
        missing = message(
            "held.promise", promise_cents=promise.cents, due_on=promise.due_on.isoformat()
        )
        return self.not_due(action, missing, "P01", "promise_check_wd")

    def held_by_word_about(self, action: str, first: date, cents: int = 0) -> NotDue | None:
        """Not due because a promise runs about what was missed, or None.

        Args:
            action: the step.
            first: the day from which a promise is about it, whatever it comes to.
            cents: what one from before must come to, all that is asked; without it none counts.
        """
        word = self.word
        about = word and (word.promise.made_on >= first or 0 < cents <= word.promised)
        return self.held_by_word(action) if about else None

    def held_by_arrangement(self, action: str) -> NotDue | None:
        """Not due because an agreement covers all of the debt and its own steps speak (R38)."""
        one = self.covered_by
        if one is None:
            return self._held_frozen(action)
        told = {"agreement_word": one.kind, "start_on": one.agreement.start_on.isoformat()}
        missing = (
            message("held.arrangement_elsewhere", number=one.number, **told)
            if one.number
            else message("held.arrangement", **told)
        )
        return self.not_due(action, missing, "R38", "pause_collection")

    def _held_frozen(self, action: str) -> NotDue | None:
        """Not due because no rent was missed since the debt was frozen (R60, R61, R63)."""
        held, least = self.held, max(1, self.values.min_case_cents)
        if held is None:
            return None
        if self._missed_since(held.since, least) or self._came_back_since(held.since, least):
            return None
        missing = message("held.frozen", why_word=held.word, since_on=held.since.isoformat())
        return self.not_due(action, missing, "R38", "pause_collection")

    def held_by_word_or_day(self, action: str) -> NotDue | None:
        """Not due because a promise runs or a day was agreed, or None."""
        return self.held_by_word(action) or self.held_by_day(action, self.coming)

    def held_by_day(self, action: str, coming: Sequence[Appointment]) -> NotDue | None:
        """Not due because a day was agreed, the nearest of these, or None."""
        if coming:
            return self.not_due(action, agreed_later(coming[0], self.today), "P03")
        return None


def look(case: CaseFile, policy: Policy, today: date, facts: DayFacts) -> Situation:
    """The facts of a case on a day; what was written down later does not count."""
    case = known_on(case, today)
    agreed = case.agreements or case.covering
    freeze, waits = (frozen(case, today), waits_since(case, today)) if agreed else (None, None)
    own = bound(case, policy, today) if case.agreements else ()
    elsewhere = bound_elsewhere(case, policy, today) if case.covering else ()
    moved = rents_let_be(case, today)
    let_be = still(moved, today)
    days = asked_from(case, today)
    asked_for = asked_standing(case, waits, let_be, days, today)
    standing = beside(case, asked_for, (*own, *elsewhere), let_be, days, today)
    current = policy.at(today)
    values = policy.at(days[standing.missed_on]) if standing.missed_on else current
    miss = newest_miss(standing, values, days)
    first = first_day(case, miss)
    since = begun(case, asked_for, days, first, values.min_case_cents, today)
    spoken, tries = since_talk(case, since)
    attempts = [contact for contact in tries if contact.on >= first]
    if spoken is not None and spoken.on < first:
        spoken = None
    word = given_word(case, policy, today, own, moved) if case.promises else None
    coming, passed = appointments(case, today) if case.appointments else ([], [])
    complete = facts.complete_through
    found = Situation(
        case=case,
        today=today,
        values=values,
        rank=current.rank,
        standing=standing,
        whom=Whom.ADMINISTRATOR if administrator(case, today) else Whom.TENANT,
        miss=miss,
        ledger_held=ledger_held(complete, plain(today), current.ledger_age_wd),
        spoken=spoken,
        last=attempts[-1] if attempts else spoken,
        attempts=since_promise(attempts, case),
        unvisited=since_visit(since_promise(tries, case), case.lease.due_day, first),
        word=word,
        complete_through=complete,
        coming=coming,
        passed=passed,
        bound=own,
        elsewhere=elsewhere,
        held=freeze,
        waits_before=waits,
        let_be=let_be,
        asked_from=days,
    )
    _let_cover(found)
    return found


def _let_cover(now: Situation) -> None:
    """Note what covers the debt, and of the attempts those since it did."""
    covering = list(_covering(now))
    now.covered_by = next((one for one in covering if not now.adds_to(one)), None)
    begins = [covers_before(one.agreement) for one in covering]
    if since := max([*begins, *([now.waits_before] if now.waits_before else [])], default=None):
        now.unvisited = [contact for contact in now.unvisited if contact.on > since]


def _covering(now: Situation) -> Iterator[Bound]:
    """The agreements that cover all of the debt from before they began (R38)."""
    for one in (*now.bound, *now.elsewhere):
        agreement = one.agreement
        named = now.case.lease.id in agreement.covers or one.by_instalments
        if not (one.runs and named and now.covers(one) and one.values.pause_collection):
            continue
        paying = not one.by_instalments or pays(one, now.case, now.today)
        if paying and not (one.by_instalments and leaves_out(one, now.case, now.let_be, now.today)):
            yield one


def in_days(id_: str, today: date, on: date) -> Message:
    """A message that tells the day and how many days it is away."""
    return message(id_, n=days_until(on, today), day_on=on.isoformat())


def days_until(on: date, today: date) -> int:
    """How far away a day is, for what is told of a step that is not due; no verdict turns on it."""
    return (on - plain(today)).days


def agreed_later(appointment: Appointment, today: date) -> Message:
    """What was agreed for a later day."""
    return message(
        f"held.agreed_{appointment.kind}",
        n=days_until(appointment.on, today),
        day_on=appointment.on.isoformat(),
    )


_DAY = timedelta(days=1)
_NO_ARREARS = message("held.no_arrears")
LET_BE = message("held.let_be")
