-- Over a broker. How many events this service has sent to each listener; log_id is made at random with the count.
CREATE TABLE delivery_sent (
    listener    TEXT    NOT NULL PRIMARY KEY,
    log_id      TEXT    NOT NULL,
    last_number INTEGER NOT NULL
) STRICT;

-- What is being sent, where a lower outbox_id may show up later: sent again, it goes first and in the same order.
CREATE TABLE delivery_in_hand (
    outbox_id INTEGER NOT NULL PRIMARY KEY
) STRICT;

-- Numbers that have come and are not settled yet; again: its message had come before.
CREATE TABLE delivery_arrived (
    log_id     TEXT    NOT NULL,
    number     INTEGER NOT NULL,
    message_id TEXT    NOT NULL,
    source     TEXT    NOT NULL,
    again      INTEGER NOT NULL,
    PRIMARY KEY (log_id, number, message_id)
) STRICT, WITHOUT ROWID;

-- From where on, and up to where, every number of a publisher's count is accounted for.
CREATE TABLE delivery_settled (
    log_id       TEXT    NOT NULL,
    source       TEXT    NOT NULL,
    first_number INTEGER NOT NULL,
    last_number  INTEGER NOT NULL,
    PRIMARY KEY (log_id, source)
) STRICT;

-- What did not add up, until somebody has dealt with it.
CREATE TABLE delivery_fault (
    fault_id     TEXT    NOT NULL PRIMARY KEY,
    source       TEXT    NOT NULL,
    log_id       TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    first_number INTEGER NOT NULL,
    last_number  INTEGER NOT NULL,
    missing      INTEGER NOT NULL,
    noticed_at   INTEGER NOT NULL,
    closed_at    INTEGER
) STRICT;

-- Publishers whose events came before they had numbers: theirs begin with the first that is seen.
INSERT INTO delivery_settled (log_id, source, first_number, last_number)
SELECT DISTINCT '00000000-0000-0000-0000-000000000000', substr(type, 1, instr(type, '.') - 1), 0, 0
FROM inbox
WHERE type LIKE '%.%';
