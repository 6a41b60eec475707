-- Whose a claim is stands beside its place in due order: a list of one's own is read from the index alone.
DROP INDEX due_order;
CREATE INDEX due_order ON due (rank, since, id, for_login, team) WHERE lead = 1;
