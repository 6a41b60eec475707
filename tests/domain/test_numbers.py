import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caseconsole.domain.numbers import case_number, parse_case_number, payment_reference_ok

KEYS = st.integers(1, 10**12)


@given(KEYS)
def test_a_case_number_reads_back_with_and_without_its_dash(key: int) -> None:
    written = case_number(key)
    assert written == f"{key}-{written[-1]}"
    assert parse_case_number(written) == key
    assert parse_case_number(written.replace("-", "")) == key
    assert parse_case_number(f" {written.replace('-', ' ')} ") == key


@given(KEYS, st.data())
def test_one_wrong_digit_in_a_case_number_is_noticed(key: int, data: st.DataObject) -> None:
    digits = case_number(key).replace("-", "")
    place = data.draw(st.integers(0, len(digits) - 1))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[place]]))
    with pytest.raises(ValueError):
        parse_case_number(digits[:place] + wrong + digits[place + 1 :])


@given(KEYS, st.data())
def test_two_swapped_digits_in_a_case_number_are_noticed(key: int, data: st.DataObject) -> None:
    digits = case_number(key).replace("-", "")
    place = data.draw(st.integers(0, len(digits) - 2))
    assume(digits[place] != digits[place + 1])
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    with pytest.raises(ValueError):
        parse_case_number(swapped)


@pytest.mark.parametrize(
    "text", ["", "-", "7", "0-0", "10042-", "x10042-5", "1--0", "١-0", "9" * 40]
)
def test_what_is_no_case_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_case_number(text)


@pytest.mark.parametrize("key", [0, -1])
def test_a_case_has_a_positive_key(key: int) -> None:
    with pytest.raises(ValueError):
        case_number(key)


@pytest.mark.parametrize(
    "reference",
    [
        "5000056789012345", "12 2345 3462 2567", "3000012345670001", "2000000000123456",
        "5000 0567 8901 2345", "1234567",
    ],
)  # fmt: skip
def test_a_right_payment_reference_is_accepted(reference: str) -> None:
    assert payment_reference_ok(reference)


@pytest.mark.parametrize(
    "reference",
    [
        "", "4000056789012345", "500005678901234", "12345678", "13 2345 3462 2567", "123456",
        "11 2345 3462 2567", "50000567890123456", "5000056789O12345", "٥٠٠٠٠٥٦",
    ],
)  # fmt: skip
def test_a_wrong_payment_reference_is_rejected(reference: str) -> None:
    assert not payment_reference_ok(reference)


@given(st.integers(0, 10**15 - 1), st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_in_a_payment_reference_is_noticed(
    number: int, place: int, more: int
) -> None:
    """The exception is check digit 1, which two remainders share."""
    digits = f"{number:015}"
    right = [c for c in "0123456789" if payment_reference_ok(c + digits)]
    assert len(right) == 1
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    if right[0] != "1":
        assert not payment_reference_ok(right[0] + wrong)
