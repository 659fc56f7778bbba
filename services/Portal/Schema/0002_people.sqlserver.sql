-- Someone who can sign in. What the framework's sign-in needs of a person stands here; whom the person acts for stands in membership.
-- The step is that of the last code taken from the authenticator: none is taken twice.
CREATE TABLE account (
    account_id          char(36)      NOT NULL PRIMARY KEY,
    name                nvarchar(100) NOT NULL,
    password_hash       nvarchar(400) NULL,
    security_stamp      nvarchar(100) NOT NULL,
    totp_key            nvarchar(400) NULL,
    totp_since          bigint        NULL,
    totp_step           bigint        NULL,
    failures            bigint        NOT NULL,
    locked_until        bigint        NULL,
    factor_failures     bigint        NOT NULL,
    factor_locked_until bigint        NULL,
    version             bigint        NOT NULL,
    created_at          bigint        NOT NULL
);
GO
-- Mobile numbers and e-mail addresses, in one spelling; one has been confirmed by a code before it stands here. Each is one account's.
CREATE TABLE account_address (
    kind         nvarchar(40)  NOT NULL,
    address      nvarchar(254) COLLATE Latin1_General_BIN2 NOT NULL,
    account_id   char(36)      NOT NULL,
    confirmed_at bigint        NOT NULL,
    PRIMARY KEY (kind, address),
    UNIQUE (account_id, kind)
);
GO
-- Codes that each stand once for the second factor, encrypted.
CREATE TABLE recovery_code (
    account_id  char(36)      NOT NULL,
    number      bigint        NOT NULL,
    sealed_code nvarchar(400) NOT NULL,
    PRIMARY KEY (account_id, number)
);
GO
-- Passkeys: what is needed to check an answer signed by one. Found by the hash of its id, which may be longer than a key.
CREATE TABLE passkey (
    credential_hash nvarchar(100) NOT NULL PRIMARY KEY,
    account_id      char(36)      NOT NULL,
    name            nvarchar(100) NOT NULL,
    credential      nvarchar(max) NOT NULL,
    created_at      bigint        NOT NULL,
    used_at         bigint        NOT NULL
);
GO
CREATE INDEX passkey_account ON passkey (account_id, created_at);
GO
-- For whom an account may act. What it acts for is one text (graduate, unit:…, park:…, supervisor), so that nobody has the same twice.
-- The subject is whom the services see: a graduate's own pseudonym, the account for all others.
CREATE TABLE membership (
    membership_id char(36)      NOT NULL PRIMARY KEY,
    account_id    char(36)      NOT NULL,
    subject_id    char(36)      NOT NULL,
    acts_for      nvarchar(150) NOT NULL,
    role          nvarchar(40)  NOT NULL,
    unit_id       char(36)      NULL,
    park_id       nvarchar(100) NULL,
    capacity      nvarchar(40)  NOT NULL,
    office        nvarchar(400) NOT NULL,
    since         bigint        NOT NULL,
    ended_at      bigint        NULL,
    UNIQUE (account_id, acts_for)
);
GO
CREATE INDEX membership_acts_for ON membership (acts_for);
GO
-- A code sent to an address: its hash, how often it may still be guessed, and how many were sent before it in the same flow. A flow is one browser's:
-- what strangers guess at is their own, not the code that the address's owner waits for. Rows go after an hour.
CREATE TABLE sent_code (
    flow_id    char(36)      NOT NULL PRIMARY KEY,
    purpose    nvarchar(40)  NOT NULL,
    kind       nvarchar(40)  NOT NULL,
    address    nvarchar(254) NOT NULL,
    code_hash  nvarchar(100) NOT NULL,
    tries_left bigint        NOT NULL,
    sendings   bigint        NOT NULL,
    sent_at    bigint        NOT NULL,
    expires_at bigint        NOT NULL
);
GO
CREATE INDEX sent_code_address ON sent_code (address, sent_at, sendings);
GO
CREATE INDEX sent_code_sent_at ON sent_code (sent_at);
GO
-- A link by which somebody becomes a member, once. Only the hash of its secret is kept.
CREATE TABLE invitation (
    invitation_id char(36)      NOT NULL PRIMARY KEY,
    secret_hash   nvarchar(100) NOT NULL UNIQUE,
    role          nvarchar(40)  NOT NULL,
    unit_id       char(36)      NULL,
    park_id       nvarchar(100) NULL,
    capacity      nvarchar(40)  NOT NULL,
    office        nvarchar(400) NOT NULL,
    name          nvarchar(100) NOT NULL,
    kind          nvarchar(40)  NOT NULL,
    address       nvarchar(254) NOT NULL,
    invited_by    char(36)      NULL,
    invited_at    bigint        NOT NULL,
    expires_at    bigint        NOT NULL,
    used_at       bigint        NULL,
    revoked_at    bigint        NULL
);
GO
-- A browser that is signed in, and as whom it acts. It holds as long as its stamp is the account's: a new password or factor is a new stamp.
CREATE TABLE sign_in_session (
    session_id    char(36)      NOT NULL PRIMARY KEY,
    account_id    char(36)      NOT NULL,
    membership_id char(36)      NULL,
    stamp         nvarchar(100) NOT NULL,
    how           nvarchar(40)  NOT NULL,
    address       nvarchar(254) NOT NULL,
    agent         nvarchar(400) NOT NULL,
    began_at      bigint        NOT NULL,
    seen_at       bigint        NOT NULL,
    ended_at      bigint        NULL
);
GO
CREATE INDEX sign_in_session_account ON sign_in_session (account_id, ended_at);
GO
-- What happened at the door: sign-ins that succeeded and failed, changes of password, factor and address.
CREATE TABLE account_event (
    event_id    char(36)      NOT NULL PRIMARY KEY,
    account_id  char(36)      NOT NULL,
    kind        nvarchar(40)  NOT NULL,
    detail      nvarchar(400) NOT NULL,
    address     nvarchar(100) NOT NULL,
    occurred_at bigint        NOT NULL
);
GO
CREATE INDEX account_event_account ON account_event (account_id, occurred_at, event_id);
