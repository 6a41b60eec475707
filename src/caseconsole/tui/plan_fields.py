"""The fields for the terms of an agreement, made of what its kind asks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from caseconsole.casework.drafting import Asked, Shape, must_end, require_end, warning
from caseconsole.domain.message import Refused, message
from caseconsole.locale import Speaker
from caseconsole.tui.reading import read_day, typed_cents
from caseconsole.tui.widgets.form import ChoiceField, DayField, Field, TextField
from caseconsole.tui.widgets.more_fields import AnyDayField, AnyMoneyField, ManyField, MonthsField
from caseconsole.tui.widgets.note_field import NoteField

if TYPE_CHECKING:
    from caseconsole.casework.session import Session

NO, YES = "", "yes"
LINES = 3
"""How many lines of a list are in sight."""


class LastDayField(AnyDayField):
    """The last day of an agreement, as the form of the lease that is drafted has it (R70, R71)."""

    def __init__(self, session: "Session", today: date, text: str = "") -> None:
        super().__init__("end", "form.end_on", today, text)
        self._session = session
        self._form, self._start = "", today

    def follow(self, form: str, start: DayField) -> None:
        """Be needed where a lease of this form names its last day; empty is none that is drafted.

        Args:
            start: its first day, from which the rules of the form are counted.
        """
        try:
            self._start = start.day
        except Refused:
            self._start = self._today
        self._form = form
        self.needed = must_end(self._session, form, self._start)

    def warning(self, lang: str) -> str:
        """What is to be minded in a lease of this form (R77)."""
        return warning(self._session, self._form, self._start, lang)

    def check(self) -> None:
        """Refuse what is no day, and what the form of the lease does not allow."""
        require_end(self._session, self._form, self._start, self.day_or_none)


class PlanFields:
    """One field for each term that is asked."""

    def __init__(self, asked: Sequence[Asked], today: date, speaker: Speaker) -> None:
        self._today = today
        self._asked = tuple(asked)
        self.fields: list[Field] = [_field(one, today, speaker) for one in asked]
        self._chosen = self._choices()

    def _choices(self) -> dict[str, str]:
        """What is chosen for the terms that decide about others."""
        deciding = {one.follows for one in self._asked}
        return {field.name: field.state for field in self.fields if field.name in deciding}

    def follow(self) -> None:
        """Let a field stand as another choice has it, unless something else was filled in."""
        before, self._chosen = self._chosen, self._choices()
        for one, field in zip(self._asked, self.fields, strict=True):
            chosen = self._chosen.get(one.follows, "")
            if chosen != before.get(one.follows, "") and _same(field, one.by.values()):
                field.restore(one.by[chosen])

    def form(self) -> str:
        """The form of the lease that is chosen; empty where none is asked."""
        return self._choices().get("form", "")

    def terms(self) -> dict[str, object]:
        """What was filled in, by the name of the term; what was left empty is left out.

        Raises:
            Refused: a line of a list does not begin with a day.
        """
        found = {
            one.name: self._value(one, field)
            for one, field in zip(self._asked, self.fields, strict=True)
        }
        return {name: value for name, value in found.items() if value}

    def _value(self, one: Asked, field: Field) -> object:
        state = field.state.strip()
        if one.shape is Shape.DAY:
            day = cast("AnyDayField", field).day_or_none
            return day.isoformat() if day else ""
        if one.shape is Shape.MONEY:
            return cast("AnyMoneyField", field).cents if state else 0
        if one.shape is Shape.MONTHS:
            return cast("MonthsField", field).months
        if one.shape is Shape.YES:
            return state == YES
        if one.shape is Shape.SEVERAL:
            return state.split()
        rows = [row.strip() for row in state.splitlines() if row.strip()]
        if one.shape is Shape.LINES:
            return rows
        return [self._dated(row) for row in rows] if one.shape is Shape.DATED_LINES else state

    def _dated(self, row: str) -> dict[str, str]:
        first, _, text = row.partition(" ")
        try:
            on = read_day(first, self._today)
        except Refused:
            raise Refused(message("form.line_without_day", text=row)) from None
        return {"on": on.isoformat(), "text": text.strip() or first}


def _same(field: Field, states: Iterable[str]) -> bool:
    """Whether a field stands as one of these, in whatever order its codes are."""
    return any(set(state.split()) == set(field.state.split()) for state in states)


def _field(one: Asked, today: date, speaker: Speaker) -> Field:
    label = one.word or f"term.{one.name}"
    if one.clause and speaker.say(label) == label:
        label = one.clause
    if one.shape is Shape.DAY:
        return AnyDayField(one.name, label, today)
    if one.shape is Shape.CHOICE:
        named = [(code, speaker.say(words)) for code, words in one.options]
        return ChoiceField(one.name, label, named, one.given)
    if one.shape is Shape.YES:
        return ChoiceField(
            one.name, label, [(NO, speaker.say("form.no")), (YES, speaker.say("form.yes"))]
        )
    if one.shape is Shape.SEVERAL:
        named = [(code, speaker.say(words)) for code, words in one.options]
        return ManyField(one.name, label, named, one.given)
    if one.shape is Shape.MONEY:
        typed = typed_cents(int(one.given)) if one.given else ""
        return AnyMoneyField(one.name, label, typed)
    if one.shape is Shape.MONTHS:
        return MonthsField(one.name, label, one.given)
    if one.shape is Shape.TEXT:
        return TextField(one.name, label, one.given)
    return NoteField(one.name, label, LINES)
