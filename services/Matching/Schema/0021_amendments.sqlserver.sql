-- A programme may be amended after it was opened. Its version counts what has been announced of it: amendments, and the versions of its rules.
ALTER TABLE programme ADD version bigint NOT NULL DEFAULT 1;
GO
ALTER TABLE programme ADD closed_at bigint NULL;
GO
UPDATE programme SET version = rules_version;
GO
-- Each amendment, with all that could be amended as it was before; closed is 1 for the last one, which ended the programme.
CREATE TABLE programme_amendment (
    programme  nvarchar(100) NOT NULL,
    version    bigint        NOT NULL,
    terms      nvarchar(max) NOT NULL,
    closed     bigint        NOT NULL,
    reason     nvarchar(max) NOT NULL,
    actor_id   char(36)      NOT NULL,
    amended_at bigint        NOT NULL,
    PRIMARY KEY (programme, version)
);
