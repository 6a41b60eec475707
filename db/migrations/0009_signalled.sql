-- What an early signal told the municipality, and the written reminder before it. NULL: it is another referral.
ALTER TABLE referral ADD COLUMN cents INTEGER;
ALTER TABLE referral ADD COLUMN months_tenths INTEGER;
ALTER TABLE referral ADD COLUMN reminded_on TEXT;
ALTER TABLE referral ADD COLUMN reminder TEXT;
