-- The newest suspension of its agreement that a decision to prolong it knew of; 0: none. NULL: from before it was kept.
ALTER TABLE decision ADD COLUMN last_suspension INTEGER;
