"""The few styles of the console, in the sixteen colours of the terminal itself."""

from rich.style import Style

PALETTE: dict[str, Style] = {
    "": Style(),
    "bold": Style(bold=True),
    "dim": Style(dim=True),
    "title": Style(bold=True, reverse=True),
    "head": Style(dim=True, underline=True),
    "cursor": Style(reverse=True),
    "label": Style(dim=True),
    "key": Style(bold=True),
    "good": Style(color="green"),
    "warn": Style(color="yellow", bold=True),
    "bad": Style(color="red", bold=True),
    # The tones of `outgoing.lines`.
    "plain": Style(),
    "strong": Style(bold=True),
    "heading": Style(bold=True, underline=True),
    "alert": Style(color="yellow", bold=True),
}
"""Style names; meaning never rests on a colour alone."""


def style(name: str) -> Style:
    """The style of a name; a `+` joins names: `cursor+bold`."""
    if name in PALETTE:
        return PALETTE[name]
    first, _, rest = name.partition("+")
    joined = PALETTE[first] + style(rest)
    PALETTE[name] = joined
    return joined
