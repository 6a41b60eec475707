"""Debt help that a colleague records while somebody talks about the debt (R60, R63)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.domain.agreement_changes import ChangeState, MakeAgreement
from caseconsole.store import read
from caseconsole.store.sqlite import open_store
from tests.casework.stores import TODAY, session
from tests.tui.calls import call_store, owe_october, recorded
from tests.tui.play import Play, playing

SINCE = date(2026, 10, 20)
WSNP = ("intake", "plan", "stabilisation", "wsnp")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Cases that are due for a call, with the rents of October and November open."""
    path = call_store(tmp_path / "store.db")
    opened = open_store(path)
    with opened.transaction():
        for lease in range(1, 7):
            owe_october(opened.conn, lease)
    opened.close()
    return path


def begin_help(store: Path, play: Play, states: Sequence[str] = ()) -> None:
    """Let a colleague record debt help since 20 October in the file, and what became of it."""
    view = play.app.screen.view  # type: ignore[attr-defined]
    made = MakeAgreement(
        case=view.file.id,
        agreement="debt_counselling",
        state="application",
        start_on=SINCE,
        covers=(view.file.lease.id,),
        partner="Stadsbank",
    )
    other = session(store, "bram")
    record(made, session=other)
    for state in states:
        (help_,) = read.case_file(other.conn, view.file.id, TODAY).agreements
        seen = {"agreement": help_.id, "seen": help_.version}
        record(ChangeState(case=view.file.id, state=state, on=SINCE, **seen), session=other)
    other.close()


async def test_the_desk_asks_the_reason_that_debt_help_wants_by_now(store: Path) -> None:
    """The refusal names the colleague, the cursor stands in the field, all typed stays."""
    async with playing(store) as play:
        await play.press("enter", "a", *"200,00")
        begin_help(store, play)
        before = play.count("journal")
        await play.press("f2")
        said = " ".join(play.text().split())
        assert "Sinds je dit dossier zag: bram Schuldhulp" in said
        assert "schuldhulp sinds di 20 okt" in said
        assert "200,00" in said
        assert play.count("journal") == before
        await play.type("Stadsbank vraagt het")
        await play.press("f2")
        assert recorded(play)["why"] == "Stadsbank vraagt het"


async def test_the_desk_reckons_with_the_new_rent_alone_once_the_rest_is_frozen(
    store: Path,
) -> None:
    async with playing(store) as play:
        await play.press("enter", "a")
        begin_help(store, play, WSNP)
        before = play.count("journal")
        await play.press("f2")
        assert play.count("journal") == before
        assert "WSNP sinds di 20 okt: alleen nieuwe huur" in play.text()
        await play.press("f2")
        assert recorded(play)["terms"]["debt_cents"] == 61_240  # type: ignore[index]


async def test_a_refusal_of_an_arrangement_is_no_place_for_that_reason(store: Path) -> None:
    async with playing(store) as play:
        await play.press("enter", "a", "f8", *"Kan")
        begin_help(store, play)
        await play.press("f2")
        assert recorded(play)["why"] == "Kan"


@pytest.mark.parametrize("states", [(), WSNP])
async def test_a_promise_that_was_proposed_is_the_new_rent_when_debt_help_began_meanwhile(
    store: Path, states: tuple[str, ...]
) -> None:
    """R63: nobody typed the whole debt, so nobody is asked about it."""
    async with playing(store) as play:
        await play.press("enter", "c", "t", "enter", "p")
        assert "1.224,80" in play.text()
        begin_help(store, play, states)
        before = play.count("journal")
        await play.press("f2")
        assert play.count("journal") == before
        assert "▶ toezegging € 612,40" in " ".join(play.text().split())
        await play.press("f2")
        assert recorded(play)["promise"]["cents"] == 61_240  # type: ignore[index]


@pytest.mark.parametrize("states", [(), WSNP])
async def test_a_promise_is_looked_at_again_when_debt_help_began_meanwhile(
    store: Path, states: tuple[str, ...]
) -> None:
    """R63: what is said first is what the colleague did, then that it is above the new rent."""
    async with playing(store) as play:
        await play.press("enter", "c", "t", "enter", "p", *"1200,00")
        begin_help(store, play, states)
        before = play.count("journal")
        await play.press("f2")
        said = " ".join(play.text().split())
        assert "Er is nog niets vastgelegd. Sinds je dit dossier zag: bram Schuldhulp" in said
        assert "▶ toezegging" in play.text()
        await play.press("f2")
        assert "meer dan de nieuwe huur (€ 612,40)" in " ".join(play.text().split())
        assert play.count("journal") == before
        await play.press("f2")
        assert recorded(play)["promise"]["cents"] == 120_000  # type: ignore[index]
