"""What can be done with what was agreed: the cursor, judging, and the forms."""

import json
from pathlib import Path

import pytest

from caseconsole.store.sqlite import connect
from tests.tui.play import playing, pointed, recorded
from tests.tui.stores import due_store

SECOND_CHANCE = ("enter", "8")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which each case has an agreement of every kind."""
    return due_store(tmp_path / "store.db", 6, agreed=True)


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
    """Both name the evidence that the condition asks for."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, key)
        asked = recorded(play, "judge")
        assert (asked["verdict"], asked["original_on"]) == (verdict, "2026-10-07")
        assert asked["evidence"] == "attendance"
        assert word in pointed(play)


async def test_a_miss_without_a_reference_is_named_before_it_is_held_against_somebody(
    store: Path,
) -> None:
    """At a rung of the ladder and at a decision, until the reference is there."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "x")
        for command in ("ladder\n", "besluit\n", "vervolg\n1"):
            await play.press("colon")
            await play.type(command)
            text = " ".join(play.text().split())
            assert "staat geen verwijzing (wo 14 okt)" in text, text
            await play.press("escape")
        await play.press("o", "tab", "tab", "tab")
        await play.type("Lijst van 14 oktober")
        await play.look_and_press("f2", "colon")
        await play.type("ladder\n")
        assert "staat geen verwijzing" not in play.text()


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


async def test_what_was_typed_stays_when_a_colleague_was_first(store: Path) -> None:
    """The refusal names who; the words stand in the form, and in a draft when it is left."""
    why = "Lag in het ziekenhuis."
    first_of_all = ("f", *["backspace"] * 20, "enter", "home", *SECOND_CHANCE)
    async with playing(store) as play:
        await play.press(*first_of_all, "e")
        await play.type(why)
        async with playing(store, login="bram") as other:
            await other.press(*first_of_all, "x")
            assert recorded(other, "judge")["verdict"] == "missed"
        await play.press("f2")
        assert recorded(play, "judge")["verdict"] == "missed"
        assert "bram" in " ".join(play.lines()[-3:])
        assert why in play.text()
        await play.press("escape")
        assert [json.loads(body)["why"] for (body,) in play.rows("SELECT body FROM draft")] == [why]


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


async def test_a_paper_is_added_to_what_was_judged_and_nothing_of_that_is_lost(
    store: Path,
) -> None:
    """The form opens on the judgement that stands, with its reason and what showed it."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "e")
        await play.type("Lag in het ziekenhuis.")
        await play.press("tab", "end", "f2")
        before = recorded(play, "judge")
        await play.press("o", "tab", "tab", "tab")
        await play.type("Brief van 14 okt")
        await play.press("f2")
        after = recorded(play, "judge")
        assert (before["why"], before["evidence"]) == ("Lag in het ziekenhuis.", "statement")
        for name in ("verdict", "original_on", "why", "evidence"):
            assert after[name] == before[name], name
        assert after["reference"] == "Brief van 14 okt"
        await play.press("o", "tab", "tab", "tab")
        await play.type(", blad 2")
        await play.press("f2")
        assert recorded(play, "judge")["reference"] == "Brief van 14 okt, blad 2"


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
        await play.press("escape", "home", "down", "down", "enter")
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
        await play.press("1", "tab", "tab", "tab")
        await play.type("Opname")
        await play.press("f2")
        assert recorded(play, "suspend")["why"] == "Opname"
        await play.press("home", "colon")
        await play.type("opschorten\n")
        assert "02-12-2026" in play.text()
        await play.press("escape")
        await play.press("home", "down", "enter", "enter", "f2")
        assert recorded(play, "resume")["until"] == "2026-11-03"


async def test_a_standstill_is_ended_from_the_agreement_that_stands_still(store: Path) -> None:
    """In the list of what can be done with that, and as `:hervatten`."""
    async with playing(store) as play:
        await play.press("enter", "6", "home", "colon")
        await play.type("hervatten\n")
        assert "Hier staat niets stil" in play.text()
        await play.press("escape", "home", "colon")
        await play.type("opschorten\n")
        await play.press("1", "tab", "tab", "tab")
        await play.type("Opname")
        await play.press("f2", "home", "enter")
        assert ":hervatten" in play.text()
        await play.press("escape", "home", "colon")
        await play.type("hervatten\n")
        await play.press("f2")
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


async def test_guidance_is_prolonged_by_the_decision_that_its_end_asks_for(store: Path) -> None:
    """At 80x24, by the keys that the row and the section name; `u` takes it back."""
    async with playing(store) as play:
        play.do("UPDATE agreement SET end_on = '2026-11-20' WHERE kind = 'housing_support'")
        await play.press("enter", "6", "home", "enter")
        assert ":besluit" in play.text()
        await play.press("escape", "colon")
        await play.type("besluit\n")
        await play.press("1", "tab", "tab", "tab")
        await play.type("1-6-2027")
        await play.press("f2")
        asked = recorded(play, "decide")
        assert (asked["decision"], asked["end_on"]) == ("keep", "2027-06-01")
        assert "verlengd tot en met" in play.text()
        assert "tot en met di 1 jun 2027." in play.text()
        await play.press("u")
        assert "tot en met vr 20 nov." in play.text()


async def test_what_was_signed_names_no_later_last_day(store: Path) -> None:
    """A lease ends as it was signed, in its window."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "home", "colon")
        await play.type("besluit\n")
        assert "Beoordelen op" in play.text()
        assert "Verleng" not in play.text()


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
        await play.press("3")
        assert "Toeslag aangevraagd" in play.text()


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


ENDED = "SELECT state FROM agreement_state ORDER BY id DESC LIMIT 1"


async def test_answering_a_proposal_asks_how_and_a_rejection_why(store: Path) -> None:
    """`m` alone answers nothing (R62)."""
    conn = connect(store)
    conn.execute("UPDATE condition SET clause = 'answer', first_on = '2026-11-02', rule = ''")
    conn.close()
    async with playing(store) as play:
        before = play.count("judgement")
        await play.press("enter", "5", "m", "f2")
        assert play.count("judgement") == before
        await play.press("right", "right", "f2")
        assert play.count("judgement") == before
        await play.type("Het aanbod is te laag.")
        await play.press("f2")
        asked = recorded(play, "judge")
        assert (asked["verdict"], asked["answer"], asked["why"], asked["evidence"]) == (
            "met", "rejected", "Het aanbod is te laag.", "attendance",
        )  # fmt: skip
        assert "geweigerd" in "\n".join(play.lines())


@pytest.mark.parametrize("agreed", [True, False])
async def test_a_text_can_be_read_where_there_is_one(tmp_path: Path, agreed: bool) -> None:
    """Nobody is led to an empty list."""
    async with playing(due_store(tmp_path / "s.db", 1, agreed=agreed)) as play:
        await play.press(*SECOND_CHANCE, *(("home",) if agreed else ()), "enter")
        assert ":afspraak" in play.text()
        assert (":tekst" in play.text()) is agreed


async def test_a_promise_that_runs_is_named_where_an_arrangement_is_decided_about(
    store: Path,
) -> None:
    """P01: until it is kept or broken; of what it is no part nothing is said."""
    async with playing(store) as play:
        play.do(
            "INSERT INTO promise (case_file, made_on, due_on, cents, by)"
            " SELECT id, '2026-11-03', '2026-11-10', 50000, 'anna' FROM case_file"
        )
        await play.press("enter", "4", "home", "colon")
        await play.type("besluit\n")
        assert "toezegging: € 500,00 uiterlijk di 10 nov." in play.text()
        await play.press("escape", "8", "home", "colon")
        await play.type("besluit\n")
        assert "toezegging" not in play.text()


@pytest.mark.parametrize(
    ("keys", "command", "word"),
    [
        (("6", "home"), "opschorten", "Soort"),
        (("8", "home", "down", "down"), "ladder-afgerond", ""),
    ],
)
async def test_what_weighs_is_chosen_and_never_presumed(
    store: Path, keys: tuple[str, ...], command: str, word: str
) -> None:
    """Why something stands still, and how a rung ended."""
    async with playing(store) as play:
        await play.press("enter", *keys, "colon")
        await play.type(f"{command}\n")
        before = play.count("journal")
        await play.press("f2")
        assert f"Kies eerst bij “{word}" in play.text()
        assert play.count("journal") == before


async def test_a_form_that_moves_a_duty_asks_its_day(store: Path) -> None:
    async with playing(store) as play:
        await play.press("enter", "8", "M")
        assert "mag leeg blijven" not in play.text()
