"""What is filled in on a call card, and what each key does to it; nothing is drawn here."""

from datetime import date

from caseconsole.domain.contact import (
    REACHED,
    Channel,
    OfferAnswer,
    OfferKind,
    ReasonCode,
    Whom,
    answered,
)
from caseconsole.domain.message import Message, Refused, message
from caseconsole.domain.offered import PARTNERS
from caseconsole.domain.text import NOTE_LIMIT
from caseconsole.tui.moments import ANSWERING, SITUATIONS
from caseconsole.tui.reading import typed_cents, typed_day
from caseconsole.tui.widgets.form import DayField, MoneyField, enter
from caseconsole.tui.widgets.note_field import NoteField

REASONS = tuple(ReasonCode)
"""In the order of their digits: 1 to 9, then 0."""
STRUCTURAL = frozenset({
    ReasonCode.INCOME_DROPPED, ReasonCode.OTHER_DEBTS, ReasonCode.BENEFIT_CHANGED,
    ReasonCode.HOUSEHOLD_CHANGED,
})  # fmt: skip
"""The reasons that are suggested as structural; the caseworker judges."""
CHANNELS = (Channel.PHONE, Channel.VISIT, Channel.COUNTER)
"""The ways of contact that a card can record."""
OFFERS = tuple(kind for kind in OfferKind if kind is not OfferKind.MUNICIPALITY)
ANSWERS = (None, OfferAnswer.NO_ANSWER, OfferAnswer.ACCEPTED, OfferAnswer.REFUSED)
"""What a digit turns an offer through; None is not offered now."""
CARD, AMOUNT, DAY, HELP, BACK, SAID = "card", "amount", "day", "help", "back", "said"
AMOUNT_KEYS = frozenset("0123456789.,-€")
"""What begins an amount; other letters are verbs until something is typed or erased in it."""


class CallSheet:
    """The answers of one call.

    Reason, promise and help count only while somebody is reached with whom the debt may be spoken
    of; they are kept beside another answer, so that a slip of a key loses nothing.
    """

    def __init__(
        self,
        today: date,
        arrears: int,
        promise_on: date,
        call_back_on: date,
        channel: Channel = Channel.PHONE,
        *,
        ledger_seen: int | None = None,
        theirs: bool = False,
        administered: bool = False,
        waits: bool = False,
        arranged: bool = False,
        born: bool = True,
    ) -> None:
        """`arrears` is what may be asked for; more is open that `waits` or is `arranged`."""
        self.administered = administered
        """Whether an administrator is to be called instead of the tenant (R06)."""
        self.born = born
        """Whether the tenant's birth date is known, by which the identity is checked."""
        self.theirs = theirs
        """Whether the talk is in the language of whom is to be reached, and not in Dutch."""
        self.waits = waits
        self.arranged = arranged
        self.ledger_seen = ledger_seen
        """The version of the ledger by which a promise is agreed."""
        self.channel = channel
        self.whom: Whom | None = None
        self.identity = False
        self.calling_back = False
        self._reason: ReasonCode | None = None
        self._structural = False
        self._promising = False
        self._help: dict[OfferKind, OfferAnswer] = {}
        self.amount = MoneyField(AMOUNT, "call.promise")
        self.day = DayField(DAY, "call.promise_day", today)
        self.back = DayField(BACK, "call.back", today)
        self.said = NoteField(SAID, "call.said", height=2)
        self.at = CARD
        """Where the keys go: the card itself, or one of its fields."""
        self.propose(arrears, promise_on, call_back_on)

    def propose(self, arrears: int, promise_on: date, call_back_on: date) -> None:
        """Take what may be asked for, and propose that and the days where nobody typed another."""
        self.arrears = arrears
        proposed: tuple[tuple[DayField | MoneyField, str], ...] = (
            (self.amount, typed_cents(arrears) if arrears else ""),
            (self.day, typed_day(promise_on)),
            (self.back, typed_day(call_back_on)),
        )
        for field, text in proposed:
            if field.untyped:
                field.propose(text)

    @property
    def reached(self) -> bool:
        """Whether the debt may be spoken of."""
        return self.whom in REACHED

    @property
    def reason(self) -> ReasonCode | None:
        """Why the rent did not come."""
        return self._reason if self.reached else None

    @property
    def structural(self) -> bool:
        """Whether the reason is structural."""
        return self.reached and self._structural

    @property
    def promising(self) -> bool:
        """Whether a promise is noted."""
        return self.reached and self._promising

    @property
    def help(self) -> dict[OfferKind, OfferAnswer]:
        """The help that was offered, and how that was answered."""
        return self._help if self.reached else {}

    @property
    def asked(self) -> Whom:
        """Who answered, or who is asked for."""
        return self.whom or (Whom.ADMINISTRATOR if self.administered else Whom.TENANT)

    @property
    def situation(self) -> str:
        """The script of this moment: nothing of the debt before the identity is checked."""
        if self.whom in SITUATIONS:
            return SITUATIONS[self.whom]
        administrator = self.asked is Whom.ADMINISTRATOR
        if not self.identity:
            opening = "opening" if self.born else "opening_birth_unknown"
            return "administrator" if administrator else opening
        if self.promising:
            return "closing"
        if administrator:
            return "administrator_reason"
        return "way_out" if self.reason and self.structural else "reason"

    def places(self) -> list[str]:
        """Where Tab goes, in order."""
        places = [CARD]
        if self.promising:
            places += [AMOUNT, DAY]
        if self.reached and (self.help or self.at == HELP):
            places.append(HELP)
        if self.calling_back:
            places.append(BACK)
        return [*places, SAID]

    def move(self, by: int) -> None:
        """Go to the next or previous place."""
        places = self.places()
        self.go(places[(places.index(self.at) + by) % len(places)] if self.at in places else CARD)

    def go(self, place: str) -> None:
        """Let the keys go to a place."""
        self.at = place
        if field := self._fields().get(place):
            enter(field)

    def reach(self, whom: Whom) -> None:
        """Say who answered; somebody else's identity is to be checked anew.

        Raises:
            Refused: this is no answer in this way of contact, a voicemail on a visit.
        """
        if whom not in ANSWERING[self.channel]:
            raise Refused(message("call.not_here", channel_word=f"channel.{self.channel}.out"))
        self.identity = self.identity and whom is self.whom
        self.whom = whom
        self._stay()

    @property
    def _answered(self) -> str:
        """The id of the words for who or what answered."""
        return f"whom.{answered(str(self.whom), self.channel)}"

    @property
    def aside(self) -> Message | None:
        """That something was filled in which does not count with who answered."""
        if self.whom is None or self.reached:
            return None
        filled = self._promising or self._reason is not None or self._help
        return message("call.aside", whom_word=self._answered) if filled else None

    def key(self, key: str, character: str | None) -> bool:
        """Do what a key means in the place where the keys go; whether it meant anything."""
        if self.at == CARD:
            return False
        if self.at == HELP:
            return self._help_key(key, character or "")
        if key == "enter" and self.at != SAID:
            self.move(1)
            return True
        return self._fields()[self.at].key(key, character)

    def keeps(self, key: str) -> bool:
        """Whether a key belongs to the place where the keys go although it is a verb."""
        if self.at == CARD:
            return False
        if self.at == AMOUNT and self.amount.selected:
            return key in AMOUNT_KEYS or key == "enter"
        return len(key) == 1 or key == "enter"

    def _fields(self) -> dict[str, DayField | MoneyField | NoteField]:
        return {AMOUNT: self.amount, DAY: self.day, BACK: self.back, SAID: self.said}

    def paste(self, text: str) -> int:
        """Put pasted text into the field, or into what was said; how much of it did not fit."""
        if self.at in {CARD, HELP}:
            self.at = SAID
        return self._fields()[self.at].paste(text)

    def switch(self) -> None:
        """The next way of contact: a call, a visit at the door, the counter."""
        self.channel = CHANNELS[(CHANNELS.index(self.channel) + 1) % len(CHANNELS)]
        if self.whom not in ANSWERING[self.channel]:
            self.whom = None
        self._stay()

    def _stay(self) -> None:
        """Stay where the keys go when that is still a place, else go to the card."""
        if self.at not in self.places():
            self.at = CARD

    def check_identity(self) -> None:
        """Say that the identity is checked, or not after all; Refused when nobody was reached."""
        self._require_reached()
        self.identity = not self.identity

    def choose(self, digit: str) -> None:
        """Give a reason by its digit, or take it back; Refused when nobody was reached."""
        self._require_reached()
        reason = REASONS[(int(digit) - 1) % len(REASONS)]
        self._reason = None if self._reason is reason else reason
        self._structural = self._reason in STRUCTURAL

    def judge(self) -> None:
        """Turn once into structural and back; Refused without a reason."""
        self._require_reached()
        if self.reason is None:
            raise Refused(message("call.reason_first"))
        self._structural = not self._structural

    def promise(self) -> None:
        """Note a promise as proposed, its amount at hand to type over, or take it back.

        Raises:
            Refused: nobody was reached.
        """
        self._require_reached()
        self._promising = not self._promising
        self.go(AMOUNT if self.promising else CARD)

    def offer(self) -> None:
        """Go to the help that is offered; Refused when nobody was reached."""
        self._require_reached()
        self.at = HELP

    def call_back(self) -> None:
        """Agree to call back as proposed, its day at hand to type over, or take it back."""
        self.calling_back = not self.calling_back
        self.go(BACK if self.calling_back else CARD)

    def _help_key(self, key: str, character: str) -> bool:
        if key == "enter":
            self.move(1)
            return True
        if not (character.isdecimal() and 1 <= int(character) <= len(OFFERS)):
            return False
        kind = OFFERS[int(character) - 1]
        answer = ANSWERS[(ANSWERS.index(self._help.get(kind)) + 1) % len(ANSWERS)]
        if answer is None:
            del self._help[kind]
        else:
            self._help[kind] = answer
        return True

    def _require_reached(self) -> None:
        if self.whom is None:
            raise Refused(message(f"call.whom_first.{self.channel}"))
        if not self.reached:
            raise Refused(message("call.not_reached", whom_word=self._answered))

    def doubts(self) -> list[tuple[str, Message]]:
        """What is asked once before this is recorded, each with where to set it right.

        Raises:
            Refused: the amount of the promise is not understood.
        """
        found: list[tuple[str, Message]] = []
        if self.aside:
            found.append((CARD, message("call.aside_again", whom_word=self._answered)))
        if self.reached and not self.identity and (self.promising or self.reason is not None):
            found.append((CARD, message("call.identity_first")))
        if self.promising and self.amount.cents > self.arrears:
            cents = {"promise_cents": self.amount.cents, "arrears_cents": self.arrears}
            above = message("call.promise_above", **cents)
            new = message("call.promise_frozen", **cents)
            beside = message("call.promise_arranged", **cents)
            found.append((AMOUNT, beside if self.arranged else new if self.waits else above))
        return found

    def check(self) -> None:
        """Go to the first place that cannot be recorded, and raise its Refused."""
        if self.whom is None:
            self.at = CARD
            raise Refused(message(f"call.whom_first.{self.channel}"))
        for place in self.places():
            field = self._fields().get(place)
            try:
                if field:
                    field.check()
            except Refused:
                self.go(place)
                raise

    def referrals(self) -> list[str]:
        """The kinds of referral that the help asks which was accepted."""
        return [
            PARTNERS[kind]
            for kind, answer in self.help.items()
            if answer is OfferAnswer.ACCEPTED and kind in PARTNERS
        ]

    def values(self, case: int, language: str, note: str = "") -> dict[str, object]:
        """What `RecordContact` takes of a checked card.

        Args:
            language: that of the talk.
            note: what stands before the words when somebody was spoken to, as far as it fits.

        Raises:
            Refused: a day or amount is not understood.
        """
        spoken = self.reached or self.whom is Whom.OTHER_ADULT
        said = f"{note} {self.said.text}".strip() if note and spoken else self.said.text
        values: dict[str, object] = {
            "case": case,
            "channel": self.channel,
            "whom": self.whom,
            "language": language,
            "identity_checked": self.identity,
            "said": said if len(said) <= NOTE_LIMIT else self.said.text,
        }
        if self.reason is not None:
            values["reason"] = {"code": self.reason, "structural": self.structural}
        if self.promising:
            values["promise"] = {
                "due_on": self.day.day,
                "cents": self.amount.cents,
                "ledger_seen": self.ledger_seen,
            }
        if self.help:
            values["offers"] = [{"kind": kind, "answer": said} for kind, said in self.help.items()]
        if self.calling_back:
            values["appointment"] = {"kind": "call_back", "on": self.back.day}
        return values

    def state(self) -> dict[str, object]:
        """What a draft keeps."""
        return {
            "channel": self.channel,
            "theirs": self.theirs,
            "whom": self.whom,
            "identity": self.identity,
            "reason": self._reason,
            "structural": self._structural,
            "promising": self._promising,
            "calling_back": self.calling_back,
            "help": {kind.value: answer.value for kind, answer in self._help.items()},
            **{field.name: field.state for field in (self.amount, self.day, self.back, self.said)},
        }

    def restore(self, state: dict[str, object]) -> None:
        """Fill in what a draft kept; what is no longer understood stays as it is."""
        whom, reason, offers = state.get("whom"), state.get("reason"), state.get("help")
        channel = state.get("channel")
        self.channel = Channel(str(channel)) if channel in set(CHANNELS) else self.channel
        self.theirs = state.get("theirs", self.theirs) is True
        self.whom = Whom(str(whom)) if whom in set(Whom) else None
        self._reason = ReasonCode(str(reason)) if reason in set(ReasonCode) else None
        self.identity = state.get("identity") is True
        self._structural = state.get("structural") is True
        self._promising = state.get("promising") is True
        self.calling_back = state.get("calling_back") is True
        if isinstance(offers, dict):
            self._help = {
                OfferKind(kind): OfferAnswer(answer)
                for kind, answer in offers.items()
                if kind in set(OfferKind) and answer in set(ANSWERS)
            }
        for field in (self.amount, self.day, self.back, self.said):
            field.restore(str(state.get(field.name, field.state)))
