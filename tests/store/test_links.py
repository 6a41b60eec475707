"""What rests on a row of the record."""

from caseconsole.store.links import resting_on
from caseconsole.store.sqlite import Store
from tests.store.build import agreement, case, change, condition, judgement, lease


def test_what_names_a_row_and_stands_is_found(store: Store) -> None:
    with change(store) as writer:
        key = case(writer, lease(writer))
        support = agreement(writer, key, "housing_support", states=())
        chance = agreement(writer, key, "second_chance", states=())
        accepts = condition(writer, chance, judge="agreement", rests_on=support)
        session = condition(writer, support, judge="person")
        kept = judgement(writer, session, "met", "2026-11-01")
        gone = judgement(writer, session, "missed", "2026-11-01")
        writer.withdraw("judgement", gone, 1)
    assert resting_on(store.conn, "agreement", support) == [
        ("condition", accepts), ("condition", session),
    ]  # fmt: skip
    assert resting_on(store.conn, "condition", session) == [("judgement", kept)]
    assert resting_on(store.conn, "judgement", kept) == []
