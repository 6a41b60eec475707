"""What can be done with what was agreed: the cursor, judging, and the forms."""

import json
from pathlib import Path

import pytest

from tests.tui.play import Play, playing
from tests.tui.stores import due_store

SECOND_CHANCE = ("enter", "8")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which each case has an agreement of every kind."""
    return due_store(tmp_path / "store.db", 6, agreed=True)


def pointed(play: Play) -> str:
    """The line at which the cursor stands."""
    return next(line for line in play.lines()[7:] if line.startswith("▶"))


def recorded(play: Play, kind: str) -> dict[str, object]:
    """What the newest change asked for."""
    rows = play.rows("SELECT kind, payload FROM journal_content JOIN journal USING (seq)"
                     " ORDER BY seq DESC LIMIT 1")  # fmt: skip
    assert rows[0][0] == kind
    found: dict[str, object] = json.loads(rows[0][1])
    return found


async def test_a_judgement_is_recorded_undone_and_kept_in_the_journal_by_its_outcome(
    store: Path,
) -> None:
    """Which duty of which day, and the verdict."""
    async with playing(store, size=(120, 40)) as play:
        await play.press(*SECOND_CHANCE, "m")
        outcome = "Komt op gesprek. wo 7 okt: voldaan"
        assert f": {outcome}." in play.lines()[-2]
        await play.press("u")
        assert f": {outcome}." in play.lines()[-2]
        await play.press("J")
        assert outcome in play.text()


async def test_the_cursor_begins_at_the_duty_that_waits(store: Path) -> None:
    """Arrows go from thing to thing; Home to the agreement itself."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE)
        assert "te beoordelen" in pointed(play)
        await play.press("home")
        assert "Tweede kans" in pointed(play)
        await play.press("down")
        assert "Opname." in pointed(play)


@pytest.mark.parametrize(("key", "verdict", "word"), [("m", "met", "voldaan"),
                                                      ("x", "missed", "gemist")])  # fmt: skip
async def test_one_key_judges_and_the_cursor_stays(
    store: Path, key: str, verdict: str, word: str
) -> None:
    """`m` names the evidence that the condition asks for."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, key)
        asked = recorded(play, "judge")
        assert (asked["verdict"], asked["original_on"]) == (verdict, "2026-10-07")
        assert asked["evidence"] == ("attendance" if key == "m" else None)
        assert word in pointed(play)


@pytest.mark.parametrize(("key", "verdict"), [("e", "excused"), ("W", "waived")])
async def test_excusing_and_waiving_ask_a_reason(store: Path, key: str, verdict: str) -> None:
    """Nothing is recorded without one."""
    async with playing(store) as play:
        before = play.count("judgement")
        await play.press(*SECOND_CHANCE, key, "f2")
        assert play.count("judgement") == before
        await play.type("Lag in het ziekenhuis.")
        await play.press("f2")
        asked = recorded(play, "judge")
        assert (asked["verdict"], asked["why"]) == (verdict, "Lag in het ziekenhuis.")


async def test_a_duty_moves_to_another_day_for_a_reason(store: Path) -> None:
    """Both days are shown."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "down", "M")
        await play.type("20-11")
        await play.press("tab")
        await play.type("Coach is ziek")
        await play.press("f2")
        asked = recorded(play, "judge")
        assert (asked["verdict"], asked["moved_to"]) == ("moved", "2026-11-20")
        assert "vr 20 nov" in pointed(play)
        assert "was" in pointed(play)


async def test_o_records_evidence_at_a_duty_and_a_note_elsewhere(store: Path) -> None:
    """The paper that shows it stands behind the judgement."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "o")
        assert "Oordeel" in play.lines()[0]
        await play.press("2", "tab", "tab", "tab")
        await play.type("Lijst van 14 okt")
        await play.press("f2")
        asked = recorded(play, "judge")
        assert (asked["verdict"], asked["reference"]) == ("partly", "Lijst van 14 okt")
        await play.press("1", "o")
        assert "Opmerking" in play.lines()[0]


async def test_what_was_typed_about_one_duty_does_not_come_back_over_another(store: Path) -> None:
    """A draft belongs to the duty and the judgement."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "e")
        await play.type("Ziek")
        await play.press("escape", "down", "e")
        assert "Ziek" not in play.text()
        await play.press("escape", "up", "e")
        assert "Ziek" in play.text()


async def test_without_a_duty_a_judging_key_says_what_to_do(store: Path) -> None:
    """On the agreement itself, and in a section without any."""
    async with playing(store) as play:
        before = play.count("journal")
        await play.press(*SECOND_CHANCE, "home", "m")
        assert "naar een verplichting" in play.lines()[-2]
        await play.press("2", "x")
        assert "naar een verplichting" in play.lines()[-2]
        assert play.count("journal") == before


async def test_enter_shows_what_can_be_done_with_what_stands_there(store: Path) -> None:
    """With a duty its judgements, with a rung its end; the chosen one is done."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "enter")
        assert "laten vallen" in play.text() or "vallen" in play.text()
        await play.press("escape", "end", "enter")
        assert ":ladder-afgerond" in play.text()
        await play.press("enter")
        await play.type("1")
        await play.press("f2")
        assert recorded(play, "close_rung")["outcome"] == "cured"


async def test_an_agreement_stands_still_and_goes_on(store: Path) -> None:
    """`:opschorten` and `:hervatten`."""
    async with playing(store) as play:
        await play.press("enter", "6", "home", "colon")
        await play.type("opschorten\n")
        await play.press("tab", "tab", "tab")
        await play.type("Opname")
        await play.press("f2")
        assert recorded(play, "suspend")["why"] == "Opname"
        await play.press("home", "down", "enter", "enter", "f2")
        assert recorded(play, "resume")["until"] == "2026-11-03"


async def test_a_plan_is_offered_and_accepted_with_its_sessions(tmp_path: Path) -> None:
    """The conditions come from the policy: sessions, goals, report."""
    async with playing(due_store(tmp_path / "empty.db", 3)) as play:
        await play.press("enter", "7", "enter", "enter", "f2")
        asked = recorded(play, "agree")
        assert (asked["agreement"], asked["state"]) == ("budget_coaching", "offered")
        assert asked["conditions"] == []
        await play.press("home", "colon")
        await play.type("vervolg\n")
        await play.press("1", *["tab"] * 6)
        await play.type("10-11")
        await play.press("f2")
        asked = recorded(play, "change_state")
        assert asked["state"] == "accepted"
        clauses = [one["clause"] for one in asked["conditions"]]  # type: ignore[attr-defined]
        assert "session" in clauses
        assert "report" in clauses


async def test_a_budget_talk_is_agreed_and_its_outcome_recorded(tmp_path: Path) -> None:
    """`:afspraak`, then `:gehouden`."""
    async with playing(due_store(tmp_path / "empty.db", 3)) as play:
        await play.press("enter", "colon")
        await play.type("afspraak\n")
        await play.press("tab")
        await play.type("vandaag")
        await play.press("f2")
        assert recorded(play, "appointment")["appointment"]["kind"] == "budget_talk"  # type: ignore[index]
        await play.press("colon")
        await play.type("gehouden\n")
        await play.press("tab", "tab")
        await play.type("Toeslag aangevraagd")
        await play.press("f2")
        assert recorded(play, "close_appointment")["outcome"] == "Toeslag aangevraagd"


async def test_an_auditor_judges_nothing(store: Path) -> None:
    """The right is asked before anything else."""
    async with playing(store) as play:
        play.do("UPDATE caseworker SET role = 'auditor' WHERE login = 'anna'")
        before = play.count("judgement")
        await play.press(*SECOND_CHANCE, "m")
        assert play.count("judgement") == before


async def test_the_burden_of_proof_says_what_is_missing(store: Path) -> None:
    """Each condition with what is in the file and what is not."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "colon")
        await play.type("bewijslast\n")
        assert "Bewijslast" in play.lines()[0]
        assert "ontbreekt" in play.text()


async def test_a_second_chance_is_applied_for_drafted_and_signed(store: Path) -> None:
    """The conditions come out of the library, resting on what runs beside it; then a signature."""
    async with playing(store) as play:
        play.do("UPDATE agreement SET withdrawn_at = 1 WHERE kind = 'second_chance'")
        await play.press("enter", "8", "enter", "enter", "f2")
        assert recorded(play, "agree")["state"] == "applied"
        await play.press("home", "enter", "enter", "1", *["tab"] * 4)
        await play.type("02-11-2027")
        await play.press("f2")
        asked = recorded(play, "change_state")
        assert (asked["state"], asked["end_on"]) == ("drafted", "2027-11-02")
        clauses = [one["clause"] for one in asked["conditions"]]  # type: ignore[attr-defined]
        assert {"C01", "C03", "C13"} <= set(clauses)
        await play.press("home", "colon")
        await play.type("ondertekend\n")
        await play.press("tab")
        await play.type("huurder en corporatie")
        await play.press("f2")
        assert recorded(play, "sign")["signed_by"] == "huurder en corporatie"
        assert "ondertekend" in pointed(play)


ENDED = "SELECT state FROM agreement_state ORDER BY id DESC LIMIT 1"


async def test_a_second_chance_ends_only_with_the_last_digits_of_the_case_number(
    store: Path,
) -> None:
    """F2 alone records nothing, nor do other digits; one sentence says so."""
    async with playing(store) as play:
        play.do("UPDATE agreement SET signed_on = '2026-08-01' WHERE kind = 'second_chance'")
        before = play.count("journal")
        await play.press(*SECOND_CHANCE, "home", "colon")
        await play.type("vervolg\n")
        await play.press("5", "tab", "tab")
        await play.type("Huur opgezegd.")
        await play.press("tab")
        await play.type("OPZ-1")
        await play.press("f2")
        number = play.lines()[1].split()[0]
        assert "laatste 3 cijfers" in play.lines()[-2]
        await play.type("000\n")
        assert "er is niets vastgelegd" in play.text()
        assert play.count("journal") == before
        await play.press("escape", "f2")
        await play.type(number.replace("-", "")[-3:] + "\n")
        assert recorded(play, "change_state")["state"] == "ended"


async def test_a_graduation_is_no_loss_and_asks_nothing(store: Path) -> None:
    """Only what takes something from a tenant is confirmed."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "home", "colon")
        await play.type("vervolg\n")
        await play.press("1", "f2")
        assert "laatste 3 cijfers" not in play.text()


async def test_a_red_card_is_taken_and_approved_with_the_last_digits(store: Path) -> None:
    """A gate that refuses says so after them."""
    async with playing(store, login="bram") as play:
        play.do("UPDATE ladder_step SET rung = 'red_card', by = 'anna'")
        await play.press("/")
        await play.type("dijkpad 1\n")
        await play.press("8", "end")
        before = play.count("journal")
        await play.press("colon")
        await play.type("goedkeuren\n")
        assert "laatste 3 cijfers" in play.lines()[-2]
        await play.type("1\n")
        assert "er is niets vastgelegd" in play.text()
        await play.press("escape")
        assert play.count("journal") == before


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


async def test_own_conditions_come_before_the_draft_or_after_it(store: Path) -> None:
    """The form says how; one that was added first does not stand for those of the library."""
    async with playing(store) as play:
        play.do("UPDATE agreement SET withdrawn_at = 1 WHERE kind = 'second_chance'")
        await play.press("enter", "8", "enter", "enter")
        assert ":voorwaarde" in play.text()
        await play.press("f2", "home", "colon")
        await play.type("voorwaarde\n")
        await play.type("Meldt zich elke maand.")
        await play.press("tab")
        await play.type("10-11")
        await play.press("f2")
        assert recorded(play, "add_condition")
        await play.press("home", "enter", "enter", "1")
        assert ":voorwaarde" in play.text()
        await play.press(*["tab"] * 4)
        await play.type("02-11-2027")
        await play.press("f2")
        clauses = [one["clause"] for one in recorded(play, "change_state")["conditions"]]  # type: ignore[attr-defined]
        assert "C01" in clauses
