"""What the screens say and propose while a debt is frozen (R60, R61, R63)."""

from pathlib import Path

import pytest

from caseconsole.store.sqlite import open_store
from tests.tui.calls import call_store, owe_october, recorded
from tests.tui.play import playing

SIZES = [(80, 24), (120, 40)]
SINCE = "2026-10-20"
SAID = {
    "wsnp": {
        "nl": "WSNP sinds di 20 okt: alleen nieuwe huur",
        "en": "Statutory debt scheme (WSNP) since Tue 20 Oct: only new rent",
    },
    "mediation": {
        "nl": "Schuldregeling sinds di 20 okt: alleen nieuwe huur",
        "en": "Debt settlement since Tue 20 Oct: only new rent",
    },
    "credit": {
        "nl": "Saneringskrediet sinds di 20 okt: alleen nieuwe huur",
        "en": "Settlement credit since Tue 20 Oct: only new rent",
    },
    "forced": {
        "nl": "Dwangakkoord sinds di 20 okt: alleen nieuwe huur",
        "en": "Forced settlement since Tue 20 Oct: only new rent",
    },
    "repayment": {
        "nl": "Betalingsregeling (100%) sinds di 20 okt: alleen nieuwe huur",
        "en": "Repayment in full since Tue 20 Oct: only new rent",
    },
    "moratorium": {
        "nl": "Moratorium di 20 okt t/m di 1 dec: alleen nieuwe huur",
        "en": "Moratorium Tue 20 Oct through Tue 1 Dec: only new rent",
    },
    "plan": {
        "nl": "Schuldhulp sinds di 20 okt: de schuld van daarvoor wacht",
        "en": "Debt counselling since Tue 20 Oct: the debt from before waits",
    },
}


def helped(path: Path, state: str, since: str = SINCE, *, old: bool = True) -> Path:
    """Cases that are due for a call, with counselling in a state since a day.

    Args:
        old: whether the rent of October is open, too.
    """
    call_store(path)
    opened = open_store(path)
    with opened.transaction():
        conn = opened.conn
        for key in range(1, 7):
            conn.execute(
                "INSERT INTO agreement (id, case_file, kind, reference, made_on, start_on, partner,"
                " partner_person, terms, signed_by, by) VALUES"
                " (?, ?, 'debt_counselling', '', ?, ?, 'Stadsbank', '', '{}', '', 'anna')",
                (key, key, since, since),
            )
            conn.execute("INSERT INTO agreement_claim (agreement, lease) VALUES (?, ?)", (key, key))
            conn.execute(
                "INSERT INTO agreement_state (agreement, state, on_day, why, paper, by)"
                " VALUES (?, ?, ?, '', '', 'anna')",
                (key, "plan" if state == "moratorium" else state, since),
            )
            if state == "moratorium":
                conn.execute(
                    "INSERT INTO suspension (agreement, since, until, kind, why, by)"
                    " VALUES (?, ?, '2026-12-01', 'moratorium', 'Voorziening.', 'anna')",
                    (key, since),
                )
            if old:
                owe_october(conn, key)
    opened.close()
    return path


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("state", SAID)
async def test_file_card_and_desk_say_it_in_one_whole_line(
    tmp_path: Path, state: str, lang: str, size: tuple[int, int]
) -> None:
    """And nothing else is cut for it."""
    store = helped(tmp_path / "s.db", state)
    async with playing(store, lang=lang, size=size) as play:
        await play.press("enter")
        told = [row.strip() for row in play.lines()]
        assert told.count(SAID[state][lang]) == 1
        await play.press("c")
        assert SAID[state][lang] in [row.strip() for row in play.lines()]
        await play.press("escape", "a")
        assert SAID[state][lang] in [row.strip() for row in play.lines()]


@pytest.mark.parametrize("state", SAID)
async def test_the_words_and_the_promise_are_about_the_new_rent(tmp_path: Path, state: str) -> None:
    """Two rents are open, of which one fell due since."""
    async with playing(helped(tmp_path / "s.db", state)) as play:
        await play.press("c", "t", "enter")
        text = play.text()
        assert "€ 612,40 open" in text
        assert "de huur van november" in text
        assert "€ 1.224,80 open" not in text
        await play.press("p", "f2")
        assert recorded(play)["promise"]["cents"] == 61_240  # type: ignore[index]


@pytest.mark.parametrize("state", SAID)
@pytest.mark.parametrize(
    ("lang", "told"), [("nl", "Er is niets te innen"), ("en", "There is nothing to collect")]
)
async def test_the_card_asks_for_nothing_without_new_rent(
    tmp_path: Path, lang: str, told: str, state: str
) -> None:
    """It says so after the identity, and proposes no amount."""
    store = helped(tmp_path / "s.db", state, "2026-11-02")
    async with playing(store, lang=lang) as play:
        await play.press("c", "t")
        assert told not in play.text()
        await play.press("enter")
        assert told in play.text()
        assert "€ 1.224,80 open" not in play.text()
        await play.press("p")
        assert told in play.text()
        await play.press("f2")
        assert play.rows("SELECT count(*) FROM promise") == [(0,)]


@pytest.mark.parametrize("state", ["wsnp", "plan"])
@pytest.mark.parametrize(
    ("lang", "told"), [("nl", "meer dan de nieuwe huur"), ("en", "more than the new rent")]
)
async def test_a_promise_above_the_new_rent_is_asked_once(
    tmp_path: Path, lang: str, told: str, state: str
) -> None:
    """It may be of rent that is still to fall due."""
    async with playing(helped(tmp_path / "s.db", state), lang=lang) as play:
        await play.press("c", "t", "enter", "p")
        await play.type("1224,80")
        await play.press("f2")
        assert told in play.lines()[-2]
        assert "F2" in play.lines()[-2]
        await play.press("f2")
        assert recorded(play)["promise"]["cents"] == 122_480  # type: ignore[index]


@pytest.mark.parametrize(
    ("lang", "told"), [("nl", "huur die daarna verviel"), ("en", "rent that fell due after that")]
)
async def test_the_desk_sends_away_without_new_rent(tmp_path: Path, lang: str, told: str) -> None:
    """It says what can be arranged, whole."""
    store = helped(tmp_path / "s.db", "wsnp", "2026-11-02")
    async with playing(store, lang=lang) as play:
        await play.press("a")
        assert told in " ".join(play.text().split())
        assert "0,00" in play.text()


async def test_the_desk_arranges_the_new_rent(tmp_path: Path) -> None:
    """`a F2`, as ever."""
    async with playing(helped(tmp_path / "s.db", "wsnp")) as play:
        await play.press("a")
        assert "€ 1.224,80 achterstand" in play.text()
        await play.press("f2")
        assert recorded(play)["terms"]["debt_cents"] == 61_240  # type: ignore[index]


async def test_while_it_is_attempted_the_desk_asks_a_reason(tmp_path: Path) -> None:
    """Beside the limits of the house (R63)."""
    async with playing(helped(tmp_path / "s.db", "plan")) as play:
        await play.press("a")
        assert "schuldhulp sinds di 20 okt" in play.text()
        await play.press("f2")
        assert "geef een reden" in play.text()
        await play.type("Stadsbank vraagt het")
        await play.press("f2")
        assert recorded(play)["why"] == "Stadsbank vraagt het"


async def test_a_moratorium_is_lifted_on_screen_also_once_its_counselling_is_over(
    tmp_path: Path,
) -> None:
    """R60: in the list of what can be done with it, and as `:hervatten`."""
    store = helped(tmp_path / "s.db", "moratorium")
    opened = open_store(store)
    with opened.transaction():
        opened.conn.execute(
            "INSERT INTO agreement_state (agreement, state, on_day, why, paper, by)"
            " SELECT id, 'withdrawn', '2026-11-02', '', '', 'anna' FROM agreement"
        )
    opened.close()
    lifted = "SELECT until FROM suspension WHERE until < '2026-12-01'"
    async with playing(store, lang="nl") as play:
        await play.press("enter", "5", "home", "down", "enter", "enter", "f2")
        assert recorded(play)["until"] == "2026-11-03"
        assert play.rows(lifted) == [("2026-11-03",)]
        await play.press("u")
        assert play.rows(lifted) == []
        await play.press("home", "down", "colon")
        await play.type("hervatten\n")
        await play.press("f2")
        assert play.rows(lifted) == [("2026-11-03",)]
