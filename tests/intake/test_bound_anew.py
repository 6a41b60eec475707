"""Agreements that bind again after a time in which they did not: what they ask is as agreed now."""

import pytest

from caseconsole.store.verify import verify
from tests.intake.agreed import COACHING, HEADER, REASON, agreements, bring
from tests.intake.offices import Office

MADE = "R-1;HO-1;betalingsregeling;{};{};01-09-2026;;;{};elke maand;{};15-09-2026;;;;;;Zo besloten"
BEFORE, NOW = ("50,00", 12), ("60,00", 10)


@pytest.mark.parametrize("between", ["geweigerd", "ingetrokken", "vervallen", None])
@pytest.mark.parametrize("changed_between", [True, False])
def test_an_arrangement_asks_what_is_agreed_when_it_binds_again(
    office: Office, between: str | None, changed_between: bool
) -> None:
    """Whenever the terms changed; a state alone drafts nothing else."""
    assert bring(office, REASON, MADE.format("getroffen", "", *BEFORE)) == []
    if between:
        terms = NOW if changed_between else BEFORE
        assert bring(office, REASON, MADE.format(between, "01-10-2026", *terms)) == []
    assert bring(office, REASON, MADE.format("getroffen", "20-10-2026", *NOW)) == []
    one = agreements(office, "HO-1")["R-1"]
    asked = [each for each in one.conditions if each.clause == "instalment"]
    assert [(each.cents, each.rule.partition("COUNT=")[2]) for each in asked] == [(6000, "10")]
    assert one.terms["cents"] == 6000
    assert verify(office.session.conn) == []


def test_coaching_asks_the_goals_and_the_cadence_that_were_offered_last(office: Office) -> None:
    """What changed while it was an offer is asked once it is accepted."""
    later = COACHING.replace("elke week", "elke maand").replace("Post openen", "Wie belt|Sparen")
    assert bring(office, HEADER, COACHING) == []
    assert bring(office, HEADER, later.replace("geaccepteerd;", "aangeboden;01-10-2026")) == []
    assert bring(office, HEADER, later.replace("geaccepteerd;", "geaccepteerd;20-10-2026")) == []
    asked = agreements(office, "HO-2")["B-1"].conditions
    assert [one.rule for one in asked if one.clause == "session"] == ["FREQ=MONTHLY"]
    texts = " ".join(one.text for one in asked)
    assert all(goal in texts for goal in ("Wie belt", "Sparen", "Budget maken"))
    assert "Post openen" not in texts
