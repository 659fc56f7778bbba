-- The row of a graduate that every decision and event about them touches first.
CREATE TABLE graduate_turn (
    graduate_id char(36) NOT NULL PRIMARY KEY,
    turns       bigint   NOT NULL
);
GO

-- Whom the graduate of a counted hire has named since it counted: the hire goes on counting under the person it was verified for.
CREATE TABLE later_confirmation (
    placement_id char(36) NOT NULL PRIMARY KEY,
    version      bigint   NOT NULL,
    person_key   char(64) NOT NULL,
    confirmed_at bigint   NOT NULL
);
