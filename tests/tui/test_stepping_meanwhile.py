"""Stepping by keys through many files in which a colleague works meanwhile."""

import re
from pathlib import Path

from caseconsole.casework.day import run_day
from caseconsole.store import read
from tests.casework.meddling import FILES, meddle
from tests.casework.stores import build, session
from tests.tui.play import Play, playing

NUMBER = re.compile(r"\b\d+-\d\b")


def shown(play: Play) -> str:
    """The number of the file on screen, as its strip has it."""
    found = NUMBER.match(play.lines()[1])
    assert found, play.text()
    return found[0]


def passed(play: Play) -> list[str]:
    """The numbers of the files that are said to be passed over."""
    said = " ".join(play.lines()[-6:-1])
    return NUMBER.findall(said) if "overgeslagen" in said else []


async def test_every_one_of_63_files_is_shown_once_or_named_as_passed_over(tmp_path: Path) -> None:
    path = build(tmp_path / "store.db", ["missed"] * FILES)
    bram = session(path, "bram")
    run_day(bram)
    numbers = dict(bram.conn.execute("SELECT id, number FROM case_file").fetchall())
    async with playing(path, size=(120, 40)) as play:
        await play.press("v", "down", "down", "enter")
        assert f"1 van {FILES}" in play.lines()[0]
        ids = play.app.screen.list.ids  # type: ignore[attr-defined]
        order = [*read.worklist_cases(bram.conn, ids)]
        listed = [numbers[case] for case in order]
        seen: list[str] = []
        over: list[str] = []
        for _ in range(FILES):
            await play.press("n")
            if seen and shown(play) == seen[-1]:
                break
            seen.append(shown(play))
            over += passed(play)
            meddle(bram, order, listed.index(seen[-1]) + 1)
        over += passed(play)
    bram.close()
    assert seen == sorted(set(seen), key=listed.index)
    assert len(over) > FILES // 10
    assert sorted(seen + over) == sorted(listed)
