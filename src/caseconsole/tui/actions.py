"""The verbs of the console: one row each, from which keys, footer, help and commands are made.

The texts of a verb are `verb.<id>` (the word in the footer), `verb.<id>.help` (a sentence) and,
when it can be typed as a command, `verb.<id>.name`.
"""

from typing import NamedTuple

from caseconsole.domain.rights import Action

LIST, FILE, CALL, FORM, HELP, PICK, TEXT = "list", "file", "call", "form", "help", "pick", "text"
"""The places: worklist, case file, call card, form, help, a list to choose from, lines to read."""

BROWSE = (LIST, FILE, HELP, PICK, TEXT)
CASE = (LIST, FILE)


class Verb(NamedTuple):
    """What can be done, by which keys, and where."""

    id: str
    keys: tuple[str, ...]
    places: tuple[str, ...]
    command: bool = False
    """Whether it can be typed after `:`."""


VERBS: tuple[Verb, ...] = (
    Verb("down", ("down", "j"), BROWSE),
    Verb("up", ("up", "k"), BROWSE),
    Verb("page_down", ("pagedown",), BROWSE),
    Verb("page_up", ("pageup",), BROWSE),
    Verb("first", ("home", "g"), BROWSE),
    Verb("last", ("end", "G"), BROWSE),
    Verb("open", ("enter",), (LIST, FILE, PICK)),
    Verb("back", ("escape",), (*BROWSE, CALL, FORM)),
    Verb("leave", ("q",), BROWSE),
    Verb("next", ("n",), CASE, command=True),
    Verb("previous", ("p",), CASE, command=True),
    Verb("mark", ("space",), (LIST,), command=True),
    Verb("limit", ("f",), (LIST,), command=True),
    Verb("views", ("v",), (LIST,), command=True),
    Verb("refresh", ("r",), (LIST,), command=True),
    Verb("call", ("c",), CASE, command=True),
    Verb("note", ("o",), CASE, command=True),
    Verb("why", ("w",), CASE, command=True),
    Verb("snooze", ("z",), CASE, command=True),
    Verb("assign", ("t",), CASE, command=True),
    Verb("pause", ("h",), CASE, command=True),
    Verb("offer", ("O",), CASE, command=True),
    Verb("undo", ("u",), CASE, command=True),
    Verb("repeat", (".",), CASE, command=True),
    Verb("search", ("/",), CASE, command=True),
    Verb("command", (":",), CASE),
    Verb("help", ("?", "f1"), (*CASE, PICK, TEXT), command=True),
    Verb("form_help", ("f1",), (FORM, CALL)),
    Verb("repaint", ("ctrl+l",), (*BROWSE, CALL, FORM)),
    Verb("drafts", (), CASE, command=True),
    Verb("dutch", (), CASE, command=True),
    Verb("english", (), CASE, command=True),
    Verb("quit", (), CASE, command=True),
    Verb("section_1", ("1",), (FILE,), command=True),
    Verb("section_2", ("2",), (FILE,), command=True),
    Verb("section_3", ("3",), (FILE,), command=True),
    Verb("section_j", ("J",), (FILE,), command=True),
    Verb("section_next", ("tab",), (FILE,)),
    Verb("section_previous", ("shift+tab",), (FILE,)),
    Verb("advance", (), (FILE,), command=True),
    Verb("whom_tenant", ("t",), (CALL,)),
    Verb("whom_adult", ("a",), (CALL,)),
    Verb("whom_voicemail", ("v",), (CALL,)),
    Verb("whom_nobody", ("g",), (CALL,)),
    Verb("whom_wrong", ("w",), (CALL,)),
    Verb("whom_administrator", ("b",), (CALL,)),
    Verb("identity", ("enter",), (CALL,)),
    Verb("reason", tuple("1234567890"), (CALL,)),
    Verb("structural", ("s",), (CALL,)),
    Verb("promise", ("p",), (CALL,)),
    Verb("help_offered", ("O",), (CALL,)),
    Verb("call_back", ("z",), (CALL,)),
    Verb("said", ("o",), (CALL,)),
    Verb("save", ("f2",), (FORM, CALL)),
    Verb("channel", ("f4",), (CALL,)),
    Verb("script_language", ("f3",), (CALL,)),
    Verb("discard", ("f9",), (FORM, CALL)),
    Verb("field_next", ("tab",), (FORM, CALL)),
    Verb("field_previous", ("shift+tab",), (FORM, CALL)),
)

FOOT: dict[str, tuple[str, ...]] = {
    LIST: ("open", "call", "next", "mark", "limit", "snooze", "note", "search", "command", "help"),
    FILE: ("next", "previous", "call", "note", "snooze", "why", "back", "command", "help"),
    CALL: (
        "whom_tenant",
        "whom_nobody",
        "whom_voicemail",
        "whom_adult",
        "promise",
        "save",
        "back",
        "form_help",
    ),
    FORM: ("save", "field_next", "back", "discard", "form_help"),
    HELP: ("down", "page_down", "leave"),
    PICK: ("open", "back", "help"),
    TEXT: ("down", "page_down", "leave"),
}
"""The keys that a footer names, the most needed first: what does not fit is left out."""
LAST = frozenset({"back", "command", "help", "form_help"})
"""What a footer names at its end however narrow it is."""

RIGHTS_OF: dict[str, Action] = {
    "call": Action.CONTACT,
    "note": Action.NOTE,
    "snooze": Action.SNOOZE,
    "assign": Action.ASSIGN,
    "pause": Action.PAUSE,
    "offer": Action.OFFER,
}
"""The verbs that open a form, and the right that each asks; others ask none that a viewer lacks."""
