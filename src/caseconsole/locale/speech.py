"""Says messages in a language; numbers and dates the Dutch way in both."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from functools import cache, lru_cache
from pathlib import Path

from caseconsole.domain.message import LANGUAGES, Message, type_of_value
from caseconsole.domain.money import euros
from caseconsole.domain.text import clean_line
from caseconsole.locale.catalogue import Catalogue

DOMAIN = "caseconsole"
"""The gettext domain; `CATALOGUES` holds `nl/LC_MESSAGES/caseconsole.mo` and its English twin."""
ARGPARSE = "argparse"
"""The domain of what Python's argparse says, which loads all of its domain at every start."""
CATALOGUES = Path(__file__).parent


class Speaker:
    """Speaks one language; `today` lets dates of this year go without their year."""

    def __init__(self, lang: str, catalogue: Catalogue, today: date | None = None) -> None:
        self.lang = lang
        self.today = today
        self._catalogue = catalogue
        self._days: dict[tuple[date, int | None], str] = {}

    def say(self, what: Message | str, /, **values: type_of_value) -> str:
        """The sentence of a message, or of an id with values.

        A word in it can hold the other values. An id without a sentence is shown as it is with its
        braces, and so is a placeholder without a value: the console goes on, and tests keep both
        from happening.
        """
        if isinstance(what, str):
            return self._sentence(what, values)
        return self._sentence(what.id, what.values)

    def money(self, cents: int) -> str:
        """An amount as € 1.204,00."""
        return euros(cents)

    def tenths(self, tenths: int) -> str:
        """A number of tenths with one decimal: 19 is 1,9."""
        sign = "-" if tenths < 0 else ""
        return f"{sign}{abs(tenths) // 10},{abs(tenths) % 10}"

    def day(self, day: date, today: date | None = None) -> str:
        """A date as `di 3 nov`, with its year when that is not the year of today."""
        near = today or self.today
        key = (day, near.year if near else None)
        if (text := self._days.get(key)) is None:
            text = f"{self.say(f'day.{day.weekday()}')} {self._day_and_month(day)}"
            if near is None or near.year != day.year:
                text = f"{text} {day.year}"
            self._days[key] = text
        return text

    def instant(self, at: int, zone: tzinfo | str, today: date | None = None) -> str:
        """An instant (UTC milliseconds) in a zone: `14:02` today, else `3 nov 14:02`."""
        moment = datetime.fromtimestamp(at / 1000, UTC).astimezone(_zone(zone))
        near = today or self.today
        if near == moment.date():
            return f"{moment:%H:%M}"
        year = "" if near is not None and near.year == moment.year else f" {moment.year}"
        return f"{self._day_and_month(moment)}{year} {moment:%H:%M}"

    def language(self, tag: str) -> str:
        """The name of a language, or its tag when the catalogue has none."""
        id_ = f"language.{tag}"
        name = self._catalogue.gettext(id_)
        return tag if name == id_ else name

    def _day_and_month(self, day: date) -> str:
        return f"{day.day} {self.say(f'month.{day.month}')}"

    def _sentence(self, id_: str, values: Mapping[str, type_of_value]) -> str:
        count = values.get("n")
        if isinstance(count, int):
            text = self._catalogue.ngettext(id_, count)
        else:
            text = self._catalogue.gettext(id_)
        if "{" not in text or text == id_:
            return text
        shown = _Shown({name: self._value(name, values[name]) for name in values})
        for name, word in shown.items():
            if name.endswith("_word") and "{" in word and word != values[name]:
                shown[name] = word.format_map(shown)
        return text.format_map(shown)

    def _value(self, name: str, value: type_of_value) -> str:
        if isinstance(value, str):
            if name.endswith("_on"):
                return self.day(_date(value))
            return self.say(value) if name.endswith("_word") else value
        if value is None:
            return "–"
        if name.endswith("_cents"):
            return self.money(value)
        return self.tenths(value) if name.endswith("_tenths") else str(value)


class _Shown(dict[str, str]):
    """Values as shown; a missing one shows its name."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


_date = lru_cache(maxsize=4096)(date.fromisoformat)


def _zone(zone: tzinfo | str) -> tzinfo:
    if isinstance(zone, tzinfo):
        return zone
    from zoneinfo import ZoneInfo

    return ZoneInfo(zone)


@cache
def catalogue(lang: str) -> Catalogue:
    """The sentences of a language of `LANGUAGES`."""
    return Catalogue(CATALOGUES / lang / "LC_MESSAGES" / f"{DOMAIN}.mo")


def learn(names: Mapping[str, Mapping[str, str]]) -> None:
    """Let everybody say these names, by id and language, and no others but the compiled ones.

    A name holds no values: its braces would be taken for some.
    """
    for lang in LANGUAGES:
        said = {id_: str(name[lang]) for id_, name in names.items() if lang in name}
        catalogue(lang).learn(
            {
                id_: clean_line(text).replace("{", "(").replace("}", ")")
                for id_, text in said.items()
            }
        )


def speaker(lang: str, today: date | None = None) -> Speaker:
    """Who speaks a language of `LANGUAGES`."""
    return Speaker(lang, catalogue(lang), today)
