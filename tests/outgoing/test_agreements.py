"""Agreements in words: every part, both languages, any width, whatever people typed."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Judge,
    JudgedAs,
    Obligation,
    ObligationState,
    Paid,
    StateChange,
)
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import message
from caseconsole.domain.obligations import ConditionStatus
from caseconsole.domain.verdict import Claim, NotDue, Verdict
from caseconsole.domain.window import Window
from caseconsole.locale import speaker
from caseconsole.outgoing.agreements import agreed_row, as_json
from caseconsole.outgoing.agreements import as_text as agreements_text
from caseconsole.outgoing.case.agreed import AGREED
from caseconsole.outgoing.case.agreements import agreements, duties_of
from caseconsole.outgoing.case.duties import urgency
from caseconsole.outgoing.case.ledger import ledger
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.review_end import End, closing
from caseconsole.outgoing.case.rows import lines
from caseconsole.outgoing.case.terms import terms
from caseconsole.outgoing.conditions import conditions, held
from caseconsole.outgoing.lines import Line, cells, plain_text
from caseconsole.outgoing.verdicts import as_text, told
from caseconsole.process.claims import CLAIMS
from caseconsole.process.policy_check import load_policy
from caseconsole.store.rows import CaseView
from caseconsole.tui.widgets.due_lines import columns
from tests.outgoing import agreed, views
from tests.outgoing.test_case_text import LEDGER
from tests.process.agreements import agreement

POLICY = load_policy()


def page(lang: str = "nl", width: int = 80) -> Page:
    """A page of the day."""
    return Page(speaker(lang, views.TODAY), width, views.TODAY, "Europe/Amsterdam")


def section(asked: Page, view: CaseView, key: str) -> list[Line]:
    """The lines of a section."""
    return lines(agreements(asked, view, key))


def words(rows: list[Line]) -> str:
    """Lines without their tones."""
    return "\n".join(map(plain_text, rows))


def whole(asked: Page, view: CaseView) -> str:
    """Every section of agreements."""
    return "\n".join(words(section(asked, view, key)) for key, _ in AGREED)


def test_every_kind_has_a_section() -> None:
    assert {kind.section for kind in KINDS.values()} <= {key for key, _ in AGREED}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("full", [True, False])
def test_every_sentence_stands_in_the_catalogues(lang: str, full: bool) -> None:
    text = whole(page(lang), agreed.view() if full else views.view(full=False))
    assert "{" not in text
    assert not re.search(r"\b[a-z_]+\.[a-z_]{3,}", text)


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize(
    ("text", "cents"), [(agreed.SHORT, 0), (agreed.HOSTILE, 9_999_999_99), ("x" * 4_000, 1)]
)
def test_no_line_is_wider_than_the_page(width: int, text: str, cents: int) -> None:
    asked, view = page(width=width), agreed.view(text, cents)
    for key, _ in AGREED:
        assert all(cells(plain_text(row)) <= width for row in section(asked, view, key))
    found = [held(view.file, made, views.TODAY) for made in view.file.agreements]
    assert all(cells(plain_text(row)) <= width for row in conditions(asked, found))


def test_what_people_typed_stands_there_whole() -> None:
    """Nothing in it is taken for a placeholder, and nothing of it is cut off."""
    text = whole(page(width=80), agreed.view(agreed.HOSTILE))
    assert "[red]{name} %s 山田" in text
    joined = re.sub(r"\s+", "", text)
    assert joined.count("lang" * 60) >= 20


def test_an_arrangement_tells_its_sums_and_the_order_of_payments() -> None:
    text = words(section(page(width=120), agreed.view(), "4"))
    sums = "Schuld € 300,00; aan termijnen tot nu toe € 100,00 te betalen, € 50,00 betaald."
    for part in (sums, "dan naar de oudste", "volgt uit het huurboek", "Volgende dag: do 5 nov"):
        assert part in text, part


@pytest.mark.parametrize(
    ("rule", "first_in", "cents", "paid", "debt"),
    [
        ("", 42, 160_000, 90_000,
         "€ 1.600,00; aan termijnen tot nu toe € 0,00 te betalen, € 900,00"),
        ("FREQ=MONTHLY;COUNT=4", 1, 40_000, 90_000,
         "€ 1.600,00; aan termijnen tot nu toe € 0,00 te betalen, € 900,00"),
        ("FREQ=MONTHLY;COUNT=4", -1, 40_000, 90_000,
         "€ 1.600,00; aan termijnen tot nu toe € 400,00 te betalen, € 900,00"),
    ],
)  # fmt: skip
def test_what_was_paid_ahead_is_among_what_was_paid(
    rule: str, first_in: int, cents: int, paid: int, debt: str
) -> None:
    """It has not fallen due, and it came in."""
    view = agreed.view()
    (made,) = [one for one in view.file.agreements if one.kind == "payment_arrangement"]
    first_on = views.TODAY + timedelta(days=first_in)
    asked = replace(made.conditions[0], rule=rule, first_on=first_on, cents=cents)
    made = replace(made, conditions=(asked,), suspensions=(), terms={"debt_cents": 160_000})
    known = Paid(covered={made.id: ((views.TODAY, paid),)})
    file = replace(view.file, agreements=(made,), paid=known)
    text = words(section(page(width=120), view._replace(file=file), "4"))
    assert f"Schuld {debt} betaald." in text


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"debt_cents": 61_000, "cents": 5_000, "last_cents": 1_000, "first_on": "2026-11-01",
          "rule": "FREQ=MONTHLY;COUNT=13"},
         ["Schuld € 610,00.",
          "Voorgesteld: 12 × € 50,00, daarna € 10,00 · klaar op ma 1 nov 2027"]),
        ({"cents": 5_000, "first_on": "2026-11-10", "rule": "FREQ=MONTHLY;COUNT=2",
          "lump_cents": 20_000, "lump_on": "2026-11-05"},
         ["Voorgesteld: eerst € 200,00 op do 5 nov, dan 2 × € 50,00 · klaar op do 10 dec"]),
        ({"debt_cents": 61_000, "lump_cents": 61_000, "lump_on": "2026-11-05"},
         ["Schuld € 610,00.", "Voorgesteld: € 610,00 in één keer op do 5 nov"]),
        ({"cents": 5_000, "first_on": "2026-11-01", "rule": "FREQ=MONTHLY"}, []),
        ({"debt_cents": 61_000}, ["Schuld € 610,00."]),
        ({"debt_cents": None, "lump_cents": 0, "lump_on": ""}, []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("state", ["refused", "withdrawn"])
def test_an_arrangement_that_did_not_come_about_tells_what_was_proposed(
    state: str, terms: dict[str, Any], said: list[str]
) -> None:
    made = agreement("payment_arrangement", state=state, terms=terms)
    view = agreed.view()
    file = replace(view.file, agreements=(made,))
    shown = words(section(page(width=120), view._replace(file=file), "4"))
    assert [row.strip() for row in shown.splitlines() if "Schuld" in row or "Voorg" in row] == said


@pytest.mark.parametrize(
    ("first_in", "whole", "shown"), [(-9, False, True), (9, False, False), (9, True, True)]
)
def test_what_follows_a_breach_stands_under_its_condition(
    first_in: int, *, whole: bool, shown: bool
) -> None:
    """On the screen where a breach is near; as text and among the conditions always."""
    view = agreed.view()
    (made,) = [one for one in view.file.agreements if one.kind == "second_chance"]
    first_on = views.TODAY + timedelta(days=first_in)
    one = replace(made.conditions[0], first_on=first_on, consequence="Een brief.", grace_days=3)
    made = replace(made, conditions=(one,), judgements=(), ladder=(), suspensions=())
    view = view._replace(file=replace(view.file, agreements=(made,)))
    said = "Gevolg bij schending: Een brief."
    found = words(lines(agreements(page(), view, "8", whole=whole)))
    listed = words(conditions(page(), [held(view.file, made, views.TODAY)]))
    assert [said in found, said in listed] == [shown, True]
    assert "3 dagen respijt" in found
    assert "3 dagen respijt" in listed


@pytest.mark.parametrize("turned", [False, True])
def test_the_condition_in_trouble_stands_first(turned: bool) -> None:
    """Whichever the agreement names first."""
    view = agreed.view()
    (made,) = [one for one in view.file.agreements if one.kind == "second_chance"]
    missed = made.conditions[0]
    later = replace(missed, id=99, text="Begint later.", first_on=views.TODAY + timedelta(days=30))
    both = (missed, later) if turned else (later, missed)
    file = replace(view.file, agreements=(replace(made, conditions=both),))
    text = words(section(page(), view._replace(file=file), "8"))
    assert text.index("C05 Komt elke week.") < text.index("Begint later.")


@pytest.mark.parametrize(
    ("status", "state", "judge", "expected"),
    [
        ("breached", "met", "person", 0),
        ("at_risk", "overdue", "person", 1),
        ("on_track", "due", "person", 2),
        ("on_track", "overdue", "person", 2),
        ("on_track", "due", "ledger", 3),
        ("on_track", "ahead", "person", 3),
        ("met", "met", "person", 3),
    ],
)
def test_a_condition_is_as_urgent_as_it_goes(
    status: str, state: str, judge: str, expected: int
) -> None:
    made = agreed.view().file.agreements[0]
    condition = replace(made.conditions[0], judge=Judge(judge))
    (first, *_) = duties_of(agreed.view().file, made, views.TODAY)
    duty = replace(first, condition=condition, state=ObligationState(state))
    assert urgency([duty], ConditionStatus(status)) == expected


def test_a_duty_tells_both_days_the_evidence_and_who_judged_it_when() -> None:
    text = words(section(page(width=120), agreed.view(), "7"))
    for part in ("was za 31 okt", "ma 2 nov", "verslag", "anna za 17 okt", "bram za 24 okt"):
        assert part in text, part


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-6, "De beoordeling was aan de beurt op wo 28 okt."),
        (0, "Volgende beoordeling op di 3 nov."),
        (6, "Volgende beoordeling op ma 9 nov."),
    ],
)
def test_a_review_that_was_to_be_is_not_called_the_next(days: int, said: str) -> None:
    one = replace(
        agreed.made(1, "second_chance"), next_review_on=views.TODAY + timedelta(days=days)
    )
    assert said in list(terms(page(), one, ()))


def test_an_end_that_moved_tells_both_days() -> None:
    """A lease for a fixed time keeps its own; as JSON each has its name."""
    moved = words(section(page(width=120), agreed.view(), "7"))
    assert "tot en met wo 15 sep 2027. Afgesproken was za 4 sep 2027" in moved
    assert "tot en met za 4 sep 2027." in words(section(page(width=120), agreed.view(), "8"))
    file = agreed.view().file
    found = json.loads(
        as_json(
            [agreed_row("1", "Bos", one, views.TODAY, file.paid, ()) for one in file.agreements]
        )
    )
    ends = {row["kind"]: (row["end"], row["end_original"]) for row in found}
    assert ends["budget_coaching"] == ("2027-09-15", "2027-09-04")
    assert ends["second_chance"] == ("2027-09-04", "2027-09-04")


@pytest.mark.parametrize(
    ("verdict", "folded"),
    [
        (None, ""),
        (JudgedAs.MISSED, ""),
        (JudgedAs.MET, "1 eerdere: 1 voldaan"),
        (JudgedAs.EXCUSED, "1 eerdere: 1 geldige reden"),
        (JudgedAs.WAIVED, "1 eerdere: 1 vervallen"),
    ],
)
def test_an_old_duty_is_folded_only_when_nothing_is_asked_of_it_any_more(
    verdict: JudgedAs | None, folded: str
) -> None:
    """The cursor stands on what is to be judged, however old; the printed file has every day."""
    view = agreed.view()
    (made,) = [one for one in view.file.agreements if one.kind == "budget_coaching"]
    first = replace(
        made.judgements[0], id=9, original_on=agreed.FIRST, verdict=verdict or JudgedAs.MET
    )
    given = (*made.judgements, first) if verdict else made.judgements
    file = replace(view.file, agreements=(replace(made, judgements=given),))
    asked = view._replace(file=file)
    rows = agreements(page(), asked, "7")
    days = [row.of.on for row in rows if isinstance(row.of, Obligation)]
    assert (agreed.FIRST in days) is not bool(folded)
    assert folded in words(lines(rows))
    assert ("eerdere" in words(lines(rows))) is bool(folded)
    full = words(lines(agreements(page(), asked, "7", whole=True)))
    assert "za 5 sep" in full
    assert "eerdere" not in full


def test_the_states_are_told_with_their_days_and_by_whom() -> None:
    view = agreed.view()
    (one,) = [made for made in view.file.agreements if made.kind == "second_chance"]
    gone = StateChange(3, "ended", views.TODAY, "verhuisd", "B-7", "tess")
    file = replace(view.file, agreements=(replace(one, states=(*one.states, gone)),))
    text = words(section(page(width=120), view._replace(file=file), "8"))
    assert "vr 4 sep  aangevraagd" in text
    assert "di 3 nov  beëindigd · verhuisd · B-7 · tess" in text
    assert "Volgende dag" not in text


def test_a_referral_stands_with_its_kind_and_its_answer() -> None:
    view = agreed.view()
    assert "stadsbank" in words(section(page(), view, "5"))
    assert "antwoord: Komt elke week." in words(section(page(), view, "5"))
    assert "meldpunt opvang" in words(section(page(), view, "8"))
    assert "antwoord verwacht op ma 2 nov" in words(section(page(), view, "8"))


def test_an_empty_section_says_so_in_one_line() -> None:
    for key, _ in AGREED:
        assert len(section(page(), views.view(full=False), key)) == 1


@pytest.mark.parametrize(
    ("end", "part"),
    [
        (None, "Sinds do 1 okt gaat"),
        (views.TODAY, "Van do 1 okt tot di 3 nov"),
        (views.TODAY + timedelta(days=1), "Sinds do 1 okt gaat"),
    ],
)
def test_the_ledger_says_when_payments_meet_new_rent_first(end: date | None, part: str) -> None:
    """And its months are those of that allocation; a moratorium is known to end."""
    held = Window(LEDGER[0].value_on, end)
    assert part in words(ledger(page(), LEDGER, [held]))
    assert part not in words(ledger(page(), LEDGER))


def test_the_months_are_those_of_the_arrangement() -> None:
    """A payment in the window meets the rent of its month; outside, the oldest."""
    entries = [LEDGER[0], LEDGER[2], replace(LEDGER[1], id=9, value_on=views.TODAY)]
    window = Window(LEDGER[2].value_on, None)
    october = re.compile(r"2026-10 .* € 612,40$", re.MULTILINE)
    assert october.search(words(ledger(page(), entries, [window])))
    assert not october.search(words(ledger(page(), entries)))


def test_what_holds_for_several_steps_is_said_once() -> None:
    """What differs in a value or a rule is said apart."""
    none, other = message("agreement.none"), message("case.since", since_on="2026-11-01")
    verdicts: list[Verdict] = [
        NotDue(Claim.CALL, "instalment_late", none, "P16", "source.own_practice"),
        NotDue(Claim.TALK, "breach_rung", none, "P16", "source.own_practice"),
        NotDue(Claim.TALK, "resting_at_risk", none, "P15", "source.own_practice"),
        NotDue(Claim.CALL, "first_call", other, "P16", "source.own_practice"),
    ]
    assert [one.actions for one in told(verdicts)] == [
        ("instalment_late", "breach_rung"), ("resting_at_risk",), ("first_call",),
    ]  # fmt: skip
    text = "\n".join(as_text(verdicts, speaker("nl", views.TODAY)))
    assert "Termijn gemist · Schending" in text


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_name_of_every_step_fits_in_the_list(lang: str) -> None:
    """Also on the smallest screen."""
    (room,) = [width for column, width in columns(80) if column.id == "action"]
    names = {action: speaker(lang).say(f"action.{action}") for action in CLAIMS}
    assert {action: name for action, name in names.items() if cells(name) > room} == {}


@pytest.mark.parametrize(
    ("kind", "end_on", "due", "said"),
    [
        ("second_chance", date(2027, 2, 28), {"window_opens": "next.notify_or_graduate"},
         "The notice window is open"),
        ("payment_arrangement", None, {"arrangement_over": "next.decide_arrangement"},
         "The arrangement was not kept or is over"),
        ("housing_support", None, {"conditions_end": "next.decide_end"}, "Decide about the end"),
        ("second_chance", date(2027, 2, 28), {"conditions_end": "next.becomes_indefinite"},
         "The lease becomes indefinite by itself after Sun 28 Feb 2027"),
        ("second_chance", None, {"resting_at_risk": "next.talk_about_condition",
         "breach_rung": "next.say_outcome"}, "Talk about how the condition is met after all"),
    ],
)  # fmt: skip
def test_where_nothing_is_proposed_the_end_of_a_file_says_why(
    kind: str, end_on: date | None, due: dict[str, str], said: str
) -> None:
    made = replace(agreement(kind), end_on=end_on)
    ends = [End(made, None, None, Paid(), due)]
    end = [row.line for row in closing(page("en"), ends, (), 0, views.TODAY, 20)[0]]
    assert said in words(end)
    assert "Choose" in words(end)


@pytest.mark.parametrize(("room", "whole"), [(None, True), (120, True), (80, False)])
def test_the_table_of_agreements_is_as_wide_as_it_needs_where_there_is_room(
    room: int | None, whole: bool
) -> None:
    """In a narrow terminal the name gives way first, then the kind."""
    one = agreed.made(1, "payment_arrangement")
    row = agreed_row("10009-5", "T. van der Lange-Achternaam", one, views.TODAY, Paid(), [one])
    head, first, _ = agreements_text([row], speaker("nl"), room=room)
    assert ("T. van der Lange-Achternaam" in first) is whole
    assert speaker("nl").say(f"state.{one.kind}.{one.state}") in first
    assert room is None or max(map(cells, (head, first))) <= room
