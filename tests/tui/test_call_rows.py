"""What is filled in on a call card, on the rows that it takes."""

from datetime import date

import pytest

from caseconsole.domain.contact import Channel, Whom
from caseconsole.locale import Speaker
from caseconsole.outgoing.case.page import Page
from caseconsole.tui.call_lines import sheet_rows
from caseconsole.tui.call_sheet import HELP, OFFERS, REASONS, CallSheet
from caseconsole.tui.text import width
from tests.outgoing.views import TODAY, view

NEXT_WEEK = date(2026, 11, 10)


def filled_in(channel: Channel, *, administered: bool) -> CallSheet:
    """A card on which a reason is chosen and the help is open."""
    sheet = CallSheet(TODAY, 61_240, NEXT_WEEK, NEXT_WEEK, channel, administered=administered)
    sheet.reach(Whom.TENANT)
    sheet.check_identity()
    sheet.choose("9")
    sheet.at = HELP
    for place in range(len(OFFERS)):
        sheet.key(str(place + 1), str(place + 1))
    return sheet


@pytest.mark.parametrize("administered", [False, True])
@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.VISIT, Channel.COUNTER])
def test_no_choice_is_cut_that_the_next_row_has_room_for(
    channel: Channel, speaker: Speaker, *, administered: bool
) -> None:
    """At every width, in both languages."""
    sheet = filled_in(channel, administered=administered)
    words = [f"reason_short.{code}" for code in REASONS]
    words += [f"offer_short.{kind}" for kind in OFFERS]
    for cells in range(80, 141):
        drawn = sheet_rows(Page(speaker, cells, TODAY, "UTC"), view(), sheet)
        rows = ["".join(text for text, *_ in row).rstrip() for row in drawn]
        assert max(map(width, rows)) <= cells
        text = " ".join(rows)
        assert all(speaker.say(word) in text for word in words)
