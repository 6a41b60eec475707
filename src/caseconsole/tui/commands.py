"""The `:` line: every verb of the place by name, with completion."""

from collections.abc import Sequence
from typing import Any

from caseconsole.domain.message import Refused, message
from caseconsole.tui.keymap import verbs
from caseconsole.tui.screens.base import ConsoleScreen
from caseconsole.tui.widgets.prompt import Prompt


def command_names(screen: ConsoleScreen[Any]) -> dict[str, str]:
    """The verb of each command name in a place, in the language of the screen."""
    return {
        screen.say(f"verb.{verb.id}.name"): verb.id for verb in verbs(screen.place) if verb.command
    }


def command_prompt(screen: ConsoleScreen[Any]) -> Prompt:
    """The question for a command; only what one may do is offered."""
    names = command_names(screen)

    def complete(text: str) -> Sequence[str]:
        begun = text.strip().casefold()
        found = (name for name, verb in names.items() if screen.allowed(verb))
        return sorted(name for name in found if name.startswith(begun))

    async def run(text: str) -> None:
        typed = text.strip().casefold()
        if not typed:
            screen.tell("screen.command_empty")
            return
        found = [typed] if typed in names else complete(typed)
        if len(found) != 1:
            raise Refused(message("screen.no_command", name=text.strip()))
        await screen.perform(names[found[0]])

    return Prompt(":", run, complete=complete)
