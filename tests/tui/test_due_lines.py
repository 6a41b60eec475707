"""A row of the worklist."""

from datetime import timedelta

import pytest

from caseconsole.locale import speaker
from caseconsole.tui.widgets.due_lines import due_line
from tests.outgoing.views import TODAY, due


def test_arrears_in_the_millions_are_told_to_their_end() -> None:
    drawn = due_line(
        due()._replace(arrears=299_999_997), speaker("nl"), 80, TODAY, here=False, marked=False
    )
    assert " 3.000.000 " in "".join(span.text for span in drawn)


@pytest.mark.parametrize(("days", "said"), [(0, "nu"), (5, "-5 d"), (99, "-99 d"), (999, "-999d")])
def test_since_when_is_told_whole(days: int, said: str) -> None:
    row = due()._replace(since=TODAY - timedelta(days=days))
    drawn = due_line(row, speaker("nl"), 80, TODAY, here=False, marked=False)
    text = "".join(span.text for span in drawn)
    assert text.split("Bellen")[0].strip() == said
