"""Choosing a named view."""

from collections.abc import Sequence

from caseconsole.domain.limit import in_words
from caseconsole.tui.screens.pick import PickScreen
from caseconsole.tui.text import Line, Span, line, pad
from caseconsole.tui.views import View, views


class ViewsScreen(PickScreen[View]):
    """Chooses a view."""

    def __init__(self) -> None:
        super().__init__("place.views")

    def options(self) -> Sequence[tuple[View, Line]]:
        """Each view with its limit."""
        return [
            (
                view,
                line(
                    pad(self.say(view[0]), 34), Span(in_words(view[1], dutch=self.dutch), "label")
                ),
            )
            for view in views(self.console_app.session.actor)
        ]
