"""Imports of one store come one after another."""

import subprocess
import sys
from pathlib import Path

import pytest

from caseconsole.domain.message import Refused
from caseconsole.intake.alone import alone
from tests.intake.offices import LEASES, PARTIES, PEOPLE, Office

HOLDING = """
import sys, time
from pathlib import Path
from caseconsole.intake.alone import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_import_is_refused_until_the_first_is_done(empty_office: Office) -> None:
    with alone(empty_office.path):
        with pytest.raises(Refused, match=r"import\.another"):
            empty_office.bring(PEOPLE)
        with pytest.raises(Refused, match=r"import\.another"), alone(empty_office.path):
            pass
    assert empty_office.bring(PEOPLE).added
    assert list(empty_office.folder.glob("*.import")) == []


@pytest.mark.parametrize("to", ["the store", "its folder"])
def test_a_link_to_the_store_leads_to_the_same_lock(
    empty_office: Office, tmp_path: Path, to: str
) -> None:
    """Whatever name each was given."""
    typed = tmp_path / "link"
    typed.symlink_to(empty_office.path if to == "the store" else empty_office.path.parent)
    typed = typed if to == "the store" else typed / empty_office.path.name
    for first, second in ((typed, empty_office.path), (empty_office.path, typed)):
        with alone(first), pytest.raises(Refused, match=r"import\.another"), alone(second):
            pass
    assert list(tmp_path.rglob("*.import")) == []


def test_an_import_that_was_killed_keeps_nobody_out(empty_office: Office) -> None:
    command = [sys.executable, "-c", HOLDING, str(empty_office.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Refused, match=r"import\.another"):
            empty_office.bring(PEOPLE)
        holder.kill()
        holder.wait()
    assert empty_office.bring(PEOPLE).added


def test_an_import_that_is_refused_leaves_nothing_behind(empty_office: Office) -> None:
    with pytest.raises(RuntimeError), alone(empty_office.path):
        raise RuntimeError
    assert list(empty_office.folder.glob("*.import")) == []


def test_imports_at_the_same_moment_end_with_a_sentence_or_with_all(empty_office: Office) -> None:
    """Given two of the same files at once, then each is told to wait or finds nothing to do."""
    files = [
        str(empty_office.write(name, content))
        for name, content in (("a.csv", PEOPLE), ("b.csv", LEASES), ("c.csv", PARTIES))
    ]
    program = [sys.executable, "-m", "caseconsole", "--store", str(empty_office.path)]
    command = [*program, "--as", "beheer", "--lang", "en", "import", *files]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    ends = [(*one.communicate(), one.returncode) for one in running]
    assert {code for _, _, code in ends} <= {0, 1}
    assert any(code == 0 for _, _, code in ends)
    for _, err, code in ends:
        assert code == 0 or "imported into this store already" in err


def test_a_link_in_place_of_the_lock_is_not_followed(empty_office: Office, tmp_path: Path) -> None:
    other = tmp_path / "other"
    empty_office.path.with_name("store.db.import").symlink_to(other)
    with pytest.raises(Refused, match=r"store\.cannot_make"):
        empty_office.bring(PEOPLE)
    assert not other.exists()
