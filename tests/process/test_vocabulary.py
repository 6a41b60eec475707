"""The vocabulary of DDAS: the phases of debt counselling, and the results of the municipality."""

import pytest

from caseconsole.domain.agreement import Phase
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.referred import EARLY_SIGNAL, RESULTS, Result, kept_answer, known_answer
from caseconsole.files import db_files
from caseconsole.locale import speaker
from caseconsole.locale.names import names

KIND = KINDS["debt_counselling"]
MODULES = {
    "aanmelding", "crisisinterventie", "intake", "plan van aanpak", "stabilisatie",
    "schuldregeling", "betalingsregeling (100%)", "herfinanciering", "saneringskrediet",
    "schuldbemiddeling", "0%-aanbod", "dwangakkoord", "wettelijke schuldsanering (WSNP)", "nazorg",
}  # fmt: skip
EXITS = {
    "gestopt: overleden", "gestopt: verhuisd", "gestopt: niet verschenen", "gestopt: ingetrokken",
    "gestopt: niet passend", "gestopt: overig", "gestopt: voldoet niet", "afgerond",
    "gestopt: lost het zelf op",
}  # fmt: skip
RESULT_WORDS = [
    "Inwoner al bekend bij schuldhulpverlening",
    "Inwoner heeft al een ander lopend traject",
    "Definitief geen contact kunnen krijgen",
    "Geen reactie na eerder contact",
    "Inwoner hoeft geen hulp vanuit vroegsignalering",
    "Inwoner heeft zelf al betaald/betalingsregeling getroffen",
    "(Budget)advies en/of quick fix",
    "Vervolghulp en/of verwijzing financieel",
    "Verwijzing zonder contact",
    "Vervolghulp en/of verwijzing niet financieel",
]
SIGNAL_WORDS = [
    "Niet opgepakt: onterecht signaal",
    "Inwoner is overleden",
    "Persoon is geen inwoner (meer) in de gemeente",
    "Niet opgepakt: herhaalde melding",
    "Niet opgepakt: andere reden",
]
SETTLED = ("mediation", "credit", "zero_offer", "repayment", "refinancing", "forced", "wsnp")
IN_FULL = {"repayment", "refinancing"}


def test_every_module_and_exit_of_ddas_is_a_state() -> None:
    """By its Dutch name."""
    named = dict(names(db_files() / "policy"))
    known = {named[f"state.{KIND.name}.{state}"]["nl"] for state in KIND.states}
    assert known >= MODULES | EXITS
    more = {"aangeboden", "geweigerd", "geen antwoord", "afgewezen", "finale kwijting"}
    assert known == MODULES | EXITS | more


@pytest.mark.parametrize("state", SETTLED)
def test_a_solution_settles_the_debt_from_its_day(state: str) -> None:
    """R61, R63: after an attempt; the creditors agree, or the court decides."""
    assert state in KIND.settles
    assert KIND.dates[state]
    assert KIND.phase(state) is Phase.RUNNING
    assert state in KIND.follows["settlement"]
    assert ("discharged" in KIND.follows[state]) == (state not in IN_FULL)
    assert ("completed" in KIND.follows[state]) == (state in IN_FULL)
    assert (state in KIND.shields) == (state == "wsnp"), "only the scheme keeps a home (R61)"


@pytest.mark.parametrize("state", sorted(KIND.states))
def test_the_scheme_follows_whatever_the_court_may_skip(state: str) -> None:
    """Since 1 July 2023 nobody has to try an amicable settlement first (R61)."""
    over = KIND.phase(state) is not Phase.RUNNING
    paid_off = state in {"credit", "refinancing"}
    assert "wsnp" in KIND.first
    assert ("wsnp" in KIND.follows.get(state, ())) == (not (over or paid_off or state == "wsnp")), (
        state
    )


@pytest.mark.parametrize("state", sorted(KIND.states))
def test_every_state_can_be_come_to_and_left_unless_it_is_an_end(state: str) -> None:
    reached = {after for follows in KIND.follows.values() for after in follows} | set(KIND.first)
    assert state in reached
    assert (state in KIND.follows) or KIND.phase(state) not in {Phase.PROPOSED, Phase.RUNNING}


def test_the_results_are_those_of_ddas() -> None:
    """In its order and its words; a signal can be answered by its status, too (R44)."""
    said = [speaker("nl").say(f"result.{one}") for one in Result]
    assert said == SIGNAL_WORDS + RESULT_WORDS
    helped = tuple(Result)[len(SIGNAL_WORDS) :]
    assert {"credit_bank": helped, EARLY_SIGNAL: tuple(Result)} == RESULTS


@pytest.mark.parametrize("result", [None, *Result])
def test_an_answer_is_known_as_it_was_kept(result: Result | None) -> None:
    """The partner's own words, with or without a result; a result says enough by itself."""
    assert known_answer(kept_answer(result, "")) == (result, "")
    assert known_answer(kept_answer(result, "Intake op 9 december.")) == (
        result, "Intake op 9 december.",
    )  # fmt: skip


@pytest.mark.parametrize("kept", ["", "Volgt.", "Intake.\nKomt terug.", "\n", "known"])
def test_an_answer_of_other_lines_is_told_as_it_is(kept: str) -> None:
    """Nothing of it is lost, and nobody's words are taken for a result."""
    assert known_answer(kept) == (None, kept)
