"""The expression that limits the worklist, for example `lang:tr arrears>2m children -called<3d`."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from caseconsole.domain.calendar import parse_day
from caseconsole.domain.limit_words import ACTIONS, CLAIMS
from caseconsole.domain.message import Message, Refused, message
from caseconsole.domain.money import parse_cents
from caseconsole.domain.text import clean_line

ME = "me"
"""The value of `owner` that stands for whoever asks; of `team` for theirs and for none."""
NOBODY = ""
"""The value of `owner` for a file that belongs to nobody, written `owner:-`."""
SNOOZED = "snoozed"
"""The field that asks for what was put off instead of what leads."""
MARKED = "marked"
"""The field that asks for the files marked in the console."""
AGREED = frozenset({"agreement", "agreed", "review"})
"""The fields about an agreement: together they are about one and the same."""
LANGUAGES = ("tr", "ar", "ary", "ber", "pl", "nl", "en")
"""The language tags offered first; any other that is known may be typed."""

NAMED = frozenset({
    "am", "ar", "ary", "arz", "az", "ber", "bg", "bn", "bs", "ckb", "cs", "de", "el", "en", "es",
    "fa", "fr", "fy", "hi", "hr", "hu", "hy", "id", "it", "ka", "kmr", "ku", "lt", "lv", "mk", "nl",
    "pa", "pap", "pl", "prs", "ps", "pt", "rif", "ro", "ru", "shi", "sk", "so", "sq", "sr", "srn",
    "sw", "ta", "th", "ti", "tl", "tr", "ug", "uk", "ur", "vi", "yo", "zgh", "zh",
})  # fmt: skip
"""The language tags that have a name in the texts."""


class Op(StrEnum):
    """How a field is compared."""

    IS = ":"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


_MIRRORED = {Op.LESS: Op.MORE, Op.AT_MOST: Op.AT_LEAST, Op.MORE: Op.LESS, Op.AT_LEAST: Op.AT_MOST}


class Offset(NamedTuple):
    """A day told from today: 0 today, -3 three days ago."""

    days: int


Value = str | int | date | Offset


class Term(NamedTuple):
    """One condition; all terms of a limit hold together.

    `arrears` is in cents, `months` in tenths of the rent, `children` counts, `due`, `since`,
    `called`, `agreed` and `review` are days, `marked` and `snoozed` have the value 1, all else is
    text. `negated` turns it round, so that a row without the fact belongs to it.
    """

    field: str
    op: Op
    value: Value
    negated: bool = False


Limit = tuple[Term, ...]


class Field(NamedTuple):
    """What can be asked: how it is written, and the id of the message that explains it."""

    name: str
    dutch: str
    example: str
    help: str
    read: Callable[[str, Op, str], Term]
    compares: bool
    """Whether `<` and `>` make sense of it."""
    flag: Term | None = None
    """What the bare word means."""
    values: tuple[str, ...] = ()
    """What completion offers."""
    found: Callable[[], Mapping[str, str]] | None = None
    """What it can be, each with its Dutch word; looked up when it is needed."""

    def offered(self, *, dutch: bool) -> list[str]:
        """What completion offers, in the words of a language."""
        words = _words_of(self, dutch=True) if dutch else {}
        return [words.get(value, value) for value in tuple(self.words) or self.values]

    @property
    def words(self) -> Mapping[str, str]:
        """The Dutch word of each value that has one."""
        return self.found() if self.found is not None else {}


_COMPARED = re.compile(r"(?P<field>[^:<>=]+)(?P<op>:|[<>]=?|=)(?P<value>.*)", re.DOTALL)
_MONTHS = re.compile(r"(\d{1,4})(?:[.,](\d))?m", re.ASCII)
_AGE = re.compile(r"(\d{1,4})d", re.ASCII)
_CASE_NUMBER = re.compile(r"\d+-\d", re.ASCII)
_TAG = re.compile(r"[a-z]{2,3}", re.ASCII)
_COUNT = re.compile(r"\d{1,2}", re.ASCII)
_DAYS = {"today": 0, "vandaag": 0, "yesterday": -1, "gisteren": -1, "tomorrow": 1, "morgen": 1}


def _words(name: str, op: Op, value: str) -> Term:
    if not value:
        raise ValueError(value)
    return Term(name, op, value)


def _language(name: str, op: Op, value: str) -> Term:
    if not _TAG.fullmatch(value.lower()):
        raise ValueError(value)
    return Term(name, op, value.lower())


def _owner(name: str, op: Op, value: str) -> Term:
    known = {"me": ME, "ik": ME, "-": NOBODY}
    return Term(name, op, known[value]) if value in known else _words(name, op, value)


def _team(name: str, op: Op, value: str) -> Term:
    return Term(name, op, ME) if value in {"me", "ik"} else _words(name, op, value)


def _one_of(words: Callable[[], Mapping[str, str]]) -> Callable[[str, Op, str], Term]:
    def read(name: str, op: Op, value: str) -> Term:
        typed, dutch = value.lower(), words()
        known = next((word for word, other in dutch.items() if other == typed), typed)
        if known not in dutch:
            raise ValueError(value)
        return Term(name, op, known)

    return read


def _actions() -> Mapping[str, str]:
    return ACTIONS


def _claims() -> Mapping[str, str]:
    return CLAIMS


def _kinds() -> Mapping[str, str]:
    """The kinds of agreements; loaded late, for most limits do without."""
    from caseconsole.domain.kinds import KINDS

    return {name: kind.limit_word for name, kind in KINDS.items()}


def _arrears(name: str, op: Op, value: str) -> Term:
    if months := _MONTHS.fullmatch(value):
        return Term("months", op, int(months[1]) * 10 + int(months[2] or 0))
    return Term(name, op, parse_cents(value))


def _count(name: str, op: Op, value: str) -> Term:
    if not _COUNT.fullmatch(value):
        raise ValueError(value)
    return Term(name, op, int(value))


def _day_ahead(name: str, op: Op, value: str) -> Term:
    if found := _AGE.fullmatch(value):
        return Term(name, op, Offset(int(found[1])))
    return Term(name, op, _day(value))


def _day_back(name: str, op: Op, value: str) -> Term:
    """A day, or an age: `called<3d` is called less than three days ago, so on a later day."""
    if found := _AGE.fullmatch(value):
        return Term(name, _MIRRORED.get(op, op), Offset(-int(found[1])))
    return Term(name, op, _day(value))


def _day(value: str) -> date | Offset:
    offset = _DAYS.get(value.lower())
    return parse_day(value) if offset is None else Offset(offset)


def _flag(_name: str, _op: Op, value: str) -> Term:
    raise ValueError(value)


_WORDED = (_owner, _team, _day_ahead, _day_back)
"""What reads values that have a word in each language."""
_AGES = ("today", "1d", "3d", "7d")


def _fields() -> tuple[Field, ...]:
    children = Term("children", Op.MORE, 0)
    marked = Term(MARKED, Op.IS, 1)
    snoozed = Term(SNOOZED, Op.IS, 1)
    return (
        Field("lang", "taal", "lang:tr", "limit.lang", _language, False, values=LANGUAGES),
        Field("arrears", "achterstand", "arrears>2m", "limit.arrears", _arrears, True),
        Field("children", "kinderen", "children", "limit.children", _count, True, flag=children),
        Field("due", "uiterlijk", "due<=today", "limit.due", _day_ahead, True, values=_AGES),
        Field("since", "sinds", "since<2026-11-01", "limit.since", _day_back, True, values=_AGES),
        Field("called", "gebeld", "called<3d", "limit.called", _day_back, True, values=_AGES),
        Field("owner", "van", "owner:me", "limit.owner", _owner, False, values=(ME, "-")),
        Field("team", "ploeg", "team:noord", "limit.team", _team, False, values=(ME,)),
        Field("name", "naam", "name:yil", "limit.name", _words, False),
        Field(
            "action", "actie", "action:first_call", "limit.action", _one_of(_actions), False,
            found=_actions,
        ),
        Field(
            "claim", "vraag", "claim:call", "limit.claim", _one_of(_claims), False, found=_claims,
        ),
        Field(
            "agreement", "traject", "agreement:second_chance", "limit.agreement",
            _one_of(_kinds), False, found=_kinds,
        ),
        Field(
            "agreed", "afgesproken", "agreed>=2026-10-01", "limit.agreed", _day_back, True,
            values=_AGES,
        ),
        Field(
            "review", "herzien", "review<=today", "limit.review", _day_ahead, True, values=_AGES,
        ),
        Field(MARKED, "gemerkt", MARKED, "limit.marked", _flag, False, flag=marked),
        Field(SNOOZED, "uitgesteld", SNOOZED, "limit.snoozed", _flag, False, flag=snoozed),
    )  # fmt: skip


FIELDS: Mapping[str, Field] = MappingProxyType({field.name: field for field in _fields()})
"""Everything a limit can ask, by name; each also answers to its Dutch name."""

_BY_WORD = {word: field for field in FIELDS.values() for word in (field.name, field.dutch)}


class NoValueError(Refused):
    """A value that its field does not have; where Tab works, that shows what is possible."""

    def __init__(self, word: str, field: Field) -> None:
        super().__init__(message("limit.bad_value", word=word, possible_word=_example(field)))
        self.word = word
        self.field = field

    def spelled_out(self, *, dutch: bool) -> Message:
        """The same where no key shows what is possible: all values of a field that has words."""
        field = self.field
        if not field.words:
            return message("limit.bad_value.example", word=self.word, possible_word=_example(field))
        possible = ", ".join(field.offered(dutch=dutch))
        return message("limit.bad_value.one_of", word=self.word, possible=possible)


def parse_limit(text: str, *, marks: bool = True) -> Limit:
    """The terms of a limit; a word without a comparison is part of a name.

    Args:
        marks: whether files can be marked where it is asked.

    Raises:
        Refused: a word is not understood; the message names it and what is possible.
    """
    return tuple(_term(word, marks=marks) for word in clean_line(text).split())


def _term(word: str, *, marks: bool) -> Term:
    bare = word[1:] if word[0] in "-!" else word
    negated = bare != word
    term = _positive(bare, marks=marks) if bare.strip("-!") else None
    if term is None:
        raise _refused("limit.empty_word", word, "limit.turned_round")
    return Term(term.field, term.op, term.value, negated)


def _positive(word: str, *, marks: bool) -> Term:
    compared = _COMPARED.fullmatch(word)
    field = _BY_WORD.get((compared["field"] if compared else word).lower())
    if field is not None and field.name == MARKED and not marks:
        raise Refused(message("limit.no_marks", word=word))
    if compared is None:
        return _bare(word, field, marks=marks)
    if field is None:
        raise _unknown(compared["field"], marks=marks)
    op = Op.IS if compared["op"] == "=" else Op(compared["op"])
    if op is not Op.IS and not field.compares:
        raise _refused("limit.not_compared", word, _example(field))
    try:
        return field.read(field.name, op, compared["value"])
    except ValueError:
        raise NoValueError(word, field) from None


def _bare(word: str, field: Field | None, *, marks: bool) -> Term:
    """A word without a comparison: a flag, or part of a name, as `van` is."""
    if field is not None and field.flag is not None:
        return field.flag
    if field is not None and word.lower() != "van":
        raise _refused("limit.needs_value", word, _example(field))
    if word[0] in ":<>=":
        raise _unknown(word, marks=marks)
    if _CASE_NUMBER.fullmatch(word):
        raise Refused(message("limit.case_number", word=word))
    return Term("name", Op.IS, word)


def _unknown(word: str, *, marks: bool) -> Refused:
    fields = "limit.fields" if marks else "limit.fields_without_marks"
    return _refused("limit.unknown_field", word, fields)


def _example(field: Field) -> str:
    """The id of what can be written, with the words of the reader's language."""
    return f"limit.{field.name}.example"


def _refused(why: str, word: str, possible: str) -> Refused:
    return Refused(message(why, word=word, possible_word=possible))


def day_of(value: Value, today: date) -> date:
    """The day that the value of a day field stands for.

    Raises:
        TypeError: it is not the value of a day field.
    """
    if isinstance(value, Offset):
        return today + timedelta(days=value.days)
    if isinstance(value, date):
        return value
    raise TypeError(value)


_DUTCH = {ME: "ik", "today": "vandaag", "yesterday": "gisteren", "tomorrow": "morgen"}


def in_words(text: str, *, dutch: bool) -> str:
    """A limit in the words of a language; what is not understood stays as it was typed."""
    return " ".join(_in_words(word, dutch=dutch) for word in text.split())


def _in_words(word: str, *, dutch: bool) -> str:
    bare = word.removeprefix("-") if word[0] == "-" else word.removeprefix("!")
    sign = word.removesuffix(bare)
    compared = _COMPARED.fullmatch(bare)
    field = _BY_WORD.get((compared["field"] if compared else bare).lower())
    if field is None or (compared is None and field.flag is None):
        return word
    name = field.dutch if dutch else field.name
    if compared is None:
        return f"{sign}{name}"
    value = compared["value"]
    value = _words_of(field, dutch=dutch).get(value.lower(), value)
    return f"{sign}{name}{compared['op']}{value}"


def _words_of(field: Field, *, dutch: bool) -> Mapping[str, str]:
    """What each value of a field is in a language, where it is written otherwise there."""
    words = _DUTCH if field.read in _WORDED else field.words
    return words if dutch else {other: word for word, other in words.items()}


def suggest(text: str, *, dutch: bool = False) -> list[str]:
    """Whole expressions that complete the last word of one being typed, the likeliest first."""
    start, last = text[: len(text) - len(_last_word(text))], _last_word(text)
    sign = last[0] if last[:1] in {"-", "!"} else ""
    found = _completions(last.removeprefix(sign), dutch=dutch)
    return [f"{start}{sign}{one}" for one in found]


def _last_word(text: str) -> str:
    return re.split(r"\s", text)[-1]


def _completions(word: str, *, dutch: bool) -> list[str]:
    compared = _COMPARED.fullmatch(word)
    if compared is None:
        starts = (
            in_words(field.example if field.compares else _start(field), dutch=dutch)
            for field in FIELDS.values()
        )
        return [start for start in starts if start.startswith(word.lower()) and start != word]
    field = _BY_WORD.get(compared["field"].lower())
    if field is None:
        return []
    head, begun = word[: compared.start("value")], compared["value"].lower()
    offered = field.offered(dutch=dutch)
    return [head + value for value in offered if value.startswith(begun) and value != begun]


def _start(field: Field) -> str:
    return field.name if field.flag is not None else f"{field.name}:"
