-- Copies of what Posting and Applicant announce: supply (positions, units) and demand (graduates, by pseudonym).
-- Every change to these tables takes the next number here, inside its transaction: readers that keep rows in memory ask for what is newer.
-- The row stays locked until the commit, so numbers become visible in order and none is ever skipped.
CREATE TABLE market_change (
    market_id   INTEGER NOT NULL PRIMARY KEY CHECK (market_id = 1),
    last_number INTEGER NOT NULL
) STRICT;

INSERT INTO market_change (market_id, last_number) VALUES (1, 0);

-- The newest published version of each position. closed_at is set while a closing at least as new as that version is known.
CREATE TABLE position (
    position_id     TEXT    NOT NULL PRIMARY KEY,
    version         INTEGER NOT NULL,
    unit_id         TEXT    NOT NULL,
    unit_name       TEXT    NOT NULL,
    park_id         TEXT    NOT NULL,
    programme       TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    seats           INTEGER NOT NULL,
    seats_held      INTEGER NOT NULL,
    minimum_degree  TEXT    NOT NULL,
    majors          TEXT    NOT NULL,
    required_skills TEXT    NOT NULL,
    wished_skills   TEXT    NOT NULL,
    city            TEXT    NOT NULL,
    pay_minimum_fen INTEGER NOT NULL,
    pay_maximum_fen INTEGER NOT NULL,
    term_months     INTEGER NOT NULL,
    closes_on       TEXT    NOT NULL,
    published_at    INTEGER NOT NULL,
    closed_at       INTEGER,
    change_number   INTEGER NOT NULL
) STRICT;

CREATE INDEX position_by_unit ON position (unit_id);
CREATE INDEX position_by_programme ON position (programme, park_id);
CREATE INDEX position_by_change ON position (change_number);

-- The newest closing of each position, kept apart because it may come before the position itself.
CREATE TABLE position_closing (
    position_id TEXT    NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    closed_at   INTEGER NOT NULL
) STRICT;

-- A unit is suspended while suspended_version > verified_version. A unit not listed here yet is not suspended.
CREATE TABLE unit_status (
    unit_id           TEXT    NOT NULL PRIMARY KEY,
    park_id           TEXT    NOT NULL,
    verified_version  INTEGER NOT NULL,
    name              TEXT,
    categories        TEXT    NOT NULL,
    verified_at       INTEGER,
    suspended_version INTEGER NOT NULL,
    suspension_reason TEXT,
    suspended_at      INTEGER,
    change_number     INTEGER NOT NULL
) STRICT;

CREATE INDEX unit_status_by_park ON unit_status (park_id);
CREATE INDEX unit_status_by_change ON unit_status (change_number);

-- Graduates who consent to matching; no name, no number, nothing that says who it is.
CREATE TABLE graduate (
    graduate_id     TEXT    NOT NULL PRIMARY KEY,
    version         INTEGER NOT NULL,
    degree          TEXT    NOT NULL,
    major_code      TEXT    NOT NULL,
    graduation_year INTEGER NOT NULL,
    skills          TEXT    NOT NULL,
    cities          TEXT    NOT NULL,
    pay_floor_fen   INTEGER NOT NULL,
    kinds           TEXT    NOT NULL,
    published_at    INTEGER NOT NULL,
    change_number   INTEGER NOT NULL
) STRICT;

CREATE INDEX graduate_by_change ON graduate (change_number);

-- All that stays after a withdrawn consent: that it was withdrawn, so that an older profile arriving late brings nothing back.
CREATE TABLE graduate_withdrawal (
    graduate_id   TEXT    NOT NULL PRIMARY KEY,
    version       INTEGER NOT NULL,
    withdrawn_at  INTEGER NOT NULL,
    change_number INTEGER NOT NULL
) STRICT;

CREATE INDEX graduate_withdrawal_by_change ON graduate_withdrawal (change_number);
