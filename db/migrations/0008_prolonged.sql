-- The last day through which a decision prolonged an agreement. NULL: it did not, or is from before it was kept.
ALTER TABLE decision ADD COLUMN end_on TEXT;
