-- The day on which a state was recorded. NULL: its own day, where it came by itself or from before it was kept.
ALTER TABLE agreement_state ADD COLUMN recorded_on TEXT;
