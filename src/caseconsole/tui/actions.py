"""The verbs of the console: one row each, from which keys, footer, help and commands are made.

The texts of a verb are `verb.<id>` (the word in the footer), `verb.<id>.help` (a sentence) and,
when it can be typed as a command, `verb.<id>.name`.
"""

from typing import NamedTuple

from caseconsole.domain.rights import Action

LIST, FILE, REVIEW, CALL, DESK, FORM, HELP, PICK, SEARCH, TEXT = (
    "list", "file", "review", "call", "desk", "form", "help", "pick", "search", "text",
)  # fmt: skip
"""The places: worklist, case file, review, call card, arrangement desk, form, help, a list to
choose from, leases found by what is typed, lines to read."""
LIMITS = "limits"
"""What help tells about where a limit is typed."""

BROWSE = (LIST, FILE, REVIEW, HELP, PICK, TEXT)
CASE = (LIST, FILE)
AT_CASE = (*CASE, REVIEW)
AGREED = (FILE, REVIEW)
TYPING = (FORM, CALL, DESK)


class Verb(NamedTuple):
    """What can be done, by which keys, and where."""

    id: str
    keys: tuple[str, ...]
    places: tuple[str, ...]
    command: bool = False
    """Whether it can be typed after `:`."""


TYPED = frozenset({SEARCH})
"""The places where every character is typed: only other keys do something there."""

VERBS: tuple[Verb, ...] = (
    Verb("down", ("down", "j"), (*BROWSE, SEARCH)),
    Verb("up", ("up", "k"), (*BROWSE, SEARCH)),
    Verb("page_down", ("pagedown",), (*BROWSE, DESK, SEARCH)),
    Verb("page_up", ("pageup",), (*BROWSE, DESK, SEARCH)),
    Verb("first", ("home", "g"), BROWSE),
    Verb("last", ("end", "G"), BROWSE),
    Verb("open", ("enter",), (LIST, FILE, PICK, SEARCH)),
    Verb("open_file", ("f2",), (SEARCH,)),
    Verb("back", ("escape",), (*BROWSE, *TYPING, SEARCH)),
    Verb("leave", ("q",), BROWSE),
    Verb("next", ("n",), AT_CASE, command=True),
    Verb("previous", ("p",), AT_CASE, command=True),
    Verb("mark", ("space",), (LIST,), command=True),
    Verb("limit", ("f",), (LIST,), command=True),
    Verb("views", ("v",), (LIST,), command=True),
    Verb("refresh", ("r",), (LIST,), command=True),
    Verb("call", ("c",), AT_CASE, command=True),
    Verb("note", ("o",), AT_CASE, command=True),
    Verb("why", ("w",), AT_CASE, command=True),
    Verb("snooze", ("z",), CASE, command=True),
    Verb("assign", ("t",), CASE, command=True),
    Verb("pause", ("h",), CASE, command=True),
    Verb("offer", ("O",), AT_CASE, command=True),
    Verb("arrange", ("a",), AT_CASE, command=True),
    Verb("review", ("R",), CASE, command=True),
    Verb("undo", ("u",), AT_CASE, command=True),
    Verb("repeat", (".",), CASE, command=True),
    Verb("search", ("/",), CASE, command=True),
    Verb("command", (":",), AT_CASE),
    Verb("help", ("?", "f1"), (*AT_CASE, PICK, SEARCH, TEXT), command=True),
    Verb("form_help", ("f1",), TYPING),
    Verb("card_help", ("?",), (CALL,)),
    Verb("repaint", ("ctrl+l",), (*BROWSE, *TYPING, SEARCH)),
    Verb("drafts", (), CASE, command=True),
    Verb("dutch", (), AT_CASE, command=True),
    Verb("english", (), AT_CASE, command=True),
    Verb("quit", (), AT_CASE, command=True),
    Verb("section_1", ("1",), (FILE,), command=True),
    Verb("section_2", ("2",), (FILE,), command=True),
    Verb("section_3", ("3",), (FILE,), command=True),
    Verb("section_4", ("4",), (FILE,), command=True),
    Verb("section_5", ("5",), (FILE,), command=True),
    Verb("section_6", ("6",), (FILE,), command=True),
    Verb("section_7", ("7",), (FILE,), command=True),
    Verb("section_8", ("8",), (FILE,), command=True),
    Verb("section_j", ("J",), (FILE,), command=True),
    Verb("section_next", ("tab",), (FILE,)),
    Verb("section_previous", ("shift+tab",), (FILE,)),
    Verb("advance", (), (FILE,), command=True),
    Verb("met", ("m",), AGREED),
    Verb("missed", ("x",), AGREED),
    Verb("excuse", ("e",), AGREED),
    Verb("waive", ("W",), AGREED),
    Verb("move", ("M",), AGREED),
    Verb("evidence", (), AGREED, command=True),
    Verb("start", (), (FILE,), command=True),
    Verb("state", (), (FILE,), command=True),
    Verb("sign", (), (FILE,), command=True),
    Verb("suspend", (), AGREED, command=True),
    Verb("resume", (), (FILE,), command=True),
    Verb("condition", (), AGREED, command=True),
    Verb("end_condition", (), AGREED, command=True),
    Verb("rung", (), (FILE,), command=True),
    Verb("close_rung", (), AGREED, command=True),
    Verb("approve", (), (FILE,), command=True),
    Verb("decide", (), (FILE,), command=True),
    Verb("refer", (), AGREED, command=True),
    Verb("signal", ("s",), (FILE,), command=True),
    Verb("answer", (), (FILE,), command=True),
    Verb("appoint", (), AGREED, command=True),
    Verb("kept", (), (FILE,), command=True),
    Verb("proof", (), AGREED, command=True),
    Verb("paper", (), (FILE,), command=True),
    Verb("go_on", ("enter",), (REVIEW,)),
    Verb("item_back", ("backspace",), (REVIEW,)),
    Verb("later", ("z",), (REVIEW,), command=True),
    Verb("decision", tuple("12345"), (REVIEW,)),
    Verb("break_off", (), (REVIEW,), command=True),
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
    Verb("agree", ("f2",), (DESK,)),
    Verb("lump", ("f3",), (DESK,)),
    Verb("cadence", ("f4",), (DESK,)),
    Verb("amount_or_end", ("f5",), (DESK,)),
    Verb("others", ("f6",), (DESK,)),
    Verb("refuse", ("f8",), (DESK,)),
    Verb("discard", ("f9",), TYPING),
    Verb("tick", ("space",), (FORM,)),
    Verb("field_next", ("tab",), TYPING),
    Verb("field_previous", ("shift+tab",), TYPING),
)

FOOT: dict[str, tuple[str, ...]] = {
    LIST: ("open", "call", "next", "mark", "limit", "snooze", "note", "search", "command", "help"),
    FILE: (
        "next",
        "previous",
        "call",
        "note",
        "arrange",
        "snooze",
        "why",
        "back",
        "command",
        "help",
    ),
    REVIEW: (
        "met",
        "missed",
        "excuse",
        "waive",
        "later",
        "go_on",
        "item_back",
        "move",
        "note",
        "next",
        "help",
    ),
    CALL: ("save", "back", "card_help"),
    DESK: ("agree", "lump", "cadence", "amount_or_end", "refuse", "others", "back", "form_help"),
    FORM: ("save", "field_next", "tick", "back", "discard", "form_help"),
    HELP: ("down", "page_down", "leave"),
    PICK: ("open", "back", "help"),
    SEARCH: ("open", "open_file", "back", "help"),
    TEXT: ("down", "page_down", "leave"),
}
"""The keys that a footer names, the most needed first: what does not fit is left out."""
LAST = frozenset({"back", "command", "help", "form_help", "card_help"})
"""What a footer names at its end however narrow it is."""

RIGHTS_OF: dict[str, Action] = {
    "open_file": Action.CONTACT,
    "call": Action.CONTACT,
    "note": Action.NOTE,
    "snooze": Action.SNOOZE,
    "assign": Action.ASSIGN,
    "pause": Action.PAUSE,
    "offer": Action.OFFER,
    "arrange": Action.AGREE,
    "review": Action.REVIEW,
    "undo": Action.UNDO,
    "repeat": Action.NOTE,
    "later": Action.REVIEW,
    "decision": Action.JUDGE,
    "break_off": Action.REVIEW,
    "start": Action.AGREE,
    "state": Action.AGREE,
    "sign": Action.AGREE,
    "suspend": Action.AGREE,
    "resume": Action.AGREE,
    "condition": Action.AGREE,
    "end_condition": Action.AGREE,
    "rung": Action.AGREE,
    "close_rung": Action.AGREE,
    "decide": Action.JUDGE,
    "refer": Action.OFFER,
    "signal": Action.OFFER,
    "answer": Action.OFFER,
    "met": Action.JUDGE,
    "missed": Action.JUDGE,
    "excuse": Action.JUDGE,
    "waive": Action.JUDGE,
    "move": Action.JUDGE,
    "evidence": Action.JUDGE,
    "approve": Action.APPROVE,
    "appoint": Action.APPOINT,
    "kept": Action.APPOINT,
}
"""The right that a verb asks; others ask none that a viewer lacks."""
AT_ONCE = frozenset({"met", "missed", "approve", "undo", "repeat", "later", "break_off"})
"""The verbs that act without a form; with the other rights a form opens, and takes keys."""
OPENING = (RIGHTS_OF.keys() - AT_ONCE) | {
    "command", "help", "limit", "open", "refuse", "search", "views", "why",
}  # fmt: skip
"""The verbs that open something for which is typed on."""
