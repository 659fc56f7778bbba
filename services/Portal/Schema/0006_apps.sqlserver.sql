-- Programs that may ask for tokens. A graduates' app is public and comes back to one of its addresses; a system of a unit or a park has a secret, of which the hash stands here,
-- and acts for it. Scopes and addresses stand with a space between.
CREATE TABLE app (
    app_id        char(36)       NOT NULL PRIMARY KEY,
    kind          nvarchar(40)   NOT NULL,
    name          nvarchar(100)  NOT NULL,
    secret_hash   char(64)       NULL,
    scopes        nvarchar(1000) NOT NULL,
    redirect_uris nvarchar(2000) NOT NULL,
    acts_for      nvarchar(150)  NOT NULL,
    role          nvarchar(40)   NOT NULL,
    unit_id       char(36)       NULL,
    park_id       nvarchar(100)  NULL,
    created_by    char(36)       NOT NULL,
    created_at    bigint         NOT NULL,
    expires_at    bigint         NULL,
    used_at       bigint         NULL,
    ended_at      bigint         NULL
);
GO
CREATE INDEX app_acts_for ON app (acts_for, created_at);
GO
-- What somebody has allowed an app: by which membership, with which scopes. It ends with the membership, with the account's stamp, or when either side ends it.
CREATE TABLE app_grant (
    grant_id      char(36)       NOT NULL PRIMARY KEY,
    app_id        char(36)       NOT NULL,
    membership_id char(36)       NOT NULL,
    subject_id    char(36)       NOT NULL,
    scopes        nvarchar(1000) NOT NULL,
    stamp         nvarchar(100)  NOT NULL,
    status        nvarchar(40)   NOT NULL,
    created_at    bigint         NOT NULL,
    used_at       bigint         NOT NULL
);
GO
CREATE INDEX app_grant_membership ON app_grant (membership_id, created_at);
GO
CREATE INDEX app_grant_app ON app_grant (app_id);
GO
-- Codes and tokens that were given out: found by the hash of what the program holds. The payload is encrypted. Of two who redeem one at once, the version lets one through.
CREATE TABLE app_token (
    token_id      char(36)       NOT NULL PRIMARY KEY,
    app_id        char(36)       NULL,
    grant_id      char(36)       NULL,
    subject       nvarchar(100)  NULL,
    type          nvarchar(100)  NULL,
    status        nvarchar(40)   NULL,
    reference_id  nvarchar(100)  COLLATE Latin1_General_BIN2 NULL,
    payload       nvarchar(max)  NULL,
    created_at    bigint         NULL,
    expires_at    bigint         NULL,
    redeemed_at   bigint         NULL,
    version       bigint         NOT NULL
);
GO
CREATE INDEX app_token_reference ON app_token (reference_id);
GO
CREATE INDEX app_token_grant ON app_token (grant_id);
GO
CREATE INDEX app_token_expiry ON app_token (expires_at);
