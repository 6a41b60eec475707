"""What a policy says of terms: a name with a slip in it never passes in silence."""

from datetime import date
from pathlib import Path

import pytest

from caseconsole.domain.message import LANGUAGES, Refused
from caseconsole.files import db_files
from caseconsole.locale.speech import speaker
from caseconsole.process.drafting import draft
from caseconsole.process.policy import Policy
from caseconsole.process.policy_check import load_policy
from tests.process import test_another_kind
from tests.process.test_policy import clause, entry, with_own

policy_folder = test_another_kind.policy_folder

SHIPPED = db_files() / "policy" / "kinds"
SLIPS = [
    ("budget_coaching", 'needs = ["session_on"]', 'needs = ["sesion_on"]', "clause_term"),
    ("budget_coaching", 'needs = ["session_on"]', 'needs = ["session_on", ""]', "clause_term"),
    ("budget_coaching", 'needs = ["session_on"]', 'needs = ["cents"]', "clause_term"),
    ("budget_coaching", 'first = "session_on"', 'first = "sesion_on"', "clause_term"),
    ("budget_coaching", 'first = "session_on"', 'first = "on"', "clause_term"),
    ("budget_coaching", 'first = "session_on"', 'first = ""', "clause_term"),
    ("budget_coaching", 'first = "session_on"', 'first = "partner"', "clause_term"),
    ("budget_coaching", 'each = "goals"', 'each = "goalss"', "clause_term"),
    ("budget_coaching", 'each = "goals"', 'each = "partner"', "clause_term"),
    ("budget_coaching", 'rule = "goal_cadence"', 'rule = "gaol_cadence"', "clause_term"),
    ("budget_coaching", 'rule = "goal_cadence"', 'rule = "session_on"', "clause_term"),
    ("budget_coaching", 'rule = "goal_cadence"', 'rule = "rule"', "clause_term"),
    ("budget_coaching", 'goal_cadence = "quarterly"', "", "clause_term"),
    ("debt_counselling", 'needs = ["threatened"]', 'needs = ["threatend"]', "clause_term"),
    ("debt_counselling", 'unless = ["threatened"]', 'unless = ["threatend"]', "clause_term"),
    ("debt_counselling", 'first = "on"', 'first = "no"', "clause_term"),
    ("debt_counselling", 'first = "proposal_on"', 'first = "porposal_on"', "clause_term"),
    ("payment_arrangement", 'cents = "lump_cents"', 'cents = "lump_cent"', "clause_term"),
    ("payment_arrangement", 'cents = "lump_cents"', 'cents = "lump_on"', "clause_term"),
    ("payment_arrangement", 'last_cents = "last_cents"', 'last_cents = "last"', "clause_term"),
    ("payment_arrangement", 'rule = "rule"', 'rule = "ruel"', "clause_term"),
    ("payment_arrangement", "allocation =", "alocation =", "term_unused"),
    ("budget_coaching", "[terms.value]", "[terms.value]\nsessions = 3", "term_unused"),
    ("second_chance", "clauses =", 'clauses = ["C01"]\nclausess =', "term_unused"),
    ("budget_coaching", 'goal_cadence = "quarterly"', 'goal_cadence = ""', "term_cadence"),
    ("budget_coaching", 'goal_cadence = "quarterly"', "goal_cadence = 0", "term_cadence"),
    ("budget_coaching", 'goal_cadence = "quarterly"', "goal_cadence = false", "term_cadence"),
    ("budget_coaching", 'goal_cadence = "quarterly"', "goal_cadence = []", "term_cadence"),
    ("budget_coaching", 'goal_cadence = "quarterly"', 'goal_cadence = "quartrly"', "term_cadence"),
    ("debt_counselling", 'turn_up_cadence = "once"', 'turn_up_cadence = "never"', "term_cadence"),
    ("budget_coaching", "[terms.value]", '[terms.value]\nsession_on = "soon"', "wrong_value"),
    ("budget_coaching", "[terms.value]", "[terms.value]\nsession_on = 3", "wrong_value"),
    ("budget_coaching", "[terms.value]", '[terms.value]\ngoals = "Post"', "wrong_value"),
    ("payment_arrangement", "[terms.value]", '[terms.value]\ncents = "25,00"', "wrong_value"),
    ("payment_arrangement", "[terms.value]", "[terms.value]\nlump_cents = true", "wrong_value"),
    ("payment_arrangement", "[terms.value]", "[terms.value]\nlump_cents = -2500", "too_small"),
    ("payment_arrangement", "[terms.value]", "[terms.value]\nlump_cents = 10000001", "too_big"),
    ("second_chance", '"C09"', '"C99"', "term_clause"),
    ("second_chance", '"C09"', '"c09"', "term_clause"),
    ("second_chance", "clauses = [", 'clauses = "C01" # [', "wrong_value"),
]


def told_in(folder: Path, name: str) -> Refused:
    """Why the policy is refused: one sentence in each language, with the file and the name."""
    with pytest.raises(Refused) as refused:
        load_policy(overrides=folder)
    why = refused.value.why
    for lang in LANGUAGES:
        said = speaker(lang).say(why)
        assert said != why.id
        assert "\n" not in said
        assert name in said
        assert str(why.values["key"]) in said
    return refused.value


@pytest.mark.parametrize(("kind", "right", "slip", "id_"), SLIPS, ids=[row[2] for row in SLIPS])
def test_one_changed_word_in_the_table_of_a_kind_is_told(
    tmp_path: Path, kind: str, right: str, slip: str, id_: str
) -> None:
    """Every other word is as shipped."""
    table = (SHIPPED / f"{kind}.toml").read_text(encoding="utf-8")
    assert table.count(right) >= 1
    (tmp_path / "kinds").mkdir()
    own = tmp_path / "kinds" / f"{kind}.toml"
    own.write_text(table, encoding="utf-8")
    assert load_policy(overrides=tmp_path) == load_policy()
    own.write_text(table.replace(right, slip, 1), encoding="utf-8")
    why = told_in(tmp_path, f"{tmp_path.name}/kinds/{kind}.toml").why
    assert why.id == f"policy.{id_}"
    assert str(why.values["key"]).startswith(f"kind.{kind}.")


LIBRARY = [
    ('needs = ["extra_on"]', "extra_on"),
    ('unless = ["extra_on"]', "extra_on"),
    ('needs = ["extra_on"], first = "extra_on"', "extra_on"),
    ('first = "first_on"', "first_on"),
    ('first = "sttart"', "sttart"),
    ('cents = "debt"', "debt"),
    ('last_cents = "lump_cents"', "lump_cents"),
    ('each = "housemates"', "housemates"),
    ('rule = "report_cadence"', "report_cadence"),
]


@pytest.mark.parametrize(("more", "name"), LIBRARY, ids=[more for more, _ in LIBRARY])
def test_a_clause_of_the_library_names_what_a_second_chance_has(
    tmp_path: Path, more: str, name: str
) -> None:
    own = entry("clause.C05", clause(more, nl="Tot {first_on}.", en="By {first_on}."))
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    why = told_in(tmp_path, name).why
    assert why.id == "policy.clause_term"
    assert (why.values["key"], why.values["name"]) == ("clause.C05", name)


@pytest.mark.parametrize("table", ["clause.C05", "kind.budget_coaching.clause.own"])
@pytest.mark.parametrize(
    ("name", "more", "right"),
    [
        ("text", "", False), ("text", 'each = "goals"', True), ("cents", "", False),
        ("cents", 'needs = ["fee_cents"], cents = "fee_cents"', True), ("last_cents", "", False),
        ("last_cents", 'needs = ["fee_cents"], last_cents = "fee_cents"', True),
    ],
)  # fmt: skip
def test_a_field_that_a_clause_fills_in_itself_is_filled_in_by_something(
    tmp_path: Path, table: str, name: str, more: str, *, right: bool
) -> None:
    """In the text and in the consequence; of an arrangement its amounts are known."""
    says = f'consequence = {{ nl = "{{{name}}}", en = "{{{name}}}" }}'
    own = entry(
        table, clause(f"{says}, {more}" if more else says, nl="{fee_cents}", en="{fee_cents}")
    )
    if right:
        assert with_own(tmp_path, own)
        return
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    why = told_in(tmp_path, name).why
    assert (why.id, why.values["key"]) == ("policy.clause_blank", table)
    of_arrangement = own.replace(table, "kind.payment_arrangement.clause.own")
    if name != "text":
        assert with_own(tmp_path, of_arrangement)


@pytest.mark.parametrize(
    "more",
    [
        'needs = ["extra"]', 'unless = ["housemates"]', 'cents = "debt_cents"', 'first = "end"',
        'needs = ["signatories"]', 'first = "due_day"', 'rule = "FREQ=WEEKLY"',
    ],
)  # fmt: skip
def test_a_clause_of_the_library_may_name_its_fields(tmp_path: Path, more: str) -> None:
    """Who drafts fills them in."""
    own = entry("clause.C05", clause(more, nl="Eigen {extra}.", en="Own {extra}."))
    assert with_own(tmp_path, own).clause["C05"][-1].value.text.nl == "Eigen {extra}."


@pytest.mark.parametrize(
    ("name", "rule", "right"),
    [
        ("weekly", "", False), ("weekly", "FREQ=WEEKLY", True), ("often", "", False),
        ("often", "FREQ=DAILY;INTERVAL=3", True), ("once", "", True), ("once", "FREQ=DAILY", False),
    ],
)  # fmt: skip
def test_only_once_is_once(tmp_path: Path, name: str, rule: str, *, right: bool) -> None:
    own = f'[cadence.{name}]\nrule = "{rule}"\nname = {{ nl = "a", en = "b" }}\n'
    if right:
        with_own(tmp_path, own)
        return
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    why = told_in(tmp_path, "own.toml").why
    assert (why.id, why.values["key"]) == ("policy.cadence_once", f"cadence.{name}")


OWN_KIND = [
    ('needs = ["shift_on"]', 'needs = ["shfit_on"]', "clause_term"),
    ('first = "shift_on"', 'first = "shfit_on"', "clause_term"),
    ('rule = "shift_cadence"', 'rule = "shfit_cadence"', "clause_term"),
    ('shift_cadence = "fortnightly"', 'shfit_cadence = "fortnightly"', "clause_term"),
    ('shift_cadence = "fortnightly"', 'shift_cadence = "fortnight"', "term_cadence"),
    ('needs = ["shift_on"]', 'needs = ["shift_on", "insured"]', "clause_term"),
    ('needs = ["shift_on"]', 'needs = ["shift_on"]\neach = "shifts"', "clause_term"),
]


def with_sixth(folder: Path, right: str, slip: str) -> Policy:
    """The policy with the table of the sixth kind, one word in it changed."""
    table = folder / "kinds" / "voluntary_work.toml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(right, slip, 1), encoding="utf-8")
    return load_policy(overrides=folder)


@pytest.mark.parametrize(("right", "slip", "id_"), OWN_KIND, ids=[row[1] for row in OWN_KIND])
def test_one_changed_word_in_a_kind_of_their_own_is_told(
    policy_folder: Path, right: str, slip: str, id_: str
) -> None:
    with pytest.raises(Refused) as refused:
        with_sixth(policy_folder, right, slip)
    assert refused.value.why.id == f"policy.{id_}"


@pytest.mark.parametrize(
    ("clauses", "terms"),
    [
        ('needs = ["shift_on", "insured"]', "insured = false"),
        ('needs = ["shift_on"]\nunless = ["insured"]', "insured = false"),
        ('needs = ["shift_on"]\neach = "shifts"', "shifts = []"),
        ('needs = ["shift_on"]\ncents = "deposit_cents"', "deposit_cents = 2500"),
    ],
)
def test_a_kind_has_the_terms_that_stand_at_terms(
    policy_folder: Path, clauses: str, terms: str
) -> None:
    """Its own too; nobody needs to know them elsewhere."""
    table = policy_folder / "kinds" / "voluntary_work.toml"
    text = table.read_text(encoding="utf-8").replace("[terms.value]", f"[terms.value]\n{terms}")
    table.write_text(text, encoding="utf-8")
    assert with_sixth(policy_folder, 'needs = ["shift_on"]', clauses)


def test_a_day_at_terms_is_written_as_any_other(policy_folder: Path) -> None:
    """Without quotes or with; an empty one is none."""
    for day in ("2026-12-01", '"2026-12-01"', '""'):
        terms = f'[terms.value]\nshift_on = {day}\nshift_cadence = "fortnightly"\n'
        own = '[[terms]]\nvalid_from = 2000-01-01\nsource = "own_practice"\n' + terms
        table = policy_folder / "kinds" / "voluntary_work.toml"
        text = table.read_text(encoding="utf-8")
        start, end = text.index("[[terms]]"), text.index("[[clause.shift]]")
        table.write_text(text[:start] + own + text[end:], encoding="utf-8")
        made = load_policy(overrides=policy_folder).at(date(2026, 12, 1))
        assert made.terms["voluntary_work"]["shift_on"] == day.strip('"')


@pytest.mark.parametrize(
    ("needs", "terms", "right"),
    [
        ("insured", "insured = false", True), ("insured", "insured = 1", False),
        ("insured", 'insured = "yes"', False), ("insured", "insured = []", False),
        ("partner", "", True), ("shift_cadence", "", True), ("fee_on", "fee_on = 2026-12-01", True),
        ("fee_cents", "fee_cents = 0", True),
    ],
)  # fmt: skip
def test_what_a_clause_needs_is_asked_in_a_form_that_can_be_told(
    policy_folder: Path, needs: str, terms: str, *, right: bool
) -> None:
    """A day, an amount, a cadence, a list, a field of the text, or yes and no."""
    table = policy_folder / "kinds" / "voluntary_work.toml"
    text = table.read_text(encoding="utf-8").replace("[terms.value]", f"[terms.value]\n{terms}")
    table.write_text(
        text.replace('needs = ["shift_on"]', f'needs = ["shift_on", "{needs}"]'), encoding="utf-8"
    )
    if right:
        assert load_policy(overrides=policy_folder)
        return
    why = told_in(policy_folder, needs).why
    assert why.id == "policy.clause_form"
    assert why.values["key"] == "kind.voluntary_work.clause.shift"


@pytest.mark.parametrize(
    "value", ["1.5", '{ a = "b" }', "[1]", "2026-12-01T10:00:00", "[2026-12-01]", "10:00:00"]
)
def test_a_term_of_no_known_form_is_told_by_its_name(tmp_path: Path, value: str) -> None:
    own = entry("kind.budget_coaching.terms", f"{{ coach = {value} }}")
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    why = told_in(tmp_path, "coach").why
    assert why.id == "policy.term_kind"
    assert str(why.values["key"]).endswith("value.coach")


JANUARY, MARCH, JUNE = date(2027, 1, 1), date(2027, 3, 1), date(2027, 6, 1)


def test_a_block_of_terms_says_what_changes_from_its_day(tmp_path: Path) -> None:
    """What it does not name stays as it was, ours too; blocks stand in any order."""
    (tmp_path / "kinds").mkdir()
    blocks = [
        entry("terms", '{ session_cadence = "monthly" }', JUNE.isoformat()),
        entry("terms", '{ goal_cadence = "monthly" }', JANUARY.isoformat()),
    ]
    own = tmp_path / "kinds" / "budget_coaching.toml"
    own.write_text("".join(blocks), encoding="utf-8")
    made = load_policy(overrides=tmp_path)
    names = ("session_cadence", "goal_cadence", "report_cadence")
    found = {
        day: tuple(made.at(day).terms["budget_coaching"][name] for name in names)
        for day in (date(2026, 12, 31), MARCH, JUNE)
    }
    assert [*found.values()] == [
        ("weekly", "quarterly", "quarterly"),
        ("weekly", "monthly", "quarterly"),
        ("monthly", "monthly", "quarterly"),
    ]
    terms = {"session_on": "2027-03-05", "partner": "de Budgetwinkel"}
    (session,) = draft("budget_coaching", terms, made, MARCH, only=["session"])
    assert session.rule == "FREQ=WEEKLY"


def test_two_blocks_of_terms_from_one_day_are_told(tmp_path: Path) -> None:
    (tmp_path / "kinds").mkdir()
    own = tmp_path / "kinds" / "budget_coaching.toml"
    own.write_text(entry("terms", '{ goal_cadence = "weekly" }') * 2, encoding="utf-8")
    assert told_in(tmp_path, "budget_coaching.toml").why.id == "policy.same_day"


@pytest.mark.parametrize("later", [True, False])
def test_a_clause_names_terms_that_are_there_on_each_day_on_which_it_counts(
    tmp_path: Path, *, later: bool
) -> None:
    """A term counts before its first block as in it; what another clause asked goes with that."""
    words = '{ nl = "tekst", en = "text" }'
    asks = f'{{ name = {words}, text = {words}, evidence = "paper", needs = ["fee_cents"] }}'
    pays = f'{{ name = {words}, text = {words}, evidence = "paper", cents = "fee_cents" }}'
    neither = f'{{ name = {words}, text = {words}, evidence = "paper" }}'
    text = entry("clause.asks", asks, "2026-01-01") + entry("clause.pays", pays, "2027-06-01")
    if later:
        text += entry("clause.asks", neither, "2028-01-01")
    (tmp_path / "kinds").mkdir()
    own = tmp_path / "kinds" / "budget_coaching.toml"
    own.write_text(text, encoding="utf-8")
    if not later:
        assert load_policy(overrides=tmp_path)
        return
    assert told_in(tmp_path, "fee_cents").why.id == "policy.clause_term"
    own.write_text(text + entry("terms", "{ fee_cents = 2500 }", "2029-01-01"), encoding="utf-8")
    assert load_policy(overrides=tmp_path).at(MARCH).terms["budget_coaching"]["fee_cents"] == 2500
