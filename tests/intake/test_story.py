"""The story of the source: evicted, a second chance, two sessions missed, a card, graduated."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta

from caseconsole.access.actor import actor
from caseconsole.casework.day import run_day
from caseconsole.casework.init import ZONE, init
from caseconsole.casework.papers import sheet
from caseconsole.casework.session import Session, open_session
from caseconsole.domain.agreement import JudgedAs, Outcome, Phase, Rung
from caseconsole.domain.calendar import add_working_days, next_working_day, working_days_before
from caseconsole.domain.kinds import KINDS, phase
from caseconsole.domain.obligations import ConditionStatus, statuses
from caseconsole.intake.demo import agreed, story
from caseconsole.intake.demo.build import StillClock
from caseconsole.intake.demo.colleagues import Colleagues
from caseconsole.intake.demo.files import lease_of
from caseconsole.intake.run import import_files
from caseconsole.locale import speaker
from caseconsole.outgoing.papers import paper
from caseconsole.store import read
from tests.conftest import DEMO_DAY

START = date(2026, 3, 3)
END = START + relativedelta(months=story.MONTHS)
LOGIN = "joris"
STAFF = f"inlognaam;naam;talen;team;rol\n{LOGIN};Joris Hofman;nl;noord;medewerker\n"
PEOPLE = "huurdernummer;voorletters;achternaam\nH-1;M.;Visser\n"
LEASES = (
    "contractnummer;ingangsdatum;adres;postcode;plaats;vorm\n"
    f"HO-1;{START:%d-%m-%Y};Lisdoddekade 8;7900 SA;Brinkerveen;F6\n"
)
PARTIES = f"contractnummer;huurdernummer;rol;vanaf\nHO-1;H-1;huurder;{START:%d-%m-%Y}\n"
"""One man alone."""


def _rents() -> str:
    """Every rent, due on the first and paid some days before."""
    lines = ["kenmerk;contractnummer;soort;bedrag;boekdatum;vervaldatum;periode"]
    for n in range(1, story.MONTHS + 1):
        due = (START + relativedelta(months=n)).replace(day=1)
        paid = due - timedelta(days=5)
        lines.append(f"H{n};HO-1;huur;600,00;{paid:%d-%m-%Y};{due:%d-%m-%Y};")
        lines.append(f"B{n};HO-1;betaling;600,00;{paid:%d-%m-%Y};;{due:%Y-%m}")
    return "\n".join(lines) + "\n"


class Walk:
    """The store of one man, walked day by day."""

    def __init__(self, folder: Path, session: Session) -> None:
        self.session = session
        self.colleagues = Colleagues(session)
        clock = session.clock
        session.clock = _clock(END + timedelta(days=5))
        for n, content in enumerate((STAFF, PEOPLE, LEASES, PARTIES, _rents())):
            path = folder / f"{n}.csv"
            path.write_text(content, encoding="utf-8")
            assert import_files([path], session).problems == []
        session.clock = clock
        self.case = 0
        self.due: dict[date, list[str]] = {}
        self.because: dict[date, str] = {}

    def through(self, until: date) -> None:
        """Live all days: in the morning what is due, then the acts of that day."""
        acts = story.story(START)
        day = START
        while day <= until:
            self.session.clock = _clock(day)
            run_day(self.session)
            rows = self.session.conn.execute("SELECT action, because || facts FROM due").fetchall()
            self.due[day] = [action for action, _ in rows]
            self.because[day] = " ".join(because for _, because in rows)
            if day == START:
                self.case = story.begin(self.colleagues, LOGIN, 1, day)
            for place, (on, act) in enumerate(acts):
                if on == day:
                    story.play(self.colleagues, LOGIN, self.case, on, act, place)
            day += timedelta(days=1)


def _clock(day: date) -> StillClock:
    return StillClock(ZoneInfo(ZONE), day)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The whole story, lived once."""
    folder = tmp_path_factory.mktemp("story")
    path = folder / "store.db"
    init(path, "Woonstichting Proef", demo_day=START, login="beheer")
    with closing(open_session(path, "beheer")) as session:
        walked = Walk(folder, session)
        walked.through(END + timedelta(days=2))
        yield walked


FIRST = next_working_day(START + timedelta(days=14))
FIRST_MISS, SECOND_MISS = (FIRST + timedelta(days=14 * n) for n in story.MISSED)
TALK = add_working_days(SECOND_MISS, 2)
CARD = add_working_days(TALK, 5)
CURED = add_working_days(CARD, 10)


def test_a_missed_session_is_called_about(walk: Walk) -> None:
    """Until somebody spoke with him; one alone is no breach. The first review is due then."""
    assert walk.due[FIRST_MISS] == ["review_due"]
    day_after = next_working_day(FIRST_MISS + timedelta(days=1))
    assert "obligation_late" in walk.due[day_after]
    called = add_working_days(FIRST_MISS, 2)
    assert "obligation_late" not in walk.due[called + timedelta(days=1)]
    assert all("breach_rung" not in walk.due[day] for day in walk.due if day <= SECOND_MISS)


def test_two_missed_sessions_are_a_breach_that_asks_for_a_talk_and_a_card(walk: Walk) -> None:
    """Through the condition that rests on the coaching; each rung waits for the outcome below."""
    asked = [day for day, due in walk.due.items() if "breach_rung" in due]
    assert min(asked) == next_working_day(SECOND_MISS + timedelta(days=1))
    assert "rung.talk" in walk.because[TALK]
    assert TALK + timedelta(days=1) not in asked
    assert "breach_rung.outcome" in walk.because[CARD]
    cure_until = CARD + timedelta(days=14)
    assert not [day for day in asked if CARD < day <= cure_until]
    assert max(asked) <= CURED


def test_the_yellow_card_is_cured_and_the_conditions_are_on_track_again(walk: Walk) -> None:
    """Each rung stands in the file with its day and text."""
    file = read.case_file(walk.session.conn, walk.case, END)
    chance = next(one for one in file.agreements if one.kind == "second_chance")
    assert [(step.rung, step.on, step.outcome) for step in chance.ladder] == [
        (Rung.TALK, TALK, Outcome.NOT_CURED),
        (Rung.YELLOW_CARD, CARD, Outcome.CURED),
    ]
    assert all(step.text for step in chance.ladder)
    assert chance.ladder[1].cure_until == CARD + timedelta(days=14)
    coaching = next(one for one in file.agreements if one.kind == "budget_coaching")
    verdicts = [one.verdict for one in coaching.judgements]
    assert verdicts.count(JudgedAs.MISSED) == len(story.MISSED)


def test_the_card_names_the_condition_and_the_two_sessions_that_were_missed(walk: Walk) -> None:
    """Though the condition rests on the coaching, in which they were judged."""
    file = read.case_file(walk.session.conn, walk.case, CARD)
    voice = speaker("nl", CARD)
    me = Session(walk.session.store, actor(walk.session.conn, LOGIN, CARD), walk.session.clock)
    text = paper(sheet(me, file, "yellow_card", "nl"), file, voice, CARD)
    chance = next(one for one in file.agreements if one.kind == "second_chance")
    clauses = {one.id: one.clause for one in chance.conditions}
    assert [clauses[step.condition or 0] for step in chance.ladder] == ["C05", "C05"]
    missed = [voice.day(day, date.min) for day in (FIRST_MISS, SECOND_MISS)]
    assert [line for line in text.splitlines() if line.startswith("- ")][1:3] == [
        f"- {day}" for day in missed
    ]


def test_the_happy_end_is_a_date(walk: Walk) -> None:
    """It is announced 60 days before, decided at the end, and nothing is left."""
    ahead = [day for day, due in walk.due.items() if {"conditions_end", "graduation_due"} & {*due}]
    assert min(ahead) == END - timedelta(days=60)
    end = next_working_day(END)
    assert "graduation_due" in walk.due[end]
    assert walk.due[end + timedelta(days=1)] == []
    file = read.case_file(walk.session.conn, walk.case, END)
    chance = next(one for one in file.agreements if one.kind == "second_chance")
    assert (chance.state, chance.state_on) == ("graduated", end)
    assert [decision.on for decision in chance.decisions] == [end]
    how = statuses(chance, end, paid=file.paid, agreements=file.agreements)
    assert ConditionStatus.BREACHED not in how.values()
    assert {phase(one) for one in file.agreements} == {Phase.COMPLETED}
    assert file.closed_on == end
    assert file.lease.form == "ordinary"


def test_the_first_evaluation_is_planned_ten_working_days_ahead(walk: Walk) -> None:
    """And asked for until it was held."""
    planned = [day for day, due in walk.due.items() if "evaluation_due" in due]
    held = START + relativedelta(months=3)
    assert min(planned) == working_days_before(held, 10)
    assert held in planned


def test_the_demo_shows_his_file_graduated(demo_store: Path) -> None:
    """Nothing is due in it, and the file says all that happened."""
    with closing(open_session(demo_store, "anna")) as session:
        ((case,),) = session.conn.execute(
            "SELECT c.id FROM case_file c JOIN lease l ON l.id = c.lease WHERE l.reference = ?",
            (lease_of(agreed.STORY),),
        ).fetchall()
        file = read.case_file(session.conn, case, DEMO_DAY)
        due = session.conn.execute("SELECT 1 FROM due WHERE case_file = ?", (case,)).fetchall()
    states = {one.kind: one.state for one in file.agreements}
    assert states == {
        "debt_counselling": "completed",
        "housing_support": "completed",
        "budget_coaching": "completed",
        "second_chance": "graduated",
    }
    assert set(states) < set(KINDS)
    assert len(file.members) == 1
    assert due == []


def test_the_demo_tells_that_he_was_evicted_missed_two_sessions_and_got_a_yellow_card(
    demo_store: Path,
) -> None:
    """In the file that is shown: opened after the eviction, the misses judged, the card cured."""
    with closing(open_session(demo_store, "anna")) as session:
        ((case, why),) = session.conn.execute(
            "SELECT case_file, json_extract(payload, '$.why') FROM journal_content"
            " JOIN journal USING (seq) WHERE kind = 'open_file' AND case_file ="
            " (SELECT c.id FROM case_file c JOIN lease l ON l.id = c.lease WHERE l.reference = ?)",
            (lease_of(agreed.STORY),),
        ).fetchall()
        view = read.case_view(session.conn, case, DEMO_DAY, "anna")
    assert "ontruiming" in why
    assert [note.text for note in view.notes if "ontruimd uit zijn vorige woning" in note.text]
    made = {one.kind: one for one in view.file.agreements}
    session_of = {one.id for one in made["budget_coaching"].conditions if one.clause == "session"}
    missed = [
        one.original_on
        for one in made["budget_coaching"].judgements
        if one.condition in session_of and one.verdict is JudgedAs.MISSED
    ]
    assert len(missed) == len(story.MISSED)
    talk, card = made["second_chance"].ladder
    assert (talk.rung, card.rung, card.outcome) == (Rung.TALK, Rung.YELLOW_CARD, Outcome.CURED)
    assert max(missed) < talk.on < card.on
