-- Units as they registered themselves. trusted_since is set while the park stands behind the unit: only then do its positions show.
CREATE TABLE unit (
    unit_id       TEXT    NOT NULL PRIMARY KEY,
    uscc          TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL,
    verified_name TEXT,
    park_id       TEXT    NOT NULL,
    city          TEXT    NOT NULL,
    address       TEXT,
    contact_name  TEXT    NOT NULL,
    contact_phone TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    trusted_since INTEGER,
    registered_at INTEGER NOT NULL,
    submitted_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX unit_park ON unit (park_id, status, submitted_at);

CREATE TABLE unit_category (
    unit_id  TEXT    NOT NULL REFERENCES unit (unit_id),
    category TEXT    NOT NULL,
    evidence TEXT    NOT NULL,
    year     INTEGER NOT NULL,
    PRIMARY KEY (unit_id, category)
) STRICT;

-- What happened to a unit, one row a version: who, when, why. Rows are only added.
CREATE TABLE unit_event (
    unit_id     TEXT    NOT NULL REFERENCES unit (unit_id),
    version     INTEGER NOT NULL,
    event       TEXT    NOT NULL,
    actor_id    TEXT    NOT NULL,
    actor_name  TEXT    NOT NULL,
    reason      TEXT,
    occurred_at INTEGER NOT NULL,
    PRIMARY KEY (unit_id, version)
) STRICT;

-- Copies of the programmes' rules, from ProgrammeOpened; the higher version wins.
CREATE TABLE programme (
    code                 TEXT    NOT NULL PRIMARY KEY,
    programme_id         TEXT    NOT NULL,
    version              INTEGER NOT NULL,
    title                TEXT    NOT NULL,
    opens_on             TEXT    NOT NULL,
    closes_on            TEXT    NOT NULL,
    kinds                TEXT    NOT NULL,
    minimum_degree       TEXT    NOT NULL,
    shortest_term_months INTEGER NOT NULL,
    minimum_wages_fen    TEXT    NOT NULL
) STRICT;

-- version counts every change, as events carry it; revision counts the texts. live_revision is the one shown to graduates.
CREATE TABLE position (
    position_id   TEXT    NOT NULL PRIMARY KEY,
    unit_id       TEXT    NOT NULL REFERENCES unit (unit_id),
    park_id       TEXT    NOT NULL,
    programme     TEXT    NOT NULL REFERENCES programme (code),
    status        TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    revision      INTEGER NOT NULL,
    live_revision INTEGER,
    seats_held    INTEGER NOT NULL,
    seats_version INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    submitted_at  INTEGER NOT NULL,
    published_at  INTEGER
) STRICT;

CREATE INDEX position_unit ON position (unit_id, status);
CREATE INDEX position_park ON position (park_id, status, submitted_at);
CREATE INDEX position_newest ON position (published_at, position_id);

CREATE TABLE position_revision (
    position_id     TEXT    NOT NULL REFERENCES position (position_id),
    revision        INTEGER NOT NULL,
    title           TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    duties          TEXT    NOT NULL,
    seats           INTEGER NOT NULL,
    minimum_degree  TEXT    NOT NULL,
    majors          TEXT    NOT NULL,
    required_skills TEXT    NOT NULL,
    wished_skills   TEXT    NOT NULL,
    city            TEXT    NOT NULL,
    pay_minimum_fen INTEGER NOT NULL,
    pay_maximum_fen INTEGER NOT NULL,
    term_months     INTEGER NOT NULL,
    closes_on       TEXT    NOT NULL,
    findings        TEXT    NOT NULL,
    PRIMARY KEY (position_id, revision)
) STRICT;

-- What happened to a position, one row a version. Rows are only added.
CREATE TABLE position_event (
    position_id TEXT    NOT NULL REFERENCES position (position_id),
    version     INTEGER NOT NULL,
    event       TEXT    NOT NULL,
    revision    INTEGER NOT NULL,
    actor_id    TEXT    NOT NULL,
    actor_name  TEXT    NOT NULL,
    reason      TEXT,
    notes       TEXT    NOT NULL,
    occurred_at INTEGER NOT NULL,
    PRIMARY KEY (position_id, version)
) STRICT;

-- What a live position accepts: normalised catalogue prefixes, or * for any major.
CREATE TABLE position_major (
    position_id TEXT NOT NULL REFERENCES position (position_id),
    prefix      TEXT NOT NULL,
    PRIMARY KEY (prefix, position_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX position_major_position ON position_major (position_id);

-- The search index of live positions: words, characters and pairs of neighbouring characters.
CREATE TABLE search_term (
    term_id INTEGER PRIMARY KEY AUTOINCREMENT,
    term    TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE position_term (
    term_id     INTEGER NOT NULL REFERENCES search_term (term_id),
    position_id TEXT    NOT NULL REFERENCES position (position_id),
    PRIMARY KEY (term_id, position_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX position_term_position ON position_term (position_id);

-- Hires as Matching counts them; the higher version wins.
CREATE TABLE hire (
    placement_id TEXT    NOT NULL PRIMARY KEY,
    version      INTEGER NOT NULL,
    unit_id      TEXT    NOT NULL,
    position_id  TEXT    NOT NULL,
    programme    TEXT    NOT NULL,
    counted      INTEGER NOT NULL
) STRICT;

CREATE INDEX hire_unit ON hire (unit_id, counted);
