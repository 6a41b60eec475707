"""The line of sections in a case file."""

from dataclasses import replace

import pytest

from caseconsole.locale import speaker
from caseconsole.outgoing.case.page import Page
from caseconsole.tui import tabs
from caseconsole.tui.sections import SECTIONS, Section
from caseconsole.tui.text import width
from tests.outgoing import views

FULL = tuple(replace(section, holds=lambda _view: True) for section in SECTIONS)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("here", FULL, ids=lambda section: section.key)
def test_the_sections_fit_on_80_columns_and_the_journal_is_called_so(
    monkeypatch: pytest.MonkeyPatch, lang: str, here: Section
) -> None:
    monkeypatch.setattr(tabs, "SECTIONS", FULL)
    page = Page(speaker(lang, views.TODAY), 80, views.TODAY, "UTC")
    drawn = "".join(span.text for span in tabs.tabs(page, views.view(), here))
    assert width(drawn) <= 80
    assert "J Jour" in drawn
