"""The invented agreements: of each kind some, in several states, with what was judged of them."""

from collections.abc import Callable, Iterable, Iterator

from caseconsole.domain.money import number
from caseconsole.intake.demo.ledger import (
    ARRANGED,
    INSTALMENT_DAY,
    KEPT_BEFORE,
    LAPSED,
    Let,
    day,
    instalments,
)

Row = tuple[str, ...]
COLUMNS: dict[str, Row] = {
    "afspraken": (
        "regelingnummer", "contractnummer", "soort", "status", "status_vanaf", "reden",
        "begindatum", "einddatum", "instantie", "contactpersoon", "ondertekend_op",
        "ondertekend_door", "volgende_beoordeling", "bijhouden_vanaf", "ook_voor",
        "termijnbedrag", "laatste_termijn", "ritme", "aantal_termijnen", "eerste_termijn",
        "bedrag_ineens", "datum_ineens", "oude_schuld", "vorm", "clausules", "eerste_afspraak",
        "doelen",
    ),
    "voorwaarden": (
        "regelingnummer", "voorwaarde", "wat", "tekst", "wie", "vanaf", "tot", "ritme", "aantal",
        "bedrag", "laatste_bedrag", "bewijs", "respijt_dagen", "gewicht", "gevolg", "rust_op",
    ),
    "oordelen": (
        "regelingnummer", "voorwaarde", "datum", "oordeel", "beoordeeld_op", "bewijs", "kenmerk",
        "reden", "verzet_naar",
    ),
}  # fmt: skip
FORMS = {286: "F6", 287: "F3", 288: "F1", 289: "F6", 293: "F6"}
"""The form of the lease of who has a second chance."""
STARTS = {286: -14, 287: -12, 288: -22, 289: -25, 293: -10}
"""The month in which their lease began."""
STORY = 293
"""Whose second chance is told from beginning to end; see `story`."""
APPLIED = 278
"""Who applied for counselling, and whose credit bank is slow."""
MORATORIUM = 279
"""Whose counselling stands still by order of the court."""
KINDS = range(270, 300)

Line = tuple[str, dict[str, str]]
"""The name of a file, and the cells that are filled in."""


def start_of(kind: int) -> str:
    """The day on which the lease of a second chance began."""
    return day(STARTS[kind], 15 if kind == 288 else 1)


def rows(let: Let) -> Iterator[tuple[str, Row]]:
    """The rows about one lease, each with the name of its file."""
    make = ARRANGEMENTS.get(let.kind) or _OTHERS.get(let.kind)
    for name, cells in make(let) if make else ():
        yield name, tuple(cells.get(column, "") for column in COLUMNS[name])


def _agreement(let: Let, prefix: str, kind: str, state: str, **more: str) -> Line:
    number_ = f"{prefix}-{10_000 + let.number}"
    cells = {"regelingnummer": number_, "contractnummer": let.reference, "soort": kind}
    return "afspraken", cells | {"status": state} | more


_PAPERS = {"aanwezigheid": "presentielijst"}
"""What is filed as evidence of a kind, where that is not called as the kind is."""


def _judged(
    let: Let, prefix: str, clause: str, days: Iterable[str], verdict: str = "voldaan", **more: str
) -> Iterator[Line]:
    """The papers of what was met are numbered; nobody kept one of what was missed."""
    for n, on in enumerate(days, 1):
        cells = {"regelingnummer": f"{prefix}-{10_000 + let.number}", "voorwaarde": clause}
        if verdict == "voldaan" and "bewijs" in more:
            cells["kenmerk"] = f"{_PAPERS.get(more['bewijs'], more['bewijs'])} {n}"
        yield "oordelen", cells | {"datum": on, "oordeel": verdict} | more


def _condition(let: Let, own: int, what: str, text: str, since: str, **more: str) -> Line:
    cells = {"regelingnummer": f"TK-{10_000 + let.number}", "voorwaarde": str(own), "wat": what}
    return "voorwaarden", cells | {"tekst": text, "vanaf": since} | more


def _months(first: int, last: int, of_month: int, step: int = 1) -> list[str]:
    return [day(offset, of_month) for offset in range(first, last + 1, step)]


def _arranged(let: Let) -> Iterator[Line]:
    """The debt of the first months, in instalments from the fourth month before this one."""
    state, on = "getroffen", day(-4, 10)
    if let.kind == KEPT_BEFORE:
        state, on = "afgerond", day(-2, INSTALMENT_DAY)
    elif let.kind == LAPSED:
        state, on = "vervallen", day(-1, 20)
    debt, each, last, count = instalments(let)
    yield _agreement(
        let, "BR", "betalingsregeling", state,
        status_vanaf=on,
        reden="Twee termijnen niet betaald, na bellen" if let.kind == LAPSED else "",
        begindatum=day(-4, 10),
        bijhouden_vanaf=day(-1, 1),
        termijnbedrag=number(each),
        laatste_termijn=number(last) if last != each else "",
        ritme="elke maand",
        aantal_termijnen=str(count),
        eerste_termijn=day(-4, INSTALMENT_DAY),
        oude_schuld=number(debt),
    )  # fmt: skip


def _refused_arrangement(let: Let) -> Iterator[Line]:
    yield _agreement(
        let, "BR", "betalingsregeling", "geweigerd",
        reden="Vorige regeling verviel in het voorjaar", begindatum=day(-2, 12),
    )  # fmt: skip


def _counselling(let: Let, state: str, since: str, begun: str, **more: str) -> Line:
    return _agreement(
        let, "SH", "schuldhulpverlening", state,
        status_vanaf=since, begindatum=begun, instantie="Stadsbank Brinkerveen", **more,
    )  # fmt: skip


def _applied_for_help(let: Let) -> Iterator[Line]:
    yield _counselling(let, "aanmelding", day(-1, 20), day(-1, 20), bijhouden_vanaf=day(-1, 21))


def _stabilised(let: Let) -> Iterator[Line]:
    yield _counselling(let, "stabilisatie", day(-2, 3), day(-6, 3), bijhouden_vanaf=day(-1, 1))
    for clause in ("geen nieuwe schulden", "voortgangsbericht"):
        yield from _judged(let, "SH", clause, [day(0, 3)])


def _mediated(let: Let) -> Iterator[Line]:
    yield _counselling(let, "schuldbemiddeling", day(-6, 1), day(-10, 1), einddatum=day(8, 1))
    paid = "Betaalt de lopende huur op de eerste van elke maand."
    for own, what, text, since, often in (
        (1, "lopende huur", paid, day(-9, 1), "elke maand"),
        (2, "voortgangsbericht", "De stadsbank meldt elk kwartaal.", day(-7, 10), "elk kwartaal"),
        (3, "finale kwijting", "De corporatie scheldt kwijt wat dan open staat.", day(8, 1), ""),
    ):
        name, cells = _condition(let, own, what, text, since, ritme=often)
        yield name, cells | {"regelingnummer": f"SH-{10_000 + let.number}"}
    yield from _judged(let, "SH", "2", _months(-7, -1, 10, 3), bewijs="verslag")


def _stayed_away(let: Let) -> Iterator[Line]:
    yield _counselling(let, "gestopt: niet verschenen", day(-2, 20), day(-4, 20),
                       bijhouden_vanaf=day(-2, 19))  # fmt: skip


def _support(let: Let, state: str = "geaccepteerd", begun: int = -4, **more: str) -> Line:
    return _agreement(
        let, "WB", "woonbegeleiding", state,
        begindatum=day(begun, 1), instantie="De Woonbrug", contactpersoon="T. Haverkamp",
        ritme="elke maand", eerste_afspraak=day(begun, 5), doelen="Post bijhouden", **more,
    )  # fmt: skip


def _supported(let: Let) -> Iterator[Line]:
    yield _support(let)
    yield from _judged(let, "WB", "bezoek", _months(-4, 0, 5), bewijs="aanwezigheid")
    for clause in ("doel", "voortgangsrapportage"):
        yield from _judged(let, "WB", clause, [day(-1, 1)], bewijs="verslag")


def _support_refused(let: Let) -> Iterator[Line]:
    yield _support(let, "geweigerd", reden="Wil eerst zelf orde op zaken stellen")


def _support_silent(let: Let) -> Iterator[Line]:
    yield _support(let, begun=-5)
    yield from _judged(let, "WB", "bezoek", _months(-5, -4, 5), bewijs="aanwezigheid")


def _support_offered(let: Let) -> Iterator[Line]:
    yield _support(let, "aangeboden", begun=-1, status_vanaf=day(-1, 26))


def _coaching(let: Let) -> Line:
    return _agreement(
        let, "BC", "budgetcoaching", "geaccepteerd",
        begindatum=day(-4, 1), instantie="Budget op Orde", contactpersoon="N. Oosterling",
        ritme="elke maand", eerste_afspraak=day(-4, 6), doelen="Vaste lasten op tijd",
    )  # fmt: skip


def _coached(let: Let) -> Iterator[Line]:
    yield _coaching(let)
    yield from _judged(let, "BC", "les", _months(-4, 0, 6), bewijs="aanwezigheid")
    for clause in ("doel", "voortgangsrapportage"):
        yield from _judged(let, "BC", clause, [day(-1, 1)], bewijs="verslag")


def _sessions_missed(let: Let) -> Iterator[Line]:
    yield _coaching(let)
    yield from _judged(let, "BC", "les", _months(-4, -3, 6), bewijs="aanwezigheid")
    yield from _judged(let, "BC", "les", _months(-2, -1, 6), "gemist", bewijs="aanwezigheid")
    for clause in ("doel", "voortgangsrapportage"):
        yield from _judged(let, "BC", clause, [day(-1, 1)], bewijs="verslag")


def _chance(let: Let, state: str, begun: str, end: str = "", **more: str) -> Line:
    signed = {"ondertekend_op": begun, "ondertekend_door": "huurder en corporatie"}
    form = {"vorm": FORMS.get(let.kind, "F6")}
    return _agreement(
        let, "TK", "tweede kans", state, begindatum=begun, einddatum=end,
        **form, **(signed if state == "ondertekend" else {}), **more,
    )  # fmt: skip


def _on_track(let: Let) -> Iterator[Line]:
    yield from _coached(let)
    yield _chance(let, "ondertekend", start_of(let.kind), day(10, 1), clausules="C01 C05 C09",
                  bijhouden_vanaf=day(-2, 1), volgende_beoordeling=day(1, 1))  # fmt: skip
    yield from _judged(let, "TK", "C09", [day(-2, 1)], bewijs="verslag")


def _in_trouble(let: Let) -> Iterator[Line]:
    yield from _supported(let)
    yield from _sessions_missed(let)
    yield _chance(let, "ondertekend", start_of(let.kind), day(12, 1),
                  volgende_beoordeling=day(-1, 28))  # fmt: skip
    own = 10_000 + let.number
    for place, what, text, since, often, on in (
        (1, "C01", "Betaalt de huur vóór of op de eerste.", day(-11, 1), "elke maand", ""),
        (2, "C04", "Werkt mee aan woonbegeleiding.", day(-3, 1), "elk kwartaal", f"WB-{own}"),
        (3, "C05", "Komt naar elke les van de budgetcoach.", day(-3, 1), "elke maand", f"BC-{own}"),
        (4, "C09", "Is een goede huurder.", day(-9, 1), "elk kwartaal", ""),
    ):
        yield _condition(let, place, what, text, since, ritme=often, rust_op=on, gewicht="zwaar")
    yield from _judged(let, "TK", "4", _months(-9, 0, 1, 3), bewijs="verslag")


def _in_window(let: Let) -> Iterator[Line]:
    yield _chance(let, "ondertekend", start_of(let.kind), day(2, 14), clausules="C01 C09",
                  bijhouden_vanaf=day(-1, 1))  # fmt: skip
    yield from _judged(let, "TK", "C09", [day(-1, 15)], bewijs="verslag")


def _graduates(let: Let) -> Iterator[Line]:
    end = day(-1, 20)
    yield _chance(let, "ondertekend", start_of(let.kind), end)
    yield _condition(let, 1, "C01", "Betaalt de huur vóór of op de eerste.", day(-24, 1), tot=end,
                     ritme="elke maand")  # fmt: skip
    yield _condition(let, 2, "C09", "Is een goede huurder.", day(-22, 1), tot=end,
                     ritme="elk kwartaal")  # fmt: skip
    yield from _judged(let, "TK", "2", _months(-22, -1, 1, 3), bewijs="verslag")
    for own, month in enumerate((-22, -19, -13, -7, -1), 3):
        text = "Komt naar het evaluatiegesprek."
        yield _condition(let, own, "C13", text, day(month, 10), tot=end)
        yield from _judged(let, "TK", str(own), [day(month, 10)], bewijs="gespreksverslag")


def _chance_refused(let: Let) -> Iterator[Line]:
    yield _chance(let, "geweigerd", day(-3, 8), reden="Oude schuld elders is niet geregeld")


def _chance_applied(let: Let) -> Iterator[Line]:
    yield _chance(let, "aangevraagd", day(-1, 12))


Make = Callable[[Let], Iterator[Line]]
ARRANGEMENTS: dict[int, Make] = dict.fromkeys(ARRANGED, _arranged)
_OTHERS: dict[int, Make] = {
    277: _refused_arrangement,
    APPLIED: _applied_for_help,
    MORATORIUM: _stabilised,
    280: _mediated,
    281: _stayed_away,
    282: _supported,
    283: _support_refused,
    284: _support_silent,
    285: _sessions_missed,
    286: _on_track,
    287: _in_trouble,
    288: _in_window,
    289: _graduates,
    290: _chance_refused,
    291: _chance_applied,
    292: _support_offered,
}
