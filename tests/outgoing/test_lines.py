"""Lines measured in terminal cells."""

from hypothesis import given
from hypothesis import strategies as st

from caseconsole.outgoing.lines import (
    cells,
    cut,
    dim,
    ends,
    fit,
    line,
    pad,
    plain_text,
    row,
    strong,
    wrap,
)

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
widths = st.integers(1, 40)


def test_wide_characters_take_two_cells_and_marks_none() -> None:
    """山田 is four cells wide, é may be two characters in one."""
    assert cells("山田") == 4
    assert cells("e\u0301") == 1
    assert cells("so\u00adft") == 4
    assert cells("€ 1.204,00 – é…") == 15


@given(texts, widths)
def test_a_cut_text_fits_and_a_short_one_stays(text: str, width: int) -> None:
    """An ellipsis stands for what is gone."""
    shown = cut(text, width)
    assert cells(shown) <= width
    assert shown == text or shown.endswith("…")


@given(texts, widths, st.booleans())
def test_a_padded_text_takes_its_width_exactly(text: str, width: int, right: bool) -> None:
    """Whatever is in it."""
    assert cells(pad(text, width, right=right)) == width


@given(texts, st.integers(2, 40))
def test_wrapping_loses_nothing_but_blanks(text: str, width: int) -> None:
    """Every row fits, and all letters are there in their order."""
    rows = wrap(text, width)
    assert all(cells(one) <= width for one in rows)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "").replace("\n", "")


@given(st.lists(texts, max_size=4), widths)
def test_a_fitted_line_is_never_too_wide(parts: list[str], width: int) -> None:
    """Over all its parts."""
    spans = line(*parts)
    shown = plain_text(fit(spans, width))
    assert cells(shown) <= width


def test_the_left_end_gives_way_to_the_right_one() -> None:
    """The amount at the right stays whole."""
    shown = plain_text(ends(line(strong("a long name")), line(dim("€ 1,00")), 12))
    assert shown == "a lo… € 1,00"


def test_columns_stand_under_each_other() -> None:
    """Left and right, each cut to its width."""
    assert plain_text(row([("abcdef", 4), ("1", -3), ("x", 2)])) == "abc…  1x"


def test_an_amount_is_not_torn_from_its_sign() -> None:
    assert wrap("Niet binnen: € 970,00.", 16) == ["Niet binnen:", "€ 970,00."]
