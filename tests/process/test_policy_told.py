"""What is wrong in an association's own words and terms is told when they are read."""

from pathlib import Path

import pytest

from caseconsole.domain.message import LANGUAGES, Refused
from caseconsole.files import db_files
from caseconsole.locale.speech import speaker
from caseconsole.process.paragraphs import without
from tests.process.test_policy import entry, with_own

FORMS = (db_files() / "policy" / "forms.toml").read_text(encoding="utf-8")


def told(folder: Path, text: str) -> str:
    """The refusal of own values, which is one sentence in each language that names the file."""
    with pytest.raises(Refused) as refused:
        with_own(folder, text)
    for lang in LANGUAGES:
        said = speaker(lang).say(refused.value.why)
        assert said != refused.value.why.id
        assert "\n" not in said
        assert "own.toml" in said
    return refused.value.why.id


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ('huur = "gebruik"', ""),
        ('huur = "gebruik {x}"', "policy.words_braces"),
        ('huur = "gebruik {"', "policy.words_braces"),
        ('huur = "gebruik }"', "policy.words_braces"),
        ('"{huur}" = "gebruik"', "policy.words_braces"),
        ('huur = ""', "policy.wrong_value"),
        ('"" = "gebruik"', "policy.wrong_value"),
        ("huur = 3", "policy.wrong_value"),
    ],
)
def test_words_that_stand_instead_of_others_have_no_fields(
    tmp_path: Path, words: str, id_: str
) -> None:
    """They stand in texts whose own fields are filled in."""
    own = FORMS.replace('huur = "gebruiksvergoeding"', words)
    assert own != FORMS
    if id_:
        assert told(tmp_path, own) == id_
    else:
        with_own(tmp_path, own)


@pytest.mark.parametrize(
    ("kind", "term", "id_"),
    [
        ("second_chance", "cure_cd = 21", ""),
        ("second_chance", "eval_months = [3, 6]", "policy.term_kind"),
        ("second_chance", 'eval_months = "3, 6"', "policy.term_kind"),
        ("second_chance", 'eval_months = ["3"]', "policy.term_kind"),
        ("second_chance", "eval_months = []", "policy.wrong_value"),
        ("second_chance", 'cure_cd = "x"', "policy.wrong_value"),
        ("second_chance", "cure_cd = true", "policy.wrong_value"),
        ("second_chance", "cure_cd = 0", "policy.too_small"),
        ("second_chance", "cure_cd = 1001", "policy.too_big"),
        ("second_chance", "goals = [1]", "policy.term_kind"),
        ("second_chance", 'goals = ["a", 1]', "policy.term_kind"),
        ("payment_arrangement", 'misses_to_lapse = "2"', "policy.wrong_value"),
    ],
)
def test_a_value_that_is_said_for_one_kind_is_as_it_is_for_all(
    tmp_path: Path, kind: str, term: str, id_: str
) -> None:
    own = entry(f"kind.{kind}.terms", f"{{ {term} }}")
    if id_:
        assert told(tmp_path, own) == id_
    else:
        with_own(tmp_path, own)


@pytest.mark.parametrize(
    ("paper", "text", "id_"),
    [
        ("talk.nl", "Beste {dear},\n\n{administered}\n\nGemist op {on}: {missed}", ""),
        ("talk.nl", "Beste {dear}, {administered}", "policy.paper_blank"),
        ("talk.nl", "Beste {dear}, {administered}\n\nDag.", "policy.paper_paragraph"),
        ("talk.nl", "{administered}\n{to}\n\nDag.", "policy.paper_paragraph"),
        ("talk.nl", "{condition}: {missed}\n\nDag.", "policy.paper_paragraph"),
        ("talk.nl", "{administered} {missed}\n\nDag.", "policy.paper_paragraph"),
        ("talk.nl", "Dag.\n\n{condition}\n\n{condition}: {missed}", "policy.paper_paragraph"),
        ("talk.nl", "Dag.\n\n{condition}\n\nGemist op {on}: {missed}", ""),
        ("talk.nl", "{missed}\n\n{administered}", "policy.paper_blank"),
        ("condition_met.en", "{dear}\n\n{others} {condition}", "policy.paper_paragraph"),
        ("talk.nl", "   ", "policy.paper_blank"),
        ("talk.NL", "Dag.", "policy.paper_language"),
        ("talk.tr", "Dag.", "policy.paper_language"),
    ],
)
def test_a_paper_loses_only_what_may_be_left_out(
    tmp_path: Path, paper: str, text: str, id_: str
) -> None:
    """Where nothing was missed, nobody administers, or nothing else holds."""
    own = entry(f"paper.{paper}", f'"""{text}"""')
    if id_:
        assert told(tmp_path, own) == id_
    else:
        with_own(tmp_path, own)


@pytest.mark.parametrize("blank", ["\n\n", "\n \n", "\n\t\n", "\n\n\n", "\n \n \n"])
def test_a_line_that_looks_blank_parts_paragraphs(blank: str) -> None:
    text = blank.join(["{to}", "Let op: {administered}", "  Dag."])
    assert without(text, ["administered"]) == "{to}\n\n  Dag."
    assert without(text, []) == "{to}\n\nLet op: {administered}\n\n  Dag."
