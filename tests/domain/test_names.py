import pytest

from caseconsole.domain.names import formal, full
from caseconsole.domain.people import Person


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("M.", "", "Yılmaz"), "M. Yılmaz"),
        (("J.", "de", "Vries"), "J. de Vries"),
        (("", "", "Suharto"), "Suharto"),
        (("A.B.", "van der", "Berg-'t Hooft"), "A.B. van der Berg-'t Hooft"),
    ],
)
def test_a_name_is_written_as_on_a_letter(parts: tuple[str, str, str], name: str) -> None:
    assert formal(*parts) == name
    person = Person(1, "P1", *parts, None, ("nl",), False, "", "", (), 1)
    assert full(person) == name
