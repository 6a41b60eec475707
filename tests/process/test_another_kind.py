"""A sixth kind of agreement is one module and one policy table."""

import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from caseconsole.domain import kinds
from caseconsole.domain.agreement import Duty, Paid
from caseconsole.domain.kinds import KINDS, runs
from caseconsole.domain.message import Refused
from caseconsole.domain.obligations import obligations
from caseconsole.files import db_files
from caseconsole.locale.compile import names
from caseconsole.process.drafting import default_terms, draft
from caseconsole.process.policy import load_policy
from tests.process.agreements import agreement, condition
from tests.process.files import case, due, nov, paid_up

MODULE = '''
"""Voluntary work."""
from caseconsole.domain.agreement import Phase
from caseconsole.domain.kinds.kind import Kind

KIND = Kind(
    name="voluntary_work",
    states={"agreed": Phase.RUNNING, "done": Phase.COMPLETED},
    follows={"agreed": ("done",)},
    first=("agreed",),
    section="6",
)
'''
TABLE = """
name = { nl = "Vrijwilligerswerk", en = "Voluntary work" }
[state]
agreed = { nl = "afgesproken", en = "agreed" }
done = { nl = "klaar", en = "done" }
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
nl = "De huurder komt {cadence} bij {partner}."
en = "The tenant comes to {partner} {cadence}."
"""


@pytest.fixture
def policy_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
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
    return own.parent


def test_it_can_be_drafted_expanded_assessed_and_named(policy_folder: Path) -> None:
    """With nothing else changed."""
    policy = load_policy(db_files() / "policy", policy_folder)
    assert default_terms("voluntary_work", policy, nov(2)) == {"shift_cadence": "fortnightly"}
    terms = {"shift_on": "2026-11-03", "partner": "de Voedselbank"}
    (shift,) = draft("voluntary_work", terms, policy, nov(2))
    assert shift.text == "De huurder komt elke twee weken bij de Voedselbank."
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


def test_a_module_without_a_table_is_told(policy_folder: Path) -> None:
    """In one sentence."""
    (policy_folder / "kinds" / "voluntary_work.toml").unlink()
    with pytest.raises(Refused) as refused:
        load_policy(db_files() / "policy", policy_folder)
    assert refused.value.why.id == "policy.kind_missing"
    assert refused.value.why.values["kind"] == "voluntary_work"
