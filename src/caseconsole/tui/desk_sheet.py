"""What is filled in at the arrangement desk, and what each key does to it; nothing is drawn."""

from datetime import date

from caseconsole.casework.arranging import Desk, Wanted, step
from caseconsole.casework.house import too_long
from caseconsole.casework.proposing import Proposal, propose
from caseconsole.domain.message import Refused, message
from caseconsole.domain.schedule import Cadence
from caseconsole.tui.reading import typed_cents, typed_day
from caseconsole.tui.widgets.form import (
    ChoiceField,
    DayField,
    Field,
    MoneyField,
    TextField,
    enter,
)

AMOUNT, END, FIRST, LUMP, LUMP_DAY, INCOME, HOUSEHOLD, WHY, REFUSAL = (
    "amount", "end", "first", "lump", "lump_day", "income", "household", "why", "refusal",
)  # fmt: skip
CADENCES = tuple(Cadence)


class DeskSheet:
    """One arrangement being talked over."""

    def __init__(self, desk: Desk, today: date, household: list[tuple[str, str]]) -> None:
        """`household` are the codes of the protected-earnings table with their words."""
        self.desk = desk
        self.by_end = False
        """Whether the end day is typed and the amount follows (F5)."""
        self.lumped = False
        """Whether a lump sum comes first (F3)."""
        self.refusing = False
        """Whether no arrangement is made, for a reason (F8, R37)."""
        self.cadence = Cadence.MONTHLY
        self.others = False
        """Whether the person's other debts are taken along (F6)."""
        self.amount = MoneyField(AMOUNT, "desk.amount")
        self.end = DayField(END, "desk.end", today)
        self.first = DayField(FIRST, "desk.first", today, typed_day(desk.first_on))
        self.lump = MoneyField(LUMP, "desk.lump")
        self.lump_day = DayField(LUMP_DAY, "desk.lump_day", today, typed_day(desk.lump_on))
        self.income = MoneyField(INCOME, "desk.income")
        self.household = ChoiceField(HOUSEHOLD, "desk.household", household, desk.household)
        self.why = TextField(WHY, "desk.why")
        self.refusal = TextField(REFUSAL, "desk.refusal", needed=True)
        self.at = AMOUNT
        """The field to which the keys go."""
        self._follow()
        self.go(AMOUNT)

    @property
    def fields(self) -> dict[str, Field]:
        """Every field by its name."""
        fields: tuple[Field, ...] = (
            self.amount, self.end, self.first, self.lump, self.lump_day, self.income,
            self.household, self.why, self.refusal,
        )  # fmt: skip
        return {field.name: field for field in fields}

    def places(self) -> list[str]:
        """Where Tab goes, in order."""
        if self.refusing:
            return [REFUSAL]
        return [
            *(() if self.at_once else (END if self.by_end else AMOUNT, FIRST)),
            *((LUMP, LUMP_DAY) if self.lumped else ()),
            INCOME,
            HOUSEHOLD,
            *((WHY,) if self.over or self.why.text else ()),
        ]

    @property
    def at_once(self) -> bool:
        """Whether the lump sum pays all, so that nothing is left for instalments."""
        try:
            return self.lumped and self.lump.cents == self.desk.debt(others=self.others)
        except Refused:
            return False

    def move(self, by: int) -> None:
        """Go to the next or previous field."""
        places = self.places()
        at = places.index(self.at) if self.at in places else -1
        self.go(places[(at + by) % len(places)])

    def go(self, place: str) -> None:
        """Let the keys go to a field."""
        self.at = place
        enter(self.fields[place])

    @property
    def last(self) -> bool:
        """Whether the keys go to the last field."""
        return self.at == self.places()[-1]

    def key(self, key: str, character: str | None) -> bool:
        """Let a key do its work in the field; whether the field wanted it."""
        wanted = self.fields[self.at].key(key, character)
        if wanted:
            self._follow()
        return wanted

    def paste(self, text: str) -> int:
        """Put pasted text into the field; how many characters of it did not fit."""
        left = self.fields[self.at].paste(text)
        self._follow()
        return left

    def turn(self) -> None:
        """The next cadence: every month, every week, every four weeks (F4)."""
        self.cadence = CADENCES[(CADENCES.index(self.cadence) + 1) % len(CADENCES)]
        self._follow()

    def switch(self) -> None:
        """Type the end day instead of the amount, or the other way round (F5)."""
        proposal = self.proposal()
        if not isinstance(proposal, Refused):
            if not self.by_end:
                self.end.propose(typed_day(proposal.schedule.end_on))
            elif not self.end.untyped:
                self.amount.restore(typed_cents(proposal.schedule.cents))
        self.by_end = not self.by_end
        self.go(END if self.by_end else AMOUNT)

    def pay_first(self) -> None:
        """Let a lump sum come first, or not after all (F3)."""
        self.lumped = not self.lumped
        self._follow()
        self.go(LUMP if self.lumped else self.places()[0])

    def refuse(self) -> None:
        """Make no arrangement, for a reason; or go back to making one (F8)."""
        self.refusing = not self.refusing
        self.go(self.places()[0])

    @property
    def others_owed(self) -> bool:
        """Whether the person has other debts that can be taken along."""
        return len(self.desk.debts) > 1

    def take_along(self) -> None:
        """Take the person's other debts along, or leave them out again (F6).

        Raises:
            Refused: there are none.
        """
        if not self.others_owed:
            raise Refused(message("desk.no_others"))
        self.others = not self.others
        self._follow()

    def take_in(self, desk: Desk) -> None:
        """Rest on what is known by now; what nobody typed over is proposed anew."""
        self.desk = desk
        self.others = self.others and self.others_owed
        if self.lump_day.untyped:
            self.lump_day.propose(typed_day(desk.lump_on))
        following = self.by_end and self.end.untyped
        self.by_end = self.by_end and not following
        self._follow()
        if following:
            self.switch()
        self.go(self.places()[0])

    def wanted(self) -> Wanted:
        """What is filled in.

        Raises:
            Refused: a day or an amount is not understood.
        """
        by_end = self.by_end and not self.at_once
        each = self.lump if self.at_once else self.amount
        return Wanted(
            others=self.others,
            cadence=self.cadence,
            first_on=(self.lump_day if self.at_once else self.first).day,
            instalment=None if by_end else each.cents,
            end_on=self.end.day if by_end else None,
            lump=(self.lump_day.day, self.lump.cents) if self.lumped else None,
            income=self.income.cents if self.income.text else 0,
            household=self.household.state,
        )

    def proposal(self) -> Proposal | Refused:
        """What that comes to, or why it comes to nothing."""
        try:
            return propose(self.desk, self.wanted())
        except Refused as refusal:
            return refusal

    @property
    def over(self) -> bool:
        """Whether a house limit is exceeded, so that a reason is asked."""
        proposal = self.proposal()
        return not isinstance(proposal, Refused) and proposal.over

    @property
    def lacks_why(self) -> bool:
        """Whether a reason is asked and none is given."""
        return self.over and not self.refusing and not self.why.text

    def check(self) -> None:
        """Go to the first field that cannot be recorded, and raise its Refused."""
        if self.refusing:
            self.refusal.check()
            return
        for place in self.places():
            field = self.fields[place]
            if place == INCOME and not self.income.text:
                continue
            try:
                field.check()
            except Refused:
                self.go(place)
                raise
        proposal = self.proposal()
        if isinstance(proposal, Refused):
            lump = proposal.why.id == "refused.schedule_lump"
            self.go(LUMP if lump else self.places()[0])
            raise proposal
        if proposal.beyond:
            self.go(self.places()[0])
            raise Refused(too_long(self.desk.house, proposal.schedule.end_on))
        if self.lacks_why:
            self.go(WHY)
            raise Refused(message("desk.why_needed"))

    def _follow(self) -> None:
        """Propose anew what nobody typed over: the amount, and the first day after a lump sum.

        A lump sum that leaves nothing to pay in parts changes no amount.
        """
        if self.first.untyped:
            self.first.propose(typed_day(self._first_on()))
        if self.amount.untyped and not self.by_end:
            lump = 0
            if self.lumped and self.lump.text:
                try:
                    lump = self.lump.cents
                except Refused:
                    return
            debt = self.desk.debt(others=self.others)
            rest = debt - lump if lump < debt else debt
            cents = self.desk.usual(self.cadence, max(rest, 1), lumped=self.lumped)
            self.amount.propose(typed_cents(cents))

    def _first_on(self) -> date:
        """After the lump sum; its day that cannot be recorded is followed by nothing."""
        if not self.lumped:
            return self.desk.first_on
        try:
            self.lump_day.check()
            return step(self.lump_day.day, self.cadence)
        except Refused:
            return self.desk.first_on

    def state(self) -> dict[str, object]:
        """What a draft keeps."""
        return {
            "by_end": self.by_end,
            "lumped": self.lumped,
            "refusing": self.refusing,
            "others": self.others,
            "cadence": self.cadence.value,
            **{name: field.state for name, field in self.fields.items()},
        }

    def typed(self) -> dict[str, object]:
        """What was filled in by hand: neither what is proposed nor which way it is looked at."""
        values = self.amount, self.end, self.first, self.lump, self.lump_day, self.income
        proposed = {field.name: "" for field in values if field.untyped}
        return {**self.state(), **proposed, "refusing": False, "by_end": False}

    def restore(self, state: dict[str, object]) -> None:
        """Fill in what a draft kept; what is no longer understood stays as it is."""
        cadence = state.get("cadence")
        self.cadence = Cadence(str(cadence)) if cadence in set(Cadence) else self.cadence
        self.by_end = state.get("by_end") is True
        self.lumped = state.get("lumped") is True
        self.refusing = state.get("refusing") is True
        self.others = state.get("others") is True and self.others_owed
        for name, field in self.fields.items():
            field.restore(str(state.get(name, field.state)))
        self.go(self.places()[0])
