"""What the call card asks before the debt is spoken of: who it is, or who acts for them."""

from pathlib import Path

import pytest

from tests.tui.calls import administer, call_store
from tests.tui.play import Play, playing


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few cases that are due for a call."""
    return call_store(tmp_path / "store.db")


def join(play: Play, born: str) -> None:
    """Give every lease a co-tenant with this birth date, `NULL` for none."""
    play.do(
        "INSERT INTO person (id, reference, initials, prefix, surname, languages, birth_date,"
        " call_do_not_write, safe_contact, email)"
        f" VALUES (9000, 'P9000', 'Z.', '', 'Zee', 'nl', {born}, 0, '', '')"
    )
    play.do(
        "INSERT INTO lease_party (lease, person, role, since)"
        " SELECT id, 9000, 'co_tenant', '2020-01-01' FROM lease"
    )


@pytest.mark.parametrize("others", ["", "NULL", "'1991-02-03'"])
@pytest.mark.parametrize(
    ("lang", "unknown", "asked", "never"),
    [
        ("nl", "geboortedatum onbekend, vraag het adres", "Wat is uw adres?", "Wat is uw geboor"),
        ("en", "birth date unknown, ask for the address", "Wat is uw adres?", "Wat is uw geboor"),
    ],
)
async def test_a_birth_date_that_is_not_known_is_not_asked(
    store: Path, lang: str, unknown: str, asked: str, never: str, others: str
) -> None:
    """Of whom it is unknown the address is asked; a co-tenant has a row of their own."""
    async with playing(store, lang=lang, size=(100, 40)) as play:
        play.do("UPDATE person SET birth_date = NULL, languages = 'nl'")
        if others:
            join(play, others)
        await play.press("c", "t")
        text = play.text()
        assert f": {unknown}" in text
        assert (f"Z. Zee: {unknown}" in text) == (others == "NULL")
        assert ("03-02-1991" in text) == (others == "'1991-02-03'")
        assert asked in text
        assert never not in text


async def test_a_co_tenant_without_a_birth_date_has_a_row_beside_the_tenant(store: Path) -> None:
    """The words ask the tenant, who is called, for theirs."""
    async with playing(store, size=(80, 40)) as play:
        play.do("UPDATE person SET languages = 'nl'")
        join(play, "NULL")
        await play.press("c", "t")
        assert "is geboren op 01-01-1980" in play.text()
        assert "Z. Zee: geboortedatum onbekend" in play.text()
        assert "Wat is uw geboortedatum?" in play.text()


@pytest.mark.parametrize("way", [(), ("t",), ("a",)])
async def test_at_the_door_the_name_is_asked_where_the_birth_date_is_not_known(
    store: Path, way: tuple[str, ...]
) -> None:
    """The address is where they stand."""
    async with playing(store) as play:
        play.do("UPDATE person SET birth_date = NULL")
        await play.press("c", "f4", *way)
        words = " ".join(play.text().split())
        assert "Vraag de volledige naam voordat" in words
        assert "adres" not in words
        assert ("geboortedatum onbekend, vraag de volledige naam" in words) == (way != ("a",))
        if not way:
            await play.press("f4")
            assert "Vraag het adres voordat" in " ".join(play.text().split())


@pytest.mark.parametrize("way", [("f4",), ("f4", "f4")])
@pytest.mark.parametrize("lang", ["nl", "en"])
async def test_with_an_administrator_the_words_of_every_way_are_for_the_administrator(
    store: Path, lang: str, way: tuple[str, ...]
) -> None:
    """R06; only where the tenant stands there after all, the words are for the tenant."""
    goes, born = {
        "nl": ("Al het contact gaat naar de bewindvoerder", "geboortedatum"),
        "en": ("All contact goes to the administrator", "date of birth"),
    }[lang]
    async with playing(store, lang=lang) as play:
        administer(play)
        await play.press("c", *way)
        for key, administered in (("", True), ("b", True), ("a", True), ("t", False)):
            await play.press(*key)
            words = " ".join(play.text().split())
            assert (goes in words) == administered, key
            assert (born in words) == (not administered), key


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("way", [(), ("f4",), ("f4", "f4")])
@pytest.mark.parametrize("surname", ["Kowalska", "van den Berg-Hendriks tot Nijevelt"])
async def test_whose_identity_is_asked_stands_whole(
    store: Path, lang: str, way: tuple[str, ...], surname: str
) -> None:
    """On two rows where the name and what to ask do not fit on one; a co-tenant on a new row."""
    async with playing(store, lang=lang) as play:
        play.do(f"UPDATE person SET birth_date = NULL, initials = 'M.', surname = '{surname}'")
        join(play, "NULL")
        await play.press("c", *way)
        rows = play.lines()
        first = next(n for n, row in enumerate(rows) if "Enter  M. " in row)
        told = " ".join(" ".join(rows[first : first + 4]).split())
        asked = {"nl": "geboortedatum onbekend, vraag", "en": "birth date unknown, ask"}[lang]
        assert f"[ ] Enter M. {surname}: {asked}" in told
        assert "Z. Zee:" in [row.strip()[:7] for row in rows[first + 1 :]]
        assert "…" not in "".join(rows[first : first + 4])
