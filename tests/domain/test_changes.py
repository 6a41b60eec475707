from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from caseconsole.domain.agreement_changes import MakeAgreement, NewCondition
from caseconsole.domain.changes import AddNote, Change, PauseCase, RecordContact, changes
from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.message import Refused


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


SESSION: dict[str, Any] = {
    "clause": "session", "text": "komt naar de training", "first_on": "2026-12-01",
    "evidence": "attendance", "weight": "minor",
}  # fmt: skip


def test_what_is_asked_of_agreements_is_among_the_changes() -> None:
    names = {change.kind for change in changes()}
    assert names >= {"agree", "judge", "suspend", "resume", "rung", "decide", "refer"}


def test_a_recurrence_is_kept_in_capitals_and_a_wrong_one_is_refused_in_its_own_sentence() -> None:
    assert NewCondition(**SESSION, rule=" freq=weekly;count=6 ").rule == "FREQ=WEEKLY;COUNT=6"
    with pytest.raises(Refused) as refused:
        NewCondition(**SESSION, rule="elke week")
    assert refused.value.why.id == "refused.rule"


def test_an_agreement_is_of_a_known_kind() -> None:
    fields: dict[str, Any] = {"case": 1, "state": "offered", "start_on": "2026-12-01"}
    assert MakeAgreement(agreement="housing_support", **fields).conditions == ()
    with pytest.raises(ValidationError):
        MakeAgreement(agreement="huurverlaging", **fields)


def test_terms_are_cleaned_and_bounded() -> None:
    fields: dict[str, Any] = {
        "case": 1, "agreement": "housing_support", "state": "offered", "start_on": "2026-12-01",
    }  # fmt: skip
    terms = {"plan\x1b": ["een\x1b[2J", {"x\u202e": 3, "y": None}]}
    assert MakeAgreement(terms=terms, **fields).terms == {"plan": ["een[2J", {"x": 3, "y": None}]}
    deep: dict[str, Any] = {"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}
    for wrong in (deep, {"a": ["x"] * 101}, {str(n): n for n in range(101)}):
        with pytest.raises(ValidationError):
            MakeAgreement(terms=wrong, **fields)
