-- A claim that is gone never gives its key to another: an open list knows its rows by key.
DROP INDEX due_order;
DROP INDEX due_mine;
DROP INDEX due_lease;
ALTER TABLE due RENAME TO due_before;
CREATE TABLE due (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
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
    language TEXT NOT NULL,
    call_do_not_write INTEGER NOT NULL,
    arrears INTEGER NOT NULL,
    months_tenths INTEGER NOT NULL,
    adults INTEGER NOT NULL,
    children INTEGER NOT NULL,
    called_on TEXT,
    UNIQUE (case_file, claim)
) STRICT;
INSERT INTO due
SELECT id, case_file, lease, claim, action, rank, since, until, because, facts, rule, source, next,
       lead, snoozed_until, for_login, team, interpreter, whom, tenant, language,
       call_do_not_write, arrears, months_tenths, adults, children, called_on
FROM due_before;
DROP TABLE due_before;
CREATE INDEX due_order ON due (rank, since, id, for_login, team) WHERE lead = 1;
CREATE INDEX due_mine ON due (for_login, rank, since, id) WHERE lead = 1;
CREATE INDEX due_lease ON due (lease, rank, since) WHERE lead = 1;
