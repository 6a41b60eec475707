"""What the call card shows: whom to call, what to say and in which language, what follows."""

from pathlib import Path

import pytest

from tests.tui.calls import administer, call_store, recorded
from tests.tui.play import playing


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few cases that are due for a call."""
    return call_store(tmp_path / "store.db")


async def test_the_words_speak_of_the_debt_only_after_the_identity(store: Path) -> None:
    """The opening has no amount in it; the reason has."""
    async with playing(store) as play:
        await play.press("c", "t")
        script = "\n".join(play.lines()[3:12])
        assert "geboortedatum" in script
        assert "€" not in script
        await play.press("enter")
        assert "€ 612,40 open" in play.text()


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
        administer(play)
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


async def test_what_follows_is_said_when_nothing_is_due(store: Path) -> None:
    """After no answer: the day and the part of it; nobody spoke, so no language is kept."""
    async with playing(store) as play:
        await play.press("enter", ":")
        await play.type("doorgaan")
        await play.press("enter", "c", "g", "f2")
        assert "wo 4 nov: opnieuw bellen, in de" in play.text()
        kept = play.rows("SELECT language FROM contact ORDER BY id DESC LIMIT 1")
        assert kept == [("",)]


async def test_nothing_follows_before_somebody_answered(store: Path) -> None:
    """Then what the step proposes; for a wrong number, another number; also beside long words."""
    async with playing(store) as play:
        play.do("""UPDATE due SET next = '["next.retry", {}]'""")
        await play.press("c")
        assert "hierna" not in play.text()
        await play.press("w")
        assert "Zoek een ander nummer" in play.text()
        await play.press("g", "o", "x")
        assert "  hierna       Niet bereikt" in play.text()


@pytest.mark.parametrize("lang", ["nl", "en"])
async def test_a_wrong_number_hears_that_it_is_wrong(store: Path, lang: str) -> None:
    """And no message for the tenant."""
    async with playing(store, lang=lang) as play:
        await play.press("c", "w")
        assert "Sorry, dan ben ik verkeerd verbonden." in play.text()
        assert "Wilt u vragen" not in play.text()


async def test_the_administrator_is_asked_as_such(store: Path) -> None:
    """Before the identity nothing of the debt; no birth date, but whose administrator it is."""
    async with playing(store) as play:
        administer(play)
        await play.press("c")
        assert "b bewindvoerder" in play.text()
        await play.press("b")
        text = play.text()
        assert "Bureau Balans, voor M. " in text
        assert "is geboren op" not in text
        assert "Bewindvoerder · Nederlands" in text
        assert "Spreek ik met de huurder" not in text
        await play.press("enter")
        assert "De huur van november 2026" in play.text()


@pytest.mark.parametrize(("lang", "word"), [("nl", "bel met een tolk"), ("en", "interpreter")])
async def test_that_an_interpreter_is_needed_is_never_cut(
    store: Path, lang: str, word: str
) -> None:
    """It wraps, above the numbers."""
    async with playing(store, lang=lang) as play:
        play.do("UPDATE person SET languages = 'ary'")
        await play.press("c")
        shown = play.lines()
        told = next(n for n, row in enumerate(shown) if word in row)
        assert told < next(n for n, row in enumerate(shown) if "☎" in row)
        assert "F3" in shown[told] + shown[told + 1]
        assert "…" not in shown[told] + shown[told + 1]


async def test_f3_says_that_there_is_no_script(store: Path) -> None:
    """In the status line and above the Dutch words."""
    async with playing(store) as play:
        play.do("UPDATE person SET languages = 'ti'")
        await play.press("c", "f3")
        assert "Er is geen tekst in deze taal: Tigrinya" in play.text()
        assert "(geen tekst in: Tigrinya)" in play.text()


async def test_f3_says_that_there_is_only_dutch(store: Path) -> None:
    """And it is not hinted at."""
    async with playing(store) as play:
        play.do("UPDATE person SET languages = 'nl'")
        await play.press("c")
        assert "F3" not in play.text()
        await play.press("f3")
        assert "geen andere taal" in play.lines()[-2]


async def test_every_birth_date_is_whole(store: Path) -> None:
    """That of a co-tenant on a row of its own where one is too short."""
    async with playing(store) as play:
        play.do(
            "INSERT INTO person (id, reference, initials, prefix, surname, languages, birth_date,"
            " call_do_not_write, safe_contact, email)"
            " VALUES (9000, 'P9000', 'Z.', '', 'Zeeman-van der Achterkamp', 'nl', '1991-02-03', 0,"
            " '', '')"
        )
        play.do(
            "INSERT INTO lease_party (lease, person, role, since)"
            " SELECT id, 9000, 'co_tenant', '2020-01-01' FROM lease"
        )
        await play.press("c")
        assert "is geboren op 01-01-1980" in play.text()
        assert "Achterkamp is geboren op 03-02-1991" in play.text()


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    ("keys", "first", "never"),
    [
        ((), ("F2", "t", "a", "g"), ("p",)),
        (("t",), ("F2", "Enter", "p"), ("g",)),
        (("f4",), ("F2", "t", "a", "g"), ("v", "p")),
        (("f4", "f4"), ("F2", "t", "a", "Esc"), ("g", "v")),
        (("f4", "t"), ("F2", "Enter", "p"), ("g", "v")),
        (("t", "z"), ("F2", "Tab", "Esc"), ("t", "g", "p")),
    ],
)
async def test_the_key_line_names_what_counts_now(
    store: Path, lang: str, keys: tuple[str, ...], first: tuple[str, ...], never: tuple[str, ...]
) -> None:
    """F2 first, at any size."""
    async with playing(store, lang=lang) as play:
        await play.press("c", *keys)
        foot = play.lines()[-1]
        named = [word for part in foot.split("  ") if (word := part.split(" ", 2)[part[0] == " "])]
        assert tuple(named[: len(first)]) == first
        assert not set(never) & set(named)


async def test_no_script_asks_to_read_a_gap_aloud(store: Path) -> None:
    """Neither a number of the caller nor a short month."""
    async with playing(store) as play:
        await play.press("c", "v")
        assert "[" not in "".join(row for row in play.lines()[3:11])
        await play.press("t", "enter")
        assert "de huur van november 2026" in play.text()


@pytest.mark.parametrize(
    ("tongue", "keys", "language", "said"),
    [
        ("nl", (), "nl", ""),
        ("tr", (), "tr", ""),
        ("tr", ("f3",), "nl", ""),
        ("tr", ("f3", "f3"), "tr", ""),
        ("ti", (), "nl", ""),
        ("ti", ("f3",), "ti", "Met tolk."),
        ("ti", ("f3", "f3"), "nl", ""),
        ("ar", ("f3",), "ar", "Met tolk."),
        ("ar nl", (), "nl", ""),
    ],
)
async def test_the_language_of_the_talk_is_recorded(
    store: Path, tongue: str, keys: tuple[str, ...], language: str, said: str
) -> None:
    """Dutch when the caller does not speak theirs, unless an interpreter does (F3)."""
    async with playing(store) as play:
        play.do(f"UPDATE person SET languages = '{tongue}'")
        await play.press("c", *keys, "t", "f2")
        asked = recorded(play)
        assert (asked["language"], asked["said"]) == (language, said)


async def test_nobody_interpreted_where_nobody_spoke(store: Path) -> None:
    """No answer says nothing of an interpreter."""
    async with playing(store) as play:
        play.do("UPDATE person SET languages = 'ti'")
        await play.press("c", "f3", "g", "f2")
        assert recorded(play)["said"] == ""


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


async def test_a_draft_of_a_call_is_listed_in_words(store: Path) -> None:
    """The way of contact and who answered, in the language of the console."""
    async with playing(store, lang="en") as play:
        await play.press("c", "t", "o", "x", "escape", "escape", ":")
        await play.type("drafts")
        await play.press("enter")
        assert "called · spoke to the tenant · x" in play.text()


async def test_letters_at_the_help_say_which_keys_count(store: Path) -> None:
    """They choose nobody else."""
    async with playing(store) as play:
        await play.press("c", "t", "O", "v")
        assert "cijfers 1 tot en met 5" in play.text()
        assert "[t]" in play.text()


async def test_the_administrator_is_called_first_and_the_tenant_only_with_a_warning(
    store: Path,
) -> None:
    """R06: footer and opening are the administrator's; `t` stays possible, and warns on."""
    async with playing(store, size=(80, 40)) as play:
        administer(play)
        await play.press("c")
        assert "Bewindvoerder · Nederlands" in play.text()
        assert "voor wie u bewindvoerder bent" in play.text()
        assert play.lines()[-1].startswith(" F2 leg vast  b bewindvoerder  t huurder")
        warning = "Het geld loopt via de bewindvoerder: bel die (b)."
        assert warning not in play.text()
        assert "Bureau Balans, voor M. " in play.text()
        await play.press("t", "enter")
        assert warning in play.text()
        await play.press("b")
        assert warning not in play.text()


async def test_without_an_administrator_the_footer_names_the_tenant_first(store: Path) -> None:
    """An answer that is refused is not offered."""
    async with playing(store) as play:
        await play.press("c")
        assert play.lines()[-1].startswith(" F2 leg vast  t huurder")


async def test_the_words_name_every_month_that_the_amount_is_of(store: Path) -> None:
    """After the identity only, and in the language of the words."""
    async with playing(store) as play:
        for month in ("09", "10"):
            play.do(
                "INSERT INTO ledger_entry (lease, identity, kind, cents, booked_on, value_on,"
                f" due_on, period, text, designation, source_ref) SELECT id, 'x{month}', 'charge',"
                f" 52250, '2026-{month}-01', '2026-{month}-01', '2026-{month}-01', '2026-{month}',"
                " '', '', '' FROM lease"
            )
        await play.press("c", "t")
        assert "september" not in play.text()
        await play.press("enter")
        assert "van september tot en met november 2026" in " ".join(play.text().split())


@pytest.mark.parametrize(
    ("typed", "told"), [("100", "€ 100,00"), ("999999999999", "…"), ("tien", "…")]
)
async def test_the_words_read_aloud_no_amount_but_the_one_that_is_understood(
    store: Path, typed: str, told: str
) -> None:
    async with playing(store) as play:
        await play.press("c", "t", "enter", "1", "p")
        await play.type(typed)
        assert f"u betaalt {told} uiterlijk op" in " ".join(play.text().split())
