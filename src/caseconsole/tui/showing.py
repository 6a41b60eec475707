"""One screen over another, and what follows once it closes."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from caseconsole.domain.message import Refused

if TYPE_CHECKING:
    from textual.screen import Screen

    from caseconsole.tui.app import CaseConsole

R = TypeVar("R")


async def show(
    app: "CaseConsole",
    screen: "Screen[R]",
    then: "Callable[[R | None], Awaitable[None]] | None" = None,
) -> None:
    """Show a screen; a refusal of what follows is said on the screen below, as that of a key is.

    Args:
        then: takes what the screen gave once it is closed.
    """

    async def closed(given: R | None) -> None:
        try:
            if then is not None:
                await then(given)
        except Refused as refusal:
            app.tell(refusal.why, "bad")

    await app.push_screen(screen, closed)
