-- The newest suspension of its agreement that a judgement knew of that moves a duty; 0: none. NULL: it moves none, from before it was kept, or of a file.
ALTER TABLE judgement ADD COLUMN last_suspension INTEGER;
