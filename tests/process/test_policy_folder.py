"""The folder of an association's own policy files, and faults in how they are written."""

from pathlib import Path

import pytest

from caseconsole.domain.message import Refused
from caseconsole.process.policy_check import load_policy
from tests.process.test_policy import with_own


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("[[oops", 1, 7), ("a = 1\nb = \n", 2, 5), ('a = 1\nb = """x', 2, 9), ("a = 1\na = 2", 2, 6)],
)
def test_a_fault_in_the_writing_is_told_by_its_place_in_our_own_words(
    tmp_path: Path, text: str, line: int, column: int
) -> None:
    own = tmp_path / "vereniging.policy"
    own.mkdir()
    with pytest.raises(Refused) as refused:
        with_own(own, text)
    assert refused.value.why.values == {
        "file": "vereniging.policy/own.toml", "line": line, "column": column,
    }  # fmt: skip


@pytest.mark.parametrize("what", ["a file", "a link to nothing", "a link to a file"])
def test_what_has_the_name_of_the_own_policy_and_is_no_folder_is_refused(
    tmp_path: Path, what: str
) -> None:
    """Own values are never passed over in silence."""
    own, other = tmp_path / "vereniging.policy", tmp_path / "other"
    if what != "a link to nothing":
        other.touch()
    own.touch() if what == "a file" else own.symlink_to(other)
    with pytest.raises(Refused) as refused:
        load_policy(overrides=own)
    assert refused.value.why.id == "policy.no_folder"
    assert refused.value.why.values == {"file": own.name}
