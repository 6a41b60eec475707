"""A file as it was known on a day, so that a day gone by can be looked at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any

from caseconsole.domain.casefile import CaseFile
from caseconsole.process.agreements.written import written_by


def known_on(case: CaseFile, today: date) -> CaseFile:
    """A file without what was written down after a day."""
    later: dict[str, Any] = {}
    for name, day_of in _WRITTEN.items():
        rows = getattr(case, name)
        for row in rows:
            if day_of(row) > today:
                later[name] = tuple(row for row in rows if day_of(row) <= today)
                break
    known = later.get("agreements", case.agreements)
    agreed = tuple([written_by(one, today) for one in known])
    if any(then is not one for then, one in zip(agreed, known, strict=True)):
        later["agreements"] = agreed
    if case.covering:
        later["covering"] = tuple(
            replace(held, agreement=written_by(held.agreement, today))
            for held in case.covering
            if held.agreement.made_on <= today
        )
    return replace(case, **later) if later else case


_WRITTEN: dict[str, Callable[[Any], date]] = {
    "contacts": attrgetter("on"),
    "reasons": attrgetter("on"),
    "offers": attrgetter("on"),
    "promises": attrgetter("made_on"),
    "appointments": attrgetter("made_on"),
    "promise_payments": itemgetter(0),
    "agreements": attrgetter("made_on"),
    "referrals": attrgetter("on"),
}
