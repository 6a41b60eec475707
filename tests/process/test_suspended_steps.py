"""The end of what stands still is seen ahead, and that of a moratorium by itself (R60, P11)."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import Agreement, Suspension, SuspensionKind
from caseconsole.domain.contact import Contact
from caseconsole.domain.verdict import Claim
from tests.process.agreements import agreement, suspension
from tests.process.files import due, file, not_due, nov, spoken


def test_a_suspension_does_not_end_unseen() -> None:
    """Five working days ahead (P11)."""
    still = file(agreement("debt_counselling", suspensions=(suspension(nov(2), nov(27)),)))
    verdict = due("suspension_ending", still, nov(20))
    assert (verdict.claim, verdict.since, verdict.until) == (Claim.REVIEW, nov(20), nov(27))
    assert not_due("suspension_ending", still, nov(19)).missing.id == "suspension_ending.later"
    for today in (nov(1), nov(28)):
        assert not_due("suspension_ending", still, today).missing.id == "suspension_ending.none"


FIRST, NEXT = suspension(nov(2), nov(27)), suspension(nov(28), date(2026, 12, 18))
COURT = replace(FIRST, kind=SuspensionKind.MORATORIUM)
APART = suspension(nov(29), date(2026, 12, 18))


@pytest.mark.parametrize(
    ("still", "today", "since", "until"),
    [
        ((FIRST, NEXT), nov(20), None, None),
        ((FIRST, NEXT), date(2026, 12, 10), None, None),
        ((FIRST, NEXT), date(2026, 12, 11), date(2026, 12, 11), NEXT.until),
        ((NEXT, FIRST), date(2026, 12, 11), date(2026, 12, 11), NEXT.until),
        ((FIRST, APART), nov(20), nov(20), FIRST.until),
        ((FIRST, APART), nov(28), None, None),
        ((FIRST, APART), date(2026, 12, 11), date(2026, 12, 11), APART.until),
        ((FIRST, suspension(nov(28), nov(30))), nov(23), nov(23), nov(30)),
    ],
)
def test_a_suspension_that_was_prolonged_ends_on_its_last_day(
    still: tuple[Suspension, ...], today: date, since: date | None, until: date | None
) -> None:
    """What joins is one; a day between them is not (R60, P11)."""
    one = file(agreement("debt_counselling", suspensions=still))
    if since is None or until is None:
        assert not_due("suspension_ending", one, today)
    else:
        verdict = due("suspension_ending", one, today)
        assert (verdict.since, verdict.until) == (since, until)
        assert verdict.because.values["until_on"] == until.isoformat()


@pytest.mark.parametrize("state", ["offered", "completed", "withdrawn", "refused"])
def test_what_does_not_run_does_not_go_on(state: str) -> None:
    """A proposal asks nothing yet, and what ended nothing any more."""
    one = file(agreement("debt_counselling", suspensions=(FIRST,), state=state))
    assert not_due("suspension_ending", one, nov(20)).missing.id.endswith(".none")


def test_a_moratorium_does_not_end_unseen_once_its_counselling_is_over() -> None:
    """R60: the court's protection lasts to its own end."""
    one = file(agreement("debt_counselling", suspensions=(COURT,), state="withdrawn"))
    assert not_due("suspension_ending", one, nov(19)).missing.id == "suspension_ending.later"
    step = due("suspension_ending", one, nov(20))
    assert (step.until, step.because.id) == (FIRST.until, "suspension_ending.over")
    assert step.next.id == "next.talk_about_debt"
    talked = replace(one, contacts=(spoken(nov(20)),))
    assert not_due("suspension_ending", talked, nov(21)).missing.id == "contact.spoken"
    assert not_due("suspension_ending", one, nov(28)).missing.id == "suspension_ending.none"


SCHEME = agreement("debt_counselling", id=2, state="wsnp")
GONE = agreement("debt_counselling", id=2, state="withdrawn")
LONGER = replace(COURT, until=date(2026, 12, 18))


@pytest.mark.parametrize(
    ("beside", "because", "why"),
    [
        ((), "suspension_ending.over", None),
        ((SCHEME,), "suspension_ending.frozen", "freeze.wsnp"),
        ((replace(SCHEME, states=agreement("debt_counselling", state="mediation").states),),
         "suspension_ending.frozen", "freeze.mediation"),
        ((replace(GONE, suspensions=(LONGER,)),), "suspension_ending.frozen", "freeze.moratorium"),
        ((replace(GONE, suspensions=(COURT,)),), "suspension_ending.over", None),
        ((agreement("debt_counselling", id=2),), "suspension_ending.frozen",
         "freeze.helped"),
        ((GONE,), "suspension_ending.over", None),
        ((agreement("budget_coaching", id=2),), "suspension_ending.over", None),
    ],
)  # fmt: skip
def test_what_another_freeze_still_covers_may_not_be_asked_for_after_a_moratorium(
    beside: tuple[Agreement, ...], because: str, why: str | None
) -> None:
    """R60, R61, R63: by the scheme, a settlement or one that is attempted, or a longer one."""
    over = agreement("debt_counselling", suspensions=(COURT,), state="withdrawn")
    asked = due("suspension_ending", file(over, *beside), nov(20))
    assert (asked.because.id, asked.until) == (because, COURT.until)
    assert asked.because.values.get("why_word") == why
    talk = "next.talk_about_home" if why else "next.talk_about_debt"
    assert asked.next.id == talk


def test_what_ends_first_of_two_agreements_is_asked_about_first() -> None:
    """Each on its own: what joins on paper of another prolongs nothing."""
    helped = agreement("debt_counselling", suspensions=(FIRST,))
    coached = agreement("budget_coaching", suspensions=(NEXT,), id=2)
    assert due("suspension_ending", file(helped, coached), nov(20)).until == FIRST.until


@pytest.mark.parametrize(
    ("still", "because", "until"),
    [
        ((COURT,), "suspension_ending.due", COURT.until),
        ((COURT, NEXT), "suspension_ending.court", COURT.until),
        ((COURT, suspension(nov(1), nov(60))), "suspension_ending.court", COURT.until),
        ((COURT, replace(COURT, since=NEXT.since, until=NEXT.until)), "", None),
        ((COURT, suspension(nov(1), COURT.until)), "suspension_ending.due", COURT.until),
        ((FIRST, NEXT), "", None),
    ],
)
def test_a_moratorium_does_not_end_unseen_where_its_counselling_stands_still_beyond_it(
    still: tuple[Suspension, ...], because: str, until: date | None
) -> None:
    """R60: only the court's own days protect."""
    one = file(agreement("debt_counselling", suspensions=still))
    if until is None:
        assert not_due("suspension_ending", one, nov(20)).missing.id == "suspension_ending.later"
    else:
        step = due("suspension_ending", one, nov(20))
        assert (step.because.id, step.until) == (because, until)


@pytest.mark.parametrize("beside", [(), (spoken(nov(20)),)])
def test_a_talk_about_a_debt_that_is_unprotected_soon_hides_no_other_standstill(
    beside: tuple[Contact, ...],
) -> None:
    withdrawn = agreement("debt_counselling", suspensions=(COURT,), state="withdrawn")
    ends = suspension(nov(2), nov(28))
    coached = agreement("budget_coaching", suspensions=(ends,), id=2)
    step = due("suspension_ending", file(withdrawn, coached, contacts=beside), nov(23))
    assert (step.until, step.because.id) == (
        (ends.until, "suspension_ending.due") if beside else (COURT.until, "suspension_ending.over")
    )
