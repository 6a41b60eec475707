"""Changes made of what stands in a form."""

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from caseconsole.domain.message import Message, Refused, message


@contextmanager
def well_formed() -> Iterator[None]:
    """Make changes in here of what stands in a form.

    Raises:
        Refused: a field does not hold; the sentence says which and what to do.
    """
    try:
        yield
    except ValidationError as wrong:
        raise Refused(_sentence(wrong)) from None


def _sentence(wrong: ValidationError) -> Message:
    first = wrong.errors(include_url=False, include_input=False, include_context=False)[0]
    names = [part for part in first["loc"] if isinstance(part, str)]
    name = names[-1] if names else ""
    if first["type"] == "empty_text":
        return message("refused.why_empty" if name == "why" else "refused.note_empty")
    if name == "cents":
        return message("refused.cents")
    if first["type"].startswith("date"):
        return message("refused.no_day")
    return message("refused.field", field=name)
