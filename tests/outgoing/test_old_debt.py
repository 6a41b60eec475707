"""Why the old debt of a second chance is not arranged, wherever its conditions are read (R70)."""

from dataclasses import replace

import pytest

from caseconsole.domain.agreement import Agreement
from caseconsole.outgoing.case.agreements import agreements
from caseconsole.outgoing.case.proof import proof
from caseconsole.outgoing.case.rows import lines
from caseconsole.outgoing.case.terms import terms
from caseconsole.outgoing.conditions import conditions, held
from caseconsole.process.proof import Proof
from caseconsole.store.rows import CaseView
from tests.outgoing import agreed, views
from tests.outgoing.test_agreements import page, words

WHY = "Gaat mee in de schuldhulpverlening"
TOLD = "Oude schuld € 1.234,50: Gaat mee in de schuldhulpverlening"


def chance(**terms: object) -> tuple[CaseView, Agreement]:
    """A file with a second chance of these terms, and that."""
    view = agreed.view()
    (one,) = [made for made in view.file.agreements if made.kind == "second_chance"]
    made = replace(one, terms={"form": "F6", **terms})
    return view._replace(file=replace(view.file, agreements=(made,))), made


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"old_debt_why": WHY, "debt_cents": 123_450}, [TOLD]),
        ({"old_debt_why": WHY}, [f"Oude schuld: {WHY}"]),
        ({"debt_cents": 123_450}, []),
        ({"old_debt_why": "", "debt_cents": 123_450}, []),
    ],
)
def test_the_reason_is_told_with_the_sum_where_it_is_known(
    given: dict[str, object], told: list[str]
) -> None:
    _, made = chance(**given)
    assert [text for text in terms(page(), made, ()) if "Oude schuld" in text] == told


def test_it_is_read_in_the_section_and_in_the_burden_of_proof() -> None:
    view, made = chance(old_debt_why=WHY, debt_cents=123_450)
    wide = page(width=120)
    proofs = [Proof(one, ()) for one in made.conditions]
    asked = [held(view.file, made, views.TODAY, proofs)]
    assert TOLD in words(lines(agreements(wide, view, "8")))
    assert TOLD in words(proof(wide, made, proofs, view.file.paid))
    assert TOLD in words(conditions(wide, asked))
    assert TOLD not in words(conditions(wide, [held(view.file, made, views.TODAY)]))


def test_a_file_without_a_reason_has_no_line_for_it() -> None:
    view, made = chance()
    proofs = [Proof(one, ()) for one in made.conditions]
    assert words(proof(page(), made, proofs, view.file.paid)).startswith("  ─ ")
