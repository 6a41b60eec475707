"""The call card: keys counted, and what is recorded."""

from pathlib import Path

import pytest
from textual.events import Key

from tests.tui.calls import call_store, recorded
from tests.tui.play import playing

REACHED_WITH_PROMISE = ("c", "t", "enter", "1", "p", "f2")
NO_ANSWER = ("c", "g", "f2")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few cases that are due for a call."""
    return call_store(tmp_path / "store.db")


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
        contacts = play.count("contact")
        await play.press("enter", *NO_ANSWER)
        assert "2 van 6" in play.text()
        assert play.count("contact") == contacts + 1
        await play.press("n", "z", "tab", "x", "f2")
        assert play.count("snooze") == 1
        assert "3 van 6" in play.text()
        assert "Dossier" in play.text()


async def test_the_cursor_stays_after_an_outcome_for_who_chose_so(store: Path) -> None:
    """The choice is made in a file and kept; in the list it holds as well, until it is undone."""
    async with playing(store) as play:
        await play.press("enter", ":")
        await play.type("doorgaan\n")
        await play.press("escape", *NO_ANSWER)
        assert "1 van 6" in play.text()
    async with playing(store) as play:
        await play.press(*NO_ANSWER)
        assert "1 van" in play.text()
        await play.press("enter", ":")
        await play.type("doorgaan\n")
        await play.press("escape", *NO_ANSWER)
        assert "2 van" in play.text()
        assert play.count("contact") == 6 + 3


async def test_nothing_of_the_debt_is_said_to_another_adult(store: Path) -> None:
    """The words change at once, reason and promise no longer count, and are refused."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "1", "p", "escape")
        assert "Afspreken" in play.text()
        await play.press("a")
        text = play.text()
        assert "toezegging, reden en hulp tellen nu niet mee" in text
        assert "[1]" not in text
        assert "Iemand anders" in text
        assert "Zeg niets over de schuld." in text
        await play.press("p")
        assert "niets over de schuld" in play.lines()[-2]
        await play.look_and_press("f2", "f2")
        asked = recorded(play)
        assert asked["whom"] == "other_adult"
        assert asked["promise"] is None
        assert asked["reason"] is None


@pytest.mark.parametrize(("key", "whom"), [("g", "no_answer"), ("w", "wrong_number")])
async def test_the_last_key_says_who_answered_whatever_a_draft_holds(
    store: Path, key: str, whom: str
) -> None:
    """F2 asks before it leaves out a promise, and never records the talk of the draft."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "1", "p", "escape", "escape")
        before = play.count("contact")
        await play.press("c", key, "f2")
        assert "worden niet vastgelegd" in " ".join(play.text().split())
        assert "concept" in play.text()
        assert play.count("contact") == before
        await play.press("f2")
        assert recorded(play)["whom"] == whom
        assert recorded(play)["promise"] is None
        assert play.count("contact") == before + 1


async def test_what_does_not_count_comes_back_with_the_tenant(store: Path) -> None:
    """Also after the card was left; the identity is checked anew."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "2", "p", "3", "0", "tab", "escape", "O", "1")
        await play.press("escape", "g", "escape", "c")
        assert "[2]" not in play.text()
        await play.press("t")
        assert "[2]" in play.text()
        await play.press("enter", "f2")
        asked = recorded(play)
        assert asked["promise"] == {"cents": 3_000, "due_on": "2026-11-10"}
        assert asked["reason"] == {"code": "income_late", "structural": False}
        assert asked["identity_checked"] is True
        offers = asked["offers"]
        assert isinstance(offers, list)
        assert [offer["kind"] for offer in offers] == ["arrangement"]


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
        await play.press("end", "backspace", "tab", *["backspace"] * 10)
        await play.type("vr")
        await play.press("f2")
        assert recorded(play)["promise"] == {"cents": 10_050, "due_on": "2026-11-06"}


async def test_help_call_back_and_words_are_kept(store: Path) -> None:
    """Help by digits, a day to call back, and what was said in two lines."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "5", "O", "1", "2", "2", "escape", "z", "escape", "o")
        await play.type("Belt terug\nna vijven.")
        await play.look_and_press("f2", "escape")
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
        await play.press("c", "t", what)
        await play.look_and_press("f2", "enter", "f2")
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


async def test_a_card_on_which_nothing_was_chosen_is_not_kept(store: Path) -> None:
    """Looking, going through the ways of contact, and taking back leave no draft."""
    async with playing(store) as play:
        await play.press("c", "escape", "c", "f4", "escape", "c", "g", "f4", "f4", "escape")
        assert play.count("draft") == 0


@pytest.mark.parametrize("back", [(), ("shift+tab",)])
async def test_what_is_refused_on_the_card_is_typed_over(
    store: Path, back: tuple[str, ...]
) -> None:
    """Recorded from its own field or from another."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "p", "tab", *"1-1-2025", "tab", *back, "f2")
        assert "voorbij" in play.lines()[-2]
        await play.press(*"6-11", "f2")
        promise = recorded(play)["promise"]
        assert isinstance(promise, dict)
        assert promise["due_on"] == "2026-11-06"


@pytest.mark.parametrize("leave", [(), ("tab",), ("enter",)])
async def test_the_day_to_call_back_is_typed_over(store: Path, leave: tuple[str, ...]) -> None:
    """After `z` the keys go to its day; digits are no offers of help."""
    async with playing(store) as play:
        await play.press("c", "t", "z", "+", "7", *leave, "f2")
        asked = recorded(play)
        appointment = asked["appointment"]
        assert isinstance(appointment, dict)
        assert appointment["on"] == "2026-11-10"
        assert asked["offers"] == []


async def test_calling_back_is_taken_back_by_its_key(store: Path) -> None:
    """On the card; in its field the key belongs to a Saturday."""
    async with playing(store) as play:
        await play.press("c", "g", "z", "escape", "z", "f2")
        assert recorded(play)["appointment"] is None


async def test_tab_does_not_lead_to_the_help_that_nobody_opened(store: Path) -> None:
    """Digits typed after it would be offers."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "p", "tab", "tab", "3", "1", "f2")
        asked = recorded(play)
        assert asked["offers"] == []
        assert asked["said"] == "31"


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        (("p", "tab", "x", "escape", "o"), "▶ toezegging"),
        (("z", "x", "tab"), "▶ terugbellen"),
        (("p", "7", "0", "0", "tab"), "▶ toezegging"),
    ],
)
async def test_after_a_refusal_the_keys_go_to_the_wrong_field(
    store: Path, keys: tuple[str, ...], row: str
) -> None:
    """Also when the amount is only to be confirmed."""
    async with playing(store) as play:
        before = play.count("contact")
        await play.press("c", "t", "enter", *keys, "f2")
        assert row in play.text()
        assert play.count("contact") == before
