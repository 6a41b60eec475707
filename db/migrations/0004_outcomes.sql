-- Who said how a rung of the ladder ended, and in which review.

ALTER TABLE ladder_step ADD COLUMN outcome_by TEXT NOT NULL DEFAULT '';

ALTER TABLE ladder_step ADD COLUMN outcome_review INTEGER REFERENCES review;
