-- Which unit's member saw names and phone numbers unmasked, when, and of which applications (ids with spaces between). A row a look: a board shows
-- dozens of people, and a row for each in an index by graduate would touch a page of the file for each.
CREATE TABLE reading (
    reading_id      char(36)      NOT NULL PRIMARY KEY,
    unit_id         char(36)      NOT NULL,
    reader_id       char(36)      NOT NULL,
    read_at         bigint        NOT NULL,
    application_ids nvarchar(max) NOT NULL
);
GO
CREATE INDEX reading_by_unit ON reading (unit_id, read_at);
GO
INSERT INTO reading (reading_id, unit_id, reader_id, read_at, application_ids)
SELECT reading_id, unit_id, reader_id, read_at, application_id FROM candidate_reading;
GO
DROP TABLE candidate_reading;
