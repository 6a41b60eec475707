"""The reads of the console and the verbs: plain functions over a connection, giving lists."""

from caseconsole.store.read.association import (
    association,
    caseworker,
    complete_through,
    day_run,
    drafts,
    preferences,
    present,
    staff,
)
from caseconsole.store.read.cases import (
    case_by_number,
    case_file,
    case_files,
    lease_files,
)
from caseconsole.store.read.cases import case_number_of as case_number
from caseconsole.store.read.ledger import ledger, ledgers, rents
from caseconsole.store.read.search import search
from caseconsole.store.read.view import (
    case_view,
    journal_rows,
    newest_seq,
    notes,
    other_leases,
    status_of_cases,
)
from caseconsole.store.read.worklist import (
    case_dues,
    count_due,
    due_cases,
    first_rows,
    worklist_cases,
    worklist_ids,
    worklist_rows,
)

__all__ = [
    "association",
    "case_by_number",
    "case_dues",
    "case_file",
    "case_files",
    "case_number",
    "case_view",
    "caseworker",
    "complete_through",
    "count_due",
    "day_run",
    "drafts",
    "due_cases",
    "first_rows",
    "journal_rows",
    "lease_files",
    "ledger",
    "ledgers",
    "newest_seq",
    "notes",
    "other_leases",
    "preferences",
    "present",
    "rents",
    "search",
    "staff",
    "status_of_cases",
    "worklist_cases",
    "worklist_ids",
    "worklist_rows",
]
