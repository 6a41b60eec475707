-- Agreements as dated duties: conditions, judgements, suspensions, the ladder, decisions, reviews, referrals.

ALTER TABLE appointment ADD COLUMN outcome TEXT NOT NULL DEFAULT '';

-- `brought` is the digest of the row of a file that wrote it last; empty: it was made here.
CREATE TABLE agreement (
    id INTEGER PRIMARY KEY,
    case_file INTEGER NOT NULL REFERENCES case_file,
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    made_on TEXT NOT NULL,
    start_on TEXT NOT NULL,
    end_on TEXT,
    partner TEXT NOT NULL,
    partner_person TEXT NOT NULL,
    terms TEXT NOT NULL,
    signed_on TEXT,
    signed_by TEXT NOT NULL,
    signed_paper TEXT NOT NULL DEFAULT '',
    next_review_on TEXT,
    by TEXT NOT NULL,
    brought TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX agreement_case ON agreement (case_file);
CREATE UNIQUE INDEX agreement_reference ON agreement (reference) WHERE reference <> '';

-- The leases whose debt an agreement covers.
CREATE TABLE agreement_claim (
    id INTEGER PRIMARY KEY,
    agreement INTEGER NOT NULL REFERENCES agreement,
    lease INTEGER NOT NULL REFERENCES lease,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE UNIQUE INDEX agreement_claim_lease ON agreement_claim (lease, agreement);
CREATE INDEX agreement_claim_agreement ON agreement_claim (agreement);

CREATE TABLE agreement_state (
    id INTEGER PRIMARY KEY,
    agreement INTEGER NOT NULL REFERENCES agreement,
    state TEXT NOT NULL,
    on_day TEXT NOT NULL,
    why TEXT NOT NULL,
    paper TEXT NOT NULL,
    by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX agreement_state_agreement ON agreement_state (agreement);

CREATE TABLE condition (
    id INTEGER PRIMARY KEY,
    agreement INTEGER NOT NULL REFERENCES agreement,
    clause TEXT NOT NULL,
    duty TEXT NOT NULL CHECK (duty IN ('tenant', 'association', 'partner')),
    text TEXT NOT NULL,
    rule TEXT NOT NULL,
    first_on TEXT NOT NULL,
    until TEXT,
    cents INTEGER NOT NULL CHECK (cents >= 0),
    last_cents INTEGER NOT NULL CHECK (last_cents >= 0),
    evidence TEXT NOT NULL,
    grace_days INTEGER NOT NULL CHECK (grace_days >= 0),
    weight TEXT NOT NULL CHECK (weight IN ('major', 'minor')),
    consequence TEXT NOT NULL,
    judge TEXT NOT NULL CHECK (judge IN ('person', 'ledger', 'agreement')),
    rests_on INTEGER REFERENCES agreement,
    fixed INTEGER NOT NULL CHECK (fixed IN (0, 1)),
    reference TEXT NOT NULL DEFAULT '',
    brought TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX condition_agreement ON condition (agreement);
CREATE UNIQUE INDEX condition_reference ON condition (reference) WHERE reference <> '';

-- Only judgements are stored: the obligations themselves are worked out from their conditions.
CREATE TABLE judgement (
    id INTEGER PRIMARY KEY,
    condition INTEGER NOT NULL REFERENCES condition,
    original_on TEXT NOT NULL,
    verdict TEXT NOT NULL,
    moved_to TEXT,
    on_day TEXT NOT NULL,
    evidence TEXT,
    reference TEXT NOT NULL,
    why TEXT NOT NULL,
    review INTEGER REFERENCES review,
    by TEXT NOT NULL,
    brought TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER,
    CHECK ((verdict = 'moved') = (moved_to IS NOT NULL))
) STRICT;
CREATE INDEX judgement_condition ON judgement (condition);
CREATE UNIQUE INDEX judgement_brought ON judgement (condition, original_on) WHERE brought <> '';

CREATE TABLE suspension (
    id INTEGER PRIMARY KEY,
    agreement INTEGER NOT NULL REFERENCES agreement,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    kind TEXT NOT NULL,
    why TEXT NOT NULL,
    by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX suspension_agreement ON suspension (agreement);

-- The rungs that were taken at a breach, each with its text (R75).
CREATE TABLE ladder_step (
    id INTEGER PRIMARY KEY,
    agreement INTEGER NOT NULL REFERENCES agreement,
    rung TEXT NOT NULL CHECK (rung IN ('talk', 'yellow_card', 'three_party', 'red_card')),
    condition INTEGER REFERENCES condition,
    on_day TEXT NOT NULL,
    cure_until TEXT,
    text TEXT NOT NULL,
    outcome TEXT CHECK (outcome IN ('cured', 'not_cured')),
    outcome_on TEXT,
    outcome_why TEXT NOT NULL DEFAULT '',
    review INTEGER REFERENCES review,
    by TEXT NOT NULL,
    second TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX ladder_step_agreement ON ladder_step (agreement);

CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    agreement INTEGER NOT NULL REFERENCES agreement,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    why TEXT NOT NULL,
    next_review_on TEXT,
    review INTEGER REFERENCES review,
    by TEXT NOT NULL,
    second TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX decision_agreement ON decision (agreement);

-- A review: the frozen set, and which of its files were decided.
CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    closed_on TEXT,
    by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE TABLE review_file (
    id INTEGER PRIMARY KEY,
    review INTEGER NOT NULL REFERENCES review,
    place INTEGER NOT NULL,
    case_file INTEGER NOT NULL REFERENCES case_file,
    done_on TEXT,
    why TEXT NOT NULL,
    by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER,
    UNIQUE (review, place),
    UNIQUE (review, case_file)
) STRICT;

CREATE TABLE referral (
    id INTEGER PRIMARY KEY,
    case_file INTEGER NOT NULL REFERENCES case_file,
    on_day TEXT NOT NULL,
    kind TEXT NOT NULL,
    partner TEXT NOT NULL,
    text TEXT NOT NULL,
    warm INTEGER NOT NULL CHECK (warm IN (0, 1)),
    reply_by TEXT NOT NULL,
    answered_on TEXT,
    answer TEXT NOT NULL,
    by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX referral_case ON referral (case_file);
