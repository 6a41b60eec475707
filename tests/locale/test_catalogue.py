"""Sentences are found in the compiled file one by one as gettext finds them in all of it."""

import gettext

import pytest

from caseconsole.domain.message import LANGUAGES
from caseconsole.locale.compile import entries
from caseconsole.locale.speech import ARGPARSE, CATALOGUES, DOMAIN, catalogue


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_is_found_as_gettext_finds_it(lang: str) -> None:
    whole, ours = gettext.translation(DOMAIN, CATALOGUES, languages=[lang]), catalogue(lang)
    for entry in entries():
        if isinstance(entry.words[lang], str):
            assert ours.gettext(entry.id) == whole.gettext(entry.id)
            continue
        for n in (0, 1, 2):
            assert ours.ngettext(entry.id, n) == whole.ngettext(entry.id, entry.id, n)


@pytest.mark.parametrize("id_", ["!", "no such sentence", "~~~"])
def test_an_id_without_a_sentence_is_said_as_it_is(id_: str) -> None:
    assert catalogue("nl").gettext(id_) == id_
    assert catalogue("nl").ngettext(id_, 2) == id_


@pytest.mark.parametrize("lang", LANGUAGES)
def test_argparse_says_what_stands_under_its_name(lang: str) -> None:
    theirs = gettext.translation(ARGPARSE, CATALOGUES, languages=[lang])
    said = {entry.id: entry.words[lang] for entry in entries() if entry.room == ARGPARSE}
    assert said
    assert {id_: theirs.gettext(id_) for id_ in said} == said
