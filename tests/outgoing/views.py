"""Case files for tests of their words: a usual one, an empty one, and one at every limit."""

from datetime import date, timedelta

from caseconsole.domain.casefile import CaseFile, Lease
from caseconsole.domain.contact import (
    Appointment,
    AppointmentKind,
    Channel,
    Contact,
    Direction,
    Note,
    Offer,
    OfferAnswer,
    OfferKind,
    Pause,
    Promise,
    Reason,
    ReasonCode,
    Whom,
)
from caseconsole.domain.ledger import EntryKind, LedgerEntry, Standing
from caseconsole.domain.message import message
from caseconsole.domain.moment import PartOfDay
from caseconsole.domain.people import (
    HouseholdMember,
    LeaseParty,
    MemberKind,
    PartyRole,
    Person,
    Phone,
    Representative,
    RepresentativeKind,
)
from caseconsole.store.rows import CaseView, DueRow, JournalRow, OtherFile

TODAY = date(2026, 11, 3)
AT = 1_793_700_000_000
"""Some instant of that day."""


def person(name: str = "Yılmaz", languages: tuple[str, ...] = ("tr", "nl")) -> Person:
    """A tenant who would rather be called."""
    return Person(
        1, "P1", "M.", "", name, date(1980, 4, 3), languages, True,
        "Bel niet als haar man thuis is.", "", (Phone(1, "+31612345678", "mobile"),), 1,
    )  # fmt: skip


def standing(arrears: int = 61_240) -> Standing:
    """One month behind, or not."""
    missed = date(2026, 11, 1) if arrears else None
    return Standing(
        1, TODAY, arrears, arrears, missed, missed, arrears, 10 if arrears else 0, 61_240,
        date(2026, 12, 1), None, 0, None,
    )  # fmt: skip


def lease() -> Lease:
    """An ordinary lease."""
    return Lease(
        1,
        "L1",
        "ordinary",
        date(2020, 1, 1),
        None,
        1,
        "",
        False,
        "Dijkpad 9",
        "",
        "Waterrijk",
        1,
        1,
    )


def view(*, name: str = "Yılmaz", arrears: int = 61_240, full: bool = True) -> CaseView:
    """A case file; a `full` one has something of every kind."""
    file = CaseFile(
        1, "10009-5", "anna" if full else "", "noord", TODAY, None, 1, lease(), standing(arrears),
        None, (LeaseParty(person(name), PartyRole.TENANT, date(2020, 1, 1), None),),
        (HouseholdMember(MemberKind.CHILD, 2015, date(2020, 1, 1), None),) if full else (),
        _representatives() if full else (), _contacts() if full else (),
        (Reason(1, TODAY, ReasonCode.OTHER_DEBTS, True, "anna"),) if full else (),
        (Promise(1, TODAY, date(2026, 11, 10), 61_240, "anna"),) if full else (),
        ((TODAY, 10_000),) if full else (), _appointments() if full else (),
        (Pause(1, TODAY, date(2026, 11, 20), "wacht op stadsbank", "anna", 1),) if full else (),
        (Offer(1, TODAY, OfferKind.CREDIT_BANK, "tr", OfferAnswer.REFUSED, "wil niet", "anna", 1),)
        if full
        else (),
        (),
    )  # fmt: skip
    notes = (Note(1, AT, "Eerste regel.\nTweede regel.", "anna"),) if full else ()
    others = (OtherFile(2, "10077-1", "Kade 1", 5_000),) if full else ()
    present = (("bram", AT),) if full else ()
    return CaseView(file, notes, (due(),) if full else (), others, present, 7 if full else 0, TODAY)


def _representatives() -> tuple[Representative, ...]:
    return (
        Representative(
            1, "Bureau Balans", RepresentativeKind.ADMINISTRATOR, "+31881234567", "", "nl",
            date(2020, 1, 1), None,
        ),
    )  # fmt: skip


def _contacts() -> tuple[Contact, ...]:
    return (
        Contact(
            1, AT, TODAY, Channel.PHONE, Direction.OUT, Whom.TENANT, True, PartOfDay.MORNING, "tr",
            True, "Betaalt morgen.", "anna",
        ),
    )  # fmt: skip


def _appointments() -> tuple[Appointment, ...]:
    kinds = ((None, "open"), (True, "ja"), (False, "nee"))
    return tuple(
        Appointment(n, TODAY, AppointmentKind.CALL_BACK, TODAY, None, kept, text, "anna", 1)
        for n, (kept, text) in enumerate(kinds)
    )


def due() -> DueRow:
    """A first call."""
    because = message(
        "first_call.due",
        due_on="2026-11-01",
        open_cents=61_240,
        bank_on="2026-11-02",
        day_on="2026-11-03",
    )
    return DueRow(
        1, 1, "10009-5", "call", "first_call", 30, TODAY, TODAY + timedelta(days=2),
        because, "R03", "source.own_practice",
        message("next.offer"), True, None, "anna", "anna", "noord", True, "tenant",
        "M. Yılmaz", "tr", True, 61_240, 10, 1, 1, None,
    )  # fmt: skip


def entry(id: int, kind: EntryKind, cents: int, day: date, text: str = "Huur") -> LedgerEntry:  # noqa: A002
    """A ledger line that counts from its day."""
    charge = kind is EntryKind.CHARGE
    return LedgerEntry(
        id, kind, cents, day, day, day if charge else None, f"{day:%Y-%m}" if charge else "",
        text, "", "", None,
    )  # fmt: skip


def journal() -> tuple[JournalRow, ...]:
    """A call with everything in it, its undo, and an erased row."""
    asked: dict[str, object] = {
        "case": 1,
        "whom": "tenant",
        "said": "Betaalt\nmorgen.",
        "reason": {"code": "forgotten", "structural": False},
        "promise": {"due_on": "2026-11-10", "cents": 61_240},
        "offers": [{"kind": "credit_bank", "answer": "refused", "why": ""}],
    }
    return (
        JournalRow(9, AT, "anna", "undo", 1, {"seq": 8}, None, 8),
        JournalRow(8, AT, "anna", "contact", 1, asked, 9, None),
        JournalRow(7, AT, "bram", "note", 1, {}, None, None),
    )
