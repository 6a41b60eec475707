"""Acts that take something from a tenant for good: the case number confirms them."""

from collections.abc import Awaitable, Callable
from typing import Any

from caseconsole.domain.agreement import Rung
from caseconsole.domain.message import Refused, message
from caseconsole.tui.screens.base import ConsoleScreen
from caseconsole.tui.widgets.prompt import Prompt

DIGITS = 3
"""How many of the last digits of a case number are asked."""
FINAL_RUNGS = frozenset({Rung.RED_CARD})


def final_prompt(
    screen: ConsoleScreen[Any], number: str, act: Callable[[], Awaitable[None]]
) -> Prompt:
    """The question for the last digits of a case number, without which the act is not done."""
    asked = "".join(filter(str.isdigit, number))[-DIGITS:]

    async def confirmed(typed: str) -> None:
        if typed.strip() != asked:
            raise Refused(message("final.wrong", n=len(asked)))
        try:
            await act()
        except Refused as refusal:
            screen.console_app.tell(refusal.why, "bad")

    return Prompt(screen.say("final.ask", n=len(asked)), confirmed)
