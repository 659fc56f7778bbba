-- Over a broker. How many events this service has sent to each listener; log_id is made at random with the count.
CREATE TABLE delivery_sent (
    listener    nvarchar(100) NOT NULL PRIMARY KEY,
    log_id      char(36)      NOT NULL,
    last_number bigint        NOT NULL
);
GO
-- What is being sent, where a lower outbox_id may show up later: sent again, it goes first and in the same order.
CREATE TABLE delivery_in_hand (
    outbox_id bigint NOT NULL PRIMARY KEY
);
GO
-- Numbers that have come and are not settled yet; again: its message had come before.
CREATE TABLE delivery_arrived (
    log_id     char(36)      NOT NULL,
    number     bigint        NOT NULL,
    message_id char(36)      NOT NULL,
    source     nvarchar(100) NOT NULL,
    again      bigint        NOT NULL,
    PRIMARY KEY (log_id, number, message_id)
);
GO
-- From where on, and up to where, every number of a publisher's count is accounted for.
CREATE TABLE delivery_settled (
    log_id       char(36)      NOT NULL,
    source       nvarchar(100) NOT NULL,
    first_number bigint        NOT NULL,
    last_number  bigint        NOT NULL,
    PRIMARY KEY (log_id, source)
);
GO
-- What did not add up, until somebody has dealt with it.
CREATE TABLE delivery_fault (
    fault_id     char(36)      NOT NULL PRIMARY KEY,
    source       nvarchar(100) NOT NULL,
    log_id       char(36)      NOT NULL,
    kind         nvarchar(20)  NOT NULL,
    first_number bigint        NOT NULL,
    last_number  bigint        NOT NULL,
    missing      bigint        NOT NULL,
    noticed_at   bigint        NOT NULL,
    closed_at    bigint        NULL
);
GO
-- Publishers whose events came before they had numbers: theirs begin with the first that is seen.
INSERT INTO delivery_settled (log_id, source, first_number, last_number)
SELECT DISTINCT '00000000-0000-0000-0000-000000000000', SUBSTRING(type, 1, CHARINDEX('.', type) - 1), 0, 0
FROM inbox
WHERE type LIKE '%.%';
