-- The newest suspension of its agreement that was known when a condition was written; 0: none. NULL: from before it was kept, or of a file.
ALTER TABLE condition ADD COLUMN last_suspension INTEGER;
