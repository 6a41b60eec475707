-- The store of one association. Three kinds of tables, listed in db/README.md:
-- record (changed only through a journaled change or import), derived (can be dropped and rebuilt), session.
-- Dates are ISO text; instants are UTC milliseconds; money is integer cents, owed positive.
-- Languages are tags separated by spaces, the preferred one first.

-- record ---------------------------------------------------------------------------------------------------------

CREATE TABLE association (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    demo_day TEXT,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE caseworker (
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    languages TEXT NOT NULL,
    team TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('caseworker', 'team_leader', 'auditor', 'administrator')),
    until TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    initials TEXT NOT NULL,
    prefix TEXT NOT NULL,
    surname TEXT NOT NULL,
    birth_date TEXT,
    languages TEXT NOT NULL,
    call_do_not_write INTEGER NOT NULL CHECK (call_do_not_write IN (0, 1)),
    safe_contact TEXT NOT NULL,
    email TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE phone (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    until TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (person, number)
) STRICT;

CREATE TABLE lease (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    form TEXT NOT NULL,
    start_on TEXT NOT NULL,
    end_on TEXT,
    due_day INTEGER NOT NULL CHECK (due_day BETWEEN 1 AND 28),
    payment_reference TEXT NOT NULL,
    direct_debit INTEGER NOT NULL CHECK (direct_debit IN (0, 1)),
    address TEXT NOT NULL,
    postcode TEXT NOT NULL,
    town TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX lease_payment_reference ON lease (payment_reference) WHERE payment_reference <> '';

CREATE TABLE rent (
    id INTEGER PRIMARY KEY,
    lease INTEGER NOT NULL REFERENCES lease,
    from_on TEXT NOT NULL,
    cents INTEGER NOT NULL CHECK (cents >= 0),
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (lease, from_on)
) STRICT;

CREATE TABLE lease_party (
    id INTEGER PRIMARY KEY,
    lease INTEGER NOT NULL REFERENCES lease,
    person INTEGER NOT NULL REFERENCES person,
    role TEXT NOT NULL CHECK (role IN ('tenant', 'co_tenant', 'former_co_tenant', 'guarantor')),
    since TEXT NOT NULL,
    until TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (lease, person, role, since)
) STRICT;
CREATE INDEX lease_party_person ON lease_party (person);

CREATE TABLE household_member (
    id INTEGER PRIMARY KEY,
    lease INTEGER NOT NULL REFERENCES lease,
    reference TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('adult', 'child')),
    birth_year INTEGER,
    since TEXT NOT NULL,
    until TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (lease, reference)
) STRICT;

CREATE TABLE representative (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('administrator', 'guardian', 'helper')),
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (person, name, kind, since)
) STRICT;

-- Append-only: a wrong line is corrected by another line. `identity` is the file's reference, or a hash.
CREATE TABLE ledger_entry (
    id INTEGER PRIMARY KEY,
    lease INTEGER NOT NULL REFERENCES lease,
    identity TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('charge', 'payment', 'returned', 'cost', 'correction', 'write_off')),
    cents INTEGER NOT NULL,
    booked_on TEXT NOT NULL,
    value_on TEXT NOT NULL,
    due_on TEXT,
    period TEXT NOT NULL,
    text TEXT NOT NULL,
    designation TEXT NOT NULL,
    source_ref TEXT NOT NULL,
    reverses INTEGER REFERENCES ledger_entry
) STRICT;
CREATE UNIQUE INDEX ledger_entry_identity ON ledger_entry (lease, identity);
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- One row a ledger file that was read to its end: how far the bank and the rent run are known.
-- A file of which faulty lines were left out is compared again when it comes again.
CREATE TABLE ledger_file (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    lines INTEGER NOT NULL,
    complete_through TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    faults INTEGER NOT NULL DEFAULT 0 CHECK (faults >= 0),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE case_file (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    lease INTEGER NOT NULL UNIQUE REFERENCES lease,
    opened_on TEXT NOT NULL,
    closed_on TEXT,
    owner TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE arrears_episode (
    id INTEGER PRIMARY KEY,
    case_file INTEGER NOT NULL REFERENCES case_file,
    since TEXT NOT NULL,
    settled_on TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX arrears_episode_case ON arrears_episode (case_file);

CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    case_file INTEGER NOT NULL REFERENCES case_file,
    at INTEGER NOT NULL,
    on_day TEXT NOT NULL,
    channel TEXT NOT NULL,
    direction TEXT NOT NULL,
    whom TEXT NOT NULL,
    reached INTEGER NOT NULL CHECK (reached IN (0, 1)),
    part_of_day TEXT NOT NULL,
    language TEXT NOT NULL,
    identity_checked INTEGER NOT NULL CHECK (identity_checked IN (0, 1)),
    said TEXT NOT NULL,
    by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX contact_case ON contact (case_file, at);

CREATE TABLE reason (
    id INTEGER PRIMARY KEY,
    case_file INTEGER NOT NULL REFERENCES case_file,
    on_day TEXT NOT NULL,
    code TEXT NOT NULL,
    structural INTEGER NOT NULL CHECK (structural IN (0, 1)),
    by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX reason_case ON reason (case_file);

CREATE TABLE promise (
    id INTEGER PRIMARY KEY,
    case_file INTEGER NOT NULL REFERENCES case_file,
    made_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    cents INTEGER NOT NULL CHECK (cents > 0),
    by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX promise_case ON promise (case_file);

CREATE TABLE appointment (
    id INTEGER PRIMARY KEY,
    case_file INTEGER NOT NULL REFERENCES case_file,
    made_on TEXT NOT NULL,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    part_of_day TEXT,
    kept INTEGER CHECK (kept IN (0, 1)),
    text TEXT NOT NULL,
    by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX appointment_case ON appointment (case_file);

CREATE TABLE pause (
    id INTEGER PRIMARY KEY,
    case_file INTEGER NOT NULL REFERENCES case_file,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    why TEXT NOT NULL,
    by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX pause_case ON pause (case_file);

CREATE TABLE offer (
    id INTEGER PRIMARY KEY,
    case_file INTEGER NOT NULL REFERENCES case_file,
    on_day TEXT NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    answer TEXT NOT NULL,
    why TEXT NOT NULL,
    by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX offer_case ON offer (case_file);

CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    case_file INTEGER NOT NULL REFERENCES case_file,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX note_case ON note (case_file, at);

CREATE TABLE snooze (
    id INTEGER PRIMARY KEY,
    case_file INTEGER NOT NULL REFERENCES case_file,
    claim TEXT NOT NULL,
    until TEXT NOT NULL,
    why TEXT NOT NULL,
    by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX snooze_case ON snooze (case_file);

-- Each effective policy once, by its hash; the journal names it.
CREATE TABLE policy (
    sha256 TEXT PRIMARY KEY,
    content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- journal: what was done, chained; journal_content may only go from content to nothing, by erasure ------------------

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    case_file INTEGER,
    change_id TEXT NOT NULL UNIQUE,
    policy TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    chain BLOB NOT NULL
) STRICT;
CREATE INDEX journal_case ON journal (case_file, seq) WHERE case_file IS NOT NULL;
CREATE TRIGGER journal_next BEFORE INSERT ON journal
WHEN NEW.seq IS NULL OR NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only and has no gaps'); END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE journal_content (
    seq INTEGER PRIMARY KEY REFERENCES journal,
    salt BLOB,
    payload TEXT,
    images TEXT
) STRICT;
CREATE TRIGGER journal_content_next BEFORE INSERT ON journal_content
WHEN EXISTS (SELECT 1 FROM journal_content WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_content_only_erase BEFORE UPDATE ON journal_content
WHEN NEW.seq <> OLD.seq OR NEW.salt IS NOT NULL OR NEW.payload IS NOT NULL OR NEW.images IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_content_no_delete BEFORE DELETE ON journal_content
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- derived ----------------------------------------------------------------------------------------------------------

CREATE TABLE standing (
    lease INTEGER PRIMARY KEY,
    as_of TEXT NOT NULL,
    stale INTEGER NOT NULL,
    balance INTEGER NOT NULL,
    arrears INTEGER NOT NULL,
    since TEXT,
    missed_on TEXT,
    missed_cents INTEGER NOT NULL,
    months_tenths INTEGER NOT NULL,
    rent INTEGER NOT NULL,
    next_due_on TEXT,
    paid_on TEXT,
    paid_cents INTEGER NOT NULL,
    returned_on TEXT,
    -- The first day on which it may differ without a new line: something falls due, or the rent changes.
    changes_on TEXT
) STRICT;

-- One row a case and claim that is due, with all that the list shows; `lead` is the one the list shows.
CREATE TABLE due (
    id INTEGER PRIMARY KEY,
    case_file INTEGER NOT NULL,
    lease INTEGER NOT NULL,
    claim TEXT NOT NULL,
    action TEXT NOT NULL,
    rank INTEGER NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    because TEXT NOT NULL,
    facts TEXT NOT NULL,
    rule TEXT NOT NULL,
    source TEXT NOT NULL,
    next TEXT NOT NULL,
    lead INTEGER NOT NULL,
    snoozed_until TEXT,
    for_login TEXT NOT NULL,
    team TEXT NOT NULL,
    interpreter INTEGER NOT NULL,
    whom TEXT NOT NULL,
    tenant TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    language TEXT NOT NULL,
    call_do_not_write INTEGER NOT NULL,
    arrears INTEGER NOT NULL,
    months_tenths INTEGER NOT NULL,
    adults INTEGER NOT NULL,
    children INTEGER NOT NULL,
    called_on TEXT,
    UNIQUE (case_file, claim)
) STRICT;
CREATE INDEX due_order ON due (rank, since, id) WHERE lead = 1;
CREATE INDEX due_mine ON due (for_login, rank, since, id) WHERE lead = 1;
CREATE INDEX due_lease ON due (lease, rank, since) WHERE lead = 1;

CREATE VIRTUAL TABLE lease_search USING fts5 (
    names, reference, address, numbers,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

-- One row a day that was assessed: whoever writes it first runs the day.
CREATE TABLE day_run (
    day TEXT PRIMARY KEY,
    by TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    policy TEXT NOT NULL,
    leases INTEGER NOT NULL,
    due INTEGER NOT NULL,
    ledger_through TEXT,
    held TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- session ----------------------------------------------------------------------------------------------------------

CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL,
    place TEXT NOT NULL,
    case_file INTEGER,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (login, place, case_file)
) STRICT;

CREATE TABLE presence (
    login TEXT NOT NULL,
    session TEXT NOT NULL,
    case_file INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (login, session)
) STRICT, WITHOUT ROWID;
CREATE INDEX presence_case ON presence (case_file);

CREATE TABLE view_log (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    login TEXT NOT NULL,
    what TEXT NOT NULL,
    case_file INTEGER,
    detail TEXT NOT NULL
) STRICT;
CREATE TRIGGER view_log_no_update BEFORE UPDATE ON view_log
BEGIN SELECT RAISE(ABORT, 'the view log is append-only'); END;
CREATE TRIGGER view_log_no_delete BEFORE DELETE ON view_log
BEGIN SELECT RAISE(ABORT, 'the view log is append-only'); END;

CREATE TABLE preference (
    login TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (login, key)
) STRICT, WITHOUT ROWID;
