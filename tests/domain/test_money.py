import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.domain.money import euros, fitted, number, parse_cents

CENTS = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize(
    ("cents", "written"),
    [
        (0, "0,00"), (5, "0,05"), (-5, "-0,05"), (61240, "612,40"), (120400, "1.204,00"),
        (-1250, "-12,50"), (123456789, "1.234.567,89"),
    ],
)  # fmt: skip
def test_cents_are_written_the_dutch_way(cents: int, written: str) -> None:
    assert number(cents) == written
    assert euros(cents) == f"€ {written}"


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (14, "€ 2.999.999,97"),
        (13, "2.999.999,97"),
        (12, "2.999.999,97"),
        (11, "3.000.000"),
        (3, "3.000.000"),
    ],
)
def test_an_amount_that_is_wide_gives_up_its_sign_then_its_cents_and_never_its_end(
    cells: int, shown: str
) -> None:
    assert fitted(299_999_997, cells) == shown


@given(CENTS)
def test_what_is_written_reads_back(cents: int) -> None:
    assert parse_cents(number(cents)) == cents
    assert parse_cents(euros(cents)) == cents


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.204,00", 120400), ("1204,00", 120400), ("€ 12", 1200), ("12,5", 1250), ("-3,20", -320),
        ("1204.00", 120400), ("1.204", 120400), ("€12,-", 1200), ("12,--", 1200),
        ("€ -12,50", -1250), ("-€ 12,50", -1250), ("+12", 1200), ("\u22125,00", -500),
        (" €\u00a01.204,00 ", 120400),
        ("EUR 12,00", 1200), ("12 EUR", 1200), ("12€", 1200), ("0", 0), ("-0,05", -5),
    ],
)  # fmt: skip
def test_the_writings_of_an_amount_are_read(text: str, cents: int) -> None:
    assert parse_cents(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "€", "-", "twaalf", "12,345", "1,204.00", "1.20.4", "12.5", "1.2045", "1204.000,0",
        "--5", "-€ -5", "5-", "1 204", "١٢", "12,", ",50", "1e3", "1" * 14, "NaN", "12\n13", "€€ 5",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_cents(text)


@given(st.text())
def test_no_text_is_misread_silently(text: str) -> None:
    try:
        cents = parse_cents(text)
    except ValueError:
        return
    assert isinstance(cents, int)
    assert any(char.isdigit() for char in text)
