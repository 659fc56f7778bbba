-- The row of a park that whoever adds to its firms, or changes by what they are known, touches first.
CREATE TABLE firm_turn (
    park_id TEXT    NOT NULL PRIMARY KEY,
    turns   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a park knows of its firms, whether they have registered or not. known_as is the credit code, or the folded name where no code is known: each stands once in a
-- park. A registered unit is the firm of its park that has its code; nothing links the two but that.
CREATE TABLE firm (
    firm_id       TEXT    NOT NULL PRIMARY KEY,
    park_id       TEXT    NOT NULL,
    known_as      TEXT    NOT NULL,
    uscc          TEXT,
    name          TEXT    NOT NULL,
    headcount     INTEGER,
    contact_name  TEXT,
    contact_phone TEXT,
    address       TEXT,
    source        TEXT,
    version       INTEGER NOT NULL,
    added_at      INTEGER NOT NULL,
    UNIQUE (park_id, known_as)
) STRICT;

CREATE TABLE firm_category (
    firm_id  TEXT NOT NULL REFERENCES firm (firm_id),
    category TEXT NOT NULL,
    PRIMARY KEY (firm_id, category)
) STRICT;

-- A briefing (宣讲会); which units came stands with the contacts.
CREATE TABLE briefing (
    briefing_id   TEXT    NOT NULL PRIMARY KEY,
    park_id       TEXT    NOT NULL,
    programme     TEXT    NOT NULL REFERENCES programme (code),
    on_day        TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    place         TEXT,
    department    TEXT    NOT NULL,
    working_group TEXT,
    actor_id      TEXT    NOT NULL,
    actor_name    TEXT    NOT NULL,
    recorded_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX briefing_park ON briefing (park_id, on_day);

-- Who was contacted. Rows are only added; subject_id is a firm's or, of a unit that had registered, the unit's.
CREATE TABLE contact (
    contact_id     TEXT    NOT NULL PRIMARY KEY,
    park_id        TEXT    NOT NULL,
    programme      TEXT    NOT NULL REFERENCES programme (code),
    subject_id     TEXT    NOT NULL,
    briefing_id    TEXT    REFERENCES briefing (briefing_id),
    on_day         TEXT    NOT NULL,
    department     TEXT    NOT NULL,
    working_group  TEXT,
    channel        TEXT    NOT NULL,
    outcome        TEXT    NOT NULL,
    seats_promised INTEGER,
    follow_up_on   TEXT,
    next_step      TEXT,
    note           TEXT,
    actor_id       TEXT    NOT NULL,
    actor_name     TEXT    NOT NULL,
    recorded_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX contact_park ON contact (park_id, programme, on_day);
CREATE INDEX contact_subject ON contact (subject_id);

-- A contact that was recorded wrongly, and why: it counts no more and stays to be read.
CREATE TABLE contact_annulment (
    contact_id  TEXT    NOT NULL PRIMARY KEY REFERENCES contact (contact_id),
    reason      TEXT    NOT NULL,
    actor_id    TEXT    NOT NULL,
    actor_name  TEXT    NOT NULL,
    annulled_at INTEGER NOT NULL
) STRICT;

-- A visit put off. Rows are only added; the latest of a subject holds.
CREATE TABLE visit_postponement (
    postponement_id TEXT    NOT NULL PRIMARY KEY,
    park_id         TEXT    NOT NULL,
    subject_id      TEXT    NOT NULL,
    until_day       TEXT    NOT NULL,
    reason          TEXT    NOT NULL,
    actor_id        TEXT    NOT NULL,
    actor_name      TEXT    NOT NULL,
    postponed_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX visit_postponement_park ON visit_postponement (park_id, until_day);
