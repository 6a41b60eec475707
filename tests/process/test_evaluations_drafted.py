"""R74: the talks that a lease has time for are named, and one that never comes is told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseconsole.domain.message import Refused
from caseconsole.process.drafting import draft
from tests.process.files import policy
from tests.process.test_drafting import START
from tests.process.test_policy import entry, with_own

FEBRUARY, MAY = date(2027, 2, 2), date(2027, 5, 2)
CHOSEN: dict[str, Any] = {"form": "F1", "clauses": ["C13"]}


@pytest.mark.parametrize(
    ("end", "days", "said"),
    [
        (date(2027, 2, 1), [date(2027, 2, 1)], "na 3 maanden"),
        (date(2027, 3, 2), [FEBRUARY], "na 3 maanden"),
        (date(2027, 6, 2), [FEBRUARY, MAY], "na 3, 6 maanden"),
        (None, [FEBRUARY, MAY, date(2027, 11, 2), date(2028, 5, 2), date(2028, 11, 2)],
         "na 3, 6, 12, 18, 24 maanden"),
    ],
)  # fmt: skip
def test_the_text_names_the_months_of_the_talks_that_come_and_no_other(
    end: date | None, days: list[date], said: str
) -> None:
    found = draft("second_chance", CHOSEN, policy(), START, end=end)
    assert [one.first_on for one in found] == days
    assert all(said in one.text for one in found)


@pytest.mark.parametrize("months", [None, "[3]"])
def test_a_clause_that_was_chosen_and_has_no_day_in_this_time_is_told(
    tmp_path: Path, months: str | None
) -> None:
    """Rather than left out: who signs would not find what was chosen."""
    own = entry("eval_months", months, "2026-01-01") if months else ""
    with pytest.raises(Refused) as refused:
        draft("second_chance", CHOSEN, with_own(tmp_path, own), START, end=date(2027, 1, 16))
    assert refused.value.why.id == "draft.no_time"
    assert refused.value.why.values == {"clause_word": "clause.C13"}


def test_without_that_clause_a_short_lease_is_drafted() -> None:
    found = draft(
        "second_chance", {**CHOSEN, "clauses": ["C10"]}, policy(), START, end=date(2027, 1, 16)
    )
    assert [one.clause for one in found] == ["C10"]


def test_an_end_before_the_start_is_left_to_the_gate() -> None:
    """R70: it says which field is wrong."""
    assert draft("second_chance", CHOSEN, policy(), START, end=START) == ()
