"""The reads of the console and the verbs: plain functions over a connection, giving lists.

Whole case files are read by modules that load when first asked for: the first paint does without.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from caseconsole.store.read.association import (
    association,
    caseworker,
    complete_through,
    day_holds,
    day_run,
    drafts,
    judged_by,
    last_day_at,
    later_day,
    newest_seq,
    policy,
    preferences,
    present,
    staff,
)
from caseconsole.store.read.ledger import ledger, ledger_version, ledgers, rents
from caseconsole.store.read.search import search
from caseconsole.store.read.worklist import (
    case_dues,
    count_due,
    due_cases,
    first_rows,
    worklist_cases,
    worklist_ids,
    worklist_lines,
    worklist_rows,
)

if TYPE_CHECKING:
    from caseconsole.store.read.agreed import AgreedCase, agreed_cases, agreed_of, asked_for
    from caseconsole.store.read.agreements import coverable, covers, windows
    from caseconsole.store.read.asked import asked_limit
    from caseconsole.store.read.cases import (
        case_by_number,
        case_file,
        case_files,
        lease_files,
        number_of,
        withdrawn_claims,
    )
    from caseconsole.store.read.reviews import (
        numbers,
        review,
        review_acts,
        review_file,
        review_files,
        review_guests,
        reviews_all,
        reviews_open,
        running_cases,
    )
    from caseconsole.store.read.view import (
        case_view,
        file_marks,
        notes,
        other_leases,
        status_of_cases,
    )

__all__ = [
    "AgreedCase",
    "agreed_cases",
    "agreed_of",
    "asked_for",
    "asked_limit",
    "association",
    "case_by_number",
    "case_dues",
    "case_file",
    "case_files",
    "case_view",
    "caseworker",
    "complete_through",
    "count_due",
    "coverable",
    "covers",
    "day_holds",
    "day_run",
    "drafts",
    "due_cases",
    "file_marks",
    "first_rows",
    "judged_by",
    "last_day_at",
    "later_day",
    "lease_files",
    "ledger",
    "ledger_version",
    "ledgers",
    "newest_seq",
    "notes",
    "number_of",
    "numbers",
    "other_leases",
    "policy",
    "preferences",
    "present",
    "rents",
    "review",
    "review_acts",
    "review_file",
    "review_files",
    "review_guests",
    "reviews_all",
    "reviews_open",
    "running_cases",
    "search",
    "staff",
    "status_of_cases",
    "windows",
    "withdrawn_claims",
    "worklist_cases",
    "worklist_ids",
    "worklist_lines",
    "worklist_rows",
]

_LATER = {
    "AgreedCase": "agreed",
    "agreed_cases": "agreed",
    "agreed_of": "agreed",
    "asked_for": "agreed",
    "asked_limit": "asked",
    "case_by_number": "cases",
    "case_file": "cases",
    "case_files": "cases",
    "number_of": "cases",
    "lease_files": "cases",
    "withdrawn_claims": "cases",
    "coverable": "agreements",
    "covers": "agreements",
    "windows": "agreements",
    "numbers": "reviews",
    "review": "reviews",
    "review_acts": "reviews",
    "review_guests": "reviews",
    "reviews_all": "reviews",
    "running_cases": "reviews",
    "review_file": "reviews",
    "review_files": "reviews",
    "reviews_open": "reviews",
    "case_view": "view",
    "file_marks": "view",
    "notes": "view",
    "other_leases": "view",
    "status_of_cases": "view",
}
"""The module of each read that is loaded when first asked for."""


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(name)
    home = import_module(f"{__name__}.{_LATER[name]}")
    found: object = getattr(home, name)
    globals()[name] = found
    return found
