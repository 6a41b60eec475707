"""Early signals: a base case in which the municipality may be told, and one changed fact."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, Judge, JudgedAs, Paid, RentMonth, StateChange
from caseconsole.domain.allocation import OpenItem
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Channel, Episode, OfferAnswer, OfferKind, Whom
from caseconsole.domain.ledger import EntryKind
from caseconsole.domain.message import Refused
from caseconsole.domain.referred import EARLY_SIGNAL, Result, Signalled
from caseconsole.process.gates import require
from caseconsole.process.signalling import Owed, gate_signal, gate_signal_pause, owed
from tests.domain.agreements import judgement
from tests.domain.ledgers import line
from tests.process.agreements import agreement, condition, referral
from tests.process.files import RENT, SUNDAY_1, case, contact, due, nov, offer, policy, standing

BEFORE = date(2026, 6, 3)
TODAY = nov(31)
VALUES = policy().at(TODAY)
POINTED = offer(nov(3), OfferKind.CREDIT_BANK, OfferAnswer.NO_ANSWER)
PASSED_ON = offer(nov(9), OfferKind.MUNICIPALITY, OfferAnswer.NO_ANSWER)
MAY = case(contacts=(contact(nov(3)),), offers=(POINTED, PASSED_ON))
ACCEPTED = OfferAnswer.ACCEPTED
REFUSED = replace(PASSED_ON, id=2, answer=OfferAnswer.REFUSED)


def signal(on: date, cents: int = RENT, answered_on: date | None = None) -> Any:
    """A signal that was given."""
    told_of = Signalled(cents, 10, nov(9), "H-1")
    sent = referral(on, nov(58), answered_on)
    return replace(sent, kind=EARLY_SIGNAL, partner="Gemeente", signalled=told_of)


def rent_open(cents: int) -> Owed:
    """So much of the rent of 1 November."""
    return Owed(cents, 10, SUNDAY_1, ((SUNDAY_1, cents),))


OPEN = rent_open(RENT)


def missing(file: CaseFile, today: date = TODAY, tells: Owed = OPEN, **paper: Any) -> str:
    """The first that the gate asks; nothing when it opens."""
    given = {"reminded_on": nov(9), "reminder": "H-1", **paper}
    try:
        asked = require(gate_signal(file, tells, VALUES, today, **given))
    except Refused as refused:
        return refused.why.id
    return asked[0].name.id if asked else ""


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, ""),
        ({"contacts": ()}, "gate.signal_contact"),
        ({"contacts": (contact(BEFORE),)}, "gate.signal_contact"),
        ({"contacts": (contact(nov(3), Whom.TENANT, channel=Channel.LETTER),)},
         "gate.signal_contact"),
        ({"contacts": (contact(nov(3), channel=Channel.VISIT),)}, ""),
        ({"offers": (PASSED_ON,)}, "gate.signal_help"),
        ({"offers": (replace(POINTED, on=BEFORE), PASSED_ON)}, "gate.signal_help"),
        ({"offers": (replace(POINTED, answer=OfferAnswer.NOT_OFFERED), PASSED_ON)},
         "gate.signal_help"),
        ({"offers": (PASSED_ON,), "referrals": (referral(nov(3), nov(13)),)}, ""),
        ({"offers": (POINTED,)}, "gate.signal_offer"),
        ({"offers": (POINTED, replace(PASSED_ON, on=BEFORE))}, "gate.signal_offer"),
        ({"offers": (POINTED, replace(PASSED_ON, answer=OfferAnswer.REFUSED))},
         "gate.signal_objection"),
        ({"offers": (POINTED, PASSED_ON, replace(PASSED_ON, id=2, answer=OfferAnswer.REFUSED))},
         "gate.signal_objection"),
        ({"offers": (POINTED, replace(PASSED_ON, answer=ACCEPTED))}, ""),
        ({"referrals": (signal(nov(30)),)}, "gate.signal_higher"),
        ({"referrals": (signal(nov(30), RENT - 1),)}, ""),
        ({"referrals": (signal(BEFORE),)}, ""),
        ({"agreements": (agreement("payment_arrangement", start_on=nov(3)),)},
         "gate.signal_arranged"),
        ({"agreements": (agreement("payment_arrangement", start_on=nov(3), state="kept"),)}, ""),
        ({"agreements": (agreement("budget_coaching", start_on=nov(3)),)}, ""),
        ({"offers": (POINTED, REFUSED, PASSED_ON)}, "gate.signal_objection"),
        ({"offers": (POINTED, REFUSED, replace(PASSED_ON, id=3, on=nov(10)))},
         "gate.signal_objection"),
        ({"offers": (POINTED, REFUSED, replace(PASSED_ON, id=3, answer=ACCEPTED))}, ""),
    ],
)  # fmt: skip
def test_the_municipality_is_told_once_all_is_there(changed: dict[str, Any], why: str) -> None:
    """R38, R40 to R43: what was done about an earlier trouble does not count."""
    assert missing(replace(MAY, **changed)) == why


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        ({"reminded_on": SUNDAY_1}, ""),
        ({"reminded_on": nov(31)}, ""),
        ({"reminded_on": nov(0)}, "gate.signal_reminder"),
        ({"reminded_on": nov(32)}, "gate.signal_reminder"),
        ({"reminder": ""}, "gate.signal_reminder"),
    ],
)
def test_a_written_reminder_went_before(paper: dict[str, Any], why: str) -> None:
    """R41 c: since the arrears began, with its reference."""
    assert missing(MAY, **paper) == why


@pytest.mark.parametrize(
    ("since", "why"),
    [(nov(1), ""), (nov(2), "gate.signal_days"), (None, "gate.signal_nothing")],
)
def test_what_is_told_has_been_open_for_thirty_days(since: date | None, why: str) -> None:
    """R40: the last of them counts; of what nobody may be asked for nothing is told."""
    assert missing(MAY, tells=replace(OPEN, since=since)) == why


def test_an_episode_begins_the_trouble_not_the_oldest_debt() -> None:
    earlier = replace(MAY, episode=Episode(1, nov(5)))
    assert missing(earlier) == "gate.signal_contact"


def helped(*states: str, start_on: date = date(2026, 10, 20)) -> Agreement:
    """Counselling since 20 October about this lease."""
    rows = tuple(
        StateChange(n, to, start_on, "", "", "anna") for n, to in enumerate(("intake", *states), 1)
    )
    return agreement("debt_counselling", states=rows, start_on=start_on)


def item(due_on: date, cents: int = RENT, kind: EntryKind = EntryKind.CHARGE) -> OpenItem:
    """What is open of one line."""
    return OpenItem(line(1, kind, cents, due_on, due_on=due_on), cents, due_on)


COST = item(nov(9), 40_00, EntryKind.COST)
ITEMS = (item(date(2026, 10, 1)), item(nov(1), 300_00), item(nov(30)), COST)


@pytest.mark.parametrize(
    ("changed", "tells"),
    [
        ({}, Owed(RENT + 300_00, 15, date(2026, 10, 1))),
        ({"standing": standing(rent=0)}, Owed(RENT + 300_00, None, date(2026, 10, 1))),
        ({"agreements": (helped("mediation"),)}, Owed(300_00, 5, nov(1))),
        ({"agreements": (helped(),)}, Owed(300_00, 5, nov(1))),
        ({"agreements": (helped("mediation", "discharged"),)}, Owed(300_00, 5, nov(1))),
        ({"agreements": (helped("wsnp", start_on=nov(2)),)}, Owed(0, 0, None)),
    ],
)
def test_what_is_told_is_open_rent_that_may_be_asked_for(
    changed: dict[str, Any], tells: Owed
) -> None:
    """R43, R60 to R63: no costs, nothing that waits, and nothing of tomorrow."""
    found = owed(replace(MAY, **changed), ITEMS, nov(29))
    assert replace(found, rents=()) == tells
    assert found.rents == ((date(2026, 10, 1), RENT), (nov(1), 300_00))


@pytest.mark.parametrize("since", [None, nov(20), nov(31)])
@pytest.mark.parametrize("paid", [False, True])
def test_what_waits_since_a_signal_is_no_less_than_was_told(
    since: date | None, *, paid: bool
) -> None:
    """R43, R45: what fell due since is more; help that began meanwhile takes nothing off."""
    sent = signal(nov(10), RENT + 300_00)
    helping = (helped(start_on=since),) if since else ()
    file = replace(MAY, agreements=helping, referrals=(sent,), standing=standing(missed_on=nov(31)))
    today, items = nov(40), (*ITEMS[:2], *([] if paid else [item(nov(31))]))
    tells = owed(file, items, today)
    until = date.fromordinal(today.toordinal() + 1)
    checks = gate_signal_pause(file, tells, sent, Result.ADVICE, until, VALUES, today)
    assert all(check.held for check in checks) is paid
    anew = {one.name.id: one.held for one in gate_signal(file, tells, VALUES, today, nov(9), "H-1")}
    assert anew["gate.signal_higher"] is not paid


def chance(month: date, said_on: date, moved_to: date | None = None) -> Agreement:
    """A second chance under which a person moved the rent of a month, or let it go."""
    asks = condition("C01", date(2026, 10, 1), "FREQ=MONTHLY", judge=Judge.LEDGER)
    verdict = JudgedAs.MOVED if moved_to else JudgedAs.WAIVED
    word = judgement(1, month, verdict, moved_to, condition=asks.id, on=said_on)
    return agreement("second_chance", asks, covers=(), judgements=(word,))


@pytest.mark.parametrize(
    ("month", "said", "told", "more"),
    [
        (nov(31), (), RENT + 300_00, True),
        (nov(31), (nov(32),), RENT + 300_00, False),
        (nov(31), (nov(32), nov(39)), RENT + 300_00, True),
        (nov(31), (nov(32), nov(60)), RENT + 300_00, False),
        (nov(1), (nov(20),), RENT + 300_00, False),
        (nov(1), (nov(5), nov(36)), RENT, True),
        (nov(1), (nov(5), nov(60)), RENT, False),
        (nov(1), (nov(5),), RENT, False),
    ],
    ids=["new rent", "let go", "moved and missed", "moved", "let go since the signal",
         "moved before it and missed", "moved before it", "let go before it"],
)  # fmt: skip
def test_what_is_let_be_is_no_more_than_was_told(
    month: date, said: tuple[date, ...], told: int, *, more: bool
) -> None:
    """R36, R43, R45: on 10 December, of a signal of 10 November."""
    items = (*ITEMS[:2], *([item(nov(31))] if month == nov(31) else []))
    rents = tuple(RentMonth(one.due_on, RENT, one.cents, None) for one in items)
    made = (chance(month, *said),) if said else ()
    sent = signal(nov(10), told)
    file = replace(MAY, agreements=made, paid=Paid(rents), referrals=(sent,))
    tells = owed(file, items, nov(40))
    anew = gate_signal(file, tells, VALUES, nov(40), nov(9), "H-1")
    assert {one.name.id: one.held for one in anew}["gate.signal_higher"] is more
    late = replace(file, standing=standing(missed_on=nov(31)))
    checks = gate_signal_pause(late, tells, sent, Result.ADVICE, nov(41), VALUES, nov(40))
    assert all(check.held for check in checks) is not more


@pytest.mark.parametrize(
    ("result", "missed_on", "days", "why"),
    [
        (Result.FINANCIAL_HELP, SUNDAY_1, 30, ""),
        (Result.OTHER_HELP, SUNDAY_1, 1, ""),
        (Result.ADVICE, None, 30, ""),
        (Result.NO_HELP_WANTED, SUNDAY_1, 30, "gate.signal_accepted"),
        (None, SUNDAY_1, 30, "gate.signal_accepted"),
        (Result.FINANCIAL_HELP, nov(31), 30, "gate.signal_paid"),
        (Result.FINANCIAL_HELP, SUNDAY_1, 31, "gate.signal_longest"),
    ],
)
def test_collection_rests_for_help_that_was_accepted(
    result: Result | None, missed_on: date | None, days: int, why: str
) -> None:
    """R45: for 30 days at most, while new rent is paid."""
    file = replace(MAY, standing=standing(missed_on=missed_on))
    today = nov(40)
    until = date.fromordinal(today.toordinal() + days)
    tells = rent_open(2 * RENT)
    checks = gate_signal_pause(file, tells, signal(nov(30)), result, until, VALUES, today)
    assert next((check.name.id for check in checks if not check.held), "") == why


@pytest.mark.parametrize(("cents", "held"), [(RENT + 4_99, True), (RENT + 5_00, False)])
def test_no_more_open_than_was_told_is_as_good_as_new_rent_paid(cents: int, held: bool) -> None:
    """R22, R45: what was paid without a word is laid against the oldest."""
    file = replace(MAY, standing=standing(missed_on=nov(31)))
    today = nov(40)
    now = rent_open(cents)
    checks = gate_signal_pause(file, now, signal(nov(30)), Result.ADVICE, today, VALUES, today)
    assert all(check.held for check in checks) is held


def test_the_municipality_is_asked_after_four_weeks() -> None:
    """R46: from the working day after the day on which word was expected."""
    waits = replace(case(standing=standing(arrears=0), episode=None), referrals=(signal(nov(30)),))
    step = due("referral_reply_due", waits, nov(59))
    assert (step.since, step.rule, step.source) == (nov(59), "R46", "source.agreed")
    assert (step.because.id, step.next.id) == ("referral_reply_due.signal", "next.ask_municipality")
