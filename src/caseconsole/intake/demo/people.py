"""Invented people: names by language, streets and phone numbers that nobody has."""

from dataclasses import dataclass
from random import Random

TOWN = "Brinkerveen"
STREETS = (
    "Zilvermosstraat", "Kwikstaarthof", "Veldlantaarnweg", "Pimpelgaarde", "Oude Brinkdijk",
    "Wolkammerspad", "Tinnegieterstraat", "Schapendrift", "Lisdoddekade", "Vuursteenhof",
)  # fmt: skip
NAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "nl": (
        ("J.", "M.", "A.C.", "P.", "S.", "W.H.", "E.", "T.", "R.", "L.M."),
        ("de Vries", "Bakker", "van den Berg", "Visser", "Smit", "Mulder", "de Boer", "Dekker",
         "van der Veen", "Brouwer", "Zoë-Hartman", "ten Brinke", "Kuipers", "Pénard", "Veldhuis"),
    ),
    "tr": (
        ("M.", "A.", "E.", "F.", "H.", "Z."),
        ("Yılmaz", "Şahin", "Çelik", "Kaya", "Yıldız", "Öztürk", "Aydın", "Doğan"),
    ),
    "ar": (("M.", "R.", "S.", "Y."), ("al Hamwi", "Haddad", "Khalil", "al Masri", "Darwish")),
    "ary": (("A.", "F.", "K.", "N."), ("el Amrani", "Bouzidi", "Chaoui", "Benali", "el Idrissi")),
    "ber": (("H.", "M.", "O."), ("Azzouzi", "Amghar", "Aberkan", "Tahiri")),
    "pl": (("P.", "K.", "A.", "M."), ("Wiśniewski", "Kowalczyk", "Zając", "Łukasik", "Nowak")),
    "en": (("D.", "G.", "J.A."), ("Osei", "Campbell", "Mensah", "Okafor")),
    "so": (("A.M.", "H.", "F."), ("Warsame", "Abdi", "Jama")),
    "ti": (("T.", "S.", "B."), ("Tesfay", "Gebremedhin", "Haile", "Kidane")),
    "uk": (("O.", "I."), ("Kovalenko", "Shevchuk", "Tkachenko")),
    "fa": (("N.", "R."), ("Rahimi", "Ahmadi", "Karimi")),
}  # fmt: skip
PREFIXES = ("van den", "van der", "de", "ten", "al", "el")
_SHARES = (
    ("nl", 62), ("tr", 72), ("ary", 78), ("ar", 82), ("pl", 87), ("ber", 90), ("en", 93),
    ("so", 95), ("ti", 97), ("uk", 99), ("fa", 100),
)  # fmt: skip
_SECOND = frozenset({"tr", "ary", "pl", "en"})


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person."""

    initials: str
    prefix: str
    surname: str
    language: str
    languages: str


def language(random: Random) -> str:
    """A language, as often as in the invented town."""
    share = int(random.random() * 100)
    return next(tag for tag, below in _SHARES if share < below)


def pick(random: Random, choices: tuple[str, ...]) -> str:
    """One of several, the same on every Python."""
    return choices[int(random.random() * len(choices))]


def person(random: Random, tag: str) -> Invented:
    """A person who speaks a language."""
    initials, surnames = NAMES[tag]
    prefix, surname = split(pick(random, surnames))
    both = tag in _SECOND and random.random() < 0.4
    return Invented(pick(random, initials), prefix, surname, tag, f"{tag} nl" if both else tag)


def split(name: str) -> tuple[str, str]:
    """Prefix and surname."""
    for prefix in PREFIXES:
        if name.startswith(f"{prefix} "):
            return prefix, name.removeprefix(f"{prefix} ")
    return "", name


def phone(number: int) -> str:
    """A mobile number in 06-00, a range that is not in use."""
    return f"06-00{number % 1_000_000:06}"


def postcode(number: int) -> str:
    """A postcode with letters that are never given out (SA, SD, SS)."""
    return f"{7900 + number % 90} {('SA', 'SD', 'SS')[number % 3]}"
