"""Section 3: the numbers, every contact and attempt, and all that was agreed in them."""

from caseconsole.domain.offered import offered
from caseconsole.domain.people import each
from caseconsole.outgoing.case import agreed
from caseconsole.outgoing.case.header import name
from caseconsole.outgoing.case.page import Page, phone
from caseconsole.outgoing.lines import Line
from caseconsole.store.rows import CaseView


def contact(page: Page, view: CaseView) -> list[Line]:
    """How to reach everybody, who acts for a tenant first; contacts and what came of them."""
    file = view.file
    made = agreed.contacts(page, file.contacts) or page.empty("contact.none")
    return [
        *page.block("contact.numbers", _numbers(page, view)),
        *page.block("contact.contacts", made),
        *page.block("overview.appointments", agreed.appointments(page, file.appointments)),
        *page.block("overview.promises", agreed.promises(page, file, file.promises)),
        *page.block("overview.reasons", agreed.reasons(page, file.reasons)),
        *page.block("overview.offers", agreed.offers(page, offered(file))),
    ]


def _numbers(page: Page, view: CaseView) -> list[Line]:
    parties = each(view.file.parties, page.today)
    rows = agreed.acting(page, view, parties)
    for party in parties:
        person = party.person
        ways = [*(phone(one.number) for one in person.phones), person.email]
        left = party.until is not None and party.until < page.today
        sentence = page.say(
            "contact.party_until" if left else "contact.party",
            name=name(party),
            role_word=f"party.{party.role}",
            until_on=party.until.isoformat() if party.until else None,
            ways=" · ".join(filter(None, ways)) or page.say("contact.no_number"),
        )
        rows += page.text(sentence)
    return rows
