"""The words of a call where nothing is open: no word of rent, but of what was agreed, if it was."""

from pathlib import Path

import pytest

from caseconsole.store.sqlite import open_store
from tests.tui.calls import administer, call_store
from tests.tui.play import Play, playing

WORDS = {
    "nl": "Ik bel over wat wij samen hebben afgesproken",
    "en": "I am calling about what we agreed together",
    "tr": "Birlikte anlaştığımız konu hakkında arıyorum",
    "ary": "ما اتفقنا عليه",
}
UNAGREED = {
    "nl": "Ik bel om te vragen hoe het met u gaat",
    "en": "I am calling to ask how you are doing",
    "tr": "Nasıl olduğunuzu sormak için arıyorum",
    "ary": "أتصل لأسأل عن أحوالك",
}
DAY = """
INSERT INTO appointment (case_file, made_on, kind, on_day, text, by)
SELECT id, '2026-11-02', 'talk', '2026-11-04', '', 'anna' FROM case_file
"""
CALLED = """
INSERT INTO appointment (case_file, made_on, kind, on_day, text, by, kept)
SELECT id, '2026-11-01', 'call_back', '2026-11-02', '', 'anna', %d FROM case_file
"""
TRIED = """
INSERT INTO contact (case_file, at, on_day, channel, direction, whom, reached, part_of_day,
language, identity_checked, said, by)
SELECT id, 0, '2026-11-02', 'phone', 'out', 'no_answer', 0, 'morning', '', 0, '', 'anna'
FROM case_file
"""
UNSAID = "UPDATE appointment SET withdrawn_at = 1"
AGREEMENT = """
INSERT INTO agreement (id, case_file, kind, reference, made_on, start_on, partner,
partner_person, terms, signed_on, signed_by, by)
SELECT id, id, 'budget_coaching', '', '2026-08-01', '2026-08-01', 'Stadsbank', '', '{}',
'2026-08-01', 'de huurder', 'anna' FROM case_file
"""
STATE = """
INSERT INTO agreement_state (agreement, state, on_day, why, paper, by)
SELECT id, '%s', '2026-08-01', '', '', 'anna' FROM case_file
"""
RUNS, OFFERED = (AGREEMENT, STATE % "accepted"), (AGREEMENT, STATE % "offered")


@pytest.fixture
def paid(tmp_path: Path) -> Path:
    """Files in which nothing is open, a talk that was agreed, and a call that the colleague has
    the languages for."""
    path = call_store(tmp_path / "s.db")
    opened = open_store(path)
    with opened.transaction():
        opened.conn.execute(
            "UPDATE standing SET balance = 0, arrears = 0, missed_cents = 0,"
            " missed_on = NULL, since = NULL, months_tenths = 0"
        )
        opened.conn.execute("UPDATE due SET action = 'obligation_late'")
        opened.conn.execute(DAY)
        opened.conn.execute("UPDATE caseworker SET languages = 'nl en tr ar'")
    opened.close()
    return path


def said(play: Play) -> str:
    """The screen in one line."""
    return " ".join(play.text().split())


@pytest.mark.parametrize("language", WORDS)
async def test_a_tenant_who_owes_nothing_is_not_asked_for_rent(paid: Path, language: str) -> None:
    """In each language of the scripts."""
    async with playing(paid) as play:
        play.do(f"UPDATE person SET languages = '{language}'")
        await play.press("c", "t", "enter")
        assert WORDS[language] in said(play)
        assert "€ 0,00" not in said(play)
        assert "huur van" not in said(play)


@pytest.mark.parametrize("keys", [("p",), ("1", "s")], ids=["promise", "structural"])
async def test_no_later_moment_of_the_call_asks_for_money_either(
    paid: Path, keys: tuple[str, ...]
) -> None:
    """Until somebody typed what is promised."""
    async with playing(paid) as play:
        await play.press("c", "t", "enter", *keys)
        assert WORDS["nl"] in said(play)
        assert "uiterlijk op" not in said(play)


async def test_an_administrator_hears_what_was_agreed_with_the_tenant(paid: Path) -> None:
    """R06."""
    async with playing(paid) as play:
        administer(play)
        await play.press("c", "b", "enter")
        assert "Ik bel over wat wij met de huurder hebben afgesproken" in said(play)


async def test_below_the_words_stands_what_the_day_asks_for(paid: Path) -> None:
    """The words cannot tell which session or report was missed."""
    async with playing(paid) as play:
        play.do("UPDATE due SET because = 'contact.untried', facts = '{}'")
        await play.press("c", "t")
        assert "Nog niet gebeld" not in said(play)
        await play.press("enter")
        assert "Nog niet gebeld" in said(play)


@pytest.mark.parametrize("language", UNAGREED)
async def test_no_agreement_is_presumed_where_nothing_was_agreed(paid: Path, language: str) -> None:
    """In each language of the scripts."""
    async with playing(paid) as play:
        play.do(UNSAID)
        play.do(f"UPDATE person SET languages = '{language}'")
        await play.press("c", "t", "enter")
        assert UNAGREED[language] in said(play)
        assert WORDS[language] not in said(play)
        assert "huur van" not in said(play)


@pytest.mark.parametrize(
    ("there", "agreed"),
    [
        ((), False),
        ((DAY,), True),
        (RUNS, True),
        (OFFERED, False),
        ((TRIED, CALLED % 0), True),
        ((TRIED, CALLED % 1), False),
    ],
    ids=["nothing", "a day", "runs", "offered", "called in vain", "kept"],
)
async def test_agreed_is_what_runs_or_a_day(
    paid: Path, there: tuple[str, ...], *, agreed: bool
) -> None:
    """What was offered alone is not agreed yet; a call that reached nobody still is."""
    async with playing(paid) as play:
        play.do(UNSAID)
        for sql in there:
            play.do(sql)
        await play.press("c", "t", "enter")
        assert (WORDS["nl"] in said(play), UNAGREED["nl"] in said(play)) == (agreed, not agreed)


async def test_an_administrator_is_asked_how_the_tenant_is_where_nothing_was_agreed(
    paid: Path,
) -> None:
    """R06."""
    async with playing(paid) as play:
        play.do(UNSAID)
        administer(play)
        await play.press("c", "b", "enter")
        assert "Ik bel om te vragen hoe het met de huurder gaat" in said(play)
