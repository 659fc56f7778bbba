-- Who did what, as whom, whence: appended in the transaction of the act, never changed but for the last three columns, which chain it, and never deleted.
CREATE TABLE audit_entry (
    entry_id      char(36)      NOT NULL PRIMARY KEY,
    occurred_at   bigint        NOT NULL,
    account_id    char(36)      NOT NULL,
    role          nvarchar(20)  NOT NULL,
    acts_for      nvarchar(100) NULL,
    name          nvarchar(200) NOT NULL,
    app           nvarchar(200) NULL,
    address       nvarchar(50)  NULL,
    action        nvarchar(200) NOT NULL,
    subject_kind  nvarchar(50)  NULL,
    subject_id    nvarchar(100) NULL,
    park_id       nvarchar(100) NULL,
    is_reading    bigint        NOT NULL,
    detail        nvarchar(max) NULL,
    chain_no      bigint        NULL,
    previous_hash char(64)      NULL,
    hash          char(64)      NULL
);
GO
CREATE INDEX audit_entry_by_park ON audit_entry (park_id, entry_id);
GO
CREATE INDEX audit_entry_unsealed ON audit_entry (entry_id) WHERE chain_no IS NULL;
GO
CREATE UNIQUE INDEX audit_entry_chain ON audit_entry (chain_no) WHERE chain_no IS NOT NULL;
GO
-- The end of the chain.
CREATE TABLE audit_head (
    head_id bigint   NOT NULL PRIMARY KEY,
    entries bigint   NOT NULL,
    hash    char(64) NOT NULL
);
GO
INSERT INTO audit_head (head_id, entries, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
