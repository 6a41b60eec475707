"""What a kind of agreement is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from caseconsole.domain.agreement import OVER, DecisionKind, Phase
from caseconsole.domain.contact import OfferAnswer, OfferKind

OWN = "own"
"""The clause of a condition in own words; it stands in no table."""
ANSWER = "proposal_answer"
"""The term that keeps how a proposal was answered."""
_Own = TypeVar("_Own")
_Day = TypeVar("_Day", date, str)
_OVER = frozenset({Phase.COMPLETED, Phase.ENDED})
"""What an agreement comes down to that bound and is over."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its states and which may follow which; its policy table has the rest."""

    name: str
    states: Mapping[str, Phase]
    """Every state and what it comes down to."""
    follows: Mapping[str, tuple[str, ...]]
    """The states that may come after a state; those without an entry are final."""
    first: tuple[str, ...]
    """The states in which one can begin."""
    limit_word: str
    """How a limit names it in Dutch; in English by its name."""
    section: str
    """The key of the section of the case file that shows it."""
    of_debt: bool = False
    """Whether it deals with the debt itself; others leave its calls and payments as they are."""
    paid_state: str = ""
    """The state that it takes by itself once all its instalments are paid (R39)."""
    remits: frozenset[str] = frozenset()
    """The states with which what is open of the debt that it covers is remitted (R63)."""
    reasoned: frozenset[str] = frozenset()
    """The states that are nothing without a reason: a court asks for it (R37, R70)."""
    proven: frozenset[str] = frozenset()
    """The states that a paper shows (R63, R72)."""
    dates: Mapping[str, str] = field(default_factory=dict)
    """The term that a state sets: its own day, unless another is given."""
    met_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By clause: the states that show that what it asks was done."""
    by_state: frozenset[str] = frozenset()
    """The clauses that nothing but a state meets: no judgement does (R61, R63)."""
    ended_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By clause: the states with which it is let go, unless its day has passed by then."""
    at_once: Mapping[str, str] = field(default_factory=dict)
    """By state in which a debt is paid off at once: the term for the day on which that came in."""
    lasts: Mapping[str, str] = field(default_factory=dict)
    """By state: the term for how many months it lasts, of which another number can be given."""
    settles: frozenset[str] = frozenset()
    """The states whose day, as their term in `dates` has it, is the end of the debt that it covers:
    what falls due from then on is new (R61, R63)."""
    answers: frozenset[str] = frozenset()
    """The clauses that are met by an answer: accepted, or rejected with a reason (R62)."""
    expires: Mapping[str, str] = field(default_factory=dict)
    """By state: the one that it takes by itself after its last day, where the end was notified or
    by its form had to be (R72)."""
    ends_by_law: frozenset[str] = frozenset()
    """The forms whose last day stays when the agreement stands still."""
    notice_state: str = ""
    """The state that the decision to end leads to while its notice window is open (R72)."""
    lease_form: Mapping[str, str] = field(default_factory=dict)
    """What the lease becomes by a state: `ordinary`, or empty for the form in the terms (R76)."""
    decided: Mapping[DecisionKind, str] = field(default_factory=dict)
    """The state that a decision leads to, for those that change it."""
    offer: OfferKind | None = None
    """The help that is offered with it."""
    declined: Mapping[str, OfferAnswer] = field(default_factory=dict)
    """What a state says of that offer where it did not come about."""
    final: frozenset[str] = frozenset()
    """The states that take something from a tenant for good: no single key leads there."""
    shields: frozenset[str] = frozenset()
    """The states in which no home is lost over arrears from before them (R61)."""
    ladder: bool = False
    """Whether its breaches lead up the ladder (R75)."""
    prolongs: bool = False
    """Whether a decision can give one that runs a later last day; others end by their instalments
    or as they were signed."""

    @property
    def by_itself(self) -> frozenset[str]:
        """The states that nobody enters: time or the ledger leads to them (R39, R72)."""
        return frozenset({*self.expires.values(), self.paid_state} - {""})

    @property
    def given_by_states(self) -> frozenset[str]:
        """The terms that come with a state: its day, and how long it lasts."""
        return frozenset((*self.dates.values(), *self.at_once.values(), *self.lasts.values()))

    @property
    def decisions(self) -> tuple[DecisionKind, ...]:
        """What can be decided about one: to graduate or to end it takes a state for that."""
        return tuple(one for one in DecisionKind if one in self.decided or one not in OVER)

    def dated(
        self, terms: Mapping[str, object], states: Iterable[tuple[str, str]]
    ) -> dict[str, object]:
        """Terms with those that states set, each with its day as ISO text."""
        found = dict(terms)
        for state, day in states:
            for term in filter(None, (self.dates.get(state), self.at_once.get(state))):
                found[term] = found.get(term) or day
        return found

    def covers_before(
        self, start_on: date, terms: Mapping[str, object], states: Iterable[tuple[str, date]]
    ) -> date:
        """The day before which fell due what one covers: its first day, or that which settled it.

        Args:
            start_on: its first day.
            terms: its terms.
            states: each state and its day, oldest first.
        """
        settled = [(state, on) for state, on in states if state in self.settles]
        if not settled:
            return start_on
        state, on = settled[-1]
        try:
            return date.fromisoformat(str(terms.get(self.dates[state])))
        except ValueError:
            return on

    def there_since(self, start_on: _Day, state: str, on: _Day) -> _Day:
        """The day since which there is one: of its first state, or before it where it began then.

        Args:
            start_on: its first day; like the other as a day or as ISO text.
            state: its first state.
            on: the day of that.
        """
        began = self.states[state] in {Phase.RUNNING, *_OVER}
        return min(start_on, on) if began else on

    def over(self, states: Sequence[tuple[str, _Own]]) -> _Own | None:
        """What belongs to the state with which one was over; None while it is not.

        What comes after that, such as after-care, ends nothing anew.

        Args:
            states: each state and what belongs to it, oldest first.
        """
        found = None
        for state, own in reversed(states):
            if self.states[state] not in _OVER:
                break
            found = own
        return found

    def phase(self, state: str) -> Phase:
        """What a state comes down to.

        Raises:
            KeyError: this kind has no such state.
        """
        return self.states[state]
