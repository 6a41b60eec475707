from datetime import date

import pytest
from pydantic import ValidationError

from caseconsole.domain.changes import AddNote, Change, PauseCase, RecordContact, changes
from caseconsole.domain.contact import Channel, Whom


def test_every_kind_of_change_has_a_name_of_its_own_and_names_its_right() -> None:
    kinds = [change.kind for change in changes()]
    assert len(set(kinds)) == len(kinds)
    assert all(change.action for change in changes())


def test_a_change_that_judges_or_replaces_says_what_was_seen() -> None:
    for change in changes():
        if not change.additive:
            assert "seen" in change.model_fields


def test_each_change_gets_an_id_so_that_a_retry_is_known() -> None:
    first, second = AddNote(case=1, text="x"), AddNote(case=1, text="x")
    assert first.change_id != second.change_id
    assert isinstance(first, Change)


def test_texts_are_cleaned_on_the_way_in() -> None:
    call = RecordContact(case=1, channel=Channel.PHONE, whom=Whom.TENANT, said=" a\x1b[31m\nb \n")
    assert call.said == "a[31m\nb"
    assert PauseCase(case=1, until=date(2026, 12, 1), why="one\r\ntwo").why == "one⏎two"


@pytest.mark.parametrize("text", ["", " ", "\n", "\u200b", "\x1b"])
def test_a_note_of_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        AddNote(case=1, text=text)
