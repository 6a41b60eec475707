"""A condition that rests on another agreement: what of that counts, and what its days say."""

from dataclasses import replace

import pytest

from caseconsole.domain.agreement import Agreement, Judge, JudgedAs, ObligationState
from caseconsole.domain.casefile import CaseFile
from caseconsole.outgoing.agreements import agreed_row
from caseconsole.outgoing.case.duties import dated
from caseconsole.outgoing.conditions import held
from caseconsole.outgoing.lines import plain_text
from tests.outgoing import agreed, views
from tests.outgoing.test_agreements import page


def relying(**coaching: object) -> tuple[CaseFile, Agreement]:
    """A lease whose only condition rests on the coaching, changed so, and the file of both."""
    view = agreed.view()
    (made,) = [one for one in view.file.agreements if one.kind == "second_chance"]
    (coached,) = [one for one in view.file.agreements if one.kind == "budget_coaching"]
    trains = replace(made.conditions[0], rule="", judge=Judge.AGREEMENT, rests_on=coached.id)
    chance = replace(made, conditions=(trains,), judgements=())
    changed = replace(coached, **coaching)  # type: ignore[arg-type]
    return replace(view.file, agreements=(chance, changed)), chance


def missed_twice() -> dict[str, object]:
    """Two sessions that the coach says were missed."""
    (coached,) = [one for one in agreed.view().file.agreements if one.kind == "budget_coaching"]
    said = tuple(replace(one, verdict=JudgedAs.MISSED) for one in coached.judgements[:2])
    return {"judgements": said}


@pytest.mark.parametrize(
    ("changed", "missed"),
    [(missed_twice(), 2), ({"start_on": views.TODAY, "conditions": ()}, 0)],
)
def test_what_was_missed_of_an_agreement_is_counted_where_a_condition_rests_on_it(
    changed: dict[str, object], missed: int
) -> None:
    """In the lists of agreements and of conditions."""
    file, chance = relying(**changed)
    assert held(file, chance, views.TODAY).tally(chance.conditions[0]).missed == missed
    row = agreed_row("1", "", chance, views.TODAY, file.paid, file.agreements)
    assert row.tally.missed == missed


def test_what_waits_for_a_judgement_there_is_open_here() -> None:
    """As the proof has it: nobody can tell yet how it went."""
    file, chance = relying(judgements=())
    known = held(file, chance, views.TODAY)
    waiting = known.resting[chance.conditions[0].id]
    overdue = [duty for duty in waiting if duty.state is ObligationState.OVERDUE]
    assert overdue
    own = [duty for duty in known.duties if duty.state is ObligationState.DUE]
    assert known.tally(chance.conditions[0]).open == len(own) + len(overdue)


def test_a_day_on_which_the_other_agreement_runs_says_that_and_not_that_all_was_done() -> None:
    file, chance = relying(**missed_twice())
    (first, *_) = held(file, chance, views.TODAY).duties
    assert first.state is ObligationState.MET
    assert "loopt" in plain_text(dated(page(), first)[0])
