"""Which key does what in a place; a table that contradicts itself is not accepted."""

from collections.abc import Iterable
from functools import cache

from textual import events

from caseconsole.tui.actions import TYPED, VERBS, Verb

SHOWN = {
    "escape": "Esc", "enter": "Enter", "space": "␣", "tab": "Tab", "shift+tab": "⇧Tab",
    "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "up": "↑", "down": "↓",
    "left": "←", "right": "→", "backspace": "⌫", "ctrl+l": "^L",
}  # fmt: skip
FORBIDDEN = frozenset("'\"~^`")
"""Dead keys on many keyboards."""


def key_name(event: events.Key) -> str:
    """The name of a key in the table: the character itself when there is one."""
    character = event.character
    return character if character and character.isprintable() and character != " " else event.key


def key_label(key: str) -> str:
    """A key as the footer and the help show it."""
    return SHOWN.get(key) or (key.upper() if key[0] == "f" and key[1:].isdigit() else key)


@cache
def keymap(place: str) -> dict[str, str]:
    """The verb of each key in a place."""
    return {key: verb.id for verb in verbs(place) for key in verb.keys}


@cache
def verbs(place: str) -> tuple[Verb, ...]:
    """The verbs of a place, in the order of the table, with the keys that they have there."""
    found = (verb for verb in VERBS if place in verb.places)
    return tuple(_typing(verb) if place in TYPED else verb for verb in found)


def _typing(verb: Verb) -> Verb:
    return verb._replace(keys=tuple(key for key in verb.keys if len(key) > 1))


def problems(table: Iterable[Verb]) -> list[str]:
    """What is wrong with a table: a key twice in a place, a forbidden key, an id twice."""
    found: list[str] = []
    used: dict[tuple[str, str], str] = {}
    ids: set[str] = set()
    for verb in table:
        if verb.id in ids:
            found.append(f"{verb.id} stands in the table twice")
        ids.add(verb.id)
        if not verb.keys and not verb.command:
            found.append(f"{verb.id} cannot be reached")
        for key in verb.keys:
            if key in FORBIDDEN or key.startswith("alt+"):
                found.append(f"{verb.id} uses {key}, which not every keyboard sends")
            for place in verb.places:
                other = used.setdefault((place, key), verb.id)
                if other != verb.id:
                    found.append(f"{key} is both {other} and {verb.id} in {place}")
    return found
