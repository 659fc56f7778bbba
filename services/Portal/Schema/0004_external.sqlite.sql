-- Whom a provider outside knows, and which account that opens. Of one provider an account has one.
CREATE TABLE external_identity (
    identity_hash TEXT    NOT NULL PRIMARY KEY,
    provider      TEXT    NOT NULL,
    account_id    TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    linked_at     INTEGER NOT NULL,
    used_at       INTEGER NOT NULL,
    UNIQUE (account_id, provider)
) STRICT, WITHOUT ROWID;
