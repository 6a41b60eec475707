"""The letter of a rung speaks of a lease to nobody who holds none, but for a reason (R77)."""

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import Rung
from tests.casework.agreed import CASE, newest, refusal, sign
from tests.casework.test_papers import draft, text

SPEAKS, SILENT = "U bent huurder en betaalt de huur niet.", "U betaalt de vergoeding niet."


@pytest.mark.parametrize(
    ("form", "lang", "said", "why", "refused"),
    [
        ("F2", "nl", SPEAKS, "", "gate.no_lease"),
        ("F2", "nl", SPEAKS, "Haar woorden.", ""),
        ("F2", "nl", SILENT, "", ""),
        ("F1", "nl", SPEAKS, "", ""),
        ("F2", "en", "You are a tenant.", "", "gate.no_lease"),
    ],
    ids=["base", "answered", "no such word", "a lease", "English"],
)
def test_a_rung_with_words_of_a_lease_is_taken_for_a_reason_where_there_is_none(
    anna: Session, form: str, lang: str, said: str, why: str, refused: str
) -> None:
    draft(anna, form, "C10", language=lang)
    sign(anna)
    one = newest(anna)
    talk = a.TakeRung(
        case=CASE, agreement=one.id, seen=one.version, rung=Rung.TALK, text=said, why=why
    )
    if refused:
        assert refusal(talk, anna) == refused
        return
    record(talk, session=anna)
    assert said in text(anna, "talk")
