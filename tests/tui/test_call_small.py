"""The call card on the smallest screen: what is needed first stays in sight."""

from pathlib import Path

import pytest

from tests.tui.calls import administer, call_store
from tests.tui.play import playing


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few cases that are due for a call."""
    return call_store(tmp_path / "store.db")


@pytest.mark.parametrize("lang", ["nl", "en"])
async def test_the_key_line_says_of_a_visit_that_nobody_was_home(store: Path, lang: str) -> None:
    """No answer is what a telephone gives; the help of the keys tells both."""
    phoned, visited, home = {
        "nl": ("g geen gehoor", "g niet thuis", "niemand thuis, kaartje achtergelaten"),
        "en": ("g no answer", "g nobody home", "nobody home, card left"),
    }[lang]
    async with playing(store, lang=lang) as play:
        await play.press("c")
        assert phoned in play.lines()[-1]
        await play.press("f4")
        assert visited in play.lines()[-1]
        assert phoned not in play.text()
        await play.press("f1")
        assert home in " ".join(play.text().split())


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("keys", [(), ("b",), ("t",), ("f4",)])
@pytest.mark.parametrize("kind", ["helper", "guardian"])
@pytest.mark.parametrize("safe", ["", "Niet thuis bellen"])
async def test_the_words_stay_in_sight_whoever_acts_for_the_tenant(
    store: Path, lang: str, keys: tuple[str, ...], kind: str, safe: str
) -> None:
    """Two lines or more; who else acts and the last contact then stand below them."""
    async with playing(store, lang=lang) as play:
        administer(play)
        administer(play, kind, "Wijkteam Noord, mw. van den Berg-Hendriks")
        play.do(f"UPDATE person SET safe_contact = '{safe}'")
        await play.press("c", *keys)
        rows = play.lines()
        end = next(n for n, row in enumerate(rows) if row.startswith("──"))
        title = next(
            n for n, row in enumerate(rows) if " · Neder" in row or " · Dutch" in row
            or row in {"Huisbezoek", "Home visit"}
        )  # fmt: skip
        assert end - title > 2
        assert "Bureau Balans" in rows[3]
        assert "Wijkteam" not in play.text()
        await play.press(*["down"] * 12)
        assert "Wijkteam" in play.text()
        assert ("Betaalt morgen" in play.text()) or lang == "en"
    async with playing(store, lang=lang, size=(120, 40)) as play:
        await play.press("c", *keys)
        assert "Wijkteam" in "".join(play.lines()[4:7])


NEXT = {
    "nl": "Niet bereikt: de volgende werkdag opnieuw, op een ander dagdeel.",
    "en": "Not reached: again next working day, at another time.",
}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("next_", ["next.retry", "next.ask_running_rent"])
async def test_what_follows_of_itself_is_said_whole(store: Path, lang: str, next_: str) -> None:
    """Where nobody answers, and of a promise also when its day lies too far ahead."""
    async with playing(store, lang=lang) as play:
        play.do(f"UPDATE due SET next = '[\"{next_}\", {{}}]'")
        await play.press("c", "g")
        assert play.app.speaker.say(next_) in " ".join(play.text().split())
        assert (NEXT[lang] in play.text()) is (next_ == "next.retry")
        await play.press("t", "enter", "p", "tab", *"1-1-2029")
        label = play.app.speaker.say("call.next")
        row = next(row for row in play.lines() if row.startswith(f"  {label}"))
        assert "…" not in row
