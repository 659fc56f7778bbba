-- How far a placement was told: what is new in the next news of it, and whom a round or a changed position concerns. When and where an interview is stands here as a hash. Without a graduate: the person has deleted everything.
CREATE TABLE known_placement (
    placement_id char(36)      NOT NULL PRIMARY KEY,
    version      bigint        NOT NULL,
    stage        nvarchar(40)  NOT NULL,
    graduate_id  char(36)      NULL,
    position_id  char(36)      NOT NULL,
    unit_id      char(36)      NOT NULL,
    park_id      nvarchar(100) NOT NULL,
    programme    nvarchar(100) NOT NULL,
    interview    nvarchar(100) NOT NULL
);
GO
CREATE INDEX known_placement_position ON known_placement (position_id, stage, placement_id, graduate_id);
GO
CREATE INDEX known_placement_park ON known_placement (programme, park_id, stage, graduate_id, unit_id);
GO
CREATE INDEX known_placement_graduate ON known_placement (graduate_id);
GO
-- What a published position is called, and its terms as JSON, to tell what has changed. It is closed while closed_version is the newer one.
CREATE TABLE known_position (
    position_id    char(36)      NOT NULL PRIMARY KEY,
    version        bigint        NOT NULL,
    closed_version bigint        NOT NULL,
    unit_id        char(36)      NOT NULL,
    unit_name      nvarchar(400) NOT NULL,
    park_id        nvarchar(100) NOT NULL,
    programme      nvarchar(100) NOT NULL,
    title          nvarchar(400) NOT NULL,
    terms          nvarchar(max) NOT NULL
);
GO
CREATE INDEX known_position_park ON known_position (programme, park_id, unit_id);
GO
-- A round, its parks as JSON; closing_due_at is when those concerned are told that its lists close, ending_due_at when what it asked of them ends; null once that was done.
CREATE TABLE known_round (
    round_id       char(36)      NOT NULL PRIMARY KEY,
    version        bigint        NOT NULL,
    programme      nvarchar(100) NOT NULL,
    title          nvarchar(400) NOT NULL,
    parks          nvarchar(max) NOT NULL,
    lists_close_at bigint        NOT NULL,
    closing_due_at bigint        NULL,
    ending_due_at  bigint        NULL
);
GO
CREATE INDEX known_round_due ON known_round (closing_due_at);
GO
-- The newest version told of a unit, of a position's review, of a hire's evidence or of a dispute: what is older says nothing any more.
CREATE TABLE known_course (
    subject_id char(36) NOT NULL PRIMARY KEY,
    version    bigint   NOT NULL
);
GO
-- What somebody is told: a graduate, a unit, a park or the supervisors, each event once. It says nothing but its kind and facts; the words are made when it is read.
-- It appears at appears_at, which of a reminder is later; from settled_at on it waits for nobody. tells_at is when letters about it are due, null once they were written, in the batch told_in.
CREATE TABLE notification (
    audience    nvarchar(40)  NOT NULL,
    audience_id nvarchar(100) NOT NULL,
    kind        nvarchar(40)  NOT NULL,
    subject_id  char(36)      NOT NULL,
    version     bigint        NOT NULL,
    matter      nvarchar(100) NOT NULL,
    position_id char(36)      NULL,
    facts       nvarchar(max) NOT NULL,
    occurred_at bigint        NOT NULL,
    appears_at  bigint        NOT NULL,
    settled_at  bigint        NULL,
    tells_at    bigint        NULL,
    told_in     char(36)      NULL,
    PRIMARY KEY (audience, audience_id, kind, subject_id, version)
);
GO
CREATE INDEX notification_page ON notification (audience, audience_id, appears_at, settled_at, matter, kind);
GO
CREATE INDEX notification_subject ON notification (subject_id, kind, settled_at);
GO
CREATE INDEX notification_tells ON notification (tells_at, audience, audience_id);
GO
CREATE INDEX notification_old ON notification (appears_at);
GO
-- Until when somebody has read what there is of a matter and kind; and of everything.
CREATE TABLE notification_read (
    reader_id   char(36)      NOT NULL,
    audience    nvarchar(40)  NOT NULL,
    audience_id nvarchar(100) NOT NULL,
    matter      nvarchar(100) NOT NULL,
    kind        nvarchar(40)  NOT NULL,
    read_until  bigint        NOT NULL,
    PRIMARY KEY (reader_id, audience, audience_id, matter, kind)
);
GO
CREATE TABLE notification_reader (
    reader_id   char(36)      NOT NULL,
    audience    nvarchar(40)  NOT NULL,
    audience_id nvarchar(100) NOT NULL,
    read_until  bigint        NOT NULL,
    PRIMARY KEY (reader_id, audience, audience_id)
);
GO
-- By which way somebody wants to hear of a topic, where that is another than usual.
CREATE TABLE notification_choice (
    account_id char(36)     NOT NULL,
    topic      nvarchar(40) NOT NULL,
    channel    nvarchar(40) NOT NULL,
    frequency  nvarchar(40) NOT NULL,
    PRIMARY KEY (account_id, topic, channel)
);
GO
-- Between which minutes of the day in China somebody wants to be left alone, where that is another time than usual; equal: never.
CREATE TABLE notification_quiet (
    account_id  char(36) NOT NULL PRIMARY KEY,
    quiet_from  bigint   NOT NULL,
    quiet_until bigint   NOT NULL
);
GO
-- A letter that is due later: what has come since of what somebody hears of daily, or at once but for the quiet hours.
CREATE TABLE notification_digest (
    account_id  char(36)      NOT NULL,
    channel     nvarchar(40)  NOT NULL,
    frequency   nvarchar(40)  NOT NULL,
    audience    nvarchar(40)  NOT NULL,
    audience_id nvarchar(100) NOT NULL,
    since       bigint        NOT NULL,
    due_at      bigint        NOT NULL,
    PRIMARY KEY (account_id, channel, frequency, audience, audience_id)
);
GO
CREATE INDEX notification_digest_due ON notification_digest (due_at);
GO
-- Whom a letter reaches, and where its reader ends letters of its kind.
CREATE INDEX membership_subject ON membership (subject_id);
GO
ALTER TABLE message ADD unsubscribe nvarchar(1000) NULL;
