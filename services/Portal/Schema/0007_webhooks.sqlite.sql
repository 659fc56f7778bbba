-- Where a unit or a park wants to be told by machine. What is signed with is encrypted. A hook rests after a failure, so that a dead target costs one attempt at a time; who tells it holds it by a lease.
CREATE TABLE webhook (
    webhook_id    TEXT    NOT NULL PRIMARY KEY,
    acts_for      TEXT    NOT NULL,
    url           TEXT    NOT NULL,
    kinds         TEXT    NOT NULL,
    sealed_secret TEXT    NOT NULL,
    created_by    TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    rests_until   INTEGER NOT NULL,
    leased_until  INTEGER NOT NULL,
    ended_at      INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_acts_for ON webhook (acts_for, created_at);

-- What a hook is told, each event once; its id is the receiver's key against doing it twice. Delivered or given up it is tried no more, until somebody asks for it again; attempts count on, those before were for what was asked earlier.
CREATE TABLE webhook_delivery (
    delivery_id   TEXT    NOT NULL PRIMARY KEY,
    webhook_id    TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    subject_id    TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    body          TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    available_at  INTEGER,
    expires_at    INTEGER NOT NULL,
    attempts      INTEGER NOT NULL,
    attempts_before INTEGER NOT NULL,
    attempted_at  INTEGER,
    delivered_at  INTEGER,
    status        INTEGER,
    error         TEXT,
    UNIQUE (webhook_id, kind, subject_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_delivery_due ON webhook_delivery (available_at, webhook_id);
CREATE INDEX webhook_delivery_log ON webhook_delivery (webhook_id, created_at);
CREATE INDEX webhook_delivery_age ON webhook_delivery (created_at);
