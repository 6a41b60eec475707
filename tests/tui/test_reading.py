"""Days and amounts as people type them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.domain.message import Refused
from caseconsole.locale.speech import speaker
from caseconsole.tui.reading import read_cents, read_day, typed_day

TODAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23-11-2026", date(2026, 11, 23)),
        ("2026-11-23", date(2026, 11, 23)),
        ("23-11", date(2026, 11, 23)),
        ("3-11", TODAY),
        ("2-11", date(2026, 11, 2)),
        ("4-9", date(2026, 9, 4)),
        ("3-9", date(2027, 9, 3)),
        ("29-2", date(2028, 2, 29)),
        ("23", date(2026, 11, 23)),
        ("2", date(2026, 12, 2)),
        ("31", date(2026, 12, 31)),
        ("+0", TODAY),
        ("+3", date(2026, 11, 6)),
        ("vr", date(2026, 11, 6)),
        ("Di", date(2026, 11, 10)),
        ("fri", date(2026, 11, 6)),
        ("Morgen", date(2026, 11, 4)),
        ("tomorrow", date(2026, 11, 4)),
        ("overmorgen", date(2026, 11, 5)),
        (" wo ", date(2026, 11, 4)),
        ("23 nov", date(2026, 11, 23)),
        ("23nov", date(2026, 11, 23)),
        ("23 November", date(2026, 11, 23)),
        ("ma 23 nov", date(2026, 11, 23)),
        ("maandag 23 november 2026", date(2026, 11, 23)),
        ("Mon 23 Nov", date(2026, 11, 23)),
        ("1 mrt", date(2027, 3, 1)),
        ("1 maart", date(2027, 3, 1)),
        ("1 Mar 2028", date(2028, 3, 1)),
        ("5 mei", date(2027, 5, 5)),
        ("2 okt", date(2026, 10, 2)),
    ],
)
def test_short_days_are_read_forward(text: str, day: date) -> None:
    """A day without a year is the next one, unless it is just past; a weekday is never today."""
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("27-11", date(2026, 11, 29), date(2026, 11, 27)),
        ("20-12", date(2027, 1, 5), date(2026, 12, 20)),
        ("1-11", date(2027, 1, 5), date(2027, 11, 1)),
        ("29-2", date(2028, 3, 10), date(2028, 2, 29)),
        ("29-2", date(2027, 3, 10), date(2028, 2, 29)),
    ],
)
def test_a_day_that_was_just_past_is_not_read_as_one_of_the_next_year(
    text: str, today: date, day: date
) -> None:
    """Up to 60 days back it is that day, also of the year before, and a form refuses it as past."""
    assert read_day(text, today) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "morgen vroeg",
        "32-1",
        "30-2",
        "+",
        "0",
        "99",
        "3 x",
        "31 nov",
        "di 23 nov",
        "xx 23 nov",
        "3 m",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    """With the text in the sentence."""
    with pytest.raises(Refused):
        read_day(text, TODAY)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_typed_day_is_read_back(day: date) -> None:
    """What a form proposes is understood."""
    assert read_day(typed_day(day), TODAY) == day


@given(st.dates(TODAY, date(2090, 1, 1)), st.sampled_from(["nl", "en"]))
def test_a_day_is_read_as_the_screen_shows_it(day: date, lang: str) -> None:
    """Whoever types over what stands there is understood."""
    assert read_day(speaker(lang, TODAY).day(day), TODAY) == day


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing else is raised."""
    for read in (lambda: read_day(text, TODAY), lambda: read_cents(text)):
        with suppress(Refused):
            read()


@pytest.mark.parametrize("text", ["0", "-5", "x", "", "100000000,00"])
def test_amounts_must_be_plain_and_above_zero(text: str) -> None:
    """With a sentence that says what to do."""
    with pytest.raises(Refused):
        read_cents(text)
