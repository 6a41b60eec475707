"""The table of verbs: no clash, nothing out of reach, words for everything."""

from pathlib import Path

import pytest

from caseconsole.domain.limit import FIELDS
from caseconsole.domain.message import LANGUAGES
from caseconsole.domain.rights import RIGHTS, Role
from caseconsole.locale import speaker
from caseconsole.tui.actions import FILE, FOOT, LIST, RIGHTS_OF, VERBS, Verb
from caseconsole.tui.keymap import key_label, keymap, problems
from caseconsole.tui.screens.base import ConsoleScreen
from caseconsole.tui.screens.help import FIRST, SECOND
from tests.tui.play import playing
from tests.tui.stores import due_store

PLACES = sorted({place for verb in VERBS for place in verb.places})


def test_the_table_contradicts_itself_nowhere() -> None:
    assert problems(VERBS) == []


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        (Verb("other", ("n",), ("list",)), "both"),
        (Verb("call", ("f8",), ("list",)), "twice"),
        (Verb("other", ("~",), ("list",)), "keyboard"),
        (Verb("other", (), ("list",)), "reached"),
    ],
)
def test_a_table_with_a_mistake_is_not_accepted(extra: Verb, problem: str) -> None:
    assert any(problem in found for found in problems([*VERBS, extra]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verb_has_its_words_in_both_languages(lang: str) -> None:
    say = speaker(lang).say
    ids = [f"verb.{verb.id}" for verb in VERBS] + [f"verb.{verb.id}.help" for verb in VERBS]
    ids += [f"verb.{verb.id}.name" for verb in VERBS if verb.command]
    ids += [f"place.{place}" for place in PLACES]
    assert [id_ for id_ in ids if say(id_) == id_] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_of_the_help_is_cut(lang: str) -> None:
    """Keys and examples stand in the first column, commands and Dutch fields in the second."""
    say = speaker(lang).say
    first = [" ".join(map(key_label, verb.keys)) for verb in VERBS]
    first += [field.example for field in FIELDS.values()]
    second = [f":{say(f'verb.{verb.id}.name')}" for verb in VERBS if verb.command]
    second += [field.dutch for field in FIELDS.values()]
    assert [word for word in first if len(word) >= FIRST] == []
    assert [word for word in second if len(word) >= SECOND] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_no_two_commands_of_a_place_have_one_name(place: str, lang: str) -> None:
    say = speaker(lang).say
    names = [say(f"verb.{v.id}.name") for v in VERBS if v.command and place in v.places]
    assert len(names) == len(set(names))
    assert all(name == name.casefold() and " " not in name for name in names)


@pytest.mark.parametrize("place", PLACES)
def test_help_and_the_way_back_are_always_within_reach(place: str) -> None:
    reachable = set(keymap(place).values())
    assert reachable & {"help", "form_help", "leave"}
    assert reachable & {"back", "leave"}


def test_the_footer_names_only_keys_of_its_place() -> None:
    for place, named in FOOT.items():
        assert set(named) <= set(keymap(place).values())


async def test_the_help_uses_the_width_of_the_screen(tmp_path: Path) -> None:
    """Descriptions begin behind the longest command of the place, not in the middle."""
    async with playing(due_store(tmp_path / "store.db", 1)) as play:
        await play.press("c", "f1")
        text = play.text()
        assert "De reden waarom de huur niet kwam; nog eens haalt hem" in text
        await play.press("escape", "escape", "?")
        assert "Naar het volgende dossier; vanuit de lijst begint hiermee" in play.text()


@pytest.mark.parametrize(("login", "role"), [("anna", Role.CASEWORKER), ("axel", Role.AUDITOR)])
@pytest.mark.parametrize("place", [LIST, FILE])
async def test_help_and_commands_offer_what_the_role_may_do_and_nothing_else(
    tmp_path: Path, place: str, login: str, role: Role
) -> None:
    store, say = due_store(tmp_path / "store.db", 1), speaker("nl").say
    asked = [verb for verb in VERBS if place in verb.places and verb.id in RIGHTS_OF]
    async with playing(store, login="bram") as play:
        play.do(
            "INSERT INTO caseworker (login, name, languages, team, role)"
            " VALUES ('axel', 'Axel Bos', 'nl', 'noord', 'auditor')"
        )
        play.do("UPDATE due SET for_login = ''")
    async with playing(store, login=login, size=(120, 100)) as play:
        await play.press(*(["enter"] if place == FILE else []))
        await play.press("?")
        shown = " ".join(play.text().split())
        given = {verb.id for verb in asked if RIGHTS_OF[verb.id] in RIGHTS[role]}
        told = {verb.id for verb in asked if say(f"verb.{verb.id}.help")[:30] in shown}
        assert told == given
        await play.press("escape", ":")
        screen = play.app.screen
        assert isinstance(screen, ConsoleScreen)
        prompt = screen.prompt
        assert prompt is not None
        names = {say(f"verb.{verb.id}.name"): verb.id for verb in asked if verb.command}
        assert {names[hint] for hint in prompt.hints if hint in names} == given & {*names.values()}
        if role is Role.AUDITOR:
            await play.type("bel")
            await play.press("enter")
            assert type(play.app.screen).__name__ != "CallCard"
