"""A console that stays open overnight: the next day begins at its first key."""

import asyncio
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework import day
from caseconsole.casework.day import DayReport, run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement_changes import CloseReview
from caseconsole.domain.changes import AddNote, OpenFile, Snooze
from caseconsole.domain.message import Refused, message
from caseconsole.locale import speaker
from caseconsole.store.sqlite import open_store
from caseconsole.tui.day_thread import ASK_EVERY
from caseconsole.tui.screens.case_file import CaseFileScreen
from tests.casework.agreed import signed_chance
from tests.casework.reviews import conditions, ended, second_chances
from tests.casework.stores import TODAY, build, session
from tests.tui.play import Play, playing
from tests.tui.test_list_news import step

NEXT = TODAY + timedelta(days=1)
DAYS = "SELECT day, finished_at IS NOT NULL FROM day_run ORDER BY day"
RUN, NEXT_RUN = (TODAY.isoformat(), 1), (NEXT.isoformat(), 1)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of which the day was run; one of three files of anna was put off until tomorrow."""
    path = build(tmp_path / "store.db", ["missed"] * 4)
    here = session(path)
    with here.store.transaction() as conn:
        conn.execute("UPDATE ledger_file SET complete_through = ?", (TODAY.isoformat(),))
    run_day(here)
    record(Snooze(case=1, claim="call", until=NEXT, why="Belt morgen"), session=here)
    here.close()
    return path


async def midnight(play: Play, to: date = NEXT) -> None:
    """The next day comes while the console is open."""
    play.do(f"UPDATE association SET demo_day = '{to}'")
    play.app.session.clock.demo_day = to
    await play.rest()


def case_of(play: Play) -> int:
    """The file on screen, or below what stands over it."""
    files = [screen for screen in play.app.screen_stack if isinstance(screen, CaseFileScreen)]
    return files[-1].number


@pytest.mark.parametrize(("n", "files"), [(0, "0 dossiers"), (1, "1 dossier"), (2, "2 dossiers")])
def test_what_the_day_left_is_told_in_its_number(n: int, files: str) -> None:
    told = speaker("nl").say(message("screen.day_done", n=n))
    assert told == f"De dag is doorgerekend: {files} aan de beurt."


async def worked_out(play: Play) -> None:
    """The day that was begun is done, and the list was told of it."""
    for _ in range(200):
        if "doorgerekend" in play.app.screen.told:  # type: ignore[attr-defined]
            return
        await asyncio.sleep(0.05)
        await play.rest()
    raise AssertionError(play.text())


async def test_the_day_after_is_worked_out_at_a_key_and_counted_in_the_list(store: Path) -> None:
    """The rows that are shown stay; `r` takes in what came."""
    async with playing(store) as play:
        assert "1 van 2" in play.lines()[0]
        await midnight(play)
        await play.press("down")
        await worked_out(play)
        assert play.rows(DAYS) == [RUN, NEXT_RUN]
        assert "2 van 2   +1 nieuw" in play.lines()[0]
        assert "wo 4 nov" in play.lines()[0]
        await play.press("r")
        assert " van 3 " in play.lines()[0]


async def test_nothing_is_worked_out_while_nobody_types(store: Path) -> None:
    async with playing(store) as play:
        await midnight(play)
        assert play.rows(DAYS) == [RUN]


async def test_a_day_that_is_begun_is_not_begun_again(store: Path) -> None:
    async with playing(store) as play:
        await midnight(play)
        await play.press("down")
        await worked_out(play)
        await play.press("up")
        assert play.app.screen.told == ""  # type: ignore[attr-defined]


async def test_who_steps_through_files_keeps_the_queue_and_sees_what_came(store: Path) -> None:
    async with playing(store) as play:
        await play.press("n")
        assert "1 van 2" in play.lines()[0]
        await midnight(play)
        await play.press("n")
        await worked_out(play)
        await step(play, "p")
        assert "1 van 2   +1 nieuw" in play.lines()[0]


async def test_what_the_first_key_recorded_is_said_beside_the_day(store: Path) -> None:
    async with playing(store) as play:
        await play.press("o")
        await play.type("Belt terug")
        await midnight(play)
        await play.press("f2")
        await worked_out(play)
        assert "Belt terug" in play.text()
        assert play.count("note") == 1


async def test_a_day_that_a_colleague_worked_out_is_counted_at_a_key(store: Path) -> None:
    """Also where no file was opened or changed that day: the number of the journal stays."""
    async with playing(store) as play:
        await midnight(play)
        other = session(store, "bram", NEXT)
        run_day(other)
        other.close()
        await step(play, "down")
        assert "+1 nieuw" in play.lines()[0]


async def test_days_and_times_are_told_as_those_of_the_next_day(store: Path) -> None:
    """`14:02` alone is a time of today."""
    async with playing(store) as play:
        await midnight(play)
        await play.press("down")
        assert play.app.speaker.today == NEXT


@pytest.mark.parametrize("until", [NEXT, NEXT + timedelta(days=1)])
async def test_a_file_that_stays_on_screen_shows_what_the_next_day_asks(
    store: Path, until: date
) -> None:
    """A call that was put off until that day is asked in it; one put off longer is not."""
    here = session(store)
    record(Snooze(case=1, claim="call", until=until, why="Belt zelf"), session=here)
    here.close()
    async with playing(store) as play:
        await play.app.screen.show_case(1)  # type: ignore[attr-defined]
        await play.rest()
        assert "Vandaag niets te doen" in play.text()
        await midnight(play)
        await play.press("down")
        await worked_out(play)
        assert ("Vandaag niets te doen" in play.text()) == (until > NEXT)


BEGINS = date(2026, 11, 5)
"""A session of this day has not passed yet."""
REVIEWED = ("R", "end", "enter", *"agreement:second_chance", "enter", "m", "m", "m", "enter")


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """Files of second chances, on a day before one on which a session waits for judgement."""
    path = second_chances(tmp_path / "s.db", 2, talked=False)
    here = session(path, "anna", BEGINS)
    with here.store.transaction() as conn:
        conn.execute("UPDATE association SET demo_day = ?", (BEGINS.isoformat(),))
        conn.execute("UPDATE ledger_file SET complete_through = ?", (BEGINS.isoformat(),))
    run_day(here)
    here.close()
    return path


@pytest.mark.parametrize("turns", [False, True])
@pytest.mark.parametrize("looks", [False, True])
async def test_nothing_is_decided_in_a_review_by_what_was_seen_the_day_before(
    reviewed: Path, *, turns: bool, looks: bool
) -> None:
    """Neither by the first key of the day nor once the day was worked out."""
    async with playing(reviewed) as play:
        await play.look_and_press(*REVIEWED)
        assert "Voorstel: doorgaan" in play.text()
        if turns:
            await midnight(play, BEGINS + timedelta(days=1))
        if turns and looks:
            await play.press("up")
            await worked_out(play)
            await play.press("G")
            assert "een oordeel vraagt" in play.text()
        await play.press("enter")
        if turns and not looks:
            assert "het is nu vr 6 nov" in " ".join(play.text().split())
            await worked_out(play)
            assert "een oordeel vraagt" in play.text()
    here = session(reviewed)
    assert ended(here) == ([] if turns else [1])
    here.close()


@pytest.fixture
def late_rent(tmp_path: Path) -> Path:
    """Files of second chances on the last day on which a rent that is open can be paid in time."""
    path, day = build(tmp_path / "r.db", ["missed", "paid"]), TODAY - timedelta(days=1)
    with closing(open_store(path)) as opened, opened.transaction() as conn:
        conn.execute("UPDATE association SET demo_day = ?", (day.isoformat(),))
        conn.execute("UPDATE ledger_file SET complete_through = ?", (TODAY.isoformat(),))
    here = session(path, "anna", day)
    run_day(here)
    for case in (1, 2):
        record(OpenFile(lease=case, why="Tweede kans"), session=here)
        signed_chance(here, case, conditions=conditions())
    here.close()
    return path


@pytest.mark.parametrize("turns", [False, True])
async def test_a_reason_that_is_typed_as_the_day_turns_gives_nobody_a_card(
    late_rent: Path, *, turns: bool
) -> None:
    """Why an item stays without a judgement was asked where nothing else was proposed."""
    async with playing(late_rent) as play:
        await play.look_and_press(*REVIEWED[:-3], "m", "z", "enter", "enter")
        await play.type("Coach op vakanti")
        if turns:
            await midnight(play, TODAY)
        await play.press("e")
        if turns:
            await worked_out(play)
        await play.press("enter")
        if turns:
            assert "het is nu di 3 nov" in " ".join(play.text().split())
            assert "Voorstel: waarschuwen" in play.text()
        assert play.count("ladder_step") == 0
        assert play.rows("SELECT kind FROM decision") == ([] if turns else [("keep",)])


@pytest.mark.parametrize("turns", [False, True])
async def test_a_review_that_is_over_is_left_once_the_card_over_it_closes(
    reviewed: Path, *, turns: bool
) -> None:
    """What is typed on stays in the card, also as the day turns."""
    async with playing(reviewed) as play:
        await play.look_and_press(*REVIEWED[:-4], "c", "t", "enter", "o")
        bram = session(reviewed, "bram", BEGINS)
        record(CloseReview(review=1, seen=1), session=bram)
        bram.close()
        await midnight(play, BEGINS + timedelta(days=turns))
        await play.press("x")
        if turns:
            await worked_out(play)
        await play.type("yz")
        assert "xyz" in play.text()
        await play.look_and_press("escape", "escape")
        assert "Deze doorloop is afgebroken" in " ".join(play.text().split())
        assert len(play.app.screen_stack) == 1


@pytest.mark.parametrize("turns", [False, True])
@pytest.mark.parametrize("key", ["o", "c"])
async def test_what_a_colleague_did_below_a_form_is_said_once_that_closes(
    store: Path, key: str, *, turns: bool
) -> None:
    """Whatever was open over the file, and whether or not the day turned meanwhile."""
    async with playing(store) as play:
        await play.look_and_press("n", key)
        to = TODAY + timedelta(days=turns)
        await midnight(play, to)
        bram = session(store, "bram", to)
        record(AddNote(case=case_of(play), text="Ik bel zelf."), session=bram)
        bram.close()
        await play.press("v")
        if turns:
            await worked_out(play)
        await play.look_and_press("escape")
        assert "bram opmerking “Ik bel zelf.”" in " ".join(play.text().split())


async def test_a_review_shows_the_day_that_began_while_something_was_asked(reviewed: Path) -> None:
    """Nothing is renewed under what is asked; the key that closes it shows the day."""
    async with playing(reviewed) as play:
        await play.look_and_press(*REVIEWED[:-1], "colon")
        await midnight(play, BEGINS + timedelta(days=1))
        await play.press("x")
        await worked_out(play)
        assert "het is nu" not in play.text()
        await play.press("escape")
        assert "het is nu vr 6 nov" in " ".join(play.text().split())


@pytest.mark.parametrize("fails", [Refused(message("store.busy")), OSError()])
@pytest.mark.parametrize("later", [False, True])
async def test_a_day_that_did_not_begin_is_tried_again_at_a_later_key(
    store: Path, monkeypatch: pytest.MonkeyPatch, fails: Exception, *, later: bool
) -> None:
    """A restart would try it too; at once it is not."""
    tried: list[date] = []

    def first_in_vain(by: Session) -> DayReport:
        tried.append(by.clock.now().today)
        if len(tried) == 1:
            raise fails
        return run_day(by)

    monkeypatch.setattr(day, "run_day", first_in_vain)
    async with playing(store) as play:
        await midnight(play)
        await play.press("down")
        while play.app.day.busy:
            await play.rest()
        if later:
            play.app.day.asked -= ASK_EVERY
        await play.press("up")
        if later:
            await worked_out(play)
        assert tried == [NEXT] * (2 if later else 1)
        assert play.rows(DAYS) == ([RUN, NEXT_RUN] if later else [RUN])
