"""A debt that the arrangement of another file covers, on screen."""

import asyncio
from pathlib import Path

import pytest

from caseconsole.tui.app import BURST
from tests.tui.play import playing
from tests.tui.stores import due_store

SAID = {
    "nl": (
        "Betalingsregeling · getroffen di 3 nov",
        "Betalingsregeling in dossier {number} sinds di 3 nov, met de schuld van dit dossier erbij",
        "De schuld hier hoort sinds di 3 nov bij de regeling in dossier {number}.",
        "Betalingsregeling in dossier {number} sinds di 3 nov: over deze schuld wordt niet gebeld.",
    ),
    "en": (
        "Payment arrangement · agreed Tue 3 Nov",
        "Payment arrangement in file {number} since Tue 3 Nov, with the debt of this file in it.",
        "The debt here is part of the arrangement in file {number} since Tue 3 Nov.",
        "Payment arrangement in file {number} since Tue 3 Nov: no calls about this debt.",
    ),
}
"""Of section 4 its title and the sentence that section 1 has too, what `a` says, what `w` says."""


def flat(lines: list[str]) -> str:
    """The words on screen, however their lines are broken."""
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("lang", ["nl", "en"])
async def test_the_covered_file_tells_in_which_file_its_debt_is_arranged(
    tmp_path: Path, lang: str
) -> None:
    """In sections 1 and 4, at `w`, and at `a`, which opens no desk."""
    async with playing(due_store(tmp_path / "store.db", 2), lang=lang) as play:
        play.do(
            "INSERT INTO lease_party (lease, person, role, since)"
            " VALUES (2, 1, 'tenant', '2020-01-01'), (1, 2, 'tenant', '2020-01-01')"
        )
        await play.press("a", "f6", "f2")
        ((number,),) = play.rows("SELECT number FROM case_file JOIN agreement"
                                 " ON case_file = case_file.id")  # fmt: skip
        ((other,),) = play.rows("SELECT number FROM case_file WHERE id NOT IN"
                                " (SELECT case_file FROM agreement)")  # fmt: skip
        title, sentence, desk, why = (words.format(number=number) for words in SAID[lang])
        await play.press("slash")
        await play.type(f"{other}\n")
        assert sentence in flat(play.lines())
        await play.press("4")
        assert title in play.text()
        assert sentence in flat(play.lines())
        await play.press("a")
        assert desk in flat(play.lines()[-4:])
        assert title in play.text()
        await asyncio.sleep(BURST)
        await play.press("w")
        assert why in flat(play.lines())
