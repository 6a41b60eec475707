"""The policy: dated values, own values over ours, and problems in plain sentences."""

import json
from dataclasses import fields
from datetime import date
from importlib.resources import as_file
from pathlib import Path
from shutil import copytree

import pytest

from caseconsole.domain.message import LANGUAGES, Refused
from caseconsole.files import db_files
from caseconsole.locale.speech import speaker
from caseconsole.process.policy import Policy, PolicyTables, kept_policy
from caseconsole.process.policy_check import load_policy
from caseconsole.process.policy_papers import FIELDS, Paper
from caseconsole.process.policy_scripts import CallMoment
from tests.process.files import policy

NOVEMBER = date(2026, 11, 1)


def with_own(folder: Path, text: str) -> Policy:
    """The shipped policy with these own values over it."""
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return load_policy(db_files() / "policy", folder)


def entry(name: str, value: str, since: str = "2026-12-01", source: str = "own_practice") -> str:
    """One dated value in TOML."""
    return f'[[{name}]]\nvalid_from = {since}\nvalue = {value}\nsource = "{source}"\n'


def as_shipped(folder: Path) -> Path:
    """A copy of the shipped policy."""
    with as_file(db_files() / "policy") as policy_folder:
        copytree(policy_folder, folder)
    return folder


def test_the_shipped_values_are_those_of_the_rules() -> None:
    """Rent is due in advance on the first; lenient to the banking day."""
    values = policy().at(NOVEMBER)
    assert values.rent_due_day == 1
    assert values.lenient_first_banking_day is True
    assert values.first_call_offset_wd == 1
    assert (values.max_call_attempts, values.call_window_wd) == (3, 5)
    assert values.language_routing is True
    assert values.min_case_cents == 5_00
    assert values.sources["rent_due_day"] == "source.law"


def test_the_shipped_policy_is_found_without_being_told_where() -> None:
    """In a checkout and in a wheel."""
    assert load_policy() == policy()


def test_own_values_count_from_their_first_day(tmp_path: Path) -> None:
    """Before it, ours; a folder that is not there changes nothing."""
    own = with_own(tmp_path, entry("max_call_attempts", "2") + entry("min_case_cents", "1000"))
    assert own.at(date(2026, 11, 30)).max_call_attempts == 3
    assert own.at(date(2026, 12, 1)).max_call_attempts == 2
    assert own.at(date(2026, 12, 1)).min_case_cents == 10_00
    assert load_policy(overrides=tmp_path / "none") == policy()


def test_own_values_end_ours_of_later_days(tmp_path: Path) -> None:
    """A newer program does not undo what an association decided."""
    shipped = as_shipped(tmp_path / "shipped")
    limits = shipped / "limits.toml"
    limits.write_text(limits.read_text("utf-8") + entry("min_case_cents", "9900", "2027-01-01"))
    assert load_policy(shipped).at(date(2027, 6, 1)).min_case_cents == 99_00
    (tmp_path / "own.toml").write_text(entry("min_case_cents", "1000"))
    own = load_policy(shipped, tmp_path)
    assert own.at(date(2027, 6, 1)).min_case_cents == 10_00
    assert own.at(NOVEMBER).min_case_cents == 5_00


def test_a_value_counts_from_its_day_whatever_the_order_in_the_file(tmp_path: Path) -> None:
    """And the first one also before its day."""
    text = entry("follow_up_wd", "9", "2027-01-01") + entry("follow_up_wd", "7", "1990-01-01")
    own = with_own(tmp_path, text)
    days = (date(1980, 1, 1), NOVEMBER, date(2026, 12, 31), date(2027, 1, 1))
    assert [own.at(day).follow_up_wd for day in days] == [7, 7, 7, 9]


def test_the_hash_names_the_effective_policy(tmp_path: Path) -> None:
    """The same content, the same hash; the content can be read back."""
    assert policy().sha256 == load_policy().sha256
    own = with_own(tmp_path, entry("max_call_attempts", "2"))
    assert own.sha256 != policy().sha256
    assert len(own.sha256) == 64
    assert kept_policy(own.content).sha256 == own.sha256


def test_what_was_kept_is_the_policy_that_was_checked(tmp_path: Path) -> None:
    """Whoever opens a store builds it of that, and checks nothing."""
    text = entry("kind.budget_coaching.terms", "{ end_on = 2027-01-01 }")
    own = with_own(
        tmp_path,
        text
        + entry("eval_months", "[2, 4]")
        + entry("order", json.dumps(list(reversed(policy().at(NOVEMBER).order)))),
    )
    for checked in (policy(), own):
        kept = kept_policy(checked.content)
        assert kept == checked
        for day in (date(2000, 1, 1), NOVEMBER, date(2026, 12, 1), date(2027, 6, 1)):
            assert kept.at(day) == checked.at(day)


def test_other_files_make_another_policy(tmp_path: Path) -> None:
    """Also where they say the same: what was kept is found by their words."""
    (tmp_path / "own.toml").write_text("# Nothing yet.\n", encoding="utf-8")
    own = load_policy(overrides=tmp_path)
    assert own == policy()
    assert (own.files != policy().files, own.sha256 != policy().sha256) == (True, True)


def test_the_order_gives_the_ranks(tmp_path: Path) -> None:
    """Lower first."""
    rank = policy().at(NOVEMBER).rank
    assert rank["call_back"] < rank["first_call"] < rank["retry_call"] < rank["follow_up"]
    turned = list(reversed(policy().at(NOVEMBER).order))
    own = with_own(tmp_path, entry("order", json.dumps(turned), "2000-01-01"))
    assert own.at(NOVEMBER).rank["call_back"] > own.at(NOVEMBER).rank["first_call"]


def test_values_cannot_be_changed_by_who_reads_them() -> None:
    """Neither ranks nor languages."""
    values = policy().at(NOVEMBER)
    with pytest.raises(TypeError):
        values.rank["first_call"] = 1  # type: ignore[index]
    with pytest.raises(TypeError):
        values.language_also["ar"] = ()  # type: ignore[index]


@pytest.mark.parametrize("language", ["nl", "en", "tr", "ar"])
@pytest.mark.parametrize("situation", CallMoment)
def test_every_moment_of_a_call_has_words(language: str, situation: CallMoment) -> None:
    """In four languages, and the caller's name is in the first words."""
    assert policy().script_language(language, situation) == language
    text = policy().scripts(language, situation, NOVEMBER)
    assert text == policy().scripts(language, situation)
    assert len(text.splitlines()) >= 2
    if situation in {CallMoment.OPENING, CallMoment.OPENING_BIRTH_UNKNOWN, CallMoment.VOICEMAIL}:
        assert "{caller}" in text
        assert "{association}" in text


@pytest.mark.parametrize(
    ("language", "found"),
    [("tr", "tr"), ("tr-TR", "tr"), ("ary", "ar"), ("ber", "nl"), ("pl", "nl"), ("", "nl")],
)
def test_a_language_without_script_finds_another(language: str, found: str) -> None:
    """One that serves it, else Dutch."""
    assert policy().script_language(language, "opening") == found
    assert policy().scripts(language, "opening") == policy().scripts(found, "opening")


def test_an_association_can_say_it_in_its_own_words(tmp_path: Path) -> None:
    """Another language too; the other scripts stay."""
    text = entry("script.opening.pl", '"Dzień dobry, {caller}, {association}."')
    own = with_own(tmp_path, text + entry("script.closing.nl", '"Tot {day}."', "2026-01-01"))
    assert own.script_language("pl", "opening") == "pl"
    assert own.script_language("pl", "closing") == "nl"
    assert own.scripts("nl", "closing") == "Tot {day}."
    assert own.scripts("nl", "opening") == policy().scripts("nl", "opening")


def test_scripts_are_cleaned_like_all_text_from_outside(tmp_path: Path) -> None:
    """No control characters reach the screen."""
    own = with_own(tmp_path, entry("script.opening.pl", '"Dzie\\u001b]52;c;x\\u0007ń {caller}"'))
    assert "\x1b" not in own.scripts("pl", "opening")


def clause(more: str = "", nl: str = "tekst", en: str = "text") -> str:
    """A clause in TOML, with something more."""
    words = f'name = {{ nl = "n", en = "n" }}, text = {{ nl = "{nl}", en = "{en}" }}'
    return f'{{ {words}, evidence = "paper"{", " if more else ""}{more} }}'


VOICEMAIL = "script.voicemail.nl"
PROBLEMS = [
    ("[[oops", "policy.not_toml"),
    ("a = " + "[" * 5_000, "policy.too_deep"),
    (entry("language_also", '{ arab = ["ar"] }'), "policy.language_tag"),
    (entry("language_also", '{ ary = ["ar-MA"] }'), "policy.language_tag"),
    (entry("script.opening.pools", '"{caller}"'), "policy.language_tag"),
    (entry("parts_of_day", '["morning"]'), "policy.part_alone"),
    (entry("first_cal_offset_wd", "1"), "policy.unknown_key"),
    (entry("first_call_offset_wd", '"one"'), "policy.wrong_value"),
    (entry("first_call_offset_wd", "1.5"), "policy.wrong_value"),
    (entry("first_call_offset_wd", "true"), "policy.wrong_value"),
    (entry("language_routing", "1"), "policy.wrong_value"),
    (entry("order", "3"), "policy.wrong_value"),
    (entry("first_call_offset_wd", "0"), "policy.too_small"),
    (entry("first_call_offset_wd", "9999"), "policy.too_big"),
    (entry("first_call_offset_wd", "1", '"soon"'), "policy.wrong_value"),
    (entry("first_call_offset_wd", "1", '"2026-12-01"'), "policy.wrong_value"),
    (entry("first_call_offset_wd", "1", "20261201"), "policy.wrong_value"),
    (entry("first_call_offset_wd", "1", "2026-12-01T00:00:00"), "policy.wrong_value"),
    (entry("clause.C05", clause(), '"2026-12-01"'), "policy.wrong_value"),
    (entry("first_call_offset_wd", "1", source="hearsay"), "policy.not_possible"),
    (entry("parts_of_day", '["noon"]'), "policy.not_possible"),
    (entry("parts_of_day", '["morning", "morning"]'), "policy.named_twice"),
    (entry("parts_of_day", "[]"), "policy.wrong_value"),
    (entry("order", '["first_call"]'), "policy.action_left"),
    (entry("order", '["first_cal"]'), "policy.not_possible"),
    (entry("order", "[3]"), "policy.not_possible"),
    (entry("order", '[["first_call"]]'), "policy.not_possible"),
    (entry("follow_up_wd", "1") * 2, "policy.same_day"),
    ("follow_up_wd = 3\n", "policy.wrong_value"),
    ("follow_up_wd = [3]\n", "policy.wrong_value"),
    ("[[follow_up_wd]]\nvalue = 1\nsource = 'law'\n", "policy.missing"),
    (entry("follow_up_wd", "1") + "since = 3\n", "policy.unknown_key"),
    (
        entry("promise_broken_wd", "1") + entry("promise_check_wd", "2"),
        "policy.broken_before_check",
    ),
    (entry("script.goodbye.nl", '"Dag."'), "policy.not_possible"),
    (entry("script.closing.nl", '"Dag {name}."'), "policy.script_placeholder"),
    (entry("script.closing.nl", '"Dag {caller.__class__}."'), "policy.script_placeholder"),
    (entry("script.closing.nl", '"Dag {caller!r}."'), "policy.script_placeholder"),
    (entry("script.closing.nl", '"Dag {caller:>9}."'), "policy.script_placeholder"),
    (entry("script.closing.nl", '"Dag {."'), "policy.script_braces"),
    (entry("paper.poem.nl", '"Dag."'), "policy.not_possible"),
    (entry("paper.talk.nl", '"Dag {debt}."'), "policy.paper_placeholder"),
    (entry("paper.talk.nl", '"Dag {name.__class__}."'), "policy.paper_placeholder"),
    (entry("paper.annex.en", '"Dag {name!r}."'), "policy.paper_placeholder"),
    (entry("paper.annex.en", '"Dag {."'), "policy.paper_braces"),
    (entry("script.closing.nl", '""'), "policy.wrong_value"),
    (entry(VOICEMAIL, '"U moet {amount} betalen."'), "policy.script_tells_debt"),
    (entry("script.another_adult.tr", '"{month}"'), "policy.script_tells_debt"),
    (entry("script.opening.nl", '"{day}"'), "policy.script_tells_debt"),
    (entry("min_capacity_pct", "101"), "policy.too_big"),
    (entry("eval_lead_wd", "31"), "policy.too_big"),
    (entry("eval_months", "[]"), "policy.wrong_value"),
    (entry("eval_months", "[3, 3]"), "policy.named_twice"),
    (entry("protected_earnings", "{ single = 1 }"), "policy.household_left"),
    (entry("protected_earnings", "{ sibling = 1 }"), "policy.not_possible"),
    (entry("window_open_months", "1"), "policy.window_closed"),
    (entry("partner_leader_cd", "14"), "policy.leader_first"),
    (entry("clause.C99", clause()), "policy.not_possible"),
    (entry("clause.C01", clause(nl="{rent}", en="x")), "policy.clause_fields"),
    (
        entry("clause.C01", clause('consequence = { nl = "{cure_cd}", en = "x" }')),
        "policy.clause_fields",
    ),
    (entry("clause.C01", clause(nl="{rent!r}", en="x")), "policy.clause_field"),
    (entry("clause.C01", clause(nl="{", en="x")), "policy.clause_braces"),
    (entry("clause.C01", clause(nl="", en="x")), "policy.wrong_value"),
    (entry("clause.C01", clause('rests_on = "marriage"')), "policy.clause_kind"),
    (entry("clause.C01", clause('rule = "FREQ=SOMETIMES"')), "policy.clause_rule"),
    (entry("clause.C01", clause('rule = "FREQ=WEEKLY;INTERVAL=3"')), "policy.clause_cadence"),
    (
        entry("kind.housing_support.clause.visit", clause('rule = "FREQ=DAILY"')),
        "policy.clause_cadence",
    ),
    (entry("clause.C01", clause('after = "soon"')), "policy.clause_after"),
    (entry("clause.C01", clause('after = "order"')), "policy.clause_after"),
    (entry("clause.C01", clause('weight = "heavy"')), "policy.not_possible"),
    (entry("clause.C01", clause('colour = "red"')), "policy.unknown_key"),
    (entry("lease_form.F7", "{}"), "policy.not_possible"),
    (entry("lease_form.F1", "{}"), "policy.missing"),
    ('[cadence.often]\nrule = "OFTEN"\nname = { nl = "vaak", en = "often" }', "policy.clause_rule"),
    ('[kind.housing_support.state]\nasleep = { nl = "a", en = "b" }', "policy.kind_states"),
    ('[kind.housing_support]\nbinding = ["sleep_wd"]', "policy.kind_value"),
    ('[kind.marriage]\nname = { nl = "a", en = "b" }\nstate = {}', "policy.kind_unknown"),
    (
        entry("kind.housing_support.clause.visit", clause('after = "never"')),
        "policy.clause_after",
    ),
]


OF_SEVERAL_VALUES = {"policy.broken_before_check", "policy.window_closed", "policy.leader_first"}
"""Problems of two values that do not go together, wherever each stands."""


@pytest.mark.parametrize(("text", "id_"), PROBLEMS, ids=[str(n) for n in range(len(PROBLEMS))])
def test_a_problem_is_one_sentence_that_names_the_place(
    tmp_path: Path, text: str, id_: str
) -> None:
    """File, key and what to do, in both languages."""
    with pytest.raises(Refused) as refused:
        with_own(tmp_path, text)
    why = refused.value.why
    assert why.id == id_
    for lang in LANGUAGES:
        said = speaker(lang).say(why)
        assert said != id_
        assert "\n" not in said.strip()
        assert id_ in OF_SEVERAL_VALUES or "own.toml" in said


def test_an_association_has_its_own_clauses_terms_and_forms(tmp_path: Path) -> None:
    """From their day on; what it does not name stays ours."""
    own = clause('weight = "major"', nl="Eigen {extra}.", en="Own {extra}.")
    kinds = tmp_path / "kinds"
    kinds.mkdir()
    (kinds / "budget_coaching.toml").write_text(
        entry("terms", '{ session_cadence = "monthly" }'), encoding="utf-8"
    )
    made = with_own(tmp_path, entry("clause.C05", own) + entry("misses_to_lapse", "1"))
    before, after = made.at(NOVEMBER), made.at(date(2026, 12, 1))
    assert before.clauses["C05"] == policy().at(NOVEMBER).clauses["C05"]
    assert after.clauses["C05"].text.nl == "Eigen {extra}."
    assert after.clauses["C04"] == before.clauses["C04"]
    assert after.terms["payment_arrangement"]["misses_to_lapse"] == 1
    assert before.terms["budget_coaching"]["session_cadence"] == "weekly"
    assert after.terms["budget_coaching"]["session_cadence"] == "monthly"
    assert after.clause_name("budget_coaching", "session") == "clause.budget_coaching.session"
    assert after.clause_name("budget_coaching", "C05") == "clause.C05"
    assert after.clause_name("budget_coaching", "anything") == "clause.own"


def test_the_shipped_tables_are_those_of_the_rules() -> None:
    """Fourteen clauses, six forms, every kind (R30 to R39, R60 to R63, R70 to R77)."""
    values = policy().at(NOVEMBER)
    assert values.protected_earnings["single"] == 2_071_24
    assert policy().at(date(2024, 1, 1)).protected_earnings["single"] == 1_661_40
    assert (values.max_len_small_months, values.max_len_months) == (6, 12)
    assert (values.min_instalment_cents, values.repeat_months) == (50_00, 12)
    assert (values.confirm_wd, values.misses_to_lapse) == (5, 2)
    assert (values.first_talk_cd, values.crisis_talk_wd, values.decision_cd) == (28, 3, 56)
    assert (values.proposal_answer_cd, values.msnp_months, values.wsnp_months) == (21, 18, 18)
    assert (values.window_open_months, values.window_close_months) == (3, 1)
    assert values.eval_months == (3, 6, 12, 18, 24)
    assert (values.breach_talk_wd, values.cure_cd) == (5, 14)
    assert values.forms["F1"].max_months == 24
    assert [code for code, form in values.forms.items() if not form.is_lease] == ["F2"]
    assert [code for code, form in values.forms.items() if form.window] == ["F1"]
    rests = {code: clause.rests_on for code, clause in values.clauses.items() if clause.rests_on}
    assert rests == {
        "C02": "payment_arrangement", "C03": "debt_counselling", "C04": "housing_support",
        "C05": "budget_coaching",
    }  # fmt: skip
    assert values.sources["lease_form.F1"] == "source.law"


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    """A folder, another encoding, too much of it."""
    (tmp_path / "own.toml").mkdir()
    with pytest.raises(Refused) as refused:
        load_policy(overrides=tmp_path)
    assert refused.value.why.id == "policy.unreadable"
    (tmp_path / "own.toml").rmdir()
    (tmp_path / "own.toml").write_bytes('[a]\nb = "é"'.encode("cp1252"))
    with pytest.raises(Refused) as refused:
        load_policy(overrides=tmp_path)
    assert refused.value.why.id == "policy.not_utf8"
    (tmp_path / "own.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(Refused) as refused:
        load_policy(overrides=tmp_path)
    assert refused.value.why.id == "policy.too_large"


def test_a_shipped_policy_that_lacks_something_is_refused(tmp_path: Path) -> None:
    """A name, or a script in Dutch; or has a name in two files."""
    for name, id_ in (
        ("limits.toml", "policy.missing"),
        ("scripts.toml", "policy.missing"),
        ("arrangements.toml", "policy.missing"),
        ("clauses.toml", "policy.missing"),
        ("forms.toml", "policy.missing"),
        ("kinds/housing_support.toml", "policy.kind_missing"),
        ("extra.toml", "policy.in_two_files"),
    ):
        shipped = as_shipped(tmp_path / Path(name).stem)
        (shipped / name).unlink(missing_ok=True)
        if name == "extra.toml":
            (shipped / name).write_text(entry("follow_up_wd", "3"))
        with pytest.raises(Refused) as refused:
            load_policy(shipped)
        assert refused.value.why.id == id_


def test_a_moment_without_dutch_words_is_refused(tmp_path: Path) -> None:
    """Every language falls back on them."""
    shipped = as_shipped(tmp_path / "shipped")
    text = (shipped / "scripts.toml").read_text(encoding="utf-8")
    text = text.replace("script.closing.nl", "script.closing.pl")
    (shipped / "scripts.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_policy(shipped)
    assert refused.value.why.id == "policy.script_missing"
    assert refused.value.why.values["situation"] == "closing"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_paper_that_lacks_a_language_is_refused(tmp_path: Path, language: str) -> None:
    """It goes out in the language that is asked for."""
    shipped = as_shipped(tmp_path / "shipped")
    text = (shipped / "papers.toml").read_text(encoding="utf-8")
    text = text.replace(f"paper.annex.{language}", "paper.annex.fy")
    (shipped / "papers.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_policy(shipped)
    assert refused.value.why.id == "policy.paper_missing"
    assert refused.value.why.values["language"] == language
    assert refused.value.why.values["key"] == "paper.annex"
    assert refused.value.why.values["file"] == "papers.toml"


def test_every_name_of_the_policy_is_explained() -> None:
    """In db/policy/README.md."""
    explained = (db_files() / "policy" / "README.md").read_text(encoding="utf-8")
    for name in (one.name for one in fields(PolicyTables)):
        assert f"`{name}" in explained, name
    for name in (*CallMoment, *Paper):
        assert f"`{name}`" in explained, name
    for paper, named in FIELDS.items():
        for name in named:
            assert f"`{{{name}}}`" in explained, (paper, name)
    for rule in range(1, 17):
        assert f"| P{rule:02} |" in explained
