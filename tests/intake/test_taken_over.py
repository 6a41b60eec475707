"""What a second chance rests on, once files bring an agreement about which its conditions are."""

from datetime import date, timedelta

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.agreement import Condition, Judge
from caseconsole.domain.agreement_changes import EndCondition, MakeAgreement
from caseconsole.store.verify import verify
from tests.intake.agreed import (
    ARRANGEMENT,
    CHANCE,
    COACHING,
    CONDITIONS,
    HEADER,
    JUDGEMENTS,
    REASON,
    agreements,
    bring,
)
from tests.intake.offices import TODAY, Office

STOPPED = f"{COACHING.replace('geaccepteerd;', 'gestopt;01-11-2026')};Stopt"
COMPLETED = STOPPED.replace("gestopt", "afgerond")
FIRST = f"{COACHING};"
SECOND = f"{COACHING.replace('B-1', 'B-2').replace('Op Orde', 'De Nieuwe Coach')};"
THIRD = SECOND.replace("B-2", "B-3")
OFFERED = SECOND.replace("geaccepteerd", "aangeboden")
DECLINED = SECOND.replace("geaccepteerd", "geweigerd")
SUPPORT = SECOND.replace("budgetcoaching", "woonbegeleiding")
STAFF = ("inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker")
WEEKLY = "T-1;1;C05;Volgt budgettraining;03-09-2026;;elke week;;"


def trains(office: Office) -> tuple[Condition, str]:
    """The condition about coaching, and what it rests on."""
    made = agreements(office, "HO-2")
    names = {one.id: name for name, one in made.items()}
    one = made["T-1"].conditions[0]
    assert one.clause == "C05"
    return one, names[one.rests_on] if one.rests_on else ""


def coached_here(office: Office) -> int:
    """The key of a coaching that is made at the keyboard."""
    case = agreements(office, "HO-2")["T-1"].case
    change = MakeAgreement(
        case=case, agreement="budget_coaching", state="accepted", start_on=TODAY, partner="Hand"
    )
    record(change, session=open_session(office.path, "anna"))
    return agreements(office, "HO-2")[""].id


@pytest.mark.parametrize(
    ("first", "second", "rests_on"),
    [
        (STOPPED, SECOND, "B-2"),
        (STOPPED, OFFERED, "B-2"),
        (STOPPED, DECLINED, "B-1"),
        (STOPPED, SUPPORT, "B-1"),
        (COMPLETED, SECOND, "B-1"),
    ],
)
@pytest.mark.parametrize("rows", [(0, 1), (1, 0), (0, 1, 2), (2, 1, 0)])
def test_the_next_agreement_takes_the_place_of_one_that_was_lost(
    office: Office, first: str, second: str, rests_on: str, rows: tuple[int, ...]
) -> None:
    """With the row of the lease or without it, wherever that stands; its days stay."""
    bring(office, HEADER, COACHING, CHANCE)
    before, _ = trains(office)
    brought = first, second, f"{CHANCE};"
    assert bring(office, REASON, *(brought[place] for place in rows)) == []
    now, found = trains(office)
    assert (found, now.first_on) == (rests_on, before.first_on)
    assert verify(office.session.conn) == []
    bring(office, REASON, *(brought[place] for place in rows))
    assert trains(office) == (now, found)


def test_the_next_agreement_can_come_later_than_the_end_of_the_first(office: Office) -> None:
    bring(office, HEADER, COACHING, CHANCE)
    bring(office, REASON, STOPPED)
    assert trains(office)[1] == "B-1"
    bring(office, REASON, SECOND)
    assert trains(office)[1] == "B-2"


@pytest.mark.parametrize("row", [CHANCE, CHANCE.replace("01-09-2027", "01-10-2027")])
@pytest.mark.parametrize(
    ("ended_on", "rests_on"), [(None, "B-2"), (TODAY, "B-1"), (TODAY + timedelta(days=1), "B-2")]
)
def test_what_a_person_let_go_with_the_first_is_taken_over_by_no_row(
    office: Office, ended_on: date | None, rests_on: str, row: str
) -> None:
    """Whatever the row of the lease says since, also where it drafts its conditions anew."""
    bring(office, *STAFF)
    bring(office, HEADER, COACHING, CHANCE)
    bring(office, REASON, STOPPED)
    of, _ = trains(office)
    if ended_on is not None:
        case = agreements(office, "HO-2")["T-1"].case
        ends = EndCondition(case=case, condition=of.id, seen=of.version, until=ended_on, why="-")
        record(ends, session=open_session(office.path, "anna"))
    for rows in ((SECOND,), (SECOND, f"{row};")):
        assert bring(office, REASON, *rows) == []
        assert trains(office)[1] == rests_on
    assert verify(office.session.conn) == []


@pytest.mark.parametrize(
    ("chance", "later", "judged", "taken"),
    [
        ("ondertekend;", FIRST, False, True),
        ("ondertekend;", OFFERED.replace("B-2", "B-1"), False, True),
        ("ondertekend;", DECLINED.replace("B-2", "B-1"), False, False),
        ("ondertekend;", SUPPORT.replace("B-2", "B-1"), False, False),
        ("ondertekend;", FIRST, True, False),
        ("geslaagd: gewone huur;02-11-2026", FIRST, False, False),
    ],
)
def test_what_people_judge_rests_on_an_agreement_that_comes_later(
    office: Office, chance: str, later: str, judged: bool, taken: bool
) -> None:
    """From its next day on, as what fell due before could not be met."""
    files = [
        office.write("a.csv", f"{HEADER}\n{CHANCE.replace('ondertekend;', chance)}"),
        office.write("b.csv", f"{CONDITIONS}\n{WEEKLY}"),
    ]
    assert office.bring_all(files).problems == []
    if judged:
        assert bring(office, JUDGEMENTS, "T-1;1;10-09-2026;gemist;;;Weg;") == []
    assert bring(office, REASON, later) == []
    one, rests_on = trains(office)
    first_on = date(2026, 11, 5) if taken else date(2026, 9, 3)
    assert (one.judge is Judge.AGREEMENT, rests_on, one.first_on) == (
        taken, "B-1" if taken else "", first_on,
    )  # fmt: skip
    assert verify(office.session.conn) == []


@pytest.mark.parametrize("named", ["B-1", ""])
def test_what_took_over_stays_while_the_row_of_a_condition_names_the_same(
    office: Office, named: str
) -> None:
    """And its days with it, whatever else the row says; until it names another."""
    helped = FIRST if named else DECLINED
    files = [
        office.write("a.csv", f"{REASON}\n{helped}\n{CHANCE};"),
        office.write("b.csv", f"{CONDITIONS}\n{WEEKLY}{named}"),
    ]
    assert office.bring_all(files).problems == []
    assert bring(office, REASON, *([STOPPED] if named else []), THIRD) == []
    taken, rests_on = trains(office)
    assert (taken.judge, rests_on) == (Judge.AGREEMENT, "B-3")
    worded = WEEKLY.replace("budgettraining", "de cursus")
    assert bring(office, CONDITIONS, f"{worded}{named}") == []
    now, rests_on = trains(office)
    assert now.text != taken.text
    assert (now.judge, rests_on, now.first_on) == (Judge.AGREEMENT, "B-3", taken.first_on)
    assert bring(office, CONDITIONS, f"{worded}{'' if named else 'B-3'}") == []
    assert trains(office)[1] == ("" if named else "B-3")


SECOND_LINE = "T-1;2;C09;Gedraagt zich;01-12-2026;;elke maand;;"


@pytest.mark.parametrize(
    ("before", "judged"), [([], []), ([CHANCE], [SECOND_LINE]), ([CHANCE, COACHING], [SECOND_LINE])]
)
def test_what_a_file_lets_people_judge_rests_on_nothing_that_comes_with_it(
    office: Office, before: list[str], judged: list[str]
) -> None:
    """It could have named that; the second chance can have stood before, or its coach."""
    for agreed, asked in ((before, judged), ([COACHING, CHANCE], [WEEKLY, *judged])):
        files = [
            office.write("a.csv", "\n".join((HEADER, *agreed))),
            office.write("b.csv", "\n".join((CONDITIONS, *asked))),
        ]
        assert office.bring_all(files).problems == []
    made = agreements(office, "HO-2")["T-1"]
    (one,) = (each for each in made.conditions if each.clause == "C05")
    assert (one.judge, one.rests_on, one.first_on) == (Judge.PERSON, None, date(2026, 9, 3))


@pytest.mark.parametrize(
    ("before", "after", "taken"),
    [
        ("geaccepteerd;", "geaccepteerd;15-09-2026", False),
        ("aangeboden;", "aangeboden;15-09-2026", False),
        ("aangeboden;", "geaccepteerd;15-09-2026", True),
        ("geweigerd;", "geaccepteerd;15-09-2026", True),
    ],
)
def test_what_people_judge_rests_on_an_agreement_that_is_offered_or_begins(
    office: Office, before: str, after: str, taken: bool
) -> None:
    """Not on one of which only the day is another."""
    helped = [f"{COACHING.replace('geaccepteerd;', state)};Zo" for state in (before, after)]
    files = [
        office.write("a.csv", f"{REASON}\n{helped[0]}\n{CHANCE};"),
        office.write("b.csv", f"{CONDITIONS}\n{WEEKLY}"),
    ]
    assert office.bring_all(files).problems == []
    assert bring(office, REASON, helped[1]) == []
    one, rests_on = trains(office)
    first_on = date(2026, 11, 5) if taken else date(2026, 9, 3)
    assert (rests_on, one.first_on) == ("B-1" if taken else "", first_on)


@pytest.mark.parametrize("named", ["B-1", ""])
@pytest.mark.parametrize("columns", [CONDITIONS, CONDITIONS.removesuffix(";rust_op")])
def test_what_took_over_at_the_keyboard_stays_while_the_row_of_a_condition_names_the_same(
    office: Office, named: str, columns: str
) -> None:
    """Also where a later file has no column for that; until it names another."""
    bring(office, *STAFF)
    files = [
        office.write("a.csv", f"{REASON}\n{FIRST if named else DECLINED}\n{CHANCE};"),
        office.write("b.csv", f"{CONDITIONS}\n{WEEKLY}{named}"),
    ]
    assert office.bring_all(files).problems == []
    if named:
        assert bring(office, REASON, STOPPED) == []
    made = coached_here(office)
    taken, _ = trains(office)
    assert (taken.judge, taken.rests_on) == (Judge.AGREEMENT, made)
    worded = f"{WEEKLY.replace('budgettraining', 'de cursus')}{named}".split(";")
    assert bring(office, columns, ";".join(worded[: columns.count(";") + 1])) == []
    now, _ = trains(office)
    assert now.text != taken.text
    assert (now.judge, now.rests_on, now.first_on) == (taken.judge, made, taken.first_on)
    assert verify(office.session.conn) == []
    other = "" if named else "B-2"
    assert bring(office, CONDITIONS, f"{WEEKLY}{other}") == []
    assert trains(office)[1] == other


def test_a_file_cannot_name_what_was_made_here(office: Office) -> None:
    bring(office, *STAFF)
    bring(office, HEADER, COACHING, CHANCE)
    bring(office, REASON, STOPPED)
    made = coached_here(office)
    assert bring(office, CONDITIONS, f"{WEEKLY}#{made}") == [(2, "import.reference_form")]


@pytest.mark.parametrize("change", [("01-09-2027", "01-10-2027"), ("C05 C09", "C05 C01 C09")])
def test_what_took_over_at_the_keyboard_stays_when_a_second_chance_changes(
    office: Office, change: tuple[str, str]
) -> None:
    """Its partner is the one that the condition names."""
    bring(office, *STAFF)
    bring(office, HEADER, COACHING, CHANCE)
    bring(office, REASON, STOPPED)
    made = coached_here(office)
    taken, _ = trains(office)
    assert bring(office, HEADER, CHANCE.replace(*change)) == []
    now, _ = trains(office)
    assert (now.judge, now.rests_on, now.first_on) == (Judge.AGREEMENT, made, taken.first_on)
    assert "bij Hand " in now.text
    assert verify(office.session.conn) == []


PAYS_OFF = CHANCE.replace("C05 C09;", "C02 C09;600,00")
ARRANGED = ARRANGEMENT.replace("R-1;HO-1", "R-2;HO-2").replace(
    "01-09-2026;;;50,00;elke maand;12;15-09-2026", "01-11-2026;;;50,00;elke maand;12;15-11-2026"
)
CAME = ("kenmerk;contractnummer;soort;bedrag;boekdatum;vervaldatum",
        "Z;HO-1;huur;1,00;03-11-2026;03-11-2026")  # fmt: skip


@pytest.mark.parametrize(
    ("imports", "judge", "first_on"),
    [
        ([[PAYS_OFF]], Judge.PERSON, date(2026, 10, 1)),
        ([[PAYS_OFF, ARRANGED]], Judge.AGREEMENT, date(2026, 11, 1)),
        ([[PAYS_OFF], [ARRANGED]], Judge.AGREEMENT, date(2026, 12, 1)),
    ],
)
@pytest.mark.parametrize(
    "change",
    [("01-09-2027", "01-10-2027"), ("600,00", "550,00"), ("C02 C09", "C01 C02 C09")],
)
@pytest.mark.parametrize("together", [False, True])
def test_what_was_drafted_keeps_the_days_from_which_it_rests_when_a_second_chance_changes(
    office: Office,
    imports: list[list[str]],
    judge: Judge,
    first_on: date,
    change: tuple[str, str],
    together: bool,
) -> None:
    """Also where that comes in with what it rests on."""
    *earlier, last = [*imports, [PAYS_OFF.replace(*change)]]
    if together and len(imports) > 1:
        last += earlier.pop()
    assert bring(office, *CAME) == []
    for rows in (*earlier, last):
        assert bring(office, HEADER, *rows) == []
    made = agreements(office, "HO-2")
    (one,) = (each for each in made["T-1"].conditions if each.clause == "C02")
    rests_on = made["R-2"].id if judge is Judge.AGREEMENT else None
    assert (one.judge, one.rests_on, one.first_on) == (judge, rests_on, first_on)
    assert verify(office.session.conn) == []


@pytest.mark.parametrize(
    ("start", "first_on"), [("01-09-2026", date(2026, 12, 1)), ("15-09-2026", date(2026, 11, 15))]
)
def test_what_was_drafted_begins_anew_with_another_first_day(
    office: Office, start: str, first_on: date
) -> None:
    assert bring(office, *CAME) == []
    for row in (PAYS_OFF, ARRANGED, PAYS_OFF.replace("01-09-2026", start)):
        assert bring(office, HEADER, row) == []
    (one,) = (x for x in agreements(office, "HO-2")["T-1"].conditions if x.clause == "C02")
    assert one.first_on == first_on
