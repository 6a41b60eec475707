-- A number stands in the place that the file gives it: a later file changes or empties the place.

CREATE TABLE phone_placed (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    until TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    place INTEGER NOT NULL DEFAULT 1
) STRICT;

INSERT INTO phone_placed (id, person, number, kind, until, version, place)
SELECT id, person, number, kind, until, version, row_number() OVER (PARTITION BY person ORDER BY id)
FROM phone;

DROP TABLE phone;
ALTER TABLE phone_placed RENAME TO phone;
CREATE INDEX phone_person ON phone (person, place);
