-- The newest suspension of its agreement that a judgement knew of that moves a duty; 0: none. NULL: it moves none, from before it was kept, or of a file.
ALTER TABLE judgement ADD COLUMN last_suspension INTEGER;
-- The day on which a person ended a condition before what was agreed. NULL: nobody did, or from before it was kept apart from `until`.
ALTER TABLE condition ADD COLUMN ended_on TEXT;
-- The newest suspension of its agreement that was known when a condition was ended; 0: none. NULL: nobody ended it.
ALTER TABLE condition ADD COLUMN ended_suspension INTEGER;
