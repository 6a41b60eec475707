"""A condition that rests on another agreement: what of that counts, and what its days say."""

from dataclasses import replace
from datetime import timedelta

import pytest

from caseconsole.domain.agreement import Agreement, Judge, JudgedAs, ObligationState
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.obligations import ConditionStatus
from caseconsole.domain.review import Item
from caseconsole.outgoing.agreements import agreed_row
from caseconsole.outgoing.case.duties import dated
from caseconsole.outgoing.case.review import item
from caseconsole.outgoing.conditions import conditions, held
from caseconsole.outgoing.lines import plain_text
from tests.outgoing import agreed, views
from tests.outgoing.test_agreements import page, words

DAY = timedelta(days=1)


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
    assert "  afspraak liep" in plain_text(dated(page(), first)[0])
    how = words(conditions(page(), [held(file, chance, views.TODAY)]))
    assert "1 × gelopen" in " ".join(how.split())
    assert "voldaan" not in how


@pytest.mark.parametrize("over", [True, False], ids=["over", "goes on"])
def test_a_review_tells_how_the_agreement_stands_by_which_a_condition_goes(*, over: bool) -> None:
    """Once it is over that is the one that was lost, and none that was only offered by then."""
    file, chance = relying()
    (coached,) = [one for one in file.agreements if one.kind == "budget_coaching"]
    last, since = coached.states[-1], chance.start_on
    lost = replace(last, id=98, state="ended", on=since + 2 * DAY)
    offered = replace(last, id=99, state="offered", on=since + 3 * DAY)
    before = replace(coached, states=(*coached.states, lost))
    new = replace(coached, id=99, start_on=offered.on, conditions=(), states=(offered,))
    until = since + 4 * DAY if over else None
    rests = replace(chance.conditions[0], rests_on=new.id, until=until)
    made = replace(chance, conditions=(rests,))
    view = agreed.view()._replace(file=replace(file, agreements=(made, before, new)))
    shown = item(page(), view, Item(made, rests, ConditionStatus.AT_RISK), 20)
    said = "\n".join(plain_text(row.line) for row in shown)
    expected = lost if over else offered
    assert page().say(f"state.budget_coaching.{expected.state}") in said
