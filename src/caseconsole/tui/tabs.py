"""The names of the sections on one line: in full where there is room, else the open one alone."""

from caseconsole.outgoing.case.page import Page
from caseconsole.store.rows import CaseView
from caseconsole.tui.sections import SECTIONS, Section
from caseconsole.tui.text import Line, Span, width


def tabs(page: Page, view: CaseView, here: Section) -> Line:
    """Each section with its key and a mark when it holds something; the open one in brackets."""
    holding = {section.key for section in SECTIONS if section.holds(view)}
    full = _line(page, here, holding, short=False)
    if sum(width(span.text) for span in full) <= page.width:
        return full
    return _line(page, here, holding, short=True)


def _line(page: Page, here: Section, holding: set[str], *, short: bool) -> Line:
    spans: list[Span] = []
    for section in SECTIONS:
        mark = "•" if section.key in holding else " "
        if section is here:
            spans.append(Span(f"[{section.key} {page.say(section.title)}]", "bold"))
        else:
            words = page.say(section.short if short else section.title)
            spans += [
                Span("" if short else " "),
                Span(f"{section.key} ", "key"),
                Span(words, "" if section.key in holding else "dim"),
            ]
        spans.append(Span(mark if short else f"{mark} "))
    return tuple(spans)
