"""The paragraphs of a paper that are left out where what they are about is not there."""

import re
from collections.abc import Collection

OPTIONAL = (
    "condition", "card_condition", "missed", "administered", "others", "usual_rent", "added",
    "added_signatures",
)  # fmt: skip
"""What a whole paragraph can be about: what was kept or missed, a card, an administrator, other
agreements that hold, the rent beside, what was added."""
_BLANK_LINES = re.compile(r"\n\s*\n")


def without(text: str, absent: Collection[str]) -> str:
    """A text without the paragraphs that name a field of which there is nothing."""
    parts = _BLANK_LINES.split(text.strip())
    return "\n\n".join(part for part in parts if not any(f"{{{name}}}" in part for name in absent))
