-- Who did what, as whom, whence: appended in the transaction of the act, never changed but for the last three columns, which chain it, and never deleted.
CREATE TABLE audit_entry (
    entry_id      TEXT    NOT NULL PRIMARY KEY,
    occurred_at   INTEGER NOT NULL,
    account_id    TEXT    NOT NULL,
    role          TEXT    NOT NULL,
    acts_for      TEXT,
    name          TEXT    NOT NULL,
    app           TEXT,
    address       TEXT,
    action        TEXT    NOT NULL,
    subject_kind  TEXT,
    subject_id    TEXT,
    park_id       TEXT,
    is_reading    INTEGER NOT NULL,
    detail        TEXT,
    chain_no      INTEGER,
    previous_hash TEXT,
    hash          TEXT
) STRICT;

CREATE INDEX audit_entry_by_park ON audit_entry (park_id, entry_id);

CREATE INDEX audit_entry_unsealed ON audit_entry (entry_id) WHERE chain_no IS NULL;

CREATE UNIQUE INDEX audit_entry_chain ON audit_entry (chain_no) WHERE chain_no IS NOT NULL;

-- The end of the chain.
CREATE TABLE audit_head (
    head_id INTEGER NOT NULL PRIMARY KEY,
    entries INTEGER NOT NULL,
    hash    TEXT    NOT NULL
) STRICT;

INSERT INTO audit_head (head_id, entries, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
