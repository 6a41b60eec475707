"""What the call card says while an arrangement runs: it asks for nothing that is arranged (R38)."""

from pathlib import Path

import pytest

from caseconsole.store.sqlite import open_store
from tests.tui.calls import call_store
from tests.tui.play import playing


def arranged(path: Path) -> Path:
    """Cases of which all that is open is arranged, with an instalment to come."""
    call_store(path)
    opened = open_store(path)
    with opened.transaction():
        for key in range(1, 7):
            opened.conn.execute(
                "INSERT INTO agreement (id, case_file, kind, reference, made_on, start_on, partner,"
                " partner_person, terms, signed_by, by) VALUES (?, ?, 'payment_arrangement', '',"
                " '2026-11-03', '2026-11-03', '', '', '{}', '', 'anna')",
                (key, key),
            )
            opened.conn.execute(
                "INSERT INTO agreement_claim (agreement, lease) VALUES (?, ?)", (key, key)
            )
            opened.conn.execute(
                "INSERT INTO agreement_state (agreement, state, on_day, why, paper, by)"
                " VALUES (?, 'agreed', '2026-11-03', '', '', 'anna')",
                (key,),
            )
    opened.close()
    return path


@pytest.mark.parametrize(
    ("lang", "nothing", "above"),
    [
        ("nl", "Er is nu niets te vragen", "meer dan nu te vragen is"),
        ("en", "There is nothing to ask for now", "more than may be asked now"),
    ],
)
async def test_the_card_asks_for_nothing_that_is_arranged(
    tmp_path: Path, lang: str, nothing: str, above: str
) -> None:
    """It says so after the identity, proposes no amount, and doubts another once."""
    async with playing(arranged(tmp_path / "s.db"), lang=lang) as play:
        await play.press("c", "t", "enter")
        assert nothing in play.text()
        await play.press("p")
        await play.type("100")
        await play.press("f2")
        assert above in play.lines()[-2]
