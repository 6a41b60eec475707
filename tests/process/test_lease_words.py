"""R77: in what is no lease no word speaks of one; names, and words that look like it, may stay."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from caseconsole.domain.message import Refused
from caseconsole.process.drafting import draft
from caseconsole.process.lease_gates import gate_words
from caseconsole.process.policy import Policy
from caseconsole.process.policy_check import load_policy
from caseconsole.process.policy_tables import CODES
from tests.process.files import policy
from tests.process.test_drafting import EVERY_FIELD, START, YEAR
from tests.process.test_policy import entry, with_own


def warned(given: dict[str, Any], form: str = "F2", made: Policy | None = None) -> bool:
    """Whether a draft is warned of words of a lease."""
    known, terms = made or policy(), {"form": form, **given}
    conditions = draft("second_chance", terms, known, START, end=YEAR)
    return not all(one.held for one in gate_words(form, START, conditions, known, terms))


def own(text: str, language: str = "nl", **more: str) -> dict[str, Any]:
    """A draft with a condition in own words."""
    return {"clauses": [], "own": [{"text": text}], "language": language, **more}


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Vraagt huur- of zorgtoeslagen aan.", False),
        ("Geen overlast.", False),
        ("De bewoner blijft de woning huren.", True),
        ("De huurder houdt de tuin bij.", True),
        ("De medehuurder doet mee.", True),
        ("Geen onderverhuur.", True),
        ("De bewoner verhuurt niets.", True),
        ("KAMERHUUR is verboden.", True),
        ("De maandhuur komt op tijd.", True),
        ("De huurprijzen staan vast.", True),
        ("Een nieuwe huurovereenkomst.", True),
        ("De buren hebben gehuurd.", True),
        ("Terugbetalen zonder rente.", False),
        ("De huurtoeslag loopt.", False),
        ("De huur- en zorgtoeslag lopen.", False),
        ("De huur en de zorgtoeslag lopen.", True),
        ("De huurtoeslag gaat van de huur af.", True),
        ("Mevrouw Huurman komt langs.", False),
        ("De fietsschuur is leeg; de deur is geschuurd.", False),
        ("De bewoner is ook huurder van de schuur.", True),
        ("The tenant is heard.", False),
        *(
            (f"Over {word} spreken wij niet.", True)
            for word in (
                "verhuurd",
                "onderverhuurd",
                "huurgeld",
                "huurkosten",
                "huuropzegging",
                "huurnota",
                "huurbeëindiging",
                "huurrekening",
                "huurhuis",
                "huurbijdrage",
                "huurverplichting",
                "huurafspraak",
                "hurende",
                "verhuurder",
                "huurders",
                "kamerverhuurbedrijf",
                "tuinhuur",
            )
        ),
        *(
            (f"Over {word} spreken wij niet.", False)
            for word in (
                "huurtoeslagen",
                "huursubsidie",
                "inhuur",
                "inhuren",
                "ingehuurde coaches",
                "lunchuur",
                "coachuren",
                "schuren",
                "schurende meubels",
                "schuurtjes",
                "mevrouw Huurdeman",
                "een huurauto",
                "een coach in te huren",
                "buurt en bestuur",
                "spreekuren",
            )
        ),
    ],
)
def test_a_word_of_a_lease_is_warned_of_and_what_looks_like_one_is_not(
    text: str, speaks: bool
) -> None:
    assert warned(own(text)) is speaks
    assert not warned(own(text), form="F1")


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("No nuisance.", False),
        ("He goes on renting.", True),
        ("The sub-tenant leaves.", True),
        ("No subletting.", True),
        ("A new Lease.", True),
        ("The parent of a lieutenant signs.", False),
        ("He looks after the maintenance of the garden.", False),
        ("A means of sustenance is found.", False),
        ("Applies for rent allowance.", False),
        ("De huurder.", False),
        *(
            (f"Nothing is said of {word} here.", True)
            for word in (
                "a sub-let",
                "sub-letting",
                "lettings",
                "a cotenant",
                "cotenancy",
                "subtenants",
                "a landlady",
                "a sub-lease",
                "tenants",
                "what is let to you",
            )
        ),
        *(
            (f"Nothing is said of {word} here.", False)
            for word in (
                "letting us in",
                "whoever lets us in",
                "lieutenants",
                "parents",
                "rentability",
                "rent allowances",
                "a different current",
                "release",
                "lettuce",
            )
        ),
    ],
)
def test_an_english_draft_is_read_by_english_words(text: str, speaks: bool) -> None:
    assert warned(own(text, "en")) is speaks


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("code", CODES)
def test_no_clause_of_the_library_speaks_of_a_lease_in_what_is_none(
    code: str, language: str
) -> None:
    """Its words give way, and who is filled in there may be called as he likes."""
    named = {name: value if isinstance(value, int) else "J. de Huur, Verhuur & Tenant"
             for name, value in EVERY_FIELD[code].items()}  # fmt: skip
    assert not warned({"clauses": {code: named}, "language": language})


def test_what_follows_a_breach_is_read_too() -> None:
    assert warned(own("Geen overlast.", consequence="Dan eindigt de huur."))


@pytest.mark.parametrize(
    ("more", "speaks"),
    [("", False), (" De deur gaat open.", False), (" De verhuurder belt.", True)],
)
def test_a_clause_that_somebody_wrote_otherwise_is_read_as_it_stands(
    more: str, speaks: bool
) -> None:
    terms = {"form": "F2", "clauses": {"C06": {"provider": "Humanitas"}}}
    (one,) = draft("second_chance", terms, policy(), START, end=YEAR)
    written = replace(one, text=one.text + more)
    (check,) = gate_words("F2", START, [written], policy(), terms)
    assert check.held is not speaks


def test_an_association_adds_words_and_takes_ours_back(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        '[lease_word.nl]\n"pacht*" = true\n"kamerhuur" = false\n', encoding="utf-8"
    )
    made = load_policy(None, tmp_path)
    assert warned(own("De pachter betaalt."), made=made)
    assert not warned(own("De pachter betaalt."))
    assert not warned(own("Geen kamerhuur."), made=made)
    assert warned(own("Geen maandhuur."), made=made)


@pytest.mark.parametrize("word", ["", "*", "hu*ur", "huur ", "{huur}"])
def test_what_is_no_word_is_refused(tmp_path: Path, word: str) -> None:
    (tmp_path / "own.toml").write_text(f'[lease_word.nl]\n"{word}" = true\n', encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_policy(None, tmp_path)
    assert refused.value.why.id == "policy.wrong_value"


def test_what_is_typed_into_a_list_is_read_as_own_words(tmp_path: Path) -> None:
    words = '{ nl = "Doel: {text}.", en = "Goal: {text}." }'
    value = f'{{ name = {words}, text = {words}, evidence = "paper", each = "goals" }}'
    made = with_own(tmp_path, entry("clause.C10", value, "2026-01-01"))
    for goal, speaks in (("rust", False), ("blijft huren", True)):
        assert warned({"clauses": ["C10"], "goals": [goal]}, made=made) is speaks
