"""Cents, written and read the Dutch way."""

import re
from functools import lru_cache

_GROUPED = r"\d{1,3}(?:\.\d{3})+"
_AMOUNT = re.compile(
    rf"(?P<sign>[+-]?)(?:(?P<whole>{_GROUPED}|\d+)(?:,(?P<part>\d{{1,2}}|--?))?"
    r"|(?P<plain>\d+)\.(?P<dotted>\d{2}))",
    re.ASCII,
)
_DIGITS = 13
_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " "})


@lru_cache(maxsize=8192)
def number(cents: int) -> str:
    """Cents as `1.204,00`; negative as `-12,50`."""
    whole, part = divmod(abs(cents), 100)
    grouped = f"{whole:,}".replace(",", ".")
    return f"{'-' if cents < 0 else ''}{grouped},{part:02}"


def euros(cents: int) -> str:
    """Cents as `€ 1.204,00`; negative as `€ -12,50`."""
    return f"€ {number(cents)}"


def fitted(cents: int, cells: int) -> str:
    """An amount in so many cells, never without its end: `€ 2.999.999,97`, `2.999.999,97`, or in
    whole euros `3.000.000`, which is wider still where nothing shorter is true."""
    for text in (euros(cents), number(cents)):
        if len(text) <= cells:
            return text
    return number(round(cents, -2))[:-3]


def parse_cents(text: str) -> int:
    """Cents from an amount written the Dutch way: `€ 1.204,00`, `1204,5`, `12,-`, also `1204.00`.

    A dot before three digits groups thousands, so `1.204` is 1204 euro.

    Raises:
        ValueError: the text is no such amount.
    """
    bare = text.translate(_MINUS).strip()
    sign = ""
    if bare[:1] in {"-", "+"}:
        sign, bare = bare[0], bare[1:].lstrip()
    bare = re.sub(
        r"^(?:€|EUR(?=[\s\d+-]))\s*|\s*(?:€|EUR)$", "", bare, count=1, flags=re.IGNORECASE
    )
    found = _AMOUNT.fullmatch(sign + bare)
    if found is None:
        raise ValueError(text)
    whole = (found["whole"] or found["plain"]).replace(".", "")
    if len(whole) > _DIGITS:
        raise ValueError(text)
    part = (found["part"] or found["dotted"] or "").rstrip("-")
    cents = int(whole) * 100 + int(part.ljust(2, "0"))
    return -cents if found["sign"] == "-" else cents
