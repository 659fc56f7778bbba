-- How far a placement was told: what is new in the next news of it, and whom a round or a changed position concerns. When and where an interview is stands here as a hash. Without a graduate: the person has deleted everything.
CREATE TABLE known_placement (
    placement_id TEXT    NOT NULL PRIMARY KEY,
    version      INTEGER NOT NULL,
    stage        TEXT    NOT NULL,
    graduate_id  TEXT,
    position_id  TEXT    NOT NULL,
    unit_id      TEXT    NOT NULL,
    park_id      TEXT    NOT NULL,
    programme    TEXT    NOT NULL,
    interview    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX known_placement_position ON known_placement (position_id, stage, placement_id, graduate_id);
CREATE INDEX known_placement_park ON known_placement (programme, park_id, stage, graduate_id, unit_id);
CREATE INDEX known_placement_graduate ON known_placement (graduate_id);

-- What a published position is called, and its terms as JSON, to tell what has changed. It is closed while closed_version is the newer one.
CREATE TABLE known_position (
    position_id    TEXT    NOT NULL PRIMARY KEY,
    version        INTEGER NOT NULL,
    closed_version INTEGER NOT NULL,
    unit_id        TEXT    NOT NULL,
    unit_name      TEXT    NOT NULL,
    park_id        TEXT    NOT NULL,
    programme      TEXT    NOT NULL,
    title          TEXT    NOT NULL,
    terms          TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX known_position_park ON known_position (programme, park_id, unit_id);

-- A round, its parks as JSON; closing_due_at is when those concerned are told that its lists close, ending_due_at when what it asked of them ends; null once that was done.
CREATE TABLE known_round (
    round_id       TEXT    NOT NULL PRIMARY KEY,
    version        INTEGER NOT NULL,
    programme      TEXT    NOT NULL,
    title          TEXT    NOT NULL,
    parks          TEXT    NOT NULL,
    lists_close_at INTEGER NOT NULL,
    closing_due_at INTEGER,
    ending_due_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX known_round_due ON known_round (closing_due_at);

-- The newest version told of a unit, of a position's review, of a hire's evidence or of a dispute: what is older says nothing any more.
CREATE TABLE known_course (
    subject_id TEXT    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What somebody is told: a graduate, a unit, a park or the supervisors, each event once. It says nothing but its kind and facts; the words are made when it is read.
-- It appears at appears_at, which of a reminder is later; from settled_at on it waits for nobody. tells_at is when letters about it are due, null once they were written, in the batch told_in.
CREATE TABLE notification (
    audience    TEXT    NOT NULL,
    audience_id TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    subject_id  TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    matter      TEXT    NOT NULL,
    position_id TEXT,
    facts       TEXT    NOT NULL,
    occurred_at INTEGER NOT NULL,
    appears_at  INTEGER NOT NULL,
    settled_at  INTEGER,
    tells_at    INTEGER,
    told_in     TEXT,
    PRIMARY KEY (audience, audience_id, kind, subject_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX notification_page ON notification (audience, audience_id, appears_at, settled_at, matter, kind);
CREATE INDEX notification_subject ON notification (subject_id, kind, settled_at);
CREATE INDEX notification_tells ON notification (tells_at, audience, audience_id);
CREATE INDEX notification_old ON notification (appears_at);

-- Until when somebody has read what there is of a matter and kind; and of everything.
CREATE TABLE notification_read (
    reader_id   TEXT    NOT NULL,
    audience    TEXT    NOT NULL,
    audience_id TEXT    NOT NULL,
    matter      TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    read_until  INTEGER NOT NULL,
    PRIMARY KEY (reader_id, audience, audience_id, matter, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE notification_reader (
    reader_id   TEXT    NOT NULL,
    audience    TEXT    NOT NULL,
    audience_id TEXT    NOT NULL,
    read_until  INTEGER NOT NULL,
    PRIMARY KEY (reader_id, audience, audience_id)
) STRICT, WITHOUT ROWID;

-- By which way somebody wants to hear of a topic, where that is another than usual.
CREATE TABLE notification_choice (
    account_id TEXT NOT NULL,
    topic      TEXT NOT NULL,
    channel    TEXT NOT NULL,
    frequency  TEXT NOT NULL,
    PRIMARY KEY (account_id, topic, channel)
) STRICT, WITHOUT ROWID;

-- Between which minutes of the day in China somebody wants to be left alone, where that is another time than usual; equal: never.
CREATE TABLE notification_quiet (
    account_id  TEXT    NOT NULL PRIMARY KEY,
    quiet_from  INTEGER NOT NULL,
    quiet_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A letter that is due later: what has come since of what somebody hears of daily, or at once but for the quiet hours.
CREATE TABLE notification_digest (
    account_id  TEXT    NOT NULL,
    channel     TEXT    NOT NULL,
    frequency   TEXT    NOT NULL,
    audience    TEXT    NOT NULL,
    audience_id TEXT    NOT NULL,
    since       INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    PRIMARY KEY (account_id, channel, frequency, audience, audience_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notification_digest_due ON notification_digest (due_at);

-- Whom a letter reaches, and where its reader ends letters of its kind.
CREATE INDEX membership_subject ON membership (subject_id);
ALTER TABLE message ADD COLUMN unsubscribe TEXT;
