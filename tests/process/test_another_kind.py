"""A sixth kind of agreement is one module and one policy table."""

import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from caseconsole.domain import kinds
from caseconsole.domain.agreement import Duty, Paid
from caseconsole.domain.kinds import KINDS, runs
from caseconsole.domain.limit import in_words, parse_limit, suggest
from caseconsole.domain.message import Refused
from caseconsole.domain.obligations import obligations
from caseconsole.files import db_files
from caseconsole.locale import speaker
from caseconsole.locale.names import names, own_names
from caseconsole.locale.speech import learn
from caseconsole.process.drafting import default_terms, draft
from caseconsole.process.policy_check import load_policy
from tests.process.agreements import agreement, condition
from tests.process.files import case, due, nov, paid_up

MODULE = '''
"""Voluntary work."""
from caseconsole.domain.agreement import Phase
from caseconsole.domain.kinds.kind import Kind

KIND = Kind(
    name="voluntary_work",
    states={"agreed": Phase.RUNNING, "placed": Phase.RUNNING, "done": Phase.COMPLETED},
    follows={"agreed": ("placed", "done"), "placed": ("done",)},
    first=("agreed",),
    dates={"placed": "placed_on"},
    limit_word="vrijwilligerswerk",
    section="6",
)
'''
TABLE = """
name = { nl = "Vrijwilligerswerk", en = "Voluntary work" }
[state]
agreed = { nl = "afgesproken", en = "agreed" }
placed = { nl = "geplaatst", en = "placed" }
done = { nl = "klaar", en = "done" }
[term]
shift_on = { nl = "Eerste dienst", en = "First shift" }
shift_cadence = { nl = "Diensten", en = "Shifts" }
place = { nl = "Werkplek", en = "Workplace" }
placed_on = { nl = "Plek sinds", en = "Place since" }
[[terms]]
valid_from = 2000-01-01
source = "own_practice"
[terms.value]
shift_cadence = "fortnightly"
[[clause.shift]]
valid_from = 2000-01-01
source = "own_practice"
[clause.shift.value]
name = { nl = "Dienst", en = "Shift" }
needs = ["shift_on"]
first = "shift_on"
rule = "shift_cadence"
evidence = "attendance"
[clause.shift.value.text]
nl = "De huurder komt {cadence} bij {partner}, in {place}."
en = "The tenant comes to {partner} {cadence}, in {place}."
[[clause.welcome]]
valid_from = 2000-01-01
source = "own_practice"
[clause.welcome.value]
name = { nl = "Kennismaking", en = "Welcome" }
needs = ["placed_on"]
first = "placed_on"
evidence = "attendance"
[clause.welcome.value.text]
nl = "De huurder maakt kennis."
en = "The tenant is welcomed."
"""


@pytest.fixture
def policy_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a policy with the table; the module is in the registry."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "voluntary_work.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(tmp_path / "modules")])
    name = "caseconsole.domain.kinds.voluntary_work"
    monkeypatch.setitem(KINDS, "voluntary_work", import_module(name).KIND)
    monkeypatch.delitem(sys.modules, name)
    own = tmp_path / "policy" / "kinds"
    own.mkdir(parents=True)
    (own / "voluntary_work.toml").write_text(TABLE, encoding="utf-8")
    yield own.parent
    learn({})


def test_it_can_be_drafted_expanded_assessed_and_named(policy_folder: Path) -> None:
    """With nothing else changed."""
    policy = load_policy(db_files() / "policy", policy_folder)
    assert default_terms("voluntary_work", policy, nov(2)) == {"shift_cadence": "fortnightly"}
    terms = {"shift_on": "2026-11-03", "partner": "de Voedselbank", "place": "de loods"}
    (shift,) = draft("voluntary_work", terms, policy, nov(2))
    assert shift.text == "De huurder komt elke twee weken bij de Voedselbank, in de loods."
    assert shift.duty is Duty.TENANT
    duty = condition(shift.clause, shift.first_on, shift.rule)
    made = agreement("voluntary_work", duty, state="agreed")
    assert runs(made)
    dated = obligations(made, nov(4), date(2026, 12, 31), paid=Paid())
    assert [one.on for one in dated][:3] == [nov(3), nov(17), date(2026, 12, 1)]
    file = case(standing=paid_up(), episode=None, agreements=(made,))
    because = due("judge_due", file, nov(4), by=policy).because
    assert because.values["agreement_word"] == "kind.voluntary_work"
    assert because.values["clause_word"] == "clause.voluntary_work.shift"


def test_its_names_are_those_of_its_table(policy_folder: Path) -> None:
    """In both languages."""
    found = dict(names(policy_folder))
    assert found["kind.voluntary_work"] == {"nl": "Vrijwilligerswerk", "en": "Voluntary work"}
    assert found["state.voluntary_work.done"]["nl"] == "klaar"
    assert found["clause.voluntary_work.shift"]["en"] == "Shift"
    assert found["term.voluntary_work.place"] == {"nl": "Werkplek", "en": "Workplace"}


@pytest.mark.parametrize(("lang", "said"), [("nl", "Werkplek"), ("en", "Workplace")])
def test_a_field_that_is_left_empty_is_named_as_its_table_does(
    policy_folder: Path, lang: str, said: str
) -> None:
    """Where the table lies beside the store too, which no catalogue was made of."""
    policy = load_policy(db_files() / "policy", policy_folder)
    learn(own_names(policy_folder))
    with pytest.raises(Refused) as refused:
        draft("voluntary_work", {"shift_on": "2026-11-03", "partner": "X"}, policy, nov(2))
    sentence = speaker(lang).say(refused.value.why)
    assert said in sentence
    assert "voluntary_work" not in sentence


def test_a_limit_asks_for_it_by_the_word_of_its_kind(policy_folder: Path) -> None:
    del policy_folder
    limit = parse_limit("traject:vrijwilligerswerk")
    assert limit == parse_limit("agreement:voluntary_work")
    assert in_words("agreement:voluntary_work", dutch=True) == "traject:vrijwilligerswerk"
    assert "traject:vrijwilligerswerk" in suggest("traject:v", dutch=True)


def test_a_module_without_a_table_is_told(policy_folder: Path) -> None:
    """In one sentence."""
    (policy_folder / "kinds" / "voluntary_work.toml").unlink()
    with pytest.raises(Refused) as refused:
        load_policy(db_files() / "policy", policy_folder)
    assert refused.value.why.id == "policy.kind_missing"
    assert refused.value.why.values["kind"] == "voluntary_work"
