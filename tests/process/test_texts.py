"""Every sentence of the rules stands in both languages, with the values it needs."""

import re
import tomllib
from datetime import date
from pathlib import Path
from string import Formatter

from hypothesis import given, settings

from caseconsole.domain.agreement import Rung
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import WAYS_OUT, AppointmentKind
from caseconsole.domain.message import LANGUAGES, Message
from caseconsole.domain.moment import PartOfDay
from caseconsole.domain.signing import Signatory
from caseconsole.domain.verdict import Claim, Due
from caseconsole.locale.compile import TEXTS
from caseconsole.locale.speech import speaker
from caseconsole.process import assess as rules
from caseconsole.process.assess import assess
from caseconsole.process.claims import CLAIMS
from caseconsole.process.policy_dated import Source
from caseconsole.process.situation import DayFacts
from tests.process.files import nov, policy
from tests.process.histories import DAYS, files

WORDS = {
    id_: words
    for room in ("process", "agreements-steps")
    for id_, words in tomllib.loads((TEXTS / f"{room}.toml").read_text(encoding="utf-8")).items()
}
FAMILIES = {
    *(f"action.{action}" for action in CLAIMS),
    *(f"claim.{claim}" for claim in Claim),
    *(f"source.{source}" for source in Source),
    *(f"signatory.{who}" for who in Signatory),
    *(f"next.{rung}" for rung in Rung),
    *(f"daypart.{part}" for part in PartOfDay),
    *(f"way.{kind}" for kind in WAYS_OUT),
    *(f"held.agreed_{kind}" for kind in AppointmentKind),
    *(f"way_out.due_{count}" for count in ("one", "two", "three")),
}
"""Ids that are put together from a name."""


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _texts(id_: str, lang: str) -> list[str]:
    words = WORDS[id_][lang]
    return [words] if isinstance(words, str) else words


def _used() -> set[str]:
    """The ids that stand in the code of the rules, and those made from names."""
    found = set(FAMILIES)
    for file in Path(rules.__file__).parent.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        found |= {
            id_
            for id_ in re.findall(r'"([a-z_]+\.[a-z_0-9]+)"', source)
            if not id_.endswith(".toml")
        }
        if file.name == "policy_files.py":
            kinds = re.findall(r'^    "([a-z_]+)",$', source, re.MULTILINE)
            found |= {f"policy.{kind}" for kind in kinds}
    return found


def test_every_sentence_has_words_and_every_word_a_use() -> None:
    """None is missing, none is left over."""
    assert _used() == set(WORDS)


def test_both_languages_need_the_same_values() -> None:
    """In the singular too, where every value may be left out but none may be added."""
    for id_ in WORDS:
        nl, en = (_placeholders(_texts(id_, lang)[-1]) for lang in LANGUAGES)
        assert nl == en, id_
        for lang in LANGUAGES:
            texts = _texts(id_, lang)
            assert all(_placeholders(text) <= nl for text in texts), id_
            assert len(texts) == 1 or "n" in nl, id_


def _complete(what: Message) -> None:
    for lang in LANGUAGES:
        for text in _texts(what.id, lang):
            assert _placeholders(text) <= set(what.values), what
        said = speaker(lang, date(2026, 11, 3)).say(what)
        assert "{" not in said
        assert said != what.id
        assert not re.search(r"\b[a-z]+\.[a-z_]+\b", said), said


@settings(max_examples=300, deadline=None)
@given(files(), DAYS)
def test_every_verdict_can_be_said(file: CaseFile, today: date) -> None:
    """With the values that it carries."""
    for through in (None, nov(1), nov(40)):
        for verdict in assess(file, policy(), today, DayFacts(through)):
            said = (
                (verdict.because, verdict.next) if isinstance(verdict, Due) else (verdict.missing,)
            )
            for what in said:
                _complete(what)
            assert verdict.source in WORDS


def test_one_day_and_more_days_are_said_as_people_do() -> None:
    """Over 1 dag, over 2 dagen."""
    say = speaker("nl", date(2026, 11, 1)).say
    assert "Over 1 dag:" in say("first_call.later", n=1, day_on="2026-11-03")
    assert "Over 2 dagen:" in say("first_call.later", n=2, day_on="2026-11-03")
