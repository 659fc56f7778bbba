-- The row of a graduate that every decision and event about them touches first.
CREATE TABLE graduate_turn (
    graduate_id TEXT    NOT NULL PRIMARY KEY,
    turns       INTEGER NOT NULL
) STRICT;

-- Whom the graduate of a counted hire has named since it counted: the hire goes on counting under the person it was verified for.
CREATE TABLE later_confirmation (
    placement_id TEXT    NOT NULL PRIMARY KEY,
    version      INTEGER NOT NULL,
    person_key   TEXT    NOT NULL,
    confirmed_at INTEGER NOT NULL
) STRICT;
