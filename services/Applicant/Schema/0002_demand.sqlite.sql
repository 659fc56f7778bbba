-- One row a graduate, for ever and without a word about the person: the version counter must not start again after a deletion.
CREATE TABLE graduate (
    graduate_id TEXT    NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL,
    erased_at   INTEGER
) STRICT, WITHOUT ROWID;

-- Everything that says who a graduate is. Nothing of it leaves this service but by a candidate reading or the export.
CREATE TABLE profile (
    graduate_id     TEXT    NOT NULL PRIMARY KEY,
    name            TEXT    NOT NULL,
    phone           TEXT    NOT NULL,
    email           TEXT,
    university_code TEXT    NOT NULL,
    major_code      TEXT    NOT NULL,
    degree          TEXT    NOT NULL,
    graduation_year INTEGER NOT NULL,
    skills          TEXT    NOT NULL,
    cities          TEXT    NOT NULL,
    pay_floor_fen   INTEGER NOT NULL,
    kinds           TEXT    NOT NULL,
    summary         TEXT,
    updated_at      INTEGER NOT NULL
) STRICT;

-- A graduate's consents to a purpose, numbered; the last one is in force unless withdrawn. Kept as proof.
CREATE TABLE consent (
    graduate_id  TEXT    NOT NULL,
    purpose      TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    text_version INTEGER NOT NULL,
    given_at     INTEGER NOT NULL,
    withdrawn_at INTEGER,
    PRIMARY KEY (graduate_id, purpose, number)
) STRICT;

-- Copies of what other services announce.
CREATE TABLE programme (
    code       TEXT    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    title      TEXT    NOT NULL,
    opens_on   TEXT    NOT NULL,
    closes_on  TEXT    NOT NULL,
    wish_limit INTEGER NOT NULL
) STRICT;

CREATE TABLE position (
    position_id     TEXT    NOT NULL PRIMARY KEY,
    version         INTEGER NOT NULL,
    unit_id         TEXT    NOT NULL,
    unit_name       TEXT    NOT NULL,
    park_id         TEXT    NOT NULL,
    programme       TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    city            TEXT    NOT NULL,
    pay_minimum_fen INTEGER NOT NULL,
    pay_maximum_fen INTEGER NOT NULL,
    closes_on       TEXT    NOT NULL
) STRICT;

-- Apart from the position, because the closing may arrive before the publication it ends.
CREATE TABLE position_closing (
    position_id TEXT    NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    closed_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE position_seats (
    position_id TEXT    NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL,
    seats       INTEGER NOT NULL,
    seats_held  INTEGER NOT NULL
) STRICT;

CREATE TABLE unit_standing (
    unit_id    TEXT    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    suspended  INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE application (
    application_id    TEXT    NOT NULL PRIMARY KEY,
    version           INTEGER NOT NULL,
    graduate_id       TEXT    NOT NULL,
    position_id       TEXT    NOT NULL,
    unit_id           TEXT    NOT NULL,
    park_id           TEXT    NOT NULL,
    programme         TEXT    NOT NULL,
    rank              INTEGER NOT NULL,
    submitted_at      INTEGER NOT NULL,
    withdrawn_at      INTEGER,
    withdrawal_reason TEXT
) STRICT;

CREATE INDEX application_by_graduate ON application (graduate_id, submitted_at);

-- One row an active application. The keys are the rules: one a position, and no more in a programme than it has slots.
CREATE TABLE wish (
    application_id TEXT    NOT NULL PRIMARY KEY,
    graduate_id    TEXT    NOT NULL,
    position_id    TEXT    NOT NULL,
    programme      TEXT    NOT NULL,
    slot           INTEGER NOT NULL,
    UNIQUE (graduate_id, position_id),
    UNIQUE (graduate_id, programme, slot)
) STRICT;

-- Matching's placement as last announced.
CREATE TABLE placement (
    placement_id     TEXT    NOT NULL PRIMARY KEY,
    version          INTEGER NOT NULL,
    graduate_id      TEXT    NOT NULL,
    programme        TEXT    NOT NULL,
    stage            TEXT    NOT NULL,
    reason           TEXT,
    offer_expires_at INTEGER,
    offer_pay_fen    INTEGER,
    interview_at     INTEGER,
    interview_place  TEXT,
    occurred_at      INTEGER NOT NULL
) STRICT;

-- Every announcement of it: the timeline, whole whatever the order of arrival.
CREATE TABLE placement_step (
    placement_id TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    stage        TEXT    NOT NULL,
    reason       TEXT,
    occurred_at  INTEGER NOT NULL,
    PRIMARY KEY (placement_id, version)
) STRICT;

-- An answer belongs to one offer, that is to one version of the placement.
CREATE TABLE offer_answer (
    placement_id      TEXT    NOT NULL,
    placement_version INTEGER NOT NULL,
    accepted          INTEGER NOT NULL,
    answered_at       INTEGER NOT NULL,
    PRIMARY KEY (placement_id, placement_version)
) STRICT;

-- The key is the rule: one accepted offer a graduate in a programme.
CREATE TABLE acceptance (
    graduate_id  TEXT NOT NULL,
    programme    TEXT NOT NULL,
    placement_id TEXT NOT NULL,
    PRIMARY KEY (graduate_id, programme)
) STRICT;

-- The secret under which ID numbers of a programme become person keys, encrypted.
CREATE TABLE programme_key (
    programme  TEXT    NOT NULL PRIMARY KEY,
    secret     TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- The ID number is encrypted and goes when the graduate deletes the account; the person key stays, so that nobody counts twice.
CREATE TABLE hire (
    placement_id TEXT    NOT NULL PRIMARY KEY,
    graduate_id  TEXT    NOT NULL,
    programme    TEXT    NOT NULL,
    id_number    TEXT,
    person_key   TEXT    NOT NULL,
    confirmed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX hire_by_graduate ON hire (graduate_id);

-- Who saw a graduate's name and phone number unmasked, and when.
CREATE TABLE candidate_reading (
    reading_id     TEXT    NOT NULL PRIMARY KEY,
    application_id TEXT    NOT NULL,
    graduate_id    TEXT    NOT NULL,
    unit_id        TEXT    NOT NULL,
    reader_id      TEXT    NOT NULL,
    read_at        INTEGER NOT NULL
) STRICT;

CREATE INDEX candidate_reading_by_graduate ON candidate_reading (graduate_id, read_at);
