-- Events on their way out. In one process it is a log read with cursors; towards a broker it is a queue whose rows go once confirmed.
CREATE TABLE outbox (
    outbox_id    bigint         IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    message_id   char(36)       NOT NULL UNIQUE,
    type         nvarchar(100)  NOT NULL,
    body         nvarchar(max)  NOT NULL,
    trace_parent nvarchar(100)  NULL,
    created_at   bigint         NOT NULL
);
GO
-- Every event this service has applied, for ever: whatever comes again is skipped.
CREATE TABLE inbox (
    message_id   char(36)       NOT NULL PRIMARY KEY,
    type         nvarchar(100)  NOT NULL,
    processed_at bigint         NOT NULL
);
GO
-- How far this service has read each other service's log; the message tells a restored log from the one that was read.
CREATE TABLE delivery_cursor (
    source       nvarchar(100) NOT NULL PRIMARY KEY,
    last_id      bigint        NOT NULL,
    last_message char(36)      NOT NULL,
    moved_at     bigint        NOT NULL
);
GO
-- Events that failed again and again, kept for someone to look at and replay.
CREATE TABLE poison_message (
    message_id   char(36)       NOT NULL PRIMARY KEY,
    type         nvarchar(100)  NOT NULL,
    body         nvarchar(max)  NOT NULL,
    trace_parent nvarchar(100)  NULL,
    reason       nvarchar(max)  NOT NULL,
    failed_at    bigint         NOT NULL,
    replayed_at  bigint         NULL
);
GO
-- Answers to requests that carried an Idempotency-Key.
CREATE TABLE answered_request (
    actor           nvarchar(100)  NOT NULL,
    idempotency_key nvarchar(200)  NOT NULL,
    request_hash    nvarchar(400)  NOT NULL,
    status          bigint         NOT NULL,
    location        nvarchar(1000) NULL,
    content_type    nvarchar(200)  NULL,
    body            nvarchar(max)  NOT NULL,
    answered_at     bigint         NOT NULL,
    PRIMARY KEY (actor, idempotency_key)
);
