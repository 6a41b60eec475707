"""How what is due must be done, as it is told beside the facts."""

import pytest

from caseconsole.locale import speaker
from caseconsole.outgoing.due import ways
from tests.outgoing.views import due


@pytest.mark.parametrize(
    ("action", "whom", "called"),
    [
        ("first_call", "administrator", True),
        ("instalment_late", "administrator", True),
        ("home_visit", "administrator", True),
        ("first_call", "tenant", False),
        ("association_duty", "administrator", False),
        ("judge_due", "administrator", False),
        ("report_due", "administrator", False),
    ],
)
def test_the_administrator_is_to_be_called_about_what_is_talked_about(
    action: str, whom: str, *, called: bool
) -> None:
    """R06: nobody is called about what the association does itself or asks of a partner."""
    row = due()._replace(action=action, whom=whom, interpreter=False)
    assert ways(row, speaker("nl")) == (["Bel de bewindvoerder."] if called else [])
