-- How long what was found due in a file holds, and what all files were judged by.

-- The first day on which what is due may differ though nothing new happens; NULL: look at it.
ALTER TABLE standing ADD COLUMN holds_before TEXT;

-- The policy, the steps, the staff, and whether the ledger is too old: where this differs, all files are looked at.
ALTER TABLE day_run ADD COLUMN grounds TEXT NOT NULL DEFAULT '';
