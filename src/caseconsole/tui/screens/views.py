"""The named views: limits that are used every day."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caseconsole.domain.message import Message, message
from caseconsole.tui.screens.pick import PickScreen
from caseconsole.tui.text import Line, Span, line, pad

if TYPE_CHECKING:
    from caseconsole.domain.rights import Actor

View = tuple[Message, str]
"""A name and the limit that it stands for."""

LANGUAGES = ("tr", "ar", "ary", "ber", "pl", "en", "nl")


def views(actor: "Actor") -> list[View]:
    """The views of a person."""
    found = [(message("view.mine"), "owner:me")]
    if actor.team:
        found.append((message("view.team"), f"team:{actor.team}"))
    found += [
        (message("view.all"), ""),
        (message("view.snoozed"), "snoozed"),
        (message("view.children"), "children"),
        (message("view.nobody"), "owner:-"),
        (message("view.calls"), "claim:call"),
    ]
    tags = dict.fromkeys((*actor.languages, *LANGUAGES))
    found += [
        (message("view.language", language_word=f"language.{tag}"), f"lang:{tag}") for tag in tags
    ]
    return found


class ViewsScreen(PickScreen[View]):
    """Chooses a view."""

    def __init__(self) -> None:
        super().__init__("place.views")

    def options(self) -> Sequence[tuple[View, Line]]:
        """Each view with its limit."""
        return [
            (view, line(pad(self.say(view[0]), 34), Span(view[1], "label")))
            for view in views(self.console_app.session.actor)
        ]
