"""A sixth kind of agreement, made of one module and one policy table, is worked with like any."""

import shutil
from datetime import timedelta
from pathlib import Path

from caseconsole.casework import drafting
from caseconsole.casework.record import record
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import JudgedAs
from caseconsole.store import read
from caseconsole.store.verify import verify
from tests.casework.agreed import CASE, newest
from tests.casework.stores import TODAY, session
from tests.process import test_another_kind

policy_folder = test_another_kind.policy_folder


def test_it_is_agreed_judged_completed_and_read(policy_folder: Path, store: Path) -> None:
    """With nothing else changed; its table lies beside the store."""
    shutil.copytree(policy_folder, store.with_suffix(".policy"))
    here = session(store)
    view = read.case_view(here.conn, CASE, TODAY, "anna")
    start = TODAY - timedelta(days=7)
    terms = {"shift_on": start.isoformat(), "partner": "de Voedselbank", "place": "de loods"}
    drawn = drafting.conditions(here, view, "voluntary_work", terms, start)
    made = a.MakeAgreement(
        case=CASE, agreement="voluntary_work", state="agreed", start_on=start, conditions=drawn
    )
    record(made, session=here)
    one = newest(here)
    (shift,) = one.conditions
    judged = a.JudgeObligation(
        case=CASE, condition=shift.id, original_on=start, seen=0, verdict=JudgedAs.MET
    )
    record(judged, session=here)
    done = a.ChangeState(case=CASE, agreement=one.id, seen=one.version, state="done", on=TODAY)
    record(done, session=here)
    known = newest(here)
    assert (known.kind, known.state, known.judgements[0].verdict) == (
        "voluntary_work", "done", JudgedAs.MET,
    )  # fmt: skip
    assert verify(here.conn) == []
    here.close()
