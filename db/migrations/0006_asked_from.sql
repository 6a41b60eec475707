-- The day before which nothing that a condition asks is a duty: since then the association keeps it here. NULL: none.
ALTER TABLE condition ADD COLUMN asked_from TEXT;
