-- Events on their way out. In one process it is a log read with cursors; towards a broker it is a queue whose rows go once confirmed.
CREATE TABLE outbox (
    outbox_id    INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id   TEXT    NOT NULL UNIQUE,
    type         TEXT    NOT NULL,
    body         TEXT    NOT NULL,
    trace_parent TEXT,
    created_at   INTEGER NOT NULL
) STRICT;

-- Every event this service has applied, for ever: whatever comes again is skipped.
CREATE TABLE inbox (
    message_id   TEXT    NOT NULL PRIMARY KEY,
    type         TEXT    NOT NULL,
    processed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How far this service has read each other service's log; the message tells a restored log from the one that was read.
CREATE TABLE delivery_cursor (
    source       TEXT    NOT NULL PRIMARY KEY,
    last_id      INTEGER NOT NULL,
    last_message TEXT    NOT NULL,
    moved_at     INTEGER NOT NULL
) STRICT;

-- Events that failed again and again, kept for someone to look at and replay.
CREATE TABLE poison_message (
    message_id   TEXT    NOT NULL PRIMARY KEY,
    type         TEXT    NOT NULL,
    body         TEXT    NOT NULL,
    trace_parent TEXT,
    reason       TEXT    NOT NULL,
    failed_at    INTEGER NOT NULL,
    replayed_at  INTEGER
) STRICT;

-- Answers to requests that carried an Idempotency-Key.
CREATE TABLE answered_request (
    actor           TEXT    NOT NULL,
    idempotency_key TEXT    NOT NULL,
    request_hash    TEXT    NOT NULL,
    status          INTEGER NOT NULL,
    location        TEXT,
    content_type    TEXT,
    body            TEXT    NOT NULL,
    answered_at     INTEGER NOT NULL,
    PRIMARY KEY (actor, idempotency_key)
) STRICT;
