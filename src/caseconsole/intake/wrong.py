"""A fault in what stands in a file."""

from caseconsole.domain.message import Message, message, type_of_value
from caseconsole.domain.text import clean_line

SHOWN = 60
"""The most characters of a faulty cell that a sentence repeats."""
LISTED = 600
"""The most characters of a list to choose from."""


class Fault(Exception):  # noqa: N818 - a fault of the file, not of the program
    """Something in a file cannot be taken in; `why` says what to do about it."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.id)
        self.why = why


class Rests(Fault):
    """A row names something that stands only in a file or a row that is refused."""

    def __init__(self, file: str) -> None:
        super().__init__(message("import.rests_on_refused", file=file, n=1))
        self.file = file
        """The name of that file."""


def wrong(name: str, /, **values: type_of_value) -> Fault:
    """The fault `import.<name>`; texts among its values are made fit to be shown."""
    shown = {
        key: clean_line(value, limit=LISTED if key == "words" else SHOWN)
        if isinstance(value, str)
        else value
        for key, value in values.items()
    }
    return Fault(message(f"import.{name}", **shown))
