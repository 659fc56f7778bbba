-- Which unit's member saw names and phone numbers unmasked, when, and of which applications (ids with spaces between). A row a look: a board shows
-- dozens of people, and a row for each in an index by graduate would touch a page of the file for each.
CREATE TABLE reading (
    reading_id      TEXT    NOT NULL PRIMARY KEY,
    unit_id         TEXT    NOT NULL,
    reader_id       TEXT    NOT NULL,
    read_at         INTEGER NOT NULL,
    application_ids TEXT    NOT NULL
) STRICT;

CREATE INDEX reading_by_unit ON reading (unit_id, read_at);

INSERT INTO reading (reading_id, unit_id, reader_id, read_at, application_ids)
SELECT reading_id, unit_id, reader_id, read_at, application_id FROM candidate_reading;

DROP TABLE candidate_reading;
