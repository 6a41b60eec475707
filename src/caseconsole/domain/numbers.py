"""Numbers that carry a check digit: of a case, and of a payment (R90)."""

import re

_CASE_NUMBER = re.compile(r"(\d{1,15})[- ]?(\d)", re.ASCII)
_NO_CHECK_DIGITS = 7
_LONGEST = 16
_WITH_LENGTH = range(9, 15)
_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)


def case_number(key: int) -> str:
    """The number of a case as people write it: its key, a dash, a check digit (Damm).

    Raises:
        ValueError: the key is not positive.
    """
    if key < 1:
        raise ValueError(key)
    return f"{key}-{_check_digit(str(key))}"


def parse_case_number(text: str) -> int:
    """The key in a case number, with or without the dash.

    Raises:
        ValueError: the text is no case number, or its check digit is wrong.
    """
    found = _CASE_NUMBER.fullmatch(text.strip())
    if found is None or _check_digit(found[1]) != found[2] or int(found[1]) < 1:
        raise ValueError(text)
    return int(found[1])


def payment_reference_ok(text: str) -> bool:
    """Whether a payment reference (betalingskenmerk) has a right length and check digit (R90)."""
    digits = re.sub(r"[ .]", "", text)
    if not re.fullmatch(r"\d+", digits, re.ASCII):
        return False
    if len(digits) == _NO_CHECK_DIGITS:
        return True
    if len(digits) in _WITH_LENGTH:
        if int(digits[1]) != (len(digits) - 2) % 10:
            return False
    elif len(digits) != _LONGEST:
        return False
    return digits[0] == _reference_check_digit(digits[1:])


def _reference_check_digit(digits: str) -> str:
    total = sum(
        int(digit) * _WEIGHTS[place % len(_WEIGHTS)] for place, digit in enumerate(reversed(digits))
    )
    check = 11 - total % 11
    return str({10: 1, 11: 0}.get(check, check))


def _check_digit(digits: str) -> str:
    # stdnum brings ssl and pydoc along, which the first paint should not wait for.
    from stdnum import damm

    return str(damm.calc_check_digit(digits))
