"""The arrangement desk: keys counted, what is recorded, and that nothing typed is lost."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caseconsole.domain.schedule import MonthBeside
from caseconsole.locale import speaker
from caseconsole.outgoing.case.page import Page
from caseconsole.tui.desk_lines import month_lines
from caseconsole.tui.screens.arrangement import ArrangementDesk
from tests.tui.calls import administer
from tests.tui.play import Play, playing
from tests.tui.stores import due_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few cases of one month's rent each."""
    return due_store(tmp_path / "store.db", 6)


def made(play: Play) -> dict[str, object]:
    """What the newest change asked for."""
    rows = play.rows("SELECT kind, payload FROM journal_content JOIN journal USING (seq)"
                     " ORDER BY seq DESC LIMIT 1")  # fmt: skip
    assert rows[0][0] == "agree"
    found: dict[str, object] = json.loads(rows[0][1])
    return found


async def test_the_commonest_arrangement_takes_two_keys(store: Path) -> None:
    """`a F2`: a round amount within the limits, after pay-day, over this lease."""
    async with playing(store) as play:
        await play.press("a", "f2")
        asked = made(play)
        assert asked["agreement"] == "payment_arrangement"
        assert asked["state"] == "agreed"
        assert asked["end_on"] == "2027-05-01"
        terms = asked["terms"]
        assert isinstance(terms, dict)
        assert (terms["debt_cents"], terms["cents"], terms["last_cents"]) == (61240, 10500, 8740)
        clauses = [one["clause"] for one in asked["conditions"]]  # type: ignore[attr-defined]
        assert clauses == ["instalment", "running_rent", "confirm"]
        assert "Werklijst" in play.text()


async def test_an_amount_is_typed_over_the_proposal(store: Path) -> None:
    """Five keys and F2; the schedule follows each of them."""
    async with playing(store) as play:
        await play.press("a")
        await play.type("204,14")
        assert "2 × € 204,14, daarna € 204,12" in play.text()
        await play.press("f2")
        assert made(play)["end_on"] == "2027-02-01"


async def test_the_end_day_gives_the_amount_and_the_amount_typed_comes_back(store: Path) -> None:
    """F5 to the end day and back."""
    async with playing(store) as play:
        await play.press("a")
        await play.type("150")
        await play.press("f5")
        assert "Klaar op" in play.text()
        assert "01-04-2027" in play.text()
        await play.press("f5")
        assert "€ 150 " in play.text()
        await play.press("f5", *["backspace"] * 10)
        assert "Vul een dag in" in play.text()
        await play.type("01-03-2027")
        assert "3 × € 154,00, daarna € 150,40" in play.text()
        await play.press("f5")
        assert "€ 154,00" in play.lines()[3]


async def test_what_a_day_can_be_is_read_without_a_note_until_one_is_understood(
    store: Path,
) -> None:
    """The note comes behind the day, with a blank between."""
    async with playing(store, lang="en") as play:
        await play.press("a", "f5", "backspace")
        assert play.lines()[3].endswith("   e.g. 23-11, fri or +3")
        await play.type("01-04-2027")
        assert "  or the amount" in play.lines()[3]


async def test_so_is_the_first_day(store: Path) -> None:
    """By day 21 most of them came in."""
    async with playing(store, lang="en") as play:
        await play.press("a")
        screen = play.app.screen
        assert isinstance(screen, ArrangementDesk)
        assert screen.sheet is not None
        screen.sheet.desk = replace(screen.sheet.desk, pay_day=21)
        await play.press("tab")
        assert "  mostly in by day 21" in play.lines()[5]
        await play.type("1450")
        assert play.lines()[5].endswith("   e.g. 23-11, fri or +3")


async def test_the_cadence_turns_and_the_amount_follows(store: Path) -> None:
    """Per week the proposal is a quarter; an amount that was typed stays."""
    async with playing(store) as play:
        await play.press("a", "f4")
        assert "[elke week]" in play.text()
        assert "€ 25,00" in play.lines()[3]
        await play.type("40")
        await play.press("f4")
        assert "€ 40" in play.lines()[3]


async def test_a_lump_sum_comes_first(store: Path) -> None:
    """F3: its amount and day; the instalments begin after it."""
    async with playing(store) as play:
        await play.press("a", "f3")
        await play.type("200")
        assert "01-01-2027" in play.text()
        await play.press("f2")
        terms = made(play)["terms"]
        assert isinstance(terms, dict)
        assert (terms["lump_cents"], terms["lump_on"]) == (20000, "2026-12-01")
        assert terms["first_on"] == "2027-01-01"


async def test_the_day_of_a_lump_sum_that_has_passed_is_asked_for_itself(store: Path) -> None:
    """The first day, which nobody typed, follows it once it can be recorded."""
    async with playing(store) as play:
        await play.press("a", "f3", *"100", "tab", *"1-1-2020", "f2")
        assert "wo 1 jan 2020 is voorbij" in " ".join(play.text().split())
        await play.press(*"8-12-2026", "f2")
        terms = made(play)["terms"]
        assert terms["lump_on"] == "2026-12-08"  # type: ignore[index]
        assert terms["first_on"] == "2027-01-08"  # type: ignore[index]


async def test_a_lump_sum_that_pays_all_is_said_as_one_payment(store: Path) -> None:
    """No instalment is left: none is shown, and F4 and F5 reckon none."""
    async with playing(store) as play:
        await play.press("a", "f3")
        await play.type("612,40")
        shown = play.text()
        assert "── € 612,40 in één keer op di 1 dec ──" in shown
        assert "Per keer            Alles wordt ineens betaald." in shown
        assert not {"0,01", "0,00", "Eerste keer", "Hoe vaak", "F4", "F5"} & set(shown.split())
        before = play.lines()
        await play.press("f4", "f5")
        assert play.lines()[:-2] == before[:-2]
        assert "Alles wordt ineens betaald." in play.lines()[-2]
        await play.press("tab", "tab", "tab", "tab")
        assert play.lines()[:-2] == before[:-2]
        await play.press("f2")
        terms = made(play)["terms"]
        assert isinstance(terms, dict)
        assert (terms["cents"], terms["lump_cents"]) == (0, 61240)


async def test_over_a_limit_a_reason_is_asked(store: Path) -> None:
    """R31 and R32 say so; the reason is recorded, and the desk stays until it is there."""
    async with playing(store) as play:
        before = play.count("agreement")
        await play.press("a")
        await play.type("60")
        assert "11 maanden; hoogstens 6 (R31)" in play.text()
        await play.press("f2")
        assert "geef een reden" in play.lines()[-2]
        assert play.count("agreement") == before
        await play.type("Heeft pas in mei vakantiegeld.")
        await play.press("f2")
        assert made(play)["why"] == "Heeft pas in mei vakantiegeld."


async def test_beyond_a_year_the_desk_sends_to_the_team_leader(store: Path) -> None:
    """Whatever the reason (R31); a higher amount is the other way out."""
    async with playing(store) as play:
        await play.press("a")
        await play.type("40")
        assert "16 maanden; boven 12 alleen de teamleider (R31)" in play.text()
        assert "€ 40,00 per maand; minstens € 50,00 (R32)" in play.text()
        await play.press("f2")
        assert "een teamleider af: vraag het die" in play.lines()[-2]
        assert play.count("agreement") == 0
        await play.type("102,07")
        await play.press("f2")
        assert play.count("agreement") == 1


async def test_a_team_leader_goes_beyond_a_year_for_a_reason(store: Path) -> None:
    """R31."""
    async with playing(store) as play:
        play.do("UPDATE caseworker SET role = 'team_leader' WHERE login = 'anna'")
    async with playing(store) as play:
        await play.press("a")
        await play.type("40")
        assert "16 maanden; hoogstens 6 (R31)" in play.text()
        await play.press("f2")
        assert "geef een reden" in play.lines()[-2]
        await play.type("Meer kan niet.")
        await play.press("f2")
        assert made(play)["why"] == "Meer kan niet."


async def test_the_income_says_what_can_be_paid(store: Path) -> None:
    """R30: five percent of a low income, and a reason to go over it."""
    async with playing(store) as play:
        await play.press("a", "tab", "tab")
        await play.type("1500")
        assert "draagkracht € 75,00 (R30)" in play.text()
        await play.press("f2")
        assert "geef een reden" in play.lines()[-2]


def test_months_of_large_amounts_stand_apart_and_whole() -> None:
    """There is room for fewer of them beside each other instead."""
    month = MonthBeside(date(2026, 12, 1), 99_999_999, 12_500_000)
    page = Page(speaker("nl"), 80, date(2026, 11, 3), "UTC")
    head, first, *_ = ("".join(part for part, _ in row) for row in month_lines(page, [month] * 2))
    assert first.split() == ["dec", "2026", "999.999,99", "125.000,00", "1.124.999,99"]
    assert head.rstrip().endswith("samen")


async def test_a_refusal_offers_only_what_a_refusal_takes(store: Path) -> None:
    """F3 to F6 reckon an arrangement: the footer leaves them out, and they are refused."""
    async with playing(store) as play:
        await play.press("a")
        before = play.lines()[-1]
        assert before.startswith(" F2 spreek af  F3 ineens")
        await play.press("f8")
        foot = " F2 leg weigering vast  F8 toch een regeling  Esc terug  F1 toetsen"
        assert play.lines()[-1] == foot
        for key in ("f3", "f4", "f5", "f6"):
            await play.press(key)
            assert "je weigert er nu een" in play.text(), key
            assert play.lines()[-1] == foot
        await play.press("f8")
        assert play.lines()[-1] == before


@pytest.mark.parametrize("owes_more", [False, True])
async def test_the_key_of_other_debts_is_named_where_there_are_some(
    store: Path, owes_more: bool
) -> None:
    """F6; on a wide screen, where nothing is left out for want of room."""
    async with playing(store, size=(120, 40)) as play:
        if owes_more:
            play.do("UPDATE lease_party SET person = 1")
        await play.press("a")
        assert ("F6 andere schuld" in play.lines()[-1]) is owes_more
        await play.press("f6")
        assert ("geen andere dossiers" in play.text()) is not owes_more


async def test_a_refusal_needs_a_reason(store: Path) -> None:
    """R37: F8, a reason, F2; it is a dated record and no debt is covered."""
    async with playing(store) as play:
        await play.press("a", "f8", "f2")
        assert play.count("agreement") == 0
        await play.type("Betaalt vrijdag alles.")
        await play.press("f2")
        asked = made(play)
        assert (asked["state"], asked["why"]) == ("refused", "Betaalt vrijdag alles.")
        assert asked["conditions"] == []


@pytest.mark.parametrize(
    ("amount", "kept"), [("102", 102_00), ("", None)], ids=["a plan", "none that holds"]
)
async def test_a_refusal_keeps_what_was_talked_over(
    store: Path, amount: str, kept: int | None
) -> None:
    """R37: the file shows what was turned down, without what was told of the income."""
    async with playing(store) as play:
        await play.press("a", *["backspace"] * 9, *amount, "f8")
        await play.type("Betaalt vrijdag alles.")
        await play.press("f2")
        terms = made(play)["terms"]
        assert isinstance(terms, dict)
        assert terms.get("cents") == kept
        assert "net_income_cents" not in terms
        await play.press("home", "enter", "4")
        assert ("Voorgesteld: 6 × € 102,00, daarna" in " ".join(play.text().split())) is bool(kept)


async def test_what_was_typed_comes_back(store: Path) -> None:
    """Esc keeps a draft; the desk opens with it."""
    async with playing(store) as play:
        await play.press("a")
        await play.type("77")
        await play.press("f4", "escape")
        assert play.count("draft") == 1
        await play.press("a")
        assert "€ 77" in play.lines()[3]
        assert "[elke week]" in play.text()
        await play.press("f2")


async def test_what_cannot_be_understood_is_said_and_stays(store: Path) -> None:
    """Where the schedule stands, and again when it is recorded."""
    async with playing(store) as play:
        await play.press("a")
        await play.type("12x")
        assert "is geen bedrag" in play.text()
        await play.press("f2")
        assert "12x" in play.text()
        assert play.count("agreement") == 0


async def test_a_second_arrangement_beside_one_that_runs_is_refused(store: Path) -> None:
    """The sentence says what to do."""
    async with playing(store) as play:
        await play.look_and_press("a", "f2", "a")
        assert "loopt al een betalingsregeling" in play.text()
        assert "Werklijst" in play.text()


async def test_the_order_of_allocation_stands_in_the_terms_shown(store: Path) -> None:
    """At both sizes and in both languages; no line is wider than the screen."""
    for lang, words in (("nl", "dan de oudste"), ("en", "the oldest debt")):
        for size in ((80, 24), (120, 40)):
            async with playing(store, lang=lang, size=size) as play:
                await play.press("a")
                text = " ".join(play.text().split())
                assert words in text or "dan naar de oudste schuld" in text
                assert max(map(len, play.lines())) <= size[0]


async def test_a_proposed_amount_or_day_is_typed_over_and_kept_by_an_arrow(store: Path) -> None:
    """Where the keys come to a field."""
    async with playing(store) as play:
        await play.press("a", "end", "backspace", "1", "tab", "v", "r")
        assert "€ 105,01" in play.lines()[3]
        assert "vr 6 nov" in play.text()


@pytest.mark.parametrize("back", [(), ("shift+tab",)])
async def test_a_refused_amount_is_typed_over(store: Path, back: tuple[str, ...]) -> None:
    """Agreed from its own field or from another."""
    async with playing(store) as play:
        await play.press("a", *"1,2,3", "tab", *back, "f2")
        await play.press(*"105,50")
        assert "€ 105,50" in play.lines()[3]


@pytest.mark.parametrize("away", [(), ("tab",), ("tab", "tab")])
@pytest.mark.parametrize(
    ("keys", "refused", "anew", "shown"),
    [
        (("f3", *"999999"), "meer dan de schuld", "400", "▶ Ineens F3 € 400 "),
        (("f5", *"01-11-2026"), "voorbij", "01-04-2027", "▶ Klaar op F5 01-04-2027 "),
        (("f5", *"04-11-2026"), "eerste termijn", "01-04-2027", "▶ Klaar op F5 01-04-2027 "),
        ((*"0,01",), "termijnen", "204", "▶ Per keer F5 € 204 "),
    ],
)
async def test_what_the_plan_refuses_is_typed_over(
    store: Path, keys: tuple[str, ...], refused: str, anew: str, shown: str, away: tuple[str, ...]
) -> None:
    """In the field that brings it about, wherever it was agreed from."""
    async with playing(store) as play:
        await play.press("a", *keys, *away, "f2")
        assert refused in " ".join(play.text().split())
        await play.type(anew)
        assert shown in " ".join(play.text().split())


async def test_the_desk_names_the_administrator_with_whom_it_is_agreed(store: Path) -> None:
    """R06: also where it is refused; without one no line is taken."""
    async with playing(store) as play:
        await play.press("a")
        assert "Spreek dit af" not in play.text()
        await play.press("escape")
        administer(play)
        await play.press("a")
        assert "Spreek dit af met Bureau Balans (bewindvoerder, +31881234567)" in play.text()
        await play.press("f8")
        assert "Spreek dit af met Bureau Balans" in play.text()


@pytest.mark.parametrize("lump", ["612,41", "99999999,99"])
async def test_a_lump_sum_above_the_debt_changes_no_proposed_amount(store: Path, lump: str) -> None:
    """It is refused itself, and leaves nothing of which to pay a cent each time."""
    async with playing(store) as play:
        await play.press("a", "f3")
        await play.type(lump)
        assert lump in play.text()
        assert "€ 0,01" not in play.text()


async def test_what_was_just_agreed_is_what_the_pointer_stands_at(store: Path) -> None:
    """Not what was agreed before and is over: Enter would act on that."""
    async with playing(store) as play:
        await play.look_and_press("enter", "4", "a", "f2")
        play.do("UPDATE agreement_state SET state = 'withdrawn'")
        await play.look_and_press("escape", "enter", "4")
        (pointed,) = (line for line in play.lines() if line.startswith("▶"))
        assert "ingetrokken" in pointed
        await play.look_and_press("a", "f2", *"opnieuw", "f2")
        (pointed,) = (line for line in play.lines() if line.startswith("▶"))
        assert "getroffen" in pointed
