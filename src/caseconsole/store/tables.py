"""Which kind each table is of; db/README.md lists the same."""

RECORD = frozenset(
    {
        "association", "caseworker", "person", "phone", "lease", "rent", "lease_party",
        "household_member", "representative", "ledger_entry", "ledger_file", "case_file",
        "arrears_episode", "contact", "reason", "promise", "appointment", "pause", "offer", "note",
        "snooze", "policy", "agreement", "agreement_claim", "agreement_state", "condition",
        "judgement", "suspension", "ladder_step", "decision", "review", "review_file", "referral",
    }
)  # fmt: skip
"""Changed only through a journaled change or an import."""

JOURNAL = frozenset({"journal", "journal_content"})
"""What was done; append-only and chained."""

DERIVED = frozenset({"standing", "due", "lease_search", "day_run"})
"""Worked out from the record; can be dropped and rebuilt."""

SESSION = frozenset({"draft", "presence", "view_log", "preference"})
"""What a session keeps for itself; not journaled."""

APPEND_ONLY = JOURNAL | {"ledger_entry", "view_log", "policy"}
"""Rows of these are never changed and never deleted by a session."""

BY_HASH = frozenset({"policy"})
"""Record tables without an integer key: a row is its own content, named by its hash."""
