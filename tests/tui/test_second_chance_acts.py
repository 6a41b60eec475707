"""What can be done with a second chance: draft, sign, cards, ends."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caseconsole.domain.agreement import LadderStep, Outcome, Rung
from caseconsole.store.rows import CaseView
from caseconsole.tui.possible import acts
from tests.casework.stores import TODAY
from tests.process.agreements import agreement, rung
from tests.process.files import case
from tests.tui.play import Play, playing, pointed, recorded
from tests.tui.stores import due_store

SECOND_CHANCE = ("enter", "8")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which each case has an agreement of every kind."""
    return due_store(tmp_path / "store.db", 6, agreed=True)


async def test_a_second_chance_is_applied_for_drafted_and_signed(store: Path) -> None:
    """The conditions come out of the library, resting on what runs beside it; then a signature."""
    async with playing(store) as play:
        play.do("UPDATE agreement SET withdrawn_at = 1 WHERE kind = 'second_chance'")
        await play.press("enter", "8", "enter", "enter", "f2")
        assert recorded(play, "agree")["state"] == "applied"
        await play.press("home", "enter", "enter", "1", *["tab"] * 5)
        await play.type("02-11-2027")
        await play.press("f2")
        assert "Oude schuld" in play.lines()[-2]
        await play.type("Afbetaald.")
        await play.press("f2")
        asked = recorded(play, "change_state")
        assert (asked["state"], asked["end_on"]) == ("drafted", "2027-11-02")
        clauses = [one["clause"] for one in asked["conditions"]]  # type: ignore[attr-defined]
        assert {"C01", "C03", "C13"} <= set(clauses)
        await play.press("home", "colon")
        await play.type("ondertekend\n")
        await play.press("tab", "space", "tab")
        await play.type("huurder en corporatie")
        await play.press("f2")
        assert "Nog niet getekend: de huurder" in play.text()
        await play.press("down", "space", "f2")
        assert recorded(play, "sign")["signed_by"] == "huurder en corporatie"
        assert "ondertekend" in pointed(play)


async def test_a_second_chance_ends_only_with_the_last_digits_of_the_case_number(
    store: Path,
) -> None:
    """F2 alone records nothing, nor do other digits; one sentence says so."""
    async with playing(store) as play:
        play.do("UPDATE agreement SET signed_on = '2026-08-01' WHERE kind = 'second_chance'")
        before = play.count("journal")
        await play.press(*SECOND_CHANCE, "home", "colon")
        await play.type("vervolg\n")
        await play.press("4", "tab", "tab")
        await play.type("Huur opgezegd.")
        await play.press("tab")
        await play.type("OPZ-1")
        await play.press("f2")
        number = play.lines()[1].split()[0]
        assert "aatste 3 cijfers" in play.lines()[-2]
        await play.type("000\n")
        assert "er is niets vastgelegd" in play.text()
        assert play.count("journal") == before
        await play.press("escape", "shift+tab", *["backspace"] * 14, "f2")
        assert "schrijf waarom" in play.text(), "what is refused is refused before it is asked"
        await play.type("Huur opgezegd.")
        await play.press("f2")
        await play.type(number.replace("-", "")[-3:] + "\n")
        assert recorded(play, "change_state")["state"] == "ended"


async def test_a_graduation_is_no_loss_and_asks_nothing(store: Path) -> None:
    """Only what takes something from a tenant is confirmed."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "home", "colon")
        await play.type("vervolg\n")
        await play.press("1", "f2")
        assert "aatste 3 cijfers" not in play.text()


GIVEN = rung(Rung.RED_CARD, date(2026, 11, 16))
CURED = replace(GIVEN, outcome=Outcome.CURED)


@pytest.mark.parametrize(
    ("card", "others", "verbs"),
    [
        (GIVEN, (), ("approve", "close_rung")),
        (replace(GIVEN, outcome=Outcome.NOT_CURED), (), ("approve",)),
        (replace(GIVEN, second="tess"), (), ("close_rung",)),
        (replace(GIVEN, outcome=Outcome.NOT_CURED, second="tess"), (), ()),
        (replace(GIVEN, outcome=Outcome.NOT_CURED), (replace(CURED, id=1, on=date(2026, 11, 17)),),
         ()),
        (CURED, (), ()),
        (replace(GIVEN, rung=Rung.YELLOW_CARD), (), ("close_rung",)),
    ],
)  # fmt: skip
def test_a_red_card_is_approved_as_long_as_it_waits_for_a_second_person(
    card: LadderStep, others: tuple[LadderStep, ...], verbs: tuple[str, ...]
) -> None:
    """Also where it was said that it led to no cure; else only what is open is closed (R75)."""
    made = agreement("second_chance", ladder=(card, *others))
    view = CaseView(case(agreements=(made,)), (), (), (), (), 0, TODAY)
    found = acts(view, card, "8", papers=False)
    assert tuple(verb for verb in found if verb in {"approve", "close_rung"}) == verbs


async def test_a_red_card_is_approved_with_the_last_digits_behind_its_gate(store: Path) -> None:
    """What the gate refuses is said before they are asked."""
    async with playing(store, login="bram") as play:
        play.do("UPDATE ladder_step SET rung = 'red_card', by = 'anna'")
        await play.press("/")
        await play.type("dijkpad 1\n")
        await play.press("8", "home", "down", "down")
        before = play.count("journal")
        await play.press("colon")
        await play.type("goedkeuren\n")
        assert "Eerst een gele kaart" in play.lines()[-2]
        for below in ("yellow_card", "three_party"):
            play.do(
                "INSERT INTO ladder_step (agreement, rung, on_day, text, by, second, outcome)"
                f" SELECT agreement, '{below}', date(on_day, '-1 day'), 'Tekst.', by, '',"
                " 'not_cured'"
                " FROM ladder_step WHERE rung = 'red_card'"
            )
        await play.press("colon")
        await play.type("goedkeuren\n")
        assert "aatste 3 cijfers" in play.lines()[-2]
        await play.type("1\n")
        assert "er is niets vastgelegd" in play.text()
        assert play.count("journal") == before
        await play.press("escape", "colon")
        await play.type("goedkeuren\n")
        await play.type(_digits(play) + "\n")
        assert recorded(play, "approve_rung")


async def test_a_refused_red_card_says_what_is_asked_and_keeps_the_text(store: Path) -> None:
    """R58: without children it is a reason, in the last field; it stands in the journal."""
    async with playing(store) as play:
        play.do("UPDATE ladder_step SET outcome = 'not_cured', outcome_on = on_day")
        play.do(
            "INSERT INTO ladder_step (agreement, rung, on_day, text, by, second, outcome,"
            " outcome_on) SELECT agreement, 'three_party', on_day, 'Gesprek.', by, '', outcome,"
            " outcome_on FROM ladder_step"
        )
        await play.press(*SECOND_CHANCE, "home", "colon")
        await play.type("ladder\n")
        await play.press("tab", "tab")
        await play.type("U moet de woning uit.")
        await play.press("f2")
        assert "Vraag het meldpunt opvang" in play.lines()[-2]
        assert "U moet de woning uit." in play.text()
        await play.type("Gaat naar familie.")
        await play.press("f2")
        await play.type(_digits(play) + "\n")
        asked = recorded(play, "rung")
        assert (asked["rung"], asked["why"]) == ("red_card", "Gaat naar familie.")


def _digits(play: Play) -> str:
    """The last three digits of the case number on the screen."""
    number = next(row for row in play.lines() if row.strip()[:4].isdigit() and "-" in row).split()
    return number[0].replace("-", "")[-3:]


async def test_who_signs_follows_the_form_unless_it_was_chosen(store: Path) -> None:
    """F5 asks the provider too; what was taken off stays off."""
    async with playing(store) as play:
        play.do("UPDATE agreement SET withdrawn_at = 1 WHERE kind = 'second_chance'")
        await play.press("enter", "8", "enter", "enter", *["tab"] * 5)
        fields = {field.name: field for field in play.app.screen.fields}  # type: ignore[attr-defined]
        assert fields["signatories"].state == "landlord tenant"
        await play.press("right")
        followed = [fields["signatories"].state]
        for _ in range(4):
            await play.press("right")
            followed.append(fields["signatories"].state)
        assert "landlord tenant provider" in followed
        await play.press("tab", "tab", "down", "space", "up")
        chosen = fields["signatories"].state
        assert chosen in {"landlord", "landlord provider"}
        await play.press("shift+tab", "shift+tab", "left")
        assert fields["signatories"].state == chosen


async def test_a_draft_is_given_its_first_day_its_debt_and_the_signatures_of_its_form(
    store: Path,
) -> None:
    """R70, R71: an end two years after the first day is no longer than two years."""
    async with playing(store) as play:
        play.do("UPDATE agreement SET withdrawn_at = 1 WHERE kind = 'second_chance'")
        await play.press("enter", "8", "enter", "enter", *["tab"] * 5, *["right"] * 5, "f2")
        assert recorded(play, "agree")["terms"]["form"] == "F6"  # type: ignore[index]
        await play.press("home", "enter", "enter", "1", *["tab"] * 4)
        fields = {field.name: field for field in play.app.screen.fields}  # type: ignore[attr-defined]
        assert fields["start"].state == "03-11-2026"
        assert fields["signatories"].state == "landlord tenant provider"
        assert fields["debt_cents"].state == ""
        await play.type("01-12-2026")
        await play.press("tab")
        await play.type("30-11-2028")
        await play.press("tab", "tab", "down", "space")
        fields["debt_cents"].restore("1.372,5")
        fields["old_debt_why"].restore("Regeling bij de stadsbank.")
        assert fields["language"].state == "nl"
        fields["language"].restore("en")
        await play.press("f2")
        asked = recorded(play, "change_state")
        assert (asked["start_on"], asked["end_on"]) == ("2026-12-01", "2028-11-30")
        texts = {one["clause"]: one for one in asked["conditions"]}  # type: ignore[attr-defined]
        assert texts["C06"]["first_on"] == "2026-12-01"
        assert "pays off the old debt of € 1.372,50" in texts["C02"]["text"]
        assert asked["terms"]["debt_cents"] == 137_250  # type: ignore[index]


async def test_own_conditions_come_before_the_draft_or_after_it(store: Path) -> None:
    """The form says how; one that was added first does not stand for those of the library."""
    async with playing(store) as play:
        play.do("UPDATE agreement SET withdrawn_at = 1 WHERE kind = 'second_chance'")
        await play.press("enter", "8", "enter", "enter")
        assert ":voorwaarde" in play.text()
        await play.look_and_press("f2", "home", "colon")
        await play.type("voorwaarde\n")
        await play.type("Meldt zich elke maand.")
        await play.press("tab")
        await play.type("10-11")
        await play.press("f2")
        assert recorded(play, "add_condition")
        await play.press("home", "enter", "enter", "1")
        assert ":voorwaarde" in play.text()
        await play.press(*["tab"] * 5)
        await play.type("02-11-2027")
        await play.press(*["tab"] * 4)
        await play.type("Afbetaald.")
        await play.press("f2")
        clauses = [one["clause"] for one in recorded(play, "change_state")["conditions"]]  # type: ignore[attr-defined]
        assert "C01" in clauses
