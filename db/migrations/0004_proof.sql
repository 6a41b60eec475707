-- What the burden of proof asks beside: who said how a rung of the ladder ended, in which review, and what was signed.

ALTER TABLE ladder_step ADD COLUMN outcome_by TEXT NOT NULL DEFAULT '';

ALTER TABLE ladder_step ADD COLUMN outcome_review INTEGER REFERENCES review;

-- The day on which a condition was added to what was signed already; NULL: it stood in what was signed.
ALTER TABLE condition ADD COLUMN added_on TEXT;
