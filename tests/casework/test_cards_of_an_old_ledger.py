"""From an old ledger nobody gets a card, whatever else goes wrong (P06)."""

from datetime import timedelta
from pathlib import Path

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import JudgedAs, Outcome, Rung, Weight
from caseconsole.domain.agreement_changes import CloseRung
from tests.casework.agreed import (
    CASE,
    RENT_DAY,
    condition,
    duties,
    judge,
    known_through,
    newest,
    refusal,
    rent,
    rung,
    signed_chance,
)
from tests.casework.stores import TODAY, session

LATER = TODAY + timedelta(days=3)
BEFORE = RENT_DAY - timedelta(days=1)


def test_nobody_gets_a_card_for_rent_that_an_old_ledger_does_not_show(
    anna: Session, store: Path
) -> None:
    """P06: import it first; what it shows does count."""
    about = signed_chance(anna, conditions=(rent(),)).conditions[0].id
    record(rung(anna, Rung.TALK, condition=about), session=anna)
    here = session(store, today=LATER)
    known_through(here, BEFORE)
    yellow = rung(here, Rung.YELLOW_CARD, condition=about)
    assert refusal(yellow, here) == "held.ledger_too_old"
    talk = newest(here).ladder[-1]
    failed = CloseRung(case=CASE, step=talk.id, seen=talk.version, outcome=Outcome.NOT_CURED)
    record(failed, session=here)
    assert refusal(rung(here, Rung.YELLOW_CARD, condition=about), here) == "held.ledger_too_old"
    known_through(here, TODAY)
    record(rung(here, Rung.YELLOW_CARD, condition=about), session=here)
    here.close()


def test_nor_does_the_agreement_as_a_whole_while_another_condition_is_only_at_risk(
    anna: Session, store: Path
) -> None:
    """P06: what else goes wrong holds the rent against nobody; another breach has its card."""
    minor = condition(clause="C05", weight=Weight.MINOR)
    session_, paying = signed_chance(anna, conditions=(minor, rent())).conditions
    first, second, *_ = [d.on for d in duties(anna, until=TODAY) if d.condition == session_]
    record(judge(session_, first, JudgedAs.MISSED), session=anna)
    record(rung(anna, Rung.TALK), session=anna)
    here = session(store, today=LATER)
    known_through(here, BEFORE)
    for about in (None, paying.id):
        yellow = rung(here, Rung.YELLOW_CARD, condition=about)
        assert refusal(yellow, here) == "held.ledger_too_old"
    record(judge(session_, second, JudgedAs.MISSED), session=here)
    record(rung(here, Rung.YELLOW_CARD), session=here)
    here.close()


def test_a_missed_session_has_its_card_while_the_ledger_is_old(anna: Session, store: Path) -> None:
    """P06 holds back what the ledger judges alone."""
    minor = condition(clause="C05", weight=Weight.MINOR)
    about = signed_chance(anna, conditions=(minor, rent())).conditions[0]
    record(judge(about, about.first_on, JudgedAs.MISSED), session=anna)
    record(rung(anna, Rung.TALK), session=anna)
    here = session(store, today=LATER)
    known_through(here, BEFORE)
    record(rung(here, Rung.YELLOW_CARD, condition=about.id), session=here)
    here.close()
