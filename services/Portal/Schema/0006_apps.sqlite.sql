-- Programs that may ask for tokens. A graduates' app is public and comes back to one of its addresses; a system of a unit or a park has a secret, of which the hash stands here,
-- and acts for it. Scopes and addresses stand with a space between.
CREATE TABLE app (
    app_id        TEXT    NOT NULL PRIMARY KEY,
    kind          TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    secret_hash   TEXT,
    scopes        TEXT    NOT NULL,
    redirect_uris TEXT    NOT NULL,
    acts_for      TEXT    NOT NULL,
    role          TEXT    NOT NULL,
    unit_id       TEXT,
    park_id       TEXT,
    created_by    TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER,
    used_at       INTEGER,
    ended_at      INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX app_acts_for ON app (acts_for, created_at);

-- What somebody has allowed an app: by which membership, with which scopes. It ends with the membership, with the account's stamp, or when either side ends it.
CREATE TABLE app_grant (
    grant_id      TEXT    NOT NULL PRIMARY KEY,
    app_id        TEXT    NOT NULL,
    membership_id TEXT    NOT NULL,
    subject_id    TEXT    NOT NULL,
    scopes        TEXT    NOT NULL,
    stamp         TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    used_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX app_grant_membership ON app_grant (membership_id, created_at);
CREATE INDEX app_grant_app ON app_grant (app_id);

-- Codes and tokens that were given out: found by the hash of what the program holds. The payload is encrypted. Of two who redeem one at once, the version lets one through.
CREATE TABLE app_token (
    token_id     TEXT    NOT NULL PRIMARY KEY,
    app_id       TEXT,
    grant_id     TEXT,
    subject      TEXT,
    type         TEXT,
    status       TEXT,
    reference_id TEXT,
    payload      TEXT,
    created_at   INTEGER,
    expires_at   INTEGER,
    redeemed_at  INTEGER,
    version      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX app_token_reference ON app_token (reference_id);
CREATE INDEX app_token_grant ON app_token (grant_id);
CREATE INDEX app_token_expiry ON app_token (expires_at);
