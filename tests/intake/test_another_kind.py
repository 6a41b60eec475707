"""A sixth kind of agreement comes in by the words of its table."""

import shutil
from pathlib import Path

from caseconsole.casework.session import open_session
from tests.intake.agreed import CONDITIONS, JUDGEMENTS, SHORT, agreements, bring
from tests.intake.offices import Office
from tests.process import test_another_kind

policy_folder = test_another_kind.policy_folder


def test_it_is_brought_with_its_conditions_and_judgements(
    office: Office, policy_folder: Path
) -> None:
    """Its kind, its state and its clause are named as the table names them.

    What its state asks stands beside what the file says.
    """
    shutil.copytree(policy_folder, office.path.with_suffix(".policy"))
    office.session.close()
    office.session = open_session(office.path, "beheer")
    row = "V-1;HO-1;vrijwilligerswerk;geplaatst;02-10-2026;01-10-2026"
    assert bring(office, SHORT, row) == []
    shift = "V-1;1;dienst;Komt elke week;06-10-2026;;elke week;;"
    assert bring(office, CONDITIONS, shift) == []
    assert bring(office, JUDGEMENTS, "V-1;dienst;06-10-2026;voldaan;;;;") == []
    one = agreements(office, "HO-1")["V-1"]
    assert (one.kind, one.state, one.terms["placed_on"]) == (
        "voluntary_work", "placed", "2026-10-02",
    )  # fmt: skip
    assert [condition.clause for condition in one.conditions] == ["shift", "welcome"]
