-- Whom a provider outside knows, and which account that opens. Of one provider an account has one.
CREATE TABLE external_identity (
    identity_hash char(64)      NOT NULL PRIMARY KEY,
    provider      nvarchar(40)  NOT NULL,
    account_id    char(36)      NOT NULL,
    name          nvarchar(400) NOT NULL,
    linked_at     bigint        NOT NULL,
    used_at       bigint        NOT NULL,
    UNIQUE (account_id, provider)
);
