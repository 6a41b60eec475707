"""Conditions in somebody's own words."""

import pytest

from caseconsole.domain.message import Refused
from tests.process.test_drafting import YEAR, drafted


@pytest.mark.parametrize("name", ["duty", "evidence", "weight"])
def test_a_word_that_no_condition_knows_is_refused(name: str) -> None:
    own = {"text": "Komt langs.", "first_on": "2026-11-09", name: "hearsay"}
    with pytest.raises(Refused) as refused:
        drafted("second_chance", {"form": "F1", "clauses": {}, "own": [own]}, end=YEAR)
    why = refused.value.why
    assert (why.id, why.values["word"]) == ("draft.no_word", "hearsay")
