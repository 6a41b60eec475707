-- The day on which a claim was put off: what comes up after it is not. NULL: from before it was kept.
ALTER TABLE snooze ADD COLUMN made_on TEXT;
