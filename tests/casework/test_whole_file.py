"""A change that rests on all of a file is recorded on the file as it was seen, or not at all."""

from contextlib import closing
from datetime import timedelta

import pytest

from caseconsole.casework import viewing
from caseconsole.casework.record import Meanwhile, record, rehearse
from caseconsole.casework.session import Session
from caseconsole.domain import changes as c
from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.message import message
from caseconsole.store import read
from tests.casework.stores import TODAY, pay, record_tables, session

LEASE = 2
"""The lease of the first file."""


@pytest.mark.parametrize(
    ("by", "case", "held"), [("bram", 1, True), ("bram", 2, False), ("anna", 1, False)]
)
def test_what_rests_on_the_whole_file_is_held_where_others_changed_it(
    anna: Session, by: str, case: int, held: bool
) -> None:
    """Said is who did what; once it was recorded, to ask it again is no other change."""
    change, seen = c.AddNote(case=1, text="Van Anna."), viewing.look(anna, 1)
    with closing(session(anna.store.path, by)) as other:
        record(c.AddNote(case=case, text="Te laat?"), session=other)
    before = record_tables(anna)
    if held:
        with pytest.raises(Meanwhile) as refusal:
            record(change, session=anna, whole=seen)
        with pytest.raises(Meanwhile):
            rehearse([change], session=anna, whole=seen)
        ((actor, kind, _, details),) = refusal.value.news.others
        assert (actor, kind) == (by, "note")
        assert details == (message("recorded.note", text="Te laat?"),)
        assert record_tables(anna) == before
        record(change, session=anna, whole=viewing.look(anna, 1))
    else:
        rehearse([change], session=anna, whole=seen)
        record(change, session=anna, whole=seen)
    record(change, session=anna, whole=seen)
    assert len([note for note in read.notes(anna.conn, 1) if note.text == change.text]) == 1


@pytest.mark.parametrize(("lease", "held"), [(LEASE, True), (LEASE - 1, False)])
def test_what_rests_on_the_whole_file_is_held_where_its_ledger_changed(
    anna: Session, lease: int, held: bool
) -> None:
    """Seen anew it is recorded."""
    change, seen = c.AddNote(case=1, text="Van Anna."), viewing.look(anna, 1)
    assert seen.file.lease.id == LEASE
    pay(anna, lease, 1_000)
    before = record_tables(anna)
    if held:
        with pytest.raises(Meanwhile) as refusal:
            record(change, session=anna, whole=seen)
        with pytest.raises(Meanwhile):
            rehearse([change], session=anna, whole=seen)
        assert (refusal.value.news.others, refusal.value.news.ledger) == ((), True)
        assert record_tables(anna) == before
        seen = viewing.look(anna, 1)
    record(change, session=anna, whole=seen)


@pytest.mark.parametrize("days", [0, 1])
@pytest.mark.parametrize("contact", [False, True])
def test_what_rests_on_the_whole_file_is_held_on_another_day(
    anna: Session, days: int, contact: bool
) -> None:
    """What is due or proposed can be something else then; what was said on the phone is not."""
    tried = c.RecordContact(case=1, channel=Channel.PHONE, whom=Whom.NO_ANSWER)
    change = tried if contact else c.AddNote(case=1, text="Van Anna.")
    seen = viewing.look(anna, 1)
    anna.clock.demo_day = TODAY + timedelta(days=days)
    if days and not contact:
        with pytest.raises(Meanwhile) as refusal:
            record(change, session=anna, whole=seen)
        with pytest.raises(Meanwhile):
            rehearse([change], session=anna, whole=seen)
        assert refusal.value.news.day == TODAY + timedelta(days=1)
        seen = viewing.look(anna, 1)
    record(change, session=anna, whole=seen)
