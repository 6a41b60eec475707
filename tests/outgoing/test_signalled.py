"""An early signal to the municipality, in words and as JSON (R43)."""

import json
from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.referred import Referral, Signalled
from caseconsole.locale import speaker
from caseconsole.outgoing.case.agreed import referrals
from caseconsole.outgoing.case_text import Shown, case_json
from tests.outgoing import views
from tests.outgoing.test_case_text import LEDGER, page, words


def test_show_gives_what_was_signalled_as_json() -> None:
    """R43: amount and months as they were told, and the reminder before it (R41)."""
    told = Signalled(61_240, 10, date(2026, 10, 20), "H-12")
    sent = Referral(
        1, views.TODAY, "early_signal", "Gemeente", "", False, date(2026, 12, 1), None, "", "anna",
        1, None, told,
    )  # fmt: skip
    shown = views.view()
    shown = shown._replace(file=replace(shown.file, referrals=(sent,)))
    found = json.loads(case_json(Shown(shown, LEDGER, [], None), speaker("en", views.TODAY)))
    (as_json,) = found["file"]["referrals"]
    assert as_json["signalled"] == {
        "cents": 61_240, "months_tenths": 10, "reminded_on": "2026-10-20", "reminder": "H-12"
    }  # fmt: skip


@pytest.mark.parametrize("months", [None, 10])
@pytest.mark.parametrize("warm", [True, False])
@pytest.mark.parametrize(
    ("lang", "word"), [("nl", "warm overgedragen"), ("en", "handed over warm")]
)
def test_a_signal_that_was_handed_over_warm_says_so(
    lang: str, word: str, months: int | None, *, warm: bool
) -> None:
    """As any other referral does."""
    told = Signalled(61_240, months, date(2026, 10, 20), "H-12")
    sent = Referral(
        1, views.TODAY, "early_signal", "Gemeente", "", warm, date(2026, 12, 1), None, "", "anna",
        1, None, told,
    )  # fmt: skip
    assert (word in words(referrals(page(lang, width=160), [sent]))) is warm
