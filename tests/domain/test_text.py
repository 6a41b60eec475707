import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.domain.text import (
    CUT_MARK,
    LINE_LIMIT,
    NEWLINE_MARK,
    NOTE_LIMIT,
    bsn_like,
    clean,
    clean_line,
    fold,
)

ANYTHING = st.text(st.characters(exclude_categories=()))
FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

REAL_NAMES = [
    "José", "Çelik", "Đorđević", "Yıldız", "İnönü", "山田", "عبد الله", "Łukasz Żółć",
    "Søren Æbelø", "Nguyễn Thị Ánh", "O'Brien-van 't Hoff", "Ñandú",
    "Θεόδωρος", "Юлия", "שָׁלוֹם", "नमस्ते", "ⵜⵉⴼⵉⵏⴰⵖ",
]  # fmt: skip


@pytest.mark.parametrize("name", REAL_NAMES)
def test_a_real_name_stays_as_it_is(name: str) -> None:
    normal = unicodedata.normalize("NFC", name)
    assert clean_line(name) == normal
    assert clean(name) == normal


@pytest.mark.parametrize(
    ("hostile", "kept"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]52;c;cGF5bG9hZA==\x07", "]52;c;cGF5bG9hZA=="),
        ("\x1bPq#0\x1b\\", "Pq#0\\"),
        ("\x9b31m\x9d52\x9c", "31m52"),
        ("abc\u202ecba\u2066x\u2069", "abccbax"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a\u200b\u200c\u200d\u2060\ufeffb", "ab"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("vs\ufe0f\U000e0100", "vs"),
        ("filler\u3164\u115f", "filler"),
        ("[/x] [@click=app.quit]", "[/x] [@click=app.quit]"),
        ("tab\tstop\u00a0and\u3000space", "tab stop and space"),
        ("\ud800\ue000\uffff", "\ufffd\ufffd\ufffd"),
        ("\x00\x08\x7f", ""),
        ("e" + "\u0301" * 100_000, "é\u0301\u0301\u0301"),
    ],
)
def test_what_could_steer_a_terminal_is_dropped_and_the_rest_is_literal(
    hostile: str, kept: str
) -> None:
    assert clean(hostile) == kept


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\v", "\f"])
def test_a_line_break_stays_in_a_note_and_shows_as_a_mark_in_a_line(line_break: str) -> None:
    assert clean(f"one{line_break}two") == "one\ntwo"
    assert clean_line(f"one{line_break}two") == f"one{NEWLINE_MARK}two"


def test_a_text_that_is_cut_says_so_within_its_limit() -> None:
    assert clean("x" * NOTE_LIMIT) == "x" * NOTE_LIMIT
    assert clean("x" * (NOTE_LIMIT + 1)) == "x" * (NOTE_LIMIT - len(CUT_MARK)) + CUT_MARK
    assert len(clean_line("é" * 1_000_000)) == LINE_LIMIT


@given(ANYTHING, st.integers(0, 60))
def test_cleaned_text_is_harmless_normal_and_within_its_limit(text: str, limit: int) -> None:
    for cleaned, allowed in ((clean(text, limit=limit), {"\n"}), (clean_line(text), set[str]())):
        assert not [
            char
            for char in cleaned
            if unicodedata.category(char) in FORBIDDEN and char not in allowed
        ]
        assert unicodedata.is_normalized("NFC", cleaned)
        cleaned.encode("utf-8")
    assert len(clean(text, limit=limit)) <= limit


@given(ANYTHING)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    line = clean_line(text)
    assert clean_line(line) == line


@given(st.text(st.characters(categories=("L", "Nd"), max_codepoint=0x24F)))
def test_latin_letters_and_digits_stay(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Yıldız", "yildiz"), ("YILDIZ", "yildiz"), ("yildiz", "yildiz"), ("İnönü", "inonu"),
        ("Łukasz", "lukasz"), ("Weiß", "weiss"), ("Sørensen", "sorensen"), ("Đorđević", "dordevic"),
        ("Ægir", "aegir"), ("Œdipe", "oedipe"), ("Þór", "thor"), ("Guðrún", "gudrun"),
        ("Ħamrun", "hamrun"), ("Ĳssel", "ijssel"), ("Əliyev", "eliyev"), ("d’Or", "d'or"),
        ("ﬁets", "fiets"), ("أحمد", "احمد"), ("Zażółć", "zazolc"),
    ],
)  # fmt: skip
def test_folding_makes_alike_what_people_type_for_a_name(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(ANYTHING)
def test_folding_knows_no_case_and_no_marks_and_folds_once(text: str) -> None:
    assert not [char for char in fold(text) if unicodedata.category(char)[0] == "M"]
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_folding_sees_no_difference_of_case(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@pytest.mark.parametrize("text", ["BSN 111222333.", "1112.22.333", "111 222 333, zegt zij"])
def test_nine_figures_that_pass_the_eleven_test_look_like_a_bsn(text: str) -> None:
    assert bsn_like(text) == ("111222333",)


@pytest.mark.parametrize(
    "text", ["111222334", "0111222333", "€ 111222333,00", "NL91ABNA0417164300", "000000000", ""]
)
def test_other_figures_do_not(text: str) -> None:
    assert bsn_like(text) == ()
