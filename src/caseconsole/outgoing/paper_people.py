"""Who a paper is sent to, between whom it is, and who signs it."""

from collections.abc import Mapping, Sequence
from datetime import date

from caseconsole.casework.papers import Sheet
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.names import full
from caseconsole.domain.people import Representative, renting, spoken_with
from caseconsole.domain.signing import Signatory, housemates
from caseconsole.locale import Speaker
from caseconsole.outgoing.case.page import phone

_LINE = "_" * 30


def people(file: CaseFile, voice: Speaker, today: date) -> Mapping[str, str]:
    """Who is written to: the tenants at home, or an administrator instead of them (R06).

    No address of an administrator is known, so phone and e-mail stand in its place.
    """
    acting = _acting(file, voice, today)
    name, address = " & ".join(_names(file, today)), _address(file)
    tenants = spoken_with(file.parties, file.representatives, today).tenants
    own = " & ".join(full(party.person) for party in tenants)
    to = [] if acting and not own else [own, address]
    for called, one in acting.items():
        to += [called, " · ".join(filter(None, (phone(one.phone), one.email)))]
    told = voice.say("paper.administered", to=" & ".join(filter(None, [own, *acting])), name=name)
    dear = dict.fromkeys([own, *(one.name for one in acting.values())])
    return {
        "name": name,
        "address": address,
        "to": "\n".join(filter(None, to)),
        "dear": " & ".join(filter(None, dear)),
        "administered": told if acting else "",
    }


def agreed_with(sheet: Sheet, file: CaseFile, voice: Speaker, today: date) -> str:
    """With whom an arrangement was agreed: an administrator who acted then and still does (R06).

    Who acted before is not named; what they agreed the tenant has agreed.
    """
    then, now = (people(file, voice, day) for day in (sheet.agreement.made_on, today))
    if not then["administered"] or then["dear"] != now["dear"]:
        return voice.say("paper.agreed", association=sheet.association)
    return voice.say("paper.agreed_for", association=sheet.association, who=then["dear"])


def signatures(sheet: Sheet, file: CaseFile, voice: Speaker, on: date) -> str:
    """A line for everybody who signs on a day; by name, so that nobody is called what he is not
    (R77)."""
    names = _signing(sheet, file, voice, on)
    signing = [name for who in sheet.signatories for name in names.get(who) or [_LINE]]
    return "\n\n".join(f"{name}: {_LINE}" for name in signing)


def parties(sheet: Sheet, file: CaseFile, voice: Speaker, on: date) -> str:
    """With whom the association agrees on a day: the tenants, and a provider that signs."""
    names = _signing(sheet, file, voice, on)
    provider = names["provider"] if Signatory.PROVIDER in sheet.signatories else []
    return "; ".join([" & ".join(_names(file, on)), *_acting(file, voice, on), *provider])


def _signing(sheet: Sheet, file: CaseFile, voice: Speaker, on: date) -> Mapping[str, Sequence[str]]:
    """Who they are that sign on a day, as far as their names are known.

    An administrator signs beside the tenant (R06).
    """
    made = sheet.agreement
    provider = made.partner or str(made.terms.get("provider") or "")
    return {
        "landlord": [sheet.association],
        "tenant": [*_names(file, on), *_acting(file, voice, on)],
        "provider": [provider] if provider else [],
        "housemate": housemates(made),
    }


def _acting(file: CaseFile, voice: Speaker, today: date) -> Mapping[str, Representative]:
    """The administrators, each once, by how they are called: with all for whom they act."""
    called = {}
    for one, of in spoken_with(file.parties, file.representatives, today).administrators:
        tenants = " & ".join(full(party.person) for party in of)
        called[f"{one.name}, {voice.say('case.administrator_of', tenant=tenants)}"] = one
    return called


def _names(file: CaseFile, today: date) -> list[str]:
    return [full(party.person) for party in renting(file.parties, today)]


def _address(file: CaseFile) -> str:
    lease = file.lease
    town = " ".join(filter(None, (lease.postcode, lease.town)))
    return ", ".join(filter(None, (lease.address, town)))
