"""Breaches in a review: which condition a rung is about, how it ended, and what is offered."""

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import Receipt, record
from caseconsole.casework.session import Session
from caseconsole.casework.why import verdicts
from caseconsole.domain.agreement import DecisionKind, JudgedAs, Outcome, Rung, Weight
from caseconsole.domain.agreement_changes import Decide
from caseconsole.domain.changes import AddNote, Change
from caseconsole.domain.message import Refused, message
from caseconsole.domain.verdict import Due
from caseconsole.store import read
from caseconsole.store.rows import CaseView
from caseconsole.tui.app import BURST
from tests.casework.agreed import arrangement, condition, judge, newest
from tests.casework.reviews import conditions, second_chances, talk, waiting
from tests.casework.stores import TODAY, build, session
from tests.tui.play import Play, playing
from tests.tui.stores import due_store

FILES = 2
REVIEWED = ("R", "end", "enter", *"agreement:second_chance", "enter")
COACH, VISIT = "Komt elke week naar de budgetcoach.", "Laat de begeleider binnen."


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files with a second chance that asks a visit besides, due the day before yesterday."""
    visit = condition(
        clause="C10", weight=Weight.MAJOR, text=VISIT, rule="", first_on=TODAY - timedelta(days=2)
    )
    both = (*conditions(), visit)
    monkeypatch.setattr("tests.casework.reviews.conditions", lambda: both)
    return second_chances(tmp_path / "s.db", FILES)


@pytest.fixture
def here(store: Path) -> Iterator[Session]:
    """A session on it."""
    one = session(store)
    yield one
    one.close()


def asked(here: Session) -> list[Due]:
    """What the ladder asks for in the first file."""
    found = [one for one in verdicts(here, 1) if isinstance(one, Due)]
    return [one for one in found if one.action == "breach_rung"]


def coach_missed_and_talked_about(here: Session, on: date) -> int:
    """The sessions were missed, and talked about on a day; the condition."""
    for duty in waiting(here, 1):
        missed = judge(duty.condition, duty.original_on, JudgedAs.MISSED)
        record(missed.model_copy(update={"case": 1}), session=here)
    talk(here, 1)
    coach = waiting(here, 1)[0].condition.id
    with here.store.transaction():
        here.conn.execute("UPDATE judgement SET on_day = ?", (on,))
        here.conn.execute(
            "UPDATE ladder_step SET on_day = ?, condition = ? WHERE agreement = ?",
            (on, coach, newest(here, 1).id),
        )
    return coach


def form(play: Play) -> dict[str, str]:
    """What is filled in in a form."""
    return {field.name: field.state for field in play.app.screen.fields}  # type: ignore[attr-defined]


async def test_a_warning_is_about_the_newest_breach_that_was_not_dealt_with(
    store: Path, here: Session
) -> None:
    """As the worklist says; no rung is skipped by it."""
    coach_missed_and_talked_about(here, TODAY - timedelta(days=1))
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "x", "enter")
        visit = next(one.id for one in newest(here, 1).conditions if one.clause == "C10")
        assert (form(play)["condition"], form(play)["rung"]) == (str(visit), "yellow_card")
        assert form(play)["text"] == f"Niet nagekomen: {VISIT}"
        await play.press("f2")
    assert newest(here, 1).ladder[-1].condition == visit
    assert asked(here) == []


async def test_the_condition_of_a_warning_can_be_changed_and_its_text_follows(
    store: Path, here: Session
) -> None:
    """Until something else was typed; the agreement as a whole is a choice too."""
    coach = coach_missed_and_talked_about(here, TODAY - timedelta(days=1))
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "x", "enter", "tab")
        assert f"C10 {VISIT}" in play.text()
        await play.press("1")
        assert form(play)["text"] == f"Niet nagekomen: {COACH}"
        await play.press("end")
        assert (form(play)["condition"], form(play)["text"]) == ("", "")
        await play.press("tab")
        await play.type("Kom.")
        await play.look_and_press("shift+tab", "1")
        assert (form(play)["condition"], form(play)["text"]) == (str(coach), "Kom.")
        await play.press("f2")
    assert newest(here, 1).ladder[-1].condition == coach


async def test_a_rung_in_the_file_is_about_what_was_breached_too(tmp_path: Path) -> None:
    """Where no duty is pointed at."""
    async with playing(due_store(tmp_path / "b.db", 1, agreed=True)) as play:
        await play.look_and_press("enter", "8", "home", "colon")
        await play.type("ladder\n")
        missed = "SELECT condition FROM judgement WHERE verdict = 'missed'"
        (broken,) = play.rows(f"SELECT id FROM condition WHERE id IN ({missed})")
        assert form(play)["condition"] == str(broken[0])
        assert "Pas daarna: rode kaart." in " ".join(play.text().split())


async def test_a_rung_of_which_the_outcome_is_due_waits_for_a_key(
    store: Path, here: Session
) -> None:
    """After the working days of the talk, as the step says; before them it does not."""
    coach_missed_and_talked_about(here, TODAY - timedelta(days=6))
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "m")
        assert play.app.screen.item is None  # type: ignore[attr-defined]
    with here.store.transaction():
        here.conn.execute("UPDATE ladder_step SET on_day = ?", (TODAY - timedelta(days=7),))
        here.conn.execute("UPDATE judgement SET on_day = ?", (TODAY - timedelta(days=8),))
    assert [one.because.id for one in asked(here)] == ["breach_rung.outcome"]
    async with playing(store) as play:
        await play.look_and_press("R", "enter")
        assert "m hersteld, x niet hersteld" in play.text()
        await play.press("m")
        assert play.app.screen.item is None  # type: ignore[attr-defined]
    assert newest(here, 1).ladder[-1].outcome is Outcome.CURED


async def test_its_digit_warns_as_it_is_shown_and_one_undo_takes_all_of_it_back(
    store: Path, here: Session
) -> None:
    """The card, its text, its time to cure and the decision are one key; what nothing shows too."""
    coach_missed_and_talked_about(here, TODAY - timedelta(days=1))
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "x")
        said = " ".join(play.text().split())
        assert "gele kaart (C10), te herstellen tot en met " in said
        assert f"Niet nagekomen: {VISIT}" in said
        assert "bij 1 gemiste verplichting staat geen verwijzing" in said
        await play.look_and_press("2")
        assert "dossier 2 van 2" in play.text()
        card, (decided,) = newest(here, 1).ladder[-1], newest(here, 1).decisions
        assert (card.rung, card.text) == (Rung.YELLOW_CARD, f"Niet nagekomen: {VISIT}")
        assert decided.kind is DecisionKind.WARN
        assert decided.next_review_on is not None
        assert f"bespreking op {play.app.speaker.day(decided.next_review_on, TODAY)}" in said
        await play.look_and_press("u", "u")
        assert "dossier 1 van 2" in play.text()
        assert newest(here, 1).ladder[-1].rung is Rung.TALK
        assert not newest(here, 1).decisions


@pytest.mark.parametrize("keys", [("2",), ("enter", "f2")])
async def test_the_receipt_of_a_warning_names_all_that_was_recorded_with_it(
    store: Path, here: Session, keys: tuple[str, ...]
) -> None:
    """As the question of `u` does: the next file is on the screen already."""
    coach_missed_and_talked_about(here, TODAY - timedelta(days=1))
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "x", *keys)
        told = " ".join(play.text().split())
        assert "dossier 2 van 2" in told
        recorded = told.split("Vastgelegd in dossier ")[1].partition(": ")[2].partition(".")[0]
        assert recorded.startswith("gele kaart: ")
        assert recorded.endswith(" · Tweede kans: waarschuwen · dossier in een doorloop afgerond")
        await play.press("u")
        assert f"{recorded}?" in " ".join(play.text().split())


async def test_the_digit_opens_the_form_in_which_something_was_typed_before(
    store: Path, here: Session
) -> None:
    """It would be lost without it."""
    coach_missed_and_talked_about(here, TODAY - timedelta(days=1))
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "x", "enter", "tab", "tab", *" Kom.", "escape", "2")
        assert form(play)["text"] == f"Niet nagekomen: {VISIT} Kom."
        assert newest(here, 1).ladder[-1].rung is Rung.TALK


async def test_the_digit_opens_the_form_where_a_rung_is_refused(
    store: Path, here: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There it can be set right."""
    coach_missed_and_talked_about(here, TODAY - timedelta(days=1))

    def shut(*_: object) -> None:
        raise Refused(message("refused.rung_no_breach", rung_word="rung.yellow_card"))

    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "x")
        monkeypatch.setattr("caseconsole.casework.handlers.ladder._require_breach", shut)
        await play.look_and_press("2")
        assert form(play)["text"] == f"Niet nagekomen: {VISIT}"
        assert play.app.speaker.say("rung.yellow_card") in play.text()
        assert [step.rung for step in newest(here, 1).ladder] == [Rung.TALK]


async def test_the_digit_warns_of_nothing_that_a_colleague_changed_unseen(
    store: Path, here: Session
) -> None:
    """It is shown anew, and the next digit records it."""
    coach_missed_and_talked_about(here, TODAY - timedelta(days=1))
    bram = session(store, "bram")
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "x")
        record(AddNote(case=1, text="Belde net."), session=bram)
        await play.look_and_press("2")
        assert "dossier 1 van 2" in play.text()
        assert "bram" in play.text()
        assert [step.rung for step in newest(here, 1).ladder] == [Rung.TALK]
        await asyncio.sleep(BURST)
        await play.look_and_press("2")
        assert "dossier 2 van 2" in play.text()
        assert newest(here, 1).ladder[-1].rung is Rung.YELLOW_CARD
    bram.close()


async def test_enter_that_is_held_gives_nobody_a_card(store: Path, here: Session) -> None:
    """It opens what is proposed; that is recorded by a key of its own."""
    coach_missed_and_talked_about(here, TODAY - timedelta(days=1))
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "x", "enter")
        assert form(play)["text"] == f"Niet nagekomen: {VISIT}"
        await play.look_and_press("enter", "enter", "enter")
        assert [step.rung for step in newest(here, 1).ladder] == [Rung.TALK]
        assert not newest(here, 1).decisions


async def test_a_warning_ends_the_file_and_one_undo_takes_all_of_it_back(
    store: Path, here: Session
) -> None:
    """Enter looks at it, F2 records it and opens the next file."""
    coach_missed_and_talked_about(here, TODAY - timedelta(days=1))
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "x", "enter", "f2")
        assert "dossier 2 van 2" in play.text()
        assert "Vastgelegd" in play.lines()[-3]
        assert "waarschuwen" in play.lines()[-2]
        assert newest(here, 1).ladder[-1].rung is Rung.YELLOW_CARD
        assert [one.case for one in read.review_files(here.conn, 1) if one.done_on] == [1]
        await play.look_and_press("u", "u")
        assert "dossier 1 van 2" in play.text()
        assert newest(here, 1).ladder[-1].rung is Rung.TALK
        assert not newest(here, 1).decisions
        assert not any(one.done_on for one in read.review_files(here.conn, 1))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("01-01-2020", "is geen dag voor de volgende bespreking"),
        ("01-01-2099", "ligt te ver weg"),
    ],
)
async def test_a_warning_is_recorded_as_a_whole_or_not_at_all(
    store: Path, here: Session, day: str, why: str
) -> None:
    """No card stands, and no time to cure runs, by a decision that was refused."""
    coach_missed_and_talked_about(here, TODAY - timedelta(days=1))
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "x", "enter", "shift+tab", *["backspace"] * 10)
        await play.type(day)
        await play.press("f2")
        assert why in " ".join(play.text().split())
        assert [step.rung for step in newest(here, 1).ladder] == [Rung.TALK]
        await play.look_and_press(*["backspace"] * 10, *"+7", "f2")
        assert "dossier 2 van 2" in play.text()
    assert newest(here, 1).ladder[-1].rung is Rung.YELLOW_CARD
    assert newest(here, 1).next_review_on == TODAY + timedelta(days=7)


async def test_a_next_review_that_does_not_lie_ahead_is_looked_at_in_its_field(
    store: Path, here: Session
) -> None:
    """Today does not lie ahead either."""
    coach_missed_and_talked_about(here, TODAY - timedelta(days=1))
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "x", "enter", "shift+tab", *["backspace"] * 10)
        await play.look_and_press(*"+0", "tab", "f2")
        assert "is geen dag voor de volgende bespreking" in " ".join(play.text().split())
        screen = play.app.screen
        assert screen.fields[screen.at].name == "next"  # type: ignore[attr-defined]


async def test_a_warning_of_which_a_part_was_recorded_is_completed_by_the_same_key(
    store: Path, here: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store can fail between the two; what stands already is not in the way."""
    coach_missed_and_talked_about(here, TODAY - timedelta(days=1))
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "x", "enter")
        recorded = play.app._record

        async def broken(change: Change, seen: int | None, *, whole: CaseView | None) -> Receipt:
            if isinstance(change, Decide):
                raise Refused(message("store.busy"))
            return await recorded(change, seen, whole=whole)

        with monkeypatch.context() as patch:
            patch.setattr(play.app, "_record", broken)
            await play.press("f2")
        assert newest(here, 1).ladder[-1].rung is Rung.YELLOW_CARD
        assert not newest(here, 1).decisions
        await play.press("f2")
        assert "dossier 2 van 2" in play.text()
    assert len(newest(here, 1).ladder) == len([Rung.TALK, Rung.YELLOW_CARD])
    assert len(newest(here, 1).decisions) == 1


async def test_what_waits_keeps_the_file_open_after_a_decision(store: Path, here: Session) -> None:
    """An item that was put off is left for a reason only."""
    async with playing(store) as play:
        await play.look_and_press(*REVIEWED, "x", "x", "x", "z", "enter", "f2")
        assert "dossier 1 van 2" in play.text()
        assert not any(one.done_on for one in read.review_files(here.conn, 1))
        assert newest(here, 1).ladder


async def test_only_decisions_that_a_kind_knows_are_offered(tmp_path: Path) -> None:
    """No arrangement graduates, and its warning is no rung of a ladder."""
    path = build(tmp_path / "a.db", ["twice"])
    here = session(path)
    run_day(here)
    record(arrangement(here, 1), session=here)
    here.close()
    async with playing(path) as play:
        await play.look_and_press(*REVIEWED[:3], *"agreement:payment_arrangement", "enter", "G")
        assert "3 aanpassen   5 beëindigen" in play.text()
        await play.press("4")
        said = " ".join(play.text().split())
        assert "past niet bij: Betalingsregeling. Het kan zijn: 1 " in said
        await play.pilot.pause(1)
        await play.press("2")
        assert "Een waarschuwing" in play.text()
        assert "ladder" not in play.text()
        assert "rung" not in form(play)
    async with playing(due_store(tmp_path / "b.db", 1, agreed=True)) as play:
        await play.look_and_press("enter", "4", "home", "colon")
        await play.type("besluit\n")
        assert "beëindigen" in play.text()
        assert "afronden" not in play.text()
