"""The confirmation of an arrangement says with whom it was agreed (R06, R34)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.store.rows import CaseView
from tests.outgoing import agreed
from tests.outgoing.test_papers import represented, written

BY_THE_TENANT = "U hebt met Waterrijk een betalingsregeling afgesproken."
FOR_THE_TENANT = "Waterrijk heeft met Bureau Balans een betalingsregeling voor u afgesproken."


def acting(**changed: Any) -> CaseView:
    """An administrator acted since long before the arrangement, with one changed fact."""
    return represented(agreed.view(), {"since": date(2020, 1, 1), **changed})


def test_an_arrangement_is_confirmed_as_agreed_with_the_administrator() -> None:
    """The tenant cannot be bound without them; the letter still speaks to the tenant."""
    text = written("confirmation", "nl", acting())
    assert FOR_THE_TENANT in text
    assert BY_THE_TENANT not in text
    assert "agreed a payment arrangement for you with Bureau Balans." in written(
        "confirmation", "en", acting()
    )


@pytest.mark.parametrize(
    "changed",
    [{"of": 99}, {"since": date(2026, 10, 30)}, {"until": date(2026, 11, 2)}],
    ids=["of nobody here", "since it was agreed", "until yesterday"],
)
def test_one_changed_fact_confirms_what_the_tenant_agreed(changed: dict[str, Any]) -> None:
    """Nobody acted on the day it was made, or nobody does who may be named today."""
    text = written("confirmation", "nl", acting(**changed))
    assert BY_THE_TENANT in text
    assert "voor u afgesproken" not in text


def test_of_two_tenants_it_was_agreed_with_one_and_the_administrator_of_the_other() -> None:
    view = acting()
    (party,) = view.file.parties
    partner = replace(party, person=replace(party.person, id=2, surname="Bos"))
    both = view._replace(file=replace(view.file, parties=(party, partner)))
    assert "heeft met M. Bos & Bureau Balans een" in written("confirmation", "nl", both)
