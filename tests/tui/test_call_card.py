"""The call card: keys counted, what is recorded, and what may not be said."""

import json
from pathlib import Path

import pytest
from textual.events import Key

from caseconsole.store.sqlite import open_store
from tests.tui.play import Play, playing
from tests.tui.stores import due_store

REACHED_WITH_PROMISE = ("c", "t", "enter", "1", "p", "f2")
NO_ANSWER = ("c", "g", "f2")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few cases that are due for a call."""
    path = due_store(tmp_path / "store.db", 6)
    opened = open_store(path)
    with opened.transaction():
        opened.conn.execute("UPDATE due SET action = 'first_call', claim = 'call'")
    opened.close()
    return path


def recorded(play: Play) -> dict[str, object]:
    """What the newest change asked for."""
    rows = play.rows("SELECT payload FROM journal_content ORDER BY seq DESC LIMIT 1")
    found: dict[str, object] = json.loads(rows[0][0])
    return found


async def test_no_answer_takes_three_keys_from_the_list(store: Path) -> None:
    """`c g F2` is one contact, one journal row."""
    async with playing(store) as play:
        before = play.count("journal")
        await play.press(*NO_ANSWER)
        assert play.count("journal") == before + 1
        assert recorded(play)["whom"] == "no_answer"
        assert "Werklijst" in play.text()


async def test_reached_with_a_promise_takes_at_most_eight_keys(store: Path) -> None:
    """The whole arrears on the day the policy proposes."""
    assert len(REACHED_WITH_PROMISE) <= 8
    async with playing(store) as play:
        before = play.count("journal"), play.count("contact")
        await play.press(*REACHED_WITH_PROMISE)
        assert (play.count("journal"), play.count("contact")) == (before[0] + 1, before[1] + 1)
        asked = recorded(play)
        assert asked["identity_checked"] is True
        assert asked["reason"] == {"code": "forgotten", "structural": False}
        assert asked["promise"] == {"cents": 61_240, "due_on": "2026-11-10"}


async def test_keys_typed_while_the_card_opens_go_to_the_card(store: Path) -> None:
    """All keys at once, as a quick hand types them; none is lost and none goes to the list."""
    async with playing(store) as play:
        before = play.count("contact")
        for key in NO_ANSWER:
            play.pilot.app.post_message(_key(key))
        await play.rest()
        await play.press("escape")
        assert play.count("contact") == before + 1


def _key(name: str) -> Key:
    return Key(name, name if len(name) == 1 else None)


async def test_the_next_file_opens_after_an_outcome(store: Path) -> None:
    """From a file: recorded, and on to the next; unless the person chose to stay."""
    async with playing(store) as play:
        await play.press("enter", *NO_ANSWER)
        assert "2 van 6" in play.text()
        assert "Dossier" in play.text()
        assert "Vastgelegd" in play.lines()[-2]
        await play.press(":")
        await play.type("doorgaan")
        await play.press("enter", *NO_ANSWER)
        assert "2 van 6" in play.text()


async def test_nothing_of_the_debt_is_said_to_another_adult(store: Path) -> None:
    """The words change, reason and promise go, and are refused."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "1", "p", "escape")
        assert "Afspreken" in play.text()
        await play.press("a")
        assert "gaan toezegging, reden en hulp van de kaart" in play.text()
        assert "[1]" in play.text()
        await play.press("a")
        text = play.text()
        assert "Iemand anders" in text
        assert "Zeg niets over de schuld." in text
        await play.press("p")
        assert "niets over de schuld" in play.lines()[-2]
        await play.press("f2")
        asked = recorded(play)
        assert asked["whom"] == "other_adult"
        assert asked["promise"] is None
        assert asked["reason"] is None


async def test_another_key_between_asks_anew_before_anything_leaves_the_card(store: Path) -> None:
    """A second `a` counts only right after the first."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "1", "a", "s", "a")
        assert "[1]" in play.text()
        await play.press("a")
        assert "[1]" not in play.text()


async def test_what_was_recorded_and_taken_back_is_named(store: Path) -> None:
    """Promise, reason and help, in one sentence."""
    async with playing(store, size=(120, 40)) as play:
        await play.press("c", "t", "enter", "1", "p", "escape", "O", "1", "enter", "f2")
        held = "gesproken · toezegging € 612,40 op di 10 nov · reden: vergeten · hulp: regeling"
        said = " ".join(play.text().split())
        assert held in said
        assert "Vastgelegd in dossier" in said
        await play.press("u")
        assert held in " ".join(play.text().split())
        await play.press("u")
        assert "Ongedaan gemaakt in dossier 10003-8: huurder " + held in " ".join(
            play.text().split()
        )


async def test_letters_in_the_amount_are_the_amount(store: Path) -> None:
    """They choose nobody else; an empty amount is asked for in words."""
    async with playing(store) as play:
        before = play.count("journal")
        await play.press("c", "t", "enter", "1", "p", "backspace")
        await play.press("f2")
        assert "Vul een bedrag in, bijvoorbeeld 612,40." in play.text()
        await play.press("a", "b", "c", "f2")
        assert "“abc” is geen bedrag" in play.text()
        assert "[t]" in play.text()
        assert play.count("journal") == before


@pytest.mark.parametrize("typed", [(), ("x",), ("1", "-", "1", "-", "2", "0", "2", "0")])
async def test_a_promise_without_a_valid_day_is_not_said_to_be_looked_up(
    store: Path, typed: tuple[str, ...]
) -> None:
    async with playing(store) as play:
        await play.press("c", "t", "enter", "1", "p", "enter", *["backspace"] * 10, *typed)
        next_ = next(row for row in play.lines() if "hierna" in row)
        assert "nagekeken" not in next_
        assert "dag" in next_ or "voorbij" in next_


async def test_the_words_speak_of_the_debt_only_after_the_identity(store: Path) -> None:
    """The opening has no amount in it; the reason has."""
    async with playing(store) as play:
        await play.press("c", "t")
        script = "\n".join(play.lines()[3:12])
        assert "geboortedatum" in script
        assert "€" not in script
        await play.press("enter")
        assert "€ 612,40 open" in play.text()


async def test_a_card_without_an_answer_is_not_recorded(store: Path) -> None:
    """One clear sentence, and the card stays."""
    async with playing(store) as play:
        before = play.count("journal")
        await play.press("c", "f2")
        assert "Zeg eerst wie er opnam" in play.text()
        assert "Belkaart" in play.text()
        assert play.count("journal") == before


async def test_amount_and_day_of_a_promise_can_be_typed(store: Path) -> None:
    """Wrong input gets a sentence and keeps what was typed; a short day is understood."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "p")
        await play.type("100,5x")
        await play.press("f2")
        assert "is geen bedrag" in play.lines()[-2]
        assert "100,5x" in play.text()
        await play.press("backspace", "tab", *["backspace"] * 10)
        await play.type("vr")
        await play.press("f2")
        assert recorded(play)["promise"] == {"cents": 10_050, "due_on": "2026-11-06"}


async def test_help_call_back_and_words_are_kept(store: Path) -> None:
    """Help by digits, a day to call back, and what was said in two lines."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "5", "O", "1", "2", "2", "escape", "z", "o")
        await play.type("Belt terug\nna vijven.")
        await play.press("f2", "escape")
        asked = recorded(play)
        assert asked["reason"] == {"code": "other_debts", "structural": True}
        assert asked["said"] == "Belt terug\nna vijven."
        offers = asked["offers"]
        assert isinstance(offers, list)
        assert [(o["kind"], o["answer"]) for o in offers] == [
            ("arrangement", "no_answer"),
            ("credit_bank", "accepted"),
        ]
        appointment = asked["appointment"]
        assert isinstance(appointment, dict)
        assert (appointment["kind"], appointment["on"]) == ("call_back", "2026-11-04")


async def test_help_that_a_partner_gives_is_sent_on_with_the_day_of_its_answer(
    store: Path,
) -> None:
    """After F2 the referral is at hand; without it the call stands all the same."""
    async with playing(store, size=(120, 40)) as play:
        await play.press("c", "t", "enter", "5", "O", "2", "2")
        assert "Na F2 volgt de verwijzing" in play.lines()[-2]
        await play.press("f2")
        assert "Verwijzing" in play.lines()[0]
        assert (play.count("contact"), play.count("draft")) == (7, 0)
        await play.press("tab")
        await play.type("Stadsbank")
        await play.press("f2")
        asked = recorded(play)
        assert (asked["referral"], asked["partner"]) == ("credit_bank", "Stadsbank")
        assert str(asked["reply_by"]) > "2026-11-03"
        assert "Werklijst" in play.text()
        await play.press("enter", "p")
        assert "Verwijzingen" in play.text()
        await play.press("c", "t", "enter", "5", "O", "2", "2", "f2")
        assert "Verwijzing" not in play.lines()[0]


async def test_help_that_was_not_accepted_is_sent_on_to_nobody(store: Path) -> None:
    """Nor is an arrangement, which is made here; Esc leaves the call as it was recorded."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "5", "O", "1", "1", "2", "f2")
        assert "Werklijst" in play.text()
        await play.press("n", "c", "t", "enter", "5", "O", "5", "5", "f2")
        assert "coach" in play.text()
        await play.press("escape")
        assert play.count("contact") == 8
        assert play.count("referral") == 0


async def test_the_card_says_what_follows(store: Path) -> None:
    """What the step proposes, or that the promise is looked at."""
    async with playing(store) as play:
        await play.press("c", "g")
        assert "  hierna" in play.text()
        await play.press("t", "p")
        assert "nagekeken" in play.text()


async def test_there_is_no_administrator_to_reach_when_the_file_has_none(store: Path) -> None:
    """`b` is refused with a sentence."""
    async with playing(store) as play:
        await play.press("c", "b")
        assert "geen bewindvoerder" in play.text()


async def test_the_administrator_comes_first(store: Path) -> None:
    """Name and number stand above the tenant's, and `b` records that they were reached."""
    async with playing(store) as play:
        for (key,) in play.rows("SELECT id FROM person"):
            play.do(
                "INSERT INTO representative (person, name, kind, phone, email, language, since)"
                f" VALUES ({key}, 'Bureau Balans', 'administrator', '+31881234567', '', 'nl',"
                " '2020-01-01')"
            )
        await play.press("c")
        lines = play.lines()
        bureau = next(n for n, row in enumerate(lines) if "☎" in row and "Balans" in row)
        tenant = next(n for n, row in enumerate(lines) if "☎" in row and "huurder" in row)
        assert bureau < tenant
        await play.press("b", "f2")
        assert recorded(play)["whom"] == "administrator"


async def test_the_administrator_of_a_co_tenant_comes_with_the_co_tenant(store: Path) -> None:
    """The call of the lease goes to the tenant (R06)."""
    async with playing(store) as play:
        people = [key for (key,) in play.rows("SELECT id FROM person ORDER BY id")]
        play.do(
            "INSERT INTO person (id, reference, initials, prefix, surname, languages,"
            " call_do_not_write, safe_contact, email)"
            " VALUES (9000, 'P9000', 'Z.', '', 'Zeeman', 'nl', 0, '', '')"
        )
        play.do(
            "INSERT INTO representative (person, name, kind, phone, email, language, since)"
            " VALUES (9000, 'Bureau Balans', 'administrator', '+31881234567', '', 'nl',"
            " '2020-01-01')"
        )
        for lease in people:
            play.do(
                "INSERT INTO lease_party (lease, person, role, since)"
                f" SELECT id, 9000, 'co_tenant', '2020-01-01' FROM lease WHERE id = {lease}"
            )
        await play.press("c")
        shown = [row for row in play.lines() if "☎" in row]
        assert [word in row for word, row in zip(
            ("(huurder)", "Balans (bewindvoerder van Z. Zeeman)", "Zeeman (medehuurder)"), shown,
            strict=True,
        )] == [True] * 3, shown  # fmt: skip


async def test_arabic_words_stand_in_lines_of_their_own(store: Path) -> None:
    """F3 shows them; no line mixes them with columns."""
    async with playing(store) as play:
        play.do("UPDATE person SET languages = 'ar'")
        await play.press("c", "f3")
        arabic = [row for row in play.lines() if any("\u0600" <= c <= "\u06ff" for c in row)]
        assert arabic
        assert not any("│" in row or "☎" in row for row in arabic)


async def test_a_home_visit_is_recorded_with_one_key_more(store: Path) -> None:
    """F4 turns the call into a visit."""
    async with playing(store) as play:
        await play.press("c", "f4", "g", "f2")
        assert recorded(play)["channel"] == "visit"


async def test_a_card_that_is_left_is_offered_again(store: Path) -> None:
    """Esc keeps what was filled in; the next time it stands there; recorded, it is gone."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "2", "escape")
        assert play.count("draft") == 1
        await play.press("c")
        assert "[2]" in play.text()
        await play.press("f2")
        assert recorded(play)["reason"] == {"code": "income_late", "structural": False}
        assert play.count("draft") == 0


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("lang", ["nl", "en"])
async def test_the_whole_card_fits(store: Path, size: tuple[int, int], lang: str) -> None:
    """Every row from whom to what was said is on the screen at both sizes."""
    async with playing(store, lang=lang, size=size) as play:
        await play.press("c", "t", "enter", "1", "p")
        text = play.text()
        for label in ("call.whom", "call.identity", "call.promise", "call.help", "call.said"):
            assert play.app.speaker.say(label) in text
        assert max(map(len, play.lines())) <= size[0]


async def test_digits_after_a_promise_are_its_amount(store: Path) -> None:
    """The first digit replaces what was proposed; Enter goes to the day; the reason stays."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "1", "p", "3", "0", "0", "enter")
        await play.press(*["backspace"] * 10, "v", "r", "f2")
        asked = recorded(play)
        assert asked["promise"] == {"cents": 30_000, "due_on": "2026-11-06"}
        assert asked["reason"] == {"code": "forgotten", "structural": False}


async def test_verbs_work_while_the_amount_can_be_typed(store: Path) -> None:
    """`o` goes on to what was said, and `p` again takes the promise back."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "p", "o", "x", "f2")
        asked = recorded(play)
        assert (asked["said"], asked["promise"]) == ("x", {"cents": 61_240, "due_on": "2026-11-10"})
        await play.press("c", "t", "enter", "p", "p", "2", "f2")
        asked = recorded(play)
        assert asked["promise"] is None
        assert asked["reason"] == {"code": "income_late", "structural": False}


@pytest.mark.parametrize("what", ["p", "1"])
async def test_an_unchecked_identity_is_asked_once(store: Path, what: str) -> None:
    """F2 asks; F2 again records as it is; Enter says it was checked."""
    async with playing(store) as play:
        before = play.count("contact")
        await play.press("c", "t", what, "f2")
        assert "Identiteit niet nagegaan" in play.lines()[-2]
        assert play.count("contact") == before
        await play.press("f2")
        assert recorded(play)["identity_checked"] is False
        await play.press("c", "t", what, "f2", "enter", "f2")
        assert recorded(play)["identity_checked"] is True
        assert play.count("contact") == before + 2


async def test_a_promise_above_what_is_open_is_asked_once(store: Path) -> None:
    """With both amounts in the sentence."""
    async with playing(store) as play:
        before = play.count("contact")
        await play.press("c", "t", "enter", "p", *"700", "f2")
        assert "meer dan er openstaat" in play.lines()[-2]
        assert play.count("contact") == before
        await play.press("f2")
        assert recorded(play)["promise"] == {"cents": 70_000, "due_on": "2026-11-10"}


async def test_a_past_day_is_refused_where_it_stands(store: Path) -> None:
    """The day can be typed anew at once."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "p", "enter", *["backspace"] * 10)
        await play.type("2-11-2026")
        await play.press("tab", "f2")
        assert "voorbij" in play.lines()[-2]
        await play.press(*["backspace"] * 10)
        await play.type("morgen")
        await play.press("f2")
        assert recorded(play)["promise"] == {"cents": 61_240, "due_on": "2026-11-04"}


async def test_a_home_visit_that_is_due_opens_as_a_visit(store: Path) -> None:
    """With who can be at a door, and no words for the phone."""
    async with playing(store) as play:
        play.do("UPDATE due SET claim = 'visit', action = 'home_visit'")
        await play.press("c")
        text = play.text()
        assert "huisbezoek" in text
        assert "niet thuis, kaartje" in text
        assert "Ik bel" not in text
        assert "verkeerd nr" not in text
        await play.press("v")
        assert "Dat kan niet" in play.lines()[-2]
        await play.press("f2")
        assert "wie er opendeed" in play.lines()[-2]
        await play.press("g", "f2")
        asked = recorded(play)
        assert (asked["channel"], asked["whom"]) == ("visit", "no_answer")


async def test_a_card_on_which_nothing_was_chosen_is_not_kept(store: Path) -> None:
    """Looking, going through the ways of contact, and taking back leave no draft."""
    async with playing(store) as play:
        await play.press("c", "escape", "c", "f4", "escape", "c", "g", "f4", "f4", "escape")
        assert play.count("draft") == 0


async def test_what_follows_is_said_when_nothing_is_due(store: Path) -> None:
    """After no answer: the day and the part of it; nobody spoke, so no language is kept."""
    async with playing(store) as play:
        await play.press("enter", ":")
        await play.type("doorgaan")
        await play.press("enter", *NO_ANSWER)
        assert "wo 4 nov: opnieuw bellen, in de" in play.text()
        kept = play.rows("SELECT language FROM contact ORDER BY id DESC LIMIT 1")
        assert kept == [("",)]


async def test_a_draft_of_a_call_is_listed_in_words(store: Path) -> None:
    """The way of contact and who answered, in the language of the console."""
    async with playing(store, lang="en") as play:
        await play.press("c", "t", "o", "x", "escape", "escape", ":")
        await play.type("drafts")
        await play.press("enter")
        assert "called · spoke to the tenant · x" in play.text()
