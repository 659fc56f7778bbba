-- What is to be sent by e-mail or SMS. Handed over with its row still here, and gone once that has succeeded; what fails for good stays for a person to look at.
-- Whoever takes one has it until available_at; attempts says which attempt that is. It is tried until expires_at, and says nothing any more from void_at on.
CREATE TABLE message (
    message_id   TEXT    NOT NULL PRIMARY KEY,
    channel      TEXT    NOT NULL,
    address      TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    attempts     INTEGER NOT NULL,
    available_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    void_at      INTEGER,
    given_up_at  INTEGER,
    last_error   TEXT,
    created_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX message_due ON message (channel, given_up_at, available_at, message_id, expires_at, created_at);
CREATE INDEX message_address ON message (address);
