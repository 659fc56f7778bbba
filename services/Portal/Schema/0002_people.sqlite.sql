-- Someone who can sign in. What the framework's sign-in needs of a person stands here; whom the person acts for stands in membership.
-- The step is that of the last code taken from the authenticator: none is taken twice.
CREATE TABLE account (
    account_id          TEXT    NOT NULL PRIMARY KEY,
    name                TEXT    NOT NULL,
    password_hash       TEXT,
    security_stamp      TEXT    NOT NULL,
    totp_key            TEXT,
    totp_since          INTEGER,
    totp_step           INTEGER,
    failures            INTEGER NOT NULL,
    locked_until        INTEGER,
    factor_failures     INTEGER NOT NULL,
    factor_locked_until INTEGER,
    version             INTEGER NOT NULL,
    created_at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Mobile numbers and e-mail addresses, in one spelling; one has been confirmed by a code before it stands here. Each is one account's.
CREATE TABLE account_address (
    kind         TEXT    NOT NULL,
    address      TEXT    NOT NULL,
    account_id   TEXT    NOT NULL,
    confirmed_at INTEGER NOT NULL,
    PRIMARY KEY (kind, address),
    UNIQUE (account_id, kind)
) STRICT, WITHOUT ROWID;

-- Codes that each stand once for the second factor, encrypted.
CREATE TABLE recovery_code (
    account_id  TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    sealed_code TEXT    NOT NULL,
    PRIMARY KEY (account_id, number)
) STRICT, WITHOUT ROWID;

-- Passkeys: what is needed to check an answer signed by one. Found by the hash of its id, which may be longer than a key.
CREATE TABLE passkey (
    credential_hash TEXT    NOT NULL PRIMARY KEY,
    account_id      TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    credential      TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    used_at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_account ON passkey (account_id, created_at);

-- For whom an account may act. What it acts for is one text (graduate, unit:…, park:…, supervisor), so that nobody has the same twice.
-- The subject is whom the services see: a graduate's own pseudonym, the account for all others.
CREATE TABLE membership (
    membership_id TEXT    NOT NULL PRIMARY KEY,
    account_id    TEXT    NOT NULL,
    subject_id    TEXT    NOT NULL,
    acts_for      TEXT    NOT NULL,
    role          TEXT    NOT NULL,
    unit_id       TEXT,
    park_id       TEXT,
    capacity      TEXT    NOT NULL,
    office        TEXT    NOT NULL,
    since         INTEGER NOT NULL,
    ended_at      INTEGER,
    UNIQUE (account_id, acts_for)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_acts_for ON membership (acts_for);

-- A code sent to an address: its hash, how often it may still be guessed, and how many were sent before it in the same flow. A flow is one browser's:
-- what strangers guess at is their own, not the code that the address's owner waits for. Rows go after an hour.
CREATE TABLE sent_code (
    flow_id    TEXT    NOT NULL PRIMARY KEY,
    purpose    TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    address    TEXT    NOT NULL,
    code_hash  TEXT    NOT NULL,
    tries_left INTEGER NOT NULL,
    sendings   INTEGER NOT NULL,
    sent_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_code_address ON sent_code (address, sent_at, sendings);
CREATE INDEX sent_code_sent_at ON sent_code (sent_at);

-- A link by which somebody becomes a member, once. Only the hash of its secret is kept.
CREATE TABLE invitation (
    invitation_id TEXT    NOT NULL PRIMARY KEY,
    secret_hash   TEXT    NOT NULL UNIQUE,
    role          TEXT    NOT NULL,
    unit_id       TEXT,
    park_id       TEXT,
    capacity      TEXT    NOT NULL,
    office        TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    address       TEXT    NOT NULL,
    invited_by    TEXT,
    invited_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    used_at       INTEGER,
    revoked_at    INTEGER
) STRICT, WITHOUT ROWID;

-- A browser that is signed in, and as whom it acts. It holds as long as its stamp is the account's: a new password or factor is a new stamp.
CREATE TABLE sign_in_session (
    session_id    TEXT    NOT NULL PRIMARY KEY,
    account_id    TEXT    NOT NULL,
    membership_id TEXT,
    stamp         TEXT    NOT NULL,
    how           TEXT    NOT NULL,
    address       TEXT    NOT NULL,
    agent         TEXT    NOT NULL,
    began_at      INTEGER NOT NULL,
    seen_at       INTEGER NOT NULL,
    ended_at      INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_session_account ON sign_in_session (account_id, ended_at);

-- What happened at the door: sign-ins that succeeded and failed, changes of password, factor and address.
CREATE TABLE account_event (
    event_id    TEXT    NOT NULL PRIMARY KEY,
    account_id  TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    detail      TEXT    NOT NULL,
    address     TEXT    NOT NULL,
    occurred_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_event_account ON account_event (account_id, occurred_at, event_id);
