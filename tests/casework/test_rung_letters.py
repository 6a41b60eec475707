"""The letter of a rung tells of its day, by the record of that day; a red card ends a home (R75).

A second chance asks for the rent, for instalments of the old debt and for a session. By the day of
the rung the rents of November and December, the first instalment and the session were missed.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.papers import sheet, sheets
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import (
    Agreement,
    Judge,
    JudgedAs,
    Outcome,
    Rung,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.message import Refused
from caseconsole.locale import speaker
from caseconsole.outgoing.papers import paper
from tests.casework.agreed import (
    CASE,
    LEASE,
    arrangement,
    condition,
    file_of,
    instalment,
    judge,
    known_through,
    newest,
    rent,
    rung,
    signed_chance,
    step,
    suspend,
)
from tests.casework.stores import RENT, book, pay, session

DAY = timedelta(days=1)
GIVEN = date(2026, 12, 7)
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
INSTALMENT, SESSION = date(2026, 11, 20), date(2026, 11, 5)
RENTS, DEBT, LESSON = 0, 1, 2
MENDED = "Dat is daarna in orde gekomen."
WHY = "Zie het gesprek."
Act = Callable[[Session], None]


@pytest.fixture
def given(store: Path) -> Iterator[Session]:
    """The day on which a rung is taken."""
    with closing(session(store)) as here:
        paying = instalment(rule="FREQ=MONTHLY;COUNT=4", first_on=INSTALMENT, cents=RENT // 2)
        record(arrangement(here, conditions=(paying,)), session=here)
        rests = condition(
            clause="C02", judge=Judge.AGREEMENT, rests_on=newest(here).id, rule="FREQ=MONTHLY",
            first_on=date(2026, 11, 3), weight=Weight.MAJOR,
        )  # fmt: skip
        lesson = condition(clause="C10", first_on=SESSION, weight=Weight.MAJOR)
        signed_chance(here, start_on=NOVEMBER, conditions=(rent(NOVEMBER), rests, lesson))
    with closing(session(store, today=GIVEN)) as here:
        known_through(here, GIVEN - DAY)
        book(here, LEASE, "charge", RENT, DECEMBER.isoformat())
        record(judge(newest(here).conditions[LESSON], SESSION, JudgedAs.MISSED), session=here)
        yield here


@pytest.fixture
def later(store: Path) -> Iterator[Session]:
    """The day after that."""
    with closing(session(store, today=GIVEN + DAY)) as here:
        yield here


def _of(here: Session, kind: str) -> Agreement:
    return next(one for one in file_of(here).agreements if one.kind == kind)


def _withdraw(here: Session) -> None:
    made = _of(here, "payment_arrangement")
    record(
        a.ChangeState(
            case=CASE, agreement=made.id, seen=made.version, state="withdrawn",
            on=here.clock.now().today, why=WHY,
        ),
        session=here,
    )  # fmt: skip


def _pay(here: Session) -> None:
    pay(here, LEASE, 3 * RENT, (GIVEN + DAY).isoformat())


def _pay_old(here: Session) -> None:
    pay(here, LEASE, 2 * RENT, (GIVEN + DAY).isoformat())


def _lose_and_pay(here: Session) -> None:
    _withdraw(here)
    _pay(here)


def _say(kind: str, about: int, on: date, verdict: JudgedAs) -> Act:
    def act(here: Session) -> None:
        made = _of(here, kind)
        of = made.conditions[about]
        said = [one for one in made.judgements if one.condition == of.id]
        moved_to = date(2026, 12, 28) if verdict is JudgedAs.MOVED else None
        change = judge(of, on, verdict, *said[-1:], why=WHY, moved_to=moved_to)
        record(change, session=here)

    return act


def _freeze(here: Session) -> None:
    """The debt is settled by mediation."""
    _help(here, "intake", "plan", "settlement", "mediation", settled_on=here.clock.now().today)


def _moratorium(here: Session) -> None:
    _help(here, "intake")
    still = suspend(
        newest(here), GIVEN + DAY, date(2027, 2, 1), reason_kind=SuspensionKind.MORATORIUM
    )
    record(still, session=here)


def _help(here: Session, *states: str, **terms: date) -> None:
    on = here.clock.now().today
    counselling = a.MakeAgreement(
        case=CASE, agreement="debt_counselling", state="application", start_on=on,
        partner="Stadsbank", covers=(LEASE,),
        terms={name: day.isoformat() for name, day in terms.items()},
    )  # fmt: skip
    record(counselling, session=here)
    for state in states:
        record(step(here, state, on), session=here)


def _letter(here: Session, which: str = "talk") -> tuple[list[date], bool]:
    """The days that a letter names as missed, and whether it says that they were put right."""
    today = here.clock.now().today
    known_through(here, today - DAY)
    file, voice = file_of(here, today=today), speaker("nl", today)
    text = paper(sheet(here, file, which, "nl"), file, voice, today)
    days = [NOVEMBER + n * DAY for n in range(60)]
    return [on for on in days if f"- {voice.day(on, date.min)}\n" in text], MENDED in text


def _nothing(_: Session) -> None:
    """Nothing happens."""


def _still(kind: str) -> Act:
    """Somebody tells later that an agreement stood still."""

    def act(here: Session) -> None:
        record(suspend(_of(here, kind), date(2026, 11, 10), date(2026, 12, 20)), session=here)

    return act


ARRANGED, CHANCE = "payment_arrangement", "second_chance"
SINCE: dict[str, tuple[int, Act, list[date], bool]] = {
    "open": (DEBT, _nothing, [INSTALMENT], False),
    "paid": (DEBT, _pay, [INSTALMENT], True),
    "arrangement lost": (DEBT, _withdraw, [INSTALMENT], False),
    "arrangement lost, and all paid": (DEBT, _lose_and_pay, [INSTALMENT], True),
    "instalment let go": (
        DEBT, _say(ARRANGED, 0, INSTALMENT, JudgedAs.WAIVED), [INSTALMENT], True,
    ),
    "instalment moved": (DEBT, _say(ARRANGED, 0, INSTALMENT, JudgedAs.MOVED), [INSTALMENT], True),
    "arrangement stood still": (DEBT, _still(ARRANGED), [INSTALMENT], True),
    "settled": (DEBT, _freeze, [INSTALMENT], False),
    "moratorium": (DEBT, _moratorium, [INSTALMENT], False),
    "rents open": (RENTS, _nothing, [NOVEMBER, DECEMBER], False),
    "rents paid": (RENTS, _pay, [NOVEMBER, DECEMBER], True),
    "one rent let go": (
        RENTS, _say(CHANCE, RENTS, DECEMBER, JudgedAs.WAIVED), [NOVEMBER, DECEMBER], False,
    ),
    "one rent moved": (
        RENTS, _say(CHANCE, RENTS, DECEMBER, JudgedAs.MOVED), [NOVEMBER, DECEMBER], False,
    ),
    "lease stood still": (RENTS, _still(CHANCE), [NOVEMBER, DECEMBER], False),
    "session missed": (LESSON, _nothing, [SESSION], False),
    "session excused": (LESSON, _say(CHANCE, LESSON, SESSION, JudgedAs.EXCUSED), [SESSION], True),
}  # fmt: skip


@pytest.mark.parametrize(("about", "since", "days", "mended"), SINCE.values(), ids=SINCE)
def test_what_was_let_go_moved_or_paid_after_a_rung_stays_in_its_letter_as_put_right(
    given: Session, later: Session, store: Path, about: int, since: Act, days: list[date],
    *, mended: bool,
) -> None:  # fmt: skip
    """R75: what is frozen is asked of nobody, and was not put right."""
    of = newest(given).conditions[about].id
    record(rung(given, Rung.TALK, condition=of), session=given)
    assert _letter(given) == (days, False)
    since(later)
    with closing(session(store, today=GIVEN + 3 * DAY)) as here:
        assert _letter(here) == (days, mended)


def test_what_stood_still_before_a_talk_is_no_miss_of_it(given: Session, later: Session) -> None:
    """Of one day, too, what was told first counts."""
    of = newest(given).conditions[DEBT].id
    _still(ARRANGED)(given)
    record(rung(given, Rung.TALK, condition=of), session=given)
    assert _letter(later) == ([], False)


def _speak(here: Session) -> None:
    """A talk about the old debt."""
    made = _of(here, CHANCE)
    about = made.conditions[DEBT].id
    record(
        a.TakeRung(
            case=CASE, agreement=made.id, seen=made.version, rung=Rung.TALK, text=WHY,
            condition=about,
        ),
        session=here,
    )  # fmt: skip


def _stop(here: Session) -> None:
    """The settlement fails."""
    record(step(here, "withdrawn", here.clock.now().today, why=WHY), session=here)


@pytest.mark.parametrize("over", [_nothing, _stop])
def test_what_was_frozen_on_the_day_of_a_talk_is_no_miss_of_it_once_that_is_over(
    given: Session, later: Session, store: Path, over: Act
) -> None:
    """R63: on that day it was asked of nobody."""
    _freeze(given)
    _speak(later)
    assert _letter(later) == ([], False)
    with closing(session(store, today=GIVEN + 2 * DAY)) as here:
        over(here)
    with closing(session(store, today=GIVEN + 3 * DAY)) as here:
        assert _letter(here) == ([], False)


@pytest.mark.parametrize(("until", "days"), [(GIVEN - DAY, [INSTALMENT]), (GIVEN, [])])
def test_what_is_frozen_through_the_day_of_a_talk_alone_is_no_miss_of_it(
    given: Session, store: Path, until: date, days: list[date]
) -> None:
    """R60: on the day after the moratorium it is asked again."""
    with closing(session(store, today=GIVEN - 3 * DAY)) as here:
        _help(here, "intake")
        still = suspend(newest(here), GIVEN - 3 * DAY, until, reason_kind=SuspensionKind.MORATORIUM)
        record(still, session=here)
    _speak(given)
    for on in (GIVEN, GIVEN + 2 * DAY):
        with closing(session(store, today=on)) as here:
            assert _letter(here) == (days, False)


@pytest.mark.parametrize("paid_on", [DECEMBER, DECEMBER + DAY])
@pytest.mark.parametrize("whole", [True, False])
def test_the_rent_that_falls_due_on_the_day_of_a_rung_is_no_miss_of_it(
    given: Session, store: Path, paid_on: date, *, whole: bool
) -> None:
    """Its time is not over on that day, whatever comes after."""
    del given
    with closing(session(store, today=DECEMBER)) as here:
        of = None if whole else newest(here).conditions[RENTS].id
        record(rung(here, Rung.TALK, condition=of), session=here)
        told = _letter(here)
        pay(here, LEASE, RENT, paid_on.isoformat())
    assert DECEMBER not in told[0]
    assert NOVEMBER in told[0]
    for days in (0, 1, 3):
        with closing(session(store, today=DECEMBER + days * DAY)) as here:
            assert _letter(here) == told


def test_what_is_paid_on_the_banking_day_of_its_talk_is_no_miss_of_that(
    given: Session, store: Path
) -> None:
    """R02: an instalment of a Sunday comes in on Monday in time; the first stays missed."""
    monday = date(2026, 12, 21)
    of = newest(given).conditions[DEBT].id
    with closing(session(store, today=monday)) as here:
        known_through(here, monday - DAY)
        record(rung(here, Rung.TALK, condition=of), session=here)
        assert _letter(here) == ([INSTALMENT], False)
        pay(here, LEASE, 2 * RENT, monday.isoformat())
    for days in (1, 2):
        with closing(session(store, today=monday + days * DAY)) as here:
            assert _letter(here) == ([INSTALMENT], True)


def _give(here: Session, about: int) -> None:
    """A red card of the day that a second person approved."""
    made = newest(here)
    here.conn.execute(
        "INSERT INTO ladder_step (agreement, rung, condition, on_day, text, by, second)"
        " VALUES (?, 'red_card', ?, ?, '', 'anna', 'tess')",
        (made.id, made.conditions[about].id, GIVEN.isoformat()),
    )


def _cure(here: Session) -> None:
    card = _of(here, CHANCE).ladder[-1]
    cured = a.CloseRung(case=CASE, step=card.id, seen=card.version, outcome=Outcome.CURED)
    record(cured, session=here)


def _cure_and_miss(here: Session) -> None:
    _cure(here)
    of = _of(here, CHANCE).conditions[LESSON]
    record(judge(of, of.first_on + 28 * DAY, JudgedAs.MISSED), session=here)


def _kept_and_cured(here: Session) -> None:
    _pay(here)
    _cure(here)


GONE = "paper.gone_red_card"
CARDS: dict[str, tuple[int, Act, str]] = {
    "open": (DEBT, _nothing, ""),
    "arrangement kept": (DEBT, _pay, GONE),
    "arrangement kept, card cured": (DEBT, _kept_and_cured, GONE),
    "arrangement lost, and all paid": (DEBT, _lose_and_pay, GONE),
    "instalment let go": (DEBT, _say(ARRANGED, 0, INSTALMENT, JudgedAs.WAIVED), GONE),
    "instalment moved": (DEBT, _say(ARRANGED, 0, INSTALMENT, JudgedAs.MOVED), GONE),
    "arrangement stood still": (DEBT, _still(ARRANGED), GONE),
    "debt settled": (DEBT, _freeze, "gate.frozen"),
    "debt under a moratorium": (DEBT, _moratorium, "gate.moratorium"),
    "rent open": (RENTS, _nothing, ""),
    "old rent paid": (RENTS, _pay_old, ""),
    "rent paid": (RENTS, _pay, GONE),
    "one rent let go": (RENTS, _say(CHANCE, RENTS, DECEMBER, JudgedAs.WAIVED), ""),
    "rent settled": (RENTS, _freeze, "gate.frozen"),
    "rent under a moratorium": (RENTS, _moratorium, "gate.moratorium"),
    "session missed": (LESSON, _nothing, ""),
    "session excused": (LESSON, _say(CHANCE, LESSON, SESSION, JudgedAs.EXCUSED), GONE),
    "session under a moratorium": (LESSON, _moratorium, "gate.moratorium"),
    "session, debt settled": (LESSON, _freeze, ""),
    "cured": (LESSON, _cure, GONE),
    "cured, and missed again": (LESSON, _cure_and_miss, GONE),
}  # fmt: skip


@pytest.mark.parametrize(("about", "since", "why"), CARDS.values(), ids=CARDS)
def test_the_letter_of_a_red_card_is_made_only_while_the_home_can_be_lost_by_it(
    given: Session, later: Session, store: Path, about: int, since: Act, why: str
) -> None:
    """R60, R61, R63, R75: as the list asks for a decision about the end."""
    _give(given, about)
    since(later)
    with closing(session(store, today=GIVEN + 2 * DAY)) as here:
        known_through(here, GIVEN + DAY)
        assert _why_no_card(here) == why


def test_a_card_that_waits_for_a_second_person_is_not_told_as_gone_for_one_before_it(
    given: Session,
) -> None:
    _give(given, LESSON)
    _cure(given)
    _give(given, RENTS)
    assert _why_no_card(given) == ""
    given.conn.execute("UPDATE ladder_step SET second = '' WHERE outcome IS NULL")
    assert _why_no_card(given) == "paper.none_red_card"


def test_what_only_an_old_ledger_leaves_open_is_not_told_as_put_right(
    given: Session, store: Path
) -> None:
    """P06: it waits until the ledger is known."""
    _give(given, RENTS)
    with closing(session(store, today=GIVEN + 2 * DAY)) as here:
        for through, why in ((NOVEMBER - DAY, "held.ledger_too_old"), (GIVEN + DAY, "")):
            known_through(here, through)
            assert _why_no_card(here) == why


def _why_no_card(here: Session) -> str:
    file = file_of(here, today=here.clock.now().today)
    offered = "red_card" in sheets(here, file)
    try:
        sheet(here, file, "red_card", "nl")
    except Refused as refused:
        assert not offered
        return refused.why.id
    assert offered
    return ""
